"""What lies behind the Net Promoter Score: the questions asked, the days of the waves, who answered, and their words."""

from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
from sqlalchemy import ColumnElement, Subquery, and_, func, select

from lib.metrics.answer_groups import Grouping, by_group, people, people_of_segments
from lib.metrics.nps import DETRACTOR, PROMOTER, tally
from lib.metrics.periods import during
from lib.metrics.small_groups import FEW
from lib.metrics.surveys import UNNAMED, answers, response, to_question
from lib.scope import Period, Scope
from lib.store import Store

Attitude = Literal["promoter", "passive", "detractor"]


@dataclass(frozen=True)
class Asked:
    """Which answers: to ``question`` (None: all), of ``wave`` (None: of any and of none), on the days of ``period`` (None: of no day)."""

    question: str | None
    wave: str | None
    period: Period | None

    def of(self, answer: Subquery) -> Any:
        """The condition on ``answers``."""
        asked = and_(to_question(answer, self.question), during(answer.c.local_day, self.period))
        return asked if self.wave is None else and_(asked, answer.c.wave == self.wave)


def asked_questions(store: Store) -> pd.DataFrame:
    """question, responses, in_waves: a row a question (UNNAMED: none was given), most answers first; ``in_waves`` answers belong to a wave."""
    asked = func.coalesce(response.c.question, UNNAMED).label("question")
    statement = (
        select(asked, func.count().label("responses"), func.count(response.c.wave).label("in_waves"))
        .where(response.c.current, response.c.survey == "nps")
        .group_by(asked)
    )
    return store.frame(statement).sort_values(["responses", "question"], ascending=[False, True], ignore_index=True)


def most_asked(store: Store, scope: Scope) -> str | None:
    """The question with the most answers that lie in ``scope`` (UNNAMED: those without one); where none has any, with the most of all time; None of none."""
    answer = answers(store, scope, "nps")
    asked = func.coalesce(answer.c.question, UNNAMED).label("question")
    inside = func.count().filter(during(answer.c.local_day, scope.within(store.data_period("survey_response")))).label("inside")
    found = store.frame(select(asked, inside, func.count().label("responses")).group_by(asked))
    found = found.sort_values(["inside", "responses", "question"], ascending=[False, False, True])
    return str(found["question"].iloc[0]) if len(found) else None


def wave_days(store: Store, scope: Scope, question: str | None) -> pd.DataFrame:
    """wave, first_day, last_day: when the answers of each wave came that lie in ``scope``, in any order."""
    answer = answers(store, scope, "nps")
    asked = Asked(question, None, scope.within(store.data_period("survey_response")))
    first, last = func.min(answer.c.local_day).label("first_day"), func.max(answer.c.local_day).label("last_day")
    return store.frame(select(answer.c.wave, first, last).where(answer.c.wave.is_not(None), asked.of(answer)).group_by(answer.c.wave))


def scores_by_group(store: Store, scope: Scope, now: Asked, before: Asked, by: Grouping) -> pd.DataFrame:
    """group, responses, promoters, detractors, people of ``now``, and of ``before``: as ``by_group`` has them."""
    answer = answers(store, scope, "nps")
    return by_group(store, answer, now.of(answer), before.of(answer), by, tally(answer))


def scoring_people(store: Store, scope: Scope, asked: Asked, segments: tuple[str, ...]) -> int:
    """How many people gave the answers of ``segments`` together."""
    answer = answers(store, scope, "nps")
    return people_of_segments(store, answer, asked.of(answer), segments)


def comments(store: Store, scope: Scope, asked: Asked, attitude: Attitude | None) -> pd.DataFrame:
    """day, score, comment, segment: the words that came with answers, newest first; of one attitude or of all. Never who wrote them."""
    range_of = {"promoter": (PROMOTER, 10), "passive": (DETRACTOR + 1, PROMOTER - 1), "detractor": (0, DETRACTOR), None: (0, 10)}
    answer = answers(store, scope, "nps")
    return words(store, answer, asked.of(answer), range_of[attitude])


def words(store: Store, answer: Subquery, asked: ColumnElement[bool], scores: tuple[int, int]) -> pd.DataFrame:
    """day, score, comment, segment: the comments of the answers that ``asked`` lets through with a score from the first to the last.

    ``segment`` is null where fewer than FEW people of it answered: it would say who wrote.
    """
    ties = (answer.c.answered_at, answer.c.source, answer.c.answer_id)
    statement = select(answer.c.local_day.label("day"), answer.c.score, answer.c.comment, answer.c.segment, *ties)
    written = and_(answer.c.comment.is_not(None), func.trim(answer.c.comment) != "", answer.c.score.between(*scores))
    found = store.frame(statement.where(asked, written))
    many = store.frame(select(answer.c.segment).where(asked, answer.c.segment.is_not(None)).group_by(answer.c.segment).having(people(answer) >= FEW))
    found = found.sort_values(["answered_at", "source", "answer_id"], ascending=[False, True, True], ignore_index=True)
    found["segment"] = found["segment"].where(found["segment"].isin(many["segment"]), None)
    return found[["day", "score", "comment", "segment"]]


def answered_by(store: Store, scope: Scope, asked: Asked) -> pd.DataFrame:
    """people: how many gave the answers, in one row."""
    answer = answers(store, scope, "nps")
    return store.frame(select(people(answer).label("people")).where(asked.of(answer)))
