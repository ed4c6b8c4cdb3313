"""How long a page takes to open, beside a page that only says hello: ``python -m benchmarks.pages [--store FILE] [--rounds 5]``.

Both are served on this machine and opened in one Chromium, in turns, with everything warm. A page is *read* from when its question, its
answer and its figures stand there; it is *drawn* when its script is done, no grey field is left and every chart has its picture. A filter
click is timed from the click to the latter.

*Bare* is a third page beside them: as many figures, charts of one line and small tables as the page has, written as simply as Streamlit
allows. It tells what of a page's time is its contents' and what is ours.
"""

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Locator, Page, sync_playwright

PROJECT = Path(__file__).resolve().parents[1]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
HELLO = 'import streamlit as st\n\nst.title("Hello, world")\n'
BARE = """import altair as alt
import pandas as pd
import streamlit as st

count = {name: int(st.query_params.get(name, 0)) for name in ("figures", "charts", "tables")}
rows = pd.DataFrame({"week": range(12), "members": range(12)})
st.title("Bare")
for place, column in enumerate(st.columns(max(count["figures"], 1))[: count["figures"]]):
    column.metric(f"Figure {place}", place)
for place in range(count["charts"]):
    st.altair_chart(alt.Chart(rows).mark_line().encode(x=alt.X("week:Q"), y=alt.Y("members:Q")), key=f"chart-{place}")
for place in range(count["tables"]):
    st.dataframe(rows, key=f"table-{place}")
"""
ROUNDS = 5
OPENED, CLICKED = 1.6, 0.5
"""Targets: times the hello page until it is drawn, and seconds."""

