"""Two-way recurrent networks over the readings of whole sessions: how they learn, and what they say.

A gated recurrent unit (Cho et al. 2014) reads a session's turns forwards and backwards, as has served for the
MISC's codes (Xiao et al. 2016; Cao et al. 2019). A turn's readings pass through one layer first; the heads see that
layer beside both directions. `empathy.training.course_export` writes what `empathy.markers.course` runs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.utils import rnn

from empathy.training.settings import Course

Floats = NDArray[np.float32]
Places = NDArray[np.intp]

# Standardised readings are cut here: a logit far out says no more than one that is surely so.
FARTHEST = 5.0
_NONE = -1
# A column that spreads less says nothing, and is not blown up.
_FLAT = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One session to learn from.

    ``readings`` [turns, columns], ``speech`` the same of its copy in a recogniser's manner, if it has one;
    ``helper`` [turns, 1] is 1 where the helper speaks; ``manners`` [turns, coders] names who coded; ``targets``
    holds by head the place of each turn's value [turns], -1 for none.
    """

    readings: Floats
    speech: Floats | None
    helper: Floats
    manners: Floats
    targets: Mapping[str, Places]


class Network(nn.Module):
    """One network; ``sizes`` gives the number of values by head."""

    def __init__(self, columns: int, coders: int, sizes: Mapping[str, int], settings: Course) -> None:
        super().__init__()
        units = settings.units
        self.given = nn.Linear(columns, units)
        self.turns = nn.GRU(units + 1, units, bidirectional=True, batch_first=True)
        self.dropout = nn.Dropout(settings.dropout)
        self.says = nn.ModuleDict({head: nn.Linear(3 * units, size) for head, size in sizes.items()})
        # what each coder adds; learnt beside and settled into the bias, see `empathy.training.manners`
        self.manners = nn.ParameterDict({head: torch.zeros(coders, size) for head, size in sizes.items()})

    def forward(self, readings: Tensor, helper: Tensor, lengths: Tensor) -> dict[str, Tensor]:
        """Return each head's scores [sessions, turns, values]; ``lengths`` [sessions] are their turns' numbers."""
        own = self.dropout(torch.relu(self.given(self.dropout(readings))))
        turns = torch.cat([own, helper], dim=-1)
        # packed, so that the way back begins at a session's own last turn
        packed = rnn.pack_padded_sequence(turns, lengths, batch_first=True, enforce_sorted=False)
        course, _ = rnn.pad_packed_sequence(self.turns(packed)[0], batch_first=True)
        seen = self.dropout(torch.cat([course, own], dim=-1))
        return {head: says(seen) for head, says in self.says.items()}

    def settle(self) -> None:
        """Put the mean coder's manner into the biases."""
        with torch.no_grad():
            for head, says in self.says.items():
                if len(self.manners[head]):
                    says.bias += self.manners[head].mean(dim=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Networks:
    """Several networks that differ by their seed, and the readings' ``mean`` and ``scale`` [columns]."""

    mean: Floats
    scale: Floats
    members: Sequence[Network]

    def read(self, readings: Floats, helper: Floats) -> dict[str, Floats]:
        """Return by head the mean of their probabilities [turns, values]; see `Example`."""
        given = torch.from_numpy(_standard(readings, self.mean, self.scale))[None]
        spoke, lengths = torch.from_numpy(helper)[None], torch.tensor([len(helper)])
        with torch.inference_mode():
            said = [member(given, spoke, lengths) for member in self.members]
        return {
            head: torch.stack([torch.softmax(each[head][0], dim=-1) for each in said]).mean(dim=0).numpy()
            for head in said[0]
        }


def fit_networks(examples: Sequence[Example], sizes: Mapping[str, int], settings: Course, *, seed: int) -> Networks:
    """Fit the networks; seeds follow from ``seed``, the first one's."""
    every = np.vstack([example.readings for example in examples])
    mean, spread = every.mean(axis=0), every.std(axis=0)
    scale = np.where(spread > _FLAT, spread, 1.0).astype(np.float32)
    members = []
    for number in range(settings.count):
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed + number)
            members.append(_fit_one(examples, sizes, settings, mean, scale, seed + number))
    return Networks(mean=mean, scale=scale, members=members)


def _fit_one(
    examples: Sequence[Example],
    sizes: Mapping[str, int],
    settings: Course,
    mean: Floats,
    scale: Floats,
    seed: int,
) -> Network:
    network = Network(len(mean), examples[0].manners.shape[1], sizes, settings)
    optimizer = torch.optim.AdamW(network.parameters(), lr=settings.rate, weight_decay=settings.decay)
    steps = settings.passes * -(-len(examples) // settings.batch)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, settings.rate, total_steps=steps)
    chance = np.random.default_rng(seed)
    for _ in range(settings.passes):
        for batch in _batches(examples, settings, chance, mean, scale):
            loss = _loss(network, batch, settings.smoothing)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            scheduler.step()
    network.settle()
    return network.eval()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """Sessions filled up to the longest: [sessions, turns, …], and their own ``lengths`` [sessions]."""

    lengths: Tensor
    readings: Tensor
    helper: Tensor
    manners: Tensor
    targets: Mapping[str, Tensor]


def _batches(
    examples: Sequence[Example], settings: Course, chance: np.random.Generator, mean: Floats, scale: Floats
) -> Iterator[_Batch]:
    """Yield one pass over the sessions in a new order, some of them in a recogniser's manner."""
    order = chance.permutation(len(examples))
    for begin in range(0, len(order), settings.batch):
        chosen = [examples[place] for place in order[begin : begin + settings.batch]]
        readings = [
            e.speech if e.speech is not None and chance.random() < settings.speech else e.readings for e in chosen
        ]
        yield _Batch(
            lengths=torch.tensor([len(e.helper) for e in chosen]),
            readings=_filled([_standard(each, mean, scale) for each in readings], 0.0),
            helper=_filled([e.helper for e in chosen], 0.0),
            manners=_filled([e.manners for e in chosen], 0.0),
            targets={head: _filled([e.targets[head] for e in chosen], _NONE) for head in chosen[0].targets},
        )


def _loss(network: Network, batch: _Batch, smoothing: float) -> Tensor:
    """Return the sum over the heads of the cross-entropy, where any turn of the batch has a label for it."""
    scores = network(batch.readings, batch.helper, batch.lengths)
    losses = [
        nn.functional.cross_entropy(
            (scores[head] + batch.manners @ network.manners[head]).flatten(0, 1),
            target.flatten(),
            ignore_index=_NONE,
            label_smoothing=smoothing,
        )
        for head, target in batch.targets.items()
        if (target != _NONE).any()
    ]
    return torch.stack(losses).sum()


def _standard(readings: Floats, mean: Floats, scale: Floats) -> Floats:
    cut: Floats = np.clip((readings - mean) / scale, -FARTHEST, FARTHEST)
    return cut


def _filled(parts: Sequence[NDArray[np.generic]], value: float) -> Tensor:
    tensors = [torch.from_numpy(np.ascontiguousarray(part)) for part in parts]
    return rnn.pad_sequence(tensors, batch_first=True, padding_value=value)
