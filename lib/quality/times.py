"""Times that cannot be: in the future, long before everything else, before their member joined, and days that have no time."""

from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import BigInteger, and_, cast, extract, func, select

from lib.quality.days import each_day, local_day
from lib.quality.each_row import each_row
from lib.quality.finding import MOST_ROWS, Finding, part
from lib.quality.registry import check
from lib.records import KINDS, Type
from lib.store import Store
from lib.store.tables import RECORDS
from lib.wording import listed, plural

DAY_SECONDS = 86_400
NO_COMMUNITY = date(1990, 1, 1)
"""Before this day there was no community on the web: such a time is an empty one that a program wrote as 1970 or 1900."""
HOLE = 730
"""Days without anything, after which all but a few records lie: those before it are alone."""
ALONE = 0.01
ONE_MOMENT = 0.05
"""Share of a source's records at one second of the day, from which that second says that the time was not known."""
LEAST = 20

activity, member = RECORDS["activity"], RECORDS["member"]


@check(title="Times in the future", counts="records")
def future_times(store: Store) -> Finding | None:
    """Records whose time is still to come. The intake refuses them; a clock that was wrong then, or a change of the zone, lets some stand."""
    now, today = store.now(), store.today()
    rows, total = [], 0
    for kind in KINDS.values():
        record = RECORDS[kind.name]
        total += int(store.frame(select(func.count().label("n")).where(record.c.current))["n"].iloc[0])
        for field in kind.fields:
            if field.past and field.type in (Type.INSTANT, Type.DAY):
                column = record.c[field.name]
                counted = select(record.c.source, func.count().label("records"), func.max(column).label("latest")).group_by(record.c.source)
                found = store.frame(counted.where(record.c.current, column > (now if field.type is Type.INSTANT else today)))
                rows += [
                    {"source": row.source, "kind": kind.title, "field": field.name, "records": row.records, "latest": _day(row.latest, store)}
                    for row in each_row(found)
                ]
    if not total:
        return None
    table = pd.DataFrame(rows, columns=["source", "kind", "field", "records", "latest"])
    if table.empty:
        return Finding("fine", "No record lies in the future.", count=0, of=total)
    table = table.sort_values("records", ascending=False, ignore_index=True)
    ahead = int(table["records"].sum())
    return Finding(
        "act",
        f"{plural(ahead, 'time')} of {listed(sorted(set(table['source'])))} in the future.",
        "Bring the file in again in the right zone and day order, or withdraw its snapshot.",
        "snapshots",
        ahead,
        total,
        rows=table,
    )


@check(title="Times before everything else", counts="records")
def old_times(store: Store) -> Finding | None:
    """Records of before 1990, mostly empty times that a program wrote as 1 Jan 1970 or 1900; and the few that lie two years and more before the rest."""
    rows, total, impossible = [], 0, 0
    for kind in KINDS.values():
        if kind.when.type is Type.MONTH:
            continue
        for source, counted in each_day(store, kind.name).groupby("source", sort=True):
            records, days = counted["records"].to_numpy(dtype="int64"), pd.DatetimeIndex(counted["day"])
            total += int(records.sum())
            ancient = int(records[days < pd.Timestamp(NO_COMMUNITY)].sum())
            alone = _alone(days[days >= pd.Timestamp(NO_COMMUNITY)], records[days >= pd.Timestamp(NO_COMMUNITY)])
            impossible += ancient
            common = {"source": source, "kind": kind.title, "field": kind.when.name, "first_day": days[0], "last_day": days[-1]}
            rows += [{**common, "records": ancient, "what": "before 1990"}] if ancient else []
            rows += [{**common, "records": alone, "what": "two years and more before the rest"}] if alone else []
    if not total:
        return None
    if not rows:
        return Finding("fine", "No record lies far before the others.", count=0, of=total)
    table = pd.DataFrame(rows).sort_values("records", ascending=False, kind="stable", ignore_index=True)
    concerned = int(table["records"].sum())
    return Finding(
        "act" if impossible else "look",
        f"{plural(concerned, 'record')} of {listed(sorted(set(table['source'])))} before 1990, or years before the rest of their source.",
        "See which file brought them; where the time is an empty one, leave it empty and bring the file in again.",
        "snapshots",
        concerned,
        total,
        table["first_day"].min().date(),
        table[["source", "kind", "field", "what", "records", "first_day", "last_day"]],
    )


