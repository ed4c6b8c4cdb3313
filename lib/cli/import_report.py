"""What an import did, told: one JSON line for programs, problems in words for people, refused rows as a file."""

import os
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from lib.cli.command import Call
from lib.intake.importing import Outcome

_SHOWN_PROBLEMS = 5


def report(call: Call, outcome: Outcome, beside: Path, **first: Any) -> None:
    """``beside`` is what was read: its refused rows lie next to it, in a file called like it. ``first`` is what the JSON line begins with."""
    rejects_file = _written(beside, outcome.rejects_csv()) if outcome.rejected else None
    for note in outcome.notes:
        call.say(note)
    _say_problems(call, outcome.rejects, rejects_file)
    call.record(
        **first,
        snapshot=outcome.snapshot,
        read=outcome.read,
        new=outcome.new,
        changed=outcome.changed,
        same=outcome.same,
        rejected=outcome.rejected,
        rejects_file=None if rejects_file is None else str(rejects_file),
    )


def _say_problems(call: Call, problems: pd.DataFrame, rejects_file: Path | None) -> None:
    """Each kind of problem once, with the first line that has it."""
    alike = problems.groupby(["column", "reason"], sort=False, dropna=False)
    sizes = alike.size().tolist()
    firsts = alike.head(1).to_dict("records")
    for first, size in list(zip(firsts, sizes, strict=True))[:_SHOWN_PROBLEMS]:
        where = f"line {first['line']}" + (f" and {size - 1:,} more" if size > 1 else "") + (f", {first['column']}" if first["column"] else "")
        found = f" {str(first['value'])[:60]!r}" if first["value"] else ""
        call.say(f"{where}:{found} {first['reason']}. Hint: {first['hint']}")
    if len(sizes) > _SHOWN_PROBLEMS:
        call.say(f"… and {len(sizes) - _SHOWN_PROBLEMS:,} more kinds of problems")
    if rejects_file is not None:
        call.say(f"Refused rows, with their reasons: {rejects_file}")


def _written(beside: Path, content: bytes) -> Path:
    """Next to what was read, else in this folder, else among the temporary files: wherever it may be written."""
    name = f"{beside.name}.rejects.csv"
    for folder in (beside.parent, Path()):
        try:
            (folder / name).write_bytes(content)
        except OSError:
            continue
        return folder / name
    handle, path = tempfile.mkstemp(suffix=f"-{name}")
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    return Path(path)
