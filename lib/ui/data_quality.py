"""Data quality: what the checks found, the most serious first; what is fine takes a line each."""

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st
from pandas.api import types

from lib.charts.hours_of_day import hours_of_day
from lib.errors import StoreChanged, StoreError
from lib.quality import CHECKS, Check, Finding
from lib.quality.finding import MOST_ROWS, SEVERITIES, Place, Severity
from lib.safe_csv import to_csv_bytes
from lib.ui import cache, nothing_yet
from lib.ui.card_head import card_head
from lib.ui.drawing import draw, show
from lib.ui.fault import reference
from lib.ui.literal import literal
from lib.ui.page import WIDTH
from lib.ui.view import View
from lib.wording import day, plural

PAGES: dict[Place, tuple[str, str]] = {
    "upload": ("pages/data/upload.py", "Upload"),
    "snapshots": ("pages/data/snapshots.py", "Snapshots"),
    "settings": ("pages/data/settings.py", "Settings"),
    "sources": ("pages/data/sources.py", "Sources"),
    "people": ("pages/data/people.py", "People"),
}
BADGES: dict[Severity, tuple[str, str, str]] = {
    "act": ("Act", ":material/error:", "red"),
    "look": ("Look", ":material/visibility:", "orange"),
    "unknown": ("Cannot be told", ":material/help:", "gray"),
    "fine": ("Fine", ":material/check_circle:", "green"),
}
ROW, MOST_SHOWN = 34, 8
MOST_PICTURES = 4


@dataclass(frozen=True)
class Checked:
    """One check, and what it found."""

    check: Check
    finding: Finding


def data_quality(view: View) -> None:
    """All checks: a line that sums up, a card for each that wants something, a line for each of the others."""
    with st.spinner("Looking through the data"):
        found = checked(view)
    if not found:
        nothing_yet.card(view)
        return
    st.markdown(summary([one.finding.severity for one in found]), width=WIDTH)
    for one in found:
        if one.finding.severity in ("act", "look"):
            _card(one)
    _others([one for one in found if one.finding.severity in ("unknown", "fine")])


def checked(view: View) -> list[Checked]:
    """What every check found that has something to look at, the most serious first. One that fails leaves the others alone."""
    found = [Checked(check, _seen(view, finding)) for check in CHECKS.values() if (finding := _asked(view, check))]
    return sorted(found, key=lambda one: (SEVERITIES.index(one.finding.severity), one.check.title))


def _seen(view: View, finding: Finding) -> Finding:
    """What this person may see of it."""
    return finding if view.analyst or not finding.for_analysts else replace(finding, rows=finding.rows.drop(columns=list(finding.for_analysts)))


def summary(severities: list[Severity]) -> str:
    """``**3 things to act on, 5 to look at.** 14 are fine.``"""
    act, look, unknown, fine = (severities.count(severity) for severity in SEVERITIES)
    parts = [f"{plural(act, 'thing')} to act on"] if act else []
    parts += [f"{look} to look at" if act else f"{plural(look, 'thing')} to look at"] if look else []
    verdict = f"**{', '.join(parts)}.**" if parts else "**Nothing to act on.**" if fine else "**Nothing to act on, as far as can be told.**"
    rest = [f"{plural(fine, 'check')} found nothing wrong"] if fine else []
    rest += [f"{unknown} cannot be told yet" if rest else f"{plural(unknown, 'check')} cannot be told yet"] if unknown else []
    return f"{verdict} {', '.join(rest)}." if rest else verdict


def _asked(view: View, check: Check) -> Finding | None:
    try:
        return cache.reading(view, check.look) if check.keeps else check(view.store)
    except (StoreChanged, StoreError):
        raise
    except Exception as error:
        return Finding("unknown", f"This check failed. Reference {reference(error)} for your administrator.")


