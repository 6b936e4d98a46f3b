"""Words that judge the person: no moment that holds them is held up as one that worked.

The markers for it, confronting and minimising, are rare and weakly told (the model's card), and hostile words are
often taken for validation or reflection. So the report does not rest on the model alone before it praises. The list
stands in ``configs/session.toml``; it changes no label.
"""

from functools import cache

from empathy.features.cues import Cues, compile_cues
from empathy.features.words import cut
from empathy.session.settings import session_settings


def judges_the_person(text: str) -> bool:
    """Tell whether a text holds words that judge, shame or belittle the one spoken to.

    >>> judges_the_person("That's pathetic."), judges_the_person("You feel lazy on such days.")
    (True, False)
    """
    return bool(_harsh().find(cut(text)))


@cache
def _harsh() -> Cues:
    return compile_cues("1", {"harsh": session_settings().harsh.phrases})
