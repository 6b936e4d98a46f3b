"""Whether a transcript reads like English, the one language that the markers and the name lists know."""

import re
from collections.abc import Iterable

# What the report and the commands say of a transcript that does not.
NOT_ENGLISH = "does not read like English: the markers were learnt on English, and names may stay"

# Function words that German, Dutch, the Scandinavian and the Romance languages do not spell alike ("was", "me",
# "in", "so", "a" are left out for that); apostrophes are taken out first, as chats leave them out.
_FUNCTION_WORDS = frozenset(
    "the and you that it its to be have are with what my your they this not but know just dont about if can how "
    "them would there when from because been im ive thats youre theyre which who where why should could were did "
    "does didnt doesnt cant their our his her these those some any than then being".split()
)
# A word in Latin letters, or one letter of another script: Chinese sets no spaces, and no such letter is English.
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’][A-Za-zÀ-ɏ]+)*|[^\W\d_]")
# Below this many words the share says little: "Hola", "Bonjour" or a page of "mm-hmm" may stand in any session.
_ENOUGH = 60
# The least share over the 406 sessions of AnnoMI and ESConv is .259; German, Dutch, Spanish, French, Italian,
# Portuguese, Swedish, Danish, Polish and Turkish talk has at most .08, other scripts 0.
_LEAST = 0.15


def reads_like_english(texts: Iterable[str]) -> bool:
    """Whether the share of English function words among all words is what English talk has.

    Letters of other scripts count as words that are none. True where there are too few words to tell.

    >>> reads_like_english(["Und dann habe ich gesagt, dass ich nicht mehr will."] * 7)
    False
    >>> reads_like_english(["And then I said that I do not want to go on."] * 7)
    True
    """
    words = found = 0
    for text in texts:
        for match in _WORD.findall(text):
            words += 1
            found += match.replace("'", "").replace("’", "").lower() in _FUNCTION_WORDS
    return words < _ENOUGH or found >= _LEAST * words
