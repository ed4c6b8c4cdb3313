"""Step 3: what would become of each row, and which rows are refused and why."""

import re
from collections.abc import Callable

import streamlit as st

from lib.intake.importing import Outcome
from lib.ui.problem_table import SHOWN, problem_table
from lib.ui.upload.draft import Draft
from lib.wording import plural


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
            format_func=lambda name: f"{name} ({sizes[name]:,})" if name else f"All {plural(len(reasons), 'problem')}",
            label_visibility="collapsed",
            key=key("reason"),
            width=320,
        )
        rows = f"{name}.rejects.csv"
        st.download_button(
            "Problem rows", outcome.rejects_csv, rows, "text/csv", icon=":material/download:", type="tertiary", on_click="ignore", key=key("rejects")
        )
    problems = outcome.rejects[reasons == chosen] if chosen else outcome.rejects
    problem_table(problems.head(SHOWN))
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
