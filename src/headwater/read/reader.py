"""The trained reader and the rules, side by side: whose draft stands where both speak, and what one adds to the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from headwater.core import Span
from headwater.read.encoder import Effort, Encoder, Found
from headwater.read.nesting import MODEL
from headwater.read.sheet import Draft, Quoted, Range, Sheet

OUTSIDE_THE_SCHEME = frozenset(("hearsay adverb", "agentless passive", "accused, by nobody named", "a denial that points back"))
"""Rules for what the training data do not mark: they stand beside the model, wherever their cue is free."""


@dataclass(frozen=True, slots=True)
class Together:
    """How model and rules are weighed.

    `least` is the confidence below which a draft of the model is dropped; `alone` that below which a rule's draft that the
    model does not second is dropped.
    """

    least: float = 0.3
    alone: float = 0.8
    effort: Effort = field(default_factory=Effort)


def together(
    sheet: Sheet, quotes: Sequence[Quoted], rules: Sequence[Draft], encoder: Encoder, settings: Together
) -> list[Draft]:
    """The model's drafts, each with the rule that seconds it, and those of the rules that it leaves room for."""
    quotations = [(q.span.start, q.span.end) for q in quotes]
    model = [
        draft_of(sheet, found, encoder) for found in encoder.attributions(sheet.words.text, quotations, settings.effort)
    ]
    model = [draft for draft in model if draft.content and draft.cue]
    owner: dict[int, int] = {}
    for number, draft in enumerate(model):
        for a, b in draft.cue:
            owner.update(dict.fromkeys(range(a, b), number))
    left: list[Draft] = []
    for rule in rules:
        number = next((owner[i] for a, b in rule.cue for i in range(a, b) if i in owner), None)
        if number is None:
            left.append(rule)
        elif _same(model[number], rule):
            model[number].seconded = rule.rule
            model[number].stance = rule.stance
    for draft in model:
        draft.confidence = encoder.confidence(draft.score, seconded=draft.seconded is not None)
    kept = _flat([draft for draft in model if (draft.confidence or 0.0) >= settings.least])
    taken = {i for draft in kept for a, b in (*draft.cue, *draft.content) for i in range(a, b)}
    for rule in left:
        words = {i for a, b in (*rule.cue, *rule.content) for i in range(a, b)}
        free = not words & taken
        if rule.rule in OUTSIDE_THE_SCHEME or not rule.content:
            free = not any(i in owner for a, b in rule.cue for i in range(a, b))
        if free and (rule.rule in OUTSIDE_THE_SCHEME or _sure(rule) >= settings.alone):
            kept.append(rule)
    return kept


def _sure(rule: Draft) -> float:
    from headwater.read.confidence import confidence_of

    return confidence_of(rule)


def draft_of(sheet: Sheet, found: Found, encoder: Encoder) -> Draft:
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
