"""Bringing in a file, from the page."""

import pytest
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from lib.records import kind
from lib.store import Store
from lib.store.tables import RECORDS
from lib.ui.upload.column_table import COLUMN
from tests.factories import post, put
from tests.pages.opened_app import as_reader, labels, opened, sound, texts

PAGE = "pages/data/upload.py"
FORUM = b"""id,created,written_by,category,body
1,2026-01-05 10:00:00Z,ana,help,How?
2,2026-01-05 11:00:00Z,ben,help,So.
3,2026-01-32 11:00:00Z,ben,help,No such day
4,2026-01-05 12:00:00Z,,help,By nobody
2,2026-01-05 13:00:00Z,eva,help,Twice
"""
PLACES = {name: place for place, name in enumerate(kind("activity").names)}


def bring(app: AppTest, content: bytes, name: str = "forum.csv") -> AppTest:
    app.file_uploader[0].upload(name, content).run()
    return sound(app)


def choose(app: AppTest, **columns: str) -> AppTest:
    """Corrects cells of the table of columns."""
    key = next(key for key in app.session_state.keys() if str(key).startswith("upload.columns."))  # noqa: SIM118
    edits = {PLACES[field]: {COLUMN: column} for field, column in columns.items()}
    app.session_state[key] = {"edited_rows": edits, "added_rows": [], "deleted_rows": []}
    app.run()
    return sound(app)


