"""The scorers agree with people as far as they are said to; and the figures are figured out rightly."""

from pathlib import Path

import pytest

from benchmarks.sentiment import measure
from benchmarks.sentiment_agreement import agreement, labelled, main


def test_scorers_agree_with_strangers_labels(shared_data: Path) -> None:
    rows = labelled(shared_data / "sentiment_labelled" / "train3098itemPOLARITY.csv")
    assert len(rows) > 3_000
    assert agreement("textblob", rows).r >= 0.69
    assert agreement("average", rows).r >= 0.80


def test_a_perfect_scorer_agrees_wholly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "labelled.csv"
    path.write_text(
        "1;positive;This works perfectly fine\n2;negative;This is terrible\n3;neutral;It starts on Monday in Warsaw\n4;negative;Nie działa mi to\n",
        encoding="utf-8",
    )
    found = agreement("textblob", labelled(path))
    assert (found.texts, found.scored, found.macro_f1) == (4, 3, 1.0)
    assert found.r > 0.9
    main([str(path), "--scorer", "vader"])
    assert capsys.readouterr().out.splitlines()[1].split()[:3] == ["vader", "4", "3"]


def test_scoring_has_a_line() -> None:
    row = measure(300)
    assert row.name == "scoring"
    assert row.seconds > 0
    assert row.scan_seconds > 0
