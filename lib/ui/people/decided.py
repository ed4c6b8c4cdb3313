"""What was decided: linked people, and accounts told apart; who said so and when, and the way back."""

from typing import Any

import pandas as pd
import streamlit as st

from lib.store import people
from lib.ui import cache
from lib.ui.card_head import card_head
from lib.ui.literal import literal
from lib.ui.moment import moment
from lib.ui.people import evidence
from lib.ui.people.deciding import ask
from lib.ui.view import View
from lib.wording import known, plural

AT_ONCE = 10
_SHOWN = "people.decided.shown"


def card(view: View) -> None:
    """Both lists, the latest decision first."""
    linked = cache.reading(view, people.linked)
    apart = cache.reading(view, people.kept_apart)
    with st.container(border=True, key="people-decided"):
        card_head("Decided", "Links and separations, the latest first. Each can be undone, and outlives every import.")
        if linked.empty and apart.empty:
            st.markdown("Nothing has been decided yet.")
            return
        persons = [part for _, part in linked.groupby("person_no", sort=False)]
        shown = st.session_state.get(_SHOWN, AT_ONCE)
        for rows in persons[:shown]:
            _person(view, rows)
        for row in list(apart.itertuples())[: max(shown - len(persons), 0)]:
            _pair(view, row)
        total = len(persons) + len(apart)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.caption(f"{plural(len(persons), 'linked person', 'linked people')}, {plural(len(apart), 'pair')} told apart.")
            if shown < total:
                st.button(f"Show {min(AT_ONCE, total - shown)} more", icon=":material/expand_more:", key="people.decided.more", on_click=_more)


def _person(view: View, rows: pd.DataFrame) -> None:
    decided = rows[rows["person_id"].notna()]
    accounts = [(row.source, row.member_id) for row in decided.itertuples()]
    several = len(decided) > 2
    with st.container(border=True, gap="xsmall"):
        for row in rows.itertuples():
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
                with st.container(gap="xxsmall", width="stretch"):
                    st.markdown(f"**{_titled(row.name, row.member_id)}** · {literal(str(row.source))} · {literal(str(row.member_id))}")
                    st.caption(_why(view, row))
                if several and known(row.person_id):
                    one = (row.source, row.member_id)
                    st.button("Take out", icon=":material/link_off:", type="tertiary", key=f"people.out.{one}", on_click=ask, args=("unlink", [(one,)]))
        st.button(
            "Undo" if not several else "Undo all of it",
            icon=":material/undo:",
            key=f"people.undo.{accounts[0]}",
            on_click=ask,
            args=("unlink", [tuple(accounts)]),
        )


def _pair(view: View, row: Any) -> None:
    one, other = (row.source, row.member_id), (row.other_source, row.other_member_id)
    with st.container(border=True, gap="xsmall"):
        st.markdown(
            f"**{_titled(row.name, one[1])}** · {literal(one[0])} and **{_titled(row.other_name, other[1])}** · {literal(other[0])} are different people"
        )
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
            st.caption(f"Said {moment(row.decided_at, view.settings)} by {literal(row.decided_by)}", width="content")
            st.button("Undo", icon=":material/undo:", type="tertiary", key=f"people.again.{one}.{other}", on_click=ask, args=("reconsider", [(one, other)]))


def _titled(name: Any, member_id: Any) -> str:
    return literal(str(name if known(name) else member_id))


def _why(view: View, row: Any) -> str:
    if not known(row.person_id):
        return "Its record says so"
    return f"{evidence.REASONS[row.reason]} · linked {moment(row.linked_at, view.settings)} by {literal(row.linked_by)}"


def _more() -> None:
    st.session_state[_SHOWN] = st.session_state.get(_SHOWN, AT_ONCE) + AT_ONCE
