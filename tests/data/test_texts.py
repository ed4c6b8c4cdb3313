"""Titles and texts are varied, read well, and come in two languages."""

import re

import numpy as np
import pytest

from data.demo.phrases import phrases

from .conftest import Told

LEFT_OVER = re.compile(r"[{}]|\bnan\b|None|  ")


@pytest.mark.parametrize(("language", "stems"), [("en", 150), ("pl", 60)])
def test_there_are_many_title_stems(language: str, stems: int) -> None:
    words = phrases(language)
    assert len(set(words.stems)) == len(words.stems) == len(words.area_of)
    assert len(words.stems) >= stems


@pytest.mark.parametrize("language", ["en", "pl"])
def test_every_slot_has_values(language: str) -> None:
    words = phrases(language)
    for area in words.areas:
        filled = words.fill(np.random.default_rng(1), [*area.titles, *area.details, *area.answers])
        assert not any("{" in text for text in filled)


def test_titles_hardly_repeat(told: Told) -> None:
    titles = told.threads["title"]
    assert (titles != "").all()
    assert titles.duplicated().mean() < 0.01
    assert titles.str.split().str[:4].str.join(" ").value_counts().max() < 0.04 * len(titles)


def test_texts_read_whole(told: Told) -> None:
    written = told.acts[told.acts["kind"].isin(["post", "comment"])]
    assert (written["text"] != "").all()
    assert not written["text"].str.contains(LEFT_OVER).any()
    assert not written["title"].str.contains(LEFT_OVER).any()
    assert written["text"].nunique() > 0.5 * len(written)


def test_polish_is_polish(told: Told) -> None:
    polish = told.threads[told.threads["channel"] == "Polski"]
    assert 0.1 < told.threads["title"].str.contains("[ąćęłńóśźż]").mean() < 0.4
    assert polish["title"].str.contains("[ąćęłńóśźż]").mean() > 0.7
