"""Processes that score texts beside this one.

They are programs of their own, told what to do over pipes, and not copies of this process: a fork would take DuckDB's
threads and locks along, and ``multiprocessing`` would run the script of a Streamlit page again.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

PORTION = 1_000  # texts

Mood = tuple[str | None, float | None]


class WorkersLost(RuntimeError):
    """A process ended before its work was done."""


class Workers:
    """``processes`` programs that score with the scorer called ``name``; they end with the ``with`` block, or with this process."""

    def __init__(self, processes: int, name: str, languages: Sequence[str]) -> None:
        self._order = json.dumps({"scorer": name, "languages": list(languages)})
        self._count = processes
        self._running: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "lib.sentiment.worker", self._order]
        for _ in range(self._count):
            pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "encoding": "ascii"}
            self._running.append(subprocess.Popen(command, cwd=Path(__file__).parents[2], **pipes))  # noqa: S603  # this very program
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for process in self._running:
            if error is not None:
                process.kill()
            process.communicate()
        self._running.clear()

    def judge(self, texts: Sequence[str]) -> list[Mood]:
        """The moods of the texts. WorkersLost where a process is gone."""
        portions = [texts[start : start + PORTION] for start in range(0, len(texts), PORTION)]
        moods: list[Mood] = []
        try:
            for turn, portion in enumerate(portions[: self._count]):
                self._send(turn, portion)
            for turn in range(len(portions)):
                moods += self._receive(turn)
                if turn + self._count < len(portions):
                    self._send(turn + self._count, portions[turn + self._count])
        except (OSError, ValueError) as error:  # a closed pipe, or a line that was not written to its end
            raise WorkersLost(str(error)) from error
        return moods

    def _send(self, turn: int, portion: Sequence[str]) -> None:
        pipe = _open(self._running[turn % self._count].stdin)
        pipe.write(json.dumps(list(portion)) + "\n")
        pipe.flush()

    def _receive(self, turn: int) -> list[Mood]:
        line = _open(self._running[turn % self._count].stdout).readline()
        return [(language, score) for language, score in json.loads(line)]


def _open(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise WorkersLost("no pipe")
    return pipe
