"""Files as people have them."""

import codecs
import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from lib.errors import FileError
from lib.sources import careful_rows
from lib.sources.csv_file import LARGEST, open_csv
from lib.sources.raw_table import RawTable


@pytest.fixture
def opened(tmp_path: Path):
    def open_bytes(content: bytes | str, name: str = "file.csv") -> RawTable:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return open_csv(path)

    return open_bytes


def cells(raw: RawTable) -> list[list[str]]:
    return [list(row.values())[:-2] for row in raw.cells.to_pylist()]


def lines(raw: RawTable) -> list[int]:
    return raw.cells["line"].to_pylist()


POLISH = "id;treść\n1;Zażółć gęślą jaźń\n2;Cześć, tu Łódź\n"
FRENCH = "id;texte\n1;où êtes-vous, très cher père ?\n2;naïve façade à Noël\n"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (POLISH.encode(), "utf-8"),
        (codecs.BOM_UTF8 + POLISH.encode(), "utf-8 with BOM"),
        (codecs.BOM_UTF16_LE + POLISH.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + POLISH.encode("utf-16-be"), "utf-16-be"),
        (POLISH.encode("utf-16-le"), "utf-16-le"),
        (POLISH.encode("cp1250"), "cp1250"),
        (POLISH.replace("\n", "\r\n").encode("cp1250"), "cp1250"),
    ],
)
def test_polish_letters_survive_every_encoding(opened, content, encoding):
    raw = opened(content)
    assert (raw.encoding, raw.columns) == (encoding, ("id", "treść"))
    assert cells(raw) == [["1", "Zażółć gęślą jaźń"], ["2", "Cześć, tu Łódź"]]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        ("a;b\n¿Qué tal, niño de España?;£5\n", "cp1252"),
        ("a;b\nIch möchte größere Füße – für 3 €;1\n", "cp1252"),
        ("a;b\nA area é de 20 m², não põe em São Paulo;n\n", "cp1252"),
        ("a;b\nDet er rødgrød med fløde på en ø, smør være;n\n", "cp1252"),
        ("a;b\nDes vœux du cœur;n\n", "cp1252"),
        ("a;b\nTak for hjælpen;n\n", "cp1252"),
        ("a;b\nżaden problem;1\n", "cp1250"),
        ("a;b\nGdańsk, dzień dobry;1\n", "cp1250"),
        ("a;b\nnie chcę być;1\n", "cp1250"),
        ("a;b\nŁódź;1\n", "cp1250"),
        ("a;b\npříliš žluťoučký kůň;1\n", "cp1250"),
    ],
)
def test_code_page_is_told_by_plausible_letters(opened, text, encoding):
    raw = opened(text.encode(encoding))
    assert cells(raw)[0][0] == text.split("\n")[1].split(";")[0]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_delimiter_and_line_end(opened, sign, end):
    raw = opened(end.join([f"id{sign}text", f'1{sign}"a{sign}b"', f"2{sign}c d", ""]))
    assert (raw.delimiter, cells(raw), lines(raw)) == (sign, [["1", f"a{sign}b"], ["2", "c d"]], [2, 3])


def test_decimal_commas_do_not_make_the_comma_a_delimiter(opened):
    assert opened("id;score\n1;3,5\n2;4,5\n").columns == ("id", "score")


def test_excels_own_first_line_names_the_delimiter(opened):
    raw = opened("sep=;\nid;text\n1;a,b\n")
    assert (raw.columns, cells(raw), lines(raw)) == (("id", "text"), [["1", "a,b"]], [3])


def test_lines_are_physical_ones(opened):
    raw = opened('id,"te\nxt"\r\n1,"a\r\nb"\n\n\n2,"c ""d"""\n3,e')
    assert raw.columns == ("id", "te xt")
    assert lines(raw) == [3, 7, 8]
    assert cells(raw) == [["1", "a\r\nb"], ["2", 'c "d"'], ["3", "e"]]


def test_repeated_and_empty_headers_are_told_apart(opened):
    assert opened("id,name,,name,\n1,2,3,4,5\n").columns == ("id", "name", "column 3", "name (2)", "column 5")


def test_ragged_rows_are_named_by_line(opened):
    raw = opened('id,text\n1,"a\nb"\n2\n3,c\n4,d,e\n')
    assert cells(raw) == [["1", "a\nb"], ["3", "c"]]
    assert [(row.line, row.number, row.reason) for row in raw.malformed] == [
        (4, 2, "1 cell where the header has 2"),
        (6, 4, "3 cells where the header has 2"),
    ]
    assert raw.rows == 4


@pytest.mark.parametrize("bad", ['2,"b', '2,"b" c', '2,"b\nmore'])
def test_a_bad_quote_costs_its_own_row_alone(opened, bad):
    raw = opened(f'id,text\n1,a\n{bad}\n3,"c"\n4,d\n')
    assert "quote opens in line 3" in raw.malformed[0].reason
    assert cells(raw)[0] == ["1", "a"]
    assert cells(raw)[-2:] == [["3", "c"], ["4", "d"]]
    assert lines(raw)[-1] == 5 + bad.count("\n")


def test_an_unclosed_quote_at_the_end_does_not_swallow_the_rest(opened):
    raw = opened('id,text\n1,"a\n2,b\n3,c\n')
    assert [row.line for row in raw.malformed] == [2]
    assert "reached to line 4" in raw.malformed[0].reason
    assert cells(raw) == [["2", "b"], ["3", "c"]]


