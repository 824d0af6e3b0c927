"""One report as it was taken in: its text, which never changes, and what is known about it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from headwater.core.span import Span
from headwater.core.when import Dated


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """A link of the page: where it leads and, if its words stand in the text, their span."""

    url: str
    words: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A report. `text` is the decoded file for plain text, the extracted article otherwise.

    `outlet` is a name as the outlet writes it (canonical where the register knows it),
    None when nothing tells. `outlet_from` and each date say where they were found.
    `same_text_as` is the id of the document (first by uri) whose text is exactly equal; such
    a document has its own id, outlet and date, but is read once.
    `language` is an ISO 639-1 code, or None when unsure.
    """

    id: str
    uri: str
    text: str
    sha256: str
    path: str | None = None
    url: str | None = None
    outlet: str | None = None
    outlet_from: str | None = None
    domain: str | None = None
    language: str | None = None
    title: str | None = None
    byline: str | None = None
    published: Dated | None = None
    modified: Dated | None = None
    retrieved: Dated | None = None
    hyperlinks: tuple[Hyperlink, ...] = ()
    same_text_as: str | None = None
    notes: tuple[str, ...] = ()


def sha256_of(text: str) -> str:
    """Hex SHA-256 of `text` in UTF-8 (lone surrogates, if any, kept as they are)."""
    return hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()


def document_id(uri: str, text: str) -> str:
    """A short id from uri and text: the same file read again has the same id."""
    return "d" + hashlib.sha256(f"{uri}\n{sha256_of(text)}".encode("utf8", "surrogatepass")).hexdigest()[:16]
