"""The share answered within some hours is the metric's own, with an interval around it."""

from datetime import date

import numpy as np
import pytest

from lib.metrics import find
from lib.metrics.answered_within import answered_within
from lib.scope import Grain, Scope
from lib.store import Store
from tests.factories import comment, post, put
from tests.metrics.communities import lively, settle

MONTHS = Scope(date(2025, 1, 1), date(2025, 12, 31), Grain.MONTH)


def test_shares_are_those_of_response_time(any_store: Store) -> None:
    settle(any_store, lively())
    table = find("response_time")(any_store, MONTHS)
    found = answered_within(any_store, MONTHS, (1, 24))
    assert len(found) == 24
    for limit, column in ((1, "within_1h"), (24, "within_24h")):
        chosen = found[found["hours"] == limit]
        np.testing.assert_array_equal(chosen["share"].to_numpy(), table[column].to_numpy())
        told = chosen[chosen["share"].notna()]
        assert ((told["ci_low"] <= told["share"]) & (told["share"] <= told["ci_high"])).all()


def test_all_and_none_have_an_interval_too(store: Store) -> None:
    put(store, "member", {"member_id": "sam", "role": "staff"})
    questions = [post("ana", hours=number) for number in range(8)]
    put(store, "activity", *questions, *(comment("sam", hours=number + 2, thread=question["thread_id"]) for number, question in enumerate(questions)))
    january = Scope(date(2026, 1, 1), date(2026, 1, 31), Grain.MONTH)
    none, both = answered_within(store, january, (1, 3)).itertuples()
    assert (none.share, none.ci_low) == (0, 0)
    assert 0.2 < none.ci_high < 0.5
    assert (both.share, both.ci_high) == (1, 1)
    assert 0.5 < both.ci_low < 0.8


def test_without_questions_nothing_is_known(store: Store) -> None:
    put(store, "activity", comment("ben"))
    (row,) = answered_within(store, Scope(date(2026, 1, 1), date(2026, 1, 31), Grain.MONTH), (24,)).itertuples()
    assert row.threads == 0
    assert np.isnan([row.share, row.ci_low, row.ci_high]).all()


@pytest.mark.parametrize("hours", [(), (24,)])
def test_an_empty_store_has_no_rows(store: Store, hours: tuple[float, ...]) -> None:
    assert answered_within(store, Scope(by=Grain.MONTH), hours).empty
