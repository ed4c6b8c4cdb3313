"""Did a change make a difference: a series of weeks before and after a dated change, and how large the difference is."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
import streamlit as st

from lib.charts import interrupted as chart
from lib.charts.axes import days
from lib.charts.events import Event
from lib.report.growth import BY
from lib.scope import Grain
from lib.statistics.interrupted_series import LEAST, LEAST_SIDE, Estimate, Fit, Interrupted, interrupted_series
from lib.store.annotations import annotations
from lib.ui import cache
from lib.ui.card import Shown, Table, TooFew, card, deck_of_three
from lib.ui.drawing import draw
from lib.ui.events import PAGE as EVENTS
from lib.ui.events import days_of
from lib.ui.growth_vs_support import tested
from lib.ui.view import View, current, set_current
from lib.wording import MINUS, number, plural, share

CHANGE, SERIES = "growth.change", "growth.series"


@dataclass(frozen=True)
class Series:
    """A weekly series that a change may have moved: where it comes from, and what it is called."""

    name: str
    metric: str
    column: str
    of_tickets: bool


ALIKE = 0.1
"""Weeks that are less alike than this leave the plain fit's intervals nearly as they are."""
OFFERED = {
    "rate": Series("Tickets per 1,000 customers", "tickets", "tickets_per_1000_customers", True),
    "tickets": Series("Support tickets", "tickets", "opened", True),
    "active": Series("Members active in a week", "growth_accounting", "active", False),
}


@dataclass(frozen=True)
class Sides:
    """Whole weeks before and after a change; those ``between`` lie on both sides of its day, or within its days."""

    before: int
    between: int
    after: int

    @property
    def short(self) -> str:
        """What is missing; empty where there is enough."""
        said = f"{plural(self.before, 'whole week')} before and {self.after} after"
        if min(self.before, self.after) < LEAST_SIDE:
            return f"Too short to tell: {said}; at least {LEAST_SIDE} are needed on either side."
        return f"Too short to tell: {said}; {LEAST} are needed in all." if self.before + self.after < LEAST else ""


def sides(starts: list[date], first: date, last: date, by: Grain = BY) -> Sides:
    """Where the weeks that begin on ``starts`` lie: one that begins on the day of a change of a single day is after it."""
    before = sum(by.next(start) <= first for start in starts)
    after = sum(start > last or start == first == last for start in starts)
    return Sides(before, len(starts) - before - after, after)


def did_it_make_a_difference() -> None:
    """The choice of a change and a series, and the two cards about them."""
    view = current()
    changes = _changes(view)
    if changes.empty:
        card("Did a change make a difference?", "A series before and after a dated change", _none_entered)
        if view.who is not None:
            st.page_link(EVENTS, label="Enter a change", icon=":material/event:")
        return
    offered = [key for key, series in OFFERED.items() if view.has("ticket" if series.of_tickets else "activity") and _known(view, series)]
    if not offered:
        return
    with st.container(horizontal=True):
        when = map(days_of, days(changes["first_day"]), days(changes["last_day"]))
        names = {number: f"{name}, {day}" for number, name, day in zip(changes["annotation_id"].tolist(), changes["name"].tolist(), when, strict=True)}
        chosen = st.selectbox("Change", list(names), format_func=lambda number: names[number], key=CHANGE, width=320)
        series = st.selectbox("What it may have moved", offered, format_func=lambda key: OFFERED[key].name, key=SERIES, width=260)
    set_current(replace(view, options={**view.options, CHANGE: str(chosen), SERIES: series}))
    cards = deck_of_three()
    card(
        "Did the change make a difference?",
        "Week by week; dashed: as before, had nothing changed",
        before_and_after,
        of="growth_vs_tickets",
        within=cards,
        span=2,
    )
    caption = "The jump at the change, and how much steeper it goes on each week, with 95% intervals"
    card("How large", caption, how_large, of="growth_vs_tickets", within=cards)


def before_and_after(view: View) -> Shown | TooFew:
    """The series, the day of the change, and the fitted lines."""
    change, series, rows, found = _asked(view)
    if isinstance(found, str):
        return TooFew(found, hint="Wait for more weeks, or bring in earlier data", label="Too short to tell")
    between = _sides(rows, change)
    after = np.arange(len(rows)) >= between.before + between.between
    told = pd.DataFrame(
        {
            "period_start": rows["period_start"].to_numpy(),
            "value": rows["value"].to_numpy(),
            "fitted": found.fit.fitted,
            "otherwise": found.fit.otherwise,
            "after": after,
        }
    )
    colour = "violet" if series.of_tickets else "blue"
    heading = f":{colour}[**{series.name}**] {verdict(found)}"
    left_out = f" {plural(between.between, 'week holds', 'weeks hold')} the change itself and {'is' if between.between == 1 else 'are'} left out."
    left_out = left_out if between.between else ""
    foot = (
        f"All {plural(len(rows), 'whole week')} of the data: {between.before} before, {between.after} after.{left_out} Other things may have happened that day."
    )
    picture = draw(chart.of_tickets if series.of_tickets else chart.of_members, told, BY, change)
    return Shown(told, panels=((heading, picture),), foot=foot)


