"""A database as a source: its rows as texts, in chunks, from a cursor on, and never more than reading."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import BigInteger, Boolean, Date, DateTime, Double, LargeBinary, Numeric, String, Text, create_engine

from lib.errors import SettingError, SourceError
from lib.sources import database
from lib.sources.database import Database
from lib.sources.origin import Chunk
from tests.sources.databases import Server

START = datetime(2026, 1, 5, 9)  # noqa: DTZ001 - as columns without a zone hold it
POSTS = {"id": BigInteger(), "author": Text(), "updated_at": DateTime()}


def quiet(step: str, share: float) -> None:
    """Nobody listens."""


def rows(chunk: Chunk) -> list[dict[str, str]]:
    """The cells of a chunk by column."""
    table = chunk.delivery.table
    cells = table.cells.rename_columns([*table.columns, "line", "number"])
    return [{name: row[name] for name in table.columns} for row in cells.to_pylist()]


def read(source: Database, after: str | None = None) -> list[dict[str, str]]:
    """All rows of its only kind."""
    return [row for chunk in source.chunks(source.kinds[0], after, quiet) for row in rows(chunk)]


def ids(source: Database, after: str | None = None) -> list[str]:
    return [row["id"] for row in read(source, after)]


def cursors(source: Database, after: str | None = None) -> list[str | None]:
    return [chunk.cursor for chunk in source.chunks(source.kinds[0], after, quiet)]


def posts(server: Server, count: int, *, minutes: int = 60) -> None:
    """A table of posts, one every so many minutes."""
    server.fill("posts", POSTS, [(number, f"m{number % 3}", START + timedelta(minutes=minutes * number)) for number in range(count)])


def test_values_come_as_texts_that_say_the_same(server: Server) -> None:
    columns = {"id": String(20), "n": BigInteger(), "price": Numeric(12, 4), "yes": Boolean(), "day": Date(), "at": DateTime(), "text": Text()}
    values = ("00123", -(2**53) - 1, Decimal("3.5000"), True, date(2026, 2, 3), START.replace(second=6), 'He said "hi",\r\n żółć \U0001f600')
    server.fill("records", columns, [values, ("1", None, None, None, None, None, None)])
    first, second = read(server.source(table="records"))
    assert (first["id"], first["n"], first["text"]) == ("00123", "-9007199254740993", values[-1])
    assert first["price"] in ("3.5000", "3.5")  # SQLite has no decimals
    assert first["yes"] in ("true", "1")  # MariaDB and SQLite have no booleans
    assert first["day"] == "2026-02-03"
    assert first["at"].replace(" ", "T").removesuffix(".000000") == "2026-01-05T09:00:06"
    assert second == {"id": "1", **dict.fromkeys(list(columns)[1:], "")}


def test_instants_keep_their_offset(server: Server) -> None:
    if server.engine == "sqlite":
        pytest.skip("SQLite has no times")
    kind = {"postgresql": "timestamptz", "mariadb": "timestamp", "duckdb": "timestamptz"}[server.engine]
    zone = "SET time_zone = '+02:00'" if server.engine == "mariadb" else "SET TimeZone = 'Europe/Warsaw'"
    server.run(zone, f"CREATE TABLE moments (id int, moment {kind})", "INSERT INTO moments VALUES (1, '2026-07-01 12:00:00')")
    (row,) = read(server.source(table="moments", cursor="moment"))
    assert datetime.fromisoformat(row["moment"]) == datetime(2026, 7, 1, 10, tzinfo=UTC)
    (cursor,) = cursors(server.source(table="moments", cursor="moment"))
    assert ids(server.source(table="moments", cursor="moment"), cursor) == ["1"]
    server.run("INSERT INTO moments VALUES (2, '2026-07-01 08:00:00')")
    assert ids(server.source(table="moments", cursor="moment"), cursor) == ["1"]


def test_rows_come_in_chunks_in_the_cursors_order(server: Server) -> None:
    server.fill("posts", POSTS, [(number, "a", START - timedelta(minutes=number)) for number in range(10)])
    chunks = list(server.source(table="posts", cursor="updated_at", rows=4).chunks("activity", None, quiet))
    assert [[row["id"] for row in rows(chunk)] for chunk in chunks] == [["9", "8", "7", "6"], ["5", "4", "3", "2"], ["1", "0"]]
    assert [chunk.delivery.table.cells["line"].to_pylist() for chunk in chunks] == [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10]]


def test_reading_goes_on_from_the_cursor_with_an_overlap(server: Server) -> None:
    posts(server, 10, minutes=1)
    source = server.source(table="posts", cursor="updated_at", overlap="2 minutes", rows=4)
    first, _, last = cursors(source)
    assert ids(source, first) == ["1", "2", "3", "4", "5", "6", "7", "8", "9"]
    assert ids(source, last) == ["7", "8", "9"]
    usual = server.source(table="posts", cursor="updated_at")
    assert ids(usual, last) == [str(number) for number in range(10)]
    none = server.source(table="posts", cursor="updated_at", overlap="0 minutes")
    assert ids(none, last) == ["9"]


def test_an_hour_that_a_clock_shows_twice_is_read_again(server: Server) -> None:
    posts(server, 4, minutes=35)
    source = server.source(table="posts", cursor="updated_at")
    assert ids(source, cursors(source)[-1]) == ["1", "2", "3"]


def test_numbers_and_texts_can_be_cursors(server: Server) -> None:
    server.fill("posts", {"id": BigInteger(), "code": String(10)}, [(number, f"c{number}") for number in range(6)])
    by_number = server.source(table="posts", cursor="id", rows=3)
    assert ids(by_number, cursors(by_number)[0]) == ["2", "3", "4", "5"]
    wider = server.source(table="posts", cursor="id", overlap=2, rows=3)
    assert ids(wider, cursors(wider)[0]) == ["0", "1", "2", "3", "4", "5"]
    by_text = server.source(table="posts", cursor="code", rows=3)
    assert ids(by_text, cursors(by_text)[0]) == ["2", "3", "4", "5"]


def test_days_can_be_cursors(server: Server) -> None:
    server.fill("posts", {"id": BigInteger(), "day": Date()}, [(number, date(2026, 1, 1 + number)) for number in range(5)])
    source = server.source(table="posts", cursor="day", rows=3)
    assert ids(source, cursors(source)[0]) == ["2", "3", "4"]
    wider = server.source(table="posts", cursor="day", overlap="1 hour", rows=3)
    assert ids(wider, cursors(wider)[0]) == ["1", "2", "3", "4"]


def test_rows_without_a_cursor_value_are_read_each_time(server: Server) -> None:
    server.fill("posts", POSTS, [(1, "a", None), (2, "a", START), (3, "a", START + timedelta(days=1))])
    source = server.source(table="posts", cursor="updated_at", rows=1)
    assert sorted(ids(source)) == ["1", "2", "3"]
    last = cursors(source)[-1]
    assert sorted(ids(source, last)) == ["1", "3"]


@pytest.mark.parametrize("as_text", [False, True])
def test_a_time_that_has_not_come_is_read_and_hides_nothing_after_it(server: Server, as_text: bool) -> None:
    moments = [START, START.replace(year=9998)]
    cells = [moment.isoformat(" ") if as_text else moment for moment in moments]
    server.fill("posts", {"id": BigInteger(), "updated_at": String(40) if as_text else DateTime()}, list(enumerate(cells)))
    source = server.source(table="posts", cursor="updated_at", rows=1)
    last = cursors(source)[-1]
    server.run("INSERT INTO posts VALUES (2, '2026-01-06 09:00:00')")
    assert ids(source, last) == ["0", "2", "1"]


def test_numbers_with_a_fraction_can_be_cursors(server: Server) -> None:
    server.fill("posts", {"id": BigInteger(), "rank": Double()}, [(number, number / 4) for number in range(10)])
    source = server.source(table="posts", cursor="rank", rows=10)
    assert ids(source, cursors(source)[-1]) == ["9"]
    wider = server.source(table="posts", cursor="rank", overlap=1)
    assert ids(wider, cursors(wider)[-1]) == ["5", "6", "7", "8", "9"]


def test_another_table_or_column_is_read_from_its_start(server: Server) -> None:
    posts(server, 3, minutes=100)
    source = server.source(table="posts", cursor="updated_at")
    cursor = cursors(source)[-1]
    assert ids(source, cursor) == ["2"]
    assert len(ids(server.source(query="select * from posts", cursor="updated_at"), cursor)) == 3
    assert len(ids(server.source(table="posts", cursor="id"), cursor)) == 3
    assert len(ids(source, "nonsense")) == 3


def test_another_database_is_read_from_its_start(tmp_path: Path) -> None:
    cursor = None
    for name in ("old", "new"):
        server = Server("sqlite", f"sqlite:///{tmp_path}/{name}.db", f"sqlite:///{tmp_path}/{name}.db")
        posts(server, 3)
        assert len(ids(server.source(table="posts", cursor="updated_at"), cursor)) == 3
        cursor = cursors(server.source(table="posts", cursor="updated_at"))[-1]


def test_without_a_cursor_everything_is_read_each_time(server: Server) -> None:
    posts(server, 5)
    source = server.source(table="posts", rows=2)
    assert cursors(source) == [None, None, None]
    assert len(ids(source)) == 5


def test_a_query_may_hold_colons_percent_signs_comments_and_a_semicolon(server: Server) -> None:
    posts(server, 3)
    query = "select id, author, updated_at, '10:30 :x 100%' as said from posts where author like 'm%' and id <> 1 -- not all\n ; "
    source = server.source(query=query, cursor="updated_at")
    assert [(row["id"], row["said"]) for row in read(source, cursors(source)[-1])] == [("2", "10:30 :x 100%")]


def test_an_empty_table_has_columns_and_no_rows(server: Server) -> None:
    posts(server, 0)
    (chunk,) = server.source(table="posts", cursor="updated_at").chunks("activity", None, quiet)
    assert (chunk.delivery.table.columns, chunk.delivery.table.rows, chunk.cursor) == (("id", "author", "updated_at"), 0, None)


def test_bytes_are_left_out_unless_they_were_asked_for(server: Server) -> None:
    server.fill("posts", {"id": BigInteger(), "picture": LargeBinary()}, [(1, b"\x00\xff")])
    (chunk,) = server.source(table="posts").chunks("activity", None, quiet)
    assert rows(chunk) == [{"id": "1", "picture": ""}]
    assert chunk.delivery.table.notes == ("picture holds bytes and was not read",)
    with pytest.raises(SourceError, match="picture of posts holds bytes"):
        read(server.source(table="posts", map={"text": "picture"}))


def test_what_no_store_takes_is_replaced(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/posts.db"
    server = Server("sqlite", url, url)
    server.fill("posts", {"id": BigInteger(), "text": Text()}, [(1, "a\0b")])
    assert read(server.source(table="posts")) == [{"id": "1", "text": "a\ufffdb"}]


@pytest.mark.parametrize("query", ["delete from posts returning *", "insert into posts (id) values (9)", "select 1; drop table posts"])
def test_nothing_is_ever_written(server: Server, query: str) -> None:
    posts(server, 2)
    with pytest.raises(SourceError):
        read(server.source(query=query))
    assert len(ids(server.source(table="posts"))) == 2


def test_a_function_that_writes_is_refused_by_the_transaction(postgres_url: str) -> None:
    server = Server("postgresql", postgres_url, postgres_url.replace("postgresql://", "postgresql+psycopg://"))
    server.run("create table log (id int)", "create function note() returns int language sql as 'insert into log values (1) returning id'")
    with pytest.raises(SourceError, match="was asked to write"):
        read(server.source(query="select note() as id"))


SLOW = {
    "postgresql": "select pg_sleep(30)",
    "mariadb": "select sleep(30) as slow",
    "sqlite": "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1000000000) select count(*) as slow from n",
    "duckdb": "select count(*) as slow from range(1000000) a, range(10000000) b where a.range * b.range % 7 = 3",
}


def test_a_statement_that_takes_too_long_is_stopped(server: Server) -> None:
    posts(server, 1)
    started = datetime.now(UTC)
    with pytest.raises(SourceError, match="does not answer in time") as caught:
        read(server.source(query=SLOW[server.engine], timeout=1))
    assert not caught.value.again
    assert datetime.now(UTC) - started < timedelta(seconds=15)


def test_what_is_not_there_is_said(server: Server) -> None:
    posts(server, 1)
    with pytest.raises(SourceError, match="has no such table") as caught:
        read(server.source(table="nowhere"))
    assert not caught.value.again
    with pytest.raises(SourceError, match="has no such column"):
        read(server.source(table="posts", cursor="nowhere"))
    with pytest.raises(SourceError, match="does not understand the query"):
        read(server.source(query="select from where"))


def test_check_says_what_was_reached(server: Server) -> None:
    posts(server, 3)
    assert server.source(table="posts", map={"activity_id": "ID"}).check().endswith("answers: activity from posts (3 columns)")
    with pytest.raises(SettingError, match=r"posts has no column 'nothing', which \[sources.shop.activity\] names"):
        server.source(table="posts", map={"activity_id": "nothing"}).check()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The waits between tries, without waiting."""
    waits: list[float] = []
    monkeypatch.setattr(database, "sleep", waits.append)
    return waits


