"""A closed quarter keeps its figures whatever comes in later; what differs is told, and opening it again is recorded."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from lib.errors import CommandError, StoreChanged
from lib.report.build import build
from lib.report.closing import close, differences, history, kept, reopen
from lib.report.quarter import Quarter
from lib.report.report import Report
from lib.store import Store, closed_quarters
from tests.factories import START, post, put
from tests.report.reports import bare, full

QUARTER = full().quarter
HOURS = (datetime(2026, 9, 30, 12, tzinfo=UTC) - START).total_seconds() / 3600
"""The last day of the quarter, as the tests' records count."""


def test_a_closed_quarter_gives_back_the_report_it_was_closed_with(any_store: Store) -> None:
    report = full(store_version=any_store.version)
    closing = close(any_store, report, "ana")
    assert kept(any_store, QUARTER) == (report, closing)
    assert (closing.closed_by, closing.quarter) == ("ana", report.start)
    assert kept(any_store, QUARTER.previous) is None


def test_a_quarter_that_is_not_over_is_refused_in_words(store: Store) -> None:
    with pytest.raises(CommandError, match="Q3 2026 cannot be closed: it is not over") as refused:
        close(store, full(over=False, store_version=store.version), "ana")
    assert refused.value.found == "data to 30 Sep 2026"
    with pytest.raises(CommandError) as empty:
        close(store, bare(store_version=store.version), "ana")
    assert empty.value.found == "no data of it"
    assert history(store, QUARTER) == []


def test_figures_made_before_the_last_change_of_the_data_are_not_closed(store: Store) -> None:
    report = full(store_version=store.version)
    put(store, "activity", post())
    with pytest.raises(StoreChanged):
        close(store, report, "ana")
    assert kept(store, QUARTER) is None


def test_opening_again_is_recorded_with_who_when_and_why(any_store: Store) -> None:
    close(any_store, full(store_version=any_store.version), "ana")
    with pytest.raises(CommandError, match="needs a reason"):
        reopen(any_store, QUARTER, "ben", "  ")
    reopen(any_store, QUARTER, "ben", "The forum was\nread twice.")
    assert kept(any_store, QUARTER) is None
    close(any_store, full(store_version=any_store.version, headline="Second."), "cy")
    second, first = history(any_store, QUARTER)
    assert (second.closed_by, second.reopened_at) == ("cy", None)
    assert (first.closed_by, first.reopened_by, first.reopened_why) == ("ana", "ben", "The forum was read twice.")
    assert first.reopened_at == any_store.now()


def test_a_report_kept_in_another_form_says_so(store: Store) -> None:
    close(store, replace(full(), store_version=store.version, format=0), "ana")
    with pytest.raises(CommandError, match="does not read") as refused:
        kept(store, QUARTER)
    assert refused.value.hint is not None
    reopen(store, QUARTER, "ana", "Another form.")
    assert kept(store, Quarter(QUARTER.start)) is None


@pytest.mark.parametrize("kept_text", ["", "{", "[]", "{}", '{"format": "1"}', '{"format": 1}', '{"format": 1, "start": 7}'])
def test_a_damaged_report_is_refused_in_words(kept_text: str, store: Store) -> None:
    closed_quarters.close(store, QUARTER.start, kept_text, store.version, "ana")
    with pytest.raises(CommandError, match=r"does not read|is damaged") as refused:
        kept(store, QUARTER)
    assert "closed on 15 Mar 2026" in (refused.value.found or "")


def test_what_comes_in_later_changes_no_closed_figure_and_is_told(any_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(any_store, "clock", lambda: datetime(2026, 10, 5, 12, tzinfo=UTC))
    quarter = Quarter.parse("2026Q3")
    put(any_store, "activity", *(post(member, hours=HOURS - day * 24) for day in (0, 3, 20, 80, 150) for member in ("ana", "ben")))
    first = build(any_store, quarter)
    assert first.over
    assert first.figure("monthly_active").value == 2
    close(any_store, first, "ana")

    put(any_store, "activity", post("cy", hours=HOURS - 1), post("dan", hours=HOURS - 2))
    found = {one.name: one for one in differences(shown(any_store, quarter), build(any_store, quarter))}
    assert shown(any_store, quarter) == first
    assert (found["Monthly active members"].then, found["Monthly active members"].today, found["Monthly active members"].said) == ("2", "4", "2 higher")

    any_store.withdraw(1, "ben")
    withdrawn = {one.name: one for one in differences(shown(any_store, quarter), build(any_store, quarter))}
    assert shown(any_store, quarter) == first
    assert (withdrawn["Answered in 24 h"].then, withdrawn["Answered in 24 h"].today) == ("0%", "—")

    any_store.withdraw(2, "ben")
    any_store.restore(1, "ben")
    assert differences(shown(any_store, quarter), build(any_store, quarter)) == []
    reopen(any_store, quarter, "ben", "The forum was read twice.")
    assert kept(any_store, quarter) is None
    assert [(one.closed_by, one.reopened_by, one.reopened_why) for one in history(any_store, quarter)] == [("ana", "ben", "The forum was read twice.")]


def shown(store: Store, quarter: Quarter) -> Report:
    """The kept report of a closed quarter."""
    found = kept(store, quarter)
    assert found is not None
    return found[0]
