"""What platforms report about themselves, without the members behind it."""

import pandas as pd
from sqlalchemy import select

from lib.metrics.periods import during
from lib.metrics.registry import metric
from lib.scope import Scope
from lib.store import Store
from lib.store.tables import RECORDS

series = RECORDS["reported_series"]


@metric(title="Reported by platforms", unit="as each series says", data="reported_series")
def reported(store: Store, scope: Scope) -> pd.DataFrame:
    """Figures as the platforms gave them, a row for each that they gave: nothing is counted, summed or filled in.

    - day: that the figure is about
    - platform: who reported it; null where the file does not say
    - series: what it counts, in the platform's word: dau, wau, mau, members, messages
    - value: the figure, in the unit of its series

    How a platform counts is its own: never add these to members counted by us, nor one platform's to another's. Where two sources give one
    platform's figure, both stand. Filters choose none of them. Source: reported series.
    """
    period = scope.within(store.data_period("reported_series"))
    found = store.frame(
        select(series.c.day, series.c.platform, series.c.series, series.c.value, series.c.source).where(series.c.current, during(series.c.day, period))
    )
    found = found.sort_values(["day", "platform", "series", "source", "value"], ignore_index=True)
    return found[["day", "platform", "series", "value"]]
