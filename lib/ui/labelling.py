"""Labelling posts: one after the other, with the keys; what was said is kept at once, and can be taken back."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from sqlalchemy import select

from lib.metrics.label_sample import posts_to_label
from lib.store import Store
from lib.store.labels import label, labels, unlabel
from lib.store.tables import RECORDS
from lib.ui import trust
from lib.ui.card_head import card_head
from lib.ui.literal import literal
from lib.ui.readable import readable
from lib.ui.view import View
from lib.wording import day, plural

FIRST, MORE = 100, 50
"""So many posts are asked for, and so many more each time."""
HEIGHT = 200
"""Pixels for the text, whatever its length: the buttons stay in their place."""
LONGEST = 4_000
"""Characters of a post that are shown: nobody reads more to tell its mood."""
ASKED = "labelling.asked"
"""What was said in the last run, for this one to note: so the role is that of the moment."""
GIVEN, GOAL, SAMPLE = "labelling.given", "labelling.goal", "labelling.sample"
CHOICES: tuple[tuple[str, int | None, str, str], ...] = (
    ("Negative", -1, "1", ":material/sentiment_dissatisfied:"),
    ("Neutral", 0, "2", ":material/sentiment_neutral:"),
    ("Positive", 1, "3", ":material/sentiment_satisfied:"),
    ("Can't tell", None, "4", ":material/question_mark:"),
)
activity = RECORDS["activity"]
Key = tuple[str, str]
"""Source and id of a post."""


@dataclass(frozen=True)
class Round:
    """How far the labelling is: ``done`` of ``goal`` posts; ``waiting`` are those still to be shown, in their order."""

    done: int
    goal: int
    waiting: tuple[Key, ...]


def act(view: View) -> None:
    """Notes, or takes back, what was asked in the last run."""
    asked: tuple[str, Key, int | None] | None = st.session_state.pop(ASKED, None)
    if asked is None or view.who is None:
        return
    what, (source, activity_id), value = asked
    given = [key for key in st.session_state.get(GIVEN, []) if key != (source, activity_id)]
    if what == "label":
        label(view.store, source, activity_id, value, view.who)
        given.append((source, activity_id))
    else:
        unlabel(view.store, source, activity_id, view.who)
    st.session_state[GIVEN] = given


def work(view: View) -> None:
    """The post to label, or what came of it."""
    if view.who is None:
        st.caption(":material/lock: Only analysts label posts.")
        trust.result_card(view)
        return
    found = progress(view)
    if not found.goal:
        _nothing_to_label()
    elif found.waiting and found.done < found.goal:
        _ask(view, found)
    else:
        _finished(found)
        trust.result_card(view)


def progress(view: View) -> Round:
    """What was labelled, by anybody, and what comes next."""
    done = {(row.source, row.activity_id) for row in labels(view.store).itertuples()}
    wanted = max(st.session_state.get(GOAL, 0), goal(len(done)))
    sample = _sample(view, wanted)
    waiting = tuple(key for key in sample if key not in done)
    if len(sample) < wanted:  # there are no more posts
        return Round(len(sample) - len(waiting), len(sample), waiting)
    return Round(len(done), wanted, waiting[: wanted - len(done)])


def goal(done: int) -> int:
    """What ``done`` labels are on the way to: first FIRST, then the next full MORE."""
    return FIRST if done <= FIRST else FIRST + -(-(done - FIRST) // MORE) * MORE


def _sample(view: View, size: int) -> list[Key]:
    """The posts in their order. They are drawn once a visit: a label does not change which they are."""
    known: tuple[Any, list[Key]] | None = st.session_state.get(SAMPLE)
    drawn_from = (view.store.shown_url, size, view.settings.shown)
    if known is None or known[0] != drawn_from:
        with st.spinner("Drawing the posts to label"):
            found = posts_to_label(view.store, size)
        known = (drawn_from, list(zip(found["source"], found["activity_id"], strict=True)))
        st.session_state[SAMPLE] = known
    return known[1]


def _ask(view: View, found: Round) -> None:
    key = found.waiting[0]
    post = _post(view.store, key)
    if post is None:  # its snapshot was withdrawn since the posts were drawn
        st.session_state.pop(SAMPLE, None)
        st.rerun()
    with st.container(border=True):
        card_head(f"Post {found.done + 1} of {found.goal}", _about(post, view))
        st.progress(found.done / found.goal)
        with st.container(height=HEIGHT, border=False, key="labelling-post"):
            if post["title"]:
                st.markdown(f"**{literal(post['title'])}**")
            st.text(_cut(readable(post["text"])) or "(no text)")
        st.markdown("**How does the writer feel?**")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            for name, value, shortcut, icon in CHOICES:
                st.button(name, icon=icon, shortcut=shortcut, key=f"label.{name}.{key}", on_click=_note, args=("label", key, value))
            given: list[Key] = st.session_state.get(GIVEN, [])
            _undo(given[-1] if given else None)
            if post["url"]:
                st.link_button("Open", post["url"], icon=":material/open_in_new:", type="tertiary", help="The post in the community")
    st.caption(
        f"{plural(found.goal - found.done, 'post')} to go. Every label is kept at once: stop whenever you like, and go on another day. "
        "What the scorer says of a post is not shown, so that it does not lead you."
    )


def _undo(last: Key | None) -> None:
    icon = ":material/undo:"
    st.button("Undo", icon=icon, shortcut="U", type="tertiary", disabled=last is None, key="label.undo", on_click=_note, args=("undo", last, None))


def _about(post: dict[str, Any], view: View) -> str:
    local = post["occurred_at"].astimezone(view.settings.zoneinfo)
    parts = ["Comment" if post["kind"] == "comment" else "Post", *(literal(post[name]) for name in ("platform", "channel") if post[name]), day(local)]
    return " · ".join(parts)


def _post(store: Store, key: Key) -> dict[str, Any] | None:
    """What there is to read of a post; None where it is gone."""
    names = ("title", "text", "kind", "platform", "channel", "occurred_at", "url")
    found = store.frame(select(*(activity.c[name] for name in names)).where(activity.c.current, activity.c.source == key[0], activity.c.activity_id == key[1]))
    if found.empty:
        return None
    row = found.iloc[0]
    post = {name: None if pd.isna(row[name]) else row[name] for name in names}
    return {**post, "url": post["url"] if str(post["url"]).startswith(("https://", "http://")) else None}


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"


def _note(what: str, key: Key, value: int | None) -> None:
    st.session_state[ASKED] = (what, key, value)


def _more(goal: int) -> None:
    st.session_state[GOAL] = goal + MORE


def _finished(found: Round) -> None:
    with st.container(border=True):
        card_head("Done for now")
        where = "What came of it stands below, and beside the trend on the Sentiment page."
        st.markdown(f":green[:material/check_circle:] {plural(found.done, 'post')} labelled. {where}")
        given: list[Key] = st.session_state.get(GIVEN, [])
        with st.container(horizontal=True, vertical_alignment="center"):
            if found.goal >= FIRST:
                st.button(f"Label {MORE} more", icon=":material/add:", key="label.more", on_click=_more, args=(found.goal,))
            if given:
                _undo(given[-1])
            st.page_link("pages/community/sentiment.py", label="Sentiment", icon=":material/chevron_right:", icon_position="right")


def _nothing_to_label() -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.space("medium")
        st.markdown(":material/rate_review: **Nothing to label yet**", width="content")
        st.markdown("No post could be scored: there is none with a text in a language that the community's settings name.", width=420, text_alignment="center")
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.page_link("pages/data/upload.py", label="Bring in a file", icon=":material/upload_file:", width="content")
            st.page_link("pages/data/settings.py", label="Settings", icon=":material/settings:", width="content")
        st.space("medium")
