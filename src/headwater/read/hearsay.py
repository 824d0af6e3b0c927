"""Said by nobody: "reportedly", "is said to", "has been accused of", and moods that carry hearsay by themselves."""

from __future__ import annotations

from collections.abc import Iterator

from headwater.core.reading import Stance
from headwater.read.contents import content_end, kind_of
from headwater.read.cues import find_cues
from headwater.read.sheet import (
    ADVERB,
    ARTICLE,
    AUXILIARY,
    COMPLEMENTIZER,
    CONJUNCTION,
    HEARSAY,
    INFINITIVE,
    PREPOSITION,
    VERB,
    Draft,
    Range,
    Sheet,
)
from headwater.read.sources import subject_after, subject_before

ACCUSED = "accuse"
TOLD_BY = "told by"


def hearsay(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """Attributions without a source in the words `first` to `after` of one sentence, in order."""
    yield from _by_adverb(sheet, first, after)
    yield from _by_phrase(sheet, first, after)
    yield from _by_passive(sheet, first, after)
    yield from _by_coming_out(sheet, first, after)


def _by_adverb(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    reached = first
    for i in range(first, after):
        if i < reached or not sheet.bits[i] & HEARSAY or sheet.quoted[i] >= 0:
            continue
        hit = sheet.language.hearsay_adverbs.at(sheet.lower, i, after)
        if hit is None:
            continue
        reached = i + hit[0]  # "a quanto pare", not "pare" once more
        if i > first and sheet.bits[i - 1] & (ARTICLE | PREPOSITION):
            continue  # "an allegedly stolen car" says it of one word
        content = _around(sheet, first, after, (i, i + hit[0]))
        if content:
            yield Draft([], [(i, i + hit[0])], content, "hearsay adverb", "hearsay", kind_of(sheet, content))


def _around(sheet: Sheet, first: int, after: int, cue: Range) -> list[Range]:
    """The clause around a cue, in one or two pieces."""
    start = first
    for j in range(cue[0] - 1, first - 1, -1):
        if sheet.lower[j] in ";:" or sheet.bits[j] & COMPLEMENTIZER:
            start = j + 1
            break
    while start < cue[0] and (sheet.bits[start] & CONJUNCTION or sheet.lower[start] in ",—–-"):
        start += 1
    begin = cue[1]
    if sheet.language.code in ("ru", "uk") and begin < after and (sheet.capital(begin) or sheet.lower[begin] == "«"):
        # "Как стало известно «Полюсу», …": who came to know it is no part of what is said.
        comma = next((j for j in range(begin, min(after, begin + 5)) if sheet.lower[j] == ","), None)
        begin = begin if comma is None else comma
    if begin < after and sheet.lower[begin] == ",":
        begin += 1
    end = content_end(sheet, begin, after) if begin < after else begin
    if sheet.lower[cue[0] - 1] == "," and cue[0] - 1 > start:
        # "The deal, reportedly worth 40 million, is dead": no more than the apposition.
        comma = next((k for k in range(begin, end) if sheet.lower[k] == ","), end)
        if comma + 1 < end and sheet.bits[comma + 1] & (AUXILIARY | VERB):
            end = comma
    stop = cue[0]
    if stop > start and sheet.lower[stop - 1] == ",":
        stop -= 1
    return [(a, b) for a, b in ((start, stop), (begin, end)) if a < b]


def _by_coming_out(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """ "It emerged on Monday that": a verb of becoming known, and nobody who made it so."""
    verbs = sheet.language.listed("hearsay", "coming_out")
    lower, bits = sheet.lower, sheet.bits
    for i in range(first + 1, after - 2) if verbs else ():
        if lower[i] not in verbs or sheet.quoted[i] >= 0:
            continue
        start = i
        while start > first and bits[start - 1] & (AUXILIARY | ADVERB):
            start -= 1
        if start == first or lower[start - 1] not in sheet.language.listed("grammar", "expletives"):
            continue
        that = next((k for k in range(i + 1, min(after, i + 8)) if bits[k] & COMPLEMENTIZER), after)
        end = content_end(sheet, that, after) if that < after else that
        if end > that + 2:
            content = [(that, end)]
            yield Draft([], [(start, that)], content, "agentless passive", "hearsay", kind_of(sheet, content))


def _by_phrase(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    for lexicon, stance, rule in (
        (sheet.language.hearsay_passives, "hearsay", "agentless passive"),
        (sheet.language.accused_passive, "accuse", "accused, by nobody named"),
    ):
        if not lexicon:
            continue
        for i in range(first, after):
            if sheet.quoted[i] >= 0 or not lexicon.opens(sheet.lower[i]):
                continue
            hit = lexicon.at(sheet.lower, i, after)
            if hit is None:
                continue
            draft = _passive(sheet, first, after, (i, i + hit[0]), stance, rule)  # type: ignore[arg-type]
            if draft:
                yield draft


def _by_passive(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """ "has long been accused of": a passive of an accusing verb, whatever stands between its parts."""
    language, lower = sheet.language, sheet.lower
    for cue in find_cues(sheet, first, after):
        if sheet.quoted[cue.head] >= 0 or not cue.passive or cue.after >= after:
            continue
        words = (cue.first, cue.after)
        draft = _told_by(sheet, words, cue.head, after)
        if draft is not None:
            pass
        elif cue.stance == ACCUSED:
            if not language.accused_passive.at(lower, cue.first, after):
                draft = _passive(sheet, first, after, words, "accuse", "accused, by nobody named")
        elif lower[cue.head] in language.listed("hearsay", f"participles_{lower[cue.after]}"):
            # What is expected is nobody's rumour.
            awaited = lower[cue.head] in language.listed("hearsay", "awaited")
            draft = _passive(sheet, first, after, words, "report" if awaited else "hearsay", "agentless passive")
        if draft:
            yield draft


def _told_by(sheet: Sheet, cue: Range, head: int, after: int) -> Draft | None:
    """ "was told by X that": whoever tells stands behind "by", and what is told behind that."""
    begin, bits, language = cue[1], sheet.bits, sheet.language
    telling = language.frames.get("addressee")
    if begin + 1 >= after or not telling or sheet.lower[head] not in telling:
        return None
    if bits[begin] & COMPLEMENTIZER:
        # "The court was told that": nobody says who told it.
        end = content_end(sheet, begin, after)
        content = [(begin, end)]
        return Draft([], [cue], content, TOLD_BY, "hearsay", kind_of(sheet, content)) if end > begin + 2 else None
    if sheet.lower[begin] not in language.listed("grammar", "agent"):
        return None
    agent = subject_after(sheet, begin + 1, after, wide=True)
    if agent is None or agent[1] >= after:
        return None
    start = agent[1]
    if not (bits[start] & (COMPLEMENTIZER | INFINITIVE) or sheet.quoted[start] >= 0):
        return None
    end = content_end(sheet, start, after)
    content = [(start, end)]
    return Draft([agent], [cue], content, TOLD_BY, "report", kind_of(sheet, content)) if end > start + 1 else None


def _passive(sheet: Sheet, first: int, after: int, cue: Range, stance: Stance, rule: str) -> Draft | None:
    lower, bits = sheet.lower, sheet.bits
    begin = cue[1]
    # The linking word of the phrase ("to", "of", "that") belongs to the content.
    if bits[begin - 1] & (INFINITIVE | PREPOSITION | COMPLEMENTIZER):
        cue = (cue[0], begin - 1)
        begin -= 1
    while begin < after and lower[begin] == "," and sheet.language.code != "en":
        begin += 1
    while cue[1] - cue[0] > 1 and lower[cue[1] - 1] == ",":
        cue = (cue[0], cue[1] - 1)
    source: list[Range] = []
    if begin < after and lower[begin] in sheet.language.listed("grammar", "agent"):
        # "accused by X of theft": what X says begins at the next preposition.
        linked = next((i for i in range(begin + 2, after) if bits[i] & (INFINITIVE | PREPOSITION)), after)
        agent = subject_after(sheet, begin + 1, linked if stance == ACCUSED else after)
        if agent:
            source = [agent]
            begin = agent[1]
    end = content_end(sheet, begin, after) if begin < after else begin
    if end <= begin:
        return None
    subject = subject_before(sheet, first, cue[0])
    content = [(begin, end)]
    if subject and lower[subject[0]] not in sheet.language.listed("grammar", "expletives"):
        content.insert(0, subject)
    if source and stance == "hearsay":
        stance = "report"
    return Draft(source, [cue], content, rule, stance, kind_of(sheet, content))
