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

# Words are counted in so many cells by the top bits of their key. Of 100,000 different words, one in 40 shares its
# cell and looks a little more common than it is.
_CELLS = 22
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
    """

    bits: float = 35.0
    shortest: int = 3
    longest: int = 6
    letter_bits: float = 2.0


def information(words: Words, settings: Rare = Rare()) -> Floats:  # noqa: B008, a frozen value
    """Bits of each word: how surprising it is among all `words`, but no more than its letters can carry.

    Without that bound "pen" and "54" would weigh as much as a surname, and sentences cast in one mould
    ("fell 3.54 points, or 0.2 percent, to …") would look like copies of each other.
    """
    cell = words.key >> np.uint32(32 - _CELLS)
    counts = np.bincount(cell, minlength=1 << _CELLS)
    surprise = np.log2(len(words) / np.maximum(counts, 1)).astype(np.float32)
    letters = (words.end - words.begin).astype(np.float32)
    # A character that is a word of its own (odd key) carries what it carries.
    room = np.where(words.key & np.uint32(1), np.float32(32), np.float32(settings.letter_bits) * letters)
    return np.minimum(surprise[cell], room)


def rare_runs(words: Words, bits: Floats, settings: Rare = Rare()) -> pa.Table:  # noqa: B008
    """One row a word that a rare run starts at: doc int32, feature uint64, position int32 (the word's place in its text)."""
    size = len(words)
    counts = np.diff(words.first)
    room = np.repeat(words.first[1:], counts) - np.arange(size)
    doc = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    mark = np.zeros(size, np.uint64)
    so_far = np.zeros(size, np.float32)
    feature = np.zeros(size, np.uint64)
    for n in range(1, settings.longest + 1):
        reach = size - n + 1
        if reach <= 0:
            break
        mark[:reach] = (mark[:reach] ^ words.key[n - 1 :]) * _MIX[n - 1]
        mark[:reach] ^= mark[:reach] >> np.uint64(29)
        so_far[:reach] += bits[n - 1 :]
        if n >= settings.shortest:
            found = (feature == 0) & (room >= n) & (so_far >= settings.bits)
            feature[found] = mark[found] | np.uint64(1)
    at = np.flatnonzero(feature)
    position = (at - words.first[doc[at]]).astype(np.int32)
    return pa.table({"doc": doc[at], "feature": feature[at], "position": position})
