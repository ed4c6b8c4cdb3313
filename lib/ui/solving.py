"""Solved threads: what the page says and shows."""

from collections.abc import Generator
from typing import Any

import pandas as pd
import streamlit as st

from lib.charts import answer_curve as curve_chart
from lib.charts import solved as solved_chart
from lib.metrics.resolution import solutions_are_marked, solvers, unsolved
from lib.ui import cache
from lib.ui.drawing import draw
from lib.ui.figure import Figure, figure, in_points
from lib.ui.page import Answer
from lib.ui.reached import ENOUGH
from lib.ui.shown import NoMatch, Notice, Shown, Table, TooFew
from lib.ui.solutions import Solutions, both, solutions, surely_other
from lib.ui.view import View
from lib.wording import count, hours, known, plural, share

PAGE = "pages/community/solved_threads.py"
MOST_ROWS = 500
NONE_MARKED = "No reply is marked as a solution here. Where your platform marks them, map the column is_solution when you upload activities."


def answer(view: View) -> Answer:
    """Are questions solved?"""
    now, before = both(view)
    if now is None:
        return Answer("No questions yet.", "Nobody but staff has opened a thread in this period.")
    if not now.solved and not (before and before.solved):
        return Answer("No solution is known.", NONE_MARKED)
    verdict, how = judged(now, before, view.compared, sure=surely_other(view, "solved"))
    said = f"Of {plural(now.threads, 'question')}, {share(now.solved_share)} are solved so far{how}; {share(now.self_solved_share)} without staff."
    half = now.reached.half
    time = f" Half are solved within {hours(half)}." if half is not None else " Fewer than half are solved, as far as is known."
    return Answer(verdict, said + time)


def judged(now: Solutions, before: Solutions | None, compared: str, *, sure: bool) -> tuple[str, str]:
    """The verdict, and the change in words; ``sure``: beyond chance, in equal time."""
    if now.threads < ENOUGH:
        return "Too few questions to tell.", ""
    if before is None or before.threads < ENOUGH:
        most = "Most are." if now.solved_share > 0.5 else "Half are." if now.solved_share == 0.5 else "Fewer than half are."
        return most, ""
    was = f"against {share(before.solved_share)} in {compared}"
    if not sure:
        return "No clear change.", f", {was}" + (", which may be chance" if share(before.solved_share) != share(now.solved_share) else "")
    return ("More than before." if now.solved_share > before.solved_share else "Fewer than before."), f", {was}"


def solved_figure(view: View) -> Figure:
    """KPI: the share that is solved."""
    return _share_figure(view, "solved", "Solved", "with a reply marked as the solution")


def self_solved_figure(view: View) -> Figure:
    """KPI: the share that members solved without staff."""
    return _share_figure(view, "self_solved", "Solved without staff", "solved before any staff replied")


def half_solved(view: View) -> Figure:
    """KPI: the median time to the solution."""
    now, before = both(view)
    return figure(
        "Half solved in",
        now.reached.half if now else None,
        before.reached.half if before else None,
        hours,
        better="lower",
        change=lambda now, before: hours(abs(now - before)),
        sure=bool(now and now.reached.surely_other("half", before.reached if before else None)),
        trend=_trend(view, "median_hours_to_solution"),
        help=f"Half of the questions of {view.length} were solved within this time. Those not solved count as waiting. Grey: within chance.",
    )


def questions(view: View) -> Figure:
    """KPI: how many were asked."""
    now, before = both(view)
    threads = (now.threads if now else 0) if view.now else None
    told = f"Threads that members opened in {view.length}."
    return figure("Questions", threads, before.threads if before else None, count, better=None, trend=_trend(view, "threads"), help=told)


def how_they_end(view: View) -> Shown | NoMatch:
    """Solved by members, with staff, or not at all, a period at a time."""
    frame = cache.metric(view, "resolution")
    if not frame["threads"].fillna(0).sum():
        return NoMatch("questions by members")
    by = view.scope.by
    open_ = f" Faint: this {by} is not over." if not frame["complete"].iloc[-1] else ""
    foot = f"By the day of asking, as they stand today; the latest have had less time.{open_}"
    return Shown(frame, draw(solved_chart.solved, frame, by), foot=foot)


def how_soon(view: View) -> Shown | NoMatch | TooFew:
    """The solution curve."""
    now, before = both(view)
    if now is None:
        return NoMatch("questions by members")
    if now.threads < ENOUGH:
        return TooFew(f"{plural(now.threads, 'question')} in this period. A curve appears from {ENOUGH} questions on.")
    curve = now.reached.curve
    earlier = before.reached.curve if before and before.threads >= ENOUGH else curve.head(0)
    grey = f" Grey: {view.compared}." if len(earlier) else ""
    foot = f"{plural(now.threads, 'question')}, {now.threads - now.solved:,} not solved and counted as waiting. Band: 95% interval.{grey}"
    return Shown(curve, draw(curve_chart.answer_curve, curve, earlier, (), "solved"), foot=foot)


