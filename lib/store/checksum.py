"""A number that two tables share where they hold the same rows, in whatever order and on whatever engine."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

_NULL = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0x100000001B3)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(33)

Hashes = npt.NDArray[np.uint64]


class Checksum:
    """The sum of a hash of each row that was added. Equal texts, and floats to the last bit; null differs from empty and from zero."""

    def __init__(self) -> None:
        self.rows = 0
        self._sum = 0

    def add(self, rows: pa.Table) -> None:
        """Takes more rows into account; their columns in the same order each time."""
        self.rows += rows.num_rows
        if rows.num_rows:
            mixed = np.full(rows.num_rows, _NULL)
            for column in rows.columns:
                mixed = _mixed(mixed * _STEP + _hashes(column))
            self._sum = (self._sum + int(mixed.sum(dtype=np.uint64))) % 2**64

    @property
    def value(self) -> str:
        """Sixteen hexadecimal digits."""
        return f"{self._sum:016x}"


def _hashes(column: pa.ChunkedArray) -> Hashes:
    kind = column.type
    if pa.types.is_string(kind):
        plain: Any = pc.fill_null(column, "").to_pandas().astype(object).to_numpy()
        found = pd.util.hash_array(plain)
    else:
        found = pd.util.hash_array(_numbers(column))
    return np.where(pc.is_null(column).to_numpy(), _NULL, found)


def _numbers(column: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    """The column as whole numbers: floats by their bits, days and instants counted from 1970."""
    kind = column.type
    if pa.types.is_floating(kind):
        floats: npt.NDArray[np.float64] = pc.fill_null(column, 0.0).to_numpy()
        return floats.view(np.int64)
    if pa.types.is_date32(kind):
        column = column.cast(pa.int32())
    whole: npt.NDArray[np.int64] = pc.fill_null(column.cast(pa.int64()), 0).to_numpy()
    return whole


def _mixed(numbers: Hashes) -> Hashes:
    return (numbers ^ (numbers >> _HALF)) * _MIX
