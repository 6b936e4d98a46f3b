import torch
from tiny_bert import SHAPE, weights
from tiny_session import session
from tiny_tokenizer import tokenizer

from empathy.features.layout import Layout
from empathy.training.bodies import Pretrained, load_bert
from empathy.training.inputs import whole
from empathy.training.loop import beliefs, is_finished, predict, train_encoder
from empathy.training.recipe import Recipe
from empathy.training.tasks import columns
from empathy.training.teacher import Teacher

RECIPE = Recipe(name="tiny", epochs=4, batch_tokens=128, chunk_tokens=64, rate=1e-3, head_rate=1e-2, dropout=0)


def pretrained(folder):
    path = weights(folder / "model.safetensors")
    return Pretrained(shape=SHAPE, fill=lambda encoder: load_bert(encoder, path))


class Stopped(Exception):
    pass


def run(folder, *, stop_at=None, teacher=None):
    losses = []

    def progress(done, _steps, loss):
        losses.append(loss)
        if done == stop_at:
            raise Stopped

    sessions = [session(str(number)) for number in range(6)]
    encoder = train_encoder(
        RECIPE,
        sessions,
        Layout(tokenizer()),
        start=pretrained(folder),
        checkpoint=folder / "run.pt",
        progress=progress,
        teacher=teacher,
    )
    return encoder, losses


def test_a_stopped_run_ends_where_an_unbroken_one_does(tmp_path):
    whole_folder, broken_folder = tmp_path / "whole", tmp_path / "broken"
    whole_folder.mkdir()
    broken_folder.mkdir()
    unbroken, losses = run(whole_folder)
    try:
        run(broken_folder, stop_at=len(losses) - 1)
    except Stopped:
        assert not is_finished(broken_folder / "run.pt")
        resumed, rest = run(broken_folder)
    assert is_finished(broken_folder / "run.pt")
    assert len(rest) < len(losses)
    for name, value in unbroken.state_dict().items():
        torch.testing.assert_close(resumed.state_dict()[name], value, msg=name)


def test_training_lowers_the_loss_and_learns_its_sessions(tmp_path):
    encoder, losses = run(tmp_path)
    assert losses[-1] < losses[0]
    logits = predict(encoder, whole(session(), Layout(tokenizer())).input)
    assert logits[0, :4].argmax() == 0  # the first turn's behaviour is a question


def test_a_student_believes_its_teacher(tmp_path):
    sessions = [session(str(number)) for number in range(6)]
    encoder, _ = run(tmp_path)
    known = beliefs(encoder, sessions, Layout(tokenizer()))
    assert len(known) == sum(len(each.utterances) for each in sessions)
    # a teacher that calls every behaviour "other", whatever the coders say
    place = columns()["behaviour"]
    for row in known.values():
        row[place] = [0, 0, 0, 1]
    (tmp_path / "student").mkdir()
    student, _ = run(tmp_path / "student", teacher=Teacher(beliefs=known, share=1.0))
    logits = predict(student, whole(session(), Layout(tokenizer())).input)
    assert logits[0, place].argmax() == 3
