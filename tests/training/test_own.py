import csv
import re
from dataclasses import replace

import numpy as np
import pytest
from own_book import own_book

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance
from empathy.errors import InputError, ModelError
from empathy.features.conversation import conversation
from empathy.features.encoder import EncoderOutput
from empathy.markers.card import read_card
from empathy.markers.catalogue import codebook, read_catalogue
from empathy.markers.model import model_folder
from empathy.markers.own import OwnHeads
from empathy.markers.own_features import Read, features, new_words, word_weights
from empathy.markers.own_files import base_digest
from empathy.markers.scores import MarkerScore, ScoredTranscript, ScoredUtterance
from empathy.training.own import train_own
from empathy.training.own_codes import read_own_codes
from empathy.transcript import Reading, Role

CODEBOOK = own_book("metaphor", "tone", "weather")
PLAIN = "so you went to work and talked with your sister about the week and what may come".split()
IMAGE = "like a storm a wall a heavy stone a long road a door".split()


def said(rng, image):
    words = list(rng.choice(PLAIN, size=8)) + (list(rng.choice(IMAGE, size=3)) if image else [])
    return " ".join(words)


def read_session(number, rng, turns=40):
    utterances, images = [], []
    for place in range(turns):
        role = Role.HELPER if place % 2 == 0 else Role.CLIENT
        image = role is Role.HELPER and rng.random() < 0.3
        images.append(image)
        u = AnonymizedUtterance(index=place, speaker=role.value, role=role, text=said(rng, image))
        markers = {}
        for marker in codebook().for_role(role):
            p = rng.dirichlet(np.ones(len(marker.values)))
            markers[marker.id] = MarkerScore(
                label=marker.values[int(p.argmax())],
                probability=float(p.max()),
                probabilities=dict(zip(marker.values, p.tolist(), strict=True)),
                uncertain=False,
            )
        utterances.append(ScoredUtterance(utterance=u, markers=markers))
    transcript = AnonymizedTranscript(
        session=f"s{number}",
        utterances=tuple(u.utterance for u in utterances),
        reading=Reading(format="turns", units=turns),
    )
    scored = ScoredTranscript(transcript=transcript, utterances=tuple(utterances), model="fake")
    # what an encoder would hear, and no word tells; drawn apart, so that the words stay as they are
    other = np.random.default_rng(number)
    tones = [u.utterance.role is Role.HELPER and other.random() < 0.3 for u in utterances]
    vectors = np.array([[6.0 if tone else -6.0] for tone in tones]) + other.normal(size=(turns, 1))
    read = Read(scored=scored, talk=conversation(transcript), vectors=vectors.astype(np.float32), encoded=None)
    return read, images, tones


@pytest.fixture
def coded(tmp_path):
    """Twelve sessions of twenty helper turns: a marker that words tell, one that the encoder does, and chance."""
    rng = np.random.default_rng(4)
    sessions = [read_session(number, rng) for number in range(12)]
    path = tmp_path / "codes.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["session", "utterance", "metaphor", "tone", "weather"])
        for read, images, tones in sessions:
            for place in range(0, len(images), 2):
                values = ["yes" if said[place] else "no" for said in (images, tones)]
                writer.writerow([read.scored.session, place, *values, ("no", "yes")[rng.integers(2)]])
    (tmp_path / "ours.toml").write_text(CODEBOOK)
    return [read for read, *_ in sessions], path, tmp_path / "ours.toml"


def test_codes_that_teach_nothing_are_told(coded, tmp_path):
    sessions, _, book = coded
    few = {"weather": {("s0", place): "no" for place in range(10)}}
    told = []
    assert train_own(sessions, few, book, tmp_path / "out", progress=told.append)[0].utterances == 5
    assert told == [
        "metaphor: the table holds no code of it",
        "tone: the table holds no code of it",
        "weather: left out 5 codes of utterances that are not the helper's, 0 of them other than 'no'",
        "learning weather",
    ]


def test_a_marker_is_learnt_and_chance_is_refused(coded, tmp_path):
    sessions, path, book = coded
    codes = read_own_codes(path, read_catalogue(book))
    metaphor, tone, weather = train_own(sessions, codes, book, tmp_path / "out")
    assert not metaphor.refused
    assert metaphor.kappa > 0.8
    assert metaphor.low < metaphor.kappa < metaphor.high or metaphor.kappa == metaphor.high
    assert [size for size, _ in metaphor.curve] == [48, 96, 144, 192]
    assert metaphor.curve[-1][1] == pytest.approx(metaphor.kappa)
    assert tone.kappa > 0.9  # learnt on the encoder's vectors: the words do not tell
    assert "chance" in weather.refused
    heads = OwnHeads.load(tmp_path / "out")
    assert [marker.id for marker in heads.markers] == ["metaphor", "tone"]
    fresh, images, tones = read_session(99, np.random.default_rng(77))
    marked = heads.mark(fresh)
    assert [u.markers["tone"].label == "yes" for u in marked.utterances[::2]] == tones[::2]
    found = [u.markers["metaphor"].label == "yes" for u in marked.utterances[::2]]
    assert np.mean(np.array(found) == np.array(images[::2])) >= 0.85
    assert "metaphor" not in marked.utterances[1].markers
    assert set(fresh.scored.utterances[0].markers) < set(marked.utterances[0].markers)


