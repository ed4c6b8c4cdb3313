"""What a spreadsheet shows for a number and a format, as far as the reports' formats go."""

import re
from decimal import ROUND_HALF_UP, Decimal

_PART = re.compile(r'"(?P<text>[^"]*)"|(?P<number>(?:#,##)?0(?:\.0+)?)|(?P<sign>[+%])')


def shows(number_format: str, value: float) -> str:
    """The cell's text: 15 digits, rounded half away from zero; the sections of a format are for above, below and at zero."""
    if number_format == "General":
        return str(value)
    sections = number_format.split(";")
    section = sections[0] if len(sections) == 1 or value > 0 else sections[1] if value < 0 else sections[-1]
    assert _PART.sub("", section) == "", number_format

    def part(found: "re.Match[str]") -> str:
        if found["number"] is None:
            return found["text"] if found["sign"] is None else found["sign"]
        size = abs(Decimal(f"{value:.15g}")) * (100 if "%" in re.sub('"[^"]*"', "", section) else 1)
        places = len(found["number"].partition(".")[2])
        return f"{size.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"

    return _PART.sub(part, section)
