"""A big community, made inside the engine and written straight into a store's tables.

Every value is a function of the row's number and a fixed seed: the same rows each time, in one parallel pass. Times
grow over three years with weekends and nights; members' activity is a power law with waves of newcomers; 15 % of the
threads find no answer, 60 % one by staff, and every twentieth is a long one.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from benchmarks import surroundings
from lib.sentiment import signature
from lib.sentiment.moods import DIGITS
from lib.store import Store, rollups, tables
from lib.store.temporary import kept

START = datetime(2023, 1, 1, tzinfo=UTC)
END = datetime(2025, 12, 31, 23, tzinfo=UTC)  # midnight in the community's zone
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
ZONE = "Europe/Warsaw"

_WORDS = """
    server setup error login page works after update mail folder cannot find settings thank you same here which version please try again profile
    backup export import calendar account password certificate network slow crash window message attachment filter address book
"""
_HOURS = (0, 1, 5, 6, 7, 7, 8, 8, 8, 9, 9, 9, 9, 10, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 14, 15, 15, 16, 16, 17, 18, 18, 19, 19, 20, 20, 21, 22, 22, 23)
_CHANNELS = ("help", "help", "help", "help", "general", "general", "general", "ideas", "ideas", "showcase", "offtopic", "jobs")

_MACROS = (  # of a row number and a salt; x is the share of the three years that has gone by
    "share(n, salt) AS hash(n, salt) / 18446744073709551616.0",
    "bell(n, salt) AS sqrt(-2 * ln(share(n, salt) + 1e-12)) * cos(2 * pi() * share(n, salt + 1))",
    "pick(choices, n, salt) AS choices[1 + CAST(floor(share(n, salt) * len(choices)) AS INTEGER)]",
    # of one hash: those of two salts are the same bits under another mask, and go together where a row asks for several
    "chance(n, salt) AS hash(n * 1000 + salt) / 18446744073709551616.0",
    "normal(n, salt) AS 2 * (chance(n, salt) + chance(n, salt + 500) + chance(n, salt + 501) - 1.5)",
    "one_of(choices, n, salt) AS choices[1 + CAST(floor(chance(n, salt) * len(choices)) AS INTEGER)]",
    "grown(x) AS 0.25 * x + 0.75 * x * x",  # share of all that had come by x
    "when_grown(y) AS (sqrt(0.0625 + 3 * y) - 0.25) / 1.5",
)


SETTINGS = {
    "zone": ZONE,
    "cost_per_ticket": surroundings.COST_PER_TICKET,
    "blocked_words": "refund now, worst ever",
    "trigger_topics": "data breach",
}
_WATCHED = ("I want a refund now.", "This is the worst ever!", "Is there a data breach?")
"""What the settings watch for, in one text of ten thousand each."""


def fill(store: Store, rows: int) -> None:
    """Writes ``rows`` activities, a fiftieth as many members, a tenth as many threads and all that surrounds them, and makes the rollups."""
    for key, value in SETTINGS.items():
        store.set_setting(key, value, "benchmark")
    with store.writing() as writer:
        connection = writer.connection
        limit = connection.exec_driver_sql("SELECT current_setting('memory_limit')").scalar_one()
        connection.exec_driver_sql("SET memory_limit = '8GB'")
        members, threads = _sizes(rows)
        prepare(connection)
        with numbered(connection, rows):
            connection.exec_driver_sql(f"INSERT INTO activity BY NAME {_activities(rows, signature(writer.settings))}")
        connection.exec_driver_sql(f"INSERT INTO member BY NAME {_members(rows)}")
        connection.exec_driver_sql(f"INSERT INTO member_number SELECT n + 1, 'forum', 'm' || n FROM range({members}) t(n)")
        connection.exec_driver_sql(f"INSERT INTO thread_number SELECT n + 1, 'forum', 't' || n FROM range({threads}) t(n)")
        others = surroundings.fill(connection, rows, members, rows + members + 1)
        first_version = 1
        brought = [("activity", "forum", rows), ("member", "forum", members), *((made.kind, made.source, made.rows) for made in others)]
        for number, (kind, source, count) in enumerate(brought, start=1):
            connection.exec_driver_sql(f"INSERT INTO presence SELECT {number}, {first_version} + n FROM range({count}) t(n)")
            first_version += count
            connection.execute(
                tables.snapshot.insert().values(
                    snapshot_id=number,
                    kind=kind,
                    source=source,
                    imported_at=writer.now,
                    imported_by="benchmark",
                    mapping="{}",
                    rows_read=count,
                    rows_new=count,
                    rows_changed=0,
                    rows_same=0,
                    rows_rejected=0,
                    active=True,
                )
            )
        last = {"last_version_no": first_version - 1, "last_member_no": members, "last_thread_no": threads, "last_snapshot_id": len(brought)}
        connection.execute(tables.store.update().values(last))
        activity = tables.RECORDS["activity"]
        with kept(connection, "everything", select(activity.c.version_no)) as everything:
            rollups.refresh(connection, writer.settings, everything)
        connection.exec_driver_sql(f"SET memory_limit = '{limit}'")


@contextmanager
def numbered(connection: Connection, rows: int) -> Iterator[None]:
    """A table ``numbers`` of 0, 1, …: DuckDB reads a table on all cores, and ``range()`` on one."""
    connection.exec_driver_sql(f"CREATE TEMPORARY TABLE numbers AS SELECT n FROM range({rows}) t(n)")
    yield
    connection.exec_driver_sql("DROP TABLE numbers")


def prepare(connection: Connection) -> None:
    """Gives a DuckDB connection the functions that ``export_query`` and ``fill`` are written in."""
    for macro in _MACROS:
        connection.exec_driver_sql(f"CREATE OR REPLACE TEMPORARY MACRO {macro}")
    connection.exec_driver_sql("SET VARIABLE passages = ?", (_passages(),))


def export_query(rows: int) -> str:
    """The activities as a platform would export them: ids, times with an offset, texts."""
    return f"""
        SELECT activity_id AS id, strftime(timezone('UTC', occurred_at), '%Y-%m-%dT%H:%M:%S+00:00') AS created_at,
               member_id AS author, kind AS type, thread_id AS thread, channel, text
        FROM ({_activities(rows)})"""


def _sizes(rows: int) -> tuple[int, int]:
    return max(rows // 50, 20), max(rows // 10, 1)


def _passages() -> list[str]:
    """Passages of some 100 characters, of which a text has two: sentences with commas, quotes and paragraphs."""
    dice = random.Random(11)
    passages = []
    for _ in range(3000):
        text, wanted = "", dice.randint(70, 100)
        while len(text) < wanted:
            words = dice.choices(_WORDS.split(), k=dice.randint(4, 9))
            words.insert(dice.randrange(1, len(words)), dice.choice((",", ",", '"so"', "and")))
            text += " ".join(words).capitalize().replace(" ,", ",") + dice.choices((". ", "? ", ".\n\n"), (12, 2, 1))[0]
        passages.append(text)
    return passages


def _list(values: tuple[object, ...]) -> str:
    return "[" + ", ".join(repr(value) for value in values) + "]"


def _activities(rows: int, scorer: str = "") -> str:
    """A query of the activity table's columns; ``scorer`` is what the sentiments are said to come from.

    Of ten rows in a line, the first opens a thread; the rest belong to it or to a long one.
    """
    members, threads = _sizes(rows)
    start, span = int(START.timestamp()), int((END - START).total_seconds())
    return f"""
        WITH slot AS (
            SELECT n, n % 10 AS place, least(n // 10, {threads - 1}) AS own FROM numbers
        ), placed AS (
            SELECT n, CASE
                     WHEN place = 0 THEN 'post'
                     WHEN place = 1 THEN 'comment'
                     WHEN share(n, 1) < 0.6 THEN 'comment'
                     WHEN share(n, 1) < 0.94 THEN 'reaction'
                     ELSE 'attendance' END AS kind,
                   CASE WHEN place = 0 OR (share(own, 2) > 0.15 AND (place < 3 OR share(n, 3) < 0.5)) THEN own ELSE own - own % 20 END AS thread,
                   CASE WHEN place = 1 AND share(own, 2) > 0.15 THEN share(own, 4) < 0.74 ELSE false END AS by_staff,
                   coalesce(place = 2 AND share(own, 2) > 0.15 AND share(own, 5) < 0.3, false) AS solves
            FROM slot
        ), opened AS (
            SELECT *, CAST(floor(when_grown((thread + share(thread, 6)) / {threads}) * {span // 86400}) AS BIGINT) AS drawn_day FROM placed
        ), timed AS (
            SELECT *,
                   (drawn_day - CASE WHEN drawn_day % 7 IN (0, 6) AND drawn_day > 6 AND share(thread, 7) < 0.6
                                     THEN 2 + CAST(floor(share(thread, 17) * 4) AS BIGINT) ELSE 0 END) * 86400
                   + pick({_list(_HOURS)}, thread, 8) * 3600 + CAST(floor(share(thread, 9) * 3600) AS BIGINT) AS opening,
                   CASE WHEN kind = 'post' THEN 0 WHEN by_staff THEN 3600 * 3 * exp(1.4 * bell(n, 10)) ELSE 3600 * 9 * exp(1.8 * bell(n, 10)) END AS lag
            FROM opened
        ), acted AS (
            SELECT *, CAST(opening + CASE WHEN kind = 'post' THEN 0
                                          ELSE greatest(least(lag, ({span} - 1 - opening) * share(n, 12)), 0) END AS BIGINT) AS seconds
            FROM timed
        ), known AS (
            SELECT *, greatest(floor({members} * (0.03 + 0.97 * grown(least(seconds / {span}, 1.0)))), 10) AS known FROM acted
        ), authored AS (
            SELECT *, CAST(CASE
                     WHEN by_staff THEN least(floor(known / 100 * share(n, 13) * share(n, 14)) * 100 + 7, {members - 1})
                     WHEN share(n, 15) < 0.5 THEN greatest(known - 1 - floor(-ln(share(n, 16) + 1e-12) * 0.02 * known), 0)
                     ELSE floor(known * pow(share(n, 16), 4)) END AS BIGINT) AS member
            FROM known
        ), written AS (
            SELECT n, kind, thread, solves, member, to_timestamp({start} + seconds) AS occurred_at FROM authored
        )
        SELECT n + 1 AS version_no, 'forum' AS source, 'a' || n AS activity_id, occurred_at, 'm' || member AS member_id, kind,
               pick(['forum', 'forum', 'forum', 'slack', 'discord'], thread, 20) AS platform,
               pick({_list(_CHANNELS)}, thread, 21) AS channel,
               CASE WHEN kind <> 'attendance' THEN 't' || thread END AS thread_id,
               CASE WHEN kind IN ('comment', 'reaction') THEN 'a' || (thread * 10) END AS parent_id,
               CASE WHEN kind = 'post' THEN replace(substr(pick(getvariable('passages'), n, 22), 1, 45), chr(10), ' ') END AS title,
               CASE WHEN chance(n, 26) < 0.0003 THEN one_of({_list(_WATCHED)}, n, 27)
                    WHEN chance(n, 26) < 0.0004 THEN 'See https://shop.example/' || n
                    ELSE pick(getvariable('passages'), n, 23) || pick(getvariable('passages'), n, 24) END AS text,
               CASE WHEN solves AND kind = 'comment' THEN true END AS is_solution,
               CASE WHEN kind = 'post' THEN CAST(20 / (share(n, 25) + 0.001) AS BIGINT) END AS views,
               CASE WHEN kind = 'post' THEN 'https://community.example/t/' || thread END AS url,
               CAST(member + 1 AS BIGINT) AS member_no,
               CASE WHEN kind <> 'attendance' THEN thread + 1 END AS thread_no,
               CAST(timezone('{ZONE}', occurred_at) AS DATE) AS local_day,
               CAST(extract('hour' FROM timezone('{ZONE}', occurred_at)) AS SMALLINT) AS local_hour,
               CASE WHEN kind IN ('post', 'comment') THEN '{scorer}' END AS scorer,
               CASE WHEN kind IN ('post', 'comment') AND chance(n, 28) < 0.95 THEN 'en' END AS language,
               CASE WHEN language = 'en' THEN round(greatest(0.1 + 0.17 * normal(n, 29), -1), {DIGITS}) END AS sentiment,
               true AS current
        FROM written"""


def _members(rows: int) -> str:
    """A query of the member table's columns: 1 % staff, few bots, 4 % who are two accounts of one person."""
    members, _ = _sizes(rows)
    bots = max(members // 50_000, 1)
    start, span = int(START.timestamp()), int((END - START).total_seconds())
    return f"""
        SELECT {rows} + n + 1 AS version_no, 'forum' AS source, 'm' || n AS member_id, 'Member ' || n AS name,
               CASE WHEN share(n, 30) < 0.9
                    THEN to_timestamp({start} + {span} * when_grown(greatest((n + 1.0) / {members} - 0.03, 0) / 0.97)
                                      - 86400 * share(n, 31)) END AS joined_at,
               CASE WHEN n < {bots} THEN 'bot' WHEN n % 100 = 7 THEN 'staff' ELSE 'member' END AS role,
               pick(['free', 'free', 'free', 'team', 'enterprise'], n, 32) AS segment,
               CASE WHEN n % 50 IN (11, 12) THEN 'p' || (n // 50) END AS person_id,
               n + 1 AS member_no, true AS current
        FROM range({members}) t(n)"""
