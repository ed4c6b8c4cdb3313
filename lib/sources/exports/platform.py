"""How a platform's export is declared: how it is recognised, and what is read from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from lib.sources.delivery import Delivery
from lib.sources.origin import Progress
from lib.sources.package import Package


@dataclass(frozen=True)
class Wishes:
    """What only a person can tell. ``zone``: of times that the export writes without an offset. ``score``: the question whose answers are the score.

    ``survey``: what that score is, nps or csat. ``quiet``: silence after which a chat without threads starts a new one.
    """

    zone: str | None = None
    score: str | None = None
    survey: str | None = None
    quiet: timedelta = timedelta(minutes=30)


@dataclass(frozen=True)
class Export:
    """What a package holds. ``found``: what was counted in it, by its name on the platform ("messages": 158).

    ``left_out``: why some of that makes no row, and how much. Each thing found is in a delivery's rows, in a table's
    malformed rows, or in ``left_out``. ``scores``: of a survey, the questions that could be the score, the one taken first;
    where only a person can tell, ``read`` raises MappingError with ``asks="score"`` and them as ``choices``.
    """

    deliveries: tuple[Delivery, ...]
    found: Mapping[str, int]
    left_out: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    scores: tuple[str, ...] = ()


@dataclass(frozen=True)
class Platform:
    """``recognises`` looks at a package's content, never at its name, and is quick; ``read`` raises FileError for one it cannot make sense of."""

    name: str
    title: str
    doc: str  # what to export on the platform, and where
    recognises: Callable[[Package], bool] = field(repr=False)
    read: Callable[[Package, Wishes, Progress], Export] = field(repr=False)


PLATFORMS: dict[str, Platform] = {}


def platform(name: str, title: str, doc: str, *, recognises: Callable[[Package], bool]) -> Callable[[Callable[[Package, Wishes, Progress], Export]], Platform]:
    """Registers a function ``read(package, wishes, tell)`` as a platform's."""

    def register(read: Callable[[Package, Wishes, Progress], Export]) -> Platform:
        PLATFORMS[name] = Platform(name, title, doc, recognises, read)
        return PLATFORMS[name]

    return register
