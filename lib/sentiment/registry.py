"""The scorers by name: what each knows, and what its scores depend on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.metadata import version

from lib.errors import SettingError
from lib.sentiment import average, onnx, textblob, vader
from lib.settings import Deployment, Settings

RULES = 1
"""Raised whenever cleaning, the language gate or a scorer of ours would give another result; texts are then scored again."""

Score = Callable[[Sequence[str]], list[float | None]]


@dataclass(frozen=True)
class Scorer:
    """``languages`` it knows (None: all); ``release`` of what it is built on; ``alone``: it uses all cores by itself."""

    name: str
    languages: frozenset[str] | None
    release: str
    score: Score = field(repr=False)
    alone: bool = False

    def knows(self, language: str | None) -> bool:
        return self.languages is None or language in self.languages


def scorer(name: str) -> Scorer:
    """The scorer called ``name``. SettingError for an unknown one, and where the model of ``onnx`` is missing."""
    match name:
        case "textblob":
            return Scorer(name, textblob.LANGUAGES, _release("textblob"), textblob.score)
        case "vader":
            return Scorer(name, vader.LANGUAGES, _release("vaderSentiment"), vader.score)
        case "average":
            return Scorer(name, average.LANGUAGES, f"{_release('textblob')}+{_release('vaderSentiment')}", average.score)
        case "onnx":
            folder = Deployment.load().sentiment_model
            identity = onnx.identity(folder)
            return Scorer(name, None, identity, partial(onnx.score, folder=folder), alone=True)  # type: ignore[arg-type]  # identity refuses None
    raise SettingError(f"There is no scorer {name!r}.", hint="choose textblob, vader, average or onnx")


def signature(settings: Settings) -> str:
    """What a score of today depends on, as ``activity.scorer`` keeps it: the scorer, its release, our rules, the languages."""
    chosen = scorer(settings.sentiment_scorer)
    return f"{chosen.name} {chosen.release}/{RULES} {'+'.join(sorted(settings.languages))}"


@cache
def _release(package: str) -> str:
    return version(package)
