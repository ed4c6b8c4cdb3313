"""The Net Promoter Score as the page looks at it: wave by wave, or in the periods of the filter."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pandas as pd

from lib.charts import voice as voice_chart
from lib.charts.axes import days
from lib.charts.estimate import THIN
from lib.metrics.recommendations import Asked, asked_questions, wave_days
from lib.metrics.surveys import UNNAMED
from lib.scope import Period, Scope
from lib.statistics import net_promoter
from lib.statistics.proportions import newcombe
from lib.ui import cache, small_groups
from lib.ui.card import NoMatch, Shown, TooFew
from lib.ui.comparison import Comparison
from lib.ui.drawing import draw
from lib.ui.enough import asked_days, dashed, in_readable_periods, so_long, to_draw
from lib.ui.literal import literal
from lib.ui.view import View
from lib.wording import day, plural, short_day

SURE = 0.05
MOST_WAVES = 16
"""Are shown, the latest."""
A_YEAR, ABOUT = timedelta(days=365), timedelta(days=60)
STILL_RUNNING = timedelta(days=7)
NOTHING = "answers to a recommendation question"


@dataclass(frozen=True)
class Asking:
    """What is asked of the answers: to which question (None: there is only one), and whether wave by wave."""

    question: str | None
    waves: bool

    @property
    def options(self) -> dict[str, str]:
        """As the metric names them; without the group."""
        return {} if self.question is None else {"question": self.question}


@dataclass(frozen=True)
class Score:
    """Answers taken together: ``name`` says which, ``days`` when they came (None: not one period), and how they fall."""

    name: str
    responses: int
    promoters: int
    detractors: int
    days: Period | None = None

    @classmethod
    def of(cls, name: str, rows: pd.DataFrame, days: Period | None = None) -> "Score":
        """All ``rows`` of the metric together."""
        responses, promoters, detractors = (int(rows[column].fillna(0).sum()) for column in ("responses", "promoters", "detractors"))
        return cls(name, responses, promoters, detractors, days)

    @property
    def value(self) -> float | None:
        """−100 to 100; None where nobody answered."""
        return float(net_promoter.net_promoter(self.promoters, self.detractors, self.responses)) if self.responses else None

    @property
    def interval(self) -> tuple[float, float]:
        """At 95 %."""
        low, high = net_promoter.interval(self.promoters, self.detractors, self.responses)
        return float(low), float(high)

    @property
    def enough(self) -> bool:
        return self.responses >= THIN

    @property
    def detractor_share(self) -> float | None:
        return self.detractors / self.responses if self.responses else None

    def surely_other(self, other: "Score | None") -> bool:
        """Whether the score differs from the other by more than chance gives, at 95 %; never where either has few answers."""
        if other is None or not (self.enough and other.enough):
            return False
        _, p_value = net_promoter.change(self.promoters, self.detractors, self.responses, other.promoters, other.detractors, other.responses)
        return bool(p_value < SURE)

    def surely_other_detractors(self, other: "Score | None") -> bool:
        """The same of the share of detractors."""
        if other is None or not (self.enough and other.enough):
            return False
        _, low, high = newcombe(self.detractors, self.responses, other.detractors, other.responses)
        return bool(low > 0 or high < 0)


def asking(view: View) -> Asking:
    """What is chosen on the page; where nothing is, the question with the most answers, and waves where its answers have them."""
    known = cache.reading(view, asked_questions)
    if known.empty:
        return Asking(None, waves=False)
    chosen = view.options.get("question")
    wanted = known[known["question"] == chosen]
    row = (wanted if len(wanted) else known).iloc[0]
    group = view.options.get("group") or ("wave" if 2 * row["in_waves"] >= row["responses"] else "period")
    return Asking(str(row["question"]) if len(known) > 1 else None, waves=group == "wave" and bool(row["in_waves"]))


def question_name(question: str) -> str:
    """For people."""
    return question if question != UNNAMED else "(no question given)"


def about_answers(view: View) -> View:
    """The same question about survey answers, wherever the view comes from."""
    return view.about("survey_response")


def scores(view: View) -> tuple[Score | None, Score | None]:
    """Now and what it is compared with; None where there are no answers."""
    view, asked = about_answers(view), asking(view)
    if withheld(view):
        return None, None
    if asked.waves:
        rows = wave_table(view)
        place = len(rows) - 1
        earlier = _compared_place(view, rows)
        return (_wave(rows, place) if len(rows) else None), (_wave(rows, earlier) if earlier is not None else None)
    if view.period is None:
        return None, None
    now = Score.of(so_long(view), cache.metric(view, "nps", asked_days(view), **asked.options))
    before = Score.of(view.compared, cache.metric(view, "nps", view.before, **asked.options)) if view.before else None
    if view.before and small_groups.kept_back(view, "nps", view.before, asked.options):
        before = None
    return (now if now.responses else None), (before if before and before.responses else None)


def withheld(view: View) -> bool:
    """Whether so few people gave the answers of now that this person may not see what they say: of the last wave, or of the days asked for."""
    view, asked = about_answers(view), asking(view)
    if not small_groups.careful(view) or view.period is None:
        return False
    if not asked.waves:
        return small_groups.kept_back(view, "nps", asked_days(view), asked.options)
    every, seen = _waves(view), wave_table(view)
    return seen.empty or every["wave"].iloc[-1] != seen["wave"].iloc[-1]


def _wave(rows: pd.DataFrame, place: int) -> Score:
    row = rows.iloc[[place]]
    first, last = days([row["first_day"].iloc[0], row["last_day"].iloc[0]])
    return Score.of(f"wave {literal(str(row['wave'].iloc[0]))}", row, Period.of(first, last))


def _compared_place(view: View, rows: pd.DataFrame) -> int | None:
    """The row above the last, or that of the wave nearest to a year before it; None where there is none."""
    if len(rows) < 2:
        return None
    if view.comparison is not Comparison.YEAR:
        return len(rows) - 2
    wanted = rows["first_day"].iloc[-1] - A_YEAR
    apart = (rows["first_day"].iloc[:-1] - wanted).abs()
    return int(apart.argmin()) if apart.min() <= ABOUT else None


def until_now(view: View) -> Scope:
    """All days up to the end of the period: what waves are shown over."""
    return replace(view.scope, first=None, last=view.days.last)


def wave_table(view: View) -> pd.DataFrame:
    """The metric's rows of all waves up to the end of the period, with first_day and last_day of their answers, and complete: not of the last days."""
    view, asked = about_answers(view), asking(view)
    found = small_groups.rows(view, "nps", {"group": "wave", **asked.options}, _waves(view), until_now(view))
    found = found.merge(cache.reading(view, wave_days, until_now(view), asked.question), on="wave", how="left")
    return found.assign(complete=(found["last_day"] + STILL_RUNNING < pd.Timestamp(view.today)).to_numpy(dtype=bool))


