"""Discourse's user list: every account, with its roles and its trust level."""

import pandas as pd

from lib.sources.delivery import Delivery
from lib.sources.exports.derived import texts_of, with_column, without
from lib.sources.exports.headings import Headings
from lib.sources.raw_table import RawTable

ROLE = "role (from admin, moderator)"
SEGMENT = "segment (from trust_level)"
NAME = "name (or username)"
_PRIVATE = ("ip_address", "registration_ip_address", "password_hash", "salt", "secondary_emails")
_YES, _NO = ("true", "t", "yes", "1"), ("false", "f", "no", "0", "")


def is_user_list(headings: Headings) -> bool:
    """Whether these are the columns of a user list."""
    return headings.have("id", "username", "created_at", "trust_level", "admin", "moderator")


def members(table: RawTable) -> tuple[Delivery, tuple[str, ...]]:
    """The accounts as members, suspended and staged ones too, and what is worth a note. Addresses of machines are taken out.

    A member is its number, not its user name: names change, and posts in queries carry the number.
    """
    table = without(table, *(Headings(table.columns).find(name) for name in _PRIVATE))
    heads = Headings(table.columns)
    ids = texts_of(table, heads.find("id", "user_id"))
    if heads.find("admin", "moderator"):
        table = with_column(table, ROLE, _roles(ids, texts_of(table, heads.find("admin")), texts_of(table, heads.find("moderator"))))
    if heads.find("trust_level"):
        levels = texts_of(table, heads.find("trust_level"))
        table = with_column(table, SEGMENT, ("trust level " + levels).where(levels != "", ""))
    if heads.find("name", "username"):
        names = texts_of(table, heads.find("name"))
        table = with_column(table, NAME, names.where(names != "", texts_of(table, heads.find("username"))))
    columns = Headings(table.columns).fields(member_id=("id", "user_id"), name=NAME, joined_at="created_at", role=ROLE, segment=SEGMENT, email_hash="email")
    staged = int(texts_of(table, heads.find("staged")).str.casefold().isin(_YES).sum())
    suspended = int((texts_of(table, heads.find("suspended_at")) != "").sum())
    notes = [f"{staged:,} of the users are staged: known from mail only" if staged else "", f"{suspended:,} of the users are suspended" if suspended else ""]
    return Delivery("member", table, columns, zone="UTC"), tuple(filter(None, notes))


def _roles(ids: "pd.Series[str]", admins: "pd.Series[str]", moderators: "pd.Series[str]") -> "pd.Series[str]":
    """``bot`` for the accounts of Discourse itself, which have numbers below zero; ``staff`` where either column says yes; what is neither yes nor no stays."""
    found = pd.Series("member", index=ids.index, dtype="str")
    for words in (admins.str.casefold(), moderators.str.casefold()):
        found = found.mask(words.isin(_YES), "staff")
        found = found.mask(~words.isin((*_YES, *_NO)), words)
    return found.mask(ids.str.fullmatch(r"-\d+"), "bot")
