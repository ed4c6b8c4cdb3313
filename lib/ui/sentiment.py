"""Sentiment: what the page says and shows."""

from collections.abc import Generator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pandas as pd

from lib.charts import sentiment as sentiment_chart
from lib.charts.axes import days
from lib.charts.events import Event
from lib.metrics.sentiment import sentiment_by
from lib.scope import Grain, Period
from lib.statistics.usual_range import UsualRange
from lib.store import Store
from lib.store.annotations import annotations
from lib.ui import cache, mood
from lib.ui.card import NoMatch, Notice, Shown, TooFew
from lib.ui.drawing import draw
from lib.ui.falling import BY_WEEK
from lib.ui.figure import Figure, figure, in_points
from lib.ui.literal import literal
from lib.ui.mood import Interval, Mood, apart
from lib.ui.page import Answer
from lib.ui.view import View
from lib.wording import known, listed, number, period_name, plural, share, signed

PAGE = "pages/community/sentiment.py"
WEEKS = 12
"""How many weeks before tell what is usual for the latest one."""
MOST_NAMED = 2
"""Unusual periods that the answer names."""


def answer(view: View) -> Answer:
    """How do members feel?"""
    now, before = moods(view)
    verdict = mood.verdict(now, before)
    if now.mean is None or now.interval is None:
        said = f"Of {plural(now.posts, 'post')} with a text none could be scored." if now.posts else "Nobody has written anything with a text."
        return Answer(verdict, said)
    interval = f"95%: {signed(now.interval[0])} to {signed(now.interval[1])}"
    sentence = f"The mean is {signed(now.mean)} ({interval}) over {plural(now.scored, 'scored post')}{_change(view, now, before)}."
    if now.scored < mood.ENOUGH:
        return Answer(verdict, f"{sentence} From {mood.ENOUGH} on it says something.")
    return Answer(verdict, f"{sentence} {_standing_out(view)}".rstrip())


def _change(view: View, now: Mood, before: Mood | None) -> str:
    if before is None or before.mean is None or now.mean is None or min(now.scored, before.scored) < mood.ENOUGH:
        return ""
    if not apart(now.interval, before.interval):
        return f", no clear change from {view.compared}"
    return f", {number(abs(now.mean - before.mean))} {'higher' if now.mean > before.mean else 'lower'} than in {view.compared}"


def _standing_out(view: View) -> str:
    """Which of the whole periods lie outside the usual range, told from them and those compared with."""
    rows = cache.metric(view, "sentiment", view.both or view.scope)
    among = mood.usual(rows)
    if among is None:
        return ""
    by = view.scope.by
    asked = rows[rows["period_start"].isin(pd.to_datetime(list(view.whole)))]
    found = mood.unusual(asked, among)
    if found.empty:
        return _none_stands_out(asked, among, by)
    named = [f"{_in_sentence(row, by)} at {signed(row['mean'])}" for _, row in found.head(MOST_NAMED).iterrows()]
    if len(found) > MOST_NAMED:
        named.append(f"{len(found) - MOST_NAMED} more")
    number = {1: "One", 2: "Two", 3: "Three"}.get(len(found), str(len(found)))
    which = f"{by} stands" if len(found) == 1 else f"{by}s stand"
    return f"{number} {which} out: {listed(named)}{_mostly(view, found.iloc[0], among)}; usual is {_range(among)}."


def _none_stands_out(asked: pd.DataFrame, among: UsualRange, by: Grain) -> str:
    """That every period lies in the range; else how many lie outside it whose posts are too few to be sure of it."""
    means = asked["mean"].dropna()
    outside = sum(among.side(value) != 0 for value in means)
    if outside:
        lie = "1 lies" if outside == 1 else f"{outside} lie"
        return f"No {by} is surely outside the usual range, {_range(among)}: {lie} outside, with too few posts to be sure."
    return f"Every {by} {'with scored posts ' if len(means) < len(asked) else ''}lies in the usual range."


