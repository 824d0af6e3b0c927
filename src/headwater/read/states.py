"""States by their names, capitals and metonyms, in ten languages: a register of facts."""

from __future__ import annotations

import csv
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
    """The state that a whole phrase names, by its name, capital or a metonym such as "the Kremlin"; else None."""
    return _register().get(fold_name(written))


def is_capital_city(written: str) -> bool:
    """True when the phrase is a capital or metonym rather than the state's own name."""
    return fold_name(written) in _metonyms()


def fold_name(name: str) -> str:
    """A name without case, accents, punctuation and leading article: for lookups only."""
    flat = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i").replace("’", "'"))
    kept = "".join(" " if not c.isalnum() else c for c in flat if not unicodedata.combining(c))
    parts = kept.split()
    if len(parts) > 1 and parts[0] in ("the", "la", "le", "les", "l", "el", "los", "die", "der", "das", "o", "a", "il"):
        parts = parts[1:]
    return " ".join(parts)


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
