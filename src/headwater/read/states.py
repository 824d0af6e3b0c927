"""States by their names, capitals and metonyms, in ten languages: a register of facts."""

from __future__ import annotations

import csv
import itertools
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class State:
    """A state: ISO 3166-1 alpha-2 code and English name."""

    code: str
    name: str


def state_named(written: str) -> State | None:
    """The state that a whole phrase names, by its name, capital or a metonym such as "the Kremlin"; else None.

    In Russian and Ukrainian any case will do: "по данным Китая" names the state as "по данным США" does.
    """
    return _register().get(_listed(fold_name(written)))


def is_capital_city(written: str) -> bool:
    """True when the phrase is a capital or metonym rather than the state's own name."""
    return _listed(fold_name(written)) in _metonyms()


def fold_name(name: str) -> str:
    """A name without case, accents, punctuation and leading article: for lookups only."""
    flat = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i").replace("’", "'"))
    kept = "".join(" " if not c.isalnum() else c for c in flat if not unicodedata.combining(c))
    parts = kept.split()
    if len(parts) > 1 and parts[0] in ("the", "la", "le", "les", "l", "el", "los", "die", "der", "das", "o", "a", "il"):
        parts = parts[1:]
    return " ".join(parts)


# Case endings of Russian and Ukrainian nouns, folded ("й" is "и"), by the ending of the nominative. What ends in о, е, у is
# not declined. A wrong guess finds nothing in the register, so it does no harm.
_NOUNS = (
    ("а", ("ы", "и", "і", "е", "у", "ои", "ою", "еи", "ею")),
    ("я", ("и", "і", "е", "ю", "еи", "ею", "єю")),
    ("и", ("я", "ю", "ем", "е", "єм", "і", "ів", "ам", "ами", "ах")),
    ("ь", ("я", "ю", "ем", "е", "і", "и")),
    ("ы", ("", "ов", "ам", "ами", "ах")),
    ("ів", ("єва", "єву", "єві", "євом", "ова", "ову", "ові", "овом")),
    ("ец", ("ца", "цу", "цем", "це")),
    ("ет", ("та", "ту", "том", "ті")),
    ("", ("а", "у", "ом", "е", "і", "ові")),
)
_ADJECTIVES = (
    ("ая", ("ои", "ую", "ою")),
    ("яя", ("еи", "юю")),
    ("а", ("оі", "іи", "у", "ою")),
    ("ые", ("ых", "ым", "ыми")),
    ("ие", ("их", "им", "ими")),
    ("і", ("их", "им", "ими")),
    ("ыи", ("ого", "ому", "ым", "ом")),
    ("ии", ("ого", "ому", "им", "ом", "ім")),
)
MOST_WORDS = 3  # of a declined name: "Объединенных Арабских Эмиратов"


@lru_cache(maxsize=4096)
def _listed(folded: str) -> str:
    """The name as the register has it: as it is, or the nominative of a declined one in Cyrillic letters."""
    register = _register()
    parts = folded.split()
    if (
        folded in register
        or not parts
        or len(parts) > MOST_WORDS
        or not ("а" <= folded[-1] <= "я" or folded[-1] in "іє")
    ):
        return folded
    stems = [_nominatives(part, _ADJECTIVES) for part in parts[:-1]] + [_nominatives(parts[-1], _NOUNS)]
    for words in itertools.product(*stems):
        if " ".join(words) in register:
            return " ".join(words)
    return folded


def _nominatives(word: str, endings: tuple[tuple[str, tuple[str, ...]], ...]) -> list[str]:
    """The word as it is, then every nominative that it may be a case of."""
    found = [word]
    for nominative, cases in endings:
        found += [
            word[: len(word) - len(case)] + nominative
            for case in cases
            if word.endswith(case) and len(word) > len(case) + 1
        ]
    return found


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[State, tuple[str, ...], tuple[str, ...]], ...]:
    path = files("headwater.read").joinpath("data", "states.csv")
    found = []
    with path.open(encoding="utf8") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            names = tuple(n for column, cell in row.items() if column.startswith("name") for n in cell.split("|") if n)
            places = tuple(
                n
                for column, cell in row.items()
                if column.startswith(("capital", "metonym"))
                for n in cell.split("|")
                if n
            )
            found.append((State(row["code"], row["name_en"].split("|")[0]), names, places))
    return tuple(found)


@lru_cache(maxsize=1)
def state_names() -> frozenset[str]:
    """The names of states, their capitals and metonyms, as they are written, in any language."""
    return frozenset(name for _, names, places in _rows() for name in (*names, *places))


@lru_cache(maxsize=1)
def _register() -> dict[str, State]:
    found: dict[str, State] = {}
    for state, names, _ in _rows():
        for name in names:
            found.setdefault(fold_name(name), state)
    for state, _, places in _rows():
        for place in places:
            found.setdefault(fold_name(place), state)
    return found


@lru_cache(maxsize=1)
def _metonyms() -> frozenset[str]:
    named = {fold_name(name) for _, names, _ in _rows() for name in names}
    return frozenset(fold_name(place) for _, _, places in _rows() for place in places) - named
