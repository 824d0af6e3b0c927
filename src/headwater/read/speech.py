"""Quotations and who speaks them: "…," X said, "…"."""

from __future__ import annotations

from headwater.read.contents import frame_after, is_name_in_marks, kind_of, trimmed_end
from headwater.read.cues import Cue, find_cues
from headwater.read.sheet import (
    ADVERB,
    ARTICLE,
    COMPLEMENTIZER,
    CONJUNCTION,
    CUE,
    MARK,
    PERSON,
    TIME,
    Draft,
    Range,
    Sheet,
)
from headwater.read.sources import subject_after, subject_before

REACH = 40
"""Words after a quotation among which its cue is looked for."""


def quoted_speech(sheet: Sheet) -> list[Draft]:
    """Attributions whose cue follows the quotation, in order; a content goes on after the interruption."""
    found: list[Draft] = []
    for number, (_, after) in enumerate(sheet.regions):
        draft = _cue_after(sheet, number, after) or _name_and_colon(sheet, number)
        if draft:
            found.append(draft)
    return found


NAME = 6
"""Words of a name, with its role, before a colon and a quotation."""


def _name_and_colon(sheet: Sheet, number: int) -> Draft | None:
    """English "Brandt: “The viaduct is closed.”": nothing but a name before the colon. Other languages: `orders.py`."""
    first, after = sheet.regions[number]
    start = sheet.words.sentences[sheet.words.sentence_of[first]][0]
    if sheet.language.code != "en" or first < 2 or sheet.lower[first - 1] != ":" or not 1 <= first - 1 - start <= NAME:
        return None
    name = range(start, first - 1)
    if not all(sheet.capital(i) or sheet.bits[i] & (PERSON | ARTICLE) for i in name) or any(
        sheet.bits[i] & (CUE | ADVERB | TIME) for i in name
    ):
        return None
    if after - first < 5 or not any(sheet.capital(i) for i in name):
        return None
    return Draft([(start, first - 1)], [], [(first, after)], "name and colon", "report", "direct")


def mend_marks(sheet: Sheet) -> None:
    """Cut quotations whose mark is missing at the words of who speaks them, in place.

    “The gate is open, said Kolev. The quotation ends before its cue, not with its paragraph. And where the opening mark is
    missing, it begins behind a cue: Kolev said the gate is open”.
    """
    for number, quote in enumerate(sheet.quotes):
        first, after = sheet.regions[number]
        if not quote.closed and not _goes_on(sheet, number):
            _cut(sheet, number, (first, _speaker_inside(sheet, first, after)))
        elif not quote.opened and not quote.continued and _spoken_after(sheet, number, after) is None:
            _cut(sheet, number, (_behind_cue(sheet, first, after), after))


def _cut(sheet: Sheet, number: int, region: Range) -> None:
    first, after = sheet.regions[number]
    if region == (first, after):
        return
    sheet.quoted[first:after] = [-1] * (after - first)
    sheet.quoted[region[0] : region[1]] = [number] * (region[1] - region[0])
    sheet.regions[number] = region


def _speaker_inside(sheet: Sheet, first: int, after: int) -> int:
    """The comma before ", said X." or ", X said." that ends a sentence of the quotation, else its end."""
    sentences, lower = sheet.words.sentences, sheet.lower
    for number in range(sheet.words.sentence_of[first], sheet.words.sentence_of[after - 1] + 1):
        start, end = max(first, sentences[number][0]), min(after, sentences[number][1])
        while end > start and sheet.bits[end - 1] & MARK:
            end -= 1
        for comma in range(max(start + 3, end - REACH), end - 1):
            if lower[comma] != ",":
                continue
            spoken = _cue_and_speaker(sheet, comma + 1, end)
            if spoken is None or not spoken[0].spoken:
                continue
            reached = max(spoken[0].after, spoken[1][1])
            # "said Tessa Brandt, the mayor": an apposition may follow the name.
            if reached == end or (lower[reached] == "," and spoken[1][0] >= spoken[0].after):
                return comma
    return after


def _behind_cue(sheet: Sheet, first: int, after: int) -> int:
    """Where the content of the cue begins that opens the sentence, else its first word."""
    for cue in find_cues(sheet, first, after):
        if cue.infinitive or cue.passive or cue.bare or not cue.spoken:
            continue
        source = subject_before(sheet, first, cue.first)
        frame = frame_after(sheet, cue, after)
        if source and source[0] == first and frame and frame[0] in ("np", "clause", "that", "colon"):
            return frame[1]
        break
    return first


