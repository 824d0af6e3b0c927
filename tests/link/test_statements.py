"""Statements that put forward the same thing, by case file."""

from __future__ import annotations

from typing import Any

import pytest

from headwater.core import SameStatement
from headwater.engine.plain import PlainEngine
from headwater.link.actors import resolve_actors
from headwater.link.matter import Reader
from headwater.link.statements import same_statements
from tests.link.made import cases, readings

# Rarity means nothing among two documents; these stand for the rest of a pile.
FILLER = [
    {"id": f"z{n}", "text": text}
    for n, text in enumerate(
        (
            "The council of Brill discussed the new library and the price of school meals.",
            "Rain fell on the marathon, and the crowd went home before the medals were given.",
            "A bishop blessed the restored organ of the cathedral on the first Sunday of spring.",
            "Prices of houses rose by a tenth in the capital, a bank reported.",
            "The film festival opened with a comedy about two thieves and a goat.",
            "Doctors asked the parliament for more nurses before the winter.",
        )
    )
]


def pairs(case: dict[str, Any], turned: bool = False) -> dict[frozenset[str], SameStatement]:
    """The pair found for each two lines, called "document.line"."""
    read = sorted(readings({"document": [*case["document"], *FILLER]}), key=lambda r: r.document.id)
    if turned:
        read.reverse()
    reader = Reader(read)
    found = same_statements(read, reader, PlainEngine(), resolve_actors(read, reader.names))
    return {frozenset(key[1].replace(".s", ".") for key in (pair.a, pair.b)): pair for pair in found}


@pytest.mark.parametrize("case", cases("statements"), ids=lambda case: case["label"])
def test_statements_are_joined_by_what_they_put_forward(case: dict[str, Any]) -> None:
    found = pairs(case)
    for two in case.get("same", ()):
        assert frozenset(two) in found, two
        assert not found[frozenset(two)].denies, two
    for one, other, what in case.get("differs", ()):
        pair = found[frozenset((one, other))]
        assert what in pair.differs
        assert not pair.denies
    for denier, denied in case.get("denies", ()):
        pair = found[frozenset((denier, denied))]
        assert pair.denies
        assert pair.denier is not None
        assert pair.denier[1].replace(".s", ".") == denier
    for two in case.get("apart", ()):
        assert frozenset(two) not in found, found.get(frozenset(two))


def test_every_pair_says_what_is_shared() -> None:
    for case in cases("statements"):
        assert all(pair.because for pair in pairs(case).values())


def test_pairs_do_not_depend_on_the_order_of_readings() -> None:
    for case in cases("statements"):
        assert pairs(case) == pairs(case, turned=True)
