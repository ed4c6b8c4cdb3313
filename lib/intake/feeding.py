"""One run of a configured source: its rows come in chunk by chunk, each in a transaction of its own.

How a run goes. ``feed`` begins a row in ``sync_run``, or goes on with that of a run that died. It asks the origin for the
rows from the run's cursor on. Each chunk is mapped and checked as an upload is, compared with the store, and committed
together with the run's counts and its new cursor: whatever happens, what the row says and what the store holds agree. All
chunks of a run make one snapshot; rows that an earlier run brought just so make none. At the end the mood of new posts is read, and the run is
marked done. Where the source fails, the run is marked failed with the words, what is committed stays, and the next run goes
on from its cursor. Where the process dies, the outcome stays null, and the next ``feed`` goes on with the same run and the
same snapshot.

``whole=True`` reads everything from the start. Records that the store shows and the source did not bring become not
current: they are gone, which withdrawing the snapshot undoes. Records whose row came and was refused are not gone. A whole run
that died begins at the start again: what is in already comes as the same, and counts as read again.

What an origin need not tell: its deliveries name only the columns that were configured. Fields that are neither mapped nor
set are found by the columns' names and known aliases, as in an upload.
"""

from collections.abc import Callable
from typing import Any, Literal

from lib.errors import CommunityError, InputError, MappingError, RowsRefused, SettingError, SourceError
from lib.intake.chunk_rows import ChunkRows, mapping_of
from lib.intake.scoring import score_snapshot
from lib.records import Kind
from lib.sources.origin import Chunk, Origin
from lib.store import Store, absences, refused_rows, sync_runs
from lib.store.load import Load, SnapshotNote
from lib.store.sync_runs import Run, Tally
from lib.wording import plural

Progress = Callable[[str, float], None]
_PROBLEMS = 3


def feed(
    store: Store,
    source: str,
    kind: Kind,
    origin: Origin,
    *,
    who: str,
    whole: bool = False,
    rejects: Literal["skip", "fail"] = "skip",
    progress: Progress | None = None,
) -> Run:
    """Brings the rows of one kind of a source in, and returns the run as it ended: ``outcome`` done or failed, ``said`` why.

    Whatever is explained (SourceError, SettingError, MappingError, refused rows with ``rejects="fail"``) makes a failed run
    and is not raised; StoreError is raised, and the run can be gone on with. With ``rejects="skip"`` refused rows are
    counted and kept as they were, and ``said`` names the first problems: column and reason, nothing of the row. Two runs of one source and kind
    must not go at once: whoever calls sees to that.
    """
    tell = progress or (lambda step, share: None)
    feeding = _Feeding(store, kind, origin, sync_runs.begin(store, source, kind.name, whole=whole, who=who), rejects, tell)
    failure = None
    try:
        feeding.read()
    except (InputError, SourceError) as error:
        failure = _in_words(error, source, kind, feeding.table)
    except CommunityError:
        raise
    except Exception as error:
        sync_runs.finish(store, feeding.run, "failed", f"Stopped by a fault of this app ({type(error).__name__}).")
        raise
    feeding.read_moods()
    notes = (note if note.endswith(".") else f"{note}." for note in feeding.notes)
    what, _, hint = (failure or "").partition(" Hint: ")  # what to do comes last
    said = " ".join(filter(None, [what, feeding.refusals(), *notes, f"Hint: {hint}" if hint else ""])) or None
    tell("Done" if failure is None else "Stopped", 1.0)
    return sync_runs.finish(store, feeding.run, "failed" if failure else "done", said)


