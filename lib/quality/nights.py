"""Nights that are too busy: whether a source's times seem to have been read in another zone than theirs."""

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import func, select

from lib.quality.each_row import each_row
from lib.quality.finding import Finding
from lib.quality.registry import check
from lib.store import Store
from lib.store.tables import RECORDS, identity
from lib.wording import listed, share

ENOUGH = 300
"""Activities of a source, from which its day can be told."""
NIGHT = range(1, 5)
"""From 01:00 to 05:00."""
BUSY = 0.1
"""Share of a day's activity in these four hours, from which a night is busy: a sixth is what no rhythm at all gives, some 4% what most people give."""
QUIET_HOURS, QUIET_FROM = 5, 1
"""The quietest hours of a day, which begin at 01:00 where most people sleep."""
ROUND_THE_CLOCK = 0.1
"""Share in the quietest five hours, from which no night can be seen: people of many zones."""
LEAST_SHIFT = 3
"""Hours: a quiet time that lies so far off is no habit of late sleepers."""

activity = RECORDS["activity"]


@dataclass(frozen=True)
class Night:
    """One source's day: ``night``, the share from 01:00 to 05:00; ``quiet_from``, the local hour at which its quietest five hours begin; their share."""

    night: float
    quiet_from: int
    quiet: float

    @property
    def shift(self) -> int:
        """Hours, −11 to 12, by which its clock seems to be ahead of ours."""
        return (QUIET_FROM - self.quiet_from + 11) % 24 - 11

    @property
    def state(self) -> str:
        """``as usual``, ``another zone``, or ``round the clock``, where no zone can be told."""
        if self.night < BUSY:
            return "as usual"
        return "round the clock" if self.quiet > ROUND_THE_CLOCK or abs(self.shift) < LEAST_SHIFT else "another zone"


@check(title="Nights that are too busy", counts="sources")
def busy_nights(store: Store) -> Finding | None:
    """Sources with much activity between 01:00 and 05:00, though another part of their day is quiet.

    Most people sleep at night: with 10% or more of a source's activity in these four hours, and its quietest five hours three hours or more away,
    its times look as if they were of another zone. It may as well be that its people live elsewhere. Told from 300 activities on, without bots
    and attendance; where all hours are alike no zone can be told.
    """
    bots = select(identity.c.member_no).where(identity.c.is_bot)
    counted = store.frame(
        select(activity.c.source, activity.c.local_hour.label("hour"), func.count().label("activities"), func.max(activity.c.occurred_at).label("last"))
        .where(activity.c.current, activity.c.kind != "attendance", activity.c.member_no.not_in(bots))
        .group_by(activity.c.source, activity.c.local_hour)
    )
    if counted.empty:
        return None
    zone, rows, hours, unclear = store.settings.zoneinfo, [], [], False
    for source, part in counted.sort_values(["source", "hour"]).groupby("source", sort=True):
        day = np.zeros(24, dtype=np.int64)
        day[part["hour"].to_numpy(dtype=int)] = part["activities"].to_numpy(dtype="int64")
        hours.append(pd.DataFrame({"source": source, "hour": np.arange(24), "activities": day}))
        found = told(day) if day.sum() >= ENOUGH else None
        offset = (part["last"].max().astimezone(zone).utcoffset() or timedelta()) / timedelta(hours=1)
        state = found.state if found else "too little to tell"
        looks = f"UTC{_signed((offset + found.shift + 12) % 24 - 12)}" if found and state == "another zone" else None
        quiet = f"{found.quiet_from:02d}:00 to {(found.quiet_from + QUIET_HOURS) % 24:02d}:00" if found else None
        night = round(found.night, 4) if found else None
        rows.append({"source": source, "activities": int(day.sum()), "share_at_night": night, "quietest": quiet, "state": state, "looks_like": looks})
        unclear = unclear or state == "too little to tell"
    table, drawn = pd.DataFrame(rows), pd.concat(hours, ignore_index=True)
    suspect = table[table["state"] == "another zone"]
    if len(suspect):
        said = listed([f"{row.source} looks like {row.looks_like} ({share(row.share_at_night)} at night)" for row in each_row(suspect)])
        return Finding(
            "look",
            f"Nights are busy and other hours quiet: {said}. Days are cut in {zone.key}.",
            "If the file had no zone, bring it in again with its own; if the people live there, so should the setting zone. An audience abroad looks the same.",
            "settings",
            len(suspect),
            len(table),
            rows=table,
            hours=drawn,
        )
    if unclear and (table["state"] == "too little to tell").all():
        return Finding("unknown", f"No source has {ENOUGH} activities: too little to tell its day from its night.", rows=table, hours=drawn)
    round_the_clock = table.loc[table["state"] == "round the clock", "source"].tolist()
    rest = f" {listed(round_the_clock)} is busy round the clock: no zone can be told there." if round_the_clock else ""
    few = " Sources with too little to tell are left out." if unclear else ""
    return Finding("fine", f"No night looks like another zone's day.{rest}{few}", count=0, of=len(table), rows=table, hours=drawn)


def told(day: NDArray[np.int64]) -> Night:
    """What the activities of the 24 hours of a day, at least one, say of its night."""
    windows = np.array([day[(start + np.arange(QUIET_HOURS)) % 24].sum() for start in range(24)])
    quietest = np.flatnonzero(windows == windows.min())
    nearest = min(quietest.tolist(), key=lambda start: min((start - QUIET_FROM) % 24, (QUIET_FROM - start) % 24))
    return Night(float(day[list(NIGHT)].sum() / day.sum()), int(nearest), float(windows.min() / day.sum()))


def _signed(hours: float) -> str:
    whole = round(hours)
    return f"+{whole}" if whole >= 0 else f"−{-whole}"
