"""Refused rows as a table: which line, why, what stood there, and what helps."""

import pandas as pd
import streamlit as st

from lib.wording import plural

SHOWN = 1_000
"""So many problems are listed; the file has all of them."""

_ROW, _MOST = 34, 8


def problem_table(problems: pd.DataFrame, *, records: "pd.Series[str] | None" = None, key: str | None = None) -> None:
    """Draws faults, columns as ``rejects.FRAME``. ``records``: the kind of record of each, where that may differ. A null value was not kept."""
    values = problems["value"].astype(object)
    shown = pd.DataFrame(
        {
            **({} if records is None else {"Records": records}),
            "Line": problems["line"],
            "Reason": problems["reason"],
            "Column": problems["column"].where(problems["column"] != "", problems["field"]).replace("", None),
            "Value": values.where(values != "", "(empty)").where(values.notna(), None),
            "What helps": problems["hint"].fillna("").astype(str).str.replace(r"^.", lambda match: match[0].upper(), regex=True),
        }
    )
    config = {
        "Records": st.column_config.TextColumn(width=100),
        "Line": st.column_config.NumberColumn(format="localized", width=70),
        "Reason": st.column_config.TextColumn(width=320 if records is None else 260),
        "Column": st.column_config.TextColumn(width=120),
        "Value": st.column_config.TextColumn(width=180),
        "What helps": st.column_config.TextColumn(width="large"),
    }
    height = _ROW * (min(_MOST, len(shown)) + 1) + 2
    alt = f"{plural(len(shown), 'problem')} by line"
    st.dataframe(shown, hide_index=True, row_height=_ROW, height=height, placeholder="—", column_config=config, key=key, alt=alt)
