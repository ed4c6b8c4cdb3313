"""A card as a picture that stands alone, in a slide or a letter: title, caption, charts and what they are about, as SVG or PNG."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import vl_convert

from lib.charts.printed_font import measured
from lib.charts.printed_theme import FONT, colour, ink, printed

WIDTH = 960
MARGIN = 24
SCALE = 2
"""A PNG has so many dots a point each way."""
LETTER = 0.49
"""A letter is about so wide, as a share of its size: lines are broken by it."""
_MARKED = re.compile(r":(\w+)\[(.*)\]|\*\*|`|:material/\w+:")
_SIZE = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


@dataclass(frozen=True)
class Text:
    """A paragraph: its size in points, its weight, the strength and the colour's role of its ink; None: plain ink."""

    words: str
    size: float = 13
    weight: int = 400
    opacity: float = 0.68
    role: str | None = None

    @property
    def lines(self) -> list[str]:
        """Broken where it would leave the picture."""
        most = int((WIDTH - 2 * MARGIN) / (self.size * LETTER))
        found = [""]
        for word in self.words.split():
            if len(found[-1]) + len(word) + 1 > most and found[-1]:
                found.append("")
            found[-1] = f"{found[-1]} {word}".strip()
        return found


@dataclass(frozen=True)
class Chart:
    """A picture as Vega-Lite."""

    spec: Mapping[str, Any]


def svg(title: str, caption: str, charts: Sequence[tuple[str, Mapping[str, Any]]], notes: Sequence[str]) -> str:
    """The picture. ``charts``: each specification under its heading (Markdown, may be empty); ``notes``: paragraphs below: period, filters, foot."""
    parts: list[Text | Chart] = [Text(plain(title), 20, 600, 1)]
    if caption:
        parts.append(Text(plain(caption)))
    for heading, spec in charts:
        if heading:
            role = re.match(r":(\w+)\[", heading)
            parts.append(Text(plain(heading), 14, 600, 1, role.group(1) if role else None))
        parts.append(Chart(spec))
    parts += [Text(plain(note), 12) for note in notes if note.strip()]
    return _stacked(title, parts)


def png(picture: str) -> bytes:
    """An SVG of ours as PNG."""
    measured()
    image: bytes = vl_convert.svg_to_png(picture, scale=SCALE)
    return image


def plain(markdown: str) -> str:
    """Markdown as the text people read."""
    previous = None
    while previous != markdown:
        previous, markdown = markdown, _MARKED.sub(lambda found: found.group(2) or "", markdown)
    return re.sub(r"\\([^A-Za-z0-9\s])", r"\1", markdown).strip()


def _stacked(title: str, parts: Sequence[Text | Chart]) -> str:
    top, drawn = float(MARGIN), []
    for number, part in enumerate(parts):
        if isinstance(part, Chart):
            picture, height = _chart(part.spec, f"p{number}-")
            drawn.append(f'<g transform="translate({MARGIN},{top + 8:.1f})">{picture}</g>')
            top += height + 16
            continue
        fill = ink() if part.role is None else colour(part.role)
        style = f'font-family="{FONT}" font-size="{part.size:g}" font-weight="{part.weight}" fill="{fill}" fill-opacity="{part.opacity:g}"'
        for line in part.lines:
            top += part.size * 1.4
            drawn.append(f'<text x="{MARGIN}" y="{top - part.size * 0.35:.1f}" {style}>{escape(line)}</text>')
        top += 4
    height = round(top + MARGIN)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}">'
    return f'{head}<title>{escape(plain(title))}</title><rect width="100%" height="100%" fill="#FFFFFF"/>{"".join(drawn)}</svg>'


def _chart(spec: Mapping[str, Any], prefix: str) -> tuple[str, float]:
    """A chart as a group of ours, and its height. Names inside get ``prefix``: two charts of one picture may use the same."""
    measured()
    sized = {**printed(spec), "width": WIDTH - 2 * MARGIN, "autosize": {"type": "fit-x", "contains": "padding"}}
    drawn: str = vl_convert.vegalite_to_svg(sized)
    size = _SIZE.search(drawn)
    height = float(size.group(2)) if size else 0.0
    for name in set(re.findall(r'\bid="([^"]+)"', drawn)):
        drawn = drawn.replace(f'id="{name}"', f'id="{prefix}{name}"').replace(f"url(#{name})", f"url(#{prefix}{name})")
    return drawn[drawn.index("<svg") :], height
