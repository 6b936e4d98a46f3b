"""The encoder in torch: a BERT body over a session and, for each task, attention over an utterance's words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from empathy.features.layout import KINDS, KINDS_BEFORE, EncoderInput
from empathy.training.tasks import TASKS, Task

# Wordpieces further apart than this share a bucket (MPNet).
_FURTHEST = 128


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The body's sizes; the defaults are MiniLM-L6's."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    inner: int = 1536
    heads: int = 12
    layers: int = 6
    dropout: float = 0.1
    # The first layer that sees the conversation.
    context_from: int = 3
    # Buckets of the distance between two wordpieces, each with a bias a head in every layer (MPNet); 0 for none.
    distances: int = 0


class Dropout(nn.Module):
    """Dropout whose mask comes from raw random bytes: on a CPU torch's own takes a tenth of a step.

    The chance is rounded to a 256th.
    """

    def __init__(self, chance: float) -> None:
        super().__init__()
        self.bar = round(chance * 256)
        self._bytes: np.random.Generator | None = None

    def forward(self, hidden: Tensor) -> Tensor:
        """Drop elements in training; the seed is torch's."""
        if not self.training or self.bar == 0:
            return hidden
        if hidden.device.type != "cpu":
            return functional.dropout(hidden, self.bar / 256)
        if self._bytes is None:
            self._bytes = np.random.Generator(np.random.SFC64(torch.initial_seed()))
        drawn = torch.frombuffer(bytearray(self._bytes.bytes(hidden.numel())), dtype=torch.uint8)
        kept = (drawn >= self.bar).to(hidden.dtype) * (256 / (256 - self.bar))
        return hidden * kept.view(hidden.shape)


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """`empathy.features.layout.EncoderInput` as tensors; rectangles are (own, keys, kinds)."""

    ids: Tensor
    positions: Tensor
    starts: Tensor
    rectangles: tuple[tuple[Tensor, Tensor, Tensor], ...]
    back: Tensor

    @classmethod
    def of(cls, given: EncoderInput, device: torch.device) -> "Session":
        """Copy a layout to a device."""

        def tensor(array: NDArray[np.int64]) -> Tensor:
            return torch.from_numpy(array).to(device)

        return cls(
            ids=tensor(given.ids),
            positions=tensor(given.positions),
            starts=tensor(given.starts),
            rectangles=tuple(
                (tensor(each.own), tensor(each.keys), tensor(each.kinds)) for each in given.rectangles
            ),
            back=tensor(given.back),
        )


