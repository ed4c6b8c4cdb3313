"""What is known of accounts: counted, and found by name or id."""

from lib.store import Store, people
from lib.store.profiles import Census, census, search
from tests.factories import post, put


def filled(store: Store) -> None:
    put(store, "member", {"member_id": "ana", "name": "Ana 100%"}, {"member_id": "ANA2"}, {"member_id": "bot", "role": "bot", "name": "Ana's bot"})
    put(store, "activity", post("u1"), source="chat")


def found(store: Store, words: str, most: int = 9) -> list[str]:
    return [profile.member_id for profile in search(store, words, most)]


def test_accounts_and_people_are_counted_without_bots(any_store: Store) -> None:
    assert census(any_store) == Census(0, 0, 0, 0)
    filled(any_store)
    assert census(any_store) == Census(accounts=3, people=3, linked=0, sources=2)
    people.link(any_store, [("forum", "ana"), ("chat", "u1")], "by hand", "tests")
    assert census(any_store) == Census(accounts=3, people=2, linked=1, sources=2)


def test_accounts_are_found_by_any_part_of_name_or_id(any_store: Store) -> None:
    filled(any_store)
    assert found(any_store, "an") == ["ana", "ANA2"]
    assert found(any_store, " ana2 ") == ["ANA2"]
    assert found(any_store, "0%") == ["ana"]
    assert found(any_store, "%") == ["ana"]
    assert found(any_store, "U1") == ["u1"]
    assert found(any_store, "an", most=1) == ["ana"]
    assert found(any_store, "  ") == []
