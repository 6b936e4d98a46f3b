"""A coded session of our own."""

from empathy.corpora.session import LabelledSession, LabelledUtterance
from empathy.transcript import Role


def session(name="a", corpus="annomi"):
    def turn(index, role, text, **codes):
        return LabelledUtterance(
            id=str(index),
            speaker=role.value,
            role=role,
            text=text,
            start=None,
            codes={task: (label,) for task, label in codes.items()},
            spans={},
        )

    return LabelledSession(
        corpus=corpus,
        session=name,
        metadata={},
        utterances=(
            turn(0, Role.HELPER, "How are you?", behaviour="question", question="open"),
            turn(1, Role.CLIENT, "I am so sad. My dog ran away.", talk="neutral"),
            turn(2, Role.HELPER, "Okay.", behaviour="other", question="none"),
            turn(3, Role.CLIENT, "Yeah.", talk="neutral"),
            turn(4, Role.HELPER, "That is hard. You feel sad.", behaviour="reflection", reflection="simple"),
        ),
    )