def _waves(view: View) -> pd.DataFrame:
    return cache.metric(view, "nps", until_now(view), group="wave", **asking(view).options)


def over_time(view: View) -> Shown | NoMatch | TooFew:
    """The score with its interval: wave by wave, or from period to period."""
    view, asked = about_answers(view), asking(view)
    if asked.waves:
        rows = wave_table(view)
        if rows.empty:
            return _nothing(view)
        seen = rows.tail(MOST_WAVES).reset_index(drop=True)
        picture = draw(voice_chart.score_by_wave, seen)
        options, held = {**asked.options, "group": "wave"}, _days_of(seen)
        return Shown(seen.drop(columns="complete"), picture, foot=_foot(view, _waves_foot(seen, len(rows))), options=options, days=held)
    by, frame, why = in_readable_periods(view, "nps", asked.options)
    if not frame["responses"].fillna(0).sum():
        return _nothing(view)
    drawn = to_draw(view, frame, by)
    foot = _foot(view, why, dashed(drawn, by), _answers(frame))
    return Shown(frame, draw(voice_chart.score, drawn, by), foot=foot, options=asked.options)


def _days_of(waves: pd.DataFrame) -> Period:
    """From the first answer of some waves to the last."""
    return Period.of(*days([waves["first_day"].min(), waves["last_day"].max()]))


