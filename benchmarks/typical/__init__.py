"""What a typical Streamlit app would write for each metric: read the rows into pandas, group, loop.

Honest pandas: only the columns needed are read, as Arrow-fast as the engine gives them, with members, staff and bots
joined in SQL; sets and groups are used where people use them. They answer the same question as the metric of the same
name, and the tests compare the two; what only the metric knows (censored waiting times, completeness) is left out.
A function here is found by its metric's name.
"""

from collections.abc import Callable

import pandas as pd

from benchmarks.typical import business, content, opinions, people, threads
from benchmarks.typical.events import Read

__all__ = ["Read", "find"]


def find(metric: str) -> Callable[..., pd.DataFrame] | None:
    """The function that answers the same question as ``metric``; None where nobody has written it."""
    return next((getattr(module, metric) for module in (people, threads, content, opinions, business) if hasattr(module, metric)), None)