def test_nothing_is_written_where_all_is_refused(coded, tmp_path):
    sessions, path, book = coded
    codes = read_own_codes(path, read_catalogue(book))
    (only,) = train_own(sessions, {"weather": codes["weather"]}, book, tmp_path / "out")
    assert only.refused
    assert not (tmp_path / "out").exists()


def test_too_few_codes_are_refused_by_number(coded, tmp_path):
    sessions, path, book = coded
    codes = read_own_codes(path, read_catalogue(book))
    few = {"metaphor": dict(list(codes["metaphor"].items())[:30])}
    (only,) = train_own(sessions, few, book, tmp_path / "out")
    assert "too few codes" in only.refused


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("utterance,metaphor\n0,yes\n", "column 'session'"),
        ("session,utterance,mood\ns0,0,yes\n", "no column is called like a marker"),
        ("session,utterance,metaphor\ns0,first,yes\n", "line 2, column 'utterance'"),
        ("session,utterance,metaphor\ns0,0,perhaps\n", "line 2, column 'metaphor'"),
    ],
)
def test_codes_at_fault_are_told_by_place(tmp_path, text, told):
    (tmp_path / "ours.toml").write_text(CODEBOOK)
    (tmp_path / "codes.csv").write_text(text)
    with pytest.raises(InputError, match=told):
        read_own_codes(tmp_path / "codes.csv", read_catalogue(tmp_path / "ours.toml"))


