"""How many people stand behind the answers that a score is made of: in each of its rows, and in all."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from sqlalchemy import ColumnElement, Subquery, select

from lib.metrics.answer_groups import people
from lib.metrics.periods import Calendar, during, period_start
from lib.metrics.surveys import answers, only_question, questions, ratings, to_question
from lib.scope import Scope
from lib.store import Store


def answering_people(store: Store, scope: Scope, metric: str, options: Mapping[str, str]) -> pd.DataFrame:
    """group, people: of each row of ``metric`` (nps or csat), asked with ``options``, that has answers: its period_start, or its wave."""
    answer, asked = _asked(store, scope, metric, options)
    group = answer.c.wave if options.get("group") == "wave" else period_start(answer.c.local_day, scope.by)
    return store.frame(select(group.label("group"), people(answer).label("people")).where(*asked).group_by(group))


def people_in_all(store: Store, scope: Scope, metric: str, options: Mapping[str, str]) -> int:
    """How many gave the answers of all those rows together."""
    answer, asked = _asked(store, scope, metric, options)
    return int(store.frame(select(people(answer).label("people")).where(*asked))["people"].iloc[0])


def _asked(store: Store, scope: Scope, metric: str, options: Mapping[str, str]) -> tuple[Subquery, list[ColumnElement[Any]]]:
    of_tickets, in_waves = options.get("from") == "tickets", options.get("group") == "wave"
    kind = "ticket" if of_tickets else "survey_response"
    answer = ratings(store, scope) if of_tickets else answers(store, scope, metric)
    period = scope.within(store.data_period(kind)) if in_waves else Calendar.of(store, scope, kind).period
    conditions: list[ColumnElement[Any]] = [during(answer.c.local_day, period)]
    if metric == "nps":
        conditions.append(to_question(answer, only_question(questions(store, "nps"), options.get("question"))))
    return answer, [*conditions, answer.c.wave.is_not(None)] if in_waves else conditions
