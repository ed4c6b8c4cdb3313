"""Rates and values of customers by group, as the charts take them."""

import numpy as np
import pandas as pd

from lib.scope import Grain
from lib.statistics.proportions import newcombe, wilson


def rates(periods: int = 8, grain: Grain = Grain.MONTH, members: int = 120) -> pd.DataFrame:
    """A row a period and line; the last period's members are few."""
    starts = pd.date_range("2026-01-01", periods=periods, freq="QS" if grain is Grain.QUARTER else "MS", unit="us")
    parts = []
    for line, size in (("members", members), ("others", 400), ("power", members // 3)):
        of = np.full(periods, size)
        of[-1:] = 9 if line == "members" else size
        happened = np.arange(periods) % 4
        low, high = wilson(happened, of)
        parts.append(pd.DataFrame({"period_start": starts, "line": line, "of": of, "happened": happened, "rate": happened / of, "low": low, "high": high}))
    return pd.concat(parts, ignore_index=True)


def differences(periods: int = 8) -> pd.DataFrame:
    starts = pd.date_range("2026-01-01", periods=periods, freq="MS", unit="us")
    difference, low, high = newcombe(np.arange(periods) % 4, 120, 20, 400)
    return pd.DataFrame({"period_start": starts, "of": np.where(np.arange(periods) == 2, 5, 120), "difference": difference, "low": low, "high": high})


def values() -> pd.DataFrame:
    """The last group's customer is alone: it has no interval."""
    return pd.DataFrame(
        {
            "name": ["Power members", "Other members", "Not members"],
            "ours": [True, True, False],
            "valued": [40, 130, 1],
            "mean": [4200.0, 3600.0, 3800.0],
            "median": [2700.0, 2300.0, 3800.0],
            "low": [2700.0, 2500.0, np.nan],
            "high": [5800.0, 4600.0, np.nan],
        }
    )
