"""Support: its figures, its cards, and when more tickets come than usual."""

from collections.abc import Generator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from lib.charts import tickets as tickets_chart
from lib.charts.axes import days
from lib.metrics.tickets import times
from lib.scope import Grain, Period, Scope
from lib.statistics.intervals import Z
from lib.statistics.usual_range import usual_range
from lib.ui import cache
from lib.ui.card import NoMatch, Notice, Shown, Table
from lib.ui.drawing import draw
from lib.ui.falling import BY_WEEK
from lib.ui.figure import Figure, figure
from lib.ui.period_column import named_periods
from lib.ui.view import View
from lib.wording import average, count, hours, known, period_name, plural

PAGE = "pages/executive/growth_vs_support.py"
WEEKS = 12
"""How many weeks before tell what is usual for the latest one."""


def tickets_figure(view: View) -> Figure:
    """KPI: tickets opened in the whole periods."""
    view = view.about("ticket")
    if not view.has("ticket"):
        return Figure("Tickets", None, help="No support tickets were brought in yet.")
    now, before = (_rows(view, starts) for starts in (view.whole, view.earlier))
    number, earlier = _sum(now, "opened"), _sum(before, "opened") if len(before) else None
    return figure(
        "Tickets",
        number,
        earlier,
        count,
        better="lower",
        sure=number is not None and earlier is not None and abs(number - earlier) > Z * (number + earlier) ** 0.5,
        trend=now["opened"].tolist(),
        help=f"Support tickets opened over {view.length}. Grey: within chance.",
        of="tickets",
    )


def per_1000(view: View) -> Figure:
    """KPI: tickets of a typical period for each 1,000 customers."""
    view = view.about("ticket")
    now, before = (_rows(view, starts) for starts in (view.whole, view.earlier))
    (rate, error), (earlier, earlier_error) = _rate(now), _rate(before)
    sure = rate is not None and earlier is not None and abs(rate - earlier) > Z * (error**2 + earlier_error**2) ** 0.5
    return figure(
        "Per 1,000 customers",
        rate,
        earlier,
        average,
        better="lower",
        sure=sure,
        trend=now["tickets_per_1000_customers"].tolist(),
        help=f"Support tickets a {view.scope.by} for each 1,000 customers, mean of {view.length}. Grey: within chance.",
        of="tickets",
    )


def backlog(view: View) -> Figure:
    """KPI: tickets open at the end."""
    view = view.about("ticket")
    now, before = (_rows(view, starts) for starts in (view.whole, view.earlier))
    number, earlier = _last(now, "backlog"), _last(before, "backlog")
    return figure(
        "Open tickets",
        number,
        earlier,
        count,
        better="lower",
        change=lambda now, before: count(abs(now - before)),
        sure=number is not None and earlier is not None and abs(number - earlier) > Z * (number + earlier) ** 0.5,
        trend=now["backlog"].tolist(),
        help=f"Opened and not resolved by the end of the last whole {view.scope.by}. Grey: within chance.",
        of="tickets",
    )


def first_response(view: View) -> Figure:
    """KPI: the median time to a first response."""
    return _time(view, "first_response", "First response", "get a first response", "median_hours_to_first_response")


def resolution(view: View) -> Figure:
    """KPI: the median time to a resolution."""
    return _time(view, "resolution", "Resolution", "are resolved", "median_hours_to_resolution")


def work(view: View) -> Shown | NoMatch:
    """Opened, resolved and open, a period at a time."""
    frame = cache.metric(view, "tickets")
    if not _any(frame):
        return NoMatch("support tickets")
    dashed = f" Dashed: the {view.scope.by} is not over." if not frame["complete"].iloc[-1] else ""
    rows = frame[["period_start", "opened", "resolved", "backlog", "complete"]]
    return Shown(rows, draw(tickets_chart.work, rows, view.scope.by), foot=f"Thin: open at the end of the {view.scope.by}.{dashed}")


def waits(view: View) -> Shown | NoMatch:
    """How long they take, a period at a time."""
    frame = cache.metric(view, "tickets")
    if not _any(frame):
        return NoMatch("support tickets")
    rows = frame[["period_start", "opened", "median_hours_to_first_response", "median_hours_to_resolution", "complete"]]
    told = cache.reading(view, times, view.now or view.scope).iloc[0]
    waiting = plural(int(told["resolution_waiting"]), "ticket is", "tickets are")
    return Shown(rows, draw(tickets_chart.waits, rows, view.scope.by), foot=f"By the day the ticket was opened; {waiting} still open and counted as waiting.")


def behind_the_numbers(view: View) -> Shown:
    """A row a period, newest first."""
    by = view.scope.by
    frame = cache.metric(view, "tickets").iloc[::-1]
    rows = pd.DataFrame(
        {
            **named_periods(days(frame["period_start"]), by),
            **{label: frame[name].to_numpy() for label, name in _COLUMNS.items()},
            "State": ["" if complete else "so far" if place == 0 else "partly known" for place, complete in enumerate(frame["complete"])],
        }
    )
    settings: dict[str, Any] = {label: st.column_config.NumberColumn(format="localized") for label in ("Opened", "Resolved", "Open", "Customers")}
    settings |= {label: st.column_config.NumberColumn(format="%.1f h") for label in ("First response", "Resolution")}
    settings |= {"Per 1,000": st.column_config.NumberColumn(format="%.1f"), "State": st.column_config.TextColumn("", width="small")}
    return Shown(rows, table=Table(settings, f"Support tickets, a row a {by}"))


