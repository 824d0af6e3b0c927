"""Outlets that prose credits: "TASS reports, citing…", "told the state agency SNA", "according to the daily Faro"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from headwater.core import Attribution, Credit, Span
from headwater.core.reading import CreditRelation
from headwater.read.language import Language, Lexicon
from headwater.read.names import capital_runs, is_body, is_role, outlet_nouns, small_words
from headwater.read.outlets import Known
from headwater.read.states import state_named
from headwater.read.wordlists import listed
from headwater.read.words import Words

_QUOTES = frozenset('"“”«»„‘’')
# How far (in words) the outlet may stand from the word that cites it.
NEAR = 4


@lru_cache(maxsize=32)
def _lists(language: Language) -> tuple[Lexicon, Lexicon, frozenset[str]]:
    """Words that cite, nouns that outlets go by, and first words of both."""
    code = language.code
    citing = Lexicon(listed(language, "credits", "citing"), code)
    nouns = outlet_nouns(language)
    return citing, nouns, frozenset((*citing.words, *citing.phrases, *nouns.words, *nouns.phrases))


def cited_in_prose(
    words: Words, language: Language, known: Known, attributions: Sequence[Attribution]
) -> Iterator[Credit]:
    """Credits in running text; the span is the name with the words that cite it."""
    seen: set[Span] = set()
    for a in attributions:
        if a.source is None:
            continue
        lo, hi = words.range_of(a.source.spans[0])
        name = _outlet_in(words, language, known, lo, hi, reported=_followed_by_citing(words, language, a))
        if name is not None:
            spans = [a.source.spans[0], *((a.cue.spans[0],) if a.cue else ())]
            whole = Span(min(s.start for s in spans), max(s.end for s in spans))
            if len(whole) > 120:
                whole = a.source.spans[0]
            if whole not in seen:
                seen.add(whole)
                yield _credit(words, language, known, whole, name)
    citing, nouns, firsts = _lists(language)
    lower = words.lower
    stems = bool(citing.stems or nouns.stems)
    for i, word in enumerate(lower):
        if not stems and word not in firsts:
            continue
        cited = citing.at(lower, i)
        end = words.sentences[words.sentence_of[i]][1]
        if cited:
            name = _after(words, language, known, i + cited[0], end, needs_outlet=True)
            if name is not None:
                yield _credit(words, language, known, words.span(i, max(i + cited[0], _last(words, name))), name)
            continue
        noun = nouns.at(lower, i)
        if noun is None:
            continue
        found = _by_noun(words, language, i, noun[0], end)
        if found is not None and _cited_around(words, language, found[0], found[1], end):
            name_span = found[2]
            start = _cue_before(words, language, found[0])
            yield _credit(words, language, known, words.span(start, found[1]), name_span)


def _credit(words: Words, language: Language, known: Known, span: Span, name: Span) -> Credit:
    written = " ".join(name.of(words.text).strip('"“”«»„').split())
    lo, hi = words.range_of(span)
    agency = known.agency(written) or any(_is_agency(language, word) for word in words.lower[lo:hi])
    relation: CreditRelation = "agency" if agency else "taken_from"
    return Credit(span, written, relation)


def _is_agency(language: Language, word: str) -> bool:
    return word in _agencies(language)


@lru_cache(maxsize=32)
def _agencies(language: Language) -> frozenset[str]:
    """The single words that mean an agency."""
    return frozenset(form for form in listed(language, "credits", "agency") if " " not in form)


def _last(words: Words, name: Span) -> int:
    return words.range_of(name)[1]


def _outlet_in(
    words: Words, language: Language, known: Known, lo: int, hi: int, *, reported: bool = False
) -> Span | None:
    """The outlet that a source phrase names, as its first or only name."""
    _, nouns, _ = _lists(language)
    for i in range(lo, hi):
        noun = nouns.at(words.lower, i, hi)
        if noun:
            found = _by_noun(words, language, i, noun[0], hi)
            if found is not None:
                return found[2]
    if language.code == "ar":
        whole = words.span(lo, hi) if lo < hi else None
        return whole if whole and known.outlet(whole.of(words.text)) else None
    for a, b in capital_runs(words, language, lo, hi):
        span = words.span(a, b)
        written = span.of(words.text)
        if known.outlet(written):
            person = any(is_role(language, w) for w in words.lower[lo:a])
            return None if person else span
        if (
            reported
            and a <= lo + 1
            and b == hi
            and not state_named(written)
            and not any(is_body(language, w) or is_role(language, w) for w in words.lower[lo:hi])
        ):
            return span
    return None


def _followed_by_citing(words: Words, language: Language, a: Attribution) -> bool:
    """True for "X reports, quoting the ministry": only outlets report by quoting somebody else."""
    if a.cue is None or a.source is None:
        return False
    citing, _, _ = _lists(language)
    if not citing:
        return False
    end = max(a.cue.end, a.source.end)
    lo, _hi = words.range_of(Span(end, end + 1))
    last = words.sentences[words.sentence_of[lo - 1 if lo else 0]][1]
    return any(citing.at(words.lower, i) for i in range(lo, min(lo + 3, last)))


def _by_noun(words: Words, language: Language, i: int, size: int, end: int) -> tuple[int, int, Span] | None:
    """The outlet that a noun introduces or closes ("the agency SNA", "Yeni Kıyı gazetesi"): tokens and name."""
    surface, lower = words.surface, words.lower
    if language.code == "ar":
        k = i + size
        while (
            k < min(end, i + size + 3)
            and surface[k][0].isalpha()
            and lower[k] not in small_words(language)
            and lower[k] not in language.cues
        ):
            k += 1
            if lower[k - 1] == "للانباء":
                break
        return (i, k, words.span(i, k)) if k > i + size else None
    sentence = words.sentences[words.sentence_of[i]][0]
    # Capitals before the noun, or with it: "Sabha News Agency", "SNA news agency".
    start = i
    while start > sentence and surface[start - 1][0].isupper() and lower[start - 1] not in small_words(language):
        start -= 1
    if start == i and i > sentence and surface[i - 1] in _QUOTES:
        open_ = i - 2
        while open_ > max(sentence, i - 7) and surface[open_] not in _QUOTES:
            open_ -= 1
        if surface[open_] in _QUOTES and i - 1 > open_ + 1:
            return open_, i + size, words.span(open_ + 1, i - 1)
    following = i + size < end and surface[i + size][0].isupper() and lower[i + size] not in small_words(language)
    if start < i and not (following and start == sentence and i - start == 1 and not surface[i][0].isupper()):
        named = surface[i][0].isupper()
        if language.code != "de" or not named:
            return start, i + size, words.span(start, i + size if named else i)
    k = i + size
    limit = min(end, k + NEAR)
    while k < limit and not surface[k][0].isupper() and surface[k] not in _QUOTES and surface[k][0].isalpha():
        if lower[k] in language.cues or lower[k] in language.auxiliaries or lower[k] in language.prepositions:
            return None
        k += 1
    if k < limit and surface[k] in _QUOTES:
        shut = k + 1
        while shut < min(end, k + 7) and surface[shut] not in _QUOTES:
            shut += 1
        if k + 1 < shut < end and surface[shut] in _QUOTES and surface[k + 1][0].isupper():
            return i, shut + 1, words.span(k + 1, shut)
        return None
    if k < limit and surface[k][0].isupper():
        run = next(capital_runs(words, language, k, end), None)
        if run and run[0] == k:
            after = min(run[1], k + 5)
            return i, after, words.span(k, after)
    return None


def _after(words: Words, language: Language, known: Known, lo: int, end: int, *, needs_outlet: bool) -> Span | None:
    limit = min(end, lo + 8)
    for k in range(lo, limit):
        if words.surface[k] in (".", ";", ")"):
            return None
        noun = _lists(language)[1].at(words.lower, k)
        if noun:
            found = _by_noun(words, language, k, noun[0], end)
            return found[2] if found else None
        if words.surface[k][0].isupper() and words.lower[k] not in small_words(language):
            run = next(capital_runs(words, language, k, end), None)
            if run is None:
                return None
            span = words.span(*run)
            return span if known.outlet(span.of(words.text)) or not needs_outlet else None
        if language.code == "ar" and k == lo and known.outlet(words.surface[k]):
            return words.span(k, k + 1)
    return None


def _cited_around(words: Words, language: Language, lo: int, hi: int, end: int) -> bool:
    """True when a cue of saying stands beside the outlet: before (with an article or "to") or right after."""
    lower = words.lower
    start = words.sentences[words.sentence_of[lo]][0]
    for k in range(lo - 1, max(start, lo - 1 - NEAR) - 1, -1):
        if words.surface[k] in ".;!?":
            break
        if lower[k] in language.cues or language.according_before.before(lower, k + 1, start):
            return True
    for k in range(hi, min(end, hi + NEAR)):
        if lower[k] in language.cues or language.according_after.at(lower, k, end):
            return True
        if words.surface[k] in ".;!?":
            break
    return False


def _cue_before(words: Words, language: Language, lo: int) -> int:
    """Where the words that cite begin, when they stand right before the outlet."""
    start = words.sentences[words.sentence_of[lo]][0]
    for k in range(lo - 1, max(start, lo - 1 - NEAR) - 1, -1):
        hit = language.according_before.before(words.lower, k + 1, start)
        if hit:
            return k + 1 - hit[0]
        if words.lower[k] in language.cues:
            return k
    return lo
