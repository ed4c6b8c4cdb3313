"""Accounts side by side, with what tells whose they are. Only ever shown to analysts: names are personal."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from lib.store.profiles import Profile
from lib.ui.literal import literal
from lib.wording import day, plural

REASONS = {
    "email": "Same e-mail address",
    "shared email": "E-mail address used more than once",
    "customer": "Same customer",
    "name": "Same name",
    "by hand": "By hand",
}
COLOURS: dict[str, Any] = {"email": "green", "shared email": "gray", "customer": "blue", "name": "gray", "by hand": "gray"}


def badges(reasons: Sequence[str]) -> None:
    """What the accounts share."""
    for reason in reasons:
        st.badge(REASONS[reason], color=COLOURS[reason])


def side_by_side(accounts: Sequence[Profile]) -> None:
    """An account a column, below each other where there is no room."""
    with st.grid(min(len(accounts), 3), min_column_width=190) as grid:
        for account in accounts:
            with grid.cell(), st.container(gap="xxsmall"):
                st.markdown(f"**{titled(account)}**")
                st.caption(f"{literal(account.source)} · {literal(account.member_id)}")
                st.caption(done(account))


def titled(account: Profile) -> str:
    """The account's name, else its id, for Markdown."""
    return literal(account.name or account.member_id)


def done(account: Profile) -> str:
    """``42 activities, last on 3 Nov 2026 · customer C7``."""
    acted = f"{plural(account.activities, 'activity', 'activities')}, last on {day(account.last_day)}" if account.last_day else "No activity"
    return f"{acted} · customer {literal(account.customer_id)}" if account.customer_id else acted
