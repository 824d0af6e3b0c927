"""Cues that close their clause, as in Turkish: "…“ dedi", "köprünün kapanacağını açıkladı", "öğrenildi"."""

from __future__ import annotations

import re
from typing import cast

from headwater.core.reading import Stance
from headwater.read.contents import kind_of
from headwater.read.headlines import headline, name_and_colon
from headwater.read.language import Lexicon
from headwater.read.sheet import (
    ADVERB,
    CONJUNCTION,
    MARK,
    PERSON,
    PRONOUN,
    TIME,
    Draft,
    Range,
    Sheet,
)
from headwater.read.sources import names_a_speaker, subject_after
from headwater.read.wordlists import lexicon

REACH = 60
"""Words looked at to the left of a cue."""
NAME = 16
"""Words of a subject before its comma."""
SETTING = 12
"""Words of "gazetecilere yaptığı açıklamada" between a subject and what it says."""
# Nouns made of clauses, in the accusative or as they stand before a passive: "olduğunu", "kapanacağını", "gelmesini".
_NOMINAL = re.compile(
    r"\w*(?:[dt][ıiuü](?:ğ[ıiuü]|kler[iı]|klar[ıi])|[ae]ca(?:ğ[ıiuü]|klar[ıi])|ece(?:ğ[iı]|kler[i])|m[ae](?:s[ıi]|lar[ıi]|ler[i]))(?:n[ıiuü]|n[ae]|n[ıiuü]n|nd[ae]n)?$"
    r"|gerektiğini$"
)
_PARTICIPLE = re.compile(r"(?:[aei]n|[ıiuü]yan|[ıiuü]yen)$")
_OBJECT = re.compile(r"(?:[ıiuü]|l[ae]|[ae])$")
_DATIVE = re.compile(r"^['’](?:[yn]?[ae])$")
_EVIDENTIAL = re.compile(r"\w{2,}m[ıiuü]ş(?:l[ae]r)?$")
_SKIPPED = (",", "diye", "-", "–", "—", "de", "da")


def by_final_verb(sheet: Sheet, first: int, after: int) -> list[Draft]:
    """Attributions by verbs that end a clause in the words `first` to `after` of one sentence, in order of their cues.

    A second cue has the subject of the first unless a subject of its own stands before its comma.
    """
    if named := name_and_colon(sheet, first, after) or headline(sheet, first, after):
        return [named]
    found: list[Draft] = []
    language, lower = sheet.language, sheet.lower
    floor, last = first, None
    i = first
    while i < after:
        if sheet.quoted[i] >= 0:
            i += 1
            continue
        if hit := language.hearsay_passives.at(lower, i, after):
            draft = _passive(sheet, floor, i, i + hit[0])
        elif hit := language.cues.at(lower, i, after):
            if lower[i] == "diye" and hit[0] == 1 and i + 1 < after and (told := language.cues.at(lower, i + 1, after)):
                hit = (told[0] + 1, told[1])  # "… diye hatırlattı"
            draft = _spoken(sheet, (floor, after), i, i + hit[0], cast(Stance, hit[1]), last)
        elif hit := language.mental.at(lower, i, after):
            draft = _clause_of(sheet, floor, i, i + hit[0], cast(Stance, hit[1]), last)
        else:
            if lower[i] == ";":
                floor = i + 1
            i += 1
            continue
        i += hit[0]
        if draft:
            found.append(draft)
            last = draft.source[0] if draft.source else last
            floor = max(i, last[1] if last and last[0] >= i else i)
    return found or _evidential(sheet, first, after)


def _evidential(sheet: Sheet, first: int, after: int) -> list[Draft]:
    """ "Kaptan o gece gemide değilmiş.": the ending alone says that the writer has it from others."""
    last = after - 1
    while last > first and sheet.bits[last] & MARK and sheet.quoted[last] < 0:
        last -= 1
    heard = last - first >= 3 and last < after - 1 and _EVIDENTIAL.fullmatch(sheet.lower[last]) is not None
    if not heard or sheet.quoted[last] >= 0 or sheet.capital(last):
        return []
    if any(sheet.quoted[i] >= 0 for i in range(first, last)):
        return []
    content = [(first, last)]
    return [Draft([], [(last, last + 1)], content, "evidential ending", "hearsay", kind_of(sheet, content))]


def _passive(sheet: Sheet, first: int, i: int, end: int) -> Draft | None:
    start = _clause(sheet, first, i)
    stop = i
    while stop > start and sheet.lower[stop - 1] in (*_SKIPPED, "şeklinde"):
        stop -= 1
    if stop - start < 2 or not (_NOMINAL.match(sheet.lower[stop - 1]) or sheet.quoted[stop - 1] >= 0):
        return None
    document = _document(sheet, start, stop)
    if document is not None:
        start = document[1]
        while start < stop and sheet.bits[start] & MARK and sheet.quoted[start] < 0:
            start += 1
        if start >= stop:
            return None
        content = [(start, stop)]
        return Draft([document], [(i, end)], content, "a document speaks", "report", kind_of(sheet, content))
    content = [(start, stop)]
    return Draft([], [(i, end)], content, "agentless passive", "hearsay", kind_of(sheet, content))


