"""Accounts of several sources that may be one person."""

from lib.quality import CHECKS
from lib.store import Store
from tests.factories import put
from tests.quality.looked import looked


def test_accounts_that_share_an_address_across_sources(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "1", "email_hash": "a" * 64}, {"member_id": "2"}, {"member_id": "3", "role": "bot"})
    put(any_store, "member", {"member_id": "U1", "email_hash": "a" * 64}, source="chat")
    finding = looked(any_store, "one_person")
    assert (finding.severity, finding.count, finding.of, finding.where) == ("look", 2, 3, "people")
    assert sorted(finding.rows[["source", "member_id"]].values.tolist()) == [["chat", "U1"], ["forum", "1"]]


def test_accounts_that_share_nothing_are_fine(store: Store) -> None:
    put(store, "member", {"member_id": "1"})
    put(store, "member", {"member_id": "1"}, source="chat")
    assert looked(store, "one_person").severity == "fine"


def test_of_one_source_nothing_is_asked(store: Store) -> None:
    put(store, "member", {"member_id": "1"})
    assert CHECKS["one_person"](store) is None
