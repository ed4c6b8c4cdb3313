"""What a chat's export becomes: members, messages with their threads, and reactions, with every one of them accounted for."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pyarrow as pa

from lib.errors import FileError
from lib.records.activity import RECONSTRUCTED
from lib.sources import conversations
from lib.sources.delivery import Delivery
from lib.sources.exports.moments import EPOCH
from lib.sources.exports.platform import Export
from lib.sources.json_values import in_short
from lib.sources.package import Package
from lib.sources.raw_table import RawTable, cell_names
from lib.sources.row_collector import RowCollector, sound_text

_MEMBER = ("member_id", "name", "role", "email_hash", "joined_at")
_MESSAGE = ("activity_id", "occurred_at", "member_id", "channel", "parent_id", "title", "text")
_REACTION = ("activity_id", "occurred_at", "member_id", "channel", "parent_id")
MOST_MESSAGES = 2_000_000
"""Messages, and reactions, that become rows: each takes up to a kilobyte of memory and more."""
MOST_MALFORMED = 100_000
_THREAD, _KIND = "thread_id", "kind"


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message of a person or bot. ``place``: what the rule of conversations asks of it; its ``id`` is the activity's.

    ``reply``: whether it is one in the platform's own thread. ``local``: its time as the platform writes it, where that has no offset.
    """

    place: conversations.Message
    member: str
    channel: str
    text: str
    reply: bool = False
    parent: str | None = None
    title: str = ""
    local: bool = False


