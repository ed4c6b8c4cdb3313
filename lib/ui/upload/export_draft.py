"""A platform's export that is being brought in: what is known of it so far, kept between the reruns of one session."""

from dataclasses import dataclass, replace
from datetime import date

import pyarrow.compute as pc
import streamlit as st

from lib.errors import InputError, MappingError
from lib.intake.deliveries import Brought, told
from lib.intake.importing import Progress
from lib.records.activity import RECONSTRUCTED
from lib.sources.delivery import DateOrder
from lib.sources.exports import Export, Platform, Wishes
from lib.sources.package import Package
from lib.ui.upload.spooled import Spooled

_KEY = "upload.draft.export"


@dataclass(frozen=True)
class ExportDraft:
    """An export on its way in.

    ``wishes`` and ``dates`` are what a person answered, ``asked`` what was asked so far. ``export`` is what was read by
    them, None while ``question`` stands in the way. ``done``: what became of each table, once committed, and
    ``days`` the first and the last day on which something happened.
    """

    number: int
    spooled: Spooled
    package: Package
    platform: Platform
    source: str
    wishes: Wishes
    dates: DateOrder | None = None
    asked: frozenset[str] = frozenset()
    export: Export | None = None
    question: InputError | None = None
    reconstructed: int = 0
    done: tuple[Brought, ...] | None = None
    days: tuple[date, date] | None = None

    @property
    def told(self) -> Export | None:
        """What was read, with what a person says of its times."""
        return told(self.export, zone=self.wishes.zone, dates=self.dates) if self.export else None

    def key(self, name: str) -> str:
        """The session's key of a control of this export."""
        return f"upload.export.{name}.{self.number}"


def read(draft: ExportDraft, progress: Progress) -> ExportDraft:
    """Read anew by its wishes. Why it cannot be read, or what only a person can tell, is the ``question``."""
    try:
        export = draft.platform.read(draft.package, draft.wishes, progress)
    except InputError as error:
        return replace(draft, export=None, question=error, asked=draft.asked | _asks(error))
    count = _reconstructed(export)
    return replace(draft, export=export, question=None, reconstructed=count, asked=draft.asked | ({"quiet"} if count else set()))


def _asks(error: InputError) -> set[str]:
    return {error.asks} if isinstance(error, MappingError) and error.asks else set()


def _reconstructed(export: Export) -> int:
    """How many threads were made by the rule for chats without threads."""
    threads = [one.table.column(one.columns["thread_id"]) for one in export.deliveries if "thread_id" in one.columns]
    return sum(int(pc.sum(pc.starts_with(pc.unique(column), RECONSTRUCTED)).as_py() or 0) for column in threads)


def current() -> ExportDraft | None:
    """The session's export; None where there is none."""
    draft: ExportDraft | None = st.session_state.get(_KEY)
    return draft


def keep(draft: ExportDraft) -> None:
    """Makes ``draft`` the session's. ``draft.forget`` lets it go."""
    st.session_state[_KEY] = draft


def drop() -> None:
    """Lets only the export go, and nothing else that is remembered of the file."""
    st.session_state.pop(_KEY, None)
