"""A language-neutral bag of concepts for a stretch of text, by a lexicon of our own writing (data/concepts.tsv)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from headwater.link.names import bare, folded, script_of, words_of

LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "ru", "uk", "ar", "tr")
_LATIN = tuple(code for code in LANGUAGES if code not in ("ru", "uk", "ar"))
# How many letters of ending a stem of a given length may take. Short stems meet too many other words;
# Turkish strings its endings together, German its nouns.
_ENDINGS = {
    "en": {4: 3, 5: 4, 6: 6},
    "es": {3: 2, 4: 3, 5: 6, 6: 7},
    "fr": {3: 2, 4: 3, 5: 6, 6: 7},
    "de": {3: 2, 4: 4, 5: 20},
    "pt": {3: 2, 4: 3, 5: 6, 6: 7},
    "it": {3: 2, 4: 3, 5: 6, 6: 7},
    "ru": {3: 4, 4: 7, 5: 8},
    "uk": {3: 4, 4: 7, 5: 8},
    "ar": {2: 2, 3: 3, 4: 4},
    "tr": {2: 0, 3: 6, 4: 12, 5: 14},
}
_JOINTS = ("", "s", "es", "n", "en", "er")
_CLITICS = ("ال", "لل")
# A word written small that is none of the names it reads like: "us" is no state.
_SMALL = {"en": frozenset({"us"})}


@dataclass(frozen=True, slots=True)
class Concept:
    """One row of the lexicon.

    `kind` is one letter (see the head of the file); `kin` names a family of near concepts and
    `pole` is +1 or -1 where the family has two opposite ends, else 0.
    """

    name: str
    kind: str
    kin: str
    pole: int


@dataclass(frozen=True, slots=True)
class _Tongue:
    """The stems of one language: whole words, prefixes by their length, and rows of words."""

    words: dict[str, tuple[str, ...]]
    stems: dict[str, tuple[tuple[str, bool], ...]]
    rows: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    longest: int


@cache
def lexicon() -> dict[str, Concept]:
    """Every concept by its name, in the order of the file."""
    return {row["concept"]: _concept(row) for row in _table()}


def _concept(row: dict[str, str]) -> Concept:
    kin = row["kin"]
    pole = {"+": 1, "-": -1}.get(kin[-1:], 0)
    return Concept(row["concept"], row["kind"], kin.rstrip("+-") or row["concept"], pole)


@cache
def _table() -> tuple[dict[str, str], ...]:
    text = files("headwater.link").joinpath("data/concepts.tsv").read_text(encoding="utf8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return tuple(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def _tongue(language: str) -> _Tongue:
    words: dict[str, list[str]] = {}
    stems: dict[str, list[tuple[str, bool]]] = {}
    rows: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in _table():
        cells = row[language].split() + (row["any"].split() if language in _LATIN else [])
        for cell in cells:
            name = row["concept"]
            if "_" in cell:
                parts = tuple(folded(part) for part in cell.split("_"))
                rows.setdefault(parts[0].rstrip("=*")[:4], []).append((parts, name))
            elif cell.endswith("="):
                words.setdefault(_written(cell[:-1]), []).append(name)
            else:
                stems.setdefault(_written(cell.rstrip("*")), []).append((name, cell.endswith("*")))
    return _Tongue(
        {word: tuple(dict.fromkeys(names)) for word, names in words.items()},
        {stem: tuple(dict.fromkeys(names)) for stem, names in stems.items()},
        {start: tuple(found) for start, found in rows.items()},
        max((len(stem) for stem in stems), default=0),
    )


def _written(cell: str) -> str:
    """The cell folded, or with its accents where it begins with '^'."""
    return cell[1:].casefold() if cell.startswith("^") else folded(cell)


def concepts_of(text: str, language: str | None) -> tuple[str, ...]:
    """Names of the concepts in `text`, in the order of its words, each as often as it stands there.

    A language without a column gives no concepts. A word with two readings gives both.
    """
    if language not in LANGUAGES:
        return ()
    return tuple(name for _, names in located(words_of(text), language) for name in names)


def located(words: Sequence[str], language: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The place and concepts of each word that has any; of words in a row, the place of the first.

    Words taken up by a row ("rule out") give nothing of their own.
    """
    forms = [forms_of(word, language) for word in words]
    taken: set[int] = set()
    for place, variants in enumerate(forms):
        if place in taken:
            continue
        row = _row_at(forms, place, language)
        if row is not None:
            name, end = row
            taken.update(range(place, end))
            yield place, (name,)
            continue
        names = _word_concepts(variants, language)
        if names and words[place] not in _SMALL.get(language, ()):
            yield place, names


