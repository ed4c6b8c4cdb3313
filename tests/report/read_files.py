"""A report's files read again by other libraries, as the text that people see."""

import io
import re
from html import unescape

from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from tests.report.spreadsheet import shows


def _pdf(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def _slides(content: bytes) -> str:
    found = []
    for slide in Presentation(io.BytesIO(content)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return " ".join(found)


def _workbook(content: bytes) -> str:
    found = []
    for sheet in load_workbook(io.BytesIO(content)):
        for line in sheet.iter_rows():
            for cell in line:
                if cell.value is not None:
                    found.append(cell.value if cell.data_type == "s" else shows(cell.number_format, cell.value) if cell.data_type == "n" else "")
    return " ".join(found)


def _web_page(content: bytes) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(style|svg).*?</\1>", "", content.decode())))


READ = {".pdf": _pdf, ".pptx": _slides, ".xlsx": _workbook, ".html": _web_page}


def squeezed(text: str) -> str:
    """Text without its spaces and capitals, which files set as their lines need."""
    return re.sub(r"[\s\u200b]+", "", text).lower()