def who_solves(view: View) -> Shown | TooFew:
    """The solvers; members by their id, never by name."""
    frame = cache.reading(view, solvers, view.scope)
    if frame.empty:
        return TooFew(NONE_MARKED, hint="Or choose another period.", label="Nothing is solved")
    rows = pd.DataFrame(
        {
            "Solutions": frame["solutions"],
            "Member": frame["member_id"],
            "Is": ["staff" if staff else "member" for staff in frame["staff"]],
            "Half within": frame["median_hours"],
        }
    ).head(MOST_ROWS)
    settings: dict[str, Any] = {
        "Solutions": st.column_config.NumberColumn(format="localized", width="small"),
        "Is": st.column_config.TextColumn("", width="small"),
        "Half within": st.column_config.NumberColumn(format="%.1f h", help="Half of their solutions came within so many hours of asking"),
    }
    total, by_staff = int(frame["solutions"].sum()), int(frame.loc[frame["staff"], "solutions"].sum())
    foot = f"{plural(len(frame), 'person', 'people')}; staff gave {share(by_staff / total)} of {plural(total, 'solution')}."
    return Shown(rows, table=Table(settings, f"Who solves, most solutions first. {foot}"), foot=foot)


def not_solved(view: View) -> Shown | NoMatch | TooFew:
    """The questions without a solution, longest open first."""
    frame = cache.reading(view, unsolved, view.scope)
    if frame.empty and solutions(view, view.scope) is None:
        return NoMatch("questions by members")
    if frame.empty:
        return TooFew("Every question of this period is solved.", hint="Nothing is open.", label="Nothing is open")
    rows = frame.head(MOST_ROWS)
    shown = pd.DataFrame({"Open for": rows["age_hours"] / 24, "Question": rows["title"]})
    settings: dict[str, Any] = {
        "Open for": st.column_config.NumberColumn(format="%.1f days", width="small"),
        "Question": st.column_config.TextColumn(width="large"),
        "Replies": st.column_config.NumberColumn(format="localized", width="small"),
        "Staff replied": st.column_config.CheckboxColumn(width="small"),
    }
    if rows["channel"].notna().any():
        shown["Channel"] = rows["channel"]
    shown["Replies"], shown["Staff replied"] = rows["replies"], rows["staff_replied"]
    if rows["url"].notna().any():
        shown["Open"] = [value if known(value) and str(value).startswith(("https://", "http://")) else None for value in rows["url"]]
        settings["Open"] = st.column_config.LinkColumn("", display_text=":material/open_in_new:", width="small")
    silent = int((frame["replies"] == 0).sum())
    cut = f" The {MOST_ROWS} longest open are shown." if len(frame) > MOST_ROWS else ""
    foot = f"{plural(len(frame), 'question')} without a solution, {silent:,} of them without any reply.{cut}"
    return Shown(shown, table=Table(settings, f"Questions without a solution, the longest open first. {foot}"), foot=foot)


def solved_notice(view: View) -> Generator[Notice, None, bool]:
    """Where fewer are solved than before, or fewer without staff, beyond chance."""
    now, before = both(view)
    if now is None or before is None:
        return False
    for part, title in (("solved", "Fewer questions solved"), ("self_solved", "Members solve fewer alone")):
        value, earlier = getattr(now, f"{part}_share"), getattr(before, f"{part}_share")
        if value < earlier and surely_other(view, part):
            text = f"{share(value)} of {plural(now.threads, 'question')}, {share(earlier)} in {view.compared}."
            yield Notice(":orange[:material/task_alt:]", title, text, PAGE, "Solutions")
    return True


def _share_figure(view: View, part: str, label: str, meaning: str) -> Figure:
    """The share, with its change; not known where nobody marks solutions."""
    told = (
        f"Share of the questions of {view.length} {meaning}, to this day; the latest have had less time. "
        "Grey: within chance, in equal time (at most a week of asking)."
    )
    if not cache.reading(view, solutions_are_marked):
        return Figure(label, None, help=told, missing=NONE_MARKED)
    now, before = both(view)
    value, earlier = (getattr(one, f"{part}_share") if one else None for one in (now, before))
    return figure(
        label,
        value,
        earlier,
        share,
        better="higher",
        change=in_points,
        sure=surely_other(view, part),
        trend=_trend(view, f"{part}_share"),
        help=told,
    )


def _trend(view: View, column: str) -> list[Any]:
    frame = cache.metric(view, "resolution")
    return list(frame.loc[frame["complete"], column])
