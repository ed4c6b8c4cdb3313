"""What stands between the cells: decided from the whole header and the rows after it, quotes respected."""

import csv
import io
import re

CANDIDATES = (",", ";", "\t", "|")
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_ROWS = 200


def declared(start: str) -> str | None:
    """The delimiter that Excel's own first line ``sep=;`` names, if the file starts with one."""
    match = re.match(r"\"?sep=(.)\"?[ \t]*(?:\r\n|\r|\n)", start, re.IGNORECASE)
    return match[1] if match else None


def decide(sample: str, *, whole: bool) -> str:
    """The candidate that cuts the header into cells and most rows into as many; a comma for a single column.

    ``sample`` is the start of the text; ``whole`` says that it is all of it, so that its last row is not cut off.
    """
    best, most = ",", (0.0, 1)
    for candidate in CANDIDATES:
        rows = [row for row in _cut(sample, candidate) if row]
        if not whole and len(rows) > 1:
            rows.pop()
        if not rows or len(rows[0]) < 2:
            continue
        width, body = len(rows[0]), rows[1:]
        agreeing = sum(len(row) == width for row in body) / len(body) if body else 1.0
        if (round(agreeing, 1), width) > most:
            best, most = candidate, (round(agreeing, 1), width)
    return best


def _cut(sample: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) > _ROWS:
                break
    except csv.Error:  # a cell longer than the module takes by default
        pass
    return rows
