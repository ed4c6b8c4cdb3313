"""The report as one page for the browser: it runs nothing, fetches nothing, and reads well on a phone, in the dark and on paper."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from lib.charts.printed_theme import dark, light
from lib.report.clean import clean
from lib.report.estimates import estimates
from lib.report.phrases import CAVEAT, about, amount, closed, compared, inputs, local, made, origin, spread, title, unfinished, unknown_changes
from lib.report.pictures import Drawn, narrow, pictures
from lib.report.quarter import Quarter
from lib.report.report import CASES, Report
from lib.store.closed_quarters import Closing
from lib.wording import UNKNOWN, count, day, money, together

_SPACES = re.compile(r' xmlns(:\w+)?="[^"]*"')
_ROLES = ("blue", "gray", "green", "red", "violet")


def web_page(report: Report, closing: Closing | None = None) -> bytes:
    """The .html file, UTF-8. Every text of the report stands in it as text, whatever it holds. ``closing``: that in force, where its quarter was closed."""
    report = clean(report)
    text = _template().render(
        report=report,
        worth=report.worth,
        cases=[report.worth.case(name) for name in CASES],
        estimates=[(line.name, line.said) for line in estimates(report.worth)],
        follows=_follows(report),
        over_quarters=_over_quarters(report),
        title=title(report),
        about=about(report),
        unfinished=unfinished(report),
        compared=compared(report),
        made=made(report),
        closed=closed(report, closing),
        reasons=unknown_changes(report),
        caveat=CAVEAT,
        light=_colours(light()),
        dark=_colours(dark()),
        pictures=_whole(pictures(report)),
        narrow=_whole(narrow(report)),
        at=partial(_at, report),
        quarter=lambda start: Quarter(start).name,
        tone=lambda good: "" if good is None else "good" if good else "bad",
        amount=amount,
        count=count,
        inputs=inputs,
        money=money,
        origin=origin,
        spread=spread,
        together=together,
    )
    return text.encode()


def _follows(report: Report) -> list[tuple[str, tuple[str, ...], str]]:
    known = report.until is not None
    return [
        ("What went well", report.well, "Nothing moved for the better beyond chance." if known else "Nothing is known yet."),
        ("What needs money", report.money, "No goal was missed, and nothing got worse beyond chance." if known else "Nothing is known yet."),
        ("What we can't say", report.unknown, "Nothing to name."),
    ]


def _over_quarters(report: Report) -> dict[str, Any]:
    """The quarters that any figure is known of, and of each figure its number in all of them: one may be known for longer than another."""
    starts = sorted({point.quarter for series in report.series for point in series.points})
    rows = []
    for series in report.series:
        by_quarter = {point.quarter: point for point in series.points}
        points = [by_quarter.get(start) for start in starts]
        texts = [f"{series.unit.said(point.value)}{'' if point.complete or point.value is None else '*'}" if point else UNKNOWN for point in points]
        rows.append((series.name, texts))
    return {"starts": starts, "rows": rows}


def _whole(found: Mapping[str, Drawn]) -> dict[str, Drawn]:
    """Each as a part of the page. In HTML an SVG needs no names of its own, which would be addresses."""
    return {name: Drawn(Markup(_SPACES.sub("", drawn.svg)), drawn.alt) for name, drawn in found.items()}  # noqa: S704 - drawn by us, texts escaped


def _at(report: Report, instant: datetime) -> str:
    there = local(report, instant)
    return f"{day(there)}, {there:%H:%M}"


def _colours(theme: Mapping[str, Any]) -> dict[str, str]:
    """The page's own names for the theme's colours. Pictures are drawn for paper: in the dark they stay on a white card."""
    found = {
        "page": theme["backgroundColor"],
        "paper": light()["backgroundColor"],
        "field": theme["secondaryBackgroundColor"],
        "ink": theme["textColor"],
        "border": theme["borderColor"],
    }
    for role in _ROLES:
        found |= {role: theme[f"{role}TextColor"], f"{role}-ground": theme[f"{role}BackgroundColor"]}
    return found


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.get_template("web_page.html")
