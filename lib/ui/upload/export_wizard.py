"""The steps of a platform's export on one page, each shown as far as it has come."""

import streamlit as st

from lib.store import Store
from lib.ui.card_head import card_head
from lib.ui.upload import export_check
from lib.ui.upload.dry_run import AT_ONCE
from lib.ui.upload.export_check import CheckedExport
from lib.ui.upload.export_commit_card import export_commit_card, export_done_card
from lib.ui.upload.export_contents_card import contents
from lib.ui.upload.export_draft import ExportDraft
from lib.ui.upload.export_file_card import export_file_card
from lib.ui.upload.export_questions import export_questions
from lib.ui.upload.export_rows_card import rows_card
from lib.ui.upload.file_card import tell
from lib.ui.upload.steps import EXPORT_STEPS, steps


def bring_in_an_export(store: Store, draft: ExportDraft, who: str, badges: st.delta_generator.DeltaGenerator) -> None:
    """Draws the steps; those that are done go to ``badges``."""
    draft = export_file_card(store, draft)
    card = st.container(border=True)
    with card:
        slot = st.empty()
        checked = _checked(store, draft, who, slot)
        contents(store, draft, checked.days if checked else None)
        export_questions(store, draft, checked.fault if checked else draft.question)
    with badges:
        steps(_step(draft, checked), EXPORT_STEPS)
    if checked is None or checked.brought is None:
        return
    with st.container(border=True):
        card_head(":gray[3] Rows", "As they came in" if draft.done else "What would become of them")
        rows_card(draft, checked.brought)
    with st.container(border=True):
        said = "" if draft.done else "Every row was checked. Each line above becomes a snapshot, which you can withdraw later under Snapshots."
        card_head(":gray[4] Commit", said)
        if draft.done:
            export_done_card(draft, draft.done)
        else:
            export_commit_card(store, draft, checked, who)


def _step(draft: ExportDraft, checked: CheckedExport | None) -> int:
    """The step to do now; 5 when all is done."""
    if draft.done:
        return 5
    if checked is None or checked.brought is None:
        return 2
    return 3 if any(one.outcome.rejected for one in checked.brought) else 4


def _checked(store: Store, draft: ExportDraft, who: str, slot: st.delta_generator.DeltaGenerator) -> CheckedExport | None:
    """The dry run, its progress shown in ``slot``; a very long export waits until a person asks for it."""
    if draft.done:
        return CheckedExport(draft.done, draft.days)
    found = export_check.known(store, draft)
    if found is not None:
        return found
    rows = sum(one.table.rows for one in draft.export.deliveries) if draft.export else 0
    if rows > AT_ONCE and not slot.button(f"Check {rows:,} rows", type="primary", key=draft.key("check")):
        return None
    found = export_check.check(store, draft, who, lambda step, share: tell(slot, step, share))
    slot.empty()
    return found
