"""Every run of the configured sources, newest first."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from lib import wording
from lib.safe_csv import to_csv_bytes
from lib.settings import Settings
from lib.store.sync_runs import Run
from lib.ui.card_head import card_head
from lib.ui.source_card import COUNTS, OUTCOMES, title_of

_ROW, _SHOWN = 34, 8


def source_history(runs: Sequence[Run], settings: Settings, *, words: bool) -> None:
    """The table and its CSV; nothing where nothing ever ran. ``words``: with what each run said, which may quote the source and is for analysts."""
    if not runs:
        return
    table = history(runs) if words else history(runs).drop(columns="said")
    shown = pd.DataFrame(
        {
            "When": table["started_at"].dt.tz_convert(settings.zone).dt.tz_localize(None),
            "Source": table["source"],
            "Records": table["kind"].map(title_of),
            "Outcome": table["outcome"].map(OUTCOMES).fillna(OUTCOMES[None]),
            **({"Said": table["said"]} if words else {}),
            **{label: table[name] for name, label in COUNTS.items() if name != "same"},
            "Seconds": table["seconds"],
            "By": table["started_by"],
        }
    )
    with st.container(border=True):
        card_head("Runs", f"Newest first: what each brought, {'how long it took, and what there was to say' if words else 'and how long it took'}")
        config: dict[str, Any] = {label: st.column_config.NumberColumn(format="localized", width=58) for label in COUNTS.values()}
        config |= {
            "When": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm", width=130),
            "Source": st.column_config.TextColumn(width=86),
            "Records": st.column_config.TextColumn(width=100),
            "Outcome": st.column_config.TextColumn(width=72),
            "Seconds": st.column_config.NumberColumn(format="%.1f", width=62),
            "By": st.column_config.TextColumn(width=96),
            "Said": st.column_config.TextColumn(width=200),
        }
        st.dataframe(
            shown,
            hide_index=True,
            row_height=_ROW,
            height=_ROW * (min(_SHOWN, len(shown)) + 1) + 2,
            placeholder="—",
            column_config=config,
            key="sources.history",
            alt=f"{wording.plural(len(shown), 'run')}, newest first",
        )
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            failed = int((table["outcome"] == "failed").sum())
            st.caption(wording.plural(len(table), "run") + (f", {failed:,} failed" if failed else ""))
            st.download_button(
                "CSV", lambda: to_csv_bytes(table), "runs.csv", "text/csv", icon=":material/download:", type="tertiary", on_click="ignore", key="sources.csv"
            )


def history(runs: Sequence[Run]) -> pd.DataFrame:
    """A row a run; ``seconds`` is null while it has no end."""
    return pd.DataFrame(
        {
            "started_at": pd.to_datetime([run.started_at for run in runs], utc=True),
            "source": [run.source for run in runs],
            "kind": [run.kind for run in runs],
            "outcome": [run.outcome for run in runs],
            **{name: [getattr(run.tally, name) for run in runs] for name in COUNTS},
            "seconds": pd.array([(run.finished_at - run.started_at).total_seconds() if run.finished_at else None for run in runs], dtype="Float64"),
            "snapshot": pd.array([run.snapshot_id for run in runs], dtype="Int64"),
            "started_by": [run.started_by for run in runs],
            "said": [run.said for run in runs],
        }
    )
