"""What is said of how members feel: periods pooled by posts, verdicts by rule, and what is unusual."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from lib.ui.mood import Mood, apart, level, unusual, usual, verdict

RANDOM = np.random.default_rng(20260315)


def row(scores: "np.ndarray[tuple[int], np.dtype[np.float64]]", posts: int | None = None, *, complete: bool = True) -> dict[str, object]:
    """One period of the metric, as its definition says."""
    n = len(scores)
    mean = float(scores.mean()) if n else None
    low, high = stats.t.interval(0.95, n - 1, loc=mean, scale=scores.std(ddof=1) / np.sqrt(n)) if n > 1 else (None, None)
    shares = {"positive": np.mean(scores > 0.05), "negative": np.mean(scores < -0.05)} if n else {"positive": None, "negative": None}
    return {"posts": posts or n, "scored": n, "mean": mean, "ci_low": low, "ci_high": high, **shares, "complete": complete}


def table(*rows: dict[str, object]) -> pd.DataFrame:
    found = pd.DataFrame(rows)
    for name in ("posts", "scored"):
        found[name] = found[name].astype("Int64")
    for name in ("mean", "ci_low", "ci_high", "positive", "negative"):
        found[name] = found[name].astype("float64")
    return found


def of(mean: float, n: int, spread: float = 0.3) -> Mood:
    """So many posts of that mean."""
    half = 1.96 * spread / np.sqrt(n) if n else 0
    return Mood(n, n, mean, (mean - half, mean + half), n // 2, n // 5)


def test_periods_are_pooled_as_if_they_were_one() -> None:
    parts = [np.clip(RANDOM.normal(0.1, 0.3, size), -1, 1) for size in (40, 3, 1, 120, 7)]
    everything = np.concatenate(parts)
    found = Mood.of(table(*(row(part, len(part) + 5) for part in parts), row(np.array([]), 6)))
    low, high = stats.t.interval(0.95, len(everything) - 1, loc=everything.mean(), scale=everything.std(ddof=1) / np.sqrt(len(everything)))
    assert (found.scored, found.posts) == (171, 171 + 25 + 6)
    assert found.mean == pytest.approx(everything.mean())
    assert found.interval == (pytest.approx(low), pytest.approx(high))
    assert found.positive == int((everything > 0.05).sum())
    assert found.negative == int((everything < -0.05).sum())


def test_the_net_share_has_the_interval_of_ones_zeros_and_minus_ones() -> None:
    signs = RANDOM.choice([-1.0, 0.0, 1.0], size=200, p=[0.2, 0.5, 0.3])
    found = Mood.of(table(row(signs)))
    low, high = stats.t.interval(0.95, 199, loc=signs.mean(), scale=signs.std(ddof=1) / np.sqrt(200))
    assert found.net == pytest.approx(signs.mean())
    assert found.net_interval == (pytest.approx(low), pytest.approx(high))


def test_of_nothing_nothing_is_known() -> None:
    found = Mood.of(table(row(np.array([]), 4)))
    assert (found.posts, found.scored, found.mean, found.interval, found.net, found.negative_share) == (4, 0, None, None, None, None)
    assert found.coverage == 0
    assert Mood.of(table(row(np.array([]))).head(0)).coverage is None


def test_one_post_has_a_mean_and_no_interval() -> None:
    found = Mood.of(table(row(np.array([0.4]))))
    assert (found.mean, found.interval, found.net_interval) == (0.4, None, None)


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (of(0.16, 2000), of(0.17, 2000), "Mildly positive and steady."),
        (of(0.16, 2000), of(0.30, 2000), "Mildly positive, but worse than before."),
        (of(0.35, 2000), of(0.10, 2000), "Positive, and better than before."),
        (of(-0.1, 2000), of(0.1, 2000), "Mildly negative, and worse than before."),
        (of(-0.1, 2000), of(-0.4, 2000), "Mildly negative, but better than before."),
        (of(0.0, 2000), of(0.2, 2000), "Neutral, and worse than before."),
        (of(0.16, 60), of(0.22, 60), "Mildly positive and steady."),  # the intervals meet
        (of(0.16, 2000), None, "Mildly positive."),
        (of(0.16, 2000), of(0.5, 20), "Mildly positive."),
        (of(0.16, 29), of(0.5, 2000), "Too few posts to tell."),
        (Mood(9, 0, None, None, 0, 0), None, "Too few posts to tell."),
    ],
)
def test_the_verdict(now: Mood, before: Mood | None, said: str) -> None:
    assert verdict(now, before) == said


@pytest.mark.parametrize(("mean", "said"), [(0.31, "Positive"), (0.05, "Mildly positive"), (0.049, "Neutral"), (-0.05, "Mildly negative"), (-0.3, "Negative")])
def test_levels(mean: float, said: str) -> None:
    assert level(mean) == said


def test_intervals_that_meet_are_not_apart() -> None:
    assert not apart((0.1, 0.2), (0.2, 0.3))
    assert apart((0.1, 0.2), (0.21, 0.3))
    assert apart((0.31, 0.4), (0.21, 0.3))
    assert not apart(None, (0.1, 0.2))


def weeks(*means: float, scored: int = 50, width: float = 0.05) -> pd.DataFrame:
    rows = [{"posts": scored, "scored": scored, "mean": mean, "ci_low": mean - width, "ci_high": mean + width, "complete": True} for mean in means]
    return pd.DataFrame(rows)


CALM = (0.15, 0.17, 0.16, 0.14, 0.18, 0.15, 0.16, 0.17, 0.15, 0.16)


def test_a_dip_stands_out() -> None:
    found = weeks(*CALM, -0.1)
    assert unusual(found, usual(found))["mean"].tolist() == [-0.1]


def test_a_dip_of_few_posts_that_may_be_chance_does_not() -> None:
    wide = pd.concat([weeks(*CALM), weeks(-0.1, scored=12, width=0.4)], ignore_index=True)
    assert unusual(wide, usual(wide)).empty
    thin = pd.concat([weeks(*CALM), weeks(-0.9, scored=9)], ignore_index=True)
    assert unusual(thin, usual(thin)).empty


def test_without_eight_periods_nothing_is_usual() -> None:
    found = weeks(*CALM[:7])
    assert usual(found) is None
    assert unusual(found, None).empty


def test_what_is_not_over_is_never_unusual() -> None:
    found = pd.concat([weeks(*CALM), weeks(-0.5).assign(complete=False)], ignore_index=True)
    assert unusual(found, usual(found)).empty
