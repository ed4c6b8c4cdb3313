"""Tables with a column a figure, as platforms report about themselves, turned into one row a figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd
import pyarrow as pa

from lib.errors import FileError
from lib.sources.delivery import Delivery
from lib.sources.exports.derived import texts_of
from lib.sources.raw_table import MalformedRow, RawTable, cell_names

COLUMNS = ("day", "series", "value", "column of the file", "line of the file", "file")
"""Of the table made here. Its own line numbers count figures: several of them share a line of the file."""

_NUMBER = r"[+-]?\d*[.,]?\d+\s*%?"


@dataclass(frozen=True)
class Reported:
    """One file with a column a figure: the days of its rows, and each series with the column that holds it.

    ``words``: of each row, what its series' names end in; empty where the file is not split up.
    """

    table: RawTable
    days: "pd.Series[str]"
    series: Mapping[str, str]
    words: "pd.Series[str] | None" = None


def numeric(table: RawTable, columns: Iterable[str]) -> list[str]:
    """Those of the columns that hold numbers: at least one, and more of them than of anything else."""
    found = []
    for column in columns:
        texts = texts_of(table, column)
        texts = texts[texts != ""]
        if len(texts) and texts.str.fullmatch(_NUMBER).mean() > 0.5:
            found.append(column)
    return found


def delivered(name: str, platform: str, files: Iterable[Reported]) -> tuple[Delivery, dict[str, int], dict[str, int], tuple[str, ...]]:
    """All figures as one delivery, what was found, what is left out, and notes. FileError where there are none."""
    rows: list[tuple[str, ...]] = []
    malformed: list[MalformedRow] = []
    empty, percent = 0, set()
    for one in files:
        lines = one.table.cells["line"].to_pylist()
        words = one.words if one.words is not None else pd.Series("", index=range(len(lines)), dtype="str")
        malformed += [
            replace(row, reason=f"{row.reason}, line {row.line} of {one.table.name}", cells=(), text=row.text or ", ".join(row.cells))
            for row in one.table.malformed
        ]
        for series, column in one.series.items():
            texts = texts_of(one.table, column)
            if texts.str.endswith("%").any():
                percent.add(column)
                texts = texts.str.removesuffix("%").str.strip()
            for day, word, text, line in zip(one.days, words, texts, lines, strict=True):
                if text:
                    rows.append((day, f"{series}: {word}" if word else series, text, column, str(line), one.table.name))
                else:
                    empty += 1
    if not rows and not empty and not malformed:
        raise FileError(f"{name} holds no figures.", hint="export it again, with at least one day")
    width, count = len(COLUMNS), len(rows)
    arrays = [pa.array(column, pa.string()) for column in (zip(*rows, strict=True) if rows else [()] * width)]
    cells = pa.table([*arrays, pa.array(range(1, count + 1), pa.int64()), pa.array(range(1, count + 1), pa.int64())], names=cell_names(width))
    numbered = tuple(replace(row, line=count + place, number=count + place) for place, row in enumerate(malformed, 1))
    delivery = Delivery(
        "reported_series", RawTable(name, COLUMNS, cells, numbered), {"day": "day", "series": "series", "value": "value"}, {"platform": platform}
    )
    notes = (f"Written with a percent sign, which is left out: {', '.join(sorted(percent))}",) if percent else ()
    return delivery, {"figures": count + empty + len(numbered)}, {"empty cells": empty} if empty else {}, notes
