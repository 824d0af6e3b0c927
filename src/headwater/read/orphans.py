"""Quotations that stand alone behind what their speaker has said: "X sagte, die Bremsen hätten versagt. «Das wussten alle.»"."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.read.sheet import MARK, RELATIVE, Draft, Range, Sheet


def quotations_alone(sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
    """One attribution for each quotation that is all of its sentence, right behind a sentence of its paragraph with a speaker.

    A quotation that a draft has, and one whose sentence says anything else, are left out.
    """
    words = sheet.words
    taken = {sheet.quoted[i] for d in drafts for a, b in (*d.content, *d.source) for i in (a, b - 1)}
    speakers = _speakers(sheet, drafts)
    found: list[Draft] = []
    for number, (start, after) in enumerate(sheet.regions):
        first, last = words.sentence_of[start], words.sentence_of[after - 1]
        if number in taken or not first or words.sentences[first][0] != start or after - start < 5:
            continue
        if any(not sheet.bits[i] & MARK for i in range(after, words.sentences[last][1])):
            continue
        if words.paragraph_of[start] != words.paragraph_of[start - 1] or not sheet.quotes[number].closed:
            continue
        speaker = speakers.get(first - 1)
        if speaker is None:
            continue
        speakers[last] = speaker
        found.append(Draft([speaker], [], [(start, after)], "quotation goes on", "report", "direct"))
    return found


def _speakers(sheet: Sheet, drafts: Sequence[Draft]) -> dict[int, Range]:
    """Who speaks last in each sentence, in the writer's own words."""
    found: dict[int, Range] = {}
    for draft in sorted(drafts, key=lambda one: one.cue[0] if one.cue else one.content[0] if one.content else (0, 0)):
        if not draft.source or not draft.content or draft.stance == "hearsay" or draft.kind == "nominal":
            continue
        source = draft.source[0]
        if sheet.quoted[source[0]] >= 0 or (source[1] - source[0] == 1 and sheet.bits[source[0]] & RELATIVE):
            continue
        for place in (*draft.cue, *draft.content):
            found[sheet.words.sentence_of[place[1] - 1]] = source
    return found
