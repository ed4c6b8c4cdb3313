"""Customer satisfaction by segment, platform and wave, and the words that came with it."""

from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from lib.charts import voice_groups as group_chart
from lib.charts.estimate import THIN
from lib.metrics.answer_groups import Grouping
from lib.metrics.satisfactions import Verdict, rating_people, satisfaction_comments, satisfaction_people, satisfied_by_group, satisfied_by_wave
from lib.metrics.small_groups import FEW
from lib.scope import Period
from lib.statistics.proportions import newcombe, wilson
from lib.ui import cache, small_groups
from lib.ui.card import NoMatch, Shown, TooFew
from lib.ui.comments import comments_shown
from lib.ui.csat import about_satisfaction, origin, withheld
from lib.ui.drawing import draw
from lib.ui.enough import asked_days, so_long
from lib.ui.view import View
from lib.wording import plural

NOTHING = "answers to a satisfaction question"
MOST_WAVES = 16
GROUPS: dict[str, Grouping] = {"by segment": "segment", "by platform": "platform"}
BY_WAVE = "by wave"
WHO: dict[str, Verdict | None] = {"Everybody": None, "Satisfied": "satisfied", "Neutral": "neutral", "Dissatisfied": "dissatisfied"}
_MEANINGS: dict[Grouping, str] = {
    "segment": "Segment of the answer, else of the member.",
    "platform": "Where the member who answered is most active; a survey or a ticket does not say where they were met.",
}


def grouped(view: View) -> Shown | NoMatch | TooFew:
    """By what is chosen in the card; by wave only where answers have waves."""
    usual = [*GROUPS, *([BY_WAVE] if len(_waves(view)) else [])]
    chosen = st.selectbox("Grouped", usual, key="csat_by", bind="query-params", label_visibility="collapsed", width=160)
    return by_wave(view) if chosen == BY_WAVE else by_group(view, GROUPS[chosen])


def by_group(view: View, by: Grouping) -> Shown | NoMatch | TooFew:
    """Each segment or platform, now against before."""
    of, view = origin(view), about_satisfaction(view)
    if view.period is None:
        return NoMatch(NOTHING)
    now, before = asked_days(view).within(view.data), view.before.within(view.data) if view.before else None
    found = cache.reading(view, satisfied_by_group, view.scope, now, before, by, of)
    noun = "rated ticket" if of == "tickets" else "answer"
    if withheld(view):
        return small_groups.too_few()
    if not found["responses"].sum():
        return NoMatch(NOTHING if of == "surveys" else "rated tickets")
    known = found[found["group"].notna() & (found["responses"] > 0)]
    shown = small_groups.groups(view, known, by, partial(cache.reading, view, rating_people, view.scope, now, of))
    if shown.rows.empty:
        hint = "Give answers a segment, or a member's id" if by == "segment" else "Give answers a member's id"
        return TooFew(f"No {by} is known of {FEW} people or more who answered.", hint)
    rows = _rated(shown.rows)
    unknown = int(found.loc[found["group"].isna(), "responses"].sum())
    left_out = [
        f"{plural(unknown, noun)} of unknown {by}" if unknown else "",
        shown.left_out,
    ]
    rest = " and ".join(part for part in left_out if part)
    tick = f" Tick: {view.compared}." if before else ""
    foot = f"{_MEANINGS[by]} Over {so_long(view)}. Bar: 95% interval.{tick} {shown.together}".rstrip() + (f" Left out: {rest}." if rest else "")
    return Shown(rows.drop(columns="thin"), draw(group_chart.satisfied_by_group, rows, by), foot=foot, options={"from": of}, days=now)


