"""Who says what: all attributions of one document, by rule."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from headwater.core import Attribution, Document
from headwater.read.according import according_to
from headwater.read.acts import says_nothing
from headwater.read.attitudes import attitudes
from headwater.read.briefs import in_brief
from headwater.read.byverb import by_cues
from headwater.read.confidence import confidence_of
from headwater.read.denied import pointing_denials
from headwater.read.estimates import estimates
from headwater.read.hearsay import TOLD_BY, hearsay
from headwater.read.kinds import kind_of_draft
from headwater.read.language import Language, Lexicon
from headwater.read.layout import DATELINES, body_start
from headwater.read.moods import claims, hearsay_moods
from headwater.read.nesting import AGAIN, MODEL, QUOTED, settle
from headwater.read.nominal import nominal
from headwater.read.orders import by_order
from headwater.read.orphans import quotations_alone
from headwater.read.sheet import (
    ACCORDING,
    CUE,
    MARK,
    RELATIVE,
    Draft,
    Quoted,
    Range,
    Sheet,
    lay_out,
)
from headwater.read.speech import carry_on, mend_marks, quoted_speech, whole_quotations
from headwater.read.stances import stance_of
from headwater.read.subjunctive import reported_on
from headwater.read.unlisted import after_quotation, in_the_view_of
from headwater.read.verbfinal import by_final_verb
from headwater.read.verbsecond import according_second
from headwater.read.words import Words


def find_attributions(document: Document, language: Language, quotes: Sequence[Quoted]) -> tuple[Attribution, ...]:
    """Attributions of `document`, in order of their content's first character.

    `quotes` are its quotations. Offsets are code points into `document.text`. Ids are unique in a run
    ("<document>.a1"); `holder` is left None. The scheme is that of PolNeAR (Newell, Margolin and Ruths, LREC 2018).
    """
    sheet = sheet_of(document, language, quotes)
    return attributions_of(document, sheet, quotes, find_drafts(sheet))


def sheet_of(document: Document, language: Language, quotes: Sequence[Quoted]) -> Sheet:
    """The words of `document` laid out, with each dateline as a sentence of its own."""
    sheet = lay_out(_without_datelines(language.words_of(document.text)), language, quotes)
    mend_marks(sheet)
    return sheet


def attributions_of(
    document: Document, sheet: Sheet, quotes: Sequence[Quoted], drafts: Sequence[Draft]
) -> tuple[Attribution, ...]:
    """Drafts, by whomever, as attributions in order of their content's first character.

    Of a draft only source, cue, content and rule are asked: contents are lengthened to whole quotations and carried over
    paragraphs, read again for whom they cite, and nested; kind and stance are told from the words.
    """
    found = [d for d in drafts if d.rule != MODEL or not _asks_to_stay_unnamed(sheet, d)]
    if sheet.regions:
        for draft in found:
            whole_quotations(sheet, draft)
        carry_on(sheet, found)
        found += _inside_quotations(sheet, lay_out(sheet.words, sheet.language, quotes, level=1))
    found += _contents_again(sheet, drafts)
    attributions = []
    for number, (draft, outer) in enumerate(settle(found), 1):
        attributions.append(
            Attribution(
                id=f"{document.id}.a{number}",
                source=sheet.extent(draft.source),
                cue=sheet.extent(draft.cue),
                content=sheet.extent(draft.content),
                kind=kind_of_draft(sheet, draft),
                stance=stance_of(sheet, draft),
                outer=None if outer is None else f"{document.id}.a{outer + 1}",
                confidence=confidence_of(draft),
                because=(draft.rule, *((draft.seconded,) if draft.seconded else ()), *draft.also),
            )
        )
    return tuple(attributions)


def _without_datelines(words: Words) -> Words:
    """The words with each dateline ("SORHAVEN, May 3 —") as a sentence of its own."""
    cuts = []
    for first, after in words.paragraphs[:DATELINES]:
        start = words.starts[first]
        line = words.text[start : min(words.ends[after - 1], start + 240)]
        if not any(dash in line for dash in ("—", "–", "--", " - ", ".- ", ")- ", "date")):
            continue  # the pattern is slow where it cannot match
        length = body_start(line)
        if length:
            cuts.append(bisect_left(words.starts, start + length, first, after))
    return words.parted_at([cut for cut in cuts if cut < len(words)])


def find_drafts(sheet: Sheet) -> list[Draft]:
    """All attributions in the writer's own words, unsorted."""
    speech = quoted_speech(sheet)
    claimed: dict[
        int, dict[Range, Range]
    ] = {}  # by sentence: a text of ten thousand quotations shall not cost its square
    for draft in speech:
        if draft.cue:
            claimed.setdefault(sheet.words.sentence_of[draft.cue[0][0]], {})[draft.cue[0]] = draft.source[0]
    drafts = list(speech)
    for number, (first, after) in enumerate(sheet.words.sentences):
        drafts += _in_the_writers_words(sheet, first, after, claimed.get(number, {}))
    if sheet.language.code != "en":
        # "iddiaya göre" is nobody's word, though "göre" alone means "according to"; "hieß es in der Note" is the note's.
        nobodys = {i for d in drafts if d.rule == "hearsay adverb" for a, b in d.cue for i in range(a, b)}
        told = {i for d in drafts if d.rule in _TOLD for a, b in d.cue for i in range(a, b)}
        # "comme l'a rappelé X" may be known as a phrase, too.
        nobodys |= {d.cue[0][0] for d in drafts if d.rule == "led by as"}
        drafts = [d for d in drafts if d.rule != "according to" or d.cue[0][0] not in nobodys]
        drafts = [d for d in drafts if d.rule not in ("agentless passive", "hearsay adverb") or d.cue[0][0] not in told]
    drafts = [d for d in drafts if not (says_nothing(sheet, d) or _asks_to_stay_unnamed(sheet, d))]
    drafts += _denials(sheet, drafts)
    drafts += reported_on(sheet, drafts)
    drafts += quotations_alone(sheet, drafts)
    return drafts


