"""What people wrote beside a score: a table, never with who wrote it."""

import pandas as pd
import streamlit as st

from lib.ui.card import Shown, Table
from lib.ui.readable import readable
from lib.wording import plural

MOST = 500
"""Comments that a card shows; Rows has all."""


def comments_shown(found: pd.DataFrame, of: str, more: str = "", *, segments: bool = True) -> Shown:
    """Comments (score, comment, segment, day), newest first, ``of`` what; ``more`` ends the foot. ``segments``: whether theirs is said."""
    shown = found.head(MOST)
    rows = pd.DataFrame(
        {
            "Score": shown["score"].astype("int64"),
            "Comment": [readable(text) for text in shown["comment"]],
            "Segment": shown["segment"],
            "Day": shown["day"],
        }
    )
    if not segments:
        rows = rows.drop(columns="Segment")
    settings = {
        "Score": st.column_config.NumberColumn(width="small"),
        "Comment": st.column_config.TextColumn(width="large"),
        "Day": st.column_config.DateColumn(format="D MMM YYYY"),
    }
    said = f"{plural(len(found), 'comment')} of {of}"
    cut = f"; the newest {MOST} are shown" if len(found) > MOST else ", newest first"
    return Shown(rows, table=Table(settings, f"{said}, newest first"), foot=f"{said}{cut}. {more}".rstrip())
