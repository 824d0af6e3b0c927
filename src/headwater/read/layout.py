"""What a text's lines are: body, or furniture round it (headings, datelines, bylines, credit and desk lines)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from headwater.core import Document, Span
from headwater.read.words import Words

_STOP = re.compile(r"[.!?…؟。:;]+[\"'”’»“›)\]*\s]*$|[,.!?]?[”»][\s.]*$")
_DATE_HEAD = re.compile(r"\s*date\s+\d{4}(?:-\d\d){0,2}\s+")
# "PORT SABHA, Oct 19 (Meridian Wire) - ": a place in capitals or a short name, at most 90 characters to the dash.
_DATELINE = re.compile(
    r"\s*(?=[^\W\d_])(?P<place>[^\n(–—:;.!?«“\"]{2,60}?)"
    r"(?P<rest>(?:[,.]?\s*[^\n()–—:;!?«“\"]{0,40}?)?(?:\s*\([^()\n]{2,40}\))?)\s*(?P<dash>--+|[–—]|(?<=[\s.)])-(?=\s))\s+"
)
_LABEL = re.compile(r"[^\n:]{2,60}:\s*\S")
_HEADING_WORDS = 25
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Layout:
    """Which paragraphs are furniture, and where the body of each other one begins.

    `furniture` holds indices into `Words.paragraphs`; `head` those before the first body line; `starts` maps a
    paragraph to the first character after its dateline.
    """

    furniture: frozenset[int] = frozenset()
    head: tuple[int, ...] = ()
    starts: dict[int, int] = field(default_factory=dict)


def layout_of(document: Document, words: Words, credits: Iterable[Span]) -> Layout:
    """The layout of a document; `credits` are spans that are known to be credits."""
    text = words.text
    credited = sorted(credits)
    furniture: set[int] = set()
    head: list[int] = []
    starts: dict[int, int] = {}
    body_seen = False
    at = 0
    for number, (first, after) in enumerate(words.paragraphs):
        line = Span(words.starts[first], words.ends[after - 1])
        while at < len(credited) and credited[at].end <= line.start:
            at += 1
        covered = 0
        k = at
        while k < len(credited) and credited[k].start < line.end:
            covered += min(line.end, credited[k].end) - max(line.start, credited[k].start)
            k += 1
        words_here = text[line.start : line.end]
        count = after - first
        if (covered and len(line) - covered <= 8) or not any(c.isalpha() for c in words_here[:200]):
            furniture.add(number)
            if not body_seen:
                head.append(number)
            continue
        dated = body_start(words_here)
        if dated:
            starts[number] = line.start + dated
        if _STOP.search(words_here[-12:]) and count > _SHORT and not dated and document.title != words_here:
            body_seen = True
            continue
        if dated and count > _SHORT + 3:
            body_seen = True
            continue
        labelled = bool(_LABEL.match(words_here)) and any(c.isdigit() for c in words_here)
        short = count <= (_HEADING_WORDS if not body_seen else 12)
        if labelled and count > _SHORT and len(head) >= 2:
            body_seen = True  # a certificate's lines: "Ergot, percent by weight: 0.09"
            continue
        if short or document.title == words_here:
            furniture.add(number)
            if not body_seen:
                head.append(number)
        else:
            body_seen = True
    return Layout(frozenset(furniture), tuple(head), starts)


DATELINES = 8
"""Paragraphs at the head of a text that may open with a dateline."""


def body_start(line: str) -> int:
    """How many characters of a paragraph are a dateline or a date mark; 0 when it has none."""
    marked = _DATE_HEAD.match(line[:60])
    start = marked.end() if marked else 0
    dateline = _DATELINE.match(line[start : start + 140])
    if dateline and len(line) > start + dateline.end():
        place, rest = dateline["place"], dateline["rest"]
        capitals = sum(c.isupper() for c in place)
        letters = sum(c.isalpha() for c in place)
        shouted = capitals > 0.6 * letters
        if (shouted or "(" in rest or any(c.isdigit() for c in rest)) and len(place.split()) <= 6:
            start += dateline.end()
    return start
