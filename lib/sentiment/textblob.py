"""TextBlob: a word list for English, with negations and modifiers. The mean over the words it knows, -1 to 1.

The rules and the word list are TextBlob's own, and so is every score (a test compares them). Only the look-ups are plainer:
its dictionaries are lazy and its tokens pass through a dozen patterns, which takes four times as long.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

LANGUAGES = frozenset({"en"})
_NEGATIONS = frozenset(("no", "not", "n't", "never"))
_CONTRACTION = re.compile(r"('d|'m|'s|'ll|'re|'ve|n't)")
_LONGEST_FACE = 5  # characters


class _Words(NamedTuple):
    """TextBlob's words and signs as plain values."""

    known: dict[str, tuple[float, float, bool]]  # polarity, intensity, whether it modifies the word after it
    faces: dict[str, float]
    faces_apart: re.Pattern[str]  # an emoticon, whose signs a split may set apart
    signs: str
    stops: frozenset[str]  # abbreviations, whose dot stays
    stop: tuple[re.Pattern[str], ...]
    split: Callable[[str], list[str]]  # TextBlob's own: sentences of tokens


class _Found:
    """A known word with what stands before it."""

    __slots__ = ("intensity", "negated", "polarity")

    def __init__(self, polarity: float, intensity: float) -> None:
        self.polarity, self.intensity, self.negated = polarity, intensity, False

    def scale(self, polarity: float, by: float) -> None:
        self.polarity = max(-1.0, min(polarity * by, 1.0))


def score(texts: Sequence[str]) -> list[float | None]:
    """The polarity of each text, as ``TextBlob(text).sentiment.polarity`` gives it."""
    words = _words()
    return [_polarity(words, text) for text in texts]


def _polarity(words: _Words, text: str) -> float:
    found = _found(words, _tokens(words, text))
    total = 0.0
    for word in found:
        total += word.polarity * -0.5 if word.negated else word.polarity
    return total / (len(found) or 1)


def _tokens(words: _Words, text: str) -> list[str]:
    """The words and signs of a text, in small letters, as TextBlob splits them."""
    spaced = text
    if "'" in spaced:
        spaced = _CONTRACTION.sub(r" \1", spaced).replace("'", " ' ")
    if not spaced.isascii():
        for quote in "“”‘’":
            spaced = spaced.replace(quote, f" {quote} ")
    if '"' in spaced:
        spaced = spaced.replace('"', ' " ')
    if "!)" in spaced or "! )" in spaced or words.faces_apart.search(spaced):
        return " ".join(words.split(text)).lower().split()
    tokens: list[str] = []
    signs = words.signs
    for token in spaced.split():
        if token[0] in signs or token[-1] in signs:
            _set_apart(words, token, tokens)
        else:
            tokens.append(token)
    return " ".join(tokens).lower().split(" ") if tokens else tokens


def _set_apart(words: _Words, token: str, tokens: list[str]) -> None:
    """Adds a token with the signs around it as tokens of their own."""
    signs = words.signs
    while token and token[0] in signs and token[0] != ".":
        tokens.append(token[0])
        token = token[1:]
    tail: list[str] = []
    while token and token[-1] in signs:
        if token[-1] != ".":
            tail.append(token[-1])
            token = token[:-1]
        if token.endswith("..."):
            tail.append("...")
            token = token[:-3].rstrip(".")
        if token.endswith("."):
            if token in words.stops or any(pattern.match(token) for pattern in words.stop):
                break
            tail.append(".")
            token = token[:-1]
    if token:
        tokens.append(token)
    tokens.extend(reversed(tail))


def _found(words: _Words, tokens: list[str]) -> list[_Found]:
    """The known words, scaled by the modifiers and negated by the negations before them."""
    known, faces, signs = words.known, words.faces, words.signs
    found: list[_Found] = []
    modifier = negation = None
    for word in tokens:
        entry = known.get(word)
        if entry is not None:
            polarity, intensity, modifies = entry
            if modifier is None:
                found.append(_Found(polarity, intensity))
            else:  # "really good"
                found[-1].scale(polarity, found[-1].intensity)
                found[-1].intensity = intensity
            if negation is not None:  # "not really good"
                found[-1].intensity = 1.0 / found[-1].intensity
                found[-1].negated = True
            modifier = word if modifies else None
            negation = word if word in _NEGATIONS else None
            continue
        if word in _NEGATIONS:
            negation = word
        elif negation and len(word.strip("'")) > 1:  # it reaches over small words: "not a good"
            negation = None
        if negation is not None and modifier is not None and modifier.endswith("ly"):  # "really not good"
            found[-1].negated, negation = True, None
        elif modifier and len(word) > 2:
            modifier = None
        if word == "!" and found:
            found[-1].scale(found[-1].polarity, 1.25)
        elif word == "(!)":
            found.append(_Found(0.0, 1.0))
        if len(word) <= _LONGEST_FACE and not word.isalpha() and word not in signs and word in faces:
            found.append(_Found(faces[word], 1.0))
    return found


@cache
def _words() -> _Words:
    """TextBlob's list; reading it takes a second, most of it for nltk, which it brings."""
    from textblob import _text
    from textblob.en import parser, sentiment

    sentiment.load()
    known = {word: (float(senses[None][0]), float(senses[None][2]), "RB" in senses) for word, senses in dict.items(sentiment)}
    faces: dict[str, float] = {}
    for (_, polarity), group in _text.EMOTICONS.items():
        for face in group:
            faces.setdefault(face.lower(), polarity)
    signs: str = _text.PUNCTUATION
    end = rf"(?=$|\s|[{re.escape(signs)}])"  # of one that ends with no sign: ":s" is not in "note: some"
    apart = [r"\s*".join(map(re.escape, face)) + ("" if face[-1] in signs else end) for group in _text.EMOTICONS.values() for face in sorted(group)]
    return _Words(
        known,
        faces,
        re.compile("|".join(apart)),
        signs,
        frozenset(_text.ABBREVIATIONS),
        (_text.RE_ABBR1, _text.RE_ABBR2, _text.RE_ABBR3),
        parser.find_tokens,
    )
