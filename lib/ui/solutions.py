"""How the questions of some periods ended, and which changes of that are more than chance."""

from dataclasses import dataclass

from lib.metrics.resolution import overall, solution_curve
from lib.metrics.solved_in_time import solved_in_time
from lib.metrics.solved_in_time import surely_other as beyond_chance
from lib.scope import Scope
from lib.ui import cache
from lib.ui.reached import ENOUGH, Reached
from lib.ui.view import View
from lib.wording import known


@dataclass(frozen=True)
class Solutions:
    """How the questions of some periods ended, to this day."""

    threads: int
    solved: int
    self_solved: int
    reached: Reached

    @property
    def solved_share(self) -> float:
        return self.solved / self.threads

    @property
    def self_solved_share(self) -> float:
        return self.self_solved / self.threads


def solutions(view: View, scope: Scope | None) -> Solutions | None:
    """Over all questions of ``scope``; None where there is no scope or no question."""
    if scope is None:
        return None
    row = cache.reading(view, overall, scope).iloc[0]
    threads, solved = int(row["threads"]), int(row["solved"])
    if not threads:
        return None
    half = float(row["median_hours_to_solution"]) if known(row["median_hours_to_solution"]) else None
    reached = Reached(threads, threads - solved, half, None, None, None, cache.reading(view, solution_curve, scope))
    return Solutions(threads, solved, int(row["self_solved"]), reached)


def both(view: View) -> tuple[Solutions | None, Solutions | None]:
    """Of the whole periods asked for (where none is over, of the days asked for), and of those before."""
    return solutions(view, view.now or view.scope), solutions(view, view.before)


def surely_other(view: View, part: str) -> bool:
    """Whether the share (solved or self_solved) has surely changed against the periods compared with.

    The later questions have had less time, so the shares within the same time of asking decide: their difference must
    lie beyond the interval made from both of theirs, each by its side that faces the other (MOVER: Zou and Donner,
    2008), and the shares to this day must differ in the same direction. With few questions nothing is sure.
    """
    now, before = both(view)
    if now is None or before is None or view.now is None or view.before is None or min(now.threads, before.threads) < ENOUGH:
        return False
    found = cache.reading(view, solved_in_time, view.now, view.before)
    return beyond_chance(found, part, getattr(now, f"{part}_share") - getattr(before, f"{part}_share"))
