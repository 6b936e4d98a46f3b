"""Words with their places: one way of cutting text for cues, n-grams, overlap and evidence."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# In order: a placeholder, a noise mark, a word with inner apostrophes, a number, the marks that carry form.
_TOKEN = re.compile(
    r"(?P<placeholder>\[[A-Z][A-Z_]*?(?:_\d+)?\])"
    r"|(?P<noise>\[[^\]]*\]|<[^>]*>|\*[^*\s][^*]*\*)"
    r"|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<number>\d+(?:[.,:]\d+)*)"
    r"|(?P<mark>[?!.;]+|--|—|–)"
)
_PLACEHOLDER_KIND = re.compile(r"\[([A-Z][A-Z_]*?)(?:_\d+)?\]")
FILLERS = frozenset("um uh er erm uhm hm".split())
# Recognisers often lose the apostrophe; only forms that are no other word are mended.
_MENDED = {
    word.replace("'", ""): word
    for word in (
        "don't doesn't didn't isn't aren't wasn't weren't haven't hasn't hadn't couldn't wouldn't shouldn't "
        "can't won't i'm i've you're you've they're they've we've that's what's there's he's she's who's "
        "how's let's you'd they'd you'll they'll it'll mustn't ain't that'll"
    ).split()
}
_STOPWORDS = frozenset(
    (
        "a an and the of to in on at by for from with about into over after before between through than then "
        "so but or nor if because as until while that this these those it its it's i me my mine myself you "
        "your yours yourself he him his she her hers we us our ours they them their theirs what which who "
        "whom whose when where why how am is are was were be been being have has had having do does did doing "
        "done will would shall should can could may might must not no yes yeah yep okay ok right well just "
        "like really very quite too also only even still here there now up down out off again i'm i've i'd "
        "i'll you're you've you'd you'll he's she's it'll we're we've they're that's what's there's don't "
        "doesn't didn't isn't aren't wasn't weren't haven't hasn't can't couldn't won't wouldn't shouldn't mm "
        "hmm mhm mmm huh uh um oh ah hm sure know mean think thing things kind sort lot bit get got getting "
        "go going gonna want wanna some any all more most much many one two other something anything maybe "
        "yourself let's said say says"
    ).split()
)
# How the listener's words turn when they say back what the speaker said.
_FLIPPED = {
    "i": "you",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "myself": "yourself",
    "i'm": "you're",
    "i've": "you've",
    "i'd": "you'd",
    "i'll": "you'll",
    "am": "are",
    "we": "you",
    "our": "your",
    "us": "you",
}


@dataclass(frozen=True, slots=True)
class Word:
    """One token in its normal form, and the [start, end) characters of the text it stands for."""

    form: str
    start: int
    end: int

    @property
    def is_mark(self) -> bool:
        """Whether it is punctuation."""
        return not (self.form[0].isalpha() or self.form[0] == "_")


def cut(text: str) -> tuple[Word, ...]:
    """Cut a text into words and the marks that carry form; fillers and noise marks are left out.

    Lower case, straight apostrophes, one form a kind of placeholder (``[PERSON_2]`` is ``_person_``), ``_number_``
    for numbers, apostrophes mended where a recogniser lost them.

    >>> [word.form for word in cut("So, um, [PERSON_1] DOESNT like 3 of them? [laughs]")]
    ['so', '_person_', "doesn't", 'like', '_number_', 'of', 'them', '?']
    """
    words: list[Word] = []
    for match in _TOKEN.finditer(text):
        kind, found = match.lastgroup, match.group()
        if kind == "noise":
            continue
        if kind == "word":
            form = found.lower().replace("’", "'")
            form = _MENDED.get(form, form)
            if form in FILLERS:
                continue
        elif kind == "placeholder":
            form = placeholder_form(found)
        elif kind == "number":
            form = "_number_"
        else:
            form = "?" if "?" in found else ("!" if "!" in found else found[0])
        words.append(Word(form, match.start(), match.end()))
    return tuple(words)


def placeholder_form(placeholder: str) -> str:
    """Return the one form that stands for every placeholder of a kind.

    >>> placeholder_form("[LOCATION_12]"), placeholder_form("[PHONE]")
    ('_location_', '_phone_')
    """
    kind = _PLACEHOLDER_KIND.match(placeholder)
    return f"_{kind.group(1).lower()}_" if kind else "_something_"


def spoken(words: Sequence[Word]) -> tuple[str, ...]:
    """Return the words' forms without punctuation.

    >>> spoken(cut("Well, what then?"))
    ('well', 'what', 'then')
    """
    return tuple(word.form for word in words if not word.is_mark)


def content(forms: Sequence[str]) -> frozenset[str]:
    """Return the forms that carry content, plural and tense endings trimmed.

    >>> sorted(content(("you", "were", "worried", "about", "your", "exams")))
    ['exam', 'worri']
    """
    return frozenset(stem(form) for form in forms if form not in _STOPWORDS and not form.startswith("_"))


def stem(form: str) -> str:
    """Trim common English endings, so that "drinking" meets "drink"; crude on purpose, and fast.

    >>> [stem(word) for word in ("drinking", "worried", "feels", "class", "stopped")]
    ['drink', 'worri', 'feel', 'class', 'stop']
    """
    form = form.removesuffix("'s")
    for ending in ("ing", "ed"):
        if form.endswith(ending) and len(form) > len(ending) + 2:
            form = form.removesuffix(ending)
            return form[:-1] if len(form) > 3 and form[-1] == form[-2] and form[-1] not in "lsz" else form
    if form.endswith("ies") and len(form) > 4:
        return form[:-2]
    if form.endswith("s") and not form.endswith("ss") and len(form) > 3:
        return form[:-1]
    return form[:-1] + "i" if form.endswith("y") and len(form) > 4 else form


def flipped(forms: Sequence[str]) -> tuple[str, ...]:
    """Return a speaker's words as a listener would say them back.

    >>> flipped(("i", "hate", "my", "job"))
    ('you', 'hate', 'your', 'job')
    """
    return tuple(_FLIPPED.get(form, form) for form in forms)
