"""The quarterly report as one value: every page and file is written from it, and a closed quarter keeps it as JSON.

Numbers are unrounded; None is not known, and beside it stands why. Nothing in here names a person but who stated an assumption.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from lib.report.figure import Figure, Unit
from lib.report.quarter import Quarter
from lib.wording import UNKNOWN, share, shares_between, signed

FORMAT = 1
"""Grows when a report that was kept could no longer be read."""
CASES = ("low", "base", "high")


@dataclass(frozen=True)
class Week:
    """One week of members and support. ``mau``: at its last day; ``tickets``: as ``Growth.measured`` says. ``complete``: over, and wholly known."""

    start: date
    mau: float | None
    tickets: float | None
    complete: bool


@dataclass(frozen=True)
class Growth:
    """Members beside tickets, in whole weeks of the data up to the quarter's end.

    ``verdict``: a few words, ``sentence``: what happened; ``tested``: the statistics behind it in words. ``measured``: what ``Week.tickets`` is,
    tickets_per_1000_customers or tickets. ``lag`` (weeks), ``r``, ``p_adjusted``, ``pairs``: of the strongest link; None where there is too little data.
    """

    verdict: str
    sentence: str
    tested: str
    measured: Literal["tickets_per_1000_customers", "tickets"]
    weeks: tuple[Week, ...]
    lag: int | None = None
    r: float | None = None
    p_adjusted: float | None = None
    pairs: int | None = None

    @property
    def measured_name(self) -> str:
        """What the lower panel shows."""
        return "Tickets per 1,000 customers" if self.measured == "tickets_per_1000_customers" else "Support tickets"


@dataclass(frozen=True)
class Assumption:
    """Something the value rests on that is not counted in this community.

    ``key``: the setting's, or ``deflection_share`` for the three together, or ``programme_cost``. All three numbers are the same where there is one
    only, None where it was not entered. ``source``, ``reason``: as the analyst said; None: nobody did. ``stated_at`` None: nobody entered it, it is
    our default, or it comes from records (then ``source`` names them).
    """

    key: str
    name: str
    unit: Literal["share", "money"]
    low: float | None
    base: float | None
    high: float | None
    source: str | None = None
    reason: str | None = None
    stated_at: datetime | None = None
    stated_by: str | None = None


@dataclass(frozen=True)
class Case:
    """The value in one case, money in the report's currency. None: not known. ``roi``: net / programme_cost, 1 is 100 %; None where it cost nothing or less."""

    case: Literal["low", "base", "high"]
    deflected_tickets: float | None
    tickets_value: float | None
    conversions: float | None
    conversions_value: float | None
    value: float | None
    programme_cost: float | None
    net: float | None
    roi: float | None


@dataclass(frozen=True)
class Swing:
    """What net becomes where one assumption alone moves from its low to its high end, all others at base. ``by``: why these ends, in words."""

    key: str
    name: str
    unit: Literal["share", "money"]
    low: float
    high: float
    net_low: float
    net_high: float
    by: str

    @property
    def width(self) -> float:
        """How much it moves the result."""
        return abs(self.net_high - self.net_low)


@dataclass(frozen=True)
class BreakEven:
    """The value of one assumption at which the base case's net is zero, all others at base; None: no value of it can, ``missing`` says why."""

    key: str
    name: str
    unit: Literal["share", "money"]
    value: float | None
    missing: str = ""


@dataclass(frozen=True)
class Worth:
    """What the community was worth in the quarter: observed, assumed, and what follows.

    ``self_solved``: threads that members solved without staff, counted; None where not known. ``cases``: low, base, high. ``swings``: the widest
    first. ``sentence``: what the range says. ``missing``: what has to be entered before there can be a figure in money; empty where there is one.
    ``whole``: the quarter is over and its activities are wholly known; ``costs_whole``: each of its months has a programme cost.
    """

    currency: str
    self_solved: int | None
    assumptions: tuple[Assumption, ...]
    cases: tuple[Case, ...]
    swings: tuple[Swing, ...]
    break_even: tuple[BreakEven, ...]
    sentence: str
    missing: str = ""
    whole: bool = True
    costs_whole: bool = True

    def case(self, name: str) -> Case:
        """The case called so."""
        return next(case for case in self.cases if case.case == name)


@dataclass(frozen=True)
class GroupRate:
    """Of ``people`` customers of a group ``happened`` churned, or converted; ``rate`` 0 to 1 with its Wilson interval."""

    name: str
    people: int
    happened: int
    rate: float
    low: float
    high: float

    @property
    def said(self) -> str:
        """``2.1%``."""
        return share(self.rate, 1)

    @property
    def interval(self) -> str:
        """``0.7 to 6.0%``."""
        return shares_between(self.low, self.high, 1)


