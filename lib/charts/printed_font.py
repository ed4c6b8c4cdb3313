"""The typeface of everything that is printed: the app's own, Source Sans, with Latin, Greek and Cyrillic letters, from a package, not from the machine."""

from functools import cache
from pathlib import Path

import font_source_sans_pro
import vl_convert

NAME = "Source Sans Pro"
FOLDER = Path(str(font_source_sans_pro.font_directory))


@cache
def measured() -> None:
    """From now on charts are drawn with it: labels take the room that they have in print."""
    vl_convert.register_font_directory(str(FOLDER))
