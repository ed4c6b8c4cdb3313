"""A Google spreadsheet as a source: each record kind is one of its worksheets, always read whole."""

import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from lib.errors import SettingError, SourceError
from lib.records import KINDS
from lib.sources.delivery import Delivery
from lib.sources.origin import Chunk, Progress
from lib.sources.origin_type import origin_type
from lib.sources.section import zone_of
from lib.sources.sheets.account import ServiceAccount
from lib.sources.sheets.cells import Cells
from lib.sources.sheets.patience import USUAL, Patience
from lib.sources.sheets.spreadsheet import Spreadsheet, Tab
from lib.sources.sheets.table import SheetTable
from lib.sources.sheets.worksheet import Worksheet, folded

if TYPE_CHECKING:
    from lib.sources.sheets.client import GoogleClient

SHEETS = "https://sheets.googleapis.com"
_KEY = re.compile(r"/spreadsheets/(?:u/\d+/)?d/([\w-]+)|[?&]key=([\w-]+)")
_KEPT = 600  # seconds
_TURNS = 3  # readings before giving up on a spreadsheet that is being edited
_KEYS = ("type", "spreadsheet", "zone", "service_account", "google_service_account", "server")


@origin_type("google_sheet", shared={"google_service_account": "google_service_account"})
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
    patience: Patience = USUAL
    _kept: dict[str, tuple[float, Delivery]] = field(default_factory=dict, init=False, repr=False, compare=False)  # for the run's other kinds

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
        return cls(name, key, account, worksheets, zone_of(section, where), gid, _server(section.get("server", SHEETS), where))

    @property
    def kinds(self) -> tuple[str, ...]:
        """The record kinds it brings, as the section orders them."""
        return tuple(one.kind for one in self.worksheets)

    @property
    def shown(self) -> str:
        """Which spreadsheet, by the start of its key: the whole would open one that is shared by link."""
        return f"Google Sheets, spreadsheet {self.key[:6]}…"

    def chunks(self, kind: str, after: str | None, tell: Progress) -> Iterator[Chunk]:
        """All rows of a kind's worksheet as one chunk, or no chunk where there are no rows. The first call reads the worksheets of all kinds.

        SourceError where anything is not there, for any kind, so that nothing is taken from a spreadsheet that was changed.
        """
        read_at, delivery = self._kept.pop(kind, (0.0, None))
        if delivery is None or time.monotonic() - read_at > _KEPT:
            self._kept.clear()
            self._kept.update({name: (time.monotonic(), one) for name, one in self._read(tell).items()})
            _, delivery = self._kept.pop(kind)
        if delivery.table.rows:
            yield Chunk(delivery)

    def check(self) -> str:
        """The spreadsheet's title and its worksheets; SourceError where it, or a worksheet that is wanted, cannot be had."""
        with self._client() as client:
            spreadsheet = Spreadsheet.of(client.metadata(self.key))
        for one in self.worksheets:
            spreadsheet.find(one.worksheet, self.gid)
        zone, _ = self._its_zone(spreadsheet)
        return f"{spreadsheet.title}: {', '.join(tab.title for tab in spreadsheet.tabs)}; times are those of {zone}"

    def _client(self) -> "GoogleClient":
        from lib.sources.sheets.client import GoogleClient  # with Google's libraries, when they are needed

        return GoogleClient(self.account, self.server, self.patience)

    def _read(self, tell: Progress) -> dict[str, Delivery]:
        tell("Asking for the spreadsheet", 0.0)
        with self._client() as client:
            spreadsheet = Spreadsheet.of(client.metadata(self.key))
            zone, note = self._its_zone(spreadsheet)
            tabs = {one.kind: spreadsheet.find(one.worksheet, self.gid) for one in self.worksheets}
            wanted = list(dict.fromkeys(tabs.values()))
            cells = dict(zip((tab.gid for tab in wanted), self._cells(client, wanted, tell), strict=True))
        return {one.kind: _delivery(one, tabs[one.kind], cells[tabs[one.kind].gid], spreadsheet, zone, note) for one in self.worksheets}

    def _cells(self, client: "GoogleClient", tabs: list[Tab], tell: Progress) -> list[Cells]:
        """The cells of worksheets; read again where somebody edits them meanwhile."""
        ranges = [(tab.title, tab.columns) for tab in tabs]
        for turn in range(_TURNS):
            tell("Reading its worksheets" if not turn else "Reading them again: they were edited meanwhile", 0.2)
            plain = client.values(self.key, ranges, values="UNFORMATTED_VALUE", dates="SERIAL_NUMBER")
            dated = client.values(self.key, ranges, values="UNFORMATTED_VALUE", dates="FORMATTED_STRING")
            tell("Reading how its numbers are shown", 0.6)
            shown = client.values(self.key, ranges, values="FORMATTED_VALUE", dates="FORMATTED_STRING")
            found = [Cells(*three) for three in zip(plain, dated, shown, strict=True)]
            if not any(cells.torn for cells in found):
                return found
        raise SourceError(
            "The spreadsheet was edited each time while it was read.",
            found=f"{_TURNS} readings that differ",
            hint="sync again later; a cell with RAND or the like may be why",
            again=True,
        )

    def _its_zone(self, spreadsheet: Spreadsheet) -> tuple[str, str]:
        """The zone of the times in its cells, and a note that says whence."""
        own = spreadsheet.zone
        if self.zone is not None:
            other = f", though the spreadsheet itself is set to {own}" if own and own != self.zone else ""
            return self.zone, f"times are read in {self.zone}, as the source's section says{other}"
        if own is None:
            hint = f'add zone = "…" to the section sources.{self.name}, like Europe/Warsaw'
            raise SourceError("The spreadsheet's time zone is none that is known.", found=spreadsheet.zone_text or "no time zone", hint=hint)
        return own, f"times are read in {own}, the spreadsheet's own time zone"


def _delivery(one: Worksheet, tab: Tab, cells: Cells, spreadsheet: Spreadsheet, zone: str, note: str) -> Delivery:
    made = SheetTable(f"{spreadsheet.title}, {tab.title}", cells, one, tab.merges, spreadsheet.locale).table()
    spelled = {folded(column): column for column in reversed(made.columns)}
    columns = {name: spelled[folded(column)] if column else "" for name, column in one.columns.items()}
    return Delivery(one.kind, replace(made, notes=(note, *made.notes)), columns, one.texts, zone, one.dates)


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
    key = _KEY.search(text)
    if key is None or key[1] == "e":
        published = "the address of a published page, which names no spreadsheet" if key else text[:80]
        raise SettingError(f"{where}.spreadsheet is no spreadsheet's URL.", found=published, hint=hint)
    parts = urlsplit(text)
    named = [part.removeprefix("gid=") for part in f"{parts.fragment}&{parts.query}".split("&") if part.startswith("gid=")]
    return key[1] or key[2], int(named[0]) if named and named[0].isdecimal() else None


def _server(given: Any, where: str) -> str:
    parts = urlsplit(given) if isinstance(given, str) else None
    if parts is None or not parts.hostname or parts.username or (parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1")):
        raise SettingError(f"{where}.server is no address that can be used.", hint=f"leave it out, or write it like {SHEETS}")
    return str(given).rstrip("/")
