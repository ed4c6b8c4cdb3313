"""``import-export``: a platform's own export into the store."""

from datetime import timedelta
from pathlib import Path

from lib import wording
from lib.cli.arguments import count
from lib.cli.command import Call, argument, command
from lib.cli.import_report import report
from lib.cli.progress import Progress
from lib.errors import FileError, RowsRefused
from lib.intake.deliveries import Brought, import_export, told
from lib.sources.exports import PLATFORMS, Export, Platform, Wishes, find, recognised
from lib.sources.package import Package


@command(
    "import-export",
    argument("platform", metavar="PLATFORM", help=f"whose export it is: {', '.join(sorted(PLATFORMS))}"),
    argument("path", metavar="PATH", type=Path, help="the export as it came: a zip, a folder or a file"),
    argument("--source", metavar="NAME", help="what the source is called; ids belong to it (default: the platform's name)"),
    argument("--zone", metavar="ZONE", help="the time zone of times that the export writes without an offset, e.g. Europe/Warsaw"),
    argument("--dates", choices=("dmy", "mdy"), help="the order of day and month, where the export leaves it open"),
    argument("--score", metavar="QUESTION", help="of a survey, the question whose answers are the score"),
    argument("--survey", choices=("nps", "csat"), help="what that score is"),
    argument(
        "--quiet-minutes", metavar="N", type=count, help="silence after which a chat without threads starts a new one (default: the setting quiet_minutes)"
    ),
    argument("--rejects", choices=("fail", "skip"), default="fail", help="one refused row stops the import, or is left out (default: fail)"),
    argument("--dry-run", action="store_true", help="check everything and keep nothing"),
    examples=(
        "import-export slack export.zip",
        "import-export zendesk tickets.csv --source helpdesk --zone America/New_York",
        'import-export typeform responses.csv --score "How likely are you to recommend us?" --survey nps',
    ),
)
def import_platform_export(call: Call) -> int:
    """Imports a platform's own export, with all that is in it.

    Prints JSON lines. The first says what the package holds: platform, source, found, left_out (why, and how much).
    Then a line for each table in it: kind, snapshot, read, new, changed, same, rejected, rejects_file. Each is a
    snapshot of its own. All tables are checked before the first row goes in: with --rejects fail, one refused row keeps
    all of them out. The same package again changes nothing.
    """
    values = call.values
    platform = find(values.platform)
    source = (values.source or platform.name).strip()
    path = values.path if values.path.name.strip(".") else values.path.resolve()  # this folder has no name of its own
    with call.store() as store, Progress() as progress:
        package = Package.of(path)
        _check_platform(platform, package)
        quiet = timedelta(minutes=values.quiet_minutes or store.settings.quiet_minutes)
        export = platform.read(package, Wishes(zone=values.zone, score=values.score, survey=values.survey, quiet=quiet), progress)
        _tell(call, platform, source, export)
        export = told(export, zone=values.zone, dates=values.dates)
        try:
            how = {"source": source, "rejects": values.rejects, "dry_run": values.dry_run, "who": call.who, "progress": progress}
            brought = import_export(store, export, package, **how)
        except RowsRefused as refused:
            _report(call, path, refused.outcome)
            raise
    _report(call, path, brought)
    if values.dry_run:
        call.say("A dry run: nothing was kept.")
    return RowsRefused.exit_code if values.rejects == "fail" and any(one.outcome.rejected for one in brought) else 0


def _check_platform(platform: Platform, package: Package) -> None:
    """FileError where the package is another platform's. One that nobody recognises is tried: its reader says best what is wrong."""
    if platform.recognises(package):
        return
    other = recognised(package)
    if other is not None:
        hint = f"import-export {other.name} {package.name}"
        raise FileError(f"{package.name} is no {platform.title} export.", found=f"one of {other.title}", hint=hint)


def _tell(call: Call, platform: Platform, source: str, export: Export) -> None:
    call.record(platform=platform.name, source=source, found=dict(export.found), left_out=dict(export.left_out))
    found = [wording.counted(amount, what) for what, amount in export.found.items()]
    call.say(f"{platform.title}: {wording.listed(found, len(found)) or 'nothing'} found.")
    for why, amount in export.left_out.items():
        call.say(f"Left out: {amount:,} × {why}.")
    for note in export.notes:
        call.say(note)


def _report(call: Call, path: Path, brought: tuple[Brought, ...]) -> None:
    """A line for each table; refused rows lie beside the package, in a file for each table that has some."""
    kinds = [one.kind.name for one in brought]
    for place, one in enumerate(brought):
        name = one.kind.name
        nth = f"-{kinds[: place + 1].count(name)}" if kinds.count(name) > 1 else ""
        report(call, one.outcome, path.with_name(f"{path.name}.{name}{nth}"), kind=name)
