"""What surrounds a big community: tickets, answers, customers, ideas, mentions, costs and reported series, made inside the engine.

Written straight into the store's tables like the community itself, from the functions that ``big_community.prepare`` gives
a connection. A tenth as many tickets and answers as activities, a fiftieth customers, a hundredth ideas; the daily ones a row a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

START = datetime(2023, 1, 1, tzinfo=UTC)
END = datetime(2025, 12, 31, 22, 59, tzinfo=UTC)  # the last minute of the year in the community's zone
BRANDS = ("Ours", "Rival", "Another", "Fourth", "Fifth")
COST_PER_TICKET = "14.50"


@dataclass(frozen=True)
class Made:
    """One kind of record: how many rows there are, from which source, and the query of the table's columns but version_no and source."""

    kind: str
    source: str
    rows: int
    query: str


def fill(connection: Connection, rows: int, members: int, first_version: int) -> list[Made]:
    """Writes all kinds; versions are numbered from ``first_version`` on, kind by kind."""
    found = list(_kinds(rows, members))
    for made in found:
        numbered = f"SELECT {first_version} + row_number() OVER () - 1 AS version_no, '{made.source}' AS source, true AS current, * FROM ({made.query})"
        connection.exec_driver_sql(f"INSERT INTO {made.kind} BY NAME {numbered}")
        first_version += made.rows
    return found


