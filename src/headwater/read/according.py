""" "According to X": the content is the rest of the sentence, or of the clause beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from headwater.core.reading import Stance
from headwater.read.contents import kind_of, trimmed_end
from headwater.read.sheet import (
    ACCORDING,
    ADVERB,
    AUXILIARY,
    CONJUNCTION,
    MARK,
    POSSESSIVE,
    PREPOSITION,
    RELATIVE,
    TIME,
    VERB,
    Draft,
    Range,
    Sheet,
)
from headwater.read.sources import subject_after, subject_before


def according_to(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """Attributions by a preposition of saying in the words `first` to `after` of one sentence, in order."""
    language, lower, reached = sheet.language, sheet.lower, first
    for i in range(first, after):
        if i > first and sheet.bits[i - 1] & CONJUNCTION and i - first > 2:
            continue  # "calmly and according to the book"
        if i < reached or not sheet.bits[i] & ACCORDING or sheet.quoted[i] >= 0:
            continue
        if around := _his_words(sheet, i, after):
            # "По его словам", "Nach ihren Angaben": the possessive is the source.
            cues = [(i, i + 1), (i + 2, i + 3)]
            reached = i + 3
            content = _beside(sheet, first, after, (i, i + 3))
            if content:
                yield Draft(
                    [(i + 1, i + 2)], cues, content, "according to", cast(Stance, around), kind_of(sheet, content)
                )
            continue
        if hit := language.according_before.at(lower, i, after):
            begin = i + hit[0]
            leads = not any(not bits & (MARK | CONJUNCTION) for bits in sheet.bits[first:i])
            source = subject_after(sheet, begin, _name_limit(sheet, begin, after) if leads else after, wide=True)
            cue = (i, i + hit[0])
        elif hit := language.according_after.at(lower, i, after):
            source = subject_before(sheet, first, i)
            cue = (i, i + hit[0])
        else:
            continue
        reached = cue[1]
        if source is None:
            continue
        whole = (min(cue[0], source[0]), max(cue[1], source[1]))
        content = _beside(sheet, first, after, whole)
        if content:
            reached = max(reached, source[1])
            yield Draft([source], [cue], content, "according to", cast(Stance, hit[1]), kind_of(sheet, content))


def _his_words(sheet: Sheet, i: int, after: int) -> str | None:
    """The stance of "according to" with a possessive inside it at word i, None where there is none."""
    if i + 2 >= after or not sheet.bits[i + 1] & POSSESSIVE:
        return None
    hit = sheet.language.according_before.at((sheet.lower[i], sheet.lower[i + 2]), 0)
    return hit[1] if hit and hit[0] == 2 else None


def _name_limit(sheet: Sheet, start: int, after: int) -> int:
    """Where a source that opens its sentence ends at the latest: before the comma that a clause follows."""
    commas = [i for i in range(start, after) if sheet.lower[i] == ","]
    for comma, following in zip(commas, [*commas[1:], after][: len(commas)], strict=True):
        apposition = following < after and following - comma < 12
        if not apposition or any(sheet.bits[i] & (VERB | AUXILIARY) for i in range(comma + 1, following)):
            return comma
    return after


def _beside(sheet: Sheet, first: int, after: int, whole: Range) -> list[Range]:
    """The content of a sentence whose words `whole` name the source: what stands before it, or after it, or both."""
    lower, bits = sheet.lower, sheet.bits
    start = first
    while start < whole[0] and bits[start] & CONJUNCTION:
        start += 1
    while start < whole[0] and lower[start] in ",—–-":
        start += 1
    end = whole[1]
    comma = end < after and lower[end] in (",", "—", "–")
    before = whole[0] - start
    if before <= 0:
        return _clean(sheet, whole[1] + comma, after)
    left = _clean(sheet, start, whole[0])
    if not left:
        return []
    rest = _clean(sheet, end + comma, after)
    if bits[start] & (ADVERB | TIME | PREPOSITION) and before <= 4 and lower[whole[0] - 1] == ",":
        return rest or left  # "In fact, according to X, …"
    if comma and rest and lower[whole[0] - 1] in (",", "—", "–"):
        # An insertion goes on with a verb; a new clause does not belong to it.
        if bits[end + 1] & (CONJUNCTION | RELATIVE) or sheet.bits[end + 1] & PREPOSITION:
            return left
        return left + rest
    return left


def _clean(sheet: Sheet, start: int, end: int) -> list[Range]:
    while start < end and sheet.lower[start] in ",;:.—–-":
        start += 1
    end = trimmed_end(sheet, start, end)
    return [(start, end)] if end > start else []
