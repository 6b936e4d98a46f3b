from dataclasses import replace

import numpy as np
from tiny_session import session
from tiny_tokenizer import tokenizer

from empathy.features.layout import Layout
from empathy.training.inputs import Augmentation, epoch, soft_targets, whole
from empathy.training.tasks import columns

PLAIN = Augmentation(speech=0, names=0, alone=0)


def test_annotators_who_differ_give_a_soft_target():
    targets, weights = soft_targets({"question": ("open", "open", "none", "open")})
    place = columns()["question"]
    assert targets[place].tolist() == [0.25, 0.75, 0.0]
    assert (weights[place] > 0).all()
    assert weights.sum() == weights[place].sum()


def test_every_coded_utterance_is_learnt_from_once_an_epoch():
    sessions = [session(str(n)) for n in range(7)]
    rng = np.random.default_rng(3)
    batches = list(epoch(sessions, Layout(tokenizer()), rng=rng, augmentation=PLAIN, chunk=20, batch=60))
    learnt = [
        key for batch in batches for key, weights in zip(batch.keys, batch.weights, strict=True) if weights.any()
    ]
    assert len(batches) > 2
    assert len(learnt) == len(set(learnt)) == 7 * 5


def test_rationales_mark_the_wordpieces_of_their_passage():
    given = session()
    last = replace(
        given.utterances[4],
        codes={"emotional_reactions": ("strong",)},
        spans={"emotional_reactions": ("That is hard.",)},
    )
    batch = whole(replace(given, utterances=(*given.utterances[:4], last)), Layout(tokenizer()))
    begin, end = batch.input.starts[4:6]
    # [CLS] therapist that is hard . you feel sad . [SEP]
    assert batch.rationales[begin:end, 0].tolist() == [0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0]
    assert (batch.rationales[:begin] == -1).all()
    assert (batch.rationales[:, 1:] == -1).all()
