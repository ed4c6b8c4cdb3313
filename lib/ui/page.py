"""The head of a page: its question, the filters, the answer in words, and how fresh the data are."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import streamlit as st

from lib.errors import StoreChanged
from lib.records import KINDS
from lib.ui import cache, nothing_yet
from lib.ui.anything import anything
from lib.ui.fault import reference
from lib.ui.filters import clear_filters, said
from lib.ui.freshness import freshness
from lib.ui.literal import literal
from lib.ui.view import View, current, set_current
from lib.wording import span

WIDTH = 880


@dataclass(frozen=True)
class Answer:
    """The verdict, and the sentence that the numbers give by rule. Markdown."""

    verdict: str
    sentence: str = ""


def page(
    question: str, answer: Callable[[View], Answer], *, choices: Callable[[], dict[str, str]] | None = None, data: str | tuple[str, ...] = "activity"
) -> View:
    """Draws the head and gives what the page looks at. Where there is nothing to show it says so, and the page ends there.

    ``choices`` draws what only this page lets one choose, beside the filters. ``data`` names the record kind that the page is about,
    or several, of which one is enough.
    """
    view = current()
    head = view.head
    if head is None:
        st.title(question, anchor=False)
        nothing_yet.card(view)
        st.stop()
    with head.question:
        st.title(question, anchor=False, width="content")
    kinds = tuple(kind for kind in ((data,) if isinstance(data, str) else data) if view.has(kind))
    if not kinds:
        nothing_yet.of_kind(view, data if isinstance(data, str) else data[0])
        st.stop()
    view = view.about(*kinds)
    if choices:
        with head.choices:
            view = replace(view, options=choices())
    set_current(view)
    if not any(anything(view, kind) for kind in kinds):
        _no_match(view, kinds[0])
        st.stop()
    with st.container(gap="xsmall"):
        _answer(view, answer)
        _freshness(view, kinds)
    return view


def task(name: str, caption: str = "") -> View:
    """The head of a page that is for doing something; it works on an empty store too."""
    st.title(name, anchor=False)
    if caption:
        st.markdown(caption, width=WIDTH)
    return current()


def _no_match(view: View, kind: str) -> None:
    activity = kind == "activity"
    with st.container(border=True, key="no-match"):
        st.header("Nothing matches", anchor=False)
        st.markdown(f"No {KINDS[kind].title.lower()} {said(view) if activity or not view.period else f'from {span(view.period)}'}.")
        if activity and view.scope.filters_activity:
            st.button("Clear filters", icon=":material/filter_alt_off:", key="clear-page", on_click=clear_filters)
        else:
            st.caption("Choose another period.")


def _answer(view: View, answer: Callable[[View], Answer]) -> None:
    try:
        found = cache.told(view, answer)
    except StoreChanged:
        raise
    except Exception as error:
        st.markdown(f"**The answer could not be worked out.** Reference {reference(error)} for your administrator.", width=WIDTH)
        return
    st.markdown(f"**{found.verdict}** {found.sentence}".rstrip(), width=WIDTH)


def _freshness(view: View, kinds: tuple[str, ...]) -> None:
    found = freshness(view, *kinds)
    if view.earlier:
        compared = f"Changes compare with {view.compared}."
    elif view.whole:
        compared = f"The data do not reach back to {view.compared}: changes stand where they can be known."
    else:
        compared = f"No {view.scope.by} is over yet, so there is nothing to compare."
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(f"{found.said(view.settings)} {compared}", width="content")
        for late in found.late:
            st.badge(literal(late.said), icon=":material/schedule:", color="orange")
