"""Names a fault that nobody foresaw: its kind and place, and not its words, which may hold people's data."""

import traceback
from pathlib import Path

_PROJECT = Path(__file__).resolve().parents[2]
_OURS = ("lib", "data")


def reference(error: BaseException) -> str:
    """For example ``ValueError at lib/store/load.py:120``: the last line of ours that the error passed through."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if any(Path(frame.filename).is_relative_to(_PROJECT / part) for part in _OURS)]
    if not ours:
        return type(error).__name__
    return f"{type(error).__name__} at {Path(ours[-1].filename).relative_to(_PROJECT)}:{ours[-1].lineno}"
