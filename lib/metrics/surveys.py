"""Which answers count: of surveys, and of tickets that were rated.

An answer whose member_id means a member is that member's: it does not count where they are a bot, or staff that the scope
leaves out. One that names nobody known counts. The segment is the row's own, else its member's. Platform and channel choose
activities, so they leave answers alone.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Date, Subquery, Table, and_, cast, func, null, or_, select, true

from lib.errors import CommandError
from lib.metrics.days import counts_as_person
from lib.metrics.links import linked_members
from lib.scope import Scope
from lib.store import Store
from lib.store.tables import RECORDS, identity

response, ticket = RECORDS["survey_response"], RECORDS["ticket"]

UNNAMED = ""
"""Asks for the answers that came without a question."""


def answers(store: Store, scope: Scope, survey: str) -> Subquery:
    """The answers to ``survey`` (nps or csat) that count in ``scope``, of all time: a row an answer.

    answered_at, local_day, score, question, wave, comment, segment, person_no (null: of nobody known), source, member_id (as given), answer_id.
    """
    own = {"question": response.c.question, "wave": response.c.wave, "comment": response.c.comment, "answer_id": response.c.response_id}
    return _counted(store, scope, response, response.c.responded_at, response.c.score, response.c.survey == survey, own, response.c.segment)


def ratings(store: Store, scope: Scope) -> Subquery:
    """The tickets with a satisfaction that count in ``scope``, of all time, placed by when they were opened: the columns of ``answers``."""
    nothing: Any = null()
    own = {"question": nothing, "wave": nothing, "comment": nothing, "answer_id": ticket.c.ticket_id}
    return _counted(store, scope, ticket, ticket.c.created_at, ticket.c.satisfaction, ticket.c.satisfaction.is_not(None), own)


def _counted(
    store: Store,
    scope: Scope,
    record: Table,
    at: ColumnElement[Any],
    score: ColumnElement[Any],
    asked: ColumnElement[bool],
    own: dict[str, Any],
    segment: ColumnElement[Any] | None = None,
) -> Subquery:
    linked = linked_members(record)
    group = identity.c.segment if segment is None else func.coalesce(segment, identity.c.segment)
    conditions = [record.c.current, asked, or_(identity.c.member_no.is_(None), counts_as_person(scope))]
    if scope.segments:
        conditions.append(group.in_(scope.segments))
    return (
        select(
            at.label("answered_at"),
            cast(func.timezone(store.settings.zone, at), Date).label("local_day"),
            score.label("score"),
            *(column.label(name) for name, column in own.items()),
            group.label("segment"),
            identity.c.person_no,
            record.c.source,
            record.c.member_id,
        )
        .outerjoin(linked, and_(linked.c.source == record.c.source, linked.c.member_id == record.c.member_id))
        .outerjoin(identity, identity.c.member_no == linked.c.member_no)
        .where(*conditions)
        .subquery("answer")
    )


def questions(store: Store, survey: str) -> list[str]:
    """What ``survey`` asks in the whole store, in order of the alphabet; UNNAMED where answers came without a question."""
    asked = func.coalesce(response.c.question, UNNAMED).label("question")
    found = store.frame(select(asked).where(response.c.current, response.c.survey == survey).distinct())
    return sorted(found["question"])


def to_question(answer: Subquery, question: str | None) -> ColumnElement[bool]:
    """The condition on ``answers`` that lets through those to ``question``; None: all."""
    return true() if question is None else func.coalesce(answer.c.question, UNNAMED) == question


def only_question(known: Sequence[str], question: str | None) -> str | None:
    """``question`` as the store has it; CommandError where it has no such one, or where several were asked and none is chosen."""
    if question is None and len(known) > 1:
        raise CommandError(
            "Several questions were asked, and their scores must not be mixed.",
            found=", ".join(repr(name) if name else "answers without a question" for name in known),
            hint=f'choose one, e.g. --option "question={known[-1]}"' + ("; --option question= takes those without one" if UNNAMED in known else ""),
        )
    if question and known and question not in known:
        raise CommandError.unknown("question", question, [name for name in known if name] or known)
    return question
