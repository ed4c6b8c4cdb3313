"""Linking by hand: accounts are searched, chosen one after the other, and made one person."""

from collections.abc import Callable

import streamlit as st

from lib.store.people import Account
from lib.store.profiles import Profile, search
from lib.ui import cache
from lib.ui.card_head import card_head
from lib.ui.literal import literal
from lib.ui.people import evidence
from lib.ui.people.deciding import ask
from lib.ui.view import View

MOST = 6
_CHOSEN = "people.chosen"


def card(view: View) -> None:
    """The search, and the accounts chosen so far."""
    chosen: dict[Account, Profile] = st.session_state.setdefault(_CHOSEN, {})
    with st.container(border=True, key="people-by-hand"):
        card_head("Link by hand", "For accounts that share nothing: search them, choose two or more, and link them.")
        words = st.text_input("Name or id of an account", key="people.search", placeholder="Part of a name or an id", width=360)
        found = [account for account in cache.reading(view, search, words, MOST + len(chosen)) if account.key not in chosen][:MOST] if words.strip() else []
        if words.strip() and not found:
            st.caption(f"No {'other ' if chosen else ''}account has “{literal(words)}” in its name or id.")
        for account in found:
            _row(account, "Choose", ":material/add:", _choose)
        if chosen:
            st.markdown(f"**Chosen: {len(chosen)}**")
        for account in chosen.values():
            _row(account, "Remove", ":material/close:", _drop)
        if chosen:
            enough = len({account.person_no for account in chosen.values()}) > 1
            label = f"Link these {len(chosen)} accounts" if enough else "Choose another account"
            st.button(label, icon=":material/link:", disabled=not enough, key="people.hand", on_click=_link, args=(tuple(chosen),))


def _row(account: Profile, label: str, icon: str, do: Callable[[Profile], None]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
        with st.container(gap="xxsmall", width="stretch"):
            st.markdown(f"{evidence.titled(account)} · {literal(account.source)} · {literal(account.member_id)}")
            st.caption(evidence.done(account))
        st.button(label, icon=icon, type="tertiary", key=f"people.{label}.{account.key}", on_click=do, args=(account,))


def _choose(account: Profile) -> None:
    st.session_state[_CHOSEN] = {**st.session_state.get(_CHOSEN, {}), account.key: account}


def _drop(account: Profile) -> None:
    st.session_state[_CHOSEN] = {key: one for key, one in st.session_state.get(_CHOSEN, {}).items() if key != account.key}


def _link(accounts: tuple[Account, ...]) -> None:
    ask("link", [accounts], ["by hand"])
    st.session_state[_CHOSEN] = {}
    st.session_state["people.search"] = ""
