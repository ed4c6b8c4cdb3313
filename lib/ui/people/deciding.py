"""Decisions asked for in one run and made at the start of the next, so that the role is that of the moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from lib.errors import CommandError
from lib.store import people
from lib.store.people import Account
from lib.ui.explained import explain
from lib.ui.view import View
from lib.wording import plural

Group = tuple[Account, ...]
_ASKED, _SAID = "people.asked", "people.said"


@dataclass(frozen=True)
class Decision:
    """What to do with groups of accounts; ``reasons`` has one a group where they are linked."""

    what: Literal["link", "unlink", "apart", "reconsider"]
    groups: tuple[Group, ...]
    reasons: tuple[str, ...] = ()


def ask(what: Literal["link", "unlink", "apart", "reconsider"], groups: Sequence[Group], reasons: Sequence[str] = ()) -> None:
    """Notes a decision for the run that follows."""
    st.session_state[_ASKED] = Decision(what, tuple(groups), tuple(reasons))


def act(view: View) -> None:
    """Does what was asked, and begins the page anew with the data as they are then; says what became of it."""
    said: tuple[str, Decision | None] | None = st.session_state.pop(_SAID, None)
    if said:
        st.toast(said[0], icon=":material/check_circle:")
    decision: Decision | None = st.session_state.pop(_ASKED, None)
    if decision is None or view.who is None:
        return
    try:
        with st.spinner("Counting anew"):
            words = _do(view, decision, view.who)
    except CommandError as error:
        explain(error)
        return
    st.session_state[_SAID] = (words, decision)
    st.rerun()


def _do(view: View, decision: Decision, who: str) -> str:
    groups = decision.groups
    match decision.what:
        case "link":
            people.link_each(view.store, list(zip(groups, decision.reasons, strict=True)), who)
            return f"{plural(len(groups), 'person is', 'people are')} linked. Every number is up to date."
        case "unlink":
            people.unlink(view.store, [account for group in groups for account in group])
            return "The link is undone. Every number is up to date."
        case "apart":
            for group in groups:
                people.apart(view.store, group, who)
            return "Noted as different people. They are not suggested again."
        case "reconsider":
            for group in groups:
                people.reconsider(view.store, group)
            return "They may be suggested again."
