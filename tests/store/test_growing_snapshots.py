"""Snapshots that grow portion by portion, and records that their source has no more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import literal, select

from lib.records import Kind
from lib.records import kind as record_kind
from lib.store import Store, absences, tables
from lib.store.load import Appended, Load, SnapshotNote
from tests.factories import Record, at, comment, post, put, table
from tests.store.test_snapshots import seen

ACTIVITY, TICKET = record_kind("activity"), record_kind("ticket")
NOTE = SnapshotNote("forum: posts", None, None, '{"fields": {}}', 0, 0, "tests")
activity = tables.RECORDS["activity"]
_names = (f"source {number}" for number in count(1))


def append(store: Store, to: int | None, *records: Record, source: str = "forum", kind: Kind = ACTIVITY, ours: int = 0, versions: bool = False) -> Appended:
    """Commits records as a portion of a snapshot; ``ours`` is that of an earlier run."""
    with store.staging(kind) as stage:
        stage.add(table(kind, list(records)))
        with store.writing(stage) as writer:
            return Load(writer, stage, source).append(NOTE, to, ours=select(literal(ours)), versions=versions)


def whole_read(store: Store, *portions: Sequence[Record], source: str = "forum", kind: Kind = ACTIVITY) -> tuple[int | None, int]:
    """A read of everything, whatever it leaves out being gone: its snapshot, and how many are gone."""
    with store.reading() as connection:
        until = absences.last_version(connection)
    snapshot, read = None, []
    for portion in portions:
        done = append(store, snapshot, *portion, source=source, kind=kind, versions=True)
        snapshot, read = done.snapshot_id, [*read, *done.versions.chunks]
    with store.writing() as writer:
        return absences.take_out(writer, kind, source, read, until, NOTE, snapshot)


def titles(store: Store, source: str = "forum") -> dict[str, str | None]:
    """What the store shows of a source: titles by id."""
    rows = store.frame(select(activity.c.activity_id, activity.c.title).where(activity.c.current, activity.c.source == source))
    return {row.activity_id: row.title if isinstance(row.title, str) else None for row in rows.itertuples()}


def test_portions_make_one_snapshot(any_store: Store) -> None:
    first = append(any_store, None, post(activity_id="1"), post(activity_id="2"))
    second = append(any_store, first.snapshot_id, post(activity_id="3"), comment(thread="1", activity_id="4"))
    assert (first.snapshot_id, second.snapshot_id, second.new) == (1, 1, 2)
    assert set(titles(any_store)) == {"1", "2", "3", "4"}
    any_store.withdraw(1, "tests")
    assert titles(any_store) == {}
    assert seen(any_store)["thread"] == []


def test_a_portion_of_what_an_earlier_run_brought_makes_no_snapshot(any_store: Store) -> None:
    put(any_store, "activity", post(activity_id="1"))
    done = append(any_store, None, post(activity_id="1"), ours=1)
    assert (done.snapshot_id, done.new, done.changed, done.same) == (None, 0, 0, 1)
    assert len(any_store.snapshots()) == 1


def test_a_record_that_changes_twice_within_a_run_goes_back_to_what_was_before_it(any_store: Store) -> None:
    put(any_store, "activity", post(activity_id="1", title="before"))
    before = seen(any_store)
    snapshot = append(any_store, None, post(activity_id="1", title="once", hours=2)).snapshot_id
    append(any_store, snapshot, post(activity_id="1", title="twice", hours=3))
    after = seen(any_store)
    any_store.withdraw(2, "tests")
    assert seen(any_store) == before
    any_store.restore(2, "tests")
    assert seen(any_store) == after
    assert titles(any_store) == {"1": "twice"}


def test_what_comes_after_an_import_in_between_makes_a_snapshot_of_its_own(any_store: Store) -> None:
    snapshot = append(any_store, None, post(activity_id="1", title="run")).snapshot_id
    put(any_store, "activity", post(activity_id="1", title="upload"))
    assert append(any_store, snapshot, post(activity_id="1", title="run again")).snapshot_id == 3
    any_store.withdraw(3, "tests")
    assert titles(any_store) == {"1": "upload"}


def test_what_comes_after_the_snapshot_was_withdrawn_makes_another(store: Store) -> None:
    snapshot = append(store, None, post(activity_id="1")).snapshot_id
    store.withdraw(1, "tests")
    assert append(store, snapshot, post(activity_id="2")).snapshot_id == 2
    assert titles(store) == {"2": None}


def test_what_a_whole_read_does_not_bring_is_gone_until_its_snapshot_is_withdrawn(any_store: Store) -> None:
    put(any_store, "activity", post("ana", activity_id="1"), post("ben", activity_id="2"), comment("cy", thread="2", activity_id="3"))
    put(any_store, "activity", post(activity_id="of another"), source="chat")
    before = seen(any_store)
    snapshot, gone = whole_read(any_store, [post("ana", activity_id="1")])
    assert (snapshot, gone) == (3, 2)
    assert set(titles(any_store)) == {"1"}
    assert len(titles(any_store, "chat")) == 1
    after = seen(any_store)
    assert len(after["thread"]) == 2
    any_store.withdraw(3, "tests")
    assert seen(any_store) == before
    any_store.restore(3, "tests")
    assert seen(any_store) == after


def test_a_later_snapshot_shows_again_what_was_gone(any_store: Store) -> None:
    put(any_store, "activity", post(activity_id="1"), post(activity_id="2"))
    whole_read(any_store, [post(activity_id="1")])
    assert put(any_store, "activity", post(activity_id="2")).new == 1
    assert set(titles(any_store)) == {"1", "2"}
    any_store.withdraw(3, "tests")
    assert set(titles(any_store)) == {"1"}


def test_a_portion_of_what_an_upload_brought_holds_it_when_the_upload_is_withdrawn(any_store: Store) -> None:
    put(any_store, "activity", post(activity_id="1"))
    done = append(any_store, None, post(activity_id="1"))
    assert (done.snapshot_id, done.same) == (2, 1)
    assert append(any_store, 2, post(activity_id="1")).snapshot_id == 2
    any_store.withdraw(1, "tests")
    assert set(titles(any_store)) == {"1"}


def test_a_whole_read_that_misses_nothing_takes_nothing_out(store: Store) -> None:
    put(store, "activity", post(activity_id="1"), post(activity_id="2"))
    assert whole_read(store, [post(activity_id="1")], [post(activity_id="2")]) == (2, 0)


def test_records_that_change_or_come_while_a_whole_read_goes_are_not_gone(any_store: Store) -> None:
    put(any_store, "activity", post(activity_id="1", title="old"))
    with any_store.reading() as connection:
        until = absences.last_version(connection)
    read = append(any_store, None, post(activity_id="1", title="old"), versions=True).versions.chunks
    put(any_store, "activity", post(activity_id="1", title="new"), post(activity_id="2"))
    with any_store.writing() as writer:
        assert absences.take_out(writer, ACTIVITY, "forum", read, until, NOTE, None) == (None, 0)
        writer.discard()
    assert titles(any_store) == {"1": "new", "2": None}


def test_a_withdrawn_member_sync_gives_roles_back(any_store: Store) -> None:
    put(any_store, "activity", post("eva", activity_id="1"))
    put(any_store, "member", {"member_id": "eva", "role": "staff"}, {"member_id": "ana"})
    before = seen(any_store)
    with any_store.writing() as writer:
        member = record_kind("member")
        assert absences.take_out(writer, member, "forum", [], absences.last_version(writer.connection), NOTE, None) == (3, 2)
    assert seen(any_store)["thread"] != before["thread"]
    any_store.withdraw(3, "tests")
    assert seen(any_store) == before


@dataclass
class Model:
    """Snapshots as what each says of every record it names: a title, or that it is gone; and which are active."""

    said: list[dict[str, str | None]] = field(default_factory=list)
    active: list[bool] = field(default_factory=list)

    def shown(self) -> dict[str, str]:
        found: dict[str, str | None] = {}
        for said, active in zip(self.said, self.active, strict=True):
            found |= said if active else {}
        return {name: title for name, title in found.items() if title is not None}

    def upload(self, rows: dict[str, str]) -> None:
        self.said.append(dict(rows))
        self.active.append(True)

    def run(self, portions: Iterable[dict[str, str]], *, whole: bool) -> None:
        before, told = self.shown(), dict[str, str | None]()
        for portion in portions:
            told |= portion
        if whole:
            read = {name for portion in portions for name in portion}
            told |= {name: None for name in before if name not in read}
        if told:
            self.said.append(told)
            self.active.append(True)


rows = st.dictionaries(st.sampled_from("1234"), st.sampled_from("abc"), min_size=1, max_size=4)
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("upload"), rows),
        st.tuples(st.sampled_from(["run", "whole"]), st.lists(rows, min_size=1, max_size=3)),
        st.tuples(st.just("flip"), st.integers(0, 6)),
    ),
    min_size=2,
    max_size=6,
)


def _tickets(rows: dict[str, str]) -> list[Record]:
    return [{"ticket_id": name, "created_at": at(0), "topic": topic} for name, topic in rows.items()]


def _topics(store: Store, source: str) -> dict[str, str]:
    ticket = tables.RECORDS["ticket"]
    shown = store.frame(select(ticket.c.ticket_id, ticket.c.topic).where(ticket.c.current, ticket.c.source == source))
    return dict(shown.itertuples(index=False, name=None))


def _do(store: Store, model: Model, source: str, first: int, deed: str, about: Any) -> None:
    match deed:
        case "upload":
            model.upload(about)
            put(store, "ticket", *_tickets(about), source=source)
        case "flip" if model.said:
            place = about % len(model.said)
            model.active[place] = not model.active[place]
            (store.restore if model.active[place] else store.withdraw)(first + place, "tests")
        case "whole":
            model.run(about, whole=True)
            whole_read(store, *map(_tickets, about), source=source, kind=TICKET)
        case "run":
            model.run(about, whole=False)
            snapshot = None
            for portion in about:
                snapshot = append(store, snapshot, *_tickets(portion), source=source, kind=TICKET).snapshot_id


QUICK = settings(max_examples=15, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=list(HealthCheck), database=None)


def test_uploads_runs_and_absences_show_what_the_latest_active_snapshot_says(any_store: Store) -> None:
    @QUICK
    @given(deeds=deeds)
    def holds(deeds: list[tuple[str, object]]) -> None:
        source, model, first = next(_names), Model(), len(any_store.snapshots()) + 1
        for deed, about in deeds:
            _do(any_store, model, source, first, deed, about)
            assert _topics(any_store, source) == model.shown()

    holds()
