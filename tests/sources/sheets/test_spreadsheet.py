"""A spreadsheet's metadata: its zone, and which worksheet is meant."""

import pytest

from lib.errors import SourceError
from lib.sources.sheets.spreadsheet import Spreadsheet, Tab

TABS = (Tab("Answers", 0, 26), Tab("Members", 71, 26), Tab("2026", 88, 26), Tab("Chart", 9, 0, is_grid=False))


def spreadsheet(zone: str = "Europe/Warsaw", tabs: tuple[Tab, ...] = TABS) -> Spreadsheet:
    return Spreadsheet("Survey", "en_US", zone, tabs)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Warsaw", "Europe/Warsaw"),
        ("Etc/GMT", "Etc/GMT"),
        ("GMT-07:00", "Etc/GMT+7"),  # seven hours behind: these names count westwards
        ("GMT+5:00", "Etc/GMT-5"),
        ("GMT+05:30", None),
        ("GMT+19:00", None),
        ("", None),
        ("Mars/Olympus", None),
    ],
)
def test_its_zone_by_the_usual_name(text, zone):
    assert spreadsheet(text).zone == zone


@pytest.mark.parametrize(
    ("wanted", "gid", "title"),
    [
        ("Members", None, "Members"),
        ("Members", 0, "Members"),  # what the section names counts more than what the URL does
        (" members", None, "Members"),
        (71, None, "Members"),
        ("71", None, "Members"),
        (0, None, "Answers"),
        (None, 71, "Members"),
        (None, 0, "Answers"),
        (2026, None, "2026"),
    ],
)
def test_a_worksheet_by_title_or_gid(wanted, gid, title):
    assert spreadsheet().find(wanted, gid).title == title


def test_the_only_worksheet_need_not_be_named():
    assert spreadsheet(tabs=TABS[:1]).find(None, None).title == "Answers"


@pytest.mark.parametrize(
    ("wanted", "gid", "words"),
    [
        ("Responses", None, "Survey has no worksheet 'Responses'. Found: 'Answers', 'Members', '2026', 'Chart'. Hint: was it renamed"),
        (None, 5, "Survey has no worksheet with gid 5"),
        (None, None, "has several worksheets, and none is named"),
        ("Chart", None, "Chart in Survey has no cells"),
    ],
)
def test_another_is_said_with_those_there_are(wanted, gid, words):
    with pytest.raises(SourceError) as caught:
        spreadsheet().find(wanted, gid)
    assert words in str(caught.value)
    assert not caught.value.again
