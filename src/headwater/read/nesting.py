"""What stands inside another's words: "A said B had told C that …"."""

from __future__ import annotations

from headwater.read.sheet import Draft, Range

WHOLE = frozenset(("content before its cue", "according to", "quotation, then its cue", "quotation broken by its cue"))
"""Rules whose content ends where its attribution begins, for certain."""
QUOTED = "inside a quotation"
DEEPEST = 12
"""Contents open at one place that are looked through; nobody cites at thirteen removes."""


def settle(drafts: list[Draft]) -> list[tuple[Draft, int | None]]:
    """The drafts in order of their content's first word, each with the index of the one it is nested in.

    A draft is nested when its cue and content both stand in another's content; of two that cross, the surer is kept, as is the second of two with the same cue.
    """
    ordered = sorted(drafts, key=lambda d: (d.start, d.cue[0] if d.cue else (0, 0), -_reach(d)))
    seen: set[Range] = set()
    kept: list[Draft] = []
    for draft in ordered:
        head = draft.cue[0] if draft.cue else None
        if head is not None:
            if head in seen:
                continue
            seen.add(head)
        kept.append(draft)
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
        for end, owner in sorted(stack):
            if owner == number or end < cue[1]:
                continue
            if owner in dropped or not any(a <= cue[0] and cue[1] <= b for a, b in kept[owner].content):
                continue
            if kept[owner].rule in WHOLE and kept[number].rule not in WHOLE:
                _clip(kept[number], kept[owner].content)
            inside = all(_within(piece, kept[owner].content) for piece in kept[number].content)
            if inside and outer[owner] != number:
                outer[number] = owner
                break
            if not inside and kept[number].content:
                # The surer of the two stays.
                weaker = owner if kept[number].rule in WHOLE and kept[owner].rule not in WHOLE else number
                dropped.add(weaker)
                if weaker == number:
                    break
    # What a quotation cites has a place only in an attribution of that quotation.
    dropped |= {number for number, d in enumerate(kept) if QUOTED in d.also and outer[number] is None}
    left = [number for number in range(len(kept)) if number not in dropped]
    place = {number: k for k, number in enumerate(left)}

    def alive(number: int | None) -> int | None:
        steps = 0
        while number is not None and number in dropped and steps < len(kept):
            number, steps = outer[number], steps + 1
        return None if number is None else place.get(number)

    return [(kept[number], alive(outer[number])) for number in left]


def _clip(draft: Draft, content: list[Range]) -> None:
    """Cut what reaches out of the outer content off the inner one."""
    cut = [(max(a, c), min(b, d)) for a, b in draft.content for c, d in content]
    draft.content = [piece for piece in cut if piece[0] < piece[1]] or draft.content


def _within(piece: Range, content: list[Range]) -> bool:
    return any(a <= piece[0] and piece[1] <= b for a, b in content)


def _reach(draft: Draft) -> int:
    return max(b for _, b in (draft.content or draft.cue or draft.source))
