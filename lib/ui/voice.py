"""Members' voice: what the page says and shows."""

from collections.abc import Generator
from dataclasses import replace

import streamlit as st

from lib.metrics.recommendations import Attitude, answered_by, asked_questions, comments
from lib.metrics.small_groups import FEW
from lib.ui import cache, csat, nps, small_groups
from lib.ui.card import NoMatch, Notice, Shown, TooFew
from lib.ui.comments import comments_shown
from lib.ui.csat import Satisfaction
from lib.ui.enough import so_long
from lib.ui.figure import Figure, figure, in_percent, in_points
from lib.ui.literal import literal
from lib.ui.nps import Score, about_answers, asking, question_name, scores
from lib.ui.page import Answer
from lib.ui.view import View, current
from lib.wording import count, plural, points, share, signed

PAGE = "pages/community/members_voice.py"
GROUPS = {"by wave": "wave", "over time": "period"}
ORIGINS = {"CSAT of surveys": "surveys", "CSAT of tickets": "tickets"}
WHO: dict[str, Attitude | None] = {"Everybody": None, "Promoters": "promoter", "Passives": "passive", "Detractors": "detractor"}


def choices() -> dict[str, str]:
    """Which question, wave by wave or over time, and CSAT of what: each where there is a choice."""
    view, chosen = current(), dict[str, str]()
    known = cache.reading(view, asked_questions)
    if len(known) > 1:
        names = {question_name(str(name)): str(name) for name in known["question"]}
        chosen["question"] = names[st.selectbox("Question", list(names), key="question", bind="query-params", label_visibility="collapsed", width=200)]
    if len(known) and known["in_waves"].sum():
        usual = GROUPS if asking(replace(view, options=chosen)).waves else dict(reversed(GROUPS.items()))
        chosen["group"] = GROUPS[st.selectbox("Grouped", list(usual), key="group", bind="query-params", label_visibility="collapsed", width=115)]
    if len(csat.origins(view)) > 1:
        chosen["from"] = ORIGINS[st.selectbox("CSAT", list(ORIGINS), key="csat", bind="query-params", label_visibility="collapsed", width=165)]
    return chosen


def answer(view: View) -> Answer:
    """Would members recommend us?"""
    now, before = scores(view)
    verdict = f"Too few answers to tell. {small_groups.WHY}" if now is None and nps.withheld(view) else judged(now, before)
    said = [_score(view, now, before), _satisfaction(view)]
    return Answer(verdict, " ".join(part for part in said if part))


def judged(now: Score | None, before: Score | None) -> str:
    """Whether more would than would not, and whether that changed: both only beyond chance."""
    if now is None:
        return "Nobody answered in this period."
    if not now.enough:
        return "Too few answers to tell."
    low, high = now.interval
    level = "Yes" if low > 0 else "No" if high < 0 else "Not clear"
    if before is None or not before.enough or now.value is None or before.value is None:
        return f"{level}."
    if not now.surely_other(before):
        return f"{level}, {'and no' if level == 'Not clear' else 'without a'} clear change."
    better = now.value > before.value
    agrees = low > 0 if better else high < 0
    return f"{level}, {'and' if agrees else 'but'} {'more' if better else 'fewer'} than before."


def _score(view: View, now: Score | None, before: Score | None) -> str:
    if now is None or now.value is None:
        return ""
    low, high = now.interval
    of = f"of {now.name}" if asking(view).waves else f"over {now.name}"
    text = f"The NPS is {signed(now.value, 0)} (95%: {signed(low, 0)} to {signed(high, 0)}) among {plural(now.responses, 'answer')} {of}"
    return f"{text}{changed(now, before)}.{_since(view)}"


def changed(now: Score, before: Score | None) -> str:
    """`` , up 9 points on wave 2026 Q3, more than chance gives``; empty where there is nothing to compare."""
    if before is None or now.value is None or before.value is None or not (now.enough and before.enough):
        return ""
    difference = points((now.value - before.value) / 100)
    if difference.startswith("0 "):
        return f", as in {before.name}"
    sure = "more than chance gives" if now.surely_other(before) else "which may be chance"
    return f", {'up' if now.value > before.value else 'down'} {difference} on {before.name}, {sure}"


def _since(view: View) -> str:
    found = nps.since(view)
    if found is None:
        return ""
    first, last, waves = found
    if first.value is None or last.value is None or not last.surely_other(first):
        return ""
    moved = f"{'rose' if last.value > first.value else 'fell'} by {points((last.value - first.value) / 100)}"
    return f" Over {waves} waves, since {first.name}, it {moved}, more than chance gives."


def _satisfaction(view: View) -> str:
    now, before = csat.satisfactions(view)
    if now is None or now.value is None:
        return ""
    known = csat.about_satisfaction(view)
    return f"Over {so_long(known)}, {now.said} were satisfied with what they got{_moved(now, before, known.compared)}."


def _moved(now: Satisfaction, before: Satisfaction | None, compared: str) -> str:
    if before is None or now.value is None or before.value is None or not (now.enough and before.enough):
        return ""
    if not now.surely_other(before):
        return f", no clear change from {compared}"
    return f", {points(now.value - before.value)} {'more' if now.value > before.value else 'fewer'} than in {compared}"


