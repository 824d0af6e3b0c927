"""Cues without a subject, behind what is said: "…, hieß es in der Mitteilung", "…, a-t-on appris de source policière"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from headwater.core.reading import Stance
from headwater.read.clauses import DASHES, SHORTEST
from headwater.read.contents import kind_of, trimmed_end
from headwater.read.language import Language, Lexicon
from headwater.read.sheet import (
    ADVERB,
    ARTICLE,
    COMPLEMENTIZER,
    CONJUNCTION,
    MARK,
    PERSON,
    PREPOSITION,
    SUBORDINATOR,
    TIME,
    Draft,
    Range,
    Sheet,
)
from headwater.read.sources import subject_after
from headwater.read.verbsecond import reported_clause, subject_second


@lru_cache(maxsize=64)
def without_subject(language: Language, key: str) -> Lexicon:
    """The pack's list `hearsay.<key>`: `behind` are the cues, `inside` and `from` what leads to their source."""
    return Lexicon(language.listed("hearsay", key), language.code)


def impersonal(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """Attributions by a cue of `hearsay.behind` that closes its sentence, in order; hearsay where nothing tells from whom."""
    cues = without_subject(sheet.language, "behind")
    if not cues:
        return
    i = first + 1
    while i < after:
        hit = cues.at(sheet.lower, i, after) if sheet.quoted[i] < 0 else None
        content = _ahead(sheet, first, i) if hit else None
        if hit is None or content is None:
            i += 1
            continue
        cue = (i, i + hit[0])
        source = source_behind(sheet, cue[1], after)
        stance: Stance = "report" if source else "hearsay"
        yield Draft(
            [source] if source else [], [cue], [content], "said by nobody, behind", stance, kind_of(sheet, [content])
        )
        i = cue[1]


def impersonal_ahead(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """German "Es hieß lediglich, man nehme …", "Zuvor war zu hören, dass": the cue opens the sentence, what is said follows."""
    cues = without_subject(sheet.language, "ahead")
    if not cues or sheet.language.word_order != "v2":
        return
    for i in range(first, min(after, first + 8)):
        if sheet.quoted[i] >= 0 or sheet.lower[i] == ",":
            return
        hit = cues.at(sheet.lower, i, after)
        if hit is None:
            continue
        source = source_behind(sheet, i + hit[0], after)
        comma = source[1] if source else i + hit[0]
        while comma < after and sheet.bits[comma] & (ADVERB | TIME):
            comma += 1
        start = comma + 1
        if start >= after or sheet.lower[comma] not in (",", ":"):
            return
        said = sheet.bits[start] & COMPLEMENTIZER or sheet.quoted[start] >= 0 or sheet.lower[comma] == ":"
        if not said and not reported_clause(sheet, start, after):
            return
        content = [(start, trimmed_end(sheet, start, after))]
        stance: Stance = "report" if source else "hearsay"
        yield Draft(
            [source] if source else [],
            [(i, i + hit[0])],
            content,
            "said by nobody, ahead",
            stance,
            kind_of(sheet, content),
        )
        return


def source_behind(sheet: Sheet, i: int, after: int) -> Range | None:
    """Where it is said, or by whom: "… in einer Mitteilung", "… auprès de la gendarmerie"; None where nothing tells."""
    inside, from_whom = (without_subject(sheet.language, key) for key in ("inside", "from"))
    while (
        i < after
        and sheet.bits[i] & (ADVERB | TIME)
        and not (inside.opens(sheet.lower[i]) or from_whom.opens(sheet.lower[i]))
    ):
        i += 1
    if i + 1 >= after:
        return None
    of_people = from_whom.at(sheet.lower, i, after)
    hit = of_people or inside.at(sheet.lower, i, after)
    if hit is None:
        return None
    begin = i + hit[0]
    found = (subject_second if sheet.language.word_order == "v2" else subject_after)(sheet, begin, after)
    if found is None or sheet.quoted[found[0]] >= 0:
        return None
    known = any(sheet.bits[k] & PERSON for k in range(*found))
    return (
        found
        if known or (of_people and (sheet.bits[found[0]] & ARTICLE or not sheet.bits[found[0]] & (TIME | ADVERB)))
        else None
    )


def _ahead(sheet: Sheet, first: int, i: int) -> Range | None:
    """The quotation or clause that ends with a comma or a dash before word i."""
    end = i
    while end > first and sheet.quoted[end - 1] < 0 and sheet.lower[end - 1] in (",", *DASHES):
        end -= 1
    region = sheet.quoted[end - 1] if end > first else -1
    if region >= 0:
        begin = sheet.regions[region][0]
        if begin <= first or sheet.bits[begin - 1] & MARK:
            return sheet.regions[region]
    if end == i:
        return None
    start = first
    for k in range(first, end):
        if sheet.lower[k] in (":", ";") and sheet.quoted[k] < 0:
            start = k + 1
    while start < end and (sheet.bits[start] & CONJUNCTION or (sheet.bits[start] & MARK and sheet.quoted[start] < 0)):
        start += 1
    opens = sheet.bits[start] if start < end else MARK
    if end - start < SHORTEST or (opens & SUBORDINATOR and not opens & PREPOSITION):
        return None
    return (start, trimmed_end(sheet, start, end))
