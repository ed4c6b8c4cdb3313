"""The demo community put into a store and taken out of it: through the intake that everybody's files take."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from data.demo.community import DAYS, MEMBERS, PREFIX, SEED, DemoTable, community
from data.demo.decisions import decide, undecide
from data.demo.story import ZONE, Story
from lib.intake.importing import Outcome, import_table
from lib.intake.suggestion import suggest
from lib.records import kind as record_kind
from lib.sources.csv_file import open_csv
from lib.sources.raw_table import RawTable
from lib.store import Store
from lib.store.annotations import add, annotations
from lib.store.annotations import remove as remove_event

WHO = "demo"
"""Signs the demo community's events, by which they are known again."""

Progress = Callable[[str, float], None]


def fill(store: Store, *, members: int = MEMBERS, days: int = DAYS, seed: int = SEED, who: str = WHO, progress: Progress | None = None) -> list[Outcome]:
    """Imports the community of ``days`` days up to yesterday, a snapshot a table; filling again with the same arguments on the same day is all ``same``.

    Demo data of other arguments or another day are withdrawn first, so that two communities never mix. An empty store gets the
    community's zone, languages, topics to watch, assumptions and goals, as far as it has none of its own.
    """
    tell = progress or (lambda step, share: None)
    tell("Making the demo community", 0.0)
    today = store.now().astimezone(ZoneInfo(ZONE)).date()
    tables = [table for tables in community(members, days, seed, today=today).values() for table in tables if len(table.frame)]
    if not store.snapshots()["active"].any():
        decide(store, who)
    with TemporaryDirectory() as folder:
        opened = [(table, _opened(table, Path(folder))) for table in tables]
        _withdraw_others(store, {(table.source, table.kind): raw.sha256 for table, raw in opened}, who)
        done, rows, outcomes = 0, sum(raw.rows for _, raw in opened), []
        for table, raw in opened:
            kind = record_kind(table.kind)
            tell(f"Importing {kind.title.lower()} from {table.source}", 0.2 + 0.8 * done / rows)
            outcomes.append(import_table(store, kind, raw, suggest(kind, raw.columns), source=table.source, who=who))
            done += raw.rows
    _enter_events(store, Story.of(days, today))
    tell("Done", 1.0)
    return outcomes


def remove(store: Store, who: str) -> int:
    """Withdraws every active snapshot of the demo community, and removes its events, assumptions and goals; how many snapshots there were."""
    _keep_events(store, ())
    undecide(store, who)
    return _withdraw_others(store, {}, who)


def _enter_events(store: Store, story: Story) -> None:
    """What the story tells of and charts should name; events of another demo community go."""
    events = (("change", story.launch, story.launch, "Product launch"), ("incident", story.dip.start, story.dip.last, "Outage"))
    _keep_events(store, events)
    for kind, first, last, name in events:
        add(store, kind, first, last, name, WHO)


def _keep_events(store: Store, wanted: tuple[tuple[str, date, date, str], ...]) -> None:
    """Removes all other events that were entered with a demo community."""
    known = annotations(store)
    ours = known[known["entered_by"] == WHO]
    days = (ours[name].dt.date.tolist() for name in ("first_day", "last_day"))
    for number, *event in zip(ours["annotation_id"].tolist(), ours["kind"].tolist(), *days, ours["name"].tolist(), strict=True):
        if tuple(event) not in wanted:
            remove_event(store, number, WHO)


def _opened(table: DemoTable, folder: Path) -> RawTable:
    path = folder / table.file_name
    path.write_bytes(table.csv())
    return open_csv(path)


def _withdraw_others(store: Store, wanted: dict[tuple[str, str], str | None], who: str) -> int:
    """Withdraws the demo snapshots whose content is not the wanted one of their source and kind."""
    snapshots = store.snapshots()
    ours = snapshots[snapshots["active"].astype(bool) & snapshots["source"].str.startswith(PREFIX)]
    columns = (ours[name].tolist() for name in ("snapshot_id", "source", "kind", "file_sha256"))
    stale = [int(number) for number, source, kind, sha256 in zip(*columns, strict=True) if sha256 is None or wanted.get((source, kind)) != sha256]
    for snapshot_id in stale:
        store.withdraw(snapshot_id, who)
    return len(stale)
