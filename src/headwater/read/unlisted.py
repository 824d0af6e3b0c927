"""Speech that no list of verbs tells: "«…», tranquilizó la gobernadora", "Para la ministra, la crisis ha pasado"."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.read.clauses import DASHES, SHORTEST
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
    VERB,
    Draft,
    Sheet,
)
from headwater.read.sources import names_a_speaker
from headwater.read.subjects import subject_behind
from headwater.read.verbsecond import subject_second

_FINITE = {
    "es": ("ó", "aron", "ieron", "a", "e", "an", "en"), "pt": ("ou", "eu", "iu", "aram", "eram", "iram", "a", "e", "am"),
    "it": ("a", "e", "ano", "ono", "ò", "ato", "ito", "uto", "sso"), "fr": ("e", "ent", "a", "it", "é", "i", "u"),
    "de": ("t", "te", "ten", "en"), "ru": ("л", "ла", "ли", "ет", "ит", "ют", "ят", "лся", "лась", "лись", "тся"),
    "uk": ("в", "ла", "ли", "є", "ить", "ють", "ять", "вся", "лася", "лися", "ться"),
}  # fmt: skip
"""How a verb that we do not know may end behind a quotation."""
OPENING = 14
"""Words of "Para la ministra de Salud, Carola Vas," at the most."""


def after_quotation(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """Attributions by an unlisted verb between a quotation and somebody who can speak, in order."""
    endings = _FINITE.get(sheet.language.code)
    if endings is None:
        return
    bits, lower = sheet.bits, sheet.lower
    for i in range(first, after - 1):
        if sheet.quoted[i] >= 0 or lower[i] not in (",", *DASHES) or i == 0 or sheet.quoted[i - 1] < 0:
            continue
        region = sheet.regions[sheet.quoted[i - 1]]
        verb = i + 1
        while verb < after and (lower[verb] in DASHES or bits[verb] & (AUXILIARY | PRONOUN | ADVERB)) and verb - i < 4:
            verb += 1
        if verb >= after - 1 or region[1] - region[0] < 5 or not _may_speak(sheet, verb, endings):
            continue
        german = sheet.language.word_order == "v2"
        source = (subject_second if german else subject_behind)(sheet, verb + 1, after)
        if source is None or not names_a_speaker(sheet, source) or source[0] - verb > 6:
            continue
        start = i + 1
        while start < verb and lower[start] in DASHES:
            start += 1
        yield Draft(
            [source], [(start, verb + 1)], [region], "quotation, then its cue", "report", kind_of(sheet, [region])
        )


def _may_speak(sheet: Sheet, i: int, endings: tuple[str, ...]) -> bool:
    """True for a word in small letters that no list knows, or knows only as a verb, and that ends like one."""
    known = sheet.bits[i] & ~(VERB | CUE)
    return not known and not sheet.capital(i) and sheet.lower[i].endswith(endings) and len(sheet.lower[i]) > 3


def in_the_view_of(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """ "Para la ministra, la confianza se gana": a sentence that opens with "for" and somebody who can speak."""
    views = sheet.language.listed("according", "view")
    if not views or sheet.lower[first] not in views or first + 2 >= after:
        return
    bits, lower = sheet.bits, sheet.lower
    commas = [k for k in range(first + 2, min(after, first + OPENING + 6)) if lower[k] == "," and sheet.quoted[k] < 0]
    if not commas:
        return
    comma = commas[0]
    aside = bits[comma + 1] & (PREPOSITION | ADVERB) and not bits[comma + 1] & ARTICLE  # ", en cambio,"
    told = None
    if len(commas) > 1 and not any(bits[k] & (VERB | AUXILIARY) for k in range(comma + 1, commas[1])):
        comma, told = (comma, commas[1]) if aside else (commas[1], None)
    head = first + 2 if bits[first + 1] & ARTICLE else first + 1
    phrase = (first + 1, comma)
    # "Para o jurista Tomás Reis, …": a name behind a noun that no list knows.
    named = not bits[head] and not sheet.capital(head) and head + 1 < comma and sheet.capital(head + 1)
    if comma - first > OPENING or not (bits[head] & PERSON or named) or bits[head] & (CUE | PREPOSITION):
        return
    if any(
        bits[k] & (VERB | AUXILIARY | CUE) and not bits[k] & PERSON and not sheet.capital(k) for k in range(*phrase)
    ):
        return
    comma = comma if told is None else told
    end = trimmed_end(sheet, comma + 1, after)
    said = range(comma + 1, end)
    if end - comma - 1 < SHORTEST or any(
        bits[k] & CUE and lower[k] in sheet.language.cues for k in said if sheet.quoted[k] < 0
    ):
        return
    if bits[comma + 1] & MARK and sheet.quoted[comma + 1] < 0:
        return
    content = [(comma + 1, end)]
    yield Draft([phrase], [(first, first + 1)], content, "in the view of", "report", kind_of(sheet, content))
