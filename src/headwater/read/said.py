"""When something was said, by the words beside the cue: "said Tuesday", "a statement released on 13 February"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from headwater.core import Attribution, Span, Time, When
from headwater.read.language import Language
from headwater.read.words import Words

# A time belongs to the cue when at most this many words stand between them.
NEAR = 3


def when_said(attribution: Attribution, words: Words, language: Language, times: Sequence[Time]) -> When | None:
    """The time at which the words were said, as far as the sentence of the cue tells; None where it does not.

    A time inside the content is the content's own and never counts.
    """
    if not times or attribution.cue is None:
        return None
    anchors = [*attribution.cue.spans, *(attribution.source.spans if attribution.source else ())]
    lo, _ = words.range_of(attribution.cue.spans[0])
    if lo >= len(words):
        return None
    first, after = words.sentences[words.sentence_of[lo]]
    sentence = words.span(first, after)
    begin = min(sentence.start, *(a.start for a in anchors))
    end = max(sentence.end, *(a.end for a in anchors))
    index = bisect_left(times, begin, key=lambda t: t.span.start)
    best: tuple[int, When] | None = None
    while index < len(times) and times[index].span.start < end:
        time = times[index]
        index += 1
        if time.when.earliest is None or time.when.latest is None:
            continue
        if attribution.content and any(piece.overlaps(time.span) for piece in attribution.content):
            continue
        distance = min(_between(words, time.span, anchor) for anchor in anchors)
        opening = _opens(words, time.span, first, anchors)
        if distance <= NEAR or opening:
            rank = 0 if distance <= NEAR else 1
            if best is None or (rank, distance) < (best[0] // 100, best[0] % 100):
                best = (rank * 100 + min(distance, 99), time.when)
    return best[1] if best else None


def _between(words: Words, a: Span, b: Span) -> int:
    """Words between two spans, 0 when they overlap or touch."""
    if a.overlaps(b):
        return 0
    left, right = (a, b) if a.start < b.start else (b, a)
    if right.start - left.end > 60:
        return 99
    lo, hi = words.range_of(Span(left.end, right.start)) if left.end < right.start else (0, 0)
    return max(0, hi - lo)


def _opens(words: Words, time: Span, first: int, anchors: Sequence[Span]) -> bool:
    """True for "In 2017, the service reported": the time opens the sentence, and the speaker follows."""
    lo, hi = words.range_of(time)
    if lo - first > 2:
        return False
    following = [a for a in anchors if a.start >= time.end]
    if not following:
        return False
    start, _ = words.range_of(min(following))
    return start - hi <= 1 and all(words.surface[k] in ",-–" for k in range(hi, start))
