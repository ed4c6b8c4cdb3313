"""A channel of Discord as CSV, in both dialects of DiscordChatExporter: today's, and the older one with semicolons.

A CSV has no ids of messages: one is made of the channel, who wrote, when and, where the time has no fraction of a second,
what. An older message that was edited in between then comes as a new one; JSON does not have that weakness. The channel
is in the file's name only (``Guild - Category - channel [123].csv``), so keep the name. Reactions are numbers without
people. There are no replies: threads follow from questions and what follows them.
"""

import hashlib
import re
from collections import Counter

from lib.errors import FileError
from lib.sources import conversations
from lib.sources.csv_file import read_table
from lib.sources.exports.accounts import Accounts
from lib.sources.exports.chat_rows import ChatMessage, ChatRows
from lib.sources.exports.moments import iso_moment
from lib.sources.json_file import start_of
from lib.sources.package import Package
from lib.sources.raw_table import LINE, RawTable

_HEADER = re.compile(r'\s*"?(?:AuthorID"?[,;]"?)?Author"?[,;]"?Date"?[,;]"?Content"?[,;]"?Attachments"?(?:[,;]|\s|$)', re.IGNORECASE)
_FILE = re.compile(r"(?:(?P<guild>.+?) - )?(?:.+ - )?(?P<name>.+?) \[(?P<id>\d{5,25})\](?: .*)?\.csv", re.IGNORECASE)
_OLD = re.compile(r"(\d{1,2})-([A-Za-z]{3})[a-z]*-(\d{2}|\d{4}) (\d{1,2}):(\d\d)(?::(\d\d))? ?([AaPp][Mm])?")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_REACTION = re.compile(r"\((\d{1,6})\)")
_HINT = "times look like 2026-01-05T09:00:00+00:00, or 05-Jan-26 09:00 AM; export the channel again as JSON"


def is_discord_csv(package: Package, name: str) -> bool:
    """Whether a file has the header of either dialect."""
    return (package.is_single or name.lower().endswith((".csv", ".txt"))) and _HEADER.match(start_of(package, name)) is not None


def read_discord_csv(package: Package, name: str, rows: ChatRows, accounts: Accounts) -> tuple[str, ...]:
    """Adds every row of the file, and says what should be known of it. Lines are those of the file; of later files, counted on."""
    table = read_table(package.read(name), name)
    match = _FILE.fullmatch(name.rsplit("/", 1)[-1])
    channel, shown = (match["id"], match["name"]) if match else ("", "")
    before, turns = rows.line, Counter[str]()
    odd = {row.line: row for row in table.malformed}
    good = {line: turn for turn, line in enumerate(table.cells[LINE].to_pylist())}
    columns = _columns(table)
    if not {"author", "date", "content"} <= columns.keys():
        raise FileError(f"{name} is no channel of Discord.", found=f"the columns {', '.join(table.columns)}", hint="export the channel again as JSON")
    for line in sorted({*odd, *good}):
        if line in odd:
            row = odd[line]
            rows.refuse_message(row.reason, row.hint, row.text or ", ".join(row.cells), before + line)
        else:
            cells = {key: values[good[line]] for key, values in columns.items()}
            _row(cells, before + line, (channel, shown, name), rows, accounts, turns)
    return table.notes if match else (*table.notes, f"{name} does not name its channel, as Guild - Category - channel [123].csv would: it is empty")


def _columns(table: RawTable) -> dict[str, list[str]]:
    return {name.casefold(): table.column(name).to_pylist() for name in table.columns if not name.startswith("column ")}


def _row(cells: dict[str, str], line: int, where: tuple[str, str, str], rows: ChatRows, accounts: Accounts, turns: Counter[str]) -> None:
    channel, shown, file = where
    who = cells.get("authorid", "").strip() or cells["author"].strip()
    moment = _moment(cells["date"].strip())
    if moment is None or not who:
        rows.refuse_message("Nobody wrote it" if moment else "A message without its time", _HINT, ", ".join(cells.values()), line)
        return
    at, local, text = *moment, cells["content"]
    essence = [channel, who, cells["date"].strip(), "" if at % 1_000_000 else text]
    digest = hashlib.sha256("\0".join(essence).encode("utf-8", "replace")).hexdigest()[:24]
    turns[digest] += 1
    own = digest if turns[digest] == 1 else f"{digest}-{turns[digest]}"
    accounts.seen(who, cells["author"], at=at)
    place = conversations.Message(own, channel or file, at, None, None, conversations.is_question(text))
    if rows.message(ChatMessage(place, who, shown, text, local=local), line):
        rows.leave_out_reactions(sum(int(count) for count in _REACTION.findall(cells.get("reactions", ""))))


def _moment(text: str) -> tuple[int, bool] | None:
    """Microseconds since 1970, and whether on a local clock; None where it is no time."""
    match = _OLD.fullmatch(text)
    if match is None:
        return iso_moment(text)
    day, month, year, hour, minute, second, half = match.groups("")
    years = int(year) if len(year) == 4 else 2000 + int(year)
    hours = int(hour) % 12 + 12 * (half.lower() == "pm") if half else int(hour)
    number = _MONTHS.index(month.lower()) + 1 if month.lower() in _MONTHS else 0
    return iso_moment(f"{years:04}-{number:02}-{int(day):02}T{hours:02}:{minute}:{second or '00'}")
