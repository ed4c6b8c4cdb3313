"""Tidy frames about ideas and reach, invented."""

import pandas as pd

from tests.charts.frames import complete, counts, starts

BRANDS = ("Ours", "Rival.com [eu]", "Third", "Fourth", "Fifth", "Sixth", "Seventh")


def idea_states(periods: int = 12) -> pd.DataFrame:
    """Fewer and fewer are shipped; the first period lies outside the data."""
    rows = [None if place == 0 and periods > 1 else place for place in range(periods)]
    return pd.DataFrame(
        {"period_start": starts(periods), **{name: counts(rows) for name in ("shipped", "accepted", "declined", "open")}, "complete": complete(periods)}
    )


def share_of_voice(periods: int = 12) -> pd.DataFrame:
    """Seven brands; in the third period nobody is named."""
    at, whole = starts(periods), complete(periods)
    rows = [
        {
            "period_start": at[place],
            "brand": brand,
            "mentions": 0 if place == 2 else 10 + number,
            "share": None if place == 2 else (10 + number) / 91,
            "complete": whole[place],
        }
        for place in range(periods)
        for number, brand in enumerate(BRANDS)
    ]
    return pd.DataFrame(rows).astype({"mentions": "Int64", "share": "float64"})


def events(number: int = 9) -> pd.DataFrame:
    """One a week; nobody knows what the second was."""
    names = pd.Series([None if place == 1 else f"Call {place}" for place in range(number)], dtype="str")
    return pd.DataFrame({"day": starts(number), "event": names, "members": [4 + place % 3 for place in range(number)]})


def reported(days: int = 40) -> pd.DataFrame:
    """Two series of one platform, the second with a gap."""
    rows = [("2026-01-05", "mau", 100.0)] + [
        (str(pd.Timestamp("2026-01-05").date() + pd.Timedelta(days=day)), series, 10.0 * day)
        for day in range(1, days)
        for series in ("mau", "dau")
        if day % 7 or series == "mau"
    ]
    frame = pd.DataFrame(rows, columns=["day", "series", "value"])
    return frame.assign(day=pd.to_datetime(frame["day"]).astype("datetime64[us]"))
