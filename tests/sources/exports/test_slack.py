"""Slack's export: who wrote what, in which thread; and a stranger's archive, against a count by hand."""

import json
import zipfile
from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import select

from lib.errors import FileError
from lib.sources.exports import find
from lib.sources.package import Package
from lib.store.tables import RECORDS
from tests.sources.exports.brought import FIXTURES, accounted, bring, read
from tests.sources.exports.rows import rows

WORKSPACE = FIXTURES / "slack" / "workspace"


@pytest.fixture
def workspace(tmp_path):
    """Writes an export of one channel: its messages, and by name what else it holds."""

    def write(*messages, **files):
        held = {"channels": [{"id": "C1", "name": "general"}], "users": [{"id": "U1", "name": "ana", "profile": {}}], **files}
        for name, value in held.items():
            if value is not None:
                (tmp_path / f"{name}.json").write_text(json.dumps(value))
        (tmp_path / "general").mkdir(exist_ok=True)
        (tmp_path / "general" / "2026-01-05.json").write_text(json.dumps(messages))
        return read("slack", tmp_path)

    return write


def message(ts: str = "1767603600.000100", user: str | None = "U1", **more):
    return {"type": "message", "user": user, "text": "", "ts": ts, **more}


def test_everything_is_accounted_for():
    export = read("slack", WORKSPACE)
    assert accounted(export)
    assert export.found == {"members": 3, "bots": 4, "messages": 10, "reactions": 3}
    assert export.left_out == {
        "direct messages: private": 1,
        "written by Slack itself: channel_join": 1,
        "deleted, or the trace of an edit": 1,
        "reactions without who gave them": 1,
    }


def test_members_and_their_roles():
    members = {row["member_id"]: (row["name"], row["role"]) for row in rows(read("slack", WORKSPACE), "member")}
    people = {"U1": ("ana", "staff"), "U2": ("ben", "member"), "U3": ("cy", "member")}
    bots = {"U4": ("helper", "bot"), "USLACKBOT": ("slackbot", "bot"), "B1": ("builds", "bot"), "U5": ("calendar", "bot")}
    assert members == people | bots


def test_threads_and_replies():
    found = [(row["text"], row["kind"], row["thread_id"][-8:], row["parent_id"][-3:]) for row in rows(read("slack", WORKSPACE), "activity")]
    assert found[:5] == [
        ("How do I install it?", "post", "0.000002", ""),
        ("Take the package", "comment", "0.000002", ""),
        ("News of the week", "post", "0.000004", ""),
        ("Thank you", "comment", "0.000004", "004"),
        ("Great", "comment", "0.000004", "004"),
    ]
    threads = [row["thread_id"][:3] for row in rows(read("slack", WORKSPACE), "activity")]
    assert threads == ["~C1", "~C1", "C1:", "C1:", "C1:", "", ""]


def test_a_reaction_has_the_time_of_its_message():
    first, _ = rows(read("slack", WORKSPACE), "activity", "reaction")
    assert (first["member_id"], first["occurred_at"], first["parent_id"]) == ("U1", "2026-01-05 09:02:00.000003Z", "C1:1767603720.000003")


def test_the_quiet_time_is_asked_for():
    export = read("slack", WORKSPACE, quiet=timedelta(seconds=59))
    assert [row["thread_id"] for row in rows(export, "activity")][1] == ""


def test_twice_the_same(store):
    first, again = bring(store, read("slack", WORKSPACE)), bring(store, read("slack", WORKSPACE))
    assert [(one.new, one.rejected) for one in first] == [(7, 0), (7, 0), (2, 0)]
    assert [(one.same, one.read) for one in again] == [(7, 7), (7, 7), (2, 2)]


def test_an_exact_time(workspace, store):
    bring(store, workspace(message("1767603600.123456")))
    assert store.frame(select(RECORDS["activity"].c.occurred_at)).iloc[0, 0].isoformat() == "2026-01-05T09:00:00.123456+00:00"


def test_an_address_that_is_none_does_not_cost_the_member(workspace, store):
    users = [{"id": "U1", "profile": {"email": "none"}}, {"id": "U2", "profile": {"email": " Ana@Example.com "}}, {"id": "U2"}]
    export = workspace(message(), users=users)
    assert [one.rejected for one in bring(store, export)] == [0, 0]
    assert export.left_out == {"an account that came before": 1}


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        (message(None), "A message without its time"),
        (message("yesterday"), "A message without its time"),
        ([], "Not a message"),
        ("text", "Not a message"),
        (None, "Not a message"),
    ],
)
def test_messages_that_make_no_sense(workspace, odd, reason):
    export = workspace(message(), odd)
    (malformed,) = export.deliveries[1].table.malformed
    assert (malformed.line, malformed.number, malformed.reason) == (2, 2, f"{reason} (general/2026-01-05.json)")
    assert accounted(export)


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        (message(user=None), "written by nobody who is named"),
        (message("1767603600.000100"), "a message that came before"),
        (message("2.0", subtype="channel_topic"), "written by Slack itself: channel_topic"),
        (message("2.0", subtype="huddle_thread"), "written by Slack itself: huddle_thread"),
        (message("2.0", subtype="message_changed", hidden=True), "deleted, or the trace of an edit"),
    ],
)
def test_messages_that_are_no_act_of_a_member(workspace, odd, reason):
    export = workspace(message(), odd)
    assert export.left_out == {reason: 1}
    assert accounted(export)


