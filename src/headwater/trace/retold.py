"""Retold: a claim told again without saying where it comes from, and a speaker's words given again as others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from headwater.core import Evidence, SameStatement, Span, Step
from headwater.trace.chains import Custody
from headwater.trace.claims import Group
from headwater.trace.lexicon import find
from headwater.trace.pile import Key, Pile, body
from headwater.trace.settings import Tracing
from headwater.trace.wording import Change, alike, quotations, within

# A report must have this many earlier ones to differ from: less shows no more than that two reports differ.
EARLIER = 2


def without_step(
    pile: Pile, child: Custody, custodies: Sequence[Custody], pair: Mapping[tuple[Key, Key], SameStatement]
) -> list[Custody]:
    """The instances in every certainly earlier report, the likeliest first; none where the report may know by itself.

    Only of a report that is no body's own statement and tells of no work of its own; where it names a source, beside
    those that name the same. Reports in its own language stand before the others where there are enough of them.
    """
    if pile.body(child.doc) is not None or not (child.chain or child.instance.voice == "outlet"):
        return []
    sentence = pile.sentence(child.doc, child.instance.span)
    if find(pile, child.doc, sentence, "own") or find(pile, child.doc, sentence, "measured"):
        return []
    mine = child.doc, child.instance.statement or ""
    earlier = [one for one in custodies if one.doc != child.doc and pile.certainly_before(one.doc, child.doc)]
    paired = [
        (pair[mine, k].score, one) for one in earlier if (mine, k := (one.doc, one.instance.statement or "")) in pair
    ]
    language = pile.document(child.doc).language
    native = [found for found in paired if pile.document(found[1].doc).language == language]
    if len({one.doc for _, one in native}) >= EARLIER:
        paired = native
    said = body(pile, child.chain[-1]) if child.chain else None
    if said and any(not one.chain or body(pile, one.chain[-1]) != said for _, one in paired):
        return []
    if len({one.doc for _, one in paired}) < EARLIER:
        return []
    paired.sort(
        key=lambda found: (
            not found[1].chain,
            pile.document(found[1].doc).language != language,
            -found[0],
            pile.rank[found[1].doc],
            found[1].instance.span.start,
        )
    )
    return [one for _, one in paired]


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation with its speaker, the instance it stands in and the claim of that."""

    claim: int
    custody: Custody
    speaker: str
    span: Span
    words: str


def requoted(
    pile: Pile, groups: Sequence[Group], steps: Sequence[Step], settings: Tracing
) -> Iterator[tuple[int, Custody, Custody, Change]]:
    """A speaker's quotation that no earlier report in its language has in these words, though one has it much alike."""
    several: dict[tuple[str, Span], Quoted] = {}
    for n, group in enumerate(groups):
        for one in group.custodies:
            if not one.chain or one.stance == "hearsay":
                continue
            around = pile.sentence(one.doc, one.instance.span)
            for span in quotations(pile.text(one.doc), around, 4):
                words = span.of(pile.text(one.doc))
                if span.overlaps(one.instance.span):
                    several.setdefault((one.doc, span), Quoted(n, one, body(pile, one.chain[-1]), span, words))
    for mine in sorted(several.values(), key=lambda q: (pile.rank[q.custody.doc], q.span)):
        doc = mine.custody.doc
        language = pile.document(doc).language
        if language is None or pile.body(doc) is not None:
            # A body quotes its own people as it likes.
            continue
        told = {s.parent for s in steps if s.child == doc and not s.backwards}
        above = [
            q
            for q in several.values()
            if q.custody.doc != doc
            and q.speaker == mine.speaker
            and pile.document(q.custody.doc).language == language
            and (q.custody.doc in told or pile.certainly_before(q.custody.doc, doc))
        ]
        if not above or any(within(mine.words, pile.text(q.custody.doc)) for q in above):
            continue
        near, theirs = max(
            ((alike(mine.words, q.words), q) for q in above),
            key=lambda found: (found[0], -pile.rank[found[1].custody.doc], found[1].span),
        )
        if settings.requoted <= near:
            before = (Evidence(theirs.custody.doc, theirs.span),)
            yield mine.claim, mine.custody, theirs.custody, Change("quote altered", before, (Evidence(doc, mine.span),))
