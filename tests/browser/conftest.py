"""A real server on a store of its own, and a real Chromium to look at it with."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from data import demo
from lib.store import open_store

PROJECT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
STARTS_WITHIN = 40
"""Seconds until a server answers."""

PATIENCE = 60_000
"""Milliseconds until something that should be on the page is missing."""

Browser = Any
Page = Any


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, started once for the tests of a file; its event loop is gone when others run."""
    playwright = pytest.importorskip("playwright.sync_api", reason="no browser to drive: pip install playwright")
    if not Path(CHROMIUM).exists():
        pytest.skip("no Chromium on this machine (Debian, Ubuntu: apt install chromium)")
    with playwright.sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"])
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a browser that nobody used before."""
    with fresh_page(browser) as opened:
        yield opened


@pytest.fixture
def another_page(browser: Browser) -> Iterator[Page]:
    """A page in a second browser, without anything of the first."""
    with fresh_page(browser) as opened:
        yield opened


@contextmanager
def fresh_page(browser: Browser) -> Iterator[Page]:
    """A page with its own cookies and storage."""
    context = browser.new_context(viewport={"width": 1440, "height": 1400}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a small demo community, to be copied."""
    path = tmp_path_factory.mktemp("demo") / "community.duckdb"
    store = open_store(f"duckdb:///{path}")
    demo.fill(store, members=120, days=120)
    store.close()
    return path


@pytest.fixture(scope="module")
def served(demo_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app on a demo store that the tests of one file share."""
    with server(demo_file, tmp_path_factory.mktemp("served")) as address:
        yield address


def free_port() -> int:
    """A port on loopback that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server(store: Path, folder: Path, *, port: int = 0, options: Sequence[str] = (), environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """Runs the app as ``make run`` does, on a copy of ``store`` in ``folder``; gives its address. The health check runs no page."""
    copy = folder / "community.duckdb"
    shutil.copyfile(store, copy)
    port = port or free_port()
    served = ["--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true", *options]
    known = {**os.environ, "COMMUNITY_STORE": f"duckdb:///{copy}", **(environment or {})}
    log = folder / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, "-m", "streamlit", "run", "app.py", *served], cwd=PROJECT, env=known, stdout=out, stderr=subprocess.STDOUT)
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=10)


def _wait_for(address: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=1) as answer:  # noqa: S310
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"no answer from {address} within {STARTS_WITHIN} seconds: {log.read_text(errors='replace')[-2000:]}")