@dataclass(frozen=True)
class Comparison:
    """Members against the rest. ``difference`` in shares, members less the rest, with its Newcombe interval.

    Where either group has too few people, or none is known, ``groups`` is empty and ``missing`` says why.
    """

    key: Literal["churn", "conversion"]
    name: str
    sentence: str
    groups: tuple[GroupRate, ...]
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    missing: str = ""

    @property
    def said(self) -> str:
        """The difference in points: ``−8.3``; ``—`` where it is not known."""
        return _points(self.difference)

    @property
    def interval(self) -> str:
        """``−11.6 to −3.7``; ``—`` where it is not known."""
        return UNKNOWN if self.low is None or self.high is None else f"{_points(self.low)} to {_points(self.high)}"


def _points(difference: float | None) -> str:
    return signed(None if difference is None else difference * 100, 1)


@dataclass(frozen=True)
class Goal:
    """A target of the settings and what was reached. ``met`` None: not known. ``said``: ``80% answered within 24 hours: 76%``."""

    key: str
    met: bool | None
    said: str


@dataclass(frozen=True)
class Segment:
    """Members of a segment who were active in the 30 days to the quarter's end; ``name`` None: all segments too small to be shown, together."""

    name: str | None
    active: int


@dataclass(frozen=True)
class Point:
    """A figure in one quarter. ``complete``: that quarter is over and wholly known."""

    quarter: date
    value: float | None
    low: float | None
    high: float | None
    complete: bool


@dataclass(frozen=True)
class Series:
    """A figure over the quarters up to this one, oldest first. ``key`` and ``name`` are the figure's."""

    key: str
    name: str
    unit: Unit
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Counted:
    """So many rows of a kind of record lie behind a figure."""

    kind: str
    title: str
    rows: int


@dataclass(frozen=True)
class Query:
    """A statement that was run for a figure: SQL as the store's engine reads it, values written in."""

    sql: str


@dataclass(frozen=True)
class Trace:
    """Where a figure comes from. ``figure``: its key, ``shown``: as it stands on the page.

    ``metric`` and ``column``: what it is read from; ``definition`` in ``Report.definitions``. ``command`` prints the same table. ``inputs``:
    the records behind it. ``snapshots``: ids of those in use that brought such records. ``assumptions``: their keys.
    """

    figure: str
    name: str
    shown: str
    metric: str
    column: str
    command: str
    inputs: tuple[Counted, ...]
    snapshots: tuple[int, ...]
    assumptions: tuple[str, ...]
    queries: tuple[Query, ...]
    note: str = ""


@dataclass(frozen=True)
class SnapshotUsed:
    """A snapshot that was in use."""

    snapshot_id: int
    kind: str
    source: str
    imported_at: datetime
    imported_by: str
    file_name: str | None
    rows: int


@dataclass(frozen=True)
class Report:
    """One quarter.

    ``start``: its first day. ``until``: the last day with data that lies in it, None where there is none; ``over``: the quarter has ended and the
    data reach its end. ``headline`` and ``summary``: computed sentences. ``well``, ``money``: what went well and what needs money, from the
    targets and changes beyond chance. ``unknown``: what the report cannot say. ``store_version``: of the data. ``made_at``: zone-aware.
    """

    start: date
    until: date | None
    over: bool
    made_at: datetime
    zone: str
    store_version: int
    headline: str
    summary: str
    figures: tuple[Figure, ...]
    growth: Growth
    worth: Worth
    comparisons: tuple[Comparison, ...]
    goals: tuple[Goal, ...]
    well: tuple[str, ...]
    money: tuple[str, ...]
    unknown: tuple[str, ...]
    segments: tuple[Segment, ...]
    series: tuple[Series, ...]
    traces: tuple[Trace, ...]
    snapshots: tuple[SnapshotUsed, ...]
    definitions: dict[str, str]
    format: int = FORMAT

    @property
    def quarter(self) -> Quarter:
        """The quarter it is about."""
        return Quarter(self.start)

    def figure(self, key: str) -> Figure:
        """The figure called so."""
        return next(figure for figure in self.figures if figure.key == key)

    @property
    def json(self) -> str:
        """The whole report as text that ``read`` gives back equal."""
        return _adapter().dump_json(self).decode()


def read(json: str) -> Report:
    """A report that was kept."""
    return _adapter().validate_json(json)


@cache
def _adapter() -> TypeAdapter[Report]:
    return TypeAdapter(Report)
