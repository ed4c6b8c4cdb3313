"""How far a long command has come, on stderr: one line that moves in a terminal, else a line at most each second."""

import sys
import time
from types import TracebackType
from typing import Self, TextIO

PAUSE = 1.0  # seconds


class Progress:
    """Called with a step in words and the share of it that is done, 0 to 1. Leaves the terminal clean at its end."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr
        self._moving = self._out.isatty()
        self._last = time.monotonic()
        self._shown = False

    def __call__(self, step: str, share: float) -> None:
        now = time.monotonic()
        if now - self._last < (0.1 if self._moving else PAUSE):
            return
        self._last, self._shown = now, True
        line = f"{step} … {share:.0%}"
        self._out.write(f"\r\x1b[K{line}" if self._moving else f"{line}\n")
        self._out.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._moving and self._shown:
            self._out.write("\r\x1b[K")
            self._out.flush()
