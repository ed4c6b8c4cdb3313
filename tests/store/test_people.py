"""One person across sources: decisions of an analyst, and the way back."""

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from lib.errors import CommandError
from lib.metrics import find
from lib.scope import ALL_TIME
from lib.store import Store, people, rollups, tables
from lib.store.people import Account
from lib.store.tables import RECORDS, identity, member_day, person_apart, person_link, thread
from tests.factories import comment, post, put

member = RECORDS["member"]
FORUM, CHAT, DESK = ("forum", "ana"), ("chat", "u1"), ("desk", "7")


def link(store: Store, *accounts: Account, reason: str = "by hand") -> str:
    return people.link(store, accounts, reason, "tests")


def persons(store: Store) -> set[frozenset[Account]]:
    """The accounts, person by person."""
    rows = store.frame(select(identity.c.source, identity.c.member_id, identity.c.person_no))
    return {frozenset(zip(part["source"], part["member_id"], strict=True)) for _, part in rows.groupby("person_no")}


def links(store: Store) -> dict[Account, str]:
    rows = store.frame(select(person_link.c.source, person_link.c.member_id, person_link.c.person_id))
    return {(row.source, row.member_id): row.person_id for row in rows.itertuples()}


def acting(store: Store) -> None:
    """Each of the three accounts writes once, known from nothing else."""
    for source, name in (FORUM, CHAT, DESK):
        put(store, "activity", post(name), source=source)


def test_linked_accounts_are_one_person_and_undone_two_again(any_store: Store) -> None:
    acting(any_store)
    assert link(any_store, CHAT, FORUM) == "chat:u1"
    assert persons(any_store) == {frozenset({FORUM, CHAT}), frozenset({DESK})}
    assert set(links(any_store).values()) == {"chat:u1"}
    people.unlink(any_store, [FORUM])
    assert persons(any_store) == {frozenset({FORUM}), frozenset({CHAT}), frozenset({DESK})}
    assert links(any_store) == {}


def test_metrics_count_people_as_if_records_had_said_so(any_store: Store) -> None:
    acting(any_store)
    put(any_store, "activity", comment("u1", thread="x"), source="chat")
    table = find("active_users")(any_store, ALL_TIME)
    assert table["mau"].max() == 3
    link(any_store, FORUM, CHAT, DESK)
    linked = find("active_users")(any_store, ALL_TIME)
    assert linked["mau"].max() == 1
    people.unlink(any_store, [FORUM, CHAT, DESK])
    assert find("active_users")(any_store, ALL_TIME).equals(table)
    for source, name in (FORUM, CHAT, DESK):
        put(any_store, "member", {"member_id": name, "person_id": "p"}, source=source)
    assert find("active_users")(any_store, ALL_TIME).equals(linked)


def test_a_link_carries_along_what_records_say_also_later(any_store: Store) -> None:
    acting(any_store)
    put(any_store, "member", {"member_id": "ana", "person_id": "P"}, source="forum")
    link(any_store, FORUM, CHAT)
    put(any_store, "member", {"member_id": "7", "person_id": "P"}, source="desk")
    assert persons(any_store) == {frozenset({FORUM, CHAT, DESK})}
    people.unlink(any_store, [CHAT])
    assert persons(any_store) == {frozenset({FORUM, DESK}), frozenset({CHAT})}


def test_two_links_that_records_chain_together_are_one_person(any_store: Store) -> None:
    for source, name in (FORUM, CHAT, DESK, ("crm", "k")):
        put(any_store, "activity", post(name), source=source)
    link(any_store, FORUM, CHAT)
    link(any_store, DESK, ("crm", "k"))
    for source, name in (CHAT, DESK):
        put(any_store, "member", {"member_id": name, "person_id": "P"}, source=source)
    assert len(persons(any_store)) == 1
    any_store.withdraw(int(any_store.snapshots()["snapshot_id"].iloc[0]), "tests")
    assert persons(any_store) == {frozenset({FORUM, CHAT}), frozenset({DESK, ("crm", "k")})}