_TOLD = ("said by nobody, behind", "said by nobody, ahead", "a document speaks")


def _in_the_writers_words(sheet: Sheet, first: int, after: int, claimed: Mapping[Range, Range]) -> Iterator[Draft]:
    """By every rule that looks at one sentence or a part of one; `claimed` are the cues of quotations, with their sources."""
    english, german = sheet.language.code == "en", sheet.language.word_order == "v2"
    yield from (by_cues if english else _in_other_orders)(sheet, first, after, claimed)
    yield from in_brief(sheet, first, after) if english else ()
    yield from estimates(sheet, first, after)
    yield from (according_second if german else according_to)(sheet, first, after)
    yield from hearsay(sheet, first, after)
    yield from nominal(sheet, first, after)
    yield from attitudes(sheet, first, after)


LONGEST_WISH = 14
"""Words of a wish to stay unnamed; a longer content says more than that."""
_ANONYMITY: dict[str, Lexicon] = {}


def _asks_to_stay_unnamed(sheet: Sheet, draft: Draft) -> bool:
    """True for "who asked not to be named for fear of dismissal": said of the source, not by it."""
    code = sheet.language.code
    if code not in _ANONYMITY:
        _ANONYMITY[code] = Lexicon(sheet.language.listed("grammar", "anonymity"), code)
    if not draft.source or not draft.content or draft.kind == "direct":
        return False
    first, after = draft.source[0]
    if after - first != 1 or not sheet.bits[first] & RELATIVE:
        return False
    start, end = draft.content[0]
    asked = any(sheet.lower[i] in sheet.language.listed("grammar", "asking") for a, b in draft.cue for i in range(a, b))
    if end - start > LONGEST_WISH and not asked:
        return False
    return any(sheet.lower[i] in _ANONYMITY[code] for i in range(start, min(end, start + LONGEST_WISH)))


