"""Groups of few people: what those who may only look see of them. All that the pages leave out for their sake is decided here."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from lib.metrics.answering_people import answering_people, people_in_all
from lib.metrics.small_groups import FEW, people, shown_segments, visible
from lib.scope import Scope
from lib.ui import cache
from lib.ui.literal import literal
from lib.ui.shown import TooFew
from lib.ui.view import View
from lib.wording import listed, plural

WHY = f"Fewer than {FEW} people of these segments answered, or the number would give so few away."
HINT = "Choose more segments, or longer periods"


def offered(view: View, segments: Iterable[str]) -> list[str]:
    """Those of ``segments`` that this person may choose here, in their order."""
    if view.small_groups:
        return list(segments)
    shown = cache.reading(view, shown_segments)
    return [name for name in segments if name in shown]


def refused(segments: Sequence[str]) -> str:
    """Why a filter on ``segments`` is not applied: the same words whether they are small, hidden for another's sake, or not there at all."""
    named = listed([f"**{literal(name)}**" for name in segments])
    return f"Not filtered by {named}: a segment is shown only where it has {FEW} people or more, and gives no smaller one away."


def careful(view: View) -> bool:
    """Whether numbers of few people who answered are kept back: from those who may only look, where they look at segments."""
    return bool(view.scope.segments) and not view.small_groups


def too_few() -> TooFew:
    """What a card says instead."""
    return TooFew(WHY, HINT)


@dataclass(frozen=True)
class Groups:
    """The ``rows`` that may be shown of groups, and what is said of the others: ``left_out`` names them; ``together`` is a sentence about their one row."""

    rows: pd.DataFrame
    left_out: str = ""
    together: str = ""


def groups(view: View, known: pd.DataFrame, by: str, in_segments: Callable[[tuple[str, ...]], int]) -> Groups:
    """What may be shown of ``known``: group, people, counts, and the same of before with before_ in front; a row a group with answers.

    ``in_segments``: how many people answered under some segments together, as one may have answered under several.

    Nobody sees a group of few. For those who may only look, where groups are segments or lie within some, none is found by subtraction
    either: what is hidden is one row, and a value of before stands only where the values of before give nobody away.
    """
    if view.small_groups or not (by == "segment" or view.scope.segments):
        rows = known[known["people"] >= FEW]
        return Groups(rows, f"{plural(len(known) - len(rows), by)} with fewer than {FEW} people" if len(known) > len(rows) else "")
    shown = visible(dict(zip(known["group"], known["people"], strict=True)))
    if by == "segment":
        shown -= frozenset(cache.reading(view, people)) - cache.reading(view, shown_segments)
    shown, hidden_people = _enough_hidden(known, shown, in_segments if by == "segment" else None)
    rows, rest = known[known["group"].isin(shown)].copy(), known[~known["group"].isin(shown)]
    earlier = [name for name in known.columns if name.startswith("before_")]
    silent = ~rows["group"].isin(visible(dict(zip(known["group"], known["before_people"], strict=True))))
    rows.loc[silent, earlier] = 0
    if rest.empty or rows.empty:
        return Groups(rows)
    counted = rest.drop(columns="group").sum()
    counted["people"] = hidden_people
    counted[earlier] = 0
    rows = pd.concat([rows, pd.DataFrame([{"group": f"other {by}s", **counted.to_dict()}])], ignore_index=True)
    return Groups(rows, "", f"Other {by}s: {len(rest)} together, so that none of fewer than {FEW} people is seen.")


def _enough_hidden(known: pd.DataFrame, shown: frozenset[str], in_all: Callable[[tuple[str, ...]], int] | None) -> tuple[frozenset[str], int]:
    """``shown`` without its smallest groups, as many as it takes that nobody, or ``FEW`` people at least, are in those hidden; and how many are.

    ``in_all``: how many are in some groups together; None where nobody is in two.
    """
    sizes = {str(name): int(number) for name, number in zip(known["group"], known["people"], strict=True)}
    while hidden := tuple(sorted(sizes.keys() - shown)):
        together = in_all(hidden) if in_all else sum(sizes[name] for name in hidden)
        left = [sizes[name] for name in shown & sizes.keys()]
        if together >= FEW or not left:
            return shown, together
        shown = frozenset(name for name in shown if sizes.get(name, 0) > min(left))
    return shown, 0


def rows(view: View, metric: str, options: Mapping[str, str], frame: pd.DataFrame, scope: Scope | None = None) -> pd.DataFrame:
    """``frame``, the rows of that metric in periods or waves, without numbers where they would be of few people; waves are left out."""
    if not careful(view) or frame.empty:
        return frame
    found = cache.reading(view, answering_people, scope or view.scope, metric, dict(options))
    in_periods = "period_start" in frame
    names = [str(pd.Timestamp(name)) if in_periods else str(name) for name in found["group"]]
    shown = visible(dict(zip(names, found["people"], strict=True)))
    if not in_periods:
        return frame[frame["wave" if "wave" in frame else "group"].isin(shown)].reset_index(drop=True)
    numbers = [name for name in frame.columns if name not in ("period_start", "complete")]
    seen = frame["period_start"].map(str).isin(shown) | ~(frame["responses"].fillna(0) > 0)
    return frame.assign(**{name: frame[name].where(seen) for name in numbers})


def kept_back(view: View, metric: str, scope: Scope | None, options: Mapping[str, str]) -> bool:
    """Whether fewer than ``FEW`` people gave the answers of ``metric`` in ``scope``, and this person may not see what so few say."""
    return metric in ("nps", "csat") and careful(view) and cache.reading(view, people_in_all, scope or view.scope, metric, dict(options)) < FEW