_COLUMNS = {
    "Opened": "opened",
    "Resolved": "resolved",
    "Open": "backlog",
    "First response": "median_hours_to_first_response",
    "Resolution": "median_hours_to_resolution",
    "Customers": "customers",
    "Per 1,000": "tickets_per_1000_customers",
}


def support_notice(view: View) -> Generator[Notice, None, bool]:
    """More tickets for each 1,000 customers in the last whole week than in the twelve before; tickets alone where customers are not known."""
    if not view.has("ticket"):
        return False
    view = view.about("ticket")
    frame = cache.metric(view, "tickets", _last_weeks(view))
    whole = frame[frame["complete"]].tail(WEEKS + 1)
    relative = bool(whole["tickets_per_1000_customers"].notna().all())
    name = "tickets_per_1000_customers" if relative else "opened"
    if whole.empty or view.data is None or (view.data.last - days(whole["period_start"])[-1]).days > 4 * WEEKS:
        return False
    values = whole[name].astype("float64").tolist()
    tickets = float(whole["opened"].iloc[:-1].mean()) if len(whole) > 1 else 0.0
    chance = tickets**0.5 * (values[-1] / float(whole["opened"].iloc[-1]) if whole["opened"].iloc[-1] else 0.0)  # of as many rare events
    among = usual_range(values[:-1], least_sigma=chance)
    if among is None or among.side(values[-1]) <= 0:
        return among is not None
    each = " for each 1,000 customers" if relative else ""
    usual = f"usual is {average(max(among.low, 0))} to {average(among.high)}"
    week = period_name(days(whole["period_start"])[-1], Grain.WEEK)
    text = f"{average(values[-1])}{each} in the {week[:1].lower()}{week[1:]}; {usual}."
    yield Notice(":orange[:material/support_agent:]", "More tickets than usual", text, PAGE, "Support", BY_WEEK)
    return True


def _last_weeks(view: View) -> Scope:
    """The latest week and as many before as tell what is usual, whatever the period filter says."""
    data = view.data
    if data is None:
        return replace(view.scope, by=Grain.WEEK)
    start = Grain.WEEK.start(data.end) - timedelta(weeks=WEEKS + 1)
    return replace(view.scope, by=Grain.WEEK).during(Period(max(start, data.start), data.end))


def _rows(view: View, starts: tuple[Any, ...]) -> pd.DataFrame:
    frame = cache.metric(view, "tickets", view.both or view.scope)
    return frame[frame["complete"] & frame["period_start"].isin(pd.to_datetime(list(starts)))]


def _sum(rows: pd.DataFrame, column: str) -> int | None:
    return int(rows[column].sum()) if len(rows) else None


def _last(rows: pd.DataFrame, column: str) -> int | None:
    return int(rows[column].iloc[-1]) if len(rows) else None


def _rate(rows: pd.DataFrame) -> tuple[float | None, float]:
    """Tickets for each 1,000 customers in a typical one of the periods, and its standard error, that of a count of rare events."""
    rows = rows[rows["tickets_per_1000_customers"].notna()]
    if rows.empty:
        return None, 0.0
    opened, customers = float(rows["opened"].sum()), float(rows["customers"].sum())
    return 1000 * opened / customers, 1000 * opened**0.5 / customers


def _time(view: View, name: str, label: str, what: str, column: str) -> Figure:
    view = view.about("ticket")
    now, before = (cache.reading(view, times, scope).iloc[0] if scope else None for scope in (view.now or view.scope, view.before))
    sure = now is not None and before is not None and _apart(now, before, name)
    return figure(
        label,
        now[f"{name}_median"] if now is not None else None,
        before[f"{name}_median"] if before is not None else None,
        hours,
        better="lower",
        change=lambda now, before: hours(abs(now - before)),
        sure=sure,
        trend=_rows(view, view.whole)[column].tolist(),
        help=f"Half of the tickets of {view.length} {what} within this time. Those that still wait count as waiting. Grey: within chance.",
        of="tickets",
    )


def _apart(one: "pd.Series[Any]", other: "pd.Series[Any]", name: str) -> bool:
    """Whether the intervals of two medians have nothing in common; a bound that is not known has no end."""
    (low, high), (other_low, other_high) = ((row[f"{name}_low"], row[f"{name}_high"]) for row in (one, other))
    return bool((known(high) and known(other_low) and other_low > high) or (known(other_high) and known(low) and low > other_high))


def _any(frame: pd.DataFrame) -> bool:
    return bool(frame[["opened", "resolved", "backlog"]].fillna(0).to_numpy().sum())