def _row_at(forms: Sequence[tuple[str, ...]], place: int, language: str) -> tuple[str, int] | None:
    rows = _tongue(language).rows
    best: tuple[str, int] | None = None
    for variant in forms[place]:
        for length in (4, 3, 2, 1):
            for parts, name in rows.get(variant[:length], ()) if len(variant) >= length else ():
                if len(parts[0].rstrip("=*")) < 4 and len(parts[0].rstrip("=*")) != length:
                    continue
                end = place + len(parts)
                if end > len(forms) or not _fits(variant, parts[0], language):
                    continue
                if all(
                    any(_fits(form, part, language) for form in forms[place + n]) for n, part in enumerate(parts[1:], 1)
                ) and (best is None or end > best[1]):
                    best = (name, end)
    return best


def _fits(form: str, cell: str, language: str) -> bool:
    if cell.endswith("="):
        return form == cell[:-1]
    stem = cell.rstrip("*")
    if len(stem) <= 3:
        return form == stem or (form.startswith(stem) and len(form) - len(stem) <= _room(stem, language))
    return form.startswith(stem) and (cell.endswith("*") or len(form) - len(stem) <= _room(stem, language))


@lru_cache(maxsize=4096)
def _room(stem: str, language: str) -> int:
    limits = _ENDINGS[language]
    length = len(stem)
    fitting = [most for shortest, most in limits.items() if length >= shortest]
    return max(fitting) if fitting else 1 if language in _LATIN else 0


@lru_cache(maxsize=131072)
def forms_of(word: str, language: str) -> tuple[str, ...]:
    """The folded word and, in Arabic, what is left when particles and article are taken off its front."""
    plain = folded(word)
    accented = word.replace("İ", "i").replace("I", "ı").casefold() if language == "tr" else word.casefold()
    if language in ("en", "tr"):
        plain, accented = bare(plain), bare(accented)
    if language != "ar" or script_of(plain) != "arabic":
        return (plain,) if accented == plain else (accented, plain)
    forms = [plain]
    for particles in ("وف", "بلكس"):
        for form in tuple(forms):
            if len(form) > 3 and form[0] in particles:
                forms.append(form[1:])
    for form in tuple(forms):
        forms.extend(form[len(article) :] for article in _CLITICS if form.startswith(article) and len(form) > 4)
    return tuple(dict.fromkeys(forms))


@lru_cache(maxsize=131072)
def _word_concepts(variants: tuple[str, ...], language: str) -> tuple[str, ...]:
    found: tuple[str, ...] = ()
    length = 0
    for form in variants:
        names, matched = _lookup(form, language)
        if names and matched > length:
            found, length = names, matched
    return found


def _lookup(form: str, language: str) -> tuple[tuple[str, ...], int]:
    """Concepts of one form and how many of its letters the stem took."""
    tongue = _tongue(language)
    exact = tongue.words.get(form)
    if exact:
        return exact, len(form) + 1
    for length in range(min(len(form), tongue.longest), 1, -1):
        stem = form[:length]
        held = tongue.stems.get(stem)
        if not held:
            continue
        rest = len(form) - length
        names = tuple(name for name, free in held if free or rest <= _room(stem, language))
        if not names:
            continue
        if language == "de" and rest >= 4:
            names += _tail(form[length:], tongue)
        return tuple(dict.fromkeys(names)), length
    return (), 0


def _tail(rest: str, tongue: _Tongue) -> tuple[str, ...]:
    """Concepts of the second part of a German compound ("Weizen|lieferung")."""
    for joint in _JOINTS:
        if not rest.startswith(joint):
            continue
        part = rest[len(joint) :]
        if part in tongue.words:
            return tongue.words[part]
        for length in range(min(len(part), tongue.longest), 3, -1):
            held = tongue.stems.get(part[:length])
            if held and len(part) - length <= 4:
                return tuple(name for name, _ in held)
    return ()
