"""The charts of a report as SVG, in the light theme's colours: what is drawn once for every file that holds pictures."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd
import vl_convert

from lib.charts.growth_vs_support import members_panel, tickets_panel
from lib.charts.picture import Picture
from lib.charts.printed_font import measured
from lib.charts.printed_theme import printed
from lib.charts.quarters import quarters
from lib.charts.tornado import tornado
from lib.charts.value_range import value_range
from lib.report.phrases import amount
from lib.report.quarter import Quarter
from lib.report.report import CASES, Growth, Report, Series, Worth
from lib.scope import Grain
from lib.wording import known

WIDE, HALF, NARROW, SMALL = 720, 400, 340, 128
"""Widths in pixels; texts are 12 high."""
MEMBERS_HEIGHT, TICKETS_HEIGHT = 96, 72
LEAST_POINTS = 2


@dataclass(frozen=True)
class Drawn:
    """An SVG that stands alone, and ``alt``: its finding in words."""

    svg: str
    alt: str


def pictures(report: Report) -> dict[str, Drawn]:
    """value_range, tornado, members, tickets, and trend_KEY for each figure; of what is not known there is no picture."""
    found: dict[str, tuple[Picture, int, int | None]] = {}
    found |= _worth(report.worth)
    found |= _panels(report.growth)
    for series in report.series:
        if sum(known(point.value) for point in series.points) >= LEAST_POINTS:
            found[f"trend_{series.key}"] = (quarters(_quarters(series), series.name), SMALL, None)
    return {name: _drawn(name, picture, width, height) for name, (picture, width, height) in found.items()}


def narrow(report: Report) -> dict[str, Drawn]:
    """The wide ones of ``pictures`` once more, as broad as a phone."""
    found = _worth(report.worth)
    found |= _panels(report.growth)
    return {name: _drawn(f"{name}-narrow", picture, NARROW, height) for name, (picture, width, height) in found.items() if width == WIDE}


def known_weeks(growth: Growth) -> bool:
    """Whether there is a course of both that can be drawn."""
    return all(sum(getattr(week, name) is not None for week in growth.weeks) >= LEAST_POINTS for name in ("mau", "tickets"))


def _worth(worth: Worth) -> dict[str, tuple[Picture, int, int | None]]:
    low, base, high = (worth.case(case) for case in CASES)
    found: dict[str, tuple[Picture, int, int | None]] = {}
    if all(known(case.net) for case in worth.cases):
        found["value_range"] = (value_range(low.net, base.net, high.net, worth.currency), WIDE, None)
    elif all(known(case.value) for case in worth.cases):
        found["value_range"] = (value_range(low.value, base.value, high.value, worth.currency, against_cost=False), WIDE, None)
    if worth.swings and base.net is not None:
        rows = [
            {"name": swing.name, "net_low": swing.net_low, "net_high": swing.net_high}
            | {f"at_{end}": amount(getattr(swing, end), swing.unit, worth.currency) for end in ("low", "high")}
            for swing in worth.swings
        ]
        found["tornado"] = (tornado(pd.DataFrame(rows), base.net, worth.currency), HALF, None)
    return found


def _panels(growth: Growth) -> dict[str, tuple[Picture, int, int | None]]:
    if not known_weeks(growth):
        return {}
    members, tickets = _growth(growth)
    return {"members": (members, WIDE, MEMBERS_HEIGHT), "tickets": (tickets, WIDE, TICKETS_HEIGHT)}


def _growth(growth: Growth) -> tuple[Picture, Picture]:
    weeks = pd.DataFrame([(week.start, week.mau, week.tickets, week.complete) for week in growth.weeks], columns=["period_start", "mau", "tickets", "complete"])
    frame = weeks.assign(period_start=pd.to_datetime(weeks["period_start"]), mau=weeks["mau"].astype("float64"), tickets=weeks["tickets"].astype("float64"))
    return members_panel(frame, Grain.WEEK), tickets_panel(frame, "tickets", growth.measured_name, Grain.WEEK)


def _quarters(series: Series) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"quarter": Quarter(point.quarter).name, "value": point.value, "low": point.low, "high": point.high}
            | {"said": series.unit.said(point.value), "complete": point.complete}
            for point in series.points
        ]
    )


def _drawn(name: str, picture: Picture, width: int, height: int | None) -> Drawn:
    measured()
    spec = printed(picture.chart.to_dict(validate=False))
    sized = {**spec, "width": width, "autosize": {"type": "fit-x", "contains": "padding"}, "background": None} | ({"height": height} if height else {})
    svg = _svg(json.dumps(sized))
    for found in set(re.findall(r'\bid="([^"]+)"', svg)):  # several pictures may stand in one page
        svg = svg.replace(f'id="{found}"', f'id="{name}-{found}"').replace(f"url(#{found})", f"url(#{name}-{found})")
    return Drawn(svg, picture.alt)


@lru_cache(maxsize=64)
def _svg(spec: str) -> str:
    """A specification drawn; kept, since PDF and page show the same pictures."""
    drawn: str = vl_convert.vegalite_to_svg(spec)
    return drawn
