"""Records go to Arrow rows and come back equal."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from headwater.core import Dated, Document, Evidence, Hyperlink, Link, Match, Span, When, dated_from_iso, sha256_of
from headwater.tables import (
    documents_from_rows,
    documents_to_rows,
    links_from_rows,
    links_to_rows,
    passages_from_rows,
    passages_to_rows,
)

BARE = Document("d1", "a.txt", "The dam held.", sha256_of("The dam held."))
FULL = Document(
    "d2", "b.html", "Плотина 🌊 держится.", sha256_of("Плотина 🌊 держится."), path="b.html", url="https://example.org/b",
    outlet="Vorland Post", outlet_from="domain", domain="example.org", language="ru", title="Плотина", byline="A. Orlu",
    published=dated_from_iso("2031-05-03T09:12:00+02:00", "page metadata", Span(0, 7)),
    modified=Dated(When(None, None), "2031", "year", "footer"),
    retrieved=Dated(When.moment(datetime(2031, 5, 4, 1, 2, 3, tzinfo=UTC)), "2031-05-04T01:02:03+00:00", "second", "fetch"),
    hyperlinks=(Hyperlink("https://example.org/c", "Плотина", Span(0, 7)), Hyperlink("https://example.org/d", "")),
    same_text_as="d1", notes=("language unsure",),
)  # fmt: skip
MATCH = Match(Evidence("d1", Span(0, 7)), Evidence("d2", Span(2, 9)), 0.875, ("shared passage",))
LINK = Link("d1", "d2", "shared passage", (MATCH,), 0.9, 0.25, 0.5, ("1 shared passage",))


@pytest.mark.parametrize("document", [BARE, FULL], ids=lambda d: d.id)
def test_a_document_comes_back_from_arrow_rows_unchanged(document: Document) -> None:
    assert documents_from_rows(documents_to_rows([document])) == (document,)


def test_a_moment_comes_back_as_the_same_instant_in_utc() -> None:
    (back,) = documents_from_rows(documents_to_rows([FULL]))
    assert back.published is not None
    assert back.published.when.earliest == datetime(2031, 5, 3, 7, 12, tzinfo=UTC)


def test_links_and_their_passages_come_back_unchanged() -> None:
    assert links_from_rows(links_to_rows([LINK, LINK])) == (LINK, LINK)
    assert passages_from_rows(passages_to_rows(LINK.matches)) == LINK.matches


def test_no_records_are_an_empty_table_with_its_columns() -> None:
    assert documents_to_rows([]).column_names[:3] == ["id", "uri", "text"]
    assert links_from_rows(links_to_rows([])) == ()
    assert passages_from_rows(passages_to_rows([])) == ()
