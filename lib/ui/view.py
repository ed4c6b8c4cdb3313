"""What one run of a page looks at: the store at one version, who looks, and the scope the filters ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

import streamlit as st

from lib.scope import ALL_TIME, Period, Scope
from lib.settings import Settings
from lib.store import Store
from lib.ui.comparison import Comparison, Earlier
from lib.ui.periods import Choice
from lib.wording import plural

_KEY = "view"


@dataclass(frozen=True)
class Head:
    """Room in the frame that a page fills: for its question, and for choices of its own beside the filters."""

    question: Any
    choices: Any


@dataclass(frozen=True)
class View:
    """One run of a page.

    ``who`` signs changes; None: may only look. ``data`` are the days covered by the records the page is about, None where there are none.
    ``head``: None where the page has no filters. ``options``: what only this page lets one choose. ``kinds``: the days that each kind of
    record covers, of which there are any. ``choice``: what the period filter says; None: the scope's own days. ``records``: the kinds that
    the page is about. ``for_executives``: the page is made for those who may only look, whoever looks.
    """

    store: Store
    version: int
    today: date
    settings: Settings
    who: str | None
    data: Period | None
    scope: Scope = ALL_TIME
    head: Head | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, Period] = field(default_factory=dict)
    choice: Choice | None = None
    comparison: Comparison = Comparison.BEFORE
    records: tuple[str, ...] = ("activity",)
    for_executives: bool = False

    def about(self, *kinds: str) -> "View":
        """The same question about records of ``kinds``: ``data`` and period are those of the ones there are."""
        data = covered([self.kinds[kind] for kind in kinds if kind in self.kinds])
        scope = self.scope.during(self.choice.within(data)) if self.choice and data else self.scope
        return replace(self, data=data, scope=scope, records=kinds or self.records)

    def has(self, kind: str) -> bool:
        """Whether there are any records of that kind."""
        return kind in self.kinds

    @property
    def analyst(self) -> bool:
        """Whether this person may change data."""
        return self.who is not None

    @property
    def small_groups(self) -> bool:
        """Whether groups of few people may be seen: by analysts, but on no page for executives."""
        return self.analyst and not self.for_executives

    @property
    def period(self) -> Period | None:
        """The days asked for; None where there are no data."""
        return self.scope.within(self.data)

    @property
    def days(self) -> Period:
        """The days asked for, on pages that end where there are no data."""
        if self.period is None:
            raise LookupError("there are no data to ask about")
        return self.period

    @cached_property
    def whole(self) -> tuple[date, ...]:
        """First days of the periods asked for that are over and lie within the data."""
        if self.data is None or self.period is None:
            return ()
        by = self.scope.by
        end = min(self.data.end, self.today)
        return tuple(start for start in by.starts(self.period) if start >= self.data.start and by.next(start) <= end)

    @property
    def now(self) -> Scope | None:
        """The whole periods asked for: what figures are about. None where none is over yet."""
        return self._of(self.whole)

    @cached_property
    def earlier(self) -> tuple[date, ...]:
        """As many periods, just before or a year before, to compare with; none where the data do not reach so far back."""
        starts = self._comparing.periods(self.whole)
        return starts if starts and self.data and starts[0] >= self.data.start else ()

    @property
    def before(self) -> Scope | None:
        """The periods to compare with; None where the data do not reach so far back."""
        return self._of(self.earlier)

    @property
    def both(self) -> Scope | None:
        """All days from the periods compared with, as far as there are any, to the last whole period."""
        return self._of((*self.earlier, *self.whole))

    @property
    def length(self) -> str:
        """``12 weeks``: how much the figures are about; ``this period`` where no whole one is over."""
        return plural(len(self.whole), self.scope.by.value) if self.whole else "this period"

    @property
    def compared(self) -> str:
        """``the 12 weeks before``, or ``the same 12 weeks a year before``: what changes are told against."""
        return self._comparing.said(self.length, len(self.whole)) if self.whole else "the period before"

    @property
    def ago(self) -> str:
        """``12 weeks ago``, or ``a year ago``: when that was which the end of the period is compared with."""
        return "a year ago" if self.comparison is Comparison.YEAR else f"{self.length} ago"

    def before_day(self, day: date) -> date | None:
        """The day that ``day`` is compared with; None where no whole period is over."""
        return self._comparing.day(day, self.whole) if self.whole else None

    @property
    def _comparing(self) -> Earlier:
        return Earlier(self.comparison, self.scope.by)

    def _of(self, starts: tuple[date, ...]) -> Scope | None:
        return self.scope.during(Period(starts[0], self.scope.by.next(starts[-1]))) if starts else None


def covered(periods: Sequence[Period]) -> Period | None:
    """The days from the first to the last of all ``periods``; None of none."""
    return Period(min(one.start for one in periods), max(one.end for one in periods)) if periods else None


def set_current(view: View) -> None:
    """Keeps ``view`` for the rest of the run."""
    st.session_state[_KEY] = view


def current() -> View:
    """The view of this run."""
    view: View = st.session_state[_KEY]
    return view
