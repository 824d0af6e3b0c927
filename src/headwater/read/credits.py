"""Credits."""
from __future__ import annotations
from headwater.core import Credit, Document
from headwater.read.language import Language
from headwater.read.words import Words


def find_credits(document: Document, words: Words, language: Language, outlets: frozenset[str] = frozenset()) -> tuple[Credit, ...]:
    """Credits."""
    return ()
