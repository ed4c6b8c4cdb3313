"""One configured source on its page: how it stands, what each of its kinds brought, what is wrong and what helps."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from lib import wording
from lib.records import KINDS, Type
from lib.settings import Settings
from lib.store.sync_runs import Run
from lib.ui.literal import literal
from lib.ui.moment import ago, moment
from lib.ui.source_state import SourceState, State

BADGES: dict[State, tuple[str, str, str]] = {
    "syncing": ("Syncing", "sync", "blue"),
    "broken": ("Set up wrongly", "error", "red"),
    "failing": ("Failing", "error", "red"),
    "stopped": ("Stopped midway", "pause_circle", "orange"),
    "never": ("Never read", "hourglass_empty", "gray"),
    "overdue": ("Overdue", "schedule", "orange"),
    "silent": ("Silent", "schedule", "orange"),
    "empty": ("Empty", "inbox", "orange"),
    "fresh": ("Up to date", "check_circle", "green"),
}
"""Words, icon and colour of each state."""

_ROW = 34
COUNTS = {"read": "Read", "new": "New", "changed": "Changed", "same": "Same", "rejected": "Refused", "gone": "Gone"}
OUTCOMES = {"done": "done", "failed": "failed", None: "not finished"}


def source_card(
    source: SourceState, settings: Settings, now: datetime, sync: Callable[[str], None] | None, refused: Callable[[str], None] | None = None
) -> None:
    """Draws it. ``sync`` begins a sync of the named source; None for those who may not, or while one runs. ``refused`` draws its refused rows."""
    with st.container(border=True, gap="small"):
        with st.container(gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.header(literal(source.name), anchor=False, width="content")
                label, icon, color = BADGES[source.state]
                st.badge(label, icon=f":material/{icon}:", color=color)  # type: ignore[arg-type]
            if source.shown:
                st.caption(literal(source.shown))
        if source.read_at and source.kinds:
            st.markdown(_reached(source, source.read_at, settings, now))
        _trouble(source, now)
        if source.state == "never":
            st.caption(f"Will bring {wording.listed([title_of(one.kind).lower() for one in source.kinds], most=9)}")
        elif source.kinds:
            _kinds(source, settings, now)
        if refused is not None:
            refused(source.name)
        _foot(source, settings, now, sync)


def _reached(source: SourceState, read_at: datetime, settings: Settings, now: datetime) -> str:
    """``**Data to 21 Nov 2026, 15:21**, last read 3 minutes ago: 12 records new, 3 changed``; of a failing source its last good run."""
    dated = [(one.until if one.until.tzinfo else one.until.replace(tzinfo=settings.zoneinfo), one) for one in source.kinds if one.until]
    reach = max(dated, key=lambda found: found[0], default=None)
    until = f"**Data to {data_to(reach[1].kind, reach[1].until, settings)}**, last" if reach else "Last"
    if source.state == "failing":  # what the newest runs brought is nothing
        return f"{until} good run {ago(read_at, now)}."
    new, changed, gone = (sum(getattr(one.run.tally, name) for one in source.kinds if one.run) for name in ("new", "changed", "gone"))
    parts = [wording.plural(new, "record") + " new", *([f"{changed:,} changed"] if changed else []), *([f"{gone:,} gone"] if gone else [])]
    brought = ", ".join(parts) if new or changed or gone else "nothing new"
    return f"{until} read {ago(read_at, now)}: {brought}."


def _trouble(source: SourceState, now: datetime) -> None:
    """What is the matter, and what to do; nothing where all is well."""
    last = f"Its last good run was {ago(source.read_at, now)}." if source.read_at else "It has not brought anything yet."
    match source.state:
        case "broken" | "failing":
            faults = [_fault(kind, said) for kind, said in source.wrong] or ["It failed without a word."]
            st.warning("\n\n".join(faults if source.kinds and source.read_at else [*faults, last]), icon=":material/error:")
        case "stopped":
            st.markdown("A run was stopped in the middle. What it had read is in; the next sync goes on there.")
        case "never":
            st.markdown("Nothing was read from here yet. The first sync reads everything, later ones what is new.")
        case "overdue":
            st.markdown(f"{last} It is usually read more often: look whether the schedule, or the timer that starts `python -m lib sync`, still runs.")
        case "silent":
            days = wording.plural(source.silent_days or 0, "day")
            st.markdown(f"It is read, and brought nothing new for {days}, longer than it ever usually is. Look whether it still gets its data.")
        case "empty":
            st.markdown("It was read, and there was not one row that could be taken in. Look whether the table, the query or the worksheet is the right one.")
        case _:
            pass


def _fault(kind: str | None, said: str) -> str:
    """What is wrong, and in a line of its own what to do; ``kind`` where the source's kinds fail for different reasons."""
    what, _, hint = said.partition(" Hint: ")
    named = f"**{title_of(kind)}:** " if kind else ""
    return named + literal(what) + (f"\n\n**What to do:** {literal(hint[:1].upper() + hint[1:])}" if hint else "")


