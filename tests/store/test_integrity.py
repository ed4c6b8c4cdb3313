"""The check of the store: whole stores are, and each thing that is broken on purpose is named."""

import pytest
from sqlalchemy import text

from lib.store import Store, integrity, people
from tests.factories import comment, post, put
from tests.metrics.communities import lively, settle


def broken(store: Store) -> dict[str, int]:
    return {finding.check: finding.rows for finding in integrity.check(store, lambda step, share: None) if finding.broken}


def small(store: Store) -> None:
    put(store, "member", {"member_id": "ana", "role": "staff"}, {"member_id": "cy"})
    put(store, "activity", post("ana", activity_id="1"), comment("ben", thread="1"), post("ben", activity_id="2", hours=30))
    put(store, "member", {"member_id": "u1", "name": "x"}, source="chat")
    people.link(store, [("forum", "ana"), ("chat", "u1")], "by hand", "tests")


def do(store: Store, *statements: str) -> None:
    with store.writing() as writer:
        for statement in statements:
            writer.connection.execute(text(statement))


def test_an_empty_and_a_lively_store_are_whole(any_store: Store) -> None:
    assert broken(any_store) == {}
    settle(any_store, lively(120))
    any_store.withdraw(1, "tests")
    version = any_store.version
    assert broken(any_store) == {}
    assert any_store.version == version


CLOSING = "'2026-01-01', '2026-04-02 09:00:00+00', 'ana', 3, '{}', NULL, NULL, NULL"
CHANGE = "(77, 'currency', 'EUR', '2026-04-02 09:00:00+00', 'ana', NULL, NULL)"
BREAKS = {
    "closed_quarter: one closing in force a quarter": f"INSERT INTO closed_quarter VALUES (1, {CLOSING}), (2, {CLOSING})",
    "closed_quarter: numbers are unique": f"INSERT INTO closed_quarter VALUES (1, {CLOSING}), (1, {CLOSING})",
    "setting_change: numbers are unique": f"INSERT INTO setting_change VALUES {CHANGE}, {CHANGE}",
    "presence: of a snapshot that is there": "INSERT INTO presence VALUES (99, 1)",
    "presence: of a record that is there": "INSERT INTO presence VALUES (1, 9999)",
    "presence: said once": "INSERT INTO presence SELECT * FROM presence WHERE version_no = 1",
    "absence: of a snapshot that is there": "INSERT INTO absence VALUES (99, 1)",
    "absence: of a record that is there": "INSERT INTO absence VALUES (1, 9999)",
    "refused_row: of a run that is there": "INSERT INTO refused_row VALUES (99, 1, '', '', NULL, 'x', 'y')",
    "snapshot: numbers are unique": "INSERT INTO snapshot SELECT * FROM snapshot WHERE snapshot_id = 1",
    "records: version numbers are unique": "UPDATE activity SET version_no = 1 WHERE activity_id = '2'",
    "activity: one version of each counts": "UPDATE activity SET activity_id = '1' WHERE activity_id = '2'",
    "activity: a snapshot in use brought what counts": "UPDATE snapshot SET active = false WHERE kind = 'activity'",
    "member_number: numbers are unique": "UPDATE member_number SET member_no = 1",
    "member_number: one number each": "UPDATE member_number SET member_id = 'ana' WHERE source = 'forum'",
    "activity: member_no is that of its member_id": "UPDATE activity SET member_no = 1 WHERE member_id = 'ben' AND activity_id = '2'",
    "activity: thread_no is that of its thread_id": "UPDATE activity SET thread_no = NULL WHERE activity_id = '2'",
    "member: member_no is that of its member_id": "UPDATE member SET member_no = 77 WHERE member_id = 'cy'",
    "member_number: every number is somebody's": "INSERT INTO member_number VALUES (3333, 'forum', 'nobody')",
    "thread_number: every number is somebody's": "INSERT INTO thread_number VALUES (3333, 'forum', 'nothing')",
    "store: one row": "INSERT INTO store SELECT * FROM store",
    "store: last_version_no is the last one given": "UPDATE store SET last_version_no = 1",
    "store: last_member_no is the last one given": "UPDATE store SET last_member_no = 1",
    "store: last_thread_no is the last one given": "UPDATE store SET last_thread_no = 1",
    "store: last_snapshot_id is the last one given": "UPDATE store SET last_snapshot_id = 1",
    "person_link: one person an account": "INSERT INTO person_link SELECT source, member_id, 'other', reason, linked_at, linked_by FROM person_link",
    "person_link: member_id is known": "UPDATE person_link SET member_id = 'nobody' WHERE source = 'chat'",
    "activity: days and hours are the community's": "UPDATE activity SET local_hour = 3 WHERE activity_id = '1'",
    "identity: what the records make": "UPDATE identity SET is_bot = true WHERE member_id = 'cy'",
    "member_day: what the records make": "DELETE FROM member_day WHERE person_no = 1",
    "thread: what the records make": "UPDATE thread SET replies = 7",
}


@pytest.mark.parametrize("name", BREAKS)
def test_what_is_broken_is_named(name: str, store: Store) -> None:
    small(store)
    do(store, BREAKS[name])
    assert broken(store)[name] > 0


def test_it_is_named_on_the_other_engine_too(postgres_store: Store) -> None:
    small(postgres_store)
    unguarded = ("thread: what the records make", "identity: what the records make", "store: last_version_no is the last one given")
    for name in unguarded:
        do(postgres_store, BREAKS[name])
    assert set(broken(postgres_store)) == set(unguarded)


def test_a_rollup_made_anew_for_the_check_does_not_stay(store: Store) -> None:
    small(store)
    do(store, "UPDATE thread SET replies = 7")
    assert broken(store) == broken(store) == {"thread: what the records make": 2}
