"""The goals that the settings name, what was reached of them in the quarter, and how much is missing."""

from dataclasses import dataclass
from math import ceil

from lib.report.coverage import Coverage
from lib.report.figure import Better, Unit
from lib.report.quarter import Quarter
from lib.report.reading import Reading
from lib.report.report import Goal
from lib.settings import Settings
from lib.wording import UNKNOWN, count, number, plural, share, signed

FIRST_RESPONSE = "first_response"
SLACK = 1e-9
"""Of a person or a question: rounding must not ask for one more."""

_SAID = {
    "monthly_active": "{} monthly active members at the quarter's end",
    "within_24h": "{} answered within 24 hours",
    FIRST_RESPONSE: "Half answered within {}",
    "self_solved": "{} of questions solved by members",
    "nps": "NPS of {}",
    "tickets_per_1000": "At most {} tickets per 1,000 customers",
}


@dataclass(frozen=True)
class Aim:
    """A goal in numbers. ``reached``: None where it is not known. ``judged``: it may be called met or missed. ``when``: that it is so far, or of some days.

    ``of``: how many questions, answers or customers stand behind it; ``part``: of the questions, the share that was answered in time.
    """

    key: str
    unit: Unit
    better: Better
    goal: float
    reached: float | None
    judged: bool
    when: str = ""
    of: float | None = None
    part: float | None = None

    @property
    def met(self) -> bool | None:
        """None where it is not known."""
        if not self.judged:
            return None
        if self.reached is None:
            return False
        return self.reached >= self.goal if self.better == "higher" else self.reached <= self.goal

    @property
    def aimed(self) -> str:
        """The goal as people read it."""
        return self.unit.said(self.goal)

    @property
    def said(self) -> str:
        """What was reached, as people read it."""
        if self.reached is None and self.judged:
            return "fewer than half have an answer"
        if self.reached is None:
            return UNKNOWN
        said = self.unit.said(self.reached)
        return _finer(self.unit, self.reached) if said == self.aimed and self.met is False else said

    @property
    def shown(self) -> Goal:
        """As the report has it."""
        when = f" {self.when}" if self.when and self.said != UNKNOWN else ""
        return Goal(self.key, self.met, f"{_SAID[self.key].format(self.aimed)}: {self.said}{when}")

    @property
    def shortfall(self) -> float:
        """How far a missed goal was missed, in parts of itself; of a score in parts of 100."""
        if self.reached is None:
            return 1.0
        return abs(self.goal - self.reached) / (100 if self.unit is Unit.SCORE else abs(self.goal) or 1.0)

    @property
    def needed(self) -> str:
        """What is missing to a missed goal, in people, questions or tickets."""
        of, reached = self.of or 0.0, self.reached or 0.0
        match self.key:
            case "monthly_active":
                more = plural(_up(self.goal - reached), "more monthly active member was", "more monthly active members were")
                return f"{more} needed: {self.said} of {self.aimed}."
            case "within_24h":
                return f"{_questions((self.goal - reached) * of)} an answer within 24 hours: {self.said} had one, the goal is {self.aimed}."
            case "first_response":
                took = f"half had one after {self.said}" if self.reached is not None else "fewer than half have one"
                return f"{_questions((0.5 - (self.part or 0.0)) * of)} an answer within {self.aimed}: {took}."
            case "self_solved":
                more = plural(_up((self.goal - reached) * of), "more question", "more questions")
                return f"{more} had to be solved by members: {self.said} were, the goal is {self.aimed}."
            case "nps":
                missing = _up((self.goal - reached) / 100 * of)
                return f"{count(missing)} more of {count(of)} answers had to be a promoter's: NPS is {self.said}, the goal is {self.aimed}."
            case _:
                fewer = plural(_up((reached - self.goal) * of / 1000), "fewer ticket was", "fewer tickets were")
                return f"{fewer} needed: {self.said} per 1,000 customers, the goal is at most {self.aimed}."


def aims(settings: Settings, readings: tuple[Reading, ...], coverage: Coverage, quarter: Quarter) -> tuple[Aim, ...]:
    """In the order of the figures; half of the questions answered in time comes after those within a day.

    What is counted over a quarter is judged when that is over; a level is judged so far.
    """
    found = []
    for reading in readings:
        now = reading.now
        goal = settings.target_tickets_per_1000_customers if reading.key == "tickets_per_1000" else reading.goal
        when = "" if now.whole else "so far" if coverage.running(quarter) else "in the days that are known"
        if goal is not None:
            judged = now.value is not None and (reading.level or now.whole)
            of = reading.also.get("customers", now.of)
            found.append(Aim(reading.key, reading.unit, reading.better, goal, now.value, judged, when, of))
        if reading.key == "within_24h":
            half, part = reading.also["median_hours"], reading.also["within_target"]
            told = half is not None or part is not None  # where nobody was watched so long, and fewer than half have an answer, it is not known
            found.append(Aim(FIRST_RESPONSE, Unit.HOURS, "lower", settings.target_first_response_hours, half, told, when, now.of, part))
    return tuple(found)


def _finer(unit: Unit, value: float) -> str:
    """With a digit more, where a missed goal would else read like what was reached."""
    match unit:
        case Unit.SHARE:
            return share(value, 1)
        case Unit.SCORE:
            return signed(value, 1)
        case Unit.HOURS:
            return f"{number(value)} h"
        case _:
            return number(value, 1)


def _up(amount: float) -> int:
    return max(ceil(amount - SLACK), 1)


def _questions(amount: float) -> str:
    return plural(_up(amount), "more question needed", "more questions needed")
