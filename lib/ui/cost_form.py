"""The form in which an analyst enters what the programme costs, for a month or a whole quarter, without a file."""

from datetime import date
from typing import Any

import streamlit as st

from lib import wording
from lib.errors import CommunityError
from lib.intake.entered_costs import LONGEST_ITEM, EnteredCost, enter_cost
from lib.report.quarter import Quarter
from lib.scope import Grain
from lib.store import Store
from lib.ui.card_head import card_head
from lib.ui.explained import explain
from lib.ui.literal import literal

LONGEST = 300
MONTHS_BACK = 24
_TURN = "costs.turn"
_REQUIRED = {
    "item": "Say what it pays for.",
    "amount": "Say how much it costs.",
    "source": "Say where it comes from: an invoice, the budget.",
    "reason": "Say why it belongs to the programme.",
}


def spans(today: date) -> dict[str, tuple[date, bool]]:
    """What a cost may be of, by name: its first day, and whether it is a whole quarter. This month and quarter first, back two years."""
    found: dict[str, tuple[date, bool]] = {}
    month = Grain.MONTH.start(today)
    for _ in range(MONTHS_BACK):
        quarter = Quarter.of(month)
        found.setdefault(f"{quarter.name}, all three months", (quarter.start, True))
        found[wording.period_name(month, Grain.MONTH)] = (month, False)
        month = Grain.MONTH.previous(month)
    return found


def cost_form(store: Store, today: date, who: str, said: str) -> None:
    """The form. ``said``: where the session keeps what is told after the page is drawn anew."""
    turn, currency, offered = st.session_state.setdefault(_TURN, 0), store.settings.currency, spans(today)
    below: dict[str, Any] = {}
    with st.form(f"costs.form.{turn}", enter_to_submit=False):
        card_head("Enter a programme cost", "It comes beside the costs of other sources, and is listed under Snapshots, where it can be taken back")
        with st.grid(3, min_column_width=200) as grid:
            with grid.cell():
                span = st.selectbox("Month or quarter", list(offered), index=1, key=f"costs.span.{turn}")
            with grid.cell():
                item = st.text_input(
                    "Item",
                    max_chars=LONGEST_ITEM,
                    placeholder="Freelance moderation",
                    help="The same item of the same month, entered again, replaces what was entered before.",
                    key=f"costs.item.{turn}",
                )
                below["item"] = st.empty()
            with grid.cell():
                amount: float | None = st.number_input(
                    f"Amount, {currency}", 0.0, 1e12, None, 1.0, format="%.2f", placeholder="450.00", key=f"costs.amount.{turn}"
                )
                below["amount"] = st.empty()
        with st.grid(2, min_column_width=280) as grid:
            with grid.cell():
                source = st.text_input("Source", max_chars=LONGEST, placeholder="Invoice 2026-118", help="Required.", key=f"costs.source.{turn}")
                below["source"] = st.empty()
            with grid.cell():
                reason = st.text_input("Reason", max_chars=LONGEST, placeholder="Weekend cover", help="Required.", key=f"costs.reason.{turn}")
                below["reason"] = st.empty()
        asked = st.form_submit_button("Enter cost", key=f"costs.enter.{turn}")
    if not asked:
        return
    given = {"item": (item or "").strip(), "source": (source or "").strip(), "reason": (reason or "").strip()}
    empty = [name for name, text in given.items() if not text] + (["amount"] if amount is None else [])
    for name in empty:
        below[name].markdown(f":red[:material/error: {_REQUIRED[name]}]")
    if not empty and amount is not None:
        start, whole = offered[span]
        _enter(store, EnteredCost(start, given["item"], amount, currency, whole), who, given["source"], given["reason"], (said, span))


def _enter(store: Store, cost: EnteredCost, who: str, source: str, reason: str, said: tuple[str, str]) -> None:
    try:
        number = enter_cost(store, cost, who, source=source, reason=reason)
    except CommunityError as error:
        explain(error)
        return
    key, span = said
    st.session_state[key] = f"Entered: {literal(cost.item)}, {wording.money(cost.amount, cost.currency, 2)}, of {span}. It is snapshot {number}."
    st.session_state[_TURN] += 1
    st.rerun()
