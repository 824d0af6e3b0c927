"""Calendar: the likely year of a dateline that names none, told from the documents around it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from headwater.core import Links, Reading, When

# As ingest notes it: the month and day of ISO 8601 without a year.
_YEARLESS = re.compile(r"names no year \(--(\d\d)-(\d\d)\)")


def supposed_days(readings: Mapping[str, Reading], links: Links) -> dict[str, When]:
    """For documents whose date lacks a year, that day in the year of the documents they share most with.

    It orders documents and never contradicts one: no anomaly rests on it. A document without dated
    neighbours, or whose neighbours' years are even, stays undated.
    """
    yearless: dict[str, tuple[int, int]] = {}
    for doc, reading in readings.items():
        for note in reading.document.notes:
            found = _YEARLESS.search(note)
            if found and reading.document.published is None:
                yearless.setdefault(doc, (int(found[1]), int(found[2])))
    near = _neighbours(links, set(yearless))
    supposed: dict[str, When] = {}
    for doc, (month, day) in sorted(yearless.items()):
        years: Counter[int] = Counter()
        for other, weight in near[doc].items():
            dated = readings[other].document.published if other in readings else None
            if dated and dated.when.earliest:
                years[dated.when.earliest.year] += weight
        ranked = years.most_common(2)
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            continue
        try:
            supposed[doc] = When.day(date(ranked[0][0], month, day))
        except ValueError:  # 29 February in a year that has none
            continue
    return supposed


def _neighbours(links: Links, wanted: set[str]) -> dict[str, Counter[str]]:
    """How often each wanted document shares a statement, a text or a citation with each other document."""
    near: dict[str, Counter[str]] = defaultdict(Counter)

    def meet(a: str, b: str, weight: int) -> None:
        for one, other in ((a, b), (b, a)):
            if one in wanted:
                near[one][other] += weight

    for pair in links.statements:
        meet(pair.a[0], pair.b[0], 1)
    for link in links.links:
        meet(link.a, link.b, 2)
    for cited in links.cited:
        for held in cited.held[:1]:
            meet(cited.doc, held, 2)
    return near