def whole_quotations(sheet: Sheet, draft: Draft) -> None:
    """Lengthen a content that holds a part of a quotation to all of it, in place; whoever reads a text in windows sees only parts.

    A quotation in which the cue or the source stands is left alone: there the content is what somebody is cited with
    inside it. Where the closing mark is missing, the end is a guess and the content keeps its own. A content that has no
    more than the mark of a quotation beside it loses that mark.
    """
    around = {sheet.quoted[i] for a, b in (*draft.source, *draft.cue) for i in (a, b - 1)}
    whole: list[Range] = []
    for start, after in draft.content:
        first, last = sheet.quoted[start], sheet.quoted[after - 1]
        if first >= 0 and first not in around:
            region = sheet.regions[first]
            if not _holds_words(sheet, start, min(after, region[1])):
                start = min(after, region[1])
            elif sheet.quotes[first].opened or sheet.quotes[first].continued:
                start = region[0]
        if start < after and last >= 0 and last not in around:
            region = sheet.regions[last]
            if not _holds_words(sheet, max(start, region[0]), after):
                after = trimmed_end(sheet, start, max(start, region[0]))
            elif sheet.quotes[last].closed or _goes_on(sheet, last):
                after = region[1]
        if start < after:
            whole.append((start, after))
    draft.content = _joined(whole) or draft.content


def _goes_on(sheet: Sheet, number: int) -> bool:
    return number + 1 < len(sheet.quotes) and sheet.quotes[number + 1].continued


def _holds_words(sheet: Sheet, start: int, after: int) -> bool:
    return any(not sheet.bits[i] & MARK for i in range(start, after))


def _joined(pieces: list[Range]) -> list[Range]:
    found: list[Range] = []
    for start, after in sorted(pieces):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], after))
        else:
            found.append((start, after))
    return found


def carry_on(sheet: Sheet, drafts: list[Draft]) -> None:
    """Give each quotation that only goes on from the paragraph before to the attribution of that one, in place.

    And the other way round: where the speaker is named behind the last paragraph, to that attribution.
    """
    if not any(quote.continued for quote in sheet.quotes):
        return
    owner: dict[int, Draft] = {}
    for draft in drafts:
        # Whoever is cited inside a quotation does not own it.
        around = {sheet.quoted[i] for a, b in (*draft.source, *draft.cue) for i in (a, b - 1)} | {-1}
        for start, after in draft.content:
            for number in {sheet.quoted[start], sheet.quoted[after - 1]} - around:
                owner.setdefault(number, draft)
    for number, quote in enumerate(sheet.quotes):
        before = owner.get(number - 1)
        if quote.continued and number not in owner and before is not None:
            before.content.append(sheet.regions[number])
            owner[number] = before
    for number in range(len(sheet.quotes) - 1, 0, -1):
        behind = owner.get(number)
        if sheet.quotes[number].continued and number - 1 not in owner and behind is not None:
            behind.content.insert(0, sheet.regions[number - 1])
            owner[number - 1] = behind


def _cue_after(sheet: Sheet, number: int, after: int) -> Draft | None:
    spoken = _spoken_after(sheet, number, after)
    if spoken is None or is_name_in_marks(sheet, number):
        return None
    cue, source = spoken
    content: list[Range] = [(_content_start(sheet, number), after)]
    more = _continuation(sheet, number + 1, max(source[1], cue.after))
    content += more
    rule = "quotation broken by its cue" if more else "quotation, then its cue"
    return Draft([source], [(cue.first, cue.after)], content, rule, cue.stance, kind_of(sheet, content))


def _spoken_after(sheet: Sheet, number: int, after: int) -> tuple[Cue, Range] | None:
    """The cue and the speaker that follow quotation `number`, which ends before word `after`; None when none do."""
    lower, words = sheet.lower, sheet.words
    first = sheet.regions[number][0]
    if after >= len(lower) or words.paragraph_of[after - 1] != words.paragraph_of[after]:
        return None
    i = after
    last_inner = lower[after - 2] if after - 2 > first else ""
    if lower[i] in (",", "—", "–", "-", "--"):
        i += 1
    elif last_inner not in (",", "?", "!", "—", "–", "-", "--", "...", "…"):
        return None
    if i >= len(lower) or (i == after and sheet.bits[i] & CONJUNCTION and sheet.language.code == "en"):
        return None  # "called it “a lie,” and the firm said": another speaks of something else
    limit = min(words.sentences[words.sentence_of[i]][1], i + REACH)
    following = sheet.regions[number + 1][0] if number + 1 < len(sheet.regions) else len(lower)
    return _cue_and_speaker(sheet, i, min(limit, following))


