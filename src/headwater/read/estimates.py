"""Who puts a thing at how much: "chiffre la perte à 3 millions", "قدرت الخسارة بمليون", "zararı … olarak hesapladı"."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.read.contents import content_end, kind_of
from headwater.read.sheet import (
    AUXILIARY,
    BE,
    CUE,
    INFINITIVE,
    MARK,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    Draft,
    Range,
    Sheet,
)
from headwater.read.sources import names_a_speaker, subject_before
from headwater.read.verbfinal import leading

REACH = 14
"""Words between the verb and its figure."""


def estimates(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """Attributions by a verb of reckoning with a figure as its object, in the words `first` to `after` of a sentence.

    The verbs are `frames.figure` of the pack. A verb without a named speaker as its subject yields nothing.
    """
    listed = sheet.language.frames.get("figure")
    if listed is None:
        return
    i = first
    while i < after:
        hit = listed.at(sheet.lower, i, after) if sheet.quoted[i] < 0 else None
        if hit is None:
            i += 1
            continue
        end = i + hit[0]
        draft = _reckoned(sheet, first, i, end, after)
        if draft:
            yield draft
        i = end


def _reckoned(sheet: Sheet, first: int, i: int, end: int, after: int) -> Draft | None:
    order = sheet.language.word_order
    begin = i
    while begin > first and sheet.bits[begin - 1] & AUXILIARY:
        begin -= 1
    if any(sheet.bits[k] & BE for k in range(begin, i)):
        return None  # "losses are estimated at": the losses estimate nothing
    source: Range | None
    if order == "sov":
        source = leading(sheet, first, i)
        content = (source[1], i) if source else None
    elif order == "vso":
        source = _subject_before_figured(sheet, end, after)
        content = (source[1], content_end(sheet, source[1], after)) if source else None
    else:
        source = None if sheet.bits[begin - 1] & INFINITIVE or begin == first else subject_before(sheet, first, begin)
        content = (end, content_end(sheet, end, after))
    if source is None or content is None or content[1] <= content[0]:
        return None
    if sheet.bits[source[0]] & (PRONOUN | PREPOSITION | RELATIVE) or not (
        order == "vso" or names_a_speaker(sheet, source) or _role_and_name(sheet, source)
    ):
        return None
    figure = next((k for k in range(*content) if _figure(sheet, k)), None)
    if figure is None or (order != "sov" and figure - content[0] > REACH):
        return None
    if any(sheet.bits[k] & CUE and sheet.bits[k] & ~(CUE | MARK) == 0 for k in range(content[0], figure)):
        return None
    return Draft([source], [(begin, end)], [content], "puts a figure", "report", kind_of(sheet, [content]))


def _subject_before_figured(sheet: Sheet, start: int, after: int) -> Range | None:
    """Where the verb comes first: its subject, up to what it puts a figure on ("the loss", "the number")."""
    listed = sheet.language.frames.get("figured")
    if listed is None:
        return None
    at = next((k for k in range(start + 1, min(after, start + REACH)) if sheet.lower[k] in listed), None)
    if at is None or any(sheet.bits[k] & MARK for k in range(start, at)):
        return None
    return (start, at)


def _role_and_name(sheet: Sheet, source: Range) -> bool:
    """True for "The insurer, Cole & Marr," where the name comes second."""
    comma = next((k for k in range(*source) if sheet.lower[k] == ","), source[1])
    return (
        comma + 1 < source[1]
        and sheet.capital(comma + 1)
        and sheet.capital(source[1] - 1 - (sheet.lower[source[1] - 1] == ","))
    )


def _figure(sheet: Sheet, i: int) -> bool:
    return sheet.lower[i][0].isdigit() or sheet.lower[i] in sheet.language.table("numbers", "words")
