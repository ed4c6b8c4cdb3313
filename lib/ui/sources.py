"""Sources: what is read again and again, how fresh each is, and what else came by hand."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from lib import wording
from lib.errors import SettingError, StoreBusy
from lib.intake.schedule import Schedule
from lib.quality.silence import REGULAR, late, reach
from lib.records import KINDS
from lib.settings import Deployment
from lib.sources.configured import Configured, configured
from lib.store import Store, refused_rows
from lib.store.sync_runs import recent_runs
from lib.ui import background_sync
from lib.ui.card_head import card_head
from lib.ui.explained import explain
from lib.ui.literal import literal
from lib.ui.moment import ago, ahead
from lib.ui.page import WIDTH
from lib.ui.scheduled_sync import last_scheduled
from lib.ui.source_card import data_to, source_card, title_of
from lib.ui.source_history import source_history
from lib.ui.source_refused import source_refused
from lib.ui.source_setup import source_setup
from lib.ui.source_state import SourceState, State, states
from lib.ui.sync_progress import said_at_end, sync_progress
from lib.ui.view import View

_WHOLE, _ASKED = "sources.whole", "sources.asked"
_ROW, _SHOWN = 34, 12
_WORDS: dict[State, tuple[str, str]] = {
    "failing": ("fails", "fail"),
    "broken": ("is set up wrongly", "are set up wrongly"),
    "stopped": ("was stopped midway", "were stopped midway"),
    "overdue": ("is overdue", "are overdue"),
    "silent": ("is silent", "are silent"),
    "empty": ("has no data", "have no data"),
    "never": ("was never read", "were never read"),
}
"""Of one source, and of several; the gravest first."""


def sources(view: View) -> None:
    """The whole page below its head."""
    store, now = view.store, view.store.now()
    try:
        found = configured()
    except SettingError as error:
        if view.analyst:
            explain(error, title="The sources cannot be read")
        else:
            st.warning("**The sources cannot be read.** Analysts see why.", icon=":material/error:")
        found = Configured()
    _begin(view, found)
    at_it = background_sync.running(store)
    said_at_end(store, at_it)
    runs, (reached, silent) = recent_runs(store), _reached(store.shown_url, view.version, view.today, store)
    schedule = Schedule.of(Deployment.load())
    standing = states(found, runs, reached, silent, at_it, now, schedule.pause)
    if not view.analyst:
        standing = [one.for_readers() for one in standing]
    if standing:
        st.markdown(f"{_verdict(standing)} {_when(store, schedule, now)}", width=WIDTH)
        _trouble(store, view, now)
        if at_it is not None:
            sync_progress(view, at_it)
        elif view.analyst and found.origins:
            _bar(found)
        refused = _refused(store) if view.analyst else None
        for one in standing:
            source_card(one, view.settings, now, _ask if view.analyst and at_it is None else None, refused)
        source_history(runs, view.settings, words=view.analyst)
        if not view.analyst:
            st.caption(":material/lock: Only analysts begin a sync.")
    else:
        source_setup(view.analyst)
    _by_hand(view, found, reached)
    if standing and view.analyst:
        source_setup(view.analyst, folded=True)


def _verdict(standing: list[SourceState]) -> str:
    well = [one for one in standing if one.state in ("fresh", "syncing")]
    if len(well) == len(standing):
        return f"**{'Your source is' if len(standing) == 1 else f'All {len(standing)} sources are'} up to date.**"
    said = []
    for state, (one_is, several_are) in _WORDS.items():
        named = [literal(one.name) for one in standing if one.state == state]
        if named:
            said.append(f"{wording.listed(named)} {one_is if len(named) == 1 else several_are}")
    if not well:
        return f"**{'Your source is not' if len(standing) == 1 else 'No source is'} up to date.** {'; '.join(said)}."
    return f"**{len(well)} of {wording.plural(len(standing), 'source')} {'is' if len(well) == 1 else 'are'} up to date.** {'; '.join(said)}."


def _when(store: Store, schedule: Schedule, now: datetime) -> str:
    """When they are read next."""
    if not schedule:
        return "The app reads them when asked; a schedule can be set where it is installed."
    due = schedule.due(last_scheduled(store), now, store.settings.zoneinfo)
    return f"They are read {schedule.said}, next {ahead(due, now)}." if due else ""


def _trouble(store: Store, view: View, now: datetime) -> None:
    """A sync that broke off as a whole: the store, not a source, was in the way."""
    failure = background_sync.gave_up(store)
    if failure is not None:
        said = literal(failure.said) if view.analyst else "Analysts see why."
        st.warning(f"**The last sync broke off {ago(failure.when, now)}**\n\n{said}", icon=":material/error:")


def _bar(found: Configured) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Sync all" if len(found.origins) > 1 else "Sync now", type="primary", icon=":material/sync:", key="sources.sync", on_click=_ask, args=(None,))
        st.checkbox("Read everything, to see what was deleted", key=_WHOLE, help="Otherwise only what is new or changed is read, where a source can tell.")


def _refused(store: Store) -> Callable[[str], None]:
    """Draws the refused rows of the named source."""
    kept = refused_rows.kept(store)
    return lambda name: source_refused(store, name, [run for run in kept if run.source == name])


def _ask(name: str | None) -> None:
    st.session_state[_ASKED] = (name, bool(st.session_state.get(_WHOLE)))


def _begin(view: View, found: Configured) -> None:
    """Begins what was asked for; in the run after the click, so that the role is that of the moment."""
    asked: tuple[str | None, bool] | None = st.session_state.pop(_ASKED, None)
    if asked is None or view.who is None:
        return
    name, whole = asked
    origins = {one: origin for one, origin in found.origins.items() if name in (None, one)}
    try:
        background_sync.begin(view.store, origins, view.who, whole=whole)
    except StoreBusy as error:
        explain(error)


@st.cache_data(max_entries=4, show_spinner=False)
def _reached(address: str, version: int, today: date, _store: Store) -> tuple[dict[tuple[str, str], datetime], dict[str, int]]:
    """The newest record of each source and kind, and for how many days a source has been unusually silent.

    Kept apart from what pages keep: while a sync runs the data change all the time, and here that is no reason to begin anew.
    """
    reached: dict[tuple[str, str], datetime] = {}
    silent: dict[str, int] = {}
    with _store.reading():
        for kind in KINDS:
            found = reach(_store, kind)
            reached |= {(source, kind): last.to_pydatetime() for source, last in zip(found["source"], found["last"], strict=True)}
            if kind in REGULAR:
                silent |= {one.source: one.days for one in late(found, today)}
    return reached, silent


def _by_hand(view: View, found: Configured, reached: Mapping[tuple[str, str], datetime]) -> None:
    """Sources that nobody configured: their rows came as files."""
    snapshots = view.store.snapshots()
    active = snapshots[snapshots["active"].astype(bool) & ~snapshots["source"].isin(found.names)]
    if active.empty:
        return
    newest = active.drop_duplicates(["source", "kind"]).sort_values(["source", "kind"])  # newest first, so the first of each is its last
    shown = pd.DataFrame(
        {
            "Source": newest["source"],
            "Records": newest["kind"].map(title_of),
            "Data to": [data_to(kind, reached.get((source, kind)), view.settings) for source, kind in zip(newest["source"], newest["kind"], strict=True)],
            "Brought in": [ago(moment.to_pydatetime(), view.store.now()) for moment in newest["imported_at"]],
            "File": newest["file_name"],
            "By": newest["imported_by"],
        }
    )
    with st.container(border=True):
        card_head("Brought in by hand", "Files and exports, a row a source and kind of record: as fresh as the last file")
        st.dataframe(
            shown,
            hide_index=True,
            row_height=_ROW,
            height=_ROW * (min(_SHOWN, len(shown)) + 1) + 2,
            placeholder="—",
            column_config=_widths({"Source": 120, "Records": 120, "Data to": 140, "Brought in": 110}),
            key="sources.by_hand",
            alt=f"{wording.plural(len(shown), 'kind')} of records that came as files",
        )
        with st.container(horizontal=True):
            st.page_link("pages/data/snapshots.py", label="Snapshots", icon=":material/history:", width="content")
            if view.analyst:
                st.page_link("pages/data/upload.py", label="Bring in a newer file", icon=":material/upload_file:", width="content")


def _widths(widths: Mapping[str, int]) -> dict[str, Any]:
    return {name: st.column_config.TextColumn(width=width) for name, width in widths.items()}
