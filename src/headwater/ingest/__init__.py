"""ingest: files and folders to documents. Each reader sees one file; nothing is dropped without a reason.

taken = ingest(["reports/"])
taken.documents, taken.skipped
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from headwater.core import Document, Skipped, document_id
from headwater.ingest.encoding import searchable
from headwater.ingest.files import walk
from headwater.ingest.formats import format_of
from headwater.ingest.intake import document_of
from headwater.ingest.outlets import Outlet, Register, register
from headwater.ingest.settings import Ingest

__all__ = ["Ingest", "Ingested", "Outlet", "Register", "documents", "ingest", "register", "searchable"]

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


@dataclass(frozen=True, slots=True)
class Ingested:
    """What was taken in, in the order of the paths (JSON Lines and CSV in their own), and what was left out."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]


def ingest(paths: Paths, settings: Ingest | None = None) -> Ingested:
    """Everything that can be read under `paths`, and the reason for everything that cannot.

    Raises InputError only for a register of outlets (`settings.outlets`) that cannot be read.
    """
    taken: list[Document] = []
    skipped: list[Skipped] = []
    for each in documents(paths, settings):
        if isinstance(each, Skipped):
            skipped.append(each)
        else:
            taken.append(each)
    return Ingested(tuple(taken), tuple(skipped))


def documents(paths: Paths, settings: Ingest | None = None) -> Iterator[Document | Skipped]:
    """Documents and skipped files one at a time, in the order of their paths; see `ingest`.

    Exact duplicates are documents of their own; `same_text_as` names the first one of the same text.
    Where two documents would have one id, the later gets "-2", "-3" … appended, and a note if the id was its own.
    """
    settings = settings or Ingest()
    outlets = register(settings.outlets)
    given = [paths] if isinstance(paths, str | os.PathLike) else paths
    first_of: dict[str, str] = {}
    ids: dict[str, int] = {}
    for file in walk(given, settings.hidden):
        if isinstance(file, Skipped):
            yield file
            continue
        chosen = format_of(file)
        if isinstance(chosen, Skipped):
            yield chosen
            continue
        for intake in chosen.reader(file, settings):
            if isinstance(intake, Skipped):
                yield intake
                continue
            document = document_of(intake, outlets, settings.identify)
            if document.id in ids:
                ids[document.id] += 1
                own, number = document.id, ids[document.id]
                notes = (*document.notes, f"a second document with the id {own}") if intake.id else document.notes
                again = f"{own}-{number}" if intake.id else document_id(f"{document.uri}#{number}", document.text)
                document = replace(document, id=again, notes=notes)
            ids.setdefault(document.id, 1)
            first = first_of.setdefault(document.sha256, document.id)
            yield document if first == document.id else replace(document, same_text_as=first)
