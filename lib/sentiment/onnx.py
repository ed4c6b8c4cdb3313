"""A model of one's own: a sequence classifier in ONNX form, for any language it was trained on.

A local folder holds ``model.onnx``, ``tokenizer.json`` and ``config.json``, whose ``id2label`` names what the model tells
apart. The score is the sum of each label's probability times its value: negative −1, neutral 0, positive 1; one to five
stars −1 to 1. Labels that say nothing (``LABEL_0``) need ``"sentiment_values": [-1, 0, 1]`` in ``config.json``.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lib.errors import SettingError

FILES = ("model.onnx", "tokenizer.json", "config.json")
VALUES = {"very negative": -1.0, "negative": -1.0, "neg": -1.0, "neutral": 0.0, "neu": 0.0, "positive": 1.0, "pos": 1.0, "very positive": 1.0}
BATCH = 32
LONGEST = 512  # tokens, where the model does not say
_EDGE = 1 << 20  # bytes


@dataclass(frozen=True)
class _Model:
    session: Any
    tokenizer: Any
    values: NDArray[np.float64]
    inputs: frozenset[str]


def score(texts: Sequence[str], folder: Path) -> list[float | None]:
    """The expected value of each text's label, -1 to 1. SettingError where the model cannot be used."""
    model = _loaded(folder, identity(folder))
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))  # alike long ones together: less padding
    scores: list[float | None] = [None] * len(texts)
    for start in range(0, len(order), BATCH):
        places = order[start : start + BATCH]
        for place, value in zip(places, _values(model, [texts[place] for place in places]), strict=True):
            scores[place] = float(value)
    return scores


def identity(folder: Path | None) -> str:
    """Twelve digits that change with the model's files. SettingError where there is no folder, or a file is missing."""
    if folder is None:
        raise SettingError("The scorer onnx needs a model.", hint="name its folder in COMMUNITY_SENTIMENT_MODEL, or choose the scorer textblob")
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise SettingError(f"The sentiment model in {folder} is not whole.", found=f"no {', no '.join(missing)}", hint=f"it needs {', '.join(FILES)}")
    stamps = tuple((stat.st_size, stat.st_mtime_ns) for stat in ((folder / name).stat() for name in FILES))
    return _digest(folder, stamps)


@cache
def _digest(folder: Path, stamps: tuple[tuple[int, int], ...]) -> str:
    """Of the small files all, of the model its size and both ends: it may have gigabytes."""
    digest = hashlib.sha256()
    for name, (size, _) in zip(FILES, stamps, strict=True):
        with (folder / name).open("rb") as file:
            digest.update(f"{name} {size}".encode() + file.read(_EDGE))
            if size > _EDGE:
                file.seek(-_EDGE, 2)
                digest.update(file.read())
    return digest.hexdigest()[:12]


@cache
def _loaded(folder: Path, _identity: str) -> _Model:
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise SettingError("The scorer onnx needs more packages.", found=str(error), hint="pip install -r requirements-onnx.txt") from None
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        session = onnxruntime.InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
    except Exception as error:  # the runtimes raise errors of their own, without a common base
        raise SettingError(f"The sentiment model in {folder} cannot be read.", found=" ".join(str(error).split())[:200], hint="export it anew") from None
    longest = config.get("max_position_embeddings") or LONGEST
    tokenizer.enable_truncation(max_length=min(int(longest), LONGEST) - 2)  # some models count positions from two
    pad = config.get("pad_token_id") or 0
    tokenizer.enable_padding(pad_id=pad, pad_token=tokenizer.id_to_token(pad) or "[PAD]")
    return _Model(session, tokenizer, values(config), frozenset(entry.name for entry in session.get_inputs()))


def values(config: dict[str, Any]) -> NDArray[np.float64]:
    """The value of each label, by its id. SettingError where a label says nothing of sentiment."""
    labels = {int(number): str(label) for number, label in (config.get("id2label") or {}).items()}
    if sorted(labels) != list(range(len(labels))) or len(labels) < 2:
        raise SettingError("config.json of the sentiment model names no labels.", found=str(config.get("id2label")), hint='add "id2label"')
    given = config.get("sentiment_values")
    if given is not None:
        if not (isinstance(given, list) and len(given) == len(labels) and all(isinstance(value, int | float) and -1 <= value <= 1 for value in given)):
            raise SettingError("sentiment_values in the model's config.json cannot be used.", found=str(given), hint=f"{len(labels)} numbers from -1 to 1")
        return np.array(given, dtype=np.float64)
    names = [labels[number].lower().replace("_", " ").strip() for number in range(len(labels))]
    found = [_value(name, names) for name in names]
    if None in found:
        unclear = ", ".join(labels[number] for number, value in enumerate(found) if value is None)
        raise SettingError(
            "The labels of the sentiment model do not say what they mean.",
            found=unclear,
            hint='add "sentiment_values" to its config.json: a number from -1 (negative) to 1 (positive) for each label, in order',
        )
    return np.array(found, dtype=np.float64)


def _value(name: str, names: list[str]) -> float | None:
    stars = re.fullmatch(r"([1-5]) stars?", name)
    if stars:
        return (int(stars[1]) - 3) / 2
    if name in ("negative", "positive") and f"very {name}" in names:
        return VALUES[name] / 2
    return VALUES.get(name)


def _values(model: _Model, texts: list[str]) -> NDArray[np.float64]:
    encoded = model.tokenizer.encode_batch(texts)
    columns = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
    inputs = {name: np.array([getattr(text, column) for text in encoded], dtype=np.int64) for name, column in columns.items() if name in model.inputs}
    logits = np.asarray(model.session.run(None, inputs)[0], dtype=np.float64)
    if logits.shape != (len(texts), len(model.values)):
        found = f"{logits.shape[-1]} numbers a text and {len(model.values)} labels"
        raise SettingError("The sentiment model and its labels do not fit together.", found=found, hint="export it with its own config.json")
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    expected: NDArray[np.float64] = (weights * model.values).sum(axis=1) / weights.sum(axis=1)
    return expected
