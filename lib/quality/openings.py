"""Threads: those without their opening post, and those that were put together here."""

from datetime import timedelta

import pandas as pd
from sqlalchemy import and_, exists, func, select

from lib.quality.each_row import each_row
from lib.quality.finding import Finding, part
from lib.quality.registry import check
from lib.records.activity import RECONSTRUCTED
from lib.store import Store
from lib.store.tables import RECORDS, thread, thread_number
from lib.wording import listed, plural

NEAR_THE_START = timedelta(days=30)
"""Threads without opening that begin so soon after their source were opened before its export begins."""

activity = RECORDS["activity"]


@check(title="Threads without their opening post", counts="threads")
def threads_without_opening(store: Store) -> Finding | None:
    """Threads of comments whose opening post is not among the data. No question is known there, so all numbers about questions leave them out.

    Most of them near the start of a source: its export begins after they were opened. All over it: posts are missing or were read as comments.
    """
    spoken = and_(activity.c.current, activity.c.thread_no.is_not(None), activity.c.kind.in_(("post", "comment")))
    opened = store.frame(select(thread.c.source, func.count().label("opened")).group_by(thread.c.source))
    headless = (
        select(activity.c.source, activity.c.thread_no, func.min(activity.c.occurred_at).label("first_at"), func.max(activity.c.occurred_at).label("last_at"))
        .add_columns(func.count().label("comments"))
        .where(spoken, ~exists().where(thread.c.thread_no == activity.c.thread_no))
        .group_by(activity.c.source, activity.c.thread_no)
        .subquery()
    )
    starts = select(activity.c.source, func.min(activity.c.occurred_at).label("start")).where(activity.c.current).group_by(activity.c.source).subquery()
    early = headless.c.first_at < starts.c.start + NEAR_THE_START
    found = store.frame(
        select(
            headless.c.source,
            func.count().label("without_opening"),
            func.count().filter(early).label("near_the_start"),
            func.sum(headless.c.comments).label("comments"),
            func.min(headless.c.first_at).label("first_at"),
            func.max(headless.c.last_at).label("last_at"),
        )
        .join(starts, starts.c.source == headless.c.source)
        .group_by(headless.c.source)
    )
    table = opened.merge(found, how="outer", on="source")
    counts = ["opened", "without_opening", "near_the_start", "comments"]
    table[counts] = table[counts].fillna(0).astype("int64")
    lacking, total = int(table["without_opening"].sum()), int(table["without_opening"].sum() + table["opened"].sum())
    if not total:
        return None
    table.insert(1, "threads", table["opened"] + table["without_opening"])
    table["share"] = (table["without_opening"] / table["threads"]).round(4)
    table = table.drop(columns="opened").sort_values("without_opening", ascending=False, ignore_index=True)
    if not lacking:
        return Finding("fine", "Every thread has its opening post.", count=0, of=total, rows=table)
    sources = listed(table.loc[table["without_opening"] > 0, "source"].tolist())
    none_opened = table.loc[(table["without_opening"] == table["threads"]), "source"].tolist()
    if none_opened:
        cause, to_do = (
            f"{listed(none_opened)} has no posts at all",
            "Bring its posts in, or bring it in again where they were read as comments",
        )
    elif 2 * int(table["near_the_start"].sum()) >= lacking:
        cause, to_do = "Most lie near the start of their source: its export begins after they were opened", "Bring in an export that reaches further back"
    else:
        cause, to_do = (
            "They lie all over their source: some posts were left out, or refused",
            "See what its snapshots refused, and bring in its posts",
        )
    return Finding(
        "act" if lacking >= 0.1 * total else "look",
        f"{plural(lacking, 'thread')} of {sources} with comments but no opening post, counted in no number about questions. {cause}.",
        f"{to_do}.",
        "upload",
        lacking,
        total,
        table["first_at"].min().tz_convert(store.settings.zone).date(),
        table,
    )


@check(title="Reconstructed threads", counts="threads")
def reconstructed_threads(store: Store) -> Finding | None:
    """Threads that were put together here, of chat in which the platform gives none: by what answers what, else by a silence between.

    Numbers about questions and answers rest on that rule where such threads are many. The silence is the setting quiet_minutes.
    """
    mark = func.substr(thread_number.c.thread_id, 1, 1) == RECONSTRUCTED
    table = store.frame(
        select(thread.c.source, func.count().label("threads"), func.count().filter(mark).label("reconstructed"))
        .join(thread_number, thread_number.c.thread_no == thread.c.thread_no)
        .group_by(thread.c.source)
    )
    if table.empty:
        return None
    table["share"] = (table["reconstructed"] / table["threads"]).round(4)
    table = table.sort_values("reconstructed", ascending=False, ignore_index=True)
    made, total = int(table["reconstructed"].sum()), int(table["threads"].sum())
    if not made:
        return Finding("fine", "Every thread is the platform's own.", count=0, of=total, rows=table)
    many = table[table["share"] > 0.5]
    said = listed([f"{row.source} {part(int(row.reconstructed), int(row.threads))}" for row in each_row(table[table["reconstructed"] > 0])])
    return Finding(
        "look" if len(many) else "fine",
        f"{plural(made, 'thread')} put together here, since the platform gives none: {said}.",
        "Read response times of such sources with care; a shorter or longer quiet_minutes cuts them otherwise when they come in again." if len(many) else "",
        "settings" if len(many) else "",
        made,
        total,
        rows=pd.DataFrame(table),
    )
