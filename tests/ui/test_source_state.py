"""How a source stands: each state from what its runs and records say, the worst first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from lib.errors import SettingError
from lib.intake.syncing import Step
from lib.sources.configured import Configured
from lib.store.sync_runs import Outcome, Run, Tally
from lib.ui.background_sync import Running
from lib.ui.source_state import SourceState, patience, states
from tests.conftest import NOW
from tests.sources.toy_origin import Toy

HOUR = timedelta(hours=1)
REACHED = {("forum", "member"): NOW}


def _run(number: int, ago: timedelta, outcome: Outcome | None = "done", kind: str = "member", said: str | None = None) -> Run:
    start = NOW - ago
    return Run(number, "forum", kind, start, "ana", False, start if outcome else None, outcome, said, None, Tally(), None)


def _state(*runs: Run, running: Running | None = None, silent: int | None = None, pause: timedelta | None = None, empty: bool = False) -> SourceState:
    found = Configured({"forum": Toy({"activity": [], "member": []})})
    newest_first = sorted(runs, key=lambda run: -run.run_id)
    (state,) = states(found, newest_first, {} if empty else REACHED, {"forum": silent} if silent else {}, running, NOW, pause)
    return state


def test_members_are_shown_first() -> None:
    assert [one.kind for one in _state().kinds] == ["member", "activity"]


@pytest.mark.parametrize(
    ("runs", "state"),
    [
        ((), "never"),
        ((_run(1, HOUR),), "fresh"),
        ((_run(1, HOUR, "failed"), _run(2, HOUR)), "fresh"),
        ((_run(1, HOUR), _run(2, HOUR, "failed")), "failing"),
        ((_run(1, HOUR, "failed", "activity"), _run(2, HOUR)), "failing"),
        ((_run(1, HOUR), _run(2, HOUR, None)), "stopped"),
        ((_run(1, HOUR, None),), "stopped"),
        ((_run(1, timedelta(days=9)),), "overdue"),
    ],
)
def test_the_newest_run_of_each_kind_says(runs: tuple[Run, ...], state: str) -> None:
    assert _state(*runs).state == state


def test_what_brings_nothing_new_is_silent_and_what_never_had_anything_is_empty() -> None:
    assert _state(_run(1, HOUR), silent=5).state == "silent"
    assert _state(_run(1, HOUR), empty=True).state == "empty"


def test_what_is_read_just_now_says_so_before_all_else() -> None:
    failed = _run(1, HOUR, "failed")
    here = Running("ana", NOW, ("forum",), Step("forum", "member", "Reading", 0.0, 0, 1))
    assert _state(failed, running=here).state == "syncing"
    assert _state(failed, running=replace(here, step=replace(here.step, source="desk"))).state == "failing"  # type: ignore[type-var]
    elsewhere = Running("another server", NOW)
    assert _state(_run(1, HOUR, None), running=elsewhere).state == "syncing"
    assert _state(_run(1, HOUR), running=elsewhere).state == "fresh"


def test_each_error_is_said_once_with_the_last_good_run() -> None:
    found = _state(_run(1, 3 * HOUR), _run(2, HOUR, "failed", said="No answer."), _run(3, HOUR, "failed", "activity", "No answer."))
    assert (found.wrong, found.read_at) == (((None, "No answer."),), NOW - 3 * HOUR)


def test_different_errors_say_whose_they_are() -> None:
    found = _state(_run(1, HOUR, "failed", said="No column."), _run(2, HOUR, "failed", "activity", "No table."))
    assert sorted(found.wrong) == [("activity", "No table."), ("member", "No column.")]
    assert _state(_run(1, HOUR, "failed", said="No column."), _run(2, HOUR, kind="activity")).wrong == (("member", "No column."),)


def test_a_wrong_section_is_a_source_too() -> None:
    (found,) = states(Configured({}, {"forum": SettingError("No type.")}), [_run(1, HOUR)], {}, {}, None, NOW, None)
    assert (found.name, found.state, found.wrong, found.read_at) == ("forum", "broken", ((None, "No type."),), NOW - HOUR)


def _moments(*hours: float) -> list[datetime]:
    return [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=h) for h in hours]


@pytest.mark.parametrize(
    ("done", "pause", "expected"),
    [
        (_moments(0), None, timedelta(days=8)),
        (_moments(0, 24, 48), None, timedelta(days=3)),
        (_moments(0, 0.001, 24, 24.001), None, timedelta(days=3)),  # two kinds of one sync
        (_moments(0, 1, 2), None, timedelta(days=1)),
        (_moments(0, 24 * 30), None, timedelta(days=8)),
        (_moments(0, 24 * 30), timedelta(hours=12), timedelta(days=1.5)),
    ],
)
def test_overdue_is_told_from_the_usual_pause(done: list[datetime], pause: timedelta | None, expected: timedelta) -> None:
    assert abs(patience(done, pause) - expected) < timedelta(minutes=1)
