"""What members say when asked: the score from period to period or wave to wave with its interval, and who it is made of."""

from collections.abc import Callable, Sequence
from typing import Any

import altair as alt
import pandas as pd

from lib.charts.axes import days, domain, period_ends, share_axis, time_axis
from lib.charts.bars import GAP, QUIET, Part, stacked
from lib.charts.estimate import THIN, estimate
from lib.charts.line_ends import End, line_ends
from lib.charts.nearest import TITLE, nearest, texts, tooltip
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, BAD, CONTEXT, GOOD, INK, finished, role
from lib.scope import Grain
from lib.wording import count, period_name, share, shares_between, signed

HEIGHT = 260
POINTS = "(datum.value > 0 ? '+' : datum.value < 0 ? '−' : '') + format(abs(datum.value), 'd')"
ATTITUDES = (
    Part("detractor_share", "Detractors", BAD),
    Part("passive_share", "Passives", CONTEXT, QUIET, edge=True),
    Part("promoter_share", "Promoters", GOOD),
)
NARROW = 18
"""Letters of a wave's name under the axis."""


def score(frame: pd.DataFrame, by: Grain) -> Picture:
    """NPS a period: columns period_start, responses, nps, ci_low, ci_high, complete."""
    x, named, written = _in_time(frame, by)
    axis = alt.Axis(labelExpr=POINTS, tickCount=5)
    return _estimate(frame, "nps", x, named, written, axis, _points, what=f"Net Promoter Score a {by}", zero=True)


def score_by_wave(frame: pd.DataFrame) -> Picture:
    """NPS a wave, in the order given: columns wave, responses, nps, ci_low, ci_high, complete."""
    x, named, written = _in_order(frame)
    axis = alt.Axis(labelExpr=POINTS, tickCount=5)
    return _estimate(frame, "nps", x, named, written, axis, _points, what="Net Promoter Score of each wave", zero=True)


def satisfaction(frame: pd.DataFrame, by: Grain) -> Picture:
    """CSAT a period: columns period_start, responses, csat, ci_low, ci_high, complete."""
    x, named, written = _in_time(frame, by)
    return _estimate(frame, "csat", x, named, written, share_axis(), share, what=f"Share of the satisfied a {by}", zero=False)


def attitudes(frame: pd.DataFrame, by: Grain) -> Picture:
    """Promoters, passives and detractors as shares: columns period_start, responses, promoters, passives, detractors, complete."""
    shares = _shares(frame)
    ends, said = _ends(shares)
    return Picture(stacked(shares, ATTITUDES, by=by, height=HEIGHT, shares=True, ends=ends), f"Shares of the answers a {by}. {said}")


def attitudes_by_wave(frame: pd.DataFrame) -> Picture:
    """The same wave by wave: a column wave for period_start."""
    shares = _shares(frame)
    ends, said = _ends(shares)
    alt_text = f"Shares of the answers of each wave. {said}"
    known = shares.assign(place=range(len(shares))).dropna(subset=[part.column for part in ATTITUDES])
    if known.empty:
        return Picture(_nothing(), alt_text)
    x = _order_axis([str(name) for name in frame["wave"]], "from")
    scale = alt.Scale(domain=[0, 1], nice=False)
    y = alt.Y(field="low", type="quantitative", axis=share_axis(values=[0, 0.25, 0.5, 0.75, 1]), scale=scale)
    place: dict[str, Any] = {"x": x, "x2": alt.X2(field="to"), "y": y, "y2": alt.Y2(field="high")}
    low, layers, labels = pd.Series(0.0, index=known.index), list[Any](), list[End]()
    for part in ATTITUDES:
        high = low + known[part.column]
        bars = pd.DataFrame({"from": known["place"] - 0.5 + GAP, "to": known["place"] + 0.5 - GAP, "low": low, "high": high})
        chart = alt.Chart(bars)
        layers.append(chart.mark_rect(opacity=part.opacity).encode(**place, color=role(part.colour)))
        if part.edge:
            layers.append(chart.mark_rect(filled=False, strokeWidth=1, opacity=0.8).encode(**place, color=role(part.colour)))
        labels.append(End(ends.get(part.name, part.name), float((low.iloc[-1] + high.iloc[-1]) / 2), part.colour))
        low = high
    written = {part.name: [share(value) for value in known[part.column]] for part in ATTITUDES}
    caught = pd.DataFrame({"from": known["place"] - 0.5, "to": known["place"] + 0.5})
    caught = texts(caught, {TITLE: [_wave(name) for name in known["wave"]], **written, "Answers": [count(n) for n in known["responses"]]})
    tips = tooltip([*(part.name for part in reversed(ATTITUDES)), "Answers"])
    layers.append(alt.Chart(caught).mark_rect(opacity=0).encode(x=alt.X(field="from", type="quantitative"), x2=alt.X2(field="to"), tooltip=tips))
    layers += _beside(float(known["place"].iloc[-1]) + 0.5 - GAP, labels, scale)
    return Picture(finished(alt.layer(*layers), HEIGHT), alt_text)


