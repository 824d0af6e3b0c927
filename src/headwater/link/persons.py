"""Whether two names can be one person's, across spellings and scripts."""

from __future__ import annotations

import re
from functools import lru_cache

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
# In words of so few letters a vowel makes another name: "Lind", "Land".
SHORT = 5


# Spellings of one sound that languages write each in their own way: letter or letters, and what others write for them.
_SPELLINGS = (
    ("ş", "sh"), ("ș", "sh"), ("š", "sh"), ("ś", "sh"), ("ç", "ch"), ("č", "ch"), ("ć", "ch"), ("ž", "zh"), ("ż", "zh"), ("ğ", "g"),
    ("sz", "sh"), ("cz", "ch"), ("rz", "zh"), ("w", "v"), ("x", "kh"), ("ou", "w"), ("j", "y"), ("j", "kh"),
)  # fmt: skip
_SUFFIXES = frozenset(("jr", "junior", "filho", "neto", "ii", "iii", "iv"))
_ARTICLE = re.compile(r"^(?:al|el|ul|as|ash|ad|an|ar|at|az)[-'’](?=\w)|^ال(?=\w{3})")
_SERVANT = re.compile(r"^(?:abd|abdel|abdul|abdal|abd-al|abd-el|abdu|عبد)$")


def name_words(name: str) -> tuple[str, ...]:
    """The words of a person's name that tell it apart: no titles, no particles, no article before a family name.

    "Abd al-Rahman", "Abdul Rahman" and "عبد الرحمن" are one word each.
    """
    words = [bare(word) for word in re.findall(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*\.?", name)]
    joined: list[str] = []
    for word in words:
        if joined and _SERVANT.match(folded(joined[-1])):
            joined[-1] += _ARTICLE.sub("", folded(word))
        elif not (joined and _SERVANT.match(folded(joined[-1])) and folded(word) in ("al", "el")):
            joined.append(word)
    kept = [w for w in joined if folded(w).rstrip(".") not in _TITLES and folded(w) not in _PARTICLES]
    while len(kept) > 1 and folded(kept[-1]).rstrip(".") in _SUFFIXES:
        kept.pop()
    return tuple(_without_article(word) for word in kept or joined)


def _without_article(word: str) -> str:
    found = _ARTICLE.match(word.casefold())
    return word[found.end() :] if found else word


def sounds_of(word: str) -> frozenset[str]:
    """The skeletons a word may have, however its sounds are spelt: what two spellings of one name share."""
    return frozenset(skeleton(spelt) for spelt in (*_respelt(word), *_turkish(word)))


def same_word(a: str, b: str) -> bool:
    """True when two words can be one name spelt twice ('Zarrouq', 'Zerruk', 'زروق'). An initial fits its name."""
    left, right = latin(a).rstrip("."), latin(b).rstrip(".")
    if left == right:
        return True
    if min(len(left), len(right)) == 1:
        return left[:1] == right[:1]
    if _alike(a, b):
        return True
    if script_of(a) != script_of(b) and any(_alike(x, y) for x in _turkish(a) for y in _turkish(b)):
        return True
    return any(_alike(x, y) for x in _respelt(a) for y in _respelt(b) if (x, y) != (a, b))


def _turkish(word: str) -> tuple[str, ...]:
    """The word, and as others write it if it is Turkish: "Cemal" is Jamal. Only beside another script, where no eye compares."""
    low = word.casefold()
    return (word, low.replace("c", "j")) if script_of(word) == "latin" and "c" in low else (word,)


def _alike(a: str, b: str) -> bool:
    left, right = latin(a).rstrip("."), latin(b).rstrip(".")
    keys = skeleton(a), skeleton(b)
    cross = script_of(a) != script_of(b)
    ratio = fuzz.ratio(left, right)
    if not cross and max(len(left), len(right)) <= SHORT and ratio < 80:
        return False
    if keys[0] == keys[1] and len(keys[0]) >= 2:
        return cross or ratio >= ALIKE - (12 if len(keys[0]) >= 3 else 0)
    if keys[0] == keys[1]:
        return ratio >= (55 if cross else 80)
    # A case ending of another language, or one consonant heard differently.
    return min(len(keys[0]), len(keys[1])) >= 3 and ratio >= (75 if cross else 85)


@lru_cache(maxsize=65536)
def _respelt(word: str) -> tuple[str, ...]:
    """The word, and each way in which one of its sounds may be spelt elsewhere; Latin letters only."""
    if script_of(word) != "latin":
        return (word,)
    low = word.casefold().replace("i̇", "i")
    found = [word]
    for here, there in _SPELLINGS:
        if here in low and (here not in ("ou", "x") or low.startswith(here)):
            found.append(low.replace(here, there))
    return tuple(dict.fromkeys(found))


def same_person(a: str, b: str, *, iberian: bool = False) -> bool:
    """True when two full names can be one person's: family name and given name both fit.

    A name of one word is no full name: False, whatever the word. `iberian`: names of Spain, Portugal and the Americas,
    where the second family name may be left out ("Pedro Luz", "Pedro Luz Peralta").
    """
    left, right = name_words(a), name_words(b)
    if min(len(left), len(right)) < 2 or _younger(a) != _younger(b):
        return False
    if same_word(left[-1], right[-1]) and same_word(left[0], right[0]):
        return len(left) != len(right) or all(map(same_word, left, right))
    if iberian and len(left) != len(right):
        short, long = sorted((left, right), key=len)
        return len(long) <= len(short) + 1 and all(map(same_word, short, long))
    # Family name first, as lists and some languages have it.
    return len(left) == len(right) == 2 and same_word(left[0], right[1]) and same_word(left[1], right[0])


def _younger(name: str) -> bool:
    """True for "Jr.": father and son share the rest of the name."""
    return bool(re.search(r"\b(?:jr|junior|filho|neto)$", name.casefold().strip(" .")))


def short_for(short: str, full: str, *, iberian: bool = False) -> bool:
    """True when a single word is the family name of a full name; `iberian`: or the first of its two family names."""
    one, words = name_words(short), name_words(full)
    if len(one) != 1 or len(words) < 2 or len(latin(one[0])) < 3:
        return False
    return same_word(one[0], words[-1]) or (iberian and len(words) == 3 and same_word(one[0], words[1]))
