"""Cues that close their clause, as in Turkish: "…“ dedi", "köprünün kapanacağını açıkladı", "öğrenildi"."""

from __future__ import annotations

import re
from typing import cast

from headwater.core.reading import Stance
from headwater.read.contents import kind_of
from headwater.read.sheet import (
    ADVERB,
    CONJUNCTION,
    MARK,
    PERSON,
    PRONOUN,
    TIME,
    Draft,
    Range,
    Sheet,
)
from headwater.read.sources import subject_after

REACH = 60
"""Words looked at to the left of a cue."""
# Nouns made of clauses, in the accusative or as they stand before a passive: "olduğunu", "kapanacağını", "gelmesini".
_NOMINAL = re.compile(
    r"\w*(?:[dt][ıiuü](?:ğ[ıiuü]|kler[iı]|klar[ıi])|[ae]ca(?:ğ[ıiuü]|klar[ıi])|ece(?:ğ[iı]|kler[i])|m[ae](?:s[ıi]|lar[ıi]|ler[i]))(?:n[ıiuü]|n[ae]|n[ıiuü]n|nd[ae]n)?$"
    r"|gerektiğini$"
)
_PARTICIPLE = re.compile(r"(?:[aei]n|[ıiuü]yan|[ıiuü]yen)$")


def by_final_verb(sheet: Sheet, first: int, after: int) -> list[Draft]:
    """Attributions by verbs that end a clause in the words `first` to `after` of one sentence, in order of their cues."""
    found: list[Draft] = []
    language, lower = sheet.language, sheet.lower
    i = first
    floor = first
    while i < after:
        if sheet.quoted[i] >= 0:
            i += 1
            continue
        if hit := language.hearsay_passives.at(lower, i, after):
            draft = _passive(sheet, floor, i, i + hit[0])
        elif hit := language.cues.at(lower, i, after):
            draft = _spoken(sheet, floor, after, i, i + hit[0], cast(Stance, hit[1]))
        elif hit := language.mental.at(lower, i, after):
            draft = _nominalised(sheet, floor, i, i + hit[0], cast(Stance, hit[1]))
        else:
            if lower[i] == ";":
                floor = i + 1
            i += 1
            continue
        i += hit[0]
        if draft:
            found.append(draft)
    return found


def _passive(sheet: Sheet, first: int, i: int, end: int) -> Draft | None:
    start = _clause(sheet, first, i)
    stop = i
    while stop > start and sheet.lower[stop - 1] in (",", "de", "da"):
        stop -= 1
    if stop - start < 2 or not (_NOMINAL.match(sheet.lower[stop - 1]) or sheet.quoted[stop - 1] >= 0):
        return None
    content = [(start, stop)]
    return Draft([], [(i, end)], content, "agentless passive", "hearsay", kind_of(sheet, content))


def _clause(sheet: Sheet, first: int, i: int) -> int:
    start = max(first, i - REACH)
    while start < i and (
        (sheet.bits[start] & MARK and sheet.quoted[start] < 0) or (sheet.bits[start] & CONJUNCTION and start == first)
    ):
        start += 1
    return start


def _spoken(sheet: Sheet, first: int, after: int, i: int, end: int, stance: Stance) -> Draft | None:
    lower, quoted = sheet.lower, sheet.quoted
    before = i - 1
    while before >= first and (
        lower[before] in (",", "diye", "-", "–", "—") or (sheet.bits[before] & (ADVERB | TIME) and quoted[before] < 0)
    ):
        before -= 1
    if before >= first and quoted[before] >= 0:
        region = sheet.regions[quoted[before]]
        content = [region]
        if _PARTICIPLE.search(lower[end - 1]) and end < after:
            comma = next((k for k in range(end, after) if lower[k] == ","), after)
            source = subject_after(sheet, end, comma)
        else:
            source = leading(sheet, max(first, region[0] - REACH), region[0])
        if source is None and before - region[0] < 4:
            return None
        return Draft([source] if source else [], [(i, end)], content, "quotation, then its cue", stance, "direct")
    follows = end
    if follows < after and lower[follows] == ":":
        follows += 1
    if follows < len(lower) and follows > end and quoted[follows] >= 0:
        region = sheet.regions[quoted[follows]]
        source = leading(sheet, first, i)
        if source is None:
            return None
        return Draft([source], [(i, end)], [region], "cue and quote", stance, "direct")
    return _nominalised(sheet, first, i, end, stance)


def _nominalised(sheet: Sheet, first: int, i: int, end: int, stance: Stance) -> Draft | None:
    """ "X, köprünün kapanacağını açıkladı": subject, clause made a noun, verb."""
    lower = sheet.lower
    stop = i
    while stop > first and (sheet.bits[stop - 1] & (ADVERB | TIME) or lower[stop - 1] in (",", "da", "de")):
        stop -= 1
    if stop <= first or not _NOMINAL.match(lower[stop - 1]):
        return None
    begin = _clause(sheet, first, i)
    source = leading(sheet, begin, stop)
    if source is None:
        return None
    start = source[1]
    while start < stop and (sheet.bits[start] & MARK or lower[start] in ("de", "da")):
        start += 1
    if stop - start < 1:
        return None
    content = [(start, stop)]
    return Draft(
        [source],
        [(stop, end) if stop > start else (i, end)],
        content,
        "cue and clause",
        stance,
        kind_of(sheet, content),
    )


def leading(sheet: Sheet, first: int, limit: int) -> Range | None:
    """The subject that begins a clause: up to its comma, else its run of roles and capitals; adverbs before it left out."""
    bits, lower = sheet.bits, sheet.lower
    start = first
    while start < limit and (
        bits[start] & (ADVERB | TIME | CONJUNCTION | MARK)
        and not bits[start] & (PERSON | PRONOUN)
        and sheet.quoted[start] < 0
    ):
        start += 1
    for i in range(start, min(limit, start + 16)):
        if sheet.quoted[i] >= 0:
            break
        if lower[i] == ",":
            if i - start >= 1 and any(sheet.capital(k) or bits[k] & (PERSON | PRONOUN) for k in range(start, i)):
                return (start, _without_adverbs(sheet, start, i))
            start = i + 1
    end = start
    while end < limit and sheet.quoted[end] < 0:
        if bits[end] & PRONOUN and end == start:
            return (end, end + 1)
        if not (sheet.capital(end) or bits[end] & PERSON or lower[end] in ("ve", ".", "&")):
            break
        end += 1
        if end < limit and lower[end].startswith(("'", "’")):
            end += 1
    possessed = end - start == 1 and end < limit and _POSSESSED.search(lower[end]) and not bits[end] & (ADVERB | TIME)
    if possessed and sheet.quoted[end] < 0:
        end += 1  # "Un fabrikaları": the first word is capital only because it begins the sentence
    while end > start and bits[end - 1] & (MARK | CONJUNCTION):
        end -= 1
    return (start, end) if end > start else None


_POSSESSED = re.compile(r"(?:lar|ler)(?:[ıi])?$")


def _without_adverbs(sheet: Sheet, start: int, end: int) -> int:
    while end > start + 1 and sheet.bits[end - 1] & (ADVERB | TIME) and not sheet.capital(end - 1):
        end -= 1
    return end
