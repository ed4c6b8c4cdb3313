"""What today's data say otherwise than a report that was kept: each thing that a reader would find changed, then and today, in words."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest

from lib.report.figure import Change, Figure, Unit, ratio
from lib.report.phrases import amount, origin
from lib.report.quarter import Quarter
from lib.report.report import Assumption, Case, Comparison, Goal, Report
from lib.wording import UNKNOWN, count, known, money, points, share

SAME = 1e-9
"""Numbers nearer than this, relatively, are one: engines add in no fixed order."""
FINER = "less than the last digit shown"
_MOVED, _OTHERWISE = "moved", "reads otherwise"
PLAIN = (_MOVED, _OTHERWISE)
"""What says no more than that the two differ, as whoever sees both can tell."""


@dataclass(frozen=True)
class Difference:
    """``then``: as it stands in the kept report, ``today``: as today's data give it, ``said``: the difference in words, ``12 higher``."""

    name: str
    then: str
    today: str
    said: str


@dataclass(frozen=True)
class _Stated:
    """Something that a report states. ``numbers``: what lies behind ``shown``, unrounded. ``size``: a difference of the first of them in words,
    None where that says little. ``subject``: what the numbers are of, where it is not the thing itself. ``currency``: of an amount.
    """

    name: str
    shown: str
    numbers: tuple[float | None, ...] = ()
    size: Callable[[float], str] | None = None
    subject: str = ""
    currency: str = ""


def differences(kept: Report, today: Report) -> list[Difference]:
    """In the order of the report. When either was made, and of which version of the store, is no difference."""
    then, now = dict(_all(kept)), dict(_all(today))
    return [
        _difference(then.get(key), now.get(key))
        for key in [*then, *(key for key in now if key not in then)]
        if key not in then or key not in now or not _alike(then[key], now[key])
    ]


def _alike(one: _Stated, other: _Stated) -> bool:
    if one.shown != other.shown or len(one.numbers) != len(other.numbers):
        return False
    return all(_same(first, second) for first, second in zip(one.numbers, other.numbers, strict=True))


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=SAME, abs_tol=SAME) or (math.isnan(one) and math.isnan(other))


def _difference(then: _Stated | None, today: _Stated | None) -> Difference:
    if then is None or today is None:
        stated = then or today
        assert stated is not None  # noqa: S101 - the key comes from one of them
        return Difference(stated.name, then.shown if then else UNKNOWN, today.shown if today else UNKNOWN, "no longer stated" if then else "not stated then")
    return Difference(today.name, then.shown, today.shown, _said(then, today))


def _said(then: _Stated, today: _Stated) -> str:
    before, now = (next(iter(stated.numbers), None) for stated in (then, today))
    of = f"{today.subject} " if today.subject else ""
    if known(before) != known(now):
        return f"{of}was not known then" if known(now) else f"{of}is not known any more"
    if known(now) and then.currency != today.currency:
        return f"in {today.currency}, not {then.currency}"
    if before is None or now is None or _same(before, now):
        pairs = zip_longest(then.numbers, today.numbers)
        moved = not all(_same(*pair) for pair in pairs)
        return "what lies behind it moved" if moved else _OTHERWISE
    if today.size is None:
        return _MOVED if then.shown != today.shown else "the numbers behind it moved"
    size = today.size(abs(now - before))
    way = "higher" if now > before else "lower"
    if not any(digit in size for digit in "123456789"):
        return f"{of}{way} by {FINER}"
    return f"{of}{'is ' if of else ''}{size} {way}"


def _all(report: Report) -> Iterator[tuple[tuple[str, ...], _Stated]]:
    yield ("headline",), _Stated("Headline", report.headline)
    for figure in report.figures:
        yield from _figure(figure)
    growth = report.growth
    yield ("growth",), _Stated("Members beside tickets", growth.verdict, (growth.r, growth.p_adjusted, growth.lag))
    weeks = [number for week in growth.weeks for number in (week.mau, week.tickets)]
    yield ("weeks",), _Stated("Members beside tickets, weeks drawn", f"{len(growth.weeks):,}", (None, *weeks))
    yield from _worth(report)
    for comparison in report.comparisons:
        yield from _comparison(comparison)
    for goal in report.goals:
        yield ("goal", goal.key), _goal(goal)
    # only that they moved: which segments are shown may change, and beside each other the two would give a small one away
    sizes = [segment.active for segment in report.segments]
    yield ("segments",), _Stated("Active members by segment", f"{len(sizes):,} shown" if sizes else UNKNOWN, (None, *sizes))
    yield from _earlier(report)


