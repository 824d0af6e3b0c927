"""Which documents share text, down to one sentence, and every passage they share, as spans in both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

import numpy as np

from headwater.core import Document, Evidence, Link, Match, Span
from headwater.engine import Engine, Pairs
from headwater.link.alignment import Alignment, Stretches, aligned
from headwater.link.normal import Words, look_alikes, words_of
from headwater.link.passages import Rare, information, rare_runs

LOOK_ALIKES = "look-alike letters"


@dataclass(frozen=True, slots=True)
class Reuse:
    """When documents share text.

    `enough`: bits of one passage, or of passages that stand in the same order at the same distance, from which on
    two documents share text by derivation. `part`: bits from which on a further passage of such a pair is shown.
    `gap`: words between two passages that are still one passage with a gap. `sway`: words that may come in or
    drop out between passages that are counted together.
    """

    rare: Rare = Rare()
    pairs: Pairs = Pairs()
    alignment: Alignment = Alignment()
    enough: float = 82.0
    part: float = 40.0
    gap: int = 12
    sway: int = 4


def shared_text(documents: Sequence[Document], engine: Engine, settings: Reuse = Reuse()) -> tuple[Link, ...]:  # noqa: B008
    """Pairs of documents that share text, by id, each with its passages in the order of a's text.

    Relation "same text" for exactly equal texts, else "shared passage". A match's score is the share of its words
    that agree (0 to 1); a link's says how sure derivation is. Coverage counts the words that agree. Where one text
    disguises words with letters of another script that pass for its own, the link's `because` says "look-alike
    letters in a" (or "in b"), and each such word inside a shared passage is one more match with
    because ("look-alike letters",): the disguised word and its counterpart, both as spans.
    """
    unique: dict[str, list[Document]] = defaultdict(list)
    for document in sorted(documents, key=lambda d: d.id):
        unique[document.sha256].append(document)
    copies = list(unique.values())
    links = [link for same in copies for link in _same_text(same)]
    words = words_of([same[0].text for same in copies])
    if len(words):
        bits = information(words, settings.rare)
        runs = engine.pairs(rare_runs(words, bits, settings.rare), settings.pairs)
        stretches = aligned(words, bits, runs, settings.alignment)
        disguised: dict[int, tuple[Span, ...]] = {}
        for rows in _pairs_that_share(stretches, settings):
            a, b = int(stretches.a[rows[0]]), int(stretches.b[rows[0]])
            for side in (a, b):
                if side not in disguised:
                    disguised[side] = look_alikes(copies[side][0].text)
            found = _Shared(words, stretches, rows, a, b, settings)
            for one in copies[a]:
                for other in copies[b]:
                    links.append(found.link(one.id, other.id, disguised[a], disguised[b]))
    return tuple(sorted(links, key=lambda link: (link.a, link.b)))


def _same_text(same: list[Document]) -> Iterator[Link]:
    """A link for each two documents of one text."""
    for a, b in combinations(same, 2):
        if a.text.strip():
            whole = Span(0, len(a.text))
            match = Match(Evidence(a.id, whole), Evidence(b.id, whole), 1.0, ("same text",))
            yield Link(a.id, b.id, "same text", (match,), 1.0, 1.0, 1.0, ("same text, letter for letter",))


def _pairs_that_share(found: Stretches, settings: Reuse) -> Iterator[list[int]]:
    """For each pair that shares text, the rows of `found` to show, in order of a's text."""
    total = _counted_together(found, settings)
    enough = total >= settings.enough
    if not enough.any():
        return
    pair = found.a << 32 | found.b
    kept = np.flatnonzero(np.isin(pair, np.unique(pair[enough])) & (enough | (found.bits >= settings.part)))
    for _, rows in groupby(kept.tolist(), key=pair.tolist().__getitem__):
        yield sorted(rows, key=lambda row: (found.start[row], found.end[row], found.shift[row]))


def _counted_together(found: Stretches, settings: Reuse) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """For each stretch the bits of all that stand at about the same distance in the same two documents."""
    order = np.lexsort((found.start, found.shift, found.b, found.a))
    a, b, shift, start, end = (x[order] for x in (found.a, found.b, found.shift, found.start, found.end))
    bits = np.maximum(found.bits[order], 0)
    if len(bits) == 0:
        return bits
    new = np.ones(len(a), bool)
    new[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1]) | (shift[1:] - shift[:-1] > settings.sway)
    # The same words found at two distances count once.
    bits[1:][~new[1:] & (start[1:] < end[:-1]) & (end[1:] > start[:-1])] = 0
    band = np.cumsum(new) - 1
    best = np.maximum.reduceat(found.bits[order], np.flatnonzero(new))
    together = np.maximum(np.add.reduceat(bits, np.flatnonzero(new)), best)
    out = np.empty(len(a))
    out[order] = together[band]
    return out


