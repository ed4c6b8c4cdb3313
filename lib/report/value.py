"""The value of a community from what it rests on: pure arithmetic in three cases, no store and no words.

Observed: questions solved without staff, prospects and how often they convert, what the programme cost. Assumed: the share of those questions that
would have become a ticket, what a ticket costs, and what a converted customer is worth.
"""

from dataclasses import dataclass
from typing import Literal

from lib.report.report import Case

Ends = tuple[float, float, float]
"""Low, base, high."""
NAMES: tuple[Literal["low"], Literal["base"], Literal["high"]] = ("low", "base", "high")
BASE = 1


@dataclass(frozen=True)
class Basis:
    """What the value follows from; money in one currency, None: not known, or not set.

    ``self_solved``, ``programme_cost``: counted. ``deflection_share``, ``cost_per_ticket``, ``converted_member_value``: assumed. ``prospects``: customers to be
    who were members; ``conversion_difference``: how much more often they convert than the rest, with its 95 % interval. Where the value of a
    converted member or any of these two is not known, conversions are no part of the value.
    """

    self_solved: int | None
    deflection_share: Ends
    cost_per_ticket: float | None
    programme_cost: float | None = None
    converted_member_value: float | None = None
    prospects: int | None = None
    conversion_difference: Ends | None = None

    @property
    def conversions(self) -> Ends | None:
        """Conversions beyond the rate of the rest; negative where members convert less often. None where they are not counted."""
        if self.converted_member_value is None or self.prospects is None or self.conversion_difference is None:
            return None
        low, base, high = self.conversion_difference
        return self.prospects * low, self.prospects * base, self.prospects * high


def cases(basis: Basis) -> tuple[Case, Case, Case]:
    """Low, base and high. Without a cost per ticket there is no money in any of them, not even what is known of it."""
    low, base, high = (_case(basis, place) for place in range(len(NAMES)))
    return low, base, high


def base_net(basis: Basis) -> float | None:
    """Net of the base case."""
    return _case(basis, BASE).net


def _case(basis: Basis, place: int) -> Case:
    extra, ticket = basis.conversions, basis.cost_per_ticket
    tickets = None if basis.self_solved is None else basis.self_solved * basis.deflection_share[place]
    conversions = extra[place] if extra else None
    spared = None if tickets is None or ticket is None else tickets * ticket
    gained = None if conversions is None or basis.converted_member_value is None or ticket is None else conversions * basis.converted_member_value
    value = None if spared is None else spared if gained is None else spared + gained
    cost = None if ticket is None else basis.programme_cost
    net = None if value is None or cost is None else value - cost
    roi = None if net is None or cost is None or cost <= 0 else net / cost
    return Case(NAMES[place], tickets, spared, conversions, gained, value, cost, net, roi)
