"""What one run of a page looks at: the store at one version, who looks, and the scope the filters ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import streamlit as st

from lib.scope import ALL_TIME, Period, Scope
from lib.settings import Settings
from lib.store import Store
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

    ``who`` signs changes; None: may only look. ``data`` are the days that activities cover, None where there are none.
    ``head``: None where the page has no filters. ``options``: what only this page lets one choose.
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

    @property
    def analyst(self) -> bool:
        """Whether this person may change data."""
        return self.who is not None

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
        """As many periods just before, to compare with; none where the data do not reach so far back."""
        starts: list[date] = []
        at = self.whole[0] if self.whole else None
        for _ in self.whole:
            at = self.scope.by.previous(at) if at else None
            if at is None or self.data is None or at < self.data.start:
                return ()
            starts.insert(0, at)
        return tuple(starts)

    @property
    def before(self) -> Scope | None:
        """The periods to compare with; None where the data do not reach so far back."""
        return self._of(self.earlier)

    @property
    def both(self) -> Scope | None:
        """The whole periods and those before, as far as there are any."""
        return self._of((*self.earlier, *self.whole))

    @property
    def length(self) -> str:
        """``12 weeks``: how much the figures are about; ``this period`` where no whole one is over."""
        return plural(len(self.whole), self.scope.by.value) if self.whole else "this period"

    def _of(self, starts: tuple[date, ...]) -> Scope | None:
        return self.scope.during(Period(starts[0], self.scope.by.next(starts[-1]))) if starts else None


def set_current(view: View) -> None:
    """Keeps ``view`` for the rest of the run."""
    st.session_state[_KEY] = view


def current() -> View:
    """The view of this run."""
    view: View = st.session_state[_KEY]
    return view