def _denials(sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
    """Denials of what stands before, by cues that no draft has."""
    taken = {i for draft in drafts for a, b in draft.cue for i in range(a, b)}
    return [d for first, after in sheet.words.sentences for d in pointing_denials(sheet, first, after, taken)]


def _in_other_orders(sheet: Sheet, first: int, after: int, claimed: Mapping[Range, Range]) -> list[Draft]:
    """By verbs in languages whose order is not English, and by moods of hearsay; cues of quotations are claimed already."""
    if sheet.language.word_order == "sov":
        found = by_final_verb(sheet, first, after)
    else:
        found = [
            *by_order(sheet, first, after, claimed),
            *hearsay_moods(sheet, first, after),
            *claims(sheet, first, after),
            *in_the_view_of(sheet, first, after),
        ]
        read = {one.content[0] for one in found if one.content}
        found += [d for d in after_quotation(sheet, first, after) if d.content[0] not in read]
    words = {i for cue in claimed for i in range(*cue)}
    return [d for d in found if not any(i in words for a, b in d.cue for i in range(a, b))]


def _inside_quotations(sheet: Sheet, inner: Sheet) -> list[Draft]:
    """Whom the quoted speaker cites: verbs of saying and "according to" only, and nobody in the first or second person."""
    found: list[Draft] = []
    sentences = sheet.words.sentences
    for first, after in sheet.regions:
        for number in range(sheet.words.sentence_of[first], sheet.words.sentence_of[after - 1] + 1):
            start, end = max(first + 1, sentences[number][0]), min(after, sentences[number][1])
            while end > start and sheet.bits[end - 1] & MARK:
                end -= 1
            if end - start < 4 or not any(bits & (CUE | ACCORDING) for bits in sheet.bits[start:end]):
                continue
            found += according_to(inner, start, end)
            found += (d for d in hearsay(inner, start, end) if d.rule == TOLD_BY and d.source)
            english = sheet.language.code == "en"
            citing = by_cues(inner, start, end, {}) if english else _in_other_orders(inner, start, end, {})
            found += (d for d in citing if d.source and d.content and d.rule in _CITING and _third_person(sheet, d))
    return [replace(d, also=(QUOTED,)) for d in found]


def _contents_again(sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
    """Whom the contents cite that are not the rules' own: a model reads what is said, and not who is cited in it."""
    found: list[Draft] = []
    seen: set[Range] = set()
    for draft in drafts:
        if draft.rule != MODEL:
            continue
        for start, after in draft.content:
            for number in range(sheet.words.sentence_of[start], sheet.words.sentence_of[after - 1] + 1):
                first = max(start, sheet.words.sentences[number][0])
                end = min(after, sheet.words.sentences[number][1])
                if end - first >= SHORTEST_CITING and (first, end) not in seen:
                    seen.add((first, end))
                    found += _in_the_writers_words(sheet, first, end, {})
    kept = [d for d in found if not (says_nothing(sheet, d) or _asks_to_stay_unnamed(sheet, d))]
    return [replace(d, also=(AGAIN,)) for d in kept]


SHORTEST_CITING = 4
"""Words in which somebody can be cited with something: "X said it broke"."""


_CITING = ("cue and that", "cue and quote", "cue and clause", "cue and np", "cue and what follows")


def _third_person(sheet: Sheet, draft: Draft) -> bool:
    first, after = draft.source[0]
    lexicon, lower = sheet.language, sheet.lower
    spoken = any(lower[i] in lexicon.cues for a, b in draft.cue for i in range(a, b))
    return spoken and not (
        after - first == 1
        and (lexicon.pronouns.get(lower[first]) in ("first", "second", "n") or sheet.bits[first] & RELATIVE)
    )
