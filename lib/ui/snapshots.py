"""What was brought in, snapshot by snapshot: the history, the details of one, taking it back and bringing it back."""

import json
from typing import Any

import pandas as pd
import streamlit as st
from sqlalchemy import func, select

from lib import safe_csv, wording
from lib.records import KINDS
from lib.settings import Settings
from lib.store import Store, tables
from lib.ui.card_head import card_head
from lib.ui.literal import literal
from lib.ui.moment import moment
from lib.ui.upload.file_card import size_text

IN_USE, WITHDRAWN = "in use", "withdrawn"
_CHOSEN = "snapshot"  # in the address: a snapshot can be linked to
_ASKED, _AGREED = "snapshots.asked", "snapshots.agreed"
_ROW = 34
_SHOWN = 12
_COUNTS = {"rows_read": "Read", "rows_new": "New", "rows_changed": "Changed", "rows_same": "Same", "rows_rejected": "Refused"}

Snapshot = Any
"""A row of ``Store.snapshots`` as a named tuple."""


def history(store: Store, who: str | None) -> None:
    """The table and the details of the chosen snapshot. ``who`` may withdraw and restore; None: may only look."""
    snapshots = store.snapshots()
    if snapshots.empty:
        _nothing_yet()
        return
    settings = store.settings
    rows = list(snapshots.itertuples(index=False))
    numbers: list[int] = snapshots["snapshot_id"].tolist()
    linked = st.query_params.get(_CHOSEN, "")
    with st.container(border=True):
        card_head("History", meaning="Every file that came in, and every run that brought something. A withdrawn one stays here and can be brought back.")
        place = _table(snapshots, settings, numbers.index(int(linked)) if linked.isdecimal() and int(linked) in numbers else None)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            active = snapshots["active"].astype(bool)
            st.caption(f"{int(active.sum())} of {wording.plural(len(snapshots), 'snapshot')} in use")
            st.download_button(
                "CSV", lambda: safe_csv.to_csv_bytes(snapshots), "snapshots.csv", "text/csv", icon=":material/download:", type="tertiary", on_click="ignore"
            )
    if place is None:
        st.caption("Choose a row to see its details, withdraw it or bring it back.")
        st.query_params.pop(_CHOSEN, None)
        return
    st.query_params[_CHOSEN] = str(numbers[place])
    details(store, rows[place], settings, who)
    if who is not None and st.session_state.get(_ASKED) == numbers[place]:
        _confirm(store, rows[place])


def details(store: Store, chosen: Snapshot, settings: Settings, who: str | None) -> None:
    """One snapshot: its file, its counts, how its columns were read, and what can be done with it."""
    with st.container(border=True):
        card_head(f"Snapshot {chosen.snapshot_id}")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/description: **{literal(chosen.file_name or 'no file')}**", width="content")
            st.badge(IN_USE if chosen.active else WITHDRAWN, color="green" if chosen.active else "gray")
        st.caption(_origin(chosen, settings))
        with st.grid(5, min_column_width=96):
            for name, label in _COUNTS.items():
                st.metric(label, wording.count(getattr(chosen, name)), border=True, height="stretch")
        st.caption(f"Columns: {_columns(store, int(chosen.snapshot_id))}")
        if who is None:
            st.caption(":material/lock: Only analysts withdraw and restore.")
        else:
            label, icon = ("Withdraw", ":material/undo:") if chosen.active else ("Restore", ":material/redo:")
            st.button(label, icon=icon, on_click=_ask, args=(int(chosen.snapshot_id),), key=f"snapshots.flip.{chosen.snapshot_id}")


def consequence(chosen: Snapshot, gone: int) -> str:
    """What withdrawing or restoring will do, in words. ``gone``: records that a whole read found gone at their source."""
    title = KINDS[chosen.kind].title.lower()
    if chosen.active:
        what = [
            *([f"the {wording.plural(int(chosen.rows_new), 'record')} of {title} it brought leave"] if chosen.rows_new else []),
            *([f"the {int(chosen.rows_changed):,} it changed say again what they said before"] if chosen.rows_changed else []),
            *([f"the {wording.plural(gone, 'record')} it found gone count again"] if gone else []),
        ]
        if not what:
            return f"It brought nothing new of {title}: what no other snapshot brings leaves. Restoring brings it back."
        said = wording.listed(what)
        return (
            f"{said[:1].upper()}{said[1:]}, unless another snapshot says so too. Every number is counted anew. Nothing is lost: restoring brings it all back."
        )
    rows = wording.plural(int(chosen.rows_read - chosen.rows_rejected), "row")
    left = f", and the {wording.plural(gone, 'record')} it found gone leave" if gone else ""
    return f"Its {rows} of {title} count again{left}, where no later snapshot says otherwise. Every number is counted anew."


