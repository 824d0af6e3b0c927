"""What somebody handed on: the sentence before ("Lo ha riferito X", "Об этом сообщил X"), or what an outlet has from another."""

from __future__ import annotations

from functools import lru_cache
from typing import cast

from headwater.core.reading import Stance
from headwater.read.clauses import SHORTEST
from headwater.read.contents import kind_of, trimmed_end
from headwater.read.cues import find_cues
from headwater.read.impersonal import source_behind, without_subject
from headwater.read.language import Language, Lexicon
from headwater.read.said_what import content_from
from headwater.read.sheet import (
    ADVERB,
    AUXILIARY,
    COMPLEMENTIZER,
    Draft,
    Range,
    Sheet,
)
from headwater.read.sources import subject_after
from headwater.read.subjects import subject_behind
from headwater.read.verbsecond import subject_second


def handed_on(sheet: Sheet, first: int, after: int) -> list[Draft]:
    """Arabic "نقلت الصحيفة عن تقرير أن": an outlet has from somebody what follows; what the outlet says begins at "from"."""
    by_whom, lower = sheet.language.listed("grammar", "handing"), sheet.lower
    for i in range(first, after - 3):
        if sheet.quoted[i] >= 0 or not by_whom or lower[i].removeprefix("و") not in by_whom:
            continue
        link = next((k for k in range(i + 1, min(after - 2, i + 12)) if lower[k] in ("عن", "عنه", "عنها")), None)
        if link is None or link == i + 1:
            continue
        said = range(link + 1, min(after, link + 16))
        begin = next(
            (k for k in said if sheet.bits[k] & COMPLEMENTIZER or lower[k] in _SAYING or lower[k] == ":"), None
        )
        if begin is None or begin <= link + 1:
            continue
        start = begin + (lower[begin] in _SAYING) + 0
        content = content_from(sheet, start + (lower[start] == ":"), after) if start < after else None
        if content is None:
            continue
        source = subject_behind(sheet, i + 1, link) or (i + 1, link)
        cited = (link + 1, begin)
        return [
            Draft([source], [(i, i + 1)], [(link, content[1])], "has it from", "report", "indirect"),
            Draft([cited], [(link, link + 1)], [content], "cue and what follows", "report", kind_of(sheet, [content])),
        ]
    return []


_SAYING = ("قوله", "قولها", "قولهم")


def looking_back(sheet: Sheet, first: int, after: int) -> list[Draft]:
    """ "Das berichtet X", "Об этом сообщает X", "Lo ha riferito X": the content is the sentence before."""
    hit = _back_words(sheet).at(sheet.lower, first, after)
    number = sheet.words.sentence_of[first]
    if number == 0:
        return []
    if hit is None:
        return _passed_on(sheet, first, after)
    begin = first + hit[0]
    impersonal_cue = without_subject(sheet.language, "behind").at(sheet.lower, begin, after)
    if impersonal_cue is not None:
        return _learnt(sheet, number, (begin, begin + impersonal_cue[0]), after)
    cue = next((c for c in find_cues(sheet, begin, min(after, begin + 4)) if not c.infinitive), None)
    speech = any(b - a > 7 and first <= a < after for a, b in sheet.regions)
    if cue is None or cue.first > begin + 1 or speech:
        return []
    content_starts, content_ends = sheet.words.sentences[number - 1]
    far = sheet.words.paragraph_of[first] - sheet.words.paragraph_of[content_starts]
    limit = cue.after
    while limit < after and not sheet.bits[limit] & COMPLEMENTIZER:
        limit += 1
    source = (
        subject_second(sheet, cue.after, limit)
        if sheet.language.word_order == "v2"
        else subject_behind(sheet, cue.after, limit)
    )
    content = (content_starts, trimmed_end(sheet, content_starts, content_ends))
    says_on = source is not None and source[1] < after and bool(sheet.bits[source[1]] & COMPLEMENTIZER)
    if source is None or far > 1 or content[1] - content[0] < SHORTEST or says_on:
        return []
    return [
        Draft(
            [source], [(cue.first, cue.after)], [content], "the sentence before", cue.stance, kind_of(sheet, [content])
        )
    ]


def _passed_on(sheet: Sheet, first: int, after: int) -> list[Draft]:
    """ "La información fue confirmada por X": the content is the sentence before."""
    news = _listed(sheet.language, "news").at(sheet.lower, first, after)
    if news is None:
        return []
    i = first + news[0]
    while i < after and sheet.bits[i] & (AUXILIARY | ADVERB):
        i += 1
    agents = sheet.language.listed("grammar", "agent")
    if i + 2 >= after or i == first + news[0] or sheet.lower[i + 1] not in agents:
        return []
    word, cues = sheet.lower[i], sheet.language.cues
    base = next((form for form in (word, word[:-1] + "o", word[:-1]) if form in cues), None)
    if base is None:
        return []  # "La noticia fue recibida por los vecinos"
    source = subject_after(sheet, i + 2, after, wide=True) or (i + 2, trimmed_end(sheet, i + 2, after))
    start, end = sheet.words.sentences[sheet.words.sentence_of[first] - 1]
    content = (start, trimmed_end(sheet, start, end))
    if content[1] - content[0] < SHORTEST or sheet.words.paragraph_of[first] - sheet.words.paragraph_of[start] > 1:
        return []
    stance = cast(Stance, cues.get(base) or "report")
    cue = (first + news[0], i + 1)
    return [Draft([source], [cue], [content], "the sentence before", stance, kind_of(sheet, [content]))]


def _learnt(sheet: Sheet, number: int, cue: Range, after: int) -> list[Draft]:
    """ "Lo si apprende da fonti giudiziarie": the sentence before, from whoever stands behind."""
    source = source_behind(sheet, cue[1], after)
    start, end = sheet.words.sentences[number - 1]
    content = (start, trimmed_end(sheet, start, end))
    if source is None or content[1] - content[0] < SHORTEST:
        return []
    return [Draft([source], [cue], [content], "the sentence before", "report", kind_of(sheet, [content]))]


@lru_cache(maxsize=64)
def _listed(language: Language, key: str) -> Lexicon:
    return Lexicon(language.listed("grammar", key), language.code)


_BACK: dict[str, Lexicon] = {}


def _back_words(sheet: Sheet) -> Lexicon:
    code = sheet.language.code
    if code not in _BACK:
        _BACK[code] = Lexicon(sheet.language.listed("grammar", "looking_back"), code)
    return _BACK[code]
