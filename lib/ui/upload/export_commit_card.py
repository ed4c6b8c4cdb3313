"""Step 4 of an export: all its tables go in; and what that changed."""

from dataclasses import replace

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException, StopException

from lib import wording
from lib.intake.deliveries import Brought, Rejects, commit_export
from lib.store import Store
from lib.ui.literal import literal
from lib.ui.upload import draft as drafts
from lib.ui.upload import export_draft as export_drafts
from lib.ui.upload.export_check import CheckedExport
from lib.ui.upload.export_draft import ExportDraft

SNAPSHOTS = "pages/data/snapshots.py"
_SEEN_ON = {
    "member": ("pages/community/active_users.py", "Active users", ":material/group:"),
    "activity": ("pages/community/active_users.py", "Active users", ":material/group:"),
    "reported_series": ("pages/community/active_users.py", "Active users", ":material/group:"),
    "survey_response": ("pages/community/members_voice.py", "Members' voice", ":material/campaign:"),
    "ticket": ("pages/executive/growth_vs_support.py", "Growth vs support", ":material/monitoring:"),
}
_COMMITTING = "upload.draft.committing"


def export_commit_card(store: Store, draft: ExportDraft, checked: CheckedExport, who: str) -> None:
    """The body of the card: one button for all tables, or why there is none."""
    brought = checked.brought or ()
    read, new, changed, same, rejected = (_sum(brought, name) for name in ("read", "new", "changed", "same", "rejected"))
    if read == 0:
        st.markdown(":orange[:material/error:] There is nothing in it that can be brought in.")
        _other_file()
    elif rejected == read:
        st.markdown(":orange[:material/error:] Every row is refused. See whether the export is whole, and bring it in again.")
        _other_file()
    elif new + changed == 0:
        left = f" {rejected:,} refused rows stay out." if rejected else ""
        st.markdown(f":material/check: **Nothing would change.** The store knows all {same:,} good rows of **{literal(draft.package.name)}** exactly so.{left}")
        _other_file()
    else:
        _ask(store, replace(draft, days=checked.days), read - rejected, rejected, who)


def export_done_card(draft: ExportDraft, brought: tuple[Brought, ...]) -> None:
    """What the commit changed, where to see it, and how to take it back."""
    parts = [f"{literal(one.label.lower())} {one.outcome.new + one.outcome.changed:,}" for one in brought if one.outcome.new + one.outcome.changed]
    whole = sum(_sum(brought, name) for name in ("new", "changed"))
    rest = [f"{count:,} {what}" for count, what in ((_sum(brought, "same"), "known already"), (_sum(brought, "rejected"), "left out")) if count]
    said = f"**{wording.plural(whole, 'record is', 'records are')} in:** {wording.listed(parts, len(parts))}." if whole else "**Nothing changed.**"
    st.markdown(f":green[:material/check_circle:] {said}" + (f" {', '.join(rest)}." if rest else ""))
    snapshots = [(one.outcome.snapshot, literal(one.label.lower())) for one in brought if one.outcome.snapshot is not None]
    numbers = wording.listed([f"{number} ({title})" for number, title in snapshots], len(snapshots))
    st.caption(f"{'Snapshot' if len(snapshots) == 1 else 'Snapshots'} {numbers} of source {literal(draft.source)}. Each can be taken back.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Next file", type="primary", icon=":material/upload_file:", on_click=drafts.forget, key=draft.key("next"))
        for page, label, icon in dict.fromkeys(_SEEN_ON[one.kind.name] for one in brought if one.kind.name in _SEEN_ON):
            st.page_link(page, label=label, icon=icon)
        last = {"snapshot": str(snapshots[-1][0])} if snapshots else None
        st.page_link(SNAPSHOTS, label="See or undo it", icon=":material/history:", query_params=last)


def _ask(store: Store, draft: ExportDraft, takes: int, rejected: int, who: str) -> None:
    agreed = True
    if rejected:
        rows = "the problem row" if rejected == 1 else f"the {rejected:,} problem rows"
        agreed = st.checkbox(f"Leave out {rows} and take the other {takes:,}", key=draft.key("skip"))
    running = st.session_state.get(_COMMITTING) == draft.number
    with st.container(horizontal=True):
        words = f"Commit {wording.plural(takes, 'row')}"
        st.button(words, type="primary", disabled=running or not agreed, on_click=_start, args=(draft.number,), key=draft.key("commit"))
        st.button("Cancel", type="tertiary", on_click=drafts.forget, key=draft.key("cancel"), disabled=running)
    if running:
        _commit(store, draft, "skip" if rejected and agreed else "fail", who)


def _start(number: int) -> None:
    st.session_state[_COMMITTING] = number


def _commit(store: Store, draft: ExportDraft, rejects: Rejects, who: str) -> None:
    del st.session_state[_COMMITTING]
    export = draft.told
    if export is None:
        return
    bar = st.progress(0.0, "Writing")
    stopped: list[RerunException | StopException] = []

    def tell(step: str, share: float) -> None:
        """A click elsewhere stops a run where it draws. Once begun, all tables go in; then the click has its turn."""
        if not stopped and share < 1.0:
            try:
                bar.progress(share, step)
            except (RerunException, StopException) as stop:
                stopped.append(stop)

    brought = commit_export(store, export, draft.package, source=draft.source, rejects=rejects, who=who, progress=tell)
    export_drafts.keep(replace(draft, done=brought))
    if stopped:
        raise stopped[0]
    st.rerun()


def _sum(brought: tuple[Brought, ...], name: str) -> int:
    return sum(getattr(one.outcome, name) for one in brought)


def _other_file() -> None:
    st.button("Next file", icon=":material/upload_file:", on_click=drafts.forget)
