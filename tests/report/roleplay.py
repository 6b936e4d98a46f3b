"""A role-play written for these tests, with marker scores set by hand: reports need no trained model here."""

import re

from empathy.anonymize.result import AnonymizedTranscript, AnonymizedUtterance, Redaction
from empathy.markers.catalogue import codebook
from empathy.markers.scores import MarkerScore, ScoredTranscript, ScoredUtterance
from empathy.session.summarise import summarise
from empathy.session.summary import SessionReport
from empathy.transcript import Reading, Role

_PLACEHOLDER = re.compile(r"\[([A-Z]+)_\d+\]")

# (role, text, marks): a mark is "marker=label probability", with "?" for doubt and the evidence in single quotes.
SCENE = [
    ("helper", "Hello, [PERSON_1]. We have about twenty minutes today. What would be most useful to talk about?",
     ["behaviour=question .81", "question=open .93 'What would be most useful to talk about'",
      "information=yes .64 'We have about twenty minutes today'", "autonomy=yes .58 ? 'most useful'"]),
    ("client", "I don't really know where to start. It's my dad. He had a stroke in [DATE_1] and he lives with us now.",
     ["opportunity=implicit .77 'had a stroke'"]),
    ("helper", "Your dad moved in with you after the stroke.",
     ["behaviour=reflection .9", "reflection=simple .84 'Your dad moved in with you'"]),
    ("client", "Yes. Since then I get up three, four times a night. I work at [ORGANIZATION_1] in the day. "
     "I just function.", ["opportunity=implicit .69 'I just function'"]),
    ("helper", "So you care for him all night and stand at work in the morning as if nothing had happened. "
     "That sounds utterly exhausting.",
     ["behaviour=reflection .94", "reflection=complex .82 'stand at work in the morning as if nothing had happened'",
      "validation=yes .74 'That sounds utterly exhausting'", "feeling=yes .66 'exhausting'"]),
    ("client", "It is. And nobody sees it.", ["opportunity=explicit .55 ? 'nobody sees it'"]),
    ("helper", "Mm-hmm.", []),
    ("client", "My brother [PERSON_2] comes on Sundays with cake and everybody says what a good son he is.",
     ["opportunity=implicit .58 ?"]),
    ("helper", "And you are the one who is there on the other six days. You feel overlooked, and a bit bitter maybe.",
     ["behaviour=reflection .92", "reflection=complex .88 'the one who is there on the other six days'",
      "feeling=yes .95 'overlooked, and a bit bitter'"]),
    ("client", "Bitter, yes. I'm ashamed of it, but I am. I was so angry last Sunday that I went and sat in the car.",
     ["opportunity=explicit .96 'ashamed' 'so angry'"]),
    ("helper", "Anyone who carries that much and gets so little thanks would be angry. There's nothing shameful in it.",
     ["behaviour=other .62 ?", "validation=yes .97 'Anyone who carries that much' 'would be angry'",
      "feeling=yes .71 'angry'", "reflection=simple .41 ?"]),
    ("client", "[laughter]", None),
    ("client", "Thanks. I've never told that to anybody.", ["opportunity=implicit .49 ?"]),
    ("helper", "I'm really glad that you told me. It took courage to say it out loud.",
     ["behaviour=other .77", "warmth=yes .9 'I'm really glad'", "affirmation=yes .93 'It took courage'"]),
    ("client", "Maybe I should talk to him. But he'd only say that I'm good at it and he isn't.",
     ["talk=change .61 'Maybe I should talk to him'"]),
    ("helper", "Have you asked him straight out to take over one night a week?",
     ["behaviour=question .66", "question=closed .88 'Have you asked him'", "advice=yes .57 ? 'take over one night'"]),
    ("client", "No. It's easier to do it myself than to explain it all to him.",
     ["talk=sustain .83 'It's easier to do it myself'"]),
    ("helper", "On the one hand it's too much, and on the other asking feels like even more work.",
     ["behaviour=reflection .93", "reflection=complex .91 'On the one hand' 'on the other'"]),
    ("client", "Exactly. And if something happened on his night, I'd never forgive myself. I'm scared of that.",
     ["opportunity=explicit .94 'I'm scared'", "talk=sustain .52 ?"]),
    ("helper", "Okay. And does your father have a care grade already?",
     ["behaviour=question .91", "question=closed .95 'does your father have'", "minimising=yes .54 ? 'Okay. And'"]),
    ("client", "Grade three, since [DATE_2].", []),
    ("helper", "With grade three you are entitled to respite care, up to six weeks in a year. The counselling centre in "
     "[LOCATION_1] fills in the forms with you.",
     ["behaviour=input .95", "information=yes .96 'entitled to respite care'"]),
    ("client", "Somebody did mention that. I haven't had the head for it.", ["talk=sustain .44 ?"]),
    ("helper", "You really should apply for it this week. And you have to sleep more, or you'll collapse.",
     ["behaviour=input .9", "advice=yes .96 'should apply for it' 'have to sleep more'",
      "confront=yes .63 'or you'll collapse'"]),
    ("client", "I know. I know that. I lie there and I listen whether he's breathing.",
     ["opportunity=implicit .81 'listen whether he's breathing'", "talk=neutral .7"]),
    ("helper", "Well, at least he's at home and not in a ward. It'll get better.",
     ["behaviour=other .68", "minimising=yes .91 'at least he's at home' 'It'll get better'"]),
    ("client", "Hm. I suppose.", []),
    ("helper", "I moved too fast just now. You lie awake listening for his breath. That must be frightening.",
     ["behaviour=reflection .88", "reflection=complex .79 'lie awake listening for his breath'",
      "feeling=yes .89 'frightening'", "validation=yes .61 ? 'must be'", "self_disclosure=yes .38 ?"]),
    ("client", "It is. Every night. My heart is going like mad when it's quiet for a second.",
     ["opportunity=explicit .72 'My heart is going like mad'"]),
    ("helper", "When my own mother was ill I listened at the door like that, too. It makes sense: you love him.",
     ["behaviour=other .59 ?", "self_disclosure=yes .96 'When my own mother was ill I listened'",
      "validation=yes .9 'It makes sense'", "warmth=yes .42 ?"]),
    ("client", "I do. That's the thing. I do love him. I only want one night off.",
     ["opportunity=explicit .63 'I do love him'", "talk=change .87 'I only want one night off'"]),
    ("helper", "Would it be all right if we looked together at what one night off could be like? You decide what's right.",
     ["behaviour=question .57 ?", "autonomy=yes .95 'Would it be all right' 'You decide'",
      "question=closed .76 'Would it be all right'"]),
    ("client", "Yes. I'd like that.", ["talk=change .68"]),
    ("helper", "What would have to be in place for you to sleep through?",
     ["behaviour=question .96", "question=open .94 'What would have to be in place'"]),
    ("client", "Somebody in the next room who knows what to do. It could even be [PERSON_2], if I showed him.",
     ["talk=change .79 'if I showed him'"]),
    ("helper", "So showing him once might be worth the trouble, because afterwards you could let go for a night.",
     ["behaviour=reflection .87", "reflection=complex .73 'let go for a night'", "advice=yes .35 ?"]),
    ("client", "One night. I think I'll ring him tonight, before I lose my nerve.",
     ["talk=change .96 'I'll ring him tonight'"]),
    ("helper", "You know what you need, and you're ready to ask for it. That's a big step.",
     ["behaviour=other .54 ?", "affirmation=yes .95 'You know what you need' 'a big step'", "reflection=simple .46 ?"]),
    ("client", "It doesn't feel big. But thank you.", []),
    ("other", "Five minutes left.", None),
    ("helper", "Let's pick that up again next [DATE_3]. You can call me before that, too.",
     ["behaviour=input .7", "information=yes .71 'You can call me'"]),
]  # fmt: skip

_MARK = re.compile(r"^(?P<marker>\w+)=(?P<label>\w+) (?P<p>\.\d+)(?P<doubt> \?)?(?P<words>.*)$")


def _score(text, marker, mark):
    label, probability = mark["label"], float(mark["p"])
    evidence = [words for words in re.findall(r"'(.*?)'(?= '|$)", mark["words"])]
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
    """Return every marker of the role: those marked, the rest surely absent, and doubt below one half as left out."""
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
