"""Slack's export: a zip or folder with ``channels.json``, ``users.json``, and a folder a channel with a file a day.

- **Members**: admins and owners are staff; bots are those that Slack calls so, Slackbot, and whoever writes as an app
  without an account. Who writes and is not in ``users.json``, such as a guest of another workspace, is known from what
  they write. When somebody joined is not in an export.
- **Messages**: a post, or a comment where it is a reply in a thread. An edited message has its last text. Texts keep
  Slack's mark-up: a name put in place of ``<@U1>`` would change whenever somebody is called anew.
- **Reactions**: one each, at the time of the message, since Slack tells no time for a reaction.
- **Left out**, and counted by reason: what Slack writes by itself (who joined, what the topic is, …), deleted messages,
  and conversations in private: direct messages, which nobody wrote for a community.
- **Threads** are Slack's own where a message has replies; for all others see ``lib.sources.conversations``.

Ids: a message's is ``channel id:ts``, a thread's that of the message which opens it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lib.errors import FileError
from lib.sources import conversations
from lib.sources.exports.chat_rows import ChatMessage, ChatRows
from lib.sources.exports.platform import Export, Wishes, platform
from lib.sources.json_file import read_json, start_of
from lib.sources.json_values import entries, identifier, listed, mapped, text_of
from lib.sources.origin import Progress
from lib.sources.package import Package

_PUBLIC, _PRIVATE, _USERS = ("channels.json", "groups.json"), ("dms.json", "mpims.json"), ("users.json", "org_users.json")
_DAY = re.compile(r"([^/]+)/\d{4}-\d\d-\d\d\.json")
_TS = re.compile(r"(\d{1,11})(?:\.(\d{1,6})\d*)?")
_BY_A_PERSON = frozenset(
    {"", "file_share", "me_message", "thread_broadcast", "reply_broadcast", "file_comment", "bot_message", "slackbot_response", "file_mention"}
)
_GONE = frozenset({"tombstone", "message_deleted", "message_changed", "message_replied", "ekm_access_denied"})
_SLACKBOT = "USLACKBOT"
_MOST_CLAIMED = 1_000_000  # reactions of one sign on one message


def _is_slack(package: Package) -> bool:
    rooms = [name for name in (*_PUBLIC, *_PRIVATE) if name in package.names]
    if not rooms or not any(_DAY.fullmatch(name) for name in package.names):
        return False
    return start_of(package, rooms[0]).lstrip().startswith("[") and any(name in package.names for name in _USERS)


@platform(
    "slack",
    "Slack",
    "Settings, Import/Export Data, Export: the zip as it comes, or its unpacked folder. Owners and admins may export.",
    recognises=_is_slack,
)
def slack(package: Package, wishes: Wishes, tell: Progress) -> Export:
    """Members, messages and reactions of the channels, public ones and private ones that the export has."""
    if not any(name in package.names for name in (*_PUBLIC, *_PRIVATE)):
        raise FileError(
            f"{package.name} is no Slack export.", found="no channels.json", hint="give the zip as Slack made it, or its folder with everything in it"
        )
    reading = _Reading(package, ChatRows("slack", wishes.quiet))
    reading.read_users()
    reading.read_messages(tell)
    return reading.rows.export(package, notes=reading.notes)


@dataclass
class _Reading:
    package: Package
    rows: ChatRows
    bots: set[str] = field(default_factory=set)
    staff: int = 0
    former: int = 0

    def read_users(self) -> None:
        """Everybody in the list of users."""
        for name in _USERS:
            for user in entries(read_json(self.package, name), name) if name in self.package.names else ():
                self._user(user)

    def _user(self, user: Any) -> None:
        known = mapped(user)
        who = identifier(known.get("id"))
        if who is None:
            shown = {key: value for key, value in known.items() if key != "profile"} if known else user  # without the address
            self.rows.refuse_member("A user without an id", "export it again", shown)
            return
        profile = mapped(known.get("profile"))
        is_bot = known.get("is_bot") is True or known.get("is_workflow_bot") is True or who == _SLACKBOT
        leads = any(known.get(key) is True for key in ("is_admin", "is_owner", "is_primary_owner"))
        if is_bot:
            self.bots.add(who)
        elif not self.rows.knows(who):
            self.staff += leads
            self.former += known.get("deleted") is True
        names = (profile.get("display_name"), profile.get("real_name"), known.get("real_name"), known.get("name"))
        role = "bot" if is_bot else "staff" if leads else "member"
        self.rows.member(who, next((text for text in map(text_of, names) if text.strip()), ""), role, email=text_of(profile.get("email")))

    def read_messages(self, tell: Progress) -> None:
        """Every message of every day, channel by channel."""
        channels, private = self._rooms()
        days = [(match[1], name) for name in self.package.names if (match := _DAY.fullmatch(name))]
        for done, (folder, name) in enumerate(days):
            tell("Reading messages", done / len(days))
            messages = entries(read_json(self.package, name), name)
            if folder in private:
                self.rows.leave_out_messages("direct messages: private", len(messages))
                continue
            channel, shown = channels.get(folder, (folder, folder))
            for message in messages:
                self._message(message, channel, shown, name)

    def _rooms(self) -> tuple[dict[str, tuple[str, str]], set[str]]:
        """By their folders: id and name of each channel, and which folders are private conversations."""
        channels: dict[str, tuple[str, str]] = {}
        private: set[str] = set()
        for file in (*_PUBLIC, *_PRIVATE):
            for room in map(mapped, entries(read_json(self.package, file), file) if file in self.package.names else ()):
                own, name = identifier(room.get("id")), text_of(room.get("name"))
                if file in _PRIVATE:
                    private |= {text for text in (own, name) if text}
                elif own and name:
                    channels[name] = channels[own] = (own, name)
        return channels, private - set(channels)

    def _message(self, value: Any, channel: str, shown: str, file: str) -> None:
        message = mapped(value)
        kind = text_of(message.get("subtype"))
        moment = _moment(message.get("ts"))
        if not message or moment is None:
            what = "A message without its time" if message else "Not a message"
            self.rows.refuse_message(f"{what} ({file})", "export it again: every message of Slack has a ts", value)
            return
        if kind in _GONE or message.get("hidden") is True:
            self.rows.leave_out_messages("deleted, or the trace of an edit", 1)
            return
        if kind not in _BY_A_PERSON:
            self.rows.leave_out_messages(f"written by Slack itself: {kind[:40]}", 1)
            return
        who = self._author(message)
        if who is None:
            self.rows.leave_out_messages("written by nobody who is named", 1)
            return
        at, ts = moment
        opens = _moment(message.get("thread_ts"))
        thread = f"{channel}:{opens[1]}" if opens else None
        own = f"{channel}:{ts}"
        text = text_of(message.get("text"))
        place = conversations.Message(own, channel, at, None, thread, conversations.is_question(text), who not in self.bots)
        reply = thread is not None and thread != own
        made = ChatMessage(place, who, shown, text, reply, thread if reply else None)
        if self.rows.message(made):
            for sign, people, nameless in _reactions(message):
                for giver in people:
                    self.rows.reaction(made, sign, giver)
                self.rows.leave_out_reactions(nameless)

    def _author(self, message: dict[str, Any]) -> str | None:
        """Who wrote it; an app without an account becomes a bot among the members."""
        who = identifier(message.get("user")) or identifier(mapped(message.get("comment")).get("user"))
        app = identifier(message.get("bot_id"))
        if who is None and app is None:
            return None
        if who is None or (app is not None and not self.rows.knows(who)) or who == _SLACKBOT:
            who = who or app or _SLACKBOT
            if not self.rows.knows(who):
                self.rows.member(who, text_of(message.get("username")) or text_of(mapped(message.get("bot_profile")).get("name")), "bot")
            self.bots.add(who)
        return who

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know of the members."""
        found = []
        if self.staff:
            found.append(f"taken as staff, being admins or owners: {self.staff}")
        if self.former:
            found.append(f"members whose account is closed: {self.former}")
        return tuple(found)


def _moment(value: Any) -> tuple[int, str] | None:
    """A ``ts`` as microseconds since 1970, and as the id that it also is; None where it is none."""
    text = text_of(value).strip()
    match = _TS.fullmatch(text)
    return (int(match[1]) * 1_000_000 + int((match[2] or "").ljust(6, "0")), text) if match else None


def _reactions(message: dict[str, Any]) -> Iterator[tuple[str, list[str], int]]:
    """Each sign, who gave it, and how many gave it whom Slack does not name."""
    for reaction in map(mapped, listed(message.get("reactions"))):
        users = listed(reaction.get("users"))
        people = [who for who in map(identifier, users) if who is not None]
        claimed = reaction.get("count")
        total = max(len(users), min(claimed, _MOST_CLAIMED) if type(claimed) is int else 0)
        yield text_of(reaction.get("name")), people, total - len(people)
