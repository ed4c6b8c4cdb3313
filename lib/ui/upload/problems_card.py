"""Step 3: what would become of each row, and which rows are refused and why."""

import re
from collections.abc import Callable

import pandas as pd
import streamlit as st

from lib.intake.importing import Outcome
from lib.ui.upload.draft import Draft

SHOWN = 1_000
"""So many problems are listed; the file has all of them."""

_ROW = 34


def problems_card(draft: Draft, outcome: Outcome) -> None:
    """The body of the card: exact counts, the problems, and the refused rows as a file."""
    counts(outcome)
    if outcome.rejects.empty:
        st.markdown(":green[:material/check_circle:] No problems: every row can be taken.")
        return
    problem_list(outcome, draft.key, draft.raw.name)


def problem_list(outcome: Outcome, key: Callable[[str], str], name: str) -> None:
    """The problems of refused rows, all or those of one reason, and the rows as a file called like ``name``. ``key`` names the controls."""
    reasons = outcome.rejects["reason"].astype(str).map(family)
    sizes = reasons.value_counts()
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        chosen = st.selectbox(
            "Problems",
            ["", *sizes.index],
            format_func=lambda name: f"{name} ({sizes[name]:,})" if name else f"All {_many(len(reasons), 'problem')}",
            label_visibility="collapsed",
            key=key("reason"),
            width=320,
        )
        rows = f"{name}.rejects.csv"
        st.download_button(
            "Problem rows", outcome.rejects_csv, rows, "text/csv", icon=":material/download:", type="tertiary", on_click="ignore", key=key("rejects")
        )
    problems = outcome.rejects[reasons == chosen] if chosen else outcome.rejects
    _show(problems.head(SHOWN))
    if len(problems) > SHOWN:
        st.caption(f"The first {SHOWN:,} of {len(problems):,}. “Problem rows” has all of them.")


def counts(outcome: Outcome) -> None:
    """Five numbers; the last four add up to the first."""
    with st.grid(5, min_column_width=96):
        st.metric("Rows read", f"{outcome.read:,}", border=True, height="stretch")
        st.metric("New", f"{outcome.new:,}", border=True, height="stretch", help="Records that the source did not have.")
        st.metric("Changed", f"{outcome.changed:,}", border=True, height="stretch", help="Records that are known, and say something else now.")
        st.metric("Same", f"{outcome.same:,}", border=True, height="stretch", help="Records that are known exactly so: nothing happens.")
        st.metric(
            "Refused", f"{outcome.rejected:,}", border=True, height="stretch", help="Rows that cannot be taken as they are; a row may have several problems."
        )


def family(reason: str) -> str:
    """A reason without the value in it, so that the same ones stand together: "No such month" for "No such month: 13"."""
    return re.sub(r"(:\s.*|\s\d[\d,.]*)$", "", reason) or reason


def _show(problems: pd.DataFrame) -> None:
    shown = pd.DataFrame(
        {
            "Line": problems["line"],
            "Reason": problems["reason"],
            "Column": problems["column"].where(problems["column"] != "", problems["field"]).replace("", None),
            "Value": problems["value"].fillna("").astype(str).replace("", "(empty)"),
            "What helps": problems["hint"].fillna("").astype(str).str.replace(r"^.", lambda match: match[0].upper(), regex=True),
        }
    )
    config = {
        "Line": st.column_config.NumberColumn(format="localized", width=70),
        "Reason": st.column_config.TextColumn(width=320),
        "Column": st.column_config.TextColumn(width=120),
        "Value": st.column_config.TextColumn(width=180),
        "What helps": st.column_config.TextColumn(width="large"),
    }
    height = _ROW * (min(8, len(shown)) + 1) + 2
    st.dataframe(shown, hide_index=True, row_height=_ROW, height=height, placeholder="—", column_config=config, alt=f"{_many(len(shown), 'problem')} by line")


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
