"""Churn and conversion: what the page says and shows of customers who are members, against the rest."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import streamlit as st

from lib.charts import customers as chart
from lib.charts.axes import days
from lib.charts.customers import points_between, signed_points
from lib.metrics.customer_value import customer_value
from lib.ui import cache
from lib.ui.card import Notice, Shown, Table, TooFew
from lib.ui.customers import CHOSE, CHURN, CONVERSION, LATER, Outcome, Pooled, Rate, apart, length, monthly, newest_first, over_time, pooled, why_months
from lib.ui.drawing import draw
from lib.ui.figure import Figure, figure, in_points
from lib.ui.page import Answer
from lib.ui.period_column import named_periods
from lib.ui.view import View
from lib.wording import count, known, plural, share

PAGE = "pages/community/churn_conversion.py"
SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
NAMES = {"member": "Members", "power_member": "Power members", "non_member": "Not members"}


def answer(view: View) -> Answer:
    """Do members stay customers?"""
    (stay, _), (begin, _) = pooled(view, CHURN), pooled(view, CONVERSION)
    by = monthly(view).scope.by
    verdict = judged(stay, segmented=bool(view.scope.segments))
    parts = []
    if known(stay.members.value) and known(stay.others.value):
        parts.append(f"{_capital(compared(stay, 'leave', by.value))}{_told_apart(view, stay)}.")
    if known(begin.members.value) and known(begin.others.value) and not view.scope.segments:
        parts.append(f"Of prospects {compared(begin, 'begin to pay', by.value)}{_told_apart(view, begin)}.")
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
    return f"{share(found.members.value, 1)} of the members {what} a {by} against {share(found.others.value, 1)} of the others"


def difference_said(found: Pooled) -> str:
    """``a difference of 1.5 points (95%: 0.4 to 2.6)``, as a size where it is sure, with signs where it is not."""
    difference, low, high = found.difference
    if low > 0 or high < 0:
        low, high = sorted((abs(low), abs(high)))
        return f"a difference of {signed_points(abs(difference))[1:]} (95%: {points_between(low, high)})"
    return f"which may be chance (95%: {points_between(low, high)} points)"


def members_churn(view: View) -> Figure:
    """KPI: how many of the members leave."""
    return _rate(view, CHURN, "members", "Members' churn", "lower", "customers who are members at its start who leave in it")


def others_churn(view: View) -> Figure:
    """KPI: how many of the rest leave."""
    return _rate(view, CHURN, "others", "Others' churn", "lower", "customers who are no members at its start who leave in it")


def churn_difference(view: View) -> Figure:
    """KPI: members against the rest, with the interval in place of a change."""
    now, _ = pooled(view, CHURN)
    told = f"Members' churn less the others', over {length(view)}, in points; below it the 95% interval (Newcombe). {CHOSE}"
    if view.scope.segments or not known(now.difference[0]):
        return Figure("Churn difference", None, help=f"{told} {LATER}" if view.scope.segments else told, of="customer")
    difference, low, high = now.difference
    colour: Any = "green" if high < 0 else "red" if low > 0 else "gray"
    return Figure("Churn difference", signed_points(difference), f"95%: {points_between(low, high)}", "off", colour, help=told, of="customer")


def members_conversion(view: View) -> Figure:
    """KPI: how many of the members begin to pay."""
    return _rate(view, CONVERSION, "members", "Members' conversion", "higher", "prospects who were members on entry who convert in it")


def others_conversion(view: View) -> Figure:
    """KPI: how many of the rest begin to pay."""
    return _rate(view, CONVERSION, "others", "Others' conversion", "higher", "prospects who were no members on entry who convert in it")


def value_per_member(view: View) -> Figure:
    """KPI: what a customer who is a member is worth."""
    found = _values(view).set_index("group")["mean"]
    told = "Mean value a year of the customers who are members and pay at the period's end, of those whose records say one."
    member = found.get("any_member")
    return Figure("Value per member", _money(view, member) if known(member) else None, help=told, of="customer")


def churn_figure(view: View) -> Figure:
    """KPI for other pages: how many of the members leave."""
    return members_churn(view.about("customer")) if view.has("customer") else Figure("Members' churn", None, of="customer")


def churn_notice(view: View) -> Iterator[Notice]:
    """That members leave more often than before, beyond chance."""
    if not view.has("customer"):
        return
    view = view.about("customer")
    now, before = pooled(view, CHURN)
    if before is None or not now.enough or not before.enough:
        return
    _, low, _ = now.members.above(before.members)
    if low > 0:
        by = monthly(view).scope.by
        text = f"{share(now.members.value, 1)} of those who are members leave a {by}, over {length(view)}; before it were {share(before.members.value, 1)}."
        yield Notice(":orange[:material/person_remove:]", "More members stop paying", text, PAGE, "Churn")


def churn_over_time(view: View) -> Shown | TooFew:
    """Who leaves, and the difference."""
    return _over_time(view, CHURN, "Share of customers who leave", "Leave")


def conversion_over_time(view: View) -> Shown | TooFew:
    """Who begins to pay, and the difference."""
    return _over_time(view, CONVERSION, "Share of prospects who convert", "Convert")


def value(view: View) -> Shown | TooFew:
    """What customers are worth, by group."""
    frame = _values(view)
    frame = frame[frame["group"] != "any_member"].assign(name=lambda rows: rows["group"].map({**NAMES, "member": "Other members"}), ours=True)
    frame["ours"] = frame["group"] != "non_member"
    if not frame["valued"].sum():
        return TooFew("No customer's record says what it is worth.", hint="Bring customers in with a value a year", label="No values")
    order = {"power_member": 0, "member": 1, "non_member": 2}
    frame = frame.sort_values("group", key=lambda group: group.map(order), ignore_index=True)
    known_ones, all_ones = int(frame["valued"].sum()), int(frame["customers"].sum())
    foot = f"Dot: mean, shade: its 95% interval, tick: median. {count(known_ones)} of {plural(all_ones, 'customer')} with a value."
    rows = frame.drop(columns=["name", "ours"])
    return Shown(rows, draw(chart.values, frame, _sign(view)), foot=foot)


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
    rate: Rate = getattr(now, who)
    earlier: Rate | None = getattr(before, who) if before else None
    low, high = rate.interval
    lines = over_time(view, outcome)
    by = monthly(view).scope.by
    of = f" 95%: {share(low, 1).removesuffix('%')} to {share(high, 1)}." if rate.of else ""
    return figure(
        label,
        rate.value,
        earlier.value if earlier else None,
        lambda value: share(value, 1),
        better=better,
        change=in_points,
        sure=rate.surely_other(earlier),
        trend=lines.loc[lines["line"] == who, "rate"].tolist(),
        help=f"Share, a {by}, of the {explained}, over {length(view)}.{of} {why_months(view)}Grey: within chance.",
        of="customer",
    )


def _over_time(view: View, outcome: Outcome, what: str, verb: str) -> Shown | TooFew:
    frame = over_time(view, outcome)
    by = monthly(view).scope.by
    if not frame["of"].sum():
        if outcome is CONVERSION:
            return TooFew("No source says when customers first paid.", hint="Bring customers in with converted_at", label="Not known")
        return TooFew(f"No {by} is over yet in which there were customers at the start.")
    between = apart(frame)
    rows = frame.rename(columns={"line": "group", "low": "ci_low", "high": "ci_high"})
    if view.scope.segments:
        return Shown(rows, draw(chart.rates, frame, by, what), foot=f"{why_months(view)}{LATER}")
    panels = (
        (f"**{verb} a {by}**", draw(chart.rates, frame, by, what)),
        (":blue[**Members less the others**], in points", draw(chart.differences, between, by, f"{what}: members less the others")),
    )
    thin = f"Hollow: under {chart.THIN} in a group. " if (frame.loc[frame["line"] != "power", "of"] < chart.THIN).any() else ""
    return Shown(rows, panels=panels, foot=f"{why_months(view)}{thin}Power members are among the members.")


def _told_apart(view: View, found: Pooled) -> str:
    return "" if view.scope.segments else f", {difference_said(found)}"


def _between(frame: pd.DataFrame) -> list[str]:
    return ["—" if low != low else f"{100 * low:.1f} to {100 * high:.1f}%" for low, high in zip(frame["ci_low"], frame["ci_high"], strict=True)]


def _states(frame: pd.DataFrame) -> list[str]:
    latest = frame["period_start"].max()
    return ["" if whole else "so far" if start == latest else "partly known" for start, whole in zip(frame["period_start"], frame["complete"], strict=True)]


def _values(view: View) -> pd.DataFrame:
    return cache.reading(view, customer_value, view.scope)


def _sign(view: View) -> str:
    return SIGNS.get(view.settings.currency, f"{view.settings.currency} ")


def _money(view: View, amount: float) -> str:
    return f"{_sign(view)}{count(amount)}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