def _mostly(view: View, row: "pd.Series[Any]", among: UsualRange) -> str:
    """The channel that most of a dip comes from: one that surely fell under its own earlier mean, and by over half of the dip and of all such falls."""
    if among.side(row["mean"]) >= 0:
        return ""
    asked, start = (view.both or view.scope).within(view.data), days([row["period_start"]])[0]
    if asked is None or asked.start >= start:
        return ""
    then = cache.reading(view, sentiment_by, view.scope.during(Period(start, view.scope.by.next(start))), "channel")
    earlier = cache.reading(view, sentiment_by, view.scope.during(Period(asked.start, start)), "channel")
    channels = then[then["scored"] > 0].merge(earlier[earlier["scored"] >= mood.THIN], on="channel", suffixes=("", "_before"))
    fell = channels["scored"].astype("float64") * (channels["mean_before"] - channels["mean"])
    whole = max(float(row["scored"]) * (among.middle - row["mean"]), float(fell.clip(lower=0).sum()))
    found = channels[channels["channel"].notna() & (channels["ci_high"] < channels["ci_low_before"]) & (fell > whole / 2)]
    return f", most of it in {literal(str(found['channel'].iloc[0]))}" if len(found) and len(then) > 1 else ""


def _in_sentence(row: "pd.Series[Any]", by: Grain) -> str:
    name = period_name(days([row["period_start"]])[0], by)
    return name[:1].lower() + name[1:] if by is Grain.WEEK else name


def _range(among: UsualRange) -> str:
    return f"{signed(among.low)} to {signed(among.high)}"


def moods(view: View) -> tuple[Mood, Mood | None]:
    """Of the whole periods, or, where none is over, of what there is so far; and of those compared with."""
    before = _mood(view, view.earlier)
    now = _mood(view, view.whole) or Mood.of(cache.metric(view, "sentiment"))
    return now, before


def _mood(view: View, starts: tuple[Any, ...]) -> Mood | None:
    if not starts:
        return None
    rows = cache.metric(view, "sentiment", view.both or view.scope)
    return Mood.of(rows[rows["period_start"].isin(pd.to_datetime(list(starts)))])


def mean(view: View) -> Figure:
    """KPI: the mean score."""
    now, before = moods(view)
    told = f"Mean score of the scored posts of {view.length}, −1 to +1"
    intervals = (now.interval, before.interval if before else None)
    return _figure(view, "Mean", now.mean, before and before.mean, signed, intervals, "mean", told, better="higher", change=_apart)


def net(view: View) -> Figure:
    """KPI: positive less negative."""
    now, before = moods(view)
    told = f"Share of positive posts less that of negative ones, among the scored of {view.length}"
    intervals = (now.net_interval, before.net_interval if before else None)
    return _figure(view, "Net", now.net, before and before.net, lambda value: signed(100 * value, 0), intervals, "net", told, better="higher")


def negative(view: View) -> Figure:
    """KPI: the negative share."""
    now, before = moods(view)
    told = f"Share of the scored posts of {view.length} with a score of −0.05 or less"
    intervals = (now.negative_interval, before.negative_interval if before else None)
    return _figure(view, "Negative", now.negative_share, before and before.negative_share, share, intervals, "negative", told, better="lower")


def coverage(view: View) -> Figure:
    """KPI: how much could be scored."""
    now, before = moods(view)
    told = "Scored posts and comments, of those with a text. The rest is left out, never counted as neutral"
    return _figure(view, "Could be scored", now.coverage, before and before.coverage, share, (None, None), "coverage", told, better=None)


def _figure(
    view: View, label: str, now: Any, before: Any, show: Any, intervals: tuple[Interval | None, Interval | None], column: str, told: str, **more: Any
) -> Figure:
    """Coloured only where the intervals are apart."""
    rows = cache.metric(view, "sentiment")
    ask = ". Grey: within chance." if more["better"] else "."
    told = f"{told}{ask}"
    return figure(
        label, now, before, show, sure=apart(*intervals), trend=rows.loc[rows["complete"], column].tolist(), help=told, **{"change": in_points, **more}
    )


def _apart(now: float, before: float) -> str:
    text = number(abs(now - before))
    return "0 change" if text == "0.00" else text


