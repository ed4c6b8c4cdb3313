"""The four steps on one page, each shown as far as the file has come."""

import streamlit as st

from lib.store import Store
from lib.ui.card_head import card_head
from lib.ui.explained import explain
from lib.ui.upload.columns_card import columns_card, preview_rows
from lib.ui.upload.commit_card import commit_card, done_card
from lib.ui.upload.draft import Draft
from lib.ui.upload.dry_run import AT_ONCE, Checked, check, known
from lib.ui.upload.file_card import file_card
from lib.ui.upload.open_questions import open_questions
from lib.ui.upload.problems_card import problems_card
from lib.ui.upload.steps import steps


def bring_in_a_file(store: Store, who: str | None) -> None:
    """Draws the steps. ``who`` commits; None for a person who may not change data."""
    if who is None:
        with st.container(border=True):
            st.markdown(":material/lock: **Only analysts bring data in.** Ask one of them, or log in as one.")
        return
    badges = st.container()
    draft = file_card(store)
    at = 1 if draft is None else _read(store, draft, who)
    with badges:
        steps(at)


def _read(store: Store, draft: Draft, who: str) -> int:
    """Steps 2 to 4; gives the one to do now."""
    columns = st.container(border=True)
    with columns:
        draft = columns_card(draft)
    if draft.missing:
        return 2
    with st.container(border=True):
        card_head(":gray[3] Problems")
        checked = Checked(outcome=draft.done) if draft.done else _checked(store, draft, who)
        if checked and checked.outcome:
            problems_card(draft, checked.outcome)
        elif checked and checked.question:
            st.caption("Rows are checked once the question above is answered.")
        elif checked and checked.fault:
            explain(checked.fault)
    with columns:
        open_questions(store, draft, checked.question if checked else None)
        preview_rows(store, draft, checked.outcome.notes if checked and checked.outcome else ())
    if checked is None:
        return 3
    if checked.outcome is None:
        return 2
    with st.container(border=True):
        card_head(":gray[4] Commit", "" if draft.done else "All rows in one step: either every one is in, or none. You can withdraw it later under Snapshots.")
        if draft.done:
            done_card(store, draft, draft.done)
        else:
            commit_card(store, draft, checked.outcome, who)
    return 5 if draft.done else 4 if checked.outcome.rejects.empty else 3


def _checked(store: Store, draft: Draft, who: str) -> Checked | None:
    """The dry run, shown while it goes on; a very long file waits until a person asks for it."""
    found = known(store, draft)
    if found is None and draft.raw.rows > AT_ONCE:
        asked = st.button(f"Check {draft.raw.rows:,} rows", type="primary", key=draft.key("check"))
        if not asked:
            st.caption("Correct the columns first: checking so many rows takes a while.")
            return None
    if found is None:
        bar = st.progress(0.0, "Checking rows")
        found = check(store, draft, who, lambda step, share: _tell(bar, step, share))
        bar.empty()
    return found


def _tell(bar: st.delta_generator.DeltaGenerator, step: str, share: float) -> None:
    bar.progress(min(1.0, share), "Comparing with what is known" if step == "Writing" else step)
