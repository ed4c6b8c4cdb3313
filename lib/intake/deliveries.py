"""Several tables that came together, as a platform's export holds them: all are checked before the first row goes in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

import pandas as pd
import pyarrow.compute as pc

from lib.errors import FileError, InputError, RowsRefused
from lib.intake.importing import Outcome, Progress, import_table, read_moods
from lib.intake.mapping import Mapping
from lib.intake.readings import feeds
from lib.intake.rejects import FRAME
from lib.records import KINDS, Kind, Type
from lib.records import kind as kind_named
from lib.sources.delivery import DateOrder, Delivery
from lib.sources.exports import Export
from lib.sources.package import Package
from lib.store import Store

Rejects = Literal["fail", "skip"]


@dataclass(frozen=True)
class Brought:
    """What became of one of the tables. ``label`` tells it from the others: "Activity", "Activity · reaction"."""

    kind: Kind
    outcome: Outcome
    label: str


def told(export: Export, *, zone: str | None = None, dates: DateOrder | None = None) -> Export:
    """With what a person says of times where the export itself leaves it open."""
    return replace(export, deliveries=tuple(replace(one, zone=one.zone or zone, dates=one.dates or dates) for one in export.deliveries))


def import_export(
    store: Store,
    export: Export,
    package: Package,
    *,
    source: str,
    rejects: Rejects = "fail",
    dry_run: bool = False,
    who: str,
    progress: Progress | None = None,
) -> tuple[Brought, ...]:
    """Checks every table, then commits each as a snapshot of its own, members first. The same package again changes nothing.

    With ``rejects="fail"`` a refused row in any of them keeps all of them out, and RowsRefused is raised, its
    ``outcome`` what became of each; with ``"skip"`` the good rows of each go in. MappingError where a column's meaning
    must be asked for: then nothing is in either. FileError where there is no row at all.
    """
    tell = progress or (lambda step, share: None)
    checked = check_export(store, export, package, source=source, who=who, progress=lambda step, share: tell(step, 0.4 * share))
    if dry_run:
        return checked
    _refuse(checked, rejects, package, export)
    return commit_export(store, export, package, source=source, rejects=rejects, who=who, progress=lambda step, share: tell(step, 0.4 + 0.6 * share))


def check_export(store: Store, export: Export, package: Package, *, source: str, who: str, progress: Progress | None = None) -> tuple[Brought, ...]:
    """What would become of each table's rows; nothing is changed."""

    def check(delivery: Delivery, tell: Progress) -> Outcome:
        return _import(store, delivery, package, source=source, dry_run=True, who=who, progress=tell)

    return _each(export, check, progress or (lambda step, share: None), 1.0)


def commit_export(
    store: Store, export: Export, package: Package, *, source: str, rejects: Rejects, who: str, progress: Progress | None = None
) -> tuple[Brought, ...]:
    """Commits tables that were checked. A table without a good row is left out where rows may be skipped; the mood of posts is read at the end."""
    tell = progress or (lambda step, share: None)
    kinds = [one.kind for one in export.deliveries]

    def commit(delivery: Delivery, tell: Progress) -> Outcome:
        if not delivery.table.rows:
            return Outcome(None, 0, 0, 0, 0, 0, pd.DataFrame(columns=list(FRAME)))
        try:
            alone = kinds.count(delivery.kind) == 1  # else one of them would speak for a file of the others
            return _import(store, delivery, package, source=source, rejects=rejects, who=who, progress=tell, moods=False, remember=alone)
        except RowsRefused as refused:
            if rejects == "fail":
                raise
            outcome: Outcome = refused.outcome
            return outcome

    brought = _each(export, commit, tell, 0.8)
    return tuple(_with_moods(store, one, lambda step, share: tell(step, 0.8 + 0.2 * share)) for one in brought)


