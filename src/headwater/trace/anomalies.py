"""Anomalies: what does not fit together, with the words that show it. Facts about texts and dates, no verdicts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import combinations, product

import networkx as nx

from headwater.core import Anomaly, Claim, Evidence, Span, Step
from headwater.core.trace import AnomalyKind
from headwater.trace.chains import Custody
from headwater.trace.claims import Group
from headwater.trace.figures import comparable, equal
from headwater.trace.lexicon import find
from headwater.trace.pile import Pile, retells, unique
from headwater.trace.settings import Tracing

ORDER: tuple[AnomalyKind, ...] = (
    "loop",
    "copy older than its source",
    "dated before what it reports",
    "look-alike letters",
    "spliced text",
    "correction",
    "retraction",
    "old claim as new",
)

_TOKEN = re.compile(r"[^\W\d_]{3,}")


def find_anomalies(
    pile: Pile, groups: Sequence[Group], claims: Sequence[Claim], steps: Sequence[Step], settings: Tracing
) -> tuple[Anomaly, ...]:
    """Every anomaly, by kind and first place, each with evidence."""
    found = [
        *loops(pile, steps),
        *against_the_dates(pile, steps),
        *look_alikes(pile),
        *spliced(pile, steps),
        *own_corrections(pile, groups, steps),
        *old_as_new(pile, groups, steps, settings),
    ]
    once = {(a.what, a.evidence): a for a in found if a.evidence}
    return tuple(sorted(once.values(), key=lambda a: (ORDER.index(a.what), [pile.place(e) for e in a.evidence])))


def loops(pile: Pile, steps: Sequence[Step]) -> Iterator[Anomaly]:
    """Reports that name each other as the source, whether two or more."""
    ring = [s for s in steps if s.in_loop]
    graph = nx.DiGraph((s.child, s.parent) for s in ring)
    for component in nx.strongly_connected_components(graph):
        if len(component) < 2:
            continue
        inside = [s for s in ring if s.child in component and s.parent in component]
        names = " → ".join(pile.outlet(doc) for doc in sorted(component, key=lambda d: pile.rank[d]))
        yield Anomaly(
            "loop",
            unique((e for s in inside for e in s.evidence), pile),
            f"These reports rest on one another: {names}.",
        )


def against_the_dates(pile: Pile, steps: Sequence[Step]) -> Iterator[Anomaly]:
    """Reports whose own words tell of later words, and reports dated before what they copy or cite; each once."""
    for doc in pile.docs:
        if doc in pile.late:
            note = f"{pile.outlet(doc)} is dated {_day(pile, doc)} and reports words of {pile.after[doc].from_iso}."
            yield Anomaly("dated before what it reports", (pile.late[doc],), note)
            continue
        # Hours apart on one day, a page may show when it was last changed.
        against = [s for s in steps if s.child == doc and s.backwards and _day(pile, doc) != _day(pile, s.parent)]
        copied = [s for s in against if s.relation in ("copies", "translates")]
        for what, several, does in (
            ("copy older than its source", copied, "carries the text of"),
            ("dated before what it reports", [] if copied else against, "cites"),
        ):
            if several:
                parent = several[0].parent
                days = f"{_day(pile, doc)} before {_day(pile, parent)}"
                note = f"{pile.outlet(doc)} {does} {pile.outlet(parent)}, yet is dated {days}."
                yield Anomaly(what, unique((e for s in several for e in s.evidence), pile), note)  # type: ignore[arg-type]


def _day(pile: Pile, doc: str) -> str:
    """The day a document shows, in its own time zone."""
    dated = pile.document(doc).published
    return dated.iso[:10] if dated else "undated"


def look_alikes(pile: Pile) -> Iterator[Anomaly]:
    """Words in which letters of another script stand in for those they look like."""
    for doc in pile.docs:
        spans = [Span(*m.span()) for m in _TOKEN.finditer(pile.text(doc)) if mixed(m.group())]
        if spans:
            shown = tuple(Evidence(doc, span) for span in spans[:10])
            note = f"{len(spans)} words of {pile.outlet(doc)} mix letters of two scripts that look the same."
            yield Anomaly("look-alike letters", shown, note)


def mixed(word: str) -> bool:
    """True when a word mixes Latin with Cyrillic or Greek letters."""
    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in word}
    return len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1


# A report with at least this share of its words from each of two texts that have nothing to do with each other is spliced.
SPLICED = 0.2


def spliced(pile: Pile, steps: Sequence[Step]) -> Iterator[Anomaly]:
    """Reports put together from passages of earlier texts that share nothing, none of which they name."""
    named = {(s.child, s.parent) for s in steps if s.stated}
    for doc in pile.docs:
        taken = {}
        for link in pile.links_of[doc]:
            other = link.b if link.a == doc else link.a
            covered = link.coverage_a if link.a == doc else link.coverage_b
            told = link.relation in ("same text", "shared passage") and not retells(link)
            if told and covered >= SPLICED and pile.likely_before(other, doc):
                taken[other] = link
        if len(taken) < 2 or any((doc, other) in named for other in taken):
            continue
        apart = [
            (a, b) for a, b in combinations(sorted(taken, key=lambda d: pile.rank[d]), 2) if (a, b) not in pile.between
        ]
        if not apart:
            continue
        shown = [m.a if m.a.doc == doc else m.b for other in apart[0] for m in taken[other].matches[:1]]
        first, second = (pile.outlet(other) for other in apart[0])
        note = f"{pile.outlet(doc)} joins passages of {first} and {second}, and names neither."
        yield Anomaly("spliced text", unique(shown, pile), note)


def own_corrections(pile: Pile, groups: Sequence[Group], steps: Sequence[Step]) -> Iterator[Anomaly]:
    """A body or outlet that takes back or puts right what it said itself, with both places; each pair of documents once."""
    seen: set[tuple[str, str]] = set()
    for later, earlier, places in [*_referring(pile, groups, steps), *_revising(pile, groups)]:
        if (later, earlier) in seen:
            continue
        back, right = (_words_of(pile, later, places, what) for what in ("retraction", "correction"))
        words = back or right
        if words is None:
            continue
        seen.add((later, earlier))
        what: AnomalyKind = "retraction" if back else "correction"
        does = "takes back" if back else "corrects"
        note = f"{pile.outlet(later)} ({_day(pile, later)}) {does} what it said on {_day(pile, earlier)}."
        yield Anomaly(what, unique((words, *places), pile), note)


# How near its beginning or end, in letters, an outlet says that it corrects itself.
EDGE = 300


def _words_of(pile: Pile, doc: str, places: Sequence[Evidence], what: str) -> Evidence | None:
    """The words of taking back or putting right: anywhere in a body's paper; in a report only at its edges and in place.

    An outlet that tells of somebody's corrections and revisions has such words in the middle of its text.
    """
    end = len(pile.text(doc))
    own = pile.publisher.get(doc)
    if own is None or own.kind != "outlet":
        return find(pile, doc, Span(0, end), what)
    spans = [Span(0, min(EDGE, end)), Span(max(0, end - EDGE), end)]
    spans += [pile.sentence(doc, e.span) for e in places if e.doc == doc]
    return next((found for span in spans if (found := find(pile, doc, span, what))), None)


Pair = tuple[str, str, tuple[Evidence, ...]]


def _referring(pile: Pile, groups: Sequence[Group], steps: Sequence[Step]) -> Iterator[Pair]:
    """Documents that speak of an earlier one of the same publisher, with the words and the place they mean."""
    for step in steps:
        if not step.stated or step.parent not in pile.readings or step.backwards:
            continue
        own, theirs = pile.publisher.get(step.child), pile.publisher.get(step.parent)
        rights = any("puts right" in reason for reason in step.because)
        if not rights and (own is None or theirs is None or own.id != theirs.id):
            continue
        there = next(
            (
                Evidence(c.doc, c.instance.span)
                for g in groups
                if step.child in g.docs
                for c in g.custodies
                if c.doc == step.parent
            ),
            None,
        )
        first = next((Evidence(step.parent, s.span) for s in pile.readings[step.parent].statements), None)
        place = there or first
        yield step.child, step.parent, (*step.evidence, *((place,) if place else ()))


def _revising(pile: Pile, groups: Sequence[Group]) -> Iterator[Pair]:
    """Documents that give another figure for the same thing than an earlier one of the same publisher."""
    for group in groups:
        for later, earlier in product(group.custodies, repeat=2):
            own, theirs = pile.publisher.get(later.doc), pile.publisher.get(earlier.doc)
            if own is None or theirs is None or own.id != theirs.id:
                continue
            # An outlet may report that somebody else revises a figure; only its own words are its own to correct.
            if own.kind == "outlet" and (later.chain or earlier.chain):
                continue
            if pile.certainly_before(earlier.doc, later.doc) and _revised(pile, later, earlier):
                places = (Evidence(later.doc, later.instance.span), Evidence(earlier.doc, earlier.instance.span))
                yield later.doc, earlier.doc, places


def _revised(pile: Pile, later: Custody, earlier: Custody) -> bool:
    before = pile.quantities(earlier.doc, earlier.instance.span)
    return any(
        comparable(q, p) and not equal(q, p) for q in pile.quantities(later.doc, later.instance.span) for p in before
    )


def old_as_new(pile: Pile, groups: Sequence[Group], steps: Sequence[Step], settings: Tracing) -> Iterator[Anomaly]:
    """A report that tells an old one again in words of today and never names the old day."""
    apart = timedelta(days=settings.older_by_days)
    seen: set[str] = set()
    for step in steps:
        if step.parent not in pile.readings or step.relation not in ("copies", "translates") or step.child in seen:
            continue
        new, old = pile.when(step.child), pile.when(step.parent)
        if not (new and old and new.earliest and old.latest and new.earliest - old.latest > apart):
            continue
        reading = pile.readings[step.child]
        if any(t.when.overlaps(old) and t.when.earliest and t.when.latest for t in reading.times if not t.relative):
            continue
        shared = [c for group in groups for c in group.custodies if c.doc == step.child and step.parent in group.docs]
        today = [t for t in reading.times if t.relative and t.when.earliest and t.when.overlaps(new)]
        shown = [Evidence(step.child, t.span) for t in today[:1]] + [
            Evidence(c.doc, c.instance.span) for c in shared[:1]
        ]
        if not shown:
            shown = [e for e in step.evidence if e.doc == step.child][:1]
        seen.add(step.child)
        note = f"{pile.outlet(step.child)} ({_day(pile, step.child)}) tells anew what {pile.outlet(step.parent)} had on {_day(pile, step.parent)}."
        yield Anomaly("old claim as new", unique(shown, pile), note)