def _card(one: Checked) -> None:
    finding, name = one.finding, one.check.name
    label, icon, colour = BADGES[finding.severity]
    with st.container(border=True, key=f"quality-{name}"):
        card_head(one.check.title, meaning=one.check.definition)
        with st.container(gap="xsmall"):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.badge(label, icon=icon, color=colour)  # type: ignore[arg-type]
                st.caption(literal(" · ".join(_facts(one))) or " ", width="content")
            st.markdown(literal(finding.sentence[:1].upper() + finding.sentence[1:]), width=WIDTH)
            if finding.to_do:
                _to_do(finding)
        if finding.severity == "act" or (finding.rows.empty and finding.hours is None):
            _behind(name, finding)
        else:
            with st.expander("What lies behind it"):
                _behind(name, finding)


def _facts(one: Checked) -> list[str]:
    finding = one.finding
    return [fact for fact in (finding.amount(one.check.counts), f"since {day(finding.since)}" if finding.since else "") if fact]


def _to_do(finding: Finding) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":material/arrow_forward: {literal(finding.to_do)}", width="content")
        if finding.where:
            page, label = PAGES[finding.where]
            st.page_link(page, label=label, icon=":material/chevron_right:", icon_position="right", width="content")


def _others(others: list[Checked]) -> None:
    if not others:
        return
    with st.container(border=True, key="quality-others"):
        card_head("What else was looked at", "Open a line to see how it is decided, and what lies behind.")
        for one in others:
            _, icon, colour = BADGES[one.finding.severity]
            with st.expander(f":{colour}[{icon}] **{one.check.title}** {literal(one.finding.sentence)}"):
                st.caption(one.check.definition)
                facts = _facts(one)
                if facts:
                    st.caption(f"Found: {literal(' · '.join(facts))}")
                _behind(one.check.name, one.finding)


def _behind(name: str, finding: Finding) -> None:
    """The picture, the rows and their file."""
    if finding.hours is not None:
        _pictures(name, finding.hours)
    rows = finding.rows
    if rows.empty:
        return
    st.dataframe(
        rows,
        hide_index=True,
        row_height=ROW,
        height=ROW * (min(MOST_SHOWN, len(rows)) + 1) + 2,
        placeholder="—",
        column_config={column: _column(column, rows[column]) for column in rows.columns},
        key=f"quality-rows-{name}",
        alt=f"{plural(len(rows), 'row')} behind it. {finding.sentence}",
    )
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(f"The first {MOST_ROWS:,} rows" if len(rows) == MOST_ROWS else plural(len(rows), "row"), width="content")
        csv = f"data-quality-{name.replace('_', '-')}.csv"
        st.download_button(
            "CSV", lambda: to_csv_bytes(rows), csv, "text/csv", icon=":material/download:", type="tertiary", on_click="ignore", key=f"csv-{name}"
        )


def _pictures(name: str, hours: pd.DataFrame) -> None:
    """A picture a source, those with most activities first."""
    largest = hours.groupby("source")["activities"].sum().sort_values(ascending=False, kind="stable").index
    for place, source in enumerate(largest[:MOST_PICTURES]):
        st.markdown(f":blue[**{literal(str(source))}**] by hour of the local day")
        show(draw(hours_of_day, hours[hours["source"] == source].reset_index(drop=True)), f"chart-{name}-{place}")
    more = f" The {MOST_PICTURES} sources with most activity." if len(largest) > MOST_PICTURES else ""
    st.caption(f"Grey ground: 01:00 to 05:00, when most people sleep.{more}")


def _column(name: str, values: "pd.Series[Any]") -> Any:
    """How a column is shown, by its name and what it holds."""
    label = name.replace("_", " ").capitalize()
    if types.is_datetime64_any_dtype(values):
        to_the_day = bool((values.dropna().dt.normalize() == values.dropna()).all())
        return st.column_config.DateColumn(label, format="D MMM YYYY") if to_the_day else st.column_config.DatetimeColumn(label, format="D MMM YYYY, HH:mm")
    if types.is_numeric_dtype(values) and not types.is_bool_dtype(values):
        return st.column_config.NumberColumn(label, format="percent" if name.startswith("share") else "localized")
    return st.column_config.TextColumn(label)
