"""Speaker labels and session names: which of their words tell a role, which a person."""

import re
from collections.abc import Iterator

from empathy.anonymize import cues
from empathy.anonymize.dates import find_dates
from empathy.anonymize.lexicon import Lexicon, fold
from empathy.anonymize.overlaps import settle
from empathy.anonymize.patterns import find_patterns
from empathy.anonymize.spans import Kind, Span

ROLE_WORDS = (
    cues.word_set(
        """therapist counselor counsellor trainee student helper supporter seeker client patient interviewer
    interviewee participant subject speaker spk user assistant system bot agent caller operator
    volunteer moderator facilitator supervisor coach clinician practitioner provider doctor dr nurse
    psychologist psychiatrist worker social case teacher tutor pupil parent mother father mom mum dad
    son daughter child husband wife partner male female man woman unknown other unidentified interpreter
    translator observer narrator host guest person channel left right voice computer chatbot human ai
    customer advisor adviser consultant mentor peer support listener listenee talker actor actress
    standardized standardised simulated practice role player th cl pt co ct pa int res in q a t c p s h
    m f d he him his she her hers they them and the of new main lead senior junior professional health
    both all group room family couple boy girl teen adult examiner candidate examinee medic gp physician
    provider's session no number id expert novice user1 user2 model gpt seeker1 sw cm rn md phd pm mi dj"""
    )
    | cues.TITLES
)
_LABEL_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_PLACEHOLDER = re.compile(r"\[[A-Z]+_\d+\]")
# What may stand between the parts of one name in a file name
_JOINTS = ("_", "-", " ", ".")
_STEM_WORD = re.compile(r"[A-Z]?[a-zà-ÿ]+(?:['’][a-zà-ÿ]+)?|[A-Z]+(?![a-z])|[^\W\d_]+")


def label_spans(label: str, lexicon: Lexicon) -> tuple[Span, ...]:
    """Return what identifies a person in a speaker's label; role words, single letters and numbers do not.

    Neighbouring words of a name are one span: a label is a name or a role, so no list need know the name.
    """
    spans = [s for s in find_patterns(label) if s.kind in {Kind.EMAIL, Kind.PHONE, Kind.HANDLE}]
    run: list[re.Match[str]] = []
    for match in [*_LABEL_WORD.finditer(label), None]:
        joined = run and match is not None and label[run[-1].end() : match.start()] in {" ", ", ", "-", ". ", "_"}
        if run and (match is None or not joined or _is_role(match[0])):
            spans.append(_name(run[0].start(), run[-1].end(), 0.9))
            run = []
        if match is not None and (not _is_role(match[0]) or (run and len(match[0]) == 1)):
            run.append(match)
    return settle(spans)


def _is_role(word: str) -> bool:
    low = fold(word).strip(".")
    return len(low) == 1 or low in ROLE_WORDS or low.rstrip("s") in ROLE_WORDS


def _name(start: int, end: int, score: float) -> Span:
    return Span(kind=Kind.PERSON, start=start, end=end, score=score, reason="a name in a label")


def session_spans(session: str, known: frozenset[str], lexicon: Lexicon, *, strict: bool) -> tuple[Span, ...]:
    """Return what identifies in a session's name: names known from the session or the lists, dates, addresses.

    ``known`` are the folded words of the names that the session itself gave away.
    """
    spans = [s for s in find_patterns(session) if s.kind in {Kind.EMAIL, Kind.PHONE} and s.score >= 0.9]
    spaced = session.replace("_", " ")
    spans += [s for s in find_dates(spaced, strict=strict) if s.kind is Kind.DATE]
    return settle([*_joined(session, list(_names_of_stem(session, known, lexicon))), *spans])


def holds_initials(session: str, lexicon: Lexicon) -> bool:
    """Whether a session's name has two or three letters that are no word, as initials are: "JB_intake".

    They may be anything (``WAI``), so that nothing hides them; somebody should look at them.
    """
    words = (fold(match[0]) for match in _STEM_WORD.finditer(_PLACEHOLDER.sub("", session)))
    return any(1 < len(low) < 4 and low not in ROLE_WORDS and lexicon.is_unknown(low) for low in words)


def _names_of_stem(session: str, known: frozenset[str], lexicon: Lexicon) -> Iterator[Span]:
    before = -1
    for match in _STEM_WORD.finditer(session):
        low = fold(match[0])
        if len(low) < 3 or low in ROLE_WORDS:
            continue
        # a surname that is a common word too is a name after another one: "natalie_baker", but not "baker_street"
        after = before >= 0 and session[before : match.start()] in _JOINTS
        listed = lexicon.is_given(low) or (low in lexicon.surnames and (after or lexicon.is_unknown(low)))
        unknown = match[0][0].isupper() and not match[0].isupper() and lexicon.is_unknown(low) and len(low) > 3
        if low in known or listed or unknown:
            before = match.end()
            yield _name(match.start(), match.end(), 0.8)


def _joined(session: str, names: list[Span]) -> list[Span]:
    """Join neighbouring names: "natalie_baker" is one person."""
    joined: list[Span] = []
    for span in names:
        if joined and session[joined[-1].end : span.start] in _JOINTS:
            joined[-1] = _name(joined[-1].start, span.end, 0.8)
        else:
            joined.append(span)
    return joined
