"""What stands between a cue, its subject and what is said: times and places, whom the speaker cites, an object put first."""

from __future__ import annotations

from headwater.read.clauses import Verb
from headwater.read.contents import kind_of, trimmed_end
from headwater.read.edges import participial
from headwater.read.sheet import (
    ADVERB,
    AUXILIARY,
    COMPLEMENTIZER,
    CONJUNCTION,
    CUE,
    NEGATION,
    NOMINAL,
    PERSON,
    PREPOSITION,
    PRONOUN,
    TIME,
    VERB,
    Draft,
    Range,
    Sheet,
)
from headwater.read.sources import names_a_speaker
from headwater.read.subjects import subject_behind
from headwater.read.wordlists import lexicon


def without_place(sheet: Sheet, source: Range) -> Range:
    """ "Губернатор Лариса Демьянова в эфире радио": a name ends before where it is said."""
    for i in range(source[0] + 1, source[1]):
        if sheet.bits[i] & (ADVERB | TIME) and not sheet.bits[i] & PERSON and not sheet.capital(i):
            return (source[0], i)  # "Профсоюз охранников ещё в ноябре"
    for i in range(source[0] + 2, source[1]):
        if (
            sheet.lower[i] in ("в", "во", "у", "на", "під", "по")
            and sheet.capital(i - 1)
            and not sheet.bits[i - 1] & PERSON
        ):
            return (source[0], i)
    return source


def which_he_denies(sheet: Sheet, verb: Verb, first: int, after: int) -> Draft | None:
    """Arabic "…، وهو ما نفته غرفة التجارة": what is denied stands before the comma, who denies it behind the verb."""
    i = verb.head - 1
    if i < first + 5 or sheet.lower[i] != "ما" or sheet.lower[i - 1] not in ("وهو", "هو", "الامر"):
        return None
    source = subject_behind(sheet, verb.after, after)
    comma = next((k for k in range(i - 1, first, -1) if sheet.lower[k] == ","), None)
    if source is None or comma is None or i - comma > 3:
        return None
    content = [(first, trimmed_end(sheet, first, comma))]
    return Draft(
        [source], [(verb.head, verb.after)], content, "denies what stands before", "deny", kind_of(sheet, content)
    )


def turned_round(sheet: Sheet, source: Range, after: int) -> Range | None:
    """Who speaks behind a "subject" that is a noun of saying, None where that is the subject."""
    bits = sheet.bits
    if not any(bits[i] & NOMINAL for i in range(*source)) or any(
        bits[i] & PERSON or sheet.capital(i) for i in range(*source)
    ):
        return None
    found = subject_behind(sheet, source[1], after)
    return found if found and names_a_speaker(sheet, found) else None


def cites_from(sheet: Sheet, source: Range) -> int | None:
    """Where a source goes on with whom it cites, None where it does not."""
    citing = lexicon(sheet.language, "credits", "citing")
    return next((k for k in range(source[0] + 1, source[1]) if citing.at(sheet.lower, k, source[1])), None)


def inserted_time(sheet: Sheet, start: int, after: int) -> int | None:
    """Behind ", اليوم الخميس،" or ", en rueda de prensa,": a time or a place between a subject and what it says."""
    if start + 2 >= after or sheet.lower[start] != ",":
        return None
    close = next((k for k in range(start + 1, min(after - 1, start + 12)) if sheet.lower[k] == ","), None)
    if close is None or not sheet.bits[start + 1] & (TIME | PREPOSITION | ADVERB | PRONOUN):
        return None
    inside = range(start + 1, close)
    if any(sheet.quoted[k] >= 0 or sheet.bits[k] & (CUE | VERB | AUXILIARY | COMPLEMENTIZER) for k in inside):
        return None
    return close + 1 if not sheet.bits[close + 1] & (CONJUNCTION | VERB | AUXILIARY) else None


def goes_on_behind(sheet: Sheet, i: int, after: int) -> list[Range]:
    """What goes on with its verb behind the comma that closes an insertion."""
    j = i + 1
    if j >= after or sheet.lower[i] != "," or participial(sheet, j):
        return []
    while j < after and sheet.bits[j] & (NEGATION | ADVERB) and not sheet.bits[j] & VERB:
        j += 1
    if j >= after or not sheet.bits[j] & (VERB | AUXILIARY) or sheet.capital(j):
        return []
    end = trimmed_end(sheet, i + 1, after)
    return [(i + 1, end)] if end - i > 2 else []
