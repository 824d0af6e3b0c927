"""Steps: which report came from which, as the reports say themselves or as their words show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import networkx as nx

from headwater.core import ActorGroup, Cited, Link, Step
from headwater.core.link import CitedRelation
from headwater.trace.bodies import proper
from headwater.trace.chains import rests
from headwater.trace.ghosts import Ghosts
from headwater.trace.pile import Pile, fold, retells, unique
from headwater.trace.rewritten import rewritten_steps
from headwater.trace.settings import Tracing

# The words of a credit are there to be read; what can be wrong is whom they mean.
STATED = 0.9
STATED_WHOLE = 0.95
# A retelling less sure than this is news told by two reporters, not one report from another.
RETOLD = 0.6
# The share of a report's words that a retelling must cover to say anything about its date.
SHARED = 0.4
# So many sentences with a name or a figure in common are no chance, years apart.
OLD_CASE = 2
# News is retold within weeks; an old report is copied in its own words.
FRESH = timedelta(days=60)


def find_steps(pile: Pile, ghosts: Ghosts, settings: Tracing) -> tuple[Step, ...]:
    """Every step, stated ones and inferred ones, by child, confidence and parent.

    Steps certainly against the dates and steps round a loop are kept and marked.
    """
    stated = stated_steps(pile, ghosts)
    steps = [*stated, *inferred_steps(pile, ghosts, stated, settings)]
    steps += rewritten_steps(pile, steps)
    marked = mark(pile, steps)
    return tuple(sorted(marked, key=lambda s: (pile.rank[s.child], -s.confidence, s.relation, _parent_order(pile, s))))


def _parent_order(pile: Pile, step: Step) -> tuple[int, str]:
    return pile.rank.get(step.parent, len(pile.docs)), step.parent


def stated_steps(pile: Pile, ghosts: Ghosts) -> list[Step]:
    """Steps that the child states itself. Somebody who is merely quoted is a holder, not a parent."""
    found: dict[tuple[str, str, CitedRelation], list[Cited]] = {}
    doubtful = doubtful_dates(pile, ghosts)
    for doc in pile.docs:
        for cited in pile.cited_by[doc]:
            group = ghosts.group(cited)
            if not cited.evidence or (cited.quoted and not _speaks_here(pile, cited, group)):
                continue
            parent = _held(pile, cited, group, doubtful) or _unsigned(pile, cited)
            if parent is None:
                if cited.quoted or not proper(cited.name):
                    # "The agency", "the company": a party that the words do not name is no ghost; nor is a body
                    # merely quoted, whose held statements are all later.
                    continue
                if group is not None and (pile.is_own_outlet(doc, group) or _is_self(pile, doc, group)):
                    continue
                parent = ghosts.of(cited).id
            relation: CitedRelation = "credits" if cited.quoted else cited.relation
            found.setdefault((doc, parent, relation), []).append(cited)
    steps = []
    for (doc, parent, relation), several in found.items():
        if parent not in pile.readings and _named_better(pile, doc, several, found):
            continue
        evidence = unique((e for cited in several for e in cited.evidence), pile)
        because = tuple(sorted({reason for cited in several for reason in cited.because}))
        whole = any(_for_all(pile, cited) for cited in several)
        link = _link_between(pile, doc, parent)
        steps.append(
            Step(
                child=doc,
                parent=parent,
                relation=relation,
                stated=True,
                evidence=evidence,
                confidence=STATED_WHOLE if whole else STATED,
                coverage=_coverage(link, doc) if link else None,
                because=because or ("the report says so",),
            )
        )
    return steps


def _is_self(pile: Pile, doc: str, group: ActorGroup) -> bool:
    """True when a body's own statement names the body, if by a shorter or longer name."""
    own = pile.body(doc)
    if own is None:
        return False
    one, other = set(fold(own.name).split()), set(fold(group.name).split())
    return one <= other or other <= one


def _speaks_here(pile: Pile, cited: Cited, group: ActorGroup | None) -> bool:
    """True when the body quoted is one whose own statement is held: then the report has it from there."""
    if group is None or group.kind not in ("organisation", "state"):
        return False
    return any(doc in pile.readings and doc != cited.doc and pile.body(doc) is not None for doc in group.publishes)


