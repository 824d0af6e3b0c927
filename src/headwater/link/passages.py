"""Rare word runs: the features by which documents that share text are found.

A feature is the shortest run of 3 to 6 words, from each word on, that is rare enough. How rare a word is comes
from the documents at hand, so no language needs a list of common words.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from headwater.link.normal import Words

Floats = npt.NDArray[np.float32]
Marks = npt.NDArray[np.uint64]

# Words are counted in so many cells by the top bits of their key. Of 100,000 different words, one in 40 shares its
# cell and looks a little more common than it is.
_CELLS = 22
_RARE_WORD = 14.0  # bits of a long word before any text was seen: once in 16,000 words
_PIECE = 1 << 19  # words at a time, so that the working arrays stay small
_MIX = tuple(
    np.uint64(n)
    for n in (
        0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F,
        0xE7037ED1A0B428DB, 0x8EBC6AF09C88C6E3, 0x589965CC75374CC3,
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rare:
    """What makes a run of words rare enough to look for.

    `bits`: the words' information together, at least; a run of so many bits is expected once in 2^bits places.
    `shortest`, `longest`: words in a run. `letter_bits`: what one letter can carry.
    `background`: words imagined beside those at hand, each as frequent as its letters allow, so that a handful of
    texts is judged as it would be among some more.
    `stock`: places in which a run may stand; in more it is a stock phrase or boilerplate, and its words say
    nothing, unless such runs overlap in a chain of `sentence` words: then it is a statement many have repeated.
    `footer`: the same bound where the chain stands at the head or the foot of its text.
    `feet`: texts among whose last `footer` words a run stands, from which on it is the foot of an outlet's pages.
    """

    # Measured on 20,000 documents made from 820 real articles, 38,009 pairs that share a sentence or more; in
    # brackets the recall of pairs that share one sentence, where the threshold is set for a precision of .99.
    # 35 bits [.90], 32 [.88], 30 [.88]: easier runs find twice the candidates and nothing but chance among them.
    bits: float = 35.0
    # From 3 words [.91], from 4 [.88]: with four words in ten changed, four running words rarely survive.
    shortest: int = 3
    longest: int = 6
    # No bound [.62], 2.5 bits a letter [.85], 2.0 [.85], 1.5 [.83], all with `Alignment.mismatch` 1.
    letter_bits: float = 2.0
    background: int = 4000
    # Words of stock phrases left as they are [.88], at nothing [.90]. One newspaper story in 612 real articles had a
    # statement of 13 words in more than 100 of them, so a chain of 13 is kept; footers in a row have 12.
    stock: int = 100
    sentence: int = 13
    footer: int = 40
    # An outlet's foot may stand in three of five documents, far below `stock`. It only decides where two share nothing else.
    feet: int = 3


@dataclass(frozen=True, slots=True)
class Seen:
    """How often each word was seen: `cells`, counted by the top bits of the words' keys; `words` in all."""

    cells: npt.NDArray[np.int64]
    words: int


def seen_in(words: Words) -> Seen:
    """How often each word stands in `words`."""
    cells = np.zeros(1 << _CELLS, np.int64)
    for low in range(0, len(words), _PIECE):
        cells += np.bincount(words.key[low : low + _PIECE] >> np.uint32(32 - _CELLS), minlength=1 << _CELLS)
    return Seen(cells, len(words))


def information(words: Words, settings: Rare = Rare(), seen: Seen | None = None) -> Floats:
    """Bits of each word: how surprising it is among all words `seen`, but no more than its letters can carry.

    `seen`: None for `words` themselves. Without that bound "pen" and "54" would weigh as much as a surname, and sentences cast in one mould
    ("fell 3.54 points, or 0.2 percent, to …") would look like copies of each other.
    """
    seen = seen or seen_in(words)
    total = np.float32(seen.words + settings.background)
    carries = np.minimum(np.arange(65536, dtype=np.float32) * np.float32(settings.letter_bits), np.float32(_RARE_WORD))
    expected = np.float32(settings.background) * np.exp2(-carries)
    bits = np.empty(len(words), np.float32)
    for low in range(0, len(words), _PIECE):
        piece = slice(low, low + _PIECE)
        key, letters = words.key[piece], words.size[piece]
        times = seen.cells[key >> np.uint32(32 - _CELLS)].astype(np.float32)
        # A character that is a word of its own (odd key) carries what it carries.
        alone = (key & np.uint32(1)).astype(bool)
        times += np.where(alone, expected[4], expected[letters])
        surprise = np.log2(total / times)
        room = np.where(alone, np.float32(32), np.float32(settings.letter_bits) * letters)
        np.minimum(surprise, room, out=bits[piece])
    return bits


@dataclass(frozen=True, slots=True)
class Runs:
    """The rare runs of some texts: `features` for `Engine.pairs`, which words stand in stock phrases, `feet` (marks)."""

    features: pa.Table
    stock: npt.NDArray[np.bool_]
    feet: npt.NDArray[np.bool_]


def rare_runs(words: Words, bits: Floats, settings: Rare = Rare()) -> Runs:
    """The rare runs that may stand in more than one place, one row each.

    `features`: doc int32, feature uint64, position int32 (place of the run's first word in its text). Most runs
    stand in one place only and are left out; some of those stay by chance, which costs time and changes nothing.
    `stock`: a bool a word, True inside a run that is rare by its words and yet stands in more than
    `settings.stock` places. `feet`: True where a run begins that many texts end with (`Rare.feet`).
    """
    feature, length = runs_from(words, bits, settings)
    places = _how_often(feature, settings.stock)
    stock = phrases(words, places, length, settings)
    feet = in_feet(words, feature, feet_of(words, feature, settings), settings)
    at = np.flatnonzero((places > 1) & ~((places > settings.stock) & stock))
    feature = feature[at]  # here, so that the long array is not held beside what follows
    doc = (np.searchsorted(words.first, at, side="right") - 1).astype(np.int32)
    at -= words.first[doc]
    return Runs(pa.table({"doc": doc, "feature": feature, "position": at.astype(np.int32)}), stock, feet)


