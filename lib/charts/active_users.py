"""How many are active, day by day."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from lib.charts.axes import NARROW, days
from lib.charts.events import Event, over
from lib.charts.lines import Line, lines
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, CONTEXT
from lib.scope import Grain
from lib.wording import count, day

MONTHLY = Line("mau", "Monthly", ACCENT)
WEEKLY = Line("wau", "Weekly", ACCENT, 1.5, 0.8)
DAILY = Line("dau", "Daily", CONTEXT, 1)


def active_members(frame: pd.DataFrame, happened: Sequence[Event] = ()) -> Picture:
    """Monthly, weekly and daily active members: the columns day, mau, wau, dau, complete of the metric; with what happened."""
    chart = lines(frame, (MONTHLY, WEEKLY, DAILY), x="day", by=Grain.DAY, height=250)
    if len(frame) > 1:
        first, *_, last = days(frame["day"])
        chart = over(chart, happened, (first, last))
    return Picture(chart, f"Active members day by day. {_finding(frame)}")


def monthly_panel(frame: pd.DataFrame, across: tuple[date, date]) -> Picture:
    """Monthly active members alone, as the upper of two panels from the first to the last moment of ``across``."""
    chart = lines(frame, (MONTHLY,), x="day", by=Grain.DAY, height=140, zero=False, named=False, extent=NARROW, across=across)
    return Picture(chart, f"Monthly active members day by day. {_finding(frame)}")


def _finding(frame: pd.DataFrame) -> str:
    known = frame[frame["mau"].notna()]
    if known.empty:
        return "None are known."
    first, last = known.iloc[0], known.iloc[-1]
    return f"Monthly active: {count(first['mau'])} on {day(days([first['day']])[0])}, {count(last['mau'])} on {day(days([last['day']])[0])}."
