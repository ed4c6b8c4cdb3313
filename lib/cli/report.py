"""``report``: the quarterly report as a file."""

import os
from contextlib import suppress
from pathlib import Path

from lib.cli.command import Call, argument, command
from lib.errors import CommandError
from lib.report import files, phrases
from lib.report.build import build
from lib.report.closing import Closing, differences, kept
from lib.report.coverage import Coverage
from lib.report.quarter import Quarter, reported
from lib.report.report import Report
from lib.store import Store, closed_quarters
from lib.wording import day, listed, plural

LAST = "last"
_SHOWN = 5


@command(
    "report",
    argument("--quarter", metavar="QUARTER", required=True, help="e.g. 2026Q3; last: the last quarter that is over"),
    argument("--out", metavar="FILE", type=Path, required=True, help="where to: a name that ends with .pdf, .pptx, .xlsx or .html"),
    examples=(
        "report --quarter 2026Q3 --out community-report-2026Q3.pdf",
        "report --quarter last --out report.pptx",
        "report --quarter 2026Q2 --out figures.xlsx",
        "report --quarter 2026Q2 --out report.html",
    ),
)
def report(call: Call) -> None:
    """Writes the quarterly report as PDF, slides, workbook or web page.

    Of a quarter that an analyst closed it writes the figures that were kept, and says where today's data would give
    others. The file is there whole or not at all; one of the same name is replaced.
    """
    out: Path = call.values.out
    kind = files.kind(out.suffix)
    if not out.parent.is_dir():
        raise CommandError("There is no such folder.", found=str(out.parent), hint="make it first, or name another")
    if out.is_dir():
        raise CommandError("That is a folder.", found=str(out), hint="name a file in it")
    with call.store() as store:
        quarter = _quarter(store, call.values.quarter)
        found = kept(store, quarter)
        made = found[0] if found else build(store, quarter)
        if found:
            _say_kept(call, store, *found)
    if not made.over:
        call.say(f"{quarter.name} is not complete: " + (f"its data reach to {day(made.until)}." if made.until else "there are no data of it."))
    _write(out, kind.writer()(made, found[1] if found else None))
    call.say(f"{quarter.name}: {made.headline}")
    call.record(quarter=quarter.key, file=str(out), bytes=out.stat().st_size, closed=found is not None, store_version=made.store_version)


def _quarter(store: Store, text: str) -> Quarter:
    """The quarter meant; CommandError where it has no data, unless it was closed: its figures were kept then."""
    coverage = Coverage.of(store)
    quarter = Quarter.of(coverage.today).previous if text.strip().lower() == LAST else Quarter.parse(text)
    if coverage.until(quarter) is not None or closed_quarters.closed(store, quarter.start) is not None:
        return quarter
    there = [one.key for one in reported(coverage.periods) if coverage.until(one)]
    hint = f"there are data of {listed(there, 8)}" if there else "import some first"
    raise CommandError(f"There are no data of {quarter.name}.", hint=hint)


def _say_kept(call: Call, store: Store, then: Report, closing: Closing) -> None:
    closed = phrases.closed(then, closing)
    call.say(f"{then.quarter.name} was {closed[:1].lower()}{closed[1:]}: these are the figures that were kept.")
    changed = differences(then, build(store, then.quarter))
    if changed:
        call.say(f"Today's data give {plural(len(changed), 'other figure')}:")
        for one in changed[:_SHOWN]:
            call.say(f"  {one.name}: {one.then} then, {one.today} today ({one.said})")
        if len(changed) > _SHOWN:
            call.say(f"  … and {len(changed) - _SHOWN:,} more; the page Quarterly report shows all")


def _write(out: Path, content: bytes) -> None:
    """Beside its place first, then moved there in one step."""
    beside = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        beside.replace(out)
    except OSError as error:
        raise CommandError("The file cannot be written.", found=f"{out}: {error.strerror}", hint="name a place that may be written to") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
