"""What stands inside another's words: "A said B had told C that …"."""

from __future__ import annotations

from bisect import bisect_right

from headwater.read.sheet import Draft, Range

WHOLE = frozenset(("content before its cue", "according to", "quotation, then its cue", "quotation broken by its cue"))
"""Rules whose content ends where its attribution begins, for certain."""
MODEL = "model"
"""The rule of drafts that the trained reader found."""
ADVERB_RULE = "hearsay adverb"
QUOTED = "inside a quotation"
AGAIN = "a content read again"
SAYS_LITTLE = 3
"""Words left of a content that is but another's words of saying: "Das berichtet X unter Berufung auf Y"."""
DEEPEST = 12
"""Contents open at one place that are looked through; nobody cites at thirteen removes."""


def settle(drafts: list[Draft]) -> list[tuple[Draft, int | None]]:
    """The drafts in order of their content's first word, each with the index of the innermost one it is nested in.

    A draft is nested when its cue and content both stand in another's content. Of two that share words of a cue, and of
    two that cross, the surer is kept, else the first. What a surer content cuts off an inner one is cut.
    """
    kept = _each_cue_once(sorted(drafts, key=lambda d: (d.start, d.cue[0] if d.cue else (0, 0), -_reach(d))))
    pieces = sorted((a, -b, number) for number, draft in enumerate(kept) for a, b in draft.content)
    clipped = [_clipped_to_innermost(n, kept, pieces) for n, draft in enumerate(kept) if draft.rule == ADVERB_RULE]
    if any(clipped):
        pieces = sorted((a, -b, number) for number, draft in enumerate(kept) for a, b in draft.content)
    outer: list[int | None] = [None] * len(kept)
    dropped: set[int] = set()
    cues = sorted((d.cue[0], number) for number, d in enumerate(kept) if d.cue)
    # One sweep over the text: open pieces form a stack, the innermost last.
    stack: list[tuple[int, int]] = []
    at = 0
    for cue, number in cues:
        while at < len(pieces) and pieces[at][0] <= cue[0]:
            _, negative_end, owner = pieces[at]
            stack.append((-negative_end, owner))
            at += 1
        stack = [one for one in stack if one[0] > cue[0]][-DEEPEST:]
        for end, owner in sorted(stack, key=lambda one: (one[0], -kept[one[1]].start, one[1])):
            if owner == number or end < cue[1]:
                continue
            if owner in dropped or not any(a <= cue[0] and cue[1] <= b for a, b in kept[owner].content):
                continue
            if _surer(kept[owner], kept[number]):
                _clip(kept[number], kept[owner].content)
            inside = all(_within(piece, kept[owner].content) for piece in kept[number].content)
            if inside and outer[owner] != number:
                outer[number] = owner
                break
            if not inside and kept[number].content:
                # The surer of the two stays.
                before = max(b for _, b in kept[number].content) <= kept[owner].start
                says_little = before and _left_over(kept[owner].content, kept[number]) <= SAYS_LITTLE
                weaker = owner if says_little or _surer(kept[number], kept[owner]) else number
                dropped.add(weaker)
                if weaker == number:
                    break
    # What a quotation or a content cites has a place only in the attribution it was found in.
    inner = {QUOTED, AGAIN}
    dropped |= {number for number, d in enumerate(kept) if not inner.isdisjoint(d.also) and outer[number] is None}
    left = [number for number in range(len(kept)) if number not in dropped]
    place = {number: k for k, number in enumerate(left)}

    def alive(number: int | None) -> int | None:
        steps = 0
        while number is not None and number in dropped and steps < len(kept):
            number, steps = outer[number], steps + 1
        return None if number is None else place.get(number)

    return [(kept[number], alive(outer[number])) for number in left]


def _each_cue_once(ordered: list[Draft]) -> list[Draft]:
    kept: list[Draft | None] = []
    holds: dict[int, int] = {}
    for draft in ordered:
        words = [i for a, b in draft.cue for i in range(a, b)]
        rivals = {holds[i] for i in words if i in holds}
        if draft.source:
            # "X reportedly told Y": one attribution, to X.
            for n in [n for n in rivals if (rival := kept[n]) is not None and rival.rule == ADVERB_RULE]:
                kept[n] = None
                rivals.discard(n)
        if any(not _surer(draft, rival) for n in rivals if (rival := kept[n]) is not None):
            continue
        for n in rivals:
            kept[n] = None
        holds.update(dict.fromkeys(words, len(kept)))
        kept.append(draft)
    return [draft for draft in kept if draft is not None]


def _clipped_to_innermost(number: int, kept: list[Draft], pieces: list[tuple[int, int, int]]) -> bool:
    """Cut a content that is the whole clause around an adverb of hearsay to the content that the adverb stands in."""
    draft = kept[number]
    cue = draft.cue[0]
    at = bisect_right(pieces, (cue[0], 0, len(kept)))
    for start, negative_end, owner in reversed(pieces[max(0, at - DEEPEST) : at]):
        outside = owner != number and -negative_end >= cue[1] and kept[owner].cue
        if outside and not any(start <= a < -negative_end for a, _ in kept[owner].cue):
            before = list(draft.content)
            _clip(draft, kept[owner].content)
            return draft.content != before
    return False


def _surer(one: Draft, other: Draft) -> bool:
    """True when the ends of `one`'s content are to be trusted before those of `other`'s: a model's, then those that end where the attribution begins."""
    return _rank(one) > _rank(other)


def _rank(draft: Draft) -> int:
    return 2 if draft.rule == MODEL else 1 if draft.rule in WHOLE else 0


def _left_over(content: list[Range], of: Draft) -> int:
    """Words of a content that are not source or cue of another draft."""
    told = {i for a, b in (*of.source, *of.cue) for i in range(a, b)}
    return sum(i not in told for a, b in content for i in range(a, b))


def _clip(draft: Draft, content: list[Range]) -> None:
    """Cut what reaches out of the outer content off the inner one."""
    cut = [(max(a, c), min(b, d)) for a, b in draft.content for c, d in content]
    draft.content = [piece for piece in cut if piece[0] < piece[1]] or draft.content


def _within(piece: Range, content: list[Range]) -> bool:
    return any(a <= piece[0] and piece[1] <= b for a, b in content)


def _reach(draft: Draft) -> int:
    return max(b for _, b in (draft.content or draft.cue or draft.source))
