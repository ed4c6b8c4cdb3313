"""``import``: a file's rows into the store."""

from dataclasses import replace
from pathlib import Path

from lib import records
from lib.cli.arguments import each_once, pair
from lib.cli.command import Call, argument, command
from lib.cli.import_report import report
from lib.cli.progress import Progress
from lib.errors import RowsRefused
from lib.intake.importing import import_table
from lib.intake.mapping import Column, Mapping
from lib.intake.suggestion import suggest
from lib.sources.csv_file import open_csv


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
            report(call, refused.outcome, file)
            raise
    report(call, outcome, file)
    if values.dry_run:
        call.say("A dry run: nothing was kept.")
    return RowsRefused.exit_code if outcome.rejected and values.rejects == "fail" else 0


def _described(mapping: Mapping) -> list[str]:
    return [
        f"{field} ← {origin.name if isinstance(origin, Column) else repr(origin.text)} ({mapping.how.get(field, 'given')})"
        for field, origin in mapping.fields.items()
    ]
