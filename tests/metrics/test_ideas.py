"""Ideas: what came of those submitted in a period, to this day."""

from datetime import date

from lib.metrics import find
from lib.metrics.ideas import open_ideas
from lib.scope import ALL_TIME, Grain, Scope
from lib.store import Store
from tests.factories import Record, at, post, put
from tests.metrics.tables import assert_rows, rows

ideas = find("ideas")
WEEK = 7 * 24


def idea(number: str, hours: float = 0, **more: object) -> Record:
    return {"idea_id": number, "submitted_at": at(hours), **more}


def outcomes(store: Store, scope: Scope = ALL_TIME) -> tuple[int, int, int]:
    found = ideas(store, scope)
    return tuple(int(found[name].sum()) for name in ("submitted", "accepted", "shipped"))  # type: ignore[return-value]


def test_ideas_stand_in_the_period_of_their_submission(any_store: Store) -> None:
    put(
        any_store,
        "idea",
        idea("open"),
        idea("accepted", 1, status="accepted", accepted_at=at(5 * WEEK)),
        idea("shipped", 2, status="shipped", accepted_at=at(WEEK), shipped_at=at(6 * WEEK)),
        idea("february", 5 * WEEK, status="declined"),
    )
    assert_rows(
        ideas(any_store, ALL_TIME),
        [
            {"period_start": date(2026, 1, 1), "submitted": 3, "accepted": 2, "shipped": 1, "acceptance_rate": 2 / 3, "complete": False},
            {"period_start": date(2026, 2, 1), "submitted": 1, "accepted": 0, "shipped": 0, "acceptance_rate": 0.0, "complete": True},
            {"period_start": date(2026, 3, 1), "submitted": 0, "accepted": 0, "shipped": 0, "acceptance_rate": None, "complete": False},
        ],
    )


def test_a_status_says_as_much_as_a_date(store: Store) -> None:
    put(store, "idea", idea("a", status="accepted"), idea("b", accepted_at=at(1)), idea("c", status="shipped"), idea("d", shipped_at=at(2)), idea("e"))
    assert outcomes(store) == (5, 4, 2)


def test_what_was_accepted_and_declined_later_was_accepted(store: Store) -> None:
    put(store, "idea", idea("a", status="declined", accepted_at=at(1)), idea("b", status="declined"))
    assert outcomes(store) == (2, 1, 0)


def test_the_zone_decides_the_day(store: Store) -> None:
    put(store, "idea", idea("late", 6 * 24 + 14.5))  # Sunday, half past eleven in the evening (UTC)
    assert rows(ideas(store, Scope(by=Grain.WEEK)))[0]["period_start"] == date(2026, 1, 5)
    store.set_setting("zone", "Europe/Warsaw", "tests")
    assert rows(ideas(store, Scope(by=Grain.WEEK)))[0]["period_start"] == date(2026, 1, 12)


def test_bots_never_count_and_staff_only_when_asked_for(store: Store) -> None:
    put(store, "member", {"member_id": "sam", "role": "staff"}, {"member_id": "bot", "role": "bot"}, {"member_id": "ana", "segment": "pro"})
    put(store, "idea", idea("a", member_id="ana"), idea("b", member_id="sam"), idea("c", member_id="bot"), idea("d", member_id="nobody"), idea("e"))
    assert outcomes(store)[0] == 3
    assert outcomes(store, Scope(include_staff=True))[0] == 4
    assert outcomes(store, Scope(segments=("pro",)))[0] == 1
    assert outcomes(store, Scope(channels=("help",)))[0] == 3


def test_open_ideas_are_those_nobody_has_decided_the_most_wanted_first(any_store: Store) -> None:
    put(any_store, "activity", post("ana"))
    put(
        any_store,
        "idea",
        idea("few", 3, votes=2),
        idea("many", 4, votes=40, status="open"),
        idea("older", 1, votes=2),
        idea("unknown"),
        idea("declined", status="declined", votes=99),
        idea("accepted", accepted_at=at(9), votes=98),
    )
    assert open_ideas(any_store, ALL_TIME)["idea_id"].tolist() == ["many", "older", "few", "unknown"]
    assert open_ideas(any_store, Scope(date(2026, 3, 1)))["idea_id"].tolist() == []
