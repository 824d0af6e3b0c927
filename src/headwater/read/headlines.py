"""Who stands before a colon and what behind it, without a verb: "Ministra: el brote está controlado", "Lastra: «Sí»"."""

from __future__ import annotations

from headwater.read.clauses import SHORTEST
from headwater.read.contents import kind_of, trimmed_end
from headwater.read.sheet import (
    ADVERB,
    ARTICLE,
    AUXILIARY,
    CUE,
    MARK,
    PERSON,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
    TIME,
    VERB,
    Draft,
    Sheet,
)

HEADS = 3
"""Paragraphs at the top of a text that may be headlines."""
LONGEST_NAME = 7
"""Words of who speaks in a headline."""
_CLOSE = 4
"""Words of who speaks behind the colon."""


def headline(sheet: Sheet, first: int, after: int) -> Draft | None:
    """The attribution of a paragraph without a stop near the top, by a colon between somebody who can speak and a clause."""
    words, lower = sheet.words, sheet.lower
    paragraph = words.paragraph_of[first]
    if (
        paragraph >= HEADS
        or words.paragraphs[paragraph] != (first, after)
        or lower[after - 1] in (".", "!", "?", "…", ":")
    ):
        return None
    colon = next((i for i in range(first + 1, after - 1) if lower[i] == ":" and sheet.quoted[i] < 0), None)
    if colon is None:
        return None
    opens = next((i + 1 for i in range(colon - 1, first, -1) if lower[i] == ","), first)
    if sheet.quoted[colon + 1] >= 0 and colon - opens <= LONGEST_NAME and _speaker(sheet, opens, colon):
        content = sheet.regions[sheet.quoted[colon + 1]]
        return (
            Draft([(opens, colon)], [], [content], "name and colon", "report", "direct")
            if content[1] >= after
            else None
        )
    if colon - first <= LONGEST_NAME and after - colon > SHORTEST and _speaker(sheet, first, colon):
        source, content = (first, colon), (colon + 1, trimmed_end(sheet, colon + 1, after))
    elif after - colon - 1 <= _CLOSE and colon - first >= SHORTEST and _speaker(sheet, colon + 1, after):
        source, content = (colon + 1, after), (first, trimmed_end(sheet, first, colon))
    else:
        return None
    return Draft([source], [], [content], "name and colon", "report", kind_of(sheet, [content]))


def _speaker(sheet: Sheet, first: int, after: int) -> bool:
    """A role, a body or a known name; no verb, no time, and nothing that a clause begins with."""
    bits = sheet.bits
    never = VERB | AUXILIARY | CUE | RELATIVE | SUBORDINATOR | TIME | PRONOUN
    for i in range(first, after):
        person = bits[i] & (PERSON | ARTICLE) or (sheet.capital(i) and i > first)
        if sheet.quoted[i] >= 0 or (bits[i] & never and not person) or (bits[i] & MARK and sheet.lower[i] not in ",.-"):
            return False
    if bits[first] & (PREPOSITION | ADVERB) and not bits[first] & (ARTICLE | PERSON):
        return False
    if after - first == 1 and not bits[first] & PERSON:
        return known_person(sheet, first)
    opens = first + 1 if bits[first] & ARTICLE and first + 1 < after else first
    return bool(bits[opens] & PERSON) or any(
        bits[i] & PERSON and not bits[i - 1] & PREPOSITION for i in range(first + 1, after)
    )


def name_and_colon(sheet: Sheet, first: int, after: int) -> Draft | None:
    """ "El director, Ernesto Paz: «Esto no puede seguir así»": no verb at all."""
    bits, lower = sheet.bits, sheet.lower
    colon = next((i for i in range(first, min(after, first + 14)) if lower[i] == ":"), None)
    if colon is None or colon == first or colon + 1 >= len(lower) or sheet.quoted[colon + 1] < 0:
        return None
    if any(
        sheet.quoted[i] >= 0
        or (
            bits[i] & (VERB | AUXILIARY | CUE | PREPOSITION)
            and not bits[i] & ARTICLE
            and (not sheet.capital(i) or (i == first and not bits[i] & PERSON))
            and lower[i] not in sheet.language.listed("grammar", "inside_names")
        )
        for i in range(first, colon)
    ):
        return None
    who = any(bits[i] & PERSON for i in range(first, colon))
    names = sum(sheet.capital(i) for i in range(first, colon))
    region = sheet.regions[sheet.quoted[colon + 1]]
    if colon - first == 1 and not who:
        who = known_person(sheet, first)
    cased = sheet.language.code != "ar"
    if (
        not (who or (names >= 2 and cased))
        or not (names or not cased)
        or region[0] != colon + 1
        or region[1] - region[0] < 5
    ):
        return None
    return Draft([(first, colon)], [], [region], "name and colon", "report", "direct")


def known_person(sheet: Sheet, i: int) -> bool:
    """ "Belmonte: «…»": a single word that the text has elsewhere as a name, behind another capital or a role."""
    word, bits = sheet.lower[i], sheet.bits
    if bits[i] or not sheet.capital(i):
        return False
    return any(
        sheet.lower[k] == word and k != i and sheet.capital(k) and (sheet.capital(k - 1) or bits[k - 1] & PERSON)
        for k in range(1, len(sheet.lower))
    )