def test_transcripts_of_one_name_are_told(coded, tmp_path):
    sessions, path, book = coded
    codes = read_own_codes(path, read_catalogue(book))
    with pytest.raises(InputError, match="several transcripts are session 's3'"):
        train_own([*sessions, sessions[3]], codes, book, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_codes_of_unknown_utterances_are_told(coded, tmp_path):
    sessions, _, book = coded
    with pytest.raises(InputError, match="1 codes of 'metaphor' name no utterance"):
        train_own(sessions, {"metaphor": {("elsewhere", 3): "yes"}}, book, tmp_path / "out")


def test_heads_refuse_a_base_model_that_they_were_not_learnt_on(coded, tmp_path):
    sessions, path, book = coded
    codes = {"metaphor": read_own_codes(path, read_catalogue(book))["metaphor"]}
    card = read_card(model_folder(None))
    train_own(sessions, codes, book, tmp_path / "out", digest=base_digest(card))
    heads = OwnHeads.load(tmp_path / "out")
    heads.check_base(card)
    changed = card.model_copy(update={"files": {**card.files, "heads.skops": "0" * 64}})
    with pytest.raises(ModelError, match="another state of the model 'stack'"):
        heads.check_base(changed)


def test_an_utterance_s_vector_is_what_the_encoder_says_of_it_as_a_whole_and_by_its_words():
    contributions = (np.array([[1, 2], [3, 4]], dtype=np.float32), np.array([[5, 6]], dtype=np.float32))
    encoded = EncoderOutput(
        logits=np.array([[10, 10], [10, 10]], dtype=np.float32), spans=(), contributions=contributions, scores=()
    )
    fresh, *_ = read_session(1, np.random.default_rng(1), turns=2)
    assert Read.of(fresh.scored, encoded).without_words().encoded is None
    assert Read.of(fresh.scored, encoded).vectors.tolist() == [[6, 4, 4, 6], [5, 4, 5, 6]]
    assert Read.of(fresh.scored, None).vectors.shape == (2, 0)


def learnt(coded, folder, *markers):
    sessions, path, book = coded
    codes = read_own_codes(path, read_catalogue(book))
    train_own(sessions, {marker: codes[marker] for marker in markers}, book, folder)
    return OwnHeads.load(folder)


def with_text(read, place, text):
    """The same session, other words in one turn; what the encoder hears is another thing."""
    said = list(read.scored.utterances)
    said[place] = replace(said[place], utterance=replace(said[place].utterance, text=text))
    spoken = replace(read.scored.transcript, utterances=tuple(u.utterance for u in said))
    scored = replace(read.scored, transcript=spoken, utterances=tuple(said))
    return replace(read, scored=scored, talk=conversation(spoken))


def test_the_words_named_made_the_label(coded, tmp_path):
    """Comprehensiveness as in ERASER: without them the probability falls further than without as many at random."""
    heads = learnt(coded, tmp_path / "out", "metaphor")
    fresh, *_ = read_session(99, np.random.default_rng(77))
    rng = np.random.default_rng(5)
    named, chance = [], []
    for place, u in enumerate(heads.mark(fresh).utterances):
        found, text = u.markers.get("metaphor"), u.utterance.text
        if found is None or not found.present:
            continue
        words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
        inside = [any(s <= start < e for s, e in found.evidence) for start, _ in words]
        assert 0 < sum(inside) < len(words)
        for falls, out in ((named, inside), (chance, rng.permutation(inside))):
            rest = " ".join(text[s:e] for (s, e), gone in zip(words, out, strict=True) if not gone)
            without = heads.mark(with_text(fresh, place, rest)).utterances[place].markers["metaphor"]
            falls.append(found.probabilities["yes"] - without.probabilities["yes"])
    assert len(named) > 3
    assert np.mean(named) > np.mean(chance) + 0.2


def test_what_the_words_add_is_all_that_hangs_on_them(coded, tmp_path):
    """The shares of a turn's words sum to what its n-grams and the encoder's pieces add to the head's score."""
    sessions, _, _ = coded
    fresh = with_text(sessions[0], 0, "A storm or a wall.")
    spans = ((0, 0), (0, 1), (2, 7), (8, 10), (11, 12), (13, 17), (17, 18))
    told = np.arange(7, dtype=np.float32)[:, None]  # the first stands for the role, is no word, and adds nothing
    empty = tuple(np.zeros((0, 1), dtype=np.float32) for _ in fresh.scored.utterances[1:])
    encoded = EncoderOutput(
        logits=np.zeros((len(fresh.scored.utterances), 1), dtype=np.float32),
        spans=(spans, *(() for _ in empty)),
        contributions=(told, *empty),
        scores=(),
    )
    read = Read.of(fresh.scored, encoded)
    words = new_words().fit(read.texts)
    row = features(read, words)[[0]]
    leaning = np.random.default_rng(3).normal(size=row.shape[1]).astype(np.float32)
    first = len(leaning) - len(words.vocabulary_)
    weights = word_weights(read, 0, row, words, leaning)
    assert len(weights) == 6
    by_words = float(row[:, first - 1].toarray()[0, 0] * leaning[first - 1])
    ends = {"<s>", "</s>"}
    inner = [column for gram, column in words.vocabulary_.items() if not ends & set(gram.split())]
    grams = float((row[:, first:].toarray()[0] * leaning[first:])[inner].sum())
    outer = [column for gram, column in words.vocabulary_.items() if len(ends & set(gram.split())) and " " in gram]
    halves = float((row[:, first:].toarray()[0] * leaning[first:])[outer].sum()) / 2
    assert weights.sum() == pytest.approx(by_words + grams + halves, abs=1e-4)


def test_a_turn_without_a_word_is_surely_without_the_marker(coded, tmp_path):
    heads = learnt(coded, tmp_path / "out", "metaphor")
    fresh, *_ = read_session(99, np.random.default_rng(77))
    silent = heads.mark(with_text(fresh, 4, "[sighs]")).utterances[4].markers["metaphor"]
    assert (silent.label, silent.probability, silent.uncertain, silent.evidence) == ("no", 1.0, False, ())


def test_the_turn_before_is_the_other_s_last(coded):
    fresh = coded[0][0]
    said = list(fresh.scored.utterances)
    said[3] = replace(said[3], utterance=replace(said[3].utterance, role=Role.HELPER))  # three of the helper's
    read = replace(fresh, scored=replace(fresh.scored, utterances=tuple(said)))
    rows = features(read, new_words().fit(read.texts)).toarray()
    width = sum(len(marker.positives) for marker in codebook().markers)
    before = rows[:, width : 2 * width]
    assert not before[0].any()
    assert (before[1] == rows[0, :width]).all()
    for place in (2, 3, 4):
        assert (before[place] == rows[1, :width]).all()


def test_doubt_is_fitted_to_each_value(coded, tmp_path):
    """Where a label has been wrong too often on sessions not seen, it is in doubt, whatever its probability."""
    heads = learnt(coded, tmp_path / "out", "metaphor", "tone")
    fresh, *_ = read_session(99, np.random.default_rng(77))
    marked = [u.markers["tone"] for u in heads.mark(fresh).utterances[::2]]
    assert not any(score.uncertain for score in marked)
    (tone,) = [head for head in heads.heads if head.marker.id == "tone"]
    strict = replace(tone, decision=replace(tone.decision, doubt=(0.0, 1.01)))
    doubted = replace(heads, heads=(strict,)).mark(fresh).utterances[::2]
    assert all(u.markers["tone"].uncertain is u.markers["tone"].present for u in doubted)
