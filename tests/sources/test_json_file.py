"""JSON files of unknown quality: read whole or message by message, and refused in words."""

import json
import tracemalloc
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.errors import FileError
from lib.sources import json_file, json_structure
from lib.sources.json_file import read_json
from lib.sources.long_json import LongJson, list_number
from lib.sources.package import Package


def packed(tmp_path, content: bytes) -> Package:
    (tmp_path / "result.json").write_bytes(content)
    return Package.of(tmp_path / "result.json")


def refused(tmp_path, content: bytes) -> str:
    package = packed(tmp_path, content)
    said = []
    for read in (read_json, LongJson.of):
        with pytest.raises(FileError) as error:
            read(package, "result.json")
        said.append(str(error.value))
    assert said[0].split("Found")[0] == said[1].split("Found")[0]
    return said[1]


def messages(package: Package) -> list[tuple[int, int, bytes]]:
    return [(one.of, one.place, one.content.strip()) for one in LongJson.of(package, "result.json").elements()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(tmp_path, encoding):
    value = {"name": "Zo\u00eb \U0001f642", "messages": [{"text": "\u4f60\u597d"}]}
    package = packed(tmp_path, json.dumps(value, ensure_ascii=False).encode(encoding))
    assert read_json(package, "result.json") == value
    file = LongJson.of(package, "result.json")
    assert (file.frame["name"], [json.loads(one.content) for one in file.elements()]) == (value["name"], value["messages"])


@pytest.mark.parametrize("opening", [b"[", b'{"a":', b'{"messages":[', b'{"messages":[[['])
def test_nested_ten_thousand_deep(tmp_path, opening):
    assert "nested too deep" in refused(tmp_path, opening * 10_000)


def test_nested_without_end_in_flat_memory(tmp_path):
    package = packed(tmp_path, b"[" * 30_000_000)
    tracemalloc.start()
    with pytest.raises(FileError, match="nested too deep"):
        LongJson.of(package, "result.json")
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()


def test_odd_values(tmp_path):
    content = b'{"a": NaN, "b": 1e999, "c": %s, "d": "\\ud800", "e": "\\u0000", "f": -Infinity, "a": 2, "g": "\x01\xff"}' % (b"9" * 5000)
    value = read_json(packed(tmp_path, content), "result.json")
    assert value == {"a": 2, "b": float("inf"), "c": "9" * 5000, "d": "\ud800", "e": "\0", "f": None, "g": "\x01\ufffd"}


def test_a_file_that_breaks_off_says_where(tmp_path):
    said = refused(tmp_path, b'{"name": "x", "messages": [{"id": 1}, {"id": 2}, {"id": 3')
    assert "breaks off" in said
    assert "after 57 bytes, in the message after the first 2" in said


@pytest.mark.parametrize("content", [b'{"messages": [}', b"nothing", b'{"a": 1} {', b"<html></html>", b"}", b'{"a" 1}'])
def test_no_json(tmp_path, content):
    assert "result.json" in refused(tmp_path, content)


def test_too_large_to_be_read_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(json_file, "MOST_WHOLE", 10)
    with pytest.raises(FileError, match="too large"):
        read_json(packed(tmp_path, b"[1, 2, 3, 4, 5]"), "result.json")


def test_many_tiny_values(tmp_path, monkeypatch):
    monkeypatch.setattr(json_structure, "MOST_VALUES", 1000)
    assert read_json(packed(tmp_path, b"[" + b"[]," * 300 + b"0]"), "result.json")[-1] == 0
    with pytest.raises(FileError, match="more than 1,000 values"):
        read_json(packed(tmp_path, b"[" + b"[]," * 600 + b"0]"), "result.json")


def test_a_message_that_is_none_leaves_the_others(tmp_path):
    package = packed(tmp_path, b'{"messages": [{"id": 1}, {"id" 2}, , 3, "a,]b", [], ], "x": [1]}')
    assert [content for _, _, content in messages(package)] == [b'{"id": 1}', b'{"id" 2}', b"", b"3", b'"a,]b"', b"[]"]


def test_thousands_of_short_lists_take_no_longer_than_one_long(tmp_path):
    start = process_time()
    content = b'{"chats": [' + b",".join([b'{"messages": [1, {"a": []}]}'] * 20_000) + b"]}"
    found = messages(packed(tmp_path, content))
    assert (len(found), found[-1]) == (40_000, (19_999, 2, b'{"a": []}'))
    assert process_time() - start < 10  # it was a minute where each list looked at the rest of the block


def test_the_frame_has_numbers_in_place_of_messages(tmp_path):
    package = packed(tmp_path, b'{"chats": {"list": [{"messages" : [1, 2]}, {"messages":[], "id": 7}]}, "messages": {"messages": [[3]]}, "a\\"messages": [4]}')
    file = LongJson.of(package, "result.json")
    assert file.counts == (2, 0, 1)
    assert file.frame == {"chats": {"list": [{"messages": [0]}, {"messages": [1], "id": 7}]}, "messages": {"messages": [2]}, 'a"messages': [4]}
    assert [list_number(value) for value in ([0], [], [True], [1, 2], None)] == [0, None, None, None, None]
    assert messages(package) == [(0, 1, b"1"), (0, 2, b"2"), (2, 1, b"[3]")]


VALUES = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8)


@given(st.lists(VALUES), VALUES, st.sampled_from([None, 1]), st.integers(1, 9))
@settings(max_examples=40, deadline=None)
def test_every_message_whatever_it_is_and_wherever_a_block_ends(tmp_path_factory, listed, other, indent, block):
    content = json.dumps({"before": other, "messages": listed, "after": other}, indent=indent, ensure_ascii=block % 2 == 0).encode("utf-8", "replace")
    package = packed(tmp_path_factory.mktemp("json"), content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_file, "_PIECE", block)
        file = LongJson.of(package, "result.json")
        expected = json.loads(content)
        assert [json.loads(one.content) for one in file.elements()] == expected["messages"]
    assert file.frame == {**expected, "messages": [len(file.counts) - 1 if "messages" not in json.dumps(other) else file.frame["messages"][0]]}
