"""Who changed which setting, when, and what they said of it."""

import pandas as pd
import streamlit as st
from sqlalchemy import select

from lib.settings import Settings
from lib.store import Store, tables
from lib.store.setting_changes import stated
from lib.ui.card_head import card_head
from lib.ui.settings_form import label

_ROW = 34


def setting_history(store: Store) -> None:
    """A card with the last change of each setting that is not as it came; nothing where none was changed."""
    setting = tables.setting
    found = store.frame(select(setting).order_by(setting.c.changed_at.desc()))
    found = found[found["key"].isin(list(Settings.model_fields))]
    if found.empty:
        return
    said = stated(store, found["key"].tolist())
    shown = pd.DataFrame(
        {
            "Setting": found["key"].map(label),
            "Now": found["value"].replace("", None),
            "Since": found["changed_at"].dt.tz_convert(store.settings.zone).dt.tz_localize(None),
            "Changed by": found["changed_by"],
            "Source": [said[key].source if key in said else None for key in found["key"]],
            "Reason": [said[key].reason if key in said else None for key in found["key"]],
        }
    )
    with st.container(border=True):
        card_head("Last changes", "Settings that are not as they came, the latest first")
        config = {"Since": st.column_config.DatetimeColumn(format="D MMM YYYY, HH:mm")}
        height = _ROW * (min(8, len(shown)) + 1) + 2
        st.dataframe(shown, hide_index=True, row_height=_ROW, height=height, placeholder="—", column_config=config, alt="Who changed which setting, and when")
