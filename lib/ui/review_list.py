"""The posts of the review queue, one below the other; who may, marks them as reviewed, one by one or several, and puts them back."""

from typing import Any

import streamlit as st

from lib.metrics import find
from lib.safe_csv import to_csv_bytes
from lib.store import Store
from lib.store.reviews import mark, unmark
from lib.ui import review
from lib.ui.filters import said
from lib.ui.literal import literal
from lib.ui.moment import moment
from lib.ui.readable import readable
from lib.ui.review import Key, Post
from lib.ui.view import View, current
from lib.wording import known, plural, signed

AT_ONCE = 20
"""Posts that are shown, and so many more each time."""
ASKED, LAST, SHOWN = "review.asked", "review.last", "review.shown"
"""What was asked in the last run, for this one to do: so the role is that of the moment; what was marked last; how many are shown."""
COLOURS: dict[str, Any] = {"link": "gray", "blocked_word": "orange", "trigger_topic": "orange", "very_negative": "red"}
SETTINGS = "pages/data/settings.py"


def act() -> None:
    """Marks, or puts back, what was asked in the last run, and begins the page anew with the data as they are then."""
    view = current()
    asked: tuple[str, tuple[Key, ...]] | None = st.session_state.pop(ASKED, None)
    if asked is None or view.who is None:
        return
    what, keys = asked
    _do(view.store, what, keys, view.who)
    st.session_state[LAST] = keys if what == "mark" else ()
    for key in keys:
        st.session_state.pop(_pick(key), None)
    st.rerun()


def _do(store: Store, what: str, keys: tuple[Key, ...], who: str) -> None:
    for source, activity_id in keys:
        if what == "mark":
            mark(store, source, activity_id, who)
        else:
            unmark(store, source, activity_id)


def posts(view: View) -> None:
    """The list, as the page's choices ask."""
    chosen = review.asked(view)
    reviewed = view.options.get("state") == review.REVIEWED
    _last(view)
    if not chosen:
        _nothing(view, reviewed=reviewed)
        return
    shown = chosen[: st.session_state.get(SHOWN, AT_ONCE)]
    if view.analyst:
        _several(shown, "unmark" if reviewed else "mark")
    for post in shown:
        _post(view, post)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        order = "the latest reviewed first" if reviewed else "those that nobody else has answered first, then the most negative"
        st.caption(f"{len(shown):,} of {plural(len(chosen), 'post')}, {order}.")
        _file(view, chosen)
        if len(shown) < len(chosen):
            st.button(f"Show {min(AT_ONCE, len(chosen) - len(shown))} more", icon=":material/expand_more:", key="review.more", on_click=_more)
    if view.who is None:
        st.caption(":material/lock: Only analysts mark posts as reviewed.")


def _file(view: View, chosen: list[Post]) -> None:
    """All of them, not only those that are shown."""
    name = f"review-queue{f'-{view.period.start}-to-{view.period.last}' if view.period else ''}.csv"
    st.download_button(
        "Table (CSV)",
        lambda: to_csv_bytes(review.table(chosen)),
        name,
        "text/csv",
        icon=":material/download:",
        type="tertiary",
        key="review.csv",
        on_click="ignore",
        help=find("review_queue").definition,
    )


def _last(view: View) -> None:
    """What was just marked, and the way back."""
    last: tuple[Key, ...] = st.session_state.get(LAST, ())
    if last and view.analyst:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.markdown(f":green[:material/check_circle:] {plural(len(last), 'post is', 'posts are')} marked as reviewed.", width="content")
            st.button("Undo", icon=":material/undo:", type="tertiary", key="review.undo", on_click=_ask, args=("unmark", last))


def _several(shown: list[Post], what: str) -> None:
    """One button for all that are ticked."""
    ticked = tuple(post.key for post in shown if st.session_state.get(_pick(post.key)))
    word = "Mark {} reviewed" if what == "mark" else "Put {} back"
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        label = word.format(plural(len(ticked), "post")) if ticked else word.format("ticked")
        st.button(label, icon=":material/done_all:", type="primary", disabled=not ticked, key="review.several", on_click=_ask, args=(what, ticked))
        keys = tuple(post.key for post in shown)
        if len(ticked) < len(keys):
            st.button(f"Tick all {len(keys)}", type="tertiary", key="review.all", on_click=_tick, args=(keys, True))
        if ticked:
            st.button("Tick none", type="tertiary", key="review.none", on_click=_tick, args=(keys, False))


def _post(view: View, post: Post) -> None:
    row = post.row
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if view.analyst:
                st.checkbox("Tick", key=_pick(post.key), label_visibility="collapsed", width="content")
            for reason in post.reasons:
                st.badge(review.NAMES[reason], color=COLOURS[reason])
            if not row.answered:
                st.badge("No answer", icon=":material/chat_bubble:", color="gray")
        if known(row.title):
            st.markdown(f"**{literal(row.title)}**")
        if known(row.excerpt):
            st.text(readable(row.excerpt))
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="small"):
            st.caption(_about(view, row), width="content")
            with st.container(horizontal=True, vertical_alignment="center", gap="small", width="content"):
                _actions(view, post)


def _actions(view: View, post: Post) -> None:
    url = post.row.url
    if known(url) and str(url).startswith(("https://", "http://")):
        st.link_button("Open", url, icon=":material/open_in_new:", type="tertiary")
    if view.analyst:
        label, icon, what = ("Mark reviewed", "check", "mark") if post.waits else ("Put back", "undo", "unmark")
        st.button(label, icon=f":material/{icon}:", key=f"review.one.{post.key}", on_click=_ask, args=(what, (post.key,)))


def _about(view: View, row: Any) -> str:
    parts = [moment(row.occurred_at, view.settings), *([literal(row.channel)] if known(row.channel) else []), literal(row.member_id)]
    if known(row.sentiment):
        parts.append(f"sentiment {signed(row.sentiment)}")
    if known(row.reviewed_by):
        parts.append(f"reviewed {moment(row.reviewed_at, view.settings)} by {literal(row.reviewed_by)}")
    return " · ".join(parts)


def _nothing(view: View, *, reviewed: bool) -> None:
    with st.container(border=True, key="review-nothing"):
        if reviewed:
            st.markdown(f"Nothing {said(view)} was marked as reviewed.")
            return
        what = f"No {review.NAMES[view.options['reason']].lower()}" if view.options.get("reason") else "Nothing"
        st.markdown(f":green[:material/check_circle:] **{what} waits** {said(view)}.")
        st.caption(review.looked_for(view))
        st.page_link(SETTINGS, label="Choose words and topics", icon=":material/chevron_right:", icon_position="right")


def _pick(key: Key) -> str:
    return f"review.pick.{key}"


def _ask(what: str, keys: tuple[Key, ...]) -> None:
    st.session_state[ASKED] = (what, keys)


def _tick(keys: tuple[Key, ...], on: bool) -> None:
    for key in keys:
        st.session_state[_pick(key)] = on


def _more() -> None:
    st.session_state[SHOWN] = st.session_state.get(SHOWN, AT_ONCE) + AT_ONCE
