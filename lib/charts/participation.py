"""How members take part, how they move between the levels, and how much hangs on a few."""

from typing import Any

import altair as alt
import pandas as pd

from lib.charts.axes import days
from lib.charts.bars import QUIET, Part, stacked
from lib.charts.lines import Line, lines
from lib.charts.nearest import TITLE, texts, tooltip
from lib.charts.picture import Picture
from lib.charts.theme import ACCENT, CONTEXT, INK, SECOND, finished, role
from lib.scope import Grain
from lib.wording import count, period_name, share

LEVELS = (
    Part("creator", "Posted", ACCENT),
    Part("commenter", "Commented", ACCENT, 0.6),
    Part("reactor", "Reacted", ACCENT, 0.3),
    Part("observer", "Looked on", CONTEXT, QUIET, edge=True),
)
NAMES = {part.column: part.name for part in LEVELS}
NEXT = {"creator": "Post", "commenter": "Comment", "reactor": "React", "observer": "Look on"}
"""What they do in the next period: short, since the columns are narrow on a phone."""
FEW = (Line("top_10_share", "Top 10%", ACCENT), Line("top_1_share", "Top 1%", SECOND), Line("gini", "Gini", CONTEXT, 1.5))
ROW = 44


def participation(frame: pd.DataFrame, by: Grain) -> Picture:
    """Shares of the known members by their highest step in the period: columns period_start, level, members, complete as the metric has them."""
    wide = shares_by_level(frame)
    whole = wide[wide["complete"]]
    if whole.empty:
        return Picture(stacked(wide, LEVELS, by=by, height=250, shares=True), f"How members take part, a {by}. No {by} is over yet.")
    last = whole.iloc[-1]
    said = ", ".join(f"{share(last[part.column])} {part.name.lower()}" for part in LEVELS)
    ends = {part.name: f"{part.name} {share(last[part.column])}" for part in LEVELS}
    chart = stacked(wide, LEVELS, by=by, height=250, shares=True, ends=ends)
    return Picture(chart, f"Known members by the most they did in a {by}. {period_name(days([last['period_start']])[0], by)}: {said}.")


def shares_by_level(frame: pd.DataFrame) -> pd.DataFrame:
    """period_start, a column a level with its share of the members, complete: a row a period in which anybody is known."""
    frame = frame.assign(members=frame["members"].astype("float64"))
    wide = frame.pivot(index="period_start", columns="level", values="members").reindex(columns=list(NAMES))
    wide = wide.div(wide.sum(axis=1), axis=0)
    complete = frame.drop_duplicates("period_start").set_index("period_start")["complete"]
    return wide.assign(complete=complete.astype(bool)).dropna().rename_axis(columns=None).reset_index()


def moves(frame: pd.DataFrame, by: Grain) -> Picture:
    """Where members of each level of one period were in the next: columns from, to, members; shades and percents are shares of a row."""
    members = frame["members"].astype("float64").fillna(0)
    at_first = members.groupby(frame["from"]).transform("sum")
    part = (members / at_first).where(at_first > 0)
    sizes = dict(zip(frame["from"], at_first, strict=True))
    rows = {name: f"{label} ({count(sizes[name])})" for name, label in NAMES.items() if name in sizes}
    drawn = pd.DataFrame(
        {"from": [rows[name] for name in frame["from"]], "to": [NEXT[name] for name in frame["to"]], "share": part, "stayed": frame["from"] == frame["to"]}
    )
    written = {
        "percent": [share(value) if value == value else "" for value in part],
        TITLE: [f"{NAMES[old]}, then {NAMES[new].lower()}" for old, new in zip(frame["from"], frame["to"], strict=True)],
        "Members": [f"{count(value)} of {count(size)}" for value, size in zip(members, at_first, strict=True)],
        "Share": [share(value) for value in part],
    }
    drawn = texts(drawn, written)
    across = alt.Axis(orient="top", labelAngle=0, labelOverlap=False, labelFontSize=11)
    x = alt.X(field="to", type="nominal", sort=list(NEXT.values()), axis=across, scale=alt.Scale(paddingInner=0.04, paddingOuter=0))
    y = alt.Y(field="from", type="nominal", sort=list(rows.values()), axis=alt.Axis(), scale=alt.Scale(paddingInner=0.06, paddingOuter=0))
    tips = tooltip(["Members", "Share"])
    shade = alt.Color(field="share", type="quantitative", legend=None, scale=alt.Scale(domain=[0, 1]))
    layers: list[Any] = [alt.Chart(drawn[drawn["share"].notna()]).mark_rect(cornerRadius=2).encode(x=x, y=y, color=shade, tooltip=tips)]
    weights: dict[bool, Any] = {True: 600, False: 400}
    for stayed, weight in weights.items():
        words = alt.Chart(drawn[drawn["stayed"].astype(bool) == stayed]).mark_text(fontWeight=weight)
        layers.append(words.encode(x=x, y=y, text=alt.Text(field="percent", type="nominal"), color=role(INK), tooltip=tips))
    stayed_members = members[frame["from"] == frame["to"]].sum()
    finding = f"{share(stayed_members / members.sum())} stayed on their level." if members.sum() else "Nobody was known before."
    return Picture(finished(alt.layer(*layers), ROW * len(LEVELS) + 30), f"Where members of each level were a {by} later. {finding}")


def few(frame: pd.DataFrame, by: Grain) -> Picture:
    """The shares of the few who write most, and Gini's coefficient. Columns as concentration has them."""
    chart = lines(frame, FEW, x="period_start", by=by, height=250, write=share, shares=True)
    whole = frame[frame["complete"] & frame["gini"].notna()]
    if whole.empty:
        return Picture(chart, f"How much of the content the most active write, a {by}: not known yet.")
    last = whole.iloc[-1]
    said = ", ".join(f"{line.name} {share(last[line.column])}" for line in FEW)
    return Picture(chart, f"How much of the content the most active write, a {by}. {period_name(days([last['period_start']])[0], by)}: {said}.")
