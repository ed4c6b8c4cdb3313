"""Zendesk's and Freshdesk's tickets: what became of each, told by the times of the account's zone."""

import hashlib

import pytest
from sqlalchemy import select

from lib.errors import FileError, MappingError
from lib.metrics import find as find_metric
from lib.scope import ALL_TIME
from lib.sources.exports.zendesk import FIRST_RESPONSE
from lib.store.tables import RECORDS
from tests.factories import post, put
from tests.sources.exports.brought import FIXTURES, accounted, bring, read, read_text

ZENDESK, FRESHDESK = FIXTURES / "zendesk" / "tickets.csv", FIXTURES / "freshdesk" / "tickets.csv"
ticket = RECORDS["ticket"].c


def zendesk_row(created: str, minutes: str) -> str:
    return f"Id,Requester id,Status,Via,Created at,Updated at,Solved at,Satisfaction Score,First reply time in minutes\n1,7,Open,Mail,{created},,,,{minutes}\n"


def test_zendesk_tickets_by_month(store):
    export = read("zendesk", ZENDESK, zone="Europe/Warsaw")
    assert export.found == {"tickets": 4, "requesters": 3}
    bring(store, export)
    found = find_metric("tickets")(store, ALL_TIME)
    assert found[["opened", "resolved", "backlog"]].values.tolist() == [[1, 1, 0], [3, 1, 2]]


def test_zendesk_waits_pass_over_a_change_of_the_clocks(store):
    """Four hours after 22:30 of the night in which Warsaw skips an hour: on the clock it is 03:30, 01:30 in UTC."""
    bring(store, read("zendesk", ZENDESK, zone="Europe/Warsaw"))
    found = store.frame(select(ticket.created_at, ticket.first_response_at, ticket.resolved_at).where(ticket.ticket_id == "501")).iloc[0]
    assert [moment.isoformat() for moment in found] == ["2024-03-30T21:30:00+00:00", "2024-03-31T01:30:00+00:00", "2024-03-31T10:00:00+00:00"]


def test_who_asked_is_known_by_the_hash_of_the_address_and_counts_as_nobodys_member(store):
    bring(store, read("zendesk", ZENDESK, zone="Europe/Warsaw"))
    member = RECORDS["member"].c
    found = store.frame(select(member.member_id, member.name, member.email_hash, member.role).order_by(member.member_id))
    assert found["member_id"].tolist() == ["77001", "77002", "77003"]
    assert found["name"].tolist() == ["Ana", "Cy", "Di"]
    assert found["email_hash"][0] == hashlib.sha256(b"ana@example.org").hexdigest()
    put(store, "activity", post("ana"))
    assert find_metric("active_users")(store, ALL_TIME)["members"].tolist() == [1]


def test_of_a_requester_the_row_with_an_address_tells_it(tmp_path):
    header = "Id,Requester,Requester id,Requester email,Status,Via,Created at,Updated at,Solved at\n"
    rows = "1,Ana,7,,Open,Mail,2024-03-01 09:00,,\n2,Ana,7,ana@example.org,Open,Mail,2024-03-02 09:00,,\n3,,,,Open,Mail,2024-03-02 09:00,,\n"
    _, asked = read_text("zendesk", tmp_path, header + rows, zone="UTC").deliveries
    assert asked.table.column("Requester email").to_pylist() == ["ana@example.org"]
    assert asked.table.cells["line"].to_pylist() == [3]


def test_what_is_no_address_costs_no_requester_the_record(tmp_path):
    header = "Id,Requester,Requester id,Requester email,Status,Via,Created at,Updated at,Solved at\n"
    rows = "1,Ana,7,none,Solved,Mail,2026-01-05 09:00,2026-01-05 10:00,\n2,Ben,8,ben@example.org,Solved,Mail,2026-01-05 09:00,2026-01-05 10:00,\n"
    _, asked = read_text("zendesk", tmp_path, header + rows, zone="UTC").deliveries
    assert asked.table.column("Requester email").to_pylist() == ["", "ben@example.org"]


def test_zendesk_asks_for_the_zone(store):
    with pytest.raises(MappingError) as refused:
        bring(store, read("zendesk", ZENDESK))
    assert refused.value.asks == "zone"


def test_good_and_bad_are_the_ends_of_the_scale(store):
    bring(store, read("zendesk", ZENDESK, zone="UTC"))
    found = store.frame(select(ticket.ticket_id, ticket.satisfaction, ticket.member_id, ticket.customer_id, ticket.topic).order_by(ticket.ticket_id))
    assert found["satisfaction"].fillna(0).tolist() == [5, 1, 0, 0]
    assert found["member_id"].tolist() == ["77001", "77002", "77003", "77001"]
    assert found["customer_id"].fillna("").tolist() == ["Acme", "", "", "Acme"]
    assert found["topic"].tolist() == ["Incident", "Question", "Problem", "Question"]


