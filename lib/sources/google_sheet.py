"""A Google spreadsheet as a source: each record kind is one of its worksheets, always read whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from gspread.exceptions import NoValidUrlKeyFound
from gspread.utils import extract_id_from_url

from lib.errors import SettingError
from lib.records import KINDS
from lib.sources.google_account import ServiceAccount
from lib.sources.worksheet import Worksheet

SHEETS = "https://sheets.googleapis.com"
_KEYS = ("type", "spreadsheet", "zone", "service_account", "google_service_account", "server")


@dataclass(frozen=True)
class GoogleSheet:
    """A spreadsheet as its section of the secrets names it::

        [sources.survey]
        type = "google_sheet"
        spreadsheet = "https://docs.google.com/spreadsheets/d/…"   # or its key alone
        zone = "Europe/Warsaw"                     # of times in its cells; left out: the spreadsheet's own, which a note says
        service_account = "keys/dashboard.json"    # or a table of the file's keys; left out: the section [google_service_account]

        [sources.survey.survey_response]
        worksheet = "Form responses 1"             # a title or a gid; left out: the tab in the URL, else the only one
        header_row = 1                             # left out: 1
        dates = "dmy"                              # order of day and month of dates that stand as text; dates proper need none
        map = { response_id = "Id", responded_at = "Timestamp", score = "Rating" }
        set = { survey = "nps" }

    ``server`` is Google's address unless another stands in for it, such as a private endpoint.
    """

    name: str
    key: str
    account: ServiceAccount
    worksheets: tuple[Worksheet, ...]
    zone: str | None = None
    gid: int | None = None
    server: str = SHEETS

    @classmethod
    def of(cls, name: str, section: Mapping[str, Any]) -> Self:
        """The source as the section says; SettingError names the key, what was found, and what to write. Nothing is contacted."""
        where = f"sources.{name}"
        key, gid = _spreadsheet(section.get("spreadsheet"), where)
        kinds = [key for key in section if key not in _KEYS]
        if not kinds:
            hint = f"add a section a record kind, such as [{where}.survey_response]; the kinds are {', '.join(KINDS)}"
            raise SettingError(f"{where} does not say what its worksheets hold.", hint=hint)
        worksheets = tuple(Worksheet.of(kind, section[kind], f"{where}.{kind}") for kind in kinds)
        own = "service_account" in section
        given = section["service_account"] if own else section.get("google_service_account")
        if given is None:
            hint = "add the section [google_service_account] with the keys of the JSON file, or service_account with the file's path"
            raise SettingError(f"{where} has no service account to read with.", hint=hint)
        account = ServiceAccount.of(given, f"{where}.service_account" if own else "google_service_account")
        return cls(name, key, account, worksheets, _zone(section.get("zone"), where), gid, _server(section.get("server", SHEETS), where))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The record kinds it brings, as the section orders them."""
        return tuple(one.kind for one in self.worksheets)

    @property
    def shown(self) -> str:
        """Which spreadsheet, by the start of its key: the whole would open one that is shared by link."""
        return f"Google Sheets, spreadsheet {self.key[:6]}…"


def _spreadsheet(given: Any, where: str) -> tuple[str, int | None]:
    """The spreadsheet's key, and the worksheet's gid where a URL names one."""
    hint = "copy the address of the spreadsheet from the browser, like https://docs.google.com/spreadsheets/d/…"
    if not isinstance(given, str) or not given.strip():
        raise SettingError(f"{where}.spreadsheet is missing.", found=None if given is None else type(given).__name__, hint=hint)
    text = given.strip()
    if "/" not in text:
        if not all(letter.isalnum() or letter in "-_" for letter in text):
            raise SettingError(f"{where}.spreadsheet is neither a URL nor a key.", found=repr(text[:60]), hint=hint)
        return text, None
    try:
        key = extract_id_from_url(text)
    except NoValidUrlKeyFound:
        raise SettingError(f"{where}.spreadsheet is no spreadsheet's URL.", found=text[:80], hint=hint) from None
    parts = urlsplit(text)
    named = [part.removeprefix("gid=") for part in f"{parts.fragment}&{parts.query}".split("&") if part.startswith("gid=")]
    return key, int(named[0]) if named and named[0].isdecimal() else None


def _zone(given: Any, where: str) -> str | None:
    if given is None or (isinstance(given, str) and given in available_timezones()):
        return given
    raise SettingError(f"{where}.zone is no time zone.", found=repr(given)[:60], hint="write it like Europe/Warsaw, or leave it out for the spreadsheet's own")


def _server(given: Any, where: str) -> str:
    parts = urlsplit(given) if isinstance(given, str) else None
    if parts is None or not parts.hostname or parts.username or (parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1")):
        raise SettingError(f"{where}.server is no address that can be used.", hint=f"leave it out, or write it like {SHEETS}")
    return str(given).rstrip("/")
