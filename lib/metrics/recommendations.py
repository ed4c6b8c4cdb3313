"""What lies behind the Net Promoter Score: the questions asked, the days of the waves, who answered, and their words."""

from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
from sqlalchemy import Subquery, and_, func, select

from lib.metrics.days import activity
from lib.metrics.nps import COUNTS, DETRACTOR, PROMOTER, tally
from lib.metrics.periods import during
from lib.metrics.surveys import UNNAMED, answers, response, to_question
from lib.scope import Period, Scope
from lib.store import Store
from lib.store.tables import identity

Attitude = Literal["promoter", "passive", "detractor"]
Grouping = Literal["segment", "platform"]


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


def wave_days(store: Store, scope: Scope, question: str | None) -> pd.DataFrame:
    """wave, first_day, last_day: when the answers of each wave came that lie in ``scope``, in any order."""
    answer = answers(store, scope, "nps")
    asked = Asked(question, None, scope.within(store.data_period("survey_response")))
    first, last = func.min(answer.c.local_day).label("first_day"), func.max(answer.c.local_day).label("last_day")
    return store.frame(select(answer.c.wave, first, last).where(answer.c.wave.is_not(None), asked.of(answer)).group_by(answer.c.wave))


def scores_by_group(store: Store, scope: Scope, now: Asked, before: Asked, by: Grouping) -> pd.DataFrame:
    """group, then responses, promoters, detractors of ``now``, and the same of ``before`` with before_ in front: a row a group of either.

    A segment is the answer's own, else its member's. A platform is the one where the member who answered has been most active, of
    all their activities (of two alike the first by name): a survey does not say on which platform it was met. ``group`` is null for
    answers of which neither is known.
    """
    answer = answers(store, scope, "nps")
    column = answer.c.segment if by == "segment" else answer.c.person_no
    parts = []
    for front, asked in (("", now), ("before_", before)):
        counted_by = store.frame(select(column.label("group"), *tally(answer)).where(asked.of(answer)).group_by(column))
        parts.append(counted_by.rename(columns={name: f"{front}{name}" for name in COUNTS}))
    found = parts[0].merge(parts[1], on="group", how="outer")
    counted = [f"{front}{name}" for front in ("", "before_") for name in COUNTS]
    found[counted] = found[counted].fillna(0).astype("int64")
    if by == "platform":
        homes = home_platforms(store, scope)
        found["group"] = found["group"].map(dict(zip(homes["person_no"], homes["platform"], strict=True)))
    return found.groupby("group", dropna=False, sort=True)[counted].sum().reset_index()


def home_platforms(store: Store, scope: Scope) -> pd.DataFrame:
    """person_no, platform: where each person who answered has been most active."""
    answer = answers(store, scope, "nps")
    asked = select(answer.c.person_no).where(answer.c.person_no.is_not(None))
    counted = func.count().label("activities")
    statement = (
        select(identity.c.person_no, activity.c.platform, counted)
        .join(identity, identity.c.member_no == activity.c.member_no)
        .where(activity.c.current, activity.c.platform.is_not(None), identity.c.person_no.in_(asked))
        .group_by(identity.c.person_no, activity.c.platform)
    )
    found = store.frame(statement).sort_values(["person_no", "activities", "platform"], ascending=[True, False, True])
    return found.drop_duplicates("person_no")[["person_no", "platform"]].reset_index(drop=True)


def comments(store: Store, scope: Scope, asked: Asked, attitude: Attitude | None) -> pd.DataFrame:
    """day, score, comment, segment: the words that came with answers, newest first; of one attitude or of all. Never who wrote them."""
    answer = answers(store, scope, "nps")
    range_of = {"promoter": (PROMOTER, 10), "passive": (DETRACTOR + 1, PROMOTER - 1), "detractor": (0, DETRACTOR), None: (0, 10)}
    ties = (answer.c.answered_at, answer.c.source, answer.c.answer_id)
    statement = select(answer.c.local_day.label("day"), answer.c.score, answer.c.comment, answer.c.segment, *ties)
    written = and_(answer.c.comment.is_not(None), func.trim(answer.c.comment) != "", answer.c.score.between(*range_of[attitude]))
    found = store.frame(statement.where(asked.of(answer), written))
    found = found.sort_values(["answered_at", "source", "answer_id"], ascending=[False, True, True], ignore_index=True)
    return found[["day", "score", "comment", "segment"]]
