"""Verb moods that carry hearsay by themselves: "serait à bord", "habría vendido", "soll getötet haben"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from headwater.read.clauses import clause_end, participles
from headwater.read.contents import content_end, kind_of
from headwater.read.language import Language, Lexicon
from headwater.read.sheet import (
    ACCORDING,
    ADVERB,
    AUXILIARY,
    COMPLEMENTIZER,
    CUE,
    HEARSAY,
    NEGATION,
    RELATIVE,
    SUBORDINATOR,
    Draft,
    Sheet,
)
from headwater.read.sources import names_a_speaker, subject_before
from headwater.read.verbsecond import subject_second


def hearsay_moods(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """Attributions to nobody by a reportative mood; none where the sentence itself names who says it, or says "if".

    German "soll" reports only with "sein" or "haben" at the clause's end; else it is a plan or a duty.
    """
    language, bits, lower = sheet.language, sheet.bits, sheet.lower
    if not language.reportative:
        return
    conditions = language.listed("hearsay", "conditions")
    for i in range(first, after):
        if sheet.quoted[i] >= 0:
            continue
        hit = language.reportative.at(lower, i, after)
        if hit is None:
            continue
        if any(lower[k] in conditions for k in range(first, after)):
            return
        if lower[i] in language.listed("hearsay", "before_participle") and not _participle(sheet, i + hit[0], after):
            continue  # "habría que cerrar", "aurait besoin"
        named = range(first, after)
        if any(bits[k] & CUE and k < i and not sheet.capital(k) for k in named) or any(
            _cited(sheet, k, after) for k in named
        ):
            return
        if any(
            bits[k] & CUE and language.cues.at(lower, k, after) and _opens_clause(sheet, k, i)
            for k in range(i + 1, after)
        ):
            return  # "Le pilote serait rentré, croit savoir Radio Cauce": somebody says it
        if any(bits[k] & COMPLEMENTIZER and not bits[k] & SUBORDINATOR for k in range(first, i)):
            return
        end = content_end(sheet, i + hit[0], after)
        if language.word_order == "v2" and lower[end - 1] not in ("sein", "haben"):
            end = clause_end(sheet, i + hit[0], after)
            if lower[end - 1] not in ("sein", "haben"):
                continue
        if lower[i] in language.listed("hearsay", "claimed"):
            continue  # "will gesehen haben": the subject claims it
        subject = subject_before(sheet, first, i)
        if subject is None or (subject[1] - subject[0] == 1 and bits[subject[0]] & RELATIVE):
            continue
        if end <= i + hit[0] or lower[subject[0]] in language.listed("grammar", "expletives"):
            continue
        content = [subject, (i + hit[0], end)]
        yield Draft([], [(i, i + hit[0])], content, "mood of hearsay", "hearsay", kind_of(sheet, content))
        return


def claims(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """ "Der Wirt will niemanden gesehen haben": a subject that says so of itself, at a distance."""
    claimed = sheet.language.listed("hearsay", "claimed")
    if not claimed:
        return
    for i in range(first + 1, after):
        if sheet.quoted[i] >= 0 or sheet.lower[i] not in claimed:
            continue
        end = clause_end(sheet, i + 1, after)
        if (
            end - i < 4
            or sheet.lower[end - 1] not in ("haben", "sein")
            or sheet.lower[end - 2] not in participles(sheet)
        ):
            continue
        source = subject_before(sheet, first, i) or subject_second(sheet, i + 1, end)
        if source is None or not names_a_speaker(sheet, source):
            continue
        start = max(i + 1, source[1])
        content = [(start, end)]
        yield Draft([source], [(i, i + 1)], content, "claims of itself", "distance", kind_of(sheet, content))


def _opens_clause(sheet: Sheet, k: int, floor: int) -> bool:
    """True when only auxiliaries stand between word k and a comma before it."""
    while k - 1 > floor and sheet.bits[k - 1] & AUXILIARY:
        k -= 1
    return sheet.lower[k - 1] == ","


def _participle(sheet: Sheet, i: int, after: int) -> bool:
    while i < after and sheet.bits[i] & (ADVERB | NEGATION):
        i += 1
    known = past_participles(sheet.language)
    return i < after and (sheet.lower[i] in known or sheet.lower[i] in sheet.language.listed("grammar", "be"))


@lru_cache(maxsize=32)
def past_participles(language: Language) -> Lexicon:
    """Forms that only an auxiliary makes a finite verb of; rather too many than too few."""
    listed = (*language.listed("morphology", "participles"), *language.listed("morphology", "past"))
    return Lexicon(listed, language.code)


def _cited(sheet: Sheet, i: int, after: int) -> bool:
    language, lower = sheet.language, sheet.lower
    if not sheet.bits[i] & (ACCORDING | HEARSAY):
        return False
    lexicons = (
        language.according_before,
        language.according_after,
        language.hearsay_adverbs,
        language.hearsay_passives,
    )
    return any(lexicon.at(lower, i, after) for lexicon in lexicons)
