"""The rows of a metric: the calendar periods of a scope, which of them can be known, and which are complete."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Date, cast, false, func

from lib.scope import Grain, Period, Scope
from lib.store import Store

LONGEST = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 31, Grain.QUARTER: 92}
"""Days between the first days of two neighbouring periods, at most; between any others it is more."""

Days = NDArray[np.datetime64]


def period_start(day: ColumnElement[Any], grain: Grain) -> ColumnElement[Any]:
    """The first day of the calendar period that holds ``day``, in SQL."""
    return day if grain is Grain.DAY else cast(func.date_trunc(grain.value, day), Date)


def during(day: ColumnElement[Any], period: Period | None) -> ColumnElement[bool]:
    """Whether ``day`` lies in ``period``, in SQL; never where there is none."""
    return (day >= period.start) & (day < period.end) if period else false()


def share(part: NDArray[Any], whole: NDArray[Any]) -> NDArray[np.float64]:
    """``part / whole``, NaN where ``whole`` is 0."""
    found = np.full(len(part), np.nan)
    np.divide(part, whole, out=found, where=whole != 0)
    return found


def counts(values: Any, unknown: Any = None) -> pd.api.extensions.ExtensionArray:
    """Whole numbers as nullable Int64, null where ``unknown``."""
    numbers = np.asarray(values, dtype=np.int64)
    return pd.arrays.IntegerArray(numbers.copy(), np.zeros(len(numbers), dtype=bool) if unknown is None else np.array(unknown, dtype=bool))


def days(values: Any) -> pd.DatetimeIndex:
    """Days as all tables hold them: naive midnights."""
    return pd.DatetimeIndex(np.asarray(values, dtype="datetime64[us]"))


@dataclass(frozen=True)
class Calendar:
    """The whole calendar periods that overlap a scope, in order: a row each.

    ``data`` are the days that the metric's data cover, unfiltered; None where there are none.
    """

    grain: Grain
    first_days: tuple[date, ...]
    data: Period | None
    today: date

    @classmethod
    def of(cls, store: Store, scope: Scope, kind: str = "activity") -> "Calendar":
        """The rows of ``scope``; open ends are filled from where the data of ``kind`` lie. No rows where neither says."""
        data = store.data_period(kind)
        asked = scope.within(data)
        return cls(scope.by, tuple(scope.by.starts(asked)) if asked else (), data, store.today())

    @classmethod
    def of_days(cls, store: Store, scope: Scope, kind: str = "activity") -> "Calendar":
        """A row for every single day of ``scope``, whatever its grain."""
        return cls.of(store, replace(scope, by=Grain.DAY), kind)

    def __len__(self) -> int:
        return len(self.first_days)

    @property
    def period(self) -> Period | None:
        """All rows together; None where there is none."""
        return Period(self.first_days[0], self.grain.next(self.first_days[-1])) if self.first_days else None

    @property
    def end(self) -> date | None:
        """The day after the last row's last; None where there is no row."""
        return self.period.end if self.period else None

    @cached_property
    def starts(self) -> Days:
        return np.array(self.first_days, dtype="datetime64[D]")

    @cached_property
    def ends(self) -> Days:
        """The day after each row's last."""
        return np.array([*self.first_days[1:], self.grain.next(self.first_days[-1])] if self.first_days else [], dtype="datetime64[D]")

    @cached_property
    def previous_starts(self) -> Days:
        """The first day of the period before each row."""
        return np.array([self.grain.previous(self.first_days[0]), *self.first_days[:-1]] if self.first_days else [], dtype="datetime64[D]")

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Whether any of the row's days lies within the data's range: otherwise nothing can be known of it."""
        if self.data is None:
            return np.zeros(len(self), dtype=bool)
        return (self.ends > np.datetime64(self.data.start)) & (self.starts < np.datetime64(self.data.end))

    @cached_property
    def over(self) -> NDArray[np.bool_]:
        """Whether the row's last day lies within the data's range and before today."""
        if self.data is None:
            return np.zeros(len(self), dtype=bool)
        return self.known & (self.ends <= np.datetime64(self.data.end)) & (self.ends <= np.datetime64(self.today))

    @cached_property
    def first_of_data(self) -> NDArray[np.bool_]:
        """Whether the row holds the data's first day: before it nobody can have been seen."""
        if self.data is None:
            return np.zeros(len(self), dtype=bool)
        return self.known & (self.starts <= np.datetime64(self.data.start))

    def complete(self, looks_back_to: Days | None = None) -> NDArray[np.bool_]:
        """Whether the row is over and all its days, from ``looks_back_to`` on where given, lie within the data's range."""
        if self.data is None:
            return np.zeros(len(self), dtype=bool)
        return self.over & ((self.starts if looks_back_to is None else looks_back_to) >= np.datetime64(self.data.start))

    def counted(self, frame: pd.DataFrame, column: str, starts: Days | None = None) -> NDArray[np.int64]:
        """``column`` of a frame with one ``period_start`` a row, one number for each row here (or each of ``starts``), 0 where it has none."""
        found = pd.Series(frame[column].to_numpy(dtype=np.int64, na_value=0), index=days(frame["period_start"]))
        return found.reindex(days(self.starts if starts is None else starts), fill_value=0).to_numpy()

    def table(
        self, columns: Mapping[str, NDArray[Any]], *, name: str = "period_start", looks_back_to: Days | None = None, null_at_first: Collection[str] = ()
    ) -> pd.DataFrame:
        """The metric's table: the rows' first days, the columns, and ``complete``.

        Whole numbers become Int64. Null where the row lies wholly outside the data's range, and for ``null_at_first``
        in the row that holds the data's first day.
        """
        table: dict[str, Any] = {name: days(self.starts)}
        for label, values in columns.items():
            unknown = ~self.known | self.first_of_data if label in null_at_first else ~self.known
            table[label] = counts(values, unknown) if values.dtype.kind in "iu" else np.where(unknown, np.nan, values)
        return pd.DataFrame({**table, "complete": self.complete(looks_back_to)})
