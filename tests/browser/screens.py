"""Shoots every page, to be looked at: ``python -m tests.browser.screens FOLDER [--only PAGE]… [--look light-1440]… [--query QUERY]``.

It serves the app with the demo community, or with a copy of the DuckDB file that ``--store`` names, and shoots each page
in light and dark at 1440 px and in light at 1024 and 390 px.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import CHROMIUM, PROJECT, server

PAGES = tuple(path.stem for path in sorted((PROJECT / "pages").glob("*/*.py")))
LOOKS = ("light-1440", "dark-1440", "light-1024", "light-390")
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]


_DONE = """() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
    && !document.querySelector('[data-testid=stSkeleton]')"""


def settled(page: Page) -> None:
    """Waits until the page has stopped changing."""
    page.wait_for_selector("[data-testid=stAppViewContainer]")
    page.wait_for_selector("h1", timeout=30_000)
    page.wait_for_function(_DONE, timeout=60_000)
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
    parser.add_argument("--look", action="append", choices=LOOKS)
    parser.add_argument("--store", type=Path, help="a DuckDB file to show a copy of, instead of the demo community")
    parser.add_argument("--query", default="", help="the filters as in the address: period=All+data&by=by+month")
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        store = given.store or _demo(folder / "demo.duckdb")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with server(store, folder) as address:
            for page in given.only or PAGES:
                for look in given.look or LOOKS:
                    scheme, width = look.split("-")
                    target = f"{address}/{'' if page == 'overview' else page}?{given.query}"
                    shoot(browser, target, given.folder / f"{page}-{look}.png", scheme, int(width))
        browser.close()


def _demo(path: Path) -> Path:
    subprocess.run([sys.executable, "-m", "lib", "demo", "--store", f"duckdb:///{path}"], cwd=PROJECT, check=True, stdout=subprocess.DEVNULL)
    return path


if __name__ == "__main__":
    main()
