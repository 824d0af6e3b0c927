"""Who says it where the subject may stand behind its verb: "informó la agencia", "sagte sie", "قال الوزير"."""

from __future__ import annotations

from functools import lru_cache

from headwater.read.clauses import Verb, clause_start
from headwater.read.language import Language
from headwater.read.sheet import (
    ADVERB,
    ARTICLE,
    AUXILIARY,
    COMPLEMENTIZER,
    CONJUNCTION,
    CUE,
    MARK,
    NOMINAL,
    PERSON,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
    TIME,
    VERB,
    Range,
    Sheet,
)
from headwater.read.sources import subject_after
from headwater.read.wordlists import listed


def subject_behind(sheet: Sheet, start: int, limit: int) -> Range | None:
    """The subject right after the verb; not an object led by a preposition, not a clause."""
    if start >= limit or sheet.quoted[start] >= 0:
        return None
    while start < limit and sheet.bits[start] & (ADVERB | TIME) and not sheet.bits[start] & (PRONOUN | ARTICLE):
        start += 1
    if start < limit and sheet.lower[start] in ("«", "“", '"') and sheet.quoted[start] < 0:
        start = next((k + 1 for k in range(start, min(limit, start + 6)) if sheet.lower[k] in ("»", "”")), start)
    if start < limit and sheet.bits[start] & PREPOSITION and not sheet.bits[start] & COMPLEMENTIZER:
        start = _past_addressee(sheet, start, limit)
    if start >= limit or (
        sheet.bits[start] & (COMPLEMENTIZER | PREPOSITION | MARK) and not sheet.bits[start] & ARTICLE
    ):
        return None
    found = subject_after(sheet, start, limit)
    if found is None:
        return None
    first, end = found
    if sheet.language.word_order == "vso":
        # "نفت الشركة الاتهام": the noun of saying is what the ministry denies, no part of it.
        end = next(
            (i for i in range(first + 1, end) if sheet.bits[i] & NOMINAL or _object_starts(sheet, first, i)), end
        )
        while end > first + 1 and sheet.bits[end - 1] & PREPOSITION:
            end -= 1
        found = (first, end)
    # A plain noun without article is rather an object: "pidió ayuda".
    named = any(
        sheet.capital(i) or sheet.bits[i] & (PERSON | PRONOUN | ARTICLE | POSSESSIVE) for i in range(first, end)
    )
    return found if named or sheet.language.code in _NO_ARTICLES else None


def _past_addressee(sheet: Sheet, start: int, limit: int) -> int:
    """ "ha detto all’AV la comandante": the article behind the addressee, if there is one not far away."""
    bits = sheet.bits
    for i in range(start + 2, min(limit, start + 8)):
        if bits[i] & (MARK | COMPLEMENTIZER) or sheet.quoted[i] >= 0:
            break
        if bits[i] & ARTICLE and not bits[i] & PREPOSITION and not bits[i - 1] & (PREPOSITION | ARTICLE):
            return i
    return start


def _object_starts(sheet: Sheet, first: int, i: int) -> bool:
    """Arabic: a plural in the accusative ("المواطنين"), a measure with its figure ("نسبة 0.09"), or "رفع" in "وزارة التموين رفع".

    A body's name that has its article is complete; a noun without article behind it begins the object.
    """
    lower = sheet.lower
    word = lower[i]
    follows = lower[i + 1][0] if i + 1 < len(lower) else ""
    if (word.startswith("ال") and word.endswith("ين") and len(word) >= 8) or follows.isdigit():
        return True
    if word[0] == "ل" and _named_for(sheet, first, i):
        return False
    plain = not word.startswith("ال") and not sheet.bits[i] & (PREPOSITION | CONJUNCTION | MARK | PERSON)
    return plain and i > first + 1 and lower[i - 1].startswith("ال") and lower[first] in sheet.language.bodies


def _named_for(sheet: Sheet, first: int, i: int) -> bool:
    """Arabic "المركز الوطني لبحوث الفضاء": a body with its adjective says behind "for" what it is there for.

    Not "قال المجلس الأعلى لصحيفة": whoever is told something is no part of the name.
    """
    lower = sheet.lower
    told = lower[i].removeprefix("لل").removeprefix("ل")
    return (
        i == first + 2
        and lower[first].startswith("ال")
        and lower[first + 1].startswith("ال")
        and lower[first] in sheet.language.bodies
        and len(told) > 2
        and told not in _outlet_nouns(sheet.language)
        and "ال" + told not in _outlet_nouns(sheet.language)
    )


