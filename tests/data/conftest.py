"""A small demo community, made once for all of these tests."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import pytest

from data.demo import DemoTable, Story, community
from data.demo.story import ZONE

TODAY = date(2026, 3, 15)
MEMBERS, DAYS, SEED = 150, 200, 7


@dataclass(frozen=True)
class Told:
    """The story, the tables, and what is acted: person, role, local moment, thread key beside each activity's own columns."""

    story: Story
    tables: dict[str, list[DemoTable]]
    acts: pd.DataFrame

    def one(self, kind: str) -> pd.DataFrame:
        """The only table of a kind, nulls where its texts are empty."""
        (table,) = self.tables[kind]
        return table.frame.replace("", None)

    @property
    def threads(self) -> pd.DataFrame:
        """One row a thread that a member opened: opened (local), hours until staff and until anybody else, title."""
        written = self.acts[self.acts["thread"].notna() & self.acts["kind"].isin(["post", "comment"]) & (self.acts["role"] != "bot")]
        openings = written[written["kind"] == "post"].drop_duplicates("thread").set_index("thread")
        openings = openings[openings["role"] == "member"]
        replies = written[written["thread"].isin(openings.index)].assign(opener=lambda rows: rows["thread"].map(openings["person"]))
        hours = {
            "staff_hours": replies[replies["role"] == "staff"].groupby("thread")["at"].min(),
            "other_hours": replies[replies["person"] != replies["opener"]].groupby("thread")["at"].min(),
        }
        return openings.assign(**{name: (first.reindex(openings.index) - openings["at"]).dt.total_seconds() / 3600 for name, first in hours.items()})


def tell(members: int, days: int, seed: int) -> Told:
    """The community's tables with what tests ask of them."""
    tables = community(members, days, seed, today=TODAY)
    accounts = pd.concat([table.frame.assign(source=table.source) for table in tables["member"]])
    accounts["person"] = accounts["person_id"].where(accounts["person_id"] != "", accounts["source"] + accounts["member_id"])
    acts = pd.concat([table.frame.assign(source=table.source) for table in tables["activity"]])
    acts = acts.merge(accounts[["source", "member_id", "person", "role", "joined_at"]], on=["source", "member_id"], how="left")
    acts["at"] = pd.to_datetime(acts["occurred_at"]).dt.tz_convert(ZONE)
    acts["day"] = acts["at"].dt.tz_localize(None).dt.normalize()
    acts["thread"] = (acts["source"] + acts["thread_id"]).where(acts["thread_id"] != "")
    return Told(Story.of(days, TODAY), tables, acts.sort_values("at", kind="stable", ignore_index=True))


@pytest.fixture(scope="session")
def told() -> Told:
    return tell(MEMBERS, DAYS, SEED)


def days_of(frame: pd.DataFrame, first: date, end: date) -> "pd.Series[bool]":
    """Which rows lie from ``first`` to before ``end`` by their local day."""
    return (frame["day"] >= pd.Timestamp(first)) & (frame["day"] < pd.Timestamp(end))
