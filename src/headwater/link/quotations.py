"""The same quotation in two documents: other cuts, brackets and ellipses, or another language."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from headwater.core import Evidence, Link, Match, Reading, Span
from headwater.link.matter import Matter, Reader
from headwater.link.names import folded
from headwater.link.statements import Likeness, candidates, compared, reasons

if TYPE_CHECKING:
    from headwater.engine import Engine

_MARKS = re.compile(r"[“\"«„‘‹]\s*([^“”\"«»„‹›]{8,}?)\s*[”\"»“’›]|[“\"«„]\s*([^“”\"«»„‹›]{8,})$")
_EDITED = re.compile(r"\[[^\]]*\]|\(\s*\.\.\.\s*\)|…|\.\.\.")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Quoting:
    """Settings of `same_quotations`. Shares are from 0 to 1.

    `words`: shorter quotations are phrases that anybody may use. `kept`: the share of the shorter one's words that
    must stand, in order, in the longer one. `alike`: in another language, the likeness by names, figures and
    concepts; `alike_same_speaker` where both are one speaker's.
    """

    words: int = 4
    kept: float = 0.7
    alike: float = 0.42
    alike_same_speaker: float = 0.24


@dataclass(frozen=True, slots=True)
class Quotation:
    """The words between quotation marks, whose they are, and what they are about."""

    doc: str
    language: str | None
    span: Span
    words: tuple[str, ...]
    holder: str | None
    matter: Matter


def same_quotations(
    readings: Sequence[Reading],
    reader: Reader,
    engine: Engine,
    holders: Mapping[tuple[str, str], str],
    settings: Quoting = Quoting(),
) -> tuple[Link, ...]:
    """Pairs of documents that hold the same quotation, with its places in both, sorted.

    The score of a match is the share of words kept, in one language, or the likeness of matter across languages.
    """
    quotations = [q for reading in readings for q in _quoted(reading, reader, holders, settings)]
    found: dict[tuple[str, str], list[Match]] = defaultdict(list)
    for i, j in _candidates(quotations, reader, engine):
        a, b = quotations[i], quotations[j]
        if a.doc == b.doc:
            continue
        if a.doc > b.doc:
            a, b = b, a
        match = _match(a, b, settings)
        if match is not None:
            found[a.doc, b.doc].append(match)
    lengths = {r.document.id: max(len(r.document.text), 1) for r in readings}
    return tuple(_link(pair, matches, lengths) for pair, matches in sorted(found.items()))


def _quoted(
    reading: Reading, reader: Reader, holders: Mapping[tuple[str, str], str], settings: Quoting
) -> Iterable[Quotation]:
    document = reading.document
    seen: set[Span] = set()
    for attribution in reading.attributions:
        if attribution.content is None or attribution.kind not in ("direct", "mixed"):
            continue
        hull = attribution.content.hull
        places = [
            Span(hull.start + m.start(group), hull.start + m.end(group))
            for m in _MARKS.finditer(hull.of(document.text))
            for group in (1, 2)
            if m.group(group)
        ]
        if not places and attribution.kind == "direct":
            places = list(attribution.content)
        for span in places:
            words = tuple(folded(w) for w in _WORD.findall(_EDITED.sub(" ", span.of(document.text))))
            if len(words) < settings.words or span in seen:
                continue
            seen.add(span)
            holder = holders.get((document.id, attribution.holder)) if attribution.holder else None
            yield Quotation(document.id, document.language, span, words, holder, reader.matter(reading, [span]))


def _candidates(quotations: Sequence[Quotation], reader: Reader, engine: Engine) -> list[tuple[int, int]]:
    import pyarrow as pa

    from headwater.engine import Pairs

    numbers: dict[tuple[str, ...], int] = {}
    docs: list[int] = []
    marks: list[int] = []
    for place, quotation in enumerate(quotations):
        for pair in sorted(set(zip(quotation.words, quotation.words[1:], strict=False))):
            docs.append(place)
            marks.append(numbers.setdefault(pair, len(numbers)))
    found: set[tuple[int, int]] = set()
    if docs:
        table = pa.table({"doc": pa.array(docs, pa.int32()), "feature": pa.array(marks, pa.uint64())})
        rows = engine.pairs(table, Pairs(max_df=100))
        found.update(
            (a, b)
            for a, b, shared in zip(
                rows["a"].to_pylist(), rows["b"].to_pylist(), rows["shared"].to_pylist(), strict=True
            )
            if shared >= 2
        )
    found.update(candidates([q.matter for q in quotations], reader, engine, Likeness(most=100, least=0.8)))
    return sorted(found)


def _match(a: Quotation, b: Quotation, settings: Quoting) -> Match | None:
    shorter = min(len(a.words), len(b.words))
    if a.language == b.language or a.language is None or b.language is None:
        kept = LCSseq.similarity(a.words, b.words) / shorter
        if kept < settings.kept:
            return None
        if kept == 1.0 and len(a.words) == len(b.words):
            because = "word for word"
        else:
            because = f"{round(100 * kept)} percent of the shorter one's words, in order"
        return Match(Evidence(a.doc, a.span), Evidence(b.doc, b.span), round(kept, 4), (because,))
    likeness = compared(a.matter, b.matter)
    one = a.holder is not None and a.holder == b.holder
    alike = likeness.measures["alike"]
    if alike < (settings.alike_same_speaker if one else settings.alike) or likeness.score < 0.5:
        return None
    why = ("the same speaker",) if one else ()
    return Match(
        Evidence(a.doc, a.span), Evidence(b.doc, b.span), round(likeness.score, 4), (*why, *reasons(likeness.shared))
    )


def _link(pair: tuple[str, str], matches: list[Match], lengths: Mapping[str, int]) -> Link:
    a, b = pair
    matches.sort(key=lambda m: (m.a, m.b))
    covered = [sum(len(span) for span in {side(m).span for m in matches}) for side in (_left, _right)]
    return Link(
        a=a,
        b=b,
        relation="same quotation",
        matches=tuple(matches),
        score=max(m.score for m in matches),
        coverage_a=round(min(1.0, covered[0] / lengths[a]), 4),
        coverage_b=round(min(1.0, covered[1] / lengths[b]), 4),
        because=(f"{len(matches)} quotation{'s' if len(matches) > 1 else ''} in both",),
    )


def _left(match: Match) -> Evidence:
    return match.a


def _right(match: Match) -> Evidence:
    return match.b
