"""Where noun phrases begin and end, beyond what the word lists of a language tell."""

from __future__ import annotations

from headwater.read.sheet import (
    ADVERB,
    ARTICLE,
    AUXILIARY,
    COMPLEMENTIZER,
    CONJUNCTION,
    CUE,
    INFINITIVE,
    MARK,
    NEGATION,
    NOMINAL,
    PERSON,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
    TIME,
    VERB,
    Sheet,
)

ROMANCE = frozenset(("es", "fr", "it", "pt"))


def plain(bits: int) -> bool:
    return not bits & (
        MARK
        | PREPOSITION
        | CONJUNCTION
        | SUBORDINATOR
        | COMPLEMENTIZER
        | RELATIVE
        | AUXILIARY
        | NEGATION
        | ADVERB
        | TIME
        | VERB
        | INFINITIVE
    )


def before_noun(sheet: Sheet, i: int, limit: int) -> bool:
    """ "dans ce texte", "diese Behörde": a word that may be a pronoun and is an article here."""
    return (
        bool(sheet.bits[i] & ARTICLE)
        and sheet.language.code != "en"
        and i + 1 < limit
        and (plain(sheet.bits[i + 1]) or bool(sheet.bits[i + 1] & PERSON))
    )


def says_more(sheet: Sheet, i: int, limit: int) -> bool:
    """ "…, que precisaron que", "…, назвав это": what follows the comma is a cue of its own, no part of the name."""
    if sheet.language.code == "en":
        return False
    begins = i
    if sheet.language.code == "fr":
        begins += sheet.lower[begins] == "tout"  # "…, tout en reconnaissant"
        begins += begins < limit and sheet.lower[begins] == "en"
    if participial(sheet, begins if begins < limit else i):
        return True
    if not sheet.bits[i] & RELATIVE:
        return False
    verb = next((k for k in range(i + 1, min(limit, i + 5)) if sheet.bits[k] & (VERB | MARK)), limit)
    if verb >= limit or not sheet.bits[verb] & CUE or sheet.lower[verb] not in sheet.language.cues:
        return False
    # "…, який попросив не називати його імені" says nothing and is a part of the source.
    said = range(verb + 1, min(len(sheet.lower), verb + 9))
    return any(sheet.bits[k] & COMPLEMENTIZER or sheet.quoted[k] >= 0 or sheet.lower[k] == ":" for k in said)


_ENDINGS = {
    "es": ("ando", "iendo", "yendo"), "pt": ("ando", "endo", "indo"), "it": ("ando", "endo"), "fr": ("ant",),
    "ru": ("ав", "ив", "ев", "ыв", "ув", "яв", "вши", "вшись", "шись", "ая", "яя", "уя", "ея", "ясь"),
    "uk": ("вши", "вшись", "шись", "ючи", "ачи", "ячи", "ючись", "ячись"),
}  # fmt: skip
"""How verb forms end that share the subject of the main verb: "añadiendo", "ajoutant", "добавив"."""


def participial(sheet: Sheet, i: int) -> bool:
    """True for a cue in a form without a subject of its own, which the main clause gives: "…, adding that"."""
    if not sheet.bits[i] & CUE or sheet.bits[i] & (PERSON | AUXILIARY):
        return False
    word = sheet.lower[i]
    if sheet.language.code == "ar":
        # "مضيفا", "قائلا", "مشيرة": accusative participles.
        word = word.removeprefix("و") if len(word) > 5 else word
        return len(word) >= 5 and word.endswith(("ا", "ة")) and (word[0] == "م" or word[1] == "ا")
    endings = _ENDINGS.get(sheet.language.code)
    return endings is not None and word.endswith(endings)


_PLURAL: dict[str, str | tuple[str, ...]] = {"es": "n", "pt": "m", "it": "no", "fr": "nt", "de": "n", "ru": ("ли", "ют", "ут", "ят", "ат"),
           "uk": ("ли", "ють", "уть", "ять", "ать")}  # fmt: skip


def own_conjunct(sheet: Sheet, start: int, end: int) -> int:
    """Where the subject of a verb in the singular begins: "X sube los tipos y el Gobierno pide calma" has one subject each."""
    plural = _PLURAL.get(sheet.language.code)
    # "Bosnia y Herzegovina" is one name: its "and" joins nothing.
    joined = sheet.language.listed("grammar", "and")
    joints = [i for i in range(start, end) if sheet.lower[i] in joined and sheet.bits[i] & CONJUNCTION]
    if plural is None or not joints or joints[-1] + 1 >= end:
        return start
    verb = end
    while (
        verb < len(sheet.lower) and not sheet.bits[verb] & (VERB | AUXILIARY) and sheet.bits[verb] & (ADVERB | NEGATION)
    ):
        verb += 1
    if verb >= len(sheet.lower) or not sheet.bits[verb] & (VERB | AUXILIARY) or sheet.lower[verb].endswith(plural):
        return start
    article = not sheet.language.articles or sheet.bits[joints[-1] + 1] & ARTICLE or sheet.bits[start] & ~ARTICLE
    return joints[-1] + 1 if article else start


def tells_more(sheet: Sheet, floor: int, i: int) -> bool:
    """True for a "that" that is a relative: right behind a noun of somebody, and no verb of saying shortly before."""
    if sheet.language.code not in ROMANCE or i - 1 < floor or not sheet.bits[i - 1] & PERSON:
        return False
    return not any(
        sheet.bits[k] & (CUE | VERB | MARK) and not sheet.capital(k) for k in range(max(floor, i - 6), i - 1)
    )


def leads_relative(sheet: Sheet, floor: int, i: int) -> int:
    """The relative pronoun right before the verb at word i, with a noun of somebody before it; -1 where there is none."""
    for k in range(i - 1, max(floor, i - 4), -1):
        if sheet.bits[k] & (RELATIVE | COMPLEMENTIZER):
            return k if sheet.language.code in ROMANCE and sheet.bits[k - 1] & PERSON else -1
        if not sheet.bits[k] & (PRONOUN | ADVERB | NEGATION | AUXILIARY | ARTICLE):
            return -1
    return -1


def opens_with_a_noun(sheet: Sheet, i: int, end: int) -> bool:
    """English "State media said": a sentence does not open with a finite verb."""
    opens = sheet.words.sentences[sheet.words.sentence_of[i]][0] == i and sheet.capital(i)
    return opens and sheet.language.code == "en" and i + 1 < end and not sheet.lower[i].endswith(("ing", "ed"))


def participle_leads(sheet: Sheet, start: int, limit: int) -> bool:
    """English "unconfirmed reports": a participle without article stands before its noun, which may look like a verb."""
    return (
        sheet.language.code == "en"
        and start + 1 < limit
        and sheet.lower[start].endswith("ed")
        and bool(sheet.bits[start] & VERB)
        and not sheet.bits[start + 1] & ~(VERB | CUE | NOMINAL | PERSON)
    )