def over_time(view: View) -> Shown | NoMatch | TooFew:
    """The mean with its band, above how many posts there were."""
    frame = cache.metric(view, "sentiment")
    if not frame["posts"].fillna(0).sum():
        return NoMatch("posts with a text")
    if not frame["scored"].fillna(0).sum():
        return TooFew(f"None of {plural(int(frame['posts'].sum()), 'post')} could be scored.", "See below why not.", "Not scored")
    by = view.scope.by
    happened = cache.reading(view, _events)
    strip = (f":gray[Posts a {by}; solid: scored]", draw(sentiment_chart.posts_strip, frame, by))
    posts, scored = int(frame["posts"].sum()), int(frame["scored"].sum())
    foot = f"{scored:,} of {plural(posts, 'post')} could be scored; the others are left out, never counted as neutral."
    if not frame["complete"].iloc[-1]:
        foot += f" Dashed: the {by} is not over."
    return Shown(frame, replace(draw(sentiment_chart.mood, frame, by, happened), picks=sentiment_chart.PICKED), panels=(strip,), foot=foot)


def _events(store: Store) -> tuple[Event, ...]:
    found = annotations(store)
    first, last = days(found["first_day"]), days(found["last_day"])
    return tuple(Event(*event) for event in zip(first, last, found["name"].astype(str), strict=True))


def shares(view: View) -> Shown | NoMatch:
    """Positive, neutral, negative."""
    frame = cache.metric(view, "sentiment")
    if not frame["scored"].fillna(0).sum():
        return NoMatch("scored posts")
    rows = frame[["period_start", "posts", "scored", "positive", "neutral", "negative", "net", "complete"]]
    edge = f" Dashed edge: the {view.scope.by} is not over." if not frame["complete"].iloc[-1] else ""
    return Shown(
        rows, draw(sentiment_chart.shares, rows, view.scope.by), foot=f"Neutral: between −0.05 and +0.05. Written: the last whole {view.scope.by}.{edge}"
    )


def sentiment_notice(view: View) -> Generator[Notice, None, bool]:
    """Where the latest whole week is unusual: its mean lies outside the median ± 3 robust standard deviations of the 12 weeks before,
    and its own 95 % interval leaves out that median, so that a thin week is not unusual by chance.

    It needs 30 scored posts in the week, and of the weeks before at least eight with 10; the deviation (1.4826 × the median
    absolute deviation) is taken for 0.02 at least. The filters hold; the period does not.
    """
    found = latest_week(view)
    if found is None:
        return False
    week, among, sure = found
    if not sure:
        return True
    name = f"the week of {period_name(days([week['period_start']])[0], Grain.WEEK).removeprefix('Week of ')}"
    text = f"{signed(week['mean'])} in {name}, usually {_range(among)}, over {plural(int(week['scored']), 'scored post')}."
    if among.side(week["mean"]) < 0:
        yield Notice(":red[:material/sentiment_dissatisfied:]", "Members are unhappier", text, PAGE, "Sentiment", BY_WEEK, "bad")
    else:
        yield Notice(":green[:material/sentiment_satisfied:]", "Members are happier", text, PAGE, "Sentiment", BY_WEEK, "good")
    return True


def latest_week(view: View) -> "tuple[pd.Series[Any], UsualRange, bool] | None":
    """The latest whole week, the usual range, and whether it surely lies outside; None where that cannot be told."""
    if view.data is None:
        return None
    end = Grain.WEEK.start(min(view.data.end, view.today))
    weeks = Period(end - timedelta(weeks=WEEKS + 1), end)
    rows = cache.metric(view, "sentiment", replace(view.scope, by=Grain.WEEK).during(weeks))
    if rows.empty or not bool(rows["complete"].iloc[-1]):
        return None
    week, among = rows.iloc[-1], mood.usual(rows.iloc[:-1])
    if among is None or not known(week["scored"]) or week["scored"] < mood.ENOUGH:
        return None
    return week, among, not mood.unusual(rows.tail(1), among).empty
