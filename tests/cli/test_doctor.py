"""``doctor``: it finds what is broken and says what to do; being new is no fault."""

import json
from pathlib import Path

import pytest

from lib.metrics import METRICS, Metric
from tests.cli.conftest import Run


def _states(run: Run, *words: str) -> tuple[int, dict[str, str]]:
    ran = run("doctor", "--format", "json", *words)
    rows = json.loads(ran.out)
    assert all(row["hint"] for row in rows if row["state"] != "works")
    return ran.code, {row["check"]: row["state"] for row in rows}


def test_a_new_store_is_sound(run: Run) -> None:
    code, states = _states(run)
    assert code == 0
    assert states == {
        "settings of this installation": "works",
        "store": "works",
        "settings of community": "note",
        "sources": "note",
        "metrics": "works",
        "login": "note",
    }


def test_a_store_out_of_reach_is_broken(run: Run) -> None:
    code, states = _states(run, "--store", "duckdb:////nowhere/at/all/c.duckdb")
    assert code == 1
    assert states["store"] == "broken"
    assert states["login"] == "note"


def test_a_failing_metric_is_named_and_takes_nothing_down(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setitem(METRICS, "failing", Metric("failing", "Failing", "x", None, "activity", {}, fails))
    code, states = _states(run)
    assert code == 1
    assert states["metric failing"] == "broken"
    assert states["login"] == "note"


@pytest.mark.parametrize(
    ("secrets", "state"),
    [
        ("[auth", "broken"),
        ('[auth]\nredirect_uri = "x"\n', "broken"),
        ('[auth]\nredirect_uri = "x"\ncookie_secret = "y"\n[auth.my_idp]\nclient_id = "a"\nclient_secret = "b"\nserver_metadata_url = "c"\n', "broken"),
        ('[auth]\nredirect_uri = "x"\ncookie_secret = "y"\n[auth.idp]\nclient_id = "a"\nclient_secret = "b"\nserver_metadata_url = "c"\n', "works"),
    ],
)
def test_login(secrets: str, state: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text(secrets)
    _, states = _states(run)
    assert states["login"] == state


def test_no_secret_is_shown(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "secrets.toml").write_text('[community]\nstore = "postgresql://ana:hunter2@127.0.0.1:1/c"\n[auth]\ncookie_secret = "hunter2"\n')
    ran = run("doctor", "--store", "postgresql://ana:hunter2@127.0.0.1:1/c")
    assert ran.code == 1
    assert "hunter2" not in ran.out + ran.err
