"""Churn and conversion: what the page says and shows of customers who are members, against the rest."""

from collections.abc import Generator
from typing import Any

import pandas as pd
import streamlit as st

from lib.charts import customers as chart
from lib.charts.axes import days
from lib.charts.customers import points_between, rate, rates_between, signed_points
from lib.scope import Grain
from lib.ui.card import Notice, Shown, Table, TooFew
from lib.ui.customers import CHOSE, CHURN, CONVERSION, LATER, Outcome, Pooled, Rate, apart, length, monthly, newest_first, over_time, pooled, why_months
from lib.ui.drawing import draw
from lib.ui.figure import Figure, figure, in_points
from lib.ui.page import Answer
from lib.ui.period_column import named_periods
from lib.ui.view import View
from lib.wording import known, period_name, shares_between

PAGE = "pages/community/churn_conversion.py"
NAMES = {"member": "Members", "power_member": "Power members", "non_member": "Not members"}


def answer(view: View) -> Answer:
    """Do members stay customers?"""
    (stay, _), (begin, _) = pooled(view, CHURN), pooled(view, CONVERSION)
    by = monthly(view).scope.by
    verdict = judged(stay, segmented=bool(view.scope.segments))
    parts = []
    if known(stay.members.value) and known(stay.others.value):
        parts.append(f"{_capital(compared(stay, 'leave', by.value))}{_told_apart(view, stay, by.value)}.")
    if known(begin.members.value) and known(begin.others.value) and not view.scope.segments:
        parts.append(f"Among prospects, {compared(begin, 'begin to pay', by.value)}{_told_apart(view, begin, by.value)}.")
    parts.append(LATER if view.scope.segments else CHOSE)
    return Answer(verdict, " ".join(parts))


def judged(found: Pooled, *, segmented: bool = False) -> str:
    """The verdict on members against the rest: only where the interval of the difference leaves zero out is there one."""
    if segmented:
        return "No comparison within a segment."
    if not found.enough:
        return "Too early to say."
    _, low, high = found.difference
    return "Members leave less often." if high < 0 else "Members leave more often." if low > 0 else "No difference shown."


def compared(found: Pooled, what: str, by: str) -> str:
    """``1.6% of the members leave a month against 3.1% of the others``."""
    return f"{rate(found.members.value)} of the members {what} a {by} against {rate(found.others.value)} of the others"


def difference_said(found: Pooled, by: str) -> str:
    """``month by month a difference of 1.5 points (95%: 0.4 to 2.6)``: a size where it is sure, signed where it is not.

    The difference is that within periods; where its direction is not the one that the rates show, that is said.
    """
    difference, low, high = found.difference
    if not found.enough:
        return "too few to tell more"
    if low > 0 or high < 0:
        turned = f", with members {'higher' if difference > 0 else 'lower'}" if found.turned else ""
        low, high = sorted((abs(low), abs(high)))
        return f"{by} by {by} a difference of {signed_points(abs(difference))[1:]} (95%: {points_between(low, high)}){turned}"
    return f"{by} by {by} a difference that may be chance (95%: {points_between(low, high)} points)"


def members_churn(view: View) -> Figure:
    """KPI: how many of the members leave."""
    return _rate(view, CHURN, "members", "Members' churn", "lower", "customers who are members at its start who leave in it")


def others_churn(view: View) -> Figure:
    """KPI: how many of the rest leave."""
    return _rate(view, CHURN, "others", "Others' churn", "lower", "customers who are no members at its start who leave in it")


def churn_difference(view: View) -> Figure:
    """KPI: members against the rest, with the interval in place of a change."""
    now, _ = pooled(view, CHURN)
    by = monthly(view).scope.by
    told = (
        f"Members' churn less the others' {by} by {by}, weighted over {length(view)} (Mantel–Haenszel), in points; below it the 95% interval. "
        f"So it may differ from the two rates, which are of all {by}s together. {CHOSE}"
    )
    if view.scope.segments or not known(now.difference[0]):
        return Figure("Churn difference", None, help=f"{told} {LATER}" if view.scope.segments else told, of="customer")
    difference, low, high = now.difference
    colour: Any = "green" if high < 0 else "red" if low > 0 else "gray"
    return Figure("Churn difference", signed_points(difference), f"95%: {points_between(low, high)}", "off", colour, help=told, of="customer")


def members_conversion(view: View) -> Figure:
    """KPI: how many of the members begin to pay."""
    return _rate(view, CONVERSION, "members", "Members convert", "higher", "prospects who were members on entry who convert in it")


def others_conversion(view: View) -> Figure:
    """KPI: how many of the rest begin to pay."""
    return _rate(view, CONVERSION, "others", "Others convert", "higher", "prospects who were no members on entry who convert in it")


def churn_figure(view: View) -> Figure:
    """KPI for other pages: how many of the members leave."""
    return members_churn(view.about("customer")) if view.has("customer") else Figure("Members' churn", None, of="customer")


