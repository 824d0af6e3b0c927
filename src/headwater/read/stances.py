"""What a cue commits the writer to, from the words of source, cue and content alone, whoever found them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from headwater.core.reading import Stance
from headwater.read.language import STANCES, Language, Lexicon
from headwater.read.sheet import ARTICLE, BE, MARK, NEGATION, POSSESSIVE, Draft, Sheet
from headwater.read.verbsecond import separable_forms

BESIDE = 2
"""Words beside a cue that may negate it though they were left out of it."""
LOOKED_AT = 40
"""Words of a content among which a verdict on a report is looked for: "called the report … false"."""


@dataclass(frozen=True, slots=True)
class _Lists:
    """What a pack's `[stances]` says; empty where it has no such table."""

    words: Lexicon  # further phrases that tell a stance but are no cues by themselves
    negation: Lexicon | None  # instead of grammar.negation, where that holds words with a second meaning
    only: frozenset[str]  # "not only": behind these a negation negates nothing
    refusing: Lexicon  # "declined to confirm": what follows is not done
    nobody: Lexicon  # "no official denied": a source that is none
    sure: Lexicon  # "according to reliable data"
    unsure: Lexicon  # "according to unconfirmed reports", rumours
    calling: Lexicon  # "called the report false"
    false: Lexicon


@lru_cache(maxsize=32)
def _lists(language: Language) -> _Lists:
    def listed(key: str) -> Lexicon:
        return Lexicon(language.listed("stances", key), language.code, language.listed("morphology", "conjunctions"))

    table = language.table("stances", "words")
    return _Lists(
        words=Lexicon({form: stance for stance in STANCES for form in table.get(stance, ())}, language.code),
        negation=listed("negation") or None,
        only=frozenset(language.listed("stances", "only")),
        refusing=listed("refusing"),
        nobody=listed("nobody"),
        sure=listed("sure"),
        unsure=listed("unsure"),
        calling=listed("calling"),
        false=listed("false"),
    )


def stance_of(sheet: Sheet, draft: Draft) -> Stance:
    """The stance of `draft` by its words: the first cue word that tells one, unless it is negated.

    "did not deny", "neither confirmed nor denied", "declined to say" and "no official denied" report. Agentless
    passives and adverbs of hearsay are hearsay only where there is no source. Where no word of the cue is known,
    the stance is the draft's own.
    """
    lists = _lists(sheet.language)
    cue = [i for a, b in draft.cue for i in range(a, b)]
    if not cue:
        return draft.stance
    if hearsay := _by_nobody(sheet, draft, cue):
        return hearsay
    if any(_hearsay_adverb(sheet, i, cue[-1] + 1) for i in cue):
        return "hearsay"  # "X reportedly told Y"
    if according := _according(sheet, draft, cue, lists):
        return according
    if _claims_of_itself(sheet, draft, cue):
        return "distance"
    found: Stance | None = None
    nobody = bool(draft.source) and lists.nobody.at(sheet.lower, draft.source[0][0], draft.source[0][1]) is not None
    for i, end, stance in _told(sheet, draft, cue, lists):
        if stance == "report" or nobody or _negated(sheet, draft, cue, i, end, lists):
            found = found or "report"
            continue
        return stance
    if found is None:
        return draft.stance
    if _called_false(sheet, draft, cue, lists):
        return "deny"
    if draft.source and _unsure(sheet, draft, lists):
        return "hearsay"
    return found


def _by_nobody(sheet: Sheet, draft: Draft, cue: list[int]) -> Stance | None:
    """ "reportedly", "is said to", "has been accused of", "serait": nobody is named."""
    if draft.source:
        return None
    language, lower = sheet.language, sheet.lower
    limit = min(len(lower), cue[-1] + 3)  # "is said to": the cue leaves the "to" to the content
    for i in cue:
        if language.accused_passive.at(lower, i, limit):
            return "accuse"
        if any(one.at(lower, i, limit) for one in (language.hearsay_adverbs, language.hearsay_passives)):
            return "hearsay"
        if language.reportative.at(lower, i, limit):
            return "hearsay"
    if lower[cue[-1]] in _heard(language) or any(lower[i] in language.listed("hearsay", "coming_out") for i in cue):
        return "hearsay"
    if language.code != "en" or not any(sheet.bits[i] & BE for i in cue):
        # "Es hieß", "il se dit": a subject that is nobody.
        expletives = language.listed("grammar", "expletives")
        return "hearsay" if language.code != "en" and any(lower[i] in expletives for i in cue) else None
    awaited = language.listed("hearsay", "awaited")
    for i in cue:
        told = language.cues.get(lower[i])
        if lower[i] in awaited:
            return "report"
        if told in ("accuse", "deny"):
            return None  # their own stance, negation minded
        participle = lower[i].endswith("ed") or lower[i] in language.listed("hearsay", "irregular")
        if (told and participle) or _rumoured(sheet, i):
            return "hearsay"
    return None


@lru_cache(maxsize=32)
def _heard(language: Language) -> Lexicon:
    return Lexicon(language.listed("hearsay", "evidential"), language.code)


def _claims_of_itself(sheet: Sheet, draft: Draft, cue: list[int]) -> bool:
    """German "Der Wirt will niemanden gesehen haben": with a perfect infinitive, a claim."""
    claimed = sheet.language.listed("hearsay", "claimed")
    if not claimed or not draft.source or not draft.content or not any(sheet.lower[i] in claimed for i in cue):
        return False
    return sheet.lower[max(cue[-1], draft.content[-1][1] - 1)] in ("haben", "sein")


def _rumoured(sheet: Sheet, i: int) -> bool:
    return any(sheet.lower[i] in sheet.language.listed("hearsay", f"participles_{key}") for key in ("to", "that", "as"))


