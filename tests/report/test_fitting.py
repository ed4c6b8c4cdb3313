"""Texts get the largest size at which they fit, and are shortened where none does."""

from hypothesis import given
from hypothesis import strategies as st

from lib.report.fitting import fitted, height, width

SIZES = (16, 12, 10)


def test_a_short_text_is_large_and_whole() -> None:
    assert fitted(["Short."], (4, 1), SIZES) == (16, ("Short.",))


def test_paragraphs_that_do_not_fit_are_counted() -> None:
    size, shown = fitted(["One line of text."] * 9, (4, 0.6), SIZES)
    assert size == 10
    assert shown[-1] == f"… and {9 - len(shown) + 1} more, in the workbook"


def test_a_lone_paragraph_is_shortened_at_a_word() -> None:
    _, (shown,) = fitted(["many words " * 200], (3, 0.5), SIZES)
    assert shown.endswith(("many …", "words …"))


def test_a_word_without_end_is_broken() -> None:
    _, (shown,) = fitted(["x" * 5000], (3, 0.5), SIZES)
    assert shown.startswith("xxxxx")
    assert height([shown], 10, 3) <= 0.5


@given(texts=st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=300), min_size=1, max_size=5))
def test_what_is_given_fits(texts: list[str]) -> None:
    room = (3.0, 1.0)
    size, shown = fitted(texts, room, SIZES, 2)
    assert height(shown, size, room[0], 2) <= room[1]


def test_wide_letters_take_more_room_than_narrow_ones() -> None:
    assert width("iiii", 12) < width("aaaa", 12) < width("WWWW", 12) < width("WWWW", 12, bold=True)
