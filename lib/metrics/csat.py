"""Were they content with what they got: customer satisfaction."""

from typing import Literal

import pandas as pd
from sqlalchemy import func, select

from lib.metrics.periods import Calendar, during, period_start, share
from lib.metrics.registry import metric
from lib.metrics.surveys import answers, ratings
from lib.scope import Scope
from lib.statistics.proportions import wilson
from lib.store import Store

SATISFIED = 4
"""The lowest score of 1 to 5 that counts as satisfied."""

Origin = Literal["surveys", "tickets"]


@metric(title="Customer satisfaction", unit="share", better="higher", data="survey_response", options={"from": ("surveys", "tickets")})
def csat(store: Store, scope: Scope, from_: Origin = "surveys") -> pd.DataFrame:
    """Share of those who are satisfied: who gave 4 or 5 on a scale of 1 to 5.

    With from=surveys of the answers to satisfaction surveys. With from=tickets of the support tickets that were rated, by the
    day the ticket was opened; the days of the data are then those of the tickets.

    - period_start
    - responses: answers, or rated tickets; a member may have given several
    - satisfied: those of 4 or 5
    - csat: satisfied / responses, 0 to 1; null where nobody answered
    - ci_low, ci_high: its 95 % interval, Wilson's; null where nobody answered
    - complete: the period is over and lies within the data

    A segment is the answer's own, else its member's; platform and channel leave answers alone. Answers of bots never count, those of
    staff only where the scope includes them. Source: survey_response of survey csat; with from=tickets satisfaction of tickets.
    """
    tickets = from_ == "tickets"
    calendar = Calendar.of(store, scope, "ticket" if tickets else "survey_response")
    answer = ratings(store, scope) if tickets else answers(store, scope, "csat")
    start = period_start(answer.c.local_day, scope.by).label("period_start")
    satisfied = func.count().filter(answer.c.score >= SATISFIED).label("satisfied")
    statement = select(start, func.count().label("responses"), satisfied).where(during(answer.c.local_day, calendar.period)).group_by(start)
    found = store.frame(statement)
    n, good = (calendar.counted(found, name) for name in ("responses", "satisfied"))
    low, high = wilson(good, n)
    return calendar.table({"responses": n, "satisfied": good, "csat": share(good, n), "ci_low": low, "ci_high": high})
