"""THE SPINE: ingest → read → link → trace → show, top to bottom.

The only module that knows all stages. A caller may stop after any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from headwater.core import Attribution, Document, Link, Links, Reading, Skipped, Trace

if TYPE_CHECKING:
    from headwater.engine import Engine
    from headwater.ingest import Ingest, Ingested
    from headwater.link.register import Register
    from headwater.read import Read

T = TypeVar("T")
Progress = Callable[[Sequence[T], str], Iterable[T]]


def silent(things: Sequence[T], label: str) -> Iterable[T]:
    """The things, with no progress shown."""
    del label
    return things


@dataclass(frozen=True, slots=True)
class Traced:
    """A trace with all that it was made from, and what was left out."""

    trace: Trace
    readings: tuple[Reading, ...]
    links: Links
    skipped: tuple[Skipped, ...]


def ingest_paths(paths: Iterable[str | Path], settings: Ingest | None = None) -> Ingested:
    """Documents of the files and folders, in the order of their paths, and what was skipped with its reason."""
    from headwater.ingest import Ingest, ingest

    return ingest([Path(p) for p in paths], settings or Ingest())


def read_each(documents: Iterable[Document], settings: Read | None = None) -> Iterator[Reading | Skipped]:
    """One reading a document, in order, as they come. Equal texts are read once; each copy keeps its own ids.

    A document that the reader fails on is skipped with the reason; the rest goes on.
    """
    from headwater.read import Read, read_document

    settings = settings or Read()
    first: dict[tuple[str, str | None, str | None], Reading] = {}
    for document in documents:
        # Relative dates and desk marks are read against the copy's own date and outlet.
        key = (document.sha256, document.outlet, document.published.iso if document.published else None)
        try:
            if key in first:
                yield relabelled(first[key], document)
                continue
            reading = read_document(document, settings=settings)
        except (ValueError, LookupError, RecursionError, TypeError) as error:
            yield Skipped(document.uri, "read", f"{type(error).__name__}: {error}")
            continue
        if document.same_text_as is None:
            first[key] = reading
        yield reading


def read_documents(
    documents: Sequence[Document], progress: Progress[Document] = silent, settings: Read | None = None
) -> tuple[tuple[Reading, ...], tuple[Skipped, ...]]:
    """All readings, in order, and the documents that could not be read."""
    both = list(read_each(progress(documents, "reading"), settings))
    return (
        tuple(one for one in both if isinstance(one, Reading)),
        tuple(one for one in both if isinstance(one, Skipped)),
    )


def relabelled(reading: Reading, document: Document) -> Reading:
    """The reading of an equal text as that of `document`: the same spans under ids of its own."""
    old, new = f"{reading.document.id}.", f"{document.id}."

    def own(identifier: str | None) -> str | None:
        return new + identifier.removeprefix(old) if identifier and identifier.startswith(old) else identifier

    def attribution(a: Attribution) -> Attribution:
        return replace(a, id=own(a.id) or a.id, holder=own(a.holder), outer=own(a.outer))

    return replace(
        reading,
        document=document,
        attributions=tuple(attribution(a) for a in reading.attributions),
        statements=tuple(replace(s, id=own(s.id) or s.id, attribution=own(s.attribution)) for s in reading.statements),
        actors=tuple(replace(a, id=own(a.id) or a.id, affiliation=own(a.affiliation)) for a in reading.actors),
        credits=tuple(replace(c, actor=own(c.actor)) for c in reading.credits),
    )


def shared_text(documents: Sequence[Document], engine: Engine | None = None) -> tuple[Link, ...]:
    """Pairs of documents that share text, down to a sentence, with every passage."""
    from headwater.link import shared_text as find

    return find(documents, engine or default_engine())


def trace_readings(
    readings: Sequence[Reading], engine: Engine | None = None, register: Register | None = None
) -> tuple[Trace, Links]:
    """Claims, chains and origins from readings already made; `register` tells actors that it knows by their names."""
    from headwater.link import link_readings
    from headwater.trace import trace_links

    links = link_readings(readings, engine or default_engine(), register=register)
    return trace_links(readings, links), links


def trace_documents(
    documents: Sequence[Document],
    *,
    engine: Engine | None = None,
    progress: Progress[Document] = silent,
    skipped: Sequence[Skipped] = (),
    settings: Read | None = None,
    register: Register | None = None,
) -> Traced:
    """The whole way from documents to the answer."""
    readings, unread = read_documents(documents, progress, settings)
    trace, links = trace_readings(readings, engine, register)
    return Traced(trace, readings, links, (*skipped, *unread))


def trace_paths(paths: Iterable[str | Path], *, progress: Progress[Document] = silent) -> Traced:
    """The whole way from files and folders to the answer."""
    taken = ingest_paths(paths)
    return trace_documents(taken.documents, progress=progress, skipped=taken.skipped)


def default_engine() -> Engine:
    """The engine for one laptop."""
    from headwater.engine.local import LocalEngine

    return LocalEngine()
