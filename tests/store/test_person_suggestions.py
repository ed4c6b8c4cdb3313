"""Suggestions: which accounts may be one person, and which never are."""

from datetime import date

import pytest

from lib.store import Store, people
from lib.store.person_suggestions import Suggestion, folded, suggestions
from tests.factories import Record, post, put

MAIL, OTHER = "a" * 64, "b" * 64


def members(store: Store, source: str, **accounts: Record) -> None:
    put(store, "member", *({"member_id": name, **record} for name, record in accounts.items()), source=source)


def told(store: Store) -> list[tuple[tuple[str, ...], list[str]]]:
    return [(one.reasons, [f"{account.source}:{account.member_id}" for account in one.accounts]) for one in suggestions(store)]


def test_an_empty_store_has_none(any_store: Store) -> None:
    assert suggestions(any_store) == ()


def test_an_equal_address_is_strong_and_comes_with_what_is_known(any_store: Store) -> None:
    members(any_store, "forum", ana={"email_hash": MAIL, "name": "Ana"}, ben={"email_hash": OTHER})
    members(any_store, "chat", u1={"email_hash": MAIL, "customer_id": "c1"}, u2={})
    put(any_store, "activity", post("ana"), post("ana", hours=30))
    (found,) = suggestions(any_store)
    assert (found.strength, found.reasons, found.people, found.activities) == ("strong", ("email",), 2, 2)
    chat, forum = found.accounts
    assert (chat.source, chat.member_id, chat.name, chat.customer_id, chat.activities, chat.last_day) == ("chat", "u1", None, "c1", 0, None)
    assert (forum.name, forum.activities, forum.last_day) == ("Ana", 2, date(2026, 1, 6))


def test_a_customer_counts_where_each_source_has_one_account_of_it(any_store: Store) -> None:
    members(any_store, "forum", ana={"customer_id": "one"}, ben={"customer_id": "two"}, cy={"customer_id": "two"})
    members(any_store, "chat", u1={"customer_id": "one"}, u2={"customer_id": "two"})
    members(any_store, "desk", d1={"customer_id": "one"})
    assert told(any_store) == [(("customer",), ["chat:u1", "desk:d1", "forum:ana"])]
    assert suggestions(any_store)[0].strength == "likely"


def test_a_name_counts_folded_and_unique_within_each_source(any_store: Store) -> None:
    members(any_store, "forum", ana={"name": "Łucja  Żółć"}, ben={"name": "Jan Nowak"}, cy={"name": "Jan Nowak"}, dee={"name": "Dee"})
    members(any_store, "chat", u1={"name": "lucja zolc"}, u2={"name": "Jan Nowak"}, u3={"name": "dee"})
    assert told(any_store) == [(("name",), ["chat:u1", "forum:ana"])]
    assert suggestions(any_store)[0].strength == "weak"


def test_names_are_compared_without_case_accents_and_signs() -> None:
    given = ["José  MÜLLER", "jose-muller", "Anna", "Straße_12", "Анна Иванова", "王小明", " ", None, "x.y"]
    assert folded(given).to_pylist() == ["jose muller", "jose muller", None, "strasse 12", "анна иванова", None, None, None, "x y"]


def test_the_same_accounts_are_suggested_once_with_all_they_share(store: Store) -> None:
    members(store, "forum", ana={"email_hash": MAIL, "customer_id": "c", "name": "Ana Kos"})
    members(store, "chat", u1={"email_hash": MAIL, "customer_id": "c", "name": "ana kos"})
    members(store, "desk", d1={"name": "ANA KOS"})
    assert told(store) == [(("email", "customer"), ["chat:u1", "forum:ana"]), (("name",), ["chat:u1", "desk:d1", "forum:ana"])]


def test_accounts_of_one_source_alone_and_bots_are_never_suggested(any_store: Store) -> None:
    members(any_store, "forum", ana={"email_hash": MAIL}, ben={"email_hash": MAIL}, bot={"email_hash": OTHER, "role": "bot"})
    members(any_store, "chat", u1={"email_hash": OTHER})
    assert told(any_store) == []


def test_an_address_that_a_source_has_twice_is_no_more_than_likely(store: Store) -> None:
    members(store, "forum", ana={"email_hash": MAIL}, ben={"email_hash": MAIL}, **{f"m{n}": {"email_hash": OTHER} for n in range(9)})
    members(store, "chat", u1={"email_hash": MAIL}, u2={"email_hash": OTHER})
    (found,) = suggestions(store)
    assert (found.reasons, found.strength, len(found.accounts)) == (("shared email",), "likely", 3)


def test_what_was_decided_is_not_suggested_again(any_store: Store) -> None:
    members(any_store, "forum", ana={"email_hash": MAIL}, ben={"email_hash": OTHER}, cy={"person_id": "p", "customer_id": "c"})
    members(any_store, "chat", u1={"email_hash": MAIL}, u2={"email_hash": OTHER}, u3={"person_id": "p", "customer_id": "c"})
    assert len(suggestions(any_store)) == 2
    people.link(any_store, [("forum", "ana"), ("chat", "u1")], "email", "tests")
    assert told(any_store) == [(("email",), ["chat:u2", "forum:ben"])]
    people.apart(any_store, [("forum", "ben"), ("chat", "u2")], "tests")
    assert told(any_store) == []
    people.unlink(any_store, [("forum", "ana")])
    people.reconsider(any_store, [("forum", "ben"), ("chat", "u2")])
    assert len(suggestions(any_store)) == 2


def test_people_told_apart_stay_so_with_all_their_accounts(store: Store) -> None:
    members(store, "forum", ana={"email_hash": MAIL})
    members(store, "chat", u1={"email_hash": MAIL})
    members(store, "desk", d1={}, d2={})
    people.apart(store, [("desk", "d1"), ("chat", "u1")], "tests")
    assert len(suggestions(store)) == 1
    people.link(store, [("desk", "d1"), ("forum", "ana")], "by hand", "tests")
    assert suggestions(store) == ()


def test_a_name_that_thousands_have_makes_no_suggestion(store: Store) -> None:
    for source in ("forum", "chat"):
        put(store, "member", *({"member_id": f"m{number}", "name": "Anna Anna"} for number in range(3000)), source=source)
    assert suggestions(store) == ()


@pytest.mark.parametrize(("first", "second"), [("strong", "weak"), ("likely", "weak"), ("strong", "likely")])
def test_the_strong_come_first(first: str, second: str, store: Store) -> None:
    fields = {"strong": {"email_hash": MAIL}, "likely": {"customer_id": "c"}, "weak": {"name": "Ana Kos"}}
    members(store, "forum", a1=fields[first], a2=fields[second])
    members(store, "chat", b1=fields[first], b2=fields[second])
    put(store, "activity", post("a2"))  # the busier does not go before the surer
    found: tuple[Suggestion, ...] = suggestions(store)
    assert [one.strength for one in found] == [first, second]
