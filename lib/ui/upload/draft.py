"""The file that is being brought in: what is known of it so far, kept between the reruns of one session."""

from collections.abc import Mapping as Named
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

import streamlit as st

from lib.intake.importing import Outcome
from lib.intake.mapping import Mapping, Origin
from lib.intake.suggestion import suggest
from lib.records import Kind
from lib.sources.delivery import DateOrder
from lib.sources.raw_table import RawTable
from lib.store import Store
from lib.ui.upload.columns_profile import Profile
from lib.ui.upload.kind_guess import saved_mapping

Question = Literal["dates", "zone"]
_KEY = "upload.draft"


@dataclass(frozen=True)
class Draft:
    """A file on its way in.

    ``number`` tells one file of the session from the next. ``corrected``: a person changed the mapping, so that no other
    suggestion replaces it. ``asked``: what the file leaves open and a person was asked. ``texts``: texts that a person
    set, offered beside the columns. ``done``: what became of it, once committed.
    """

    number: int
    raw: RawTable
    profiles: Named[str, Profile]
    kind: Kind
    source: str
    mapping: Mapping
    corrected: bool = False
    asked: frozenset[Question] = field(default=frozenset())
    texts: tuple[Origin, ...] = ()
    done: Outcome | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Required fields that nothing feeds yet."""
        return tuple(name for name in self.kind.required if name not in self.mapping.fields)

    def key(self, name: str) -> str:
        """The session's key of a control of this file."""
        return f"upload.{name}.{self.number}"

    def read_as(self, store: Store, kind: Kind, source: str) -> "Draft":
        """The same file as another kind, or from another source, mapped anew unless a person had mapped it."""
        if kind == self.kind and self.corrected:
            return replace(self, source=source)
        return replace(self, kind=kind, source=source, mapping=suggest(kind, self.raw.columns, saved_mapping(store, source, kind)), corrected=False)

    def remapped(self, maps: Named[str, str], sets: Named[str, str]) -> "Draft":
        """With fields fed from columns (an empty one: from nothing) or from texts; MappingError for a text that makes no sense."""
        mapping = self.mapping.corrected(self.kind, self.raw.columns, maps, sets)
        added = tuple(mapping.fields[name] for name in sets if mapping.fields[name] not in self.texts)
        return replace(self, mapping=mapping, corrected=True, texts=self.texts + added)

    def answered(self, question: Question, answer: str | None) -> "Draft":
        """With what a person said of the file's times."""
        if question == "zone":
            return replace(self, mapping=replace(self.mapping, zone=answer), asked=self.asked | {question})
        return replace(self, mapping=replace(self.mapping, dates=cast("DateOrder | None", answer)), asked=self.asked | {question})


def current() -> Draft | None:
    """The session's draft; None before a file came."""
    draft: Draft | None = st.session_state.get(_KEY)
    return draft


def keep(draft: Draft) -> None:
    """Makes ``draft`` the session's."""
    st.session_state[_KEY] = draft


def forget() -> None:
    """Lets the file go, and everything remembered of it."""
    for key in [key for key in st.session_state if isinstance(key, str) and key.startswith(("upload.draft", "upload.memory."))]:
        del st.session_state[key]


def next_number() -> int:
    """A number no file of this session had."""
    st.session_state["upload.count"] = st.session_state.get("upload.count", 0) + 1
    return int(st.session_state["upload.count"])


def remembered(name: str, key: tuple[Any, ...]) -> Any:
    """What was last remembered under ``name``, if it was for the same ``key``; else None."""
    found = st.session_state.get(f"upload.memory.{name}")
    return found[1] if found and found[0] == key else None


def remember(name: str, key: tuple[Any, ...], value: Any) -> None:
    """Remembers the one latest value under ``name``; a value for another key is let go."""
    st.session_state[f"upload.memory.{name}"] = (key, value)
