"""Progress: one moving line in a terminal, few lines elsewhere, nothing for what is quick."""

import io

import pytest

from lib.cli import progress
from lib.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def _told(out: io.StringIO, clock: list[float], seconds: float, steps: int) -> str:
    with Progress(out) as tell:
        for step in range(steps):
            clock[0] += seconds / steps
            tell("Checking rows", step / steps)
    return out.getvalue()


def test_a_quick_step_is_silent(clock: list[float]) -> None:
    assert _told(io.StringIO(), clock, 0.9, 10) == ""


def test_at_most_a_line_each_second(clock: list[float]) -> None:
    lines = _told(io.StringIO(), clock, 4.0, 400).splitlines()
    assert 3 <= len(lines) <= 4
    assert lines[0] == "Checking rows … 25%"


def test_a_terminal_has_one_line_that_is_gone_at_the_end(clock: list[float]) -> None:
    told = _told(Terminal(), clock, 4.0, 400)
    assert "\n" not in told
    assert told.count("\r") > 10
    assert told.endswith("\r\x1b[K")
