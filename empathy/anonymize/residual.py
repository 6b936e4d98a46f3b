"""The last look at what is about to be written: does a likely identifier stand in it still?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from empathy.anonymize.addresses import find_addresses
from empathy.anonymize.capitals import find_capitals
from empathy.anonymize.dates import find_dates
from empathy.anonymize.lexicon import Lexicon, fold, load_lexicon
from empathy.anonymize.listed import find_listed
from empathy.anonymize.names import NameReader, Trust, score_of
from empathy.anonymize.overlaps import settle
from empathy.anonymize.patterns import find_patterns
from empathy.anonymize.people import find_people, may_name
from empathy.anonymize.result import AnonymizedTranscript
from empathy.anonymize.spans import Kind, Span
from empathy.anonymize.words import View, view
from empathy.errors import LeakError
from empathy.plural import plural

# Below these scores a recognizer is right too seldom to stop somebody's export.
_SURE_ENOUGH = 0.9
_LISTED = 0.85
_TITLED = score_of(Trust.STRONG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A likely identifier: its kind, where (never what), in characters of the text scanned, and why."""

    kind: str
    where: str
    start: int
    end: int
    reason: str


def residual_scan(
    text: str, *, where: str = "", keep: Iterable[str] = (), hide: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Return the likely identifiers left in ``text``; placeholders and redaction marks are none.

    Fast, by patterns and lists alone: it asks no model, so it can look at each export. ``keep`` are the words that
    the user never wants hidden, ``hide`` the names that are to be hidden wherever they stand.
    """
    lexicon = load_lexicon()
    prepared = view(text)
    kept = {fold(word) for word in keep}
    spans = settle([*settle(_candidates(text, prepared, lexicon), prepared.marks), *find_listed(text, hide)])
    return tuple(
        Finding(kind=s.kind.value, where=where, start=s.start, end=s.end, reason=s.reason)
        for s in spans
        if fold(text[s.start : s.end]) not in kept
    )


def _candidates(text: str, prepared: View, lexicon: Lexicon) -> Iterator[Span]:
    structured = (*find_patterns(text), *find_addresses(text), *find_dates(text, strict=False))
    yield from (s for s in structured if s.score >= _SURE_ENOUGH)
    if may_name(prepared, lexicon):
        yield from (s for s in find_people(prepared, NameReader(lexicon)) if s.score >= _TITLED)
    yield from (s for s in find_capitals(prepared, (), lexicon) if s.kind is Kind.PERSON and s.score >= _LISTED)


def scan_session(
    session: AnonymizedTranscript, *, keep: Iterable[str] = (), hide: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Return the likely identifiers in a session's texts, labels, name and notes; see :func:`residual_scan`."""
    kept = tuple(keep)
    named = [
        ("session name", session.session.replace("_", " ")),
        *((f"note {i}", note) for i, note in enumerate(session.reading.notes)),
        *(("a speaker's label", label) for label in dict.fromkeys(u.speaker for u in session.utterances)),
        *((f"utterance {u.index}", u.text) for u in session.utterances),
    ]
    return tuple(f for where, text in named for f in residual_scan(text, where=where, keep=kept, hide=hide))


def require_clean(findings: Sequence[Finding], *, target: str, allow: bool = False) -> dict[str, int]:
    """Stop an export that holds likely identifiers; with ``allow`` return their counts by kind, to be told.

    Raises:
        LeakError: names places and kinds, never the text.
    """
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.kind] = counts.get(finding.kind, 0) + 1
    if findings and not allow:
        places = "; ".join(f"{f.where}, characters {f.start}–{f.end}: {f.kind} ({f.reason})" for f in findings[:5])
        more = f" and {len(findings) - 5} more" if len(findings) > 5 else ""
        raise LeakError(
            f"{target}: {plural(len(findings), 'likely identifier')} left, nothing was written. {places}{more}.\n"
            "  Look at them; add names to a --hide list or words to a --keep list, "
            "or write all the same with --allow-residual."
        )
    return counts
