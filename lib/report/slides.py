"""The report as slides: a finding a slide, its evidence in charts that can be edited, and what the speaker needs in the notes."""

import io
from collections.abc import Sequence
from datetime import UTC
from itertools import dropwhile

from lib.report.clean import clean
from lib.report.estimates import estimates
from lib.report.figure import Figure
from lib.report.number_formats import number_format
from lib.report.phrases import CASE_NAMES, CAVEAT, about, amount, closed, compared, defined, made, origin, spread, title, unfinished, unknown_changes
from lib.report.quarter import Quarter
from lib.report.report import CASES, Point, Report, Series
from lib.report.slide import MARGIN, WIDTH, Box, Deck, Slide
from lib.report.slide_charts import bars, line, tornado
from lib.store.closed_quarters import Closing
from lib.wording import UNKNOWN, count, day, money, together

ROOM = WIDTH - 2 * MARGIN
GAP = 0.25
_TOP, _BOTTOM = 2.45, 6.9


def slides(report: Report, closing: Closing | None = None) -> bytes:
    """The .pptx file. ``closing``: that in force, where its quarter was closed."""
    report = clean(report)
    until = f"data to {day(report.until)}" if report.until else "no data"
    when = " · ".join(text for text in (made(report), closed(report, closing)) if text)
    deck = Deck(f"{title(report)} · {until} · {when}")
    properties = deck.file.core_properties
    properties.title, properties.subject, properties.author, properties.comments = title(report), about(report), "", when
    properties.created = properties.modified = report.made_at.astimezone(UTC).replace(tzinfo=None)
    for add in (_headline, _quarters, _value, _rests_on, _growth, _members, _consequences):
        add(deck, report)
    file = io.BytesIO()
    deck.file.save(file)
    return file.getvalue()


def _headline(deck: Deck, report: Report) -> None:
    lede = [text for text in (report.summary, unfinished(report)) if text]
    slide = deck.slide(report.headline, lede, _figure_notes(report))
    width = (ROOM - GAP * (len(report.figures) - 1)) / max(len(report.figures), 1)
    for place, figure in enumerate(report.figures):
        _card(slide, figure, MARGIN + place * (width + GAP), width)
    slide.text(
        Box(MARGIN, 6.3, ROOM, 0.5),
        [f"{compared(report)} Teal or orange: better or worse, beyond chance. Grey: possibly no change."],
        role="gray",
        sizes=(12, 11, 10),
    )


def _card(slide: Slide, figure: Figure, left: float, width: float) -> None:
    top, inner, room = 2.35, left + 0.16, width - 0.32
    slide.card(Box(left, top, width, 3.6))
    slide.text(Box(inner, top + 0.18, room, 0.5), [figure.name], sizes=(13, 12, 11, 10), role="gray")
    slide.text(Box(inner, top + 0.75, room, 0.6), [figure.said], sizes=(32, 28, 24, 20), bold=True)
    if figure.value is None:
        slide.text(Box(inner, top + 1.5, room, 1.9), [figure.missing], sizes=(12, 11, 10), role="gray")
        return
    slide.text(Box(inner, top + 1.38, room, 0.45), [figure.interval], sizes=(11, 10), role="gray")
    for place, change in enumerate((figure.previous, figure.year_before)):
        role = "gray" if change.desirable is None else "green" if change.desirable else "red"
        name = Quarter(change.quarter).name
        slide.text(
            Box(inner, top + 1.86 + place * 0.36, room, 0.34), [f"{change.said} on {name}"], sizes=(12, 11, 10), role=role, bold=change.desirable is not None
        )
    below = [together(figure.beside)] if figure.beside else []
    if figure.goal is not None:
        below.append(f"Goal {figure.unit.said(figure.goal)}: {'met' if figure.met else 'missed'}")
    if below:
        slide.text(Box(inner, top + 2.68, room, 0.78), below, sizes=(12, 11, 10), gap=2)


def _figure_notes(report: Report) -> str:
    told = [
        f"{figure.name}: {figure.said}{f', {figure.interval}' if figure.interval else ''}. {figure.missing or defined(report, figure.key)}"
        for figure in report.figures
    ]
    return "\n".join([about(report), *told, *unknown_changes(report), "Definitions, queries and row counts: sheet Audit of the workbook, or the web page."])


