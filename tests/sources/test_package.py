"""Packages: what cannot be opened without harm is refused in words, before anything is unpacked, and memory stays flat."""

import os
import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from lib.errors import FileError
from lib.sources import zip_entries
from lib.sources.package import Package

EXPORT = {"channels.json": b"[]", "general/2026-01-05.json": b'[{"ts": "1"}]'}


@pytest.fixture
def pack(tmp_path):
    """Makes a zip of names and contents, or of entries."""

    def make(files, how: int = zipfile.ZIP_DEFLATED) -> Path:
        path = tmp_path / "export.zip"
        with zipfile.ZipFile(path, "w", how) as archive:
            for name, content in files.items() if isinstance(files, dict) else files:
                archive.writestr(name, content)
        return path

    return make


def patched(path: Path, at_central: int, at_local: int | None, form: str, *values: int) -> Path:
    """The zip with numbers written over those of its last entry: places in the central record and in the local one."""
    content = bytearray(path.read_bytes())
    struct.pack_into(form, content, content.rindex(b"PK\x01\x02") + at_central, *values)
    if at_local is not None:
        struct.pack_into(form, content, content.rindex(b"PK\x03\x04") + at_local, *values)
    path.write_bytes(content)
    return path


def read_all(path: Path, name: str | None = None) -> None:
    package = Package.of(path, name)
    for inside in package.names:
        package.read(inside)
    package.close()


def refusal(path: Path, name: str | None = None) -> str:
    with pytest.raises(FileError) as refused:
        read_all(path, name)
    assert refused.value.hint
    return str(refused.value)


def test_a_zip_a_folder_and_a_file_alike(pack, tmp_path):
    for name, content in EXPORT.items():
        (tmp_path / "folder" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "folder" / name).write_bytes(content)
    zipped, folder = Package.of(pack(EXPORT)), Package.of(tmp_path / "folder")
    assert zipped.names == folder.names == tuple(EXPORT)
    assert [zipped.read(name) for name in zipped.names] == [folder.read(name) for name in folder.names] == list(EXPORT.values())
    assert (len(zipped.sha256), zipped.size, folder.sha256) == (64, zipped.path.stat().st_size, None)
    single = Package.of(tmp_path / "folder" / "channels.json", "of an upload")
    assert (single.name, single.names, single.is_single, single.read("of an upload")) == ("of an upload", ("of an upload",), True, b"[]")


def test_one_folder_around_everything_is_no_part_of_the_names(pack):
    names = {f"my export/{name}": content for name, content in EXPORT.items()}
    junk = {"__MACOSX/my export/._channels.json": b"x", "my export/.DS_Store": b"x", "my export/general/": b""}
    assert Package.of(pack({**names, **junk})).names == tuple(EXPORT)


def test_names_in_utf8_without_a_flag_and_with_back_slashes(pack):
    info = zipfile.ZipInfo("Zo\u00eb\\day.json")
    path = patched(pack([("b.json", b"2"), (info, b"1")]), 8, 6, "<H", 0)
    assert Package.of(path).names == ("Zo\u00eb/day.json", "b.json")


@pytest.mark.parametrize(
    "name", ["../out.json", "a/../../out.json", "/etc/out.json", "C:\\out.json", "c:out.json", "..\\out", "a\\..\\..\\out", "\\\\host\\out"]
)
def test_names_that_lead_out(pack, name):
    assert "leads out of it" in refusal(pack({name: b"x", **EXPORT}))


def test_a_link_in_a_zip(pack):
    info = zipfile.ZipInfo("users.json")
    info.external_attr = 0o120777 << 16
    assert "users.json, which is a link" in refusal(pack([(info, b"/etc/passwd")]))


def test_links_in_a_folder(tmp_path):
    (tmp_path / "outside").write_text("secret")
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "a.json").write_text("[]")
    (folder / "again.json").symlink_to(folder / "a.json")
    (folder / "circle").symlink_to(folder)
    os.mkfifo(folder / "pipe.json")
    assert Package.of(folder).names == ("a.json",)
    (folder / "b.json").symlink_to(tmp_path / "outside")
    assert "link that leads out of it" in refusal(folder)
    (folder / "b.json").unlink()
    (folder / "c").symlink_to(tmp_path)
    assert "link that leads out of it" in refusal(folder)


def test_links_that_go_in_a_circle_lead_nowhere(tmp_path):
    (tmp_path / "a.json").write_text("[]")
    (tmp_path / "self.json").symlink_to("self.json")
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    assert Package.of(tmp_path).names == ("a.json",)


