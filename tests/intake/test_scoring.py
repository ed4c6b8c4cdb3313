"""Scoring what came in: once, in portions, and again when the rules change; an interrupted run goes on."""

from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import select

from lib.errors import SettingError
from lib.intake import scoring
from lib.intake.importing import import_table
from lib.intake.scoring import rescore, score_snapshot, stale
from lib.intake.suggestion import suggest
from lib.records import kind
from lib.sentiment import signature
from lib.sources.csv_file import open_csv
from lib.store import Store
from lib.store.tables import RECORDS
from tests.factories import comment, post, put

activity = RECORDS["activity"]
TEXTS = ("Really great, thanks", "This isn't good", None, "Nie działa mi to", "Спасибо, всё работает", "Really great, thanks", "??")
POSTS = "id,created,author,type,content\n1,2026-01-02T10:00Z,ana,post,This isn't good\n"
SCORES = [0.5, -0.35, None, None, None, 0.5, None]


def scored(store: Store) -> pd.DataFrame:
    """Every version's language, sentiment and scorer."""
    columns = [activity.c[name] for name in ("version_no", "activity_id", "language", "sentiment", "scorer")]
    return store.frame(select(*columns).order_by(activity.c.version_no))


def posts(count: int = 1) -> list[dict[str, object]]:
    return [comment("ana", number, text=TEXTS[number % len(TEXTS)]) for number in range(count * len(TEXTS))]


def test_texts_get_a_score_or_null_never_zero(any_store: Store) -> None:
    put(any_store, "activity", *posts(), {**post("ana", text="Great"), "kind": "reaction"})
    assert stale(any_store) == 6
    done = rescore(any_store)
    assert (done.texts, done.scored, stale(any_store)) == (6, 3, 0)
    found = scored(any_store)
    assert found["sentiment"].astype(object).where(found["sentiment"].notna(), None).tolist() == [*SCORES, None]
    assert found["scorer"].notna().tolist() == [text is not None for text in TEXTS] + [False]
    assert set(found["scorer"].dropna()) == {signature(any_store.settings)}


def test_nothing_to_do_changes_nothing(any_store: Store) -> None:
    put(any_store, "activity", *posts())
    rescore(any_store)
    version = any_store.version
    assert rescore(any_store).texts == 0
    assert any_store.version == version


def test_a_snapshot_is_scored_alone(any_store: Store) -> None:
    put(any_store, "activity", *posts())
    second = put(any_store, "activity", *posts(), source="slack")
    assert score_snapshot(any_store, second.snapshot_id).texts == 6
    assert stale(any_store) == 6


@pytest.mark.parametrize(("key", "value"), [("languages", "en, pl"), ("sentiment_scorer", "vader")])
def test_other_rules_score_again(any_store: Store, key: str, value: str) -> None:
    put(any_store, "activity", *posts())
    rescore(any_store)
    any_store.set_setting(key, value, "ana")
    assert stale(any_store) == 6
    assert rescore(any_store).texts == 6
    assert stale(any_store) == 0


def test_an_interrupted_run_goes_on_and_ends_the_same(any_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "PORTION", 5)
    put(any_store, "activity", *posts(4))

    def stop(step: str, share: float) -> None:
        if share > 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rescore(any_store, stop)
    left = stale(any_store)
    assert 0 < left < 24
    assert rescore(any_store).texts == left
    found = scored(any_store)
    assert found["sentiment"].astype(object).where(found["sentiment"].notna(), None).tolist() == SCORES * 4
    assert stale(any_store) == 0


def test_what_comes_again_is_not_scored_again(store: Store) -> None:
    first = [post("ana", activity_id=f"p{number}", text="Really great, thanks") for number in range(3)]
    put(store, "activity", *first)
    rescore(store)
    again = put(store, "activity", first[0], first[1], {**first[2], "text": "This isn't good"})
    assert score_snapshot(store, again.snapshot_id).texts == 1
    assert scored(store)["sentiment"].tolist() == [0.5, 0.5, 0.5, -0.35]


def test_an_import_scores_what_it_brings(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(
        "id,created,author,type,content\n1,2026-01-02T10:00Z,ana,post,This isn't good\n2,2026-01-02T11:00Z,bo,comment,Dziękuję bardzo\n", encoding="utf-8"
    )
    raw, told = open_csv(path), []
    outcome = import_table(
        store, kind("activity"), raw, suggest(kind("activity"), raw.columns), source="forum", who="ana", progress=lambda *step: told.append(step)
    )
    assert outcome.new == 2
    assert outcome.notes == ()
    assert scored(store)["sentiment"].astype(object).where(scored(store)["sentiment"].notna(), None).tolist() == [-0.35, None]
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert scoring.STEP in [step for step, _ in told]


def test_a_scorer_that_cannot_be_used_does_not_keep_rows_out(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMUNITY_SENTIMENT_MODEL", raising=False)
    store.set_setting("sentiment_scorer", "onnx", "ana")
    path = tmp_path / "posts.csv"
    path.write_text(POSTS, encoding="utf-8")
    raw = open_csv(path)
    outcome = import_table(store, kind("activity"), raw, suggest(kind("activity"), raw.columns), source="forum", who="ana")
    assert outcome.new == 1
    assert "python -m lib rescore" in outcome.notes[0]
    with pytest.raises(SettingError, match="COMMUNITY_SENTIMENT_MODEL"):
        rescore(store)