def _quarters(deck: Deck, report: Report) -> None:
    drawn = [series for series in report.series if sum(point.value is not None for point in _drawn(series)) > 1]
    if not drawn:
        return
    notes = "Each number is that quarter's own figure. Dashed: the quarter is not complete."
    slide = deck.slide(f"Five numbers to {report.quarter.name}" if len(drawn) == 5 else f"The numbers to {report.quarter.name}", [], notes)
    columns, rows = 3, 2
    width, height = (ROOM - GAP * (columns - 1)) / columns, (_BOTTOM - 1.5 - GAP) / rows
    for place, series in enumerate(drawn[: columns * rows]):
        left, top = MARGIN + (place % columns) * (width + GAP), 1.5 + (place // columns) * (height + GAP)
        slide.heading(Box(left, top, width, 0.3), series.name)
        _series(slide, series, Box(left, top + 0.3, width, height - 0.35))


def _drawn(series: Series) -> list[Point]:
    """Whole quarters, and the report's own: a quarter in which the data begin would be taken for a low one."""
    return [point for point in series.points if point.complete or point is series.points[-1]]


def _series(slide: Slide, series: Series, box: Box) -> None:
    points = _drawn(series)
    names = [Quarter(point.quarter).name for point in points]
    values = [point.value for point in points]
    last = next(value for value in reversed(values) if value is not None)
    said = ", ".join(f"{name} {series.unit.said(value)}" for name, value in zip(names, values, strict=True))
    look = (number_format(series.unit.said(last), last), "blue")
    line(slide, box, names, values, [point.complete for point in points], look, f"{series.name}: {said}", series.name)


def _value(deck: Deck, report: Report) -> None:
    worth = report.worth
    lede = [text for text in (worth.sentence, worth.missing) if text]
    solved = f"Counted: {count(worth.self_solved)} questions that members solved without staff. Estimated: all else."
    notes = "\n".join([solved, *lede, "Net is the value less what the programme cost; the return is net as a share of cost.", CAVEAT])
    slide = deck.slide(f"What the programme was worth in {report.quarter.name}", lede, notes)
    cases = [worth.case(name) for name in CASES]
    nets = [case.net for case in cases]
    left, top = 6.2, _TOP + 0.05
    if all(net is not None for net in nets):
        known = [net for net in nets if net is not None]
        names = [CASE_NAMES[case.case] for case in cases]
        alt = "Value less cost: " + ", ".join(f"{name.lower()} {money(net, worth.currency)}" for name, net in zip(names, known, strict=True))
        slide.heading(Box(MARGIN, top, left - 0.3, 0.3), "Value less what the programme cost")
        bars(slide, Box(MARGIN, top + 0.35, left - 0.3, 3.5), names, known, number_format(money(known[1], worth.currency), known[1]), alt, "Value less cost")
    else:
        slide.card(Box(MARGIN, top, left - 0.5, 1.6))
        slide.text(Box(MARGIN + 0.2, top + 0.2, left - 0.9, 1.2), ["There is no figure in money.", worth.missing or "What is missing stands beside."], gap=6)
    rows = [
        ("Questions that members solved", *[count(worth.self_solved)] * 3),
        *((line.name, *line.said) for line in estimates(worth)),
    ]
    slide.table(Box(MARGIN + left, top + 0.35, ROOM - left, 3.2), ("", "Low", "Base", "High"), rows, (2.5, 1, 1, 1), right=(1, 2, 3))
    slide.text(Box(MARGIN + left, 6.2, ROOM - left, 0.6), [solved], role="gray", sizes=(12, 11, 10))


def _rests_on(deck: Deck, report: Report) -> None:
    worth = report.worth
    told = [f"{one.name}: {spread(one, worth.currency)}. {origin(one)}" for one in worth.assumptions]
    even = [
        f"{one.name}: breaks even at {amount(one.value, one.unit, worth.currency)}" if one.value is not None else f"{one.name}: {one.missing}"
        for one in worth.break_even
    ]
    ends = [f"{one.name}: {amount(one.low, one.unit, worth.currency)} to {amount(one.high, one.unit, worth.currency)}, {one.by}" for one in worth.swings]
    slide = deck.slide("What that value rests on", [_largest(report)], "\n".join([*told, *ends, *even]))
    rows = [(one.name, spread(one, worth.currency), origin(one)) for one in worth.assumptions]
    top, left = _TOP - 0.35, 7.0
    slide.heading(Box(MARGIN, top, left - 0.3, 0.3), "Assumed, and where from")
    slide.table(Box(MARGIN, top + 0.35, left - 0.3, 3.9), ("Assumption", "Value", "Where from"), rows, (1.4, 1.3, 2.7))
    right = Box(MARGIN + left, top, ROOM - left, 0.3)
    base = worth.case("base").net
    if worth.swings and base is not None:
        slide.heading(right, "Value less cost, where one assumption alone moves")
        names = [one.name for one in worth.swings]
        said = "; ".join(
            f"{name}: {money(one.net_low, worth.currency)} to {money(one.net_high, worth.currency)}" for name, one in zip(names, worth.swings, strict=True)
        )
        nets = [one.net_low for one in worth.swings], [one.net_high for one in worth.swings]
        shape = number_format(money(base, worth.currency), base)
        tornado(
            slide, Box(right.left, top + 0.3, right.width, 2.7), names, nets, base, shape, f"Value less cost: {said}. At base {money(base, worth.currency)}"
        )
    if even:
        slide.heading(Box(right.left, top + 3.1, right.width, 0.3), "Break-even, all others at base")
        slide.text(Box(right.left, top + 3.45, right.width, _BOTTOM - top - 3.45), even, sizes=(12, 11, 10), gap=3)


def _largest(report: Report) -> str:
    worth = report.worth
    if not worth.swings:
        return worth.missing or "No assumption has a range."
    return f"“{worth.swings[0].name}” moves the result most: by {money(worth.swings[0].width, worth.currency)} from its low end to its high one."


def _growth(deck: Deck, report: Report) -> None:
    growth = report.growth
    slide = deck.slide(
        f"Members beside tickets: {growth.verdict[:1].lower()}{growth.verdict[1:].rstrip('.')}",
        [growth.sentence],
        "\n".join(filter(None, [growth.tested, "Two trends are no proof of a cause."])),
    )
    weeks = tuple(dropwhile(lambda week: not week.complete, growth.weeks))  # the first ones, of few days, would be taken for low ones
    names = [day(week.start) for week in weeks]
    panels: tuple[tuple[str, Sequence[float | None], str], ...] = (
        ("Monthly active members", [week.mau for week in weeks], "blue"),
        (growth.measured_name, [week.tickets for week in weeks], "violet"),
    )
    height = (_BOTTOM - _TOP - 0.7) / 2
    for place, (name, values, role) in enumerate(panels):
        top = _TOP + place * height
        kept = [(at, value) for at, value in zip(names, values, strict=True) if value is not None]
        slide.heading(Box(MARGIN, top, ROOM, 0.28), name, role)
        if not kept:
            slide.text(Box(MARGIN, top + 0.35, ROOM, 0.5), [f"{UNKNOWN}  Not known by week."], role="gray", sizes=(12,))
            continue
        alt = f"{name} by week: {kept[0][1]:,.0f} in the week of {kept[0][0]}, {kept[-1][1]:,.0f} in the week of {kept[-1][0]}"
        look = ("#,##0", role)
        line(
            slide,
            Box(MARGIN, top + 0.25, ROOM, height - 0.3),
            [week.start for week in weeks],
            values,
            [week.complete for week in weeks],
            look,
            alt,
            name,
        )
    if growth.tested:
        slide.text(Box(MARGIN, _BOTTOM - 0.63, ROOM, 0.6), [growth.tested], role="gray", sizes=(11, 10))


def _members(deck: Deck, report: Report) -> None:
    slide = deck.slide(
        "Members and the rest, and the goals", [CAVEAT], "\n".join(filter(None, [*(one.sentence or one.missing for one in report.comparisons), CAVEAT]))
    )
    left, top = 7.3, 2.1
    height = (_BOTTOM - top) / max(len(report.comparisons), 1)
    for place, one in enumerate(report.comparisons):
        at = top + place * height
        slide.heading(Box(MARGIN, at, left - 0.3, 0.3), one.name)
        slide.text(Box(MARGIN, at + 0.32, left - 0.3, 0.6), [one.sentence or one.missing], sizes=(13, 12, 11, 10))
        if one.groups:
            rows = [(group.name, count(group.people), group.said, group.interval) for group in one.groups]
            if one.difference is not None:
                rows.append(("Difference, in points", "", one.said, one.interval))
            slide.table(Box(MARGIN, at + 0.95, left - 0.4, height - 1.1), ("", "People", one.name, "95% interval"), rows, (2.2, 1, 1.2, 1.8), right=(1, 2, 3))
    right = Box(MARGIN + left, top, ROOM - left, 0.3)
    slide.heading(right, "Goals")
    _listed(
        slide,
        Box(right.left, top + 0.35, right.width, _BOTTOM - top - 0.35),
        [f"{_STATE[goal.met]}  {goal.said}" for goal in report.goals],
        "No goals are set.",
    )


_STATE = {True: "✓ Met", False: "✕ Missed", None: "— Not known"}


def _consequences(deck: Deck, report: Report) -> None:
    columns: tuple[tuple[str, str, Sequence[str], str], ...] = (
        ("What went well", "green", report.well, "Nothing moved for the better beyond chance."),
        ("What needs money", "red", report.money, "No goal was missed, and nothing got worse beyond chance."),
        ("What we can't say", "gray", report.unknown, "Nothing to name."),
    )
    notes = "\n".join(f"{name}: {text}" for name, _, texts, _ in columns for text in texts)
    slide = deck.slide("What went well, what needs money, and what we can't say", [], notes)
    width = (ROOM - 2 * GAP) / 3
    for place, (name, role, texts, none) in enumerate(columns):
        left = MARGIN + place * (width + GAP)
        slide.card(Box(left, 1.55, width, _BOTTOM - 1.55))
        slide.heading(Box(left + 0.2, 1.75, width - 0.4, 0.3), name, role)
        _listed(slide, Box(left + 0.2, 2.2, width - 0.4, _BOTTOM - 2.4), texts, none if report.until else "Nothing is known yet.")


def _listed(slide: Slide, box: Box, texts: Sequence[str], none: str) -> None:
    slide.text(box, texts or [none], sizes=(15, 14, 13, 12, 11, 10), gap=8, role="ink" if texts else "gray")
