"""The rows that a configured source's runs refused, for those who can mend them: a list and a file."""

from collections.abc import Sequence

import streamlit as st

from lib import wording
from lib.safe_csv import to_csv_bytes
from lib.store import Store, refused_rows
from lib.store.refused_rows import MOST, Kept
from lib.ui.literal import literal
from lib.ui.problem_table import SHOWN, problem_table
from lib.ui.source_card import title_of


def source_refused(store: Store, source: str, kept: Sequence[Kept]) -> None:
    """A fold with the first problems, newest run first, and a file with all that are ``kept`` of the source's runs; nothing where there are none."""
    if not kept:
        return
    problems = sum(run.problems for run in kept)
    label = f"Refused rows ({sum(run.rows for run in kept):,})"
    with st.expander(label, icon=":material/block:"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.caption(literal(_said(kept, problems)), width="stretch")
            st.download_button(
                label,
                lambda: refused_csv(store, source),
                f"{source}.refused.csv",
                "text/csv",
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
                key=f"source.refused.csv.{source}",
            )
        found = refused_rows.listed(store, source, SHOWN)
        problem_table(found, records=found["kind"].map(title_of), key=f"source.refused.{source}")


def refused_csv(store: Store, source: str) -> bytes:
    """All problems that are kept of a source's runs, as a file: kind, read_at, line, column, field, value, reason, hint."""
    return to_csv_bytes(refused_rows.listed(store, source))


def _said(kept: Sequence[Kept], problems: int) -> str:
    """What is listed: of which runs, and where the list ends before the rows do."""
    of = "Of the last run" if len(kept) == 1 else f"Of {wording.plural(len(kept), 'run')}, the newest first"
    shown = f" The first {SHOWN:,} of {problems:,} problems are shown; the file has all of them." if problems > SHOWN else ""
    cut = f" Of a run the first {MOST:,} problems are kept: there are more." if any(run.cut for run in kept) else ""
    return f"{of}: mend them at the source, then read everything once.{shown}{cut}"
