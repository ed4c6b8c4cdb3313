"""Days and moments as people read them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def day_text(day: date) -> str:
    """``15 Nov 2026``."""
    return f"{day.day} {day:%b %Y}"


def moment_text(moment: datetime, zone: str) -> str:
    """``15 Nov 2026, 09:05`` in a time zone."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{day_text(local)}, {local:%H:%M}"