def churn_notice(view: View) -> Generator[Notice, None, bool]:
    """That members leave more often than before, beyond chance."""
    if not view.has("customer"):
        return False
    view = view.about("customer")
    now, before = pooled(view, CHURN)
    if before is None or not now.enough or not before.enough:
        return False
    _, low, _ = now.members.above(before.members)
    if low > 0:
        by = monthly(view).scope.by
        text = f"{rate(now.members.value)} of those who are members leave a {by}, over {length(view)}; before it were {rate(before.members.value)}."
        yield Notice(":orange[:material/person_remove:]", "More members stop paying", text, PAGE, "Churn", {"by": f"by {by}"})
    return True


def churn_over_time(view: View) -> Shown | TooFew:
    """Who leaves, and the difference."""
    return _over_time(view, CHURN, "Share of customers who leave")


def conversion_over_time(view: View) -> Shown | TooFew:
    """Who begins to pay, and the difference."""
    return _over_time(view, CONVERSION, "Share of prospects who convert")


def behind_the_numbers(view: View) -> Shown:
    """Churn and conversion a period and group, newest first."""
    by = monthly(view).scope.by
    left, paid = newest_first(view, CHURN), newest_first(view, CONVERSION)
    rows = pd.DataFrame(
        {
            **named_periods(days(left["period_start"]), by),
            "Group": left["group"].map(NAMES),
            "Customers": left["customers"],
            "Left": left["churned"],
            "Churn": 100 * left["rate"],
            "Churn 95%": _between(left),
            "Prospects": paid["prospects"],
            "Converted": paid["converted"],
            "Conversion": 100 * paid["rate"],
            "Conversion 95%": _between(paid),
            "State": _states(left),
        }
    )
    settings: dict[str, Any] = {name: st.column_config.NumberColumn(format="localized") for name in ("Customers", "Left", "Prospects", "Converted")}
    settings |= {name: st.column_config.NumberColumn(format="%.1f%%") for name in ("Churn", "Conversion")}
    settings |= {"State": st.column_config.TextColumn("", width="small")}
    return Shown(
        rows, table=Table(settings, f"Churn and conversion by group, a row a {by} and group"), foot=f"{why_months(view)}Members here without the power members."
    )


def _rate(view: View, outcome: Outcome, who: str, label: str, better: Any, explained: str) -> Figure:
    now, before = pooled(view, outcome)
    found: Rate = getattr(now, who)
    earlier: Rate | None = getattr(before, who) if before else None
    lines = over_time(view, outcome)
    by = monthly(view).scope.by
    between = f" 95%: {rates_between(*found.interval)}." if found.of else ""
    return figure(
        label,
        found.value,
        earlier.value if earlier else None,
        rate,
        better=better,
        change=in_points,
        sure=found.surely_other(earlier),
        trend=lines.loc[lines["line"] == who, "rate"].tolist(),
        help=f"Share, a {by}, of the {explained}, over {length(view)}.{between} {why_months(view)}Grey: within chance.",
        of="customer",
    )


def _over_time(view: View, outcome: Outcome, what: str) -> Shown | TooFew:
    frame = over_time(view, outcome)
    by = monthly(view).scope.by
    if not frame["of"].sum():
        if outcome is CONVERSION:
            said = f"In no whole {by} was anybody a prospect, as far as is known."
            return TooFew(said, hint="Prospects are known of sources that say when customers first paid", label="Not known")
        return TooFew(f"No {by} is over yet in which there were customers at the start.")
    between = apart(frame)
    rows = frame.rename(columns={"line": "group", "low": "ci_low", "high": "ci_high"})
    if view.scope.segments:
        return Shown(rows, panels=((_heading(frame, by), draw(chart.rates, frame, by, what)),), foot=f"{why_months(view)}{LATER}")
    panels = (
        (_heading(frame, by), draw(chart.rates, frame, by, what)),
        (":blue[**Members less the others**], in points", draw(chart.differences, between, by, f"{what}: members less the others")),
    )
    thin = f"Hollow: under {chart.THIN} in a group. " if (frame.loc[frame["line"] != "power", "of"] < chart.THIN).any() else ""
    power = "Thin line: the power members among the members." if "power" in chart.drawn_lines(frame) else ""
    return Shown(rows, panels=panels, foot=f"{why_months(view)}{thin}{power}".rstrip())


def _heading(frame: pd.DataFrame, by: Grain) -> str:
    """The lines by name, coloured like them, with their latest values."""
    latest = frame[frame["period_start"] == frame["period_start"].max()].set_index("line")["rate"]
    written = {"members": ":blue[**Members**]", "others": ":gray[**Not members**]", "power": ":blue[Power members]"}
    named = [f"{written[line]} {rate(latest.get(line))}" for line in chart.drawn_lines(frame)]
    return f"{period_name(days([frame['period_start'].max()])[0], by)}: {', '.join(named)}"


def _told_apart(view: View, found: Pooled, by: str) -> str:
    return "" if view.scope.segments else f", {difference_said(found, by)}"


def _between(frame: pd.DataFrame) -> list[str]:
    return [shares_between(low, high, 1) for low, high in zip(frame["ci_low"], frame["ci_high"], strict=True)]


def _states(frame: pd.DataFrame) -> list[str]:
    latest = frame["period_start"].max()
    return ["" if whole else "so far" if start == latest else "partly known" for start, whole in zip(frame["period_start"], frame["complete"], strict=True)]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
