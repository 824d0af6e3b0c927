"""Lexicon: the words the tracer looks for, by language, and where they stand."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from headwater.core import Evidence, Span

if TYPE_CHECKING:
    from headwater.trace.pile import Pile


@cache
def lexicon(language: str | None, what: str) -> re.Pattern[str] | None:
    """The words of one kind in one language as a pattern, None where we have no data."""
    table = _tables().get(language or "", {})
    words = table.get(what)
    return re.compile(r"(?<!\w)(?:" + "|".join(words) + r")(?!\w)", re.IGNORECASE) if words else None


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("headwater.trace").joinpath("words.toml").read_text("utf8"))


def find(pile: Pile, doc: str, span: Span, what: str) -> Evidence | None:
    """The first words of one kind inside `span`, None when there are none or the language has no data."""
    pattern = lexicon(pile.document(doc).language, what)
    match = pattern.search(pile.text(doc), span.start, span.end) if pattern else None
    return Evidence(doc, Span(*match.span())) if match and match.end() > match.start() else None


def every(pile: Pile, doc: str, span: Span, what: str) -> tuple[Evidence, ...]:
    """All words of one kind inside `span`, in their order."""
    pattern = lexicon(pile.document(doc).language, what)
    found = pattern.finditer(pile.text(doc), span.start, span.end) if pattern else ()
    return tuple(Evidence(doc, Span(*m.span())) for m in found if m.end() > m.start())
