"""Runs of a source: chunk by chunk, gone on with where they stopped, and what they say in the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest
from sqlalchemy import func, select

from lib.errors import SourceError
from lib.intake.feeding import feed
from lib.records import kind
from lib.sources.delivery import Delivery
from lib.sources.origin import Chunk, Progress
from lib.sources.raw_table import MalformedRow, RawTable, cell_names
from lib.store import Store, refused_rows, sync_runs, tables
from lib.store.sync_runs import Run, Tally
from tests.factories import Record, put

Row = tuple[str, ...]


@dataclass
class Rows:
    """An origin whose rows lie in a list, in portions; the cursor is the place of the next row. ``fails_at``: a row it cannot give."""

    rows: list[Row]
    columns: Row = ("id", "created_at", "topic", "satisfaction")
    portion: int = 2
    named: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    fails_at: int | None = None
    resumable: bool = True
    kind: str = "ticket"
    zone: str | None = None
    malformed: Sequence[MalformedRow] = ()
    asked: list[str | None] = field(default_factory=list)

    @property
    def kinds(self) -> tuple[str, ...]:
        return (self.kind,)

    @property
    def shown(self) -> str:
        return "a list of rows"

    def check(self) -> str:
        return "it is there"

    def chunks(self, kind: str, after: str | None, tell: Progress) -> Iterator[Chunk]:
        self.asked.append(after)
        for start in range(int(after or 0), len(self.rows), self.portion):
            if self.fails_at is not None and start <= self.fails_at < start + self.portion:
                raise SourceError("The list was taken away.", hint="bring it back", again=True)
            rows = self.rows[start : start + self.portion]
            arrays = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
            lines = pa.array(range(start + 1, start + len(rows) + 1), pa.int64())
            table = RawTable("a list", self.columns, pa.table([*arrays, lines, lines], names=cell_names(len(self.columns))), tuple(self.malformed))
            cursor = str(start + len(rows)) if self.resumable else None
            yield Chunk(Delivery(self.kind, table, self.named, self.texts, self.zone), cursor)


def ticket(number: str, topic: str = "login", when: str = "2026-01-05T09:00Z", satisfaction: str = "5") -> Row:
    return (number, when, topic, satisfaction)


def uploaded(number: str) -> Record:
    """The same record as ``ticket(number)`` gives."""
    return {"ticket_id": number, "topic": "login", "created_at": datetime(2026, 1, 5, 9, tzinfo=UTC), "satisfaction": 5.0}


def run(store: Store, origin: Rows, *, whole: bool = False, rejects: str = "skip") -> Run:
    return feed(store, "desk", kind(origin.kind), origin, who="tests", whole=whole, rejects=rejects)  # type: ignore[arg-type]


def topics(store: Store) -> dict[str, str]:
    """What the store shows."""
    t = tables.RECORDS["ticket"]
    return dict(store.frame(select(t.c.ticket_id, t.c.topic).where(t.c.current)).itertuples(index=False, name=None))


def test_a_run_brings_all_portions_as_one_snapshot(any_store: Store) -> None:
    done = run(any_store, Rows([ticket("1"), ticket("2"), ticket("00123")]))
    assert (done.outcome, done.said, done.tally, done.cursor) == ("done", None, Tally(read=3, new=3), "3")
    assert set(topics(any_store)) == {"1", "2", "00123"}
    snapshot = any_store.snapshots().iloc[0]
    assert (len(any_store.snapshots()), snapshot["rows_read"], snapshot["rows_new"], snapshot["imported_by"]) == (1, 3, 3, "tests")
    kept = sync_runs.last_run(any_store, "desk", "ticket")
    assert kept == done


def test_the_next_run_goes_on_after_the_last(any_store: Store) -> None:
    origin = Rows([ticket("1"), ticket("2")])
    run(any_store, origin)
    origin.rows.append(ticket("3"))
    done = run(any_store, origin)
    assert origin.asked == [None, "2"]
    assert (done.tally, done.snapshot_id) == (Tally(read=1, new=1), 2)


def test_a_run_in_which_all_is_the_same_leaves_snapshots_and_version_alone(any_store: Store) -> None:
    origin = Rows([ticket("1"), ticket("2"), ticket("3")], resumable=False)
    run(any_store, origin)
    version = any_store.version
    done = run(any_store, origin)
    assert (done.tally, done.snapshot_id, done.outcome) == (Tally(read=3, same=3), None, "done")
    assert (any_store.version, len(any_store.snapshots())) == (version, 1)
    assert len(sync_runs.runs(any_store)) == 2


def test_rows_that_an_upload_brought_first_stay_when_it_is_withdrawn(any_store: Store) -> None:
    origin = Rows([ticket("1"), ticket("2"), ticket("3")])
    put(any_store, "ticket", *map(uploaded, "12"), source="desk")
    done = run(any_store, origin)
    assert done.tally == Tally(read=3, new=1, same=2)
    any_store.withdraw(1, "tests")
    assert set(topics(any_store)) == {"1", "2", "3"}
    any_store.withdraw(2, "tests")
    assert topics(any_store) == {}


def test_a_run_of_what_an_upload_had_makes_a_snapshot_once(any_store: Store) -> None:
    origin = Rows([ticket("1"), ticket("2"), ticket("3")], resumable=False)
    put(any_store, "ticket", *map(uploaded, "123"), source="desk")
    assert (run(any_store, origin).snapshot_id, run(any_store, origin).snapshot_id) == (2, None)
    any_store.withdraw(1, "tests")
    assert set(topics(any_store)) == {"1", "2", "3"}


def test_portions_of_the_same_before_and_after_a_change_are_counted_in_its_snapshot(store: Store) -> None:
    rows = [ticket(str(number)) for number in range(6)]
    run(store, Rows(rows, resumable=False))
    done = run(store, Rows([*rows[:2], ticket("2", "billing"), *rows[3:]], resumable=False))
    assert done.tally == Tally(read=6, changed=1, same=5)
    newest = store.snapshots().iloc[0]
    assert (newest["rows_read"], newest["rows_changed"], newest["rows_same"]) == (6, 1, 5)


def test_a_source_that_fails_keeps_what_came_and_says_why(any_store: Store) -> None:
    origin = Rows([ticket(str(number)) for number in range(5)], fails_at=3)
    failed = run(any_store, origin)
    assert (failed.outcome, failed.said, failed.cursor) == ("failed", "The list was taken away. Hint: bring it back", "2")
    assert set(topics(any_store)) == {"0", "1"}
    origin.fails_at = None
    done = run(any_store, origin)
    assert origin.asked == [None, "2"]
    assert (done.run_id, done.tally, done.continued) == (2, Tally(read=3, new=3), False)


def test_what_to_do_is_said_last(store: Store) -> None:
    failed = run(store, Rows([ticket("1"), ticket("2", satisfaction="9"), ticket("3")], fails_at=2))
    assert failed.said is not None
    assert failed.said.startswith("The list was taken away. 1 row refused: satisfaction: ")
    assert failed.said.endswith(". Hint: bring it back")


class Killed(BaseException):
    """The process dies."""


def test_a_run_that_died_is_gone_on_with_in_its_row_and_snapshot(any_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    origin = Rows([ticket(str(number)) for number in range(5)])

    def one_portion(self: Rows, kind: str, after: str | None, tell: Progress) -> Iterator[Chunk]:
        yield next(chunks(self, kind, after, tell))
        raise Killed

    chunks = Rows.chunks
    with monkeypatch.context() as patched:
        patched.setattr(Rows, "chunks", one_portion)
        with pytest.raises(Killed):
            run(any_store, origin)
    left = sync_runs.last_run(any_store, "desk", "ticket")
    assert left is not None
    assert (left.outcome, left.finished_at, left.cursor) == (None, None, "2")
    done = run(any_store, origin)
    assert (done.run_id, done.snapshot_id, done.tally, done.continued) == (left.run_id, 1, Tally(read=5, new=5), True)
    assert len(sync_runs.runs(any_store)) == len(any_store.snapshots()) == 1
    any_store.withdraw(1, "tests")
    assert topics(any_store) == {}


def test_a_whole_run_takes_out_what_is_gone(any_store: Store) -> None:
    origin = Rows([ticket("1"), ticket("2"), ticket("3")])
    run(any_store, origin)
    del origin.rows[1]
    done = run(any_store, origin, whole=True)
    assert (done.outcome, done.tally, done.cursor) == ("done", Tally(read=2, same=2, gone=1), "2")
    assert set(topics(any_store)) == {"1", "3"}
    any_store.withdraw(done.snapshot_id or 0, "tests")
    assert set(topics(any_store)) == {"1", "2", "3"}


def test_a_failed_whole_run_takes_nothing_out_and_leaves_the_cursor(store: Store) -> None:
    origin = Rows([ticket("1"), ticket("2"), ticket("3"), ticket("4")])
    run(store, origin)
    del origin.rows[0]
    origin.fails_at = 2
    failed = run(store, origin, whole=True)
    assert (failed.outcome, failed.cursor, failed.tally.gone) == ("failed", "4", 0)
    assert len(topics(store)) == 4


def test_a_record_whose_row_was_refused_is_not_gone(any_store: Store) -> None:
    run(any_store, Rows([ticket("1"), ticket("2"), ticket("3")]))
    done = run(any_store, Rows([ticket("1", when="never"), ticket("2")]), whole=True)
    assert (done.tally.rejected, done.tally.gone) == (1, 1)
    assert set(topics(any_store)) == {"1", "2"}
    assert done.said is not None
    assert done.said.startswith("1 row refused: created_at: ")


@pytest.mark.parametrize(
    "origin",
    [
        Rows([]),
        Rows([("", "2026-01-05T09:00Z", "login", "5")]),
        Rows([ticket("2")], malformed=[MalformedRow(9, 2, "Too many cells", "look", ("a",), "a")]),
    ],
    ids=["no rows", "no key", "malformed"],
)
def test_where_rows_cannot_be_told_apart_nothing_is_taken_as_gone(store: Store, origin: Rows) -> None:
    run(store, Rows([ticket("1"), ticket("2")]))
    done = run(store, origin, whole=True)
    assert (done.outcome, done.tally.gone) == ("done", 0)
    assert done.said is not None
    assert "nothing was taken as gone" in done.said
    assert set(topics(store)) == {"1", "2"}


def test_refused_rows_are_counted_and_told_without_what_they_hold(store: Store) -> None:
    rows = [ticket("1", satisfaction="secret word"), ticket("2"), ticket("3", satisfaction="other word"), ticket("4")]
    done = run(store, Rows(rows, portion=1))
    assert (done.outcome, done.tally) == ("done", Tally(read=4, new=2, rejected=2))
    assert done.said is not None
    assert done.said.startswith("2 rows refused: satisfaction: Not a number (2)")
    assert "word" not in done.said


def refused(store: Store) -> list[tuple[object, ...]]:
    """Line, column, value and reason of those that are kept."""
    found = refused_rows.listed(store, "desk")[["line", "column", "value", "reason"]].astype(object)
    return list(found.where(found.notna(), None).itertuples(index=False, name=None))


def test_refused_rows_are_kept_with_their_reasons(any_store: Store) -> None:
    rows = [ticket("1", satisfaction="a\x00b"), ticket("2", when="never"), ticket("3", "old"), ticket("3", "new")]
    run(any_store, Rows(rows, portion=4, malformed=[MalformedRow(9, 9, "Too many cells", "look", ("a", "b"), "")]))
    assert [(line, column, value) for line, column, value, _ in refused(any_store)] == [
        (1, "satisfaction", "a\ufffdb"),
        (2, "created_at", "never"),
        (3, "id", "3"),
        (9, "", "a, b"),
    ]
    (kept,) = refused_rows.kept(any_store)
    assert (kept.source, kept.kind, kept.rows, kept.problems, kept.cut) == ("desk", "ticket", 4, 4, False)
    assert refused_rows.listed(any_store, "forum").empty
    assert len(refused_rows.listed(any_store, "desk", 2)) == 2


def test_refused_rows_stay_until_everything_was_read_again(any_store: Store) -> None:
    origin = Rows([ticket("1", satisfaction="bad"), ticket("2"), ticket("3", satisfaction="worse")])
    run(any_store, Rows([ticket("1", satisfaction="other")], kind="ticket"))
    run(any_store, origin, whole=True)
    assert [value for _, _, value, _ in refused(any_store)] == ["bad", "worse"]
    origin.rows.append(ticket("4", satisfaction="newest"))
    run(any_store, origin)
    assert [value for _, _, value, _ in refused(any_store)] == ["newest", "bad", "worse"]
    origin.fails_at = 3
    run(any_store, origin, whole=True)
    assert len(refused(any_store)) == 4  # a failed one does away with none, and has the first portion's
    origin.fails_at = None
    origin.rows = [ticket("1"), ticket("2")]
    assert run(any_store, origin, whole=True).outcome == "done"
    assert refused(any_store) == []


def test_a_source_without_cursor_has_those_of_its_last_good_run(store: Store) -> None:
    for bad in ("one", "two"):
        run(store, Rows([ticket("1", satisfaction=bad)], resumable=False))
    assert [value for _, _, value, _ in refused(store)] == ["two"]


def test_a_run_keeps_so_many_refused_rows_and_counts_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refused_rows, "MOST", 3)
    done = run(store, Rows([ticket(str(number), satisfaction="bad") for number in range(6)]))
    (kept,) = refused_rows.kept(store)
    assert (done.tally.rejected, kept.rows, kept.problems, kept.cut) == (6, 6, 3, True)


def test_runs_that_refuse_the_same_each_time_do_not_heap_up(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refused_rows, "MOST_RUNS", 2)
    origin = Rows([])
    for number in range(4):
        origin.rows.append(ticket(str(number), satisfaction=f"bad {number}"))
        run(store, origin)
    assert [value for _, _, value, _ in refused(store)] == ["bad 3", "bad 2"]


def test_refused_rows_of_a_portion_that_did_not_come_in_are_not_kept(any_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    origin = Rows([ticket("1", satisfaction="bad"), ticket("2"), ticket("3", satisfaction="worse")], resumable=False)

    def then_die(*args: Any) -> None:
        add(*args)
        if refused_rows.kept(any_store):
            raise Killed

    add = refused_rows.add
    with monkeypatch.context() as patched:
        patched.setattr(refused_rows, "add", then_die)
        with pytest.raises(Killed):
            run(any_store, origin)
    assert [value for _, _, value, _ in refused(any_store)] == ["bad"]
    done = run(any_store, origin)
    assert done.continued
    assert [value for _, _, value, _ in refused(any_store)] == ["bad", "worse"]


def test_an_address_is_not_kept_with_a_refused_row(store: Store) -> None:
    rows = [("ana", "ana at example.com", "member"), ("ben", "", "wizard")]
    malformed = [MalformedRow(9, 9, "Too many cells", "look", ("ana", "ana@example.com"), "")]
    run(store, Rows(rows, columns=("member_id", "email", "role"), kind="member", malformed=malformed))
    assert [(line, column, value) for line, column, value, _ in refused(store)] == [(1, "email", None), (2, "role", "wizard"), (9, "", None)]


def test_refused_rows_fail_the_run_where_that_was_asked(store: Store) -> None:
    done = run(store, Rows([ticket("1"), ticket("2"), ticket("3", satisfaction="?"), ticket("4")]), rejects="fail")
    assert (done.outcome, done.tally, done.cursor) == ("failed", Tally(read=2, new=2), "2")


def test_of_rows_with_one_id_the_last_counts(store: Store) -> None:
    done = run(store, Rows([ticket("1", "old"), ticket("1", "new"), ticket("1", "newest")]))
    assert topics(store) == {"1": "newest"}
    assert done.tally == Tally(read=3, new=1, changed=1, rejected=1)


def test_named_columns_texts_and_those_known_by_name_come_together(store: Store) -> None:
    rows = [("7", "2026-01-05T09:00Z", "billing", "login")]
    origin = Rows(
        rows, columns=("id", "created_at", "label", "topic"), named={"topic": "label", "ticket_id": "id"}, texts={"status": "open", "channel": "c{id}"}
    )
    run(store, origin)
    t = tables.RECORDS["ticket"]
    found = store.frame(select(t.c.ticket_id, t.c.topic, t.c.status, t.c.channel)).iloc[0]
    assert tuple(found) == ("7", "billing", "open", "c7")


@pytest.mark.parametrize(
    ("origin", "what", "hint"),
    [
        (Rows([ticket("1", when="2026-01-05 09:00")]), "without an offset", "in [sources.desk]"),
        (Rows([ticket("1", when="05.06.2026 09:00Z")]), "", 'write dates = "dmy"'),
        (Rows([ticket("1")], named={"topic": "nowhere"}), "nowhere", "[sources.desk.ticket]"),
        (Rows([("1", "x")], columns=("id", "topic")), "No column for created_at", "[sources.desk.ticket]"),
    ],
)
def test_a_mapping_that_does_not_fit_says_what_to_write_in_the_sources_section(store: Store, origin: Rows, what: str, hint: str) -> None:
    failed = run(store, origin)
    assert failed.outcome == "failed"
    assert failed.said is not None
    assert failed.said.startswith("In ")  # which of its tables or files
    assert what in failed.said
    assert hint in failed.said
    assert "--" not in failed.said
    assert topics(store) == {}


def test_a_fault_of_ours_marks_the_run_and_is_raised(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Rows, "chunks", lambda *_: iter([None]))
    with pytest.raises(AttributeError):
        run(store, Rows([]))
    left = sync_runs.last_run(store, "desk", "ticket")
    assert left is not None
    assert (left.outcome, left.said) == ("failed", "Stopped by a fault of this app (AttributeError).")


def test_the_mood_of_new_posts_is_read_at_the_end(store: Store) -> None:
    rows = [("1", "2026-01-05T09:00Z", "ana", "post", "I love this"), ("2", "2026-01-05T09:00Z", "ana", "post", "I hate this")]
    run(store, Rows(rows, columns=("id", "created_at", "author", "kind", "text"), kind="activity", portion=1))
    activity = tables.RECORDS["activity"]
    assert store.frame(select(func.count(activity.c.scorer).label("n")))["n"].item() == 2
