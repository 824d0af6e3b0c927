"""Each record as Arrow rows and back: the bulk format, for engines, Parquet files and other programs.

Spans are two int32 columns, `…_start` and `…_end`: code points into the document's text, half-open. An unknown is null.
Going there and back gives equal records, in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from headwater.core import Dated, Document, Evidence, Hyperlink, Link, Match, Span, When

_SPAN = [("start", pa.int32()), ("end", pa.int32())]
_MOMENT = pa.timestamp("us", tz="UTC")
_DATED = pa.struct(
    [
        ("earliest", _MOMENT), ("latest", _MOMENT), ("iso", pa.string()), ("precision", pa.string()),
        ("found", pa.string()), *_SPAN,
    ]
)  # fmt: skip
_HYPERLINK = pa.struct([("url", pa.string()), ("words", pa.string()), *_SPAN])
_TEXTS = (
    "id",
    "uri",
    "text",
    "sha256",
    "path",
    "url",
    "outlet",
    "outlet_from",
    "domain",
    "language",
    "title",
    "byline",
)
_DATES = ("published", "modified", "retrieved")

DOCUMENTS = pa.schema(
    [
        # 64-bit offsets: a table's texts may be longer than two thousand million bytes.
        *((name, pa.large_string() if name == "text" else pa.string()) for name in _TEXTS),
        *((name, _DATED) for name in _DATES),
        ("hyperlinks", pa.list_(_HYPERLINK)),
        ("same_text_as", pa.string()),
        ("notes", pa.list_(pa.string())),
    ]
)
_PLACES = [(f"{side}_{end}", pa.int32()) for side in "ab" for end in ("start", "end")]
_MATCH = [*_PLACES, ("score", pa.float64()), ("because", pa.list_(pa.string()))]
LINKS = pa.schema(
    [
        ("a", pa.string()), ("b", pa.string()), ("relation", pa.string()), ("score", pa.float64()),
        ("coverage_a", pa.float64()), ("coverage_b", pa.float64()), ("because", pa.list_(pa.string())),
        ("matches", pa.list_(pa.struct(_MATCH))),
    ]
)  # fmt: skip
PASSAGES = pa.schema([("a", pa.string()), ("b", pa.string()), *_MATCH])

Row = Mapping[str, Any]


def documents_to_rows(documents: Iterable[Document]) -> pa.Table:
    """One row a document, in order; the schema is `DOCUMENTS`."""
    rows = [
        {name: getattr(document, name) for name in (*_TEXTS, "same_text_as")}
        | {name: _dated_row(getattr(document, name)) for name in _DATES}
        | {
            "hyperlinks": [{"url": h.url, "words": h.words} | _span_row(h.span) for h in document.hyperlinks],
            "notes": list(document.notes),
        }
        for document in documents
    ]
    return pa.Table.from_pylist(rows, DOCUMENTS)


def documents_from_rows(table: pa.Table) -> tuple[Document, ...]:
    """The documents of a table with the schema `DOCUMENTS`."""
    return tuple(_document(row) for row in table.to_pylist())


def _document(row: Row) -> Document:
    values: dict[str, Any] = {name: row[name] for name in (*_TEXTS, "same_text_as")}
    values |= {name: _dated(row[name]) for name in _DATES}
    values["hyperlinks"] = tuple(Hyperlink(h["url"], h["words"], _span(h)) for h in row["hyperlinks"])
    return Document(**values, notes=tuple(row["notes"]))


def links_to_rows(links: Iterable[Link]) -> pa.Table:
    """One row a link, in order, its matches nested; the schema is `LINKS`."""
    rows = [
        {
            "a": link.a, "b": link.b, "relation": link.relation, "score": link.score, "coverage_a": link.coverage_a,
            "coverage_b": link.coverage_b, "because": list(link.because), "matches": [_match_row(m) for m in link.matches],
        }
        for link in links
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, LINKS)


def links_from_rows(table: pa.Table) -> tuple[Link, ...]:
    """The links of a table with the schema `LINKS`."""
    return tuple(
        Link(
            row["a"], row["b"], row["relation"], tuple(_match(m, row["a"], row["b"]) for m in row["matches"]),
            row["score"], row["coverage_a"], row["coverage_b"], tuple(row["because"]),
        )
        for row in table.to_pylist()
    )  # fmt: skip


def passages_to_rows(matches: Iterable[Match]) -> pa.Table:
    """One row a match, in order, whatever link it belongs to; the schema is `PASSAGES`."""
    rows = [{"a": match.a.doc, "b": match.b.doc} | _match_row(match) for match in matches]
    return pa.Table.from_pylist(rows, PASSAGES)


def passages_from_rows(table: pa.Table) -> tuple[Match, ...]:
    """The matches of a table with the schema `PASSAGES`."""
    return tuple(_match(row, row["a"], row["b"]) for row in table.to_pylist())


def _span_row(span: Span | None) -> dict[str, int | None]:
    return {"start": span.start if span else None, "end": span.end if span else None}


def _span(row: Row) -> Span | None:
    return None if row["start"] is None else Span(row["start"], row["end"])


def _dated_row(dated: Dated | None) -> dict[str, Any] | None:
    if dated is None:
        return None
    return {
        "earliest": dated.when.earliest, "latest": dated.when.latest, "iso": dated.iso, "precision": dated.precision,
        "found": dated.found,
    } | _span_row(dated.span)  # fmt: skip


def _dated(row: Row | None) -> Dated | None:
    if row is None:
        return None
    return Dated(When(row["earliest"], row["latest"]), row["iso"], row["precision"], row["found"], _span(row))


def _match_row(match: Match) -> dict[str, Any]:
    return {
        "a_start": match.a.span.start, "a_end": match.a.span.end, "b_start": match.b.span.start,
        "b_end": match.b.span.end, "score": match.score, "because": list(match.because),
    }  # fmt: skip


def _match(row: Row, a: str, b: str) -> Match:
    first, second = Span(row["a_start"], row["a_end"]), Span(row["b_start"], row["b_end"])
    return Match(Evidence(a, first), Evidence(b, second), row["score"], tuple(row["because"]))
