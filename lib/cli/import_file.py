"""``import``: a file's rows into the store."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd

from lib import records
from lib.cli.arguments import each_once, pair
from lib.cli.command import Call, argument, command
from lib.cli.progress import Progress
from lib.errors import RowsRefused
from lib.intake.importing import Outcome, import_table
from lib.intake.mapping import Column, Mapping
from lib.intake.suggestion import suggest
from lib.sources.csv_file import open_csv

_SHOWN_PROBLEMS = 5


@command(
    "import",
    argument("kind", metavar="KIND", help=f"what a row is: {', '.join(records.KINDS)}"),
    argument("file", metavar="FILE", type=Path, help="a CSV or TSV file, as people have it"),
    argument("--source", metavar="NAME", help="where the rows come from; ids belong to it (default: the file's name)"),
    argument(
        "--map", metavar="FIELD=COLUMN", type=pair, action="append", default=[], help="feed a field from a column; FIELD= leaves it out; may be given again"
    ),
    argument(
        "--set",
        metavar="FIELD=TEXT",
        type=pair,
        action="append",
        default=[],
        help="feed a field with a text; {column} in it is the row's cell, {#} the row's number; may be given again",
    ),
    argument("--zone", metavar="ZONE", help="the time zone of times without an offset, e.g. Europe/Warsaw"),
    argument("--dates", choices=("dmy", "mdy"), help="the order of day and month, where the file leaves it open"),
    argument("--rejects", choices=("fail", "skip"), default="fail", help="one refused row stops the import, or is left out (default: fail)"),
    argument("--dry-run", action="store_true", help="check everything and keep nothing"),
    examples=(
        "import member people.csv --source forum",
        "import activity questions.csv --source forum --map member_id=creator --set kind=post --set activity_id=q{id} --set thread_id={id}",
        "import ticket requests.csv --source helpdesk --zone America/New_York --rejects skip",
    ),
)
def import_file(call: Call) -> int:
    """Imports the rows of a CSV or TSV file.

    Fields are fed from columns of the same or a known other name, as last time for this source and kind, and as --map
    and --set say. Every row is checked. Prints one JSON line: snapshot, read, new, changed, same, rejected,
    rejects_file (the refused rows as they were, with line, column, value and reason; null if there are none). The same
    file again changes nothing.
    """
    values = call.values
    kind = records.kind(values.kind)
    file: Path = values.file
    source = (values.source or file.stem).strip()
    maps, sets = each_once(values.map, "--map"), each_once(values.set, "--set")
    with call.store() as store, Progress() as progress:
        raw = open_csv(file, progress=progress)
        saved = store.saved_mapping(source, kind.name)
        again = Mapping.from_json(saved) if saved and not (maps or sets) else None  # a command that says how means the same every time
        mapping = suggest(kind, raw.columns, again).corrected(kind, raw.columns, maps, sets)
        mapping = replace(mapping, zone=values.zone or mapping.zone, dates=values.dates or mapping.dates)
        for line in _described(mapping):
            call.say(line)
        try:
            outcome = import_table(store, kind, raw, mapping, source=source, rejects=values.rejects, dry_run=values.dry_run, who=call.who, progress=progress)
        except RowsRefused as refused:
            _report(call, file, refused.outcome)
            raise
    _report(call, file, outcome)
    if values.dry_run:
        call.say("A dry run: nothing was kept.")
    return RowsRefused.exit_code if outcome.rejected and values.rejects == "fail" else 0


def _described(mapping: Mapping) -> list[str]:
    return [
        f"{field} ← {origin.name if isinstance(origin, Column) else repr(origin.text)} ({mapping.how.get(field, 'given')})"
        for field, origin in mapping.fields.items()
    ]


def _report(call: Call, file: Path, outcome: Outcome) -> None:
    rejects_file = _written(file, outcome.rejects_csv()) if outcome.rejected else None
    for note in outcome.notes:
        call.say(note)
    _say_problems(call, outcome.rejects, rejects_file)
    call.record(
        snapshot=outcome.snapshot,
        read=outcome.read,
        new=outcome.new,
        changed=outcome.changed,
        same=outcome.same,
        rejected=outcome.rejected,
        rejects_file=None if rejects_file is None else str(rejects_file),
    )


def _say_problems(call: Call, problems: pd.DataFrame, rejects_file: Path | None) -> None:
    """Each kind of problem once, with the first line that has it."""
    alike = problems.groupby(["column", "reason"], sort=False, dropna=False)
    sizes = alike.size().tolist()
    firsts = alike.head(1).to_dict("records")
    for first, size in list(zip(firsts, sizes, strict=True))[:_SHOWN_PROBLEMS]:
        where = f"line {first['line']}" + (f" and {size - 1:,} more" if size > 1 else "") + (f", {first['column']}" if first["column"] else "")
        found = f" {str(first['value'])[:60]!r}" if first["value"] else ""
        call.say(f"{where}:{found} {first['reason']}. Hint: {first['hint']}")
    if len(sizes) > _SHOWN_PROBLEMS:
        call.say(f"… and {len(sizes) - _SHOWN_PROBLEMS:,} more kinds of problems")
    if rejects_file is not None:
        call.say(f"Refused rows, with their reasons: {rejects_file}")


def _written(file: Path, content: bytes) -> Path:
    """Beside the file, else in this folder, else among the temporary files: wherever it may be written."""
    name = f"{file.name}.rejects.csv"
    for folder in (file.parent, Path()):
        try:
            (folder / name).write_bytes(content)
        except OSError:
            continue
        return folder / name
    handle, path = tempfile.mkstemp(suffix=f"-{name}")
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    return Path(path)
