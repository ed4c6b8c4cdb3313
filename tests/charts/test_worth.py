"""What a programme was worth, as pictures: red ends and green begins at break-even, and every number is written out."""

from typing import Any

import pytest

from lib.charts.money_axis import across, short
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, BAD, GOOD
from lib.charts.tornado import tornado
from lib.charts.value_range import value_range
from tests.charts import worth_frames


def pieces(picture: Picture) -> list[tuple[str, float, float]]:
    """Colour, from and to of every bar."""
    drawn: dict[str, Any] = picture.chart.to_dict()
    return [
        (layer["encoding"]["color"]["value"], row["from"], row["to"])
        for layer in drawn["layer"]
        if layer["mark"]["type"] == "rect"
        for row in drawn["datasets"][layer["data"]["name"]]
    ]


def written(picture: Picture) -> list[str]:
    """Every text in the picture."""
    drawn: dict[str, Any] = picture.chart.to_dict()
    return [
        row[layer["encoding"]["text"]["field"]]
        for layer in drawn["layer"]
        if layer["mark"]["type"] == "text"
        for row in drawn["datasets"][layer["data"]["name"]]
    ]


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (-6500, 48_400, [(BAD, -6500, 0), (GOOD, 0, 48_400)]),
        (2466, 32_577, [(GOOD, 2466, 32_577)]),
        (-900, -10, [(BAD, -900, -10)]),
        (0, 10, [(GOOD, 0, 10)]),
    ],
)
def test_a_range_is_red_below_break_even_and_green_above(low: float, high: float, found: list[tuple[str, float, float]]) -> None:
    assert pieces(value_range(low, (low + high) / 2, high, "EUR")) == found


def test_a_range_says_its_three_amounts_in_the_currency() -> None:
    picture = value_range(-6500, 18_400, 48_400, "EUR")
    assert written(picture) == ["Base €18,400", "Low −€6,500", "High €48,400"]
    assert picture.alt.startswith("Value less cost of the programme: €18,400 most likely, between −€6,500 and €48,400.")


def test_a_range_without_a_cost_knows_no_break_even() -> None:
    picture = value_range(10, 20, 30, "EUR", against_cost=False)
    assert pieces(picture) == [(ACCENT, 10, 30)]
    assert "break-even" not in str(picture.chart.to_dict()["layer"][0]).lower()
    assert "reak-even" not in picture.alt


def test_a_range_of_one_amount_says_it_once() -> None:
    assert written(value_range(12_000, 12_000, 12_000, "EUR")) == ["Base €12,000"]


def test_each_assumption_is_cut_at_break_even_and_says_its_ends() -> None:
    picture = tornado(worth_frames.swings(), 18_407, "EUR")
    assert pieces(picture)[0] == (BAD, -2466, 0)
    assert {colour for colour, _, _ in pieces(picture)} == {BAD, GOOD}
    assert {"22%", "39%", "€43,800", "€29,200", "Cost of a ticket"} <= set(written(picture))
    assert "Would have opened a ticket moves it most, from −€2,466 at 22% to €32,577 at 39%" in picture.alt


def test_the_axis_holds_zero_and_every_amount() -> None:
    low, high = across([2466, 32_577])
    assert low < 0 < 32_577 < high


@pytest.mark.parametrize(
    ("amount", "said"), [(20_000, "€20k"), (-20_000, "−€20k"), (2500, "€2.5k"), (1_500_000, "€1.5M"), (500, "€500"), (0.5, "€0.50"), (1e10, "€10B")]
)
def test_amounts_on_an_axis_are_short(amount: float, said: str) -> None:
    assert short(amount, "EUR") == said