def test_linking_merges_whole_persons_and_keeps_who_decided_what(store: Store) -> None:
    acting(store)
    link(store, FORUM, CHAT, reason="email")
    assert people.link(store, [DESK, CHAT], "name", "somebody else") == "chat:u1"
    assert len(persons(store)) == 1
    found = people.linked(store).set_index("source")
    assert found["reason"].to_dict() == {"forum": "email", "chat": "email", "desk": "name"}
    assert found["linked_by"].to_dict() == {"forum": "tests", "chat": "tests", "desk": "somebody else"}


def test_ids_of_records_and_of_links_never_meet(store: Store) -> None:
    acting(store)
    put(store, "member", {"member_id": "7", "person_id": "chat:u1"}, source="desk")
    assert link(store, FORUM, CHAT) == "chat:u1"
    assert persons(store) == {frozenset({FORUM, CHAT}), frozenset({DESK})}


def test_an_id_that_another_person_has_is_not_taken_by_accident(store: Store) -> None:
    acting(store)
    put(store, "activity", post("x"), post("y"), source="crm")
    link(store, CHAT, DESK, ("crm", "x"))
    people.unlink(store, [CHAT])
    assert link(store, CHAT, ("crm", "y")) == "chat:u1 2"
    assert {frozenset({DESK, ("crm", "x")}), frozenset({CHAT, ("crm", "y")})} <= persons(store)


def test_many_are_linked_in_one_go(any_store: Store) -> None:
    acting(any_store)
    version = any_store.version
    given = [((FORUM, CHAT), "email"), ((CHAT, DESK), "name")]
    assert people.link_each(any_store, given, "tests") == ["chat:u1", "chat:u1"]
    assert any_store.version == version + 1
    assert len(persons(any_store)) == 1


def test_the_same_link_again_changes_nothing(store: Store) -> None:
    acting(store)
    link(store, FORUM, CHAT)
    version = store.version
    link(store, CHAT, FORUM)
    assert store.version == version


def test_what_cannot_be_linked_is_refused_and_nothing_is_changed(any_store: Store) -> None:
    acting(any_store)
    version = any_store.version
    with pytest.raises(CommandError, match="no account 'nobody' in forum"):
        people.link_each(any_store, [((FORUM, CHAT), "email"), ((FORUM, ("forum", "nobody")), "email")], "tests")
    with pytest.raises(CommandError, match="two accounts"):
        link(any_store, FORUM, FORUM)
    with pytest.raises(CommandError, match="no reason"):
        link(any_store, FORUM, CHAT, reason="a feeling")
    with pytest.raises(CommandError, match="not linked"):
        people.unlink(any_store, [FORUM])
    assert (any_store.version, links(any_store)) == (version, {})


def test_accounts_told_apart_stay_so_until_linked_or_reconsidered(any_store: Store) -> None:
    acting(any_store)
    people.apart(any_store, [FORUM, CHAT, DESK], "tests")
    people.apart(any_store, [CHAT, FORUM], "tests")
    assert len(people.kept_apart(any_store)) == 3
    link(any_store, FORUM, CHAT)
    assert len(people.kept_apart(any_store)) == 2
    with pytest.raises(CommandError, match="one person"):
        people.apart(any_store, [FORUM, CHAT], "tests")
    people.reconsider(any_store, [DESK, CHAT])
    left = any_store.frame(select(person_apart))
    assert left[["source", "other_source"]].to_numpy().tolist() == [["desk", "forum"]]
    assert left["decided_by"].item() == "tests"


def test_a_decision_outlives_withdrawal_and_restoring(store: Store) -> None:
    acting(store)
    link(store, FORUM, CHAT)
    for number in (1, 2):
        store.withdraw(number, "tests")
    for number in (1, 2):
        store.restore(number, "tests")
    assert frozenset({FORUM, CHAT}) in persons(store)


def test_staff_and_bots_are_so_with_all_their_accounts(store: Store) -> None:
    acting(store)
    put(store, "member", {"member_id": "ana", "role": "staff"}, source="forum")
    link(store, FORUM, CHAT)
    rows = store.frame(select(identity.c.source, identity.c.is_staff))
    assert dict(zip(rows["source"], rows["is_staff"], strict=True)) == {"forum": True, "chat": True, "desk": False}