@pytest.mark.parametrize("subtype", ["file_share", "me_message", "file_comment"])
def test_acts_of_a_member(workspace, subtype):
    comment = {"comment": {"user": "U1"}} if subtype == "file_comment" else {}
    (row,) = rows(workspace(message(user=None if comment else "U1", subtype=subtype, **comment)), "activity")
    assert (row["member_id"], row["kind"]) == ("U1", "post")


def test_a_person_who_writes_by_an_app_stays_a_person(workspace):
    export = workspace(message(bot_id="B1"))
    assert [row["role"] for row in rows(export, "member")] == ["member"]


def test_private_channels_and_members_of_an_organisation(workspace):
    export = workspace(message(), channels=None, groups=[{"id": "G1", "name": "general"}], users=None, org_users=[{"id": "U1", "is_owner": True}])
    assert (rows(export, "activity")[0]["activity_id"], rows(export, "member")[0]["role"]) == ("G1:1767603600.000100", "staff")


def test_characters_that_no_store_takes(workspace, store):
    export = workspace(message(text="a\x00b \ud800"))
    bring(store, export)
    assert store.frame(select(RECORDS["activity"].c.text)).iloc[0, 0] == "a\ufffdb \ufffd"
    assert export.deliveries[1].table.notes == ("characters that no text can hold were replaced by \ufffd in 1 cells",)


def test_a_refused_user_shows_no_address(workspace):
    export = workspace(message(), users=[{"name": "bo", "profile": {"email": "bo@example.com"}}, {"profile": {"email": "bo@example.com"}}, "text"])
    assert [row.text for row in export.deliveries[0].table.malformed] == ['{"name": "bo"}', "{}", '"text"']


def test_ids_with_characters_that_no_store_takes(workspace, store):
    export = workspace(message(text="how?"), message("1767603601.000100"), channels=[{"id": "C\x00\ud800", "name": "general"}])
    bring(store, export)
    thread, opens = store.frame(select(RECORDS["activity"].c.thread_id, RECORDS["activity"].c.activity_id)).iloc[0]
    assert thread == f"~{opens}" == "~C\ufffd\ufffd:1767603600.000100"


def test_a_channel_that_is_not_listed_has_its_folders_name(workspace):
    assert rows(workspace(message(), channels=[]), "activity")[0]["channel"] == "general"


@pytest.mark.parametrize("value", [{}, "text", 7])
def test_a_file_that_is_no_list(workspace, value):
    with pytest.raises(FileError, match=r"users\.json is not as it should be"):
        workspace(message(), users=value)


def test_another_folder_is_refused(tmp_path):
    (tmp_path / "a.json").write_text("[]")
    with pytest.raises(FileError, match="no Slack export"):
        read("slack", tmp_path)


def test_a_strangers_archive(store, shared_data):
    path = shared_data / "slack_export" / "testarchive.zip"
    assert find("slack").recognises(Package.of(path))
    export = read("slack", path)
    with zipfile.ZipFile(path) as archive:
        days = [(name.split("/")[0], json.loads(archive.read(name))) for name in archive.namelist() if "/2016" in name]
    written = [(folder, one) for folder, day in days for one in day]
    subtypes = Counter(one.get("subtype") for _, one in written)
    assert export.found["messages"] == len(written) == 158
    assert export.left_out == {f"written by Slack itself: {kind}": subtypes[kind] for kind in ("channel_join", "bot_add")}
    roles = Counter(row["role"] for row in rows(export, "member"))
    assert roles == {"member": 3, "staff": 1, "bot": len({one["bot_id"] for _, one in written if one.get("subtype") == "bot_message"})}
    assert [one.rejected for one in bring(store, export)] == [0, 0, 0]
    by_hand = {f"{folder} {one['ts']}": one.get("user") or one.get("bot_id") or one["comment"]["user"] for folder, one in written}
    kept = {f"{row['channel']} {row['activity_id'].split(':')[1]}": row["member_id"] for row in rows(export, "activity")}
    assert kept.items() <= by_hand.items()
    assert len(kept) == 158 - 11
    given = {(one["ts"], sign["name"], who) for _, one in written for sign in one.get("reactions", ()) for who in sign["users"]}
    assert {tuple(row["activity_id"].split(":")[1:]) for row in rows(export, "activity", "reaction")} == given
    assert not [one for _, one in written if "thread_ts" in one]
    assert all(row["thread_id"].startswith("~") for row in rows(export, "activity") if row["thread_id"])
    assert [(one.same, one.new) for one in bring(store, read("slack", path))] == [(7, 0), (147, 0), (1, 0)]
