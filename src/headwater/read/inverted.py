""" "The dam held, officials said, until noon": the content stands before its cue, without quotation marks."""

from __future__ import annotations

from headwater.read.contents import content_end, kind_of
from headwater.read.cues import Cue
from headwater.read.sheet import (
    ADVERB,
    AUXILIARY,
    COMPLEMENTIZER,
    CONJUNCTION,
    CUE,
    MARK,
    PREPOSITION,
    RELATIVE,
    SUBORDINATOR,
    TIME,
    VERB,
    Draft,
    Range,
    Sheet,
)
from headwater.read.sources import subject_after, subject_before

SHORTEST = 3
"""Words of a content before its cue; less is an adverbial ("Last week, he said.")."""


def content_before(sheet: Sheet, cue: Cue, first: int, after: int) -> Draft | None:
    """The attribution whose content is the sentence up to "…, X said" or "…, said X", and what follows a comma after it."""
    lower, bits = sheet.lower, sheet.bits
    if cue.infinitive or cue.passive or cue.bare or not _may_follow(sheet, cue):
        return None
    if cue.first > first and lower[cue.first - 1] == ",":
        source = subject_after(sheet, cue.after, after)
        start = cue.first
        if source is None or not cue.spoken:
            source = subject_before(sheet, first, cue.first)
            start = source[0] if source else first
    else:
        source = subject_before(sheet, first, cue.first)
        start = source[0] if source else first
    if source is None or start <= first:
        return None
    if start - 1 > first and lower[start - 1] in sheet.language.listed("grammar", "as_said"):
        # "They deny that the dam burst, as X claims": what X says is the clause behind the last "that".
        start -= 1
        first = next((i + 1 for i in range(start - 1, first, -1) if bits[i] & COMPLEMENTIZER), first)
    if lower[start - 1] not in (",", "—", "–", "--"):
        return None
    if bits[source[0]] & RELATIVE and source[1] - source[0] == 1:
        return None
    end = max(cue.after, source[1])
    inserted = end + 1 < after and lower[end] == "," and bool(bits[end + 1] & (VERB | AUXILIARY))
    if inserted and bits[end + 1] & CUE:
        # "…, adding" is a second cue; "…, began" is the verb of the content.
        inserted = sheet.language.code == "en" and not lower[end + 1].endswith("ing")
    content = _subject(sheet, first, start - 1) if inserted else _clause(sheet, first, start - 1)
    if content is None:
        return None
    pieces = [content]
    if (
        end < after
        and lower[end] == ","
        and end + 1 < after
        and (inserted or not bits[end + 1] & (CONJUNCTION | RELATIVE | CUE))
    ):
        last = content_end(sheet, end + 1, after)
        if inserted or last - end > 2:
            pieces.append((end + 1, last))
    return Draft(
        [source], [(cue.first, cue.after)], pieces, "content before its cue", cue.stance, kind_of(sheet, pieces)
    )


def _subject(sheet: Sheet, start: int, end: int) -> Range | None:
    """The beginning of a content whose verb comes after the insertion: "The quay, officials said, will close"."""
    while start < end and sheet.bits[start] & CONJUNCTION:
        start += 1
    return (start, end) if start < end and not sheet.bits[start] & (SUBORDINATOR | PREPOSITION) else None


def _may_follow(sheet: Sheet, cue: Cue) -> bool:
    """Verbs of saying; where the pack lists those that follow their content (no "state", "reports"), these."""
    listed = sheet.language.frames.get("before")
    return cue.spoken if listed is None else sheet.lower[cue.head] in listed


def _clause(sheet: Sheet, start: int, end: int) -> Range | None:
    """The words as a content when they can be a clause: with a verb, and not led by "when" or "because"."""
    bits, lower = sheet.bits, sheet.lower
    while start < end and (bits[start] & CONJUNCTION or (bits[start] & MARK and sheet.quoted[start] < 0)):
        start += 1
    led = bits[start] & SUBORDINATOR and not bits[start] & PREPOSITION
    if end - start < SHORTEST or (led and not (lower[start] == "if" and "," in lower[start:end])):
        return None
    if sheet.language.code == "en" and lower[start].endswith("ing") and bits[start] & (CUE | VERB):
        return None
    finite = any((bits[i] & (VERB | AUXILIARY) and lower[i] != "'s") or sheet.quoted[i] >= 0 for i in range(start, end))
    if not finite and (end - start < 6 or bits[start] & (PREPOSITION | ADVERB | TIME)):
        return None
    if bits[start] & (PREPOSITION | SUBORDINATOR) and "," not in lower[start:end]:
        # "After the vote had ended, he said" tells when.
        return None
    return (start, end)
