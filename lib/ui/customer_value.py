"""What customers are worth: those who are members against the rest."""

import pandas as pd

from lib.charts import customers as chart
from lib.ui import cache
from lib.ui.card import Shown, TooFew
from lib.ui.customers import LATER
from lib.ui.drawing import draw
from lib.ui.figure import Figure
from lib.ui.literal import literal
from lib.ui.view import View
from lib.wording import count, known, plural

SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
NAMES = {"power_member": "Power members", "member": "Other members", "non_member": "Not members"}
"""The groups, in the order in which they are drawn."""


def per_member(view: View) -> Figure:
    """KPI: what a customer who is a member is worth."""
    found = _values(view).set_index("group")["mean"]
    others = f" Of the others: {literal(_money(view, found['non_member']))}." if known(found.get("non_member")) else ""
    told = f"Mean value a year of the customers who are members and pay at the period's end, of those whose records say one.{others}"
    member = found.get("any_member")
    return Figure("Value per member", _money(view, member) if known(member) else None, help=told, of="customer")


def by_group(view: View) -> Shown | TooFew:
    """What customers are worth, by group."""
    frame = _values(view)
    frame = frame[frame["group"].isin(list(NAMES))].assign(name=lambda rows: rows["group"].map(NAMES), ours=lambda rows: rows["group"] != "non_member")
    if not frame["valued"].sum():
        return TooFew("No customer's record says what it is worth.", hint="Bring customers in with a value a year", label="No values")
    frame = frame.sort_values("group", key=lambda group: group.map(list(NAMES).index), ignore_index=True)
    known_ones, all_ones = int(frame["valued"].sum()), int(frame["customers"].sum())
    foot = f"Dot: mean, shade: its 95% interval, tick: median. {count(known_ones)} of {plural(all_ones, 'customer')} with a value."
    return Shown(frame.drop(columns=["name", "ours"]), draw(chart.values, frame, _sign(view)), foot=f"{foot} {_said(view)}")


def _said(view: View) -> str:
    """How far members' mean lies above the others', where it can be told."""
    member = _values(view).set_index("group").loc["any_member"]
    if view.scope.segments:
        return LATER
    if not known(member["difference_low"]):
        return ""
    low, high = (f"{'−' if value < 0 else ''}{literal(_money(view, abs(value)))}" for value in (member["difference_low"], member["difference_high"]))
    sure = member["difference_low"] > 0 or member["difference_high"] < 0
    return f"All members less the others: {low} to {high} (95%){'' if sure else ', so no difference is shown'}."


def _values(view: View) -> pd.DataFrame:
    return cache.metric(view, "customer_value")


def _sign(view: View) -> str:
    return SIGNS.get(view.settings.currency, f"{view.settings.currency} ")


def _money(view: View, amount: float | None) -> str:
    return f"{_sign(view)}{count(amount)}"
