"""Whatever stands in a platform's table: no reader breaks down, and each row is in a delivery, malformed, or left out by reason."""

import csv
import io
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.errors import InputError
from lib.intake.checking import Checker
from lib.intake.mapping import Mapping
from lib.records import KINDS
from lib.sources.exports import PLATFORMS, Export, Wishes
from lib.sources.package import Package
from tests.sources.exports.brought import FIXTURES, accounted, silent

NOW = datetime(2026, 3, 15, 12, tzinfo=UTC)
TABLES = [
    *("discourse/user-list.csv", "discourse/archive/user_archive.csv", "zendesk/tickets.csv", "freshdesk/tickets.csv", "typeform/responses.csv"),
    *("google-forms/sheet.tsv", "google-forms/form.csv", "slack-analytics/analytics.csv", "slack-analytics/overview.csv"),
    *("discord-insights/weeks/guild-communicators.csv", "discord-insights/weeks/guild-leavers.csv", "discord-insights/weeks/popular-text-channels.csv"),
]
WORDS = ("2024-03-01 09:00", "2024-03-31 02:30:00", "9999-12-31 23:59", "3/4/2024 1:02:03", "2024/1/2 1:02:03 PM GMT+1", "10", "0", "5", "-3", "1e400", "٣")
CELLS = st.sampled_from([*WORDS, "20%", "%", "true", "Good", "", " ", "{", "}{", "=1+1", "a\nb", 'say "x"', "\x00", "/t/a/1/2", "https://f.example.org/t/9"])
CELL = CELLS | st.text(max_size=8)
ZONES = st.sampled_from([None, "UTC", "Europe/Warsaw", "Nowhere/Land"])


@st.composite
def tables(draw, header: list[str], known: list[list[str]]) -> str:
    """A file with the platform's columns in any order, some missing, doubled or new, and rows of known and of any cells, some ragged."""
    columns = list(draw(st.permutations(range(len(header))))) if draw(st.booleans()) else list(range(len(header)))
    for place in draw(st.lists(st.integers(0, len(header) - 1), max_size=3)):
        columns = [*columns, place] if draw(st.booleans()) else [column for column in columns if column != place]
    names = [header[column] for column in columns] + draw(st.lists(CELL, max_size=2))
    rows = []
    for _ in range(draw(st.integers(0, 8))):
        row = draw(st.sampled_from(known))
        cells = [row[column] if draw(st.integers(0, 3)) else draw(CELL) for column in columns]
        cells += [draw(CELL) for _ in range(len(names) - len(columns))]
        rows.append(cells if draw(st.integers(0, 9)) else cells[: draw(st.integers(0, 3))])
    out = io.StringIO()
    csv.writer(out, delimiter=draw(st.sampled_from([",", ";", "\t"])), lineterminator="\n").writerows([names, *rows])
    return out.getvalue()


def sound(platform: str, path: Path, wishes: Wishes) -> None:
    """The export is read and checked, or refused with a hint."""
    try:
        package = Package.of(path)
        PLATFORMS[platform].recognises(package)
        export, hint = PLATFORMS[platform].read(package, wishes, silent), None
    except InputError as error:
        export, hint = None, error.hint
    if export is None:
        assert hint
    else:
        assert accounted(export), (export.found, export.left_out)
        checked(export)


def checked(export: Export) -> None:
    """Each row is good, or refused by its line."""
    for delivery in export.deliveries:
        kind = KINDS[delivery.kind]
        try:
            checker = Checker(kind, delivery.table, Mapping.of(kind, delivery), NOW)
        except InputError:
            continue
        result = checker.check(delivery.table.cells)
        assert result.good.num_rows + result.faults["line"].nunique() == delivery.table.cells.num_rows


@pytest.mark.parametrize("file", TABLES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_any_table(file, data):
    header, *known = csv.reader(io.StringIO((FIXTURES / file).read_text(encoding="utf-8")), delimiter="\t" if file.endswith("tsv") else ",")
    text = data.draw(tables(header, known))
    score = data.draw(st.sampled_from([None, header[1], "nothing"]))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "export.csv").write_bytes(text.encode("utf-8", "replace"))
        if "archive" in file:
            (Path(folder) / "preferences.json").write_text('{"id": 8}', encoding="utf-8")
        path = Path(folder) if "archive" in file else Path(folder) / "export.csv"
        sound(file.split("/")[0], path, Wishes(zone=data.draw(ZONES), score=score, survey=data.draw(st.sampled_from([None, "nps"]))))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["id", "topic_id", "post_number", "user_id", "created_at", "raw", "trust_level", "admin", "title", ""]) | st.text(max_size=5)),
    st.lists(st.lists(st.none() | st.booleans() | st.integers() | st.floats() | CELL | st.lists(st.none(), max_size=1), max_size=8) | CELL, max_size=8),
    st.booleans(),
)
def test_any_result_of_a_query(columns, rows, even):
    if even:
        rows = [(row * len(columns))[: len(columns)] if isinstance(row, list) else row for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "result.json"
        path.write_text(json.dumps({"columns": columns, "rows": rows}), encoding="utf-8")
        sound("discourse", path, Wishes())


@pytest.mark.parametrize("platform", PLATFORMS)
@settings(max_examples=10, deadline=None)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes(platform, content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        path.write_bytes(content)
        sound(platform, path, Wishes())
