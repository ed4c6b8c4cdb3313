"""What holds for every command: help, exit codes, what goes where, and that nothing secret or raw is shown."""

import subprocess
import sys
from pathlib import Path

import pytest

from lib.cli import COMMANDS, parser
from lib.cli.command import Call
from lib.store import Store
from tests.cli.conftest import Run

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_helps_with_examples(name: str, run: Run) -> None:
    ran = run(name, "--help")
    assert ran.code == 0
    assert "examples:\n  python -m lib " in ran.out
    assert all(example.split()[0] == name for example in COMMANDS[name].examples)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_commands_examples_can_be_read(name: str) -> None:
    import shlex

    for example in COMMANDS[name].examples:
        assert parser.parser().parse_args(shlex.split(example)).command.name == name


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["import"],
        ["imports"],
        ["metric", "ugc", "--by", "year"],
        ["metric", "ugc", "--from", "31.12.2025"],
        ["metric", "ugc", "--from", "2026-02-01", "--to", "2026-01-31"],
        ["metric", "ugc", "--option", "responder"],
        ["metric", "response_time", "--option", "responder=staff", "--option", "responder=anyone"],
        ["metric", "response_time", "--option", "responder=nobody"],
        ["metric", "dua"],
        ["settings", "get"],
        ["settings", "get", "zome"],
        ["settings", "set", "zone", "Mars"],
        ["settings", "list", "zone"],
        ["snapshots", "list", "1"],
        ["snapshots", "withdraw"],
        ["snapshots", "withdraw", "1"],
        ["demo", "--members", "0"],
        ["import", "people", "x.csv"],
        ["import", "member", "missing.csv"],
        ["import", "member", "x.csv", "--map", "name"],
        ["doctor", "--verbose"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_says_what_to_do(words: list[str], run: Run) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert ran.out == ""
    assert "Hint: " in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("url", ["duckdb:////nowhere/at/all/c.duckdb", "mysql://ana:hunter2@localhost/c", "postgresql://ana:hunter2@127.0.0.1:1/c", "nonsense"])
def test_a_store_that_does_not_answer_is_no_fault_of_the_command(url: str, run: Run) -> None:
    ran = run("snapshots", "--store", url)
    assert ran.code == 1
    assert "Hint: " in ran.err
    assert "hunter2" not in ran.err
    assert "Traceback" not in ran.err


def test_an_unforeseen_error_names_its_place_and_not_its_words(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_store: Store) -> None:
        raise ValueError("ana@example.org at postgresql://ana:hunter2@host/c")

    monkeypatch.setattr(Store, "snapshots", fail)
    ran = run("snapshots")
    assert ran.code == 1
    assert "Reference: ValueError at lib/cli/snapshots.py:" in ran.err
    assert "ana@example.org" not in ran.err
    told = run("snapshots", "--debug")
    assert told.code == 1
    assert "Traceback" in told.err
    assert "ana@example.org" in told.err
    assert "hunter2" not in told.err


def test_an_interruption_is_quiet(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_call: Call) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Call, "store", stop)
    ran = run("snapshots")
    assert ran.code == 130
    assert "Traceback" not in ran.err


def test_wrong_settings_of_the_installation_are_told_without_their_values(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNITY_MEMORY_LIMIT", "hunter2")
    ran = run("snapshots")
    assert ran.code == 2
    assert "COMMUNITY_MEMORY_LIMIT" in ran.err
    assert "hunter2" not in ran.err


def test_a_reader_that_stops_reading_is_no_error(tmp_path: Path) -> None:
    environment = {"COMMUNITY_STORE": f"duckdb:///{tmp_path}/c.duckdb", "PATH": "/usr/bin:/bin"}
    process = subprocess.Popen([sys.executable, "-m", "lib", "settings"], cwd=PROJECT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    told = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(60) == 0
    assert told == ""


def test_tables_are_utf_8_whatever_the_terminal_says(tmp_path: Path) -> None:
    environment = {"COMMUNITY_STORE": f"duckdb:///{tmp_path}/c.duckdb", "PATH": "/usr/bin:/bin", "LC_ALL": "C", "PYTHONIOENCODING": "latin-1"}
    words = [sys.executable, "-m", "lib", "settings", "set", "blocked_words", "żółw"]
    assert subprocess.run(words, cwd=PROJECT, env=environment, capture_output=True, check=False).returncode == 0
    words[4:] = ["get", "blocked_words"]
    assert subprocess.run(words, cwd=PROJECT, env=environment, capture_output=True, check=False).stdout.decode("utf-8") == "żółw\n"


def test_a_server_is_as_good_as_a_file(run: Run, people: Path, postgres_url: str) -> None:
    first = run("import", "member", people, "--store", postgres_url)
    assert first.record["new"] == 3
    assert run("import", "member", people, "--store", postgres_url).record["same"] == 3
    assert run("metric", "ugc", "--store", postgres_url).code == 0
    assert run("doctor", "--store", postgres_url).code == 0
