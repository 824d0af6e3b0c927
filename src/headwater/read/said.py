"""When an attribution was said."""
from __future__ import annotations
from collections.abc import Sequence
from headwater.core import Attribution, Time, When
from headwater.read.language import Language
from headwater.read.words import Words


def when_said(attribution: Attribution, words: Words, language: Language, times: Sequence[Time]) -> When | None:
    """When."""
    return None
