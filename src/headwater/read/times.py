"""Times."""
from __future__ import annotations
from headwater.core import Dated, Time
from headwater.read.language import Language
from headwater.read.words import Words


def find_times(words: Words, language: Language, published: Dated | None) -> tuple[Time, ...]:
    """Times."""
    return ()
