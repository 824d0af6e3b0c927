"""The parts of a sentence that word orders are told by: where clauses begin and end, and verbs with all their pieces."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.core.reading import Stance
from headwater.read.language import Lexicon
from headwater.read.sheet import (
    ADVERB,
    ARTICLE,
    CONJUNCTION,
    CUE,
    NEGATION,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
    TIME,
    Range,
    Sheet,
)
from headwater.read.wordlists import lexicon

SHORTEST = 3
"""Words of a content before its cue; less is an adverbial ("El lunes, dijo …")."""
DASHES = ("—", "–", "-", "--")


@dataclass(frozen=True, slots=True)
class Verb:
    """A cue with all its pieces: from `first`, the subject is looked for; from `after`, the content."""

    pieces: tuple[Range, ...]
    first: int
    after: int
    head: int
    stance: Stance
    spoken: bool
    subject_inside: Range | None = None


def clause_end(sheet: Sheet, i: int, after: int) -> int:
    """The first mark from word i on that ends a clause, or a quotation's beginning."""
    while i < after and not (sheet.quoted[i] >= 0 or sheet.lower[i] in (",", ":", ";", ".", "!", "?", "–", "—")):
        i += 1
    return i


def clause_start(sheet: Sheet, i: int, first: int) -> int:
    while i > first and not (_speech_ends(sheet, i - 1) or sheet.lower[i - 1] in (",", ":", ";", "–", "—")):
        i -= 1
    return i


def _speech_ends(sheet: Sheet, i: int) -> bool:
    """True when word i is in a quotation of some length; a name in marks bounds no clause."""
    region = sheet.quoted[i]
    return region >= 0 and sheet.regions[region][1] - sheet.regions[region][0] > 6


def only_adverbial(sheet: Sheet, start: int, end: int) -> bool:
    """True when the words are no subject: nothing, adverbs, times, "In der Stadt"."""
    leads = ADVERB | TIME | CONJUNCTION | NEGATION
    while start < end and sheet.bits[start] & leads and not sheet.bits[start] & (PREPOSITION | ARTICLE | PRONOUN):
        start += 1  # "Já o sindicato garante", "Auch die Polizei sagt"
    if start >= end:
        return True
    bits = sheet.bits[start]
    if bits & PRONOUN and not bits & POSSESSIVE:
        return False
    return bool(bits & (PREPOSITION | ADVERB | TIME | CONJUNCTION | SUBORDINATOR | NEGATION)) and not bits & ARTICLE


def said_by_nobody(sheet: Sheet, first: int, after: int) -> set[int]:
    """The words of "se dice que", "es heißt": no cue with a speaker."""
    found: set[int] = set()
    language = sheet.language
    nobodys = (language.hearsay_passives, language.accused_passive, language.hearsay_adverbs)
    for listed in (*nobodys, language.according_before):
        for i in range(first, after):
            if listed.opens(sheet.lower[i]) and (hit := listed.at(sheet.lower, i, after)):
                found.update(range(i, i + hit[0]))
    return found


_PARTICIPLES: dict[str, Lexicon] = {}


def participles(sheet: Sheet) -> Lexicon:
    code = sheet.language.code
    if code not in _PARTICIPLES:
        _PARTICIPLES[code] = Lexicon(sheet.language.listed("morphology", "participles"), code)
    return _PARTICIPLES[code]


def cited_by_the_speaker(sheet: Sheet, first: int, i: int) -> bool:
    """ "…, сообщает газета со ссылкой на": whom the speaker cites; what is said is the speaker's content."""
    if sheet.language.code == "en" or not lexicon(sheet.language, "credits", "citing").at(sheet.lower, i):
        return False
    before = range(i - 1, first, -1)
    comma = next((k for k in before if sheet.lower[k] == ","), None)
    if comma is not None and sheet.bits[comma + 1] & CUE and sheet.lower[comma + 1] in sheet.language.cues:
        return True
    # "X со ссылкой на Y сообщило, что", "hatte X unter Berufung auf Y gemeldet": the cue closes the clause.
    for k in range(i + 1, min(len(sheet.lower), i + 40)):
        if sheet.quoted[k] < 0 and sheet.lower[k] in (",", ":", ".", ";"):
            return False
        if (
            sheet.bits[k] & CUE
            and sheet.quoted[k] < 0
            and not sheet.capital(k)
            and sheet.lower[k] in sheet.language.cues
        ):
            return True
    return False