def _points(value: Any) -> str:
    return signed(value, 0)


def _points_between(low: Any, high: Any) -> str:
    return f"{_points(low)} to {_points(high)}"


def _wave(name: Any) -> str:
    return f"Wave {name}"


def _in_time(frame: pd.DataFrame, by: Grain) -> tuple[Any, list[Any], list[str]]:
    """The axis, where each row's point stands (the middle of its period), and what the row is called."""
    starts = days(frame["period_start"])
    first = pd.Series(pd.to_datetime(starts))
    middle = first + (pd.Series(period_ends(starts, by), dtype="datetime64[us]") - first) / 2 if len(first) else first
    scale = domain(starts[0], by.next(starts[-1])) if starts else alt.Undefined
    x = alt.X(field="x", type="temporal", axis=time_axis(starts, by), scale=scale)
    return x, list(middle), [period_name(start, by) for start in starts]


def _in_order(frame: pd.DataFrame) -> tuple[Any, list[Any], list[str]]:
    names = [str(name) for name in frame["wave"]]
    return _order_axis(names, "x"), [float(place) for place in range(len(frame))], [_wave(name) for name in names]


def _order_axis(names: Sequence[str], field: str) -> Any:
    """One place for each name, in the order given."""
    short = [name if len(name) <= NARROW else f"{name[: NARROW - 1].rstrip()}…" for name in names]
    labels = ", ".join("'" + name.replace("\\", "\\\\").replace("'", "\\'") + "'" for name in short)
    axis = alt.Axis(
        values=list(range(len(names))), tickCount=max(len(names), 1), labelExpr=f"[{labels}][datum.value]", labelOverlap=True, labelFlush=False, grid=False
    )
    return alt.X(field=field, type="quantitative", axis=axis, scale=alt.Scale(domain=[-0.5, max(len(names), 1) - 0.5], nice=False, zero=False))


def _beside(x: float, ends: Sequence[End], scale: Any) -> list[Any]:
    """Names to the right of the last bar, on an axis of places."""
    layers = line_ends(pd.Timestamp(0), ends, low=0, high=1, height=HEIGHT, scale=scale, dx=6)
    for layer in layers:
        layer.data = layer.data.assign(x=x)
        layer.encoding.x = alt.X(field="x", type="quantitative")
    return layers


