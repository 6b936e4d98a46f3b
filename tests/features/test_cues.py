import pytest

from empathy.errors import ConfigError
from empathy.features.cues import compile_cues, read_cues, shipped_cues
from empathy.features.words import cut


@pytest.mark.parametrize(
    ("family", "text", "found"),
    [
        ("validation", "Of course you are tired after such a week.", True),
        ("validation", "The bus was late again.", False),
        ("affirmation", "I am proud of you for ringing them.", True),
        ("warmth", "I'm so sorry that it came to this.", True),
        ("warmth", "im so sorry that it came to this", True),
        ("feeling_frame", "It sounds like you carry this alone.", True),
        ("advice", "You could try a walk before breakfast.", True),
        ("advice", "You were out for a walk.", False),
        ("autonomy", "In the end it is up to you.", True),
        ("confront", "You're just making excuses.", True),
        ("minimising", "Don't worry, others have it worse.", True),
        ("self_disclosure", "I've been there, my own father drank.", True),
        ("question_open", "What would help you most?", True),
        ("question_closed", "Do you sleep at all?", True),
    ],
)
def test_a_family_finds_its_phrases(family, text, found):
    families = {hit.family for hit in shipped_cues().find(cut(text))}
    assert (family in families) is found


def test_every_family_gives_its_source_and_reason():
    assert len(shipped_cues().families) >= 20


def test_the_longest_phrase_of_a_family_is_the_hit():
    cues = compile_cues("1", {"warmth": ["sorry", "sorry to hear"]})
    (hit,) = cues.find(cut("I was sorry to hear it."))
    assert (hit.first, hit.last) == (2, 4)


def test_an_unknown_key_is_named(tmp_path):
    path = tmp_path / "cues.toml"
    path.write_text('version = "1"\n[family.a]\nsource = "x"\nreason = "y"\nphrase = ["z"]\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="family -> a"):
        read_cues(path)
