"""What an outlet reports by citing somebody else: "Yeni Faro reports, quoting the ministry"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from headwater.core import Attribution, Document, Extent, Span
from headwater.read.language import Language, Lexicon
from headwater.read.names import name_words
from headwater.read.naming import understand
from headwater.read.wordlists import lexicon
from headwater.read.words import Words

# The cited source is at most so many words, up to a comma, a relative or the end of the sentence.
SOURCE_WORDS = 9
_ENDS = frozenset(",.;:!?)،؛–—")


def with_relays(
    document: Document, words: Words, language: Language, attributions: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """The attributions, with one more for each source that a reporting outlet cites, nested in what it reports.

    Both have the same content: the inner one names on whose word the outer one reports.
    """
    citing = lexicon(language, "credits", "citing")
    if not citing:
        return tuple(attributions)
    found: list[Attribution] = list(attributions)
    for a in attributions:
        if a.cue is None or a.content is None or a.source is None or a.content.size() < 12:
            continue
        _, after = words.range_of(Span(a.cue.start, max(a.cue.end, a.source.end)))
        if not after:
            continue
        end = words.sentences[words.sentence_of[after - 1]][1]
        speaker = a.source
        inside = _in_apposition(words, citing, speaker)
        beside = (
            (inside,)
            if inside
            else (
                *range(after, min(after + 3, end)),
                *_behind(words, language, a.content, after, end),
                *_before_cue(words, a.source, a.cue, end),
            )
        )
        for at in beside:
            hit = citing.at(words.lower, at, end)
            if hit is None:
                continue
            cue_at = words.range_of(a.cue.spans[-1])[0]
            source = _source(words, language, at + hit[0], cue_at if at < cue_at else end)
            content = a.content
            if source is not None and (rest := _behind_source(words, content, at, source, end)):
                found = [replace(f, content=rest) if f.id == a.id else f for f in found]
                content = rest
            if source is not None and not any(piece.overlaps(source) for piece in content):
                cue = words.span(at, at + hit[0])
                # A cue that took the cited source for its content says no more than this one.
                found = [f for f in found if f.id == a.id or f.cue is None or not any(c.overlaps(cue) for c in f.cue)]
                # "the ministry said, cited by FNA" turns it round: the agency reports, the ministry is cited.
                turned = words.lower[at + hit[0] - 1] in name_words("agents")
                new = Attribution(
                    f"{document.id}.c{len(found) + 1}", Extent((source,)), Extent((cue,)), content,
                    kind=a.kind, outer=a.outer if turned else a.id, confidence=min(a.confidence, 0.7),
                    because=("cited by an outlet",),
                )  # fmt: skip
                found = [replace(f, outer=new.id) if turned and f.id == a.id else f for f in found]
                if inside:
                    # "Brandt, citing Petrescu, said": the speaker's name ends before the comma.
                    own = words.span(words.range_of(speaker.spans[0])[0], inside - 1)
                    found = [replace(f, source=Extent((own,))) if f.id == a.id else f for f in found]
                found.append(new)
            break
    if len(found) == len(attributions) and all(f is a for f, a in zip(found, attributions, strict=True)):
        return tuple(attributions)
    return _renumbered(document, found)


def _behind_source(words: Words, content: Extent, at: int, source: Span, end: int) -> Extent | None:
    """The content without the source that opens a piece of it: "According to X, citing radar data, the drone was armed"."""
    if all(piece.start != words.starts[at] for piece in content):
        return None
    _, after = words.range_of(source)
    if after < end and words.lower[after] == ",":
        after += 1
    start = words.starts[after] if after < len(words) else source.end
    left = []
    for piece in content:
        if piece.start == words.starts[at]:
            if piece.end > start:
                left.append(Span(start, piece.end))
        else:
            left.append(piece)
    return Extent.of(left) if left else None


def _in_apposition(words: Words, citing: Lexicon, source: Extent) -> int | None:
    """The word in "Brandt, citing Petrescu," at which the speaker's source is told."""
    first, after = words.range_of(source.spans[0])
    for i in range(first + 2, after - 1):
        if words.lower[i - 1] == "," and citing.at(words.lower, i, after):
            return i
    return None


def _behind(words: Words, language: Language, content: Extent, after: int, end: int) -> tuple[int, ...]:
    """The word behind "said that …," at which a source may be told; "according to" there is an attribution of its own."""
    _, at = words.range_of(content.spans[-1])
    if not after < at < end - 1 or words.lower[at] != ",":
        return ()
    return () if language.according_before.at(words.lower, at + 1, end) else (at + 1,)


def _before_cue(words: Words, source: Extent, cue: Extent, end: int) -> range:
    """ "X со ссылкой на Y сообщил": between a source and its cue; empty where nothing stands between."""
    _, first = words.range_of(source.spans[-1])
    start, _ = words.range_of(cue.spans[-1])
    return range(first, min(first + 2, start, end)) if first + 2 < start else range(0)


def _source(words: Words, language: Language, first: int, end: int) -> Span | None:
    last = first
    while last < min(end, first + SOURCE_WORDS) and words.surface[last] not in _ENDS:
        if last > first and words.lower[last] in language.relatives:
            break
        last += 1
    named = understand(words, language, first, last) if last > first else None
    if named is None or named.refers == "pronoun":
        return None
    return words.span(first, last)


def _renumbered(document: Document, found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """In the order of the first words, with ids that follow it."""

    def key(a: Attribution) -> tuple[int, int, str]:
        first = min(e.start for e in (a.content, a.source, a.cue) if e is not None)
        return (first, a.cue.start if a.cue else first, a.id)

    ordered = sorted(found, key=key)
    ids = {a.id: f"{document.id}.a{n}" for n, a in enumerate(ordered, start=1)}
    return tuple(replace(a, id=ids[a.id], outer=ids.get(a.outer) if a.outer else None) for a in ordered)
