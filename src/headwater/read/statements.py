"""Every place where something is put forward: a sentence or clause, in whose voice, with its hedges."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from headwater.core import Attribution, Document, Span, Statement, Time
from headwater.core.reading import Voice
from headwater.read.hedges import find_hedges, hedged_by
from headwater.read.language import Language
from headwater.read.layout import Layout
from headwater.read.words import Words

# A sentence whose attribution (source, cue and content together) covers this share of its letters is one
# statement, whole; below it the rest of the sentence stands for itself.
FILLS = 0.55
# A rest of fewer words puts nothing forward ("in a dispute", "On Tuesday").
REST_WORDS = 6
# What an outer attribution says beyond those nested in it must be this share of its content.
OWN_SHARE = 0.4
# With more hedges than this a statement is a list of words: each hedges all of it, and no clause is sought.
MANY_HEDGES = 12
_OPENING = frozenset("\"“«„‘([¿¡'")


@dataclass(frozen=True, slots=True)
class _Part:
    span: Span
    attribution: Attribution | None


def find_statements(
    document: Document,
    words: Words,
    language: Language,
    attributions: Sequence[Attribution],
    layout: Layout,
    times: Sequence[Time] = (),
) -> tuple[Statement, ...]:
    """The statements of a document, in order; no two share a character.

    A sentence that one attribution fills is one statement; one that holds several is parted at their words, each part
    with its own; what no attribution covers is the outlet's own voice. Headings, datelines and credits are left out.
    """
    speaking = _innermost(attributions)
    touching = _by_sentence(words, speaking)
    found: list[_Part] = []
    hedges = find_hedges(words, language, times)
    hedge_starts = [h.start for h in hedges]
    for number, (first, after) in enumerate(words.sentences):
        paragraph = words.paragraph_of[first]
        here = touching.get(number, ())
        if paragraph in layout.furniture:
            continue
        start = max(words.starts[first], layout.starts.get(paragraph, 0))
        end = words.ends[after - 1]
        if start >= end:
            continue
        found.extend(_hedged_ahead(_parts(words, Span(start, end), here), start, hedges, hedge_starts))
    statements = []
    found = [part for part in found if _count(words, part.span) > 1]
    for n, part in enumerate(found, start=1):
        a = part.attribution
        voice: Voice = "outlet" if a is None else "hearsay" if a.stance == "hearsay" else "attributed"
        lo, hi = bisect_right(hedge_starts, part.span.start - 1), bisect_right(hedge_starts, part.span.end - 1)
        inside = tuple(h for h in hedges[lo:hi] if part.span.contains(h))
        each = len(inside) <= MANY_HEDGES
        hedged = tuple(hedged_by(words, language, hedge, part.span, a) if each else part.span for hedge in inside)
        statements.append(Statement(f"{document.id}.s{n}", part.span, voice, a.id if a else None, inside, hedged))
    return tuple(statements)


def _hedged_ahead(parts: list[_Part], start: int, hedges: Sequence[Span], starts: Sequence[int]) -> list[_Part]:
    """The parts of a sentence, the first one with the hedge that stands before it: "It seems nobody warned …"."""
    if not parts or parts[0].attribution is None or parts[0].span.start <= start:
        return parts
    at = bisect_right(starts, start - 1)
    if at < len(hedges) and hedges[at].end <= parts[0].span.start:
        return [_Part(Span(hedges[at].start, parts[0].span.end), parts[0].attribution), *parts[1:]]
    return parts


def _innermost(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Attributions with content of their own: not those whose content is little more than what is nested in them."""
    nested: dict[str, list[Attribution]] = {}
    for a in attributions:
        if a.outer and a.content:
            nested.setdefault(a.outer, []).append(a)
    kept = []
    for a in attributions:
        if a.content is None:
            continue
        inner = nested.get(a.id, ())
        taken = 0
        for one in inner:
            hull = _hull(one)
            taken += sum(max(0, min(hull.end, piece.end) - max(hull.start, piece.start)) for piece in a.content)
        if inner and a.content.size() - taken < OWN_SHARE * a.content.size():
            continue
        kept.append(a)
    return kept


