"""What looks like saying and is none: deeds with plain objects, requests for oneself, contracts "according to" which."""

from __future__ import annotations

from functools import lru_cache

from headwater.read.language import Language, Lexicon
from headwater.read.sheet import (
    ACCORDING,
    ARTICLE,
    AUXILIARY,
    CONJUNCTION,
    MARK,
    NEGATION,
    PERSON,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    VERB,
    Draft,
    Range,
    Sheet,
)

OBJECT = 9
"""Words of an object that are looked through for the noun it is about."""
_OBJECTS = ("cue and np", "cue and its object")


@lru_cache(maxsize=128)
def _listed(language: Language, *path: str) -> Lexicon:
    return Lexicon(language.listed(*path), language.code)


def says_nothing(sheet: Sheet, draft: Draft) -> bool:
    """True for a draft whose cue is a deed, whose "source" is no speaker, or whose content is what somebody wants done."""
    if not draft.source or not draft.content:
        return False
    if draft.rule == "according to":
        return _no_speaker(sheet, draft.source[0])
    if not draft.cue or draft.kind in ("direct", "mixed"):
        return False
    return (
        _leads_elsewhere(sheet, draft.source[0])
        or _of_the_reader(sheet, draft)
        or (draft.rule in _OBJECTS and _deed(sheet, draft))
        or _for_oneself(sheet, draft)
        or _not_perceived(sheet, draft)
    )


def _no_speaker(sheet: Sheet, source: Range) -> bool:
    """ "according to the contract": a phrase whose first noun is none that says anything."""
    nouns = _listed(sheet.language, "according", "no_speakers")
    if not nouns:
        return False
    named = False
    for i in range(source[0], min(source[1], source[0] + 4)):
        if sheet.bits[i] & (PREPOSITION | MARK | RELATIVE | PERSON) and not sheet.bits[i] & ARTICLE:
            return False
        if sheet.lower[i] in nouns:
            return not named
        named = named or (sheet.capital(i) and sheet.language.word_order != "v2" and i > source[0])
    return False


def _leads_elsewhere(sheet: Sheet, source: Range) -> bool:
    """A "source" that begins with "according to": somebody else's words, no subject."""
    first = source[0]
    return bool(
        sheet.bits[first] & ACCORDING and sheet.language.according_before.at(sheet.lower, first, source[1])
    ) and not sheet.capital(first)


def _of_the_reader(sheet: Sheet, draft: Draft) -> bool:
    """ "You want to see it", "I think of ferries": the reader says nothing, and a thought of the writer's is no report."""
    first, after = draft.source[0]
    if after - first != 1:
        return False
    if draft.rule == "cue and for" and not sheet.bits[first] & (PERSON | PRONOUN | RELATIVE):
        # "Forty-seven fight for life": a number alone.
        return sheet.lower[first].partition("-")[0] in sheet.language.table("numbers", "words")
    person = sheet.language.pronouns.get(sheet.lower[first])
    if person == "second":
        return draft.rule != "cue and that"
    return person == "first" and draft.rule in ("cue and of", "cue and about", "cue and to")


def _deed(sheet: Sheet, draft: Draft) -> bool:
    """ "The fire service has released the deck": a verb of doing, and an object that cannot be said."""
    deeds = _listed(sheet.language, "grammar", "deeds")
    if not deeds or not any(sheet.lower[i] in deeds for a, b in draft.cue for i in range(a, b)):
        return False
    matters = _listed(sheet.language, "grammar", "matters")
    start, after = draft.content[0]
    for i in range(start, min(after, start + OBJECT)):
        if sheet.lower[i] in matters:
            return False
        bits = sheet.bits[i]
        if bits & (PREPOSITION | RELATIVE | CONJUNCTION | MARK) and not bits & ARTICLE:
            return True
        if i > start + 1 and bits & (VERB | AUXILIARY) and not sheet.capital(i):
            # "found the plan failed": a clause; "a stamped copy" is none.
            return bool(sheet.bits[i - 1] & (ARTICLE | POSSESSIVE))
    return True


def _not_perceived(sheet: Sheet, draft: Draft) -> bool:
    """ "The paper has not seen the report": what somebody has not perceived is no word of theirs."""
    perceiving = _listed(sheet.language, "grammar", "perceiving")
    if not perceiving or draft.rule not in _OBJECTS:
        return False
    cue = [i for a, b in draft.cue for i in range(a, b)]
    return any(sheet.bits[i] & NEGATION for i in cue) and any(sheet.lower[i] in perceiving for i in cue)


def _for_oneself(sheet: Sheet, draft: Draft) -> bool:
    """ "Eight people asked to be examined": they want something done; nobody is told of anything."""
    asking = _listed(sheet.language, "grammar", "asking")
    passive = _listed(sheet.language, "grammar", "done_to_oneself")
    if not asking or not any(sheet.lower[i] in asking for a, b in draft.cue for i in range(a, b)):
        return False
    start, after = draft.content[0]
    return passive.at(sheet.lower, start, after) is not None
