"""What a run of ingest may be told: limits, columns, a register of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from headwater.core import InputError

# The names under which a column is looked for, first match wins. A user's mapping goes before these.
COLUMNS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext"),
    "id": ("id", "doc_id", "document_id", "uid", "guid"),
    "url": ("url", "link", "uri", "source_url"),
    "outlet": ("outlet", "series", "publisher", "source_name", "newspaper", "domain"),
    "domain": ("domain", "source_domain", "hostname"),
    "published": ("published", "date", "date_publish", "published_at", "publish_date", "pubdate", "datetime"),
    "modified": ("modified", "updated", "date_modify", "updated_at"),
    "retrieved": ("retrieved", "date_download", "crawled", "retrieved_at"),
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors"),
    "language": ("language", "lang"),
}


@dataclass(frozen=True, slots=True)
class Ingest:
    """How files are taken in.

    `max_bytes` bounds one plain text, the text of a page, one line of JSON Lines and one row of CSV; `max_page_bytes`
    bounds one HTML page as stored. Larger ones are skipped with the reason; files of lines and
    tables have no limit as a whole, they are streamed. Two million characters are
    a book: to read one takes half a minute, and a report is a thousand times shorter.
    `columns` maps our field names (the keys of `COLUMNS`) to the user's column names. Raises InputError
    for a name that is no field of ours.
    `encodings` are tried in this order where a file is neither UTF-8 nor UTF-16 and its words do
    not tell; `min_characters` is how much of a page must be left after cleaning.
    `outlets` is the path of a CSV of outlets read beside the shipped one; its rows win.
    `hidden` takes files and folders whose names start with a dot, which are passed over otherwise.
    `identify`: False leaves a language that is not given unknown, which saves half the time where nobody asks for it.
    """

    max_bytes: int = 2_000_000
    max_page_bytes: int = 16_000_000
    columns: Mapping[str, str] = field(default_factory=dict)
    encodings: tuple[str, ...] = ("cp1252", "latin-1")
    min_characters: int = 25
    outlets: str | None = None
    hidden: bool = False
    identify: bool = True

    def __post_init__(self) -> None:
        for name in self.columns:
            if name not in COLUMNS:
                raise InputError(f"no field {name!r} to map a column to; there are {', '.join(COLUMNS)}")

    def names_of(self, name: str) -> tuple[str, ...]:
        """Column names under which `name` is looked for, the user's first. Raises KeyError for no field of ours."""
        return (self.columns[name], *COLUMNS[name]) if name in self.columns else COLUMNS[name]
