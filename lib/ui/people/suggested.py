"""Suggestions: accounts that may be one person, one below the other, to confirm or to tell apart."""

from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from lib.store.person_suggestions import Suggestion
from lib.ui.card_head import card_head
from lib.ui.people import evidence
from lib.ui.people.deciding import Group, ask
from lib.ui.view import View
from lib.wording import plural

AT_ONCE = 10
"""Suggestions that are shown, and so many more each time."""

WINDOW = timedelta(days=30)
ROLES = {
    "strong": "Strong: the same e-mail address",
    "likely": "Likely: the same customer, or a shared address",
    "weak": "Weak: the same name, nothing else",
}
_SHOWN, _ALL = "people.shown", "people.all"


def window_start(view: View) -> date | None:
    """The first of the 30 days that the latest monthly active members are counted over; None where there is no activity."""
    days = view.kinds.get("activity")
    return min(days.last, view.today) - WINDOW + timedelta(days=1) if days else None


def fewer(found: Sequence[Suggestion], since: date | None) -> tuple[int, int]:
    """How many people fewer there are once all are confirmed: in all, and among those active ``since`` that day."""
    joined = _merged(found)
    everybody = sum(len(people) - 1 for people in joined)
    if since is None:
        return everybody, 0
    active = {account.person_no for one in found for account in one.accounts if account.last_day and account.last_day >= since}
    return everybody, sum(max(len(people & active) - 1, 0) for people in joined)


def effect(found: Sequence[Suggestion], since: date | None) -> str:
    """The same in words."""
    everybody, active = fewer(found, since)
    return f"{plural(everybody, 'person', 'people')} fewer, {active:,} of them among the active users of the last 30 days"


def card(view: View, found: tuple[Suggestion, ...]) -> None:
    """The suggestions of one strength, the strongest that there are unless another is chosen."""
    with st.container(border=True, key="people-suggested"):
        card_head("Suggestions", "Accounts of different sources that share something. Nothing is joined before you say so.")
        of_strength = {strength: [one for one in found if one.strength == strength] for strength in ROLES}
        there = [strength for strength, some in of_strength.items() if some]
        if not there:
            _nothing()
            return
        with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
            chosen = st.selectbox(
                "What they share", there, format_func=lambda name: f"{ROLES[name]} ({len(of_strength[name]):,})", key="people.strength", width=360
            )
            some = of_strength[chosen]
            if chosen == "strong" and len(some) > 1:
                st.button(f"Confirm all {len(some):,}", icon=":material/done_all:", type="primary", key="people.all.ask", on_click=_ask_all)
        shown = some[: st.session_state.get(_SHOWN, AT_ONCE)]
        for one in shown:
            _one(one)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.caption(f"{len(shown):,} of {plural(len(some), 'suggestion')}, the busiest first. All together: {effect(some, window_start(view))}.")
            if len(shown) < len(some):
                st.button(f"Show {min(AT_ONCE, len(some) - len(shown))} more", icon=":material/expand_more:", key="people.more", on_click=_more)
    if st.session_state.get(_ALL) and of_strength["strong"]:
        _confirm_all(of_strength["strong"], window_start(view))


def _group(one: Suggestion) -> Group:
    return tuple(account.key for account in one.accounts)


def _one(one: Suggestion) -> None:
    key = f"{one.accounts[0].key}.{one.accounts[-1].key}.{len(one.accounts)}"
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            evidence.badges(one.reasons)
        evidence.side_by_side(one.accounts)
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button("One person", icon=":material/link:", key=f"people.link.{key}", on_click=ask, args=("link", [_group(one)], [_reason(one)]))
            st.button("Different people", icon=":material/call_split:", type="tertiary", key=f"people.apart.{key}", on_click=ask, args=("apart", [_group(one)]))


def _reason(one: Suggestion) -> str:
    return "email" if one.reasons[0] == "shared email" else one.reasons[0]


def _merged(found: Sequence[Suggestion]) -> list[set[int]]:
    """The people of today that become one each."""
    parts: list[set[int]] = []
    place: dict[int, int] = {}
    for one in found:
        whole = {account.person_no for account in one.accounts}
        for at in {place[person] for person in whole if person in place}:
            whole |= parts[at]
            parts[at] = set()
        place |= dict.fromkeys(whole, len(parts))
        parts.append(whole)
    return [part for part in parts if part]


def _confirm_all(strong: list[Suggestion], since: date | None) -> None:
    @st.dialog(f"Confirm all {len(strong):,}?", on_dismiss=_let_be)
    def confirm() -> None:
        st.markdown(f"**{plural(len(strong), 'group')} of accounts** with the same e-mail address become one person each: {effect(strong, since)}.")
        st.markdown("Each can be undone below, under Decided.")
        with st.container(horizontal=True):
            agreed = st.button("Confirm them", type="primary", key="people.all.agree")
            refused = st.button("Not yet", type="tertiary", key="people.all.refuse")
        if agreed:
            ask("link", [_group(one) for one in strong], [_reason(one) for one in strong])
        if agreed or refused:
            _let_be()
            st.rerun()

    confirm()


def _nothing() -> None:
    st.markdown(":green[:material/check_circle:] **Nothing to decide.** No accounts of different sources share an e-mail address, a customer or a name.")
    st.caption("E-mail addresses are kept as hashes only. Bring in members with their addresses, and equal ones are found.")


def _ask_all() -> None:
    st.session_state[_ALL] = True


def _let_be() -> None:
    st.session_state.pop(_ALL, None)


def _more() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, AT_ONCE) + AT_ONCE
