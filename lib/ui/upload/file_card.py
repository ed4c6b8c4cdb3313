"""Step 1: which file, what its rows are, and which source they come from."""

from dataclasses import replace

import streamlit as st

from lib.errors import InputError
from lib.records import KINDS
from lib.sources.raw_table import RawTable
from lib.store import Store
from lib.ui.card_head import card_head
from lib.ui.explained import explain
from lib.ui.literal import literal
from lib.ui.upload import draft as drafts
from lib.ui.upload import export_draft as export_drafts
from lib.ui.upload.arrival import arrive
from lib.ui.upload.draft import Draft
from lib.ui.upload.export_draft import ExportDraft
from lib.ui.upload.kind_guess import known_sources, saved_mapping
from lib.ui.upload.unrecognised import known_exports

LARGEST = 1024
"""Megabytes that one file may have."""

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


def file_card(store: Store) -> Draft | None:
    """The card; gives the draft, or None while there is no file."""
    with st.container(border=True):
        card_head(":gray[1] File")
        draft = drafts.current()
        if draft is None:
            _ask_for_file(store)
            return None
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/description: **{literal(draft.raw.name)}**", width="content")
            st.caption(describe(draft.raw), width="content")
            if draft.done is None:
                st.button("Replace", type="tertiary", on_click=drafts.forget, key=draft.key("replace"))
        return _ask_what_it_is(store, draft)


def _ask_for_file(store: Store) -> None:
    label = "CSV, TSV or another text table, or a platform's export: zip, JSON or CSV. It is read and checked first; nothing is stored before you say so."
    uploaded = st.file_uploader(label, max_upload_size=LARGEST, key=f"upload.file.{st.session_state.get('upload.count', 0)}")
    if uploaded is None:
        known_exports()
        return
    progress = st.progress(0.0, "Reading the file")
    try:
        arrived = arrive(store, uploaded.name, uploaded, lambda step, share: tell(progress, step, share))
    except InputError as error:
        progress.empty()
        explain(error)
        known_exports(opened=True)
        return
    if isinstance(arrived, ExportDraft):
        export_drafts.keep(arrived)
    else:
        drafts.keep(arrived)
    st.rerun()


def tell(progress: st.delta_generator.DeltaGenerator, step: str, share: float) -> None:
    """Moves a bar of progress."""
    progress.progress(min(1.0, share), step)


def _ask_what_it_is(store: Store, draft: Draft) -> Draft:
    """The controls for kind and source; a change of them suggests the columns anew."""
    closed = draft.done is not None
    sources = list(dict.fromkeys([draft.source, *(name for name, _ in known_sources(store))]))
    kinds = list(KINDS)
    with st.grid(2, min_column_width=260):
        kind = st.selectbox(
            "What each row is",
            kinds,
            index=kinds.index(draft.kind.name),
            format_func=lambda name: KINDS[name].title,
            help=draft.kind.doc,
            key=draft.key("kind"),
            disabled=closed,
        )
        source = st.selectbox(
            "Source",
            sources,
            accept_new_options=True,
            help="Where the rows come from, such as forum or helpdesk. Ids belong to their source: the same id of two sources is two records.",
            key=draft.key("source"),
            disabled=closed,
        )
    named = (source or draft.source).strip() or draft.source
    if (kind, named) != (draft.kind.name, draft.source):
        draft = draft.read_as(store, KINDS[kind], named)
        drafts.keep(draft)
    if draft.mapping.how and saved_mapping(store, draft.source, draft.kind) is None:
        st.caption(f"A new source of {draft.kind.title.lower()}. The columns you choose are kept for its next file.")
    return draft


def again(draft: Draft) -> None:
    """Takes the same file once more, for what its other columns hold."""
    drafts.keep(replace(draft, number=drafts.next_number(), done=None))


def describe(raw: RawTable) -> str:
    """Rows, size, encoding and delimiter, in one line."""
    rows = f"{raw.rows:,} row{'' if raw.rows == 1 else 's'}"
    how = ", ".join(filter(None, ((raw.encoding or "").upper(), _DELIMITERS.get(raw.delimiter or "", raw.delimiter or ""))))
    return " · ".join(filter(None, (rows, size_text(raw.size), how)))


def size_text(size: int | None) -> str:
    """A number of bytes as people say it; empty where it is not known."""
    if size is None:
        return ""
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= scale:
            return f"{size / scale:.1f} {unit}"
    return f"{size} bytes"