def _kinds(source: SourceState, settings: Settings, now: datetime) -> None:
    rows: list[dict[str, Any]] = []
    for one in source.kinds:
        run = one.run
        counts = {label: getattr(run.tally, name) if run else None for name, label in COUNTS.items()}
        last = "—" if run is None else f"{OUTCOMES[run.outcome]}, {ago(run.finished_at or run.started_at, now)}"
        rows.append({"Records": title_of(one.kind), "Data to": data_to(one.kind, one.until, settings), "Last run": last, **counts})
    frame = pd.DataFrame(rows).astype(dict.fromkeys(COUNTS.values(), "Int64"))
    config: dict[str, Any] = {label: st.column_config.NumberColumn(format="localized", width=66) for label in COUNTS.values()}
    config |= {name: st.column_config.TextColumn(width=width) for name, width in (("Records", 120), ("Data to", 140), ("Last run", 150))}
    st.dataframe(
        frame,
        hide_index=True,
        row_height=_ROW,
        height=_ROW * (len(frame) + 1) + 2,
        placeholder="—",
        column_config=config,
        key=f"source.kinds.{source.name}",
        alt=f"What {source.name} brought, a row a kind of record",
    )


def _foot(source: SourceState, settings: Settings, now: datetime, sync: Callable[[str], None] | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        newest = source.newest
        if newest:
            st.caption(last_run(newest, settings), width="stretch")
        if newest and newest.snapshot_id:
            st.page_link("pages/data/snapshots.py", label=f"Snapshot {newest.snapshot_id}", query_params={"snapshot": str(newest.snapshot_id)}, width="content")
        if sync is not None and source.state != "broken":
            st.button("Sync now", icon=":material/sync:", key=f"source.sync.{source.name}", on_click=sync, args=(source.name,), width="content")
    notes = dict.fromkeys(f"{title_of(one.kind)}: {one.run.said}" for one in source.kinds if one.run and one.run.outcome == "done" and one.run.said)
    for note in notes:
        st.caption(f":material/info: {literal(note)}")


def last_run(run: Run, settings: Settings) -> str:
    """``Last run 21 Nov 2026, 14:02 by ana, took 4 s``."""
    took = f", took {seconds_text((run.finished_at - run.started_at).total_seconds())}" if run.finished_at else ""
    return f"Last run {moment(run.started_at, settings)}, begun by {literal(run.started_by)}{took}"


def seconds_text(seconds: float) -> str:
    """``0.4 s``, ``12 s``, ``3 min``, ``1.5 h``."""
    if seconds < 90:
        return f"{seconds:.1f} s" if seconds < 9.95 else f"{seconds:.0f} s"
    return wording.hours(seconds / 3600)


def title_of(kind: str) -> str:
    """What a record kind is called."""
    return KINDS[kind].title if kind in KINDS else kind


def data_to(kind: str, until: datetime | None, settings: Settings) -> str:
    """The newest record's moment, or its day where the kind has days only; a dash where there is none."""
    if until is None:
        return wording.UNKNOWN
    return moment(until, settings) if KINDS[kind].when.type is Type.INSTANT else wording.day(until)
