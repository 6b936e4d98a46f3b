"""What stands under a session's name: how much was read, merged, skipped and replaced."""

from empathy.plural import plural
from empathy.report.words import lasting
from empathy.session.summary import SessionReport


def what_was_read(report: SessionReport) -> tuple[str, ...]:
    """Say what was read, merged, skipped and replaced: nothing is dropped in silence."""
    transcript, summary = report.scored.transcript, report.summary
    reading = transcript.reading
    roles = ", ".join(f"{count} by the {role}" for role, count in summary.utterances.items() if role != "other")
    other = summary.utterances.get("other", 0)
    parts = [f"{plural(len(transcript.utterances), 'turn')} ({roles}{f', {other} by others' if other else ''})"]
    if summary.duration:
        parts.append(lasting(summary.duration))
    parts.append(f"read from {reading.format}")
    if reading.merged:
        parts.append(f"{reading.merged} of {reading.units} pieces merged with the one before")
    if reading.empty:
        parts.append(f"{plural(reading.empty, 'piece')} without text")
    noise = sum(u.is_noise and bool(u.text.strip()) for u in transcript.utterances)
    if noise:
        parts.append(f"{plural(noise, 'turn')} of noise only, which no number counts")
    # mentions, not people: one person may be named many times
    replaced = [f"{kind.lower().replace('_', ' ')} ×{count}" for kind, count in transcript.redaction_counts.items()]
    parts.append(f"replaced: {', '.join(replaced)}" if replaced else "nothing to replace was found in the words")
    return tuple(parts)
