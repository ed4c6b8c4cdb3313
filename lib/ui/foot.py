"""The foot of a card: how far to trust it, the records behind it, and its files. Files are made when somebody asks for them."""

from collections.abc import Callable

import streamlit as st

from lib.charts import picture_file
from lib.errors import StoreChanged
from lib.safe_csv import to_csv_bytes
from lib.ui.fault import failed
from lib.ui.filters import said
from lib.ui.records_behind import open_records
from lib.ui.shown import Shown
from lib.ui.view import View


@st.fragment
def foot(title: str, caption: str, view: View, shown: Shown, metric: str) -> None:
    """Draws it. ``metric`` is what the card is of; empty: no records can be told behind it. A fragment: what is opened here leaves the page alone."""
    try:
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="xsmall"):
            st.caption(shown.foot or " ", width="stretch")
            if metric and view.period and st.button("Rows", type="tertiary", key=f"rows-{title}"):
                open_records(title, view, shown, metric)
            with st.popover("Files", type="tertiary", key=f"files-{title}"):
                _files(title, caption, view, shown)
    except StoreChanged:
        st.rerun()
    except Exception as error:
        failed(error, title="This could not be opened", rest="The card itself is not affected.", key=f"tools-{title}")


def _files(title: str, caption: str, view: View, shown: Shown) -> None:
    name = file_name(title, view)
    _download("CSV", "Table (CSV)", lambda: to_csv_bytes(shown.rows), f"{name}.csv", "text/csv", title)
    if shown.charts:
        _download("PNG", "Picture (PNG)", lambda: picture_file.png(picture(title, caption, view, shown)), f"{name}.png", "image/png", title)
        _download("SVG", "Drawing (SVG)", lambda: picture(title, caption, view, shown), f"{name}.svg", "image/svg+xml", title)


def _download(kind: str, label: str, make: Callable[[], str | bytes], name: str, mime: str, title: str) -> None:
    st.download_button(label, make, name, mime, icon=":material/download:", type="tertiary", key=f"{kind.lower()}-{title}", on_click="ignore")


def picture(title: str, caption: str, view: View, shown: Shown) -> str:
    """The card as an SVG that stands alone: also its period, its filters and how far to trust it."""
    charts = [(heading, drawing.whole) for heading, drawing in shown.charts]
    asked = said(view)
    return picture_file.svg(title, caption, charts, [f"{asked[:1].upper()}{asked[1:]}, by {view.scope.by}.", shown.foot])


def file_name(title: str, view: View) -> str:
    """Words of the title and the days, without an ending."""
    words = "".join(letter if letter.isalnum() else " " for letter in title.lower()).split()
    days = f"-{view.period.start}-to-{view.period.last}" if view.period else ""
    return f"{'-'.join(words)}{days}"
