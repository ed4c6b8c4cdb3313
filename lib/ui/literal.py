"""Texts of strangers inside our sentences: file names, columns and values are shown to the letter, never read as Markdown."""

import re

_MEANING = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def literal(text: str) -> str:
    """``text`` so that Markdown shows every sign of it; line breaks become spaces."""
    return _MEANING.sub(r"\\\1", " ".join(text.split()))
