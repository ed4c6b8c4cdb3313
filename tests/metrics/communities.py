"""Random small communities, with what breaks metrics: ties, gaps, months' ends, changes of the clock, people of several accounts."""

import random
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from lib.scope import Grain, Scope
from lib.store import Store, tables
from tests.factories import put
from tests.metrics.oracle import Community, Row
from tests.metrics.other_records import CUSTOMERS, other_records

QUARTER = timedelta(minutes=15)
ORIGINS = (
    datetime(2025, 3, 27, 22, tzinfo=UTC),  # the clock goes forward in Warsaw on the 30th
    datetime(2025, 10, 23, 21, tzinfo=UTC),  # and back on the 26th
    datetime(2024, 12, 29, tzinfo=UTC),  # a week, a month, a quarter and a year end
    datetime(2025, 2, 24, tzinfo=UTC),  # a month of 28 days
)
SPANS = (timedelta(days=5), timedelta(days=40), timedelta(days=200))
SOURCES = st.sampled_from(("forum", "forum", "slack"))
MEMBERS = st.sampled_from(("ana", "ben", "cyd", "dee", "eva", "sam"))
TEXTS = ("Really great, thanks", None, "This is terrible", "It starts on Monday in Warsaw", "Nie działa mi to", "See https://example.org/a")
HOURS = ("mon-fri 09:00-17:00", "mon-sun 00:00-24:00", "mon-fri 08:15-12:00, mon-fri 12:00-15:30, sat-sun 01:30-02:45", "sun 00:00-02:30, sun 02:30-24:00")


@st.composite
def _member(draw: st.DrawFn, moments: st.SearchStrategy[datetime]) -> Row:
    return {
        "source": draw(SOURCES),
        "member_id": draw(MEMBERS),
        "joined_at": draw(st.one_of(st.none(), moments)),
        "role": draw(st.sampled_from((None, "member", "member", "staff", "staff", "bot"))),
        "segment": draw(st.sampled_from((None, "free", "pro"))),
        "person_id": draw(st.sampled_from((None, None, None, "p1", "p2"))),
    }


@st.composite
def _activity(draw: st.DrawFn, moments: st.SearchStrategy[datetime], kinds: tuple[str, ...], threads: tuple[str | None, ...]) -> Row:
    return {
        "source": draw(SOURCES),
        "member_id": draw(MEMBERS),
        "occurred_at": draw(moments),
        "kind": draw(st.sampled_from(kinds)),
        "thread_id": draw(st.sampled_from(threads)),
        "platform": draw(st.sampled_from((None, "web", "app"))),
        "channel": draw(st.sampled_from((None, "help", "ideas"))),
        "title": draw(st.sampled_from((None, "How?"))),
        "is_solution": draw(st.sampled_from((None, False, True))),
    }


