"""Discourse: users, the archive of one user's posts, and the results of queries."""

import hashlib
import json
import zipfile

import pytest
from sqlalchemy import select

from lib.errors import FileError, MappingError
from lib.metrics import find as find_metric
from lib.scope import ALL_TIME
from lib.sources.exports.discourse_posts import place
from lib.store.tables import RECORDS
from tests.sources.exports.brought import FIXTURES, accounted, bring, read, read_text

FOLDER = FIXTURES / "discourse"


def members(store):
    record = RECORDS["member"].c
    return store.frame(select(record.member_id, record.name, record.role, record.segment, record.email_hash, record.joined_at).order_by(record.member_id))


def test_users_are_members_by_their_number(store):
    export = read("discourse", FOLDER / "user-list.csv")
    assert export.found == {"users": 5}
    bring(store, export)
    found = members(store)
    assert found["member_id"].tolist() == ["-1", "1", "2", "3", "4"]
    assert found["name"].tolist() == ["system", "Ana", "ben", "Cy, the first", "di"]
    assert found["role"].tolist() == ["bot", "staff", "staff", "member", "member"]
    assert found["segment"].tolist() == ["trust level 4", "trust level 4", "trust level 2", "trust level 1", "trust level 0"]
    assert found["email_hash"][2] == hashlib.sha256(b"ben@example.org").hexdigest()
    assert found["joined_at"][1].isoformat() == "2024-01-02T10:15:00+00:00"


def test_suspended_and_staged_users_are_kept_and_said():
    assert read("discourse", FOLDER / "user-list.csv").notes == ("1 of the users are staged: known from mail only", "1 of the users are suspended")


def test_no_address_of_a_machine_goes_any_further(tmp_path):
    text = (FOLDER / "user-list.csv").read_text(encoding="utf-8") + "9,too,few,203.0.113.10\n"
    (delivery,) = read_text("discourse", tmp_path, text).deliveries
    assert "ip_address" not in delivery.table.columns
    assert "203.0.113" not in repr(delivery.table.cells.to_pylist()) + repr(delivery.table.malformed)


def test_a_role_that_cannot_be_read_is_named(store, tmp_path):
    text = "id,username,created_at,trust_level,admin,moderator\n1,ana,2024-01-02 10:15:00 UTC,4,maybe,false\n2,ben,2024-01-02 10:15:00 UTC,1,false,false\n"
    (outcome,) = bring(store, read_text("discourse", tmp_path, text), rejects="skip")
    fault = outcome.rejects.iloc[0]
    assert (fault["line"], fault["column"], fault["value"]) == (2, "role (from admin, moderator)", "maybe")


def test_an_archive_has_the_public_posts_of_its_user(store):
    export = read("discourse", FOLDER / "archive")
    assert export.found == {"posts": 4}
    assert export.left_out == {"personal messages, or not told to be none": 1}
    bring(store, export)
    record = RECORDS["activity"].c
    found = store.frame(select(record.activity_id, record.thread_id, record.kind, record.member_id, record.title, record.channel).order_by(record.occurred_at))
    assert found["activity_id"].tolist() == ["41/1", "41/4", "43/2"]
    assert found["thread_id"].tolist() == ["41", "41", "43"]
    assert found["kind"].tolist() == ["post", "comment", "comment"]
    assert set(found["member_id"]) == {"3"}
    assert found["title"].fillna("").tolist() == ["How do I reset my key?", "", ""]
    assert found["channel"].tolist() == ["Support|Accounts", "Support|Accounts", "General"]


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://f.example.org/t/a-b/12/3", ("12", "3")),
        ("https://f.example.org/forum/t/a-b/12", ("12", "1")),
        ("https://f.example.org/t/12/3", ("12", "3")),
        ("https://f.example.org/t/2024/12/3?u=ana", ("12", "3")),
        ("https://f.example.org/t/-/12/3", ("12", "3")),
        ("https://f.example.org/t/a-b", ("", "")),
        ("https://f.example.org/u/ana", ("", "")),
        ("", ("", "")),
    ],
)
def test_an_address_tells_topic_and_number(url, found):
    assert place(url) == found


def archive(folder, *rows: str):
    """The archive of user 8, with these cells of is_pm and url."""
    cells = [f"Topic,General,{row},2024-03-01T09:00:00Z,text\n" for row in rows]
    (folder / "user_archive.csv").write_text("topic_title,categories,is_pm,url,created_at,post\n" + "".join(cells), encoding="utf-8")
    (folder / "preferences.json").write_text('{"id": 8, "username": "ana"}', encoding="utf-8")
    return read("discourse", folder)


