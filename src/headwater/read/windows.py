"""A text as the encoder sees it: words, their looks, and windows that hold whole paragraphs.

Training and reading share this module, so that the model meets at run time what it learned from. Standard library only.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

WORD = re.compile(r"\w+|[^\w\s]")
SHAPES = ("lower", "capitalised", "upper", "digits", "mark", "other")
QUOTED = ("outside", "inside", "mark")
PLACES = ("within", "paragraph", "sentence")
_ENDS = frozenset(".!?…؟")


@dataclass(frozen=True, slots=True)
class Looks:
    """The words of a text, as offsets and as the features of each word that its letters alone do not show.

    `starts` and `ends` are code-point offsets; `shape`, `quoted` and `place` are indices into SHAPES, QUOTED, PLACES.
    `paragraphs` are ranges of words.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    shape: tuple[int, ...]
    quoted: tuple[int, ...]
    place: tuple[int, ...]
    paragraphs: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.starts)

    def covered(self, start: int, end: int) -> range:
        """The words that share a character with the code points from `start` to `end`."""
        first = bisect_right(self.ends, start)
        return range(first, max(first, bisect_left(self.starts, end)))


def looks_of(text: str, quotations: Sequence[tuple[int, int]]) -> Looks:
    """The words of `text`; `quotations` are the ranges of its quotations in code points, their marks included."""
    starts: list[int] = []
    ends: list[int] = []
    shape: list[int] = []
    place: list[int] = []
    paragraphs: list[tuple[int, int]] = []
    last, opened, ended = 0, 0, False
    for found in WORD.finditer(text):
        start, end = found.span()
        word = found.group()
        fresh = not starts or text.find("\n", last, start) >= 0
        if fresh and starts:
            paragraphs.append((opened, len(starts)))
            opened = len(starts)
        place.append(1 if fresh else 2 if ended and word[0].isalnum() else 0)
        if word[0].isalnum() or word[0] not in "\"'”’»)]":
            ended = word in _ENDS
        starts.append(start)
        ends.append(end)
        shape.append(_shape(word))
        last = end
    if starts:
        paragraphs.append((opened, len(starts)))
    quoted = [0] * len(starts)
    for start, end in quotations:
        first, after = bisect_right(ends, start), bisect_left(starts, end)
        for i in range(first, after):
            quoted[i] = 1
        if first < after:
            quoted[first] = 2 if shape[first] == 4 else 1
            quoted[after - 1] = 2 if shape[after - 1] == 4 else 1
    return Looks(tuple(starts), tuple(ends), tuple(shape), tuple(quoted), tuple(place), tuple(paragraphs))


def _shape(word: str) -> int:
    if not (word[0].isalnum() or word[0] == "_"):
        return 4
    if word.isdigit():
        return 3
    if word.islower():
        return 0
    if word[0].isupper():
        return 2 if len(word) > 1 and word.isupper() else 1
    return 5


def windows_of(looks: Looks, sizes: Sequence[int], most: int, offset: int = 0) -> list[tuple[int, int]]:
    """Ranges of words that follow each other, each of at most `most` pieces, cut between paragraphs where one fits.

    `sizes` counts each word's pieces. `offset` shortens the first window by so many pieces, so that training meets
    cuts in other places. A paragraph longer than a window is cut after a sentence, or where it must be.
    """
    cuts = [first for first, _ in looks.paragraphs]
    pieces = _sums(sizes)
    out: list[tuple[int, int]] = []
    start, room = 0, max(most - offset, most // 4)
    while start < len(looks):
        after = bisect_right(pieces, pieces[start] + room) - 1
        if after >= len(looks):
            after = len(looks)
        else:
            after = max(after, start + 1)
            k = bisect_right(cuts, after) - 1
            if k >= 0 and cuts[k] > start and pieces[cuts[k]] - pieces[start] >= room // 3:
                after = cuts[k]
            else:
                after = _after_sentence(looks, start, after)
        out.append((start, after))
        start, room = after, most
    return out


def _after_sentence(looks: Looks, start: int, after: int) -> int:
    for i in range(after, start + (after - start) // 2, -1):
        if i < len(looks) and looks.place[i]:
            return i
    return after


def _sums(sizes: Sequence[int]) -> list[int]:
    sums = [0]
    for size in sizes:
        sums.append(sums[-1] + size)
    return sums


def pieces_of_words(looks: Looks, offsets: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """The first piece of each word, and how many pieces begin in it; a word without a piece of its own shares the last one."""
    first = [-1] * len(looks)
    sizes = [0] * len(looks)
    word = 0
    for piece, (start, end) in enumerate(offsets):
        if end <= start:
            continue
        while word + 1 < len(looks) and looks.ends[word] <= start:
            word += 1
        sizes[word] += 1
        if first[word] < 0:
            first[word] = piece
        covered = word + 1
        while covered < len(looks) and looks.ends[covered] <= end:
            if first[covered] < 0:
                first[covered] = piece
            covered += 1
    last = 0
    for i, piece in enumerate(first):
        if piece < 0:
            first[i] = last
        last = first[i]
    return first, sizes
