"""Figures side by side: amounts with what they count and times of the clock, free of the language they are written in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from headwater.core import Quantity, Reading, Span
from headwater.link.concepts import LANGUAGES, lexicon, located
from headwater.link.names import folded, latin, skeleton

FIGURE_WEIGHT = 1.6
# Two figures of one value whose units may be one thing ("14 objetos", "14 eserin") say less than one figure twice.
LIKE_SHARE = 0.6
# A value up to this is met by chance.
SMALL = 12
CLOCK = "clock"

_CLOCK = re.compile(
    r"(?<![\d.,:])(?P<h>[01]?\d|2[0-4])(?:\s?(?P<s>[:.hHч])\s?(?P<m>[0-5]\d)(?::[0-5]\d)?)?(?!\d|[.,:]\d)"
    r"(?P<after>\s?(?:Uhr|[ap]\.?\s?m\b\.?|hrs?\b|heures?\b|horas?\b|[ui]hr\b))?"
)
# What stands before a time written with a full stop or without minutes.
_AT = re.compile(r"\b(?:um|gegen|ab|alle|dalle|ore|at|saat|kl|о|об|в|с|до|às|das|las|vers)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that can be compared: the value in its base unit, and what it counts.

    `unit` is a base unit, a concept of the lexicon, or the word itself; `readings` are all concepts the word may mean,
    empty for a base unit and for a word that the lexicon has not.
    """

    value: float
    unit: str
    modifier: str | None
    span: Span
    readings: tuple[str, ...] = ()
    known: bool = True

    @property
    def key(self) -> str:
        """The same for the same quantity in any unit or language."""
        return f"{self.value:.4g} {self.unit}".strip()


def figures_of(reading: Reading, span: Span) -> tuple[Figure, ...]:
    """The times of the clock inside `span`, then the quantities that have a value and are none of those times."""
    times = clock_times(reading.document.text, span)
    counted = (
        figure
        for q in reading.quantities
        if span.contains(q.span)
        and not any(t.span.overlaps(q.span) for t in times)
        and (figure := _figure(q, reading.document.language)) is not None
    )
    return (*times, *counted)


def clock_times(text: str, span: Span) -> tuple[Figure, ...]:
    """Times of the clock in minutes from midnight; a number alone is one only beside "Uhr", "pm" or the like."""
    found = []
    for match in _CLOCK.finditer(text, span.start, span.end):
        hour, after, mark = int(match["h"]), (match["after"] or "").strip().casefold(), match["s"]
        half = after[:1] if after[1:].replace(".", "").strip() == "m" and after[:1] in ("a", "p") else ""
        told = bool(half or after.startswith(("uhr", "hr")))
        if mark in (None, "."):
            before = _AT.search(text, max(0, match.start() - 8), match.start())
            if not told and not (mark == "." and before and len(match["h"]) + len(match["m"]) >= 3):
                continue
        elif mark != ":" and not match["m"]:
            continue
        if half == "p" and hour < 12:
            hour += 12
        elif half == "a" and hour == 12:
            hour = 0
        minutes = hour * 60 + int(match["m"] or 0)
        end = match.end("after") if after else match.end("m") if match["m"] else match.end("h")
        found.append(Figure(float(minutes), CLOCK, None, Span(match.start(), end)))
    return tuple(found)


def _figure(quantity: Quantity, language: str | None) -> Figure | None:
    value = quantity.base if quantity.base is not None else quantity.value
    if value is None:
        return None
    if quantity.base_unit:
        return Figure(value, quantity.base_unit, quantity.modifier, quantity.span)
    if not quantity.unit:
        return Figure(value, "", quantity.modifier, quantity.span)
    names = _readings(quantity.unit.split()[-1], language)
    unit = names[0] if names else folded(quantity.unit)
    return Figure(value, unit, quantity.modifier, quantity.span, names, bool(names))


@lru_cache(maxsize=4096)
def _readings(word: str, language: str | None) -> tuple[str, ...]:
    if language not in LANGUAGES:
        return ()
    return tuple(n for _, found in located([word], language) for n in found)


def figure_weight(key: str) -> float:
    """Large or fractional figures are rare by chance; one, two, three are not."""
    value = abs(float(key.split(" ", 1)[0]))
    if key.endswith(CLOCK) and value % 60:
        return FIGURE_WEIGHT
    if value == int(value) and value <= SMALL:
        return 0.35 * FIGURE_WEIGHT if " " in key else 0.2 * FIGURE_WEIGHT
    return FIGURE_WEIGHT


def bare_values(figures: Iterable[Figure]) -> set[str]:
    """Marks of the values that are rare by themselves, whatever they count."""
    return {f"v:{f.value:.4g}" for f in figures if f.unit != CLOCK and f.value > SMALL}


def one_thing(a: Figure, b: Figure, one_language: bool) -> float:
    """How likely the two count the same thing, from 0 to 1, told from their units alone.

    A word of another language that the lexicon has not may be anything; in one language two words are two things.
    """
    if a.unit == b.unit:
        return 1.0
    if CLOCK in (a.unit, b.unit):
        return 0.0
    if not a.unit or not b.unit:
        return LIKE_SHARE if max(a.value, b.value) > SMALL else 0.0
    if set(a.readings) & set(b.readings) or (not a.known and not b.known and _alike(a.unit, b.unit)):
        return 1.0
    kin = [{lexicon()[name].kin for name in f.readings} for f in (a, b)]
    if kin[0] & kin[1]:
        return 0.8
    if one_language or (a.known and b.known):
        return 0.0
    # "14 objetos" and "14 eserin": the one or the other has no known unit.
    return LIKE_SHARE if not (_is_measure(a) or _is_measure(b)) else 0.0


def _is_measure(figure: Figure) -> bool:
    """True for a base unit ("kg", "s"): a thing is not counted in it."""
    return figure.known and not figure.readings


@lru_cache(maxsize=4096)
def _alike(a: str, b: str) -> bool:
    """True for one word in two languages or forms ("florins", "فلورين"; "objects", "objetos")."""
    one, other = latin(a), latin(b)
    if len(one) >= 4 and one[:4] == other[:4]:
        return True
    one, other = skeleton(a), skeleton(b)
    return len(one) >= 3 and len(other) >= 3 and one[:3] == other[:3]


def figures_alike(
    a: Sequence[Figure],
    b: Sequence[Figure],
    weights: tuple[Mapping[str, float], Mapping[str, float]],
    one_language: bool,
) -> dict[str, float]:
    """Features of figures of one value that count one thing in other words, with the weight they share."""
    found: dict[str, float] = {}
    for one in a:
        for other in b:
            if f"{one.value:.4g}" != f"{other.value:.4g}" or one.key == other.key:
                continue
            alike = one_thing(one, other, one_language)
            if alike:
                mark = f"q:{one.key}" if one.key <= other.key else f"q:{other.key}"
                least = min(weights[0].get(f"q:{one.key}", 0.0), weights[1].get(f"q:{other.key}", 0.0))
                found[mark] = max(found.get(mark, 0.0), alike * least)
    return found
