"""What reading a column of texts gives: typed values, and the faults with their reasons."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class CellFault:
    """Cells that cannot be read for one kind of reason. ``reasons`` has one a place, or is one for all of them."""

    places: Places
    reasons: str | list[str]
    hint: str


@dataclass(frozen=True)
class Parsed:
    """``values``: a typed array, null where the cell is empty or faulty."""

    values: Any
    faults: tuple[CellFault, ...] = ()


Reason = str | Callable[[Places], list[str]]
"""The reason of all cells, or what gives one for each of those at some places."""


def fault(where: Mask, hint: str, reason: Reason) -> tuple[CellFault, ...]:
    """The fault of the cells ``where`` it holds, none if nowhere; ``reason`` is asked only for those."""
    places = np.flatnonzero(where)
    if not len(places):
        return ()
    return (CellFault(places, reason if isinstance(reason, str) else reason(places), hint),)


def as_mask(booleans: Any) -> Mask:
    """An Arrow array of booleans, null as false, as NumPy has it."""
    if isinstance(booleans, pa.ChunkedArray):
        booleans = booleans.combine_chunks()
    return np.asarray(booleans.fill_null(False).to_numpy(zero_copy_only=False), dtype=bool)
