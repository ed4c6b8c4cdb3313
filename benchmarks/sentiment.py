"""Times the sentiment of posts: language, cleaning and score together, beside ``TextBlob(text).sentiment`` on the same posts."""

import random
from time import perf_counter

from textblob import TextBlob

from benchmarks.progress import say
from benchmarks.row import Row, timed
from lib.sentiment.moods import MANY, judging

WORDS = 100  # a post
PLAIN = 3_000
"""So many posts are enough to time TextBlob by itself."""

_VOCABULARY = """
    server setup error login page works after update mail folder cannot find settings thank you same here which version please try again profile
    backup export import calendar account password certificate network slow crash window message attachment filter address book and the it is was
    on in for with not really very good great terrible annoying love broken happy don't isn't useful bad nice wrong
"""


def measure(posts: int) -> Row:
    """Seconds for ``posts`` distinct posts, on as many processes as an import would use, and for TextBlob, from a share of them."""
    texts = made(posts)
    say(f"scoring {posts:,} posts of {WORDS} words")
    with judging("textblob", ("en",), posts) as judge:
        judge(texts[: 4 * len(texts) // 100])  # word list, model and processes are up
        start = perf_counter()
        judge(texts)
        seconds = perf_counter() - start
    few = texts[:PLAIN]
    TextBlob(few[0]).sentiment  # noqa: B018  # reads its word list
    plain = timed(lambda: [TextBlob(text).sentiment for text in few]) * len(texts) / len(few)
    where = "two processes" if posts >= MANY else "one process"
    say(f"{posts / seconds:,.0f} posts a second on {where}; TextBlob alone, without language and cleaning, {posts / plain:,.0f}")
    return Row("scoring", seconds, plain, None)


def made(posts: int) -> list[str]:
    """Invented posts of 100 words in sentences, all different, the same each time."""
    dice = random.Random(13)
    vocabulary = _VOCABULARY.split()
    return [
        f"{number}. " + " ".join(" ".join(dice.choices(vocabulary, k=10)).capitalize() + dice.choice(".?!") for _ in range(WORDS // 10))
        for number in range(posts)
    ]
