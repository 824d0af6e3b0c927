"""Which noun a phrase turns on, and what its edges and parts say."""

from __future__ import annotations

from headwater.read.language import Language
from headwater.read.names import (
    heads_a_body,
    is_document,
    is_role,
    name_words,
)
from headwater.read.people import is_person_noun
from headwater.read.words import Words

ADJECTIVES = ("ое", "ая", "ый", "ий", "ого", "ой", "ым", "ому", "ої", "ий", "ка", "ке", "ному", "им")

_SHUT = frozenset(")]}")

_MARKS = {"»": "«", "”": "“"}


def without_edges(words: Words, lo: int, hi: int) -> tuple[int, int]:
    """The tokens without marks, dates and endings at either edge."""
    surface, lower = words.surface, words.lower
    while lo < hi and (not surface[lo][0].isalnum() or (surface[lo][0].isdigit() and "-" in surface[lo])
                       or (lower[lo] == "date" and lo + 1 < hi and surface[lo + 1][0].isdigit())):  # fmt: skip
        lo += 1
    while lo < hi and (
        lower[hi - 1] in ("'s", "'") or (not surface[hi - 1][0].isalnum() and surface[hi - 1] not in _SHUT)
    ):
        opening = _MARKS.get(surface[hi - 1])
        if opening and any(mark == opening for mark in surface[lo + 1 : hi - 1]):
            break  # партия «Яблоко»: the marks are within the phrase
        hi -= 1
    return lo, hi


def describes(words: Words, language: Language, a: int, b: int) -> bool:
    """True for words that may say what somebody is: a role, an unnamed source's noun, small letters, a possessive."""
    return (
        any(is_role(language, w) or w in language.unnamed for w in words.lower[a:b])
        or not words.surface[a][0].isupper()
        or "'s" in words.lower[a:b]
    )


def says_who(words: Words, language: Language, a: int, b: int) -> bool:
    """True for words with a noun for a person or a firm among them."""
    return any(is_person_noun(language, w) or w in name_words("companies") for w in words.lower[a:b])


def head_of(words: Words, language: Language, a: int, b: int) -> int:
    """The noun that a phrase without its article turns on: last before a joint in English, German and Turkish, else first."""
    lower = words.lower
    if language.code == "tr":
        return b - 1
    if language.code in ("en", "de"):
        for i in range(a + 1, b):
            if (lower[i] in language.prepositions or lower[i] in language.articles) and not words.surface[i][
                0
            ].isupper():
                return i - 1
            if lower[i] in ("familiar", "close", "who", "involved", "briefed", "present", "mit"):
                return i - 1
            if i > a + 1 and lower[i].endswith(("ing", "ed")) and is_person_noun(language, lower[i - 1]):
                return i - 1
        return b - 1
    for i in range(a, b):
        if is_person_noun(language, lower[i]) or heads_a_body(language, lower[i]) or is_document(language, lower[i]):
            return i
        if i > a and lower[i] in language.prepositions:
            break
    return a


def heads_english(words: Words, language: Language, i: int, b: int) -> bool:
    """True when no noun in small letters follows word i in its phrase: "executive director", "report author" turn on the second."""
    if language.code != "en" or i + 1 >= b:
        return True
    follower = words.lower[i + 1]
    if follower == "'s":
        return False  # "the president's office"
    if not words.surface[i + 1].isalpha() or words.surface[i + 1][0].isupper():
        return True
    return (
        follower in language.prepositions
        or follower in language.conjunctions
        or follower in language.adverbs
        or follower in language.articles
        or follower.endswith(("ing", "ed"))
        or follower in ("familiar", "close", "general", "elect", "designate", "emeritus")
    )


def is_common_noun(words: Words, language: Language, a: int, b: int) -> bool:
    """True for one word that opens its sentence with a capital and stands elsewhere without: "Docker says", "the docker"."""
    if b - a != 1 or language.code == "de" or a != words.sentences[words.sentence_of[a]][0]:
        return False
    return words.surface[a][1:].islower() and words.lower[a] in words.surface


def heads_its_phrase(words: Words, language: Language, a: int, body: int) -> bool:
    """True when the body's noun is the head of the phrase that begins at `a`: nothing small joins another noun before it."""
    if language.code in ("ru", "uk") and body > a and words.surface[a][0].islower():
        # "працівник міністерства": a genitive; "российское министерство" has an adjective before it.
        return words.lower[body - 1].endswith(ADJECTIVES)
    joint = next((i for i in range(a + 1, body) if words.lower[i] in language.prepositions), None)
    if joint is None or language.code == "ar":
        return True
    return words.surface[a][0].isupper() and language.code != "de"


# "The People's Party", "Children's Hospital": whom a body is for, not whose it is.
_NAMED_FOR = frozenset(
    ("people", "workers", "women", "men", "children", "citizens", "farmers", "miners", "teachers", "veterans", "mothers",
     "fathers", "students", "king", "queen", "prince", "princess")
)  # fmt: skip


def past_possessive(words: Words, a: int, b: int) -> int:
    """Where a body's own name begins: "Bahdara's Health Ministry" → "Health Ministry"; small letters keep the owner."""
    for i in range(a + 1, min(b - 1, a + 4)):
        if (
            words.lower[i] == "'s"
            and b - i > 2
            and words.surface[i + 1][0].isupper()
            and words.lower[i - 1] not in _NAMED_FOR
        ):
            return i + 1
    return a
