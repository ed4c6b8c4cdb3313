"""Discord's channels, as JSON and in both dialects of CSV."""

import json

import pytest
from sqlalchemy import select

from lib.errors import FileError, MappingError
from lib.store.tables import RECORDS
from tests.sources.exports.brought import FIXTURES, accounted, bring, read
from tests.sources.exports.rows import rows

CHANNELS = FIXTURES / "discord" / "channels"
NEW = next((FIXTURES / "discord").glob("Example*.csv"))
OLD = FIXTURES / "discord" / "old.csv"


@pytest.fixture
def channel(tmp_path):
    """Writes the JSON of one channel, and reads it."""

    def write(*messages, kind="GuildTextChat", **more):
        about = {"guild": {"id": "9"}, "channel": {"id": "700", "type": kind, "category": "Community", "name": "general"}, "dateRange": {"after": None}}
        path = tmp_path / "channel.json"
        path.write_text(json.dumps({**about, "messages": messages, **more}))
        return read("discord", path)

    return write


def message(own: str = "1", minute: int = 0, who: str = "ana", **more):
    author = {"id": who, "name": who, "isBot": False, "roles": []}
    return {"id": own, "type": "Default", "timestamp": f"2026-01-05T09:{minute:02}:00+00:00", "content": "", "author": author, **more}


def test_everything_is_accounted_for():
    export = read("discord", CHANNELS)
    assert accounted(export)
    assert export.found == {"members": 3, "bots": 1, "messages": 12, "reactions": 3}
    assert export.left_out == {
        "direct messages: private": 1,
        "written by Discord itself: GuildMemberJoin": 1,
        "written by Discord itself: ThreadCreated": 1,
        "written by Discord itself: ThreadStarterMessage": 1,
        "reactions without who gave them": 2,
    }


def test_members_their_roles_and_when_they_joined():
    export = read("discord", CHANNELS)
    members = {row["name"]: (row["role"], row["joined_at"]) for row in rows(export, "member")}
    assert members == {"Cy": ("member", "2026-01-05 09:00:00.500000Z"), "Ben": ("member", ""), "Ana": ("staff", ""), "Builds": ("bot", "")}
    assert export.notes[0] == "taken as staff, by their roles 🛡 Moderators: 1"


def test_who_wrote_before_they_joined_came_a_second_time(channel):
    export = channel(message("1"), message("2", 5, type="GuildMemberJoin"))
    assert rows(export, "member")[0]["joined_at"] == ""


def test_threads_replies_and_what_follows_a_question():
    found = {
        row["activity_id"]: (row["thread_id"], row["kind"], row["parent_id"], row["channel"], row["title"])
        for row in rows(read("discord", CHANNELS), "activity")
    }
    assert found == {
        "2": ("~2", "post", "", "general", ""),
        "3": ("~3", "post", "", "general", ""),
        "4": ("~3", "comment", "", "general", ""),
        "5": ("~2", "comment", "2", "general", ""),
        "6": ("", "post", "", "general", ""),
        "701": ("701", "post", "", "general", "An idea in detail"),
        "9": ("701", "comment", "", "general", ""),
        "10": ("701", "comment", "9", "general", ""),
    }


@pytest.mark.parametrize(
    ("messages", "more", "kinds"),
    [
        ([message("700"), message("2", 1)], {}, ["post", "comment"]),
        ([message("1"), message("2", 1)], {}, ["post", "comment"]),
        ([message("1"), message("2", 1)], {"dateRange": {"after": "2026-01-01T00:00:00+00:00"}}, ["comment", "comment"]),
        ([message("0", type="21"), message("1"), message("2", 1)], {}, ["comment", "comment"]),
    ],
)
def test_what_opens_a_channel_that_is_a_thread(channel, messages, more, kinds):
    found = rows(channel(*messages, kind="GuildPublicThread", **more), "activity")
    assert [row["kind"] for row in found] == kinds
    assert {(row["thread_id"], row["channel"]) for row in found} == {("700", "Community")}


def test_a_reply_to_another_channel_is_none(channel):
    (row,) = rows(channel(message(type="Reply", reference={"messageId": "5", "channelId": "800"})), "activity")
    assert (row["thread_id"], row["parent_id"]) == ("", "")


def test_times_without_an_offset_ask_for_the_zone(channel, store):
    with pytest.raises(MappingError) as refused:
        bring(store, channel(message(timestamp="2026-01-05T09:00:00")))
    assert refused.value.asks == "zone"


@pytest.mark.parametrize(
    ("odd", "reason"),
    [
        (message(None), "A message without its id (channel.json)"),
        (message("2", timestamp="soon"), "A message without its time (channel.json)"),
        ("text", "Not a message"),
        ([[]], "Not a message"),
    ],
)
def test_messages_that_make_no_sense(channel, odd, reason):
    export = channel(message(), odd)
    (malformed,) = next(one for one in export.deliveries if one.kind == "activity").table.malformed
    assert (malformed.line, malformed.reason) == (2, reason)
    assert accounted(export)


