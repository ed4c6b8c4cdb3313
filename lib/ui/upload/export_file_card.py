"""Step 1 of an export: which file, whose export it is, and what its source is called."""

from dataclasses import replace

import streamlit as st

from lib.errors import InputError
from lib.store import Store
from lib.ui.card_head import card_head
from lib.ui.explained import explain
from lib.ui.literal import literal
from lib.ui.upload import draft as drafts
from lib.ui.upload import export_draft as export_drafts
from lib.ui.upload.arrival import table_draft
from lib.ui.upload.export_draft import ExportDraft
from lib.ui.upload.file_card import size_text, tell
from lib.ui.upload.kind_guess import known_sources


def export_file_card(store: Store, draft: ExportDraft) -> ExportDraft:
    """The card; gives the draft with the source as it is called there."""
    with st.container(border=True):
        card_head(":gray[1] File")
        with st.container(horizontal=True, vertical_alignment="center"):
            icon = ":material/description:" if draft.package.is_single else ":material/folder_zip:"
            st.markdown(f"{icon} **{literal(draft.package.name)}**", width="content")
            st.badge(f"{literal(draft.platform.title)} export", color="blue")
            st.caption(_described(draft), width="content")
            if draft.done is None:
                st.button("Replace", type="tertiary", on_click=drafts.forget, key=draft.key("replace"))
            wanted = draft.done is None and draft.package.is_single and _wants_a_table(draft)
        if wanted:
            _as_table(store, draft)
        return _ask_for_source(store, draft)


def _wants_a_table(draft: ExportDraft) -> bool:
    words = f"If it is no {draft.platform.title} export, say what each column is yourself."
    return st.button("Map its columns myself", help=words, type="tertiary", key=draft.key("as.table"))


def _described(draft: ExportDraft) -> str:
    files = "" if draft.package.is_single else f"{sum(not name.endswith('/') for name in draft.package.names):,} files"
    return " · ".join(filter(None, (size_text(draft.package.size), files)))


def _as_table(store: Store, draft: ExportDraft) -> None:
    """Opens the same file as a table; where it is none, says so, and the export stays."""
    bar = st.progress(0.0, "Reading the file")
    try:
        table = table_draft(store, draft.spooled, draft.package.name, lambda step, share: tell(bar, step, share))
    except InputError as error:
        bar.empty()
        explain(error)
        return
    drafts.forget()
    drafts.keep(table)
    st.rerun()


def _ask_for_source(store: Store, draft: ExportDraft) -> ExportDraft:
    sources = list(dict.fromkeys([draft.source, *(name for name, _ in known_sources(store))]))
    chosen = st.selectbox(
        "Source",
        sources,
        accept_new_options=True,
        help="What this place is called here. Ids belong to their source: give the next export of the same place the same source, and another place another.",
        key=draft.key("source"),
        disabled=draft.done is not None,
        width=420,
    )
    named = (chosen or draft.source).strip() or draft.source
    if named != draft.source:
        draft = replace(draft, source=named)
        export_drafts.keep(draft)
    return draft