@pytest.mark.parametrize("engine", ["postgresql", "mariadb"])
def test_a_lost_connection_is_taken_up_again_from_the_last_chunk(engine: str, request: pytest.FixtureRequest, impatient: list[float]) -> None:
    server = _server(engine, request)
    server.fill("many", {"id": BigInteger(), "text": Text()}, [(number, "x" * 8000) for number in range(3000)])
    seen: list[str] = []
    for place, chunk in enumerate(server.source(table="many", cursor="id", rows=100).chunks("activity", None, quiet)):
        seen += [row["id"] for row in rows(chunk)]
        if place == 1:
            _cut(server)
    assert list(dict.fromkeys(seen)) == [str(number) for number in range(3000)]
    assert len(seen) < 3200
    assert len(impatient) == 1


def _server(engine: str, request: pytest.FixtureRequest) -> Server:
    if engine == "postgresql":
        url: str = request.getfixturevalue("postgres_url")
        return Server(engine, url, url.replace("postgresql://", "postgresql+psycopg://"))
    base: str = request.getfixturevalue("mariadb")
    Server("mariadb", "", f"{base}/test").run("DROP TABLE IF EXISTS many")
    return Server(engine, "mariadb://root@127.0.0.1:3306/test", f"{base}/test")


def _cut(server: Server) -> None:
    """Ends every connection to the database but the one that does it."""
    if server.engine == "postgresql":
        server.run("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()")
        return
    engine = create_engine(server.driver)
    with engine.connect() as connection:
        listed = connection.exec_driver_sql("select id from information_schema.processlist where db = 'test' and id <> connection_id()").scalars().all()
        for number in listed:
            connection.exec_driver_sql(f"kill {number}")
    engine.dispose()