def _for_all(pile: Pile, cited: Cited) -> bool:
    """True when a credit is for the whole report, not for what one speaker told."""
    return (
        not any(rests(pile, cited.doc, a, cited) for a in pile.readings[cited.doc].attributions)
        and not cited.attributions
    )


def doubtful_dates(pile: Pile, ghosts: Ghosts) -> set[str]:
    """Documents whose date cannot be right by their own words: it orders nothing.

    They tell of words said later; or they have the words of a later translation; or they cite what is held only from later days and share their text with a
    later report. Whoever merely cites a body that says something again later is not among them.
    """
    found = set(pile.late)
    for doc in pile.docs:
        for cited in pile.cited_by[doc]:
            group = ghosts.group(cited)
            own = group.publishes if group is not None else ()
            held = [d for d in (*cited.held, *own) if d in pile.readings and d != doc]
            after = [d for d in held if pile.likely_before(doc, d) and pile.apart(doc, d) <= FRESH]
            if after and len(after) == len(held) and any(_shares_later(pile, link, doc) for link in pile.links_of[doc]):
                found.add(doc)
        for link in pile.links_of[doc]:
            translator = _translator(pile, link)
            if translator is not None and translator != doc and _shares_later(pile, link, doc):
                found.add(doc)
    return found


def _translator(pile: Pile, link: Link) -> str | None:
    """The one of two reports with the same words that says it translated them: the words are its own."""
    if retells(link) or link.relation == "same quotation":
        return None
    able = [d for d in (link.a, link.b) if any(c.relation == "translates" and not c.quoted for c in pile.cited_by[d])]
    return able[0] if len(able) == 1 else None


def _shares_later(pile: Pile, link: Link, doc: str) -> bool:
    other = link.b if link.a == doc else link.a
    sure = not retells(link) or (link.score >= RETOLD and _coverage(link, doc) >= SHARED)
    return link.relation != "same quotation" and sure and pile.likely_before(doc, other)


def _held(pile: Pile, cited: Cited, group: ActorGroup | None, doubtful: set[str]) -> str | None:
    """The held document that a citation means: the best that is not certainly later, else the best.

    Of a body whose own statements are held, its latest statement before the report.
    """
    able = [held for held in cited.held if held in pile.readings and held != cited.doc]
    # A report can be a day early by a wrong date; nobody cites what comes out months later.
    able = [d for d in able if not (pile.likely_before(cited.doc, d) and pile.apart(cited.doc, d) > FRESH)]
    if group is not None and group.kind != "outlet" and cited.doc not in doubtful:
        # A body says more than what is held: a later statement is not the one that an earlier report has.
        able = [d for d in able if not pile.likely_before(cited.doc, d)]
    if not able and group is not None and group.kind in ("organisation", "state", "person"):
        own = [d for d in group.publishes if d in pile.readings and d != cited.doc and pile.body(d) is not None]
        able = sorted((d for d in own if not pile.certainly_before(cited.doc, d)), key=lambda d: -pile.rank[d])
    for held in able:
        if not pile.certainly_before(cited.doc, held):
            return held
    return able[0] if able else None


def _unsigned(pile: Pile, cited: Cited) -> str | None:
    """The held report without a name of its own that has the text a whole report credits to an outlet not held."""
    if not pile.unsigned or not _for_all(pile, cited) or cited.kind not in ("outlet", "organisation"):
        return None
    shared: dict[str, float] = {}
    for link in pile.links_of[cited.doc]:
        if link.relation != "same quotation":
            other = link.b if link.a == cited.doc else link.a
            shared[other] = max(shared.get(other, 0.0), _coverage(link, cited.doc))
    for pair in pile.unsigned:
        for mine, theirs in ((pair.a, pair.b), (pair.b, pair.a)):
            if mine[0] == cited.doc:
                said = max(len(pile.readings[cited.doc].statements), 1)
                shared[theirs[0]] = shared.get(theirs[0], 0.0) + 1 / said
    fit = [d for d in shared if pile.document(d).outlet is None and not pile.likely_before(cited.doc, d)]
    fit = [d for d in fit if pile.publisher.get(d) is None and shared[d] >= 0.5 and shared[d] == max(shared.values())]
    return min(fit, key=lambda d: pile.rank[d], default=None)


