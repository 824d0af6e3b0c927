"""Whether two names can be one person's, across spellings and scripts."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from headwater.link.names import bare, folded, latin, script_of, skeleton

_PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "di",
        "du",
        "des",
        "la",
        "le",
        "el",
        "al",
        "van",
        "von",
        "der",
        "den",
        "ter",
        "bin",
        "ibn",
        "abu",
        "ben",
        "zu",
        "y",
        "e",
        "i",
        "san",
        "saint",
        "st",
    ]
)
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "sir",
        "lady",
        "lord",
        "m",
        "mme",
        "mlle",
        "herr",
        "frau",
        "sr",
        "sra",
        "senor",
        "senora",
        "senhor",
        "senhora",
        "dona",
        "don",
        "sig",
        "signor",
        "signora",
        "bay",
        "bayan",
        "hanim",
        "bey",
        "sayin",
        "г-н",
        "г-жа",
        "пан",
        "пані",
        "السيد",
        "السيده",
        "الدكتور",
        "د",
    ]
)
# Two spellings in Latin letters: below this share of common letters the vowels tell two names apart.
ALIKE = 62.0


def name_words(name: str) -> tuple[str, ...]:
    """The words of a person's name that tell it apart: no titles, no particles."""
    words = [bare(word) for word in re.findall(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*\.?", name)]
    kept = [w for w in words if folded(w).rstrip(".") not in _TITLES and folded(w) not in _PARTICLES]
    return tuple(kept or words)


def same_word(a: str, b: str) -> bool:
    """True when two words can be one name spelt twice ('Zarrouq', 'Zerruk', 'زروق'). An initial fits its name."""
    left, right = latin(a).rstrip("."), latin(b).rstrip(".")
    if left == right:
        return True
    if min(len(left), len(right)) == 1:
        return left[:1] == right[:1]
    keys = skeleton(a), skeleton(b)
    cross = script_of(a) != script_of(b)
    ratio = fuzz.ratio(left, right)
    if keys[0] == keys[1] and len(keys[0]) >= 2:
        return cross or ratio >= ALIKE - (12 if len(keys[0]) >= 3 else 0)
    if keys[0] == keys[1]:
        return ratio >= (55 if cross else 80)
    # A case ending of another language, or one consonant heard differently.
    return min(len(keys[0]), len(keys[1])) >= 3 and ratio >= (75 if cross else 85)


def same_person(a: str, b: str) -> bool:
    """True when two full names can be one person's: family name and given name both fit.

    A name of one word is no full name: False, whatever the word.
    """
    left, right = name_words(a), name_words(b)
    if min(len(left), len(right)) < 2:
        return False
    if same_word(left[-1], right[-1]) and same_word(left[0], right[0]):
        return len(left) != len(right) or all(map(same_word, left, right))
    # Family name first, as lists and some languages have it.
    return len(left) == len(right) == 2 and same_word(left[0], right[1]) and same_word(left[1], right[0])


def short_for(short: str, full: str) -> bool:
    """True when a single word is the family name, or the given name alone, of a full name."""
    one, words = name_words(short), name_words(full)
    return len(one) == 1 and len(words) > 1 and len(latin(one[0])) > 2 and same_word(one[0], words[-1])
