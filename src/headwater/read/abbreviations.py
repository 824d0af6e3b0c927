"""Short forms that a text introduces in brackets after the full name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from headwater.read.language import Language
from headwater.read.names import is_body, small_words
from headwater.read.words import Words

# A full name stands at most so many words before its bracket.
BACK = 10


@dataclass(frozen=True, slots=True)
class Introduced:
    """A full name with its short form; `first` and `after` are the tokens of both, bracket taken in."""

    name: str
    short: str
    first: int
    after: int


def introduced(words: Words, language: Language) -> Iterator[Introduced]:
    """The bodies that the text introduces as "Foreign Grain Service (FGS)", in order."""
    surface, lower = words.surface, words.lower
    for i in range(1, len(words) - 2):
        if surface[i] != "(" or surface[i + 2] != ")":
            continue
        short = surface[i + 1]
        if short[1:2] == "-":
            continue  # "Sen. Ivo Marr (R-Velmar)": a party and a place
        letters = short.replace(".", "").replace("-", "")
        if not (2 <= len(letters) <= 10 and sum(c.isupper() for c in letters) >= 2):
            continue
        first = _long_form(words, language, i, letters)
        if first is None:
            continue
        while first < i - 1 and (lower[first] in language.articles or lower[first] in ("'s", "'")):
            first += 1
        name = " ".join(words.text[words.starts[first] : words.ends[i - 1]].split())
        yield Introduced(name, short, first, i + 3)


def _long_form(words: Words, language: Language, bracket: int, letters: str) -> int | None:
    """The first token of the full name: the capitals before the bracket, joined by small words."""
    surface, lower = words.surface, words.lower
    floor = max(words.sentences[words.sentence_of[bracket]][0], bracket - BACK)
    first = bracket
    for i in range(bracket - 1, floor - 1, -1):
        word = surface[i]
        if word[0].isupper():
            first = i
        elif not word[0].isalnum() or lower[i] in ("'s", "'") or lower[i] not in small_words(language):
            break
    if first == bracket:
        # "l'office des grains de Korhan (OGK)": a body's name in small letters.
        return next((i for i in range(bracket - 1, floor - 1, -1) if is_body(language, lower[i])), None)
    initials = "".join(w[0] for w in surface[first:bracket] if w[0].isupper()).upper()
    if bracket - first == 1 and letters.upper() not in initials and not is_body(language, lower[first]):
        return first if words.code in ("de", "tr", "ru", "uk") else None
    return first
