"""A strangers' survey of two questions on one sheet: imported, asked, and refused while it is not said which is meant."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ANSWERED = {"R": (1795, 73.98), "Python": (1015, 2.66)}


@pytest.fixture
def surveyed(run: Run, shared_data: Path, tmp_path: Path) -> Run:
    """The command line on a store with both questions."""
    path = shutil.copy(shared_data / "survey_nps" / "responses.tsv", tmp_path)
    for language, (answered, _) in ANSWERED.items():
        asked = f"How likely are you to recommend {language} to a colleague, friend, or family member?"
        words = ["--map", f"score={asked}", "--set", f"response_id={language}{{#}}", "--set", "survey=nps", "--set", f"question={language}"]
        words += ["--set", "wave=winter"]
        ran = run("import", "survey_response", path, *words, "--zone", "America/New_York", "--rejects", "skip", "--source", "strangers")
        assert ran.code == 0, ran.err
        assert ran.record["new"] == answered
    return run


def test_each_question_has_its_own_score(surveyed: Run) -> None:
    for language, (answered, score) in ANSWERED.items():
        ran = surveyed("metric", "nps", "--option", f"question={language}", "--option", "group=wave")
        (row,) = csv.DictReader(io.StringIO(ran.out))
        assert (row["wave"], int(row["responses"]), round(float(row["nps"]), 2)) == ("winter", answered, score)
        assert (row["change"], row["p_value"]) == ("", "")


def test_its_weeks_add_up(surveyed: Run) -> None:
    ran = surveyed("metric", "nps", "--by", "week", "--to", "2020-03-31", "--option", "question=R")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert rows[0]["period_start"] == "2019-12-09"
    assert sum(int(row["responses"]) for row in rows) == ANSWERED["R"][0]
    assert all(float(row["ci_low"]) < float(row["nps"]) <= float(row["ci_high"]) for row in rows if int(row["responses"]) > 1)
    assert {row["nps"] for row in rows if row["responses"] == "0"} <= {""}


def test_both_together_are_refused_with_their_names(surveyed: Run) -> None:
    ran = surveyed("metric", "nps")
    assert ran.code == 2
    assert ran.out == ""
    assert "'Python', 'R'" in ran.err
    assert 'Hint: choose one, e.g. --option "question=R"' in ran.err
