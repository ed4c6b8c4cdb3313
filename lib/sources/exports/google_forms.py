"""Google Forms' responses, as the form or its spreadsheet gives them: the time first, then a column a question."""

import re

import pandas as pd

from lib.errors import FileError
from lib.sources.exports.derived import texts_of, with_column
from lib.sources.exports.headings import Headings, plain
from lib.sources.exports.platform import Export, Wishes, platform
from lib.sources.exports.survey_answers import Answers, export, score_questions
from lib.sources.exports.table_files import any_table, known_tables, only_one, read_whole
from lib.sources.origin import Progress
from lib.sources.package import Package
from lib.sources.raw_table import RawTable

_TIMESTAMPS = (
    *("Timestamp", "Sygnatura czasowa", "Zeitstempel", "Horodateur", "Marca temporal", "Carimbo de data/hora", "Informazioni cronologiche", "Tijdstempel"),
    *("Časová značka", "Časová pečiatka", "Tidsstämpel", "Tidsstempel", "Tidsmerke", "Aikaleima", "Időbélyeg", "Marcaj de timp", "Отметка времени"),
    *("Позначка часу", "Zaman damgası", "Χρονική σήμανση", "Клеймо за време", "Vremenska oznaka", "חותמת זמן", "طابع زمني", "タイムスタンプ"),
    *("时间戳记", "時間戳記", "타임스탬프", "Dấu thời gian", "Stempel waktu", "ประทับเวลา", "Segell de temps"),
)
_MOMENT = r"\d{1,4}[-/. ]{1,2}\d{1,2}[-/. ]{1,2}\d{1,4}\.?,? +(?:[^\d\s]{1,6} )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?.{0,16}"
_OFFSET = re.compile(r"\s*(?:GMT|UTC)\s*([+-])(\d{1,2})(?::?(\d{2}))?$")
_AMERICAN = {"EST": "-05:00", "EDT": "-04:00", "CST": "-06:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00", "PST": "-08:00", "PDT": "-07:00"}
_OWN = ("Username", "Email Address", "Email", "Nazwa użytkownika", "Adres e-mail", "E-Mail-Adresse", "Adresse e-mail", "Score", "Total score")
TIMES = "Timestamp (offset written out)"
"""The times, those with an offset in Google's way (``GMT+1``, ``EST``) with one of digits; all others to the letter."""


def _is_responses(headings: Headings, table: RawTable) -> bool:
    """By content: the first column is called as Google calls it, in any language, and holds times only; and a question is answered with whole numbers."""
    if len(headings.columns) < 2 or plain(headings.columns[0]) not in {plain(name) for name in _TIMESTAMPS}:
        return False
    times = texts_of(table, headings.columns[0])
    times = times[times != ""]
    named_for_a_field = headings.have("kind") or headings.have("member_id") or headings.have("activity_id")
    return bool(len(times) and times.str.fullmatch(_MOMENT).all()) and not named_for_a_field and bool(score_questions(table, _questions(table)))


def _recognises(package: Package) -> bool:
    return any_table(package, _is_responses)


@platform(
    "google-forms",
    "Google Forms",
    "In Google Forms: Responses, the three dots, Download responses (.csv); or the linked spreadsheet, File, Download.",
    recognises=_recognises,
)
def google_forms(package: Package, wishes: Wishes, tell: Progress) -> Export:
    """The answers to one question. A response has no id of its own: its time and, among equal times, its turn make one."""
    names = known_tables(package, _is_responses) or known_tables(package, lambda headings, table: len(headings.columns) > 1)
    if not names:
        raise FileError(f"{package.name} is no list of Google Forms' responses.", hint="its first column is Timestamp, then comes one column a question")
    table = read_whole(package, only_one(package, names), tell)
    times = texts_of(table, table.columns[0])
    turns = times.groupby(times).cumcount() + 1
    ids = [f"{text}-{turn}" if text else "" for text, turn in zip(times, turns, strict=True)]
    return export(Answers(with_column(table, TIMES, _with_offsets(times)), _questions(table), ids, TIMES, wishes.zone), wishes)


def _questions(table: RawTable) -> tuple[str, ...]:
    own = {plain(column) for column in (*_OWN, TIMES)}
    return tuple(column for column in table.columns[1:] if plain(column) not in own)


def _with_offsets(times: "pd.Series[str]") -> "pd.Series[str]":
    def written_out(text: str) -> str:
        match = _OFFSET.search(text)
        if match:
            return f"{text[: match.start()]} {match[1]}{int(match[2]):02d}:{match[3] or '00'}"
        head, _, last = text.rpartition(" ")
        return f"{head} {_AMERICAN[last]}" if last in _AMERICAN and head else text

    return times.map(written_out)
