"""Zips and JSON that no platform knows: what they look like, and which exports are known and how to get them."""

import re

import streamlit as st

from lib import wording
from lib.errors import FileError
from lib.sources.exports import PLATFORMS
from lib.sources.package import Package
from lib.ui.literal import literal

_OFFICE = ("xl/", "word/", "ppt/", "content.xml", "[Content_Types].xml")
_JSON = re.compile(rb'\s*(\{\s*["}]|\[\s*[\[{"\]])')
_SHOWN = 3


def refuse_unknown_exports(package: Package) -> None:
    """FileError for a zip or a JSON file; anything else may be a table. Office documents are left to those who know tables."""
    if package.is_single:
        start = package.start(package.names[0]).removeprefix(b"\xef\xbb\xbf")
        if not _JSON.match(start):
            return
        found = "a JSON file that begins with " + start[:60].decode("utf-8", "replace").strip()
    else:
        if any(name.startswith(_OFFICE) for name in package.names):
            return
        names = [name for name in package.names if not name.endswith("/")]
        found = f"a zip with {wording.listed(names, _SHOWN)}" if names else "an empty zip"
    hint = "give the export as the platform made it, or the tables in it as CSV"
    raise FileError(f"{package.name} is not the export of a platform known here.", found=found, hint=hint)


def known_exports(*, opened: bool = False) -> None:
    """The platforms whose exports are known, and how to get each."""
    with st.expander("Exports of platforms that are recognised", expanded=opened, icon=":material/apps:"):
        lines = [f"- **{literal(one.title)}**: {literal(one.doc)}" for one in sorted(PLATFORMS.values(), key=lambda one: one.title.casefold())]
        st.markdown("\n".join(lines))
