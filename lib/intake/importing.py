"""One import from first to last: check every row of a raw table, and commit the good ones as a snapshot, all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from lib.errors import CommandError, FileError, RowsRefused, SettingError
from lib.intake import refused_whole
from lib.intake.checking import Checker, join_frames
from lib.intake.mapping import Mapping
from lib.intake.rejects import reopened, to_csv_bytes
from lib.intake.scoring import score_snapshot
from lib.records import Kind
from lib.sources.raw_table import RawTable
from lib.store import Store
from lib.store.load import Load, SnapshotNote

Progress = Callable[[str, float], None]
_BATCH = 250_000  # rows: two row groups of DuckDB, which keeps what comes in smaller pieces twice


@dataclass(frozen=True)
class Outcome:
    """What became of a file's rows: ``new + changed + same + rejected == read``.

    ``snapshot`` is the snapshot's id; None where nothing was committed, and the counts say what would have become of
    them. ``rejects`` has one line a fault (line, column, field, value, reason, hint), ``rejected`` counts rows.
    ``notes`` say what was read in a special way.
    """

    snapshot: int | None
    read: int
    new: int
    changed: int
    same: int
    rejected: int
    rejects: pd.DataFrame
    notes: tuple[str, ...] = ()
    raw: RawTable | None = field(default=None, repr=False)

    def rejects_csv(self) -> bytes:
        """The refused rows as a file: each as it was, with line, column, value, reason and hint; empty if there are none."""
        return to_csv_bytes(self.raw, self.rejects) if self.raw is not None and len(self.rejects) else b""


def import_table(
    store: Store,
    kind: Kind,
    raw: RawTable,
    mapping: Mapping,
    *,
    source: str,
    rejects: Literal["fail", "skip"] = "fail",
    dry_run: bool = False,
    who: str,
    progress: Progress | None = None,
    moods: bool = True,
    remember: bool = True,
) -> Outcome:
    """Imports a table as records of ``kind`` from ``source``, in one transaction.

    With ``rejects="fail"`` a refused row keeps everything out and RowsRefused is raised, its ``outcome`` naming every
    fault; with ``"skip"`` the good rows go in, and it is raised where there is none. ``dry_run`` tells what would happen and changes nothing. MappingError
    where the mapping does not fit, or the meaning of dates must be asked for; FileError where there are no rows.
    After the commit the sentiment of new posts is read, unless ``moods`` is false; where it cannot be, a note says so.
    ``remember``: the mapping is taken for the source's next file.
    """
    tell = progress or (lambda step, share: None)
    name = _source_name(source)
    rows = reopened(raw)
    if not rows.rows and not dry_run:
        raise FileError(f"{raw.name} names its columns and has no rows.", hint="export it again, with its rows")
    tell("Looking at the columns", 0.0)
    checker = Checker(kind, rows, mapping, store.now())
    frames = [refused_whole.malformed(rows)]
    with store.staging(kind) as stage:
        done = 0
        for batch in rows.batches(_BATCH):
            checked = checker.check(batch)
            stage.add(checked.good)
            frames.append(checked.faults)
            done += batch.num_rows
            tell("Checking rows", 0.1 + 0.5 * done / max(1, rows.cells.num_rows))
        repeated = stage.duplicates()
        if len(repeated):
            frames.append(refused_whole.repeated(checker, rows, mapping, repeated))
        faults = join_frames([frame for frame in frames if len(frame)])
        rejected = int(faults["line"].nunique())
        tell("Comparing with what is known", 0.6)
        refused = rejected > 0 and (rejects == "fail" or rejected == rows.rows)
        keep = not (dry_run or refused)
        with store.writing(stage) as writer:
            load = Load(writer, stage, name)
            note = SnapshotNote(raw.name, raw.size, raw.sha256, mapping.to_json(), rows.rows, rejected, who, remember)
            counts = load.commit(note) if keep else load.compare()
        tell("Written" if keep else "Compared", 0.7 if keep and moods else 0.9)
    notes = (*checker.notes, *raw.notes)
    if keep and moods and kind.name == "activity":
        notes += read_moods(store, counts.snapshot_id, lambda step, share: tell(step, 0.7 + 0.3 * share))
    outcome = Outcome(counts.snapshot_id if keep else None, rows.rows, counts.new, counts.changed, counts.same, rejected, faults, notes, rows)
    tell("Done", 1.0)
    if refused and not dry_run:
        raise _refusal(outcome)
    return outcome


def read_moods(store: Store, snapshot_id: int, tell: Progress) -> tuple[str, ...]:
    """Scores what a snapshot brought. The rows are in already: where it cannot be done, that is a note and no failure."""
    try:
        score_snapshot(store, snapshot_id, tell)
    except SettingError as error:
        return (f"The rows are in, but the mood of posts cannot be read. {error} Then: python -m lib rescore",)
    return ()


def _source_name(source: str) -> str:
    """A source's name as it is kept; CommandError for one that could not be told from a member's id in the settings."""
    name = source.strip()
    if not name or ":" in name or len(name) > 100 or not name.isprintable():
        raise CommandError("The source's name cannot be used.", found=repr(source), hint="a short name without a colon, such as forum or helpdesk")
    return name


def _refusal(outcome: Outcome) -> RowsRefused:
    first = outcome.rejects.iloc[0]
    where = f"line {first['line']}" + (f", {first['column']}" if first["column"] else "") + (f" {str(first['value'])[:60]!r}" if first["value"] else "")
    others = len(outcome.rejects) - 1
    more = f"; and {others} more fault{'s' if others > 1 else ''}" if others else ""
    rows = f"{outcome.rejected} of {outcome.read} rows" if outcome.read > 1 else "The only row"
    return RowsRefused(
        f"{rows} {'were' if outcome.rejected > 1 else 'was'} refused, and nothing was imported.",
        outcome=outcome,
        found=f"{where}: {first['reason']}{more}",
        hint="correct them" + (", or take the good rows with --rejects skip" if outcome.rejected < outcome.read else ""),
    )