def _waves_foot(seen: pd.DataFrame, total: int) -> str:
    first, last = days([seen["first_day"].min(), seen["last_day"].max()])
    latest = f", the latest {len(seen)} of {total}" if total > len(seen) else ""
    so_far = "" if seen["complete"].iloc[-1] else f" Dashed: the last may still be running, an answer came on {short_day(days(seen['last_day'].tail(1))[0])}."
    return f"{plural(len(seen), 'wave')}{latest}, {day(first)} to {day(last)}, whatever the period chosen; {_answers(seen)}{so_far}"


def _answers(rows: pd.DataFrame) -> str:
    return f"{plural(int(rows['responses'].fillna(0).sum()), 'answer')}."


def _foot(view: View, *parts: str) -> str:
    ignored = " Platform and channel filters leave answers alone." if view.scope.platforms or view.scope.channels else ""
    return f"{' '.join(part for part in parts if part)} How many were asked is not recorded, so there is no response rate.{ignored}"


def attitudes(view: View) -> Shown | NoMatch | TooFew:
    """Promoters, passives and detractors as shares."""
    view, asked = about_answers(view), asking(view)
    if asked.waves:
        rows = wave_table(view).tail(MOST_WAVES).reset_index(drop=True)
        if rows.empty:
            return _nothing(view)
        kept = rows[["wave", "responses", "promoters", "passives", "detractors"]]
        options, meaning = {**asked.options, "group": "wave"}, "Promoters gave 9 or 10, passives 7 or 8, detractors 0 to 6."
        return Shown(kept, draw(voice_chart.attitudes_by_wave, kept), foot=meaning, options=options, days=_days_of(rows))
    by, frame, why = in_readable_periods(view, "nps", asked.options)
    if not frame["responses"].fillna(0).sum():
        return _nothing(view)
    kept = to_draw(view, frame, by)[["period_start", "responses", "promoters", "passives", "detractors", "complete"]]
    foot = " ".join(part for part in (why, dashed(kept, by), "Promoters gave 9 or 10, passives 7 or 8, detractors 0 to 6.") if part)
    return Shown(kept, draw(voice_chart.attitudes, kept, by), foot=foot, options=asked.options)


def _nothing(view: View) -> NoMatch | TooFew:
    return small_groups.too_few() if small_groups.careful(view) else NoMatch(NOTHING)


def asked_now(view: View) -> tuple[Asked, Asked]:
    """Which answers are those of now, and which are compared with."""
    view, asked = about_answers(view), asking(view)
    if not asked.waves:
        now = asked_days(view).within(view.data)
        return Asked(asked.question, None, now), Asked(asked.question, None, view.before.within(view.data) if view.before else None)
    rows, whole = wave_table(view), until_now(view).within(view.data)
    if rows.empty:
        return Asked(asked.question, None, None), Asked(asked.question, None, None)
    earlier = _compared_place(view, rows)
    before = Asked(asked.question, str(rows["wave"].iloc[earlier]), whole) if earlier is not None else Asked(asked.question, None, None)
    return Asked(asked.question, str(rows["wave"].iloc[-1]), whole), before


def told_of_now(view: View, shown: Shown) -> Shown:
    """A card of the answers of now, with what its metric was asked and the days that it is about."""
    view, asked = about_answers(view), asking(view)
    rows = wave_table(view).tail(1) if asked.waves else pd.DataFrame()
    if len(rows):
        return replace(shown, options={**asked.options, "group": "wave"}, days=_days_of(rows))
    return replace(shown, options=asked.options, days=asked_days(view).within(view.data))


def since(view: View) -> tuple[Score, Score, int] | None:
    """The first and the last wave shown that have enough answers, and how many waves lie between and with them; None without two."""
    view, asked = about_answers(view), asking(view)
    if not asked.waves:
        return None
    rows = wave_table(view).tail(MOST_WAVES).reset_index(drop=True)
    enough = [place for place in range(len(rows)) if (rows["responses"].iloc[place] or 0) >= THIN]
    if len(enough) < 3:
        return None
    return _wave(rows, enough[0]), _wave(rows, enough[-1]), enough[-1] - enough[0] + 1
