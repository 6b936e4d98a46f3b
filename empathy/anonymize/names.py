"""Read a name from the word at which it begins, as far as the trust in what announced it allows."""

from dataclasses import dataclass
from enum import IntEnum

from empathy.anonymize import cues
from empathy.anonymize.lexicon import Lexicon
from empathy.anonymize.words import Shape, View, Word

# What may stand between the words of one name: a space, the particle of "van 't Hof".
_JOINTS = frozenset({" ", " '", " ’"})
_AFTER_A_NAME = cues.PERSON_VERBS | cues.word_set(
    "and who from here thanks thank how i what can you im i'm are so nice good but or at in on with about when "
    "because lol please it that also broke snores snored again today yesterday tonight now for this"
)


_AFTER_A_GREETING = cues.word_set("how what i i'm im can could are nice good for please welcome take thanks thank")


class Trust(IntEnum):
    """How surely a name follows a cue."""

    WEAK = 1
    SELF = 2
    GREETED = 3
    OBJECT = 4
    MEDIUM = 5
    KIN = 6
    STRONG = 7
    TITLE = 8


def score_of(trust: Trust) -> float:
    """Return the score, from 0 to 1, of a name found with this much trust."""
    return 0.7 + 0.03 * trust


@dataclass(frozen=True, slots=True)
class NameReader:
    """Reads the longest name that begins at a word, as far as the trust given allows."""

    lexicon: Lexicon

    def end_of_name(self, view: View, index: int, trust: Trust) -> int:
        """Return the index after the last word of the name at ``index``; ``index`` itself where none begins."""
        words = view.words
        if index >= len(words) or not self._begins(view, index, trust):
            return index
        last = index + 1
        while last < len(words):
            gap = view.gap(last - 1)
            previous = words[last - 1]
            if previous.possessive or not (gap in _JOINTS or (gap == ". " and len(previous.text) <= 2)):
                break
            step = self._particles(view, last)
            if step < len(words) and self._continues(view, step, trust):
                last = step + 1
                continue
            break
        return last

    def _particles(self, view: View, index: int) -> int:
        """Skip particles (van, de la) that a further capital word follows."""
        step = index
        while step < len(view.words) - 1 and view.words[step].low in cues.PARTICLES and view.gap(step) == " ":
            step += 1
        return step if step == index or view.words[step].capital else index

    def _begins(self, view: View, index: int, trust: Trust) -> bool:
        word = view.words[index]
        if (
            word.low in cues.CLOSED
            or word.low in cues.TITLES
            or (word.low in cues.PERSON_VERBS and not word.capital)
        ):
            return False
        if word.low in cues.PARTICLES and trust >= Trust.MEDIUM:
            step = self._particles(view, index)
            return step > index and view.words[step].capital
        if word.capital and view.cased:
            return self._capital_begins(word, trust)
        return self._lower_begins(view, index, trust)

    def _capital_begins(self, word: Word, trust: Trust) -> bool:
        low, lexicon = word.low, self.lexicon
        if trust is Trust.TITLE:
            return True
        if len(low) == 1:
            return False
        if trust is Trust.STRONG:
            return not lexicon.is_kept(low) or low in lexicon.word_names or lexicon.is_given(low)
        if trust >= Trust.MEDIUM and (lexicon.is_given(low) or low in lexicon.word_names):
            return True
        if word.shape is Shape.UPPER and len(low) <= 4 and not lexicon.is_given(low):
            return False
        if trust is Trust.OBJECT and low in cues.MONTH_NAMES:
            return word.shape is Shape.TITLE
        if lexicon.is_kept(low) or low in lexicon.regions:
            return False
        if trust is Trust.KIN and not word.initial and word.shape is Shape.TITLE:
            return True
        if trust >= Trust.MEDIUM:
            return not lexicon.is_ordinary(low) or (low in lexicon.weak_names and not word.initial)
        return lexicon.is_given(low) or (low in lexicon.word_names and not word.initial)

    def _lower_begins(self, view: View, index: int, trust: Trust) -> bool:
        word, lexicon = view.words[index], self.lexicon
        low = word.low
        if len(low) < 2 or (low in lexicon.regions and trust < Trust.KIN):
            return False
        if lexicon.is_given(low) and (trust >= Trust.MEDIUM or not lexicon.is_kept(low)):
            return True
        if lexicon.is_kept(low) and not (trust >= Trust.KIN and low in lexicon.word_names):
            return False
        if trust is Trust.TITLE:
            return not lexicon.is_ordinary(low) or (low in lexicon.surnames and self._at_rest(view, index))
        if trust is Trust.STRONG:
            return not lexicon.is_ordinary(low) or low in lexicon.word_names
        if trust is Trust.SELF:
            return low in lexicon.word_names and low not in cues.ADJECTIVES and self._introduces(view, index)
        if trust is Trust.GREETED:
            if low in lexicon.word_names:
                return self._at_rest(view, index, helper=low in cues.AUXILIARIES)
            return lexicon.is_unknown(low) and word.text.isalpha() and len(low) > 3 and self._is_asked(view, index)
        if trust >= Trust.MEDIUM:
            known = low in lexicon.surnames and not lexicon.is_ordinary(low)
            named = low in lexicon.word_names and self._at_rest(view, index, helper=low in cues.AUXILIARIES)
            unlisted = lexicon.is_unknown(low) and word.text.isalpha() and len(low) > 3
            return known or named or (unlisted and self._has_verb(view, index))
        return False

    def _is_asked(self, view: View, index: int) -> bool:
        """Whether a turn to the person greeted follows: "hello sibusiso how are you"."""
        last = index == len(view.words) - 1
        return last or view.words[index + 1].low in _AFTER_A_GREETING

    def _introduces(self, view: View, index: int) -> bool:
        """Whether what follows shows that the word was a name: "i'm joy and …", "i'm rose from …"."""
        if index == len(view.words) - 1:
            return False
        return view.gap(index).startswith(",") or view.words[index + 1].low in {"and", "from", "here", "by"}

    def _has_verb(self, view: View, index: int) -> bool:
        """Whether a word that no list knows ends a phrase or has a verb after it; else it may be a slip."""
        if self._at_rest(view, index):
            return True
        following = view.words[index + 1].low
        return following.endswith("ed") or (following.endswith("s") and not following.endswith(("ss", "us", "is")))

    def may_accompany(self, view: View, index: int) -> bool:
        """Whether the word can be a name because a name stands beside it."""
        word, lexicon = view.words[index], self.lexicon
        if word.low in cues.CLOSED or lexicon.is_kept(word.low) or len(word.low) < 3:
            return False
        if word.capital and view.cased:
            return word.shape is Shape.TITLE and (
                lexicon.is_name_like(word.low) or (not word.initial and lexicon.is_unknown(word.low))
            )
        return lexicon.is_unknown(word.low) and word.text.isalpha() and self._at_rest(view, index)

    def _at_rest(self, view: View, index: int, *, helper: bool = False) -> bool:
        """Whether the word ends a phrase, or is followed by a verb whose subject is a person.

        A ``helper`` ("will", "may") must be followed by what follows no helping verb.
        """
        if index == len(view.words) - 1 or view.words[index].possessive:
            return not helper
        following = view.words[index + 1].low
        if helper:
            return following in cues.DEED_VERBS or (following.endswith("ed") and len(following) > 4)
        return view.gap(index).strip() != "" or following in _AFTER_A_NAME

    def _continues(self, view: View, index: int, trust: Trust) -> bool:
        word, lexicon = view.words[index], self.lexicon
        low = word.low
        if low in cues.CLOSED:
            return False
        if word.capital and view.cased:
            if len(low) == 1:
                return True
            if lexicon.is_kept(low) and not lexicon.is_name_like(low):
                return False
            return not lexicon.is_ordinary(low) or lexicon.is_name_like(low)
        if lexicon.is_kept(low) or (view.cased and view.words[index - 1].capital):
            return False
        if not lexicon.is_ordinary(low):
            return low in lexicon.surnames or lexicon.is_given(low) or lexicon.is_unknown(low)
        return trust >= Trust.STRONG and low in lexicon.surnames and self._at_rest(view, index)