def how_large(view: View) -> Shown | TooFew:
    """Both estimates, and beside them what a fit would say that takes weeks for independent."""
    _, _, _, found = _asked(view)
    if isinstance(found, str):
        return TooFew("No estimate.", hint=f"It takes {LEAST} whole weeks, {LEAST_SIDE} of them on either side.", label="Too short to tell")
    fits = {"Estimate": found.fit, "Naive": found.naive}
    rows = pd.DataFrame({"": ["At once", "Per week", "By chance"], **{name: [*_told(fit), _by_chance(fit.p)] for name, fit in fits.items()}})
    foot = alike(found.correlation)
    settings = {"": st.column_config.TextColumn(width="small")}
    return Shown(rows, table=Table(settings, f"Estimates with intervals. {foot}"), foot=foot)


def alike(correlation: float) -> str:
    """What the likeness of neighbouring weeks means for the two fits."""
    if correlation > ALIKE:
        return f"Weeks next to each other are alike (r = {number(correlation)}). The naive fit takes them for independent, so its intervals are too narrow."
    return f"Weeks next to each other are hardly alike (r = {number(correlation)}): here the naive fit may be trusted about as far as the other."


def verdict(found: Interrupted) -> str:
    """Whether there is a difference, in a sentence. Markdown."""
    if not found.fit.differs:
        return "No difference shown: the change lies within chance."
    level, slope = found.fit.level, found.fit.slope
    parts = []
    if level.p < 0.05:
        parts.append(f"{'down' if level.value < 0 else 'up'} by {_signed(abs(level.value)).removeprefix('+')} at once")
    if slope.p < 0.05:
        parts.append(f"then {'falling' if slope.value < 0 else 'rising'} by {_signed(abs(slope.value)).removeprefix('+')} a week against before")
    said = " and ".join(parts) or "at once and afterwards taken together"
    return f"A difference: {said}."


def _none_entered(view: View) -> TooFew:
    hint = "Enter one on the page Events, such as a release, and it can be tested here" if view.who is not None else "Analysts enter changes on the page Events"
    return TooFew("No change has been entered yet.", hint=hint, label="Nothing to test")


def _asked(view: View) -> tuple[Event, Series, pd.DataFrame, Interrupted | str]:
    """The chosen change and series, its whole weeks, and the fit, or why there is none."""
    changes = _changes(view).set_index("annotation_id")
    row = changes.loc[int(view.options[CHANGE])]
    change = Event(row["first_day"].date(), row["last_day"].date(), str(row["name"]))
    series = OFFERED[view.options[SERIES]]
    rows = _weeks(view, series)
    between = _sides(rows, change)
    found = interrupted_series(rows["value"].to_numpy(), between.before, between.between)
    return change, series, rows, found or between.short or "The series does not vary: there is nothing that chance could have a part in."


def _sides(rows: pd.DataFrame, change: Event) -> Sides:
    return sides(days(rows["period_start"]), change.first, change.last)


def _weeks(view: View, series: Series) -> pd.DataFrame:
    """period_start, value: the whole weeks of a series."""
    frame = cache.metric(view, series.metric, tested(view))
    whole = frame[frame["complete"]]
    return pd.DataFrame({"period_start": whole["period_start"].to_numpy(), "value": whole[series.column].to_numpy(dtype=np.float64, na_value=np.nan)}).dropna()


def _known(view: View, series: Series) -> bool:
    return len(_weeks(view, series)) > 0


def _changes(view: View) -> pd.DataFrame:
    """The latest first."""
    found = cache.reading(view, annotations)
    return found[found["kind"] == "change"].iloc[::-1]


def _told(fit: Fit) -> list[str]:
    return [_estimate(fit.level), _estimate(fit.slope)]


def _estimate(one: Estimate) -> str:
    return f"{_signed(one.value)} ({_signed(one.low)} to {_signed(one.high)})"


def _signed(value: float) -> str:
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 1 else 2
    return f"{value:+,.{digits}f}".replace("-", MINUS)


def _by_chance(p: float) -> str:
    return "under 1%" if p < 0.01 else share(p)
