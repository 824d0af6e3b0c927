"""Which statements are one claim: average-link clustering of pairs, so that weak likenesses do not chain."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

import networkx as nx

from headwater.core import SameStatement
from headwater.trace.pile import Key
from headwater.trace.settings import Tracing

# How the linker's reasons begin when two statements share a figure.
FIGURE = "same figure"
# What a pair's score is worth, for reasons that lie outside the two statements.
Weight = Callable[[SameStatement], float]


def cluster(pairs: Iterable[SameStatement], settings: Tracing, weight: Weight = lambda pair: 1.0) -> list[list[Key]]:
    """Groups of two and more statements, each sorted, joined from the likeliest pair of groups down.

    Two groups are as alike as their statements are on average, a pair that is not there counting
    nothing; statements of one document are not compared with each other. Of the pairs between two
    documents only each statement's best, and what comes near it, count: a sentence has one counterpart.
    """
    score = best_pairs(pairs, settings, weight)
    keys = sorted({key for pair in score for key in pair})
    home = {key: n for n, key in enumerate(keys)}
    members: dict[int, list[Key]] = {n: [key] for key, n in home.items()}
    docs = {n: Counter([key[0]]) for key, n in home.items()}
    near: dict[int, dict[int, float]] = defaultdict(dict)
    near_count: dict[int, dict[int, int]] = defaultdict(dict)
    for (one, two), value in score.items():
        near[home[one]][home[two]] = near[home[two]][home[one]] = value
        near_count[home[one]][home[two]] = near_count[home[two]][home[one]] = 1

    def likeness(a: int, b: int) -> float:
        both = _across(docs[a], docs[b])
        # A pair that is not there was found too unlike to be named, not unlike altogether.
        there = near_count[a][b]
        return (near[a][b] + settings.unnamed_pair * (both - there)) / both if both else 0.0

    queue = [(-likeness(a, b), a, b) for a in near for b in near[a] if a < b]
    heapq.heapify(queue)
    while queue:
        negative, a, b = heapq.heappop(queue)
        if -negative < settings.same_claim:
            break
        if a not in members or b not in members or -negative != likeness(a, b):
            continue
        members[a] += members.pop(b)
        docs[a] += docs.pop(b)
        for other, value in near.pop(b).items():
            near[other].pop(b, None)
            if other != a and other in members:
                near[a][other] = near[other][a] = near[a].get(other, 0.0) + value
                near_count[a][other] = near_count[other][a] = near_count[a].get(other, 0) + near_count[b][other]
        near[a].pop(b, None)
        for other in near[a]:
            low, high = min(a, other), max(a, other)
            heapq.heappush(queue, (-likeness(low, high), low, high))
    return [sorted(several) for _, several in sorted(members.items()) if len(several) > 1]


def _across(one: Counter[str], other: Counter[str]) -> int:
    """How many pairs of statements of different documents stand across two groups."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return one.total() * other.total() - sum(n * large[doc] for doc, n in small.items() if doc in large)


def best_pairs(pairs: Iterable[SameStatement], settings: Tracing, weight: Weight) -> dict[tuple[Key, Key], float]:
    """The score of each pair that is, or comes near, the best for both its statements between their documents."""
    best: dict[tuple[Key, str], float] = {}
    kept: dict[tuple[Key, Key], float] = {}
    for pair in sorted(pairs, key=lambda p: (p.a, p.b)):
        if pair.a[0] == pair.b[0]:
            continue
        value = pair.score * weight(pair)
        same = any(reason.startswith(FIGURE) for reason in pair.because)
        for differs in sorted(set(pair.differs)):
            # "At least 14 metres" differs from "14 metres", and is the same figure all the same.
            value *= 1.0 if differs == "number" and same else settings.differing.get(differs, 1.0)
        kept[pair.a, pair.b] = value
        for key, other in ((pair.a, pair.b), (pair.b, pair.a)):
            best[key, other[0]] = max(best.get((key, other[0]), 0.0), value)
    return {
        (a, b): value
        for (a, b), value in kept.items()
        if value >= settings.counterpart * max(best[a, b[0]], best[b, a[0]])
    }


def same_story(keys: list[Key], acquainted: Callable[[str, str], bool]) -> list[list[Key]]:
    """The group, parted where its documents have nothing to do with each other, the larger part first.

    Two reports of like things ("a crack 14 metres long") are of one thing only when a name, a source or a
    step joins their documents, directly or through others of the group; `acquainted` tells for two of them.
    """
    docs = sorted({key[0] for key in keys})
    graph = nx.Graph()
    graph.add_nodes_from(docs)
    graph.add_edges_from((a, b) for n, a in enumerate(docs) for b in docs[n + 1 :] if acquainted(a, b))
    parts = [[key for key in keys if key[0] in part] for part in nx.connected_components(graph)]
    return sorted(parts, key=lambda part: (-len(part), part))
