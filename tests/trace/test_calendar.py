from __future__ import annotations

from dataclasses import replace

from headwater.core import Document, Evidence, Link, Links, Match, Reading, Span, dated_from_iso, sha256_of
from headwater.trace.calendar import supposed_days


def reading(name: str, date: str | None = None, note: str | None = None) -> Reading:
    document = Document(name, name, "A wall fell.", sha256_of("A wall fell."))
    dated = dated_from_iso(date, "test") if date else None
    return Reading(replace(document, published=dated, notes=(note,) if note else ()))


def linked(a: str, b: str) -> Link:
    match = Match(Evidence(a, Span(0, 6)), Evidence(b, Span(0, 6)), 0.9)
    return Link(a, b, "shared passage", (match,), 0.9, 0.9, 0.9)


def test_a_dateline_without_a_year_takes_the_year_of_what_it_shares_its_text_with() -> None:
    pile = {"a": reading("a", note="dateline: “3 May” names no year (--05-03)"), "b": reading("b", "2031-05-04")}
    assert supposed_days(pile, Links(links=(linked("a", "b"),)))["a"].from_iso == "2031-05-03"


def test_neighbours_of_two_years_leave_the_document_undated() -> None:
    pile = {
        "a": reading("a", note="dateline: “3 May” names no year (--05-03)"),
        "b": reading("b", "2031-05-04"),
        "c": reading("c", "2030-05-04"),
    }
    assert supposed_days(pile, Links(links=(linked("a", "b"), linked("a", "c")))) == {}


def test_a_document_with_a_date_is_left_alone() -> None:
    pile = {"a": reading("a", "2031-05-03"), "b": reading("b", "2031-05-04")}
    assert supposed_days(pile, Links(links=(linked("a", "b"),))) == {}