_DONE = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    return app && app.dataset.testScriptState === 'notRunning' && document.querySelector('h1')
        && !document.querySelector('[data-testid=stSkeleton]')
        && [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
            .every((chart) => chart.querySelector('svg') || chart.closest('details:not([open])'));
}"""
_PARTS = """() => Object.entries({ figures: 'stMetric', charts: 'stVegaLiteChart', tables: 'stDataFrame' })
    .map(([name, kind]) => `${name}=${[...document.querySelectorAll(`[data-testid=${kind}]`)].filter((part) => !part.closest('details:not([open])')).length}`)
    .join('&')"""
_NOTE_READ = """() => {
    const look = () => {
        const app = document.querySelector('[data-testid=stApp]');
        if (document.querySelector('h1') && (document.querySelector('[data-testid=stMetricValue]') || app?.dataset.testScriptState === 'notRunning'))
            window.readAt = performance.now();
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""
_WATCH = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    window.ran = false;
    new MutationObserver(() => { window.ran ||= app.dataset.testScriptState === 'running'; })
        .observe(app, { attributes: true, attributeFilter: ['data-test-script-state'] });
}"""


def main() -> None:
    """Prints a line a page: seconds, times the hello page, seconds of a filter click, and what was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--store", type=Path, help="a DuckDB file to show, instead of the demo community")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"how often each page is opened (default {ROUNDS})")
    parser.add_argument("--only", action="append", help="a page, such as response_time")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        store = folder / "community.duckdb"
        if given.store:
            shutil.copyfile(given.store, store)
        else:
            subprocess.run([sys.executable, "-m", "lib", "demo", "--store", f"duckdb:///{store}"], cwd=PROJECT, check=True, capture_output=True)
        (folder / "hello.py").write_text(HELLO, encoding="utf-8")
        hello = stack.enter_context(served(folder / "hello.py", folder, {}))
        (folder / "bare.py").write_text(BARE, encoding="utf-8")
        bare = stack.enter_context(served(folder / "bare.py", PROJECT, {}))
        app = stack.enter_context(served(PROJECT / "app.py", PROJECT, {"COMMUNITY_STORE": f"duckdb:///{store}"}))
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        addresses = [address for address in pages(browser, app) if not given.only or _name(address) in given.only]
        print(f"{'page':20}{'hello':>8}{'read':>8}{'ratio':>8}{'drawn':>8}{'ratio':>8}{'bare':>8}{'ratio':>8}{'click':>8}  targets")
        for address in addresses:
            print(line(browser, address, hello, bare, given.rounds), flush=True)


def line(browser: Browser, address: str, hello: str, bare: str, rounds: int) -> str:
    """The measurements of one page, opened in turns with the hello page and with a bare one of as many parts."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.add_init_script(f"({_NOTE_READ})()")
    page = context.new_page()
    opened(page, address)
    bare = f"{bare}/?{page.evaluate(_PARTS)}"
    for warm in (hello, bare, address, hello, bare):
        opened(page, warm)
    greeted, least, shown = [], [], []
    for _ in range(rounds):
        greeted.append(opened(page, hello)[1])
        least.append(opened(page, bare)[1])
        shown.append(opened(page, address))
    clicks = clicked(page)
    context.close()
    hello_seconds, read, drawn = median(greeted), median(seconds for seconds, _ in shown), median(seconds for _, seconds in shown)
    click, plain = median(clicks) if clicks else None, median(least)
    missed = [f"{drawn / hello_seconds:.1f}x, not {OPENED}x"] if drawn / hello_seconds > OPENED else []
    missed += [f"a click {click:.2f} s, not {CLICKED} s"] if click and click > CLICKED else []
    waited = "–" if click is None else f"{click:.2f}"
    times = f"{hello_seconds:8.2f}{read:8.2f}{read / hello_seconds:8.2f}{drawn:8.2f}{drawn / hello_seconds:8.2f}"
    times += f"{plain:8.2f}{plain / hello_seconds:8.2f}{waited:>8}"
    return f"{_name(address):20}{times}  {'; '.join(missed) or 'met'}"


def _name(address: str) -> str:
    return address.split("/", 3)[3] or "overview"


def opened(page: Page, address: str) -> tuple[float, float]:
    """Seconds from the navigation's start until the page can be read, and until it is drawn."""
    page.goto(address, wait_until="commit")
    page.wait_for_function(_DONE, polling="raf", timeout=60_000)
    drawn: float = page.evaluate("performance.now()") / 1000
    read: float = page.evaluate("window.readAt") / 1000
    return read, drawn


def clicked(page: Page) -> list[float]:
    """Seconds from choosing another grain until the page is all there again; after each choice was made once. Empty where there is no such filter."""
    page.wait_for_timeout(300)
    if not _grain(page, "by week").count():
        return []
    _choose(page, "by week", "by month")
    _choose(page, "by month", "by week")
    found = []
    for _ in range(3):
        found += [_choose(page, "by week", "by month"), _choose(page, "by month", "by week")]
    return found


def _grain(page: Page, shown: str) -> Locator:
    """The filter that says by what time the page counts."""
    return page.locator(f"[data-testid=stSelectbox] input[value='{shown}']").first


def _choose(page: Page, shown: str, wanted: str) -> float:
    _grain(page, shown).click()
    option = page.get_by_role("option", name=wanted, exact=True)
    option.wait_for()
    page.evaluate(_WATCH)
    start = page.evaluate("performance.now()")
    option.click()
    page.wait_for_function(f"() => window.ran && ({_DONE})()", polling="raf", timeout=60_000)
    seconds: float = (page.evaluate("performance.now()") - start) / 1000
    page.wait_for_timeout(300)
    return seconds


def pages(browser: Browser, app: str) -> list[str]:
    """The addresses of all pages, as the sidebar has them."""
    page = browser.new_page(viewport={"width": 1440, "height": 1600})
    page.goto(app)
    page.wait_for_selector("[data-testid=stSidebarNavLink]")
    while (more := page.locator("[data-testid=stSidebarNavViewButton]")).count() and "more" in more.inner_text().lower():
        more.click()
    found: list[str] = page.eval_on_selector_all("[data-testid=stSidebarNavLink]", "links => links.map(link => link.href.split('?')[0])")
    page.close()
    return found


@contextmanager
def served(script: Path, folder: Path, environment: dict[str, str]) -> Iterator[str]:
    """The address of a Streamlit script, served until the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true", "--browser.gatherUsageStats", "false"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), *options]
    process = subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):  # noqa: S310
                    break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


if __name__ == "__main__":
    main()
