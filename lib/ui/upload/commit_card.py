"""Step 4: the rows go in, all or none; and what that changed."""

from dataclasses import replace
from typing import Literal

import streamlit as st

from lib import wording
from lib.intake.importing import Outcome, import_table
from lib.store import Store
from lib.ui.literal import literal
from lib.ui.upload import draft as drafts
from lib.ui.upload.draft import Draft
from lib.ui.upload.file_card import again

ACTIVE_USERS, SNAPSHOTS = "pages/community/active_users.py", "pages/data/snapshots.py"


def commit_card(store: Store, draft: Draft, outcome: Outcome, who: str) -> None:
    """The body of the card: one button that says how many rows go in, or why none does."""
    takes = outcome.read - outcome.rejected
    if outcome.read == 0:
        st.markdown(":orange[:material/error:] The file names its columns and has no rows.")
        _other_file()
    elif takes == 0:
        st.markdown(":orange[:material/error:] Every row is refused. Correct the columns above, or the file, and bring it in again.")
        _other_file()
    elif outcome.new + outcome.changed == 0:
        left = f" {outcome.rejected:,} refused rows stay out." if outcome.rejected else ""
        st.markdown(f":material/check: **Nothing would change.** The store knows {_all(outcome.same)} of **{literal(draft.raw.name)}** exactly so.{left}")
        _other_file()
    else:
        _ask(store, draft, outcome, takes, who)


def done_card(store: Store, draft: Draft, outcome: Outcome) -> None:
    """What the commit changed, where to see it, and how to take it back."""
    st.markdown(f":green[:material/check_circle:] {_changed(outcome)}")
    st.caption(_covered(store, draft))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Next file", type="primary", icon=":material/upload_file:", on_click=drafts.forget, key=draft.key("next"))
        st.button("Same file, other columns", on_click=again, args=(draft,), key=draft.key("again"))
        if draft.kind.name in ("activity", "member"):
            st.page_link(ACTIVE_USERS, label="Active users", icon=":material/group:")
        st.page_link(SNAPSHOTS, label="See or undo it", icon=":material/history:", query_params={"snapshot": str(outcome.snapshot)})


def _changed(outcome: Outcome) -> str:
    """What came of the rows, in words: those that changed something first."""
    changes = [f"{count:,} {what}" for count, what in ((outcome.new, "new"), (outcome.changed, "changed")) if count]
    one = outcome.new + outcome.changed == 1
    said = f"**{' and '.join(changes)} {'record is' if one else 'records are'} in.**" if changes else "**Nothing changed.**"
    rest = [f"{count:,} {what}" for count, what in ((outcome.same, "known already"), (outcome.rejected, "left out")) if count]
    return f"{said} {', '.join(rest)}." if rest else said


def _ask(store: Store, draft: Draft, outcome: Outcome, takes: int, who: str) -> None:
    agreed = True
    if outcome.rejected:
        rows = "the problem row" if outcome.rejected == 1 else f"the {outcome.rejected:,} problem rows"
        agreed = st.checkbox(f"Leave out {rows} and take the other {takes:,}", key=draft.key("skip"))
    running = st.session_state.get("upload.draft.committing") == draft.number
    with st.container(horizontal=True):
        words = f"Commit {takes:,} row{'' if takes == 1 else 's'}"
        st.button(words, type="primary", disabled=running or not agreed, on_click=_start, args=(draft.number,), key=draft.key("commit"))
        st.button("Cancel", type="tertiary", on_click=drafts.forget, key=draft.key("cancel"), disabled=running)
    if running:
        _commit(store, draft, "skip" if outcome.rejected and agreed else "fail", who)


def _start(number: int) -> None:
    st.session_state["upload.draft.committing"] = number


def _commit(store: Store, draft: Draft, rejects: Literal["fail", "skip"], who: str) -> None:
    del st.session_state["upload.draft.committing"]
    bar = st.progress(0.0, "Writing")

    def tell(step: str, share: float) -> None:
        if share < 1.0:  # the rows are in by then, and a rerun at this point would lose what they changed
            bar.progress(share, step)

    outcome = import_table(
        store,
        draft.kind,
        draft.raw,
        draft.mapping,
        source=draft.source,
        rejects=rejects,
        who=who,
        progress=tell,
    )
    drafts.keep(replace(draft, done=outcome))
    st.rerun()


def _covered(store: Store, draft: Draft) -> str:
    period = store.data_period(draft.kind.name)
    snapshot = f"Snapshot {draft.done.snapshot}" if draft.done else ""
    return f"{snapshot} of {wording.plural(draft.raw.rows, 'row')}." + (f" {draft.kind.title} now covers {wording.span(period)}." if period else "")


def _other_file() -> None:
    st.button("Next file", icon=":material/upload_file:", on_click=drafts.forget)


def _all(count: int) -> str:
    return "its only good row" if count == 1 else f"all {count:,} good rows"
