"""Posts to label: the same each time, spread over the strata in proportion, fair; and labels beside today's scores."""

from collections import Counter
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import update

from lib.metrics import label_sample
from lib.metrics.label_sample import labelled, posts_to_label
from lib.sentiment import signature
from lib.store import Store
from lib.store.labels import label
from lib.store.tables import RECORDS
from tests.conftest import NOW
from tests.factories import Record, comment, post, put

activity = RECORDS["activity"]


def scored(store: Store, scores: dict[str, float | None], **more: Any) -> None:
    """Gives posts a score, as the scorer of today's settings would."""
    with store.writing() as writer:
        for score in set(scores.values()):
            found = update(activity).where(activity.c.activity_id.in_([name for name, its in scores.items() if its == score]))
            writer.connection.execute(found.values(sentiment=score, language="en", scorer=signature(store.settings), **more))


def community(size: int = 60) -> tuple[list[Record], dict[str, float | None]]:
    """Half of the posts neutral, a third positive, a sixth negative; two platforms."""
    posts = [post(f"m{number % 7}", number, activity_id=f"p{number}", text="words", platform=("forum", "chat")[number % 2]) for number in range(size)]
    scores = {f"p{number}": (0.0, 0.5, 0.0, 0.5, 0.0, -0.5)[number % 6] for number in range(size)}
    return posts, scores


def ids(store: Store, size: int) -> list[str]:
    return list(posts_to_label(store, size)["activity_id"])


def test_the_first_are_the_first_of_more_and_always_the_same(any_store: Store) -> None:
    posts, scores = community()
    put(any_store, "activity", *posts)
    scored(any_store, scores)
    found = ids(any_store, 24)
    assert found == ids(any_store, 24)
    assert ids(any_store, 12) == found[:12]
    assert sorted(ids(any_store, 100)) == sorted(scores)
    assert len(set(found)) == 24


def test_both_engines_ask_for_the_same_posts(store: Store, postgres_store: Store) -> None:
    posts, scores = community()
    for one in (store, postgres_store):
        put(one, "activity", *posts)
        scored(one, scores)
    assert ids(store, 30) == ids(postgres_store, 30)


@pytest.mark.parametrize("size", [12, 24, 48])
def test_each_class_has_its_share(store: Store, size: int) -> None:
    posts, scores = community(120)
    put(store, "activity", *posts)
    scored(store, scores)
    found = Counter(posts_to_label(store, size)["class"])
    for value, of_all in ((0, 1 / 2), (1, 1 / 3), (-1, 1 / 6)):
        assert abs(found[value] - of_all * size) <= 2  # a class lies in up to two strata, each rounded by less than one


def test_who_cannot_be_scored_and_who_is_no_member_is_not_asked_about(any_store: Store) -> None:
    posts, scores = community(10)
    put(any_store, "member", {"member_id": "sam", "role": "staff"})
    put(any_store, "activity", *posts, post("sam", activity_id="s", text="ours"), {**comment(), "activity_id": "r", "kind": "reaction"})
    scored(any_store, {**scores, "s": 0.4, "r": 0.4, "p3": None})
    assert sorted(ids(any_store, 100)) == sorted({f"p{number}" for number in range(10)} - {"p3"})


def test_of_a_big_community_the_same_posts_come_though_only_some_are_looked_at(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    posts, scores = community(900)
    put(store, "activity", *posts)
    scored(store, scores)
    some = ids(store, 30)  # of 600 looked at
    monkeypatch.setattr(label_sample, "SPARE", 10_000)
    assert ids(store, 30) == some


def test_every_post_has_the_same_chance(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over 150 seeds, a post of a rare class is asked for as often as one of a frequent class."""
    posts, scores = community(60)
    put(store, "activity", *posts)
    scored(store, scores)
    seen: Counter[str] = Counter()
    for seed in range(150):
        monkeypatch.setattr(label_sample, "SEED", f"seed {seed}")
        seen.update(ids(store, 15))
    by_class = {value: np.mean([seen[name] for name, score in scores.items() if score == value]) / 150 for value in (-0.5, 0.0, 0.5)}
    for chance in by_class.values():
        assert chance == pytest.approx(0.25, abs=0.03)


def test_labels_stand_beside_the_score_the_latest_of_a_post(any_store: Store) -> None:
    posts, scores = community(6)
    put(any_store, "activity", *posts)
    scored(any_store, {**scores, "p4": None})
    label(any_store, "forum", "p0", 1, "ana")
    any_store.clock = lambda: NOW + timedelta(hours=1)
    label(any_store, "forum", "p0", -1, "ben")
    label(any_store, "forum", "p1", None, "ben")
    label(any_store, "forum", "p4", 1, "ben")
    label(any_store, "forum", "p5", -1, "ben")
    label(any_store, "chat", "p2", -1, "ben")
    found = labelled(any_store)
    assert [tuple(row) for row in found.itertuples(index=False)] == [("forum", "p0", -1, 0, 0.0), ("forum", "p5", -1, -1, -0.5)]


def test_scores_of_another_scorer_do_not_count(any_store: Store) -> None:
    posts, scores = community(6)
    put(any_store, "activity", *posts)
    scored(any_store, scores)
    label(any_store, "forum", "p0", 1, "ana")
    any_store.set_setting("sentiment_scorer", "vader", "ana")
    assert posts_to_label(any_store, 10).empty
    assert labelled(any_store).empty


def test_an_empty_store_has_nothing_to_label(any_store: Store) -> None:
    assert list(posts_to_label(any_store, 100).columns) == ["source", "activity_id", "class"]
    assert posts_to_label(any_store, 100).empty
    assert labelled(any_store).empty
