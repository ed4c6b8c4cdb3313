"""What lies behind customer satisfaction: the groups and waves of who answered, and their words."""

from typing import Any, Literal

import pandas as pd
from sqlalchemy import ColumnElement, Subquery, func, select

from lib.metrics.answer_groups import Grouping, by_group, people, people_of_segments
from lib.metrics.csat import SATISFIED, Origin
from lib.metrics.periods import during
from lib.metrics.recommendations import words
from lib.metrics.surveys import answers, ratings
from lib.scope import Period, Scope
from lib.store import Store

Verdict = Literal["satisfied", "neutral", "dissatisfied"]
SCORES: dict[Verdict | None, tuple[int, int]] = {"satisfied": (SATISFIED, 5), "neutral": (3, 3), "dissatisfied": (1, 2), None: (1, 5)}


def satisfied_by_group(store: Store, scope: Scope, now: Period | None, before: Period | None, by: Grouping, origin: Origin) -> pd.DataFrame:
    """group, responses, satisfied, people of the days ``now``, and of ``before``: as ``by_group`` has them."""
    answer = _given(store, scope, origin)
    return by_group(store, answer, during(answer.c.local_day, now), during(answer.c.local_day, before), by, _tally(answer))


def rating_people(store: Store, scope: Scope, period: Period | None, origin: Origin, segments: tuple[str, ...]) -> int:
    """How many people gave the answers of ``segments`` together."""
    answer = _given(store, scope, origin)
    return people_of_segments(store, answer, during(answer.c.local_day, period), segments)


def satisfied_by_wave(store: Store, scope: Scope, period: Period | None) -> pd.DataFrame:
    """group (the wave), responses, satisfied: a row a wave with answers in ``period``, in the order of their first; answers without a wave are left out."""
    answer = answers(store, scope, "csat")
    first = func.min(answer.c.answered_at).label("first_at")
    asked = (answer.c.wave.is_not(None), during(answer.c.local_day, period))
    found = store.frame(select(answer.c.wave.label("group"), *_tally(answer), first).where(*asked).group_by(answer.c.wave))
    return found.sort_values(["first_at", "group"], ignore_index=True).drop(columns="first_at")


def satisfaction_comments(store: Store, scope: Scope, period: Period | None, verdict: Verdict | None) -> pd.DataFrame:
    """day, score, comment, segment: the words that came with answers of ``period``, as ``words`` has them."""
    answer = answers(store, scope, "csat")
    return words(store, answer, during(answer.c.local_day, period), SCORES[verdict])


def satisfaction_people(store: Store, scope: Scope, period: Period | None) -> pd.DataFrame:
    """people: how many answered in ``period``, in one row."""
    answer = answers(store, scope, "csat")
    return store.frame(select(people(answer).label("people")).where(during(answer.c.local_day, period)))


def _given(store: Store, scope: Scope, origin: Origin) -> Subquery:
    return ratings(store, scope) if origin == "tickets" else answers(store, scope, "csat")


def _tally(answer: Subquery) -> tuple[ColumnElement[Any], ...]:
    return func.count().label("responses"), func.count().filter(answer.c.score >= SATISFIED).label("satisfied")