ACCOUNTS: list[Account] = [(source, name) for source in ("forum", "chat") for name in ("a", "b", "c", "d")]
some = st.lists(st.sampled_from(ACCOUNTS), min_size=2, max_size=3, unique=True)
steps = st.one_of(
    st.tuples(st.just("link"), some),
    st.tuples(st.just("unlink"), st.lists(st.sampled_from(ACCOUNTS), min_size=1, max_size=2, unique=True)),
    st.tuples(st.just("record"), st.tuples(st.sampled_from(ACCOUNTS), st.sampled_from(("P", "Q", None)))),
    st.tuples(st.just("flip"), st.integers(0, 5)),
)


class Oracle:
    """Sets of accounts that were linked, and nothing else remembered."""

    def __init__(self) -> None:
        self.linked: list[set[Account]] = []

    def link(self, accounts: Iterable[Account]) -> None:
        whole = set(accounts)
        touching = [part for part in self.linked if part & whole]
        self.linked = [part for part in self.linked if not part & whole] + [whole.union(*touching)]

    def unlink(self, accounts: Iterable[Account], records: dict[Account, str]) -> bool:
        said = {records[account] for account in accounts if account in records}
        given = set(accounts) | {account for account, person in records.items() if person in said}
        found = any(part & given for part in self.linked)
        self.linked = [part - given for part in self.linked if len(part - given) > 1]
        return found

    def persons(self, records: dict[Account, str]) -> set[frozenset[Account]]:
        parts = [{account} for account in ACCOUNTS] + [set(part) for part in self.linked]
        parts += [{account for account, other in records.items() if other == person} for person in set(records.values())]
        whole: list[set[Account]] = []
        for part in parts:
            touching = [other for other in whole if other & part]
            whole = [other for other in whole if not other & part] + [part.union(*touching)]
        return {frozenset(part) for part in whole}


def records_of(store: Store) -> dict[Account, str]:
    rows = store.frame(select(member.c.source, member.c.member_id, member.c.person_id).where(member.c.current, member.c.person_id.is_not(None)))
    return {(row.source, row.member_id): row.person_id for row in rows.itertuples()}


def take(store: Store, oracle: Oracle, step: tuple[str, object]) -> None:
    match step:
        case "link", list(accounts):
            people.link(store, accounts, "by hand", "tests")
            oracle.link(accounts)
        case "unlink", list(accounts):
            if oracle.unlink(accounts, records_of(store)):
                people.unlink(store, accounts)
            else:
                with pytest.raises(CommandError):
                    people.unlink(store, accounts)
        case "record", ((source, name), person):
            put(store, "member", {"member_id": name, "person_id": person}, source=source)
        case "flip", int(place):
            snapshots = store.snapshots()
            chosen = snapshots.iloc[place % len(snapshots)]
            (store.withdraw if chosen["active"] else store.restore)(int(chosen["snapshot_id"]), "tests")


def empty(store: Store) -> None:
    with store.writing() as writer:
        for table in tables.metadata.sorted_tables:
            if table is not tables.store:
                writer.connection.execute(table.delete())


def rolled_up(store: Store) -> list[object]:
    return [store.frame(select(table).order_by(*table.c)).to_dict("records") for table in (identity, member_day, thread)]


@pytest.mark.parametrize("engine", ["duckdb", "postgresql"])
def test_any_decisions_and_imports_leave_the_persons_that_chains_make(engine: str, request: pytest.FixtureRequest) -> None:
    store: Store = request.getfixturevalue("store" if engine == "duckdb" else "postgres_store")

    @settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(steps, min_size=3, max_size=6))
    def check(taken: list[tuple[str, object]]) -> None:
        empty(store)
        for source in ("forum", "chat"):
            put(store, "activity", *(post(name, thread_id="t") for _, name in ACCOUNTS[:4]), source=source)
        oracle = Oracle()
        for step in taken:
            take(store, oracle, step)
            assert persons(store) == oracle.persons(records_of(store))
        found = rolled_up(store)
        with store.writing() as writer:
            rollups.rebuild(writer.connection, writer.settings)
        assert rolled_up(store) == found

    check()
