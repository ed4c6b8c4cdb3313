"""The four steps on one page, each shown as far as the file has come."""

import streamlit as st

from lib.intake.importing import Outcome
from lib.store import Store
from lib.ui.card_head import card_head
from lib.ui.explained import explain
from lib.ui.upload import export_draft as export_drafts
from lib.ui.upload.columns_card import columns_card, preview_rows
from lib.ui.upload.commit_card import commit_card, done_card
from lib.ui.upload.draft import Draft
from lib.ui.upload.dry_run import AT_ONCE, Checked, check, known
from lib.ui.upload.export_wizard import bring_in_an_export
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
    export = export_drafts.current()
    if export is not None:
        bring_in_an_export(store, export, who, badges)
        return
    draft = file_card(store)
    if draft is None:
        with badges:
            steps(1)
        return
    columns = st.container(border=True)
    with columns:
        draft = columns_card(draft)
    checked = None if draft.missing else _problems(store, draft, who)
    with badges:
        steps(_step(draft, checked))
    if draft.missing:
        return
    with columns:
        open_questions(store, draft, checked.question if checked else None)
        preview_rows(store, draft, checked.outcome.notes if checked and checked.outcome else ())
    if checked and checked.outcome:
        _commit(store, draft, checked.outcome, who)


def _step(draft: Draft, checked: Checked | None) -> int:
    """The step to do now; 5 when all is done."""
    if draft.done:
        return 5
    if draft.missing or (checked and not checked.outcome):
        return 2
    return 4 if checked and checked.outcome and checked.outcome.rejects.empty else 3


def _problems(store: Store, draft: Draft, who: str) -> Checked | None:
    """Step 3; None while a very long file waits to be checked."""
    with st.container(border=True):
        card_head(":gray[3] Problems")
        slot = st.empty()  # always there, so that nothing below it moves when it has something to show
        checked = Checked(outcome=draft.done) if draft.done else _checked(store, draft, who, slot)
        if checked and checked.outcome:
            problems_card(draft, checked.outcome)
        elif checked and checked.question:
            st.caption("Rows are checked once the question above is answered.")
        elif checked and checked.fault:
            explain(checked.fault)
        return checked


def _commit(store: Store, draft: Draft, outcome: Outcome, who: str) -> None:
    """Step 4, and what it changed."""
    with st.container(border=True):
        said = "" if draft.done else "All rows in one step: either every one is in, or none. You can withdraw it later under Snapshots."
        card_head(":gray[4] Commit", said)
        if draft.done:
            done_card(store, draft, draft.done)
        else:
            commit_card(store, draft, outcome, who)


def _checked(store: Store, draft: Draft, who: str, slot: st.delta_generator.DeltaGenerator) -> Checked | None:
    """The dry run, its progress shown in ``slot``; a very long file waits until a person asks for it."""
    found = known(store, draft)
    if found is not None:
        return found
    if draft.raw.rows > AT_ONCE and not slot.button(f"Check {draft.raw.rows:,} rows", type="primary", key=draft.key("check")):
        st.caption("Correct the columns first: checking so many rows takes a while.")
        return None
    found = check(store, draft, who, lambda step, share: _tell(slot, step, share))
    slot.empty()
    return found


def _tell(slot: st.delta_generator.DeltaGenerator, step: str, share: float) -> None:
    slot.progress(min(1.0, share), "Comparing with what is known" if step == "Writing" else step)