def _hearsay_adverb(sheet: Sheet, i: int, after: int) -> bool:
    return sheet.language.hearsay_adverbs.at(sheet.lower, i, after) is not None


def _according(sheet: Sheet, draft: Draft, cue: list[int], lists: _Lists) -> Stance | None:
    """ "according to X", as sure as X is called."""
    language, lower = sheet.language, sheet.lower
    for i in cue:
        for lexicon in (language.according_before, language.according_after):
            hit = lexicon.at(lower, i, cue[-1] + 1)
            if hit is None:
                continue
            if hit[1] == "report" and draft.source:
                first, after = draft.source[0]
                # Only what stands before a name's first capital says what kind of word it is.
                opens = sheet.words.sentences[sheet.words.sentence_of[first]][0]
                for k in range(first, after):
                    if k > opens and sheet.capital(k):
                        break
                    if lists.unsure.at(lower, k, after):
                        return "hearsay"
                    if lists.sure.at(lower, k, after):
                        return "vouch"
            return cast(Stance, hit[1])
    return None


def _told(sheet: Sheet, draft: Draft, cue: list[int], lists: _Lists) -> Iterator[tuple[int, int, Stance]]:
    """The cue's words that tell a stance, in order: (first word, word after, stance)."""
    language, lower, bits = sheet.language, sheet.lower, sheet.bits
    inside, reached = set(cue), -1
    parted = separable_forms(sheet)
    for i in cue:
        if i < reached:
            continue
        particles = parted.get(lower[i])
        if particles and (known := _with_particle(sheet, draft, cue, i, particles)):
            yield i, i + 1, known
            continue
        after = i + 1
        while after in inside:
            after += 1
        noun = language.nominal.get(lower[i])
        owned = i > 0 and bool(bits[i - 1] & (ARTICLE | POSSESSIVE) or lower[i - 1] == "'s")
        hits = [
            hit for lexicon in (lists.words, language.cues, language.mental) if (hit := lexicon.at(lower, i, after))
        ]
        if noun is not None and (owned or not hits or not draft.source):
            reached = i + 1
            yield i, i + 1, cast(Stance, noun)
        elif hits:
            size, stance = max(hits, key=lambda hit: hit[0])
            reached = i + size
            yield i, i + size, cast(Stance, stance)


def _with_particle(sheet: Sheet, draft: Draft, cue: list[int], i: int, particles: Mapping[str, str]) -> Stance | None:
    """German "wies … zurück": the particle is in the cue, or stands beside the content where the cue was found without it."""
    places = [k for k in cue if k > i]
    for first, after in draft.content:
        places += [k for k in (first - 1, first - 2, after) if i < k < len(sheet.lower)]
    return next((cast(Stance, particles[sheet.lower[k]]) for k in places if sheet.lower[k] in particles), None)


def _negated(sheet: Sheet, draft: Draft, cue: list[int], i: int, end: int, lists: _Lists) -> bool:
    """True when a negation or a refusal stands before the words `i` to `end`; in verb-second order also behind them."""
    inside = set(cue)
    taken = {k for a, b in (*draft.source, *draft.content) for k in range(a, b)}
    before = [k for k in cue if k < i]
    for step in range(1, BESIDE + 1):
        k = cue[0] - step
        if k < 0 or k in taken or sheet.bits[k] & MARK:
            break
        before.insert(0, k)
    if any(_negates(sheet, k, lists) for k in before):
        return True
    if any(lists.refusing.at(sheet.lower, k, i + 1) for k in before if k in inside):
        return True
    between = [k for k in range(cue[0], cue[-1]) if k not in inside and k not in taken]
    if any(_negates(sheet, k, lists) for k in between):
        return True
    behind = [k for k in cue if k >= end]
    if sheet.language.word_order in ("v2", "sov"):
        for step in range(BESIDE):
            k = cue[-1] + 1 + step
            if k >= len(sheet.lower) or k in taken or sheet.bits[k] & MARK:
                break
            behind.append(k)
        if sheet.language.word_order == "v2" and draft.content and draft.content[-1][0] > cue[0]:
            # "bestätigte den Bericht nicht": the negation ends the clause.
            behind.append(draft.content[-1][1] - 1)
            after = draft.content[-1][1]
            if after < len(sheet.lower) and sheet.lower[after] != ",":
                behind.append(after)
    return any(_negates(sheet, k, lists) for k in behind)


def _negates(sheet: Sheet, k: int, lists: _Lists) -> bool:
    lower = sheet.lower
    if lists.negation is not None:
        hit = lists.negation.at(lower, k)
        if hit is None:
            return False
        size = hit[0]
    elif sheet.bits[k] & NEGATION:
        size = 1
    else:
        return False
    return not (k + size < len(lower) and lower[k + size] in lists.only)


def _called_false(sheet: Sheet, draft: Draft, cue: list[int], lists: _Lists) -> bool:
    """ "called the report baseless": who calls a report untrue denies it."""
    if not lists.calling or not draft.content or not any(lists.calling.at(sheet.lower, i) for i in cue):
        return False
    words = [k for a, b in draft.content for k in range(a, b)][:LOOKED_AT]
    for k in words:
        if lists.false.at(sheet.lower, k):
            return not any(_negates(sheet, j, lists) for j in (k - 1, k - 2) if j in words) and not any(
                _negates(sheet, j, lists) for j in cue
            )
    return False


def _unsure(sheet: Sheet, draft: Draft, lists: _Lists) -> bool:
    """ "Unconfirmed reports say": a source that is itself a rumour, with no name in it."""
    first, after = draft.source[0]
    if any(sheet.capital(k) for k in range(first + 1, after)):
        return False
    return any(lists.unsure.at(sheet.lower, k, after) for k in range(first, after))