def by_wave(view: View) -> Shown | NoMatch:
    """Each wave of the period, in the order of their first answers, against the one before it."""
    found = _waves(view)
    if found.empty:
        return NoMatch(NOTHING)
    every = pd.concat([_waves_before(view, found), found], ignore_index=True)
    for name in ("responses", "satisfied"):
        every[f"before_{name}"] = every[name].shift(fill_value=0)
    every["before_people"] = every["before_responses"]  # waves are no groups of people: few answers are kept back as few
    rows = _compared(every.tail(min(len(found), MOST_WAVES)).reset_index(drop=True))
    tick = " Tick: the wave before." if rows["before"].notna().any() else ""
    foot = f"{plural(len(rows), 'wave')} of the period, in the order of their first answers. Bar: 95% interval.{tick}"
    return Shown(rows.drop(columns="thin"), draw(group_chart.satisfied_by_group, rows, "wave"), foot=foot, options={"from": "surveys"})


def _waves(view: View) -> pd.DataFrame:
    """None where satisfaction is that of tickets: they have no waves."""
    known = about_satisfaction(view)
    asked = known.period if origin(view) == "surveys" else None
    return _waves_of(known, asked)


def _waves_before(view: View, found: pd.DataFrame) -> pd.DataFrame:
    """The last wave that lies wholly before the period, of whose waves are ``found``; no row where there is none."""
    known = about_satisfaction(view)
    if known.data is None or known.days.start <= known.data.start:
        return found.head(0)
    earlier = _waves_of(known, Period(known.data.start, known.days.start))
    return earlier[~earlier["group"].isin(found["group"])].tail(1)


def _waves_of(known: View, asked: Period | None) -> pd.DataFrame:
    found = cache.reading(known, satisfied_by_wave, known.scope, asked)
    return small_groups.rows(known, "csat", {"group": "wave"}, found, known.scope.during(asked) if asked else None)


def _intervals(shown: pd.DataFrame) -> pd.DataFrame:
    n, satisfied = (shown[name].to_numpy(dtype="float64") for name in ("responses", "satisfied"))
    low, high = wilson(satisfied, n)
    columns = {"group": shown["group"].astype(str).to_numpy(), "now": satisfied / n, "low": low, "high": high}
    return pd.DataFrame({**columns, "responses": n.astype("int64"), "thin": n < THIN})


def _rated(shown: pd.DataFrame) -> pd.DataFrame:
    """The rows of the chart, most answers first."""
    return _compared(shown).sort_values(["responses", "group"], ascending=[False, True], ignore_index=True)


def _compared(shown: pd.DataFrame) -> pd.DataFrame:
    """The rows of the chart, in the order given."""
    n, satisfied = (shown[name].to_numpy(dtype="float64") for name in ("responses", "satisfied"))
    earlier, good = (shown[f"before_{name}"].to_numpy(dtype="float64") for name in ("responses", "satisfied"))
    told: Any = shown["before_people"].to_numpy() >= FEW
    before = pd.Series(good).div(pd.Series(earlier).where(told)).to_numpy()
    _, _, most = newcombe(satisfied, n, good, earlier)
    return _intervals(shown).assign(before=before, worse=(most < 0) & (n >= THIN) & (earlier >= THIN) & told)


def what_they_say(view: View) -> Shown | NoMatch | TooFew:
    """The comments that came with satisfaction surveys, of all or of one verdict."""
    who = st.selectbox("Whose", list(WHO), key="rated_voices", bind="query-params", label_visibility="collapsed", width=160)
    return said_by(view, who)


def said_by(view: View, who: str) -> Shown | NoMatch | TooFew:
    """The comments of the period, newest first; never who wrote them, nor those of segments that few people are in."""
    view = view.about("survey_response")
    now = asked_days(view).within(view.data)
    if view.scope.segments and cache.reading(view, satisfaction_people, view.scope, now)["people"].iloc[0] < FEW:
        return TooFew(f"Fewer than {FEW} people of these segments answered: their words would say who they are.", "Choose more segments, or all")
    found = cache.reading(view, satisfaction_comments, view.scope, now, WHO[who])
    if found.empty:
        return NoMatch("comments on satisfaction" if who == "Everybody" else f"comments of the {who.lower()}")
    shown = comments_shown(found, so_long(view), "Satisfied: 4 or 5 of 5; neutral: 3.", segments=view.small_groups)
    return replace(shown, options={"from": "surveys"}, days=now)
