"""Moments as people read them, in the community's zone."""

from datetime import datetime

from lib import wording
from lib.settings import Settings


def moment(value: datetime, settings: Settings) -> str:
    """``15 Nov 2026, 09:05``."""
    local = value.astimezone(settings.zoneinfo)
    return f"{wording.day(local)}, {local:%H:%M}"
