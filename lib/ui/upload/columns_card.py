"""Step 2: which column feeds which field, with what it holds, to be corrected; and the first rows as they will be read."""

import json

import streamlit as st

from lib.errors import MappingError
from lib.store import Store
from lib.ui.card_head import card_head
from lib.ui.literal import literal
from lib.ui.upload import draft as drafts
from lib.ui.upload.column_table import COLUMN, FIELD, FILLED, FIRST, HOW, corrected, example, options, table, text_of
from lib.ui.upload.draft import Draft
from lib.ui.upload.dry_run import preview

ROW = 34
"""Pixels of a table's row."""


def columns_card(draft: Draft) -> Draft:
    """The head and the table of the card; gives the draft as corrected in it."""
    said = "Matched by name and by what you chose last time. Change a column where it is wrong." if draft.done is None else "As the rows were read"
    card_head(":gray[2] Columns", said, meaning=f"{draft.kind.title}: {draft.kind.doc} Fields with * are needed.")
    draft = _edited(draft)
    _show_table(draft)
    if draft.done is None:
        _text_tool(draft)
    if draft.missing:
        names = " and ".join(f"**{literal(name)}**" for name in draft.missing)
        st.markdown(f":orange[:material/error:] {names} still need{'s' if len(draft.missing) == 1 else ''} a column. Choose one in the table, or set a text.")
    return draft


def preview_rows(store: Store, draft: Draft, notes: tuple[str, ...]) -> None:
    """The first rows as they will be read, below what is read in a special way."""
    rows = preview(store, draft)
    if rows is None:
        return
    with st.container(gap="xsmall"):
        st.markdown(f"**First good rows as they {'will be' if draft.done is None else 'were'} read**")
        st.caption(" · ".join(literal(note) for note in (f"times shown in {store.settings.zone}", *notes)))
    config = {"line": st.column_config.NumberColumn("Line", format="localized", width="small")}
    alt = f"The first {len(rows)} rows as they will be read"
    st.dataframe(rows, hide_index=True, row_height=ROW, placeholder="—", column_config=config, key=draft.key("preview"), alt=alt)


def _edited(draft: Draft) -> Draft:
    """The draft with what was changed in the table since the last run."""
    state = st.session_state.get(_editor_key(draft), {})
    edits = {int(place): dict(change) for place, change in state.get("edited_rows", {}).items()}
    seen = drafts.remembered("edits", (_editor_key(draft),)) or {}
    drafts.remember("edits", (_editor_key(draft),), edits)
    fresh = {place: change for place, change in edits.items() if seen.get(place) != change}
    changed = corrected(draft, fresh) if fresh and draft.done is None else draft
    if changed is not draft:
        drafts.keep(changed)
    return changed


def _editor_key(draft: Draft) -> str:
    return draft.key(f"columns.{draft.kind.name}")


def _show_table(draft: Draft) -> None:
    key = (draft.number, draft.raw.sha256, draft.kind.name, draft.mapping.to_json(), json.dumps(dict(draft.mapping.how), sort_keys=True))
    frame = drafts.remembered("columns", key)
    if frame is None:
        frame = table(draft)
        drafts.remember("columns", key, frame)
    config = {
        FIELD: st.column_config.TextColumn(width="small"),
        COLUMN: st.column_config.SelectboxColumn(options=list(options(draft)), width="medium", required=True),
        HOW: st.column_config.TextColumn(width="small"),
        FIRST: st.column_config.TextColumn(width="medium"),
        FILLED: st.column_config.ProgressColumn(min_value=0.0, max_value=1.0, format="percent", color="gray", width="small"),
    }
    height = ROW * (len(frame) + 1) + 2
    alt = "Which column of the file feeds each field"
    if draft.done is not None:
        st.dataframe(frame, hide_index=True, row_height=ROW, height=height, column_config=config, alt=alt)
    else:
        locked = [FIELD, HOW, FIRST, FILLED]
        st.data_editor(frame, hide_index=True, row_height=ROW, height=height, column_config=config, disabled=locked, key=_editor_key(draft), alt=alt)


def _text_tool(draft: Draft) -> None:
    """A constant, or a text made from several columns, for one field."""
    with st.popover("Set a text", icon=":material/edit_note:", type="tertiary"):
        st.caption("The same for every row, or with cells in it: q{id} puts the row's id after a q. {#} is the row's number.")
        names = list(draft.kind.names)
        first = draft.missing[0] if draft.missing else names[0]
        field = st.selectbox("Field", names, index=names.index(first), key=draft.key(f"text.field.{draft.kind.name}"))
        text = st.text_input("Text", placeholder=text_of(draft, field) or "q{id}", key=draft.key(f"text.of.{field}"))
        if not text:
            return
        try:
            st.caption(f"First row: {literal(example(draft, text)) or '—'}")
        except MappingError as error:
            st.markdown(f":orange[:material/error:] {literal(error.what)}")
            return
        st.button("Set it", on_click=_set_text, args=(field,), key=draft.key("text.set"))


def _set_text(field: str) -> None:
    draft = drafts.current()
    if draft is not None and draft.done is None:
        drafts.keep(draft.remapped({}, {field: st.session_state[draft.key(f"text.of.{field}")]}))
