"""A frame row by row, where a sentence or a table of words is made of few rows."""

from collections.abc import Iterator
from typing import Any

import pandas as pd


def each_row(frame: pd.DataFrame) -> Iterator[Any]:
    """Rows with their columns as attributes, in order."""
    return frame.itertuples(index=False)
