"""Annotations: entered once, listed in the order of their days, removed for good."""

from datetime import date

import pytest

from lib.errors import CommandError
from lib.store import Store
from lib.store.annotations import add, annotations, remove

MONDAY, FRIDAY = date(2026, 1, 5), date(2026, 1, 9)


def test_events_come_in_the_order_of_their_days(any_store: Store) -> None:
    add(any_store, "incident", FRIDAY, FRIDAY, "Outage", "ana")
    add(any_store, "change", MONDAY, FRIDAY, "  Release  4.2 ", "ben")
    found = annotations(any_store)
    assert found[["kind", "name", "entered_by"]].to_numpy().tolist() == [["change", "Release 4.2", "ben"], ["incident", "Outage", "ana"]]
    assert found["first_day"].dt.date.tolist() == [MONDAY, FRIDAY]
    assert found["last_day"].dt.date.tolist() == [FRIDAY, FRIDAY]


def test_the_same_event_again_changes_nothing(any_store: Store) -> None:
    first = add(any_store, "change", MONDAY, MONDAY, "Release", "ana")
    version = any_store.version
    assert add(any_store, "change", MONDAY, MONDAY, "Release", "ben") == first
    assert any_store.version == version
    assert len(annotations(any_store)) == 1


def test_a_removed_event_is_gone_and_its_id_never_comes_again(any_store: Store) -> None:
    number = add(any_store, "change", MONDAY, MONDAY, "Release", "ana")
    remove(any_store, number, "ana")
    assert annotations(any_store).empty
    assert add(any_store, "change", MONDAY, MONDAY, "Release", "ana") != number
    with pytest.raises(CommandError, match="gone already"):
        remove(any_store, number, "ana")


@pytest.mark.parametrize(
    ("kind", "first", "last", "name"),
    [("party", MONDAY, MONDAY, "Fest"), ("change", MONDAY, MONDAY, "  "), ("change", FRIDAY, MONDAY, "Release"), ("change", MONDAY, MONDAY, "x" * 121)],
)
def test_what_makes_no_sense_is_refused(store: Store, kind: str, first: date, last: date, name: str) -> None:
    with pytest.raises(CommandError):
        add(store, kind, first, last, name, "ana")
    assert annotations(store).empty


def test_no_events_are_an_empty_table(any_store: Store) -> None:
    found = annotations(any_store)
    assert list(found.columns) == ["annotation_id", "kind", "first_day", "last_day", "name", "entered_at", "entered_by"]
    assert found.empty
