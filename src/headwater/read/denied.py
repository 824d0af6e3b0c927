"""Denials that point back: "The minister denied this", "lo niega", "это отрицает". What is denied stands before them."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from headwater.read.cues import find_cues
from headwater.read.sheet import (
    ADVERB,
    ARTICLE,
    AUXILIARY,
    COMPLEMENTIZER,
    CONJUNCTION,
    CUE,
    MARK,
    NEGATION,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
    TIME,
    VERB,
    Draft,
    Range,
    Sheet,
)
from headwater.read.sources import names_a_speaker, subject_before
from headwater.read.subjects import apposed_subject, subject_behind

SHORT = 12
"""Words of a sentence that may be nothing but a subject and its denying."""


def pointing_denials(sheet: Sheet, first: int, after: int, taken: Collection[int]) -> Iterator[Draft]:
    """Attributions by a verb of denying with a pronoun for its object, in the words `first` to `after` of one sentence.

    Cues that hold a word of `taken` are read already.
    """
    pointing = sheet.language.listed("grammar", "pointing")
    if not pointing:
        return
    yield from _relative_denials(sheet, first, after, taken)
    points = any(sheet.lower[i] in pointing for i in range(first, after))
    bare = sheet.language.code != "en" and sheet.language.word_order != "sov" and after - first <= SHORT
    if not points and not bare:
        return
    for cue in find_cues(sheet, first, after):
        if cue.stance != "deny" or cue.infinitive or cue.passive or cue.bare or sheet.quoted[cue.head] >= 0:
            continue
        if any(i in taken or sheet.bits[i] & NEGATION for i in range(cue.first, cue.after)):
            continue  # "does not rule this out" denies nothing
        # Where clitics hang on the verb, the cue begins with them: "lo niega", "l’a démenti".
        begin = cue.first + (cue.first < cue.head and sheet.lower[cue.first] in pointing)
        found = _object(sheet, begin, cue.verb_end, first, after, pointing) if points else None
        if found is None:
            if bare and all(sheet.bits[i] & MARK for i in range(cue.verb_end, after)):
                # "L’entreprise dément.": the verb needs no object where all of the sentence before it denies.
                source = subject_before(sheet, first, cue.first)
                if source is not None and source[0] == first and names_a_speaker(sheet, source):
                    yield Draft(
                        [source], [(cue.first, cue.verb_end)], [], "denies what stands before", "deny", "nominal"
                    )
            continue
        meant, edge = found
        source = subject_before(sheet, first, edge)
        if source is None and edge > first and sheet.lower[edge - 1] == ",":
            source = apposed_subject(sheet, first, edge)
        if source is None or not names_a_speaker(sheet, source) or sheet.bits[source[0]] & RELATIVE:
            continue
        yield Draft([source], [(begin, cue.verb_end)], [meant], "denies what stands before", "deny", "nominal")


def _relative_denials(sheet: Sheet, first: int, after: int, taken: Collection[int]) -> Iterator[Draft]:
    """ "…, which it denies", "a charge the company denies", "une somme que conteste la directrice"."""
    bits = sheet.bits
    for cue in find_cues(sheet, first, after):
        if cue.stance != "deny" or cue.infinitive or cue.passive or cue.bare or sheet.quoted[cue.head] >= 0:
            continue
        if cue.first <= first or any(i in taken or bits[i] & NEGATION for i in range(cue.first, cue.after)):
            continue
        before = cue.first - 1
        if bits[before] & _LINKING and not bits[before] & PREPOSITION:
            source = subject_behind(sheet, cue.verb_end, after) if sheet.language.code != "en" else None
            link, end = before, source[1] if source else after
        else:
            source = subject_before(sheet, first, cue.first)
            link, end = (source[0] - 1 if source else first), cue.verb_end
        if source is None or link < first or not _closes(sheet, end, after):
            continue
        if not (names_a_speaker(sheet, source) or bits[source[0]] & PRONOUN) or bits[source[0]] & RELATIVE:
            continue
        meant = _what_is_denied(sheet, first, link, source)
        if meant is not None:
            yield Draft([source], [(cue.first, cue.after)], [meant], "denies what stands before", "deny", "nominal")


_LINKING = RELATIVE | COMPLEMENTIZER


def _what_is_denied(sheet: Sheet, first: int, link: int, source: Range) -> Range | None:
    """The relative pronoun behind a comma, else the noun phrase before it; in English the pronoun may be left out."""
    bits, lower = sheet.bits, sheet.lower
    relative = bool(bits[link] & _LINKING)
    if relative and link > first and lower[link - 1] == "," and bits[link] & RELATIVE:
        return (link, link + 1)
    stop = link if relative else source[0]
    start = next((i + 1 for i in range(stop - 1, first - 1, -1) if bits[i] & MARK), first)
    if not relative and (sheet.language.code != "en" or not bits[start] & ARTICLE):
        return None
    if not 0 < stop - start <= LONGEST_NAME or any(
        bits[i] & (VERB | AUXILIARY | CUE) for i in range(start + 1, stop - 1)
    ):
        return None
    return (start, stop)


LONGEST_NAME = 5
"""Words by which what is denied is named: "a claim of theft"."""


def _object(
    sheet: Sheet, begin: int, end: int, first: int, after: int, pointing: Collection[str]
) -> tuple[Range, int] | None:
    """The pronoun denied, right behind the verb or right before it, and where the subject before it ends."""
    bits, lower = sheet.bits, sheet.lower
    i = end
    while i < after and bits[i] & ADVERB and lower[i] not in pointing:
        i += 1
    if i < after and lower[i] in pointing and _closes(sheet, i + 1, after):
        return (i, i + 1), begin
    before = begin - 1
    if before > first and lower[before] in pointing and _closes(sheet, end, after):
        return (before, begin), before
    return None


def _closes(sheet: Sheet, i: int, after: int) -> bool:
    """True when nothing that could be the verb's own object follows."""
    closing = MARK | PREPOSITION | TIME | ADVERB | CONJUNCTION | SUBORDINATOR | NEGATION
    return i >= after or (sheet.quoted[i] < 0 and bool(sheet.bits[i] & closing))
