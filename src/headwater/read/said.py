"""When something was said, by the words beside the cue: "said Tuesday", "a statement released on 13 February"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from headwater.core import Attribution, Span, Time, When
from headwater.read.language import Language, Lexicon
from headwater.read.reckoned import FEW
from headwater.read.reckoned import stretch as stretched
from headwater.read.wordlists import lexicon, valued
from headwater.read.words import Words

# A time belongs to the cue when at most this many words stand between them.
NEAR = 3
# "a report of last Friday": so many words may part a document from its date.
DATED = 4
# "warned the office in a written statement dated 30 June": so many from the speaker to it.
FAR = 8
# The statement that a lead tells of is quoted in the lead or in the next paragraph.
BELOW = 1


def when_said(
    attribution: Attribution,
    words: Words,
    language: Language,
    times: Sequence[Time],
    published: When | None = None,
) -> When | None:
    """The time at which the words were said, as far as the sentence of the cue tells; None where it does not.

    A time inside the content is the content's own and never counts, but for the date of the report or statement that
    is the source. Nothing is said on a coming weekday or the like; a date after the day it was `published` stays, for
    a person to see.
    """
    if attribution.cue is None:
        return None
    anchors = [*attribution.cue.spans, *(attribution.source.spans if attribution.source else ())]
    lo, _ = words.range_of(attribution.cue.spans[0])
    if lo >= len(words):
        return None
    first, after = words.sentences[words.sentence_of[lo]]
    sentence = words.span(first, after)
    begin = min(sentence.start, *(a.start for a in anchors))
    end = max(sentence.end, *(a.end for a in anchors))
    index = bisect_left(times, begin, key=lambda t: t.span.start)
    best: tuple[int, int, When] | None = None
    while index < len(times) and times[index].span.start < end:
        time = times[index]
        index += 1
        if time.when.earliest is None or time.when.latest is None:
            continue
        if time.relative and published and published.certainly_before(time.when):
            continue
        if any(piece.overlaps(time.span) for piece in attribution.cue):
            rank, distance = 0, 0
        elif attribution.content and any(piece.overlaps(time.span) for piece in attribution.content):
            if not (
                _of_the_source(attribution, time.span, words, language)
                or _behind_the_cue(attribution, time, words, language)
            ):
                continue
            rank, distance = 0, 1
        else:
            distance = min(_between(words, time.span, anchor) for anchor in anchors)
            opening = _opens(words, time.span, first, anchors)
            dated = distance > NEAR and _in_a_document(words, language, time.span, anchors)
            far = distance > NEAR and not dated
            if not opening and (far or _parted(words, language, time.span, first, anchors)):
                continue
            rank = 0 if distance <= NEAR else 1
        if best is None or (rank, distance) < best[:2]:
            best = (rank, distance, time.when)
    return best[2] if best else _days_after(words, language, min(a.start for a in anchors), published)


def with_the_lead(
    attributions: Sequence[Attribution], words: Words, issued: Mapping[str, When]
) -> tuple[Attribution, ...]:
    """The attributions, those of the lead dated by the statement that the next paragraph quotes.

    "…, according to the service." and below it "“…,” a statement released on 13 February reads": the lead tells what
    the statement says. `issued` is the time of each holder's statement.
    """
    if not issued or not attributions:
        return tuple(attributions)
    lead = min(_paragraph(words, a) for a in attributions)
    quoted = {
        a.holder
        for a in attributions
        if a.holder in issued and a.said == issued.get(a.holder or "") and _paragraph(words, a) <= lead + BELOW
    }
    return tuple(
        replace(a, said=issued.get(a.holder or ""))
        if a.said is None
        and a.holder in quoted
        and a.outer is None
        and _paragraph(words, a) == lead
        and a.stance == "report"
        else a
        for a in attributions
    )


def _paragraph(words: Words, attribution: Attribution) -> int:
    """The number of the paragraph that an attribution begins in."""
    extents = [e for e in (attribution.source, attribution.cue, attribution.content) if e]
    lo, _ = words.range_of(Span(min(e.start for e in extents), max(e.end for e in extents)))
    return words.paragraph_of[lo] if lo < len(words) else 0


def _between(words: Words, a: Span, b: Span) -> int:
    """Words between two spans, 0 when they overlap or touch."""
    if a.overlaps(b):
        return 0
    left, right = (a, b) if a.start < b.start else (b, a)
    if right.start - left.end > 60:
        return 99
    lo, hi = words.range_of(Span(left.end, right.start)) if left.end < right.start else (0, 0)
    return max(0, hi - lo)


def _opens(words: Words, time: Span, first: int, anchors: Sequence[Span]) -> bool:
    """True for "In 2017, the service reported": the time opens the sentence, and the speaker follows."""
    lo, hi = words.range_of(time)
    if lo - first > 2:
        return False
    following = [a for a in anchors if a.start >= time.end]
    if not following:
        return False
    start, _ = words.range_of(min(following))
    return start - hi <= 1 and all(words.surface[k] in ",-–" for k in range(hi, start))


def _parted(words: Words, language: Language, time: Span, first: int, anchors: Sequence[Span]) -> bool:
    """True when a comma parts the time from all words of the attribution: it belongs to the clause before or behind.

    "In a report published last month, the institute estimated" opens with a preposition and is no clause; a date
    between commas behind a report or statement is the report's.
    """
    lo, hi = words.range_of(time)
    for anchor in anchors:
        begin, end = words.range_of(anchor)
        between = range(hi, begin) if hi <= begin else range(end, lo)
        if not any(words.surface[k] in ",;،؛" for k in between):
            return False
        if hi <= begin and words.lower[first] in language.prepositions:
            return False
        if end <= lo and any(words.lower[k] in language.documents for k in range(begin, end)):
            return False
    return True


def _of_the_source(attribution: Attribution, time: Span, words: Words, language: Language) -> bool:
    """True when a time that was taken into the content dates the source: "laut einem Bericht vom Freitag".

    In a language whose verb comes last, an adverb of time right behind the speaker belongs to the verb of saying.
    """
    if attribution.source is None or attribution.content is None or attribution.cue is None:
        return False
    begin, end = words.range_of(attribution.source.hull)
    lo, _ = words.range_of(time)
    if not end <= lo <= end + DATED:
        return False
    if language.word_order == "sov":
        return lo == end and attribution.cue.start > time.end
    of_document = any(words.lower[k] in language.documents for k in range(begin, end))
    return (
        of_document
        and attribution.cue.start < time.start
        and not any(words.lower[k] in language.auxiliaries for k in range(end, lo))
    )


def _behind_the_cue(attribution: Attribution, time: Time, words: Words, language: Language) -> bool:
    """True for a day that content wrongly begins with: "said late Wednesday they had …", "informó la noche del lunes de que …".

    Only a single day counts: in "said in 2019 the firm lost money" the year may be the event's.
    """
    if attribution.content is None or attribution.cue is None or language.word_order == "sov":
        return False
    if time.when.earliest is None or time.when.latest is None or (time.when.latest - time.when.earliest).days > 1:
        return False
    _, end = words.range_of(attribution.cue.spans[-1])
    lo, hi = words.range_of(time.span)
    between = words.lower[end:lo]
    if not 0 <= lo - end <= NEAR or any(word in ",:" or word in language.complementizers for word in between):
        return False
    following = words.lower[hi] if hi < len(words) else "."
    return not (following == "'s" or following in language.auxiliaries or following in ".,;")


def _in_a_document(words: Words, language: Language, time: Span, anchors: Sequence[Span]) -> bool:
    """True for "warned the office in a statement dated 30 June": a document parts the time from the speaker."""
    lo, _ = words.range_of(time)
    ends = [end for end in (words.range_of(anchor)[1] for anchor in anchors) if end <= lo]
    between = words.lower[max(ends) : lo] if ends else []
    return len(between) <= FAR and any(word in language.documents for word in between)


def _days_after(words: Words, language: Language, anchor: int, published: When | None) -> When | None:
    """ "… comes just days after Ode Harn disclosed": within the days or weeks before the publication."""
    if published is None or published.latest is None:
        return None
    k, _ = words.range_of(Span(anchor, anchor + 1))
    floor = words.sentences[words.sentence_of[k]][0] if k < len(words) else k
    behind, units, numbers = _after(language)
    hit = behind.before(words.lower, k, floor)
    if hit is None or k - hit[0] <= floor:
        return None
    unit = units.before(words.lower, k - hit[0], floor)
    if unit is None or unit[1] not in ("d", "w"):
        return None
    # The first form listed is the singular: "a day after" is a number of its own, as is "three days after".
    singular = next(form for form, code in language.table("times", "units").items() if code == unit[1])
    at = k - hit[0] - unit[0] - 1
    if words.lower[at + 1] == singular or (at >= floor and (words.lower[at].isdecimal() or words.lower[at] in numbers)):
        return None
    today: date = published.latest.date()
    return stretched(today, -(FEW[unit[1]][1] or 0), unit[1])


@lru_cache(maxsize=32)
def _after(language: Language) -> tuple[Lexicon, Lexicon, Lexicon]:
    """Words for after, units of time, numbers."""
    return lexicon(language, "times", "after"), valued(language, "times", "units"), valued(language, "numbers", "words")