def _cue_and_speaker(sheet: Sheet, i: int, limit: int) -> tuple[Cue, Range] | None:
    """The cue after a quotation and who speaks, looked for from word i on.

    The last cue whose subject begins right there: in "a statement released on 3 May reads" the first is no speaking.
    """
    best: tuple[Cue, Range] | None = None
    quotable = sheet.language.frames.get("quote")
    for cue in find_cues(sheet, i, limit):
        if best and any(
            sheet.bits[j] & (CONJUNCTION | COMPLEMENTIZER) or sheet.lower[j] == ","
            for j in range(best[0].after, cue.first)
        ):
            break
        if cue.infinitive or cue.passive:
            continue
        if quotable and not cue.spoken and sheet.lower[cue.head] not in quotable:
            continue
        source = _speaker(sheet, i, cue, limit)
        if source and (best is None or source[0] <= best[1][0]):
            best = (cue, source)
            if source[0] >= cue.after:
                break
    return best


def _speaker(sheet: Sheet, i: int, cue: Cue, limit: int) -> Range | None:
    bits = sheet.bits
    j = i
    while j < cue.first and bits[j] & (ADVERB | CONJUNCTION | TIME):
        j += 1
    if j >= cue.first:
        return subject_after(sheet, cue.after, limit)
    source = subject_before(sheet, i, cue.first)
    if source and source[0] - j <= 1:
        return source
    return None


def _content_start(sheet: Sheet, number: int) -> int:
    """The quotation's start, or that of its sentence when the quoted words only end it."""
    first = sheet.regions[number][0]
    start = sheet.words.sentences[sheet.words.sentence_of[first]][0]
    if first > start and sheet.lower[first - 1] == ":":
        return first
    if start == first or sheet.quoted[start] >= 0:
        return first if sheet.quoted[start] < 0 else sheet.regions[sheet.quoted[start]][0]
    return start


def _said_alone(sheet: Sheet, after: int) -> bool:
    """ "«…», advirtió.": a cue without a subject closes the sentence behind the quotation that ends before word `after`."""
    if sheet.language.code == "en" or after >= len(sheet.lower) or not sheet.bits[after] & MARK:
        return False
    limit = sheet.words.sentences[sheet.words.sentence_of[after]][1]
    if after + 1 < limit and sheet.lower[after + 1] in sheet.language.listed("grammar", "so"):
        return True  # "«…», so Stroh."
    cue = next(find_cues(sheet, after + 1, min(limit, after + 6)), None)
    return cue is not None and cue.spoken and cue.first - after <= 2


def _continuation(sheet: Sheet, number: int, end: int) -> list[Range]:
    """The quotation that goes on after "X said," or "X said.", unless it has a cue of its own."""
    if number >= len(sheet.regions):
        return []
    words, lower = sheet.words, sheet.lower
    first, after = sheet.regions[number]
    if words.paragraph_of[first] != words.paragraph_of[end - 1] or first - end > 14 or first == end:
        return []
    if lower[first - 1] not in (",", ".", ":", ";", "—"):
        return []
    if next(find_cues(sheet, end, first), None):
        return []
    sentence_ends = lower[first - 1] == "."
    if sheet.language.code != "en" and words.sentence_of[first] - words.sentence_of[end - 1] > 1:
        return []  # a sentence stands between
    if not sentence_ends:
        limit = words.sentences[words.sentence_of[after - 1]][1]
        return [
            (
                first,
                max(after, trimmed_end(sheet, first, limit))
                if after < limit and lower[after - 2] not in ".,?!"
                else after,
            )
        ]
    if _spoken_after(sheet, number, after) or _said_alone(sheet, after):
        return []
    if after < len(lower) and words.sentence_of[after - 1] == words.sentence_of[after] and not sheet.bits[after] & MARK:
        return []
    return [(first, after)]
