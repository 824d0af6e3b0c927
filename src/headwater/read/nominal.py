"""Nouns of saying: "the accusation by X", "X's claim that …", "fears that …"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from headwater.core.reading import Stance
from headwater.read.contents import content_end, trimmed_end
from headwater.read.language import Language, Lexicon
from headwater.read.sheet import (
    ADVERB,
    ARTICLE,
    AUXILIARY,
    BE,
    COMPLEMENTIZER,
    CONJUNCTION,
    CUE,
    INFINITIVE,
    MARK,
    NEGATION,
    NOMINAL,
    PERSON,
    POSSESSIVE,
    PREPOSITION,
    RELATIVE,
    SUBORDINATOR,
    VERB,
    Draft,
    Range,
    Sheet,
)
from headwater.read.sources import subject_after, subject_before


def nominal(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """Attributions by a noun in the words `first` to `after` of one sentence, in order; the content may be empty.

    Without an owner only nouns that put something forward by themselves speak ("the claim that", "fears that").
    """
    language, lower, bits = sheet.language, sheet.lower, sheet.bits
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
            end = _that_clause_end(sheet, first, i, begin, after)
            # "an accusation that the firm has denied": a relative clause.
            denied = end > begin and language.cues.get(lower[end - 1]) == "deny"
            if end > begin + 1 and not denied:
                content = [(begin, end)]
        if not source and content and language.code == "en" and _unowned(sheet, first, i):
            yield Draft([], [(i, i + 1)], content, "noun of saying", cast(Stance, stance), "indirect")
            continue
        if not content and _says_nothing_alone(sheet, i, stance):
            continue
        if not source or (not content and lower[cue[1] - 1] not in language.nominal_by):
            continue
        yield Draft(
            source, [cue], content, "noun of saying", cast(Stance, stance), "indirect" if content else "nominal"
        )


def _says_nothing_alone(sheet: Sheet, i: int, stance: str) -> bool:
    if sheet.language.code != "en":
        return stance == "report"
    return stance not in ("accuse", "deny") and sheet.lower[i] not in _alone(sheet.language)


@lru_cache(maxsize=32)
def _alone(language: Language) -> Lexicon:
    return Lexicon(language.listed("grammar", "alone"), language.code)


@lru_cache(maxsize=32)
def _without_owner(language: Language) -> Lexicon:
    return Lexicon(language.listed("grammar", "unowned"), language.code)


def _unowned(sheet: Sheet, first: int, i: int) -> bool:
    """True where word i is a noun for what nobody in particular says: "Fears that", "raised fears that", "no: she fears that"."""
    if sheet.lower[i] not in _without_owner(sheet.language):
        return False
    if i == first:
        return True
    before = sheet.bits[i - 1]
    doubted = Lexicon(sheet.language.listed("stances", "unsure"), sheet.language.code)
    if before & (ARTICLE | PREPOSITION | BE) or sheet.lower[i - 1] in doubted:
        return True
    return bool(before & (VERB | CUE)) and not before & AUXILIARY and not sheet.capital(i - 1)


def _that_clause_end(sheet: Sheet, first: int, noun: int, begin: int, after: int) -> int:
    """The end of "that …" behind a noun: where the noun is the subject, before the verb of its own sentence."""
    bits = sheet.bits
    end = content_end(sheet, begin, after)
    if sheet.language.code != "en" or _verb_before(sheet, first, noun):
        return end
    verbs = 0
    i = begin + 1
    while i < end:
        if sheet.quoted[i] >= 0:
            i = sheet.regions[sheet.quoted[i]][1]
            continue
        b = bits[i]
        if b & (RELATIVE | COMPLEMENTIZER | SUBORDINATOR | CONJUNCTION):
            verbs = 0 if verbs else verbs  # another clause has a verb of its own
        elif b & (VERB | AUXILIARY) and not sheet.capital(i) and sheet.lower[i] != "'s":
            if bits[i - 1] & (ARTICLE | POSSESSIVE | PREPOSITION | INFINITIVE):
                i += 1
                continue  # "the fall", "to open"
            if verbs:
                return trimmed_end(sheet, begin, i)
            verbs = 1
            i = _group_end(sheet, i, end)
            continue
        elif verbs and _verb_by_its_place(sheet, i, end):
            return trimmed_end(sheet, begin, i)
        i += 1
    return end


def _verb_by_its_place(sheet: Sheet, i: int, end: int) -> bool:
    """A plain word in "s" or "ed" right before an article: "contradicts the memo"."""
    return (
        i + 1 < end
        and not sheet.bits[i] & ~(VERB | CUE)
        and sheet.lower[i].endswith(("s", "ed"))
        and bool(sheet.bits[i + 1] & (ARTICLE | POSSESSIVE))
        and not sheet.bits[i - 1] & (ARTICLE | POSSESSIVE | PREPOSITION)
    )


def _group_end(sheet: Sheet, i: int, end: int) -> int:
    """The end of the verbs that begin at word i: "had not been told", "could burst"."""
    bits = sheet.bits
    helped = False
    while i < end and bits[i] & (AUXILIARY | NEGATION | ADVERB):
        helped = helped or bool(bits[i] & AUXILIARY)
        i += 1
    if i < end and (bits[i] & (VERB | CUE) or (helped and not bits[i] & (MARK | ARTICLE | PREPOSITION | POSSESSIVE))):
        i += 1
    return i


def _verb_before(sheet: Sheet, first: int, noun: int) -> bool:
    return any(
        sheet.bits[k] & (VERB | AUXILIARY) and not sheet.capital(k) and sheet.lower[k] != "'s"
        for k in range(first, noun)
    )


def _can_speak(sheet: Sheet, phrase: Range, by: str) -> bool:
    """ "the report of the ministry" has a speaker, "the report of the accident" none; after "by" everything has."""
    agents = sheet.language.listed("grammar", "agent")
    if sheet.language.code == "de":
        # Nouns in capitals are no names: "Vorwurf der Untreue".
        named = any(sheet.capital(i) and sheet.capital(i + 1) for i in range(phrase[0], phrase[1] - 1))
        return named or any(sheet.bits[i] & PERSON for i in range(*phrase))
    if sheet.language.code != "en" and any(sheet.bits[i] & PERSON or sheet.capital(i) for i in range(*phrase)):
        return True
    return by in agents or sheet.capital(phrase[0])