class Layer(nn.Module):
    """One transformer layer, layer norms after the sums as in BERT.

    What a key is to a query (its own utterance, the turn before, …) is a learned bias a kind, head and layer, zero
    at the start (after T5, Raffel et al. 2020).
    """

    def __init__(self, shape: Shape, *, context: bool) -> None:
        super().__init__()
        self.heads = shape.heads
        self.context = context
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.kinds = nn.Parameter(torch.zeros(KINDS, shape.heads))
        with torch.no_grad():
            self.kinds[0] = -1e4  # padding
        self.out = nn.Linear(shape.width, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.final_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = Dropout(shape.dropout)

    def forward(self, hidden: Tensor, session: Session, distances: Sequence[Tensor] | None = None) -> Tensor:
        """Hidden states [N, width] to hidden states; ``distances`` holds a bias of every rectangle's keys."""
        query, key, value = self.qkv(hidden).chunk(3, dim=-1)
        query = query * (hidden.shape[-1] // self.heads) ** -0.5
        bias = self.kinds.to(query.dtype)
        mixed = []
        # Autocast would lift the softmax to float32, which costs much on a CPU and gains nothing here.
        with torch.autocast(hidden.device.type, enabled=False):
            for place, (own, keys, kinds) in enumerate(session.rectangles):
                seen = slice(None) if self.context else slice(0, own.shape[1])
                asked = self._split(functional.embedding(own, query))
                known = self._split(functional.embedding(keys[:, seen], key))
                meant = self._split(functional.embedding(keys[:, seen], value))
                masked = functional.embedding(kinds[:, seen], bias).transpose(1, 2)[:, :, None, :]
                if distances is not None:
                    masked = masked + distances[place][..., seen].to(masked.dtype)
                weights = functional.softmax(asked @ known.transpose(-1, -2) + masked, dim=-1)
                mixed.append((weights @ meant).transpose(1, 2).reshape(own.numel(), -1))
            gathered = functional.embedding(session.back, torch.cat(mixed))
        hidden = self.norm(hidden + self.dropout(self.out(gathered)))
        inner = functional.gelu(self.up(hidden))
        normed: Tensor = self.final_norm(hidden + self.dropout(self.down(inner)))
        return normed

    def _split(self, states: Tensor) -> Tensor:
        return states.view(*states.shape[:2], self.heads, -1).transpose(1, 2)


class Distances(nn.Module):
    """A bias a head for how far a key stands from a query, the same in every layer (MPNet, Song et al. 2020)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.biases = nn.Embedding(shape.distances, shape.heads)

    def forward(self, session: Session) -> list[Tensor]:
        """Return [n, heads, width, keys] of each rectangle; another turn is as far away as can be."""
        half = self.biases.num_embeddings // 2
        found = []
        for own, keys, kinds in session.rectangles:
            apart = session.positions[keys][:, None, :] - session.positions[own][:, :, None]
            kind = kinds[:, None, :].expand_as(apart)
            elsewhere = torch.where(kind <= KINDS_BEFORE, half - 1, 2 * half - 1)
            bucket = torch.where(kind <= 1, self._bucket(apart, half), elsewhere)
            found.append(self.biases(bucket).permute(0, 3, 1, 2))
        return found

    @staticmethod
    def _bucket(apart: Tensor, half: int) -> Tensor:
        """Half of the buckets for what stands before; of these half for single steps, the rest ever wider (T5)."""
        steps, exact = apart.abs(), half // 2
        wide = torch.log(steps.clamp(min=1) / exact) / math.log(_FURTHEST / exact) * (half - exact)
        far = (exact + wide.long()).clamp(max=half - 1)
        return torch.where(steps < exact, steps, far) + half * (apart > 0)


class Body(nn.Module):
    """Embeddings and layers."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = Dropout(shape.dropout)
        self.layers = nn.ModuleList(
            Layer(shape, context=index >= shape.context_from) for index in range(shape.layers)
        )
        self.distances = Distances(shape) if shape.distances else None

    def forward(self, session: Session) -> Tensor:
        """Hidden states [N, width]."""
        hidden: Tensor = self.dropout(self.norm(self.words(session.ids) + self.places(session.positions)))
        distances = self.distances(session) if self.distances is not None else None
        for layer in self.layers:
            hidden = layer(hidden, session, distances)
        return hidden


class Heads(nn.Module):
    """For each task a score of every wordpiece's weight, and for each column its value."""

    owners: Tensor

    def __init__(self, width: int, tasks: Sequence[Task]) -> None:
        super().__init__()
        owners = [index for index, task in enumerate(tasks) for _ in range(task.width)]
        self.register_buffer("owners", torch.tensor(owners), persistent=False)
        self.query = nn.Linear(width, len(tasks))
        self.value = nn.Linear(width, len(owners), bias=False)
        self.whole = nn.Linear(width, len(owners))

    def forward(self, hidden: Tensor, starts: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores [N, tasks], values [N, columns] and, from each [CLS], the rest of the logits [U, columns]."""
        return self.query(hidden), self.value(hidden), self.whole(hidden[starts[:-1]])

    def logits(self, scores: Tensor, values: Tensor, whole: Tensor, starts: Tensor) -> Tensor:
        """Pool the values of each utterance by the softmax of its scores: [U, columns]."""
        sizes = starts.diff()
        owner = torch.repeat_interleave(torch.arange(len(sizes), device=scores.device), sizes)
        # Scores are bounded in practice; the clamp keeps exp finite without a maximum an utterance.
        weights = scores.clamp(-30, 30).exp()
        total = weights.new_zeros(len(sizes), weights.shape[1]).index_add(0, owner, weights)
        shares = weights / total[owner]
        return whole + torch.zeros_like(whole).index_add(0, owner, shares[:, self.owners] * values)


class Encoder(nn.Module):
    """Body and heads."""

    def __init__(self, shape: Shape | None = None, tasks: Sequence[Task] = TASKS) -> None:
        super().__init__()
        shape = shape or Shape()
        self.shape = shape
        self.body = Body(shape)
        self.heads = Heads(shape.width, tasks)

    def forward(self, session: Session) -> tuple[Tensor, Tensor]:
        """Logits [U, columns] and scores [N, tasks]; what stands after the last utterance is padding."""
        hidden = self.body(session)[: int(session.starts[-1])]
        with torch.autocast(hidden.device.type, enabled=False):
            scores, values, whole = self.heads(hidden.float(), session.starts)
            return self.heads.logits(scores, values, whole, session.starts), scores
