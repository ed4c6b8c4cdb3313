"""The community's settings as a form made from their declaration: each field with its sentence, its bounds and its own error."""

import re
from dataclasses import dataclass
from typing import Any
from zoneinfo import available_timezones

import streamlit as st
from pydantic.fields import FieldInfo
from sqlalchemy import select

from lib import wording
from lib.errors import SettingError
from lib.settings import Settings
from lib.store import Store, tables
from lib.ui.card_head import card_head
from lib.ui.literal import literal

GROUPS: dict[str, tuple[str, ...]] = {
    "Community": ("zone", "week", "languages", "quiet_minutes", "currency"),
    "Team": ("staff", "business_hours", "holidays"),
    "Targets": (
        "target_first_response_hours",
        "target_answered_24h",
        "target_monthly_active",
        "target_self_solved",
        "target_nps",
        "target_tickets_per_1000_customers",
    ),
}
"""Cards and their settings; a setting that is named nowhere is in the last card, ``OTHERS``."""

ASSUMPTIONS = ("deflection_share_low", "deflection_share_base", "deflection_share_high", "cost_per_ticket", "converted_member_value")
"""What the community's value rests on: entered on a page of its own, with source and reason."""
ASSUMPTIONS_PAGE = "pages/data/assumptions.py"

OTHERS = "Posts"

LABELS = {
    "zone": "Time zone",
    "week": "Weeks",
    "quiet_minutes": "Minutes of silence that end a chat",
    "staff": "Staff",
    "target_first_response_hours": "Hours to a first answer",
    "target_answered_24h": "Answered within 24 hours",
    "target_monthly_active": "Monthly active members",
    "target_self_solved": "Solved without staff",
    "target_nps": "NPS",
    "target_tickets_per_1000_customers": "Tickets per 1,000 customers a quarter",
    "converted_member_value": "Value of a converted member",
    "deflection_share_low": "Would have opened a ticket, at least",
    "deflection_share_base": "Would have opened a ticket, most likely",
    "deflection_share_high": "Would have opened a ticket, at most",
    "cost_per_ticket": "Cost of a ticket",
    "sentiment_scorer": "Scorer",
}

CONSEQUENCES = {
    "zone": "Saving counts every day and hour anew: activity near midnight moves to another day, so past figures may change a little.",
    "staff": "Saving counts anew who is staff, for the whole past: members' figures and response times change.",
    "languages": "All posts have to be scored again: until that is done, on the Sentiment page or with `python -m lib rescore`, they have no sentiment.",
    "sentiment_scorer": "All posts have to be scored again: until that is done, on the Sentiment page or with `python -m lib rescore`, they have no sentiment.",
}
"""What a change of a setting does to figures people know; said before it is saved."""

WORDS = {"iso": "ISO weeks, from Monday", "textblob": "TextBlob", "vader": "VADER", "average": "mean of TextBlob and VADER", "onnx": "ONNX model"}
"""What a setting's choices are called."""

_SAID = "settings.said"
_MEMBERS = 1_000
"""So many members are offered by name; others are typed."""


@dataclass(frozen=True)
class Change:
    """A field that differs from what is stored: its new text, and why it cannot be, if so."""

    key: str
    text: str
    error: str | None


def grouped() -> dict[str, list[str]]:
    """Every setting but the assumptions in the card it belongs to, in the order of their declaration."""
    named = {*ASSUMPTIONS, *(key for keys in GROUPS.values() for key in keys)}
    cards = {title: [key for key in Settings.model_fields if key in keys] for title, keys in GROUPS.items()}
    return cards | {OTHERS: [key for key in Settings.model_fields if key not in named]}


def settings_form(store: Store, who: str | None) -> None:
    """The cards, and one button that saves what was changed. ``who`` is None for a person who may only look."""
    said = st.session_state.pop(_SAID, None)
    if said:
        st.toast(said, icon=":material/check_circle:")
    stored = store.settings
    changes: list[Change] = []
    cards = st.container()
    for title, keys in grouped().items():
        with cards.container(border=True):
            card_head(title)
            with st.grid(2, min_column_width=320) as grid:
                for key in keys:
                    with grid.cell():
                        changes += _field(store, stored, key, changeable=who is not None)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("What the community's value rests on is entered with its source and reason:", width="content")
        st.page_link(ASSUMPTIONS_PAGE, label="Assumptions", icon=":material/balance:", width="content")
    if who is None:
        st.caption(":material/lock: Only analysts change settings.")
        return
    _save_bar(store, stored, changes, who)


def label(key: str) -> str:
    """What a person calls the setting."""
    return LABELS.get(key, key.replace("_", " ").capitalize())


def _field(store: Store, stored: Settings, key: str, *, changeable: bool) -> list[Change]:
    """One setting's control; gives its change, if there is one."""
    before = stored.shown[key]
    text = _control(store, stored, key, changeable=changeable)
    if text == before:
        return []
    error = fault(stored, key, text)
    if error:
        st.markdown(f":red[:material/error: {literal(error)}]")
    elif key in CONSEQUENCES:
        st.markdown(f":orange[:material/info: {CONSEQUENCES[key]}]")
    return [Change(key, text, error)]