def time_span(store: Store, export: Export) -> tuple[date, date] | None:
    """The community's local days of the first and the last thing that happened; None where nothing can be dated. When members joined does not count."""
    ends: list[Any] = []
    for delivery in export.deliveries:
        ends += _ends(store, delivery) if delivery.kind != "member" else []
    days = [moment.astimezone(store.settings.zoneinfo).date() if isinstance(moment, datetime) else moment for moment in ends]
    return (min(days), max(days)) if days else None


def _ends(store: Store, delivery: Delivery) -> list[Any]:
    when = KINDS[delivery.kind].when
    if when.type not in (Type.INSTANT, Type.DAY, Type.MONTH) or not delivery.table.cells.num_rows:
        return []
    mapping = Mapping.of(KINDS[delivery.kind], delivery)
    try:
        (feed,) = feeds((when,), delivery.table, mapping, store.now())
        found = pc.min_max(feed.read(delivery.table.cells).values).as_py()
    except (InputError, ValueError):
        return []
    return [moment for moment in found.values() if moment is not None]


def _each(export: Export, take: Callable[[Delivery, Progress], Outcome], tell: Progress, until: float) -> tuple[Brought, ...]:
    """Takes the tables one after the other, and tells how far all of them are."""
    ordered = sorted(export.deliveries, key=lambda one: list(KINDS).index(one.kind))
    whole = max(1, sum(one.table.rows for one in ordered))
    brought, before = [], 0
    for delivery in ordered:
        kind, rows, start = kind_named(delivery.kind), delivery.table.rows, before

        def part(step: str, share: float, kind: Kind = kind, rows: int = rows, start: int = start) -> None:
            tell(f"{kind.title}: {step[:1].lower()}{step[1:]}", until * (start + share * rows) / whole)

        brought.append(Brought(kind, take(delivery, part), _label(kind, delivery)))
        before += rows
    return tuple(brought)


def _label(kind: Kind, delivery: Delivery) -> str:
    """The kind's title, and what all rows of the table are, where they are one thing."""
    choices = [delivery.texts[name] for name in delivery.texts if name in kind.names and kind[name].choices]
    return " · ".join([kind.title, *choices])


def _import(store: Store, delivery: Delivery, package: Package, **how: Any) -> Outcome:
    """One table under the package's name, so that its snapshot says what file it came from."""
    kind = kind_named(delivery.kind)
    table = replace(delivery.table, name=package.name, size=package.size, sha256=package.sha256)
    return import_table(store, kind, table, Mapping.of(kind, delivery), **how)


def _with_moods(store: Store, brought: Brought, tell: Progress) -> Brought:
    outcome = brought.outcome
    if brought.kind.name != "activity" or outcome.snapshot is None:
        return brought
    notes = read_moods(store, outcome.snapshot, tell)
    return replace(brought, outcome=replace(outcome, notes=(*outcome.notes, *notes)))


def _refuse(checked: Iterable[Brought], rejects: Rejects, package: Package, export: Export) -> None:
    """RowsRefused where refused rows keep the package out; FileError where it has no rows."""
    tables = tuple(checked)
    read, rejected = (sum(getattr(one.outcome, name) for one in tables) for name in ("read", "rejected"))
    if not read:
        left = ", ".join(f"{count:,} × {why}" for why, count in export.left_out.items())
        hint = "export it again, for a time in which something happened"
        raise FileError(f"{package.name} holds nothing that can be brought in.", found=left or None, hint=hint)
    if not rejected or (rejects == "skip" and rejected < read):
        return
    worst = next(one for one in tables if one.outcome.rejected)
    first = worst.outcome.rejects.iloc[0]
    where = f"{worst.kind.title.lower()}, line {first['line']}" + (f", {first['column']}" if first["column"] else "")
    value = f" {str(first['value'])[:60]!r}" if first["value"] else ""
    raise RowsRefused(
        f"{rejected:,} of {read:,} rows {'was' if rejected == 1 else 'were'} refused, and nothing was imported.",
        outcome=tables,
        found=f"{where}{value}: {first['reason']}",
        hint="take the good rows with --rejects skip" if rejected < read else "see whether the export is whole",
    )
