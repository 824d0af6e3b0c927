"""Names across spellings and scripts: folding, Latin letters, and the skeleton of consonants."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# What decomposition leaves as it is but readers take for the plain letter.
_PLAIN = str.maketrans(
    {"ı": "i", "ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "œ": "oe", "ё": "е", "ʼ": "'", "’": "'"}
)
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})
# Long vowels are written in Arabic, and help to tell short names apart.
_ARABIC_LATIN = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r",
    "ز": "z", "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f",
    "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ء": "", "پ": "p",
    "چ": "ch", "ژ": "zh", "گ": "g", "ڤ": "v",
}  # fmt: skip
_SCRIPTS = ((0x0400, 0x052F, "cyrillic"), (0x0600, 0x06FF, "arabic"), (0x0750, 0x077F, "arabic"))
# Two letters that are one sound in some spelling, before vowels and h go. Upper case keeps them apart from what follows.
_SOUNDS = (
    (re.compile("sch|tch|tsch|ch|sh"), "X"),
    (re.compile("zh|dj|dzh|j"), "J"),
    (re.compile("ph"), "F"),
    (re.compile("th"), "T"),
    (re.compile("dh"), "D"),
    (re.compile("gh"), "G"),
    (re.compile("kh|h"), ""),
    (re.compile("ck|q|k|c(?=[aoukqrlts]|$)"), "K"),
    (re.compile("x"), "KS"),
    (re.compile("c(?=[eiy])|c|ts|z|s"), "S"),
    (re.compile("w(?=[aeiou])"), "F"),
    (re.compile("v|f"), "F"),
    (re.compile("g"), "G"),
    (re.compile("p|b"), "B"),
    (re.compile("t"), "T"),
    (re.compile("d"), "D"),
)
_VOWELS = re.compile("[aeiouyw]")
_DOUBLED = re.compile(r"([a-z])\1")
WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")


@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """The text in lower case without accents or Arabic spelling variants; Cyrillic й stays a letter of its own.

    The length may change: offsets into the folded text are not offsets into the text.
    """
    low = text.casefold().translate(_PLAIN).translate(_ARABIC)
    if low.isascii():
        return low
    kept = []
    for char in low:
        if "\u0400" <= char <= "\u04ff":
            kept.append(char)
            continue
        kept.extend(part for part in unicodedata.normalize("NFKD", char) if not unicodedata.combining(part))
    return "".join(kept).translate(_PLAIN).translate(_ARABIC)


# Cyrillic and Greek letters that pass for Latin ones; copies swap them in to defeat matching.
_LOOKS_LATIN = str.maketrans(
    "авекмнорстухіѕјһԁԛԝӏґѵАВЕКМНОРСТУХІЅЈҺԌԚԜαεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "abekmhopctyxisjhdqwlrvABEKMHOPCTYXISJHGQWaeikvoptuxABEZHIKMNOPTYX",
)
_LATIN_LETTER = re.compile("[A-Za-z]")
_FOREIGN_LETTER = re.compile("[\u0370-\u052f]")


def unmixed(word: str) -> str:
    """The word with look-alike letters put back where it mixes Latin letters with others; the same length."""
    if word.isascii() or not (_FOREIGN_LETTER.search(word) and _LATIN_LETTER.search(word)):
        return word
    return word.translate(_LOOKS_LATIN)


def script_of(word: str) -> str:
    """'latin', 'cyrillic', 'arabic' or 'other', by the first letter that tells."""
    for char in word:
        if not char.isalpha():
            continue
        code = ord(char)
        if code < 0x250 or 0x1E00 <= code < 0x1F00:
            return "latin"
        for first, last, name in _SCRIPTS:
            if first <= code <= last:
                return name
        return "other"
    return "other"


@lru_cache(maxsize=65536)
def latin(word: str) -> str:
    """The word in lower-case ASCII letters, transliterated where it is written in another script."""
    if script_of(word) == "latin":
        plain = folded(word)
        if plain.isascii():
            return plain
    if script_of(word) == "arabic":
        return "".join(_ARABIC_LATIN.get(char, char if char.isascii() else "") for char in folded(word))
    from anyascii import anyascii

    return re.sub(r"[^a-z0-9 '-]", "", anyascii(folded(word)).casefold())


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonants of a word as classes of sounds, alike in Latin, Cyrillic and Arabic spellings.

    'Zarrouq', 'Zerruk' and 'زروق' give one skeleton. Vowels, h and doubled letters carry nothing here,
    since Arabic writes few of them. Empty for a word of vowels alone.
    """
    sounds = latin(word).replace("'", "").replace("-", "")
    sounds = _DOUBLED.sub(r"\1", sounds)
    for pattern, sound in _SOUNDS:
        sounds = pattern.sub(sound, sounds)
    return _VOWELS.sub("", sounds).upper()


def words_of(text: str) -> list[str]:
    """The words of a text as they stand, without punctuation; elided articles ("l’", "d’") are cut off."""
    return [re.sub(r"^(?:[dlnsmtjc]|qu)['’ʼ](?=\w)", "", word, flags=re.IGNORECASE) for word in WORD.findall(text)]


def bare(word: str) -> str:
    """The word without a genitive or case ending set off by an apostrophe ("Lisanne's", "Lisanne’dan")."""
    return re.split(r"['’ʼ]", word, maxsplit=1)[0]
