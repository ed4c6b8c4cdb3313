"""Short tables of the sheet: words to the left, numbers to the right, each cell as it is to be read."""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from lib.ui.literal import literal


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, numbers: Sequence[str] = (), below: Sequence[str] = (), alt: str) -> None:
    """Texts are shown to the letter. ``numbers``: the columns that stand to the right. ``below``: a smaller line in each row's first cell."""
    if not rows:
        return
    shown = [[literal(text) for text in row] for row in rows]
    for place, line in enumerate(below):
        shown[place][0] = f"**{shown[place][0]}**" + (f"  \n:small[{literal(line)}]" if line else "")
    # Streamlit puts to the right what is a number; what is read is the text
    frame = pd.DataFrame(shown, columns=list(columns)).assign(**dict.fromkeys(numbers, 0.0))
    style: Any = frame.style
    for row, texts in enumerate(shown):
        for name, text in zip(columns, texts, strict=True):
            style = style.format(_always(text), subset=pd.IndexSlice[[row], [name]])
    st.table(style, border="horizontal", hide_index=True, alt=alt)


def _always(text: str) -> Callable[[Any], str]:
    return lambda _: text
