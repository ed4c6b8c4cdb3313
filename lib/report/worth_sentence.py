"""What the range of the community's value says, in a sentence or two: computed, and never surer than the range."""

from lib.report.report import Case
from lib.report.value import Basis, cases
from lib.wording import count, money, share

NOT_SHOWN = "The whole difference between members and the rest is taken for the community's doing, which data alone cannot show."


def sentence(basis: Basis, currency: str, cost_missing: str = "") -> str:
    """``cost_missing``: why the programme's cost is not known, without a full stop. Empty where nothing can be said at all."""
    low, base, high = cases(basis)
    if base.deflected_tickets is None:
        return ""
    if not basis.self_solved and base.conversions is None:
        return _nothing_spared(base, currency, cost_missing)
    if base.value is None:
        likely, least, most = (count(case.deflected_tickets) for case in (base, low, high))
        return f"Members likely spared support {likely} {'ticket' if likely == '1' else 'tickets'}{_between(least, most)}: an estimate."
    caveat = f" {NOT_SHOWN}" if base.conversions is not None else ""
    nets = [case.net for case in (low, base, high) if case.net is not None]
    if not nets:
        likely, least, most = (money(case.value, currency) for case in (base, low, high))
        worth = f"{_subject(base)} were likely worth {likely}{_between(least, most)}: an estimate."
        return f"{worth} Whether that paid for the programme is not known: {cost_missing}.{caveat}"
    return f"{_verdict(nets, base, high, currency)}{caveat}"


def _nothing_spared(base: Case, currency: str, cost_missing: str) -> str:
    said = "Members solved no question without staff, so no ticket is counted as spared"
    if base.programme_cost is not None:
        return f"{said}; the programme cost {money(base.programme_cost, currency)}."
    return f"{said}; {cost_missing}." if base.value is not None and cost_missing else f"{said}."


def _between(low: str, high: str) -> str:
    return "" if low == high else f" ({low} to {high})"


def _subject(case: Case) -> str:
    return "Spared tickets" if case.conversions is None else "Spared tickets and conversions"


def _verdict(nets: list[float], base: Case, high: Case, currency: str) -> str:
    """``nets``: low, base and high."""
    least, likely, most = (money(abs(net), currency) for net in nets)
    alone = " by spared tickets alone" if base.conversions is None else ""
    if nets[0] >= 0 >= nets[0] + (base.programme_cost or 0.0):  # the low case is worth nothing, and nothing was spent
        return f"The programme cost {money(base.programme_cost, currency)}, so there was nothing to pay for."
    if nets[0] >= 0:
        ends = "" if least == most else f", at least {least}, at most {most}"
        return f"It paid for itself in every case: most likely {likely} more than it cost{ends}."
    if nets[-1] >= 0:
        if nets[1] > 0:
            return f"It likely paid for itself: most likely {likely} more than it cost, but from {least} less to {most} more."
        return f"It likely did not pay for itself{alone}: most likely {likely} less than it cost, but from {least} less to {most} more."
    cost, value = base.programme_cost, base.value
    if not cost or cost < 0 or value is None or value < 0:
        return f"It did not pay for itself{alone}: most likely {likely} less than it cost, at best {most} less."
    part, best = _covered(value / cost), _covered((high.value or 0.0) / cost)
    ends = "" if part == best else f", at most {best}"
    return f"It did not pay for itself{alone}: {'they' if alone else _subject(base).lower()} cover {part} of what the programme cost{ends}."


def _covered(part: float) -> str:
    """Less than the whole is never written as 100%, nor something as 0%."""
    return "nearly 100%" if 0.995 <= part < 1 else "under 1%" if 0 < part < 0.005 else share(part)