def act(store: Store, who: str | None) -> None:
    """Withdraws or restores what was agreed to in the last run, and says so; in a run of its own, so that the role is that of the moment."""
    agreed: tuple[int, bool] | None = st.session_state.pop(_AGREED, None)
    if agreed is None or who is None:
        return
    number, withdraw = agreed
    with st.spinner("Counting anew"):
        (store.withdraw if withdraw else store.restore)(number, who)
    st.toast(f"Snapshot {number} {'is withdrawn' if withdraw else 'is in use again'}. Every number is up to date.", icon=":material/check_circle:")


def _ask(number: int) -> None:
    st.session_state[_ASKED] = number


def _let_be() -> None:
    st.session_state.pop(_ASKED, None)


def _confirm(store: Store, chosen: Snapshot) -> None:
    verb = "Withdraw" if chosen.active else "Restore"
    noted = select(func.count().label("n")).where(tables.absence.c.snapshot_id == int(chosen.snapshot_id))
    gone = int(store.frame(noted)["n"].iloc[0])

    @st.dialog(f"{verb} snapshot {chosen.snapshot_id}?", on_dismiss=_let_be)
    def ask() -> None:
        st.markdown(f"**{literal(chosen.file_name or '')}**, {literal(chosen.source)}")
        st.markdown(consequence(chosen, gone))
        with st.container(horizontal=True):
            agreed = st.button(f"{verb} it", type="primary", key="snapshots.agree")
            refused = st.button("Leave it as it is", type="tertiary", key="snapshots.refuse")
        if agreed:
            st.session_state[_AGREED] = int(chosen.snapshot_id), bool(chosen.active)
        if agreed or refused:
            _let_be()
            st.rerun()

    ask()


def _table(snapshots: pd.DataFrame, settings: Settings, chosen: int | None) -> int | None:
    """The history; gives the place of the chosen row."""
    shown = pd.DataFrame(
        {
            "No.": snapshots["snapshot_id"],
            "When": snapshots["imported_at"].dt.tz_convert(settings.zone).dt.tz_localize(None),
            "File": snapshots["file_name"],
            "Kind": snapshots["kind"].map(lambda name: KINDS[name].title if name in KINDS else name),
            "Source": snapshots["source"],
            "State": snapshots["active"].map({True: IN_USE, False: WITHDRAWN}),
            **{label: snapshots[name] for name, label in _COUNTS.items() if name != "rows_same"},
            "Who": snapshots["imported_by"],
        }
    )
    config: dict[str, Any] = {label: st.column_config.NumberColumn(format="localized", width=62) for label in _COUNTS.values()}
    config |= {
        "No.": st.column_config.NumberColumn(format="%d", width=46),
        "When": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm", width=124),
        "File": st.column_config.TextColumn(width=150),
        "Kind": st.column_config.TextColumn(width=110),
        "Source": st.column_config.TextColumn(width=100),
        "State": st.column_config.TextColumn(width=70),
    }
    event = st.dataframe(
        shown,
        hide_index=True,
        row_height=_ROW,
        height=_ROW * (min(_SHOWN, len(shown)) + 1) + 2,
        placeholder="—",
        column_config=config,
        key="snapshots.table",
        on_select="rerun",
        selection_mode="single-row",
        selection_default={"selection": {"rows": [] if chosen is None else [chosen]}},
        alt=f"{wording.plural(len(shown), 'snapshot')}, newest first",
    )
    rows = event.selection.rows
    return int(rows[0]) if rows and rows[0] < len(shown) else None


def _origin(chosen: Snapshot, settings: Settings) -> str:
    title = KINDS[chosen.kind].title if chosen.kind in KINDS else chosen.kind
    facts = [f"{title} of {literal(chosen.source)}", f"brought in {moment(chosen.imported_at, settings)} by {literal(chosen.imported_by)}"]
    size = size_text(None if pd.isna(chosen.file_size) else int(chosen.file_size))
    if size:
        facts.append(size)
    if chosen.changed_by and not pd.isna(chosen.changed_at):
        facts.append(f"{'restored' if chosen.active else 'withdrawn'} {moment(chosen.changed_at, settings)} by {literal(chosen.changed_by)}")
    return " · ".join(facts)


def _columns(store: Store, number: int) -> str:
    """How the file's columns were read, in one line."""
    found = store.frame(select(tables.snapshot.c.mapping).where(tables.snapshot.c.snapshot_id == number))
    mapping = json.loads(found["mapping"].iloc[0])
    parts = [
        f"{field} from {origin['column']}" if "column" in origin else f"{field} as “{origin['text']}”" for field, origin in mapping.get("fields", {}).items()
    ]
    if mapping.get("zone"):
        parts.append(f"times in {mapping['zone']}")
    return literal(", ".join(parts)) or "as they are"


def _nothing_yet() -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.space("medium")
        st.markdown(":material/history: **Nothing has come in yet**", width="content")
        st.markdown("Every file you bring in is listed here, and can be taken back.", width="content")
        st.page_link("pages/data/upload.py", label="Bring in a file", icon=":material/upload_file:")
        st.space("medium")
