"""Tidy frames about solutions and taking part as the metrics make them, invented."""

import numpy as np
import pandas as pd

from lib.scope import Grain
from tests.charts.frames import complete, counts, starts


def resolution(periods: int = 12) -> pd.DataFrame:
    """In every fifth period but the first nobody asked."""
    rows = np.arange(periods)
    empty = (rows % 5 == 0) & (rows > 0)
    share = np.where(empty, np.nan, 0.5)
    return pd.DataFrame(
        {
            "period_start": starts(periods),
            "threads": counts([0 if none else 20 for none in empty]),
            "solved": counts([0 if none else 10 for none in empty]),
            "solved_share": share,
            "self_solved": counts([0 if none else 4 for none in empty]),
            "self_solved_share": share * 0.4,
            "median_hours_to_solution": share * 40,
            "complete": complete(periods),
        }
    )


def participation(periods: int = 12) -> pd.DataFrame:
    """Four rows a period; the first period lies outside the data."""
    levels = {"observer": 60, "reactor": 10, "commenter": 20, "creator": 10}
    rows = [(start, level, None if place == 1 else members) for place, start in enumerate(starts(periods)) for level, members in levels.items()]
    found = pd.DataFrame(rows, columns=["period_start", "level", "members"])
    return found.assign(members=counts(list(found["members"])), complete=np.repeat(complete(periods), 4)).astype({"period_start": "datetime64[us]"})


def moves() -> pd.DataFrame:
    """All 16 rows; nobody had reacted before."""
    levels = ("observer", "reactor", "commenter", "creator")
    rows = [(old, new, 0 if old == "reactor" else 40 if old == new else 5) for old in levels for new in levels]
    return pd.DataFrame(rows, columns=["from", "to", "members"]).astype({"members": "Int64"})


def concentration(periods: int = 12) -> pd.DataFrame:
    """In every fourth period but the first nobody wrote."""
    rows = np.arange(periods)
    share = np.where((rows % 4 == 0) & (rows > 0), np.nan, 0.3)
    some = counts([0 if value != value else 50 for value in share])
    shares = {"top_1_share": share / 4, "top_10_share": share, "gini": share * 1.5}
    return pd.DataFrame({"period_start": starts(periods), "contributors": some, **shares, "complete": complete(periods)})


def deflection(quarters: int = 4) -> pd.DataFrame:
    """Three cases a quarter, without a cost per ticket."""
    rows = 3 * quarters
    return pd.DataFrame(
        {
            "quarter": np.repeat(starts(quarters, Grain.QUARTER), 3),
            "case": quarters * ["low", "base", "high"],
            "deflected_tickets": quarters * [3.0, 6.5, 14.0],
            "value": np.full(rows, np.nan),
            "programme_cost": np.full(rows, 1200.0),
            "net": np.full(rows, np.nan),
            "roi": np.full(rows, np.nan),
            "complete": np.repeat(complete(quarters), 3),
        }
    )
