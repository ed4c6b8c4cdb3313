"""Where the file stands: four badges in a row."""

import streamlit as st

STEPS = ("File", "Columns", "Problems", "Commit")
EXPORT_STEPS = ("File", "Contents", "Rows", "Commit")
_DONE, _NOW, _LATER = ("green", "check_circle"), ("blue", "radio_button_checked"), ("gray", "radio_button_unchecked")


def steps(at: int, names: tuple[str, ...] = STEPS) -> None:
    """Badges for the steps; ``at`` is the one to do now, from 1; 5 when all is done."""
    looks = [_DONE if number < at else _NOW if number == at else _LATER for number in range(1, len(names) + 1)]
    badges = [f":{color}-badge[:material/{icon}: {number} {name}]" for number, (name, (color, icon)) in enumerate(zip(names, looks, strict=True), start=1)]
    st.markdown(" :gray[›] ".join(badges))
