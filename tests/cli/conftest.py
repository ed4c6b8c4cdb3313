"""Running the command line as people do, without the price of a new process each time."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from lib.cli import main


@dataclass(frozen=True)
class Ran:
    """What one command left: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def record(self) -> dict[str, Any]:
        """The one JSON line on stdout."""
        (line,) = self.out.splitlines()
        found: dict[str, Any] = json.loads(line)
        return found


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """``run("metric", "ugc")``: a store and a current folder of the test's own."""
    monkeypatch.setenv("COMMUNITY_STORE", f"duckdb:///{tmp_path}/community.duckdb")
    monkeypatch.chdir(tmp_path)

    def command(*words: str | Path) -> Ran:
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as left:  # --help
            code = int(left.code or 0)
        written = capsys.readouterr()
        return Ran(code, written.out, written.err)

    return command


@pytest.fixture
def people(tmp_path: Path) -> Path:
    """A small file of members."""
    path = tmp_path / "people.csv"
    pd.DataFrame({"id": ["ana", "bo", "=cy"], "joined": ["2025-01-02T10:00:00Z"] * 3}).to_csv(path, index=False)
    return path
