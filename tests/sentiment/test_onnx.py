"""The scorer for a model of one's own, on a tiny one made here; and what it says where something is missing."""

import json
import math
import sys
from pathlib import Path

import numpy as np
import pytest

from lib.errors import SettingError
from lib.sentiment.moods import judging
from lib.sentiment.onnx import identity, score, values
from lib.sentiment.registry import signature
from lib.settings import Settings

WORDS = {"[PAD]": 0, "[UNK]": 1, "good": 2, "bad": 3, "dobrze": 4, "źle": 5}
LOGITS = {"good": (0.0, 0.0, 4.0), "dobrze": (0.0, 0.0, 4.0), "bad": (4.0, 0.0, 0.0), "źle": (4.0, 0.0, 0.0)}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a model that sums what its words stand for, over the tokens that are no padding."""
    onnx = pytest.importorskip("onnx")
    tokenizers = pytest.importorskip("tokenizers")
    pytest.importorskip("onnxruntime")
    folder = tmp_path_factory.mktemp("model")
    helper, proto = onnx.helper, onnx.TensorProto
    table = np.array([LOGITS.get(word, (0.0, 0.0, 0.0)) for word in WORDS], dtype=np.float32)
    nodes = [
        helper.make_node("Gather", ["table", "input_ids"], ["each"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=proto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["masks"]),
        helper.make_node("Mul", ["each", "masks"], ["counted"]),
        helper.make_node("ReduceSum", ["counted", "first"], ["logits"], keepdims=0),
    ]
    inputs = [helper.make_tensor_value_info(name, proto.INT64, ["batch", "length"]) for name in ("input_ids", "attention_mask")]
    outputs = [helper.make_tensor_value_info("logits", proto.FLOAT, ["batch", 3])]
    constants = [
        onnx.numpy_helper.from_array(table, "table"),
        onnx.numpy_helper.from_array(np.array([2]), "last"),
        onnx.numpy_helper.from_array(np.array([1]), "first"),
    ]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, constants)
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8), str(folder / "model.onnx"))
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(WORDS, unk_token="[UNK]"))  # noqa: S106
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {"id2label": {"0": "negative", "1": "neutral", "2": "positive"}, "pad_token_id": 0, "max_position_embeddings": 64}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


def test_a_score_is_the_expected_value_of_the_label(made: Path) -> None:
    strong = (math.exp(4) - 1) / (math.exp(4) + 2)
    texts = ["good", "źle", "nothing known here", "good bad", "dobrze and many other words beside it that stand for nothing at all"] * 20
    expected = [strong, -strong, 0.0, 0.0, strong] * 20
    assert score(texts, made) == pytest.approx(expected, abs=1e-6)


def test_it_knows_all_languages(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNITY_SENTIMENT_MODEL", str(made))
    with judging("onnx", ("en", "pl"), 1) as judge:
        moods = judge(["Bardzo dobrze", "this is very bad", "??"])
    assert [language for language, _ in moods] == ["pl", "en", None]
    assert [None if sentiment is None else round(sentiment) for _, sentiment in moods] == [1, -1, None]


def test_another_model_is_another_signature(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNITY_SENTIMENT_MODEL", str(made))
    one = signature(Settings(sentiment_scorer="onnx"))
    for file in made.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    monkeypatch.setenv("COMMUNITY_SENTIMENT_MODEL", str(tmp_path))
    assert signature(Settings(sentiment_scorer="onnx")) == one
    (tmp_path / "config.json").write_text(json.dumps({"id2label": {"0": "1 star", "1": "2 stars"}}), encoding="utf-8")
    assert signature(Settings(sentiment_scorer="onnx")) != one


def test_labels_say_what_they_are_worth() -> None:
    def of(*labels: str, **more: object) -> list[float]:
        return values({"id2label": dict(enumerate(labels)), **more}).tolist()

    assert of("POSITIVE", "NEGATIVE") == [1, -1]
    assert of("neg", "neu", "pos") == [-1, 0, 1]
    assert of("1 star", "2 stars", "3 stars", "4 stars", "5 stars") == [-1, -0.5, 0, 0.5, 1]
    assert of("Very Negative", "Negative", "Neutral", "Positive", "Very Positive") == [-1, -0.5, 0, 0.5, 1]
    assert of("LABEL_0", "LABEL_1", sentiment_values=[1, -1]) == [1, -1]


@pytest.mark.parametrize(
    "config",
    [{}, {"id2label": {"0": "LABEL_0", "1": "LABEL_1"}}, {"id2label": {"0": "joy", "1": "fear"}}, {"id2label": {"0": "a", "1": "b"}, "sentiment_values": [1]}],
)
def test_labels_that_say_nothing_are_refused(config: dict[str, object]) -> None:
    with pytest.raises(SettingError):
        values(config)


def test_no_folder_and_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="COMMUNITY_SENTIMENT_MODEL"):
        identity(None)
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(SettingError, match=r"no model\.onnx, no tokenizer\.json"):
        identity(tmp_path)


def test_missing_packages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("model.onnx", "tokenizer.json", "config.json"):
        (tmp_path / name).write_text("{}")
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(SettingError, match=r"pip install -r requirements-onnx\.txt"):
        score(["good"], tmp_path)


def test_a_broken_model_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("onnxruntime")
    for name in ("model.onnx", "tokenizer.json", "config.json"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(SettingError, match="cannot be read"):
        score(["good"], tmp_path)
