"""The tables are the same for the same seed, well formed, and about enough people, places and languages."""

import pandas as pd
import pytest

from data.demo import community
from lib.errors import CommandError
from lib.records import kind as record_kind

from .conftest import DAYS, MEMBERS, SEED, TODAY, Told


def test_the_same_seed_gives_equal_tables(told: Told) -> None:
    again = community(MEMBERS, DAYS, SEED, today=TODAY)
    assert again.keys() == told.tables.keys()
    for kind, tables in again.items():
        assert [table.csv() for table in tables] == [table.csv() for table in told.tables[kind]]


def test_another_seed_gives_other_tables(told: Told) -> None:
    other = community(MEMBERS, DAYS, SEED + 1, today=TODAY)
    for kind in set(other) - {"programme_cost"}:
        assert other[kind][0].csv() != told.tables[kind][0].csv(), kind


def test_it_grows_with_members_and_days() -> None:
    small, wide, long = (sum(len(table.frame) for table in community(*size, 1, today=TODAY)["activity"]) for size in ((40, 60), (120, 60), (40, 180)))
    assert wide > 2 * small
    assert long > 2 * small


@pytest.mark.parametrize(("members", "days"), [(10, 30), (11, 45)])
def test_the_smallest_are_whole(members: int, days: int) -> None:
    assert len(community(members, days, 3, today=TODAY)) == 9


def test_too_few_members_are_refused() -> None:
    with pytest.raises(CommandError, match="9 members"):
        community(9, 100, today=TODAY)


def test_columns_are_fields_and_cells_are_texts(told: Told) -> None:
    for kind, tables in told.tables.items():
        fields = record_kind(kind)
        for table in tables:
            assert set(table.frame.columns) <= set(fields.names)
            assert all(isinstance(cell, str) for column in table.frame for cell in table.frame[column])
            assert not (table.frame[list(fields.required)] == "").any().any()
            assert not table.frame.duplicated([name for name in fields.key if name in table.frame]).any()


def test_nothing_lies_before_its_cause(told: Told) -> None:
    acts = told.acts
    assert acts["day"].max() < pd.Timestamp(TODAY)
    assert (pd.to_datetime(acts["joined_at"]) <= acts["at"]).all()
    by_id = acts.set_index(["source", "activity_id"])["at"]
    answers = acts[acts["parent_id"] != ""]
    parents = by_id.loc[list(zip(answers["source"], answers["parent_id"], strict=True))]
    assert (answers["at"].to_numpy() >= parents.to_numpy()).all()


def test_every_thread_has_one_opening_at_its_start(told: Told) -> None:
    first = told.acts[told.acts["thread"].notna()].drop_duplicates("thread")
    assert (first["kind"] == "post").all()
    posts = told.acts[(told.acts["kind"] == "post") & told.acts["thread"].notna()]
    assert posts["thread"].is_unique


def test_there_are_two_platforms_staff_a_bot_and_people_on_both(told: Told) -> None:
    accounts = pd.concat([table.frame.assign(source=table.source) for table in told.tables["member"]])
    assert accounts.groupby("source")["role"].value_counts().loc[:, "staff"].tolist() == [5, 5]
    assert accounts.groupby("source")["role"].value_counts().loc[:, "bot"].tolist() == [1, 1]
    linked = accounts[(accounts["role"] == "member") & (accounts["person_id"] != "")].groupby("person_id")["source"].nunique()
    assert len(linked) >= 4
    assert (linked == 2).all()
    assert set(accounts["segment"]) - {""} == {"Starter", "Team", "Business"}
    assert 6 <= told.acts["channel"].nunique() <= 8
    assert told.acts["platform"].nunique() == 3
    assert len(accounts[accounts["role"] == "member"]) == MEMBERS + len(linked)


def test_accounts_look_like_one_person_only_where_the_story_wants_it(told: Told) -> None:
    accounts = pd.concat([table.frame.assign(source=table.source) for table in told.tables["member"]])
    members = accounts[(accounts["role"] == "member") & (accounts["person_id"] == "")]
    same_name = members[members["name"].str.contains(" ")].groupby("name")["source"].nunique()
    same_address = members[members["email_hash"] != ""].groupby("email_hash")
    assert (same_name == 2).sum() == 3
    assert same_address["source"].nunique().eq(2).all()
    assert same_address.ngroups == 8
    assert (same_address["customer_id"].agg(lambda ids: sum(ids != "")) <= 1).all()


def test_members_churn_less(told: Told) -> None:
    tables = community(1200, 420, SEED, today=TODAY)
    customers = tables["customer"][0].frame.replace("", None)
    converted, churned = pd.to_datetime(customers["converted_at"]), pd.to_datetime(customers["churned_at"])
    start = pd.Timestamp("2025-03-01", tz="UTC")
    there = (converted < start) & ~(churned < start)
    gone = (churned < start + pd.Timedelta(days=365))[there]
    member = customers["member_id"].notna()[there]
    assert gone[member].mean() < gone[~member].mean() - 0.08
