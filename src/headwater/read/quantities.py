"""Quantities."""
from __future__ import annotations
from collections.abc import Sequence
from headwater.core import Quantity, Time
from headwater.read.language import Language
from headwater.read.words import Words


def find_quantities(words: Words, language: Language, times: Sequence[Time]) -> tuple[Quantity, ...]:
    """Quantities."""
    return ()
