"""Words that are parts of names whatever else they can be: "May Young", "Jan van der Berg", "Teherán", "Al Jazeera".

A reader that takes "van" for the Spanish verb, or "May" for the month, reads some people's words and not others'.
"""

from __future__ import annotations

from functools import lru_cache

from headwater.read.language import Language
from headwater.read.names import PARTICLES
from headwater.read.outlets import outlet_names
from headwater.read.states import state_names
from headwater.read.words import Words, words_of

MOST_PARTICLES = 3  # "de la", "von und zu"
_JOINING = frozenset(("and", "und", "y", "e", "of", "für"))
_PARTICLES = PARTICLES - _JOINING
# Months and verbs that are given names, too; at the head of a sentence a capital tells nothing.
_GIVEN = {"en": frozenset(("april", "june", "may", "will", "mark", "august"))}
# Participles that names of bodies begin with.
_UNITED = {"en": frozenset(("united", "allied", "associated", "integrated", "consolidated"))}
# Particles that no sentence begins with: with a capital they are surnames.
NEVER_FIRST = {"ru": frozenset(("ли",))}
# Arabic names that are pronouns once their letters are folded.
_ONLY_NAMES = frozenset(("آنا",))
# Languages that write days and months small.
_SMALL_DAYS = frozenset(("es", "fr", "it", "pt", "ru", "uk"))


def named_words(words: Words, language: Language) -> tuple[set[int], set[int]]:
    """Tokens that are parts of names, and particles within names, which are no verbs there. Linear in the text."""
    surface, lower = words.surface, words.lower
    listed, uncased = _listed(language), language.code == "ar"
    given, united = _GIVEN.get(language.code, frozenset()), _UNITED.get(language.code, frozenset())
    never_first = NEVER_FIRST.get(language.code, frozenset())
    names: set[int] = set()
    within: set[int] = set()
    surnames: set[str] = set()
    running = _Running(words)
    tails: set[tuple[str, ...]] = set()  # "van der Berg" of "Jan van der Berg", which may open a sentence later on
    for i, word in enumerate(surface):
        if not word[0].isupper() and not uncased:
            continue
        low = lower[i]
        for parts in listed.get(_straight(word), ()):
            if tuple(map(_straight, surface[i : i + len(parts)])) == parts:
                names.update(range(i, i + len(parts)))
                break
        if uncased:
            if word in _ONLY_NAMES:
                names.add(i)
            continue
        first = words.sentences[words.sentence_of[i]][0] == i
        after = _next_capital(words, i)
        if after > i + 1:
            within.update(range(i + 1, after))
            tails.add(tuple(lower[i + 1 : after + 1]))
        if low in language.time_words:
            pass  # "President Moor Monday said", "by May": a date
        elif language.code != "de" and _behind_a_capital(words, language, i):
            # A small word with a capital right behind another capital is a part of a name: "Kim Jong Un", "Ali Will".
            if running(i):
                names.add(i)
                if after == i:
                    surnames.add(low)
        elif low in surnames:
            names.add(i)
        if low in _PARTICLES and low.endswith("'") and not first and after == i + 1:
            names.update((i, after))  # "accusé D’Arcy McGee": no sentence has that capital but in a name
        if low in _PARTICLES:
            tail = next((n for n in range(2, MOST_PARTICLES + 2) if tuple(lower[i : i + n]) in tails), 0)
            names.update(range(i, i + tail))
        follows = after == i + 1 and lower[after] not in language.time_words
        small_day = language.code in _SMALL_DAYS and low in language.time_words
        if (
            low in never_first
            or (low in given and follows and _opens(words, language, i))
            or (low in united and follows and first)
            or (follows and running(i) and _verb_only(language, low) and _opens(words, language, i))
            or (small_day and (follows or not first) and _beside(words, i))
        ):
            names.add(i)
    return names, within


class _Running:
    """Tells sentences of running text from headlines, where every word has a capital."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.known: dict[int, bool] = {}

    def __call__(self, i: int) -> bool:
        number = self.words.sentence_of[i]
        if number not in self.known:
            parts = [word for word in self.words.surface[slice(*self.words.sentences[number])] if word[0].isalpha()]
            self.known[number] = 2 * sum(word[0].islower() for word in parts) >= len(parts)
        return self.known[number]


def _verb_only(language: Language, low: str) -> bool:
    """True for "rose", which no sentence begins with unless it is a name; verbs of saying may stand first."""
    return low in language.verbs and low not in language.cues and low not in language.auxiliaries


def surname_here(words: Words, i: int) -> bool:
    """True for a capital that stood right behind another capital before: "Will" after "Ali Will said"."""
    surface, low = words.surface, words.lower[i]
    return surface[i][0].isupper() and any(
        words.lower[k] == low and surface[k][0].isupper() and surface[k - 1][0].isupper()
        for k in range(1, min(i, len(words)))
    )


def _straight(word: str) -> str:
    return word.replace("’", "'")


def _next_capital(words: Words, i: int) -> int:
    """The next token of a name begun at token i, past its particles; i where the name ends with it."""
    k = i + 1
    while k < min(len(words), i + 1 + MOST_PARTICLES) and words.lower[k] in _PARTICLES:
        k += 1
    same = k < len(words) and words.sentence_of[k] == words.sentence_of[i]
    return k if same and words.surface[k][0].isupper() else i


def _behind_a_capital(words: Words, language: Language, i: int) -> bool:
    """True behind a capital of the same sentence, if that is no article or preposition which merely opens it."""
    first, _ = words.sentences[words.sentence_of[i]]
    if i == first or not words.surface[i - 1][0].isupper():
        return False
    low = words.lower[i - 1]
    return not (i - 1 == first and (low in language.articles or low in language.prepositions))


def _opens(words: Words, language: Language, i: int) -> bool:
    """True at the head of a sentence that asks nothing, after a mark and after a verb of saying: "said May Young"."""
    first, after = words.sentences[words.sentence_of[i]]
    if words.lower[after - 1] == "?":
        return False
    before = words.lower[i - 1] if i > first else ""
    return not before or not before[0].isalnum() or before in language.cues or before in language.titles


def _beside(words: Words, i: int) -> bool:
    """True when the token before or after is a capital of the same sentence."""
    first, after = words.sentences[words.sentence_of[i]]
    return any(first <= k < after and words.surface[k][0].isupper() for k in (i - 1, i + 1))


@lru_cache(maxsize=32)
def _listed(language: Language) -> dict[str, tuple[tuple[str, ...], ...]]:
    """States, their capitals, and outlets of several words, as tokens, by the first of them; longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    # A German noun has its capital in any case: "die Welt", "die Zeit" are no papers.
    names = [*state_names(), *(name for name in outlet_names() if " " in name and language.code != "de")]
    for name in names:
        parts = tuple(map(_straight, words_of(name, language.code).surface))
        if parts:
            found.setdefault(parts[0], set()).add(parts)
    return {first: tuple(sorted(some, key=lambda parts: (-len(parts), parts))) for first, some in found.items()}
