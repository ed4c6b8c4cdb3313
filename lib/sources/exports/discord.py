"""Discord, as DiscordChatExporter writes it: a file a channel, JSON or CSV, alone or many in a zip or folder.

- **Members** are those who wrote or reacted. Bots are marked as such; staff are those with a role that is called so:
  admin, moderator, mod, staff, owner, team and the like. The note says which. Who joined within the export has its time.
- **Messages**: a post, or a comment where it is a reply or stands in a thread that another message opens. An edited
  message has its last text.
- **Reactions**: older exports tell only how many; without who gave them they make no activity, and are counted as left
  out. Newer ones name the people; a reaction has the time of its message.
- **Left out**, and counted by reason: what Discord writes by itself (who joined, what was pinned, …), and direct messages.
- **Threads**: a channel that is a thread (``GuildPublicThread`` and others) is one; it is opened by the message that has
  its id, else by its first where the export begins at the start. In all other channels replies make threads, and the
  rule of ``lib.sources.conversations``.
- **CSV**: see ``lib.sources.exports.discord_csv``.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from lib.errors import FileError
from lib.sources import conversations
from lib.sources.exports.accounts import Accounts
from lib.sources.exports.chat_rows import ChatMessage, ChatRows
from lib.sources.exports.discord_csv import is_discord_csv, read_discord_csv
from lib.sources.exports.moments import iso_moment
from lib.sources.exports.platform import Export, Wishes, platform
from lib.sources.json_file import parsed, start_of
from lib.sources.json_values import identifier, listed, mapped, text_of
from lib.sources.long_json import LongJson, list_number
from lib.sources.origin import Progress
from lib.sources.package import Package

_KEYS = re.compile(r'"guild"\s*:\s*\{|"timestampEdited"\s*:|"isPinned"\s*:')
_CHANNEL = re.compile(r'"channel"\s*:\s*\{|"author"\s*:\s*\{')
_WRITTEN = frozenset({"", "Default", "Reply", "ChatInputCommand", "ContextMenuCommand", "0", "19", "20", "23"})
_NUMBERED = {"7": "GuildMemberJoin", "18": "ThreadCreated", "21": "ThreadStarterMessage", "46": "PollResult"} | dict.fromkeys("89", "Boost")
_STARTER = frozenset({"ThreadStarterMessage", "21"})
_MOST_CLAIMED = 1_000_000


def _is_discord_json(package: Package, name: str) -> bool:
    if not name.lower().endswith(".json") and not package.is_single:
        return False
    start = start_of(package, name)
    return start.lstrip().startswith("{") and bool(_KEYS.search(start)) and bool(_CHANNEL.search(start))


def _tables_first(package: Package) -> list[str]:
    """The names, those of pictures and other media last."""
    return sorted(package.names, key=lambda name: not name.lower().endswith((".json", ".csv")))


def _is_discord(package: Package) -> bool:
    return any(_is_discord_json(package, name) or is_discord_csv(package, name) for name in _tables_first(package)[:20])


@platform(
    "discord",
    "Discord",
    "Export the channels with DiscordChatExporter as JSON, which tells more, or CSV; give one file, or a zip or folder of them.",
    recognises=_is_discord,
)
def discord(package: Package, wishes: Wishes, tell: Progress) -> Export:
    """Members, messages and, where their givers are named, reactions of the channels."""
    rows, accounts = ChatRows("discord", wishes.quiet), Accounts()
    tell("Looking at the channels", 0.0)
    channels = [_Channel.of(LongJson.of(package, name)) for name in package.names if _is_discord_json(package, name)]
    tables = [name for name in package.names if is_discord_csv(package, name)]
    if not channels and not tables:
        raise FileError(f"{package.name} is no export of DiscordChatExporter.", found=", ".join(package.names[:3]), hint="export the channels as JSON or CSV")
    threads = {channel.id: channel.name for channel in channels if channel.is_thread}
    whole = max(1, sum(sum(channel.file.counts) for channel in channels))
    for channel in channels:
        _Reading(rows, accounts, channel, threads).read(lambda: tell("Reading messages", min(1.0, rows.line / whole)))
    notes = [note for name in tables for note in read_discord_csv(package, name, rows, accounts)]
    others = len(package.names) - len(channels) - len(tables)
    if others:
        notes.append(f"files that are no channel: {others:,}")
    return rows.export(package, zone=wishes.zone, notes=(*accounts.put(rows), *dict.fromkeys(notes)))


@dataclass(frozen=True)
class _Channel:
    """What a file says of its channel. ``shown``: the channel's name; of a thread, that of the channel it lies in."""

    file: LongJson
    id: str
    name: str
    shown: str
    kind: str
    from_start: bool

    @classmethod
    def of(cls, file: LongJson) -> "_Channel":
        frame = mapped(file.frame)
        channel = mapped(frame.get("channel"))
        name, kind = text_of(channel.get("name")), text_of(channel.get("type"))
        own = identifier(channel.get("id")) or name or file.name
        shown = text_of(channel.get("category")) or name if kind.endswith("Thread") else name
        after = mapped(frame.get("dateRange")).get("after")
        return cls(file, own, name, shown, kind, after is None)

    @property
    def is_thread(self) -> bool:
        return self.kind.endswith("Thread")

    @property
    def is_private(self) -> bool:
        return self.kind.startswith("Direct")


