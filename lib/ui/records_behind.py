"""The records behind a card: its figures, and what they were counted from. Nothing is read before somebody opens it."""

from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from lib.errors import StoreChanged
from lib.metrics.behind import MOST as MOST_IN_FILE
from lib.metrics.behind import behind, kind_of
from lib.safe_csv import to_csv_bytes
from lib.scope import Period, Scope
from lib.store import Store
from lib.ui import cache, small_groups
from lib.ui.fault import failed
from lib.ui.shown import Shown
from lib.ui.view import View
from lib.wording import period_name, plural, span

MOST = 500
"""Records are shown, the newest; the file has all."""
ROW = 34
_MOST_PERIODS = 120
_ALL = "The whole period"


def open_records(title: str, view: View, shown: Shown, metric: str) -> None:
    """Opens the dialog."""

    @st.dialog(title, width="large", icon=":material/table_rows:")
    def dialog() -> None:
        try:
            _draw(title, view, shown, metric)
        except StoreChanged:
            st.rerun()
        except Exception as error:
            failed(error, title="The records could not be listed", rest="The card itself is not affected.", key=f"records-{title}")

    dialog()


def _draw(title: str, view: View, shown: Shown, metric: str) -> None:
    kind, options = kind_of(metric, shown.options), dict(shown.options)
    view = view if kind in view.records else view.about(kind)
    scope, start = _chosen(title, view, shown.days or view.days)
    _figures(title, view, shown, start)
    if small_groups.kept_back(view, metric, scope, options):
        st.caption(small_groups.WHY)
        return
    hidden = () if view.small_groups else ("segment",)
    number, rows = cache.reading(view, _newest, metric, scope, options, hidden)
    noun = cache.reading(view, _noun, metric, scope, options)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        cut = f"; the newest {MOST} are shown" if number > MOST else ", newest first"
        st.markdown(f"**Records behind**  \n{number:,} {noun}{cut if number else ''}", width="content")
        store = view.store
        st.download_button(
            "CSV",
            lambda: to_csv_bytes(behind(store, metric, scope, options).without(*hidden).rows(store)),
            f"{metric}-records-{scope.first}-to-{scope.last}.csv",
            "text/csv",
            help="All of them" if number <= MOST_IN_FILE else f"The newest {MOST_IN_FILE:,}",
            icon=":material/download:",
            type="tertiary",
            key=f"records-csv-{title}",
            on_click="ignore",
            disabled=not number,
        )
    if number:
        _table(view, rows, f"The newest {plural(len(rows), 'record')} behind {title}", 10, f"records-table-{title}")
        place = view.settings.zone.rsplit("/", 1)[-1].replace("_", " ")
        st.caption(f"Without names; ids are those of the source. Times are by the clocks of {place}; the file has them with their offset.")
    else:
        st.caption("None in this period with these filters.")


def _chosen(title: str, view: View, days: Period) -> tuple[Scope, date | None]:
    """The whole period that the page asks for, or one period of it."""
    by = view.scope.by
    starts = {period_name(start, by): start for start in reversed(by.starts(days)[-_MOST_PERIODS:])}
    all_of_it = f"{_ALL}: {span(days)}"
    name = st.selectbox("Which", [all_of_it, *starts], key=f"records-which-{title}", label_visibility="collapsed", width=320)
    if name not in starts:
        return view.scope.during(days), None
    start = starts[name]
    return view.scope.during(Period(max(start, days.start), min(by.next(start), days.end))), start


def _figures(title: str, view: View, shown: Shown, start: date | None) -> None:
    """The card's own rows; of one period only its own where the rows have periods."""
    rows = shown.rows
    if start and "period_start" in rows:
        rows = rows[rows["period_start"] == pd.Timestamp(start)]
    if len(rows):
        st.markdown("**Figures**")
        _table(view, rows, f"The figures of {title}", 5, f"records-figures-{title}")


def _table(view: View, rows: pd.DataFrame, alt: str, most: int, key: str) -> None:
    rows, settings = rows.copy(), dict[str, Any]()
    for name in rows.columns:
        label = name.replace("_", " ")
        label = label[:1].upper() + label[1:]
        settings[name] = label
        if name == "url":
            rows[name] = [value if str(value).startswith(("https://", "http://")) else None for value in rows[name]]
            settings[name] = st.column_config.LinkColumn("", display_text=":material/open_in_new:", width="small")
        elif isinstance(rows[name].dtype, pd.DatetimeTZDtype):
            rows[name] = rows[name].dt.tz_convert(view.settings.zone).dt.tz_localize(None)
            settings[name] = st.column_config.DatetimeColumn(label, format="D MMM YYYY, HH:mm")
        elif pd.api.types.is_datetime64_dtype(rows[name]):
            settings[name] = st.column_config.DateColumn(label, format="D MMM YYYY")
    height = ROW * (min(most, max(len(rows), 1)) + 1) + 2
    st.dataframe(rows, hide_index=True, row_height=ROW, height=height, placeholder="—", column_config=settings, alt=alt, key=key)


def _newest(store: Store, metric: str, scope: Scope, options: dict[str, str], hidden: tuple[str, ...]) -> tuple[int, pd.DataFrame]:
    found = behind(store, metric, scope, options).without(*hidden)
    return found.count(store), found.newest(store, MOST)


def _noun(store: Store, metric: str, scope: Scope, options: dict[str, str]) -> str:
    return behind(store, metric, scope, options).title
