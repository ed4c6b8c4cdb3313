"""What the trend is worth, in words by rule."""

import pandas as pd
import pytest

from lib.metrics.unscored import REASONS
from lib.settings import Settings
from lib.statistics.agreement import UNKNOWN, Agreement, Estimate, agreement
from lib.ui.trust import covered, said, table, worth


def found(r: tuple[float, float, float] | None, k: float | None = 0.5, n: int = 120) -> Agreement:
    accuracy = Estimate(0.78, 0.70, 0.85)
    return Agreement(n, accuracy, Estimate(k, k, k) if k is not None else UNKNOWN, Estimate(*r) if r else UNKNOWN, pd.DataFrame())


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (found((0.6, 0.5, 0.7)), "good enough to see the direction, not single posts"),
        (found((0.85, 0.8, 0.9), 0.5), "good enough to see the direction, not single posts"),
        (found((0.85, 0.8, 0.9), 0.7), "close to a person's reading, for single posts too"),
        (found((0.3, 0.1, 0.5)), "it follows the mood weakly: only large moves mean something"),
        (found((0.3, -0.01, 0.5)), "no better than guessing, as far as these labels tell: do not read a trend from it"),
        (found(None), "all labels, or all scores, are alike, so whether it follows the mood cannot be told"),
    ],
)
def test_what_it_is_worth(one: Agreement, words: str) -> None:
    assert worth(one) == words


def test_the_agreement_in_words() -> None:
    assert said(found((0.6, 0.5, 0.7))) == (
        "Agrees with your own reading in 78% (70 to 85%) of 120 posts:",
        "good enough to see the direction, not single posts.",
    )


@pytest.mark.parametrize(("n", "so_far"), [(0, "Nobody has labelled posts yet"), (1, "1 post is labelled so far"), (29, "29 posts are labelled so far")])
def test_too_few_labels(n: int, so_far: str) -> None:
    assert said(found((0.6, 0.5, 0.7), n=n)) == ("Whether the scores fit this community is not known.", f"{so_far}; from 30 labelled posts on it can be told.")


def test_the_table_names_who_says_what() -> None:
    shown = table(agreement([1, -1, -1], [1, 0, -1], [0.5, 0.0, -0.5]))
    assert shown.loc["You: negative", "Scored neutral"] == 1
    assert shown.to_numpy().sum() == 3


def counted(**given: int) -> "pd.Series[int]":
    return pd.Series({name: given.get(name, 0) for name in REASONS})


def test_coverage_says_why_the_rest_is_left_out() -> None:
    words = covered(counted(scored=80, language=12, words=5, waiting=3, no_text=1), Settings.of({"languages": "en, pl"}))
    assert words == (
        "**80% of 100 posts could be scored.** Left out, never counted as neutral: "
        "12 in a language other than the community's (en, pl), or without words of their own; "
        "5 in a language that TextBlob does not know; 3 waiting for the scorer. 1 more has no text."
    )


def test_full_coverage_needs_no_reasons() -> None:
    assert covered(counted(scored=80), Settings()) == "**100% of 80 posts could be scored.**"


def test_nothing_written_is_not_nothing_scored() -> None:
    assert covered(counted(no_text=3), Settings()).startswith("**Nothing to score:**")
