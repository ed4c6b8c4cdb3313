"""The building blocks of texts: areas with their title stems, and sentences by mood, from the files in ``texts``."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from data.demo.people import TEXTS

SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Area:
    """One subject: the channel it belongs to on the forum, and what is asked, told and answered about it."""

    name: str
    channel: str
    titles: tuple[str, ...]
    details: tuple[str, ...]
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Phrases:
    """All building blocks of one language. ``stems`` are all titles; ``area_of`` gives the area each of them is from."""

    areas: tuple[Area, ...]
    wording: dict[str, Any]

    @property
    def stems(self) -> list[str]:
        return [title for area in self.areas for title in area.titles]

    @property
    def area_of(self) -> list[int]:
        return [number for number, area in enumerate(self.areas) for _ in area.titles]

    def fill(self, rng: np.random.Generator, phrases: Iterable[str]) -> list[str]:
        """Each phrase with a value in each of its {slots}, and a capital at its start (but iPhone stays)."""
        slots: dict[str, list[str]] = self.wording["slots"]
        draws = iter(rng.integers(0, 1 << 30, 4096).tolist())

        def value(match: re.Match[str]) -> str:
            nonlocal draws
            draw = next(draws, None)
            if draw is None:
                draws = iter(rng.integers(0, 1 << 30, 4096).tolist())
                draw = next(draws)
            values = slots[match[1]]
            return str(values[draw % len(values)])

        filled = (SLOT.sub(value, phrase) if "{" in phrase else phrase for phrase in phrases)
        return [text[0].upper() + text[1:] if text[:2].islower() else text for text in filled]


@cache
def phrases(language: str) -> Phrases:
    """The building blocks of ``en`` or ``pl``."""
    areas: dict[str, dict[str, Any]] = {}
    for file in sorted(TEXTS.glob(f"areas_{language}*.toml")):
        areas |= tomllib.loads(file.read_text(encoding="utf-8"))
    return Phrases(
        areas=tuple(Area(name, area["channel"], *(tuple(area[part]) for part in ("titles", "details", "answers"))) for name, area in areas.items()),
        wording=tomllib.loads((TEXTS / f"wording_{language}.toml").read_text(encoding="utf-8")),
    )
