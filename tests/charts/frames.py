"""Tidy frames as the metrics make them, invented."""

from datetime import date, timedelta

import numpy as np
import pandas as pd

from lib.scope import Grain

MONDAY = date(2026, 1, 5)


def starts(periods: int, by: Grain = Grain.WEEK) -> pd.DatetimeIndex:
    """First days of so many periods."""
    found = [by.start(MONDAY)]
    while len(found) < periods:
        found.append(by.next(found[-1]))
    return pd.DatetimeIndex(pd.to_datetime(found[:periods])).as_unit("us")


def complete(rows: int) -> list[bool]:
    """All but the last, of one row only it."""
    return [place < rows - 1 or rows == 1 for place in range(rows)]


def counts(values: list[int | None]) -> pd.Series:
    """Whole numbers, null where None."""
    return pd.Series(pd.array(values, dtype="Int64"))


def active_users(days: int = 80) -> pd.DataFrame:
    """Days from a Monday on; the first 29 reach back before the data."""
    at = [MONDAY + timedelta(days=place) for place in range(days)]
    mau = [100 + place for place in range(days)]
    return pd.DataFrame(
        {
            "day": pd.to_datetime(at),
            "dau": counts([value // 5 for value in mau]),
            "wau": counts([value // 2 for value in mau]),
            "mau": counts(mau),
            "stickiness": 0.2,
            "members": counts([value * 2 for value in mau]),
            "engagement": 0.5,
            "complete": [place >= 29 or days == 1 for place in range(days)],
        }
    )


def growth(periods: int = 12, by: Grain = Grain.WEEK) -> pd.DataFrame:
    """In the first period of the data it cannot be told who is new."""
    rows = range(periods)
    parts = {name: counts([None if place == 0 and periods > 1 else size + place for place in rows]) for name, size in SIZES.items()}
    return pd.DataFrame({"period_start": starts(periods, by), "active": counts([60] * periods), **parts, "quick_ratio": 1.1, "complete": complete(periods)})


SIZES = {"new": 10, "retained": 40, "resurrected": 5, "churned": 12}


def retention(cohorts: int = 5, size: int = 30, by: Grain = Grain.WEEK) -> pd.DataFrame:
    """Half come again, then fewer and fewer."""
    at = starts(cohorts, by)
    rows = [(at[place], offset, size, round(size / (offset + 1))) for place in range(cohorts) for offset in range(cohorts - place)]
    frame = pd.DataFrame(rows, columns=["cohort_start", "offset", "cohort_size", "active"])
    frame = frame.astype({"cohort_start": "datetime64[us]", "offset": "int64", "cohort_size": "Int64", "active": "Int64"})
    return frame.assign(share=(frame["active"] / frame["cohort_size"]).astype("float64"), complete=True)


def response_time(periods: int = 12) -> pd.DataFrame:
    """Nine in ten are not reached in every third period."""
    rows = np.arange(periods)
    return pd.DataFrame(
        {
            "period_start": starts(periods),
            "threads": counts([20] * periods),
            "median_hours": 2.0 + rows,
            "p90_hours": np.where(rows % 3 == 0, np.nan, 30.0 + rows),
            "complete": complete(periods),
        }
    )


def answers(rows: int = 40) -> pd.DataFrame:
    """An answer curve from a minute to three weeks."""
    hours = np.geomspace(1 / 60, 500, rows)
    share = np.linspace(0.02, 0.9, rows)
    return pd.DataFrame({"hours": hours, "share": share, "ci_low": share - 0.02, "ci_high": share + 0.02})


def ugc(periods: int = 12) -> pd.DataFrame:
    """What was written."""
    ten = counts([10 + place for place in range(periods)])
    new = counts([None if place == 0 and periods > 1 else 3 for place in range(periods)])
    content = dict.fromkeys(("posts", "comments", "reactions", "ugc", "staff_content", "contributors"), ten)
    return pd.DataFrame({"period_start": starts(periods), **content, "ugc_share": 0.5, "new_contributors": new, "complete": complete(periods)})


def activity_hours() -> pd.DataFrame:
    """All 168 hours of the week."""
    weekday, hour = np.divmod(np.arange(168), 24)
    return pd.DataFrame({"weekday": weekday + 1, "hour": hour, "activities": counts(list(range(168)))})


def power_curve() -> pd.DataFrame:
    """All 28 rows."""
    return pd.DataFrame({"active_days": np.arange(1, 29), "members": counts(list(range(28, 0, -1)))})
