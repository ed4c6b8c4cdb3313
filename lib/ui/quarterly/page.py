"""The page of the quarterly report: a sheet in the middle, its head, and one part below the other. A part that fails leaves the others alone."""

from collections.abc import Callable

import streamlit as st

from lib.errors import StoreChanged
from lib.ui import nothing_yet
from lib.ui.fault import failed
from lib.ui.quarterly import closing, head
from lib.ui.quarterly.sheet import Sheet
from lib.ui.view import current

WIDTH = 860
Part = Callable[[Sheet], None]


def page(question: str, *parts: Part) -> None:
    """Draws the report of the quarter that is chosen. ``question`` is what the page answers: the title where there are no data to answer it."""
    view = current()
    with st.container(horizontal_alignment="center"), st.container(width=WIDTH, gap="small", key="quarterly"):
        if not head.any_quarter(view):
            st.title(question, anchor=False)
            nothing_yet.card(view)
            return
        closing.act(view)
        sheet = head.head(view)
        for part in parts:
            _alone(part, sheet)
        closing.ask(sheet)


def _alone(part: Part, sheet: Sheet) -> None:
    try:
        part(sheet)
    except StoreChanged:
        raise
    except Exception as error:
        name = f"{part.__module__.rpartition('.')[2]}.{part.__name__}"
        with st.container(border=True):
            failed(error, title="This part could not be drawn", rest="The rest of the report is not affected.", key=name)
