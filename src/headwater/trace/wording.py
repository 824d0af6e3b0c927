"""Wording: what the words of one instance say, so that two of them can be set side by side."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from headwater.core import Evidence, Quantity, Span, Time
from headwater.core.trace import MutationKind
from headwater.trace.chains import Custody
from headwater.trace.lexicon import every, find, lexicon
from headwater.trace.pile import Pile

_PAIRS = ("“”", "«»", "„“", "„”", "»«", '""', "‘’", "‹›")
_QUOTED = re.compile(
    "|".join(f"{re.escape(pair[0])}([^{re.escape(pair)}\\n]{{2,600}}?){re.escape(pair[1])}" for pair in _PAIRS)
)
_WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


# Letters of other scripts that look Latin. Folded on both sides of a comparison, so Cyrillic and Greek texts lose nothing.
_LOOK_ALIKE = str.maketrans(
    "АВЕКМНОРСТУХІЈЅасеорхуіјѕԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧονυ", "ABEKMHOPCTYXIJSaceopxyijsdhABEZHIKMNOPTYXovu"
)


def words(text: str) -> list[str]:
    """Words in lower case, letters that look alike made one."""
    return [w.casefold() for w in _WORD.findall(text.translate(_LOOK_ALIKE))]


def quotations(text: str, span: Span, at_least: int = 3) -> tuple[Span, ...]:
    """Quoted passages of at least that many words inside `span`, without their marks.

    A name in quotation marks is no quotation, hence the least number of words.
    """
    found = []
    for match in _QUOTED.finditer(text, span.start, span.end):
        inner = next(n for n in range(1, len(_PAIRS) + 1) if match.group(n) is not None)
        if len(words(match.group(inner))) >= at_least:
            found.append(Span(*match.span(inner)))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between a child's instance and its parent's."""

    what: MutationKind
    before: tuple[Evidence, ...]
    after: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """One instance's own words: its sentence, figures, times, hedges, quotations and negation."""

    custody: Custody
    language: str | None
    text: str
    sentence: Span
    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]
    hedges: tuple[Span, ...]
    modal: Evidence | None
    cautious: bool
    quoted: tuple[Span, ...]
    negation: Evidence | None
    condition: Evidence | None
    joined: bool
    can_negate: bool

    @property
    def doc(self) -> str:
        return self.custody.doc

    @property
    def span(self) -> Span:
        return self.custody.instance.span

    def shows(self, *spans: Span) -> tuple[Evidence, ...]:
        return tuple(Evidence(self.doc, span) for span in spans)


def wording(pile: Pile, custody: Custody) -> Wording:
    """The instance's words, with what stands in its cue ("did not rule out")."""
    doc, span = custody.doc, custody.instance.span
    text = pile.text(doc)
    statement = pile.statements.get((doc, custody.instance.statement or ""))
    attribution = pile.attribution(doc, statement) if statement else None
    cue = attribution.cue.hull if attribution and attribution.cue else None
    sentence = pile.sentence(doc, span)
    language = pile.document(doc).language
    negation = find(pile, doc, span, "negation")
    if negation is None and cue is not None:
        negation = find(pile, doc, cue, "negation")
    around = (
        sentence if cue is None or sentence.overlaps(cue) else Span(min(span.start, cue.start), max(span.end, cue.end))
    )
    cue_spans = attribution.cue.spans if attribution and attribution.cue else ()
    # Of a sentence with a source, only what that source says: another clause may be another's.
    content = max(attribution.content, key=len) if attribution and attribution.content else None
    said = content if content is not None and content.overlaps(span) else span
    own = (said, *cue_spans) if content is said else (around, span)
    nested = [
        a.content.hull
        for a in pile.readings[doc].attributions
        if a.content and attribution and a.id != attribution.id and not a.content.hull.contains(said)
    ]
    inside = [q for q in quotations(text, around) if q.overlaps(span)]
    others = [*inside, *nested]
    # "Last May" is a month.
    dates = [t.span for t in pile.times(doc, sentence)]
    return Wording(
        custody=custody,
        language=language,
        text=text,
        sentence=sentence,
        quantities=pile.quantities(doc, span),
        times=tuple(t for t in pile.times(doc, span) if not any(c.overlaps(t.span) for c in cue_spans)),
        # What stands inside quotation marks, or is somebody else's, is not this report's caution on this claim.
        hedges=tuple(
            h
            for h in (statement.hedges if statement else ())
            if said.overlaps(h) and not any(o.overlaps(h) for o in others) and not any(d.overlaps(h) for d in dates)
        ),
        cautious=any(s.overlaps(h) for h in (statement.hedges if statement else ()) for s in own)
        or any(every(pile, doc, s, "modal") for s in own),
        modal=next(
            (m for m in every(pile, doc, said, "modal") if not any(o.overlaps(m.span) for o in (*others, *dates))), None
        ),
        quoted=tuple(inside),
        negation=negation,
        condition=find(pile, doc, sentence, "condition"),
        joined=find(pile, doc, span, "joins") is not None,
        can_negate=lexicon(language, "negation") is not None,
    )


def alike(a: str, b: str) -> float:
    """How alike two quotations of one language are, from 0 to 1: the words of the shorter that the longer has, too.

    Order counts half: a quotation translated there and back keeps its words better than their order.
    """
    from rapidfuzz.distance import LCSseq

    mine, theirs = words(a), words(b)
    shorter = min(len(mine), len(theirs))
    if shorter == 0:
        return 0.0
    common = sum((Counter(mine) & Counter(theirs)).values())
    return (common + LCSseq.similarity(mine, theirs)) / (2 * shorter)


@lru_cache(maxsize=4096)
def _run(text: str) -> str:
    """The words of a text in a row; reports are searched for many quotations."""
    return " ".join(words(text))


def within(part: str, whole: str) -> bool:
    """True when the words of `part` stand in `whole` in the same order, next to each other but for ellipses."""
    rest = _run(whole)
    for piece in re.split(r"\[[^\]]*\]|\(?\.\.\.\)?|…", part):
        sought = " ".join(words(piece))
        if not sought:
            continue
        at = f" {rest} ".find(f" {sought} ")
        if at < 0:
            return False
        rest = rest[at + len(sought) :]
    return True
