"""The pile: readings and links of one run, indexed once, in an order that no input order can change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from headwater.core import (
    Actor,
    ActorGroup,
    Attribution,
    Cited,
    Document,
    Evidence,
    Link,
    Links,
    Quantity,
    Reading,
    SameStatement,
    Span,
    Statement,
    Time,
    When,
)
from headwater.trace.bodies import bodies
from headwater.trace.calendar import supposed_days

Key = tuple[str, str]  # (document id, statement id)

_END = re.compile(r"[.!?؟…]['\"”’»“)\]]*(?=\s|$)|\n")
_ARTICLES = frozenset(
    ["the", "la", "le", "les", "el", "los", "las", "der", "die", "das", "il", "lo", "i", "gli", "o", "a", "os", "as"]
)
_LAST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Pile:
    """Everything the tracer looks at. `docs` are document ids from the earliest date on, undated ones last."""

    readings: dict[str, Reading]
    links: Links
    docs: tuple[str, ...]
    rank: dict[str, int]
    statements: dict[Key, Statement]
    attributions: dict[Key, Attribution]
    actors: dict[Key, Actor]
    group_of: dict[Key, ActorGroup]
    groups: dict[str, ActorGroup]
    cited_by: dict[str, tuple[Cited, ...]]
    publisher: dict[str, ActorGroup]
    links_of: dict[str, tuple[Link, ...]]
    between: dict[tuple[str, str], Link]
    same_text: frozenset[tuple[str, str]]
    bodies: dict[str, str]
    unsigned: tuple[SameStatement, ...]
    supposed: dict[str, When]
    late: dict[str, Evidence] = field(default_factory=dict)
    after: dict[str, When] = field(default_factory=dict)

    def document(self, doc: str) -> Document:
        return self.readings[doc].document

    def text(self, doc: str) -> str:
        return self.readings[doc].document.text

    def words(self, evidence: Evidence) -> str:
        """The words that a piece of evidence shows, on one line."""
        return shortened(evidence.span.of(self.text(evidence.doc)))

    def outlet(self, doc: str) -> str:
        """How a report is called in a sentence: its outlet, else its title, else its file."""
        document = self.document(doc)
        return document.outlet or document.title or document.uri.rsplit("/", 1)[-1]

    def published(self, doc: str) -> When | None:
        """The date the document shows, right or wrong."""
        dated = self.document(doc).published
        return dated.when if dated else None

    def when(self, doc: str) -> When | None:
        """When the report can have been written: its date or, where its own words contradict that, what they allow."""
        return self.after.get(doc) or self.published(doc)

    def likely(self, doc: str) -> When | None:
        """As `when`, with the supposed year where a dateline names none: good enough to order, not to contradict."""
        return self.when(doc) or self.supposed.get(doc)

    def certainly_before(self, first: str, second: str) -> bool:
        a, b = self.when(first), self.when(second)
        return bool(a and b and a.certainly_before(b))

    def likely_before(self, first: str, second: str) -> bool:
        a, b = self.likely(first), self.likely(second)
        return bool(a and b and a.certainly_before(b))

    def apart(self, a: str, b: str) -> timedelta:
        """How far apart two documents were published; nothing where a date is missing."""
        one, other = self.likely(a), self.likely(b)
        if not (one and other and one.earliest and other.earliest):
            return timedelta(0)
        return abs(one.earliest - other.earliest)

    def shares_text(self, a: str, b: str) -> bool:
        """True when the two have passages in common, word for word or translated."""
        return (a, b) in self.same_text

    def attribution(self, doc: str, statement: Statement) -> Attribution | None:
        return self.attributions.get((doc, statement.attribution)) if statement.attribution else None

    def holder(self, doc: str, attribution: Attribution) -> ActorGroup | None:
        return self.group_of.get((doc, attribution.holder)) if attribution.holder else None

    def is_own_outlet(self, doc: str, group: ActorGroup) -> bool:
        """True when `group` is the outlet that published `doc`."""
        if group.kind != "outlet":
            return False
        own = self.publisher.get(doc)
        outlet = self.document(doc).outlet
        return (own is not None and own.id == group.id) or (
            outlet is not None and fold(outlet) in {fold(name) for name in group.names}
        )

    def body(self, doc: str) -> ActorGroup | None:
        """The body whose own statement `doc` is (a press release, a certificate), None for a news report."""
        own = self.publisher.get(doc)
        return own if own is not None and own.kind not in ("outlet", "unnamed") else None

    def names_source(self, doc: str, attribution: Attribution) -> tuple[Evidence, ...]:
        """The words that say who said it: source and cue; the content's first words where there are none."""
        spans = [s for extent in (attribution.source, attribution.cue) if extent for s in extent]
        if not spans and attribution.content:
            spans = [attribution.content.spans[0]]
        spans.sort()
        joined: list[Span] = []
        for span in spans:
            # Source and cue next to each other read as one: "the ministry said".
            if joined and span.start - joined[-1].end <= 3:
                joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
            else:
                joined.append(span)
        return tuple(Evidence(doc, span) for span in joined)

    def sentence(self, doc: str, span: Span) -> Span:
        """The sentence or sentences that hold `span`, inside its line or lines."""
        return sentence_around(self.text(doc), span)

    def quantities(self, doc: str, span: Span) -> tuple[Quantity, ...]:
        return tuple(q for q in self.readings[doc].quantities if span.contains(q.span))

    def times(self, doc: str, span: Span) -> tuple[Time, ...]:
        return tuple(t for t in self.readings[doc].times if span.contains(t.span))

    def place(self, evidence: Evidence) -> tuple[int, int, int]:
        """Sort key: the document's rank, then the place in it."""
        return self.rank.get(evidence.doc, len(self.docs)), evidence.span.start, evidence.span.end