def _hull(a: Attribution) -> Span:
    extents = [e for e in (a.source, a.cue, a.content) if e]
    return Span(min(e.start for e in extents), max(e.end for e in extents))


def _by_sentence(words: Words, attributions: Sequence[Attribution]) -> dict[int, list[Attribution]]:
    touching: dict[int, list[Attribution]] = {}
    for a in attributions:
        assert a.content is not None
        seen: set[int] = set()
        for piece in a.content:
            lo, hi = words.range_of(piece)
            if lo >= hi:
                continue
            for number in range(words.sentence_of[lo], words.sentence_of[hi - 1] + 1):
                if number not in seen:
                    seen.add(number)
                    touching.setdefault(number, []).append(a)
    return touching


def _parts(words: Words, sentence: Span, here: Sequence[Attribution]) -> list[_Part]:
    if not here:
        return [_Part(sentence, None)] if _count(words, sentence) > 1 else []
    if len(here) == 1:
        a = here[0]
        covered = _clip(_hull(a), sentence)
        if covered is None or _letters(words.text, covered) >= FILLS * _letters(words.text, sentence):
            return [_Part(sentence, a)]
        cut = [(covered, a)]
    else:
        cut = _cut(words.text, sentence, here)
        if len(cut) == 1:
            return [_Part(sentence, cut[0][1])]
    parts: list[_Part] = []
    at = sentence.start
    ends: list[tuple[Span, Attribution | None]] = [*cut, (Span(sentence.end, sentence.end + 1), None)]
    for span, whose in ends:
        rest = _trimmed(words, at, span.start)
        if rest is not None and _count(words, rest) >= REST_WORDS:
            parts.append(_Part(rest, None))
        if whose is not None:
            parts.append(_Part(span, whose))
        at = span.end
    return parts


def _cut(text: str, sentence: Span, here: Sequence[Attribution]) -> list[tuple[Span, Attribution]]:
    """Each attribution's stretch of the sentence, in order, none over another."""
    stretches: list[tuple[Span, Span, Attribution]] = []
    for a in here:
        assert a.content is not None
        pieces = [c for piece in a.content if (c := _clip(piece, sentence))]
        if not pieces:
            continue
        content = Span(pieces[0].start, pieces[-1].end)
        whole = _clip(_hull(a), sentence) or content
        stretches.append((content, whole, a))
    stretches.sort(key=lambda s: (s[0], s[2].id))
    cut: list[tuple[Span, Attribution]] = []
    for n, (content, whole, a) in enumerate(stretches):
        lo = cut[-1][0].end if cut else sentence.start
        hi = stretches[n + 1][0].start if n + 1 < len(stretches) else sentence.end
        start, end = max(whole.start, lo), min(whole.end, max(hi, content.end))
        while start < end and not (text[start].isalnum() or text[start] in _OPENING):
            start += 1
        if start < content.end <= end:
            cut.append((Span(start, end), a))
    return cut


def _clip(span: Span, to: Span) -> Span | None:
    start, end = max(span.start, to.start), min(span.end, to.end)
    return Span(start, end) if start < end else None


def _trimmed(words: Words, start: int, end: int) -> Span | None:
    if start >= end:
        return None
    lo, hi = words.range_of(Span(start, end))
    while lo < hi and not words.surface[lo][0].isalnum():
        lo += 1
    while hi > lo and words.surface[hi - 1] in ",;:–—-(":
        hi -= 1
    if lo >= hi:
        return None
    a, b = max(start, words.starts[lo]), min(end, words.ends[hi - 1])
    return Span(a, b) if a < b else None


def _letters(text: str, span: Span) -> int:
    return sum(map(str.isalnum, text[span.start : span.end]))


def _count(words: Words, span: Span) -> int:
    lo, hi = words.range_of(span)
    return sum(1 for word in words.surface[lo:hi] if word[0].isalnum())
