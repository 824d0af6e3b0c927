"""Words that make a statement less certain ("may", "apparently", "it is unclear whether"), and which clause each hedges."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from headwater.core import Attribution, Span, Time
from headwater.read.language import Language, Lexicon
from headwater.read.tense import tells_of_acting
from headwater.read.wordlists import lexicon
from headwater.read.words import Words

_STRONG = frozenset(";:.!?()–—[]؛") | {"...", "--"}
_COMMAS = frozenset(",،")


@lru_cache(maxsize=32)
def _ahead_only(language: Language) -> Lexicon:
    """Hedges of all that follows them: "it is unclear whether"."""
    return lexicon(language, "hedges", "ahead")


@lru_cache(maxsize=32)
def _negatable(language: Language) -> tuple[Lexicon, Lexicon]:
    """Verb forms that are no hedge with a negation before them ("no podría"), and behind them ("could not offer")."""
    return lexicon(language, "hedges", "unless_negated"), lexicon(language, "hedges", "unless_negated_behind")


@lru_cache(maxsize=32)
def _glued(language: Language) -> tuple[str, ...]:
    """ "And" where it grows to the next word."""
    return language.listed("morphology", "conjunctions")


def find_hedges(words: Words, language: Language, times: Sequence[Time] = ()) -> list[Span]:
    """The hedges of a text, in order, none over another or over a time ("May")."""
    known = language.hedges
    if not known:
        return []
    found = []
    lower = words.lower
    firsts = set(known.words) | set(known.phrases)
    any_word = bool(known.stems or known.endings or known.prefixes)
    taken = iter(sorted(t.span for t in times))
    time = next(taken, None)
    i = 0
    while i < len(lower):
        hit = known.at(lower, i) if any_word or lower[i] in firsts else None
        if hit is None:
            i += 1
            continue
        span = words.span(i, i + hit[0])
        while time is not None and time.end <= span.start:
            time = next(taken, None)
        if not (time is not None and time.overlaps(span)) and not _negated(words, language, i, i + hit[0]):
            found.append(span)
        i += hit[0]
    return found


def _negated(words: Words, language: Language, first: int, after: int) -> bool:
    floor, end = words.sentences[words.sentence_of[first]]
    with_before, with_behind = _negatable(language)
    word = words.lower[first]
    if first > floor and word in with_before and words.lower[first - 1] in (*language.negation.words, "nor", "neither"):
        return True
    return after < end and word in with_behind and words.lower[after] in (*language.negation.words, "n't")


def hedged_by(
    words: Words, language: Language, hedge: Span, within: Span, attribution: Attribution | None = None
) -> Span:
    """The clause that a hedge in the statement `within` hedges, the hedge included.

    It ends at a colon, semicolon or bracket, at "that", at a comma or an "and" that parts clauses; never inside
    `attribution`'s source or cue unless the hedge stands there, too.
    """
    floor, end = words.range_of(within)
    lo, hi = words.range_of(hedge)
    barred = _barred(words, attribution, hedge)
    first = (
        lo
        if words.lower[lo] in _ahead_only(language) or _ahead_only(language).at(words.lower, lo)
        else _begin(words, language, lo, floor, barred)
    )
    after = _end(words, language, hi, end, barred)
    return words.span(first, after)


def _barred(words: Words, attribution: Attribution | None, hedge: Span) -> list[tuple[int, int]]:
    """Token ranges of the source and cue, in order, but for the one that the hedge stands in."""
    said = attribution and attribution.content and attribution.content.hull
    if attribution is None or (said and hedge.end <= min(said.start, *_starts(attribution))):
        return []  # the writer's own hedge, of all that follows
    extents = [e for e in (attribution.source, attribution.cue) if e]
    return sorted(words.range_of(span) for e in extents for span in e if not span.overlaps(hedge))


def _starts(attribution: Attribution) -> list[int]:
    return [extent.start for extent in (attribution.source, attribution.cue) if extent]


def _inside(at: int, ranges: Sequence[tuple[int, int]]) -> bool:
    return any(a <= at < b for a, b in ranges)


def _begin(words: Words, language: Language, lo: int, floor: int, barred: Sequence[tuple[int, int]]) -> int:
    lower = words.lower
    at = lo
    if at > floor and lower[at] not in language.conjunctions and lower[at].startswith(_glued(language) or "\0"):
        return at  # "ومن المحتمل": the "and" that begins the clause grew to the hedge
    if at - 1 > floor and lower[at - 1] in _COMMAS:
        at -= 1  # "the pier, perhaps, will close": set off by commas
    while at > floor:
        before = at - 1
        if _inside(before, barred) or lower[before] in _STRONG or _opens_clause(words, language, before):
            break
        if lower[before] in _COMMAS:
            if not _only_said(words, before, floor, barred):
                break
        elif _conjunction(words, language, before) and tells_of_acting(
            words, language, _left(words, before, floor), before
        ):
            # Glued to its word ("وإن"), it begins the clause itself.
            at = before if lower[before] not in language.conjunctions else at
            break
        at = before
    while at < lo and (lower[at] in _COMMAS or lower[at] in language.conjunctions):
        at += 1
    return at


def _end(words: Words, language: Language, hi: int, end: int, barred: Sequence[tuple[int, int]]) -> int:
    lower = words.lower
    at = hi
    if at < end and lower[at] in _COMMAS:
        behind = at + 1
        at = _past_speaker(lower, behind, end, barred) if _inside(behind, barred) else behind
    while at < end:
        if _inside(at, barred) or lower[at] in _STRONG:
            break
        if lower[at] in _COMMAS:
            if at + 1 < end and _inside(at + 1, barred) and (past := _past_speaker(lower, at + 1, end, barred)) < end:
                at = past
                continue
            break
        if at > hi and _conjunction(words, language, at) and _clause_behind(words, language, at, end):
            break
        at += 1
    while at > hi and lower[at - 1] in _COMMAS:
        at -= 1
    return at


def _past_speaker(lower: Sequence[str], at: int, end: int, barred: Sequence[tuple[int, int]]) -> int:
    """The word behind "…, she said, …"; the end where nothing follows."""
    while at < end and (_inside(at, barred) or lower[at] not in _COMMAS):
        if lower[at] in _STRONG:
            return end
        at += 1
    return at + 1 if at + 1 < end else end


def _only_said(words: Words, comma: int, floor: int, barred: Sequence[tuple[int, int]]) -> bool:
    """True when the comma closes "…, she said, …"."""
    return comma - 1 > floor and _inside(comma - 1, barred)


def _opens_clause(words: Words, language: Language, at: int) -> bool:
    word = words.lower[at]
    return word in language.complementizers or (word in language.relatives and word not in language.articles)


def _conjunction(words: Words, language: Language, at: int) -> bool:
    word = words.lower[at]
    if word in language.conjunctions:
        return True
    return any(word.startswith(glued) and len(word) > 3 for glued in _glued(language))


def _left(words: Words, at: int, floor: int) -> int:
    """The beginning of what stands before a conjunction, back to the last mark."""
    while at > floor and words.lower[at - 1] not in _STRONG and words.lower[at - 1] not in _COMMAS:
        at -= 1
    return at


def _clause_behind(words: Words, language: Language, at: int, end: int) -> bool:
    """True when a conjunction begins a clause of its own: "and that", "but the", "and will close"."""
    stop = next((k for k in range(at + 1, end) if words.lower[k] in _STRONG or words.lower[k] in _COMMAS), end)
    if at + 1 < stop and words.lower[at + 1] in language.complementizers:
        return True
    return stop - at > 3 and tells_of_acting(words, language, at + 1, stop)
