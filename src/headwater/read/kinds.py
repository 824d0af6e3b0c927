"""Direct, mixed, indirect or nominal: how a content is given, from the words of a draft alone, whoever found it."""

from __future__ import annotations

from headwater.core.reading import Kind
from headwater.read.contents import kind_of
from headwater.read.sheet import (
    ACCORDING,
    ARTICLE,
    AUXILIARY,
    COMPLEMENTIZER,
    INFINITIVE,
    MARK,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
    VERB,
    Draft,
    Range,
    Sheet,
)

LONGEST_NAME = 5
"""Words by which what is denied is named before its denial."""
FRAGMENT = 8
"""Words, marks with them, of a quotation that may be a mere part of the writer's sentence."""


def kind_of_draft(sheet: Sheet, draft: Draft) -> Kind:
    """The kind of `draft` by its words.

    "nominal" without content, and where the content only names what is said ("denied this", "announced the fall of three
    pieces"); "mixed" for a few quoted words in the writer's own sentence, whatever else is outside the marks.
    """
    if not draft.content:
        return "nominal"
    kind = kind_of(sheet, draft.content)
    if kind == "direct":
        return "mixed" if _is_fragment(sheet, draft) else "direct"
    if kind == "indirect" and (draft.kind == "nominal" or _only_names(sheet, draft)):
        return "nominal"
    return kind


def _is_fragment(sheet: Sheet, draft: Draft) -> bool:
    """ "spoke of “a tactic”": no sentence of its own, no comma or colon before it, no stop inside."""
    if len(draft.content) != 1 or not draft.cue or draft.cue[-1][1] > draft.content[0][0]:
        return False
    first, after = draft.content[0]
    if after - first > FRAGMENT or not first or sheet.quoted[first] < 0:
        return False
    region = sheet.regions[sheet.quoted[first]]
    if region != (first, after) or any(sheet.quoted[a] == sheet.quoted[first] for a, _ in (*draft.source, *draft.cue)):
        return False
    if (
        sheet.lower[first - 1] in (":", ",", ";", "—", "–", "-", "،")
        or sheet.words.sentence_of[first - 1] != (sheet.words.sentence_of[first])
    ):
        return False
    quoting = sheet.language.frames.get("quote")
    if quoting is not None and sheet.lower[first - 1] in quoting and sheet.lower[first - 1] in sheet.language.cues:
        return False  # "chanted “Open the gate”"
    if sheet.lower[max(first, after - 2)] in (".", "!", "?", "…", ",", "؟"):
        return False
    return not any(sheet.bits[i] & (VERB | AUXILIARY) for i in range(first + 1, after - 1))


def _only_names(sheet: Sheet, draft: Draft) -> bool:
    bits, lower = sheet.bits, sheet.lower
    if len(draft.content) != 1 or not draft.cue:
        return False
    start, end = draft.content[0]
    words = [i for i in range(start, end) if not bits[i] & MARK]
    if words and len(words) <= 2 and (lower[words[0]] in sheet.language.listed("grammar", "pointing")):
        return True
    if len(words) == 1 and bits[words[0]] & (RELATIVE | PRONOUN):
        return True
    if start < draft.cue[0][0]:
        # "a charge it denies": what is denied stands before, by name.
        denied = any(sheet.language.cues.get(lower[i]) == "deny" for a, b in draft.cue for i in range(a, b))
        plain = not any(bits[i] & (VERB | AUXILIARY) and not bits[i - 1] & ARTICLE for i in words[1:])
        return denied and len(words) <= LONGEST_NAME and plain
    if start < draft.cue[-1][1] or sheet.language.code != "en":
        return False
    return _names_what_was_said(sheet, draft.cue, start, end)


def _names_what_was_said(sheet: Sheet, cue: list[Range], start: int, end: int) -> bool:
    """English "announced the fall of three pieces": a verb of saying, and an object without a verb."""
    bits, lower, language = sheet.bits, sheet.lower, sheet.language
    head = next((i for a, b in reversed(cue) for i in reversed(range(a, b)) if lower[i] in language.cues), None)
    if head is None or bits[cue[-1][1] - 1] & (PREPOSITION | ACCORDING) or language.cues.get(lower[head]) == "accuse":
        return False
    if lower[head] not in language.listed("grammar", "naming"):
        return False
    if bits[start] & (COMPLEMENTIZER | INFINITIVE | SUBORDINATOR | PRONOUN) and not bits[start] & POSSESSIVE:
        return False
    if not bits[start] & (ARTICLE | POSSESSIVE) and not (
        bits[start] & ~(MARK | VERB) == 0 and not sheet.capital(start)
    ):
        return False
    for i in range(start, end):
        if bits[i] & RELATIVE and i > start:
            return True
        # "a stamped copy", "the fall": behind an article stands no verb.
        finite = bits[i] & (VERB | AUXILIARY | COMPLEMENTIZER | INFINITIVE) and lower[i] != "'s"
        if finite and not bits[i - 1] & (ARTICLE | POSSESSIVE):
            return False
    return True
