"""Which held documents a citation can mean: by who published them, by what they share with the child, by dates."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from headwater.core import ActorGroup, Document, Link, Reading, SameStatement, Span, Time, When
from headwater.link.bodies import INSTITUTIONS, plain
from headwater.link.concepts import concepts_of, lexicon
from headwater.link.matter import tokens_of
from headwater.link.names import bare, folded

# A pair of statements below this score is too weak to say whose report is meant.
SHARES = 0.5

# What a report must share with a held one before a credit to the outlet is taken to mean it.
ENOUGH = 0.9

# An earlier report with this share of its words or statements in a later one has them from there and a wrong date;
# with less, the two tell of one event, and what the earlier one cites is not held.
CARRIED = 0.4
SURE = 0.6

# An outlet has many reports: the one meant has a statement at least this like one of the child's.
LIKE = 0.6

# The only report that an outlet named as the source has of these days on this story is the one meant.
THESE_DAYS = 7

# A document of an unknown outlet is taken for the one credited only when this share of the child's words stands in it.
RETOLD = 0.6

# How far a sentence may reach as evidence; beyond it only the words around the name are shown.
SHOWN = 240

# Kinds of text that a body puts out, by which a reference to one is known ("the statement of 18 October").
STATEMENTS = frozenset({"statement_noun", "press_release", "report_noun", "letter", "clarification", "certificate"})

END = re.compile(r"[.!?؟…]['\"”’»“)\]]*(?=\s|$)|\n")


@dataclass(frozen=True, slots=True)
class Shared:
    """What pairs of documents have in common, looked up from either side."""

    statements: Mapping[tuple[str, str], tuple[tuple[str, str, float], ...]]
    texts: Mapping[tuple[str, str], float]
    documents: Mapping[str, frozenset[str]]

    def weight(self, child: str, parent: str, only: frozenset[str] | None = None) -> float:
        """How much two documents share: statements of `only` (ids of the child's) first, then all, then text."""
        pairs = self.statements.get((child, parent), ())
        own = sum(score for mine, _, score in pairs if only is None or mine in only)
        return 2.0 * own + 0.5 * sum(score for *_, score in pairs) + 4.0 * self.texts.get((child, parent), 0.0)

    def closest(self, child: str, parent: str) -> float:
        """The score of the likest pair of statements; 1 where the two share text."""
        pairs = self.statements.get((child, parent), ())
        return 1.0 if self.texts.get((child, parent)) else max((score for *_, score in pairs), default=0.0)

    def carries(self, child: str, parent: str, said: int, only: frozenset[str] | None) -> bool:
        """True when the child has the parent's very words or statements, or one of `only`, which it cites.

        `said` is how many statements the child makes.
        """
        told = {mine for mine, _, score in self.statements.get((child, parent), ()) if score >= SURE}
        if only and told & only:
            return True
        return self.texts.get((child, parent), 0.0) >= CARRIED or len(told) >= CARRIED * max(said, 1)


def what_is_shared(statements: Sequence[SameStatement], links: Sequence[Link]) -> Shared:
    """The pairs of `statements` and the coverage of `links` by pair of documents, in both directions."""
    pairs: dict[tuple[str, str], list[tuple[str, str, float]]] = defaultdict(list)
    documents: dict[str, set[str]] = defaultdict(set)
    for pair in statements:
        (one, left), (other, right) = pair.a, pair.b
        if one != other and pair.score >= SHARES:
            # Another figure says that it is another statement of that party which is meant.
            score = pair.score * (0.4 if "number" in pair.differs else 1.0)
            pairs[one, other].append((left, right, score))
            pairs[other, one].append((right, left, score))
            documents[one].add(other)
            documents[other].add(one)
    texts: dict[tuple[str, str], float] = {}
    for link in links:
        documents[link.a].add(link.b)
        documents[link.b].add(link.a)
        if link.relation != "same quotation":
            texts[link.a, link.b] = max(link.coverage_a, texts.get((link.a, link.b), 0.0))
            texts[link.b, link.a] = max(link.coverage_b, texts.get((link.b, link.a), 0.0))
    return Shared(
        {key: tuple(found) for key, found in pairs.items()}, texts, {d: frozenset(o) for d, o in documents.items()}
    )


@dataclass(slots=True)
class Desk:
    """All that one document's citations are resolved against."""

    readings: dict[str, Reading]
    groups: dict[str, ActorGroup]
    group_of: dict[tuple[str, str], ActorGroup]
    named: dict[str, ActorGroup | None]
    publisher: dict[str, ActorGroup]
    by_domain: dict[str, tuple[str, ...]]
    by_url: dict[str, str]
    first_words: dict[str, list[tuple[tuple[str, ...], ActorGroup]]]
    nameless: tuple[str, ...]
    shared: Shared


def desk_of(readings: Sequence[Reading], actors: Sequence[ActorGroup], shared: Shared) -> Desk:
    named: dict[str, ActorGroup | None] = {}
    first_words: dict[str, list[tuple[tuple[str, ...], ActorGroup]]] = defaultdict(list)
    publisher: dict[str, ActorGroup] = {}
    for group in actors:
        for doc in group.publishes:
            publisher[doc] = group
        if group.kind in ("unnamed", "person"):
            continue
        for name in sorted({plain(name) for name in group.names} - {""}):
            named[name] = None if name in named else group
        if group.kind == "outlet" and group.publishes:
            for name in group.names:
                words = tuple(plain(name).split())
                if words and (len(words) > 1 or len(words[0]) > 3 or name.isupper()):
                    first_words[words[0]].append((words, group))
    by_domain: dict[str, list[str]] = defaultdict(list)
    by_url: dict[str, str] = {}
    for reading in readings:
        document = reading.document
        if document.domain:
            by_domain[document.domain].append(document.id)
        if document.url:
            by_url[bare_url(document.url)] = document.id
    return Desk(
        readings={r.document.id: r for r in readings},
        groups={g.id: g for g in actors},
        group_of={mention: g for g in actors for mention in g.mentions},
        named=named,
        publisher=publisher,
        by_domain={domain: tuple(docs) for domain, docs in by_domain.items()},
        by_url=by_url,
        first_words=first_words,
        nameless=tuple(r.document.id for r in readings if not r.document.outlet),
        shared=shared,
    )


def bare_url(url: str) -> str:
    return re.sub(r"^https?://(www\.)?|[#?].*$|/$", "", url)


def nameless(desk: Desk, child: str, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A held document that does not say whose it is, where its file's name or its text says that it is meant."""
    words = [w for w in plain(name).split() if len(w) > 1]
    when = when_of(desk, child)
    found: list[tuple[bool, float, str, str]] = []
    for doc in sorted(desk.shared.documents.get(child, ())):
        if doc not in desk.nameless:
            continue
        published = when_of(desk, doc)
        if when and published and when.certainly_before(published):
            continue
        file = re.findall(r"\w+", folded(re.split(r"[/\\]", desk.readings[doc].document.uri)[-1]).replace("_", " "))
        head = next((line for line in desk.readings[doc].document.text.splitlines() if line.strip()), "")
        called = bool(words) and (all(word in file for word in words) or plain(head) == plain(name))
        text = desk.shared.texts.get((child, doc), 0.0)
        if called or text >= RETOLD:
            why = (
                "its file or first line is called so"
                if called
                else "its outlet is unknown, and it says the same throughout"
            )
            found.append((not called, -text, doc, why))
    if not found:
        return (), ()
    *_, doc, why = min(found)
    return (doc,), (why,)


def by_url(desk: Desk, doc: str, url: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    exact = desk.by_url.get(bare_url(url))
    if exact and exact != doc:
        return (exact,), ("the link leads to it",)
    return (), ()


def dated_statement(desk: Desk, reading: Reading, span: Span) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The held statement of a body that "the statement of 4 March" means: the only one of that day that shares news."""
    document = reading.document
    sentence = sentence_around(document.text, span)
    if not set(concepts_of(sentence.of(document.text), document.language)) & STATEMENTS:
        return (), ()
    days = [
        t.when
        for t in times_near(reading, span)
        if not t.relative and t.when.earliest and t.when.latest and (t.when.latest - t.when.earliest).days <= 1
    ]
    found = []
    for doc in sorted(desk.shared.documents.get(document.id, ())):
        publisher = desk.publisher.get(doc)
        published = when_of(desk, doc)
        if publisher is None or publisher.kind == "outlet" or published is None:
            continue
        if any(day.overlaps(published) for day in days):
            found.append(doc)
    return ((found[0],), ("a body's statement of that day is held",)) if len(found) == 1 else ((), ())


def held_of(
    desk: Desk,
    child: str,
    group: ActorGroup | None,
    only: frozenset[str] | None,
    span: Span,
    times: Sequence[Time] = (),
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Documents that `group` published and the child can mean, best first, and why the best is meant.

    Those not certainly later than the child come before those that are. A document that shares no statement and no
    text with the child is not meant, whatever its date.
    """
    del span
    if group is None:
        return (), ()
    when = when_of(desk, child)
    statements = desk.readings[child].statements
    said = len(statements)
    # "This is reported by the Ledger": what is cited may stand in the sentence before.
    before = {one.id for one, after in pairwise(statements) if only and after.id in only}
    cited = only | before if only else None
    ranked: list[tuple[bool, float, float, str]] = []
    why: dict[str, str] = {}
    for doc in group.publishes:
        if doc == child:
            continue
        weight = desk.shared.weight(child, doc, only)
        if weight <= (ENOUGH if only is None else 0.0):
            continue
        if group.kind == "outlet" and desk.shared.closest(child, doc) < LIKE:
            continue
        published = when_of(desk, doc)
        later = bool(when and published and when.certainly_before(published))
        if later and (group.kind != "outlet" or not desk.shared.carries(child, doc, said, cited)):
            continue
        days = 0.0
        if when and published and when.earliest and published.earliest:
            days = abs((when.earliest - published.earliest).days)
        dated = any(
            time.when.earliest
            and time.when.latest
            and published
            and not time.relative
            and time.when.overlaps(published)
            and (time.when.latest - time.when.earliest).days <= 1
            for time in times
        )
        why[doc] = "it carries the same statement" + (" and the date named" if dated else "")
        # Months away, the same outlet's report shares its words rather than its news.
        ranked.append((later, -(weight + 6.0 * dated - 0.03 * min(days, 400.0)), days, doc))
    ranked.sort()
    docs = tuple(doc for *_, doc in ranked)
    if not docs and group.kind == "outlet":
        return _only_report(desk, child, group)
    return docs, ((why[docs[0]],) if docs else ())


def _only_report(desk: Desk, child: str, group: ActorGroup) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The one report of an outlet, named as the source, that is of the same days and of the same story."""
    when = when_of(desk, child)
    near = desk.shared.documents.get(child, frozenset())
    found = []
    for doc in group.publishes:
        published = when_of(desk, doc)
        if doc == child or not (when and published and when.earliest and published.earliest):
            continue
        days = (when.earliest - published.earliest).days
        others = desk.shared.documents.get(doc, frozenset())
        # A report of the next day is cited by a page that was changed since.
        if -1 <= days <= THESE_DAYS and (doc in near or len(near & others) > 1):
            found.append(doc)
    return (
        (tuple(found), ("it is that outlet's only report of these days on the story",)) if len(found) == 1 else ((), ())
    )


def when_of(desk: Desk, doc: str) -> When | None:
    """The date a document shows."""
    dated = desk.readings[doc].document.published
    return dated.when if dated else None


def sentence_around(text: str, span: Span) -> Span:
    start = 0
    for match in END.finditer(text, max(0, span.start - 1500), span.start):
        start = match.end()
    while start < span.start and text[start].isspace():
        start += 1
    last = END.search(text, max(span.start, span.end - 2))
    return Span(start, max(last.end() if last else len(text), span.end))


def times_near(reading: Reading, span: Span) -> list[Time]:
    sentence = sentence_around(reading.document.text, span)
    return [time for time in reading.times if sentence.overlaps(time.span)]


def kinds_of(name: str, language: str | None) -> set[str]:
    """What kind of body or place a name says ("police", "the airport operator"), as concepts."""
    found = [lexicon()[c] for c in concepts_of(name, language)]
    return {c.name for c in found if c.name in INSTITUTIONS or c.kind == "p" or c.name == "operator"}


def only_body(desk: Desk, reading: Reading, name: str, only: frozenset[str]) -> ActorGroup | None:
    """The one body of the kind named whose own held document puts forward a statement of `only`; None if there are two."""
    child = reading.document.id
    kinds = kinds_of(name, reading.document.language)
    found = {}
    for doc in desk.shared.documents.get(child, ()):
        publisher = desk.publisher.get(doc)
        if publisher is None or publisher.kind != "organisation":
            continue
        if not any(mine in only for mine, *_ in desk.shared.statements.get((child, doc), ())):
            continue
        other = desk.readings[doc].document
        called = kinds_of(other.outlet or "", other.language)
        # A company need not have the word in its name; a ministry has.
        if kinds & called or (kinds <= {"company", "operator"} and kinds and not called):
            found[publisher.id] = publisher
    return next(iter(found.values())) if len(found) == 1 else None


def group_of(desk: Desk, doc: str, name: str | None, actor: str | None) -> ActorGroup | None:
    if actor and (doc, actor) in desk.group_of:
        return desk.group_of[doc, actor]
    return desk.named.get(plain(name)) if name else None


def outlet_in(desk: Desk, document: Document, span: Span) -> ActorGroup | None:
    """The held outlet whose whole name of two words or more stands in `span`, the longest; never the document's own."""
    own = desk.publisher.get(document.id)
    forms = [folded(bare(token.word)) for token in tokens_of(document.text, span.start, span.end)]
    found: list[tuple[int, str, ActorGroup]] = []
    for place, form in enumerate(forms):
        for words, group in desk.first_words.get(form, ()):
            fits = len(words) > 1 and tuple(forms[place : place + len(words)]) == words
            if fits and (own is None or group.id != own.id):
                found.append((-len(words), group.id, group))
    return min(found, key=lambda one: one[:2])[2] if found else None