def _document(sheet: Sheet, start: int, stop: int) -> Range | None:
    """ "Bakanlıktan yapılan açıklamada": the document in which it is said, with what stands before it in the clause."""
    stated = sheet.language.listed("grammar", "in_statement")
    for k in range(start, min(stop, start + NAME)):
        word = sheet.lower[k]
        if sheet.quoted[k] >= 0 or word in (",", ":"):
            return None
        located = word.endswith(("da", "de", "ta", "te")) and any(
            word.startswith(noun) and len(noun) > 3 for noun in sheet.language.documents.words
        )
        if word in stated or located:
            return (start, k + 1)
    return None


def _clause(sheet: Sheet, first: int, i: int) -> int:
    start = max(first, i - REACH)
    while start < i and sheet.quoted[start] < 0 and sheet.bits[start] & (MARK | CONJUNCTION):
        start += 1
    return start


def _attributive(word: str) -> bool:
    """True for "diyen", "belirten", whose speaker stands behind; not for "belirtirken"."""
    return _PARTICIPLE.search(word) is not None and not word.endswith("ken")


def _spoken(sheet: Sheet, bounds: Range, i: int, end: int, stance: Stance, last: Range | None) -> Draft | None:
    lower, quoted = sheet.lower, sheet.quoted
    first, after = bounds
    before = i - 1
    as_called = before >= first and lower[before] == "olarak"
    while before >= first and (
        lower[before] in (*_SKIPPED, "olarak") or (sheet.bits[before] & (ADVERB | TIME) and quoted[before] < 0)
    ):
        before -= 1
    if before >= first and quoted[before] >= 0:
        return _of_quotation(sheet, bounds, i, end, stance, last, as_called)
    follows = end + (end < after and lower[end] == ":")
    if end < follows < len(lower) and quoted[follows] >= 0:
        source = leading(sheet, first, i) or last
        content = [sheet.regions[quoted[follows]]]
        return Draft([source], [(i, end)], content, "cue and quote", stance, "direct") if source else None
    return _clause_of(sheet, first, i, end, stance, last, after=after)


def _of_quotation(
    sheet: Sheet, bounds: Range, i: int, end: int, stance: Stance, last: Range | None, as_called: bool
) -> Draft | None:
    """ "X, “…” dedi", "“…” diyen X", "haberi “…” olarak nitelendirdi"."""
    lower, quoted = sheet.lower, sheet.quoted
    first, after = bounds
    before = max(k for k in range(first, i) if quoted[k] >= 0)
    region = sheet.regions[quoted[before]]
    if _attributive(lower[end - 1]) and end < after:
        comma = next((k for k in range(end, after) if lower[k] == ","), after)
        source = subject_after(sheet, end, comma)
        return Draft([source], [(i, end)], [region], "quotation, then its cue", stance, "direct") if source else None
    begin = min(first, region[0])
    if region[0] < first:
        # The quotation begins in a sentence before: so does its speaker.
        begin = sheet.words.sentences[sheet.words.sentence_of[region[0]]][0]
    begin = max(begin, region[0] - REACH)
    source = leading(sheet, begin, region[0])
    if last is not None and (source is None or not _before_comma(sheet, source)):
        source = last
    if as_called and source and source[1] == region[0] and source[1] - source[0] > 1:
        source = (source[0], source[1] - 1)  # "Sözcü haberi “…” olarak": what is called so is no part of who calls it
    own = source is not None and source[1] <= region[0]
    start = _past_setting(sheet, source[1], region[0]) if own and source else region[0]
    fragment = as_called or (stance in ("accuse", "deny") and region[1] - region[0] <= 9)
    if fragment and source is not None and start < region[0]:
        content = [(start, i)]
        return Draft([source], [(i, end)], content, "cue and its object", stance, kind_of(sheet, content))
    if source is None and before - region[0] < 4:
        return None
    return Draft([source] if source else [], [(i, end)], [region], "quotation, then its cue", stance, "direct")


