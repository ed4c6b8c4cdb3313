"""The scorers: TextBlob to the letter, VADER, their mean; and what only they together with the gate can say."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textblob import TextBlob

from lib.sentiment import average, textblob, vader
from lib.sentiment.moods import Mood, judging
from lib.sentiment.registry import scorer, signature
from lib.settings import Settings

WORDS = """
    not good very really a ! (!) :) 8) :( ' n't isn't bad ... Mr. e.g. terrible x never extremely hardly =) o.O great. - no the .net U.S. Cc. ; D XD $5 *
    great! <3 ’s awful-ish (very) best, >:( :/ :s ;-) w/ etc. good? “ ” " can't really, not. badly [AUTH] (+)
"""
PIECES = (*WORDS.split(), "\n", "\n\n")


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from((" ", " ", "", "\n\n"))), max_size=14))
def test_textblob_is_textblob(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + gap for piece, gap in pieces)
    assert textblob.score([text]) == [TextBlob(text).sentiment.polarity]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_textblob_is_textblob_on_any_text(text: str) -> None:
    assert textblob.score([text]) == [TextBlob(text).sentiment.polarity]


def test_the_average_is_the_mean_of_both() -> None:
    texts = ["Great, thank you!", "This is terrible.", "It starts on Monday."]
    one, other = textblob.score(texts), vader.score(texts)
    assert average.score(texts) == [(a + b) / 2 for a, b in zip(one, other, strict=True) if a is not None and b is not None]


def moods(texts: list[str], name: str = "textblob", languages: tuple[str, ...] = ("en",), expected: int = 1) -> list[Mood]:
    with judging(name, languages, expected) as judge:
        return judge(texts)


@pytest.mark.parametrize("name", ["textblob", "vader", "average"])
def test_a_negated_praise_is_no_praise(name: str) -> None:
    for text in ("This isn't good", "This isn’t good", "I can't recommend it, it isn't great"):
        ((language, sentiment),) = moods([text], name)
        assert language == "en"
        assert sentiment is not None
        assert sentiment < 0


@pytest.mark.parametrize("name", ["textblob", "vader", "average"])
def test_what_the_scorer_does_not_know_is_null_never_zero(name: str) -> None:
    texts = ["Dziękuję, działa świetnie", "Спасибо, всё работает", "`terrible`", "???"]
    assert moods(texts, name) == [(None, None)] * 4
    assert moods(texts[:1], name, ("en", "pl")) == [("pl", None)]


@pytest.mark.parametrize("name", ["textblob", "vader", "average"])
def test_a_text_without_a_charged_word_is_neutral_and_one_without_words_is_unknown(name: str) -> None:
    assert moods(["The table has three columns and a header", "`x = 1`", "> It starts on Monday"], name) == [("en", 0.0), (None, None), (None, None)]


def test_processes_beside_this_one_say_the_same() -> None:
    texts = [f"Number {number} is {'really great' if number % 3 else 'not good'}, thanks" for number in range(2_500)] + ["Nie działa", "Where is it?"]
    assert moods(texts * 2, expected=1_000_000) == moods(texts * 2)


def test_lost_processes_lose_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    assert moods(["Really great, thanks"], expected=1_000_000) == [("en", 0.5)]


def test_a_signature_says_what_a_score_depends_on() -> None:
    one = signature(Settings())
    assert one.startswith("textblob 0.")
    assert signature(Settings(languages=("pl", "en"))) == signature(Settings(languages=("en", "pl")))
    others = [Settings(languages=("en", "pl")), Settings(sentiment_scorer="vader"), Settings(sentiment_scorer="average")]
    assert len({one, *(signature(other) for other in others)}) == 4


def test_scorers_name_their_languages() -> None:
    assert all(scorer(name).knows("en") and not scorer(name).knows("pl") and not scorer(name).knows(None) for name in ("textblob", "vader", "average"))
