"""``report`` on the demo community: two quarters, four files each, opened again and held against what ``metric`` prints."""

import csv
import io
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.demo import fill
from lib.report.figure import Unit, ratio
from lib.store import Store, open_store
from lib.wording import count, money, share
from tests.cli.conftest import Run
from tests.report.read_files import READ, squeezed

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
QUARTERS = {"2026Q2": ("2026-04-01", "2026-06-30"), "2026Q3": ("2026-07-01", "2026-09-30")}


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store, "now", lambda _store: NOW)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the demo community as everybody gets it, closed, so that it can be copied."""
    path = tmp_path_factory.mktemp("demo") / "community.duckdb"
    store = open_store(f"duckdb:///{path}", clock=lambda: NOW)
    fill(store)
    store.close()
    return path


@pytest.mark.parametrize("quarter", QUARTERS)
def test_each_file_holds_the_figures_that_the_metrics_print(quarter: str, run: Run, filled: Path, tmp_path: Path) -> None:
    shutil.copy(filled, tmp_path / "community.duckdb")
    printed = _printed(run, *QUARTERS[quarter])
    for suffix, text_of in READ.items():
        out = tmp_path / f"report{suffix}"
        assert run("report", "--quarter", quarter, "--out", out).code == 0
        text = squeezed(text_of(out.read_bytes()))
        assert [words for words in printed if squeezed(words) not in text] == [], suffix


def _printed(run: Run, first: str, last: str) -> list[str]:
    """The figures of a quarter as people read them, from the command line's tables and from nothing else."""

    def row(metric: str, **wanted: str) -> dict[str, float]:
        call = run("metric", metric, "--from", first, "--to", last, "--by", "quarter")
        (found,) = [line for line in csv.DictReader(io.StringIO(call.out)) if all(line[name] == value for name, value in wanted.items())]
        return {name: float(value) for name, value in found.items() if name not in wanted and value not in ("", "true", "false")}

    def interval(unit: Unit, found: dict[str, float]) -> str:
        return f"95%: {unit.between(found['ci_low'], found['ci_high'])}"

    active, answers = row("active_users", day=last), row("response_time", period_start=first)
    solved, score, tickets = (row(name, period_start=first) for name in ("resolution", "nps", "tickets"))
    cases = [row("deflection", quarter=first, case=case) for case in ("low", "base", "high")]
    churned = {group: row("churn", period_start=first, group=group) for group in ("member", "power_member", "non_member")}
    members = {name: churned["member"][name] + churned["power_member"][name] for name in ("customers", "churned")}
    return [
        count(active["mau"]),
        f"{share(active['engagement'])} of {count(active['members'])} members",
        share(answers["within_24h"]),
        share(solved["self_solved_share"]),
        f"{count(solved['self_solved'])} of {count(solved['threads'])} questions",
        Unit.SCORE.said(score["nps"]),
        interval(Unit.SCORE, score),
        Unit.RATE.said(tickets["tickets_per_1000_customers"]),
        f"{count(tickets['opened'])} tickets",
        *(money(case[name], "EUR") for case in cases for name in ("value", "programme_cost", "net")),
        *(ratio(case["roi"]) for case in cases),
        share(members["churned"] / members["customers"], 1),
        share(churned["non_member"]["rate"], 1),
    ]
