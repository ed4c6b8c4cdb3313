"""What follows from what was counted and assumed, as lines of a table: the page and every file name them and write them alike."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from lib.report.figure import ratio
from lib.report.report import CASES, Worth
from lib.wording import count, money


@dataclass(frozen=True)
class Estimate:
    """``key``: the field of ``Case`` that it is; ``unit``: of its numbers; ``numbers`` and ``said``: low, base and high."""

    key: str
    name: str
    unit: str
    numbers: tuple[float | None, ...]
    said: tuple[str, ...]


def estimates(worth: Worth, *, each: bool = False) -> tuple[Estimate, ...]:
    """All lines, those of the two parts of the value where it has both; ``each``: these always."""
    amount = partial(money, currency=worth.currency)
    parts: list[tuple[str, str, str, Callable[[float | None], str]]] = [
        ("tickets_value", "Value of these tickets", worth.currency, amount),
        ("conversions", "Conversions beyond the rate of the rest", "members", count),
        ("conversions_value", "Value of these conversions", worth.currency, amount),
    ]
    lines: list[tuple[str, str, str, Callable[[float | None], str]]] = [
        ("deflected_tickets", "Tickets that did not arise", "tickets", count),
        *(parts if each or worth.case("base").conversions is not None else []),
        ("value", "Value of the community", worth.currency, amount),
        ("programme_cost", "Cost of the programme", worth.currency, amount),
        ("net", "Value less cost", worth.currency, amount),
        ("roi", "Return on what was spent", "share", ratio),
    ]
    found = []
    for key, name, unit, said in lines:
        numbers: tuple[float | None, ...] = tuple(getattr(worth.case(case), key) for case in CASES)
        found.append(Estimate(key, name, unit, numbers, tuple(said(number) for number in numbers)))
    return tuple(found)
