"""The masked loss over all tasks, and the rationales' token loss."""

import torch
from torch import Tensor
from torch.nn import functional

from empathy.corpora.epitome import MECHANISMS
from empathy.training.tasks import TASKS, columns

_PLACES = columns()
_SMOOTHED = {"behaviour", "reflection", "question", "input", "talk", "strategy"}


def task_loss(logits: Tensor, targets: Tensor, weights: Tensor, *, smoothing: float) -> Tensor:
    """Weighted cross-entropy summed over tasks, averaged over coded or believed utterances; all [U, columns].

    Codes of one expert are noisy and smoothed by `smoothing`, the stand-off codes by a third of it.
    """
    total = logits.new_zeros(())
    for task in TASKS:
        place = _PLACES[task.name]
        weight = weights[:, place.start]
        rate = smoothing if task.name in _SMOOTHED else smoothing / 3
        if task.binary:
            wanted = targets[:, place.start] * (1 - rate) + rate / 2
            loss = functional.binary_cross_entropy_with_logits(
                logits[:, place.start],
                wanted,
                pos_weight=logits.new_tensor(task.positive),
                reduction="none",
            )
        else:
            wanted = targets[:, place] * (1 - rate) + rate / task.width
            loss = -(wanted * functional.log_softmax(logits[:, place], dim=-1)).sum(-1)
        total = total + (loss * weight).sum()
    return total / (weights.amax(dim=1) > 0).sum().clamp(min=1)


def rationale_loss(scores: Tensor, marked: Tensor) -> Tensor:
    """Binary cross-entropy of the EPITOME heads' attention scores against the marked tokens.

    `scores` [N, tasks]; `marked` [N, mechanisms] with -1 where no code says anything.
    """
    names = [task.name for task in TASKS]
    chosen = scores[:, [names.index(mechanism) for mechanism in MECHANISMS]]
    known = marked >= 0
    if not bool(known.any()):
        return scores.new_zeros(())
    return functional.binary_cross_entropy_with_logits(chosen[known], marked[known])


def consistency_loss(first: Tensor, second: Tensor, weights: Tensor) -> Tensor:
    """R-Drop (Liang et al. 2021): the symmetric divergence of two passes with different dropout."""
    total = first.new_zeros(())
    for task in TASKS:
        place = _PLACES[task.name]
        weight = weights[:, place.start]
        one, two = first[:, place], second[:, place]
        if task.binary:
            one, two = (torch.cat([torch.zeros_like(each), each], dim=-1) for each in (one, two))
        log_one, log_two = functional.log_softmax(one, -1), functional.log_softmax(two, -1)
        divergence = ((log_one.exp() - log_two.exp()) * (log_one - log_two)).sum(-1)
        total = total + (divergence * weight).sum() / 2
    return total / (weights.amax(dim=1) > 0).sum().clamp(min=1)