def test_folders_nested_too_deep(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for _ in range(1_200):
        os.mkdir("d")
        os.chdir("d")
    assert "nested too deep" in refusal(tmp_path)
    for _ in range(1_200):  # nothing else takes it away again
        os.chdir("..")
        os.rmdir("d")


def test_a_folder_that_cannot_be_read_is_no_empty_one(tmp_path, monkeypatch):
    (tmp_path / "a.json").write_text("[]")
    (tmp_path / "general").mkdir()
    scan = os.scandir

    def guarded(path):
        if os.fspath(path).endswith("general"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert "cannot be read. Found: Permission denied" in refusal(tmp_path)


@pytest.mark.parametrize("flags", [0x1, 0x40])
def test_a_password(pack, flags):
    assert "locked with a password" in refusal(patched(pack(EXPORT), 8, 6, "<H", flags))


def test_a_patch(pack):
    assert "packed in a way that is not read. Found: a patch" in refusal(patched(pack(EXPORT), 8, 6, "<H", 0x20))


def test_a_name_that_says_it_is_utf8_and_is_not(pack):
    path = patched(pack(EXPORT), 8, 6, "<H", 0)
    content = bytearray(path.read_bytes())
    struct.pack_into("<H", content, content.rindex(b"PK\x03\x04") + 6, 0x800)
    content[content.rindex(b"PK\x03\x04") + 30] = 0xFF
    path.write_bytes(content)
    assert "is damaged" in refusal(path)


@pytest.mark.parametrize("place", [0, 1 << 40, 1 << 62, (1 << 63) - 1, (1 << 64) - 1])
def test_a_list_of_entries_that_lies_nowhere(pack, place):
    path = pack(EXPORT)
    content = path.read_bytes()
    end = content.rindex(b"PK\x05\x06")
    path.write_bytes(content[:end] + b"PK\x06\x07" + struct.pack("<LQL", 0, place, 1) + content[end:])
    assert "damaged zip archive" in refusal(path)


def test_the_same_name_twice(pack):
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = pack([("a.json", b"1"), ("a.json", b"2")])
    assert "holds a.json twice" in refusal(path)


@pytest.mark.parametrize(("method", "name"), [(zipfile.ZIP_LZMA, "LZMA"), (zipfile.ZIP_BZIP2, "bzip2")])
def test_another_way_of_packing(pack, method, name):
    assert name in refusal(pack(EXPORT, method))


def test_a_way_of_packing_that_nobody_knows(pack):
    assert "method 77" in refusal(patched(pack(EXPORT), 10, 8, "<H", 77))


@pytest.mark.parametrize("claim", [1 << 31, (1 << 32) - 2])
def test_a_claim_of_gigabytes(pack, claim):
    tracemalloc.start()
    said = refusal(patched(pack(EXPORT), 24, 22, "<L", claim))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert f"{claim:,} bytes" in said
    assert peak < 8_000_000


def test_what_grows_beyond_all_measure(pack):
    assert "beyond all measure" in refusal(pack({"a.json": b"0" * 20_000_000}))
    assert "beyond all measure" in refusal(pack({f"{number}.json": b"0" * 10_000_000 for number in range(8)}))


def test_entries_that_share_their_bytes(pack):
    path = pack({"a.json": b"0" * 1000, "b.json": b"0" * 1000})
    assert "lies over what follows it" in refusal(patched(path, 42, None, "<L", 0))


def test_more_inside_than_it_says(pack):
    path = pack({"a.json": b"[1, 2, 3]" * 1000})
    assert "damaged" in refusal(patched(path, 24, 22, "<L", 20))


def test_less_inside_than_it_says(pack):
    path = pack({"a.json": b"[1, 2, 3]"}, zipfile.ZIP_STORED)
    assert "damaged" in refusal(patched(path, 24, 22, "<L", 900))


def test_other_bytes_than_it_says(pack):
    path = pack({"a.json": b"[1, 2, 3]" * 100}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"1, 2", b"9, 2", 1))
    assert "damaged" in refusal(path)


def test_too_many_files(pack, monkeypatch, tmp_path):
    monkeypatch.setattr(zip_entries, "MOST_ENTRIES", 3)
    assert "too many files" in refusal(pack({f"{number}.json": b"" for number in range(4)}))
    content = bytearray((tmp_path / "export.zip").read_bytes())
    struct.pack_into("<HH", content, len(content) - 14, 1, 1)
    (tmp_path / "export.zip").write_bytes(content)
    assert "too many files" in refusal(tmp_path / "export.zip")


def test_a_list_of_entries_beyond_all_measure(pack, monkeypatch):
    monkeypatch.setattr(zip_entries, "_MOST_DIRECTORY", 100)
    assert "too many files" in refusal(pack(EXPORT))


@pytest.mark.parametrize("kept", [10, 60, -1, -10, -30])
def test_an_archive_that_breaks_off(pack, kept):
    path = pack(EXPORT)
    path.write_bytes(path.read_bytes()[:kept])
    assert "damaged zip archive" in refusal(path)


def test_every_cut_and_every_changed_byte_ends_in_words(pack, tmp_path):
    content = pack(EXPORT).read_bytes()
    said = set()
    for place in range(len(content)):
        for broken in (content[:place], content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :]):
            (tmp_path / "broken.zip").write_bytes(broken)
            try:
                read_all(tmp_path / "broken.zip")
            except FileError as error:
                said.add(error.what)
    assert len(said) > 1
    assert all(what.endswith(".") for what in said), said


@pytest.mark.parametrize(
    ("files", "words"),
    [({}, "is empty"), ({"a.zip": b"PK"}, "holds only archives"), ({"__MACOSX/a": b"x"}, "is empty")],
)
def test_nothing_to_read(pack, files, words):
    assert words in refusal(pack(files))


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "is empty"), (b"7z\xbc\xaf\x27\x1c1234", "7-Zip"), (b"Rar!1234", "RAR"), (b"\x1f\x8b1234", "gzip"), (b"PK\x03\x04", "damaged")]
)
def test_other_files(tmp_path, content, words):
    (tmp_path / "upload-1").write_bytes(content)
    said = refusal(tmp_path / "upload-1", "export.zip")
    assert words in said
    assert "upload-1" not in said


def test_no_file_at_all(tmp_path):
    assert "no file" in refusal(tmp_path / "none.zip")
    os.mkfifo(tmp_path / "pipe")
    assert "no file" in refusal(tmp_path / "pipe")


def test_a_file_larger_than_asked_for(pack):
    package = Package.of(pack({"a.json": b"0123456789", "b.json": b""}))
    assert package.start("a.json", 3) == b"012"
    with pytest.raises(FileError, match=r"more than 9 bytes"):
        package.read("a.json", 9)
    with pytest.raises(FileError, match=r"holds no c.json"):
        package.read("c.json")
