"""Typeform and Google Forms: one question's answers, whichever question that is."""

import pytest
from sqlalchemy import select

from lib.errors import CommandError, FileError, MappingError
from lib.metrics import find as find_metric
from lib.scope import ALL_TIME
from lib.store.tables import RECORDS
from tests.sources.exports.brought import FIXTURES, accounted, bring, read, read_text

TYPEFORM, SHEET, FORM = FIXTURES / "typeform" / "responses.csv", FIXTURES / "google-forms" / "sheet.tsv", FIXTURES / "google-forms" / "form.csv"
US, FORUM = "How likely are you to recommend us?", "How likely are you to recommend the forum?"
response = RECORDS["survey_response"].c


def form(header: str, *rows: str) -> str:
    return "\n".join([f"Timestamp,{header}", *(f"3/{13 + place}/2024 9:50:30,{row}" for place, row in enumerate(rows)), ""])


def test_typeform_responses_are_an_nps(store):
    export = read("typeform", TYPEFORM)
    assert (export.found, export.left_out) == ({"responses": 5}, {"without an answer to that question": 1})
    bring(store, export)
    found = find_metric("nps")(store, ALL_TIME)
    assert found[["responses", "promoters", "passives", "detractors", "nps"]].values.tolist()[:1] == [[4, 2, 1, 1, 25.0]]


def test_typeforms_times_ids_comments_and_hidden_fields(store):
    bring(store, read("typeform", TYPEFORM))
    found = store.frame(
        select(response.response_id, response.responded_at, response.comment, response.segment, response.question).order_by(response.response_id)
    )
    assert [text.split("-")[0] for text in found["response_id"]] == [f"{n}a1b2c3d4e5f60718293a4b5c6d7e8f0" for n in range(4)]
    assert found["responded_at"][0].isoformat() == "2024-05-01T08:02:10+00:00"
    assert found["responded_at"][3].isoformat() == "2024-05-02T09:03:00+00:00"  # never sent: its last answer
    assert found["comment"].fillna("").tolist() == ["Quick, kind", "", "Too slow", ""]
    assert found["segment"].tolist() == ["pro", "pro", "free", "free"]
    assert set(found["question"]) == {"How likely are you to recommend us to a friend?"}


def test_the_question_taken_is_said():
    notes = read("typeform", TYPEFORM).notes
    assert notes[0].startswith("The score: How likely are you to recommend us to a friend? (NPS); chosen")
    assert notes[1] == "The comment: Why did you choose that?"


def test_which_of_several_questions_is_asked():
    with pytest.raises(MappingError) as refused:
        read("google-forms", SHEET)
    assert (refused.value.asks, refused.value.choices) == ("score", (US, FORUM))
    assert f'--score "{US}"' in str(refused.value)


def test_two_questions_of_one_form_stand_beside_each_other(store):
    for question in (US.upper(), f" {FORUM} "):
        bring(store, read("google-forms", SHEET, zone="UTC", score=question))
    scores = store.frame(select(response.question, response.score).where(response.current))
    assert sorted(scores[scores["question"] == US]["score"]) == [6, 9, 10]
    assert sorted(scores[scores["question"] == FORUM]["score"]) == [2, 7, 10]


def test_equal_times_are_told_apart_and_rows_that_follow_change_no_id(tmp_path):
    before = SHEET.read_text(encoding="utf-8")
    later = before + "3/16/2024 7:00:01\t4\t\t\n3/16/2024 7:00:01\t5\t\t\n"
    ids = [read_text("google-forms", tmp_path, text, score=US).deliveries[0].table.cells.column("5").to_pylist() for text in (before, later)]
    assert len(set(ids[1])) == 5
    assert ids[1][:3] == ids[0]
    assert ids[0][0].startswith("3/13/2024 9:50:30-1-")
    assert ids[0][1].startswith("3/13/2024 9:50:30-2-")


def test_a_spreadsheets_times_ask_for_the_zone(store):
    with pytest.raises(MappingError) as refused:
        bring(store, read("google-forms", SHEET, score=US))
    assert refused.value.asks == "zone"


def test_a_form_in_another_language_with_offsets_as_google_writes_them(store):
    export = read("google-forms", FORM)
    bring(store, export)
    found = store.frame(select(response.responded_at, response.comment, response.survey).order_by(response.responded_at))
    assert found["responded_at"][0].isoformat() == "2024-05-06T07:50:30+00:00"
    assert found["responded_at"][1].isoformat() == "2024-05-06T19:55:00+00:00"
    assert found["comment"].fillna("").tolist()[:3] == ["Super", "", "Zbyt wolno"]
    csat = find_metric("csat")(store, ALL_TIME)
    assert csat[["responses", "satisfied"]].values.tolist()[:1] == [[10, 7]]


