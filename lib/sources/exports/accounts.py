"""Accounts of a chat whose export has no list of members: known from what they write."""

import re
from dataclasses import dataclass, field

from lib.sources.exports.chat_rows import ChatRows, written

_STAFF = frozenset({"admin", "administrator", "moderator", "mod", "staff", "owner", "team", "employee", "community manager", "community team", "support team"})
_NO_LETTER = re.compile(r"[^a-z ]+")


@dataclass
class _Account:
    name: str = ""
    role: str = "member"
    first: int | None = None
    joined: int | None = None
    local: bool = False


@dataclass
class Accounts:
    """Grows message by message. ``staff_roles``: names of the roles for which somebody was taken as staff."""

    staff_roles: set[str] = field(default_factory=set)
    _known: dict[str, _Account] = field(default_factory=dict)

    def seen(self, who: str, name: str, *, role: str = "member", at: int | None = None) -> None:
        """Somebody who did something at ``at``; the name seen last counts, and once bot or staff is always so."""
        account = self._known.setdefault(who, _Account())
        account.name = name.strip() or account.name
        account.role = role if account.role == "member" else account.role
        if at is not None:
            account.first = at if account.first is None else min(at, account.first)

    def joined(self, who: str, name: str, at: int, *, local: bool) -> None:
        """Somebody of whom the platform says when they came."""
        self.seen(who, name)
        account = self._known[who]
        if account.joined is None or at < account.joined:
            account.joined, account.local = at, local

    def role_of(self, names: list[str]) -> str:
        """``staff`` where one of the roles is called so, else ``member``."""
        leading = {name for name in names if _NO_LETTER.sub("", name.casefold()).strip().removesuffix("s") in _STAFF}
        self.staff_roles |= leading
        return "staff" if leading else "member"

    def put(self, rows: ChatRows) -> tuple[str, ...]:
        """Hands all over, and what should be known of them in words. Who wrote before they joined came a second time: when they first did is not known."""
        for who, account in self._known.items():
            certain = account.joined is not None and (account.first is None or account.joined <= account.first)
            rows.member(who, account.name, account.role, joined_at=written(account.joined, account.local) if certain and account.joined is not None else "")
        staff = sum(account.role == "staff" for account in self._known.values())
        roles = f", by their roles {', '.join(sorted(self.staff_roles)[:5])}" if self.staff_roles else ""
        return (f"taken as staff{roles}: {staff}",) if staff else ()
