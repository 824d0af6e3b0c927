"""Who says it where the subject may stand behind its verb: "informó la agencia", "sagte sie", "قال الوزير"."""

from __future__ import annotations

from functools import lru_cache

from headwater.read.clauses import Verb, clause_start
from headwater.read.edges import participial
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
from headwater.read.sources import subject_after, subject_before
from headwater.read.wordlists import lexicon, listed


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
    elif start + 1 < limit and sheet.lower[start] in lexicon(sheet.language, "grammar", "addressees"):
        start = _past_told(sheet, start, limit)
    if start >= limit or (
        sheet.bits[start] & (COMPLEMENTIZER | PREPOSITION | MARK) and not sheet.bits[start] & ARTICLE
    ):
        return None
    start = _past_adjective(sheet, start, limit)
    found = subject_after(sheet, start, limit)
    if found is None or _no_subject(sheet, found):
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


def _past_adjective(sheet: Sheet, start: int, limit: int) -> int:
    """ "commenta amara Livia Sarti": behind a word about how it is said; "заявила РС официальный представитель": whom."""
    code, bits = sheet.language.code, sheet.bits
    if start + 2 >= limit:
        return start
    if code in _ROMANCE and not bits[start] and not sheet.capital(start) and sheet.capital(start + 1):
        return start + 1
    if code in ("ru", "uk") and sheet.capital(start) and not bits[start]:
        i = start + 1 + (sheet.capital(start + 1) and not bits[start + 1])
        told = lexicon(sheet.language, "grammar", "addressees")
        role = next((k for k in range(i, min(limit, i + 3)) if bits[k] & PERSON and not sheet.capital(k)), None)
        if (
            role is not None
            and not any(bits[k] & (MARK | PREPOSITION) for k in range(i, role))
            and sheet.lower[role] not in told
        ):
            return i if not sheet.capital(i) else start
    return start


def _no_subject(sheet: Sheet, found: Range) -> bool:
    """ "matizó sus palabras:", "пообіцяв звернутися", "وتضيف بحسرة:": an object, an infinitive, how it is said."""
    first, end = found
    word = sheet.lower[first]
    if sheet.bits[first] & POSSESSIVE and not any(
        sheet.bits[k] & PERSON or sheet.capital(k) for k in range(first, end)
    ):
        return True
    if sheet.language.code in ("ru", "uk") and not sheet.bits[first] and not sheet.capital(first):
        infinitives = tuple(sheet.language.listed("morphology", "infinitives")) or ("\0",)
        if word.endswith(infinitives):
            return True
    return (
        sheet.language.code == "ar"
        and word[0] == "ب"
        and end - first == 1
        and sheet.lower[end : end + 1] in ([":"], [","])
    )


def _past_addressee(sheet: Sheet, start: int, limit: int) -> int:
    """ "ha detto all’AV la comandante": the article behind the addressee, if there is one not far away."""
    bits = sheet.bits
    for i in range(start + 2, min(limit, start + 8)):
        if bits[i] & (MARK | COMPLEMENTIZER) or sheet.quoted[i] >= 0:
            break
        article = bits[i] & ARTICLE and (not bits[i] & PREPOSITION or sheet.language.code == "pt")
        if article and not bits[i - 1] & (PREPOSITION | ARTICLE):
            return i
        named = sheet.capital(i) and not bits[start] & ARTICLE
        if named and not sheet.capital(i - 1) and not bits[i - 1] & (PREPOSITION | ARTICLE | PERSON):
            return i  # "se quejó ante las cámaras Lola Benavente"
    return start


def _past_told(sheet: Sheet, start: int, limit: int) -> int:
    """ "рассказал журналистам начальник", "сообщил агентству «Сольнет» источник": behind those who are told, if anybody follows."""
    i = start + 1
    if i < limit and sheet.lower[i] in ("«", '"', "“"):
        i = next((k + 1 for k in range(i + 1, min(limit, i + 6)) if sheet.lower[k] in ("»", '"', "”")), i)
    while i < limit and sheet.bits[i] & (ADVERB | TIME | PREPOSITION):
        i += 2 if sheet.bits[i] & PREPOSITION else 1
    return i if i < limit and not sheet.bits[i] & (MARK | COMPLEMENTIZER | VERB | AUXILIARY) else start


