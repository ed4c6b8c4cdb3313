"""A card: head, picture or table, foot. Each stands alone, says what it lacks, and when it fails the others stay."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from lib.errors import StoreChanged
from lib.metrics import find
from lib.safe_csv import to_csv_bytes
from lib.ui.drawing import Drawing, show
from lib.ui.fault import failed
from lib.ui.filters import clear_filters, said
from lib.ui.view import View, current

ROW = 34
MOST_ROWS = 8
"""Then a table scrolls."""


@dataclass(frozen=True)
class Table:
    """How rows are shown as a table: Streamlit's column settings by column, and what the table says in words."""

    columns: Mapping[str, Any] = field(default_factory=dict)
    alt: str = ""


@dataclass(frozen=True)
class Shown:
    """What a card shows. ``rows`` are what its CSV holds: exactly what is seen. ``panels`` are pictures under a title line each.

    ``seen``: the rows as the table wants them, where a file cannot hold them so.
    """

    rows: pd.DataFrame
    picture: Drawing | None = None
    panels: tuple[tuple[str, Drawing], ...] = ()
    table: Table | None = None
    foot: str = ""
    seen: pd.DataFrame | None = None


@dataclass(frozen=True)
class TooFew:
    """Too little for a number that means anything: what there is, and from when on there is one."""

    what: str
    hint: str = "Widen the period, or choose fewer filters"
    label: str = "Too little to tell"


@dataclass(frozen=True)
class NoMatch:
    """Nothing of the kind ``noun`` within period and filters."""

    noun: str


@dataclass(frozen=True)
class Notice:
    """One thing to look at: an icon with its colour, a title, a sentence, and the page where more is to be seen."""

    icon: str
    title: str
    text: str
    page: str
    link: str


@dataclass(frozen=True)
class Notices:
    """What needs attention, the worst first; ``calm`` is said where nothing does."""

    notices: tuple[Notice, ...]
    calm: str


Anything = Shown | TooFew | NoMatch | Notices
Content = Callable[[View], Anything]


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


def card(title: str, caption: str, content: Content, *, of: str = "", within: Deck | None = None, span: int = 1, height: int = 260) -> None:
    """Draws one card. ``title`` and ``caption`` may name ``{by}`` (the grain), ``{By}`` and ``{length}`` (``12 weeks``); ``of`` is the metric
    whose definition stands behind the question mark.

    ``height`` is about that of the picture: a grey field of that height is shown while it is worked out.
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
            with st.skeleton(height=height):
                _draw(title, view, content(view))
        except StoreChanged:
            raise
        except Exception as error:
            failed(error, title="This card could not be drawn", rest="The rest of this page is not affected.", key=title)


def _draw(title: str, view: View, shown: Anything) -> None:
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
            _foot(title, view, shown)


def _notices(shown: Notices) -> None:
    if not shown.notices:
        st.markdown(f":green[:material/check_circle:] {shown.calm}")
    for notice in shown.notices:
        with st.container(gap="xxsmall"):
            with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", gap="xsmall"):
                st.markdown(f"{notice.icon} **{notice.title}**", width="content")
                st.page_link(notice.page, label=notice.link, icon=":material/chevron_right:", icon_position="right")
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


def _foot(title: str, view: View, shown: Shown) -> None:
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        st.caption(shown.foot or " ", width="stretch")
        st.download_button(
            "CSV",
            lambda: to_csv_bytes(shown.rows),
            _file_name(title, view),
            "text/csv",
            icon=":material/download:",
            type="tertiary",
            key=f"csv-{title}",
            on_click="ignore",
        )


def _file_name(title: str, view: View) -> str:
    words = "".join(letter if letter.isalnum() else " " for letter in title.lower()).split()
    days = f"-{view.period.start}-to-{view.period.last}" if view.period else ""
    return f"{'-'.join(words)}{days}.csv"
