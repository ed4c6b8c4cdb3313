"""Databases that tests of sources read from."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

from tests.conftest import _on_server
from tests.sources.databases import ENGINES, Server

MARIADB = "mariadb+pymysql://root@127.0.0.1:3306"


@pytest.fixture(scope="session")
def mariadb() -> str:
    """The address of a MariaDB on this machine."""
    engine = create_engine(f"{MARIADB}/test", connect_args={"connect_timeout": 2})
    try:
        engine.connect().close()
    except OperationalError:
        pytest.skip("no MariaDB answers on 127.0.0.1:3306")
    finally:
        engine.dispose()
    return MARIADB


@pytest.fixture(params=ENGINES)
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """An empty database on each engine in turn."""
    name = f"source_{uuid4().hex[:12]}"
    if request.param in ("sqlite", "duckdb"):
        url = f"{request.param}:///{tmp_path}/{name}.db"
        yield Server(request.param, url, url)
        return
    if request.param == "postgresql":
        whole: str = request.getfixturevalue("postgres_server")
        _on_server(whole, f"CREATE DATABASE {name}")
        url = whole.replace("/postgres?", f"/{name}?")
        yield Server("postgresql", url, url.replace("postgresql://", "postgresql+psycopg://"))
        _on_server(whole, f"DROP DATABASE {name} WITH (FORCE)")
        return
    base: str = request.getfixturevalue("mariadb")
    made = Server("mariadb", f"mariadb://root@127.0.0.1:3306/{name}", f"{base}/{name}")
    Server("mariadb", "", f"{base}/test").run(f"CREATE DATABASE {name} CHARACTER SET utf8mb4")
    yield made
    Server("mariadb", "", f"{base}/test").run(f"DROP DATABASE {name}")
