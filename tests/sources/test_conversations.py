"""Threads of a chat that has none: the rule, against its words taken literally, and its promises."""

from datetime import timedelta
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.sources.conversations import Message, is_question, threads

QUIET = timedelta(microseconds=3)


def found(*messages: Message) -> dict[str, str]:
    return dict(threads(messages, QUIET))


def says(id_: str, at: int, *, asks: bool = False, **more) -> Message:
    return Message(id_, "general", at, asks=asks, **more)


def test_a_question_and_what_follows_within_the_quiet_time():
    assert found(says("a", 0), says("q", 1, asks=True), says("b", 4), says("c", 7, asks=True), says("d", 11)) == {"q": "~q", "b": "~q", "c": "~q"}


def test_a_question_after_the_silence_is_a_new_one():
    assert found(says("q", 0, asks=True), says("r", 4, asks=True)) == {"q": "~q", "r": "~r"}


def test_a_reply_founds_a_thread_and_joins_one():
    assert found(says("a", 0), says("b", 50, replies_to="a"), says("c", 90, replies_to="b")) == {"a": "~a", "b": "~a", "c": "~a"}


def test_a_reply_to_what_the_export_has_not():
    assert found(says("b", 1, replies_to="gone"), says("c", 2, replies_to="gone")) == {"b": "~gone", "c": "~gone"}


def test_a_reply_keeps_a_conversation_open_and_does_not_wake_one():
    open_still = found(says("q", 0, asks=True), says("r", 3, replies_to="q"), says("a", 6))
    assert open_still == {"q": "~q", "r": "~q", "a": "~q"}
    assert found(says("q", 0, asks=True), says("r", 5, replies_to="q"), says("a", 6)) == {"q": "~q", "r": "~q"}


def test_the_platforms_own_threads_are_let_be():
    own = says("t", 1, asks=True, thread="T")
    assert found(says("q", 0, asks=True), own, says("a", 2), says("r", 9, replies_to="t")) == {"q": "~q", "t": "T", "a": "~q", "r": "T"}


def test_bots_neither_ask_nor_follow():
    assert found(says("x", 0, asks=True, person=False), says("q", 1, asks=True), says("y", 2, person=False)) == {"q": "~q"}
    assert found(says("a", 0), says("y", 2, person=False, replies_to="a")) == {"a": "~a", "y": "~a"}


def test_channels_are_apart():
    assert found(says("q", 0, asks=True), Message("other", "random", 1)) == {"q": "~q"}


@pytest.mark.parametrize(
    "text",
    [
        "How?",
        "How do I do it? Thanks",
        "really?!",
        "(does it work?)",
        "どうですか？はい",
        "كيف حالك؟",
        "see https://example.com/a?b=1 ok?",
        "have you seen https://example.com/a?",
        "*why?*",
    ],
)
def test_questions(text):
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    ["", "no", "https://example.com/?a=1", "<https://example.com/?|link>", "`a ? b : c`", "```\nwhy?\n```", "> why?\nno", "???", "a?b"],
)
def test_no_questions(text):
    assert not is_question(text)


@st.composite
def chats(draw) -> list[Message]:
    """Messages in the order of time; replies go to earlier ones, or to what is not there."""
    made: list[Message] = []
    at = 0
    for turn in range(draw(st.integers(0, 9))):
        at += draw(st.integers(0, 5))
        channel = draw(st.sampled_from("ab"))
        earlier = [one.id for one in made if one.channel == channel]
        replies = draw(st.sampled_from([None, None, "gone" + channel, *earlier]))
        thread = draw(st.sampled_from([None, None, None, "T"]))
        made.append(Message(str(turn), channel, at, replies, thread, draw(st.booleans()), draw(st.booleans())))
    return made


def literally(messages: list[Message], quiet: int) -> dict[str, str]:
    """The rule's words, each asked anew for each message of one channel."""
    places = {one.id: place for place, one in enumerate(messages)}

    def flows(place: int) -> bool:
        one = messages[place]
        return one.thread is None and one.replies_to is None and one.person

    @cache
    def opens(place: int) -> bool:
        return flows(place) and messages[place].asks and not any(is_open(earlier, place) for earlier in range(place))

    @cache
    def is_open(opener: int, place: int) -> bool:
        if not opens(opener):
            return False
        times = [messages[one].at for one in range(opener, place) if thread(one) == "~" + messages[opener].id] + [messages[place].at]
        return all(later - earlier <= quiet for earlier, later in pairwise(times))

    @cache
    def thread(place: int) -> str | None:
        one = messages[place]
        if one.thread is not None:
            return one.thread
        if one.replies_to is not None:
            target = places.get(one.replies_to)
            return "~" + one.replies_to if target is None else thread(target) or "~" + one.replies_to
        if opens(place):
            return "~" + one.id
        conversations = ["~" + messages[earlier].id for earlier in range(place) if flows(place) and is_open(earlier, place)]
        return conversations[0] if conversations else None

    answered = {one.replies_to for one in messages if one.thread is None}
    known = {one.id: thread(place) or ("~" + one.id if one.id in answered else None) for place, one in enumerate(messages)}
    return {one: name for one, name in known.items() if name is not None}


@given(chats())
@settings(max_examples=150, deadline=None)
def test_the_rule_to_the_letter(chat):
    expected = {key: name for channel in "ab" for key, name in literally([one for one in chat if one.channel == channel], 3).items()}
    assert threads(chat, QUIET) == expected
    assert threads(sorted(chat, key=lambda one: one.channel, reverse=True), QUIET) == expected


@given(chats(), st.integers(0, 9))
@settings(max_examples=150, deadline=None)
def test_a_longer_export_renames_no_thread(chat, kept):
    before, after = threads(chat[:kept], QUIET), threads(chat, QUIET)
    assert {key: after[key] for key in before} == before
