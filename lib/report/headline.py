"""The report's first sentences, made by rule: only what is sure is said, and what got worse is said plainly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lib.report.changes import STEADY
from lib.report.figure import Change, Figure
from lib.report.goals import Aim
from lib.report.quarter import Quarter
from lib.report.report import Worth
from lib.wording import day, plural

MOST_GOOD, MOST_BAD = 1, 2
"""Clauses beside that of growth and that of worth: a headline is read at a glance."""

_CLAUSES = {  # up, down
    "within_24h": ("answered more of its questions within a day", "answered fewer of its questions within a day"),
    "tickets_per_1000": ("saw more tickets per customer", "saw fewer tickets per customer"),
    "self_solved": ("solved more of its questions itself", "solved fewer of its questions itself"),
    "nps": ("was recommended more", "was recommended less"),
}
_MISSED = {
    "monthly_active": "Monthly active members stayed below their goal of {}.",
    "within_24h": "Answers within 24 hours stayed below their goal of {}.",
    "first_response": "First answers took longer than their goal of {} for half of the questions.",
    "self_solved": "Questions solved by members stayed below their goal of {}.",
    "nps": "NPS stayed below its goal of {}.",
    "tickets_per_1000": "Tickets per 1,000 customers stayed above their goal of {}.",
}
_WORDS = ("no", "one", "two", "three", "four", "five", "six")


@dataclass(frozen=True)
class Extent:
    """How much of the quarter the report is about. ``until``: the last day with data, None where none has; ``over``: they reach its end.

    ``members_at``: the day that monthly active members are of, where activities end within a quarter that is over by its other records.
    """

    quarter: Quarter
    until: date | None
    over: bool
    running: bool
    members_at: date | None = None

    @property
    def so_far(self) -> str:
        """``So far in Q4 2026``, ``Up to 12 Sep 2026``; empty where the quarter is over."""
        if self.over or self.until is None:
            return ""
        return f"So far in {self.quarter.name}" if self.running else f"Up to {day(self.until)}"


def headline(extent: Extent, figures: Sequence[Figure], worth: Worth) -> str:
    """One sentence. Of worth nothing is said before the quarter is over."""
    quarter = extent.quarter
    if extent.until is None:
        return f"There are no data of {quarter.name}."
    by_key = {figure.key: figure for figure in figures}
    good, bad = _growth(by_key["monthly_active"], extent)
    better, worse = _others(by_key)
    paid, unpaid = _paid(worth) if extent.over else ([], [])
    good += better[:MOST_GOOD] + paid
    bad += worse[:MOST_BAD] + unpaid
    if not good and not bad:
        return f"What changed in {quarter.name} cannot be told{' yet' if extent.running else ''}."
    said = f"{_joined(good)}, but {_joined(bad)}" if good and bad else _joined(good or bad)
    return f"{extent.so_far} the community {said}." if extent.so_far else f"The community {said}."


def compared(figure: Figure) -> Change:
    """The change that is told of a figure: against the quarter before, else, where that is not known, against the year before."""
    return figure.previous if figure.previous.size or not figure.year_before.size else figure.year_before


def short(size: str) -> str:
    """``8%`` of ``8.0%``: in a sentence a zero says nothing."""
    return size.replace(".0%", "%")


def summary(aims: Sequence[Aim], *, running: bool) -> str:
    """How many goals were met, and the one that was missed by most; empty where there is nothing to tell."""
    judged = [aim for aim in aims if aim.met is not None]
    if not judged:
        return ""
    met = sum(bool(aim.met) for aim in judged)
    total = len(judged)
    verb = {True: ("is", "are"), False: ("was", "were")}[running]
    when = "so far" if running else ""
    if total == 1 and not met:
        said = f"The one goal of the quarter {verb[0]} not met {when}".strip() + "."
        return f"{said} {_MISSED[judged[0].key].format(judged[0].aimed)}"
    if met == total:
        who = {1: "The one goal", 2: "Both goals"}.get(total, f"All {_WORDS[total]} goals")
    else:
        who = f"{_WORDS[met].capitalize() if met else 'None'} of {plural(total, 'goal').replace(str(total), _WORDS[total], 1)}"
    said = f"{who} of the quarter {verb[0] if (met <= 1 and met < total) or total == 1 else verb[1]} met {when}".strip() + "."
    missed = [aim for aim in judged if not aim.met]
    if not missed:
        return said
    worst = max(missed, key=lambda aim: aim.shortfall)
    return f"{said} {_MISSED[worst.key].format(worst.aimed)}"


def _growth(figure: Figure, extent: Extent) -> tuple[list[str], list[str]]:
    """The clause of monthly active members, as (good, bad). Of another day than the quarter's last it is no growth of the quarter."""
    change = compared(figure)
    if figure.value is None:
        return [], []
    if not figure.value and not change.then:
        return [], ["had no monthly active members"]
    if not change.size or change.then is None or extent.members_at:
        on = f" on {day(extent.members_at)}" if extent.members_at else ""
        return [f"had {plural(round(figure.value), 'monthly active member')}{on}"], []
    over = " in a year" if change.quarter == extent.quarter.year_before.start else ""
    if not change.then:
        return ["began to be active"], []
    if abs(figure.value / change.then - 1) < STEADY:
        return [f"held steady{over}"], []
    if change.direction == "up":
        return [f"grew {short(change.size)}{over}"], []
    return [], [f"shrank {short(change.size)}{over}"]


def _others(figures: dict[str, Figure]) -> tuple[list[str], list[str]]:
    """The clauses of what surely changed, as (good, bad)."""
    good, bad = list[str](), list[str]()
    for key, (up, down) in _CLAUSES.items():
        change = compared(figures[key])
        if change.desirable is not None:
            (good if change.desirable else bad).append(up if change.direction == "up" else down)
    return good, bad


def _paid(worth: Worth) -> tuple[list[str], list[str]]:
    """Whether the community paid for itself, as (good, bad); neither where there is no figure in money.

    What is not wholly known can only grow: costs of the months that have none speak against having paid, questions not yet known for it.
    """
    if not worth.cases:
        return [], []
    low, base, high = (worth.case(name).net for name in ("low", "base", "high"))
    if low is None or base is None or high is None:
        return [], []
    by_what = "" if worth.case("base").conversions_value is not None else " by spared tickets alone"
    if base > 0 or low >= 0:
        something = (worth.case("low").value or 0.0) > 0 or low < 0
        return ["paid for itself" if low >= 0 else "likely paid for itself"] if worth.costs_whole and something else [], []
    if base == 0 or not worth.whole:
        return [], []
    return [], [f"did not pay for itself{by_what}" if high < 0 else f"likely did not pay for itself{by_what}"]


def _joined(clauses: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b, and c``."""
    return " and ".join(clauses) if len(clauses) < 3 else f"{', '.join(clauses[:-1])}, and {clauses[-1]}"
