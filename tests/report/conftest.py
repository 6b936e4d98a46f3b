import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import roleplay  # the tests' own module beside this file

from empathy.session.summary import (
    Interval,
    MarkerCount,
    Measure,
    Opportunity,
    SessionReport,
    SessionSummary,
    Strength,
    Stretch,
    Threshold,
)

SMALL = roleplay.read_scene(Path(__file__).with_name("small.txt"))


@pytest.fixture(scope="session")
def report():
    """A session of ordinary length with every kind of marker."""
    return roleplay.report_of(roleplay.scored_scene())


@pytest.fixture(scope="session")
def small():
    """A few turns with everything that markup could trip over, and a summary set by hand."""
    scored = roleplay.scored_scene(SMALL, session="exam_2", timed=False)
    rq = Measure(
        id="rq_ratio",
        name="Reflections to questions (R:Q)",
        meaning="Reflections for every question asked.",
        unit="ratio",
        value=1.0,
        counted=1.0,
        interval=Interval(low=0.5, high=2.0),
        base=1,
        telling=False,
        why_not="it rests on 1, fewer than 5",
        threshold=Threshold(fair=1.0, good=2.0, source="MITI 4.2.1, expert opinion"),
        agreement="human coders agree on this number: excellent (ICC 0.82)",
    )
    balance = Measure(
        id="mi_balance",
        name="Balance",
        meaning="More of one than of the other.",
        unit="share",
        value=-0.25,
        counted=-0.25,
        interval=Interval(low=-0.5, high=0.0),
        base=3,
        telling=True,
    )
    summary = SessionSummary(
        session="exam_2",
        model="hand-made 0",
        utterances={"helper": 3, "client": 3},
        noise=1,
        counts=(
            MarkerCount(marker="affirmation", value="yes", count=1, uncertain=0, interval=Interval(low=1, high=1)),
            MarkerCount(marker="question", value="closed", count=1, uncertain=0, interval=Interval(low=1, high=2)),
        ),
        measures=(rq, balance),
        talk_words=0.4,
        talk_time=None,
        duration=None,
        opportunities=(
            Opportunity(utterance=1, strength="explicit", answer=2, met_by=("affirmation",), uncertain=False),
            Opportunity(
                utterance=3,
                strength="implicit",
                answer=4,
                met_by=(),
                uncertain=True,
                suggestion="Say it back.",
                then="asks",
            ),
        ),
        course=(Stretch(name="Whole", first=0, last=5, counts={"affirmation": 1, "question": 1}),),
        strengths=(
            Strength(
                utterance=2, marker="affirmation", label="yes", probability=0.9, reason="A strength is named."
            ),
        ),
        uncertain_share=0.25,
    )
    return SessionReport(
        scored=scored,
        summary=summary,
        cautions={"question": "Read with care."},
        figures={"question": "κ .8 held out"},
    )