def test_words_that_do_not_say_no_make_a_post_private(tmp_path):
    export = archive(tmp_path, *(f"{word},https://f.example.org/t/a/{n}/1" for n, word in enumerate(["No", "nie", "Yes", "maybe", ""], 1)))
    assert export.deliveries[0].table.cells.num_rows == 2
    assert sum(export.left_out.values()) == 3


def test_an_archive_alone_does_not_say_whose_it_is():
    with pytest.raises(MappingError, match="does not say whose posts these are"):
        read("discourse", FOLDER / "archive" / "user_archive.csv")


def test_an_address_that_leads_nowhere_is_refused_by_line(store, tmp_path):
    (outcome,) = bring(store, archive(tmp_path, "No,https://f.example.org/t/a/1/1", "No,"), rejects="skip")
    assert (outcome.new, outcome.rejected) == (1, 1)
    assert set(outcome.rejects["line"]) == {3}
    assert "activity_id (from url)" in set(outcome.rejects["column"])


def test_a_querys_posts_have_the_ids_of_an_archives(store):
    bring(store, read("discourse", FOLDER / "user-list.csv"))
    bring(store, read("discourse", FOLDER / "posts-query.json"))
    (archive,) = bring(store, read("discourse", FOLDER / "archive"))
    assert (archive.read, archive.new) == (3, 1)
    record = RECORDS["activity"].c
    found = store.frame(
        select(record.activity_id, record.parent_id, record.member_id).where(record.current, record.member_id != "3").order_by(record.activity_id)
    )
    assert found.fillna("").values.tolist() == [["41/2", "", "1"], ["41/3", "41/2", "2"]]
    threads = find_metric("response_time")(store, ALL_TIME)
    assert threads["threads"].tolist() == [1]
    assert threads["mean_hours"].round(4).tolist() == [0.3333]


def test_a_query_of_users_and_one_of_anything(tmp_path):
    users = read_text(
        "discourse", tmp_path, json.dumps({"columns": ["id", "username", "created_at", "admin"], "rows": [[7, "ana", "2024-01-01T00:00:00Z", True]]})
    )
    assert users.deliveries[0].kind == "member"
    assert users.deliveries[0].columns["role"] == "role (from admin, moderator)"
    ideas = read_text("discourse", tmp_path, json.dumps({"columns": ["idea_id", "submitted_at", "title", "votes"], "rows": [["9", "2024-01-01", "More", 3]]}))
    assert (ideas.deliveries[0].kind, ideas.found) == ("idea", {"rows": 1})
    with pytest.raises(MappingError, match="fit no kind of record"):
        read_text("discourse", tmp_path, '{"columns": ["badge", "count"], "rows": []}')


def test_rows_of_a_query_that_do_not_fit_are_malformed(tmp_path):
    text = '{"columns": ["id", "user_id", "created_at", "post_number"], "rows": [[1, 2, "2024-01-01T00:00:00Z", 1], [1], 5, [2, 3, null, 2]]}'
    export = read_text("discourse", tmp_path, text)
    table = export.deliveries[0].table
    assert accounted(export)
    assert [(row.line, row.reason) for row in table.malformed] == [(2, "1 value where there are 4 columns"), (3, "No row, but a single value")]
    assert table.column("created_at").to_pylist() == ["2024-01-01T00:00:00Z", ""]


def test_what_is_no_export_is_refused_in_words(tmp_path):
    for text in ("a,b\n1,2\n", '{"columns": 3, "rows": []}', "[]"):
        with pytest.raises(FileError, match="is no export of Discourse"):
            read_text("discourse", tmp_path, text)


def test_files_that_nothing_was_taken_from_are_named():
    assert read("discourse", FOLDER / "archive").notes == ("Nothing was taken from badges.csv",)


def test_several_files_in_one_zip(store, tmp_path):
    with zipfile.ZipFile(tmp_path / "forum.zip", "w") as together:
        for path in sorted(FOLDER.rglob("*")):
            if path.is_file():
                together.write(path, path.relative_to(FOLDER))
    export = read("discourse", tmp_path / "forum.zip")
    assert export.found == {"users": 5, "posts": 8}
    assert accounted(export)
    bring(store, export)
    content = find_metric("ugc")(store, ALL_TIME)
    assert content[["posts", "comments", "contributors"]].values.tolist() == [[1, 2, 1]]  # staff's two comments are not by members