@dataclass
class _Reading:
    rows: ChatRows
    accounts: Accounts
    channel: _Channel
    threads: dict[str, str]  # names of the channels that are threads, by their ids
    opened: bool = field(init=False, default=False)

    def read(self, tell: Any) -> None:
        """Every message of the channel."""
        file = self.channel.file
        wanted = list_number(mapped(file.frame).get("messages"))
        self.opened = not self.channel.from_start
        if self.channel.is_private:
            self.rows.leave_out_messages("direct messages: private", sum(file.counts))
            return
        for element in file.elements():
            if element.of != wanted:
                self.rows.leave_out_messages("outside of the channel's messages", 1)
                continue
            if element.place % 5_000 == 0:
                tell()
            try:
                value = parsed(element.content, file.shown)
            except FileError as error:
                self.rows.refuse_message(str(error.found or error.what), "export the channel again", element.content[:300].decode("utf-8", "replace"))
                continue
            self._message(value)

    def _message(self, value: Any) -> None:
        message = mapped(value)
        own, moment = identifier(message.get("id")), iso_moment(text_of(message.get("timestamp")))
        if own is None or moment is None:
            what = "A message without its id" if own is None else "A message without its time"
            self.rows.refuse_message(f"{what} ({self.channel.file.name})" if message else "Not a message", "export the channel again", value)
            return
        (at, local), kind = moment, text_of(message.get("type"))
        author = mapped(message.get("author"))
        who = self._seen(author, at)
        if kind not in _WRITTEN:
            if who and kind in ("GuildMemberJoin", "7"):
                self.accounts.joined(who, _name(author), at, local=local)
            self.opened |= kind in _STARTER
            self.rows.leave_out_messages(f"written by Discord itself: {_NUMBERED.get(kind, kind)[:40]}", 1)
            return
        if who is None:
            self.rows.leave_out_messages("written by nobody who is named", 1)
            return
        made = self._made(message, own, at, local, who, author)
        if self.rows.message(made):
            self._reactions(made, message)

    def _made(self, message: dict[str, Any], own: str, at: int, local: bool, who: str, author: dict[str, Any]) -> ChatMessage:
        text, thread, reply = text_of(message.get("content")), None, False
        reference = mapped(message.get("reference"))
        here = identifier(reference.get("channelId")) in (None, self.channel.id)
        parent = identifier(reference.get("messageId")) if here else None
        if self.channel.is_thread:
            opens = own == self.channel.id or not self.opened
            thread, reply, self.opened = self.channel.id, not opens, True
        elif own in self.threads:
            thread = own
        place = conversations.Message(own, self.channel.id, at, parent, thread, conversations.is_question(text), author.get("isBot") is not True)
        title = "" if reply or thread is None else self.threads.get(thread, "")
        return ChatMessage(place, who, self.channel.shown, text, reply, parent if parent != own else None, title, local)

    def _seen(self, person: dict[str, Any], at: int | None) -> str | None:
        who = identifier(person.get("id"))
        if who is not None:
            roles = [text_of(mapped(role).get("name")) for role in listed(person.get("roles"))]
            self.accounts.seen(who, _name(person), role="bot" if person.get("isBot") is True else self.accounts.role_of(roles), at=at)
        return who

    def _reactions(self, made: ChatMessage, message: dict[str, Any]) -> None:
        for reaction in map(mapped, listed(message.get("reactions"))):
            emoji = mapped(reaction.get("emoji"))
            sign = text_of(emoji.get("code")) or text_of(emoji.get("name")) or text_of(emoji.get("id"))
            users = listed(reaction.get("users"))
            people = [who for who in (self._seen(mapped(user), None) for user in users) if who is not None]
            for who in people:
                self.rows.reaction(made, sign, who)
            claimed = reaction.get("count")
            self.rows.leave_out_reactions(max(len(users), min(claimed, _MOST_CLAIMED) if type(claimed) is int else 0) - len(people))


def _name(person: dict[str, Any]) -> str:
    return text_of(person.get("nickname")) or text_of(person.get("name"))
