"""Step 3 of an export: a line for each of its tables, and the rows that are refused."""

import pandas as pd
import streamlit as st

from lib.intake.deliveries import Brought
from lib.ui.literal import literal
from lib.ui.upload.export_draft import ExportDraft
from lib.ui.upload.problems_card import problem_list

_ROW = 34


def rows_card(draft: ExportDraft, brought: tuple[Brought, ...]) -> None:
    """The body of the card: exact counts of each table, and its problems where it has some."""
    _counts(brought)
    notes = [note for one in brought for note in one.outcome.notes]
    if notes:
        st.caption(" · ".join(literal(note) for note in dict.fromkeys(notes)))
    refused = [(place, one) for place, one in enumerate(brought) if one.outcome.rejected]
    if not refused:
        st.markdown(":green[:material/check_circle:] No problems: every row can be taken.")
    for place, one in refused:
        st.markdown(f"**{literal(one.label)}: rows that cannot be taken as they are**")
        problem_list(one.outcome, lambda name, place=place: draft.key(f"{name}.{place}"), f"{draft.package.name}.{one.kind.name}")  # type: ignore[misc]


def _counts(brought: tuple[Brought, ...]) -> None:
    frame = pd.DataFrame(
        {
            "Records": [one.label for one in brought],
            **{
                label: [getattr(one.outcome, name) for one in brought]
                for label, name in (("Read", "read"), ("New", "new"), ("Changed", "changed"), ("Same", "same"), ("Refused", "rejected"))
            },
        }
    )
    helps = {
        "Read": "Rows in the export.",
        "New": "Records that the source did not have.",
        "Changed": "Records that are known, and say something else now.",
        "Same": "Records that are known exactly so: nothing happens.",
        "Refused": "Rows that cannot be taken as they are; a row may have several problems.",
    }
    config = {name: st.column_config.NumberColumn(format="localized", help=text) for name, text in helps.items()}
    height = _ROW * (len(frame) + 1) + 2
    st.dataframe(frame, hide_index=True, row_height=_ROW, height=height, column_config=config, alt="Rows of each table, and what would become of them")
