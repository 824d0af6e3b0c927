"""Whether the words around a time speak of what is to come: "will meet on Friday", "met on Friday"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from headwater.read.language import Language, Lexicon
from headwater.read.wordlists import lexicon
from headwater.read.words import Words

_MARKS = frozenset(";:.!?()–—[]")
# "The minister said late on Friday": so many small words may stand between a time and its verb of saying.
SMALL_BETWEEN = 2
# A verb further off than this many words is not asked.
REACH = 25


@dataclass(frozen=True, slots=True)
class _Forms:
    future: Lexicon
    future_first: Lexicon
    past: Lexicon


@lru_cache(maxsize=32)
def _forms(language: Language) -> _Forms:
    return _Forms(
        lexicon(language, "times", "future"), lexicon(language, "times", "future_first"), lexicon(language, "times", "past")
    )  # fmt: skip


def coming(words: Words, language: Language, first: int, after: int) -> bool | None:
    """True when the clause of the words from `first` to before `after` is about the future, False about the past.

    None where no verb form near them tells. The nearest form decides; beside a verb of saying it is its time.
    """
    forms = _forms(language)
    if not forms.future:
        return None
    begin, end = words.sentences[words.sentence_of[first]]
    begin, end = max(begin, first - REACH), min(end, after + REACH)
    if _beside_cue(words, language, forms, first, after, begin, end):
        return False
    low, high = _clause(words, language, first, after, begin, end)
    if language.word_order == "sov":
        return _verb_after(words, forms, after, high if words.lower[after : after + 1] != [","] else end)
    # "Results are expected in April": the participle of a future phrase is no past.
    ahead: set[int] = set()
    for j in range(low, high):
        if not first <= j < after and (hit := forms.future.at(words.lower, j) or forms.future_first.at(words.lower, j)):
            ahead.update(range(j, j + hit[0]))
    best: tuple[int, bool] | None = None
    for j in (*range(first - 1, low - 1, -1), *range(after, high)):
        distance = first - j if j < first else j - after + 1
        if (best is None or distance < best[0]) and (j in ahead or words.lower[j] in forms.past):
            best = (distance, j in ahead)
    return best[1] if best else None


def tells_of_acting(words: Words, language: Language, first: int, after: int) -> bool:
    """True when a verb form of the past or the future stands among these words: they are a clause of their own."""
    forms = _forms(language)
    return any(
        words.lower[j] in forms.past or words.lower[j] in forms.future or words.lower[j] in language.auxiliaries
        or words.lower[j] in language.cues or words.lower[j] in language.verbs or words.lower[j] in forms.future_first
        for j in range(first, after)
    )  # fmt: skip


def _beside_cue(words: Words, language: Language, forms: _Forms, first: int, after: int, begin: int, end: int) -> bool:
    small = language.prepositions, language.articles, language.adverbs
    at = first - 1
    while at >= begin and first - at <= SMALL_BETWEEN and any(words.lower[at] in one for one in small):
        at -= 1
    if at >= begin and words.lower[at] in language.cues:
        return not any(forms.future.at(words.lower, j) for j in range(max(begin, at - 3), at))
    return after < end and words.lower[after] in language.cues


def _clause(words: Words, language: Language, first: int, after: int, begin: int, end: int) -> tuple[int, int]:
    lower = words.lower
    low = first
    while low > begin and not (
        lower[low - 1] in _MARKS or lower[low - 1] == "," or lower[low - 1] in language.complementizers
    ):
        low -= 1
    high = after
    # "On Friday, ministers will meet": the comma behind an opening time ends no clause.
    if high < end and lower[high] == "," and first - begin <= 2:
        high += 1
    while high < end and not (lower[high] in _MARKS or lower[high] == "," or lower[high] in language.complementizers):
        high += 1
    return low, high


def _verb_after(words: Words, forms: _Forms, after: int, end: int) -> bool | None:
    """The first verb form behind, where the verb comes last; the sentence's last one behind a comma."""
    comma = words.lower[after : after + 1] == [","]
    found = None
    for j in range(after, end):
        word = words.lower[j]
        form = True if word in forms.future else False if word in forms.past else None
        if form is not None:
            found = form
            if not comma:
                break
    return found
