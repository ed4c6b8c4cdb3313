"""What a zip says it holds, looked at before a byte of it is unpacked, and refused where unpacking could do harm.

Nothing is ever unpacked to disk: a file in it is a stream. So what can do harm is size, and names that mean something else.
"""

import io
import re
import stat
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Never

from lib.errors import FileError
from lib.sources.held_file import HeldFile

MOST_ENTRIES = 200_000
MOST_IN_A_FILE = 1 << 31
"""Bytes, unpacked, that one file may claim or hold; a file of just as many is refused."""
MOST_IN_ALL = 1 << 33
MOST_RATIO = 250
"""How many times larger than packed a file may be, once it is large: texts reach 60, what only repeats itself 1,000."""
_LARGE = 1 << 24
_MOST_DIRECTORY = 1 << 24  # bytes of the list of entries, which is read whole
_PACKERS = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 20: "Zstandard", 93: "Zstandard", 95: "XZ", 98: "PPMd"}
_LOCKED, _PATCH, _UTF8 = 0x41, 0x20, 0x800
_AGAIN = "export it again on the platform, and give the file as it came"
_PACK_AGAIN = "unpack it, pack the folder anew with an ordinary program, and give that"
_DRIVE = re.compile(r"[A-Za-z]:")


def open_zip(path: Path, shown: str) -> zipfile.ZipFile:
    """The archive, once its list of entries is known to be of a sane size; FileError where it is damaged."""
    try:
        _check_directory(path, shown)
        return zipfile.ZipFile(io.BufferedReader(HeldFile(path)))
    except (zipfile.BadZipFile, struct.error, EOFError, ValueError, NotImplementedError, OverflowError, OSError):
        raise FileError(f"{shown} is a damaged zip archive.", hint="download it again; a download that broke off is the usual reason") from None


def safe_entries(archive: zipfile.ZipFile, size: int, shown: str) -> dict[str, zipfile.ZipInfo]:
    """The files of the archive by their names, with slashes; FileError where one is not safe to open. ``size``: the archive's bytes."""
    entries: dict[str, zipfile.ZipInfo] = {}
    infos = archive.infolist()
    if len(infos) > MOST_ENTRIES:
        _too_many(shown, len(infos))
    for info in infos:
        name = safe_name(_name(info), shown)
        if info.filename.endswith(("/", "\\")):
            continue
        _check_form(info, name, shown)
        if name in entries:
            raise FileError(f"{shown} holds {name} twice.", hint=f"nobody can say which of them counts; {_AGAIN}")
        entries[name] = info
    _check_sizes(entries, shown)
    _check_places(infos, archive, size, shown)
    return entries


def safe_name(name: str, shown: str) -> str:
    """A file's name with slashes; FileError for one that leads out of its folder, as no program writes by accident."""
    path = name.replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if path.startswith("/") or ".." in parts or _DRIVE.match(path) or not parts or any(ord(letter) < 32 for letter in path):
        raise FileError(f"{shown} holds a file whose name leads out of it.", found=repr(name[:100]), hint=f"no platform exports such a thing; {_AGAIN}")
    return "/".join(parts)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its maker meant it: many write UTF-8 without saying so."""
    if info.flag_bits & _UTF8 or info.orig_filename.isascii():
        return info.orig_filename
    try:
        return info.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.orig_filename


def _check_directory(path: Path, shown: str) -> None:
    """The list of entries is read whole, and grows on the way: its length is looked at first."""
    with path.open("rb") as stream:
        end = stream.seek(0, 2)
        stream.seek(max(0, end - (1 << 16) - 64))
        tail = stream.read()
        place = tail.rfind(b"PK\x05\x06")
        if place < 0:
            raise zipfile.BadZipFile
        count, length = struct.unpack_from("<HL", tail, place + 10)
        large = tail.rfind(b"PK\x06\x07", 0, place)
        if large >= 0:
            stream.seek(struct.unpack_from("<Q", tail, large + 8)[0])
            record = stream.read(56)
            if record.startswith(b"PK\x06\x06"):
                count, length = struct.unpack_from("<QQ", record, 32)
    if count > MOST_ENTRIES or length > _MOST_DIRECTORY:
        _too_many(shown, count)


def _too_many(shown: str, count: int) -> Never:
    raise FileError(
        f"{shown} holds too many files.", found=f"{count:,}; the most is {MOST_ENTRIES:,}", hint="export a shorter time at once, or give the unpacked folder"
    )


def _check_form(info: zipfile.ZipInfo, name: str, shown: str) -> None:
    if info.flag_bits & _LOCKED:
        raise FileError(
            f"{shown} is locked with a password.", found=f"{name} is encrypted", hint="unpack it with the password, and give the folder or a new zip"
        )
    form = stat.S_IFMT(info.external_attr >> 16)
    if form not in (0, stat.S_IFREG):
        what = "a link" if form == stat.S_IFLNK else "neither file nor folder"
        raise FileError(f"{shown} holds {name}, which is {what}.", hint=f"no platform exports such a thing; {_AGAIN}")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & _PATCH:
        how = "a patch" if info.flag_bits & _PATCH else _PACKERS.get(info.compress_type, f"method {info.compress_type}")
        raise FileError(f"{name} in {shown} is packed in a way that is not read.", found=how, hint=_PACK_AGAIN)
    if info.compress_type == zipfile.ZIP_STORED and info.file_size != info.compress_size:
        found = f"{info.compress_size:,} bytes that say they are {info.file_size:,}"
        raise FileError(f"{name} in {shown} is damaged.", found=found, hint=_AGAIN)


def _check_sizes(entries: dict[str, zipfile.ZipInfo], shown: str) -> None:
    for name, info in entries.items():
        if info.file_size >= MOST_IN_A_FILE:
            raise FileError(
                f"{name} in {shown} is too large.",
                found=f"it says it has {info.file_size:,} bytes; the most is {MOST_IN_A_FILE - 1:,}",
                hint="export a shorter time at once",
            )
        if info.file_size > max(_LARGE, MOST_RATIO * info.compress_size):
            raise FileError(
                f"{name} in {shown} would grow beyond all measure.",
                found=f"{info.compress_size:,} bytes that say they are {info.file_size:,}",
                hint=f"no export is packed so tightly; {_AGAIN}",
            )
    total, packed = sum(info.file_size for info in entries.values()), sum(info.compress_size for info in entries.values())
    if total > MOST_IN_ALL or total > max(4 * _LARGE, MOST_RATIO * packed):
        raise FileError(
            f"{shown} would grow beyond all measure.",
            found=f"{packed:,} bytes that say they are {total:,}; the most is {MOST_IN_ALL:,}, and {MOST_RATIO} times what is packed",
            hint="export a shorter time at once",
        )


def _check_places(infos: Iterable[zipfile.ZipInfo], archive: zipfile.ZipFile, size: int, shown: str) -> None:
    """Entries that share bytes unpack to more than any of them says."""
    ordered = sorted(infos, key=lambda info: info.header_offset)
    starts = [info.header_offset for info in ordered[1:]] + [min(size, archive.start_dir)]
    for info, following in zip(ordered, starts, strict=False):
        if info.header_offset < 0 or info.header_offset + 30 + info.compress_size > following:
            raise FileError(f"{shown} is a damaged zip archive, or made to do harm.", found=f"{info.filename[:100]!r} lies over what follows it", hint=_AGAIN)
