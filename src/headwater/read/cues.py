"""Where somebody is said to say something: cue words with their auxiliaries, negation and adverbs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from headwater.core.reading import Stance
from headwater.read.language import Language, Lexicon
from headwater.read.sheet import (
    ADVERB,
    ARTICLE,
    AUXILIARY,
    BE,
    CUE,
    INFINITIVE,
    NEGATION,
    NOMINAL,
    POSSESSIVE,
    PREPOSITION,
    TIME,
    VERB,
    Sheet,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """Words `first` to `after`, the verb at `head` to `verb_end`.

    `passive`: with a form of "be" and no ending of a present participle. `bare`: a participle without auxiliary
    ("adding"). `infinitive`: after "to". `modal`: "would back" tells no more than a guess. `spoken`: a verb of saying, not of belief, wish or plan.
    """

    first: int
    after: int
    head: int
    verb_end: int
    stance: Stance
    spoken: bool
    passive: bool
    bare: bool
    infinitive: bool
    modal: bool


def find_cues(sheet: Sheet, first: int, after: int) -> Iterator[Cue]:
    """The cues among words `first` to `after`, in order; those of a phrase ("made clear") once."""
    bits, reached = sheet.bits, first
    for i in range(first, after):
        if bits[i] & CUE and i >= reached:
            cue = cue_at(sheet, i, first, after)
            if cue:
                reached = cue.verb_end
                yield cue


def cue_at(sheet: Sheet, i: int, first: int, after: int) -> Cue | None:
    """The cue whose verb begins at word i; `first` and `after` bound its sentence."""
    language, lower, bits = sheet.language, sheet.lower, sheet.bits
    hit, spoken = language.cues.at(lower, i, after), True
    other = language.mental.at(lower, i, after)
    if other and (not hit or other[0] > hit[0]):
        hit, spoken = other, False
    if hit is None or (language.code == "en" and _is_a_noun(sheet, i, first, after)):
        return None
    size, stance = hit
    start, passive, has_auxiliary, modal = i, False, False, False
    modals = language.listed("grammar", "modals")
    ing = language.code == "en" and lower[i].endswith("ing")
    while start > first:
        before = bits[start - 1]
        if more := _part_of_cue(sheet, first, start):
            start -= more
            continue
        if before & AUXILIARY and not (start - 1 > first and sheet.capital(start - 1)):
            if lower[start - 1] == "'s" and not ing:
                break
            has_auxiliary = True
            modal = modal or lower[start - 1] in modals
            passive = passive or (bool(before & BE) and not ing)
        elif (
            not before & (NEGATION | ADVERB) or before & PREPOSITION or (start - 1 > first and sheet.capital(start - 1))
        ):
            break
        start -= 1
    # "on Wednesday announced"
    if start > first + 1 and bits[start - 1] & TIME:
        led = bits[start - 2] & PREPOSITION
        # "Figures released on Monday showed": the day belongs to the participle.
        if not (led and start - 3 >= first and bits[start - 3] & VERB and lower[start - 3].endswith("ed")):
            start -= 2 if led else 1
    infinitive = start > first and bool(bits[start - 1] & INFINITIVE)
    end = i + size
    return Cue(
        first=start,
        after=_time_after(sheet, end, after),
        head=i,
        verb_end=end,
        stance=stance,  # type: ignore[arg-type]
        spoken=spoken,
        passive=passive,
        bare=ing and not has_auxiliary,
        infinitive=infinitive,
        modal=modal,
    )


def _part_of_cue(sheet: Sheet, first: int, start: int) -> int:
    """How many words before `start` belong to the cue though they are no auxiliaries: "neither confirmed nor", "has since"."""
    language, lower, bits = sheet.language, sheet.lower, sheet.bits
    hit = _led_by(language).before(lower, start, first)
    if hit:
        return hit[0]
    if start - 2 < first:
        return 0
    if lower[start - 1] in ("since", "only") and bits[start - 2] & AUXILIARY:
        return 1
    if lower[start - 1] == "as" and lower[start - 2] in ("quoted", "cited", "reported"):
        return 2  # "was quoted as saying"
    joined = lower[start - 1] in language.listed("grammar", "or") and bits[start - 2] & CUE
    return 2 if joined and not sheet.capital(start - 2) and not bits[start - 2] & PREPOSITION else 0


@lru_cache(maxsize=32)
def _led_by(language: Language) -> Lexicon:
    return Lexicon(language.listed("grammar", "before_cues"), language.code)


def _is_a_noun(sheet: Sheet, i: int, first: int, after: int) -> bool:
    """ "the finding that", "Norvia's claims": after an article or an owner; or a name's word ("Downriver Notes")."""
    if i == first:
        return False
    before, bits = sheet.lower[i - 1], sheet.bits[i - 1]
    if bits & (ARTICLE | POSSESSIVE) and (before != "her" or sheet.bits[i] & NOMINAL):
        return True
    if before == "'s" and not sheet.lower[i].endswith("ing"):
        return True
    if not sheet.capital(i):
        return False
    # In a headline most words are capital; in a sentence a capital verb is part of a name.
    following = [
        j for j in range(i + 1, min(after, i + 9)) if sheet.lower[j].isalpha() and not sheet.bits[j] & PREPOSITION
    ]
    return sum(not sheet.capital(j) for j in following) * 2 > len(following)


def _time_after(sheet: Sheet, i: int, after: int) -> int:
    """The end of adverbs of time that follow at word i: "said Tuesday", "said on Tuesday", "said last year"."""
    bits = sheet.bits
    end = i
    while end < after and sheet.quoted[end] < 0:
        hit = sheet.language.time_words.at(sheet.lower, end, after)
        if hit:
            end += hit[0]
        elif size := date_at(sheet, end, after):
            end += size
        elif _late(sheet, end, after):
            end += 2
        elif bits[end] & (PREPOSITION | ARTICLE) and end + 1 < after and (size := date_at(sheet, end + 1, after)):
            end += 1 + size
        elif (
            bits[end] & PREPOSITION
            and end + 1 < after
            and (hit := sheet.language.time_words.at(sheet.lower, end + 1, after))
        ):
            end += 1 + hit[0]
        else:
            break
    return end


def _late(sheet: Sheet, i: int, after: int) -> bool:
    """English "late Friday"."""
    return sheet.lower[i] in ("late", "early") and i + 1 < after and bool(sheet.bits[i + 1] & TIME)


def date_at(sheet: Sheet, i: int, after: int) -> int:
    """The number of words of a day and month at word i ("3 May", "May 3, 2025", "2 de enero"), 0 when there is none."""
    months = sheet.language.table("times", "months")
    lower = sheet.lower
    if i + 1 >= after:
        return 0
    if lower[i] in months and lower[i + 1].isdigit():
        end = i + 2
    elif lower[i].isdigit() and len(lower[i]) <= 2:
        month = i + 2 if lower[i + 1] in (".", "de", "of") and i + 2 < after else i + 1
        if lower[month] not in months:
            return 0
        end = month + 1
    else:
        return 0
    year = end + 1 if end + 1 < after and lower[end] in (",", "de", "del") else end
    return year + 1 - i if year < after and len(lower[year]) == 4 and lower[year].isdigit() else end - i
