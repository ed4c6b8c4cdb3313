"""Every chart stands alone as a file: no role's name is left in it, and it says what it is about."""

import re
import struct
from xml.etree import ElementTree

import pytest

from lib.charts.picture_file import WIDTH, plain, png, svg
from lib.charts.printed_theme import ROLES
from lib.ui.literal import literal
from tests.charts.test_charts import CHARTS, spec

COLOURED = re.compile(r'\b(?:fill|stroke|stop-color|color)="([^"]*)"')
TEXT = "{http://www.w3.org/2000/svg}text"


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_becomes_a_file_without_role_names(name: str) -> None:
    frame, draw = CHARTS[name]
    before = spec(draw(frame))
    picture = svg(name, "A caption", [("", before)], ["12 Jan to 5 Apr 2026"])
    root = ElementTree.fromstring(picture)  # noqa: S314
    assert int(root.attrib["width"]) == WIDTH
    assert int(root.attrib["height"]) > 100
    used = set(COLOURED.findall(picture))
    assert not used & {*ROLES, "currentColor"}
    assert len(used) > 2  # ink, white and some role's; shades of a palette come mixed
    assert before == spec(draw(frame))


def test_a_png_opens_and_has_the_size_of_two_dots_a_point() -> None:
    frame, draw = CHARTS["active members"]
    picture = svg("Active members", "", [("", spec(draw(frame)))], [])
    image = png(picture)
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", image[16:24])
    assert (width, height) == (2 * WIDTH, 2 * int(ElementTree.fromstring(picture).attrib["height"]))  # noqa: S314


def test_title_caption_headings_and_notes_are_in_the_picture() -> None:
    frame, draw = CHARTS["content panel"]
    panels = [(":blue[**Monthly active members**] 2,058", spec(draw(frame))), (":gray[**Posts**] 12", spec(draw(frame)))]
    long = "a note so long that it takes more than one line " * 5
    picture = svg("Members & <guests>", "In *channel\\_one*", panels, ["**Period** 1 to 2 May", long])
    said = [text.text or "" for text in ElementTree.fromstring(picture).iter(TEXT)]  # noqa: S314
    assert said[0] == "Members & <guests>"
    assert "Monthly active members 2,058" in said
    assert "Period 1 to 2 May" in said
    assert len([line for line in said if "a note so long" in line]) > 1
    ids = re.findall(r'\bid="([^"]+)"', picture)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", picture)) <= set(ids)


@pytest.mark.parametrize(
    ("markdown", "said"),
    [
        (":blue[**Members**] 5", "Members 5"),
        ("a\\_b", "a_b"),
        (":red[:material/flag:] **Late**", "Late"),
        ("plain", "plain"),
        ("12:30 [x]", "12:30 [x]"),
        (literal("how-to: 2026-Q3 (pilot)!"), "how-to: 2026-Q3 (pilot)!"),
    ],
)
def test_markdown_becomes_text(markdown: str, said: str) -> None:
    assert plain(markdown) == said
