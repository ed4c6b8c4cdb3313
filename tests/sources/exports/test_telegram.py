"""Telegram's export, old and new: who wrote what, in which topic, in answer to whom."""

import json

import pytest
from sqlalchemy import select

from lib.errors import FileError, MappingError
from lib.sources.exports import chat_rows
from lib.sources.exports.telegram import member_id
from lib.store.tables import RECORDS
from tests.sources.exports.brought import FIXTURES, accounted, bring, read
from tests.sources.exports.rows import rows

NEW, OLD = FIXTURES / "telegram" / "result.json", FIXTURES / "telegram" / "old.json"


@pytest.fixture
def chat(tmp_path):
    """Writes the export of one group, and reads it."""

    def write(*messages, **more):
        path = tmp_path / "result.json"
        path.write_text(json.dumps({"name": "Example", "type": "private_supergroup", "id": 500, "messages": messages, **more}))
        return read("telegram", path)

    return write


def message(own=1, at: int = 1767603600, who="user1", **more):
    return {"id": own, "type": "message", "date": "2026-01-05T10:00:00", "date_unixtime": str(at), "from": "ana", "from_id": who, "text": "", **more}


def test_everything_is_accounted_for():
    export = read("telegram", NEW)
    assert accounted(export)
    assert export.found == {"members": 3, "messages": 8, "reactions": 2}
    assert export.left_out == {
        "written by Telegram itself: join_group_by_link": 1,
        "written by Telegram itself: topic_created": 1,
        "of a kind that Telegram does not export": 1,
        "reactions without who gave them": 1,
    }


def test_members():
    members = {row["member_id"]: (row["name"], row["role"], row["joined_at"]) for row in rows(read("telegram", NEW), "member")}
    assert members == {"user2": ("ben", "member", "2026-01-05 09:00:00.000000Z"), "user3": ("cy", "member", ""), "channel500": ("Example", "staff", "")}


def test_replies_topics_and_what_follows_a_question():
    found = [(row["activity_id"], row["channel"], row["thread_id"], row["kind"], row["parent_id"]) for row in rows(read("telegram", NEW), "activity")]
    assert found == [
        ("500:2", "Example", "~500:2", "post", ""),
        ("500:3", "Example", "~500:2", "comment", ""),
        ("500:5", "Example / Ideas", "~500:5", "post", ""),
        ("500:6", "Example / Ideas", "~500:5", "comment", "500:5"),
        ("500:7", "Example", "", "post", ""),
    ]


def test_a_text_in_pieces():
    assert rows(read("telegram", NEW), "activity")[0]["text"] == "How do I install it?"


def test_twice_the_same(store):
    bring(store, read("telegram", NEW))
    assert [(one.same, one.read) for one in bring(store, read("telegram", NEW))] == [(3, 3), (5, 5), (1, 1)]


def test_the_moment_itself_where_the_export_has_it(store):
    bring(store, read("telegram", NEW))
    assert store.frame(select(RECORDS["activity"].c.occurred_at)).iloc[0, 0].isoformat() == "2026-01-05T09:01:00+00:00"


def test_older_exports_need_the_zone_of_their_clock(store):
    with pytest.raises(MappingError) as refused:
        bring(store, read("telegram", OLD))
    assert refused.value.asks == "zone"
    bring(store, read("telegram", OLD, zone="Europe/Warsaw"))
    assert store.frame(select(RECORDS["activity"].c.occurred_at)).iloc[0, 0].isoformat() == "2020-01-05T09:00:00+00:00"


def test_an_account_with_all_its_chats():
    export = read("telegram", OLD)
    assert export.left_out == {"personal chats: private": 1}
    assert [(row["activity_id"], row["member_id"], row["thread_id"]) for row in rows(export, "activity")] == [
        ("500:2", "user2", "~500:2"),
        ("500:3", "user3", "~500:2"),
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("user5", "user5"),
        (5, "user5"),
        ("5", "user5"),
        ((1 << 32) + 5, "user5"),
        ((2 << 32) + 5, "channel5"),
        ("channel5", "channel5"),
        (None, None),
        (True, None),
        ("", None),
    ],
)
def test_ids_of_old_and_new_exports(written, meant):
    assert member_id(written) == meant


def test_postings_of_a_channel_are_of_its_staff_and_another_channels_are_a_members(chat):
    assert [row["role"] for row in rows(chat(message(who="channel9"), type="public_channel"), "member")] == ["staff"]
    assert [row["role"] for row in rows(chat(message(who="channel9"), message(2, who="channel500")), "member")] == ["member", "staff"]


def test_a_topic_is_kept_through_replies_to_replies(chat):
    opened = {"id": 1, "type": "service", "date": "2026-01-05T10:00:00", "action": "topic_created", "title": "Ideas"}
    texts = [message(2, reply_to_message_id=1), message(3, reply_to_message_id=2), message(4, reply_to_message_id=3), message(5)]
    assert [row["channel"] for row in rows(chat(opened, *texts), "activity")] == ["Example / Ideas"] * 3 + ["Example"]


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        (message(None), "A message without its id (result.json)"),
        ({**message(2), "date_unixtime": None, "date": "soon"}, "A message without its time (result.json)"),
        (5, "Not a message"),
    ],
)
def test_messages_that_make_no_sense(chat, odd, reason):
    export = chat(message(), odd)
    assert [(one.line, one.reason) for one in export.deliveries[1].table.malformed] == [(2, reason)]
    assert accounted(export)


def test_messages_where_no_chat_is(chat):
    export = chat(message(), elsewhere={"messages": [message(2)]})
    assert export.left_out == {"outside of any chat": 1}


@pytest.mark.parametrize(("most", "messages", "words"), [("MOST_MALFORMED", [0] * 5, "make no sense"), ("MOST_MESSAGES", range(5), "too many messages")])
def test_more_than_memory_can_hold(chat, monkeypatch, most, messages, words):
    monkeypatch.setattr(chat_rows, most, 2)
    with pytest.raises(FileError, match=words):
        chat(*(message(own) if most == "MOST_MESSAGES" else own for own in messages))


def test_another_file_is_refused(tmp_path):
    (tmp_path / "a.json").write_text('{"type": "other"}')
    with pytest.raises(FileError, match="no export of Telegram"):
        read("telegram", tmp_path / "a.json")
