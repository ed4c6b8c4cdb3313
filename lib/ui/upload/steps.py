"""Where the file stands: four badges in a row."""

import streamlit as st

STEPS = ("File", "Columns", "Problems", "Commit")
_LOOKS = {
    "done": (":material/check_circle:", "green"),
    "now": (":material/radio_button_checked:", "blue"),
    "later": (":material/radio_button_unchecked:", "gray"),
}


def steps(at: int) -> None:
    """Badges for the steps; ``at`` is the one to do now, from 1; 5 when all is done."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        for number, name in enumerate(STEPS, start=1):
            icon, color = _LOOKS["done" if number < at else "now" if number == at else "later"]
            st.badge(f"{number} {name}", icon=icon, color=color)  # type: ignore[arg-type]
            if number < len(STEPS):
                st.markdown(":gray[:material/chevron_right:]", width="content")
