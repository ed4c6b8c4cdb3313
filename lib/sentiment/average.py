"""The mean of TextBlob and VADER: nearer to what people say of technical texts than either alone."""

from collections.abc import Sequence

from lib.sentiment import textblob, vader

LANGUAGES = textblob.LANGUAGES & vader.LANGUAGES


def score(texts: Sequence[str]) -> list[float | None]:
    """The mean of both scores of each text; null where either is."""
    both = zip(textblob.score(texts), vader.score(texts), strict=True)
    return [None if one is None or other is None else (one + other) / 2 for one, other in both]
