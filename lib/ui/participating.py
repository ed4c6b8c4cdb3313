"""How members take part, how they move between the levels, and how much hangs on a few."""

import pandas as pd

from lib.charts import participation as chart
from lib.metrics.participation import flow_periods
from lib.ui import cache
from lib.ui.drawing import draw
from lib.ui.shown import NoMatch, Shown, TooFew
from lib.ui.view import View
from lib.wording import count, listed, period_name, plural, share

STEPS = {"observer": "looked on", "reactor": "reacted", "commenter": "commented", "creator": "posted"}
MAIN = 2
"""Moves told in words, each way."""


def taking_part(view: View) -> Shown | NoMatch:
    """Shares of the members by their highest step."""
    frame = cache.metric(view, "participation")
    if not frame["members"].fillna(0).sum():
        return NoMatch("members")
    by = view.scope.by
    last = frame[frame["complete"]].tail(len(STEPS))
    known = f"{plural(int(last['members'].sum()), 'member')} known at the end of the last whole {by}. " if len(last) else ""
    faint = f" Faint: this {by} is not over." if not frame["complete"].iloc[-1] else ""
    return Shown(frame, draw(chart.participation, frame, by), foot=f"{known}The most each one did in the {by}; attending alone is looking on.{faint}")


def moving(view: View) -> Shown | TooFew:
    """From level to level between the last two whole periods."""
    by = view.scope.by
    frame = cache.metric(view, "participation_flow")
    pair = cache.reading(view, flow_periods, view.scope)
    if pair is None or not frame["members"].fillna(0).sum():
        return TooFew(f"Moves are told between two whole {by}s in which members are known.", hint="Choose shorter periods, or bring in earlier data")
    earlier, later = (period_name(period.start, by) for period in pair)
    foot = f"Rows: {earlier}; columns: {later}; percent of each row. {moves_in_words(frame)}"
    return Shown(frame, draw(chart.moves, frame, by), foot=foot)


def moves_in_words(frame: pd.DataFrame) -> str:
    """How many did more, less and as much, and the main moves each way."""
    order = list(STEPS)
    step = frame["to"].map(order.index) - frame["from"].map(order.index)
    total, more, less = (int(frame.loc[chosen, "members"].sum()) for chosen in (step == step, step > 0, step < 0))
    parts = [_way(frame[step > 0], more, "did more"), _way(frame[step < 0], less, "did less")]
    return f"{'; '.join(parts)}; {share((total - more - less) / total)} stayed."


def _way(moved: pd.DataFrame, people: int, said: str) -> str:
    main = moved[moved["members"] > 0].sort_values("members", ascending=False, kind="stable").head(MAIN)
    ways = [f"{count(members)} {STEPS[old]}, then {STEPS[new]}" for old, new, members in main.itertuples(index=False)]
    return f"{people:,} {said}" + (f" ({listed(ways)})" if ways else "")


def hanging_on_a_few(view: View) -> Shown | NoMatch:
    """The shares of the most active, and Gini."""
    frame = cache.metric(view, "concentration")
    if not frame["contributors"].fillna(0).sum():
        return NoMatch("posts or comments by members")
    foot = f"{in_words(frame, view.scope.by.value)} Gini: 0% all write as much, near 100% one writes all."
    return Shown(frame, draw(chart.few, frame, view.scope.by), foot=foot)


def in_words(frame: pd.DataFrame, by: str) -> str:
    """The last whole period in a plain sentence."""
    whole = frame[frame["complete"] & frame["gini"].notna()]
    if whole.empty:
        return f"No {by} in which anybody wrote is over yet."
    last = whole.iloc[-1]
    people = int(last["contributors"])
    tenth, hundredth = -(-people // 10), -(-people // 100)
    one = f"the {'most active one' if hundredth == 1 else f'{hundredth:,} most active'} alone {share(last['top_1_share'])}"
    return f"Last whole {by}: {tenth:,} of {plural(people, 'contributor')} wrote {share(last['top_10_share'])} of all, {one}."
