"""The folder of own markers: whole or none, and told plainly where a part is damaged."""

import json
from dataclasses import replace

import numpy as np
import pytest
from own_book import own_book
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from empathy.errors import InputError, OutputError
from empathy.markers.decide import plain
from empathy.markers.own import OwnHeads, own_heads
from empathy.markers.own_files import OWN, OWN_CODEBOOK, OWN_HEADS, OwnCard, OwnDecision, write_own

BOOK = own_book("storm")


def write(folder, presence=0.5, labels=("no", "yes")):
    decision = OwnDecision.of(replace(plain(("no", "yes")), presence=presence))
    card = OwnCard(base="", base_digest="", decisions={"storm": decision}, figures={})
    head = LogisticRegression().fit(np.array([[0.0], [1.0]]), labels)
    write_own(folder, BOOK, card, TfidfVectorizer().fit(["a storm"]), {"storm": head})


def read(folder):
    (head,) = OwnHeads.load(folder).heads
    return head.decision.presence, float(head.leaning[1, 0]) > 0


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "ours")
    return tmp_path / "ours"


def test_a_folder_is_written_again(folder):
    assert read(folder) == (0.5, True)
    write(folder, 0.3, ("yes", "no"))
    assert read(folder) == (0.3, False)


@pytest.mark.parametrize("stopped_at", [OWN_CODEBOOK, OWN_HEADS, OWN])
def test_a_folder_whose_second_writing_is_stopped_is_none(folder, monkeypatch, stopped_at):
    from empathy.output import write_atomically

    def stop(path, content):
        if path.name == stopped_at:
            raise KeyboardInterrupt
        write_atomically(path, content)

    with monkeypatch.context() as patched:
        patched.setattr("empathy.output.write_atomically", stop)
        with pytest.raises(KeyboardInterrupt):
            write(folder, 0.3, ("yes", "no"))
    with pytest.raises(InputError, match=r"own\.json"):
        OwnHeads.load(folder)
    assert own_heads(folder) == (None, folder)  # taken for a model of its own, which it is not
    write(folder, 0.3, ("yes", "no"))
    assert read(folder) == (0.3, False)


@pytest.mark.parametrize(
    ("part", "content"),
    [
        (OWN_HEADS, b""),
        (OWN_HEADS, b"PK\x03\x04 torn"),
        (OWN_HEADS, b"no archive"),
        (OWN_HEADS, None),
        (OWN, b'{"base": "M\xfcller"}'),
        (OWN, b'{"base": 1}'),
        (OWN, b"[]"),
        (OWN, b""),
        (OWN, None),
        (OWN_CODEBOOK, b"name = \xfc"),
        (OWN_CODEBOOK, None),
    ],
)
def test_a_damaged_part_is_named(folder, part, content):
    (folder / part).unlink() if content is None else (folder / part).write_bytes(content)
    with pytest.raises(InputError) as caught:
        OwnHeads.load(folder)
    assert caught.value.path == folder / part
    assert caught.value.exit_code == 2


def test_a_decision_of_another_marker_is_told(folder):
    card = json.loads((folder / OWN).read_text())
    card["decisions"]["storm"]["doubt"] = [0.5]
    (folder / OWN).write_text(json.dumps(card))
    with pytest.raises(InputError, match="expected a part of the own markers"):
        OwnHeads.load(folder)


def test_a_folder_of_an_earlier_version_is_to_be_learnt_again(folder):
    earlier = {"base": "", "base_digest": "", "thresholds": {"storm": 0.5}, "figures": {}}
    (folder / OWN).write_text(json.dumps(earlier))
    with pytest.raises(InputError, match="of an earlier version") as caught:
        OwnHeads.load(folder)
    assert "empathy train --codes" in caught.value.hint


def test_heads_that_lack_a_marker_are_told(folder, tmp_path):
    write_own(
        tmp_path / "other", BOOK, OwnHeads.load(folder).card, TfidfVectorizer().fit(["a storm"]), {"rain": None}
    )
    with pytest.raises(InputError, match=r"heads\.skops: expected a part"):
        OwnHeads.load(tmp_path / "other")


def test_a_place_that_is_no_folder_is_told(tmp_path):
    (tmp_path / "ours").write_text("A letter.")
    with pytest.raises(OutputError, match="ours: cannot be written"):
        write(tmp_path / "ours")
    assert (tmp_path / "ours").read_text() == "A letter."
