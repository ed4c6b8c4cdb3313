"""Slack analytics and Discord Insights: figures a day, as the platforms gave them."""

from itertools import pairwise

import pytest

from lib.errors import FileError
from lib.metrics import find as find_metric
from lib.scope import ALL_TIME
from tests.sources.exports.brought import FIXTURES, accounted, bring, read, read_text

SLACK, DISCORD = FIXTURES / "slack-analytics", FIXTURES / "discord-insights"


def series(store, name: str) -> list[tuple[str, float]]:
    found = find_metric("reported")(store, ALL_TIME)
    found = found[found["series"] == name]
    return [(str(day)[:10], value) for day, value in zip(found["day"], found["value"], strict=True)]


def test_slacks_columns_are_series(store):
    export = read("slack-analytics", SLACK / "analytics.csv")
    assert (export.found, export.left_out) == ({"figures": 33}, {"empty cells": 1})
    bring(store, export)
    assert series(store, "dau") == [("2024-03-01", 6), ("2024-03-02", 5), ("2024-03-05", 7)]
    assert series(store, "messages_posted") == [("2024-03-01", 100), ("2024-03-02", 110), ("2024-03-05", 95)]  # also where it falls
    assert series(store, "wau") == [("2024-03-01", 8), ("2024-03-02", 8)]  # an empty cell is no figure


def test_slacks_newer_headings_are_the_same_series(store):
    bring(store, read("slack-analytics", SLACK / "analytics.csv"))
    export = read("slack-analytics", SLACK / "overview.csv")
    bring(store, export)
    assert series(store, "members")[-2:] == [("2024-04-01", 12), ("2024-04-02", 12)]
    assert [value for _, value in series(store, "messages_in_dms")] == [4, 1, 5, 5, 7]
    assert [value for _, value in series(store, "percent_of_messages_dms")] == [0.25, 0.1, 0.2, 20, 33.3]
    assert export.notes == ("Written with a percent sign, which is left out: Percent of messages (DMs)",)


def test_a_refused_figure_is_told_by_its_line_and_column_in_the_file(store, tmp_path):
    text = "Date,Daily active members,Weekly active members\n2024-04-01,7,9\n2024-04-02,8,n/a\n2024-04-03,8,10\n"
    (outcome,) = bring(store, read_text("slack-analytics", tmp_path, text), rejects="skip")
    assert (outcome.read, outcome.new, outcome.rejected) == (6, 5, 1)
    assert b"n/a,Weekly active members,3,export" in outcome.rejects_csv()


def test_columns_of_words_are_left_out_and_said(tmp_path):
    export = read_text("slack-analytics", tmp_path, "Date,Daily active members,Total membership,Name\n2024-04-01,7,9,acme\n")
    assert export.notes == ("export: columns without numbers are left out: Name",)
    assert export.found == {"figures": 2}


def test_discords_weeks(store):
    export = read("discord-insights", DISCORD / "weeks")
    assert export.left_out == {"rows about parts of the server": 2}
    assert accounted(export)
    bring(store, export)
    assert series(store, "visitors_weekly") == [("2024-03-04", 40), ("2024-03-11", 44), ("2024-03-18", 41)]
    assert series(store, "leavers_weekly: < 1 Month") == [("2024-03-04", 3), ("2024-03-11", 2)]
    assert "guild-communicators.csv: each figure is about the week that begins on its day" in " ".join(export.notes)


def test_discords_days(store):
    bring(store, read("discord-insights", DISCORD / "guild-total-membership.csv"))
    assert series(store, "members") == [("2024-03-04", 200), ("2024-03-05", 203), ("2024-03-06", 202)]


def test_one_heading_of_discord_in_two_files_is_two_series(tmp_path):
    named = []
    for header in ("visitors,pct_communicated", "new_members,pct_communicated", "new_members,pct_retained"):
        text = f"interval_start_timestamp,{header}\n2024-03-04T00:00:00+00:00,40,25.5\n2024-03-05T00:00:00+00:00,41,25.5\n"
        (delivery,) = read_text("discord-insights", tmp_path, text).deliveries
        named += sorted(set(delivery.table.column("series").to_pylist()))
    assert named == ["pct_communicated", "visitors", "new_members", "new_members_pct_communicated", "new_members_pct_retained", "retention_new_members"]


def test_a_moment_within_a_day_is_no_day(store, tmp_path):
    text = "interval_start_timestamp,visitors\n2024-03-04T00:00:00+00:00,40\n2024-03-05T09:00:00+00:00,41\n"
    (outcome,) = bring(store, read_text("discord-insights", tmp_path, text), rejects="skip")
    assert outcome.rejects[["field", "value", "reason"]].values.tolist() == [["day", "2024-03-05T09:00:00+00:00", "A day with a time"]]


def test_ragged_rows_are_kept_as_malformed(tmp_path):
    for platform, path in (("slack-analytics", SLACK / "analytics.csv"), ("discord-insights", DISCORD / "guild-total-membership.csv")):
        export = read_text(platform, tmp_path, path.read_text(encoding="utf-8") + "2024-03-09,1,2,3,4,5,6,7,8,9,10,11,12,13\n")
        (row,) = export.deliveries[0].table.malformed
        assert "of export" in row.reason
        assert accounted(export)


@pytest.mark.parametrize("platform", ["slack-analytics", "discord-insights"])
def test_another_table_is_refused_in_words(platform, tmp_path):
    with pytest.raises(FileError, match="is no export of"):
        read_text(platform, tmp_path, "a,b\n1,2\n")


def test_a_real_export_of_slacks(store, shared_data):
    export = read("slack-analytics", shared_data / "slack_analytics" / "analytics.csv")
    (outcome,) = bring(store, export)
    assert (outcome.read, outcome.new, outcome.rejected) == (1720, 1720, 0)
    assert len(series(store, "dau")) == 86
    posted = [value for _, value in series(store, "messages_posted")]
    assert sum(later < earlier for earlier, later in pairwise(posted)) == 2
