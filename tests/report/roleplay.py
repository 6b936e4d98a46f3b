"""A role-play written for these tests, with marker scores set by hand: reports need no trained model here."""

import re
from pathlib import Path

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance, Redaction
from empathy.markers.catalogue import codebook
from empathy.markers.scores import MarkerScore, ScoredTranscript, ScoredUtterance
from empathy.session.summarise import summarise
from empathy.session.summary import SessionReport
from empathy.transcript import Reading, Role

_PLACEHOLDER = re.compile(r"\[([A-Z]+)_\d+\]")

# A scene is written as turns ("role: text"), each followed by its marks, indented:
# "marker=label probability", with "?" for doubt and the evidence in single quotes, or "unscored".
_TURN = re.compile(r"^(?P<role>helper|client|other): (?P<text>.*)$")


def read_scene(path):
    """Return a scene as (role, text, marks); marks is None for a turn that is not scored."""
    scene = []
    for line in path.read_text(encoding="utf-8").splitlines():
        turn = _TURN.match(line)
        if turn:
            scene.append((turn["role"], turn["text"], []))
        elif line.strip() == "unscored":
            scene[-1] = (*scene[-1][:2], None)
        else:
            scene[-1][2].append(line.strip())
    return scene


SCENE = read_scene(Path(__file__).with_name("night_watch.txt"))


_MARK = re.compile(r"^(?P<marker>\w+)=(?P<label>\w+) (?P<p>\.\d+)(?P<doubt> \?)?(?P<words>.*)$")


def _score(text, marker, mark):
    label, probability = mark["label"], float(mark["p"])
    evidence = re.findall(r"'(.*?)'(?= '|$)", mark["words"])
    spans = tuple((text.index(words), text.index(words) + len(words)) for words in evidence)
    return _spread(marker, label, probability, uncertain=bool(mark["doubt"]), evidence=spans)


def _spread(marker, label, probability, *, uncertain=False, evidence=()):
    """Give the label its probability and share the rest among the other values."""
    rest = (1 - probability) / (len(marker.values) - 1)
    return MarkerScore(
        label=label,
        probability=probability,
        probabilities={value: probability if value == label else rest for value in marker.values},
        uncertain=uncertain,
        evidence=evidence,
    )


def _markers(role, text, marks, *, written=False):
    """Return every marker of the role: unmarked ones surely absent, doubted ones below one half left out."""
    given = {m["marker"]: m for m in map(_MARK.match, marks)}
    scores = {}
    for marker in codebook().for_role(role):
        if marker.written_only and not written:
            continue
        mark = given.get(marker.id)
        if mark is None:
            scores[marker.id] = _spread(marker, marker.negative, 0.96)
        elif float(mark["p"]) < 0.5 and len(marker.values) == 2:
            scores[marker.id] = _spread(marker, marker.negative, 1 - float(mark["p"]), uncertain=True)
        else:
            scores[marker.id] = _score(text, marker, mark)
    return scores


def _utterance(index, role, text, clock, *, timed):
    seconds = 1.5 + 0.38 * len(text.split())
    redactions = tuple(
        Redaction(kind=m[1].lower(), placeholder=m[0], start=m.start(), end=m.end(), reason="test")
        for m in _PLACEHOLDER.finditer(text)
    )
    return AnonymizedUtterance(
        index=index,
        speaker={"helper": "Trainee", "client": "[PERSON_1]"}.get(role, "Timekeeper"),
        role=Role(role),
        text=text,
        start=clock if timed else None,
        end=clock + seconds if timed else None,
        is_noise=text == "[laughter]",
        redactions=redactions,
    )


def scored_scene(scene=SCENE, *, session="night-watch", timed=True, written=False):
    """Build the scored transcript of a scene."""
    utterances, clock = [], 4.0
    for index, (role, text, marks) in enumerate(scene):
        utterance = _utterance(index, role, text, round(clock, 2), timed=timed)
        clock += 2.2 + 0.38 * len(text.split()) + (6 if index % 11 == 10 else 0)
        markers = {} if marks is None else _markers(Role(role), text, marks, written=written)
        utterances.append(ScoredUtterance(utterance=utterance, markers=markers))
    transcript = AnonymizedTranscript(
        session=session,
        utterances=tuple(u.utterance for u in utterances),
        reading=Reading(format="WebVTT", units=len(scene) + 22, merged=22, notes=("Two cues overlap in time.",)),
    )
    return ScoredTranscript(transcript=transcript, utterances=tuple(utterances), model="hand-made 0")


def report_of(scored):
    """Sum a scored transcript up and add what a model's card would say."""
    return SessionReport(
        scored=scored,
        summary=summarise(scored),
        cautions={"minimising": "Held-out F1 is .41: read this marker as a hint."},
        figures={"reflection": "κ .55 held out", "minimising": "F1 .41 held out"},
    )


def long_scene(utterances):
    """Repeat the scene up to a number of utterances."""
    return [SCENE[i % len(SCENE)] for i in range(utterances)]
