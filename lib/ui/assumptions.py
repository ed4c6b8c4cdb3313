"""What the community's value rests on: each assumption as it stands, the forms to change it, and every change so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import pandas as pd
import streamlit as st

from lib import wording
from lib.report.figure import plain_number
from lib.report.programme_cost import MONTHS, programme
from lib.report.quarter import Quarter
from lib.report.worth import SHARES
from lib.safe_csv import to_csv_bytes
from lib.scope import Grain, Scope
from lib.settings import Settings
from lib.store.setting_changes import Stated, changes, stated
from lib.ui import cache
from lib.ui.assumptions_form import assumptions_form
from lib.ui.card_head import card_head
from lib.ui.cost_form import cost_form
from lib.ui.literal import literal
from lib.ui.moment import moment
from lib.ui.settings_form import ASSUMPTIONS, label
from lib.ui.view import View

SAID = "assumptions.said"
_ROW, _SHOWN = 34, 10
_COST = "programme_cost "


@dataclass(frozen=True)
class Stands:
    """An assumption as it stands: ``value`` in words, ``said``: by whom and when, else why nobody did."""

    name: str
    value: str
    meaning: str
    source: str | None = None
    reason: str | None = None
    said: str = ""


def assumptions(view: View) -> None:
    """All of the page; the forms for those who may change data."""
    said = st.session_state.pop(SAID, None)
    if said:
        st.toast(said, icon=":material/check_circle:")
    _card("Estimated", "What no record can show: somebody says what it is, and where that comes from", estimated(view))
    _card("Counted", "What the programme cost, from records of it", counted(view))
    if view.who is None:
        st.caption(":material/lock: Only analysts enter assumptions.")
    else:
        assumptions_form(view.store, view.who, SAID)
        cost_form(view.store, view.today, view.who, SAID)
    _history(view)


def estimated(view: View) -> tuple[Stands, ...]:
    """Each assumption with what was said of it."""
    settings, said = view.settings, stated(view.store, ASSUMPTIONS)
    low, base, high = (_percent(getattr(settings, key)) for key in SHARES)
    shares = [said[key] for key in SHARES if key in said]
    return (
        _estimated(
            "Would have opened a ticket", f"{base}, from {low} to {high}", "Of the questions that members solved without staff", shares, settings, "default"
        ),
        _money("cost_per_ticket", "Nothing is told in money until it is entered", said, settings),
        _money("converted_member_value", "Conversions are left out of the value until it is entered", said, settings),
    )


def counted(view: View) -> tuple[Stands, ...]:
    """The programme's cost in the last quarter that is over, and in this one."""
    this = Quarter.of(view.today)
    return tuple(_programme(view, quarter) for quarter in (this.previous, this))


def _card(name: str, caption: str, shown: tuple[Stands, ...]) -> None:
    with st.container(border=True):
        card_head(name, caption)
        with st.grid(len(shown), min_column_width=240) as grid:
            for one in shown:
                with grid.cell():
                    _stands(one)


def _money(key: str, until: str, said: dict[str, Stated], settings: Settings) -> Stands:
    value: float | None = getattr(settings, key)
    text = "Not entered" if value is None else wording.money(value, settings.currency, 0 if value == round(value) else 2)
    return _estimated(label(key), text, until if value is None else "", [said[key]] if key in said else [], settings, "" if value is None else "unsigned")


def _estimated(name: str, value: str, meaning: str, said: list[Stated], settings: Settings, otherwise: str) -> Stands:
    if not said:
        words = {"default": "Our default: nobody has said what it is here", "unsigned": "Nobody said where it comes from", "": ""}
        return Stands(name, value, meaning, said=words[otherwise])
    last = max(said, key=lambda one: one.changed_at)
    return Stands(name, value, meaning, _all(one.source for one in said), _all(one.reason for one in said), _signed(last.changed_by, last.changed_at, settings))


def _programme(view: View, quarter: Quarter) -> Stands:
    scope = Scope(quarter.period.start, quarter.period.last, Grain.QUARTER)
    amounts = cache.metric(view, "deflection", scope)["programme_cost"]
    amount = float(amounts.iloc[0]) if len(amounts) and wording.known(amounts.iloc[0]) else None
    found = programme(view.store, quarter, amount)
    name, settings = f"Cost of the programme, {quarter.name}", view.settings
    if found.amount is None:
        return Stands(name, "Not known", f"{found.missing[:1].upper()}{found.missing[1:]}", found.sources)
    signed = _signed(found.stated_by, found.stated_at, settings) if found.stated_at and found.stated_by else ""
    months = "Of its three months" if found.months == MONTHS else f"Of {found.months} of its three months"
    return Stands(name, wording.money(found.amount, settings.currency), months, found.sources, found.reason, signed)


def _all(texts: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(text for text in texts if text)) or None


def _signed(who: str, when: datetime, settings: Settings) -> str:
    return f"{who}, {moment(when, settings)}"


def _stands(one: Stands) -> None:
    with st.container(gap="xsmall"):
        st.markdown(f"{literal(one.name)}  \n**{literal(one.value)}**")
        lines = (one.meaning, one.source and f"Source: {one.source}", one.reason and f"Reason: {one.reason}", one.said)
        st.caption("  \n".join(literal(line) for line in lines if line))


def _history(view: View) -> None:
    """Every value that was ever stated, the latest first."""
    found = changes(view.store)
    found = found[found["key"].isin(ASSUMPTIONS) | found["key"].str.startswith(_COST)].reset_index(drop=True)
    with st.container(border=True):
        card_head("Every change", "The latest first")
        if found.empty:
            st.markdown("Nobody has stated anything yet.")
            return
        shown = pd.DataFrame(
            {
                "When": found["changed_at"].dt.tz_convert(view.settings.zone).dt.tz_localize(None),
                "What": [_named(key) for key in found["key"]],
                "Value": [_written(key, value) for key, value in zip(found["key"], found["value"], strict=True)],
                "By": found["changed_by"],
                "Source": found["source"],
                "Reason": found["reason"],
            }
        )
        st.dataframe(
            shown,
            hide_index=True,
            row_height=_ROW,
            height=_ROW * (min(_SHOWN, len(shown)) + 1) + 2,
            placeholder="—",
            column_config={
                "When": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm"),
                "What": st.column_config.TextColumn(width=320),
                "Value": st.column_config.TextColumn(width=100),
            },
            alt=f"{wording.plural(len(shown), 'change')} of assumptions, the latest first",
            key="assumptions.history",
        )
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.caption(wording.plural(len(shown), "change"))
            st.download_button(
                "CSV",
                lambda: to_csv_bytes(found),
                "assumptions.csv",
                "text/csv",
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
                key="assumptions.csv",
            )


def _named(key: str) -> str:
    """``programme_cost 2026-07 Moderation`` as ``Programme cost 2026-07: Moderation``."""
    if not key.startswith(_COST):
        return label(key)
    month, _, item = key.removeprefix(_COST).partition(" ")
    return f"Programme cost {month}: {item}"


def _written(key: str, value: str) -> str | None:
    """A stated value as people write it; None where it was emptied."""
    if not value or key.startswith(_COST):
        return value or None
    return _percent(float(value)) if key in SHARES else plain_number(float(value))


def _percent(value: float) -> str:
    """``22%``, ``22.5%``."""
    return wording.share(value, 1).replace(".0%", "%")