def body(pile: Pile, actor: str) -> str:
    """The organisation that an actor speaks for, where the words say so; the actor itself otherwise."""
    return pile.bodies.get(actor, actor)


def _bodies(groups: Mapping[str, ActorGroup]) -> dict[str, str]:
    """For every person, the topmost body it speaks for; a ring of affiliations ends where it closes."""
    found: dict[str, str] = {}
    for start in groups:
        actor, seen = start, {start}
        while groups[actor].kind == "person":
            above = groups[actor].affiliation
            if above is None or above in seen or above not in groups:
                break
            seen.add(above)
            actor = above
        found[start] = actor
    return found


def retells(link: Link) -> bool:
    """True when the two say the same sentence by sentence, without sharing the words."""
    return link.relation == "translation" or any("in the same order" in reason for reason in link.because)


def shortened(text: str, letters: int = 160) -> str:
    """`text` on one line, cut at a word with an ellipsis."""
    text = " ".join(text.split())
    return text if len(text) <= letters else text[:letters].rsplit(" ", 1)[0] + " …"


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Letters and digits of a name in lower case, for comparing."""
    return " ".join(re.findall(r"\w+", name.casefold()))


@lru_cache(maxsize=65536)
def bare(name: str) -> str:
    """A name folded and without a leading article."""
    first, _, rest = fold(name).partition(" ")
    return rest if rest and first in _ARTICLES else fold(name)


def sentence_around(text: str, span: Span) -> Span:
    """The sentence or sentences of `text` that hold `span`."""
    start = 0
    for match in _END.finditer(text, max(0, span.start - 2000), span.start):
        start = match.end()
    if start == 0 and span.start > 2000:
        start = span.start - 2000
    while start < span.start and text[start].isspace():
        start += 1
    last = _END.search(text, max(span.start, span.end - 2))
    end = last.end() if last else len(text)
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return Span(start, max(end, span.end))


def stack(readings: Sequence[Reading], links: Links) -> Pile:
    """The pile of `readings` and `links`."""
    by_id = {r.document.id: r for r in readings}
    supposed = supposed_days(by_id, links)

    def order(doc: str) -> tuple[datetime, str, str]:
        document = by_id[doc].document
        when = document.published.when if document.published else supposed.get(doc)
        earliest = when.earliest if when else None
        # The text's hash before the id: renaming a file must not change who comes first.
        return earliest or _LAST, document.sha256, doc

    docs = tuple(sorted(by_id, key=order))
    group_of: dict[Key, ActorGroup] = {}
    groups: dict[str, ActorGroup] = {}
    resolved = bodies(by_id, links)
    for group in resolved:
        groups[group.id] = group
        for doc, actor in group.mentions:
            group_of[doc, actor] = group
    actors: dict[Key, Actor] = {}
    for doc in docs:
        for one in by_id[doc].actors:
            actors[doc, one.id] = one
            if (doc, one.id) not in group_of:
                alone = ActorGroup(one.id, one.name, (one.name, *one.aliases), one.kind, ((doc, one.id),), one.role)
                groups[alone.id] = group_of[doc, one.id] = alone
    cited: dict[str, list[Cited]] = {doc: [] for doc in docs}
    for citation in links.cited:
        if citation.doc in cited:
            cited[citation.doc].append(citation)
    between: dict[tuple[str, str], Link] = {}
    same_text: set[tuple[str, str]] = set()
    linked: dict[str, list[Link]] = {doc: [] for doc in docs}
    for link in links.links:
        if link.a in by_id and link.b in by_id:
            linked[link.a].append(link)
            linked[link.b].append(link)
            known = between.get((link.a, link.b))
            if known is None or known.relation == "same quotation":
                between[link.a, link.b] = between[link.b, link.a] = link
            if link.relation == "translation" or (link.relation != "same quotation" and not retells(link)):
                same_text |= {(link.a, link.b), (link.b, link.a)}
    publisher = {doc: group for group in resolved for doc in group.publishes if doc in by_id}
    # Pairs with a document that shows no outlet of its own: whoever credits an outlet may mean that document.
    nameless = {doc for doc in docs if by_id[doc].document.outlet is None and doc not in publisher}
    pile = Pile(
        readings={doc: by_id[doc] for doc in docs},
        links=links,
        docs=docs,
        rank={doc: n for n, doc in enumerate(docs)},
        statements={(doc, s.id): s for doc in docs for s in by_id[doc].statements},
        attributions={(doc, a.id): a for doc in docs for a in by_id[doc].attributions},
        actors=actors,
        group_of=group_of,
        groups=groups,
        cited_by={doc: tuple(sorted(several, key=_cited_order)) for doc, several in cited.items()},
        publisher=publisher,
        supposed=supposed,
        between=between,
        same_text=frozenset(same_text),
        bodies=_bodies(groups),
        unsigned=tuple(p for p in links.statements if p.score >= 0.8 and (p.a[0] in nameless or p.b[0] in nameless)),
        links_of={doc: tuple(several) for doc, several in linked.items()},
    )
    _contradicted(pile)
    return pile


def _cited_order(cited: Cited) -> tuple[bool, tuple[Evidence, ...], str, str]:
    return cited.quoted, cited.evidence, cited.name, cited.relation


def _contradicted(pile: Pile) -> None:
    """Notes the documents whose own words tell of something said after the date they show."""
    for doc in pile.docs:
        shown = pile.published(doc)
        if shown is None:
            continue
        later: list[tuple[When, Evidence]] = []
        for attribution in pile.readings[doc].attributions:
            for said in (attribution.said, *_in_cue(pile, doc, attribution)):
                if said is not None and shown.certainly_before(said) and said.earliest:
                    later.append((said, _said_words(pile, doc, attribution, said)))
        if later:
            said, place = max(later, key=lambda pair: (pair[0].earliest or _LAST, pair[1]))
            pile.late[doc] = place
            pile.after[doc] = When(said.earliest, None)


def _in_cue(pile: Pile, doc: str, attribution: Attribution) -> Iterable[When]:
    """The days that the cue itself names ("said on 5 March"), in their order."""
    for cue in attribution.cue or ():
        yield from (time.when for time in pile.times(doc, cue) if not time.relative)


def _said_words(pile: Pile, doc: str, attribution: Attribution, said: When) -> Evidence:
    """The words that give the time of saying, else the source and cue."""
    named = pile.names_source(doc, attribution)[0]
    sentence = pile.sentence(doc, named.span)
    for time in pile.times(doc, sentence):
        if time.when == said:
            return Evidence(doc, Span(min(named.span.start, time.span.start), max(named.span.end, time.span.end)))
    return named


def unique(evidence: Iterable[Evidence], pile: Pile) -> tuple[Evidence, ...]:
    """The evidence sorted by document and place, each once."""
    return tuple(sorted(set(evidence), key=pile.place))
