"""A member_id means a member of the row's own source, else the only one elsewhere who has it, else nobody."""

from sqlalchemy import select

from lib.metrics.links import linked_members
from lib.store import Store
from lib.store.tables import RECORDS, identity
from tests.factories import at, post, put


def linked(store: Store) -> dict[tuple[str, str], tuple[str, str]]:
    found = linked_members(RECORDS["idea"])
    rows = store.frame(
        select(found.c.source, found.c.member_id, identity.c.source.label("of"), identity.c.member_id.label("who")).join(
            identity, identity.c.member_no == found.c.member_no
        )
    )
    return {(source, name): (of, who) for source, name, of, who in rows.itertuples(index=False)}


def idea(number: str, member: str | None) -> dict[str, object]:
    return {"idea_id": number, "submitted_at": at(0), "member_id": member}


def test_the_own_source_comes_first_then_the_only_other_one(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "ana"}, {"member_id": "ben"}, {"member_id": "cyd"}, source="forum")
    put(any_store, "activity", post("ana"), post("ben"), source="chat")
    put(any_store, "idea", idea("i1", "ana"), idea("i2", "ben"), idea("i3", "cyd"), idea("i4", "dee"), idea("i5", None), source="portal")
    put(any_store, "idea", idea("i1", "ana"), source="chat")
    assert linked(any_store) == {("chat", "ana"): ("chat", "ana"), ("portal", "cyd"): ("forum", "cyd")}


def test_a_member_who_was_withdrawn_is_nobody(any_store: Store) -> None:
    counts = put(any_store, "member", {"member_id": "ana"})
    put(any_store, "idea", idea("i1", "ana"), source="portal")
    assert linked(any_store)
    any_store.withdraw(counts.snapshot_id, "tests")
    assert linked(any_store) == {}
