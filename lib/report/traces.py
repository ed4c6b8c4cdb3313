"""Where each figure comes from: the metric and column, the command that prints it, the records and snapshots behind it, and what was run."""

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lib.metrics import find
from lib.report.figure import ratio
from lib.report.inputs import answers_or_threads, in_days, of_customers, of_growth, of_worth, tickets_and_customers
from lib.report.quarter import Quarter
from lib.report.reading import Asked, Reading, scope_of
from lib.report.report import CASES, Comparison, Counted, Growth, Query, SnapshotUsed, Trace, Worth
from lib.report.snapshots import Used
from lib.scope import Scope
from lib.store import Store
from lib.store.statement import Statement
from lib.wording import UNKNOWN, money, points

WORTH = {"value": "Value of the community", "net": "Value less programme cost", "roi": "Return on the programme's cost"}
RELATION = "growth_vs_tickets_relation"


@dataclass(frozen=True)
class Origin:
    """What a trace is made of, before it is put into words."""

    figure: str
    name: str
    shown: str
    metric: str
    column: str
    scope: Scope
    inputs: tuple[Counted, ...]
    statements: Sequence[Statement]
    options: Mapping[str, str] = field(default_factory=dict)
    assumptions: tuple[str, ...] = ()
    note: str = ""

    @property
    def command(self) -> str:
        """What prints the metric's table."""
        days = [f"{option} {day}" for option, day in (("--from", self.scope.first), ("--to", self.scope.last)) if day]
        options = [f"--option {shlex.quote(f'{name}={value}')}" for name, value in self.options.items()]
        return " ".join(["python -m lib metric", self.metric, *days, f"--by {self.scope.by.value}", *options])

    def trace(self, used: Used) -> Trace:
        """As the report has it."""
        kinds = {kind for statement in self.statements for kind in statement.kinds}
        queries = tuple(Query(sql) for sql in dict.fromkeys(statement.sql for statement in self.statements))
        return Trace(
            self.figure,
            self.name,
            self.shown,
            self.metric,
            self.column,
            self.command,
            self.inputs,
            used.ids(kinds),
            self.assumptions,
            queries,
            self.note,
        )


def of_figures(store: Store, quarter: Quarter, readings: Iterable[Reading], shown: Mapping[str, str]) -> list[Origin]:
    """Those of the five figures; ``shown``: as they stand on the page."""
    found = []
    for reading in readings:
        asked = reading.asked
        match reading.key:
            case "monthly_active":
                inputs = in_days(store, reading.days)
            case "tickets_per_1000":
                inputs = tickets_and_customers(store, quarter, reading.also.get("customers"))
            case _:
                inputs = answers_or_threads(store, asked.metric, quarter, asked.options)
        row = reading.days.last if reading.days else quarter.start
        note = f"{reading.note} The table has the quarters before too: the figure is the row {row}.".strip()
        found.append(
            Origin(
                reading.key, reading.name, shown[reading.key], asked.metric, reading.column, asked.scope, inputs, reading.statements, asked.options, note=note
            )
        )
    return found


def of_the_worth(store: Store, quarter: Quarter, worth: Worth, statements: Sequence[Statement], conversion: Asked) -> list[Origin]:
    """Those of value, net and ROI, each in its three cases. ``conversion``: how that was asked, for what is added to the spared tickets."""
    inputs, assumptions = of_worth(store, quarter), tuple(assumption.key for assumption in worth.assumptions)
    conversions = worth.case("base").conversions is not None
    inputs += of_customers(conversion) if conversions else ()
    note = "The metric has the spared tickets alone; the value of conversions is added to them." if conversions else ""
    if worth.self_solved is None:
        note = "The metric counts what is marked as solved: where nothing ever is, it has 0, and here it is not known."
    found = []
    for column, name in WORTH.items():
        values = [getattr(worth.case(case), column) for case in CASES] if worth.cases else []
        texts = [ratio(value) if column == "roi" else money(value, worth.currency) for value in values]
        known = any(value is not None for value in values)
        shown = ", ".join(f"{case} {text}" for case, text in zip(CASES, texts, strict=True)) if known else UNKNOWN
        found.append(Origin(column, name, shown, "deflection", column, scope_of(quarter, quarter), inputs, statements, assumptions=assumptions, note=note))
    return found


def of_the_growth(store: Store, growth: Growth, asked: Asked) -> Origin:
    """That of the verdict."""
    note = "Of the weeks that the growth_vs_tickets table calls complete; whole weeks up to the quarter's end."
    return Origin("growth", "Growth beside support", growth.verdict, RELATION, "verdict", asked.scope, of_growth(store, growth), asked.statements, note=note)


def of_comparisons(compared: Iterable[tuple[Comparison, Asked]]) -> list[Origin]:
    """Those of churn and conversion."""
    return [
        Origin(
            comparison.key,
            f"{comparison.name}, members less the rest",
            UNKNOWN if comparison.difference is None else _signed(comparison.difference),
            asked.metric,
            "rate",
            asked.scope,
            of_customers(asked),
            asked.statements,
            note="Members are the groups member and power_member together. Intervals: Wilson's of the rates, Newcombe's of the difference.",
        )
        for comparison, asked in compared
    ]


def _signed(difference: float) -> str:
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return f"{sign}{points(difference)}"


def definitions(traces: Iterable[Trace]) -> dict[str, str]:
    """What each metric that a figure is read from means."""
    return {trace.metric: find(trace.metric).definition for trace in traces}


def brought(traces: Iterable[Trace], used: Used) -> tuple[SnapshotUsed, ...]:
    """The snapshots in use behind any figure, in their order."""
    ids = {snapshot for trace in traces for snapshot in trace.snapshots}
    return tuple(snapshot for snapshot in used.snapshots if snapshot.snapshot_id in ids)