def test_a_server_that_does_not_answer_is_tried_again_and_then_told(impatient: list[float]) -> None:
    source = Database.of("shop", {"url": "postgresql://reader:s3cret@127.0.0.1:1/shop", "activity": {"table": "posts"}})
    with pytest.raises(SourceError, match=r"The database PostgreSQL 127.0.0.1:1/shop does not answer") as caught:
        read(source)
    assert caught.value.again
    assert len(impatient) == 4
    assert all(0.5 <= wait <= 15 for wait in impatient)
    assert "s3cret" not in str(caught.value)


def test_a_host_that_nobody_knows_is_told(impatient: list[float]) -> None:
    for scheme in ("postgresql", "mysql"):
        source = Database.of("shop", {"url": f"{scheme}://reader:s3cret@nowhere.invalid/shop", "activity": {"table": "posts"}})
        with pytest.raises(SourceError, match="is at a host that nobody knows"):
            read(source)


def test_a_refused_login_is_told_without_the_password(mariadb: str) -> None:
    source = Database.of("shop", {"url": "mysql://nobody:s3cret@127.0.0.1:3306/test", "activity": {"table": "posts"}})
    with pytest.raises(SourceError, match="refuses the login") as caught:
        source.check()
    assert not caught.value.again
    assert "s3cret" not in str(caught.value)


