"""Which mentions are one person: rather two pseudonyms for one than one for two."""

import pytest

from empathy.anonymize.lexicon import load_lexicon
from empathy.anonymize.persons import link, mention

CASES = [
    # texts (with what stands before the name), the groups they must fall into
    (["Natalie", "Natalie Baker", "NATALIE", "natalie's"], [0, 0, 0, 0]),
    (["Natalie Baker", "Nat"], [0, 0]),
    (["Natalie Baker", "Mrs |Baker"], [0, 0]),
    (["Tom Baker", "Tom Ford", "Tom"], [0, 1, 2]),
    (["Mr |Smith", "Mrs |Smith"], [0, 1]),
    (["Dr |Smith", "Mr |Smith"], [0, 1]),
    (["Natalie Smith", "Tom Smith", "Smith"], [0, 1, 2]),
    (["Dawn", "D-A-W-N", "d a w n"], [0, 0, 0]),
    (["Mary", "Mary-Mary", "M-Mary"], [0, 0, 0]),
    (["Natalie Baker", "Natalie B"], [0, 0]),
    (["Anne-Marie", "Anne"], [0, 1]),
    (["José", "Jose"], [0, 0]),
    (["Tom", "Maria"], [0, 1]),
]


@pytest.mark.parametrize(("texts", "groups"), CASES)
def test_mentions_fall_into_people(texts, groups):
    mentions = [mention(t.split("|")[-1], t.split("|")[0] if "|" in t else "") for t in texts]
    owner = link(mentions, load_lexicon())
    numbers = [owner[m] for m in mentions]
    order = {n: i for i, n in enumerate(dict.fromkeys(numbers))}
    assert [order[n] for n in numbers] == groups