def _estimate(
    frame: pd.DataFrame, column: str, x: Any, places: list[Any], names: list[str], axis: Any, write: Callable[[Any], str], *, what: str, zero: bool
) -> Picture:
    """A line with its band of ``column``; rows without a value leave a gap."""
    points = pd.DataFrame(
        {
            "x": places,
            "name": names,
            "value": frame[column].to_numpy(dtype="float64"),
            "low": frame["ci_low"].to_numpy(dtype="float64"),
            "high": frame["ci_high"].to_numpy(dtype="float64"),
            "n": frame["responses"].to_numpy(dtype="float64", na_value=0),
            "complete": frame["complete"].to_numpy(dtype=bool),
            "row": range(len(frame)),
        }
    )
    points["thin"] = points["n"] < THIN
    points = points[points["value"].notna()].reset_index(drop=True)
    if points.empty:
        return Picture(_nothing(), f"{what}: nobody answered.")
    y = alt.Y(field="value", type="quantitative", axis=axis, scale=alt.Scale(domain=_range(points, zero), nice=False, zero=False))
    layers: list[Any] = [alt.Chart(pd.DataFrame({"value": [0]})).mark_rule(opacity=0.5).encode(y=y, color=role(INK))] if zero else []
    layers += estimate(points, x, y)
    if len(points) <= 24:
        sure = points[~points["thin"]]
        for whole in (True, False):
            dots = sure[sure["complete"].astype(bool) == whole]
            if len(dots):
                layers.append(alt.Chart(dots[["x", "value"]]).mark_point(filled=whole, size=40, opacity=1).encode(x=x, y=y, color=role(ACCENT)))
    between = shares_between if write is share else _points_between
    intervals = [between(low, high) for low, high in zip(points["low"], points["high"], strict=True)]
    label = "NPS" if zero else "Satisfied"
    titles = [name + ("" if whole else ", so far") for name, whole in zip(points["name"], points["complete"], strict=True)]
    written = {TITLE: titles, label: [write(value) for value in points["value"]], "95%": intervals, "Answers": [count(n) for n in points["n"]]}
    layers += nearest(texts(points[["x"]], written), "x", [label, "95%", "Answers"], name="near", temporal="period_start" in frame)
    return Picture(finished(alt.layer(*layers), HEIGHT), _finding(points, what, write))


def _range(points: pd.DataFrame, zero: bool) -> list[float]:
    """From the lowest to the highest of what is drawn, for a signed score zero included; never beyond the scale."""
    sure = points[~points["thin"]]
    values = [*points["value"], *sure["low"].dropna(), *sure["high"].dropna(), *([0.0] if zero else [])]
    low, high = min(values), max(values)
    room = 0.06 * (high - low) or (5.0 if zero else 0.05)
    least, most = (-100.0, 100.0) if zero else (0.0, 1.0)
    return [max(low - room, least), min(high + room, most)]


def _finding(points: pd.DataFrame, what: str, write: Callable[[Any], str]) -> str:
    sure = points[~points["thin"]]
    if sure.empty:
        return f"{what}: too few answers to tell."
    first, last = sure.iloc[0], sure.iloc[-1]
    said = f"{write(last['value'])} in {_small(last['name'])}"
    return f"{what}: {said}." if len(sure) == 1 else f"{what}: {write(first['value'])} in {_small(first['name'])}, {said}."


def _small(name: str) -> str:
    return name[:1].lower() + name[1:] if name.startswith(("Wave ", "Week ")) else name


def _shares(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the three shares; null where nobody answered."""
    n = frame["responses"].astype("float64").where(lambda size: size > 0)
    found = {part.column: frame[name].astype("float64") / n for part, name in zip(ATTITUDES, ("detractors", "passives", "promoters"), strict=True)}
    return frame.assign(**found)


def _ends(shares: pd.DataFrame) -> tuple[dict[str, str], str]:
    """What is written beside the last row's parts, and said of it."""
    known = shares.dropna(subset=[part.column for part in ATTITUDES])
    if known.empty:
        return {}, "Nobody answered."
    last = known.iloc[-1]
    written = {part.name: f"{part.name} {share(last[part.column])}" for part in ATTITUDES}
    return written, "The last: " + ", ".join(f"{share(last[part.column])} {part.name.lower()}" for part in reversed(ATTITUDES)) + "."


def _nothing() -> Any:
    return finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), HEIGHT)
