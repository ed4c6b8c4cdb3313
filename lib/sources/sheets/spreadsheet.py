"""A spreadsheet without its cells: what it is called, where its times are, which worksheets it has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from zoneinfo import available_timezones

from lib.errors import SourceError
from lib.sources.sheets.table import Range, merged_ranges


@dataclass(frozen=True)
class Tab:
    """One worksheet. ``columns`` is its width; ``is_grid`` is false for one that is a chart and has no cells."""

    title: str
    gid: int
    columns: int
    merges: tuple[Range, ...] = ()
    is_grid: bool = True


@dataclass(frozen=True)
class Spreadsheet:
    """``zone_text`` is the spreadsheet's time zone as it says; ``locale`` like ``en_US``."""

    title: str
    locale: str
    zone_text: str
    tabs: tuple[Tab, ...]

    @classmethod
    def of(cls, metadata: Mapping[str, Any]) -> Self:
        """From what Google says of a spreadsheet."""
        properties = metadata.get("properties", {})
        tabs = tuple(_tab(one) for one in metadata["sheets"])
        return cls(properties.get("title", "Spreadsheet"), properties.get("locale", ""), properties.get("timeZone", ""), tabs)

    @property
    def zone(self) -> str | None:
        """Its time zone by its usual name; None for one that has none, as an offset of half an hour."""
        whole = re.fullmatch(r"(?:GMT|UTC)([+-])0?(\d{1,2}):?00", self.zone_text)
        # the names of such zones count westwards
        name = f"Etc/GMT{'-' if whole[1] == '+' else '+'}{int(whole[2])}" if whole else self.zone_text
        return name if name in available_timezones() else None

    def find(self, wanted: str | int | None, gid: int | None) -> Tab:
        """The worksheet of a title or gid; where None is wanted that of ``gid``, else the only one. SourceError names those there are."""
        if wanted is None and gid is None and len(self.tabs) == 1:
            return self._readable(self.tabs[0])
        names = ", ".join(f"{tab.title!r}" for tab in self.tabs) or "none"
        if wanted is None and gid is None:
            hint = "name one of them as worksheet in the source's section"
            raise SourceError(f"{self.title} has several worksheets, and none is named.", found=names, hint=hint)
        chosen = [tab for tab in self.tabs if tab.title == wanted]
        chosen = chosen or [tab for tab in self.tabs if isinstance(wanted, str) and tab.title.strip().casefold() == wanted.strip().casefold()]
        chosen = chosen or [tab for tab in self.tabs if str(tab.gid) == str(gid if wanted is None else wanted).strip()]
        chosen = chosen or [tab for tab in self.tabs if tab.title == str(wanted)]
        if len(chosen) == 1:
            return self._readable(chosen[0])
        shown = f"with gid {gid}" if wanted is None else f"{wanted!r}"
        hint = "was it renamed or deleted? Name one of them as worksheet in the source's section; a gid stays when the title changes"
        raise SourceError(f"{self.title} has no worksheet {shown}.", found=names, hint=hint)

    def _readable(self, tab: Tab) -> Tab:
        if tab.is_grid and tab.columns:
            return tab
        raise SourceError(f"{tab.title} in {self.title} has no cells.", found="a chart, or a table that lies elsewhere", hint="name a worksheet with rows")


def _tab(sheet: Mapping[str, Any]) -> Tab:
    known = sheet.get("properties", {})
    columns = int(known.get("gridProperties", {}).get("columnCount", 0))
    is_grid = known.get("sheetType", "GRID") == "GRID"
    return Tab(str(known.get("title", "")), int(known.get("sheetId", 0)), columns, merged_ranges(sheet.get("merges")), is_grid)
