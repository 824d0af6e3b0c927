"""Nouns of saying: "the accusation by X", "X's claim that …"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from headwater.core.reading import Stance
from headwater.read.contents import content_end
from headwater.read.sheet import ARTICLE, COMPLEMENTIZER, NOMINAL, PERSON, POSSESSIVE, Draft, Range, Sheet
from headwater.read.sources import subject_after, subject_before


def nominal(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """Attributions by a noun in the words `first` to `after` of one sentence, in order; the content may be empty."""
    language, lower, bits = sheet.language, sheet.lower, sheet.bits
    found_out = language.listed("grammar", "with_that")
    for i in range(first, after):
        if not bits[i] & NOMINAL or sheet.quoted[i] >= 0:
            continue
        stance = language.nominal.get(lower[i])
        if stance is None:
            continue
        start = i
        if i > first and bits[i - 1] & ARTICLE:
            start = i - 1
        source: list[Range] = []
        cue = (start, i + 1)
        begin = i + 1
        if begin < after and lower[begin] in language.nominal_by:
            speaker = subject_after(sheet, begin + 1, after)
            # "the finding of the office that …": who finds something out is no object of the finding.
            says = speaker is not None and speaker[1] < after and bool(bits[speaker[1]] & COMPLEMENTIZER)
            if speaker is None or not (says or _can_speak(sheet, speaker, lower[begin])):
                continue
            source, cue, begin = [speaker], (start, begin + 1), speaker[1]
        elif i > first and lower[i - 1] == "'s":
            owner = subject_before(sheet, first, i - 1)
            if owner is None:
                continue
            source, cue = [owner], (i, i + 1)
        elif i > first and bits[i - 1] & POSSESSIVE:
            source, cue = [(i - 1, i)], (i, i + 1)
        content: list[Range] = []
        if begin < after and bits[begin] & COMPLEMENTIZER:
            end = content_end(sheet, begin, after)
            if end > begin:
                content = [(begin, end)]
        if not content and stance == "report" and (language.code != "en" or lower[i] in found_out):
            continue
        if not source or (not content and lower[cue[1] - 1] not in language.nominal_by):
            continue
        yield Draft(
            source, [cue], content, "noun of saying", cast(Stance, stance), "indirect" if content else "nominal"
        )


def _can_speak(sheet: Sheet, phrase: Range, by: str) -> bool:
    """ "the report of the ministry" has a speaker, "the report of the accident" none; after "by" everything has."""
    agents = sheet.language.listed("grammar", "agent")
    if sheet.language.code != "en" and any(sheet.bits[i] & PERSON or sheet.capital(i) for i in range(*phrase)):
        return True
    return by in agents or sheet.capital(phrase[0])
