"""What platforms report about themselves: in grey, since none of it was counted here."""

from collections.abc import Sequence

import pandas as pd

from lib.charts.axes import days
from lib.charts.lines import Line, lines
from lib.charts.picture import Picture
from lib.charts.theme import CONTEXT
from lib.scope import Grain
from lib.wording import count, day

HEIGHT = 200
WIDTHS = (2, 1.5, 1.25, 1)
OPACITIES = (1, 0.85, 0.7, 0.6)


def reported(frame: pd.DataFrame, series: Sequence[str]) -> Picture:
    """Lines of some series of one platform: the columns day, series, value. All of one unit, the largest first."""
    wide = frame[frame["series"].isin(series)].pivot_table(index="day", columns="series", values="value", aggfunc="last").sort_index()
    parts = [
        Line(name, _SHORT.get(name, name), CONTEXT, WIDTHS[min(place, 3)], OPACITIES[min(place, 3)])
        for place, name in enumerate(series)
        if name in wide.columns
    ]
    table = wide.rename_axis(columns=None).reset_index().assign(complete=True)
    if wide.empty:
        table = pd.DataFrame({"day": pd.to_datetime([]), "complete": []}).assign(complete=True)
    chart = lines(table, parts, x="day", by=Grain.DAY, height=HEIGHT)
    return Picture(chart, f"As the platform reports it, day by day. {_finding(table, parts)}")


_SHORT = {"dau": "Daily", "wau": "Weekly", "mau": "Monthly", "members": "Members", "messages": "Messages"}


def _finding(table: pd.DataFrame, parts: list[Line]) -> str:
    if table.empty or not parts:
        return "Nothing is known."
    last = table.iloc[-1]
    return f"On {day(days([last['day']])[0])}: {', '.join(f'{part.name.lower()} {count(last[part.column])}' for part in parts)}."