@check(title="Activity before joining", counts="members")
def before_joining(store: Store) -> Finding | None:
    """Members who were active on a day before the one on which their record says they joined.

    Either the time of joining is that of a move to another platform, or the activity's times are wrong.
    """
    joined = local_day("member", store.settings.zone, "joined_at")
    pair = and_(member.c.member_no == activity.c.member_no, member.c.current)
    acts = (
        select(activity.c.member_no, func.min(activity.c.local_day).label("first_day"), func.count().label("activities"))
        .where(activity.c.current)
        .group_by(activity.c.member_no)
        .subquery()
    )
    on_member = and_(acts.c.member_no == member.c.member_no, member.c.current, member.c.joined_at.is_not(None))
    total = int(store.frame(select(func.count().label("n")).select_from(member).join(acts, on_member))["n"].iloc[0])
    if not total:
        return None
    early = acts.c.first_day < joined
    counted = store.frame(
        select(member.c.source, func.count().label("members"), func.min(acts.c.first_day).label("since"))
        .join(acts, on_member)
        .where(early)
        .group_by(member.c.source)
    )
    if counted.empty:
        return Finding("fine", "Nobody was active before joining.", count=0, of=total)
    before = func.count().filter(activity.c.local_day < joined).label("activities_before")
    shown = (
        select(member.c.source, member.c.member_id, joined.label("joined"), func.min(activity.c.local_day).label("first_active"), before)
        .join(activity, pair)
        .where(activity.c.current, member.c.member_no.in_(select(member.c.member_no).join(acts, on_member).where(early)))
        .group_by(member.c.source, member.c.member_id, joined)
    )
    rows = store.frame(shown.order_by(before.desc(), member.c.member_id).limit(MOST_ROWS))
    people = int(counted["members"].sum())
    return Finding(
        "act" if people >= 0.2 * total else "look",
        f"{plural(people, 'member')} of {listed(sorted(counted['source']))} {'was' if people == 1 else 'were'} active before joining.",
        "Compare a few with the platform: after a move accounts are often newer than what they wrote; else the file's zone or day order is wrong.",
        "snapshots",
        people,
        total,
        counted["since"].min().date(),
        rows,
    )


@check(title="Days without a time", counts="records")
def days_without_time(store: Store) -> Finding | None:
    """Sources whose records pile up at one second of the day, mostly midnight, or lie at full hours: the file had days, or hours, but no times.

    Told from 20 records on, where one second holds 5% of them, or full hours hold half. Attendance is left out: events begin on the hour.
    Waits and hours of the day mean nothing for such records; counts of days are right.
    """
    zone = store.settings.zoneinfo
    rows, total, concerned, told = [], 0, 0, False
    for kind in KINDS.values():
        if kind.when.type is not Type.INSTANT:
            continue
        for source, counted in _seconds(store, kind.name).groupby("source", sort=True):
            records = counted["records"].to_numpy(dtype="int64")
            number = int(records.sum())
            total += number
            if number < LEAST:
                continue
            told, place = True, int(np.argmax(records))
            most, at_hours = int(records[place]), int(records[(counted["second"] % 3600 == 0).to_numpy()].sum())
            common = {"source": source, "kind": kind.title, "field": kind.when.name, "of": number}
            if most >= max(ONE_MOMENT * number, LEAST):
                clock = datetime.fromtimestamp(float(counted["last"].iloc[place].timestamp()), UTC).astimezone(zone)
                rows.append({**common, "records": most, "share": round(most / number, 4), "at": f"{clock:%H:%M:%S} ({zone.key})"})
                concerned += most
            elif at_hours >= max(0.5 * number, LEAST):
                rows.append({**common, "records": at_hours, "share": round(at_hours / number, 4), "at": "full hours"})
                concerned += at_hours
    if not total:
        return None
    if not told:
        return Finding("unknown", f"No source has {LEAST} records of a kind: whether their times are real cannot be told.")
    if not rows:
        return Finding("fine", "Times are spread over the day, as real ones are.", count=0, of=total)
    table = pd.DataFrame(rows).sort_values("records", ascending=False, kind="stable", ignore_index=True)
    worst = table.iloc[0]
    return Finding(
        "act" if bool((table.loc[table["kind"].isin([KINDS["activity"].title, KINDS["ticket"].title]), "share"] >= 0.5).any()) else "look",
        f"{part(int(worst['records']), int(worst['of']))} of {worst['field']} in {worst['source']} lie at {worst['at']}: the file seems to have no times.",
        "Bring in an export with times where there is one; until then do not read waits and hours of the day of these records.",
        "upload",
        concerned,
        total,
        rows=table,
    )


def _seconds(store: Store, kind: str) -> pd.DataFrame:
    """source, second (of the UTC day), records, last: a row a source and second with any."""
    record = RECORDS[kind]
    column: Any = record.c[KINDS[kind].when.name]
    second = (cast(func.floor(extract("epoch", column)), BigInteger) % DAY_SECONDS).label("second")
    counted = select(record.c.source, second, func.count().label("records"), func.max(column).label("last")).where(record.c.current, column.is_not(None))
    if kind == "activity":
        counted = counted.where(record.c.kind != "attendance")
    return store.frame(counted.group_by(record.c.source, second)).sort_values(["source", "second"], ignore_index=True)


def _alone(days: pd.DatetimeIndex, records: Any) -> int:
    """How many records lie before the last hole of two years that all but a few come after."""
    if len(days) < 2 or records.sum() < 1 / ALONE:
        return 0
    before = np.cumsum(records)[:-1]
    cut = np.flatnonzero((np.diff(days.to_numpy()) >= np.timedelta64(HOLE, "D")) & (before <= ALONE * records.sum()))
    return int(before[cut[-1]]) if len(cut) else 0


def _day(value: pd.Timestamp, store: Store) -> pd.Timestamp:
    return pd.Timestamp(value.tz_convert(store.settings.zone).date()) if value.tzinfo else value