class _Feeding:
    """One run while it goes. ``run`` is its row as last committed; ``notes`` what was read in a special way; ``table`` what was read last."""

    def __init__(self, store: Store, kind: Kind, origin: Origin, run: Run, rejects: Literal["skip", "fail"], tell: Progress) -> None:
        self.store, self.kind, self.origin, self.run, self.rejects, self.tell = store, kind, origin, run, rejects, tell
        self.notes: dict[str, None] = {}
        self.table: str | None = None
        self._problems: dict[tuple[str, str], int] = {}
        self._snapshots = {run.snapshot_id} - {None}
        self._read: list[Any] = []  # of a whole run: numbers of the versions that came
        self._rows = self._unreadable = 0
        self._note = SnapshotNote(f"a sync of {run.source}", None, None, "{}", 0, 0, run.started_by, remember=False)

    def read(self) -> None:
        """All chunks, and for a whole run what is gone."""
        with self.store.reading() as connection:
            until = absences.last_version(connection)
        cursor = None
        chunks = self.origin.chunks(self.kind.name, None if self.run.whole else self.run.cursor, self.tell)
        try:
            for chunk in chunks:
                self._bring(chunk)
                cursor = chunk.cursor
                self.tell(f"{plural(self.run.tally.read, 'row')} read", 0.0)
        finally:
            close = getattr(chunks, "close", None)
            if close:
                close()
        if self.run.whole:
            self._take_out(until, cursor)

    def read_moods(self) -> None:
        """Scores the posts that the run brought. They are in already: where it cannot be done, that is a note and no failure."""
        if self.kind.name != "activity":
            return
        try:
            for snapshot_id in sorted(filter(None, self._snapshots)):
                score_snapshot(self.store, snapshot_id, self.tell)
        except SettingError as error:
            self.notes[f"The mood of posts cannot be read. {error} Then: python -m lib rescore"] = None

    def refusals(self) -> str:
        """How many rows were refused, and the most frequent reasons; empty where none was."""
        rejected = self.run.tally.rejected
        if not rejected:
            return ""
        worst = sorted(self._problems.items(), key=lambda item: -item[1])[:_PROBLEMS]
        reasons = "; ".join(f"{column}: {reason} ({count:,})" if column else f"{reason} ({count:,})" for (column, reason), count in worst)
        more = "; …" if len(self._problems) > _PROBLEMS else ""
        return f"{plural(rejected, 'row')} refused" + (f": {reasons}{more}." if reasons else ".")

    def _bring(self, chunk: Chunk) -> None:
        """One chunk: checked, compared and committed, with the run's row."""
        raw = chunk.delivery.table
        self.table = raw.name
        mapping = mapping_of(self.kind, chunk.delivery)
        mapping.check(self.kind, raw.columns)
        note = SnapshotNote(raw.name, raw.size, raw.sha256, mapping.to_json(), 0, 0, self.run.started_by)
        self._note = note
        with self.store.staging(self.kind) as stage:
            rows = ChunkRows.into(stage, self.kind, raw, mapping, self.store.now(), ordered=chunk.cursor is not None)
            self.notes |= dict.fromkeys(rows.notes)
            for (column, reason), count in rows.problems.items():
                self._problems[column, reason] = self._problems.get((column, reason), 0) + count
            if rows.rejected and self.rejects == "fail":
                what = f"{plural(rows.rejected, 'row')} of {raw.rows:,} refused, and this portion was not taken in."
                raise RowsRefused(what, found="; ".join(f"{column}: {reason}" for column, reason in list(rows.problems)[:_PROBLEMS]))
            more = Tally(read=raw.rows, rejected=rows.rejected)
            ours = sync_runs.snapshots(self.run.source, self.kind.name)
            with self.store.writing(stage) as writer:
                done = Load(writer, stage, self.run.source).append(note, self.run.snapshot_id, ours=ours, versions=self.run.whole)
                more += Tally(new=done.new, changed=done.changed, same=done.same)
                cursor = self.run.cursor if self.run.whole else chunk.cursor
                run = sync_runs.advance(writer, self.run, more, snapshot_id=done.snapshot_id, cursor=cursor)
                refused_rows.add(writer, run.run_id, rows.refused)
                if not (done.new or done.changed or run.snapshot_id != self.run.snapshot_id):
                    writer.keep_version()
        self.run = run
        self._snapshots.add(run.snapshot_id)
        self._rows += raw.rows
        if self.run.whole:
            self._read.extend(done.versions.chunks)
            self._unreadable += len(raw.malformed) + rows.without_key
            if rows.refused_keys.num_rows:
                self._read.extend(self._known(rows))

    def _known(self, rows: ChunkRows) -> list[Any]:
        """Versions that the store shows of records whose row was refused: they are there, though not as they should be."""
        with self.store.staging(self.kind) as stage:
            stage.add(rows.refused_keys)
            with self.store.writing(stage) as writer:
                writer.discard()
                return list(Load(writer, stage, self.run.source).shown().chunks)

    def _take_out(self, until: int, cursor: str | None) -> None:
        """What a whole run did not bring is gone, save where it cannot be told; its cursor counts from now on."""
        certain = self._rows > 0 and self._unreadable == 0
        if not self._rows:
            self.notes["The source gave no rows at all, so nothing was taken as gone."] = None
        elif self._unreadable:
            self.notes[f"{plural(self._unreadable, 'row')} could not be told apart by id, so nothing was taken as gone."] = None
        with self.store.writing() as writer:
            snapshot_id, gone = self.run.snapshot_id, 0
            if certain:
                snapshot_id, gone = absences.take_out(writer, self.kind, self.run.source, self._read, until, self._note, snapshot_id)
            run = sync_runs.advance(writer, self.run, Tally(gone=gone), snapshot_id=snapshot_id, cursor=cursor)
            if not gone:
                writer.keep_version()
        self.run = run


def _in_words(error: CommunityError, source: str, kind: Kind, table: str | None) -> str:
    """The error; where a mapping does not fit, which table it is, and what to write in the source's section instead of what to give a command."""
    if not isinstance(error, MappingError):
        return str(error)
    section = f"[sources.{source}.{kind.name}]"
    hints = {"zone": f'write zone = "Europe/Warsaw", or the zone it is, in [sources.{source}]', "dates": f'write dates = "dmy" or dates = "mdy" in {section}'}
    hint = hints.get(error.asks or "", f'name the column in {section}: map = {{ field = "column" }}, or a text: set = {{ field = "text" }}')
    return str(SourceError(f"In {table}: {error.what}" if table else error.what, found=error.found, hint=hint))
