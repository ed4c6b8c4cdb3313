"""What did not come in: rows that were refused, and runs of sources that failed."""

from datetime import timedelta

import pandas as pd
from sqlalchemy import select

from lib.quality.finding import MOST_ROWS, Finding
from lib.quality.registry import check
from lib.records import KINDS
from lib.store import Store
from lib.store.tables import sync_run
from lib.wording import listed, plural

MANY = 0.05
"""Share of a file's rows refused, from which its numbers are too low to trust."""
PATIENCE = timedelta(hours=6)
"""A run that has not ended for so long is taken for dead."""
_SHOWN = ["snapshot_id", "imported_at", "source", "kind", "file_name", "rows_read", "rows_rejected"]


@check(title="Refused rows", counts="rows", keeps=False)
def refused_rows(store: Store) -> Finding | None:
    """Rows that were refused when their file came in, of the snapshots in use. Where the same file came in again later without any, it is left out.

    Of a configured source, those of every run since the last that read everything: a later run does not read them again unless they change there.
    Mended, they can be brought in again at any time: what is there already is told apart by its ids and counts once.
    """
    snapshots, runs = store.snapshots(), store.frame(select(sync_run).order_by(sync_run.c.run_id))
    by_hand = snapshots[snapshots["active"].astype(bool) & ~snapshots["snapshot_id"].isin(runs["snapshot_id"].dropna())]
    read_again = _since_all_was_read(runs[~runs["snapshot_id"].isin(snapshots.loc[~snapshots["active"].astype(bool), "snapshot_id"])])
    read = int(by_hand["rows_read"].sum()) + int(read_again["rows_read"].sum())
    if by_hand.empty and read_again.empty:
        return None
    latest = by_hand.drop_duplicates(["source", "kind", "file_name"])  # the newest first
    synced = read_again.assign(imported_at=read_again["started_at"], file_name="a sync", snapshot_id=read_again["snapshot_id"].astype("Int64"))
    table = pd.concat([part.loc[part["rows_rejected"] > 0, _SHOWN] for part in (latest, synced) if (part["rows_rejected"] > 0).any()] or [latest[:0]])
    if table.empty:
        return Finding("fine", "Every row that was read came in.", count=0, of=read)
    refused = int(table["rows_rejected"].sum())
    rows = table.head(MOST_ROWS).reset_index(drop=True)
    rows["share"] = (rows["rows_rejected"] / rows["rows_read"]).round(4)
    rows["kind"] = [KINDS[name].title if name in KINDS else name for name in rows["kind"]]
    rows["imported_at"] = rows["imported_at"].dt.tz_convert(store.settings.zone)
    return Finding(
        "act" if bool((rows["share"] >= MANY).any()) else "look",
        f"{plural(refused, 'row')} of {plural(len(table), 'import')} from {listed(sorted(set(table['source'])))} refused.",
        "Mend them and bring the file in again: its snapshot says how many; upload it, or import it, to have each refused row with its reason. "
        "Of a configured source, the page Sources lists each: mend them at the source, and read everything once.",
        "snapshots" if bool((latest["rows_rejected"] > 0).any()) else "sources",
        refused,
        read,
        rows["imported_at"].min().date(),
        rows,
    )


def _since_all_was_read(runs: pd.DataFrame) -> pd.DataFrame:
    """Of runs in their order, those of each source and kind from the last one on that ended well and had read everything."""
    everything = (runs["outcome"] == "done") & (runs["whole"].astype(bool) | runs["cursor"].isna())
    of_source = [runs["source"], runs["kind"]]
    later = everything.astype("int64").groupby(of_source).transform("sum") - everything.astype("int64").groupby(of_source).cumsum()
    return runs[later == 0]


@check(title="Runs of configured sources", counts="runs", keeps=False)
def failed_runs(store: Store) -> Finding | None:
    """Whether the last run of each configured source and kind ended well. One that has not ended after six hours is taken for dead."""
    shown = ("run_id", "source", "kind", "started_at", "finished_at", "outcome", "said")
    runs = store.frame(select(*(sync_run.c[name] for name in shown)))
    if runs.empty:
        return None
    last = runs.sort_values("run_id").drop_duplicates(["source", "kind"], keep="last")
    dead = last["finished_at"].isna() & (last["started_at"] < pd.Timestamp(store.now() - PATIENCE))
    bad = last[(last["outcome"] == "failed") | dead].copy()
    if bad.empty:
        return Finding("fine", "The last run of every configured source ended well.", count=0, of=len(last))
    bad["outcome"] = bad["outcome"].fillna("did not end")
    bad["kind"] = [KINDS[name].title if name in KINDS else name for name in bad["kind"]]
    zone = store.settings.zone
    for name in ("started_at", "finished_at"):
        bad[name] = bad[name].dt.tz_convert(zone)
    return Finding(
        "act",
        f"The last run of {listed(sorted(set(bad['source'])))} failed or did not end.",
        "Read what it said, mend it, and let the source run again: it goes on where it stopped.",
        "sources",
        len(bad),
        len(last),
        bad["started_at"].min().date(),
        bad.drop(columns="run_id").reset_index(drop=True),
        for_analysts=("said",),
    )
