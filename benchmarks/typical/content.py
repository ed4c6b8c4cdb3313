"""About what is written."""

import re

import numpy as np
import pandas as pd

from benchmarks.typical.events import Read, events, month_of
from lib.settings import Settings


def ugc(read: Read, settings: Settings) -> pd.DataFrame:
    rows = events(read, settings, "kind", staff=True)
    rows["month"] = month_of(rows["day"])
    members = rows[~rows["staff"]]
    content = members[members["kind"].isin(["post", "comment"])]
    counts = members.groupby(["month", "kind"]).size().unstack(fill_value=0)
    found = pd.DataFrame({"posts": counts["post"], "comments": counts["comment"], "reactions": counts["reaction"]})
    found["ugc"] = found["posts"] + found["comments"]
    found["staff_content"] = rows[rows["staff"] & rows["kind"].isin(["post", "comment"])].groupby("month").size()
    found["ugc_share"] = found["ugc"] / (found["ugc"] + found["staff_content"].fillna(0))
    found["contributors"] = content.groupby("month")["person"].nunique()
    found["new_contributors"] = content.groupby("person")["month"].min().value_counts()
    return found.rename_axis("period_start").reset_index()


def activity_hours(read: Read, settings: Settings) -> pd.DataFrame:
    rows = events(read, settings)
    weekday, hour = rows["occurred_at"].dt.day_of_week + 1, rows["occurred_at"].dt.hour
    counted = rows.groupby([weekday.rename("weekday"), hour.rename("hour")]).size()
    return counted.reindex(pd.MultiIndex.from_product([range(1, 8), range(24)], names=["weekday", "hour"]), fill_value=0).rename("activities").reset_index()


def concentration(read: Read, settings: Settings) -> pd.DataFrame:
    rows = events(read, settings, "kind")
    rows = rows[rows["kind"].isin(["post", "comment"])]
    written = rows.groupby([month_of(rows["day"]).rename("month"), "person"]).size()
    found = []
    for month, amounts in written.groupby("month"):
        ordered = np.sort(amounts.to_numpy())
        n, total = len(ordered), ordered.sum()
        tops = {f"top_{percent}_share": ordered[n - int(np.ceil(percent * n / 100)) :].sum() / total for percent in (1, 10)}
        gini = ((2 * np.arange(1, n + 1) - n - 1) * ordered).sum() / (n * total)
        found.append({"period_start": month, "contributors": n, **tops, "gini": gini})
    return pd.DataFrame(found)


def sentiment(read: Read, settings: Settings) -> pd.DataFrame:
    rows = events(read, settings, "kind", "sentiment")
    rows = rows[rows["kind"].isin(["post", "comment"])]
    months = rows.groupby(month_of(rows["day"]).rename("period_start"))["sentiment"]
    found = pd.DataFrame({"posts": months.size(), "scored": months.count(), "mean": months.mean()})
    found["coverage"] = found["scored"] / found["posts"]
    half = 1.96 * months.std() / np.sqrt(found["scored"])  # normal where ours is Student's: the same from thirty posts on
    found["ci_low"], found["ci_high"] = found["mean"] - half, found["mean"] + half
    found["positive"] = months.apply(lambda score: (score >= 0.05).sum()) / found["scored"]
    found["negative"] = months.apply(lambda score: (score <= -0.05).sum()) / found["scored"]
    found["net"] = found["positive"] - found["negative"]
    return found.reset_index()


_LINK = r"(?:https?://|www\.)\S+"


def review_queue(read: Read, settings: Settings) -> pd.DataFrame:
    rows = events(read, settings, "activity_id", "kind", "title", "text", "sentiment")
    rows = rows[rows["kind"].isin(["post", "comment"])]
    said = rows["title"].fillna("") + "\n" + rows["text"].fillna("")
    linked = rows["text"].str.contains(_LINK, case=False, na=False)
    words = rows.loc[linked, "text"].map(lambda text: len(re.findall(r"[^\W\d_]+", re.sub(_LINK, "", text))))
    bare = rows.index.isin(words[words < 5].index)
    reasons = {
        "link": bare,
        "blocked_word": said.str.contains("|".join(rf"\b{re.escape(word)}\b" for word in settings.blocked_words), case=False),
        "trigger_topic": said.str.contains("|".join(rf"\b{re.escape(word)}\b" for word in settings.trigger_topics), case=False),
        "very_negative": rows["sentiment"] <= -0.5,
    }
    return pd.concat([rows.loc[where, ["activity_id", "occurred_at", "person", "text"]].assign(reason=reason) for reason, where in reasons.items()])
