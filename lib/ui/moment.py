"""Moments as people read them, in the community's zone."""

from datetime import datetime, timedelta

from lib import wording
from lib.settings import Settings


def moment(value: datetime, settings: Settings) -> str:
    """``15 Nov 2026, 09:05``."""
    local = value.astimezone(settings.zoneinfo)
    return f"{wording.day(local)}, {local:%H:%M}"


def ago(value: datetime, now: datetime) -> str:
    """``just now``, ``5 minutes ago``, ``3 hours ago``, ``2 days ago``."""
    return f"{_length(now - value)} ago" if now - value >= timedelta(minutes=1) else "just now"


def ahead(value: datetime, now: datetime) -> str:
    """``in 5 minutes``, ``in 3 hours``; ``any moment now`` for what is due."""
    return f"in {_length(value - now)}" if value - now >= timedelta(minutes=1) else "any moment now"


def _length(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return wording.plural(minutes, "minute")
    return wording.plural(minutes // 60, "hour") if minutes < 48 * 60 else wording.plural(minutes // (24 * 60), "day")
