"""Figures side by side: whether two count the same thing, are equal, or one is the other rounded."""

from __future__ import annotations

from headwater.core import Quantity

# Figures that their own words call inexact may stand a tenth off; any figure a fiftieth.
INEXACT = frozenset({"about", "more than", "at least", "less than", "at most", "up to"})


def comparable(a: Quantity, b: Quantity) -> bool:
    """True when both count the same kind of thing in units that can be compared."""
    if a.base_unit is not None or b.base_unit is not None:
        return a.base_unit == b.base_unit
    return a.unit is not None and b.unit is not None and a.unit.casefold() == b.unit.casefold()


def mistaken(child: Quantity, parent: Quantity) -> bool:
    """True when one figure can be the other gone wrong: within ten times, or the same digits by another power of ten."""
    x, y = _amount(child), _amount(parent)
    if not x or not y:
        return False
    ratio = max(abs(x / y), abs(y / x))
    return ratio <= 10 or f"{x:e}".split("e")[0] == f"{y:e}".split("e")[0]


def _amount(quantity: Quantity) -> float | None:
    return quantity.base if quantity.base is not None else quantity.value


def equal(a: Quantity, b: Quantity) -> bool:
    x, y = _amount(a), _amount(b)
    return x == y or (x is not None and y is not None and abs(x - y) <= 1e-6 * max(abs(x), abs(y)))


def rounded(child: Quantity, parent: Quantity) -> bool:
    """True when the child's figure is the parent's, rounded, and says or shows that it is."""
    x, y = _amount(child), _amount(parent)
    if x is None or y is None or not y:
        return False
    near = abs(x - y) / abs(y)
    return near <= (0.1 if child.modifier in INEXACT else 0.02)
