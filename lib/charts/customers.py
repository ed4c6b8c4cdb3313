"""Customers who are members against those who are not: their rates over time, the difference, and what they are worth."""

from datetime import date
from typing import Any

import altair as alt
import pandas as pd

from lib.charts.axes import days, domain, time_axis
from lib.charts.estimate import estimate
from lib.charts.nearest import TITLE, nearest, texts, tooltip
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, CONTEXT, INK, finished, role
from lib.scope import Grain
from lib.wording import count, known, period_name, share

THIN = 30
"""Customers: a rate of fewer is drawn hollow and grey, for it is mostly chance."""
LABELS = 44
"""Room for the labels of the y axis, in both panels."""
HEIGHT, PANEL = 210, 110
LINES = {"members": ("Members", ACCENT), "others": ("Not members", CONTEXT), "power": ("Power members", ACCENT)}
POINTS = "(datum.value > 0 ? '+' : datum.value < 0 ? '−' : '') + format(abs(datum.value) * 100, '~r')"
ROW, AXIS = 46, 30


def rates(frame: pd.DataFrame, by: Grain, what: str) -> Picture:
    """The share of customers a period to whom it happened, by group, with 95 % bands. The lines are named above the chart.

    Columns: period_start, line (members, others, power), of, happened, rate, low, high. Power members are part of the members:
    a thin line without a band, left out where they are few. ``what`` says what the shares are, for those who do not see them.
    """
    frame = frame[frame["rate"].notna()]
    if frame.empty:
        return Picture(finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), HEIGHT), f"{what}: not known yet.")
    seen = {line: _points(frame[frame["line"] == line], by, "rate", "low", "high") for line in drawn_lines(frame)}
    drawn = pd.concat(list(seen.values()))
    banded = pd.concat([seen["members"], seen["others"]])
    top = max([0.01, *drawn["value"], *banded.loc[~banded["thin"], "high"]]) * 1.04
    scale = alt.Scale(domain=[0, top], nice=False)
    x, y = _axes(frame, by, scale, alt.Axis(format=".0%" if top > 0.05 else ".1~%", tickCount=4, minExtent=LABELS, maxExtent=LABELS))
    layers = [*estimate(seen["others"], x, y, CONTEXT), *(_thin_line(seen["power"], x, y) if "power" in seen else []), *estimate(seen["members"], x, y)]
    layers += _tooltips(frame, by)
    last = {line: found.iloc[-1] for line, found in seen.items() if len(found)}
    latest = ", ".join(f"{LINES[line][0].lower()} {rate(row['value'])}" for line, row in last.items())
    return Picture(finished(alt.layer(*layers), HEIGHT), f"{what}, a {by}. {period_name(days(frame['period_start'])[-1], by)}: {latest}.")


def drawn_lines(frame: pd.DataFrame) -> list[str]:
    """The lines that are drawn: power members only where there are enough of them to mean something."""
    power = frame.loc[frame["line"] == "power", "of"]
    return [line for line in LINES if line != "power" or (len(power) and power.median() >= THIN)]


def differences(frame: pd.DataFrame, by: Grain, what: str) -> Picture:
    """How far the members' rate lies above the others', around zero, with its 95 % band.

    Columns: period_start, of (the smaller group), difference, low, high.
    """
    frame = frame[frame["difference"].notna()]
    if frame.empty:
        return Picture(finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), PANEL), f"{what}: not known yet.")
    seen = _points(frame, by, "difference", "low", "high")
    sure = seen[~seen["thin"]]
    values = [-0.005, 0.005, *seen["value"], *sure["low"], *sure["high"]]
    room = 0.06 * (max(values) - min(values))
    scale = alt.Scale(domain=[min(values) - room, max(values) + room], nice=False)
    x, y = _axes(frame, by, scale, alt.Axis(labelExpr=POINTS, tickCount=3, minExtent=LABELS, maxExtent=LABELS))
    layers = [alt.Chart(pd.DataFrame({"value": [0]})).mark_rule(opacity=0.5).encode(y=y, color=role(INK)), *estimate(seen, x, y)]
    written = {
        TITLE: [period_name(start, by) for start in days(frame["period_start"])],
        "Difference": [signed_points(value) for value in frame["difference"]],
        "95%": [points_between(low, high) for low, high in zip(frame["low"], frame["high"], strict=True)],
    }
    layers += nearest(texts(seen[["x"]].reset_index(drop=True), written), "x", ["Difference", "95%"], name="near_difference")
    away = int(((seen["low"] > 0) | (seen["high"] < 0)).sum())
    return Picture(finished(alt.layer(*layers), PANEL), f"{what}, in points, a {by}. Zero lies outside the interval in {away} of {len(seen)}.")


