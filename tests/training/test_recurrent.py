from dataclasses import replace

import numpy as np
import torch
from tiny_course import COURSE

from empathy.training.recurrent import Example, Network, fit_networks

SIZES = {"talk": 2}
TURNS = 12


def example(rng, *, lag=0, coder=None, target=None):
    """Return a session whose labels are the sign of the reading ``lag`` turns on, or ``target`` throughout."""
    readings = rng.choice([-1.0, 1.0], size=(TURNS, 2)).astype(np.float32)
    signs = np.roll(readings[:, 0], -lag) > 0
    manners = np.zeros((TURNS, 2), dtype=np.float32)
    if coder is not None:
        manners[:, coder] = 1
    places = signs if target is None else np.full(TURNS, target)
    return Example(
        readings=readings,
        speech=None,
        helper=np.ones((TURNS, 1), dtype=np.float32),
        manners=manners,
        targets={"talk": places.astype(np.intp)},
    )


def accuracy(networks, asked, cut):
    said = [networks.read(each.readings, each.helper)["talk"].argmax(axis=1) for each in asked]
    right = [found[cut] == each.targets["talk"][cut] for found, each in zip(said, asked, strict=True)]
    return np.concatenate(right).mean()


def test_a_label_that_shows_two_turns_later_is_learnt():
    rng = np.random.default_rng(1)
    learnt, asked = ([example(rng, lag=2) for _ in range(count)] for count in (60, 20))
    networks = fit_networks(learnt, SIZES, COURSE.model_copy(update={"units": 16}), seed=3)
    # the last two turns have none two later
    assert accuracy(networks, asked, slice(0, -2)) > 0.9


def test_the_same_seed_gives_the_same_networks_and_each_its_own():
    learnt = [example(np.random.default_rng(2)) for _ in range(8)]
    first, again = (fit_networks(learnt, SIZES, COURSE, seed=3) for _ in range(2))
    weights = [member.given.weight for member in (*first.members, *again.members)]
    assert torch.equal(weights[0], weights[2])
    assert torch.equal(weights[1], weights[3])
    assert not torch.equal(weights[0], weights[1])


def test_the_mean_coder_is_settled_into_the_biases():
    network = Network(2, 2, SIZES, COURSE)
    before = network.says["talk"].bias.detach().clone()
    network.manners["talk"].data[:] = torch.tensor([[1.0, 0.0], [0.0, 4.0]])
    network.settle()
    torch.testing.assert_close(network.says["talk"].bias.detach() - before, torch.tensor([0.5, 2.0]))


def test_what_only_coders_tell_apart_is_theirs():
    """Sessions are alike but for their coder, who says always yes or always no: nobody's reading is even."""
    rng = np.random.default_rng(4)
    learnt = [example(rng, coder=number % 2, target=number % 2) for number in range(40)]
    networks = fit_networks(learnt, SIZES, COURSE.model_copy(update={"passes": 40}), seed=3)
    said = networks.read(learnt[0].readings, learnt[0].helper)["talk"]
    assert 0.2 < said[:, 1].mean() < 0.8


def test_a_column_that_never_moves_is_left_out():
    rng = np.random.default_rng(8)
    learnt = [replace(e, readings=e.readings * np.float32([1, 0])) for e in (example(rng) for _ in range(4))]
    networks = fit_networks(learnt, SIZES, COURSE, seed=3)
    given = np.zeros((3, 2), dtype=np.float32)
    moved = given + np.float32([0, 1e-5])
    helper = np.ones((3, 1), dtype=np.float32)
    there, here = (networks.read(each, helper)["talk"] for each in (moved, given))
    np.testing.assert_allclose(there, here, atol=1e-4)


def test_some_sessions_are_learnt_as_speech():
    """Speech copies alone carry the label: without them nothing is learnt."""
    rng = np.random.default_rng(9)
    plain = [example(rng) for _ in range(40)]
    learnt = [replace(e, readings=np.zeros_like(e.readings), speech=e.readings) for e in plain]
    right = {}
    for share in (0.0, 1.0):
        networks = fit_networks(learnt, SIZES, COURSE.model_copy(update={"speech": share}), seed=3)
        right[share] = accuracy(networks, plain, slice(None))
    assert right[1.0] > 0.9 > right[0.0]


def test_a_turn_without_a_label_teaches_nothing():
    rng = np.random.default_rng(5)
    learnt = [example(rng, target=1) for _ in range(8)]
    for each in learnt:
        each.targets["talk"][::2] = -1
    networks = fit_networks(learnt, SIZES, COURSE, seed=3)
    assert networks.read(learnt[0].readings, learnt[0].helper)["talk"][:, 1].min() > 0.8


def test_a_session_is_read_alike_alone_and_beside_a_longer_one():
    rng = np.random.default_rng(6)
    network = fit_networks([example(rng) for _ in range(4)], SIZES, COURSE, seed=3).members[0]
    given, helper = torch.randn(2, TURNS, 2), torch.ones(2, TURNS, 1)
    with torch.inference_mode():
        together = network(given, helper, torch.tensor([TURNS, 5]))["talk"][1, :5]
        alone = network(given[1:, :5], helper[1:, :5], torch.tensor([5]))["talk"][0]
    torch.testing.assert_close(together, alone)
