"""Would they recommend us: the Net Promoter Score."""

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import Select, Subquery, func, select

from lib.metrics.periods import Calendar, counts, during, period_start
from lib.metrics.registry import metric
from lib.metrics.surveys import answers, only_question, questions, to_question
from lib.scope import Scope
from lib.statistics import net_promoter
from lib.store import Store

PROMOTER, DETRACTOR = 9, 6
"""The lowest score of a promoter and the highest of a detractor."""
COUNTS = ("responses", "promoters", "detractors")

Group = Literal["period", "wave"]


@metric(title="Net Promoter Score", unit="points, −100 to 100", better="higher", data="survey_response", options={"question": (), "group": ("period", "wave")})
def nps(store: Store, scope: Scope, question: str | None = None, group: Group = "period") -> pd.DataFrame:
    """Share of the promoters less that of the detractors, in points, among the answers to a recommendation question of 0 to 10.

    Where the store has answers to several such questions, question= chooses one (empty: those that came without a question);
    without it they are refused, as their scores must not be mixed. With group=wave a row is a wave, in the order of their first
    answers, over exactly the days asked for; the column wave then stands for period_start, there is no complete, and answers
    without a wave are left out.

    - period_start
    - responses: answers; a member may have given several
    - promoters, passives, detractors: answers of 9 and 10, of 7 and 8, and of 0 to 6
    - nps: 100 × (promoters − detractors) / responses, −100 to 100; null where nobody answered
    - ci_low, ci_high: its 95 % interval, adjusted Wald: of three answers more, ¾ of them promoters and ¾ detractors; within −100 to 100
    - change: nps less that of the calendar period before (of the wave before: of the row above, and for the first row of the last wave
      that lies wholly before the days asked for), in points; null where either has no answers
    - p_value: of that change, two-sided normal from the adjusted estimates, 0 to 1: how often chance alone gives as much; null as change
    - complete: the period is over, and it and the period before lie within the data

    A segment is the answer's own, else its member's; platform and channel leave answers alone. Answers of bots never count, those of
    staff only where the scope includes them. Formula: Rocks (2016), The American Statistician 70(4). Source: survey_response of survey nps.
    """
    chosen = only_question(questions(store, "nps"), question)
    answer = answers(store, scope, "nps")
    if group == "wave":
        return _by_wave(store, scope, answer, chosen)
    calendar = Calendar.of(store, scope, "survey_response")
    start = period_start(answer.c.local_day, scope.by).label("period_start")
    statement = select(start, *tally(answer)).where(to_question(answer, chosen)).group_by(start)
    if calendar.period:
        statement = statement.where(answer.c.local_day >= calendar.previous_starts[0].astype(object), answer.c.local_day < calendar.period.end)
    found = store.frame(statement)
    now = [calendar.counted(found, name) for name in COUNTS]
    before = [calendar.counted(found, name, calendar.previous_starts) for name in COUNTS]
    return calendar.table(figures(now, before), looks_back_to=calendar.previous_starts)


def tally(answer: Subquery) -> tuple[Any, ...]:
    """responses, promoters, detractors: what to count of ``answers``."""
    return (
        func.count().label("responses"),
        func.count().filter(answer.c.score >= PROMOTER).label("promoters"),
        func.count().filter(answer.c.score <= DETRACTOR).label("detractors"),
    )


def figures(now: Sequence[NDArray[np.int64]], before: Sequence[NDArray[np.int64]]) -> dict[str, NDArray[Any]]:
    """The metric's columns from responses, promoters and detractors of each row and of the one before it."""
    (n, promoters, detractors), (earlier, earlier_promoters, earlier_detractors) = now, before
    low, high = net_promoter.interval(promoters, detractors, n)
    change, p_value = net_promoter.change(promoters, detractors, n, earlier_promoters, earlier_detractors, earlier)
    return {
        "responses": n,
        "promoters": promoters,
        "passives": n - promoters - detractors,
        "detractors": detractors,
        "nps": net_promoter.net_promoter(promoters, detractors, n),
        "ci_low": low,
        "ci_high": high,
        "change": change,
        "p_value": p_value,
    }


def _by_wave(store: Store, scope: Scope, answer: Subquery, question: str | None) -> pd.DataFrame:
    period = scope.within(store.data_period("survey_response"))
    within = store.frame(_waves(answer, question).where(during(answer.c.local_day, period)))
    within = within.sort_values(["first_at", "wave"], ignore_index=True)
    rows = [within[name].to_numpy(dtype=np.int64) for name in COUNTS]
    last = np.zeros(len(COUNTS), dtype=np.int64)
    if period and len(within):
        earlier = store.frame(_waves(answer, question).where(answer.c.local_day < period.start))
        earlier = earlier[~earlier["wave"].isin(within["wave"])].sort_values(["first_at", "wave"])
        last = earlier[list(COUNTS)].tail(1).sum().to_numpy(dtype=np.int64)
    before = [np.concatenate([[last[place]], row])[: len(row)] for place, row in enumerate(rows)]
    columns = {name: counts(values) if values.dtype.kind == "i" else values for name, values in figures(rows, before).items()}
    return pd.DataFrame({"wave": within["wave"], **columns})


def _waves(answer: Subquery, question: str | None) -> Select[Any]:
    """wave, first_at and the counts: a row a wave."""
    first = func.min(answer.c.answered_at).label("first_at")
    return select(answer.c.wave, first, *tally(answer)).where(answer.c.wave.is_not(None), to_question(answer, question)).group_by(answer.c.wave)
