"""Bringing in a platform's export, from the page."""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from streamlit.runtime.scriptrunner import RerunData, RerunException
from streamlit.testing.v1 import AppTest

from lib.store import Store
from lib.ui.upload import export_check
from tests import tiny_platform as tiny
from tests.factories import post, put
from tests.pages.opened_app import as_reader, labels, opened, sound, texts

PAGE = "pages/data/upload.py"
BAD = (*tiny.MESSAGES, "m3,2026-02-30T10:00:00Z,ben,comment,m1,No such day")
QUESTIONS = ["How likely?", "How easy?"]


@pytest.fixture(autouse=True)
def platform() -> Iterator[None]:
    with tiny.registered():
        yield


@pytest.fixture
def upload(store: Store, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    return opened(PAGE, store, monkeypatch)


def bring(app: AppTest, content: bytes, name: str = "tiny.zip") -> AppTest:
    app.file_uploader[0].upload(name, content).run()
    return sound(app)


def click(app: AppTest, label: str) -> AppTest:
    next(button for button in app.button if button.label == label).click().run()
    return sound(app)


def rows(app: AppTest) -> list[list[Any]]:
    """The table of counts: records, read, new, changed, same, rejected."""
    return next(frame.value.values.tolist() for frame in app.dataframe if "Records" in frame.value.columns)


def control(app: AppTest, kind: str, label: str) -> Any:
    return next(one for one in app.get(kind) if label in one.label)


def test_an_export_is_recognised_by_its_content_shown_and_committed(store: Store, upload: AppTest) -> None:
    app = bring(upload, tiny.zipped(), "holiday.jpg")
    said = texts(app)
    assert ":gray[2] Tiny export" in [header.value for header in app.header]
    assert "**2** people · **3** messages" in said
    assert "5 Jan to 6 Jan 2026 (UTC)" in said
    assert "1 × a message that the platform wrote" in said
    assert rows(app) == [["Members", 2, 2, 0, 0, 0], ["Activity", 2, 2, 0, 0, 0]]
    assert control(app, "selectbox", "Source").value == "tiny"
    assert store.snapshots().empty
    click(app, "Commit 4 rows")
    assert "**4 records are in:** members 2 and activity 2." in texts(app)
    assert "Snapshots 1 (members) and 2 (activity) of source tiny" in texts(app)
    assert store.snapshots()["file_name"].tolist() == ["holiday.jpg"] * 2
    links = [link.proto.page for link in app.get("page_link")]
    assert {"active_users", "snapshots"} <= set(links)


def test_the_same_export_again_changes_nothing(store: Store, upload: AppTest) -> None:
    click(click(bring(upload, tiny.zipped()), "Commit 4 rows"), "Next file")
    app = bring(upload, tiny.zipped())
    assert rows(app) == [["Members", 2, 0, 0, 2, 0], ["Activity", 2, 0, 0, 2, 0]]
    assert "Nothing would change" in texts(app)
    assert not {label for label in labels(app) if label.startswith("Commit")}
    assert len(store.snapshots()) == 2


def test_refused_rows_are_shown_and_left_out_knowingly(store: Store, upload: AppTest) -> None:
    app = bring(upload, tiny.zipped(tiny.exported(messages=BAD)))
    assert rows(app)[1] == ["Activity", 3, 2, 0, 0, 1]
    problems = app.dataframe[-1].value
    assert problems[["Line", "Column", "Value"]].values.tolist() == [[4, "when", "2026-02-30T10:00:00Z"]]
    commit = next(button for button in app.button if button.label == "Commit 4 rows")
    assert commit.disabled
    app.checkbox[0].check().run()
    click(app, "Commit 4 rows")
    assert "1 left out" in texts(app)
    assert store.snapshots()["rows_rejected"].tolist() == [1, 0]


def test_the_source_is_called_as_people_say(store: Store, upload: AppTest) -> None:
    put(store, "activity", post("ana"), source="chat")
    app = bring(upload, tiny.zipped())
    control(app, "selectbox", "Source").select("chat").run()
    click(app, "Commit 4 rows")
    assert set(store.snapshots()["source"]) == {"chat"}


def test_only_a_person_can_tell_dates_and_zone(store: Store, upload: AppTest) -> None:
    app = bring(upload, tiny.zipped(tiny.exported(messages=("m1,03/04/2025 10:00,ana,post,m1,Good day",))))
    assert "day or with the month first" in texts(app)
    assert not labels(app) & {"Commit 3 rows"}
    control(app, "radio", "first").set_value("dmy").run()
    assert "times without an offset" in texts(app)
    control(app, "selectbox", "time zone").select("Europe/Warsaw").run()
    assert "3 Apr 2025 (UTC)" in texts(sound(app))
    click(app, "Commit 3 rows")
    assert len(store.snapshots()) == 2


def test_the_score_question_is_chosen_and_may_be_chosen_again(store: Store, upload: AppTest) -> None:
    app = bring(upload, tiny.zipped(tiny.exported(scores=QUESTIONS)))
    assert "Several questions could be the score" in texts(app)
    control(app, "selectbox", "Which question").select("How easy?").run()
    assert rows(sound(app)) == [["Survey responses · nps", 2, 2, 0, 0, 0]]
    control(app, "radio", "What is the score").set_value("csat").run()
    assert rows(sound(app))[0][0] == "Survey responses · csat"
    control(app, "selectbox", "Which question").select("How likely?").run()
    control(app, "radio", "What is the score").set_value("nps").run()
    click(app, "Commit 2 rows")
    assert store.saved_mapping("tiny", "survey_response") is not None
    assert "How likely?" in str(store.saved_mapping("tiny", "survey_response"))
    assert "members_voice" in {link.proto.page for link in app.get("page_link")}


def test_a_form_whose_scale_could_be_either_is_asked_about(store: Store, upload: AppTest) -> None:
    lines = "".join(f"2026/01/0{day} 9:50:30 AM GMT+1,{score}\n" for day, score in ((6, 5), (7, 4), (8, 5)))
    app = bring(upload, f"Timestamp,Rate us\n{lines}".encode(), "form.csv")
    assert "could be of an NPS or of a CSAT survey" in texts(app)
    radio = control(app, "radio", "What is the score")
    assert radio.value is None
    radio.set_value("csat").run()
    click(app, "Commit 3 rows")
    assert store.snapshots()["kind"].tolist() == ["survey_response"]


def test_the_silence_that_ends_a_thread_is_asked_where_threads_are_reconstructed(store: Store, upload: AppTest) -> None:
    app = bring(upload, tiny.zipped())
    assert not app.number_input
    click(app, "Replace")
    store.set_setting("quiet_minutes", "45", "tests")
    app = bring(upload, tiny.zipped(tiny.exported(messages=("m1,2026-01-05T10:00:00Z,ana,post,~m1,Good day",))))
    assert app.number_input[0].value == 45
    app.number_input[0].set_value(90).run()
    assert "Quiet for 5400 s" in texts(sound(app))


def test_a_recognised_table_can_be_mapped_by_hand(upload: AppTest) -> None:
    content = b"id,when,who,note\n1,2026-01-05 10:00Z,ana,of the tiny platform\n"
    app = bring(upload, content, "posts.csv")
    assert "no whole Tiny export" in texts(app)
    click(app, "Map its columns myself")
    assert ":gray[2] Columns" in [header.value for header in app.header]
    assert "Map its columns myself" not in labels(click(bring(click(app, "Replace"), tiny.zipped()), "Replace"))


def test_a_table_that_nobody_recognises_goes_through_its_columns(upload: AppTest) -> None:
    app = bring(upload, b"activity_id,occurred_at,member_id,kind\n1,2026-01-05 10:00Z,ana,post\n", "posts.csv")
    assert ":gray[2] Columns" in [header.value for header in app.header]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (tiny.zipped(b"hello", "notes.txt"), "a zip with notes\\.txt"),
        (b'{"hello": [1, 2]}', "a JSON file that begins with"),
        (b'[{"hello": 1}]', "a JSON file that begins with"),
    ],
)
def test_what_nobody_recognises_is_named_with_the_exports_that_are_known(upload: AppTest, content: bytes, said: str) -> None:
    app = bring(upload, content, "a_b.zip")
    assert said in texts(app)
    assert "**a\\_b\\.zip " in texts(app)
    assert "**Tiny**: Take the export from Tiny's settings" in texts(app)
    assert app.file_uploader  # to try another one


