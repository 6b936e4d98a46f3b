"""A coded session of our own."""

import labelled

from empathy.transcript import Role


def session(name="a", corpus="annomi"):
    def turn(index, role, text, **codes):
        return labelled.utterance(index, role, text, {task: (label,) for task, label in codes.items()})

    return labelled.session(
        name,
        turn(0, Role.HELPER, "How are you?", behaviour="question", question="open"),
        turn(1, Role.CLIENT, "I am so sad. My dog ran away.", talk="neutral"),
        turn(2, Role.HELPER, "Okay.", behaviour="other", question="none"),
        turn(3, Role.CLIENT, "Yeah.", talk="neutral"),
        turn(4, Role.HELPER, "That is hard. You feel sad.", behaviour="reflection", reflection="simple"),
        corpus=corpus,
    )
