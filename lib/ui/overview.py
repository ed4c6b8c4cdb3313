"""Overview: what the page says and shows."""

import pandas as pd

from lib.charts import active_users as active_chart
from lib.charts import content as content_chart
from lib.charts.axes import days
from lib.ui import cache, churn, membership, sentiment, solving, support, voice
from lib.ui.attention import attention
from lib.ui.card import Shown
from lib.ui.customers import monthly
from lib.ui.drawing import draw
from lib.ui.figure import Figure, figure, in_points
from lib.ui.page import Answer
from lib.ui.reached import Asked, reached
from lib.ui.view import View
from lib.wording import count, hours, known, listed, plural, share

Z = 1.959964


def answer(view: View) -> Answer:
    """How is the community doing?"""
    notices = attention(view).pressing
    things = {0: "Nothing needs attention.", 1: "One thing needs attention."}.get(notices, f"{_NUMBERS.get(notices, str(notices))} things need attention.")
    others = _others(view)
    if not view.has("activity"):
        return Answer("No activity to look at.", f"{_sentence(others)} {things}".strip())
    now, before = membership.monthly_active(view)
    growth, how = membership.growing(now, before)
    replied, earlier = (reached(view, scope, Asked().options) for scope in (view.now or view.scope, view.before))
    sure = bool(replied and replied.surely_other("half", earlier))
    verdict = summed_up(growth, replied.half if replied else None, earlier.half if earlier else None, sure=sure)
    said = []
    if known(now):
        change = f", {how} {view.ago}" if how else ""
        said.append(f"{plural(round(now), 'member was', 'members were')} active in 30 days{change}")
    if replied and replied.half is not None:
        said.append(f"half of all questions are answered by staff within {hours(replied.half)}")
    return Answer(verdict, f"{_sentence(said)} {_sentence(others)} {things}".replace("  ", " ").strip())


_NUMBERS = {2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six", 7: "Seven", 8: "Eight", 9: "Nine"}


def _sentence(parts: list[str]) -> str:
    words = listed(parts, most=len(parts))
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def _others(view: View) -> list[str]:
    """What the other families say, in a few words each; what is not known is left out."""
    found = []
    for kind, reading, words in (
        ("activity", solving.solved_figure, "{} of the questions are solved"),
        ("activity", sentiment.mean, "the mood is {} on a scale of −1 to +1"),
        ("survey_response", voice.nps_figure, "NPS is {}"),
        ("customer", churn.churn_figure, f"{{}} of the members who are customers leave a {monthly(view).scope.by}"),
        ("ticket", support.tickets_figure, "support had {} tickets"),
    ):
        value = cache.told(view.about(kind), reading).value if view.has(kind) else None
        if value is not None:
            found.append(words.format(value))
    return found


def summed_up(growth: str, now: float | None, before: float | None, *, sure: bool) -> str:
    """Growth and speed in one verdict."""
    first = {"Yes.": "Growing", "No.": "Shrinking", "Steady.": "Steady"}.get(growth)
    if now is None or before is None:
        return f"{first}." if first else "Too early to say."
    second = "answering as fast as before" if not sure or now == before else "answering faster" if now < before else "answering slower"
    if first is None:
        return f"{second.capitalize()}."
    agree = (first != "Shrinking") == ("slower" not in second)
    return f"{first}, {'and' if agree else 'but'} {second}."


def returning(view: View) -> Figure:
    """KPI: who was here comes again."""
    frame = cache.metric(view, "returning", view.both or view.scope)
    rows, rows_before = (membership.complete_rows(frame, starts) for starts in (view.whole, view.earlier))
    (now, people), (before, earlier) = _returned(rows), _returned(rows_before) if len(rows_before) == len(rows) else (None, 0)
    sure = False
    if now is not None and before is not None:
        pooled = (now * people + before * earlier) / (people + earlier)
        sure = abs(now - before) > Z * (pooled * (1 - pooled) * (1 / people + 1 / earlier)) ** 0.5
    by = view.scope.by
    return figure(
        "Come again",
        now,
        before,
        share,
        better="higher",
        change=in_points,
        sure=sure,
        trend=rows["share"].tolist(),
        help=f"Share of the members active in one {by} who are active again in the next, over {view.length}. Grey: within chance.",
    )


def members(view: View) -> Shown:
    """Active members above what they write, on one time axis."""
    active, written = cache.metric(view, "active_users"), cache.metric(view, "ugc")
    by = view.scope.by
    whole = written[written["complete"]]
    last = count(whole["ugc"].iloc[-1]) if len(whole) else "—"
    now, _ = membership.monthly_active(view)
    monthly = count(now) if known(now) else "—"
    dashed = f"Dashed: the {by} is not over. " if len(written) and not written["complete"].iloc[-1] else ""
    starts = days(written["period_start"])
    across = (starts[0], by.next(starts[-1]))
    panels = (
        (f":blue[**Monthly active members**] {monthly}", draw(active_chart.monthly_panel, active, across)),
        (f":gray[**Posts and comments a {by}**] {last}", draw(content_chart.content_panel, written, by, across)),
    )
    return Shown(_rows(active, written), panels=panels, foot=f"{dashed}Two scales: compare the shapes, not the heights.")


def _rows(active: pd.DataFrame, written: pd.DataFrame) -> pd.DataFrame:
    """Both panels as one table, a row a day; what was written stands with the first day of its period."""
    sums = written.rename(columns={"period_start": "day", "ugc": "posts_and_comments"})[["day", "posts_and_comments"]]
    return active[["day", "mau"]].merge(sums, on="day", how="outer").sort_values("day", ignore_index=True)


def _returned(rows: pd.DataFrame) -> tuple[float | None, int]:
    """The share of all who were there, and how many they were."""
    people = int(rows["active_previous"].sum())
    return (float(rows["returned"].sum()) / people if people else None), people
