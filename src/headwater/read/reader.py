"""The trained reader and the rules, side by side: whose draft stands where both speak, and what one adds to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from headwater.core import Span
from headwater.read.confidence import confidence_of
from headwater.read.encoder import Effort, Encoder, Found
from headwater.read.layout import DATELINES, body_start
from headwater.read.nesting import MODEL
from headwater.read.sheet import Draft, Quoted, Range, Sheet

OUTSIDE_THE_SCHEME = frozenset(
    ("hearsay adverb", "agentless passive", "accused, by nobody named", "denies what stands before")
)
"""Rules for what the training data do not mark: they stand beside the model, wherever their cue is free."""


@dataclass(frozen=True, slots=True)
class Together:
    """How model and rules are weighed.

    In a language that the model was `taught`, it reads and the rules add; in others the rules read, and the model adds what
    it is as sure of as `adding`. `least` is the confidence below which a draft of the model is dropped; `alone` that below which a rule's draft that the
    model does not second is dropped.
    """

    least: float = 0.3
    alone: float = 0.55
    taught: frozenset[str] = frozenset(("en",))
    adding: float = 0.5
    effort: Effort = field(default_factory=Effort)


def together(
    sheet: Sheet, quotes: Sequence[Quoted], rules: Sequence[Draft], encoder: Encoder, settings: Together
) -> list[Draft]:
    """The model's drafts, each with the rule that seconds it, and those of the rules that it leaves room for."""
    quotations = [(q.span.start, q.span.end) for q in quotes]
    found = encoder.attributions(sheet.words.text, quotations, settings.effort)
    model = [draft for one in found if (draft := draft_of(sheet, one)).content and draft.cue]
    for draft in model:
        _in_one_paragraph(sheet, draft)
        _without_dateline(sheet, draft)
    model = [draft for draft in model if draft.content and not _is_for_the_rules(sheet, draft)]
    by_cue = {i: rule for rule in rules for a, b in rule.cue for i in range(a, b)}
    for draft in model:
        rivals = [by_cue[i] for a, b in draft.cue for i in range(a, b) if i in by_cue]
        second = next((rule for rule in rivals if _same(draft, rule)), None)
        if second is not None:
            draft.seconded, draft.stance = second.rule, second.stance
        draft.confidence = encoder.confidence(draft.score, seconded=second is not None)
    if sheet.language.code not in settings.taught:
        return _rules_first(rules, model, settings.adding)
    kept = _flat([draft for draft in model if (draft.confidence or 0.0) >= settings.least])
    cues = {i for draft in kept for a, b in draft.cue for i in range(a, b)}
    left = [rule for rule in rules if not any(i in cues for a, b in rule.cue for i in range(a, b))]
    taken = {i for draft in kept for a, b in (*draft.cue, *draft.content) for i in range(a, b)}
    for rule in left:
        words = {i for a, b in (*rule.cue, *rule.content) for i in range(a, b)}
        outside = rule.rule in OUTSIDE_THE_SCHEME or not rule.content
        if outside or (not words & taken and confidence_of(rule) >= settings.alone):
            kept.append(rule)
    return kept


def _is_for_the_rules(sheet: Sheet, draft: Draft) -> bool:
    """ "citing": a relay; "the plot reportedly calls for": nobody's word, least of all the plot's."""
    first, after = draft.cue[0][0], draft.cue[-1][1]
    return sheet.lower[first] in sheet.language.listed("grammar", "relaying") or any(
        sheet.language.hearsay_adverbs.at(sheet.lower, i, after) is not None for i in range(first, after)
    )


def _rules_first(rules: Sequence[Draft], model: Sequence[Draft], adding: float) -> list[Draft]:
    """The rules' drafts, and what a model that was never taught the language is sure of where they leave room."""
    taken = {i for rule in rules for a, b in (*rule.cue, *rule.content) for i in range(a, b)}
    sources = {i for rule in rules for a, b in rule.source for i in range(a, b)}
    free = []
    for draft in model:
        words = {i for a, b in (*draft.cue, *draft.content) for i in range(a, b)}
        if draft.source and (draft.confidence or 0.0) >= adding and not words & taken and not words & sources:
            free.append(draft)
    return [*rules, *_flat(free)]


def _without_dateline(sheet: Sheet, draft: Draft) -> None:
    """Cut "SORHAVEN, May 3 (Wire) -" off a content that begins with it."""
    words = sheet.words
    pieces: list[Range] = []
    for a, b in draft.content:
        first, after = words.paragraphs[words.paragraph_of[a]]
        if a - first <= 1 and words.paragraph_of[a] < DATELINES:
            start = words.starts[first]
            length = body_start(words.text[start : min(words.ends[after - 1], start + 240)])
            while length and a < b and words.starts[a] < start + length:
                a += 1
        if a < b:
            pieces.append((a, b))
    draft.content = pieces


def _in_one_paragraph(sheet: Sheet, draft: Draft) -> None:
    """Cut what the writer's own words of a content leave their cue's paragraph for: a masthead or a byline above, a heading.

    What stands in quotation marks may run on.
    """
    words = sheet.words
    home = words.paragraph_of[draft.cue[0][0]]
    pieces: list[Range] = []
    for a, b in draft.content:
        crossed = words.paragraph_of[a] != words.paragraph_of[b - 1]
        if crossed and sheet.quoted[a] < 0 and words.paragraph_of[a] <= home <= words.paragraph_of[b - 1]:
            first, after = words.paragraphs[home]
            a, b = max(a, first), min(b, after)
        if a < b:
            pieces.append((a, b))
    draft.content = pieces


def draft_of(sheet: Sheet, found: Found) -> Draft:
    """What the encoder found, in words of the sheet."""

    def ranges(pieces: tuple[tuple[int, int], ...]) -> list[Range]:
        out = [sheet.words.range_of(Span(a, b)) for a, b in pieces]
        return [(a, b) for a, b in out if a < b]

    draft = Draft(ranges(found.source), ranges(found.cue), ranges(found.content), MODEL)
    draft.score = (found.valid, found.path)
    return draft


def _same(one: Draft, other: Draft) -> bool:
    """True when both give the same content, to the half of its words."""
    a = {i for x, y in one.content for i in range(x, y)}
    b = {i for x, y in other.content for i in range(x, y)}
    return len(a & b) * 2 >= len(a | b)


def _flat(drafts: list[Draft]) -> list[Draft]:
    """The surest first; none whose cue lies in another's words, or most of whose content does.

    The training data are flat: two that overlap are two readings of one place, and who is cited inside a content is for
    the second reading to say.
    """
    kept: list[Draft] = []
    taken: set[int] = set()
    for draft in sorted(drafts, key=lambda d: (-(d.confidence or 0.0), d.cue)):
        content = {i for a, b in draft.content for i in range(a, b)}
        cue = {i for a, b in draft.cue for i in range(a, b)}
        if cue & taken or len(content & taken) * 2 > len(content):
            continue
        kept.append(draft)
        taken |= content | cue
    return kept