def test_a_broken_message_costs_no_other(tmp_path):
    path = tmp_path / "channel.json"
    first, last = json.dumps(message("1")), json.dumps(message("3"))
    path.write_text('{"guild": {"id": "9"}, "channel": {"id": "7"}, "messages": [' + first + ', {"id": 2,, }, ' + last + "]}")
    export = read("discord", path)
    assert [one.line for one in export.deliveries[1].table.malformed] == [2]
    assert [row["activity_id"] for row in rows(export, "activity")] == ["1", "3"]


def test_messages_without_an_author_and_a_second_time(channel):
    export = channel(message(), message(), message("2", author=None))
    assert export.left_out == {"a message that came before": 1, "written by nobody who is named": 1}


def test_the_order_of_keys_does_not_matter(tmp_path):
    for file in CHANNELS.iterdir():
        (tmp_path / file.name).write_text(json.dumps(json.loads(file.read_text()), sort_keys=True))
    assert rows(read("discord", tmp_path), "activity") == rows(read("discord", CHANNELS), "activity")


def test_csv_of_today(store):
    export = read("discord", NEW)
    first, second = rows(export, "activity")
    assert (first["channel"], first["text"], first["thread_id"]) == ("general", "Does it run, on Linux?", "~" + first["activity_id"])
    assert (second["text"], second["thread_id"]) == ("Yes\nof course", first["thread_id"])
    assert export.left_out == {"reactions without who gave them": 3}
    bring(store, export)
    assert store.frame(select(RECORDS["activity"].c.occurred_at)).iloc[0, 0].isoformat() == "2026-01-05T09:05:00.500000+00:00"
    assert [one.same for one in bring(store, read("discord", NEW))] == [2, 2]


def test_older_csv_has_no_zone_and_no_ids(store):
    with pytest.raises(MappingError) as refused:
        bring(store, read("discord", OLD))
    assert refused.value.asks == "zone"
    export = read("discord", OLD, zone="America/New_York")
    assert accounted(export)
    assert [(row["member_id"], row["text"], row["occurred_at"]) for row in rows(export, "activity")] == [
        ("ben#0001", "Does it run; on Linux?", "2026-01-05 09:05:00.000000"),
        ("ana#0002", "Yes", "2026-01-05 09:06:00.000000"),
        ("ana#0002", "Yes", "2026-01-05 09:06:00.000000"),
    ]
    bring(store, export)
    assert store.frame(select(RECORDS["activity"].c.occurred_at)).iloc[0, 0].isoformat() == "2026-01-05T14:05:00+00:00"


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("05-Jun-18 07:13 AM", "2018-06-05 07:13:00"), ("05-Jun-18 12:13 AM", "2018-06-05 00:13:00"), ("5-Jun-2018 19:13", "2018-06-05 19:13:00")],
)
def test_older_times(tmp_path, written, read_as):
    (tmp_path / "old.csv").write_text(f"AuthorID;Author;Date;Content;Attachments;Reactions;\n1;ana;{written};hi;;;\n")
    assert rows(read("discord", tmp_path / "old.csv"), "activity")[0]["occurred_at"].startswith(read_as)


def test_rows_of_several_files_keep_their_lines(tmp_path):
    (tmp_path / "a.csv").write_text("Author;Date;Content;Attachments;\nana;05-Jun-18 07:13 AM;hi;;\nana;05-Xyz-18 07:13 AM;hi;;\n")
    (tmp_path / "b.csv").write_text("Author;Date;Content;Attachments;\nana;05-Jun-18 07:14 AM;hi;;\nana;05-Jun-18\n")
    export = read("discord", tmp_path)
    table = export.deliveries[1].table
    reasons = [(3, "A message without its time"), (6, "2 cells where the header has 5")]
    assert [(one.line, one.reason) for one in table.malformed] == reasons
    assert accounted(export)


@pytest.mark.parametrize("header", ["Author,Date,Content;Attachments", "AuthorID;Author,Date,Content,Attachments", "Author,Date,Content,Attachments\tA\tB"])
def test_a_header_with_two_kinds_of_separators_is_refused(tmp_path, header):
    (tmp_path / "a.csv").write_text(header + "\n1\t2\t3\n" * ("\t" in header) + "\nana,2026-01-05T09:00:00Z,x;y\n" * ("\t" not in header))
    with pytest.raises(FileError, match=r"a\.csv is no channel of Discord"):
        read("discord", tmp_path / "a.csv")


def test_another_file_is_refused(tmp_path):
    (tmp_path / "a.json").write_text("{}")
    with pytest.raises(FileError, match="no export of DiscordChatExporter"):
        read("discord", tmp_path)
