"""What all typical apps read first: the events with who did them, as Arrow-fast as the engine gives them."""

from collections.abc import Callable

import pandas as pd

from lib.settings import Settings

Read = Callable[[str], pd.DataFrame]
"""Runs a query on the store's tables, all rows into pandas."""


def events(read: Read, settings: Settings, *columns: str, staff: bool = False) -> pd.DataFrame:
    """All events by members, with ``person``, ``day`` and the columns asked for; ``staff``: those by staff too, marked."""
    extra = "".join(f", a.{column}" for column in columns) + (", coalesce(m.role = 'staff', false) AS staff" if staff else "")
    rows = read(
        f"SELECT coalesce(m.person_id, a.member_id) AS person, a.occurred_at{extra} FROM activity a"
        f" LEFT JOIN member m ON m.source = a.source AND m.member_id = a.member_id AND m.current"
        f" WHERE a.current AND coalesce(m.role, 'member') {'<> ' + repr('bot') if staff else '= ' + repr('member')}"
    )
    rows["occurred_at"] = rows["occurred_at"].dt.tz_convert(settings.zone)
    rows["day"] = rows["occurred_at"].dt.tz_localize(None).dt.normalize()
    return rows


def month_of(days: pd.Series) -> pd.Series:
    """The first day of each day's month."""
    return days.dt.to_period("M").dt.to_timestamp()


def local(instants: pd.Series, settings: Settings) -> pd.Series:
    """Instants by the community's clock, without a zone."""
    return instants.dt.tz_convert(settings.zone).dt.tz_localize(None)
