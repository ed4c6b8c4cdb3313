"""What went well and what needs money: goals met and missed, and what surely changed."""

from collections.abc import Sequence

from lib.report.figure import Figure
from lib.report.goals import Aim
from lib.report.headline import compared, short
from lib.report.quarter import Quarter

_SUBJECTS = {
    "monthly_active": "Monthly active members",
    "within_24h": "The share of questions answered within 24 hours",
    "self_solved": "The share of questions solved by members",
    "nps": "NPS",
    "tickets_per_1000": "Tickets per 1,000 customers",
}


def well(figures: Sequence[Figure], aims: Sequence[Aim]) -> tuple[str, ...]:
    """What surely became better, and the goals that were met."""
    met = {aim.key: aim for aim in aims if aim.met}
    found = []
    for figure in figures:
        aim, better = met.get(figure.key), compared(figure).desirable is True
        if better:
            found.append(_moved(figure, f"; the goal is {aim.aimed}" if aim else ""))
        elif aim:
            found.append(_reached(aim, figure))
        if figure.key == "within_24h" and (half := met.get("first_response")):
            found.append(f"Half of the questions had an answer within {half.said}; the goal is {half.aimed}.")
    return tuple(found)


def money(figures: Sequence[Figure], aims: Sequence[Aim]) -> tuple[str, ...]:
    """The goals that were missed, with what is missing, and what surely became worse."""
    missed = [aim.needed for aim in aims if aim.met is False]
    worse = [_moved(figure, "") for figure in figures if compared(figure).desirable is False]
    return (*missed, *worse)


def _moved(figure: Figure, more: str) -> str:
    """``Monthly active members rose by 8% against Q2 2026, to 1,998.``"""
    change = compared(figure)
    against = Quarter(change.quarter).name
    if change.size == "new":
        return f"{_SUBJECTS[figure.key]} rose from nothing in {against} to {figure.said}{more}."
    return f"{_SUBJECTS[figure.key]} {'rose' if change.direction == 'up' else 'fell'} by {short(change.size)} against {against}, to {figure.said}{more}."


def _reached(aim: Aim, figure: Figure) -> str:
    verb = "stayed within its goal" if aim.better == "lower" else "reached its goal"
    verb = verb.replace("its", "their") if figure.key in ("monthly_active", "tickets_per_1000") else verb
    return f"{_SUBJECTS[aim.key]} {verb} of {aim.aimed}: {aim.said}."
