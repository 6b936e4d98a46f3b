"""A tiny model for unit tests: a few sentences of our own, every code, trained in seconds."""

from pathlib import Path

from labelled import session, utterance

from empathy.training.heads import train_on
from empathy.training.settings import Network, read_head_settings
from empathy.training.tasks import TASKS
from empathy.transcript import Role

ROOT = Path(__file__).resolve().parents[2]
SESSIONS = 15
CLIENT_TASKS = ("talk", "standoff.opportunity")
NEGATIVE = {"behaviour": "other", "strategy": "Other"}

NETWORK = Network(
    heads=["behaviour", "input"],
    share=0.5,
    units=4,
    penalty=1.0,
    passes=20,
    rate=0.01,
    count=2,
    other_worth=0.3,
    around_worth=0.2,
)

# (text, codes that are not negative)
CLIENT = [
    ("I want to stop smoking before summer.", {"talk": "change"}),
    ("I like my beer and I won't stop.", {"talk": "sustain"}),
    ("I am so scared of the exam.", {"standoff.opportunity": "explicit"}),
    ("My mother died in May.", {"standoff.opportunity": "implicit"}),
    ("The bus was on time.", {}),
]
HELPER = [
    ("What would help you most?", {"behaviour": "question", "question": "open", "strategy": "Questions"}),
    ("Do you smoke at home?", {"behaviour": "question", "question": "closed", "explorations": "strong"}),
    (
        "You want to stop.",
        {"behaviour": "reflection", "reflection": "simple", "strategy": "Restatement or Paraphrasing"},
    ),
    (
        "You feel torn between rest and pride.",
        {
            "behaviour": "reflection",
            "reflection": "complex",
            "feeling": "yes",
            "strategy": "Reflection of feelings",
        },
    ),
    ("Of course you are angry after that.", {"validation": "yes", "interpretations": "strong"}),
    ("Anyone would find that hard.", {"validation": "yes", "strategy": "Affirmation and Reassurance"}),
    ("You worked hard at this.", {"affirmation": "yes", "interpretations": "weak"}),
    ("I'm so sorry to hear it.", {"warmth": "yes", "emotional_reactions": "strong"}),
    ("I hope things get better.", {"warmth": "yes", "emotional_reactions": "weak"}),
    ("It is up to you entirely.", {"autonomy": "yes", "explorations": "weak"}),
    ("You should try a walk.", {"advice": "yes", "behaviour": "input", "strategy": "Providing Suggestions"}),
    ("Nicotine raises blood pressure.", {"information": "yes", "behaviour": "input", "strategy": "Information"}),
    ("I lost my job once as well.", {"self_disclosure": "yes", "strategy": "Self-disclosure"}),
    ("You're just making excuses.", {"confront": "yes"}),
    ("It's not that bad, cheer up.", {"minimising": "yes"}),
    ("See you next week then.", {}),
]
_STANDOFF = {t.name.removeprefix("standoff."): t.name for t in TASKS if t.name.startswith("standoff.")}


def _codes(role, given):
    given = {_STANDOFF.get(k, k) if k not in ("reflection", "question") else k: v for k, v in given.items()}
    for shared in ("reflection", "question"):
        if shared in given:
            given[f"standoff.{shared}"] = given[shared]
    if given.get("behaviour") == "input":
        given["input"] = "yes"
    found = {}
    for task in TASKS:
        if (task.name in CLIENT_TASKS) is (role is Role.CLIENT):
            negative = NEGATIVE.get(task.name, task.labels[0])
            found[task.name] = (given.get(task.name, negative),)
    return found


def sessions():
    """Return labelled sessions in which every code stands."""
    found = []
    for number in range(SESSIONS):
        utterances = []
        for place, (text, given) in enumerate(HELPER):
            said, theirs = CLIENT[(place + number) % len(CLIENT)]
            for role, words, codes in ((Role.CLIENT, said, theirs), (Role.HELPER, text, given)):
                utterances.append(utterance(len(utterances), role, words, _codes(role, codes)))
        found.append(session(str(number), *utterances, corpus="annomi"))
    return tuple(found)


def train_tiny(out, oof=None, course=None):
    """Train the tiny model into ``out``, with networks over sessions if there are settings for them."""
    settings = read_head_settings(ROOT / "configs" / "train-lexical.toml")
    changes = {"name": "tiny", "speech": False, "network": NETWORK, "course": course}
    train_on(sessions(), out, settings=settings.model_copy(update=changes), oof=oof)
    return out
