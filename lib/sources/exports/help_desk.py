"""What help desks write in their own way: ratings in words, a first reply as minutes after the opening, and who asked, once a ticket."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pandas as pd

from lib.sources.delivery import Delivery
from lib.sources.exports.derived import only, texts_of, with_column
from lib.sources.exports.platform import Export
from lib.sources.raw_table import RawTable

NOT_RATED = ("", "not offered", "offered", "unoffered", "not available", "no response", "-", "n/a")
"""Words that mean that nobody has rated."""

_ADDRESS = r"[^\s@]+@[^\s@]+\.[^\s@]+"
_LOCAL = r"(?:19|20)\d{2}-\d{2}-\d{2}[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?"
_OFFSET = r"(?: ?(?:Z|UTC|[+-]\d{2}:?\d{2}))"
_MINUTES = r"[+-]?\d{1,7}(?:\.\d{1,6})?"


def rated(texts: "pd.Series[str]", words: Mapping[str, int]) -> "pd.Series[str]":
    """Ratings from 1 to 5 for the words of a help desk, empty for nobody's; any other text stays as it is."""
    known = {**{word: str(rating) for word, rating in words.items()}, **dict.fromkeys(NOT_RATED, "")}
    return texts.map({text: known.get(" ".join(text.casefold().split()), text) for text in texts.unique()}).astype("str")


def requesters(table: RawTable, number: str | None, name: str | None, email: str | None) -> Delivery | None:
    """Who asked, each once, as members: so that their address can show that they are somebody known from elsewhere.

    Without a day they joined and without activity they count in no metric of members. None where the export does not tell
    both their numbers and their addresses. Of several rows the first with an address tells it; what is no address is none:
    it would only cost its requester the record.
    """
    if number is None or email is None:
        return None
    numbers, emails = texts_of(table, number), texts_of(table, email)
    emails = emails.where(emails.str.fullmatch(_ADDRESS), "")
    table = with_column(table, email, emails)
    told = pd.DataFrame({"number": numbers, "silent": emails == ""}).sort_values("silent", kind="stable")
    first = told.drop_duplicates("number").index
    keep = pd.Series(False, index=numbers.index)
    keep[first] = True
    columns = {"member_id": number, "email_hash": email, **({"name": name} if name else {})}
    return Delivery("member", replace(only(table, keep & (numbers != "")), malformed=(), blank=0, notes=()), columns)


def tickets_and_requesters(deliveries: Iterable[Delivery], notes: tuple[str, ...]) -> Export:
    """The export that these deliveries make, its tickets and those who asked counted."""
    brought = tuple(deliveries)
    found = {"tickets": "ticket", "requesters": "member"}
    counts = {what: sum(one.table.rows for one in brought if one.kind == kind) for what, kind in found.items()}
    return Export(brought, {what: count for what, count in counts.items() if count or what == "tickets"}, notes=notes)


def minutes_after(moments: "pd.Series[str]", minutes: "pd.Series[str]", zone: str | None) -> "pd.Series[str]":
    """The moments that lie ``minutes`` after ``moments``, with their offset; of times without one in ``zone``, or as they are where that is not known.

    Empty where a moment cannot be read year first, or there are no minutes; minutes that are no number stay as they are,
    so that they are refused by name.
    """
    found = pd.Series("", index=moments.index, dtype="str")
    numbers = minutes.str.fullmatch(_MINUTES)
    waited = pd.to_timedelta(pd.to_numeric(minutes.where(numbers), errors="coerce"), unit="min")
    local = numbers & moments.str.fullmatch(_LOCAL)
    if local.any():
        walls = pd.to_datetime(moments[local], format="ISO8601", errors="coerce")
        if zone is not None and (known := _zone(zone)):
            starts = walls.dt.tz_localize(known, ambiguous="NaT", nonexistent="NaT").dt.tz_convert("UTC")
            found[local] = _written(starts + waited[local], "%Y-%m-%dT%H:%M:%SZ")
        else:
            found[local] = _written(walls + waited[local], "%Y-%m-%d %H:%M:%S")
    exact = numbers & moments.str.fullmatch(_LOCAL + _OFFSET)
    if exact.any():
        starts = pd.to_datetime(moments[exact].str.replace(r"\s*UTC$", "Z", regex=True), format="ISO8601", utc=True, errors="coerce")
        found[exact] = _written(starts + waited[exact], "%Y-%m-%dT%H:%M:%SZ")
    return found.where(numbers | (minutes == ""), minutes)


def _written(moments: "pd.Series[pd.Timestamp]", form: str) -> "pd.Series[str]":
    return moments.dt.strftime(form).fillna("").astype("str")


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # the intake names it
        return None
