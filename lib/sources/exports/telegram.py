"""Telegram Desktop's export: ``result.json`` of one chat, or of an account with all its chats; its folder or a zip of it too.

- **Members** are those who wrote. Old exports number them (``4300000001``), new ones write ``user5032705``: both become
  the latter. An admin who writes in the name of the group, and the postings of a channel, are an account of their own,
  as staff; another channel that writes in a group is a member, since a person is behind it. Telegram does not tell who
  is a bot or an admin: the setting ``staff`` does. Who joined by a link or a request has the time of that.
- **Messages**: a post, or a comment where it is a reply or follows a question. Ids are ``chat id:message id``.
- **Channels**: the chat's name; of a forum, with its topic behind: ``Group / Topic``.
- **Times** are exact where the export has ``date_unixtime``. Older ones have the clock of whoever exported, and need its zone.
- **Reactions** are numbers; only the last few have names. Those with a name make an activity, at the time of the message.
- **Left out**, and counted by reason: personal chats, chats with bots and saved messages; what Telegram writes by itself.
- **Threads**: replies make them, and the rule of ``lib.sources.conversations``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lib.errors import FileError
from lib.sources import conversations
from lib.sources.exports.accounts import Accounts
from lib.sources.exports.chat_rows import ChatMessage, ChatRows
from lib.sources.exports.moments import iso_moment
from lib.sources.exports.platform import Export, Wishes, platform
from lib.sources.json_file import parsed, start_of
from lib.sources.json_values import identifier, listed, mapped, text_of
from lib.sources.long_json import LongJson, list_number
from lib.sources.origin import Progress
from lib.sources.package import Package

_CHAT = re.compile(
    r'"type"\s*:\s*"(?:(?:private|public)_(?:group|supergroup|channel)|personal_chat|bot_chat|saved_messages)"|"date_unixtime"\s*:|"from_id"\s*:'
)
_ACCOUNT = re.compile(r'"about"\s*:\s*"Here is the data you requested|"chats"\s*:\s*\{')
_PRIVATE = frozenset({"personal_chat", "bot_chat", "saved_messages", "replies", "verification_codes"})
_JOINED = frozenset({"join_group_by_link", "join_group_by_request"})
_USER, _CHANNEL_TYPES = 1 << 32, ("private_channel", "public_channel")
_SECONDS = re.compile(r"\d{1,11}")
_MOST_CLAIMED = 1_000_000


def _is_result(package: Package, name: str) -> bool:
    if not name.lower().endswith(".json") and not package.is_single:
        return False
    start = start_of(package, name)
    return start.lstrip().startswith("{") and bool(_CHAT.search(start) or _ACCOUNT.search(start))


def _is_telegram(package: Package) -> bool:
    return any(_is_result(package, name) for name in sorted(package.names, key=lambda name: not name.endswith("result.json"))[:20])


@platform(
    "telegram",
    "Telegram",
    "In Telegram Desktop open the group, Export chat history, format JSON: result.json, or the folder it lies in.",
    recognises=_is_telegram,
)
def telegram(package: Package, wishes: Wishes, tell: Progress) -> Export:
    """Members, messages and named reactions of the groups and channels."""
    rows, accounts = ChatRows("telegram", wishes.quiet), Accounts()
    tell("Looking at the chats", 0.0)
    files = [LongJson.of(package, name) for name in package.names if _is_result(package, name)]
    if not files:
        raise FileError(
            f"{package.name} is no export of Telegram.", found=", ".join(package.names[:3]), hint="export the chat as JSON, which gives result.json"
        )
    whole = max(1, sum(sum(file.counts) for file in files))
    for file in files:
        _read(file, rows, accounts, lambda: tell("Reading messages", min(1.0, rows.line / whole)))
    return rows.export(package, zone=wishes.zone, notes=accounts.put(rows))


def _read(file: LongJson, rows: ChatRows, accounts: Accounts, tell: Any) -> None:
    """Every message of every chat of one file."""
    chats = {number: _Chat(rows, accounts, chat, file.name) for chat in _chats(file.frame) if (number := list_number(chat.get("messages"))) is not None}
    for element in file.elements():
        chat = chats.get(element.of)
        if element.place % 5_000 == 0:
            tell()
        if chat is None:
            rows.leave_out_messages("outside of any chat", 1)
        elif chat.is_private:
            rows.leave_out_messages("personal chats: private", 1)
        else:
            try:
                chat.read(parsed(element.content, file.shown))
            except FileError as error:
                rows.refuse_message(str(error.found or error.what), "export the chat again", element.content[:300].decode("utf-8", "replace"))


def _chats(frame: Any) -> Iterator[dict[str, Any]]:
    """The chats of a file: it is one, or holds lists of them."""
    whole = mapped(frame)
    yield whole
    for key in ("chats", "left_chats"):
        yield from map(mapped, listed(mapped(whole.get(key)).get("list")))


@dataclass
class _Chat:
    rows: ChatRows
    accounts: Accounts
    frame: dict[str, Any]
    file: str
    topics: dict[str, str] = field(default_factory=dict)  # titles, by the ids of the messages that open them
    topic_of: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name, self.kind = text_of(self.frame.get("name")), text_of(self.frame.get("type"))
        self.id = (member_id(self.frame.get("id")) or self.name).removeprefix("channel").removeprefix("user")

    @property
    def is_private(self) -> bool:
        return self.kind in _PRIVATE

    def read(self, value: Any) -> None:
        """One message."""
        message = mapped(value)
        kind, own = text_of(message.get("type")), identifier(message.get("id"))
        if kind == "unsupported":
            self.rows.leave_out_messages("of a kind that Telegram does not export", 1)
            return
        moment = _moment(message)
        if own is None or moment is None:
            what = "A message without its id" if own is None else "A message without its time"
            self.rows.refuse_message(f"{what} ({self.file})" if message else "Not a message", "export the chat again", value)
            return
        if kind == "service":
            self._service(message, own, *moment)
            return
        who = member_id(message.get("from_id"))
        if who is None:
            self.rows.leave_out_messages("written by nobody who is named", 1)
            return
        self._message(message, own, *moment, who)

    def _service(self, message: dict[str, Any], own: str, at: int, local: bool) -> None:
        action, who = text_of(message.get("action")), member_id(message.get("actor_id"))
        if action == "topic_created":
            self.topics[own] = text_of(message.get("title")) or own
        elif action in _JOINED and who is not None:
            self.accounts.joined(who, text_of(message.get("actor")), at, local=local)
        self.rows.leave_out_messages(f"written by Telegram itself: {action[:40]}", 1)

    def _message(self, message: dict[str, Any], own: str, at: int, local: bool, who: str) -> None:
        named = self.kind in _CHANNEL_TYPES or who == f"channel{self.id}"
        self.accounts.seen(who, text_of(message.get("from")), role="staff" if named and who.startswith("channel") else "member", at=at)
        answered = identifier(message.get("reply_to_message_id")) if message.get("reply_to_peer_id") is None else None
        topic = answered if answered in self.topics else self.topic_of.get(answered or "")
        if topic is not None:
            self.topic_of[own] = topic
        if answered == topic:
            answered = None  # written in the topic, to nobody
        text, room = _text(message.get("text")), f"{self.id}:{topic}" if topic else self.id
        target = f"{self.id}:{answered}" if answered and answered != own else None
        place = conversations.Message(f"{self.id}:{own}", room, at, target, None, conversations.is_question(text))
        channel = f"{self.name} / {self.topics[topic]}" if topic else self.name
        made = ChatMessage(place, who, channel, text, parent=target, local=local)
        if self.rows.message(made):
            self._reactions(made, message)

    def _reactions(self, made: ChatMessage, message: dict[str, Any]) -> None:
        for reaction in map(mapped, listed(message.get("reactions"))):
            sign = text_of(reaction.get("emoji")) or text_of(reaction.get("document_id")) or text_of(reaction.get("type"))
            recent = listed(reaction.get("recent"))
            people = [(who, text_of(one.get("from"))) for one in map(mapped, recent) if (who := member_id(one.get("from_id"))) is not None]
            for who, name in people:
                self.accounts.seen(who, name)
                self.rows.reaction(made, sign, who)
            claimed = reaction.get("count")
            self.rows.leave_out_reactions(max(len(recent), min(claimed, _MOST_CLAIMED) if type(claimed) is int else 0) - len(people))


def member_id(value: Any) -> str | None:
    """Who wrote, as new exports spell it: old ones give a number, from 2³² on for users and from 2³³ on for chats and channels."""
    own = identifier(value)
    if own is None or not (own.isascii() and own.isdigit() and len(own) < 20):
        return own
    number = int(own)
    return f"channel{number - 2 * _USER}" if number >= 2 * _USER else f"user{number % _USER}"


def _moment(message: dict[str, Any]) -> tuple[int, bool] | None:
    """Microseconds, and whether on the clock of whoever exported; None where there is no time."""
    seconds = text_of(message.get("date_unixtime")).strip()
    if _SECONDS.fullmatch(seconds):
        return int(seconds) * 1_000_000, False
    return iso_moment(text_of(message.get("date")))


def _text(value: Any) -> str:
    """The text, which is one or many pieces: texts, and objects with one."""
    return (
        "".join(piece if isinstance(piece, str) else text_of(mapped(piece).get("text")) for piece in listed(value))
        if isinstance(value, list)
        else text_of(value)
    )
