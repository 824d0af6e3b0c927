"""From places where rare runs agree to aligned passages: as far as the words go on agreeing, with some changed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from headwater.link.normal import Words
from headwater.link.passages import Floats

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Alignment:
    """When two stretches of words count as the same passage.

    A word that agrees adds its bits; one that does not takes away `mismatch` times its own and its counterpart's
    mean bits, and `step` more. The stretch ends where that sum is greatest; it is looked for `reach` words
    beyond the last rare run.
    """

    # Measured as in `Rare`: 1 [.85], 0.7 [.87], 0.5 [.901], 0.4 [.908], 0.3 [.912].
    mismatch: float = 0.3
    step: float = 1.0
    reach: int = 24


@dataclass(frozen=True, slots=True)
class Stretches:
    """Aligned stretches as arrays, one row each, sorted by a, b and place.

    `a`, `b`: documents (a < b); `start`, `end`: words of all texts counted through, half-open, in a; `shift`: how
    much further on the counterpart stands; `bits`: score; `same`: words that agree.
    """

    a: Ints
    b: Ints
    start: Ints
    end: Ints
    shift: Ints
    bits: npt.NDArray[np.float64]
    same: Ints


_CHUNK = 20_000  # stretches at a time


def aligned(words: Words, bits: Floats, runs: pa.Table, settings: Alignment = Alignment()) -> Stretches:
    """Each row of `runs` (see `Engine.pairs`) extended in both directions, without gaps, to its best end."""
    columns = {name: runs[name].to_numpy().astype(np.int64) for name in ("a", "b", "at_a", "at_b", "until")}
    a, b = columns["a"], columns["b"]
    start = words.first[a] + columns["at_a"]
    last = words.first[a] + columns["until"]
    shift = words.first[b] + columns["at_b"] - start
    out: list[tuple[Ints, Ints, npt.NDArray[np.float64], Ints]] = []
    for low in range(0, len(a), _CHUNK):
        rows = slice(low, low + _CHUNK)
        out.append(_extended(words, bits, a[rows], b[rows], start[rows], last[rows], shift[rows], settings))
    if not out:
        none = np.empty(0, np.int64)
        return Stretches(none, none, none, none, none, np.empty(0), none)
    start, end, score, same = (np.concatenate(parts) for parts in zip(*out, strict=True))
    return Stretches(a, b, start, end, shift, score, same)


def _extended(
    words: Words, bits: Floats, a: Ints, b: Ints, start: Ints, last: Ints, shift: Ints, settings: Alignment
) -> tuple[Ints, Ints, npt.NDArray[np.float64], Ints]:
    """Start, end, score and agreeing words of some stretches."""
    steps = np.arange(settings.reach)
    end = last + 1
    room = np.minimum(words.first[a + 1] - end, words.first[b + 1] - end - shift)
    right, gained_right, same_right = _furthest(words, bits, end, shift, room, steps, 1, settings)
    room = np.minimum(start - words.first[a], start + shift - words.first[b])
    left, gained_left, same_left = _furthest(words, bits, start - 1, shift, room, steps, -1, settings)
    length = end - start
    offset = np.cumsum(length) - length
    at = np.arange(int(length.sum())) + np.repeat(start - offset, length)
    there = at + np.repeat(shift, length)
    agree = words.key[at] == words.key[there]
    score = np.add.reduceat(_scores(bits, at, there, agree, settings), offset).astype(np.float64)
    same = np.add.reduceat(agree.astype(np.int64), offset)
    return start - left, end + right, score + gained_left + gained_right, same + same_left + same_right


def _scores(bits: Floats, at: Ints, there: Ints, agree: npt.NDArray[np.bool_], settings: Alignment) -> Floats:
    here = bits[at]
    lost = -settings.step - settings.mismatch / 2 * (here + bits[there])
    return np.where(agree, here, lost).astype(np.float32)


def _furthest(
    words: Words, bits: Floats, origin: Ints, shift: Ints, room: Ints, steps: Ints, way: int, settings: Alignment
) -> tuple[Ints, Floats, Ints]:
    """How many words to go on from `origin` (way 1: onward, -1: back), the bits gained, and the words that agree."""
    at = origin[:, None] + way * steps
    outside = steps >= room[:, None]
    at[outside] = 0
    there = at + shift[:, None]
    there[outside] = 0
    agree = (words.key[at] == words.key[there]) & ~outside
    score = _scores(bits, at, there, agree, settings)
    score[outside] = -1e6
    total = np.cumsum(score, axis=1)
    best = total.argmax(axis=1)
    rows = np.arange(len(origin))
    gained = np.maximum(total[rows, best], 0)
    taken = np.where(gained > 0, best + 1, 0)
    same = np.where(taken > 0, np.cumsum(agree, axis=1)[rows, best], 0)
    return taken, gained, same
