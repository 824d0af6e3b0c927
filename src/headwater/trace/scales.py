"""Scales: words that a retelling makes stronger or weaker ("sought care", "were hospitalised"), by language."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from headwater.core import Span


@cache
def _steps() -> dict[str, dict[str, tuple[re.Pattern[str], ...]]]:
    """For each scale and language the patterns of its steps, weakest first."""
    table = tomllib.loads(files("headwater.trace").joinpath("scales.toml").read_text("utf8"))
    return {
        scale: {
            language: tuple(re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE) for words in steps)
            for language, steps in languages.items()
        }
        for scale, languages in table.items()
    }


def places(text: str, span: Span, language: str | None) -> dict[str, tuple[int, Span]]:
    """For each scale that the words of `span` stand on, the highest step (from 0) and the words that say so."""
    found: dict[str, tuple[int, Span]] = {}
    for scale, languages in _steps().items():
        for step, pattern in enumerate(languages.get(language or "", ())):
            match = pattern.search(text, span.start, span.end)
            if match:
                found[scale] = step, Span(*match.span())
    return found