def numbers(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


def click(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    return sound(app)


def activities(store: Store) -> int:
    record = RECORDS["activity"]
    return int(store.frame(select(func.count().label("n")).where(record.c.current))["n"].iloc[0])


def test_a_strangers_file_goes_in_by_correcting_its_columns(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = bring(opened(PAGE, store, monkeypatch), FORUM)
    assert "**kind** and **member\\_id** still need" in texts(app).replace("**member\\_id** and **kind**", "**kind** and **member\\_id**")
    choose(app, member_id="written_by", kind="(always “post”)")
    assert numbers(app) == {"Rows read": "5", "New": "2", "Changed": "0", "Same": "0", "Refused": "3"}
    problems = app.dataframe[-1].value
    assert problems["Line"].tolist() == [4, 5, 6]
    assert problems["Column"].tolist() == ["created", "written_by", "id"]
    assert problems["What helps"].str.len().gt(0).all()
    assert app.button(key="upload.commit.1").disabled  # not before the refused rows are left out knowingly
    app.checkbox[0].check().run()
    click(app, "Commit 2 rows")
    assert "2 new records are in." in texts(app)
    assert "3 left out" in texts(app)
    assert activities(store) == 2
    snapshot = store.snapshots().iloc[0]
    assert snapshot[["source", "file_name", "rows_read", "rows_new", "rows_rejected"]].tolist() == ["forum", "forum.csv", 5, 2, 3]
    assert {"1 File", "2 Columns"} <= {header.value.replace(":gray[", "").replace("]", "") for header in app.header}  # what is done stays visible


def test_the_same_file_again_changes_nothing_and_needs_no_correction(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = choose(bring(opened(PAGE, store, monkeypatch), FORUM), member_id="written_by", kind="(always “post”)")
    app.checkbox[0].check().run()
    click(click(app, "Commit 2 rows"), "Next file")
    bring(app, FORUM)
    assert app.dataframe[0].value["How"].tolist()[: PLACES["kind"] + 1] == ["same as last time"] * 4
    assert numbers(app)["Same"] == "2"
    assert "Nothing would change" in texts(app)
    assert not {label for label in labels(app) if label.startswith("Commit")}
    assert len(store.snapshots()) == 1


def test_a_changed_row_is_a_changed_record(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, "activity", post("ana", activity_id="1", text="old"), source="forum")
    app = bring(opened(PAGE, store, monkeypatch), b"activity_id,occurred_at,member_id,kind,text\n1,2026-01-05 09:00Z,ana,post,new\n")
    click(app, "Commit 1 row")
    assert "1 changed record is in." in texts(app)


def test_dates_that_can_be_read_two_ways_are_asked_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"activity_id,occurred_at,member_id,kind\n1,03/04/2025 10:00+01:00,ana,post\n"
    app = bring(opened(PAGE, store, monkeypatch), content)
    assert "day or with the month first" in texts(app)
    assert "--dates" not in texts(app)
    assert not app.metric
    assert app.radio[0].value is None
    app.radio[0].set_value("dmy").run()
    assert numbers(app)["New"] == "1"
    assert app.dataframe[1].value["occurred_at"].tolist() == ["2025-04-03 09:00"]
    app.radio[0].set_value("mdy").run()
    assert app.dataframe[1].value["occurred_at"].tolist() == ["2025-03-04 09:00"]


def test_the_zone_of_times_without_an_offset_is_asked_for(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    content = b"activity_id,occurred_at,member_id,kind\n1,2025-07-03 10:00,ana,post\n"
    app = bring(opened(PAGE, store, monkeypatch), content)
    assert "times without an offset" in texts(app)
    zone = next(box for box in app.selectbox if "time zone" in box.label)
    assert zone.value is None
    zone.select("Europe/Warsaw").run()
    assert app.dataframe[1].value["occurred_at"].tolist() == ["2025-07-03 08:00"]
    assert "read in Europe/Warsaw" in texts(app)
    click(app, "Commit 1 row")
    assert activities(store) == 1


def test_a_text_feeds_a_field(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = bring(opened(PAGE, store, monkeypatch), b"nr,created,author,kind\n7,2025-07-03 10:00Z,ana,post\n")
    app.selectbox(key="upload.text.field.activity.1").select("activity_id").run()
    app.text_input(key="upload.text.of.activity_id.1").set_value("q{nr}").run()
    assert "First row: q7" in texts(app)
    click(app, "Set it")
    assert app.dataframe[1].value["activity_id"].tolist() == ["q7"]
    assert numbers(app)["New"] == "1"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("posts.csv", b"PK\x03\x04" + b"\x00" * 60, "zip archive"),
        ("posts.csv", b"", "is empty"),
        ("posts.csv", b"%PDF-1.7\n" + b"x" * 100, "PDF document"),
        ("posts.csv", bytes(range(32)) * 40, "binary data"),
    ],
)
def test_a_file_is_judged_by_its_content_whatever_its_name(store: Store, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, said: str) -> None:
    app = bring(opened(PAGE, store, monkeypatch), content, name)
    assert said in texts(app)
    assert app.file_uploader  # to try another one


def test_a_file_without_rows_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = bring(opened(PAGE, store, monkeypatch), b"activity_id,occurred_at,member_id,kind\n")
    assert "has no rows" in texts(app)
    click(app, "Next file")
    assert app.file_uploader


def test_a_file_all_refused_has_nothing_to_commit(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = bring(opened(PAGE, store, monkeypatch), b"activity_id,occurred_at,member_id,kind\n1,never,ana,post\n")
    assert "Every row is refused" in texts(app)
    assert "Commit 0 rows" not in labels(app)


def test_names_from_outside_are_shown_to_the_letter(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = bring(opened(PAGE, store, monkeypatch), FORUM, "a_b_*c* [x](http://evil).csv")
    assert "**a\\_b\\_\\*c\\* \\[x\\]\\(http\\:" in texts(app)


def test_cancel_lets_the_file_go(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = choose(bring(opened(PAGE, store, monkeypatch), FORUM), member_id="written_by", kind="(always “post”)")
    click(app, "Cancel")
    assert app.file_uploader
    assert not app.metric
    assert not [key for key in app.session_state.keys() if str(key).startswith(("upload.draft", "upload.memory"))]  # noqa: SIM118


def test_a_reader_brings_nothing_in(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    as_reader(monkeypatch)
    app = opened(PAGE, store, monkeypatch)
    assert not app.file_uploader
    assert "Only analysts bring data in" in texts(app)


def test_who_is_no_analyst_any_more_commits_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    app = choose(bring(opened(PAGE, store, monkeypatch), FORUM), member_id="written_by", kind="(always “post”)")
    app.checkbox[0].check().run()
    as_reader(monkeypatch)
    click(app, "Commit 2 rows")
    assert store.snapshots().empty
