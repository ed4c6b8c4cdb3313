"""Threads for a chat that has none: a rule, so that answers can be counted, and a mark, so that nobody takes them for the platform's own.

In the order of time, within one channel:

1. A message that the platform puts into a thread is in that thread, and neither opens nor ends a conversation here.
2. A message that replies to another is in the thread of that one; where that one is in none, it founds one with it.
3. A question of a person opens a thread while no conversation is open.
4. What persons write next in the channel belongs to it, further questions too, as long as no silence is longer than
   ``quiet``: then the conversation is over. A reply to a message of the thread keeps it open as well.
5. All else belongs to no thread.

A question ends a sentence with a question mark, of whatever script; what is quoted, code or an address does not count.
Words that ask without one are not known: they differ by language.

A thread's id is made of the mark and the message that founds it, so a later export of the same chat, which
goes on where the earlier one ended, gives the same ids. Two things can move a message later: a reply to what was in no
thread founds one, and a thread that the platform opens on a message takes it over. An export that starts later may
miss the question that an answer followed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from lib.records.activity import RECONSTRUCTED
from lib.sentiment.cleaning import cleaned

_MARKS = "?？؟⸮՞፧꘏"
_ENDS = re.compile(r"[?？؟⸮՞፧꘏](?!\w)|[？؟]")
_APART = re.compile(r"\?(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Message:
    """One message. ``at``: microseconds on a clock that all messages share; ``thread``: the platform's own, if it has one.

    ``replies_to``: the id of another message of the same channel; ``asks``: whether it is a question; ``person``: false
    for a bot, which is in a thread only by what it replies to.
    """

    id: str
    channel: str
    at: int
    replies_to: str | None = None
    thread: str | None = None
    asks: bool = False
    person: bool = True


def is_question(text: str) -> bool:
    """Whether a sentence of the text ends with a question mark."""
    if not any(mark in text for mark in _MARKS):
        return False
    return _ENDS.search(cleaned(_APART.sub(" ?", text))) is not None


def threads(messages: Iterable[Message], quiet: timedelta) -> Mapping[str, str]:
    """The thread of each message that is in one, by the messages' ids, which must be distinct.

    Messages of one instant follow each other as given; a reply to one that comes later counts as no reply.
    """
    by_channel: dict[str, list[Message]] = {}
    for message in messages:
        by_channel.setdefault(message.channel, []).append(message)
    found: dict[str, str] = {}
    for inside in by_channel.values():
        inside.sort(key=lambda message: message.at)
        _put_channel(found, inside, quiet // timedelta(microseconds=1))
    return found


def _put_channel(found: dict[str, str], messages: list[Message], quiet: int) -> None:
    """Adds the threads of one channel's messages, which are in order."""
    found.update((message.id, message.thread) for message in messages if message.thread is not None)
    ahead = {message.id for message in messages}
    gone: dict[str, str] = {}  # threads founded on messages that are not here
    behind: set[str] = set()
    open_thread, last = None, 0
    for message in messages:
        ahead.discard(message.id)
        behind.add(message.id)
        if message.thread is not None:
            continue
        if open_thread is not None and message.at - last > quiet:
            open_thread = None
        target = message.replies_to
        if target is not None and target != message.id and target not in ahead:
            known = found if target in behind else gone
            found[message.id] = known.setdefault(target, RECONSTRUCTED + target)
        elif message.person:
            if open_thread is None and message.asks:
                open_thread = RECONSTRUCTED + message.id
            if open_thread is not None:
                found[message.id] = open_thread
        if open_thread is not None and found.get(message.id) == open_thread:
            last = message.at
