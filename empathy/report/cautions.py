"""What is to be read with care: labels that are weakly learnt, and markers that may not fit the session."""

from collections.abc import Collection

from empathy.session.measures import COUNTED
from empathy.session.summary import SessionReport

_WRITTEN = (
    "Meant for written replies, such as posts and chats. They are shown because this transcript carries no times; "
    "if the session was spoken, leave them aside. “Weak” and “strong” are EPITOME's words for how "
    "plainly it is done, no marks."
)
# Change and sustain talk are told against a change that is talked about (MISC 2.5).
_TALK = "It means something only where a change, of a habit for one, is talked about."


def cautions_of(report: SessionReport, seen: Collection[str]) -> tuple[tuple[str, str], ...]:
    """Return what to mind of the shipped markers, each with its name: those ``seen``, and those in the numbers.

    A marker that a number rests on is told of whether it was seen or missed. Those on own markers stand beside
    their counts. Markers for written replies share one caution, only where one of them was seen.
    """
    told = {*seen, *COUNTED} if report.summary.utterances.get("helper") else set(seen)
    shown = [(m, text) for m, text in report.cautions.items() if m in told and m not in report.own_ids]
    cautions = tuple((report.book[m].name, f"{text} {_TALK}" if m == "talk" else text) for m, text in shown)
    written = [m.name for m in report.book.markers if m.written_only and m.id in seen]
    return (*cautions, *([(", ".join(written), _WRITTEN)] if written else []))
