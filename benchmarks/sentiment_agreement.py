"""How far the scorers agree with people: ``python -m benchmarks.sentiment_agreement FILE``, a CSV of ``id;polarity;text``.

Polarity is positive, neutral or negative. Pearson's r is between the score and 1, 0, −1; macro-F1 is the mean over the three
classes, a score within ±0.05 being neutral. Only texts that a scorer has a score for count; ``scored`` says how many.
"""

import argparse
import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lib.metrics.sentiment import MILD
from lib.sentiment.moods import judging

LABELS = {"positive": 1, "neutral": 0, "negative": -1}
SCORERS = ("textblob", "vader", "average")


@dataclass(frozen=True)
class Agreement:
    """Of one scorer with people: how many texts had a score, Pearson's r, macro-F1."""

    scorer: str
    texts: int
    scored: int
    r: float
    macro_f1: float


def labelled(file: Path) -> list[tuple[int, str]]:
    """Label and text of each row."""
    with file.open(encoding="utf-8", errors="replace", newline="") as rows:
        return [(LABELS[row[1]], row[2]) for row in csv.reader(rows, delimiter=";") if len(row) > 2 and row[1] in LABELS]


def agreement(scorer: str, rows: Sequence[tuple[int, str]], languages: Sequence[str] = ("en",)) -> Agreement:
    """How far the scorer agrees with the labels."""
    with judging(scorer, languages, len(rows)) as judge:
        moods = judge([text for _, text in rows])
    pairs = [(label, score) for (label, _), (_, score) in zip(rows, moods, strict=True) if score is not None]
    labels, scores = (np.array(values, dtype=np.float64) for values in zip(*pairs, strict=True))
    classes = np.where(scores >= MILD, 1, np.where(scores <= -MILD, -1, 0))
    f1 = float(np.mean([_f1(labels == label, classes == label) for label in LABELS.values()]))
    return Agreement(scorer, len(rows), len(pairs), float(np.corrcoef(labels, scores)[0, 1]), f1)


def _f1(said: NDArray[np.bool_], found: NDArray[np.bool_]) -> float:
    return float(2 * (said & found).sum() / max(1, said.sum() + found.sum()))


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a line a scorer."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sentiment_agreement", description="How far the scorers agree with labels by people.")
    parser.add_argument("file", type=Path, metavar="FILE", help="CSV with id;polarity;text")
    parser.add_argument("--scorer", action="append", help=f"may be given again (default: {', '.join(SCORERS)})")
    options = parser.parse_args(arguments)
    rows = labelled(options.file)
    if not rows:
        sys.exit(f"No row of {options.file} reads id;polarity;text with a polarity of {', '.join(LABELS)}.")
    print(f"{'scorer':10}{'texts':>8}{'scored':>8}{'r':>8}{'macro-F1':>10}")
    for scorer in options.scorer or SCORERS:
        found = agreement(scorer, rows)
        print(f"{found.scorer:10}{found.texts:>8,}{found.scored:>8,}{found.r:>8.3f}{found.macro_f1:>10.3f}")


if __name__ == "__main__":
    main()
