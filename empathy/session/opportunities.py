"""Empathic opportunities of the client: which were met, which were missed, and where to come back to.

The rule is the codebook's: an opportunity is met by a reflection, validation, affirmation, warmth or feeling in
the helper's next utterance with content (VR-CoDES; Suchman et al. 1997).
"""

import re
from collections.abc import Sequence
from itertools import islice

from empathy.markers.catalogue import codebook
from empathy.markers.scores import ScoredUtterance
from empathy.markers.watch import (
    asks_about_safety,
    asks_about_suicide,
    assents,
    brushes_aside,
    judges_the_person,
    lifts_a_burden,
    pushes_back,
    speaks_of_risk,
)
from empathy.session.summary import Opportunity, Then
from empathy.transcript import Role

MEETING_MARKERS = ("reflection", "validation", "affirmation", "warmth", "feeling")
# Turns that hold no content of their own, noise marks aside: the search for an answer goes on past them. Wider than
# what the model has learnt to take for one (`empathy.features.wordpieces.is_backchannel`): a listener's sounds in
# every spelling, at any length, and words that only begin a turn which broke off.
_BACKCHANNEL = re.compile(
    r"""^(?:\W|\b(?:
        [mh]+ | h?u[uh]*h | um+ | oh+ | ah+ | aw+ | aha | wow
        | yeah | yep | yup | yes | yah? | right | okay | ok | sure | i\ see | all\ ?right | got\ it
        | so | well | and | but
    )\b)*$""",
    re.IGNORECASE | re.VERBOSE,
)
_NOISE = re.compile(r"\[[^\]]*\]|\([^)]*\)|<[^>]*>|\*[^*]*\*")

_LIKELY = 0.5
# A helper may say back what was said before asking: within so many turns with content the question comes.
_SOON = 3
# Words of suicide ask for something else than a marker: to be asked about plainly (Zero Suicide; ASIST).
SAFETY = (
    "What counts here is to ask about safety, plainly and at once; no marker measures that. Talk this moment "
    "through with your trainer or supervisor."
)


def at_risk(scored: ScoredUtterance) -> bool:
    """Tell whether a client's words may speak of suicide or self-harm, or a helper's ask about that."""
    said = scored.utterance
    if said.role is Role.HELPER:
        return asks_about_suicide(said.text)
    return said.role is Role.CLIENT and speaks_of_risk(said.text)


def has_content(text: str) -> bool:
    """Tell a turn that says something from a bare backchannel.

    >>> has_content("Mm-hmm, right."), has_content("[laughter] Yeah."), has_content("You felt alone.")
    (False, False, True)
    """
    return _BACKCHANNEL.match(_NOISE.sub(" ", text)) is None


def find_opportunities(utterances: Sequence[ScoredUtterance]) -> tuple[Opportunity, ...]:
    """Return the client's opportunities in order, each with its answer and the markers that met it."""
    found = []
    asked = _first_about_suicide(utterances)
    for place, scored in enumerate(utterances):
        score = scored.markers.get("opportunity")
        if score is None:
            continue
        risk = at_risk(scored)
        if not score.present and not risk:
            continue
        at = _answered_at(utterances, place)
        answer = None if at is None else utterances[at]
        met_by = _met_by(answer)
        doubt = score.uncertain or (at is not None and _answer_in_doubt(utterances, at, met=bool(met_by)))
        found.append(
            Opportunity(
                utterance=scored.utterance.index,
                strength="explicit" if score.label == "explicit" else "implicit",
                answer=answer.utterance.index if answer else None,
                met_by=met_by,
                uncertain=doubt and not risk,
                suggestion=SAFETY if risk else ("" if met_by else _suggestion(score.label, answer)),
                risk=risk,
                safety=asked < place or _asked_about_safety(utterances, place) if risk else _asks_at_once(answer),
                then="" if met_by or answer is None else _then(answer),
            )
        )
    return tuple(found)


def _answered_at(utterances: Sequence[ScoredUtterance], place: int) -> int | None:
    """Return the place of the helper's next utterance with content, as the codebook has it.

    The client may go on before it: what the helper says then answers all of that.
    """
    return next(
        (
            later
            for later in range(place + 1, len(utterances))
            if utterances[later].utterance.role is Role.HELPER
            and not utterances[later].utterance.is_noise
            and has_content(utterances[later].utterance.text)
        ),
        None,
    )


