"""Codes of two coders and more, as files and as they are read."""

from empathy.evaluation.codes import Codes

ROWS = [
    ("s1", "0", "none", "no"),
    ("s1", "2", "simple", "no"),
    ("s1", "4", "complex", "yes"),
    ("s2", "0", "none", "no"),
]


def wide(path, rows, **changes):
    lines = ["session,utterance,reflection,validation,text"]
    for session, utterance, *values in rows:
        given = changes.get(f"{session}_{utterance}", values)
        lines.append(f"{session},{utterance},{','.join(given)},Words of {session} {utterance}")
    path.write_text("\n".join(lines))
    return path


def coded(marker, *given):
    """Return codes of one marker: for each unit a session's name and the coders' values, in the coders' order."""
    codes = Codes()
    for place, (session, *values) in enumerate(given):
        for coder, value in zip("abcde", values, strict=False):
            codes.add(marker, (session, str(place)), coder, value)
    return codes
