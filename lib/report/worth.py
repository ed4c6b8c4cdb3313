"""What the community was worth in a quarter: what was observed, what is assumed, and what follows from both."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lib.metrics import find
from lib.metrics.resolution import solutions_are_marked
from lib.metrics.small_groups import FEW
from lib.report.programme_cost import MONTHS, Programme, programme
from lib.report.quarter import Quarter
from lib.report.report import Assumption, Worth
from lib.report.sensitivity import CONVERTED, NAMES, PROGRAMME, SHARE, TICKET, break_even, swings
from lib.report.value import Basis, Ends, cases
from lib.report.worth_sentence import sentence
from lib.scope import Grain, Scope
from lib.settings import Settings
from lib.statistics.proportions import newcombe
from lib.store import Store
from lib.store.setting_changes import Stated, stated
from lib.wording import known

SHARES = ("deflection_share_low", "deflection_share_base", "deflection_share_high")
ENTER_COST = (
    "What one support ticket costs is not entered. An analyst enters it, with its source, under Data → Assumptions; until then nothing is told in money."
)
NONE_MARKED = "No reply is marked as a solution, so it is not known what members solve: map the column is_solution when activities are uploaded."


def worth(store: Store, quarter: Quarter) -> Worth:
    """Its figures are those of the metric deflection while no value of a converted member is set.

    Where no reply is ever marked as a solution, what members solved is not known, and nothing follows from it. Without a cost per ticket nothing
    is told in money: then amounts that are entered are no part of ``assumptions`` either.
    """
    with store.reading():
        settings = store.settings
        scope = Scope(quarter.period.start, quarter.period.last, Grain.QUARTER)
        marked = solutions_are_marked(store)
        spared = find("deflection")(store, scope)
        counted = find("resolution")(store, scope)
        costs = programme(store, quarter, _first(spared, "programme_cost"))
        threads = _first(counted, "self_solved")
        solved = threads if marked else None
        difference = _conversions(store, scope) if settings.converted_member_value is not None else None
        said = stated(store, (*SHARES, TICKET, CONVERTED))
    basis = Basis(
        self_solved=None if solved is None else int(solved),
        deflection_share=(settings.deflection_share_low, settings.deflection_share_base, settings.deflection_share_high),
        cost_per_ticket=settings.cost_per_ticket,
        programme_cost=costs.amount,
        converted_member_value=settings.converted_member_value,
        prospects=difference[0] if difference else None,
        conversion_difference=difference[1] if difference else None,
    )
    whole = bool(len(spared)) and bool(spared["complete"].iloc[0])
    return Worth(
        settings.currency,
        basis.self_solved,
        _assumptions(basis, said, costs),
        cases(basis),
        swings(basis),
        break_even(basis),
        _said(basis, settings, costs, whole=whole),
        _missing(basis, quarter, known_threads=threads is not None),
        whole,
        costs.months >= MONTHS,
    )


def _first(frame: pd.DataFrame, column: str) -> float | None:
    """The same in all rows of a quarter; None where it is null, or there are no rows."""
    value: Any = frame[column].iloc[0] if len(frame) else None
    return float(value) if known(value) else None


def _conversions(store: Store, scope: Scope) -> tuple[int, Ends] | None:
    """Prospects who were members, and how much more often they converted than the rest, with its interval; None where it cannot be told."""
    found = find("conversion")(store, scope)
    found = found[found["prospects"].notna()]
    ours = found["group"] != "non_member"
    (members, converted), (others, of_them) = ((int(part["prospects"].sum()), int(part["converted"].sum())) for part in (found[ours], found[~ours]))
    if min(members, others) < FEW:  # it would be told of single people, and of little more
        return None
    difference, low, high = (float(value) for value in newcombe(converted, members, of_them, others))
    return members, (low, difference, high)


def _assumptions(basis: Basis, said: Mapping[str, Stated], costs: Programme) -> tuple[Assumption, ...]:
    shares = Assumption(SHARE, NAMES[SHARE], "share", *basis.deflection_share, **_stated([said[key] for key in SHARES if key in said]))
    found = [shares, _amount(TICKET, basis.cost_per_ticket, said)]
    if basis.cost_per_ticket is None:
        return tuple(found)
    cost = costs.amount
    entered: dict[str, Any] = {"source": costs.sources, "reason": costs.reason, "stated_at": costs.stated_at, "stated_by": costs.stated_by}
    found.append(Assumption(PROGRAMME, NAMES[PROGRAMME], "money", cost, cost, cost, **entered))
    if basis.converted_member_value is not None:
        found.append(_amount(CONVERTED, basis.converted_member_value, said))
    return tuple(found)


def _amount(key: str, value: float | None, said: Mapping[str, Stated]) -> Assumption:
    return Assumption(key, NAMES[key], "money", value, value, value, **_stated([said[key]] if key in said and value is not None else []))


def _stated(said: list[Stated]) -> dict[str, Any]:
    """Who said it last and when, and all that was said, each thing once."""
    if not said:
        return {}
    last = max(said, key=lambda one: one.changed_at)
    sources, reasons = (dict.fromkeys(text for text in texts if text) for texts in ((one.source for one in said), (one.reason for one in said)))
    return {"source": "; ".join(sources) or None, "reason": "; ".join(reasons) or None, "stated_at": last.changed_at, "stated_by": last.changed_by}


def _said(basis: Basis, settings: Settings, costs: Programme, *, whole: bool) -> str:
    parts = [sentence(basis, settings.currency, costs.missing)]
    if not parts[0]:
        return ""
    if not whole:
        parts.insert(0, "The quarter is not over, or its data are not whole.")
    if costs.amount is not None and costs.months < MONTHS and settings.cost_per_ticket is not None:
        parts.insert(0, f"Programme costs are known of {costs.months} of its 3 months only.")
    if settings.converted_member_value is not None and basis.conversions is None:
        parts.append(f"Conversions are left out: that takes {FEW} prospects or more among members, and among the rest.")
    return " ".join(parts)


def _missing(basis: Basis, quarter: Quarter, *, known_threads: bool) -> str:
    """What has to be entered before there is a figure in money. ``known_threads``: there are activities of the quarter."""
    parts = []
    if basis.self_solved is None:
        parts.append(NONE_MARKED if known_threads else f"There are no activities of {quarter.name}.")
    if basis.cost_per_ticket is None:
        parts.append(ENTER_COST)
    return " ".join(parts)