class _Shared:
    """What two texts share: passages as word ranges in both."""

    def __init__(self, words: Words, found: Stretches, rows: list[int], a: int, b: int, settings: Reuse) -> None:
        self.words = words
        passages: list[list[int]] = []  # start and end in a, start and end in b, agreeing words
        covered: tuple[set[int], set[int]] = set(), set()
        bits = 0.0
        for row in sorted(rows, key=lambda r: (-found.bits[r], found.start[r], found.shift[r])):
            start, end, shift = int(found.start[row]), int(found.end[row]), int(found.shift[row])
            agree = np.flatnonzero(words.key[start:end] == words.key[start + shift : end + shift]) + start
            here = set(agree.tolist())
            if len(here & covered[0]) * 2 > len(here):  # the same words again, at another distance
                continue
            bits = max(bits, float(found.bits[row]))
            covered[0].update(here)
            covered[1].update((agree + shift).tolist())
            passages.append([start, end, start + shift, end + shift, len(here)])
        self.bits = bits
        self.passages = _joined(sorted(passages), settings.gap)
        sizes = np.diff(words.first)
        self.coverage = len(covered[0]) / int(sizes[a]), len(covered[1]) / int(sizes[b])
        # Just enough is even; every 30 bits more halve the doubt.
        self.score = 1.0 - 0.5 * 2.0 ** ((settings.enough - max(bits, settings.enough)) / 30.0)

    def link(self, a: str, b: str, disguised_a: tuple[Span, ...], disguised_b: tuple[Span, ...]) -> Link:
        """The link between documents `a` and `b`, whichever of the two ids is smaller."""
        swap = b < a
        matches = []
        for start, end, start_b, end_b, same in self.passages:
            share = min(1.0, same / max(end - start, end_b - start_b))
            there = self.words.span(start_b, end_b - 1)
            matches.append((self.words.span(start, end - 1), there, round(share, 4), ("shared passage",)))
        because = [f"{len(self.passages)} shared passage{'s' if len(self.passages) > 1 else ''}"]
        for side, spans in (("a", disguised_a), ("b", disguised_b)):
            disguised = [self._counterpart(span, side) for span in spans]
            pairs = [pair for pair in disguised if pair]
            if pairs:
                name = ("b" if side == "a" else "a") if swap else side
                because.append(f"{LOOK_ALIKES} in {name}")
                matches += [(one, other, 1.0, (LOOK_ALIKES,)) for one, other in pairs]
        made = [
            Match(Evidence(a, one), Evidence(b, other), score, why)
            if not swap
            else Match(Evidence(b, other), Evidence(a, one), score, why)
            for one, other, score, why in matches
        ]
        made.sort(key=lambda match: (match.because == (LOOK_ALIKES,), match.a, match.b))
        first, second = (b, a) if swap else (a, b)
        cover = self.coverage[::-1] if swap else self.coverage
        return Link(
            first, second, "shared passage", tuple(made), round(self.score, 4), round(cover[0], 4), round(cover[1], 4),
            tuple(because),
        )  # fmt: skip

    def _counterpart(self, span: Span, side: str) -> tuple[Span, Span] | None:
        """The word at `span` of one side and the word it is aligned with, both as (in a, in b); None outside passages."""
        for start, end, start_b, end_b, _ in self.passages:
            low, high, shift = (start, end, start_b - start) if side == "a" else (start_b, end_b, start - start_b)
            at = low + int(np.searchsorted(self.words.end[low:high], span.start, side="right"))
            for sway in (0, 1, -1, 2, -2):
                other = at + shift + sway
                if at < high and 0 <= other < len(self.words) and self.words.key[at] == self.words.key[other]:
                    pair = self.words.span(at, at), self.words.span(other, other)
                    return pair if side == "a" else (pair[1], pair[0])
        return None


def _joined(passages: list[list[int]], gap: int) -> list[list[int]]:
    """Passages that follow each other in both texts with no more than `gap` words between, as one."""
    out: list[list[int]] = []
    for passage in passages:
        start, end, start_b, end_b, same = passage
        last = out[-1] if out else None
        if last and start - last[1] <= gap and -gap <= start_b - last[3] <= gap and start_b > last[2]:
            last[1], last[3], last[4] = max(last[1], end), max(last[3], end_b), last[4] + same
        else:
            out.append([start, end, start_b, end_b, same])
    return out
