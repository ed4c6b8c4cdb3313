"""VADER: a word list for English as people write online, with emoji, capitals and exclamation marks. Its compound score, -1 to 1."""

from collections.abc import Sequence
from functools import cache
from typing import Any

LANGUAGES = frozenset({"en"})


def score(texts: Sequence[str]) -> list[float | None]:
    """The compound score of each text."""
    analyzer = _analyzer()
    return [float(analyzer.polarity_scores(text)["compound"]) for text in texts]


@cache
def _analyzer() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()