def test_tabs_without_quoting_keep_their_quotes(opened):
    raw = opened('id\ttext\n1\t"Tidy" is fine\n2\t"so\n')
    assert cells(raw) == [["1", '"Tidy" is fine'], ["2", '"so']]
    assert "quotes taken as letters" in raw.notes[0]


def test_a_quote_inside_a_bare_cell_is_a_letter(opened):
    assert cells(opened('id,text\n1,5" disk\n')) == [["1", '5" disk']]


def test_rows_with_a_zero_byte_are_refused(opened):
    raw = opened("id,text\n1,a\n2,b\x00\n3,c\n")
    assert [(row.line, row.reason) for row in raw.malformed] == [(3, "A zero byte")]
    assert cells(raw) == [["1", "a"], ["3", "c"]]


def test_damaged_letters_refuse_their_row_alone(opened):
    content = ("id,text\n" + "".join(f"{n},zażółć gęślą jaźń\n" for n in range(20))).encode() + b"20,za\xbf\n21,ok\n"
    raw = opened(content)
    assert raw.encoding == "utf-8"
    assert [(row.line, row.reason) for row in raw.malformed] == [(22, "Bytes that mean nothing in utf-8")]
    assert raw.rows == 22


def test_blank_rows_are_nothing(opened):
    raw = opened("id;text\n1;a\n;\n\n2;b\n;\n")
    assert (cells(raw), lines(raw), raw.blank, raw.rows) == ([["1", "a"], ["2", "b"]], [2, 5], 2, 2)


def test_a_header_alone_is_a_table_without_rows(opened):
    raw = opened("id,text\n")
    assert (raw.columns, raw.rows) == (("id", "text"), 0)


def test_a_very_long_cell_is_read(opened):
    raw = opened('id,text\n1,"' + "x" * 20_000_000 + '"\n')
    assert len(cells(raw)[0][1]) == 20_000_000


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (codecs.BOM_UTF8 + b"\r\n \n", "empty"),
        (zipped("xl/workbook.xml"), "an Excel workbook (.xlsx)"),
        (zipped("messages.json"), "a ZIP archive with messages.json"),
        (b"PK\x03\x04 cut off", "a damaged ZIP archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "an old Excel workbook"),
        (b"%PDF-1.7 ...", "a PDF document"),
        (b"\x1f\x8b\x08\x00abc", "a gzip archive"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (bytes(range(256)) * 20, "binary data"),
        (b'id,"text\n1,2\n', "a quote that does not close"),
        (b",,\n,,\n", "no header"),
    ],
)
def test_what_is_no_table_is_named_with_a_way_out(opened, content, words):
    with pytest.raises(FileError) as caught:
        opened(content)
    assert words in str(caught.value)
    assert "Hint:" in str(caught.value)


def test_a_missing_file_and_a_folder_are_explained(tmp_path):
    with pytest.raises(FileError, match="There is no file"):
        open_csv(tmp_path / "nothing.csv")
    with pytest.raises(FileError, match="is a folder"):
        open_csv(tmp_path)


def test_size_and_checksum_are_of_the_bytes_as_they_came(opened):
    raw = opened(codecs.BOM_UTF8 + b"a\n1\n")
    assert raw.size == 7
    assert raw.sha256 == hashlib.sha256(codecs.BOM_UTF8 + b"a\n1\n").hexdigest()


def test_refused_rows_come_back_as_they_were(opened):
    raw = opened("id,text\n1,a\n2\n3,c\n4,d,e\n")
    assert [list(row.values()) for row in raw.raw([3, 4, 5]).to_pylist()] == [["2", None, 3, 2], ["3", "c", 4, 3], ["4", "d", 5, 4]]


@pytest.mark.parametrize("cell", [b"0,", b","])
def test_a_line_without_end_is_no_header(tmp_path, cell):
    path = tmp_path / "matrix.csv"
    path.write_bytes(cell * 50_000 + b"\n")
    with pytest.raises(FileError, match=r"matrix\.csv has too many columns\. Found: 50,001; the most is 2,000"):
        open_csv(path)


def test_rows_that_fit_nowhere_do_not_fill_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(careful_rows, "MOST_MALFORMED", 3)
    path = tmp_path / "people.csv"
    path.write_text("id,name\n" + "1,ana\n2\n" * 3)
    assert len(open_csv(path).malformed) == 3
    path.write_text("id,name\n" + "1,ana\n2\n" * 4)
    with pytest.raises(FileError, match="more than 3 rows that do not fit the header"):
        open_csv(path)
    path.write_text("id\tname\n" + '1\t"x\n2\n3\n4\n5\n')
    with pytest.raises(FileError, match="more than 3 rows"):
        open_csv(path)


def test_a_device_has_no_end_and_is_refused() -> None:
    with pytest.raises(FileError, match="is a device"):
        open_csv(Path("/dev/zero"))


def test_a_file_too_large_to_be_read_as_a_whole_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.csv").open("wb") as file:
        file.truncate(LARGEST + 1)  # takes no room on the disk
    with pytest.raises(FileError, match=r"huge.csv is too large.*4\.0 GB"):
        open_csv(tmp_path / "huge.csv")