@lru_cache(maxsize=16)
def _outlet_nouns(language: Language) -> frozenset[str]:
    return frozenset(
        word for key in ("outlet_nouns", "agency") for form in listed(language, "credits", key) for word in form.split()
    )


_NO_ARTICLES = frozenset(("ru", "uk", "ar"))


def apposed_subject(sheet: Sheet, first: int, end: int) -> Range | None:
    """ "La ministra, que visitó la zona, negó …": the noun phrase that opens the sentence, with what stands between commas."""
    bits, lower = sheet.bits, sheet.lower
    while first < end and bits[first] & CONJUNCTION:
        first += 1
    comma = next((i for i in range(first, end - 1) if lower[i] == ","), None)
    if comma is None or comma - first > 12 or comma == first or lower[end - 1] != ",":
        return None
    opens = bits[first]
    if opens & (PREPOSITION | ADVERB | TIME | SUBORDINATOR) and not opens & ARTICLE:
        return None
    if any(
        sheet.quoted[i] >= 0 or (bits[i] & (VERB | AUXILIARY) and not sheet.capital(i)) for i in range(first, comma)
    ):
        return None
    led = bits[comma + 1]
    if not led & RELATIVE and not (sheet.language.word_order == "v2" and led & (ARTICLE | PRONOUN)):
        # "Un marinaio, rimasto anonimo, ha raccontato": a participle leads no clause of its own.
        begin = comma + 1 + (sheet.language.code in _ROMANCE and lower[comma + 1].endswith(_PARTICIPLES))
        if any(bits[i] & (VERB | AUXILIARY | CUE) and not sheet.capital(i) for i in range(begin, end - 1)):
            return None
        if led & (CONJUNCTION | PREPOSITION):
            return None
    elif led & RELATIVE and _goes_on(sheet, comma + 1, end - 1):
        return None
    return (first, end)


def _goes_on(sheet: Sheet, start: int, end: int) -> bool:
    """ "…, dont une est lourde, sont tombés": behind the relative clause comes the verb of what is said."""
    close = next((i for i in range(start, end) if sheet.lower[i] == ","), end)
    j = close + 1
    while j < end and sheet.bits[j] & (ADVERB | TIME) and not sheet.bits[j] & AUXILIARY:
        j += 1
    return j < end and bool(sheet.bits[j] & (VERB | AUXILIARY)) and not sheet.capital(j)


_ROMANCE = frozenset(("es", "fr", "it", "pt"))
_PARTICIPLES = (
    "ato", "ata", "ati", "ate", "ito", "ita", "iti", "ite", "uto", "uta", "sto", "sta", "sti", "tto", "tta", "tti",
    "ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "é", "ée", "és", "ées",
)  # fmt: skip


IN_SOMEBODYS = frozenset(("ru", "uk"))


def said_in(sheet: Sheet, verb: Verb, first: int, after: int) -> Range | None:
    """ "…, уточнили в капитании", "В компании опровергли": a plural without subject, said in somebody's house."""
    lower = sheet.lower
    if not lower[verb.head].endswith(("ли", "ют", "ят", "уть", "ють", "ять")):
        return None
    i = verb.after
    if i < after and lower[i] in ("в", "во", "у"):
        return subject_after(sheet, i + 1, after)
    begin = clause_start(sheet, verb.first, first)
    if begin < verb.first - 1 and lower[begin] in ("в", "во", "у"):
        found = subject_after(sheet, begin + 1, verb.first)
        if found and found[1] == verb.first:
            return found
    return None


def pronoun_behind(sheet: Sheet, verb: Verb, after: int) -> bool:
    """German "Der Politik schlug er vor": a subject pronoun behind the verb makes what stands before it an object."""
    i = verb.pieces[0][1]
    return (
        sheet.language.word_order == "v2"
        and i < after
        and bool(sheet.bits[i] & PRONOUN and not sheet.bits[i] & (POSSESSIVE | ARTICLE))
        and sheet.lower[i] not in sheet.language.listed("grammar", "expletives")
    )
