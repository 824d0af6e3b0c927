"""What a body or paper says of its own earlier words: the statement it refers to, the report it puts right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from headwater.core import Cited, Evidence, Reading, Span, When
from headwater.link.bodies import plain
from headwater.link.concepts import LANGUAGES, concepts_of
from headwater.link.held import SHOWN, STATEMENTS, Desk, sentence_around, when_of
from headwater.link.names import words_of

# Why a report is taken for the one that a correction means.
PUTS_RIGHT = "it puts right a report that says so"
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_RIGHTING = frozenset({"clarification", "correct_verb", "retract", "apologise", "mistake"})


def own_earlier(desk: Desk, reading: Reading) -> Iterable[Cited]:
    """A body's reference to a statement of its own of an earlier date that is held, and what a paper puts right."""
    document = reading.document
    own = desk.publisher.get(document.id)
    if document.language not in LANGUAGES:
        return
    righting = bool(set(concepts_of(document.text[:400], document.language)) & _RIGHTING)
    if own is None or len(own.publishes) < 2:
        if own is None and righting:
            near = desk.shared.documents.get(document.id, frozenset())
            yield from _put_right(desk, reading, sorted(near | _same_source(desk, reading)))
        return
    # A newspaper refers to its own report where it puts it right; a body, to any statement of its own.
    wanted = STATEMENTS if own.kind != "outlet" else _RIGHTING
    when = when_of(desk, document.id)
    found = False
    for time in reading.times:
        # The dateline, with nothing but the body's name before it, is no reference.
        sentence = sentence_around(document.text, time.span)
        if not righting and not set(concepts_of(sentence.of(document.text), document.language)) & wanted:
            continue
        if time.when.earliest is None or time.when.latest is None or (time.when.latest - time.when.earliest).days > 1:
            continue
        for doc in own.publishes:
            published = when_of(desk, doc)
            if doc == document.id or published is None or not published.overlaps(time.when):
                continue
            if when is not None and not published.certainly_before(when):
                continue
            found = True
            shown = Span(sentence.start, time.span.end) if time.span.end - sentence.start <= SHOWN else time.span
            yield Cited(
                doc=document.id,
                name=own.name,
                kind=own.kind,
                relation="credits",
                evidence=(Evidence(document.id, shown),),
                held=(doc,),
                because=("it refers to a statement of its own of that date",),
            )
    if righting and not found:
        near = desk.shared.documents.get(document.id, frozenset())
        yield from _put_right(desk, reading, [doc for doc in own.publishes if doc in near])


def _names_day(reading: Reading, span: Span, published: When) -> bool:
    """True when words name a day and month without a year, and it is that of `published`."""
    at = published.earliest
    words = span.of(reading.document.text)
    if at is None or re.search(r"\d{4}", words):
        return False
    month = _MONTHS[at.month - 1]
    named = {c.partition("_")[0] for c in concepts_of(words, reading.document.language)}
    return month in named and bool(re.search(rf"(?<!\d)0?{at.day}(?!\d)", words))


def _same_source(desk: Desk, reading: Reading) -> set[str]:
    """Reports that credit an outlet which this one credits, too: "we wrote, citing the Echo"."""
    mine = {plain(c.outlet) for c in reading.credits if c.outlet}
    return {
        doc
        for doc, other in desk.readings.items()
        if doc != reading.document.id and mine & {plain(c.outlet) for c in other.credits if c.outlet}
    }


def _put_right(desk: Desk, reading: Reading, able: Sequence[str]) -> Iterable[Cited]:
    """The one report among `able` that a correction means: by the day it names, and by what it repeats of it.

    A report of an outlet that the correction names is what that outlet said, not what is put right.
    """
    document = reading.document
    when = when_of(desk, document.id)
    own = desk.publisher.get(document.id)
    days = [
        t for t in reading.times if t.when.earliest and t.when.latest and (t.when.latest - t.when.earliest).days <= 1
    ]
    text = " ".join(plain(word) for word in words_of(document.text))
    ranked = []
    for doc in able:
        published, publisher = when_of(desk, doc), desk.publisher.get(doc)
        if (
            publisher is None
            or publisher.kind != "outlet"
            or (when and published and not published.certainly_before(when))
        ):
            continue
        named = publisher is not own and any(f" {plain(n)} " in f" {text} " for n in publisher.names if len(n) > 3)
        dated = next((t.span for t in days if published and t.when.overlaps(published)), None)
        dated = dated or next(
            (t.span for t in reading.times if published and _names_day(reading, t.span, published)), None
        )
        if named or (own is None and dated is None):
            continue
        ranked.append((dated is None, -desk.shared.weight(document.id, doc), doc, dated))
    if not ranked or (len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]):
        return
    *_, doc, dated = min(ranked, key=lambda one: one[:3])
    at = dated or next((s.span for s in reading.statements), None)
    if at is None:
        return
    sentence = sentence_around(document.text, at)
    publisher = desk.publisher[doc]
    yield Cited(
        doc=document.id,
        name=publisher.name,
        kind=publisher.kind,
        relation="credits",
        evidence=(Evidence(document.id, sentence if len(sentence) <= SHOWN else at),),
        held=(doc,),
        because=(PUTS_RIGHT,),
    )
