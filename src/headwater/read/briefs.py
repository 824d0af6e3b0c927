"""How briefs name their sources in English: "9,500 per Coast Institute", "the Gazette puts losses at 47"."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.read.contents import content_end, kind_of
from headwater.read.sheet import AUXILIARY, CUE, INFINITIVE, MARK, PREPOSITION, PRONOUN, VERB, Draft, Range, Sheet
from headwater.read.sources import names_a_speaker, subject_after, subject_before

REACH = 10
"""Words between "puts" and its "at"."""


def in_brief(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """Attributions by "per" before a name and by "puts … at" before a figure, in the words `first` to `after`."""
    reached = first
    for i in range(first + 1, after - 1):
        if sheet.quoted[i] >= 0:
            continue
        if sheet.lower[i] == "per" and (draft := _per(sheet, reached, i, after)):
            reached = draft.source[0][1]
            yield draft
        elif sheet.lower[i] in ("puts", "put") and (draft := _puts(sheet, first, i, after)):
            yield draft


def _per(sheet: Sheet, reached: int, i: int, after: int) -> Draft | None:
    """ "Cadmium 12 mg/l per Harbour Laboratory": a measure takes a small letter, a source a capital."""
    if not sheet.capital(i + 1):
        return None
    source = subject_after(sheet, i + 1, after)
    if source is None:
        return None
    comma = next((k for k in range(source[0], source[1]) if sheet.lower[k] in (",", "(")), source[1])
    start = i
    while start > reached and sheet.lower[start - 1] not in (",", ";", ":", ".", "(", ")"):
        start -= 1
    if comma <= source[0] or not sheet.capital(comma - 1) or start >= i:
        return None  # "12 crowns per Velmoran household"
    if not any(_figure(sheet, k) for k in range(start, i)):
        return None
    return Draft([(source[0], comma)], [(i, i + 1)], [(start, i)], "per", "report", kind_of(sheet, [(start, i)]))


def _puts(sheet: Sheet, first: int, i: int, after: int) -> Draft | None:
    """ "The ministry puts the losses at 47"."""
    if sheet.bits[i - 1] & INFINITIVE:
        return None
    at = next((k for k in range(i + 2, min(after - 1, i + REACH)) if sheet.lower[k] == "at"), None)
    if at is None or any(sheet.bits[k] & (MARK | CUE | VERB | AUXILIARY) for k in range(i + 1, at)):
        return None
    if not any(_figure(sheet, k) for k in range(at + 1, min(after, at + 5))):
        return None
    source = subject_before(sheet, first, i)
    if source is None or sheet.bits[source[0]] & (PRONOUN | PREPOSITION) or not names_a_speaker(sheet, source):
        return None
    content: Range = (i + 1, content_end(sheet, i + 1, after))
    return Draft([source], [(i, i + 1)], [content], "puts a figure", "report", kind_of(sheet, [content]))


def _figure(sheet: Sheet, i: int) -> bool:
    return sheet.lower[i][0].isdigit() or sheet.lower[i].split("-")[0] in _NUMBERS


_NUMBERS = frozenset(
    [
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "thousand",
        "million",
        "billion",
        "dozen",
        "dozens",
        "hundreds",
        "thousands",
        "millions",
    ]
)