def feet_of(words: Words, feature: Marks, settings: Rare) -> Marks:
    """The marks of runs that stand among the last words of many texts, sorted."""
    at, text = _last_words(words, settings)
    mark = feature[at]
    order = np.lexsort((text, mark))
    mark, text = mark[order], text[order]
    new = np.ones(len(mark), bool)  # a run counts once a text
    new[1:] = (mark[1:] != mark[:-1]) | (text[1:] != text[:-1])
    marks, texts = np.unique(mark[new], return_counts=True)
    feet: Marks = marks[(texts >= settings.feet) & (marks != 0)]
    return feet


def in_feet(words: Words, feature: Marks, feet: Marks, settings: Rare) -> npt.NDArray[np.bool_]:
    """Which words begin one of the runs `feet`, among the last words of a text."""
    found = np.zeros(len(words), bool)
    at, _ = _last_words(words, settings)
    found[at] = np.isin(feature[at], feet)
    return found


def _last_words(words: Words, settings: Rare) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The last words of each text, as many as a foot has, and whose they are."""
    begins = np.maximum(words.first[1:] - settings.footer, words.first[:-1])
    many = words.first[1:] - begins
    at = np.arange(int(many.sum())) + np.repeat(begins - (np.cumsum(many) - many), many)
    return at, np.repeat(np.arange(len(many)), many)


_APART = 3  # words too common for a run of their own may stand between two runs of one statement


def phrases(
    words: Words, places: npt.NDArray[np.uint16], length: npt.NDArray[np.uint8], settings: Rare
) -> npt.NDArray[np.bool_]:
    """Words inside stock phrases, from each word's run: in how many places it stands and how long it is.

    Frequent runs that overlap in a chain shorter than a sentence, or than a footer.

    The chain goes on over runs half as frequent, or a statement would fall to pieces where some copies end.
    """
    stock = np.zeros(len(places), bool)
    starts = np.flatnonzero(places > settings.stock // 2)
    if len(starts) == 0:
        return stock
    text = np.searchsorted(words.first, starts, side="right") - 1
    reach = np.maximum.accumulate(starts + length[starts])
    new = np.ones(len(starts), bool)
    new[1:] = (starts[1:] > reach[:-1] + _APART) | (text[1:] != text[:-1])
    opens = np.flatnonzero(new)
    first, end, text = starts[opens], reach[np.append(opens[1:], len(starts)) - 1], text[opens]
    most = np.maximum.reduceat(places[starts], opens)
    edge = (first - words.first[text] <= _APART) | (words.first[text + 1] - end <= _APART)
    short = end - first < np.where(edge, settings.footer, settings.sentence)
    short &= most > settings.stock
    for low, high in zip(first[short].tolist(), end[short].tolist(), strict=True):
        stock[low:high] = True
    return stock


def runs_from(words: Words, bits: Floats, settings: Rare) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint8]]:
    """For each word the mark of the shortest rare run that starts there (0: none), and the run's length in words."""
    feature = np.zeros(len(words), np.uint64)
    length = np.zeros(len(words), np.uint8)
    for low in range(0, len(words), _PIECE):
        high = min(low + _PIECE, len(words))
        ahead = min(high + settings.longest, len(words))
        key, rare = words.key[low:ahead], bits[low:ahead]
        texts = slice(*np.searchsorted(words.first, (low, high), side="right"))
        ends = np.append(words.first[texts], ahead)
        room = np.repeat(ends, np.diff(np.concatenate([[low], np.minimum(ends, high)]))) - np.arange(low, high)
        mark = np.zeros(high - low, np.uint64)
        so_far = np.zeros(high - low, np.float32)
        out, size = feature[low:high], length[low:high]
        for n in range(1, settings.longest + 1):
            reach = min(high - low, ahead - low - n + 1)
            mark[:reach] = (mark[:reach] ^ key[n - 1 : n - 1 + reach]) * _MIX[n - 1]
            mark[:reach] ^= mark[:reach] >> np.uint64(29)
            so_far[:reach] += rare[n - 1 : n - 1 + reach]
            if n >= settings.shortest:
                found = (size == 0) & (room >= n) & (so_far >= settings.bits)
                found[reach:] = False
                out[found] = mark[found] | np.uint64(1)
                size[found] = n
    return feature, length


_PARTS, _CELLS_EACH = 3, 23  # 2^3 parts of 2^23 cells: one run in five shares its cell with another at 15 million runs


def _how_often(feature: npt.NDArray[np.uint64], stock: int) -> npt.NDArray[np.uint16]:
    """In how many places each mark stands, counted by cells, at most `stock` + 1; 0 for no mark."""
    places = np.zeros(len(feature), np.uint16)
    for part in range(1 << _PARTS):
        low, high = part << (64 - _PARTS), (part + 1) << (64 - _PARTS)
        at = np.flatnonzero((feature >= np.uint64(max(low, 1))) & (feature <= np.uint64(high - 1)))
        cell = (feature[at] >> np.uint64(64 - _PARTS - _CELLS_EACH)).astype(np.intp)
        cell &= (1 << _CELLS_EACH) - 1
        counts = np.bincount(cell, minlength=1 << _CELLS_EACH)
        np.minimum(counts, stock + 1, out=counts)
        places[at] = counts.astype(np.uint16)[cell]
    return places
