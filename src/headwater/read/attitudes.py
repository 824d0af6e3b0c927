"""Who is said to be of a mind: "Brandt is confident that …", "residents were worried about …"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from headwater.read.contents import content_end, kind_of
from headwater.read.language import Language, Lexicon
from headwater.read.sheet import ADVERB, AUXILIARY, COMPLEMENTIZER, CUE, MARK, NEGATION, Draft, Range, Sheet
from headwater.read.sources import names_a_speaker, subject_before


@lru_cache(maxsize=32)
def _linked(language: Language) -> dict[str, Lexicon]:
    """The word that links a content to an adjective, with the adjectives it follows; from the pack's `[attitudes]`."""
    return {
        link: Lexicon(forms, language.code)
        for link, forms in language.table("attitudes").items()
        if link != "verbs" and isinstance(forms, list)
    }


def attitudes(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """Attributions by an adjective in the words `first` to `after` of one sentence, in order; a link other than "that" is cue."""
    linked = _linked(sheet.language)
    if not linked:
        return
    verbs = sheet.language.listed("attitudes", "verbs")
    lower, bits = sheet.lower, sheet.bits
    for i in range(first + 2, after - 1):
        adjectives = linked.get(lower[i])
        if adjectives is None or lower[i - 1] not in adjectives or sheet.quoted[i] >= 0:
            continue
        start = i - 1
        while start > first and bits[start - 1] & (ADVERB | NEGATION) and not sheet.capital(start - 1):
            start -= 1
        if start <= first or not (bits[start - 1] & AUXILIARY or lower[start - 1] in verbs):
            continue
        while start > first and (bits[start - 1] & (AUXILIARY | ADVERB | NEGATION) or lower[start - 1] in verbs):
            start -= 1
        source = subject_before(sheet, first, start)
        if source is None or not names_a_speaker(sheet, source):
            continue
        draft = _draft(sheet, source, (start, i), i, after)
        if draft:
            yield draft


def _draft(sheet: Sheet, source: Range, cue: Range, link: int, after: int) -> Draft | None:
    begin = link
    if not sheet.bits[link] & COMPLEMENTIZER:
        cue, begin = (cue[0], link + 1), link + 1
        if sheet.bits[begin] & (MARK | CUE):
            return None
    end = content_end(sheet, begin, after)
    if end <= begin + (begin == link):
        return None
    content = [(begin, end)]
    return Draft([source], [cue], content, "of a mind", "report", kind_of(sheet, content))