def _named_better(
    pile: Pile, doc: str, several: Sequence[Cited], found: Mapping[tuple[str, str, CitedRelation], list[Cited]]
) -> bool:
    """True when the same words are already taken for a held report: "the agency SNA" beside SNA."""
    spans = [e.span for cited in several for e in cited.evidence]
    held = [
        e.span
        for (child, parent, _), others in found.items()
        if child == doc and parent in pile.readings
        for cited in others
        for e in cited.evidence
    ]
    return all(any(span.overlaps(other) for other in held) for span in spans)


def _link_between(pile: Pile, a: str, b: str) -> Link | None:
    return pile.between.get((a, b))


def _coverage(link: Link, child: str) -> float:
    return link.coverage_a if link.a == child else link.coverage_b


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible inferred step, before the family is looked at as a whole."""

    child: str
    parent: str
    link: Link
    confidence: float
    because: tuple[str, ...]

    @property
    def coverage(self) -> float:
        return _coverage(self.link, self.child)


def inferred_steps(pile: Pile, ghosts: Ghosts, stated: Iterable[Step], settings: Tracing) -> list[Step]:
    """Steps that nobody states but the words show: each child from its most likely single parent.

    Two reports that took the same text from a third are siblings: no step between them. A report
    that says where its whole text comes from is not taken for a copy of another one.
    """
    stated = list(stated)
    parents: dict[str, set[str]] = {doc: set() for doc in pile.docs}
    whole: dict[str, set[str]] = {doc: set() for doc in pile.docs}
    for step in stated:
        parents[step.child].add(step.parent)
        if step.relation in ("copies", "translates") or step.confidence >= STATED_WHOLE:
            whole[step.child].add(step.parent)
    doubtful = doubtful_dates(pile, ghosts)
    candidates: dict[str, list[Candidate]] = {}
    for link in pile.links.links:
        if link.a not in pile.readings or link.b not in pile.readings or link.relation == "same quotation":
            continue
        found = _direction(pile, link, parents, doubtful)
        if found is not None and found.coverage >= settings.copied:
            candidates.setdefault(found.child, []).append(found)
    steps: list[Step] = []
    graph = nx.DiGraph()
    graph.add_edges_from((s.child, s.parent) for s in stated if s.parent in pile.readings)
    for child in pile.docs:
        options = candidates.get(child, [])
        options = [c for c in options if c.parent in parents[child] or not _explained(c, parents, whole, pile)]
        if not options:
            continue
        best = _likeliest(pile, options)
        relation: CitedRelation = "translates" if _translated(pile, best) else "copies"
        known = [s for s in stated if s.child == child and s.parent == best.parent]
        if any(s.relation in (relation, "copies", "translates") for s in known):
            continue
        if (
            not known
            and graph.has_node(best.parent)
            and graph.has_node(child)
            and nx.has_path(graph, best.parent, child)
        ):
            continue
        graph.add_edge(child, best.parent)
        shared = sorted(best.link.matches, key=lambda m: (-m.score, m.a, m.b))[:5]
        evidence = unique((e for match in shared for e in (match.a, match.b)), pile)
        steps.append(
            Step(
                child=child,
                parent=best.parent,
                relation=relation,
                stated=False,
                evidence=evidence,
                confidence=round(best.confidence, 4),
                coverage=round(best.coverage, 4),
                because=best.because,
            )
        )
    return steps


def _likeliest(pile: Pile, options: list[Candidate]) -> Candidate:
    """The parent that explains most of the child; of nearly equal ones the earliest, in the child's language before others."""

    def explained(c: Candidate) -> float:
        same = pile.document(c.child).language == pile.document(c.parent).language
        return c.coverage * c.link.score * (1.15 if same else 1.0)

    most = max(explained(c) for c in options)
    return min((c for c in options if explained(c) >= 0.9 * most), key=lambda c: pile.rank[c.parent])


def _translated(pile: Pile, candidate: Candidate) -> bool:
    a, b = pile.document(candidate.child).language, pile.document(candidate.parent).language
    return candidate.link.relation == "translation" or (a is not None and b is not None and a != b)


