"""First seen: the earliest carrier among these documents, and how far its date can be relied on."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import UTC, datetime

import networkx as nx

from headwater.core import FirstSeen, Step
from headwater.core.trace import Grade
from headwater.trace.claims import Group
from headwater.trace.pile import Pile

_LAST = datetime.max.replace(tzinfo=UTC)


def first_seen(pile: Pile, group: Group, carrying: Sequence[Step], mistrusted: set[str]) -> FirstSeen:
    """The earliest dated carrier whose date nothing contradicts; of equal dates, the one others came from.

    A carrier that this one came from is earlier still, even when it shows no date ("undated"). Without any
    good date, the most upstream undated carrier, and where all dates are contradicted, the earliest of
    them ("contradicted").
    """
    depth = _depths(group.docs, carrying)
    own = {doc: 0 if pile.body(doc) else 1 for doc in group.docs}

    def day(doc: str) -> str:
        when = pile.published(doc) or pile.supposed.get(doc)
        return (when.from_iso if when else None) or "9999"

    def moment(doc: str) -> datetime:
        when = pile.published(doc) or pile.supposed.get(doc)
        return (when.earliest if when else None) or _LAST

    dated = [doc for doc in group.docs if (pile.published(doc) or doc in pile.supposed) and doc not in mistrusted]
    undated = [doc for doc in group.docs if not pile.published(doc) and doc not in pile.supposed]
    grade: Grade
    if dated:
        choice, grade = dated, "dated"
    elif undated:
        choice, grade = undated, "undated"
    else:
        choice, grade = list(group.docs), "contradicted"
    # A day without an hour is as early as the day's first minute only by accident: compare days, then the chain.
    first = min(choice, key=lambda doc: (day(doc), depth[doc], own[doc], moment(doc), pile.rank[doc]))
    if pile.published(first) is None:
        grade = "undated"
    above = [doc for doc in _above(first, group.docs, carrying) if doc in undated]
    if dated and above:
        first, grade = min(above, key=lambda doc: (depth[doc], pile.rank[doc])), "undated"
    published = pile.document(first).published
    return FirstSeen(first, published.iso if published else None, grade)


def _above(doc: str, docs: Set[str], carrying: Sequence[Step]) -> set[str]:
    """The carriers that a document's words came from, however far."""
    found: set[str] = set()
    queue = [doc]
    while queue:
        child = queue.pop()
        for step in carrying:
            if step.child == child and step.parent in docs and step.parent not in found:
                found.add(step.parent)
                queue.append(step.parent)
    return found - {doc}


def _depths(docs: Set[str], carrying: Sequence[Step]) -> dict[str, int]:
    """For each carrier, how many carriers stand above it in its longest chain; the steps have no loops."""
    above: dict[str, set[str]] = {doc: set() for doc in docs}
    for step in carrying:
        if step.child in docs and step.parent in docs and step.child != step.parent:
            above[step.child].add(step.parent)
    return {
        doc: level for level, docs_ in enumerate(nx.topological_generations(_graph(above))) for doc in sorted(docs_)
    }


def _graph(above: dict[str, set[str]]) -> nx.DiGraph:
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(above))
    graph.add_edges_from((parent, child) for child in sorted(above) for parent in sorted(above[child]))
    return graph
