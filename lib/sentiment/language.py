"""Which of the community's languages a text is in, if any.

py3langid chooses among the configured languages; a choice among few is one even for a text in none of them. So the text
is held against the languages that many people write as well, and is in none of ours where another one fits clearly better.
How clearly, and what that costs: docs/decisions/0008-sentiment.md.
"""

import copy
import re
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

SURE = 4.0
"""By how much (in log-likelihood) another language must fit better for a text to be in none of ours."""

READ = 160
"""So many characters tell the language."""

_RIVALS = (
    "ar az be bg bn ca cs da de el en es et eu fa fi fr gl he hi hr hu hy id is it ja ka kk ko lt lv mk ml mn mr ms ne nl no pl pt ro ru sk sl "
    "sq sr sv sw ta te th tl tr uk ur vi zh"
)
RIVALS = frozenset(_RIVALS.split())
"""Languages a text is held against. Rarer ones are left out: two English words look like Latin or Occitan too often."""

NEAR = ({"da", "no"}, {"hr", "sr"}, {"id", "ms"}, {"cs", "sk"}, {"gl", "pt"}, {"bg", "mk"}, {"hi", "mr", "ne"})
"""Languages so alike that one of them is no rival where another is ours."""

_OTHER_SCRIPTS = "am ar as ba be bg bn dz el fa gu he hi hy ja ka kk km kn ko ky lo mk ml mn mr my ne or pa ps ru sa si sr ta te tg th tt ug uk ur zh"
OTHER_SCRIPTS = frozenset(_OTHER_SCRIPTS.split())
"""Languages that are not, or not only, written in Latin letters."""

_LAST_LATIN = "\u024f"
_NOTHING = -1e38  # below any likelihood: no part of the text speaks for any language


class Gate:
    """Names the language of texts, out of the configured ones."""

    def __init__(self, languages: Iterable[str]) -> None:
        self.languages = tuple(dict.fromkeys(languages))
        near = {one for group in NEAR for one in group if group & set(self.languages)}
        model = _model()
        if not self.languages:
            raise ValueError("a gate needs languages")
        self._ours = _restricted(model, set(self.languages))
        self._all = _restricted(model, (RIVALS - near) | set(self.languages))
        self._latin_only = not OTHER_SCRIPTS & set(self.languages)

    def language(self, text: str) -> str | None:
        """The configured language a cleaned text is in; None where it is in another, or has no letters.

        Where nothing speaks for any language ("ok"), it is the only one configured, and none of several.
        """
        head = " ".join(text[: 2 * READ].split())[:READ]
        if not head or (self._latin_only and not head.isascii() and _foreign(head)):
            return None
        best, fits = self._all.classify(head)
        if fits < _NOTHING:
            return self.languages[0] if len(self.languages) == 1 else None
        if best in self.languages:
            return str(best)
        ours, less = self._ours.classify(head)
        return str(ours) if fits - less <= SURE else None


def _foreign(text: str) -> bool:
    """Whether most letters are not Latin."""
    letters: list[str] = re.findall(r"[^\W\d_]", text)
    return sum(letter > _LAST_LATIN for letter in letters) > len(letters) / 2


def _restricted(model: Any, languages: Collection[str]) -> Any:
    restricted = copy.copy(model)  # shares what is big
    restricted.set_languages(sorted(languages))
    return restricted


@cache
def _model() -> Any:
    """py3langid's model; reading it takes half a second."""
    from py3langid.langid import LanguageIdentifier

    return LanguageIdentifier.from_model_file("data/model.npz.xz")
