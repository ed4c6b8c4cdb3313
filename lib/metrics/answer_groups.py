"""Answers by group: segments, platforms, and how many people stand behind each."""

from typing import Any, Literal

import pandas as pd
from sqlalchemy import ColumnElement, Subquery, case, distinct, func, select

from lib.metrics.days import activity
from lib.store import Store
from lib.store.tables import identity

Grouping = Literal["segment", "platform"]


def people(answer: Subquery) -> ColumnElement[Any]:
    """How many people gave some ``answers``: one however often they answered. An answer that names nobody is of somebody else each."""
    unknown = case((answer.c.person_no.is_(None), answer.c.source + "\n" + answer.c.member_id))
    nobody = func.count().filter(answer.c.person_no.is_(None), answer.c.member_id.is_(None))
    return func.count(distinct(answer.c.person_no)) + func.count(distinct(unknown)) + nobody


def by_group(store: Store, answer: Subquery, now: ColumnElement[bool], before: ColumnElement[bool], by: Grouping, tally: tuple[Any, ...]) -> pd.DataFrame:
    """group, then ``tally`` and people of ``now``, and the same of ``before`` with before_ in front: a row a group of either.

    A segment is the answer's own, else its member's. A platform is the one where the member who answered has been most active, of
    all their activities (of two alike the first by name): a survey does not say on which platform it was met. ``group`` is null for
    answers of which neither is known.
    """
    column = answer.c.segment if by == "segment" else answer.c.person_no
    counted = (*tally, people(answer).label("people"))
    names, parts = [one.name for one in counted], list[pd.DataFrame]()
    for front, asked in (("", now), ("before_", before)):
        found = store.frame(select(column.label("group"), *counted).where(asked).group_by(column))
        parts.append(found.rename(columns={name: f"{front}{name}" for name in names}))
    both = parts[0].merge(parts[1], on="group", how="outer")
    columns = [f"{front}{name}" for front in ("", "before_") for name in names]
    both[columns] = both[columns].fillna(0).astype("int64")
    if by == "platform":
        homes = home_platforms(store, answer)
        both["group"] = both["group"].map(dict(zip(homes["person_no"], homes["platform"], strict=True)))
    return both.groupby("group", dropna=False, sort=True)[columns].sum().reset_index()


def people_of_segments(store: Store, answer: Subquery, asked: ColumnElement[bool], segments: tuple[str, ...]) -> int:
    """How many people gave the answers of ``segments`` together: one who answered under several of them counts once."""
    found = store.frame(select(people(answer).label("people")).where(asked, answer.c.segment.in_(segments)))
    return int(found["people"].iloc[0])


def home_platforms(store: Store, answer: Subquery) -> pd.DataFrame:
    """person_no, platform: where each person who answered has been most active."""
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
