"""Customer satisfaction, of surveys or of rated tickets, as the page looks at it."""

from dataclasses import dataclass

import pandas as pd
from sqlalchemy import func, select

from lib.charts import voice as voice_chart
from lib.charts.estimate import THIN
from lib.scope import Scope
from lib.statistics.proportions import newcombe, wilson
from lib.store import Store
from lib.store.tables import RECORDS
from lib.ui import cache, small_groups
from lib.ui.card import NoMatch, Shown, TooFew
from lib.ui.drawing import draw
from lib.ui.enough import asked_days, dashed, in_readable_periods, so_long, to_draw
from lib.ui.figure import Figure, figure, in_points
from lib.ui.view import View
from lib.wording import plural, share, shares_between


@dataclass(frozen=True)
class Satisfaction:
    """Answers taken together, and how many of them were 4 or 5."""

    responses: int
    satisfied: int

    @classmethod
    def of(cls, rows: pd.DataFrame) -> "Satisfaction":
        """All ``rows`` of the metric together."""
        return cls(int(rows["responses"].fillna(0).sum()), int(rows["satisfied"].fillna(0).sum()))

    @property
    def value(self) -> float | None:
        return self.satisfied / self.responses if self.responses else None

    @property
    def said(self) -> str:
        """``81% (95%: 74 to 87%)``."""
        low, high = wilson(self.satisfied, self.responses)
        return f"{share(self.value)} (95%: {shares_between(float(low), float(high))})"

    @property
    def enough(self) -> bool:
        return self.responses >= THIN

    def surely_other(self, other: "Satisfaction | None") -> bool:
        """Whether the share differs from the other by more than chance gives, at 95 %; never where either has few answers."""
        if other is None or not (self.enough and other.enough):
            return False
        _, low, high = newcombe(self.satisfied, self.responses, other.satisfied, other.responses)
        return bool(low > 0 or high < 0)


def origins(view: View) -> list[str]:
    """Where satisfaction is known from: surveys, tickets, both or neither."""
    found = cache.reading(view, _origins)
    return [name for name in ("surveys", "tickets") if found[name].iloc[0]]


def _origins(store: Store) -> pd.DataFrame:
    response, ticket = RECORDS["survey_response"], RECORDS["ticket"]
    surveys = select(func.count()).where(response.c.current, response.c.survey == "csat").scalar_subquery()
    tickets = select(func.count()).where(ticket.c.current, ticket.c.satisfaction.is_not(None)).scalar_subquery()
    return store.frame(select(surveys.label("surveys"), tickets.label("tickets")))


def origin(view: View) -> str:
    """The one chosen, else surveys, where there are any."""
    known = origins(view)
    chosen = view.options.get("from", "")
    return chosen if chosen in known else known[0] if known else "surveys"


def about_satisfaction(view: View) -> View:
    """The same question about what satisfaction is read from."""
    return view.about("ticket" if origin(view) == "tickets" else "survey_response")


def satisfactions(view: View) -> tuple[Satisfaction | None, Satisfaction | None]:
    """Of the whole periods asked for, or of what there is so far, and of those compared with; None where there are no answers."""
    options, view = {"from": origin(view)}, about_satisfaction(view)
    if view.period is None:
        return None, None
    now = _together(view, asked_days(view), options)
    before = _together(view, view.before, options) if view.before else None
    return now, before


def withheld(view: View) -> bool:
    """Whether so few people gave the answers of now that this person may not see what they say."""
    options, view = {"from": origin(view)}, about_satisfaction(view)
    return view.period is not None and small_groups.kept_back(view, "csat", asked_days(view), options)


def _together(view: View, scope: Scope, options: dict[str, str]) -> Satisfaction | None:
    if small_groups.kept_back(view, "csat", scope, options):
        return None
    frame = cache.metric(view, "csat", scope, **options)
    found = Satisfaction.of(frame)
    return found if found.responses else None


def satisfied(view: View) -> Figure:
    """KPI: the share of the satisfied."""
    now, before = satisfactions(view)
    known = about_satisfaction(view)
    options = {"from": origin(view)}
    frame = small_groups.rows(known, "csat", options, cache.metric(known, "csat", None, **options))
    of = "rated tickets" if origin(view) == "tickets" else "answers"
    counted = f" {now.said}, of {now.responses:,} {of}." if now else ""
    return figure(
        "CSAT",
        now.value if now else None,
        before.value if before else None,
        share,
        better="higher",
        change=in_points,
        sure=bool(now and now.surely_other(before)),
        trend=frame.loc[frame["complete"], "csat"].tolist(),
        help=f"Share of the {of} of {so_long(known)} that gave 4 or 5 of 5.{counted} Change: against {known.compared}. Grey: within chance.",
        of="ticket" if origin(view) == "tickets" else "survey_response",
        missing=small_groups.WHY if withheld(view) else "",
    )


def over_time(view: View) -> Shown | NoMatch | TooFew:
    """The share of the satisfied with its interval, from period to period."""
    of = origin(view)
    view = about_satisfaction(view)
    noun = "rated tickets" if of == "tickets" else "answers to a satisfaction question"
    if view.period is None:
        return NoMatch(noun)
    by, frame, why = in_readable_periods(view, "csat", {"from": of})
    total = int(frame["responses"].fillna(0).sum())
    if not total:
        return small_groups.too_few() if small_groups.careful(view) else NoMatch(noun)
    drawn = to_draw(view, frame, by)
    placed = " By the day the ticket was opened." if of == "tickets" else ""
    counted = plural(total, "rated ticket") if of == "tickets" else plural(total, "answer")
    foot = " ".join(part for part in (why, dashed(drawn, by), f"{counted}.{placed}") if part)
    return Shown(frame, draw(voice_chart.satisfaction, drawn, by), foot=foot, options={"from": of})
