"""Readings → Links: what pairs of documents share. Nothing here looks at more than two documents at a time.

Rarity, names and the resolution of actors are taken from the whole set; they decide how much a shared feature says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from headwater.core import Document, Link, Links, Reading
from headwater.link.statements import Likeness

if TYPE_CHECKING:
    from headwater.engine import Engine
    from headwater.link.register import Register

__all__ = ["Likeness", "Linking", "link_readings", "shared_text"]


@dataclass(frozen=True, slots=True)
class Linking:
    """Settings of `link_readings`."""

    likeness: Likeness = field(default_factory=Likeness)


def shared_text(documents: Sequence[Document], engine: Engine) -> tuple[Link, ...]:
    """Pairs of documents that share text, down to a sentence, with every passage."""
    from headwater.link.reuse import shared_text as find

    return tuple(find(documents, engine))


def link_readings(
    readings: Sequence[Reading], engine: Engine, settings: Linking = Linking(), register: Register | None = None
) -> Links:
    """Everything that pairs of `readings` share, sorted and free of the order they come in.

    `register` is the user's own list of actors, as `headwater.link.register.read_register` reads it from a file.
    """
    from headwater.link.actors import resolve_actors
    from headwater.link.cited import find_cited
    from headwater.link.matter import Reader
    from headwater.link.quotations import same_quotations
    from headwater.link.statements import same_statements
    from headwater.link.translations import find_translations

    readings = sorted(readings, key=lambda r: r.document.id)
    reader = Reader(readings)
    reused = shared_text([reading.document for reading in readings], engine)
    translated = find_translations(readings, reader, engine, reused)
    actors = resolve_actors(readings, reader.names, (*reused, *translated), register)
    holders = {mention: group.id for group in actors for mention in group.mentions}
    quoted = same_quotations(readings, reader, engine, holders)
    statements = same_statements(readings, reader, engine, actors, settings.likeness)
    links = sorted((*reused, *translated, *quoted), key=lambda one: (one.a, one.b, one.relation))
    cited = find_cited(readings, reader, actors, statements, links)
    return Links(tuple(links), cited, actors, statements)