def values(frame: pd.DataFrame, money: str) -> Picture:
    """Mean value a year by group, as dots with their 95 % intervals; ticks mark the medians.

    Columns: name, valued, mean, median, low, high, ours (a group of members). ``money`` stands before an amount.
    """
    frame = frame[frame["mean"].notna()]
    if frame.empty:
        return Picture(finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), ROW), "Value per customer: not known.")
    names, amounts = list(frame["name"]), [f"{money}{count(value)}" for value in frame["mean"]]
    between = [f"{money}{count(low)} to {money}{count(high)}" if low == low else "—" for low, high in zip(frame["low"], frame["high"], strict=True)]
    medians = [f"{money}{count(value)}" for value in frame["median"]]
    numbers = [count(value) for value in frame["valued"]]
    drawn = texts(frame, {TITLE: names, "Mean": amounts, "95%": between, "Median": medians, "Customers": numbers, "number": amounts})
    top = max(*drawn["mean"], *drawn["median"], *drawn["high"].fillna(0)) * 1.05
    tick_label = f"'{money}' + format(datum.value, ',.0f')"
    scale = alt.Scale(domain=[0, top], nice=False)
    x = alt.X(field="mean", type="quantitative", scale=scale, axis=alt.Axis(labelExpr=tick_label, grid=True, tickCount=4))
    low = alt.X(field="low", type="quantitative", scale=scale)
    median = alt.X(field="median", type="quantitative", scale=scale)
    y = alt.Y(field="name", type="nominal", sort=names, axis=alt.Axis(labelLimit=130), scale=alt.Scale(padding=0.35))
    tips = tooltip(["Mean", "95%", "Median", "Customers"])
    layers: list[Any] = []
    for ours, colour in ((True, ACCENT), (False, CONTEXT)):
        rows = drawn[drawn["ours"] == ours]
        if len(rows):
            chart = alt.Chart(rows)
            layers += [
                chart.mark_rule(strokeWidth=6, opacity=0.25).encode(x=low, x2=alt.X2(field="high"), y=y, color=role(colour)),
                chart.mark_tick(thickness=2, height=16, opacity=0.8).encode(x=median, y=y, color=role(INK), tooltip=tips),
                chart.mark_point(filled=True, size=80, opacity=1).encode(x=x, y=y, color=role(colour), tooltip=tips),
                chart.mark_text(baseline="bottom", dy=-9, fontWeight=600).encode(
                    x=x, y=y, text=alt.Text(field="number", type="nominal"), color=role(colour if ours else INK)
                ),
            ]
    said = ", ".join(f"{name.lower()} {amount}" for name, amount in zip(names, amounts, strict=True))
    return Picture(finished(alt.layer(*layers), ROW * len(drawn) + AXIS), f"Mean value a year per customer, with 95% intervals: {said}.")


def rate(value: float | None) -> str:
    """``1.6%``, from ten on ``28%``."""
    return share(value, 1 if known(value) and value is not None and value < 0.0995 else 0)


def rates_between(low: float, high: float) -> str:
    """``0.8 to 3.1%``."""
    return f"{rate(low).removesuffix('%')} to {rate(high)}" if known(low) else rate(None)


def signed_points(difference: float) -> str:
    """``−1.5 points``, with one digit under ten, and a true minus."""
    size = points_number(abs(difference))
    sign = "−" if difference < 0 else "+"
    return f"{sign}{size} {'point' if size == '1' else 'points'}" if float(size) else "0 points"


def points_number(difference: float) -> str:
    """A share as points: ``1.5``, from ten on ``12``; negative ones with a true minus."""
    digits = 1 if abs(difference) < 0.0995 else 0
    text = f"{abs(difference) * 100:.{digits}f}".removesuffix(".0")
    return f"−{text}" if difference < 0 and float(text) else text


def points_between(low: float, high: float) -> str:
    """An interval of a difference: ``−2.6 to −0.4``."""
    return f"{points_number(low)} to {points_number(high)}"


def _points(frame: pd.DataFrame, by: Grain, value: str, low: str, high: str) -> pd.DataFrame:
    """What ``estimate`` draws: in the middle of the periods; hollow where there are few."""
    starts = days(frame["period_start"])
    first = pd.Series(pd.to_datetime(starts), dtype="datetime64[us]")
    middle = first + (pd.Series([pd.Timestamp(by.next(start)) for start in starts], dtype="datetime64[us]") - first) / 2
    return pd.DataFrame(
        {
            "x": middle.to_numpy(),
            "value": frame[value].to_numpy(dtype="float64"),
            "low": frame[low].to_numpy(dtype="float64"),
            "high": frame[high].to_numpy(dtype="float64"),
            "thin": frame["of"].to_numpy(dtype="float64") < THIN,
            "complete": True,
            "row": [_place(start, by) for start in starts],
        }
    )


def _place(start: date, by: Grain) -> int:
    """A number that differs by one between neighbouring periods."""
    if by is Grain.QUARTER:
        return start.year * 4 + start.month // 3
    return start.year * 12 + start.month if by is Grain.MONTH else start.toordinal() // (7 if by is Grain.WEEK else 1)


def _axes(frame: pd.DataFrame, by: Grain, scale: Any, axis: Any) -> tuple[Any, Any]:
    starts = sorted(set(days(frame["period_start"])))
    x = alt.X(field="x", type="temporal", axis=time_axis(starts, by), scale=domain(starts[0], by.next(starts[-1])))
    return x, alt.Y(field="value", type="quantitative", axis=axis, scale=scale)


def _thin_line(found: pd.DataFrame, x: Any, y: Any) -> list[Any]:
    if len(found) < 2:
        return []
    return [alt.Chart(found[["x", "value"]]).mark_line(strokeWidth=1.25, opacity=0.75).encode(x=x, y=y, color=role(ACCENT))]


def _tooltips(frame: pd.DataFrame, by: Grain) -> list[Any]:
    """One for each period: rate, interval and how many, for each group."""
    told: dict[Any, dict[str, str]] = {}
    for row in frame.sort_values("period_start", kind="stable").to_dict("records"):
        said = f"{rate(row['rate'])} ({rates_between(row['low'], row['high'])}) of {count(row['of'])}"
        told.setdefault(row["period_start"], {})[LINES[row["line"]][0]] = said
    starts = days(list(told))
    middle = _points(pd.DataFrame({"period_start": list(told), "v": 0.0, "of": THIN}), by, "v", "v", "v")[["x"]]
    names = [name for name, _ in LINES.values()]
    written = {TITLE: [period_name(start, by) for start in starts], **{name: [row.get(name, "—") for row in told.values()] for name in names}}
    return nearest(texts(middle, written), "x", names, name="near_period")
