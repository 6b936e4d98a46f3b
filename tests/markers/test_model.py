import dataclasses
import json
import shutil

import numpy as np
import pytest

from empathy.errors import InputError, ModelError, UsageError
from empathy.markers.card import read_card, sha256
from empathy.markers.catalogue import codebook
from empathy.markers.lexical_file import LEXICAL_FILE
from empathy.markers.model import HEADS_FILE, Model, model_folder


@pytest.fixture
def altered(tiny_model, tmp_path):
    """Return a copy of the tiny model and a function that changes its card."""
    folder = tmp_path / "copy"
    shutil.copytree(tiny_model, folder)

    def change(edit):
        path = folder / "card.json"
        card = json.loads(path.read_text(encoding="utf-8"))
        edit(card)
        path.write_text(json.dumps(card), encoding="utf-8")
        return folder

    return change


def test_every_marker_has_a_head(tiny_model):
    model = Model.load(tiny_model)
    assert tuple(model.heads) == codebook().ids
    assert model.name == "tiny-1"


def test_a_part_that_was_altered_is_refused(altered):
    folder = altered(lambda card: None)
    (folder / HEADS_FILE).write_bytes(b"something else")
    with pytest.raises(ModelError, match="digest"):
        Model.load(folder)


def test_a_missing_part_is_named(altered):
    folder = altered(lambda card: None)
    (folder / LEXICAL_FILE).unlink()
    with pytest.raises(ModelError, match=LEXICAL_FILE):
        Model.load(folder)


def test_features_of_another_version_are_refused(altered):
    folder = altered(lambda card: card["features"].append("cue.brand_new"))
    with pytest.raises(ModelError, match=r"features.*cue\.brand_new"):
        Model.load(folder)


def test_a_marker_without_a_head_is_refused(altered):
    folder = altered(lambda card: card["markers"].pop("warmth"))
    with pytest.raises(ModelError, match="warmth"):
        Model.load(folder)


def test_a_network_shares_the_decision(tiny_model):
    model = Model.load(tiny_model)
    head = model.heads["behaviour"]
    assert model.heads["warmth"].network is None
    readings = np.random.default_rng(0).normal(size=(5, head.network.n_features_in_)).astype(np.float32)
    alone = dataclasses.replace(head, network=None).probabilities(readings)
    assert np.abs(alone - head.probabilities(readings)).max() > 1e-3


def test_a_network_that_the_card_does_not_know_is_refused(altered):
    folder = altered(lambda card: card["markers"]["behaviour"].pop("network"))
    with pytest.raises(ModelError, match="network of 'behaviour'"):
        Model.load(folder)


def test_values_of_another_codebook_are_refused(altered):
    folder = altered(lambda card: card["markers"]["warmth"].update(values=["no", "maybe"]))
    with pytest.raises(ModelError, match="warmth"):
        Model.load(folder)


def test_an_unknown_key_of_the_card_is_named(altered):
    folder = altered(lambda card: card.update(surprise=1))
    with pytest.raises(ModelError, match="surprise"):
        Model.load(folder)


def test_a_card_that_is_no_text_is_named(altered):
    folder = altered(lambda card: None)
    (folder / "card.json").write_bytes(b'{"name": "M\xfcller"}')
    with pytest.raises(InputError, match=r"card\.json: expected a model's card, JSON in UTF-8") as caught:
        Model.load(folder)
    assert caught.value.exit_code == 2


def test_a_stored_part_with_foreign_types_is_refused(altered, tmp_path):
    import skops.io

    from empathy.features.words import Word

    def edit(card):
        skops.io.dump({"x": Word("a", 0, 1)}, tmp_path / "copy" / HEADS_FILE)
        card["files"][HEADS_FILE] = sha256(tmp_path / "copy" / HEADS_FILE)

    with pytest.raises(ModelError, match="cannot be read"):
        Model.load(altered(edit))


def test_an_unknown_name_lists_what_there_is():
    with pytest.raises(UsageError, match="no model 'nowhere'; shipped: stack; or give the folder of a trained one"):
        model_folder("nowhere")


def test_an_empty_name_is_no_model():
    with pytest.raises(UsageError, match="no model ''"):
        model_folder("")


def test_a_folder_named_from_where_one_stands_is_one_s_own(tmp_path, monkeypatch):
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    for given in (".", "..", "../inner"):
        assert model_folder(given).resolve() == (tmp_path / "inner" / given).resolve()


def test_a_folder_without_a_card_is_refused(tmp_path):
    with pytest.raises(UsageError, match=r"card\.json.*\n.*written by training"):
        read_card(tmp_path)
