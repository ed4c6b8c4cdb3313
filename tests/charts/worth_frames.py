"""Frames of what a programme brought, invented."""

import pandas as pd


def cases() -> pd.DataFrame:
    """One row: what is left in each case, from below break-even to above it."""
    return pd.DataFrame({"low": [-6500.0], "base": [18_400.0], "high": [48_400.0]})


def amounts(frame: pd.DataFrame) -> tuple[float | None, float | None, float | None]:
    """low, base, high of the first row; None of no row."""
    return tuple(frame.iloc[0]) if len(frame) else (None, None, None)


def swings() -> pd.DataFrame:
    """Three assumptions, one of which crosses break-even; of the last a higher value leaves less."""
    return pd.DataFrame(
        {
            "name": ["Would have opened a ticket", "Cost of a ticket", "Cost of the programme"],
            "at_low": ["22%", "€38.40", "€29,200"],
            "at_high": ["39%", "€57.60", "€43,800"],
            "net_low": [-2466.0, 7426.72, 25_707.0],
            "net_high": [32_577.0, 29_389.28, 11_107.0],
        }
    )


def quarters() -> pd.DataFrame:
    """Four quarters: one without an interval, the last not over."""
    return pd.DataFrame(
        {
            "quarter": ["Q4 2025", "Q1 2026", "Q2 2026", "Q3 2026"],
            "value": [0.71, 0.69, 0.73, 0.76],
            "low": [0.66, None, 0.70, 0.73],
            "high": [0.76, None, 0.76, 0.79],
            "said": ["71%", "69%", "73%", "76%"],
            "complete": [True, True, True, False],
        }
    )
