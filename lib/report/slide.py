"""A slide that is being made: a real title, texts that fit their boxes, tables, cards, a footer and what the speaker may want to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Inches, Pt

from lib.charts.printed_theme import colour, ink, light
from lib.report.fitting import fitted

WIDTH, HEIGHT, MARGIN = 13.333, 7.5, 0.6
FONT = "Arial"
_TITLE_ONLY = 5
SIZES = (16, 15, 14, 13, 12, 11, 10)


@dataclass(frozen=True)
class Box:
    """A place on a slide, in inches from its left and upper edge."""

    left: float
    top: float
    width: float
    height: float

    @property
    def placed(self) -> tuple[Inches, Inches, Inches, Inches]:
        """As python-pptx takes it."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


def rgb(name: str) -> Any:
    """A colour of the theme: ``ink``, ``gray`` of text, or a key such as ``blueColor``."""
    found = ink() if name == "ink" else colour(name) if not name.endswith("Color") else str(light()[name])
    return RGBColor(*bytes.fromhex(found.removeprefix("#")))  # type: ignore[no-untyped-call]


class Deck:
    """The slides, 16:9, each with the same ``footer``."""

    def __init__(self, footer: str) -> None:
        self.file, self._footer = Presentation(), footer
        self.file.slide_width, self.file.slide_height = Inches(WIDTH), Inches(HEIGHT)
        self._layout = self.file.slide_layouts[_TITLE_ONLY]
        for shape in list(self._layout.placeholders):
            if shape.placeholder_format.idx == 0:
                shape.left, shape.top, shape.width, shape.height = Box(MARGIN, 0.4, WIDTH - 2 * MARGIN, 0.95).placed
            else:
                shape._element.getparent().remove(shape._element)

    def slide(self, title: str, lede: Sequence[str], notes: str) -> "Slide":
        """A new one. ``lede``: a paragraph or two under the title."""
        made = Slide(self.file.slides.add_slide(self._layout))
        made.title(title)
        if lede:
            made.text(Box(MARGIN, 1.45, WIDTH - 2 * MARGIN, 0.85), lede, sizes=SIZES, gap=3)
        made.text(Box(MARGIN, 7.02, WIDTH - 2 * MARGIN - 0.8, 0.3), [self._footer], sizes=(10, 9, 8), role="gray")
        made.text(Box(WIDTH - MARGIN - 0.7, 7.02, 0.7, 0.3), [str(len(self.file.slides))], sizes=(10,), role="gray", align=PP_ALIGN.RIGHT)
        made.slide.notes_slide.notes_text_frame.text = notes
        return made


class Slide:
    """One slide. Texts are put in at a size at which they fit."""

    def __init__(self, slide: Any) -> None:
        self.slide = slide

    def title(self, text: str) -> None:
        """The title, which outlines and screen readers use."""
        shape = self.slide.shapes.title
        room = WIDTH - 2 * MARGIN
        size, (shown, *_) = fitted([" ".join(text.split())], (room, 0.95), (28, 26, 24, 22, 20, 18), bold=True)
        _filled(shape.text_frame, [shown], size, "ink", bold=True)
        shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE

    def text(
        self, box: Box, texts: Sequence[str], *, sizes: Sequence[float] = SIZES, role: str = "ink", bold: bool = False, gap: float = 0, align: Any = None
    ) -> None:
        """Paragraphs in a box."""
        size, shown = fitted(texts, (box.width, box.height), sizes, gap, bold=bold)
        frame = self.slide.shapes.add_textbox(*box.placed).text_frame
        _filled(frame, shown, size, role, bold=bold, gap=gap, align=align)

    def heading(self, box: Box, text: str, role: str = "ink") -> None:
        """What a part of the slide is called."""
        self.text(box, [text], sizes=(14, 13, 12, 11, 10), role=role, bold=True)

    def card(self, box: Box) -> None:
        """An outline around what is put on it."""
        shape = self.slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *box.placed)
        shape.adjustments[0] = min(0.06, 0.08 / box.height)
        shape.fill.background()
        shape.line.color.rgb, shape.line.width = rgb("borderColor"), Pt(1)
        style = shape._element.find("{*}style")  # the template's own outline and shadow
        if style is not None:
            shape._element.remove(style)
        shape._element.nvSpPr.cNvPr.set("descr", "")

    def table(self, box: Box, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float], *, right: Sequence[int] = ()) -> None:
        """A native table, as large as its rows allow. ``widths``: shares of the box; ``right``: columns of numbers."""
        scale = box.width / sum(widths)
        columns = [width * scale for width in widths]
        size, cells = _table_fitted([heads, *rows], columns, box.height)
        row_height = box.height / max(len(cells), 1)
        frame = self.slide.shapes.add_table(len(cells), len(heads), *Box(box.left, box.top, box.width, min(row_height, 0.34) * len(cells)).placed)
        table = frame.table
        table.first_row, table.horz_banding = True, False
        frame._element.graphic.graphicData.tbl.tblPr.find("{*}tableStyleId").text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # no style, no grid
        for place, width in enumerate(columns):
            table.columns[place].width = Inches(width)
        for line, texts in enumerate(cells):
            for place, text in enumerate(texts):
                cell = table.cell(line, place)
                cell.margin_left = cell.margin_right = Inches(0.06)
                cell.margin_top = cell.margin_bottom = Inches(0.03)
                cell.vertical_anchor = MSO_ANCHOR.MIDDLE
                if line == 0:
                    cell.fill.solid()
                    cell.fill.fore_color.rgb = rgb("secondaryBackgroundColor")
                align = PP_ALIGN.RIGHT if place in right else None
                _filled(cell.text_frame, [text], size, "gray" if line == 0 else "ink", bold=line == 0, align=align)


def _table_fitted(rows: Sequence[Sequence[str]], columns: Sequence[float], room: float) -> tuple[float, list[list[str]]]:
    """A size, and cells that are cut to what their row has room for."""
    each = room / len(rows)
    found: list[list[str]] = []
    for size in (13, 12, 11, 10):
        found = [[fitted([text], (width - 0.14, max(each - 0.06, 0.2)), (size,))[1][0] for text, width in zip(row, columns, strict=True)] for row in rows]
        if found == [list(row) for row in rows]:
            break
    return size, found


def _filled(frame: Any, texts: Sequence[str], size: float, role: str, *, bold: bool = False, gap: float = 0, align: Any = None) -> None:
    frame.word_wrap = True
    if hasattr(frame, "auto_size"):
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for place, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = align or PP_ALIGN.LEFT
        paragraph.space_before = Pt(gap if place else 0)
        run = paragraph.add_run()
        run.text = text
        run.font.name, run.font.size, run.font.bold = FONT, Pt(size), bold
        run.font.color.rgb = rgb(role)
