"""Shoots every page, to be looked at: ``python -m tests.browser.screens FOLDER [--port N] [--only PAGE]``.

It serves the app on a store of its own with the demo community, and shoots each page in light and dark at 1440 px and in
light at 1024 and 390 px. The empty store's page comes last.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[2]
PAGES = ("overview", "active_users", "response_time", "content")
LOOKS = (("light", 1440), ("dark", 1440), ("light", 1024), ("light", 390))
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@contextmanager
def served(store: str, port: int | None = None) -> Iterator[str]:
    """The app on a server of its own; gives its address."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), "--server.headless", "true", "--server.address", "127.0.0.1"]
    environment = {**os.environ, "COMMUNITY_STORE": store}
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address)
            yield address
        finally:
            process.terminate()
            process.wait(10)


def _wait_for(address: str) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=1)  # noqa: S310  # our own server
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"no answer from {address}")


def settled(page: Page) -> None:
    """Waits until the page has stopped changing."""
    page.wait_for_selector("[data-testid=stAppViewContainer]")
    page.wait_for_selector("h1", timeout=30_000)
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]') && !document.querySelector('[data-testid=stSkeleton]')", timeout=60_000)
    page.wait_for_timeout(900)


def shoot(browser: Browser, address: str, path: Path, scheme: str, width: int, zone: str = "Europe/Warsaw") -> None:
    """One picture of the whole page."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, timezone_id=zone)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    settled(page)
    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": int(height) + 10})
    page.wait_for_timeout(500)
    page.screenshot(path=str(path))
    context.close()


def main() -> None:
    """Shoots the pages into the folder given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", action="append", choices=PAGES)
    parser.add_argument("--look", action="append", help="light-1440, dark-1440, light-1024, light-390")
    parser.add_argument("--store", help="shoot this store instead of the demo community")
    parser.add_argument("--query", default="", help="the filters, as in the address: period=All+data")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        store = given.store or f"duckdb:///{folder}/demo.duckdb"
        if not given.store:
            subprocess.run([sys.executable, "-m", "lib", "demo", "--if-empty", "--store", store], cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with served(store) as address:
            for name in given.only or PAGES:
                for scheme, width in LOOKS:
                    if not given.look or f"{scheme}-{width}" in given.look:
                        query = f"?{given.query}" if given.query else ""
                        target = f"{address}/{'' if name == 'overview' else name}{query}"
                        shoot(browser, target, given.folder / f"{name}-{scheme}-{width}.png", scheme, width)
        browser.close()


if __name__ == "__main__":
    main()