def _kinds(rows: int, members: int) -> Iterator[Made]:
    many, customers, ideas = max(rows // 10, 20), max(rows // 50, 20), max(rows // 100, 20)
    yield Made("ticket", "helpdesk", many, _tickets(many, members, customers))
    yield Made("survey_response", "survey", many, _responses(many, members))
    yield Made("customer", "crm", customers, _customers(customers, members))
    yield Made("idea", "portal", ideas, _ideas(ideas, members))
    days = f"(SELECT d, DATE '{START.date()}' + CAST(d AS INTEGER) AS day FROM range({_DAYS}) t(d))"
    yield Made("mention", "press", _DAYS * len(BRANDS) * 3, _mentions(days))
    yield Made("reported_series", "social", _DAYS * 2 * 4, _reported(days))
    yield Made("programme_cost", "finance", 36 * 4, _costs())


_DAYS = (END - START).days + 1
_SPAN = int((END - START).total_seconds())


def _at(seconds: str) -> str:
    """An instant so many seconds after START, never after END."""
    return f"to_timestamp({int(START.timestamp())} + least(CAST({seconds} AS BIGINT), {_SPAN}))"


def _tickets(rows: int, members: int, customers: int) -> str:
    """The first and the last lie on the ends; 92 % have a response, 85 % of these a resolution."""
    return f"""
        WITH opened AS (
            SELECT n, CASE n WHEN 0 THEN 0 WHEN {rows - 1} THEN {_SPAN} ELSE {_SPAN} * when_grown(chance(n, 40)) END AS opened,
                   3600 * 5 * exp(1.2 * normal(n, 41)) AS responded, 3600 * 20 * exp(1.1 * normal(n, 43)) AS resolved
            FROM range({rows}) t(n)
        )
        SELECT 'k' || n AS ticket_id, {_at("opened")} AS created_at,
               CASE WHEN chance(n, 45) < 0.92 THEN {_at("opened + responded")} END AS first_response_at,
               CASE WHEN chance(n, 45) < 0.78 THEN {_at("opened + responded + resolved")} END AS resolved_at,
               CASE WHEN chance(n, 45) < 0.78 THEN 'solved' ELSE 'open' END AS status,
               one_of(['mail', 'chat', 'phone'], n, 46) AS channel, one_of(['billing', 'login', 'import', 'other'], n, 47) AS topic,
               CASE WHEN chance(n, 48) < 0.3 THEN one_of([1, 2, 3, 4, 4, 5, 5, 5], n, 49) END AS satisfaction,
               CASE WHEN chance(n, 50) < 0.4 THEN 'm' || CAST(floor({members} * chance(n, 51)) AS BIGINT) END AS member_id,
               'c' || CAST(floor({customers} * chance(n, 52)) AS BIGINT) AS customer_id
        FROM opened"""


def _responses(rows: int, members: int) -> str:
    return f"""
        WITH asked AS (SELECT n, {_SPAN} * when_grown(chance(n, 60)) AS moment, chance(n, 61) < 0.6 AS nps FROM range({rows}) t(n))
        SELECT 'r' || n AS response_id, {_at("moment")} AS responded_at, CASE WHEN nps THEN 'nps' ELSE 'csat' END AS survey,
               CASE WHEN nps THEN one_of([0, 3, 5, 6, 7, 7, 8, 8, 9, 9, 9, 10, 10, 10], n, 62) ELSE one_of([1, 2, 3, 4, 4, 5, 5], n, 63) END AS score,
               'wave ' || CAST(floor(8 * moment / {_SPAN + 1}) AS INTEGER) AS wave,
               CASE WHEN chance(n, 64) < 0.7 THEN 'm' || CAST(floor({members} * chance(n, 65)) AS BIGINT) END AS member_id
        FROM asked"""


def _customers(rows: int, members: int) -> str:
    """Half of them are members' companies; six in ten convert, the first at once; some leave."""
    return f"""
        WITH started AS (
            SELECT n, CASE n WHEN 0 THEN 0 ELSE {_SPAN} * when_grown(chance(n, 70)) END AS started,
                   CASE WHEN n % 20 = 0 THEN 0 ELSE 86400 * 40 * exp(normal(n, 71)) END AS converted, 86400 * 400 * exp(normal(n, 73)) AS churned,
                   n > 0 AND chance(n, 76) < 0.5 AS leaves
            FROM range({rows}) t(n)
        )
        SELECT 'c' || n AS customer_id, {_at("started")} AS started_at,
               CASE WHEN (n = 0 OR chance(n, 75) < 0.6) AND started + converted < {_SPAN} THEN {_at("started + converted")} END AS converted_at,
               CASE WHEN leaves AND started + converted + churned < {_SPAN} THEN {_at("started + converted + churned")} END AS churned_at,
               round(2000 * exp(normal(n, 77)), 2) AS value,
               CASE WHEN chance(n, 79) < 0.5 THEN 'm' || CAST(floor({members} * chance(n, 80)) AS BIGINT) END AS member_id
        FROM started"""


def _ideas(rows: int, members: int) -> str:
    return f"""
        WITH proposed AS (SELECT n, {_SPAN} * when_grown(chance(n, 90)) AS moment, chance(n, 91) AS verdict FROM range({rows}) t(n))
        SELECT 'i' || n AS idea_id, {_at("moment")} AS submitted_at, 'm' || CAST(floor({members} * chance(n, 92)) AS BIGINT) AS member_id,
               'Idea ' || n AS title, CAST(3 / (chance(n, 93) + 0.01) AS BIGINT) AS votes,
               CASE WHEN verdict < 0.15 THEN 'shipped' WHEN verdict < 0.35 THEN 'accepted' WHEN verdict < 0.55 THEN 'declined' ELSE 'open' END AS status,
               CASE WHEN verdict < 0.35 THEN {_at("moment + 86400 * 30")} END AS accepted_at,
               CASE WHEN verdict < 0.15 THEN {_at("moment + 86400 * 90")} END AS shipped_at
        FROM proposed"""


def _mentions(days: str) -> str:
    return f"""
        SELECT day, brand, medium, CAST(floor(20 * chance(d * 100 + length(brand || medium), 100)) AS BIGINT) AS mentions
        FROM {days}, unnest({list(BRANDS)}) b(brand), unnest(['news', 'social', 'video']) m(medium)"""


def _reported(days: str) -> str:
    return f"""
        SELECT day, series, platform, floor(1000 * (1 + chance(d * 100 + length(series || platform), 101))) AS value
        FROM {days}, unnest(['dau', 'weekly', 'monthly', 'messages']) s(series), unnest(['social', 'video site']) p(platform)"""


def _costs() -> str:
    return f"""
        SELECT CAST(DATE '{START.date()}' + to_months(CAST(n AS INTEGER)) AS DATE) AS month, item, round(500 + 4000 * chance(n, length(item)), 2) AS amount,
               'EUR' AS currency
        FROM range(36) t(n), unnest(['people', 'platform', 'events', 'champions']) i(item)"""