@dataclass
class ChatRows:
    """Grows message by message; ``platform`` is that of the activities. ``quiet`` ends a conversation."""

    platform: str
    quiet: timedelta
    found: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    line: int = 0  # of the last message
    _members: RowCollector = field(default_factory=lambda: RowCollector(_MEMBER))
    _messages: RowCollector = field(default_factory=lambda: RowCollector(_MESSAGE))
    _reactions: RowCollector = field(default_factory=lambda: RowCollector(_REACTION))
    _known: set[str] = field(default_factory=set)
    _places: dict[str, conversations.Message] = field(default_factory=dict)
    _replies: set[str] = field(default_factory=set)  # in threads of the platform
    _given: set[str] = field(default_factory=set)
    _reacted: list[str] = field(default_factory=list)

    def knows(self, who: str) -> bool:
        """Whether a member of that id was seen."""
        return who in self._known

    def member(self, who: str, name: str, role: str, *, email: str = "", joined_at: str = "") -> None:
        """An account; a second one of the same id is left out."""
        self.found["bots" if role == "bot" else "members"] += 1
        if who in self._known:
            self.left_out["an account that came before"] += 1
            return
        self._known.add(who)
        cells = {"member_id": who, "name": name, "role": role, "email_hash": email if _is_address(email) else "", "joined_at": joined_at}
        self._members.add(self._members.number + 1, cells)

    def refuse_member(self, reason: str, hint: str, value: Any) -> None:
        """An account that makes no sense."""
        self.found["members"] += 1
        self._members.refuse(self._members.number + 1, reason, hint, in_short(value))

    def message(self, message: ChatMessage, line: int | None = None) -> bool:
        """A message; false for one that came before, as days at the edge of two exports have it: it is left out.

        ``line`` is where it stands, greater than all before; by default it is the next.
        """
        self._go_on(line)
        own = message.place.id
        if own in self._places:
            self.left_out["a message that came before"] += 1
            return False
        self._places[own] = message.place
        if message.reply:
            self._replies.add(own)
        cells = {
            "activity_id": own,
            "occurred_at": written(message.place.at, message.local),
            "member_id": message.member,
            "channel": message.channel,
            "parent_id": message.parent or "",
            "title": message.title,
            "text": message.text,
        }
        self._messages.add(self.line, cells)
        return True

    def refuse_message(self, reason: str, hint: str, value: Any, line: int | None = None) -> None:
        """A message that makes no sense."""
        self._go_on(line)
        self._messages.refuse(self.line, reason, hint, value if isinstance(value, str) else in_short(value))

    def leave_out_messages(self, reason: str, count: int) -> None:
        """Messages that are no act of a member."""
        self.found["messages"] += count
        self.left_out[reason] += count
        self.line += count

    def _go_on(self, line: int | None) -> None:
        if len(self._messages.malformed) > MOST_MALFORMED:
            found = f"more than {MOST_MALFORMED:,} messages that make no sense"
            raise FileError("This is no export of a chat, or a damaged one.", found=found, hint="export it again")
        if max(self._messages.number, self._reactions.number) > MOST_MESSAGES:
            raise FileError("There are too many messages.", found=f"more than {MOST_MESSAGES:,}", hint="export a shorter time, or fewer channels, at once")
        self.found["messages"] += 1
        self.line = line or self.line + 1

    def reaction(self, to: ChatMessage, sign: str, who: str) -> None:
        """One member's reaction to a message, at the message's time: no export tells a better one."""
        self.found["reactions"] += 1
        own = f"{to.place.id}:{sign}:{who}"
        if own in self._given:
            self.left_out["a reaction that came before"] += 1
            return
        self._given.add(own)
        self._reacted.append(to.place.id)
        cells = {"activity_id": own, "occurred_at": written(to.place.at, to.local), "member_id": who, "channel": to.channel, "parent_id": to.place.id}
        self._reactions.add(self.found["reactions"], cells)

    def leave_out_reactions(self, count: int) -> None:
        """Reactions of which the export tells the number and not the people."""
        if count > 0:
            self.found["reactions"] += count
            self.left_out["reactions without who gave them"] += count

    def export(self, package: Package, *, zone: str | None = None, notes: tuple[str, ...] = ()) -> Export:
        """All of it. ``zone``: that of the local times."""
        threads = conversations.threads(self._places.values(), self.quiet)
        thread = [threads.get(own, "") for own in self._places]
        kind = [_kind(own, place, own in self._replies, threads.get(own)) for own, place in self._places.items()]
        size, digest = package.size, package.sha256
        members = self._members.table(package.name, size=size, sha256=digest)
        messages = _with(self._messages.table(package.name, size=size, sha256=digest), {_THREAD: thread, _KIND: kind})
        reactions = _with(self._reactions.table(package.name, size=size, sha256=digest), {_THREAD: [threads.get(own, "") for own in self._reacted]})
        texts = {"platform": self.platform}
        deliveries = (
            Delivery("member", members, {name: name for name in members.columns}),
            Delivery("activity", messages, {name: name for name in messages.columns}, texts, zone),
            Delivery("activity", reactions, {name: name for name in reactions.columns}, {**texts, _KIND: "reaction"}, zone),
        )
        made = len({name for name in thread if name.startswith(RECONSTRUCTED)})
        if made:
            notes += (f"threads reconstructed from replies, questions and what followed them: {made:,}",)
        return Export(tuple(one for one in deliveries if one.table.rows), dict(self.found), dict(self.left_out), notes)


def _kind(own: str, place: conversations.Message, reply: bool, thread: str | None) -> str:
    """A comment is what answers: a reply, or what follows a question."""
    if place.thread is not None:
        return "comment" if reply else "post"
    return "post" if thread is None or thread == RECONSTRUCTED + own else "comment"


def _with(table: RawTable, more: dict[str, list[str]]) -> RawTable:
    """The table with columns that were known only at its end."""
    columns, cells = table.columns, table.cells
    for name, values in more.items():
        cells = cells.add_column(len(columns), name, pa.array(map(sound_text, values), pa.string()))
        columns = (*columns, name)
    cells = cells.rename_columns(cell_names(len(columns)))
    return RawTable(table.name, columns, cells, table.malformed, size=table.size, sha256=table.sha256, notes=table.notes)


def written(at: int, local: bool) -> str:
    """A moment as text; one of a time that no calendar has as its number, which the intake refuses."""
    try:
        moment = EPOCH + timedelta(microseconds=at)
    except OverflowError:
        return str(at)
    return moment.replace(tzinfo=None).isoformat(" ", "microseconds") + ("" if local else "Z")


def _is_address(text: str) -> bool:
    """Whether an e-mail address can be read in it; another text would only cost its member the record."""
    name, at, host = text.strip().rpartition("@")
    return bool(name and at and "." in host) and not any(letter.isspace() for letter in text.strip())