def _object_starts(sheet: Sheet, first: int, i: int) -> bool:
    """Arabic: a plural in the accusative ("المواطنين"), a measure with its figure ("نسبة 0.09"), or "رفع" in "وزارة التموين رفع".

    A body's name that has its article is complete; a noun without article behind it begins the object.
    """
    lower = sheet.lower
    word = lower[i]
    follows = lower[i + 1][0] if i + 1 < len(lower) else ""
    plural = word.startswith("ال") and word.endswith("ين") and len(word) >= 8
    # "حزب المحافظين", "محامية الموقوفين": behind a noun without article it is a part of the name.
    if (plural and not (i == first + 1 and not lower[first].startswith("ال"))) or follows.isdigit():
        return True
    if word in lexicon(sheet.language, "grammar", "addressees"):
        return True  # "قال القائد للصحافيين": whom it is said to
    if word[0] == "ل" and _named_for(sheet, first, i):
        return False
    masdar = word[0] == "ب" and lower[i - 1].startswith("ال") and i + 1 < len(lower) and lower[i + 1].startswith("ال")
    if word.startswith(_BY) or masdar:
        return True  # "طالب الحكيم باستدعاء الوزير"
    if word in lexicon(sheet.language, "grammar", "objects"):
        return True  # "لم يستبعد الوزير وجود": a verbal noun after a complete subject
    apart = word.startswith("ال") and bool(sheet.bits[i] & PERSON) and lower[i - 1].startswith("ال")
    if apart and lower[i - 1] not in sheet.language.titles and lower[i - 1] not in sheet.language.roles:
        return True  # "اتهمت النقابة الشركة": two bodies side by side
    plain = not word.startswith("ال") and not sheet.bits[i] & (PREPOSITION | CONJUNCTION | MARK | PERSON)
    return plain and i > first + 1 and lower[i - 1].startswith("ال") and lower[first] in sheet.language.bodies


_BY = ("بال", "باست", "باع", "باحت", "بات", "بان", "بإ")
"""How a verbal noun with "by" begins, which is what somebody is accused of or calls for."""


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
    first = _past_participle(sheet, first, end)
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
        begin = comma + 1 + (sheet.language.code in _ROMANCE and lower[comma + 1].endswith(PARTICIPLES))
        if any(bits[i] & (VERB | AUXILIARY | CUE) and not sheet.capital(i) for i in range(begin, end - 1)):
            return None
        aged = bool(led & PREPOSITION) and comma + 2 < end and lower[comma + 2][0].isdigit()  # ", de 34 y 41 años,"
        if led & (CONJUNCTION | PREPOSITION) and not aged:
            return None
    elif led & RELATIVE and _goes_on(sheet, comma + 1, end - 1):
        return None
    return (first, end)


def _past_participle(sheet: Sheet, first: int, end: int) -> int:
    """Behind "Preguntado por las denuncias,", "Interrogé sur ces accusations,": where the sentence's own subject begins."""
    if (
        sheet.language.code in _ROMANCE
        and first + 1 < end
        and sheet.lower[first].endswith(PARTICIPLES)
        and not sheet.bits[first] & (PERSON | ARTICLE)
        and sheet.bits[first + 1] & PREPOSITION
    ):
        comma = next((i for i in range(first, end - 1) if sheet.lower[i] == ","), None)
        if comma is not None and comma - first < 16:
            return comma + 1
    return first


def _goes_on(sheet: Sheet, start: int, end: int) -> bool:
    """ "…, dont une est lourde, sont tombés": behind the relative clause comes the verb of what is said."""
    close = next((i for i in range(start, end) if sheet.lower[i] == ","), end)
    j = close + 1
    while j < end and sheet.bits[j] & (ADVERB | TIME) and not sheet.bits[j] & AUXILIARY:
        j += 1
    return j < end and bool(sheet.bits[j] & (VERB | AUXILIARY)) and not sheet.capital(j)


_ROMANCE = frozenset(("es", "fr", "it", "pt"))
PARTICIPLES = (
    "ato", "ata", "ati", "ate", "ito", "ita", "iti", "ite", "uto", "uta", "sto", "sta", "sti", "tto", "tta", "tti",
    "ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "é", "ée", "és", "ées",
)  # fmt: skip