@pytest.mark.parametrize(("written", "read_as"), [("GMT+5:30", "+05:30"), ("GMT-3", "-03:00"), ("EST", "-05:00"), ("PDT", "-07:00"), ("UTC+10", "+10:00")])
def test_offsets_are_written_out(written, read_as, tmp_path):
    text = f"Timestamp,Recommend?\n2024/05/06 9:50:30 AM {written},10\n"
    (delivery,) = read_text("google-forms", tmp_path, text).deliveries
    assert delivery.table.column(delivery.columns["responded_at"]).to_pylist() == [f"2024/05/06 9:50:30 AM {read_as}"]


def test_a_scale_that_could_be_either_survey_is_asked(tmp_path):
    with pytest.raises(MappingError, match="--survey nps"):
        read_text("google-forms", tmp_path, form("How likely are you to recommend us?", "5", "4", "5"))
    with pytest.raises(MappingError, match="--survey nps"):
        read_text("google-forms", tmp_path, form("Rate us", "5", "4", "5"))
    wished = read_text("google-forms", tmp_path, form("Rate us", "5", "4", "5"), survey="csat")
    assert wished.deliveries[0].texts["survey"] == "csat"
    assert read_text("google-forms", tmp_path, form("How satisfied are you?", "5", "4", "5")).deliveries[0].texts["survey"] == "csat"
    with pytest.raises(CommandError, match="no survey 'ces'"):
        read_text("google-forms", tmp_path, form("Rate us", "5"), survey="ces")


def test_a_question_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="no question 'Rate them'"):
        read_text("google-forms", tmp_path, form("Rate us", "5"), score="Rate them")


def test_an_answer_in_words_is_refused_by_its_own_column(store, tmp_path):
    export = read_text("google-forms", tmp_path, form("Rate {us}", "9", "very good", "10"), score="rate {US}", survey="nps", zone="UTC")
    (outcome,) = bring(store, export, rejects="skip")
    assert outcome.rejects[["line", "column", "value"]].values.tolist() == [[3, "Rate {us}", "very good"]]
    assert set(store.frame(select(response.question))["question"]) == {"Rate {us}"}


def test_a_form_without_a_score_asks_with_all_questions(tmp_path):
    with pytest.raises(MappingError) as refused:
        read_text("google-forms", tmp_path, form("Your name,Your town", "Ana,Gdańsk"))
    assert refused.value.choices == ("Your name", "Your town")


def test_a_table_without_questions_is_refused(tmp_path):
    for platform, text in (("typeform", "a,b\n1,2\n"), ("typeform", "#,Submit Date (UTC)\n1,2024-05-01 08:00:00\n"), ("google-forms", "Timestamp\n1\n")):
        with pytest.raises(FileError):
            read_text(platform, tmp_path, text)


@pytest.mark.parametrize(("platform", "path", "wishes"), [("typeform", TYPEFORM, {}), ("google-forms", SHEET, {"score": US})])
def test_a_ragged_row_is_kept_as_malformed(platform, path, wishes, tmp_path):
    export = read_text(platform, tmp_path, path.read_text(encoding="utf-8") + "9\ttoo few\n9,too few\n", **wishes)
    assert len(export.deliveries[0].table.malformed) == 2
    assert accounted(export)


def test_two_lists_of_responses_are_given_one_at_a_time(tmp_path):
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_bytes(TYPEFORM.read_bytes())
    with pytest.raises(FileError, match=r"several lists of responses\. Found: a\.csv and b\.csv"):
        read("typeform", tmp_path)


@pytest.mark.parametrize(("language", "answered", "nps"), [("R", 1795, 73.98), ("Python", 1015, 2.66)])
def test_a_real_form(store, shared_data, language, answered, nps):
    asked = f"How likely are you to recommend {language} to a colleague, friend, or family member?"
    export = read("google-forms", shared_data / "survey_nps" / "responses.tsv", zone="America/New_York", score=asked)
    (outcome,) = bring(store, export)
    assert (export.found["responses"], outcome.new, outcome.rejected) == (1838, answered, 0)
    scores = store.frame(select(response.score))["score"]
    assert round(100 * ((scores >= 9).mean() - (scores <= 6).mean()), 2) == nps
