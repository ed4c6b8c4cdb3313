"""The report as a PDF of two pages: set by Typst from report.typ, tagged for screen readers, with its own letters and charts as vectors.

Texts reach Typst as data, never as markup: whatever they hold is printed as it is written.
"""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from lib.charts.printed_font import FOLDER, NAME
from lib.charts.printed_theme import light
from lib.report.clean import clean
from lib.report.estimates import estimates
from lib.report.figure import Change, Figure
from lib.report.phrases import CAVEAT, about, amount, closed, compared, made, origin, title, unfinished
from lib.report.pictures import Drawn, pictures
from lib.report.quarter import Quarter
from lib.report.report import Comparison, Report, Worth
from lib.store.closed_quarters import Closing
from lib.wording import UNKNOWN, count, plural

TEMPLATE = Path(__file__).with_name("report.typ")
LONGEST = 28
"""A longer word may be broken anywhere: no line has room for it."""
COLOURS = "Teal, orange: better, worse, beyond chance. Grey: possibly no change. 95%: where the number lies, 95 of 100 times."
_LONG = re.compile(rf"\S{{{LONGEST + 1},}}")


def pdf(report: Report, closing: Closing | None = None) -> bytes:
    """The .pdf file. ``closing``: when and by whom the quarter was closed, where it was."""
    report = clean(report)
    made_at = report.made_at.replace(microsecond=0)
    inputs = {"report": json.dumps(_breakable(_content(report, closing))), "pictures": json.dumps(_pictures(pictures(report)))}
    compiler = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=_fonts(), sys_inputs=inputs)
    try:
        return _compiled(compiler, made_at, ["ua-1"])
    except typst.TypstError as error:  # PDF/UA-1 refuses letters that no font of ours has
        if "font" not in str(error).lower():
            raise
        return _compiled(compiler, made_at, [])


def _compiled(compiler: Any, made_at: datetime, standards: list[str]) -> bytes:
    file: bytes = compiler.compile(format="pdf", pdf_standards=standards, timestamp=made_at)
    return file


@cache
def _fonts() -> Any:
    """The package's fonts, and those that Typst brings along for what they lack: nothing of the machine's."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FOLDER)])


def _breakable(part: Any) -> Any:
    """Every text, with places where a word longer than a line may be broken."""
    if isinstance(part, str):
        return _LONG.sub(lambda found: "\u200b".join(re.findall(rf".{{1,{LONGEST // 2}}}", found.group(), re.DOTALL)), part)
    if isinstance(part, dict):
        return {name: _breakable(value) for name, value in part.items()}
    return [_breakable(value) for value in part] if isinstance(part, list | tuple) else part


def _pictures(drawn: dict[str, Drawn]) -> dict[str, dict[str, str]]:
    return {name: {"svg": picture.svg, "alt": picture.alt} for name, picture in drawn.items()}


def _content(report: Report, closing: Closing | None) -> dict[str, Any]:
    """Every text of the file, by the part of the page it stands in."""
    snapshots = plural(len(report.snapshots), "snapshot") + " in use"
    goals = [{"met": {True: "Met", False: "Missed", None: "Not known"}[goal.met], "said": goal.said} for goal in report.goals]
    segments = [[segment.name or "Segments too small to be shown", count(segment.active)] for segment in report.segments]
    return {
        "theme": dict(light()),
        "font": NAME,
        "title": title(report),
        "about": about(report),
        "headline": report.headline,
        "summary": report.summary,
        "unfinished": unfinished(report),
        "figures": [_figure(figure) for figure in report.figures],
        "compared": " ".join([compared(report), COLOURS, *_unknown(report)]),
        "worth": _worth(report.worth),
        "goals": goals,
        "growth": {
            "verdict": report.growth.verdict,
            "sentence": report.growth.sentence,
            "tested": report.growth.tested,
            "measured": report.growth.measured_name,
        },
        "comparisons": [_comparison(comparison) for comparison in report.comparisons],
        "caveat": CAVEAT,
        "well": report.well,
        "money": report.money,
        "unknown": [text for text in report.unknown if text != CAVEAT],
        "segments": segments,
        "foot": [text for text in (closed(report, closing), made(report), snapshots) if text],
    }


def _unknown(report: Report) -> list[str]:
    """Why changes are not known, each reason once: ``— vs Q3 2025: The data begin later.``."""
    changes = [change for figure in report.figures if figure.value is not None for change in (figure.previous, figure.year_before)]
    return list(dict.fromkeys(f"{UNKNOWN} vs {Quarter(change.quarter).name}: {change.missing}" for change in changes if change.missing))


def _figure(figure: Figure) -> dict[str, Any]:
    changes = [_change(change, f"vs {Quarter(change.quarter).name}") for change in (figure.previous, figure.year_before)]
    return {"key": figure.key, "name": figure.name, "said": figure.said, "known": figure.value is not None} | (
        {"lines": [text for text in (figure.interval, figure.beside) if text], "changes": changes}
        if figure.value is not None
        else {"lines": [figure.missing] if figure.missing else [], "changes": []}
    )


def _change(change: Change, against: str) -> dict[str, Any]:
    role = "gray" if change.desirable is None else "green" if change.desirable else "red"
    return {"said": change.said, "role": role, "against": against, "known": change.said != UNKNOWN}


def _worth(worth: Worth) -> dict[str, Any]:
    lines = [line for line in estimates(worth) if set(line.said) != {UNKNOWN}]
    entered = [[one.name, *(amount(value, one.unit, worth.currency) for value in (one.low, one.base, one.high)), origin(one)] for one in worth.assumptions]
    return {
        "missing": worth.missing,
        "sentence": worth.sentence,
        "against_cost": worth.case("base").net is not None,
        "rows": [[line.name, *line.said] for line in lines],
        "assumptions": [
            ["Questions solved by members", *[count(worth.self_solved)] * 3, "counted" if worth.self_solved is not None else "not known"],
            *entered,
        ],
        "swings": [f"{swing.name}: {swing.by}" for swing in worth.swings],
        "break_even": [[one.name, amount(one.value, one.unit, worth.currency), one.missing] for one in worth.break_even],
    }


def _comparison(comparison: Comparison) -> dict[str, Any]:
    rows = [[group.name, f"{group.happened:,} of {group.people:,}", group.said, group.interval] for group in comparison.groups]
    if comparison.difference is not None:
        rows.append(["Difference, in points", "", comparison.said, comparison.interval])
    return {"name": comparison.name, "sentence": comparison.sentence, "rows": rows, "missing": comparison.missing}
