"""What a programme brought, from the cautious case to the hopeful one: a bar, red below break-even and green above, with a thick mark at base."""

from typing import Any

import altair as alt
import pandas as pd

from lib.charts.money_axis import BREAK_EVEN, across, all_known, break_even_rules, money_x
from lib.charts.nearest import TITLE, texts, tooltip
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, BAD, GOOD, INK, finished, role
from lib.wording import money

HEIGHT = 84
TOP, BOTTOM = 50, 66
"""The bar's edges, in pixels from the top; above it stand the amounts, the base case's highest."""
ENDS, MOST_LIKELY = 27, 8
REACH = 8
"""So far the mark at base reaches beyond the bar."""
STRENGTH = 0.78


def value_range(low: float | None, base: float | None, high: float | None, currency: str, *, against_cost: bool = True) -> Picture:
    """The amounts of three cases. ``against_cost``: they are what is left after the cost, so that zero is break-even; otherwise they are the value alone."""
    known = all_known(low, base, high)
    name = "Value less cost of the programme" if against_cost else "Value, before the programme's cost"
    if not known:
        return Picture(finished(alt.Chart(pd.DataFrame({"x": []})).mark_point(), HEIGHT), f"{name}: not known yet.")
    least, likely, most = known
    ends = across(known)
    said = [money(amount, currency) for amount in known]
    x = money_x("from", ends, currency, BREAK_EVEN if against_cost else money(0, currency))
    layers: list[Any] = [
        _bar(part, x, {"Low": said[0], "Base": said[1], "High": said[2]}, name, left, right, colour)
        for part, left, right, colour in _parts(least, most, against_cost)
    ]
    layers.append(break_even_rules([TOP - REACH], [HEIGHT], money_x("zero", ends, currency)))
    layers.append(_mark(likely, money_x("base", ends, currency)))
    layers += [_text(text, at, align, height, weight, ends, currency) for text, at, align, height, weight in _labels(known, said, ends)]
    zero = "" if not against_cost else f" {_standing(least, likely, most)}"
    return Picture(finished(alt.layer(*layers), HEIGHT), f"{name}: {said[1]} most likely, between {said[0]} and {said[2]}.{zero}")


def _parts(low: float, high: float, against_cost: bool) -> list[tuple[pd.DataFrame, bool, bool, str]]:
    """The pieces of the bar: from and to, whether its left and its right end are rounded, its colour's role."""
    if not against_cost:
        return [(pd.DataFrame({"from": [low], "to": [high]}), True, True, ACCENT)]
    pieces = [(low, min(high, 0.0), True, high <= 0, BAD)] if low < 0 else []
    pieces += [(max(low, 0.0), high, low >= 0, True, GOOD)] if high > 0 or low >= 0 else []
    return [(pd.DataFrame({"from": [start], "to": [end]}), left, right, colour) for start, end, left, right, colour in pieces]


def _bar(part: pd.DataFrame, x: alt.X, said: dict[str, str], title: str, left: bool, right: bool, colour: str) -> Any:
    round_ends: dict[str, Any] = {}
    for side, rounded in (("Left", left), ("Right", right)):
        round_ends |= {f"cornerRadius{edge}{side}": (BOTTOM - TOP) / 2 if rounded else 0 for edge in ("Top", "Bottom")}
    drawn = texts(part.assign(top=TOP, bottom=BOTTOM), {TITLE: [title], **{name: [text] for name, text in said.items()}})
    return (
        alt.Chart(drawn)
        .mark_rect(opacity=STRENGTH, **round_ends)
        .encode(x=x, x2=alt.X2(field="to"), y=_down("top"), y2=alt.Y2(field="bottom"), color=role(colour), tooltip=tooltip(list(said)))
    )


def _mark(base: float, x: alt.X) -> Any:
    rows = pd.DataFrame({"base": [base], "top": [TOP - REACH], "bottom": [BOTTOM + REACH]})
    return alt.Chart(rows).mark_rule(strokeWidth=4, opacity=1).encode(x=x, y=_down("top"), y2=alt.Y2(field="bottom"), color=role(INK))


def _labels(amounts: list[float], said: list[str], ends: tuple[float, float]) -> list[tuple[str, float, str, int, int]]:
    """Text, place, the side it is written to, height, weight. The low one ends where the bar begins, unless the bar begins at the edge."""
    low, base, high = amounts
    width = ends[1] - ends[0]
    place = (base - ends[0]) / width
    middle = "left" if place < 0.15 else "right" if place > 0.85 else "center"
    found = [(f"Base {said[1]}", base, middle, MOST_LIKELY, 600)]
    if low == high:
        return found
    sides = ("left" if (low - ends[0]) / width < 0.2 and (high - low) / width > 0.5 else "right", "right" if (high - low) / width > 0.5 else "left")
    return [*found, (f"Low {said[0]}", low, sides[0], ENDS, 400), (f"High {said[2]}", high, sides[1], ENDS, 400)]


def _text(text: str, at: float, align: Any, height: int, weight: Any, ends: tuple[float, float], currency: str) -> Any:
    rows = pd.DataFrame({"at": [at], "height": [height], "text": [text]})
    mark = alt.Chart(rows).mark_text(align=align, baseline="middle", fontWeight=weight, clip=False, fontSize=13 if weight == 600 else 12)
    return mark.encode(x=money_x("at", ends, currency), y=_down("height"), text=alt.Text(field="text", type="nominal"), color=role(INK))


def _down(field: str) -> alt.Y:
    """Pixels from the top."""
    return alt.Y(field=field, type="quantitative", axis=None, scale=alt.Scale(domain=[HEIGHT, 0], nice=False, zero=False))


def _standing(low: float, base: float, high: float) -> str:
    if low >= 0:
        return "All of the range is at or above break-even."
    if high < 0:
        return "All of the range is below break-even."
    return f"Break-even lies within the range, {'below' if base > 0 else 'at' if base == 0 else 'above'} the base case."
