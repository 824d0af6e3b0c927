""" "According to X": the content is the rest of the sentence, or of the clause beside it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import cast

from headwater.core.reading import Stance
from headwater.read.clauses import cited_by_the_speaker
from headwater.read.contents import kind_of, trimmed_end
from headwater.read.cues import Cue, find_cues
from headwater.read.edges import ROMANCE
from headwater.read.language import Language, Lexicon
from headwater.read.sheet import (
    ACCORDING,
    ADVERB,
    ARTICLE,
    AUXILIARY,
    COMPLEMENTIZER,
    CONJUNCTION,
    MARK,
    NEGATION,
    PERSON,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    TIME,
    VERB,
    Draft,
    Range,
    Sheet,
)
from headwater.read.sources import subject_after, subject_before
from headwater.read.subjects import IN_SOMEBODYS, PARTICIPLES, subject_behind


def according_to(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """Attributions by a preposition of saying in the words `first` to `after` of one sentence, in order."""
    language, lower, reached = sheet.language, sheet.lower, first
    for i in range(first, after):
        if i > first and sheet.bits[i - 1] & CONJUNCTION and i - first > 2:
            continue  # "calmly and according to the book"
        view = i > first and lower[i - 1] == "," and lower[i] in language.listed("according", "view")
        if i < reached or not (sheet.bits[i] & ACCORDING or view) or sheet.quoted[i] >= 0:
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
        if relative := _of_whom(sheet, i, after):
            # "…, secondo il quale": what is said follows, and only that.
            reached = relative[1]
            content = _clean(sheet, relative[1], after)
            if content:
                yield Draft([relative], [(i, relative[0])], content, "according to", "report", kind_of(sheet, content))
            continue
        if cited_by_the_speaker(sheet, first, i):
            continue
        if hit := language.according_before.at(lower, i, after):
            begin = i + hit[0]
            begins = _of_its_clause(sheet, first, i)
            leads = not any(not bits & (MARK | CONJUNCTION) for bits in sheet.bits[begins:i])
            limit = _name_limit(sheet, begin, after) if leads else after
            if language.code != "en" and i > first and lower[i - 1] == ",":
                # "Он, по данным издания, сам позвонил": between commas it ends at the second.
                comma = next((k for k in range(begin, after) if lower[k] == ","), after)
                more = comma + 1 < after and (sheet.bits[comma + 1] & (PERSON | RELATIVE) or sheet.capital(comma + 1))
                limit = limit if more else comma
            source = subject_after(sheet, begin, limit, wide=True)
            if source and leads and language.code != "en":
                source = (source[0], _whole_phrase(sheet, source, after))
            cue = (i, i + hit[0])
        elif hit := language.according_after.at(lower, i, after):
            begins = first
            source = subject_before(sheet, first, i)
            cue = (i, i + hit[0])
        else:
            continue
        reached = cue[1]
        if source is None:
            continue
        whole = (min(cue[0], source[0]), max(cue[1], source[1]))
        content = _beside(sheet, begins, after, whole)
        if content:
            reached = max(reached, source[1])
            yield Draft([source], [cue], content, "according to", cast(Stance, hit[1]), kind_of(sheet, content))


def _of_its_clause(sheet: Sheet, first: int, i: int) -> int:
    """Where the clause of an "according to" at word i begins: behind "that" in "said that, according to the log, …"."""
    k = i - 1
    while k > first and sheet.bits[k] & MARK:
        k -= 1
    return k + 1 if k > first and sheet.bits[k] & COMPLEMENTIZER and not sheet.bits[k] & RELATIVE else first


def as_said(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """ "según explicó a la prensa X", "comme l’a rappelé X", "secondo quanto riferito da X": a clause with a verb of saying.

    Its first words are `grammar.led_by` of the pack; what is said is the clause beside it.
    """
    led_by = _led_by(sheet.language)
    if not led_by:
        return
    lower, bits = sheet.lower, sheet.bits
    i = first
    while i < after:
        hit = led_by.at(lower, i, after) if sheet.quoted[i] < 0 else None
        parted = i == first or bool(bits[i - 1] & MARK)
        if hit is None or not (parted or lower[i] in sheet.language.according_before):
            i += 1
            continue
        found = _said_by(sheet, i + hit[0], after, leads=i == first)
        i += hit[0]
        if found is None:
            continue
        cue, source = found
        start, stop = i - hit[0], max(source[1], cue.after)
        left = first
        if lower[start] not in sheet.language.according_before:
            # "They deny that the dam burst, as X claims": what X says is the clause behind the last "that".
            left = next((k + 1 for k in range(start - 1, first, -1) if bits[k] & COMPLEMENTIZER), first)
        content = _beside(sheet, left, after, (start, stop))
        i = stop
        if content:
            pieces = (
                [(start, cue.after)]
                if cue.first <= start + hit[0] + 1
                else [(start, start + hit[0]), (cue.first, cue.after)]
            )
            yield Draft([source], pieces, content, "led by as", cue.stance, kind_of(sheet, content))


@lru_cache(maxsize=32)
def _led_by(language: Language) -> Lexicon:
    return Lexicon(language.listed("grammar", "led_by"), language.code)


def _said_by(sheet: Sheet, start: int, after: int, *, leads: bool) -> tuple[Cue, Range] | None:
    """The cue of a clause that begins at word `start`, and its subject, behind it or between both."""
    cue = next((c for c in find_cues(sheet, start, min(after, start + 9)) if not c.infinitive), None)
    if cue is None or not cue.spoken or sheet.quoted[cue.head] >= 0 or cue.stance in ("accuse", "deny"):
        return None
    limit = _name_limit(sheet, cue.after, after) if leads else after
    led = ("в", "во", "у") if sheet.language.code in IN_SOMEBODYS else sheet.language.listed("grammar", "agent")
    if cue.after + 1 < limit and sheet.lower[cue.after] in led:
        source = subject_after(sheet, cue.after + 1, limit)
    elif all(sheet.bits[k] & (PRONOUN | AUXILIARY | ADVERB | NEGATION | TIME) for k in range(start, cue.first)):
        source = subject_behind(sheet, cue.after, limit)
    else:
        source = subject_before(sheet, start, cue.first)
        if source is None or source[0] - start > 2 or any(sheet.bits[k] & MARK for k in range(start, cue.first)):
            return None
    if source is None or any(sheet.bits[k] & COMPLEMENTIZER for k in range(source[1], min(after, source[1] + 1))):
        return None
    return cue, source


def _his_words(sheet: Sheet, i: int, after: int) -> str | None:
    """The stance of "according to" with a possessive inside it at word i, None where there is none."""
    if i + 2 >= after or not sheet.bits[i + 1] & POSSESSIVE:
        return None
    hit = sheet.language.according_before.at((sheet.lower[i], sheet.lower[i + 2]), 0)
    return hit[1] if hit and hit[0] == 2 else None


def _of_whom(sheet: Sheet, i: int, after: int) -> Range | None:
    """The relative words behind "according to" at word i: "secondo il quale", "según el cual", "по словам которого"."""
    if sheet.language.code == "en":
        return None
    hit = sheet.language.according_before.at(sheet.lower, i, after)
    if hit is None and sheet.lower[i] in sheet.language.listed("according", "view"):
        hit = (1, "")  # "per il quale l’allerta è arrivata tardi"
    if hit is None:
        return None
    begin = end = i + hit[0]
    if end < after and sheet.bits[end] & ARTICLE:
        end += 1
    if end < after and sheet.lower[end] in sheet.language.listed("grammar", "whom"):
        return (begin, end + 1)
    return None


LONGEST_PHRASE = 22
"""Words of a phrase that opens its sentence and tells according to whom, its relative clause included."""


def _whole_phrase(sheet: Sheet, source: Range, after: int) -> int:
    """Where the source of an opening "according to" ends: behind the relative clause or participle that tells more of it.

    "De acuerdo con un informe al que tuvo acceso el diario, …", "Как следует из отчёта, с которым ознакомилась газета, …".
    """
    bits, lower = sheet.bits, sheet.lower
    first, end = source
    limit = min(after, first + LONGEST_PHRASE)
    commas = [k for k in range(end - 1 if end - 1 > first else end, limit) if lower[k] == "," and sheet.quoted[k] < 0]
    if not commas:
        return end
    begin = commas[0] + 1
    led = begin + 1 if begin + 1 < after and bits[begin] & PREPOSITION else begin
    if commas[0] <= end and led < after and bits[led] & RELATIVE:
        return commas[1] if len(commas) > 1 else end
    told = range(first, commas[0])
    relative = any(bits[k] & RELATIVE or lower[k] in sheet.language.listed("grammar", "participial") for k in told)
    finite = any(bits[k] & (VERB | AUXILIARY) and not sheet.capital(k) for k in range(end, commas[0]))
    if commas[0] > end and (relative or not finite):
        return commas[0]
    return end


def _name_limit(sheet: Sheet, start: int, after: int) -> int:
    """Where a source that opens its sentence ends at the latest: before the comma that a clause follows."""
    commas = [i for i in range(start, after) if sheet.lower[i] == ","]
    for comma, following in zip(commas, [*commas[1:], after][: len(commas)], strict=True):
        apposition = following < after and following - comma < 12
        finite = (
            i
            for i in range(comma + 1, following)
            if sheet.bits[i] & (VERB | AUXILIARY)
            # "un rapporto del 2019, mai pubblicato, …": a participle is no verb of a clause.
            and not (sheet.language.code in ROMANCE and following - comma < 6 and sheet.lower[i].endswith(PARTICIPLES))
        )
        if not apposition or next(finite, None) is not None:
            return comma
    return after


def _beside(sheet: Sheet, first: int, after: int, whole: Range) -> list[Range]:
    """The content of a sentence whose words `whole` name the source: what stands before it, or after it, or both."""
    lower, bits = sheet.lower, sheet.bits
    start = first
    if sheet.language.code != "en":
        start = max([first, *(k + 1 for k in range(first, whole[0]) if lower[k] == ";" and sheet.quoted[k] < 0)])
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
    if (
        bits[start] & (ADVERB | TIME | PREPOSITION)
        and not bits[start] & ARTICLE
        and before <= 4
        and lower[whole[0] - 1] == ","
    ):
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
