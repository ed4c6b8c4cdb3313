"""The report's files; each is written when somebody asks for it, from the report that is shown."""

from functools import partial

import streamlit as st

from lib.report import files
from lib.ui.quarterly.sheet import Sheet


def downloads(sheet: Sheet) -> None:
    """A button each; the first is what most people want."""
    closing = None if sheet.unread else sheet.closing
    for place, (suffix, kind) in enumerate(files.WRITERS.items()):
        st.download_button(
            kind.name,
            partial(files.written, sheet.report, suffix, closing),
            files.file_name(sheet.report, suffix),
            kind.media_type,
            icon=None if place else ":material/download:",
            type="secondary" if place else "primary",
            key=f"quarterly.file{suffix}",
            on_click="ignore",
        )