def reply_to(utterances: Sequence[ScoredUtterance], place: int) -> str:
    """Return what the client says right after the utterance at ``place``, "" where the helper goes on."""
    for later in range(place + 1, len(utterances)):
        said = utterances[later].utterance
        if said.role is not Role.OTHER:
            return said.text if said.role is Role.CLIENT else ""
    return ""


def _first_about_suicide(utterances: Sequence[ScoredUtterance]) -> int:
    """Return the place where the helper first asks about suicide; the session's length where nowhere."""
    helped = ((place, u.utterance.text) for place, u in enumerate(utterances) if u.utterance.role is Role.HELPER)
    return next((place for place, text in helped if asks_about_suicide(text)), len(utterances))


def _asked_about_safety(utterances: Sequence[ScoredUtterance], place: int) -> bool:
    """Whether the helper asks about safety soon after the words of risk at ``place``."""
    after = (utterances[later].utterance for later in range(place + 1, len(utterances)))
    answers = (said.text for said in after if said.role is Role.HELPER and has_content(said.text))
    return any(map(asks_about_safety, islice(answers, _SOON)))


def _asks_at_once(answer: ScoredUtterance | None) -> bool:
    return answer is not None and asks_about_safety(answer.utterance.text)


def _met_by(answer: ScoredUtterance | None) -> tuple[str, ...]:
    if answer is None:
        return ()
    return tuple(m for m in MEETING_MARKERS if m in answer.markers and answer.markers[m].present)


def _answer_in_doubt(utterances: Sequence[ScoredUtterance], place: int, *, met: bool) -> bool:
    """Whether it is in doubt that the answer at ``place`` met an opportunity, or that it did not.

    Met: where its words judge or send the feeling away, the client pushes back, or no marker that met it is sure.
    Missed: where the client feels understood, EPITOME's emotional reactions are seen, its words lift a burden off
    the client, or any marker that might have met it is unsure.
    """
    answer, reply = utterances[place], reply_to(utterances, place)
    there = {m: answer.markers[m] for m in MEETING_MARKERS if m in answer.markers}
    if met:
        sure = {m for m, score in there.items() if score.present and not score.uncertain}
        unsure = not sure and not surely_reflects(answer)
        said = answer.utterance.text
        return unsure or judges_the_person(said) or brushes_aside(said) or pushes_back(reply)
    reacts = answer.markers.get("emotional_reactions")
    seen = (reacts is not None and reacts.present) or lifts_a_burden(answer.utterance.text)
    return seen or assents(reply) or any(s.uncertain for s in there.values())


def surely_reflects(scored: ScoredUtterance) -> bool:
    """Whether an utterance is surely a reflection, though its kind, simple or complex, may be in doubt."""
    main, reflection = scored.markers.get("behaviour"), scored.markers.get("reflection")
    return (
        main is not None
        and reflection is not None
        and reflection.present
        and main.label == "reflection"
        and not main.uncertain
    )


def _suggestion(strength: str, answer: ScoredUtterance | None) -> str:
    """Point to what the codebook suggests: name a voiced feeling, validate a hard event, ask after that."""
    book = codebook()
    first = book["feeling" if strength == "explicit" else "validation"].suggestion
    waits = " The advice can wait." if answer is not None and _then(answer) == "advises" else ""
    return f"{book['reflection'].suggestion} {first}{waits}"


def _then(answer: ScoredUtterance) -> Then:
    """Say what an answer does that does not meet an opportunity; advice weighs most, whatever is asked with it."""
    seen = {m: answer.markers[m] for m in ("advice", "question", "information") if m in answer.markers}
    present = {m for m, score in seen.items() if score.present}
    if "advice" in present and not lifts_a_burden(answer.utterance.text):
        return "advises"
    if "question" in present and _likely_asks(answer):
        return "asks_openly" if seen["question"].label == "open" else "asks"
    return "informs" if "information" in present else "other"


def _likely_asks(scored: ScoredUtterance) -> bool:
    """Whether more speaks for a question than against it: a label may be given to what is likelier none."""
    return "?" in scored.utterance.text or scored.markers["question"].probabilities["none"] < _LIKELY
