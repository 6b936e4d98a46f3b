"""A corpus of made-up codes, and predictions of it that are as right as one asks."""

import numpy as np
from labelled import session, utterance

from empathy.corpora.spec import CorpusSpec
from empathy.transcript import Role

VALUES = ("none", "simple", "complex")
SPEC = CorpusSpec.model_validate(
    {
        "name": "made",
        "title": "Made up",
        "reader": "annomi",
        "tasks": {
            "reflection": {"role": "helper", "values": VALUES, "marker": "reflection"},
            "input": {"role": "helper", "values": ("no", "yes"), "any_of": ("information", "advice")},
            "strategy": {"role": "helper", "values": ("Other", "Advising"), "as_marker": {"advice": "Advising"}},
        },
    }
)


def sessions(count=12, seed=3):
    rng = np.random.default_rng(seed)
    made = []
    for number in range(count):
        coders = 2 if number < 4 else 1
        utterances = []
        for place in range(10):
            first = VALUES[rng.integers(3)]
            codes = {
                "reflection": (first, VALUES[rng.integers(3)])[:coders],
                "input": (("no", "yes")[rng.integers(2)],),
                "strategy": (("Other", "Advising")[rng.integers(2)],),
            }
            said = utterance(place, Role.CLIENT) if place % 2 else utterance(place, Role.HELPER, codes=codes)
            utterances.append(said)
        made.append(session(f"m{number}", *utterances, topic=("drink", "work")[number % 2]))
    return made


def records(corpus, seed=0, skill=0.6):
    rng = np.random.default_rng(seed)

    def score(values, gold):
        chances = rng.dirichlet(np.ones(len(values)))
        if gold in values and rng.random() < skill:
            chances[values.index(gold)] += 1
        chances /= chances.sum()
        chances = {value: float(round(p, 4)) for value, p in zip(values, chances, strict=True)}
        label = max(chances, key=chances.get)
        return {"label": label, "probability": chances[label], "probabilities": chances, "uncertain": False}

    for each in corpus:
        for place, u in enumerate(each.utterances):
            markers = {}
            if u.codes:
                markers = {
                    "reflection": score(VALUES, u.codes["reflection"][0]),
                    "advice": score(("no", "yes"), u.codes["input"][0]),
                    "information": score(("no", "yes"), "no"),
                }
            yield {"session": each.session, "utterance": place, "role": u.role.value, "markers": markers}


def coded_by(*codes):
    """Return two sessions whose utterances have these reflection codes each, and predictions that say "simple"."""
    said = [utterance(place, Role.HELPER, codes={"reflection": given}) for place, given in enumerate(codes)]
    made = [session(name, *said) for name in ("a", "b")]
    score = {"label": "simple", "probabilities": {"none": 0.2, "simple": 0.6, "complex": 0.2}}
    return made, {name: {n: {"reflection": score} for n in range(len(codes))} for name in ("a", "b")}
