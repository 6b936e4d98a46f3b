"""Word and character n-grams of an utterance, of what it answers and of what follows it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from empathy.features.conversation import Conversation, Turn
from empathy.features.words import FILLERS, Word

START, END = "<s>", "</s>"
# The following turn is read as far as its first words: assent, denial, a new topic.
LEAD = 6
MIN_CONVERSATIONS = 3
# A word written with a capital inside sentences at least this often is taken for a name.
NAME_SHARE = 0.6


def target_text(conversation: Conversation, index: int) -> str:
    """Return the utterance's forms with its marks and both ends marked.

    >>> from empathy.features.conversation import converse, turn
    >>> from empathy.transcript import Role
    >>> target_text(converse([turn(Role.HELPER, "You did, [PERSON_1]?")]), 0)
    '<s> you did _person_ ? </s>'
    """
    return " ".join([START, *(word.form for word in conversation.turns[index].words), END])


def character_text(conversation: Conversation, index: int) -> str:
    """Return the utterance's forms without marks, for n-grams of characters within words."""
    return " ".join(conversation.turns[index].forms)


def answered_text(conversation: Conversation, index: int) -> str:
    """Return the forms of the other side's last turn with content; empty where there is none."""
    other = conversation.before(index, same=False)
    return " ".join(conversation.turns[other].forms) if other is not None else ""


def following_text(conversation: Conversation, index: int) -> str:
    """Return the first words of the turn that follows."""
    if index + 1 >= len(conversation.turns):
        return END
    return " ".join([START, *conversation.turns[index + 1].forms[:LEAD]])


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One text taken from a conversation, and how its n-grams are counted."""

    text: Callable[[Conversation, int], str]
    analyzer: str
    sizes: tuple[int, int]
    limit: int


# Every stream by name; the order is that of the columns.
STREAMS: dict[str, Stream] = {
    "target": Stream(text=target_text, analyzer="word", sizes=(1, 3), limit=14000),
    "characters": Stream(text=character_text, analyzer="char_wb", sizes=(3, 4), limit=5000),
    "answered": Stream(text=answered_text, analyzer="word", sizes=(1, 1), limit=2000),
    "following": Stream(text=following_text, analyzer="word", sizes=(1, 2), limit=1000),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ngrams:
    """Fitted vectorizers by stream."""

    vectorizers: Mapping[str, TfidfVectorizer]

    def transform(self, conversation: Conversation) -> sparse.csr_matrix:
        """Return the tf-idf matrix [utterances, columns of all streams], each stream of unit length."""
        turns = range(len(conversation.turns))
        if not turns:
            return sparse.csr_matrix(
                (0, sum(len(v.vocabulary_) for v in self.vectorizers.values())), dtype=np.float32
            )
        return sparse.hstack(
            [
                vectorizer.transform([STREAMS[name].text(conversation, i) for i in turns])
                for name, vectorizer in self.vectorizers.items()
            ],
            format="csr",
        )

    def columns(self, stream: str) -> slice:
        """Return where a stream's columns stand."""
        start = 0
        for name, vectorizer in self.vectorizers.items():
            width = len(vectorizer.vocabulary_)
            if name == stream:
                return slice(start, start + width)
            start += width
        raise KeyError(stream)

    def similarity(self, conversation: Conversation, matrix: sparse.csr_matrix) -> NDArray[np.float32]:
        """Return the tf-idf cosine with the other side's last turn and its last but one [utterances, 2]."""
        words = matrix[:, self.columns("target")]
        found = np.zeros((len(conversation.turns), 2), dtype=np.float32)
        for back in range(2):
            pairs = [
                (index, heard[back])
                for index in range(len(conversation.turns))
                if len(heard := conversation.run_before(index, turns=back + 1)) > back
            ]
            if pairs:
                here, there = np.array(pairs).T
                found[here, back] = np.asarray(words[here].multiply(words[there]).sum(axis=1)).ravel()
        return found


SIMILARITY_NAMES = ("similar.last", "similar.last_but_one")


def fit_ngrams(conversations: Sequence[Conversation], names: frozenset[str] = frozenset()) -> Ngrams:
    """Fit a vectorizer a stream.

    Only terms seen in ``MIN_CONVERSATIONS`` conversations enter, the most widespread first, and none that holds a
    word of ``names``.
    """
    return Ngrams(vectorizers={name: _fit(stream, conversations, names) for name, stream in STREAMS.items()})


def restore(stream: str, terms: Sequence[str], idf: NDArray[np.float32]) -> TfidfVectorizer:
    """Return a fitted vectorizer of a stream from its terms, in their order, and their inverse frequencies."""
    vectorizer = _vectorizer(STREAMS[stream], terms)
    vectorizer.idf_ = idf
    return vectorizer


def _fit(stream: Stream, conversations: Sequence[Conversation], names: frozenset[str]) -> TfidfVectorizer:
    texts = [[stream.text(c, i) for i in range(len(c.turns))] for c in conversations]
    analyze = _vectorizer(stream).build_analyzer()
    spread: Counter[str] = Counter()
    for each in texts:
        spread.update({term for text in each for term in analyze(text)})
    kept = [term for term, count in spread.items() if count >= MIN_CONVERSATIONS and _plain(term, names)]
    kept.sort(key=lambda term: (-spread[term], term))
    vectorizer = _vectorizer(stream, sorted(kept[: stream.limit]) or [END])
    return vectorizer.fit([text for each in texts for text in each])


def _vectorizer(stream: Stream, vocabulary: Sequence[str] | None = None) -> TfidfVectorizer:
    return TfidfVectorizer(
        analyzer=stream.analyzer,
        ngram_range=stream.sizes,
        token_pattern=r"\S+" if stream.analyzer == "word" else None,
        lowercase=False,
        sublinear_tf=True,
        dtype=np.float32,
        vocabulary=vocabulary,
    )


def _plain(term: str, names: frozenset[str]) -> bool:
    return not any(word in names for word in term.split())


def name_like(turns: Iterable[Turn]) -> frozenset[str]:
    """Return the words that stand with a capital inside sentences most of the time: names of people and places.

    Corpora are published without placeholders; their names must not become terms of a shipped vocabulary.

    >>> from empathy.features.conversation import turn
    >>> from empathy.transcript import Role
    >>> sorted(name_like([turn(Role.CLIENT, "Then Marta left, and I called Marta.")]))
    ['marta']
    """
    capital: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    for turn in turns:
        for before, word in zip((None, *turn.words), turn.words, strict=False):
            if word.is_mark or word.form.startswith(("_", "i'")) or word.form in ("i", *FILLERS):
                continue
            if before is None or before.is_mark:
                continue
            total[word.form] += 1
            capital[word.form] += _inside_capital(word, turn)
    return frozenset(form for form, count in total.items() if capital[form] >= NAME_SHARE * count)


def _inside_capital(word: Word, turn: Turn) -> int:
    written = turn.text[word.start : word.end]
    return int(written[:1].isupper() and not written.isupper())