def _earlier(report: Report) -> Iterator[tuple[tuple[str, ...], _Stated]]:
    """What is drawn of the quarters that no figure is compared with."""
    compared = {report.start, report.quarter.previous.start, report.quarter.year_before.start}
    for series in report.series:
        for point in series.points:
            if point.quarter not in compared:
                name, size = Quarter(point.quarter).name, partial(_size, series.unit)
                yield ("series", series.key, name), _Stated(f"{series.name}, {name}", series.unit.said(point.value), (point.value,), size)


def _figure(figure: Figure) -> Iterator[tuple[tuple[str, ...], _Stated]]:
    size = partial(_size, figure.unit)
    yield (figure.key,), _Stated(figure.name, figure.said, (figure.value,), size)
    yield (figure.key, "interval"), _Stated(f"{figure.name}, interval", figure.interval or UNKNOWN, (figure.low, figure.high))
    yield (figure.key, "beside"), _Stated(f"{figure.name}, beside it", figure.beside or UNKNOWN)
    for place, change in (("previous", figure.previous), ("year before", figure.year_before)):
        yield (figure.key, place), _change(figure, change, size)


def _change(figure: Figure, change: Change, size: Callable[[float], str]) -> _Stated:
    quarter = Quarter(change.quarter).name
    return _Stated(f"{figure.name}, against {quarter}", change.said, (change.then,), size, quarter)


def _size(unit: Unit, difference: float) -> str:
    match unit:
        case Unit.SHARE:
            return points(difference)
        case Unit.SCORE:
            return f"{difference:.0f} {'point' if round(difference) == 1 else 'points'}"
        case _:
            return unit.said(difference)


def _worth(report: Report) -> Iterator[tuple[tuple[str, ...], _Stated]]:
    worth = report.worth
    yield ("worth", "self_solved"), _Stated("Questions that members solved", count(worth.self_solved), (worth.self_solved,), count)
    for assumption in worth.assumptions:
        yield ("assumption", assumption.key), _assumption(assumption, worth.currency)
        yield ("origin", assumption.key), _Stated(f"{assumption.name}, where from", origin(assumption))
    for case in worth.cases:
        yield from _case(case, worth.currency)
    for even in worth.break_even:
        shown = amount(even.value, even.unit, worth.currency) if even.value is not None else even.missing
        yield ("break-even", even.key), _amounts(f"{even.name}, break-even", shown, (even.value,), even.unit, worth.currency)


def _assumption(assumption: Assumption, currency: str) -> _Stated:
    numbers = assumption.low, assumption.base, assumption.high
    # the three are one number where nobody entered more
    shown = [share(number) if assumption.unit == "share" else money(number, currency, 2) for number in dict.fromkeys(numbers)]
    return _amounts(assumption.name, " / ".join(shown), (assumption.base, assumption.low, assumption.high), assumption.unit, currency)


def _amounts(name: str, shown: str, numbers: tuple[float | None, ...], unit: str, currency: str) -> _Stated:
    if unit == "share":
        return _Stated(name, shown, numbers, points)
    return _Stated(name, shown, numbers, partial(money, currency=currency, digits=2), currency=currency)


def _case(case: Case, currency: str) -> Iterator[tuple[tuple[str, ...], _Stated]]:
    amount = partial(money, currency=currency)
    for field, name, shown, size in (
        ("deflected_tickets", "Tickets spared", count, count),
        ("value", "Value", amount, amount),
        ("programme_cost", "Cost of the programme", amount, amount),
        ("net", "Value less cost", amount, amount),
        ("roi", "Return on what was spent", ratio, points),
    ):
        number: float | None = getattr(case, field)
        yield (case.case, field), _Stated(f"{name}, {case.case} case", shown(number), (number,), size, currency=currency if size is amount else "")


def _comparison(comparison: Comparison) -> Iterator[tuple[tuple[str, ...], _Stated]]:
    difference = f"{'+' if comparison.difference > 0 else '−'}{points(comparison.difference)}" if comparison.difference is not None else comparison.missing
    numbers = comparison.difference, comparison.low, comparison.high
    yield (comparison.key,), _Stated(f"{comparison.name}, members against the rest", difference or UNKNOWN, numbers, points)
    for group in comparison.groups:
        shown = f"{group.happened:,} of {group.people:,}, {share(group.rate, 1)}"
        yield (comparison.key, group.name), _Stated(f"{comparison.name}, {group.name}", shown, (group.rate,), points)


def _goal(goal: Goal) -> _Stated:
    aim, _, reached = goal.said.rpartition(": ")
    state = {True: "met", False: "missed", None: "not known"}[goal.met]
    return _Stated(f"Goal: {aim or goal.said}", f"{state}, {reached}" if aim else state)