def main_subject(sheet: Sheet, first: int, limit: int) -> Range | None:
    """The subject of the first finite verb before word `limit`: whom "…, añadiendo que" goes on about."""
    for i in range(first + (sheet.language.word_order != "vso"), limit):
        b = sheet.bits[i]
        if sheet.quoted[i] >= 0 or not b & (VERB | AUXILIARY) or sheet.capital(i) or participial(sheet, i):
            continue
        vso = sheet.language.word_order == "vso"
        found = subject_behind(sheet, i + 1, limit) if vso else subject_before(sheet, first, i)
        if found is None and not vso and sheet.lower[i - 1] == ",":
            found = apposed_subject(sheet, first, i)
        named = found and any(sheet.capital(k) or sheet.bits[k] & (PERSON | PRONOUN | ARTICLE) for k in range(*found))
        return found if named else None
    end = first
    inside = sheet.language.listed("grammar", "inside_names")
    while end < limit and sheet.quoted[end] < 0:
        goes_on = sheet.lower[end] in inside and end > first and end + 1 < limit and sheet.capital(end + 1)
        if not (sheet.capital(end) or sheet.bits[end] & PERSON or goes_on):
            break
        end += 1
    # No verb that we know: the roles and names that open the sentence.
    return (first, end) if any(sheet.bits[k] & PERSON for k in range(first, end)) or end - first > 1 else None


_POINTING = frozenset(("это", "этого", "этом", "этому", "це", "цього", "цьому"))
IN_SOMEBODYS = frozenset(("ru", "uk"))


def said_in(sheet: Sheet, verb: Verb, first: int, after: int) -> Range | None:
    """ "…, уточнили в капитании", "В компании опровергли": a plural without subject, said in somebody's house."""
    lower = sheet.lower
    if not lower[verb.head].endswith(("ли", "ют", "ят", "уть", "ють", "ять")):
        return None
    i = verb.after
    if i < after and lower[i] in ("в", "во", "у"):
        return subject_after(sheet, i + 1, after)
    end = verb.first
    begin = clause_start(sheet, end, first)
    if end - 1 > first and lower[end - 1] == ",":
        # "В компании «Полюс», которой принадлежит шахта, отрицают": the house stands before the relative clause.
        comma = next((i for i in range(end - 2, first, -1) if lower[i] == ","), None)
        led = sheet.bits[comma + 1] | sheet.bits[comma + 2] if comma is not None and comma + 2 < end else 0
        if comma is None or not led & RELATIVE:
            return None
        end, begin = comma, clause_start(sheet, comma, first)
    for i in range(begin, end - 1):
        if lower[i] not in ("в", "во", "у"):
            continue
        found = subject_after(sheet, i + 1, end)
        plain = all(
            sheet.bits[k] & (ADVERB | TIME | CONJUNCTION | PREPOSITION | PRONOUN | MARK) for k in range(begin, i)
        )
        between = range(found[1], end) if found else ()
        near = all(sheet.bits[k] & (PREPOSITION | PRONOUN | ADVERB) or sheet.lower[k] in _POINTING for k in between)
        if found and near and len(between) <= 3 and (plain or i - begin <= 2) and not sheet.bits[i + 1] & TIME:
            return found
    return None


def object_ahead(sheet: Sheet, first: int, verb: Verb, after: int) -> tuple[Range, Range] | None:
    """Russian and Ukrainian "Компания «Вектор» обвинения отвергает": (subject, object) before a denial that closes its clause."""
    end = verb.first
    closes = verb.after >= after or sheet.bits[verb.after] & MARK
    start = end - 1
    if not closes or start <= first or not sheet.bits[start] & NOMINAL:
        return None
    while (
        start - 1 > first
        and not sheet.bits[start - 1] & (MARK | PERSON | VERB)
        and not sheet.capital(start - 1)
        and end - start < 3
    ):
        start -= 1
    if sheet.lower[start - 1] == ",":
        source = apposed_subject(sheet, first, start)
    else:
        source = subject_before(sheet, first, start)
    return (source, (start, end)) if source else None


def pronoun_behind(sheet: Sheet, verb: Verb, after: int) -> bool:
    """German "Der Politik schlug er vor": a subject pronoun behind the verb makes what stands before it an object."""
    i = verb.pieces[0][1]
    return (
        sheet.language.word_order == "v2"
        and i < after
        and bool(sheet.bits[i] & PRONOUN and not sheet.bits[i] & (POSSESSIVE | ARTICLE))
        and sheet.lower[i] not in sheet.language.listed("grammar", "expletives")
    )