def fault(stored: Settings, key: str, text: str) -> str | None:
    """Why a setting cannot have this text; None where it can."""
    try:
        Settings.of({**stored.shown, key: text})
    except SettingError as error:
        return re.sub(r"^\w+ cannot be .*?: ", "", error.what)
    return None


def _control(store: Store, stored: Settings, key: str, *, changeable: bool) -> str:
    """The control that fits the setting's type; gives its value as the text that is stored."""
    field, value = Settings.model_fields[key], getattr(stored, key)
    shared: dict[str, Any] = {"help": field.description, "key": f"setting.{key}", "disabled": not changeable}
    if key == "zone":
        zones = sorted(available_timezones())
        return str(st.selectbox(label(key), zones, index=zones.index(value), **shared))
    choices = _choices(field)
    if choices:
        shared["disabled"] |= len(choices) == 1
        return str(st.selectbox(label(key), choices, index=choices.index(value), format_func=lambda name: WORDS.get(name, name), **shared))
    if isinstance(value, tuple) and key != "business_hours":
        current = [str(item) for item in value]
        offered = list(dict.fromkeys([*current, *(_offered(store, key) if changeable else ())]))
        chosen = st.multiselect(label(key), offered, default=current, accept_new_options=True, placeholder=_EXAMPLES.get(key, "Type to add"), **shared)
        return ", ".join(chosen)
    if isinstance(value, float | int) or value is None:
        return _number(key, field, value, shared)
    return str(st.text_input(label(key), value=stored.shown[key], placeholder=_EXAMPLES.get(key), **shared) or "")


def _number(key: str, field: FieldInfo, value: float | None, shared: dict[str, Any]) -> str:
    low, high = _bounds(field)
    kind = int if field.annotation in (int, int | None) else float
    step = 0.05 if high == 1 and kind is float else 1
    bounds: dict[str, Any] = {"min_value": None if low is None else kind(low), "max_value": None if high is None else kind(high), "step": kind(step)}
    now = None if value is None else kind(value)
    if field.annotation in (int | None, float | None):  # one that may be empty has no default, or the browser would bring that back when it is emptied
        st.session_state.setdefault(shared["key"], now)
        now = None
    given: float | None = st.number_input(label(key), value=now, format="%d" if kind is int else "%.2f", placeholder="not set", **bounds, **shared)
    return "" if given is None else str(kind(given))


def _bounds(field: FieldInfo) -> tuple[float | None, float | None]:
    lows = [bound for rule in field.metadata for bound in (getattr(rule, "ge", None), getattr(rule, "gt", None)) if bound is not None]
    highs = [bound for rule in field.metadata for bound in (getattr(rule, "le", None), getattr(rule, "lt", None)) if bound is not None]
    return (max(lows) if lows else None), (min(highs) if highs else None)


def _choices(field: FieldInfo) -> list[str]:
    """The words a setting may be, where its pattern lists them: ``^(a|b)$`` or ``^a$``."""
    for rule in field.metadata:
        match = re.fullmatch(r"\^\(?([a-z0-9|]+)\)?\$", getattr(rule, "pattern", None) or "")
        if match:
            return match[1].split("|")
    return []


def _offered(store: Store, key: str) -> list[str]:
    if key != "staff":
        return []
    identity = tables.identity
    members = select(identity.c.source, identity.c.member_id).order_by(identity.c.source, identity.c.member_id).limit(_MEMBERS)
    found = store.frame(members)
    return [f"{source}:{member}" for source, member in zip(found["source"], found["member_id"], strict=True)]


def _save_bar(store: Store, stored: Settings, changes: list[Change], who: str) -> None:
    faulty = [change for change in changes if change.error]
    with st.container(horizontal=True, vertical_alignment="center"):
        words = f"Save {wording.plural(len(changes), 'change')}" if changes else "Save"
        asked = st.button(words, type="primary", disabled=not changes or bool(faulty), key="setting_save")
        if faulty:
            st.caption(f"{wording.listed([label(change.key) for change in faulty])} cannot be so: see above.")
        elif changes:
            st.caption(f"Changes {wording.listed([label(change.key).lower() for change in changes])}.")
    if asked and not faulty:
        with st.spinner("Saving, and counting anew where need be"):
            for change in changes:
                store.set_setting(change.key, change.text, who)
        st.session_state[_SAID] = f"Saved: {wording.listed([label(change.key).lower() for change in changes])}."
        st.rerun()


_EXAMPLES = {
    "staff": "forum:ana",
    "holidays": "2026-12-25",
    "languages": "en",
    "blocked_words": "refund, pl:zwrot",
    "trigger_topics": "data loss, pl:utrata danych",
    "business_hours": "mon-fri 09:00-17:00",
}
