"""Step 2 of an export: what was found in it, what is left out and why, and what only a person can tell."""

import re
from datetime import date

import streamlit as st

from lib import wording
from lib.scope import Period
from lib.sources.exports import Export
from lib.store import Store
from lib.ui.card_head import card_head
from lib.ui.literal import literal
from lib.ui.upload.export_draft import ExportDraft

_REASONS = 12


def contents(store: Store, draft: ExportDraft, days: tuple[date, date] | None) -> None:
    """The head of the card, and what the platform's reader counted."""
    card_head(f":gray[2] {literal(draft.platform.title)} export", "What is in it, by its content")
    if draft.export is None:
        return
    with st.container(gap="xsmall"):
        st.markdown(_found(draft.export))
        if days is not None:
            st.caption(f"{wording.span(Period.of(*days))} ({literal(store.settings.zone)})")
    _left_out(draft.export)
    if draft.export.notes:
        st.caption(" · ".join(literal(note[:1].upper() + note[1:]) for note in draft.export.notes))


def _found(export: Export) -> str:
    counted = [re.sub(r"^[\d,]+", r"**\g<0>**", literal(wording.counted(amount, what))) for what, amount in export.found.items()]
    return " · ".join(counted) or "Nothing was found in it."


def _left_out(export: Export) -> None:
    reasons = sorted(((amount, why) for why, amount in export.left_out.items() if amount), reverse=True)
    if not reasons:
        return
    lines = [f"- {amount:,} × {literal(why)}" for amount, why in reasons[:_REASONS]]
    if len(reasons) > _REASONS:
        lines.append(f"- {sum(amount for amount, _ in reasons[_REASONS:]):,} for other reasons")
    with st.container(gap="xsmall"):
        st.markdown("**Left out**")
        st.markdown("\n".join(lines))
