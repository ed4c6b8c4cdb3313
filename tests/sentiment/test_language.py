"""The gate: which of the configured languages, and none for what is in another."""

import csv
from pathlib import Path

import pytest
from py3langid.langid import LanguageIdentifier

from data.demo.phrases import phrases
from lib.sentiment.cleaning import cleaned
from lib.sentiment.language import NEAR, RIVALS, Gate
from lib.settings import LANGUAGES

ENGLISH = ("Thanks, that works!", "Where are the settings?", "It still fails after the update.", "Same here", "This isn't good", "I love the new board view.")
POLISH = ("Nie działa.", "Dziękuję bardzo", "U mnie to samo", "Gdzie są ustawienia?", "dzieki, pomoglo", "To jest okropne", "Super, działa")
RUSSIAN = ("Спасибо", "Не помогло, всё ещё ошибка.", "Где настройки?", "Да", "Это ужасно")


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_english(text: str) -> None:
    assert Gate(["en"]).language(text) == "en"
    assert Gate(["en", "pl"]).language(text) == "en"


@pytest.mark.parametrize("text", POLISH)
def test_polish_is_polish_and_never_english(text: str) -> None:
    assert Gate(["en"]).language(text) is None
    assert Gate(["en", "pl"]).language(text) == "pl"


@pytest.mark.parametrize("text", RUSSIAN)
def test_russian_is_none_of_ours(text: str) -> None:
    assert Gate(["en"]).language(text) is None
    assert Gate(["en", "pl"]).language(text) is None
    assert Gate(["ru", "en"]).language(text) == "ru"


def test_a_script_of_none_of_ours_is_none() -> None:
    assert Gate(["en"]).language("ភាសាខ្មែរ គឺជាភាសា") is None


def test_what_speaks_for_no_language_is_the_only_one_or_none() -> None:
    assert Gate(["en"]).language("ok") == "en"
    assert Gate(["en", "pl"]).language("ok") is None
    assert Gate(["en"]).language("") is None


def test_alike_languages_are_no_rivals() -> None:
    assert Gate(["no"]).language("Jeg har det samme problemet med kalenderen") == "no"
    assert Gate(["hr"]).language("Imam isti problem s kalendarom i ne mogu ga otvoriti") == "hr"


def test_the_settings_know_the_models_languages() -> None:
    labels = {label for label in LanguageIdentifier.from_model_file("data/model.npz.xz").labels if len(label) == 2}
    assert labels == LANGUAGES
    assert labels >= RIVALS
    assert all(group <= labels for group in NEAR)


def test_the_demo_texts_are_told_apart() -> None:
    english, polish = Gate(["en"]), [text for kind in phrases("pl").wording["replies"].values() for text in kind]
    assert [text for text in polish if english.language(text)] == []


def test_few_english_posts_of_strangers_are_lost(shared_data: Path) -> None:
    with (shared_data / "sentiment_labelled" / "train3098itemPOLARITY.csv").open(encoding="utf-8", errors="replace") as file:
        texts = [plain for row in csv.reader(file, delimiter=";") if (plain := cleaned(row[2]))]
    gate = Gate(["en"])
    lost = [text for text in texts if gate.language(text) is None]
    assert len(texts) > 3_000
    assert len(lost) <= 0.005 * len(texts), lost
