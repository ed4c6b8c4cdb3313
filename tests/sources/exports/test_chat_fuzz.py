"""Chats with anything in place of anything: no reader breaks, and every message is accounted for."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.errors import FileError, MappingError
from lib.intake.importing import import_table
from lib.intake.mapping import Mapping
from lib.records import KINDS
from lib.sources.exports import Export, Wishes, find, recognised
from lib.sources.package import Package
from tests.sources.exports.brought import FIXTURES, accounted, silent

FOLDERS = {"slack": FIXTURES / "slack" / "workspace", "discord": FIXTURES / "discord" / "channels", "telegram": FIXTURES / "telegram"}
ODD = st.sampled_from(["\0", "\ud800", "9" * 30, 10**30, -1, "1767603600.1", "messages"])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text() | ODD
KEYS = st.text() | st.sampled_from(["id", "text", "messages"])
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))
FUZZ = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large])


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where a value could stand in the place of another."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield from places(one, (*path, key))


def put(value: Any, path: tuple[Any, ...], other: Any) -> Any:
    if not path:
        return other
    copy = value.copy()
    copy[path[0]] = put(value[path[0]], path[1:], other)
    return copy


def sound(export: Export) -> None:
    assert accounted(export)
    for one in export.deliveries:
        Mapping.of(KINDS[one.kind], one).check(KINDS[one.kind], one.table.columns)
        lines = [*one.table.cells["line"].to_pylist(), *(row.line for row in one.table.malformed)]
        assert len(set(lines)) == len(lines)
        numbers = [*one.table.cells["number"].to_pylist(), *(row.number for row in one.table.malformed)]
        assert sorted(numbers) == list(range(1, len(lines) + 1))
        key = one.table.column(KINDS[one.kind].key[0]).to_pylist()
        assert all(key)


def read_as(platform: str, package: Package) -> Export | None:
    recognised(package)
    try:
        return find(platform).read(package, Wishes(), silent)
    except FileError as error:
        assert error.hint  # noqa: PT017 - a refusal is one of the two good ends
        return None


def written(folder: Path, name: str, content: bytes) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


@pytest.mark.parametrize("platform", FOLDERS)
@given(data=st.data())
@FUZZ
def test_anything_in_place_of_anything(platform, tmp_path, data):
    files = {path.relative_to(FOLDERS[platform]).as_posix(): json.loads(path.read_text()) for path in sorted(FOLDERS[platform].rglob("*.json"))}
    chosen = data.draw(st.sampled_from(sorted(files)))
    for _ in range(data.draw(st.integers(1, 3))):
        files[chosen] = put(files[chosen], data.draw(st.sampled_from(list(places(files[chosen])))), data.draw(VALUES))
    for name, value in files.items():
        written(tmp_path, name, json.dumps(value).encode())
    export = read_as(platform, Package.of(tmp_path))
    if export is not None:
        sound(export)


@given(data=st.data())
@settings(FUZZ, max_examples=12)
def test_the_intake_takes_or_refuses_whatever_a_reader_gives(store, tmp_path, data):
    channel = json.loads((FOLDERS["discord"] / "general.json").read_text())
    broken = put(channel, data.draw(st.sampled_from(list(places(channel)))), data.draw(VALUES))
    written(tmp_path, "channel.json", json.dumps(broken).encode())
    export = read_as("discord", Package.of(tmp_path / "channel.json"))
    for one in export.deliveries if export else ():
        kind = KINDS[one.kind]
        with suppress(MappingError):  # a time without an offset asks for its zone
            outcome = import_table(store, kind, one.table, Mapping.of(kind, one), source="chat", who="tests", dry_run=True)
            assert (outcome.read, outcome.new + outcome.rejected) == (one.table.rows, one.table.rows)


@pytest.mark.parametrize("platform", FOLDERS)
@given(cut=st.integers(0, 6000), noise=st.binary(max_size=3), gone=st.integers(0, 3))
@FUZZ
def test_bytes_that_are_damaged(platform, tmp_path, cut, noise, gone):
    for path in sorted(FOLDERS[platform].rglob("*.json")):
        content = path.read_bytes()
        at = cut % (len(content) + 1)
        written(tmp_path, path.relative_to(FOLDERS[platform]).as_posix(), content[:at] + noise + content[at + gone :])
    export = read_as(platform, Package.of(tmp_path))
    if export is not None:
        sound(export)


CELLS = st.text(max_size=12) | st.sampled_from(["05-Jun-18 07:13 AM", "2026-01-05T09:00:00+00:00", "ana", '"', "\0", "👍 (3)", "99-Jun-18 07:13 AM"])


@given(
    header=st.sampled_from(["AuthorID,Author,Date,Content,Attachments,Reactions", "Author;Date;Content;Attachments;"]),
    rows=st.lists(st.lists(CELLS, max_size=7)),
)
@FUZZ
def test_any_cells_in_discords_csv(tmp_path, header, rows):
    sign = ";" if ";" in header else ","
    text = "\n".join([header, *(sign.join(row) for row in rows)])
    written(tmp_path, "channel.csv", text.encode("utf-8", "replace"))
    export = read_as("discord", Package.of(tmp_path / "channel.csv"))
    if export is not None:
        sound(export)
