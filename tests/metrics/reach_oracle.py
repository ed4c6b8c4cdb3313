"""Ideas, mentions, reported figures and attendance once more, as plainly as can be."""

from collections.abc import Iterator
from datetime import timedelta
from statistics import mean, stdev

from lib.scope import Scope
from tests.metrics.oracle import Community, Person, Row, between, nulls, ratio


def meant(world: Community, record: Row) -> tuple[str, str] | None:
    """The account that a record's member_id means: of its own source, else the only one of another, else nobody."""
    known = [account for account in world.accounts if account[1] == record.get("member_id")]
    own = [account for account in known if account[0] == record["source"]]
    return own[0] if own else known[0] if len(known) == 1 else None


def counted(world: Community, record: Row, scope: Scope) -> bool:
    """Whether a record counts: not by a bot, not by staff unless asked for, of the segments asked for."""
    account = meant(world, record)
    if account is None:
        return not scope.segments
    in_segment = not scope.segments or world.records.get(account, {}).get("segment") in scope.segments
    return world.counts(world.person(account), scope) and in_segment


def ideas(world: Community, scope: Scope) -> Iterator[Row]:
    world = world.on("idea")
    chosen = [idea for idea in world.others["idea"] if counted(world, idea, scope)]
    for start, last in world.periods(scope):
        now = [idea for idea in chosen if between(start, last, world.local(idea["submitted_at"]).date())]
        shipped = [idea for idea in now if idea.get("shipped_at") or idea.get("status") == "shipped"]
        accepted = [idea for idea in now if idea in shipped or idea.get("accepted_at") or idea.get("status") == "accepted"]
        row = {
            "period_start": start,
            "submitted": len(now),
            "accepted": len(accepted),
            "shipped": len(shipped),
            "acceptance_rate": ratio(len(accepted), len(now)),
            "complete": world.complete(start, last),
        }
        yield row if world.known(start, last) else nulls(row)


def share_of_voice(world: Community, scope: Scope) -> Iterator[Row]:
    world = world.on("mention")
    mentions = world.others["mention"]
    for start, last in world.periods(scope):
        total = sum(row["mentions"] for row in mentions if between(start, last, row["day"]))
        for brand in sorted({row["brand"] for row in mentions}):
            named = sum(row["mentions"] for row in mentions if row["brand"] == brand and between(start, last, row["day"]))
            row = {"period_start": start, "brand": brand, "mentions": named, "share": ratio(named, total), "complete": world.complete(start, last)}
            yield row if world.known(start, last) else nulls(row, "mentions", "share")


def reported(world: Community, scope: Scope) -> Iterator[Row]:
    world = world.on("reported_series")
    days = world.days_of(scope)
    rows = [row for row in world.others["reported_series"] if row["day"] in days]
    for row in sorted(rows, key=lambda row: (row["day"], row["platform"] is None, row["platform"] or "", row["series"], row["source"], row["value"])):
        yield {name: row[name] for name in ("day", "platform", "series", "value")}


def attendance(world: Community, scope: Scope) -> Iterator[Row]:
    acts = [act for act in world.acts(scope) if act["kind"] == "attendance"]
    events: dict[tuple[object, ...], set[Person]] = {}
    for act in acts:
        named = next(((what, act[what]) for what in ("thread_id", "title", "channel") if act.get(what) is not None), None)
        where = act["source"] if act.get("thread_id") is not None or act.get("platform") is None else (act["platform"],)
        events.setdefault((world.day(act), named, where), set()).add(world.author(act))
    for start, last in world.periods(scope):
        now = {event: people for event, people in events.items() if between(start, last, event[0])}  # type: ignore[arg-type]
        sizes = None if any(event[1] is None for event in now) else [len(people) for people in now.values()]
        attendees = {world.author(act) for act in acts if between(start, last, world.day(act))}
        earlier = {world.author(act) for act in acts if world.day(act) < start}
        back = last - timedelta(days=90)
        window = {event: people for event, people in events.items() if between(back, last, event[0])}  # type: ignore[arg-type]
        row = {
            "period_start": start,
            "events": None if sizes is None else len(sizes),
            "attendances": None if sizes is None else sum(sizes),
            "attendees": len(attendees),
            "per_event": float(mean(sizes)) if sizes else None,
            "repeat_share": ratio(len(attendees & earlier), len(attendees)) if earlier else None,
            "steadiness": None if any(event[1] is None for event in window) else _steadiness([len(people) for people in window.values()]),
            "complete": world.complete(min(start, back), last),
        }
        yield row if world.known(start, last) else nulls(row)


def _steadiness(sizes: list[int]) -> float | None:
    return 1 - stdev(sizes) / mean(sizes) if len(sizes) >= 4 else None
