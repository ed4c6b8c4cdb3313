"""What a file that is no text table really is, told from its first bytes, whatever its name says."""

import io
import zipfile

from lib.errors import FileError

_SAVE_AS = "open it in its program and save the sheet as CSV (UTF-8)"
_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook or another Office file", _SAVE_AS),
    (b"%PDF", "a PDF document", "export the table behind it as CSV"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and give the file inside"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it and give the file inside"),
    (b"Rar!", "a RAR archive", "unpack it and give the file inside"),
    (b"BZh", "a bzip2 archive", "unpack it and give the file inside"),
    (b"\xfd7zXZ", "an XZ archive", "unpack it and give the file inside"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it and give the file inside"),
    (b"PAR1", "a Parquet file", "export it as CSV"),
    (b"SQLite format 3\x00", "an SQLite database", "export the table as CSV"),
    (b"\x89PNG", "a picture", "give the table behind it as CSV"),
    (b"\xff\xd8\xff", "a picture", "give the table behind it as CSV"),
    (b"GIF8", "a picture", "give the table behind it as CSV"),
    (b"{\\rtf", "a rich text document", "save the table in it as CSV"),
)
_MANY = 32
_NOTHING = b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"
_ZIPPED = (("xl/", "an Excel workbook (.xlsx)"), ("word/", "a Word document"), ("ppt/", "a PowerPoint presentation"), ("content.xml", "an OpenDocument file"))


def refuse_other_files(content: bytes, name: str) -> None:
    """FileError where ``content`` is empty, or known to be something else than a text table; it says what and what to do."""
    if not content[:65_536].strip(_NOTHING) and not content.strip(_NOTHING):
        raise FileError(f"{name} is empty.", found=f"{len(content)} bytes", hint="export it again, with a header line and rows")
    for signature, what, hint in _SIGNATURES:
        if content.startswith(signature):
            raise FileError(f"{name} is not a CSV file.", found=what, hint=hint)
    if content.startswith(b"PK\x03\x04"):
        what, hint = _inside_zip(content)
        raise FileError(f"{name} is not a CSV file.", found=what, hint=hint)
    start = content[:2000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<?xml")):
        hint = "it is often a login page saved in place of the export: sign in and download again"
        raise FileError(f"{name} is not a CSV file.", found="a web page or XML", hint=hint)


def other_archive(start: bytes) -> tuple[str, str] | None:
    """What a file that begins with ``start`` is and what to do, where it is neither text nor zip; None where it may be one of them."""
    return next(((what, hint) for signature, what, hint in _SIGNATURES if start.startswith(signature)), None)


def refuse_binary(content: bytes, name: str) -> None:
    """FileError for bytes that no text has in such numbers: of the start, one in twelve bytes or more is a control character."""
    start = content[:65_536]
    control = sum(start.count(bytes([byte])) for byte in (*range(9), 14, 15, *range(16, 32), 127))
    if control >= _MANY and control > len(start) / 12:
        raise FileError(f"{name} is not a text file.", found="binary data", hint="export the table as CSV (UTF-8)")


def _inside_zip(content: bytes) -> tuple[str, str]:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except zipfile.BadZipFile:
        return "a damaged ZIP archive", "download it again"
    for part, what in _ZIPPED:
        if any(name.startswith(part) for name in names):
            return what, _SAVE_AS
    return f"a ZIP archive with {', '.join(names[:3])}{' and more' if len(names) > 3 else ''}", "unpack it and give the file inside"
