"""Places in a text: half-open code-point offsets, and extents broken in pieces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points into a document's text: 0 <= start < end.

    Raises ValueError when it is empty, reversed or starts before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no such span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The words this span covers in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """True when every code point of `other` is in this span."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        """The same length, `by` code points later."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Extent:
    """One or more spans, sorted, never touching: one thing said, perhaps broken in pieces.

    Raises ValueError when there is no span or when two of them touch;
    `Extent.of` sorts and joins for you.
    """

    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError("an extent has at least one span")
        for left, right in zip(self.spans, self.spans[1:], strict=False):
            if left.end >= right.start:
                raise ValueError(f"spans touch or are not sorted: {left}, {right}")

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Extent:
        """The spans as an extent: sorted, overlapping and touching ones joined."""
        joined: list[Span] = []
        for span in sorted(spans):
            if joined and span.start <= joined[-1].end:
                joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
            else:
                joined.append(span)
        return cls(tuple(joined))

    def __iter__(self) -> Iterator[Span]:
        return iter(self.spans)

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end

    @property
    def hull(self) -> Span:
        """The one span from the first piece's start to the last piece's end."""
        return Span(self.start, self.end)

    def of_text(self, text: str) -> str:
        """The words, pieces joined by ' … '."""
        return " … ".join(span.of(text) for span in self.spans)

    def overlaps(self, other: Extent) -> bool:
        """True when any piece of one shares a code point with a piece of the other."""
        return any(a.overlaps(b) for a in self.spans for b in other.spans)

    def size(self) -> int:
        """Code points covered."""
        return sum(len(span) for span in self.spans)
