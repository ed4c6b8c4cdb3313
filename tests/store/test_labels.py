"""Labels of posts: noted, changed, taken back."""

import pandas as pd
import pytest

from lib.errors import CommandError
from lib.store import Store
from lib.store.labels import label, labels, unlabel


def rows(store: Store) -> list[tuple[object, ...]]:
    found = labels(store).astype(object)
    return [(row.source, row.activity_id, None if pd.isna(row.label) else row.label, row.labelled_by) for row in found.itertuples()]


def test_a_label_is_noted_with_who_and_when(any_store: Store) -> None:
    label(any_store, "forum", "p1", -1, "ana")
    assert rows(any_store) == [("forum", "p1", -1, "ana")]
    assert labels(any_store)["labelled_at"].iloc[0] == any_store.now()
    assert str(labels(any_store)["label"].dtype) == "Int64"


def test_the_same_person_changes_their_mind_and_another_does_not_touch_it(any_store: Store) -> None:
    label(any_store, "forum", "p1", -1, "ana")
    label(any_store, "forum", "p1", 1, "ben")
    label(any_store, "forum", "p1", 0, "ana")
    label(any_store, "chat", "p1", None, "ana")
    assert sorted(rows(any_store), key=str) == [("chat", "p1", None, "ana"), ("forum", "p1", 0, "ana"), ("forum", "p1", 1, "ben")]


def test_a_label_is_taken_back_by_who_gave_it(any_store: Store) -> None:
    label(any_store, "forum", "p1", 1, "ana")
    version = any_store.version
    unlabel(any_store, "forum", "p1", "ben")
    assert any_store.version == version
    unlabel(any_store, "forum", "p1", "ana")
    assert rows(any_store) == []
    assert any_store.version == version + 1


def test_a_new_version_each_time_so_that_pages_see_it(any_store: Store) -> None:
    version = any_store.version
    label(any_store, "forum", "p1", 1, "ana")
    assert any_store.version == version + 1


def test_what_is_no_label_is_refused(any_store: Store) -> None:
    with pytest.raises(CommandError, match="no label"):
        label(any_store, "forum", "p1", 2, "ana")


def test_no_labels_make_an_empty_table(any_store: Store) -> None:
    found = labels(any_store)
    assert list(found.columns) == ["source", "activity_id", "label", "labelled_at", "labelled_by"]
    assert found.empty
    assert str(found["label"].dtype) == "Int64"
