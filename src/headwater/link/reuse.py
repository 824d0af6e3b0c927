"""Which documents share text, down to one sentence, and every passage they share, as spans in both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby, islice
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from headwater.core import Document, Evidence, Link, Match, Span
from headwater.engine import Engine, Pairs
from headwater.link.alignment import Alignment, Stretches, aligned
from headwater.link.normal import Words
from headwater.link.passages import Rare, information, rare_runs
from headwater.link.texts import Copy, Texts, copies_of, texts_of

LOOK_ALIKES = "look-alike letters"
# Disguised words shown for each side of a link: a text disguised throughout has hundreds, and shares them with many.
DISGUISED_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Reuse:
    """When documents share text.

    `enough`: bits of one passage, or of passages that stand in the same order at the same distance, from which on
    two documents share text by derivation. `part`: bits from which on a further passage of such a pair is shown.
    `further`: bits that each passage after the first must spend before it counts: its place is one of very many.
    `sentence`, `brevity`: passages of fewer agreeing words than `sentence` lose `brevity` bits for each that is
    missing: a name with its title ("the former Indian cricket captain …") is rare and yet nobody's sentence.
    `letterhead`: words up to which a passage at the head or foot of two documents of one outlet is its letterhead.
    `gap`: words between two passages that are still one passage with a gap. `sway`: words that may come in or
    drop out between passages that are counted together.
    """

    rare: Rare = field(default_factory=Rare)
    pairs: Pairs = field(default_factory=Pairs)
    alignment: Alignment = field(default_factory=Alignment)
    # 64 bits: precision .992, one shared sentence found in .922; 68: .994, .915; 71: .996, .909 (corpus as in `Rare`).
    enough: float = 68.0
    part: float = 40.0
    further: float = 25.0
    # Without it .912 of the pairs with one shared sentence at precision .99, with 2 bits a word .919, with 3 .922.
    sentence: int = 14
    brevity: float = 3.0
    letterhead: int = 30
    gap: int = 12
    sway: int = 4


def shared_text(documents: Sequence[Document], engine: Engine, settings: Reuse = Reuse()) -> tuple[Link, ...]:
    """Pairs of documents that share text, by id, each with its passages in the order of a's text.

    Relation "same text" for exactly equal texts, else "shared passage". A match's score is the share of its words
    that agree (0 to 1); a link's says how sure derivation is. Coverage counts the words that agree. Where one text
    disguises words with letters of another script that pass for its own, the link's `because` says "look-alike
    letters in a" (or "in b"), and each such word inside a shared passage is one more match with
    because ("look-alike letters",): the disguised word and its counterpart, both as spans; the first 20 of each side.
    """
    unique = {document.sha256: document.text for document in documents}
    copies = copies_of(documents)
    texts = texts_of([unique[sha256] for sha256 in copies], engine)
    return among(list(copies.values()), texts, engine, settings)


def among(
    copies: Sequence[Sequence[Copy]], texts: Texts, engine: Engine, settings: Reuse = Reuse()
) -> tuple[Link, ...]:
    """The links between the documents of some texts; see `shared_text`. `copies`: the documents of each text."""
    links = [link for same, length in zip(copies, texts.lengths, strict=True) for link in same_text(same, length)]
    if len(words := texts.words):
        bits = information(words, settings.rare)
        rare = rare_runs(words, bits, settings.rare)
        bits[rare.stock] = 0
        found = aligned(words, bits, engine.pairs(rare.features, settings.pairs), settings.alignment)
        links += between(copies, texts, found, rare.feet, settings)
    return tuple(sorted(links, key=lambda link: (link.a, link.b)))


def same_text(same: Sequence[Copy], length: int) -> Iterator[Link]:
    """A link for each two documents of one text of `length` code points, which is not blank (0)."""
    for a, b in combinations(sorted(copy.id for copy in same), 2):
        if length:
            whole = Span(0, length)
            match = Match(Evidence(a, whole), Evidence(b, whole), 1.0, ("same text",))
            yield Link(a, b, "same text", (match,), 1.0, 1.0, 1.0, ("same text, letter for letter",))


def between(
    copies: Sequence[Sequence[Copy]],
    texts: Texts,
    found: Stretches,
    feet: np.ndarray[tuple[int], np.dtype[np.bool_]],
    settings: Reuse,
) -> Iterator[Link]:
    """The links that aligned stretches of different texts amount to, in no order. `feet`: see `passages.Runs`."""
    words = texts.words
    for a, b, rows in _pairs_that_share(words, found, settings):
        if _one_outlet(copies[a][0], copies[b][0]):
            news = [row for row in rows if not _is_letterhead(row, words, a, b, settings)]
            if len(news) < len(rows) and not any(row.bits >= settings.enough for row in news):
                continue
            rows = news
        if sum(row.bits for row in rows if not _is_foot(row, words, a, b, feet, settings)) < settings.enough:
            continue
        shared = _Shared(words, rows, a, b, settings)
        for one in copies[a]:
            for other in copies[b]:
                yield shared.link(one.id, other.id, texts.disguised[a], texts.disguised[b])


class _Passage(NamedTuple):
    """Words counted through all texts, half-open, in a and b; their characters; words that agree; bits."""

    start: int
    end: int
    start_b: int
    end_b: int
    begins: int
    ends: int
    begins_b: int
    ends_b: int
    same: float
    bits: float


def _pairs_that_share(words: Words, found: Stretches, settings: Reuse) -> Iterator[tuple[int, int, list[_Passage]]]:
    """Each two texts that share enough, with the stretches worth showing, the strongest first."""
    total = _counted_together(found, settings)
    enough = total >= settings.enough
    pair = found.a << 32 | found.b
    kept = np.flatnonzero(np.isin(pair, np.unique(pair[enough])) & (enough | (found.bits >= settings.part)))
    kept = kept[np.lexsort((found.shift[kept], found.start[kept], -found.bits[kept], pair[kept]))]
    start, end, shift = found.start[kept], found.end[kept], found.shift[kept]
    columns = (
        start, end, start + shift, end + shift,
        words.begin[start], words.begin[end - 1] + words.size[end - 1],
        words.begin[start + shift], words.begin[end + shift - 1] + words.size[end + shift - 1],
        found.same[kept], found.bits[kept],
    )  # fmt: skip
    rows = map(_Passage, *(column.tolist() for column in columns))
    for both, of_pair in groupby(zip(pair[kept].tolist(), rows, strict=True), key=itemgetter(0)):
        yield both >> 32, both & 0xFFFFFFFF, [row for _, row in of_pair]


def _counted_together(found: Stretches, settings: Reuse) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """For each stretch the bits of all that stand at about the same distance in the same two documents."""
    order = np.lexsort((found.start, found.shift, found.b, found.a))
    a, b, shift, start, end = (x[order] for x in (found.a, found.b, found.shift, found.start, found.end))
    bits = np.maximum(found.bits[order], 0)
    if len(bits) == 0:
        return bits
    new = np.ones(len(a), bool)
    new[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1]) | (shift[1:] - shift[:-1] > settings.sway)
    # The same words found at two distances count once, where they agree better.
    twice = np.flatnonzero(~new[1:] & (start[1:] < end[:-1]) & (end[1:] > start[:-1]))
    bits[np.where(bits[twice + 1] > bits[twice], twice, twice + 1)] = 0
    band = np.cumsum(new) - 1
    first = np.flatnonzero(new)
    best = np.maximum.reduceat(bits, first)
    # A further stretch can stand in as many places as there are words and sways: it must first say which.
    more = np.maximum(bits - settings.further, 0)
    together = np.add.reduceat(more, first) + best - np.maximum(best - settings.further, 0)
    same = np.add.reduceat(np.where(bits > 0, found.same[order], 0), first)
    together -= settings.brevity * np.maximum(settings.sentence - same, 0)
    out = np.empty(len(a))
    out[order] = together[band]
    return out


def _one_outlet(a: Copy, b: Copy) -> bool:
    return (a.outlet is not None and a.outlet == b.outlet) or (a.domain is not None and a.domain == b.domain)


def _is_letterhead(row: _Passage, words: Words, a: int, b: int, settings: Reuse) -> bool:
    """A short passage at the head or the foot of two documents of one outlet: its letterhead, not its news."""
    near = 3
    head = max(row.start - words.first[a], row.start_b - words.first[b]) <= near
    foot = max(words.first[a + 1] - row.end, words.first[b + 1] - row.end_b) <= near
    return bool(head or foot) and row.end - row.start < settings.letterhead


def _is_foot(
    row: _Passage, words: Words, a: int, b: int, feet: np.ndarray[tuple[int], np.dtype[np.bool_]], settings: Reuse
) -> bool:
    """A passage among the last words of two documents that others end with, too: an outlet's foot, not its news."""
    last = settings.rare.footer
    return bool(
        row.start >= words.first[a + 1] - last
        and row.start_b >= words.first[b + 1] - last
        and row.end - row.start < last
        and feet[row.start : row.end].any()
    )


