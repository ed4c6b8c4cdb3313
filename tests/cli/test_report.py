"""``report``: a file that holds what `metric` prints; closed quarters as they were; and words where it cannot be made."""

import csv
import io
import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from lib.report import files
from lib.report.build import build
from lib.report.closing import close
from lib.report.quarter import Quarter
from lib.store import Store, open_store
from tests.cli.conftest import Run
from tests.factories import post, put
from tests.metrics.communities import lively, settle

QUARTER = Quarter.parse("2025Q3")
NOW = datetime(2025, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is autumn of the community's year."""
    monkeypatch.setattr(Store, "now", lambda _store: NOW)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a year of a small community, closed, so that it can be copied."""
    path = tmp_path_factory.mktemp("filled") / "community.duckdb"
    store = open_store(f"duckdb:///{path}")
    settle(store, lively())
    store.close()
    return path


@pytest.fixture
def address(run: Run, filled: Path, tmp_path: Path) -> str:
    """The store that the commands read, filled."""
    shutil.copy(filled, tmp_path / "community.duckdb")
    return f"duckdb:///{tmp_path}/community.duckdb"


def test_the_figures_are_those_that_the_metrics_print(run: Run, address: str, tmp_path: Path) -> None:
    ran = run("report", "--quarter", "2025Q3", "--out", "report.xlsx")
    assert (ran.code, ran.record["quarter"], ran.record["closed"]) == (0, "2025Q3", False)
    book = load_workbook(tmp_path / "report.xlsx")
    values = {row[0]: row[1] for row in book["Figures"].iter_rows(values_only=True)}
    compared = 0
    for row in list(book["Audit"].iter_rows(values_only=True))[-11:]:
        name, shown, _, column, _, command, *_ = row
        if name in values and values[name] is not None:
            rows = list(csv.DictReader(io.StringIO(run(*shlex.split(command)[3:]).out)))
            (at,) = [line for line in rows if line.get("period_start") == "2025-07-01"] or rows[-1:]
            assert float(at[column]) == pytest.approx(values[name], rel=1e-12), name
            assert shown
            compared += 1
    assert compared >= 2


@pytest.mark.parametrize("suffix", files.WRITERS)
def test_each_kind_of_file_is_written_whole(suffix: str, run: Run, address: str, tmp_path: Path) -> None:
    out = tmp_path / f"report{suffix}"
    out.write_bytes(b"an older one")
    ran = run("report", "--quarter", "2025Q3", "--out", out)
    assert (ran.code, ran.record["file"], ran.record["bytes"]) == (0, str(out), out.stat().st_size)
    assert out.stat().st_size > 5000
    assert sorted(path.name for path in tmp_path.iterdir() if "report" in path.name) == [out.name]


def test_the_last_quarter_is_the_one_before_todays(run: Run, address: str) -> None:
    assert run("report", "--quarter", "last", "--out", "report.html").record["quarter"] == "2025Q3"


def test_a_quarter_that_is_not_over_says_how_far_its_data_reach(run: Run, address: str) -> None:
    ran = run("report", "--quarter", "2025Q4", "--out", "report.html")
    assert ran.code == 0
    assert "Q4 2025 is not complete: its data reach to " in ran.err


def test_a_closed_quarter_is_written_as_it_was_kept(run: Run, address: str, tmp_path: Path) -> None:
    store = open_store(address)
    kept = build(store, QUARTER)
    close(store, kept, "ana")
    store.close()
    ran = run("report", "--quarter", "2025Q3", "--out", "report.html")
    assert ran.record["closed"] is True
    assert "Closed on 20 Nov 2025 by ana" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert ran.err.startswith("Q3 2025 was closed on 20 Nov 2025 by ana: these are the figures that were kept.")
    assert "Today's data" not in ran.err
    store = open_store(address)
    hours = (datetime(2025, 9, 30, 9, tzinfo=UTC) - datetime(2026, 1, 5, 9, tzinfo=UTC)).total_seconds() / 3600
    put(store, "activity", *(post(f"late{number}", hours, activity_id=f"late{number}") for number in range(30)), source="late")
    store.close()
    ran = run("report", "--quarter", "2025Q3", "--out", "report.html")
    figure = kept.figure("monthly_active")
    assert f"Monthly active members: {figure.said} then, {round(figure.value or 0) + 30} today (30 higher)" in ran.err
    assert kept.headline in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("2025Q5", "report.pdf"), "That is no quarter. Found: 2025Q5. Hint: write it like 2026Q3"),
        (("2019Q1", "report.pdf"), "There are no data of Q1 2019. Hint: there are data of 2025Q4, 2025Q3"),
        (("2025Q3", "report.doc"), "Hint: end the name with one of .pdf, .pptx, .xlsx, .html"),
        (("2025Q3", "report"), "Found: a name without an ending."),
        (("2025Q3", "reports/report.pdf"), "There is no such folder. Found: reports. Hint: make it first"),
    ],
)
def test_what_cannot_be_made_says_why(words: tuple[str, str], said: str, run: Run, address: str, tmp_path: Path) -> None:
    ran = run("report", "--quarter", words[0], "--out", words[1])
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert not list(tmp_path.glob("*report*"))


def test_an_empty_store_has_no_quarter(run: Run) -> None:
    ran = run("report", "--quarter", "last", "--out", "report.pdf")
    assert (ran.code, ran.err) == (2, "There are no data of Q3 2025. Hint: import some first\n")


def test_a_file_that_cannot_be_written_leaves_nothing_behind(run: Run, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(_path: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full_disk)
    ran = run("report", "--quarter", "2025Q3", "--out", "report.xlsx")
    assert ran.code == 2
    assert "The file cannot be written. Found: report.xlsx: No space left on device." in ran.err
    assert not list(tmp_path.glob("*report*"))