def _clause_of(
    sheet: Sheet, first: int, i: int, end: int, stance: Stance, last: Range | None, *, after: int = 0
) -> Draft | None:
    """ "X, köprünün kapanacağını açıkladı": subject, clause made a noun, verb; or what is denied, whom is accused."""
    lower = sheet.lower
    stop = i
    while stop > first and (sheet.bits[stop - 1] & (ADVERB | TIME) or lower[stop - 1] in (",", "da", "de")):
        stop -= 1
    if manner := sheet.language.adverbs.before(lower, stop, first):
        stop -= manner[0] * (manner[0] > 1)  # "kesin bir dille yalanladı"
    if stop <= first:
        return None
    nominal = bool(_NOMINAL.match(lower[stop - 1]))
    takes = stance in ("accuse", "deny") or Lexicon.get(_objects(sheet), lower[i]) is not None
    if any(lower[k] in lexicon(sheet.language, "grammar", "answers") for k in range(max(first, stop - 2), stop)):
        return None  # "yorum yapmayı reddetti"
    if not nominal and not (takes and (lower[stop - 1] == "olarak" or _OBJECT.search(lower[stop - 1]))):
        return None
    begin = _clause(sheet, first, i)
    if _attributive(lower[end - 1]) and end < after:
        # "… olduğunu belirten Rıdvan, …": the speaker stands behind.
        comma = next((k for k in range(end, after) if lower[k] == ","), after)
        source = subject_after(sheet, end, comma)
        start = begin
        if source is None or not names_a_speaker(sheet, source):
            return None
    else:
        own = leading(sheet, begin, stop)
        source = own if own and (last is None or _before_comma(sheet, own)) else last
        if source is None or (not nominal and not names_a_speaker(sheet, source)):
            return None
        start = _past_setting(sheet, source[1] if source[1] > begin else begin, stop)
    if stop - start < 1:
        return None
    content = [(start, stop)]
    kind = kind_of(sheet, content)
    rule = "cue and clause" if nominal else "cue and its object"
    return Draft([source], [(stop, end)], content, rule, stance, kind if nominal or kind != "indirect" else "nominal")


def _objects(sheet: Sheet) -> Lexicon:
    return sheet.language.frames.get("np") or Lexicon()


def _past_setting(sheet: Sheet, start: int, stop: int) -> int:
    """Behind what stands between a subject and what it says: "ise", whom it told, "yaptığı açıklamada"."""
    lower, bits = sheet.lower, sheet.bits
    told = lexicon(sheet.language, "grammar", "addressees")
    stated = sheet.language.listed("grammar", "in_statement")
    moved = True
    while moved and start < stop:
        moved = False
        if sheet.quoted[start] >= 0:
            break
        if bits[start] & MARK or lower[start] in ("de", "da", "ise"):
            start, moved = start + 1, True
            continue
        if lower[start] in told and start + 1 < stop:
            start, moved = start + 1, True
            continue
        dative = start + 2 < stop and sheet.capital(start) and _DATIVE.match(lower[start + 1])
        if dative and not lower[start + 2].endswith(("an", "en")):
            start, moved = start + 2, True
            continue
        for k in range(start, min(stop - 1, start + SETTING)):
            if sheet.quoted[k] >= 0 or lower[k] == ",":
                break
            if lower[k] in stated:
                start, moved = k + 1, True
                break
    return start


def _before_comma(sheet: Sheet, source: Range) -> bool:
    return source[1] < len(sheet.lower) and sheet.lower[source[1]] == ","


def leading(sheet: Sheet, first: int, limit: int) -> Range | None:
    """The subject that begins a clause: up to its comma, else its run of roles and capitals; adverbs before it left out."""
    bits, lower = sheet.bits, sheet.lower
    start = first
    while start < limit and (
        bits[start] & (ADVERB | TIME | CONJUNCTION | MARK)
        and not bits[start] & (PERSON | PRONOUN)
        and sheet.quoted[start] < 0
    ):
        start += 1
    behind = sheet.language.listed("grammar", "postpositions")
    for i in range(start, min(limit, start + NAME)):
        if sheet.quoted[i] >= 0:
            break
        if lower[i] in behind and i + 1 < limit:
            start = i + 1  # "Suçlamalarla ilgili soru üzerine Bakan": the subject stands behind it
            continue
        if lower[i] == ",":
            if i - start >= 1 and any(sheet.capital(k) or bits[k] & (PERSON | PRONOUN) for k in range(start, i)):
                return (start, _without_adverbs(sheet, start, i))
            start = i + 1
    while start < limit and bits[start] & (ADVERB | TIME | MARK) and sheet.quoted[start] < 0:
        start += 1
    end = start
    while end < limit and sheet.quoted[end] < 0:
        if bits[end] & PRONOUN and end == start:
            return (end, end + 1)
        if not (sheet.capital(end) or bits[end] & PERSON or lower[end] in ("ve", ".", "&")):
            break
        end += 1
        if end < limit and lower[end].startswith(("'", "’")):
            end += 1
    possessed = end - start == 1 and end < limit and _POSSESSED.search(lower[end]) and not bits[end] & (ADVERB | TIME)
    if possessed and sheet.quoted[end] < 0:
        end += 1  # "Un fabrikaları": the first word is capital only because it begins the sentence
    while end > start and bits[end - 1] & (MARK | CONJUNCTION):
        end -= 1
    return (start, end) if end > start else None


_POSSESSED = re.compile(r"(?:lar|ler)(?:[ıi])?$")


def _without_adverbs(sheet: Sheet, start: int, end: int) -> int:
    while end > start + 1 and sheet.bits[end - 1] & (ADVERB | TIME) and not sheet.capital(end - 1):
        end -= 1
    return end
