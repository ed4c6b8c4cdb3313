"""What share of questions is answered within some hours, a row a period, and how sure that is."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from lib.metrics.periods import Calendar, days
from lib.metrics.response_time import Clock, thread_waits
from lib.metrics.threads import HOUR, Responder
from lib.scope import Scope
from lib.statistics.kaplan_meier import share_within
from lib.store import Store


def answered_within(store: Store, scope: Scope, hours: Sequence[float], responder: Responder = "staff", clock: Clock = "calendar") -> pd.DataFrame:
    """The share of the threads opened in each period that is answered within each of ``hours``, with its 95 % interval: a row a period and limit.

    Columns: period_start, hours, threads, share, ci_low, ci_high (0 to 1; Kaplan–Meier as in ``response_time``; null where there is no thread, and
    where none was watched so long and some still wait).
    """
    with store.reading():
        calendar = Calendar.of(store, scope)
        opened_on, durations, answered = thread_waits(store, scope, calendar.period, responder, clock)
    row = np.searchsorted(calendar.starts, opened_on, side="right") - 1
    rows = []
    for place, start in enumerate(days(calendar.starts)):
        chosen = row == place
        for limit in hours:
            share, low, high = share_within(durations[chosen], answered[chosen], limit * HOUR)
            rows.append((start, float(limit), int(chosen.sum()), share, low, high))
    return pd.DataFrame(rows, columns=["period_start", "hours", "threads", "share", "ci_low", "ci_high"])