@st.composite
def communities(draw: st.DrawFn, *, talkative: bool = False) -> Community:
    """A community of at most six accounts in each of two sources; ``talkative``: its activities are posts and comments of few threads."""
    origin, span = draw(st.sampled_from(ORIGINS)), draw(st.sampled_from(SPANS[:2] if talkative else SPANS))
    # few moments: many ties
    exact = st.integers(0, span // QUARTER).map(lambda quarters: origin + quarters * QUARTER)
    odd = st.integers(0, span // timedelta(microseconds=1)).map(lambda microseconds: origin + timedelta(microseconds=microseconds))
    pool = draw(st.lists(st.one_of(exact, exact, odd), min_size=1, max_size=12))
    moments = st.one_of(st.sampled_from(pool), exact)
    kinds = ("post", "comment", "comment") if talkative else ("post", "comment", "reaction", "attendance")
    threads = ("t1", "t2", "t3", "t4", "t5") if talkative else (None, "t1", "t2")
    activities = draw(st.lists(_activity(moments, kinds, threads), min_size=1, max_size=40))
    for number, activity in enumerate(activities):
        activity["activity_id"] = f"a{number:02}"
    members = draw(st.lists(_member(moments), max_size=8, unique_by=lambda member: (member["source"], member["member_id"])))
    last = max(activity["occurred_at"] for activity in activities)
    return Community(
        members=members,
        activities=activities,
        now=last + draw(st.sampled_from((timedelta(0), timedelta(days=1), timedelta(days=40)))),
        zone=draw(st.sampled_from(("Europe/Warsaw", "Europe/Warsaw", "UTC", "America/New_York"))),
        staff=draw(st.sampled_from(((), (), ("forum:eva",), ("slack:ana", "forum:nobody")))),
        business_hours=draw(st.sampled_from(HOURS)),
        holidays=draw(st.sampled_from(((), (date(2025, 3, 28), date(2025, 10, 27), date(2025, 1, 1))))),
    )


@st.composite
def scopes(draw: st.DrawFn, world: Community) -> Scope:
    """A scope that lies before, over, within or after the community's data."""
    day = st.integers(-40, 240).map(lambda days: min(world.day(act) for act in world.activities) + timedelta(days=days))
    near = st.sampled_from([world.day(act) for act in world.activities])
    first, last = draw(st.one_of(st.none(), near, day)), draw(st.one_of(st.none(), near, day))
    if first and last and first > last:
        first, last = last, first

    def some(*values: str) -> tuple[str, ...]:
        return draw(st.sampled_from(((), (), (), values[:1], values)))

    return Scope(first, last, draw(st.sampled_from(Grain)), some("web", "app"), some("help", "ideas"), some("free", "pro"), draw(st.booleans()))


def settle(store: Store, world: Community) -> None:
    """Empties the store and brings the community in."""
    store.clock = lambda: world.now
    shown = {"zone": world.zone, "staff": ", ".join(world.staff), "business_hours": world.business_hours, "holidays": ", ".join(map(str, world.holidays))}
    with store.writing() as writer:
        for table in tables.metadata.sorted_tables:
            if table is not tables.store:
                writer.connection.execute(table.delete())
        said = [{"key": key, "value": value, "changed_at": world.now, "changed_by": "tests"} for key, value in shown.items()]
        writer.connection.execute(tables.setting.insert(), said)
    for kind, records in (("member", world.members), ("activity", world.activities), *world.others.items()):
        for source in sorted({record["source"] for record in records}):
            put(store, kind, *(record for record in records if record["source"] == source), source=source)


def lively(activities: int = 500, seed: int = 7) -> Community:
    """One fixed community over ten months and both changes of the clock, of staff, a bot, segments and people of two accounts; no end of ties.

    A few regulars, each of one source alone, are there most days. Records of all other kinds go with it.
    """
    dice = random.Random(seed)
    start, quarters = datetime(2025, 1, 14, 10, tzinfo=UTC), int(timedelta(days=290) / QUARTER)
    names = [f"m{number:02}" for number in range(30)]
    acts: list[Row] = []
    for number in range(activities):
        place = min(len(acts), 60)
        opening = dice.choice(acts[-place:]) if place and dice.random() < 0.6 else None
        moment = opening["occurred_at"] + dice.randrange(300) * QUARTER if opening else start + int(quarters * number / activities) * QUARTER
        acts.append(
            {
                "source": opening["source"] if opening else dice.choice(("forum", "forum", "slack")),
                "activity_id": f"a{number:03}",
                "member_id": dice.choice(names[: 5 + number // 20]),
                "occurred_at": min(moment, start + quarters * QUARTER),
                "kind": dice.choice(("comment", "comment", "reaction")) if opening else dice.choice(("post", "post", "post", "attendance")),
                "thread_id": opening["thread_id"] if opening else f"t{number:03}",
                "platform": dice.choice(("web", "app", None)),
                "channel": dice.choice(("help", "ideas", None)),
                "title": f"Question {number}" if not opening else None,
                "text": TEXTS[number % len(TEXTS)],
                "is_solution": number % 3 == 0 if opening else None,
            }
        )
    regulars = [(("forum", "slack")[number % 2], f"r{number:02}") for number in range(8)]
    acts += _of_regulars(dice, regulars, start, start + quarters * QUARTER)
    members = [
        {
            "source": source,
            "member_id": name,
            "joined_at": start + timedelta(days=dice.randrange(-200, 200)) if dice.random() < 0.5 else None,
            "role": "bot" if name == "m03" else "staff" if name in ("m00", "m04", "m11", "r07") else dice.choice(("member", None)),
            "segment": dice.choice(("free", "pro", None)),
            "customer_id": dice.choice((None, None, "c-nobody", *CUSTOMERS)),
            "person_id": f"p{name[1:]}" if name in ("m01", "m06", "m11", "m16", "m21", "m26") else None,
        }
        for source, name in [*((source, name) for source in ("forum", "slack") for name in names), *regulars]
        if dice.random() < 0.9
    ]
    others = other_records(dice, start, start + quarters * QUARTER, names + 4 * [name for _, name in regulars])
    return Community(members, acts, others, now=start + timedelta(days=300), staff=("slack:m07",), holidays=(date(2025, 5, 1),))


def _of_regulars(dice: random.Random, accounts: list[tuple[str, str]], start: datetime, end: datetime) -> list[Row]:
    """Comments of each account over a hundred days, on two days in five."""
    acts: list[Row] = []
    for source, name in accounts:
        first = start + timedelta(days=dice.randrange(150))
        for day in range(100):
            moment = first + timedelta(days=day) + dice.randrange(96) * QUARTER
            if dice.random() < 0.4 and moment < end:
                acts.append({"source": source, "activity_id": f"b{len(acts):03}", "member_id": name, "occurred_at": moment, "kind": "comment"})
    return acts
