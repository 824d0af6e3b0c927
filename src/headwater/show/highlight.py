"""Who says what in one text, as segments that any surface can colour and shape.

A segment is the longest run of letters with the same roles. Shape tells the kind of voice (quotation,
paraphrase, hearsay), a number tells the speaker, so that colour is never the only sign.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from headwater.core import Attribution, Reading

HUES = 8  # colours before they repeat; the number beside the words never does


@dataclass(frozen=True, slots=True)
class Speaker:
    """A holder in one document: number from 1 in order of first words, name, and how often."""

    number: int
    name: str
    kind: str
    times: int

    @property
    def hue(self) -> int:
        return (self.number - 1) % HUES


@dataclass(frozen=True, slots=True)
class Segment:
    """Words with one set of roles.

    `voice` is "quote", "paraphrase", "hearsay" or "own"; `speaker` is the innermost holder's number,
    0 where nobody is named, None in the outlet's own voice. `depth` counts nested attributions.
    `ends` are the numbers of the speakers whose content ends here.
    """

    words: str
    start: int
    voice: str
    speaker: int | None
    depth: int
    role: str
    hedge: bool
    figure: bool
    title: str
    ends: tuple[int, ...] = ()
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Highlighted:
    """A text as paragraphs of segments, and its speakers."""

    paragraphs: tuple[tuple[Segment, ...], ...]
    speakers: tuple[Speaker, ...]
    unnamed: int
    own: bool


_VOICE = {"direct": "quote", "mixed": "paraphrase", "indirect": "paraphrase", "nominal": "paraphrase"}
_QUOTES = {"“": "”", "«": "»", "„": "“”", '"': '"'}


def highlight(reading: Reading) -> Highlighted:
    """The reading's text in segments, paragraph by paragraph (blank lines left out)."""
    text = reading.document.text
    actors = {a.id: a for a in reading.actors}
    numbers: dict[str, int] = {}
    times: dict[str, int] = {}
    for attribution in reading.attributions:
        if attribution.holder in actors:
            holder = attribution.holder or ""
            numbers.setdefault(holder, len(numbers) + 1)
            times[holder] = times.get(holder, 0) + 1

    marks: list[tuple[int, int, str, Attribution | None]] = []
    for attribution in reading.attributions:
        for role in ("content", "source", "cue"):
            extent = getattr(attribution, role)
            if extent:
                marks += [(span.start, span.end, role, attribution) for span in extent]
    for statement in reading.statements:
        marks += [(hedge.start, hedge.end, "hedge", None) for hedge in statement.hedges]
    marks += [(q.span.start, q.span.end, "figure", None) for q in reading.quantities]

    cuts = sorted({0, len(text)} | {edge for start, end, *_ in marks for edge in (start, end) if edge <= len(text)}
                  | {edge for start, end in _quotations(text) for edge in (start, end)})  # fmt: skip
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for n, (start, end, *_) in enumerate(marks):
        opening.setdefault(start, []).append(n)
        closing.setdefault(end, []).append(n)
    inside_quotes = _Cursor(_quotations(text))

    active: set[int] = set()
    segments: list[Segment] = []
    for start, end in itertools.pairwise(cuts):
        active -= set(closing.get(start, ()))
        active |= set(opening.get(start, ()))
        ends = tuple(
            numbers.get(a.holder or "", 0)
            for n in sorted(closing.get(end, ()))
            if marks[n][2] == "content" and (a := marks[n][3]) is not None and a.content and a.content.end == end
        )
        roles = [marks[n] for n in sorted(active)]
        contents = [m for m in roles if m[2] == "content" and m[3] is not None]
        contents.sort(key=lambda m: (m[1] - m[0], m[0]), reverse=True)
        quoted = inside_quotes.holds(start)
        voice, speaker, title = "own", None, ""
        if contents:
            inner = contents[-1][3]
            assert inner is not None
            speaker = numbers.get(inner.holder or "", 0)
            voice = "hearsay" if inner.stance == "hearsay" else _VOICE[inner.kind]
            if inner.kind == "mixed" and quoted:
                voice = "quote"
            who = actors[inner.holder].name if inner.holder in actors else "nobody named"
            title = f"{who} · {inner.kind} · {inner.stance} · {inner.confidence:.0%} sure"
        role = next((m[2] for m in roles if m[2] in ("cue", "source")), "")
        segments.append(
            Segment(
                words=text[start:end],
                start=start,
                voice=voice,
                speaker=speaker,
                depth=len(contents),
                role=role,
                hedge=any(m[2] == "hedge" for m in roles),
                figure=any(m[2] == "figure" for m in roles),
                title=title,
                ends=ends,
                quoted=quoted,
            )
        )
    speakers = tuple(
        Speaker(number, actors[holder].name, actors[holder].kind, times[holder]) for holder, number in numbers.items()
    )
    unnamed = sum(a.holder not in actors for a in reading.attributions)
    return Highlighted(_paragraphs(segments), speakers, unnamed, any(s.voice == "own" for s in segments))


def _quotations(text: str) -> list[tuple[int, int]]:
    """Outermost pairs of double quotation marks within one line."""
    out: list[tuple[int, int]] = []
    start, close = -1, ""
    for at, letter in enumerate(text):
        if letter == "\n":
            start = -1
        elif start < 0 and letter in _QUOTES:
            start, close = at, _QUOTES[letter]
        elif start >= 0 and letter in close:
            out.append((start, at + 1))
            start = -1
    return out


class _Cursor:
    """Asks in rising order whether a place is inside one of the sorted ranges."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self.ranges = ranges
        self.at = 0

    def holds(self, place: int) -> bool:
        while self.at < len(self.ranges) and self.ranges[self.at][1] <= place:
            self.at += 1
        return self.at < len(self.ranges) and self.ranges[self.at][0] <= place


def _paragraphs(segments: list[Segment]) -> tuple[tuple[Segment, ...], ...]:
    """The segments broken at line ends; empty lines go."""
    from dataclasses import replace

    lines: list[tuple[Segment, ...]] = []
    line: list[Segment] = []
    for segment in segments:
        pieces = segment.words.split("\n")
        at = segment.start
        for n, piece in enumerate(pieces):
            last = n == len(pieces) - 1
            if piece:
                line.append(replace(segment, words=piece, start=at, ends=segment.ends if last else ()))
            at += len(piece) + 1
            if not last:
                if any(s.words.strip() for s in line):
                    lines.append(tuple(line))
                line = []
    if any(s.words.strip() for s in line):
        lines.append(tuple(line))
    return tuple(lines)
