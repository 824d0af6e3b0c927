"""Times with one end open or two ends named: "since 2019", "until January", "before March", "from 3 to 7 May"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from headwater.core import When
from headwater.read.language import Language, Lexicon
from headwater.read.numbers import AND
from headwater.read.wordlists import lexicon
from headwater.read.words import Words


@dataclass(frozen=True, slots=True)
class Found:
    """A time as found: tokens `first` to before `after`; `bare` begins where its limit ("since") ends."""

    first: int
    after: int
    when: When
    relative: bool
    bare: int


@dataclass(frozen=True, slots=True)
class _Limits:
    since: Lexicon
    until: Lexicon
    before: Lexicon
    after: Lexicon
    start: Lexicon
    to: Lexicon
    edges: Lexicon
    since_after: Lexicon
    until_after: Lexicon
    before_after: Lexicon
    after_after: Lexicon
    small: frozenset[str]
    year_nouns: Lexicon


@lru_cache(maxsize=32)
def _limits(language: Language) -> _Limits:
    def of(key: str) -> Lexicon:
        return lexicon(language, "times", key)

    return _Limits(
        of("since"), of("until"), of("before"), of("after"), of("from"), of("to"), of("edges"), of("since_after"),
        of("until_after"), of("before_after"), of("after_after"),
        frozenset((*language.prepositions.words, *language.articles.words)), of("year_nouns"),
    )  # fmt: skip


def limited(words: Words, language: Language, first: int, after: int, when: When, relative: bool) -> Found:
    """The time with the words before (or behind) it that leave one of its ends open, if there are any."""
    kit = _limits(language)
    floor, end = words.sentences[words.sentence_of[first]]
    at = whole = first
    for _ in range(3):
        for lexicon_, kind in (
            (kit.since, "since"), (kit.until, "until"), (kit.before, "before"), (kit.after, "after"),
        ):  # fmt: skip
            hit = lexicon_.before(words.lower, at, floor)
            # "в заяві від 30 червня" dates the statement; it is not since then.
            dates = kind == "since" and hit and at - hit[0] > floor
            if (
                hit
                and not (dates and words.lower[at - hit[0] - 1] in language.documents)
                and not _days(words, first, after)
            ):
                # "Before the end of June" has June in it.
                kind = "until" if kind == "before" and at < first and whole < first else kind
                return Found(at - hit[0], after, _open(when, kind), relative, first)
        if noun := kit.year_nouns.before(words.lower, at, floor):
            at -= noun[0]
            continue
        if edge := kit.edges.before(words.lower, at, floor):
            at -= edge[0]
            whole = at
        elif at > floor and words.lower[at - 1] in kit.small:
            at -= 1
        else:
            break
    if after < end:
        quoted = words.lower[after].startswith("'") and after + 1 < end
        # "eylülden önce": the ablative in the word or in the ending behind its apostrophe.
        ablative = words.lower[after] if quoted else words.lower[after - 1]
        for k in dict.fromkeys((after + quoted, after)):
            for lexicon_, kind, needs in (
                (kit.since_after, "since", False), (kit.before_after, "before", True),
                (kit.until_after, "until", False), (kit.after_after, "after", True),
            ):  # fmt: skip
                if needs and not ablative.endswith(("den", "dan", "ten", "tan")):
                    continue
                if hit := lexicon_.at(words.lower, k, end):
                    return Found(first, k + hit[0], _open(when, kind), relative, first)
    return Found(whole, after, when, relative, first)


def _days(words: Words, first: int, after: int) -> bool:
    """True for "6 al 10 maggio", both ends named: the "dal" before it leaves none open."""
    numbers = [word for word in words.lower[first:after] if word.isdecimal() and len(word) <= 2]
    return len(numbers) == 2 and words.lower[first].isdecimal()


def _open(when: When, kind: str) -> When:
    if kind in ("since", "after"):
        return When(when.earliest, None)
    if kind == "until":
        return When(None, when.latest)
    return When(None, when.earliest - timedelta(seconds=1) if when.earliest else None)


def joined(words: Words, language: Language, one: Found, other: Found, own: When) -> Found | None:
    """Two times that are the ends of one ("from Monday to Friday"); None where they are not.

    `own` is the second one's interval without its limit.
    """
    kit = _limits(language)
    floor = words.sentences[words.sentence_of[one.first]][0]
    between = words.lower[one.after : other.bare]
    if not between or len(between) > 4 or words.sentence_of[one.first] != words.sentence_of[other.first]:
        return None
    opened = kit.start.before(words.lower, one.bare, floor)
    at = one.bare - 1
    if opened is None and at > floor and words.lower[at] in kit.small:
        opened = kit.start.before(words.lower, at, floor)
    dash = len(between) == 1 and between[0] in "-–—"
    linked = kit.to.at(words.lower, one.after, other.bare) is not None or (
        opened is not None and between[0] in AND and language.listed("numbers", "between")
    )
    if not dash and not (opened and linked):
        return None
    rest = between[1:] if not dash else []
    if any(word not in kit.small and word not in kit.edges and word not in kit.to for word in rest):
        return None
    if one.when.earliest and own.latest and own.latest < one.when.earliest:
        return None
    return Found(one.first, other.after, When(one.when.earliest, own.latest), one.relative or other.relative, one.bare)