@pytest.mark.parametrize(
    ("created", "minutes", "first"),
    [
        ("2024-03-01 09:00", "15", "2024-03-01T08:15:00Z"),
        ("2024-03-01 09:00:30", "0", "2024-03-01T08:00:30Z"),
        ("2024-03-01T09:00:00Z", "90", "2024-03-01T10:30:00Z"),
        ("2024-03-01 09:00:00 +0200", "60", "2024-03-01T08:00:00Z"),
        ("2024-03-01 09:00", "", ""),
        ("01-03-2024 09:00", "15", ""),
        ("2024-03-31 02:30", "15", ""),
        ("2024-13-01 09:00", "15", ""),
        ("2024-03-01 09:00", "soon", "soon"),
        ("2024-03-01 09:00", "999999999", "999999999"),
        ("9999-03-01 09:00", "15", ""),
    ],
)
def test_a_first_reply_is_so_many_minutes_after_the_opening(tmp_path, created, minutes, first):
    (delivery,) = read_text("zendesk", tmp_path, zendesk_row(created, minutes), zone="Europe/Warsaw").deliveries
    found = delivery.table.column(FIRST_RESPONSE).to_pylist()
    assert found == [first]


def test_minutes_that_are_none_are_refused_by_name(store, tmp_path):
    text = zendesk_row("2024-03-01 09:00", "15") + "2,7,Open,Mail,2024-03-01 10:00,,,,soon\n"
    (outcome,) = bring(store, read_text("zendesk", tmp_path, text, zone="UTC"), rejects="skip")
    assert outcome.rejects[["line", "column", "value"]].values.tolist() == [[3, FIRST_RESPONSE, "soon"]]


def test_dates_a_spreadsheet_turned_round_lose_the_first_response_and_that_is_said(tmp_path):
    export = read_text("zendesk", tmp_path, zendesk_row("13-03-2024 09:00", "15"), zone="UTC")
    assert export.notes == ("export: the first response of 1 stays empty, as Created at is not written like 2025-03-14 09:30",)


def test_business_minutes_are_no_first_response(tmp_path):
    text = zendesk_row("2024-03-01 09:00", "15").replace("in minutes", "in minutes within business hours")
    export = read_text("zendesk", tmp_path, text, zone="UTC")
    assert export.notes == ("export: first responses stay empty, as the export counts business hours only",)
    assert "first_response_at" not in export.deliveries[0].columns


def test_freshdesk_tickets_by_the_times(store):
    export = read("freshdesk", FRESHDESK, zone="America/New_York")
    assert export.found == {"tickets": 3}
    bring(store, export)
    found = store.frame(select(ticket.first_response_at, ticket.resolved_at, ticket.satisfaction).order_by(ticket.ticket_id))
    assert found["first_response_at"].dropna().map(lambda moment: moment.isoformat()).tolist() == ["2024-05-06T13:45:00+00:00", "2024-05-08T13:30:00+00:00"]
    assert found["resolved_at"].dropna().map(lambda moment: moment.isoformat()).tolist() == ["2024-05-06T19:00:00+00:00", "2024-05-09T12:00:00+00:00"]
    assert found["satisfaction"].fillna(0).tolist() == [5, 2, 0]
    months = find_metric("tickets")(store, ALL_TIME)
    assert months[["opened", "resolved", "backlog"]].values.tolist() == [[3, 2, 1]]


@pytest.mark.parametrize(
    "changed", [str.upper, str.lower, lambda header: header.replace(" ", "_"), lambda header: header.replace("Last update", "Last Updated")]
)
def test_freshdesk_headings_in_other_letters(tmp_path, changed):
    header, rows = FRESHDESK.read_text(encoding="utf-8").split("\n", 1)
    export = read_text("freshdesk", tmp_path, f"{changed(header)}\n{rows}", zone="UTC")
    assert set(export.deliveries[0].columns) >= {"ticket_id", "created_at", "first_response_at", "resolved_at", "satisfaction", "status", "channel"}


def test_a_surveys_own_words_are_no_rating_and_that_is_said(store, tmp_path):
    export = read_text("freshdesk", tmp_path, FRESHDESK.read_text(encoding="utf-8").replace("Unhappy", "Loved it"), zone="UTC")
    bring(store, export)
    assert store.frame(select(ticket.satisfaction))["satisfaction"].dropna().tolist() == [5]
    assert export.notes == ("export: Survey results 'Loved it' of 1 is no rating from 1 to 5 that is known, and stays empty",)


@pytest.mark.parametrize("platform", ["zendesk", "freshdesk"])
def test_another_table_is_refused_in_words(platform, tmp_path):
    with pytest.raises(FileError, match="is no export of"):
        read_text(platform, tmp_path, "a,b\n1,2\n")


@pytest.mark.parametrize(("platform", "path"), [("zendesk", ZENDESK), ("freshdesk", FRESHDESK)])
def test_a_ragged_row_is_kept_as_malformed(platform, path, tmp_path):
    export = read_text(platform, tmp_path, path.read_text(encoding="utf-8") + "9,too few\n", zone="UTC")
    assert len(export.deliveries[0].table.malformed) == 1
    assert accounted(export)
