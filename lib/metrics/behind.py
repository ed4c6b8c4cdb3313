"""The records behind a metric: those of its kind that lie in a scope, newest first, without personal fields."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import pyarrow as pa
from sqlalchemy import ColumnElement, Date, Select, and_, case, cast, false, func, literal, or_, select

from lib.metrics.customers import customers
from lib.metrics.days import activities, in_segment
from lib.metrics.ideas import proposed
from lib.metrics.links import linked_members
from lib.metrics.periods import Calendar, during
from lib.metrics.registry import find
from lib.metrics.sentiment import written
from lib.metrics.small_groups import FEW
from lib.metrics.surveys import answers, only_question, questions, ratings, to_question
from lib.metrics.threads import opened
from lib.records import KINDS, Type
from lib.scope import DAY, Period, Scope
from lib.store import Store, dialect
from lib.store.tables import RECORDS, identity, thread

THREADS = ("response_time", "responders", "unanswered", "resolution", "deflection")
"""Metrics about threads: the record behind is the thread, by the day it was opened."""
WRITTEN = ("ugc", "concentration", "review_queue")
"""Metrics about what is written: posts and comments only."""
BY_DAYS = ("responders", "unanswered", "power_curve", "activity_hours", "participation_flow", "review_queue", "customer_value", "reported")
"""Metrics of exactly the days asked for; the others count whole periods."""
TIMES = {"churn": "churned_at", "conversion": "converted_at"}
"""Metrics about another moment of a record than its first."""
MOST = 1_000_000
"""Rows of a file."""
_LAST = (Type.ID, Type.BOOLEAN)


@dataclass(frozen=True)
class Behind:
    """Which records these are: ``title`` names them, ``placed_by`` is the field that places them in time."""

    title: str
    placed_by: str
    statement: Select[Any]

    def without(self, *fields: str) -> "Behind":
        """The same records less ``fields``, as far as they have them."""
        kept = [column for name, column in self.statement.selected_columns.items() if name not in fields]
        return replace(self, statement=self.statement.with_only_columns(*kept, maintain_column_froms=True))

    def count(self, store: Store) -> int:
        """How many there are."""
        return int(store.frame(select(func.count().label("rows")).select_from(self.statement.subquery()))["rows"].iloc[0])

    def newest(self, store: Store, most: int) -> pd.DataFrame:
        """The newest ``most``, without the columns that are empty in all of them."""
        found = store.frame(self._sorted.limit(most))
        return found.dropna(axis="columns", how="all") if len(found) else found

    def rows(self, store: Store) -> pa.Table:
        """All of them, the newest ``MOST`` where there are more."""
        with store.reading() as connection:
            return dialect.fetch(connection, self._sorted.limit(MOST))

    @property
    def _sorted(self) -> Select[Any]:
        columns = self.statement.selected_columns
        ties = [column for name, column in columns.items() if name == "source" or name.endswith("_id")]
        return self.statement.order_by(columns[self.placed_by].desc(), *ties)


def kind_of(metric: str, options: Mapping[str, str] | None = None) -> str:
    """The kind of the records behind ``metric``."""
    return "ticket" if metric == "csat" and (options or {}).get("from") == "tickets" else find(metric).data


def kinds_of(metric: str) -> tuple[str, ...]:
    """The kinds of record that ``metric`` can be told from, with one option or another."""
    return tuple(dict.fromkeys(kind_of(metric, options) for options in ({}, {"from": "tickets"})))


def behind(store: Store, metric: str, scope: Scope, options: Mapping[str, str] | None = None) -> Behind:
    """The records that ``metric``, asked with ``options``, is about in ``scope``; open ends and whole periods as the metric itself takes them."""
    options, data = options or {}, kind_of(metric, options)
    by_days = metric in BY_DAYS or options.get("group") == "wave"
    period = scope.within(store.data_period(data)) if by_days else Calendar.of(store, scope, data).period
    if metric in THREADS:
        return _threads(scope, period, waiting=metric == "unanswered")
    if metric in ("nps", "csat"):
        return _answers(store, metric, scope, period, options)
    if metric == "ideas":
        return Behind("ideas", "submitted_at", proposed(select(*_columns("idea")), store, scope, period))
    return _activities(metric, scope, period) if data == "activity" else _others(store, metric, scope, period)


def _threads(scope: Scope, period: Period | None, *, waiting: bool) -> Behind:
    shown = ("opened_at", "title", "channel", "platform", "replies", "first_staff_at", "first_other_at", "solved_at", "views", "url", "thread_id", "source")
    opener = identity.alias("opener")
    statement = select(*(thread.c[name] for name in shown), opener.c.member_id).join(opener, opener.c.member_no == thread.c.member_no)
    chosen = and_(opened(scope, period), thread.c.first_other_at.is_(None)) if waiting else opened(scope, period)
    return Behind("threads opened by members", "opened_at", statement.where(chosen))


def _activities(metric: str, scope: Scope, period: Period | None) -> Behind:
    activity = RECORDS["activity"]
    statement = select(*_columns("activity")).where(activities(scope), during(activity.c.local_day, period))
    if metric == "sentiment":
        return Behind("posts and comments", "occurred_at", select(*_columns("activity")).where(written(scope, period)))
    if metric in WRITTEN:
        return Behind("posts and comments", "occurred_at", statement.where(activity.c.kind.in_(("post", "comment"))))
    if metric == "attendance":
        return Behind("attendances", "occurred_at", statement.where(activity.c.kind == "attendance"))
    return Behind("activities", "occurred_at", statement)


def _answers(store: Store, metric: str, scope: Scope, period: Period | None, options: Mapping[str, str]) -> Behind:
    """The answers to one survey, to one question. Never who gave them, nor a segment of few people: with a comment it would tell who it is."""
    kind = KINDS[kind_of(metric, options)]
    record, answer = RECORDS[kind.name], ratings(store, scope) if kind.name == "ticket" else answers(store, scope, metric)
    conditions = [during(answer.c.local_day, period)]
    if metric == "nps":
        conditions.append(to_question(answer, only_question(questions(store, "nps"), options.get("question"))))
    if options.get("group") == "wave":
        conditions.append(answer.c.wave.is_not(None))
    people = func.count(answer.c.person_no.distinct()) + func.count(answer.c.answer_id.distinct()).filter(answer.c.person_no.is_(None))
    crowds = select(answer.c.segment).where(*conditions, answer.c.segment.is_not(None)).group_by(answer.c.segment).having(people >= FEW)
    segment: Any = case((answer.c.segment.in_(crowds), answer.c.segment)).label("segment")
    shown = [segment if column.name == "segment" else column for column in _columns(kind.name) if column.name not in ("member_id", "customer_id")]
    found = select(*shown).join(answer, and_(answer.c.source == record.c.source, answer.c.answer_id == record.c[kind.key[0]]))
    return Behind("rated tickets" if kind.name == "ticket" else "answers", kind.when.name, found.where(record.c.current, *conditions))


def _others(store: Store, metric: str, scope: Scope, period: Period | None) -> Behind:
    kind = KINDS[find(metric).data]
    record, when = RECORDS[kind.name], kind[TIMES.get(metric, kind.when.name)]
    day: Any = record.c[when.name]
    if when.type is Type.INSTANT:
        day = cast(func.timezone(store.settings.zone, day), Date)
    statement = select(*_columns(kind.name)).where(record.c.current, _paying(store, period) if metric == "customer_value" else during(day, period))
    if scope.segments and "member_id" in kind.names:
        statement = statement.where(_segment(kind.name, scope))
    return Behind(kind.title.lower(), when.name, statement)


def _paying(store: Store, period: Period | None) -> ColumnElement[bool]:
    """Whether a customer pays when ``period`` is over, as far as that can be today."""
    if period is None:
        return false()
    one, end = customers(store.settings.zone), literal(min(period.end, store.today() + DAY), Date)
    return RECORDS["customer"].c.customer_id.in_(select(one.c.customer_id).where(one.c.from_day < end, or_(one.c.left_day.is_(None), one.c.left_day >= end)))


def _segment(kind: str, scope: Scope) -> ColumnElement[bool]:
    """Whether the row's member is in one of the scope's segments."""
    record = RECORDS[kind]
    linked = linked_members(record)
    member = select(linked.c.member_no).where(
        linked.c.source == record.c.source, linked.c.member_id == record.c.member_id, in_segment(scope, linked.c.member_no)
    )
    return member.exists()


def _columns(name: str) -> list[Any]:
    """What may be shown of a kind: its first time, what it says, its ids last; personal fields never."""
    kind, record = KINDS[name], RECORDS[name]
    fields = [field for field in kind.fields if not field.personal and field is not kind.when]
    ordered = [kind.when, *(field for field in fields if field.type not in _LAST), *(field for field in fields if field.type in _LAST)]
    return [*(record.c[field.name] for field in ordered), record.c.source]
