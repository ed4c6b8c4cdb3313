"""Why there is no number: one explanation by rule, wherever one is missing."""

from dataclasses import dataclass

from lib.records import KINDS
from lib.ui.anything import anything
from lib.ui.view import View
from lib.wording import span


@dataclass(frozen=True)
class Reason:
    """In a few words, and in a sentence that says what helps."""

    short: str
    said: str


def why(view: View, kind: str) -> Reason:
    """Why a number about records of ``kind`` is not known in the view."""
    title = KINDS[kind].title.lower()
    data = view.kinds.get(kind)
    if data is None:
        return Reason(f"no {title} yet", f"There are no {title} yet. A file with {title} brings it: see Upload.")
    by, asked = view.scope.by, view.period
    if asked and (asked.last < data.start or asked.start >= data.end):
        return Reason("outside the data", f"The {title} cover {span(data)}, the period {span(asked)}: they do not meet. Choose another period.")
    if not anything(view, kind):
        filtered = " with these filters" if view.scope.filters_activity else ""
        return Reason("none in this period", f"There are no {title} in this period{filtered}. Widen the period, or choose fewer filters.")
    if not view.whole:
        return Reason(f"no whole {by} yet", f"No {by} of the period is over yet, and a part of one says little. Choose shorter or earlier periods.")
    return Reason(
        "too few to tell",
        "There are too few for a number that means something, it looks back on days before the data begin, or fewer than half have come to an end, "
        "so that no median is reached. Widen the period, or choose fewer filters.",
    )