def nps_figure(view: View) -> Figure:
    """KPI: the Net Promoter Score."""
    now, before = scores(view)
    interval = f"95%: {signed(now.interval[0], 0)} to {signed(now.interval[1], 0)}, {plural(now.responses, 'answer')} of {now.name}. " if now else ""
    return figure(
        "NPS",
        now.value if now else None,
        before.value if before else None,
        lambda value: signed(value, 0),
        better="higher",
        change=lambda now, before: points((now - before) / 100),
        sure=bool(now and now.surely_other(before)),
        trend=_trend(view, "nps"),
        missing=_missing(view),
        help=f"Share of promoters (9, 10) less that of detractors (0 to 6), in points. {interval}{_against(before)}",
        of="survey_response",
    )


def detractors(view: View) -> Figure:
    """KPI: the share of detractors."""
    now, before = scores(view)
    return figure(
        "Detractors",
        now.detractor_share if now else None,
        before.detractor_share if before else None,
        share,
        better="lower",
        change=in_points,
        sure=bool(now and now.surely_other_detractors(before)),
        trend=_trend(view, "detractors", of="responses"),
        missing=_missing(view),
        help=f"Share of the answers that gave 0 to 6. {_against(before)}",
        of="survey_response",
    )


def responses(view: View) -> Figure:
    """KPI: how many answered."""
    now, before = scores(view)
    return figure(
        "Answers",
        now.responses if now else None,
        before.responses if before else None,
        count,
        better=None,
        change=in_percent,
        trend=_trend(view, "responses"),
        missing=_missing(view),
        help=f"Answers to the recommendation question. How many were asked is not recorded, so there is no response rate. {_against(before, sure=False)}",
        of="survey_response",
    )


def _against(before: Score | None, *, sure: bool = True) -> str:
    return (f"Change: against {before.name}." + (" Grey: within chance." if sure else "")) if before else ""


def _missing(view: View) -> str:
    """Why a figure is kept back."""
    return small_groups.WHY if nps.withheld(view) else ""


def _trend(view: View, column: str, of: str = "") -> list[float]:
    """The column of the waves, or of the whole periods; null where nobody answered."""
    view, asked = about_answers(view), asking(view)
    if view.period is None:
        return []
    if asked.waves:
        frame = nps.wave_table(view).tail(nps.MOST_WAVES)
    else:
        frame = small_groups.rows(view, "nps", asked.options, cache.metric(view, "nps", None, **asked.options))
    frame = frame[(frame["responses"].fillna(0) > 0) & (frame["complete"] | asked.waves)]
    values = frame[column].astype("float64")
    return list(values / frame[of].astype("float64") if of else values)


def what_they_say(view: View) -> Shown | NoMatch | TooFew:
    """The comments, of all or of one attitude."""
    who = st.selectbox("Whose", list(WHO), key="voices", bind="query-params", label_visibility="collapsed", width=160)
    return said_by(view, who)


def said_by(view: View, who: str) -> Shown | NoMatch | TooFew:
    """The comments that came with the answers of now, newest first; never who wrote them, nor those of segments that few people are in."""
    view = about_answers(view)
    now, _ = nps.asked_now(view)
    if view.scope.segments and cache.reading(view, answered_by, view.scope, now)["people"].iloc[0] < FEW:
        return TooFew(f"Fewer than {FEW} people of these segments answered: their words would say who they are.", "Choose more segments, or all")
    found = cache.reading(view, comments, view.scope, now, WHO[who])
    if found.empty:
        return NoMatch("comments" if who == "Everybody" else f"comments by {who.lower()}")
    of = f"wave {literal(now.wave)}" if now.wave else so_long(view)
    return nps.told_of_now(view, comments_shown(found, of, segments=view.small_groups))


def voice_notice(view: View) -> Generator[Notice, None, bool]:
    """NPS or CSAT fell by more than chance gives."""
    icon, looked = ":orange[:material/trending_down:]", False
    if view.has("survey_response"):
        now, before = scores(view)
        news = now is not None and (now.days is None or now.days.end > about_answers(view).days.start)  # not a wave of long ago
        looked = bool(news and now and before and now.enough and before.enough)
        if news and now and before and now.value is not None and before.value is not None and now.surely_other(before) and now.value < before.value:
            text = f"NPS {signed(now.value, 0)} in {now.name}, {signed(before.value, 0)} in {before.name}."
            yield Notice(icon, "Fewer would recommend us", text, PAGE, "Voice")
    if csat.origins(view):
        satisfied, earlier = csat.satisfactions(view)
        looked = looked or bool(satisfied and earlier and satisfied.enough and earlier.enough)
        if satisfied and earlier and satisfied.surely_other(earlier) and (satisfied.value or 0) < (earlier.value or 0):
            compared = csat.about_satisfaction(view).compared
            text = f"{share(satisfied.value)} give 4 or 5 of 5, after {share(earlier.value)} in {compared}."
            yield Notice(icon, "Fewer are satisfied", text, PAGE, "Voice")
    return looked
