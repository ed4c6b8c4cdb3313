"""The sync that runs now, as everybody sees it: a card that looks again by itself, and the page anew when there is something new."""

from datetime import datetime

import streamlit as st

from lib import wording
from lib.store import Store
from lib.store.sync_runs import recent_runs
from lib.ui.background_sync import Running, running
from lib.ui.literal import literal
from lib.ui.moment import moment
from lib.ui.source_card import title_of
from lib.ui.view import View

PAUSE = 1.0
"""Seconds from one look to the next."""
_SEEN = "sync.seen"


def sync_progress(view: View, found: Running) -> None:
    """The card of a running sync. What it does just now is for analysts: it names hosts and files."""
    store = view.store
    st.session_state[_SEEN] = _mark(found)

    @st.fragment(run_every=PAUSE)
    def card() -> None:
        now = running(store)
        if now is None or _mark(now) != st.session_state.get(_SEEN):
            st.rerun()
        _draw(now, view)

    with st.container(border=True, key="sync-progress"):
        card()


def said_at_end(store: Store, now: Running | None) -> None:
    """Tells once what the sync that this visit saw has come to."""
    seen = st.session_state.get(_SEEN)
    if now is not None or seen is None:
        return
    st.session_state.pop(_SEEN)
    since: datetime = seen[0]
    mine = [run for run in recent_runs(store) if run.finished_at and run.finished_at >= since]
    if not mine:
        return
    failed = len({run.source for run in mine if run.outcome == "failed"})
    new, changed = (sum(getattr(run.tally, name) for run in mine) for name in ("new", "changed"))
    trouble = f" {wording.plural(failed, 'source')} failed." if failed else ""
    icon = ":material/error:" if failed else ":material/check_circle:"
    st.toast(f"The sync is done: {wording.plural(new, 'record')} new, {changed:,} changed.{trouble}", icon=icon)


def _mark(found: Running) -> tuple[datetime, str, str]:
    """Changes when another source or kind begins: then the rest of the page has news."""
    return found.since, found.step.source if found.step else "", found.step.kind if found.step else ""


def _draw(found: Running, view: View) -> None:
    step = found.step
    if step is None:
        what = "Syncing" if not found.sources else f"Syncing {literal(wording.listed(list(found.sources)))}"
        st.markdown(f":material/sync: **{what}**")
        if found.sources:
            st.progress(0.0, "Beginning")
    else:
        st.markdown(f":material/sync: **Syncing {literal(step.source)}, {title_of(step.kind).lower()}**")
        words = f"{literal(step.words)} · " if view.analyst else ""
        st.progress(step.whole, f"{words}{step.place + 1} of {step.of}")
    where = "" if found.sources else " in another process"
    st.caption(f"Begun {moment(found.since, view.settings)} by {literal(found.who)}{where}. You can leave this page: it goes on.")
