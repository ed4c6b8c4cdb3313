"""How far the result hangs on each of its parts: what net becomes at a part's ends, and the value of it at which net is zero."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from lib.report.report import BreakEven, Swing
from lib.report.value import BASE, Basis, base_net

EITHER_WAY = 0.2
SHARE, TICKET, PROGRAMME, CONVERTED = "deflection_share", "cost_per_ticket", "programme_cost", "converted_member_value"
NAMES = {
    SHARE: "Would have opened a ticket",
    TICKET: "Cost of a ticket",
    PROGRAMME: "Cost of the programme",
    CONVERTED: "Value of a converted member",
    "conversion_difference": "Members convert more often by",
}
"""What people call the parts."""

_NO_RANGE = "20% either way: no range of it is known"
NO_TICKET_COST = "What a ticket costs is not known."
NO_PROGRAMME_COST = "What the programme cost is not known."
NOT_COUNTED = "It is not counted."
NOTHING_SOLVED = "Members solved no question without staff."
WITHOUT = "It pays for itself without that."


@dataclass(frozen=True)
class _Part:
    """One part of the result: its ends, why these, and the basis with another value of it."""

    key: str
    unit: Literal["share", "money"]
    low: float
    high: float
    by: str
    put: Callable[[float], Basis]


def swings(basis: Basis) -> tuple[Swing, ...]:
    """What moves net, the widest first. Empty where there is no net. What is not known, or does not count, is left out.

    So is the programme's cost: it is counted from records, and by no more than an arbitrary part of it would it come before what is assumed.
    """
    found = []
    for part in _parts(basis):
        low, high = base_net(part.put(part.low)), base_net(part.put(part.high))
        if low is not None and high is not None:
            found.append(Swing(part.key, NAMES[part.key], part.unit, part.low, part.high, low, high, part.by))
    return tuple(sorted(found, key=lambda swing: -swing.width))


def break_even(basis: Basis) -> tuple[BreakEven, ...]:
    """Of each part at which the base case neither gains nor loses, all others at base."""
    return tuple(_even(basis, key) for key in (SHARE, TICKET, PROGRAMME, CONVERTED))


def with_value(basis: Basis, key: str, value: float) -> Basis:
    """The basis with one part at ``value``, in all cases alike."""
    if key == SHARE:
        return replace(basis, deflection_share=(value, value, value))
    if key == "conversion_difference":
        return replace(basis, conversion_difference=(value, value, value))
    put: dict[str, Any] = {key: value}
    return replace(basis, **put)


def _parts(basis: Basis) -> list[_Part]:
    def part(key: str, ends: tuple[float, float], by: str, unit: Literal["share", "money"] = "money") -> _Part:
        return _Part(key, unit, *ends, by, lambda value: with_value(basis, key, value))

    found = [part(SHARE, (basis.deflection_share[0], basis.deflection_share[-1]), "from its lowest case to its highest", "share")]
    if basis.cost_per_ticket is not None:
        found.append(part(TICKET, _around(basis.cost_per_ticket), _NO_RANGE))
    if basis.conversions is not None and basis.converted_member_value is not None and basis.conversion_difference is not None:
        low, _, high = basis.conversion_difference
        found.append(part(CONVERTED, _around(basis.converted_member_value), _NO_RANGE))
        found.append(part("conversion_difference", (low, high), "its 95% interval", "share"))
    return found


def _around(value: float) -> tuple[float, float]:
    low, high = sorted((value * (1 - EITHER_WAY), value * (1 + EITHER_WAY)))
    return low, high


def _even(basis: Basis, key: str) -> BreakEven:
    value, missing = _solved(basis, key)
    return BreakEven(key, NAMES[key], "share" if key == SHARE else "money", value, missing)


def _solved(basis: Basis, key: str) -> tuple[float | None, str]:
    """The value, or None and why there is none."""
    solved, ticket, cost, share = basis.self_solved, basis.cost_per_ticket, basis.programme_cost, basis.deflection_share[BASE]
    if solved is None:
        return None, "How many questions members solved is not known."
    if ticket is None:
        return None, NO_TICKET_COST
    extra = basis.conversions[BASE] if basis.conversions else None
    gained = 0.0 if extra is None else extra * (basis.converted_member_value or 0.0)
    spared = solved * share * ticket
    if key == PROGRAMME:
        return (spared + gained, "") if spared + gained >= 0 else (None, "The community brought nothing that could pay for it.")
    if cost is None:
        return None, NO_PROGRAMME_COST
    if key == CONVERTED:
        if extra is None:
            return None, NOT_COUNTED
        if extra <= 0:
            return None, "Members did not convert more often than the rest."
        return _at_least_nothing(_over(cost - spared, extra))
    if not solved:
        return None, NOTHING_SOLVED
    if key == TICKET:
        return _at_least_nothing(_over(cost - gained, solved * share)) if share else (None, "No question is assumed to have become a ticket.")
    if not ticket:
        return None, "A ticket costs nothing."
    found, missing = _at_least_nothing(_over(cost - gained, solved * ticket))
    return (None, "It would have to be above 100%.") if found is not None and found > 1 else (found, missing)


def _over(amount: float, each: float) -> float | None:
    """None where the quotient is beyond any number."""
    try:
        found = amount / each
    except (ZeroDivisionError, OverflowError):
        return None
    return found if abs(found) < float("inf") else None


def _at_least_nothing(value: float | None) -> tuple[float | None, str]:
    if value is None:
        return None, "No amount of it would be enough."
    return (value, "") if value >= 0 else (None, WITHOUT)
