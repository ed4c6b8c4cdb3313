"""What an export leaves open and only a person can tell: asked, never guessed; an answer reads it anew."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import cast

import streamlit as st

from lib.errors import InputError, MappingError
from lib.sources.delivery import DateOrder
from lib.sources.exports import Wishes
from lib.store import Store
from lib.ui.explained import explain
from lib.ui.literal import literal
from lib.ui.upload import export_draft as export_drafts
from lib.ui.upload.export_draft import ExportDraft, read
from lib.ui.upload.file_card import tell
from lib.ui.upload.open_questions import ORDERS, zones_from

_SURVEYS = {"nps": "NPS: would you recommend us, 0 to 10", "csat": "CSAT: how satisfied are you, 1 to 5"}


def export_questions(store: Store, draft: ExportDraft, fault: InputError | None) -> None:
    """Asks, and keeps what was answered before at hand. ``fault`` is why nothing can be told now: an open question, or something wrong."""
    if isinstance(fault, MappingError) and fault.asks:
        st.markdown(f":orange[:material/help:] **{literal(fault.what)}**" + (f" Found: {literal(fault.found)}." if fault.found else ""))
        draft = replace(draft, asked=draft.asked | {fault.asks})
    elif fault is not None:
        explain(fault)
    wishes, dates = _answers(store, draft, fault)
    if (wishes, dates) != (draft.wishes, draft.dates):
        _read_anew(replace(draft, wishes=wishes, dates=dates))


def _answers(store: Store, draft: ExportDraft, fault: InputError | None) -> tuple[Wishes, DateOrder | None]:
    """The answers as the controls show them; only those controls are there that matter to this export."""
    wishes, dates = draft.wishes, draft.dates
    kinds = {one.kind for one in draft.export.deliveries} if draft.export else set()
    choices = _score_questions(draft, fault)
    if choices:
        taken = draft.export.scores[0] if draft.export and draft.export.scores else None
        chosen = _choice(draft, "score", "Which question is the score?", choices, wishes.score or taken)
        wishes = replace(wishes, score=wishes.score if chosen == taken else chosen)
    if "survey" in draft.asked or "survey_response" in kinds:
        read_as = next((one.texts.get("survey") for one in draft.export.deliveries), None) if draft.export else None
        chosen = _one_of(draft, "survey", "What is the score?", _SURVEYS, wishes.survey or read_as)
        wishes = replace(wishes, survey=wishes.survey if chosen == read_as else chosen)
    if "dates" in draft.asked or dates:
        dates = cast("DateOrder | None", _one_of(draft, "dates", "Which comes first?", ORDERS, dates))
    if "zone" in draft.asked or wishes.zone:
        label = "In which time zone were times without an offset written?"
        wishes = replace(wishes, zone=_choice(draft, "zone", label, zones_from(store.settings.zone), wishes.zone))
    if draft.reconstructed or "quiet" in draft.asked:
        wishes = replace(wishes, quiet=_quiet(draft))
    return wishes, dates


def _score_questions(draft: ExportDraft, fault: InputError | None) -> list[str]:
    asked = fault.choices if isinstance(fault, MappingError) and fault.asks == "score" else ()
    found = draft.export.scores if draft.export else ()
    return list(dict.fromkeys([*asked, *found, *([draft.wishes.score] if draft.wishes.score else [])]))


def _choice(draft: ExportDraft, name: str, label: str, options: list[str], chosen: str | None) -> str | None:
    index = options.index(chosen) if chosen in options else None
    return st.selectbox(label, options, index=index, placeholder="Choose one", key=draft.key(name), disabled=draft.done is not None, width=620)


def _one_of(draft: ExportDraft, name: str, label: str, words: Mapping[str, str], chosen: str | None) -> str | None:
    index = list(words).index(chosen) if chosen is not None and chosen in words else None
    return st.radio(label, list(words), index=index, format_func=words.__getitem__, key=draft.key(name), disabled=draft.done is not None)


def _quiet(draft: ExportDraft) -> timedelta:
    said = (
        "This chat has messages outside threads. A question and what follows it are taken as one thread, marked as reconstructed, "
        "until nobody writes for this long."
    )
    minutes = st.number_input(
        "Minutes of silence after which a new thread starts",
        min_value=1,
        max_value=1440,
        value=int(draft.wishes.quiet / timedelta(minutes=1)),
        help=said,
        key=draft.key("quiet"),
        disabled=draft.done is not None,
        width=420,
    )
    return timedelta(minutes=minutes)


def _read_anew(draft: ExportDraft) -> None:
    """Reads the export by the new answers, and starts the page anew."""
    bar = st.progress(0.0, "Reading the export")
    export_drafts.keep(read(draft, lambda step, share: tell(bar, step, share)))
    st.rerun()