def test_a_file_that_is_not_there_or_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database at all, but long enough to be looked at" * 100, encoding="utf-8")
    for scheme in ("sqlite", "duckdb"):
        for name, words in (("none.db", "cannot be opened"), ("text.db", "is no database file")):
            source = Database.of("shop", {"url": f"{scheme}:///{tmp_path}/{name}", "activity": {"table": "posts"}})
            with pytest.raises(SourceError, match=words):
                source.check()
    assert not (tmp_path / "none.db").exists()


GOOD = {"url": "postgresql://reader:s3cret@host/shop", "activity": {"table": "posts"}}


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"url": None}, "url is missing"),
        ({"url": "s3cret"}, "url cannot be read"),
        ({"url": "postgresql://reader:s3cret@host:port/shop"}, "url cannot be read"),
        ({"url": "postgresql://reader:pa@s3cret@host/shop"}, "url cannot be read"),
        ({"url": "oracle://reader:s3cret@host/shop"}, "names an engine that cannot be read"),
        ({"url": "sqlite://"}, "url names no file"),
        ({"zone": "Mars"}, "zone is no time zone"),
        ({"timeout_seconds": "long"}, "timeout_seconds is no span"),
        ({"activity": None}, "activity is no section"),
        ({"posts": {"table": "posts"}}, "names no record kind"),
        ({"activity": {}}, "neither a table nor a query"),
        ({"activity": {"table": "a", "query": "s3cret"}}, "a table and a query"),
        ({"activity": {"table": "a", "maps": {}}}, "a key that nobody knows"),
        ({"activity": {"table": "a", "map": {"nothing": "x"}}}, "a field that activity does not have"),
        ({"activity": {"table": "a", "map": {"text": 3}}}, "map.text is no text"),
        ({"activity": {"table": "a", "map": {"text": "x"}, "set": {"text": "y"}}}, "text under map and under set"),
        ({"activity": {"table": "a", "overlap": "10 minutes"}}, "an overlap and no cursor"),
        ({"activity": {"table": "a", "cursor": "c", "overlap": "soon"}}, "overlap is no span"),
        ({"activity": {"table": "a", "dates": "ymd"}}, "dates is no order"),
        ({"activity": {"table": 3}}, "table is no text"),
    ],
)
def test_a_section_that_is_wrong_names_the_key_and_shows_no_secret(change: dict[str, Any], key: str) -> None:
    with pytest.raises(SettingError) as caught:
        Database.of("shop", {**GOOD, **change})
    assert key in str(caught.value)
    assert "sources.shop" in str(caught.value)
    assert "Hint: " in str(caught.value)
    assert "s3cret" not in str(caught.value)


def test_a_section_without_tables_says_so() -> None:
    with pytest.raises(SettingError, match="does not say which tables"):
        Database.of("shop", {"url": "sqlite:///a.db"})


def test_the_password_is_in_no_text_of_the_source() -> None:
    source = Database.of("shop", GOOD)
    assert source.shown == "PostgreSQL host/shop"
    assert "s3cret" not in repr(source) + str(source) + source.shown
    assert json.dumps(source.kinds) == '["activity"]'


def test_tables_may_be_named_with_their_schema(postgres_url: str) -> None:
    server = Server("postgresql", postgres_url, postgres_url.replace("postgresql://", "postgresql+psycopg://"))
    server.run("create schema forum", 'create table forum."Posts" (id int)', 'insert into forum."Posts" values (7)')
    assert ids(server.source(table="forum.Posts")) == ["7"]
    assert ids(server.source(table="Posts", schema="forum")) == ["7"]


def test_two_threads_can_read_at_once(server: Server) -> None:
    posts(server, 50)
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(len(ids(server.source(table="posts", rows=7))))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert found == [50, 50, 50]