def test_a_zip_bomb_is_refused_in_words(store: Store, upload: AppTest) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tiny.json", b"0" * 200_000_000)
    app = bring(upload, out.getvalue())
    assert app.warning
    assert app.file_uploader
    assert store.snapshots().empty


def test_names_from_the_file_are_shown_to_the_letter(upload: AppTest) -> None:
    app = bring(upload, tiny.zipped(), "a*b*[x](y).zip")
    assert "**a\\*b\\*\\[x\\]\\(y\\)\\.zip**" in texts(app)


def test_reruns_neither_read_nor_check_again(upload: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    app = bring(upload, tiny.zipped())

    def never(*args: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(export_check, "check_export", never)
    monkeypatch.setattr("lib.ui.upload.export_draft.read", never)
    sound(app.run())
    assert rows(app)[0] == ["Members", 2, 2, 0, 0, 0]


def test_a_very_long_export_is_checked_when_a_person_says_so(upload: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.ui.upload.export_wizard.AT_ONCE", 3)
    app = bring(upload, tiny.zipped())
    assert "**2** people" in texts(app)
    assert not app.dataframe
    click(app, "Check 4 rows")
    assert rows(app)[0] == ["Members", 2, 2, 0, 0, 0]


def test_a_click_elsewhere_while_tables_go_in_leaves_none_of_them_out(store: Store, upload: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stopped:
        def progress(self, *_: object) -> None:
            raise RerunException(RerunData())

    app = bring(upload, tiny.zipped())
    monkeypatch.setattr("lib.ui.upload.export_commit_card.st.progress", lambda *_: Stopped())
    click(app, "Commit 4 rows")
    assert len(store.snapshots()) == 2
    app.switch_page(PAGE).run()
    assert "4 records are in:" in texts(sound(app))


def test_a_reader_brings_nothing_in(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    as_reader(monkeypatch)
    app = opened(PAGE, store, monkeypatch)
    assert not app.file_uploader
    assert "Only analysts" in texts(app)