def _explained(
    candidate: Candidate,
    parents: dict[str, set[str]],
    whole: dict[str, set[str]],
    pile: Pile,
) -> bool:
    """True when what the child says about its source already explains the words it shares with this parent."""
    child, parent = candidate.child, candidate.parent
    if whole[child]:
        return True
    # The child credits somebody who shares as many words with it: the two are siblings.
    return any(_gave(pile, other, child, candidate.link) for other in sorted(parents[child]) if other != parent)


def _gave(pile: Pile, parent: str, child: str, link: Link) -> bool:
    """True when a parent that the child names shares nearly as much of its words with it as the link shows."""
    given = _link_between(pile, child, parent) if parent in pile.readings else None
    if given is None or given.relation == "same quotation":
        return False
    return _coverage(given, child) >= 0.8 * _coverage(link, child)


def _direction(pile: Pile, link: Link, parents: dict[str, set[str]], doubtful: set[str]) -> Candidate | None:
    """Which of the two came from the other: by credits, then dates, then containment; None when nothing tells.

    Sentences that only say the same in other words or another language are no containment, and
    two reports of one event months apart are not taken for each other's.
    """
    a, b = link.a, link.b
    credits_a, credits_b = b in parents[a], a in parents[b]
    if credits_a != credits_b:
        child, parent = (a, b) if credits_a else (b, a)
        return Candidate(child, parent, link, link.score, ("the child credits the parent", *link.because))
    if any(_gave(pile, p, a, link) and _gave(pile, p, b, link) for p in sorted(parents[a] & parents[b])):
        return None
    translator = _translator(pile, link)
    if translator is not None:
        child = b if translator == a else a
        return Candidate(
            child, translator, link, link.score * 0.9, ("the parent says it translated these words", *link.because)
        )
    retold = retells(link)
    old = pile.apart(a, b) > FRESH
    if retold and link.score < RETOLD and not old:
        return None
    if a in doubtful or b in doubtful:
        if a in doubtful and b in doubtful:
            return None
        child, parent = (a, b) if a in doubtful else (b, a)
        found = Candidate(child, parent, link, link.score * 0.8, ("the child's date is contradicted", *link.because))
    elif pile.likely_before(a, b) or pile.likely_before(b, a):
        child, parent = (b, a) if pile.likely_before(a, b) else (a, b)
        found = Candidate(child, parent, link, link.score * 0.9, ("the parent is dated earlier", *link.because))
    elif not retold and abs(link.coverage_a - link.coverage_b) >= 0.1:
        child, parent = (a, b) if link.coverage_a > link.coverage_b else (b, a)
        why = "nearly all the child's words stand in the parent, which has more"
        found = Candidate(child, parent, link, link.score * 0.6, (why, *link.because))
    else:
        return None
    if retold and (pile.body(child) is not None or (old and not _same_case(link, child))):
        return None
    return found


def _same_case(link: Link, child: str) -> bool:
    """True when an old report is told again sentence by sentence with its names or figures, not one that is like it."""
    told = [m for m in link.matches if any(r.startswith(("same name", "same figure")) for r in m.because)]
    return _coverage(link, child) >= SHARED and len(told) >= OLD_CASE


def mark(pile: Pile, steps: Iterable[Step]) -> list[Step]:
    """The steps, those certainly against the shown dates and those round a loop marked."""
    steps = list(steps)
    graph = nx.DiGraph()
    graph.add_edges_from((s.child, s.parent) for s in steps if s.parent in pile.readings)
    ring: dict[str, int] = {}
    for n, component in enumerate(nx.strongly_connected_components(graph)):
        if len(component) > 1:
            ring.update(dict.fromkeys(component, n))
    marked = []
    for step in steps:
        held = step.parent in pile.readings
        # `certainly_before` heeds words that contradict a shown date: such a step is not certainly backwards.
        backwards = held and pile.certainly_before(step.child, step.parent)
        in_loop = held and step.child in ring and ring[step.child] == ring.get(step.parent)
        marked.append(replace(step, backwards=backwards, in_loop=in_loop) if backwards or in_loop else step)
    return marked


def carrying(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps that chains and origins may use: none certainly backwards in time, none round a loop.

    A step against a date that the child's own words contradict is an anomaly of the date, not of the step.
    """
    return tuple(step for step in steps if not step.in_loop and not step.backwards)