class _Shared:
    """What two texts share: passages in the order of a's text, coverage both ways, how sure."""

    def __init__(self, words: Words, rows: list[_Passage], a: int, b: int, settings: Reuse) -> None:
        self.words = words
        taken: list[_Passage] = []
        cover_a = cover_b = 0.0
        for row in rows:  # the strongest first
            size = row.end - row.start
            again = sum(max(0, min(row.end, t.end) - max(row.start, t.start)) for t in taken)
            if again * 2 > size:  # the same words again, at another distance
                continue
            again_b = sum(max(0, min(row.end_b, t.end_b) - max(row.start_b, t.start_b)) for t in taken)
            cover_a += row.same * (1 - again / size)
            cover_b += row.same * max(0.0, 1 - again_b / size)
            taken.append(row)
        self.passages = _joined(sorted(taken), settings.gap)
        self.coverage = (
            min(1.0, cover_a / int(words.first[a + 1] - words.first[a])),
            min(1.0, cover_b / int(words.first[b + 1] - words.first[b])),
        )
        # Just enough is even; every 30 bits more halve the doubt.
        self.score = 1.0 - 0.5 * 2.0 ** ((settings.enough - max(rows[0].bits, settings.enough)) / 30.0)

    def link(self, a: str, b: str, disguised_a: tuple[Span, ...], disguised_b: tuple[Span, ...]) -> Link:
        """The link between documents `a` and `b`, whichever of the two ids is smaller."""
        swap = b < a
        matches = []
        for p in self.passages:
            share = min(1.0, p.same / max(p.end - p.start, p.end_b - p.start_b))
            here, there = Span(p.begins, p.ends), Span(p.begins_b, p.ends_b)
            matches.append((here, there, round(share, 4), ("shared passage",)))
        because = [f"{len(self.passages)} shared passage{'s' if len(self.passages) > 1 else ''}"]
        for side, spans in (("a", disguised_a), ("b", disguised_b)):
            disguised = (self._counterpart(span, side) for span in spans)
            pairs = list(islice((pair for pair in disguised if pair), DISGUISED_SHOWN))
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
        for start, end, start_b, end_b, *_ in self.passages:
            low, high, shift = (start, end, start_b - start) if side == "a" else (start_b, end_b, start - start_b)
            at = low + int(np.searchsorted(self.words.begin[low:high], span.start, side="right")) - 1
            inside = at >= low and span.start < int(self.words.begin[at]) + int(self.words.size[at])
            for sway in (0, 1, -1, 2, -2):
                other = at + shift + sway
                if inside and 0 <= other < len(self.words) and self.words.key[at] == self.words.key[other]:
                    pair = self.words.span(at, at), self.words.span(other, other)
                    return pair if side == "a" else (pair[1], pair[0])
        return None


def _joined(passages: list[_Passage], gap: int) -> list[_Passage]:
    """Passages that follow each other in both texts with no more than `gap` words between, as one."""
    out: list[_Passage] = []
    for new in passages:
        last = out[-1] if out else None
        if last and new.start - last.end <= gap and abs(new.start_b - last.end_b) <= gap and new.start_b > last.start_b:
            out[-1] = last._replace(
                end=max(last.end, new.end), end_b=max(last.end_b, new.end_b),
                ends=max(last.ends, new.ends), ends_b=max(last.ends_b, new.ends_b), same=last.same + new.same,
            )  # fmt: skip
        else:
            out.append(new)
    return out
