"""A card: head, picture or table, foot. Each stands alone, says what it lacks, and when it fails the others stay."""

from contextlib import AbstractContextManager
from typing import Any

import pandas as pd
import streamlit as st
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from lib.errors import StoreChanged
from lib.metrics import find
from lib.metrics.behind import kind_of, kinds_of
from lib.ui import cache, nothing_yet
from lib.ui.drawing import show
from lib.ui.fault import failed
from lib.ui.filters import clear_filters, link, said
from lib.ui.foot import foot
from lib.ui.shown import Anything, Content, NoMatch, Notice, Notices, Shown, Table, TooFew
from lib.ui.view import View, current
from lib.ui.why import why

__all__ = ["Anything", "Content", "Deck", "NoMatch", "Notice", "Notices", "Shown", "Table", "TooFew", "card", "deck", "deck_of_three"]

ROW = 34
MOST_ROWS = 8
"""Then a table scrolls."""


class Deck:
    """Cards beside each other, below each other where there is no room."""

    def __init__(self, columns: int, min_column_width: int, dense: bool = False) -> None:
        self._grid = st.grid(columns, min_column_width=min_column_width, border=True, dense=dense)

    def place(self, span: int) -> AbstractContextManager[Any]:
        """Room for one card, ``span`` columns wide."""
        place: AbstractContextManager[Any] = self._grid.cell(column_span=span) if span > 1 else self._grid.cell()
        return place


def deck() -> Deck:
    """Two cards abreast."""
    return Deck(2, 400)


def deck_of_three() -> Deck:
    """Three narrow columns, of which a wide card takes two."""
    return Deck(3, 310, dense=True)


def card(title: str, caption: str, content: Content, *, of: str = "", within: Deck | None = None, span: int = 1, height: int = 260, asks: bool = False) -> None:
    """Draws one card. ``title`` and ``caption`` may name ``{by}`` (the grain), ``{By}`` and ``{length}`` (``12 weeks``); ``of`` is the metric
    whose definition stands behind the question mark, and whose records behind ``Rows``.

    ``height`` is about that of the picture: a grey field of that height is shown while it is worked out. What ``content`` says is kept, so it
    may look at nothing but the view; one that ``asks``, or draws something else itself, is asked anew each time.
    """
    view = current()
    words = {"by": view.scope.by.value, "By": view.scope.by.value.capitalize(), "length": view.length}
    title, caption = title.format(**words), caption.format(**words)
    with within.place(span) if within else st.container(border=True):
        with st.container(gap="xsmall"):
            with st.container(horizontal=True):
                st.header(title, anchor=False, help=find(of).definition if of else None)
            if caption:
                st.caption(caption)
        try:
            if of and not any(view.has(kind) for kind in kinds_of(of)):
                nothing_yet.in_card(view, find(of).data)
                return
            with st.skeleton(height=height):
                _draw(title, caption, view, content(view) if asks else cache.told(view, content), of)
        except StoreChanged:
            raise
        except Exception as error:
            failed(error, title="This card could not be drawn", rest="The rest of this page is not affected.", key=title)


def _draw(title: str, caption: str, view: View, shown: Anything, of: str) -> None:
    match shown:
        case TooFew():
            st.badge(shown.label, icon=":material/hourglass_empty:", color="gray")
            st.markdown(shown.what)
            st.caption(shown.hint)
        case NoMatch():
            st.markdown(f"No {shown.noun} {said(view)}.")
            if view.scope.filters_activity:
                st.button("Clear filters", icon=":material/filter_alt_off:", key=f"clear-{title}", on_click=clear_filters)
        case Notices():
            _notices(shown)
        case Shown():
            if shown.picture:
                show(shown.picture, f"chart-{title}")
            for place, (heading, panel) in enumerate(shown.panels):
                st.markdown(heading)
                show(panel, f"chart-{title}-{place}")
            if shown.table:
                _table(shown.rows if shown.seen is None else shown.seen, shown.table)
            if of and _nothing_known(shown.rows):
                st.caption(f"Why there is no number: {why(view, kind_of(of, shown.options)).said}")
            foot(title, caption, view, shown, of)


def _nothing_known(rows: pd.DataFrame) -> bool:
    """Whether no row says any number. Days, and whether a period is over, are none."""
    numbers = [name for name, kind in rows.dtypes.items() if name != "complete" and is_numeric_dtype(kind) and not is_bool_dtype(kind)]
    return rows.empty or (bool(numbers) and all(bool(rows[name].isna().all()) for name in numbers))


def _notices(shown: Notices) -> None:
    if not shown.notices:
        st.markdown(f":green[:material/check_circle:] {shown.calm}")
    for notice in shown.notices:
        with st.container(gap="xxsmall"):
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="xsmall"):
                st.markdown(f"{notice.icon} **{notice.title}**", width="content")
                filters = link(notice.filters)
                st.page_link(notice.page, label=notice.link, icon=":material/chevron_right:", icon_position="right", query_params=filters)
            st.caption(notice.text)


def _table(rows: pd.DataFrame, table: Table) -> None:
    st.dataframe(
        rows,
        hide_index=True,
        row_height=ROW,
        height=ROW * (min(MOST_ROWS, max(len(rows), 1)) + 1) + 2,
        placeholder="—",
        column_config=dict(table.columns),
        alt=table.alt,
    )
