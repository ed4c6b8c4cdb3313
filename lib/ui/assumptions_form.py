"""The form in which an analyst changes assumptions: what was changed goes in together, signed, with its source and its reason."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from lib import wording
from lib.errors import SettingError
from lib.report.worth import SHARES
from lib.settings import Settings
from lib.store import Store
from lib.ui.card_head import card_head
from lib.ui.literal import literal
from lib.ui.settings_form import fault, label

AMOUNTS = ("cost_per_ticket", "converted_member_value")
LONGEST = 300
_TURN = "assumptions.turn"
_NO_SOURCE = "Say where it comes from: a survey, finance, a document."
_NO_REASON = "Say why it is so, or how it was reckoned."


@dataclass(frozen=True)
class Asked:
    """What stands in the form: settings as the texts that are stored, and what is said of them."""

    values: dict[str, str]
    source: str
    reason: str

    def changed(self, stored: Settings) -> dict[str, str]:
        """What differs from what is stored."""
        return {key: text for key, text in self.values.items() if text != stored.shown[key]}

    def faults(self, stored: Settings) -> dict[str, str]:
        """By field, why it cannot be so; empty where all can."""
        changed = self.changed(stored)
        if not changed:
            return {"all": "Nothing is changed yet."}
        found = {key: words for key, text in changed.items() if (words := fault(stored, key, text))}
        if not found:
            try:
                Settings.of({**stored.shown, **changed}).in_order()
            except SettingError as error:
                found["deflection_share_base"] = error.what
        return found | ({} if self.source.strip() else {"source": _NO_SOURCE}) | ({} if self.reason.strip() else {"reason": _NO_REASON})


def assumptions_form(store: Store, who: str, said: str) -> None:
    """The form. ``said``: where the session keeps what is told after the page is drawn anew."""
    turn, stored = st.session_state.setdefault(_TURN, 0), store.settings  # a new turn empties source and reason
    with st.form(f"assumptions.form.{turn}", enter_to_submit=False):
        card_head("Change them", "What you change together has one source and one reason; save others on their own")
        below: dict[str, Any] = {}
        values: dict[str, str] = {}
        with st.grid(3, min_column_width=200) as grid:
            for key in SHARES:
                with grid.cell():
                    values[key] = _share(stored, key, turn)
                    below[key] = st.empty()
        with st.grid(2, min_column_width=280) as grid:
            for key in AMOUNTS:
                with grid.cell():
                    values[key] = _amount(stored, key, turn)
                    below[key] = st.empty()
            with grid.cell():
                source = st.text_input(
                    "Source", max_chars=LONGEST, placeholder="Finance, June 2026", help="Where it comes from. Required.", key=f"assumptions.source.{turn}"
                )
                below["source"] = st.empty()
            with grid.cell():
                reason = st.text_input(
                    "Reason",
                    max_chars=LONGEST,
                    placeholder="Salaries of support over its tickets",
                    help="Why it is so. Required.",
                    key=f"assumptions.reason.{turn}",
                )
                below["reason"] = st.empty()
        asked = st.form_submit_button("Save assumptions", type="primary", key=f"assumptions.save.{turn}")
        below["all"] = st.empty()
    if asked:
        _save(store, Asked(values, source or "", reason or ""), below, who, said)


def _share(stored: Settings, key: str, turn: int) -> str:
    """In percent, as people say it; gives the share as it is stored."""
    now: float = getattr(stored, key)
    name = f"{label(key)}, %"
    given = st.number_input(name, 0.0, 100.0, round(100 * now, 6), 1.0, format="%.10g", help=Settings.describe(key), key=f"assumptions.{key}.{turn}")
    return stored.shown[key] if given == round(100 * now, 6) else str(round(given / 100, 8))


def _amount(stored: Settings, key: str, turn: int) -> str:
    name = f"{label(key)}, {stored.currency}"
    now: float | None = getattr(stored, key)
    place = f"assumptions.{key}.{turn}"
    st.session_state.setdefault(place, now)  # a default would come back when the field is emptied
    given: float | None = st.number_input(name, 0.0, None, None, 1.0, format="%.2f", placeholder="not set", help=Settings.describe(key), key=place)
    return "" if given is None else str(float(given))


def _save(store: Store, asked: Asked, below: dict[str, Any], who: str, said: str) -> None:
    stored = store.settings
    faults, changed = asked.faults(stored), asked.changed(stored)
    if not faults:
        try:
            store.set_settings(changed, who, source=asked.source, reason=asked.reason)
        except SettingError as error:  # somebody else changed one of them meanwhile
            faults = {"all": error.what}
    if faults:
        for key, words in faults.items():
            below[key].markdown(f":red[:material/error: {literal(words)}]")
        return
    names = [f"“{label(key)}”" for key in changed]
    st.session_state[said] = f"Saved: {wording.listed(names, 5)}."
    st.session_state[_TURN] += 1
    st.rerun()
