"""The metric dictionary in the app: what each number means, made from the metrics' own declarations."""

import re
from functools import cache
from pathlib import Path

import pandas as pd
import streamlit as st

from lib.metrics import METRICS
from lib.metrics.registry import Metric
from lib.records import KINDS
from lib.ui.shown_metrics import shown_by

PAGES = Path(__file__).resolve().parents[2] / "pages"
BETTER = {"higher": "higher is better", "lower": "lower is better", None: "neither more nor less is better by itself"}
_QUESTION = re.compile(r'\A"""([^:"]+): ([^"]+?\?)')
ROW = 34


def dictionary() -> None:
    """A metric by its title, found by typing; then all of them."""
    named = {f"{metric.title} ({metric.name})": metric for metric in sorted(METRICS.values(), key=lambda metric: metric.title.lower())}
    by_name = {metric.name: label for label, metric in named.items()}
    asked = st.query_params.get("metric", "")
    chosen = st.selectbox(
        "Metric", list(named), index=list(named).index(by_name[asked]) if asked in by_name else 0, key="dictionary.metric", width=520, help="Type to search."
    )
    if chosen:
        st.query_params["metric"] = named[chosen].name
        _definition(named[chosen])
    with st.container(border=True):
        st.header("All metrics", anchor=False)
        _all()


def _definition(metric: Metric) -> None:
    with st.container(border=True):
        st.header(metric.title, anchor=False)
        with st.container(horizontal=True, gap="xsmall"):
            st.badge(metric.unit, color="gray")
            st.badge(BETTER[metric.better], color="gray")
            st.badge(f"from {KINDS[metric.data].title.lower()}", color="gray")
        st.markdown(metric.definition)
        for option, values in metric.options.items():
            given = ", ".join(f"`{value}`" for value in values) or "any text"
            st.markdown(f"Option `{option}`: {given}{f'; `{values[0]}` unless asked otherwise' if values else ''}")
        st.caption(f"On the command line: `python -m lib metric {metric.name}`")
        places = where_shown().get(metric.name, ())
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.caption("Shown on" if places else "On no page yet; the command line has it.", width="content")
            for page in places:
                st.page_link(page, label=page_title(page), icon=":material/chevron_right:", icon_position="right", width="content")


def _all() -> None:
    rows = pd.DataFrame(
        [
            {
                "Metric": metric.title,
                "Name": metric.name,
                "Unit": metric.unit,
                "Better": metric.better or "",
                "From": KINDS[metric.data].title,
                "In a sentence": metric.definition.split("\n", 1)[0],
            }
            for metric in sorted(METRICS.values(), key=lambda metric: metric.title.lower())
        ]
    )
    st.dataframe(rows, hide_index=True, row_height=ROW, height=ROW * (len(rows) + 1) + 2, alt="All metrics, a row each", key="dictionary.all")


@cache
def where_shown() -> dict[str, tuple[str, ...]]:
    """The pages that show each metric, by its name."""
    found: dict[str, set[str]] = {}
    for page in sorted(PAGES.glob("*/*.py")):
        for name in shown_by(page) & METRICS.keys():
            found.setdefault(name, set()).add(f"pages/{page.parent.name}/{page.name}")
    return {name: tuple(sorted(pages)) for name, pages in found.items()}


def page_title(page: str) -> str:
    """The page as the navigation names it: the first words of its file's docstring."""
    said = (PAGES.parent / page).read_text(encoding="utf-8")
    match = _QUESTION.match(said)
    return match.group(1) if match else Path(page).stem.replace("_", " ").capitalize()
