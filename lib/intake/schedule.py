"""When configured sources are read by themselves."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lib.settings import Deployment

SCHEDULE = "the schedule"
"""Who began a run that nobody asked for."""


@dataclass(frozen=True)
class Schedule:
    """``every``: the pause from the start of one run to the start of the next. ``at``: times of the community's day. Either, both or none."""

    every: timedelta | None = None
    at: tuple[time, ...] = ()

    @classmethod
    def of(cls, deployment: Deployment) -> "Schedule":
        """As the installation has it."""
        return cls(deployment.sync_every, deployment.sync_at)

    def __bool__(self) -> bool:
        return self.every is not None or bool(self.at)

    def due(self, last: datetime | None, now: datetime, zone: ZoneInfo) -> datetime | None:
        """When the run after the one that began at ``last`` is due: a moment that has passed where it was missed, None where there is no schedule.

        ``last`` None: there was none yet. Then a pause is over at once, and a time of day is waited for.
        """
        moments = [self._next(moment, last or now, zone) for moment in self.at]
        if self.every is not None:
            moments.append(now if last is None else last + self.every)
        return min(moments, default=None)

    @staticmethod
    def _next(moment: time, after: datetime, zone: ZoneInfo) -> datetime:
        """The first time the clock shows ``moment`` after ``after``; where the clock jumps over it, as long after midnight as usual."""
        day = after.astimezone(zone).date()
        for ahead in range(3):
            found = datetime.combine(day + timedelta(days=ahead), moment, zone).astimezone(UTC)
            if found > after:
                return found
        raise AssertionError("no day has such a time")

    @property
    def pause(self) -> timedelta | None:
        """The longest time from one run to the next; None where there is no schedule."""
        return min((one for one in (self.every, timedelta(days=1) if self.at else None) if one), default=None)

    @property
    def said(self) -> str:
        """``every 30 minutes``, ``at 06:00 and 18:00``; empty where there is none."""
        parts = [f"every {_length(self.every)}"] if self.every is not None else []
        if self.at:
            parts.append("at " + " and ".join(f"{moment:%H:%M}" for moment in self.at))
        return ", and ".join(parts)


def _length(pause: timedelta) -> str:
    minutes = int(pause.total_seconds() // 60)
    for unit, size in (("day", 1440), ("hour", 60)):
        if minutes % size == 0:
            amount = minutes // size
            return unit if amount == 1 else f"{amount} {unit}s"
    return "minute" if minutes == 1 else f"{minutes} minutes"
