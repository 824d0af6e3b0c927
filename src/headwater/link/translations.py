"""Documents, or passages of them, that say the same sentence by sentence in other words or another language."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from headwater.core import Evidence, Link, Match, Reading, Span
from headwater.link.matter import Matter, Reader, shared_weight
from headwater.link.statements import Likeness, candidates, reasons

if TYPE_CHECKING:
    from headwater.engine import Engine

_END = re.compile(r"[.!?؟…]['\"”’»“)\]]*(?=\s)|\n+|$")
# "2 Oct." or "Mr." ends no sentence: what follows in small letters or as a number goes on.
_GOES_ON = re.compile(r"\s*[a-zа-яёіїєґ0-9(]")


@dataclass(frozen=True, slots=True)
class Translating:
    """Settings of `find_translations`. Scores and shares are from 0 to 1.

    `sentence`: the share of their weight that two sentences must have in common, `weight`: how much that must be.
    `sentences`: how many must match in order, `few` where one is at least `sure` alike, the others not far from it,
    and each shares a name or a figure; `cover`: the share of the words of one document that matched
    sentences must hold. `alike`: what the likenesses of the matched sentences must add up to; on four invented
    stories every translation and retelling but two reached 0.7. `known`: pairs whose shared text
    already covers this much need no translation to explain them.
    """

    sentence: float = 0.12
    weight: float = 1.5
    sentences: int = 3
    few: int = 2
    sure: float = 0.3
    cover: float = 0.4
    alike: float = 0.7
    known: float = 0.3


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a document: its place, its matter and its length in words."""

    doc: int
    span: Span
    matter: Matter
    words: int


def sentences_of(text: str) -> list[Span]:
    """Sentences and headings of three words or more, in order."""
    found = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if "\n" not in match.group() and _GOES_ON.match(text, end):
            continue
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        if len(piece.split()) >= 3:
            found.append(Span(start + lead, start + len(piece.rstrip())))
        start = end
    return found


def find_translations(
    readings: Sequence[Reading],
    reader: Reader,
    engine: Engine,
    reused: Sequence[Link] = (),
    settings: Translating = Translating(),
) -> tuple[Link, ...]:
    """Pairs of documents of which one translates or retells the other, with the sentences that match, sorted.

    In one language such a pair is a "shared passage" told in other words. Only pairs where sentences match in
    order are given: two independent reports of one event share a sentence or two, not their course.
    """
    sentences: list[Sentence] = []
    for number, reading in enumerate(readings):
        for span in sentences_of(reading.document.text):
            matter = reader.matter(reading, [span])
            sentences.append(Sentence(number, span, matter, matter.words))
    explained = {(link.a, link.b) for link in reused if max(link.coverage_a, link.coverage_b) >= settings.known}
    by_pair: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for i, j in candidates([s.matter for s in sentences], reader, engine, Likeness(most=120)):
        if sentences[i].doc != sentences[j].doc:
            by_pair[sentences[i].doc, sentences[j].doc].append((i, j))
    length = [0] * len(readings)
    for sentence in sentences:
        length[sentence.doc] += sentence.words
    links = []
    for (a, b), pairs in sorted(by_pair.items()):
        one, other = readings[a].document, readings[b].document
        if len(pairs) < settings.few or one.same_text_as or other.same_text_as or (one.id, other.id) in explained:
            continue
        if one.outlet and one.outlet == other.outlet and one.language == other.language:
            # An outlet repeats its own forms of words from one notice to the next.
            continue
        link = _aligned(sentences, pairs, length[a], length[b], readings[a], readings[b], settings)
        if link is not None:
            links.append(link)
    return tuple(sorted(links, key=lambda one: (one.a, one.b)))


def _aligned(
    sentences: Sequence[Sentence],
    pairs: Sequence[tuple[int, int]],
    words_a: int,
    words_b: int,
    a: Reading,
    b: Reading,
    settings: Translating,
) -> Link | None:
    scored = []
    for i, j in pairs:
        weight, shared = shared_weight(sentences[i].matter, sentences[j].matter)
        alike = weight / max(sentences[i].matter.weight + sentences[j].matter.weight - weight, 1e-6)
        if alike >= settings.sentence and weight >= settings.weight:
            scored.append((i, j, alike, shared))
    if len(scored) < settings.few:
        return None
    chain = _in_order([(i, j, alike) for i, j, alike, _ in scored])
    kept = [one for one in scored if one[:2] in chain]
    cover_a = sum(sentences[i].words for i in {one[0] for one in kept}) / max(words_a, 1)
    cover_b = sum(sentences[j].words for j in {one[1] for one in kept}) / max(words_b, 1)
    alike = sum(one[2] for one in kept)
    if len(kept) < settings.sentences and not (
        len(kept) >= settings.few
        and max(cover_a, cover_b) >= settings.cover
        and max(one[2] for one in kept) >= settings.sure
        and all(_sure(one, settings) for one in kept)
    ):
        return None
    if max(cover_a, cover_b) < settings.cover or alike < (
        settings.alike if len(kept) >= settings.sentences else settings.sure
    ):
        return None
    score = round(1 - math.exp(-1.15 * alike), 4)
    first, second = a.document, b.document
    matches = tuple(
        Match(
            Evidence(first.id, sentences[i].span),
            Evidence(second.id, sentences[j].span),
            round(min(1.0, likeness), 4),
            reasons(shared),
        )
        for i, j, likeness, shared in kept
    )
    same = first.language == second.language
    said = "tell the same in the same order in other words" if same else "say the same in the same order"
    return Link(
        a=first.id,
        b=second.id,
        relation="shared passage" if same else "translation",
        matches=matches,
        score=score,
        coverage_a=round(min(cover_a, 1.0), 4),
        coverage_b=round(min(cover_b, 1.0), 4),
        because=(f"{len(kept)} sentences {said}",),
    )


def _sure(matched: tuple[int, int, float, Mapping[str, float]], settings: Translating) -> bool:
    """True for two sentences much alike that share a name or a figure."""
    *_, alike, shared = matched
    return alike >= 0.6 * settings.sure and any(feature.startswith(("n:", "q:")) for feature in shared)


def _in_order(scored: Sequence[tuple[int, int, float]]) -> set[tuple[int, int]]:
    """The pairs of the chain with the highest sum of scores in which both sides go forward, each sentence once."""
    ordered = sorted(scored)
    best: list[tuple[float, int]] = []
    for n, (i, j, score) in enumerate(ordered):
        before = max(((best[m][0], m) for m in range(n) if ordered[m][0] < i and ordered[m][1] < j), default=(0.0, -1))
        best.append((before[0] + score, before[1]))
    if not best:
        return set()
    at = max(range(len(best)), key=lambda n: (best[n][0], -n))
    chain = set()
    while at >= 0:
        chain.add(ordered[at][:2])
        at = best[at][1]
    return chain
