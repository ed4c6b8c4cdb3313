"""What was solved in equal time: two sides watched alike, and two equal processes that are told apart as seldom as they should be."""

from datetime import date
from math import hypot
from typing import Any

import numpy as np
import pandas as pd
import pytest

from lib.metrics import solved_in_time as module
from lib.metrics.resolution import AskedThreads
from lib.metrics.solved_in_time import solved_in_time
from lib.metrics.threads import HOUR
from lib.scope import Scope
from lib.store import Store
from tests.factories import comment, post, put

WEEK = 168
FIRST, SECOND = Scope(date(2026, 1, 5), date(2026, 1, 11)), Scope(date(2026, 1, 12), date(2026, 1, 18))


def asked(start: float, after: list[float], solver: str = "ben") -> list[dict[str, Any]]:
    """Questions, all at once, solved after so many hours."""
    acts = []
    for hours in after:
        opening = post("ana", start)
        acts += [opening, comment(solver, start + hours, opening["thread_id"], is_solution=True)]
    return acts


def test_later_solutions_count_for_neither_side(any_store: Store) -> None:
    put(any_store, "member", {"member_id": "sam", "role": "staff"})
    put(any_store, "activity", *asked(0, [2] * 6 + [400] * 6), *asked(WEEK, [2] * 6), *asked(WEEK, [3] * 2, "sam"), *(post("cy", WEEK) for _ in range(4)))
    put(any_store, "activity", comment("ana", WEEK + 300))
    found = solved_in_time(any_store, SECOND, FIRST).set_index(["part", "side"])
    assert found["hours"].tolist() == [WEEK] * 4
    assert found["share"].tolist() == pytest.approx([8 / 12, 0.5, 0.5, 0.5])
    assert (found["ci_low"] < found["share"]).all()
    assert (found["share"] < found["ci_high"]).all()


def test_the_time_is_one_that_ten_were_watched_for(store: Store) -> None:
    put(store, "activity", *asked(0, [2] * 12), *asked(WEEK, [2] * 12), comment("ana", WEEK + 30))
    found = solved_in_time(store, SECOND, FIRST)
    assert found["hours"].tolist() == [30] * 4
    assert found["share"].tolist() == [1] * 4
    assert (found["ci_low"] < 0.8).all()
    assert solved_in_time(store, SECOND, Scope(date(2020, 1, 1), date(2020, 1, 7)))["share"].isna().all()


def test_equal_processes_are_seldom_told_apart(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    rng = np.random.default_rng(4)
    told, tries = dict.fromkeys(module.PARTS, 0), 400
    for _ in range(tries):
        sides = iter([simulated(rng, 24), simulated(rng, 24 + 7 * 24)])
        monkeypatch.setattr(module, "asked_threads", lambda store, scope, sides=sides: next(sides))
        found = solved_in_time(store, SECOND, FIRST).set_index(["part", "side"])
        for part in told:
            told[part] += differ(found.loc[part])
    assert max(told.values()) / tries < 0.085, told  # 5 % and three standard errors


def simulated(rng: np.random.Generator, least: float, n: int = 300) -> AskedThreads:
    """A week of questions, watched for at least so many hours: 70 % are solved sooner or later, half within a day, 4 of 10 without staff."""
    watched = least + rng.uniform(0, WEEK, n)
    takes = np.where(rng.random(n) < 0.7, rng.exponential(48, n), np.inf)
    solved = takes <= watched
    return AskedThreads(
        np.repeat(np.datetime64("2026-01-05"), n),
        (np.minimum(takes, watched) * HOUR).astype(np.int64),
        (watched * HOUR).astype(np.int64),
        solved,
        solved & (rng.random(n) < 0.4),
    )


def differ(found: pd.DataFrame) -> bool:
    """As the page judges it."""
    high, low = found.sort_values("share", ascending=False).itertuples()
    return bool(high.share - low.share > hypot(high.share - high.ci_low, low.ci_high - low.share))
