"""Claims: statements that put forward the same thing, across documents and languages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from headwater.core import SameStatement, Version
from headwater.core.trace import Differs
from headwater.trace.chains import Custody, custody
from headwater.trace.ghosts import Ghosts
from headwater.trace.pile import Key, Pile, shortened
from headwater.trace.settings import Tracing

DIFFERS: tuple[Differs, ...] = ("number", "time", "polarity", "actor")


@dataclass(frozen=True, slots=True)
class Group:
    """The statements of one claim, in the order of date and place, and the pairs that hold it together."""

    custodies: tuple[Custody, ...]
    pairs: tuple[SameStatement, ...]

    @property
    def docs(self) -> set[str]:
        return {c.doc for c in self.custodies}


def find_claims(pile: Pile, ghosts: Ghosts, settings: Tracing) -> list[Group]:
    """Groups of statements by weight: how many documents carry them, then how many instances, then the earliest.

    A statement that is attributed or hearsay is a claim even when no other document shares it; a
    sentence in an outlet's own voice is one only when it is shared. Denials are not instances.
    """
    pairs = [p for p in pile.links.statements if usable(pile, p)]
    clusters = cluster([p for p in pairs if p.score >= settings.same_claim], settings)
    member = {key: n for n, cluster_ in enumerate(clusters) for key in cluster_}
    inside: dict[int, list[SameStatement]] = defaultdict(list)
    for pair in pairs:
        if member.get(pair.a, -1) == member.get(pair.b, -2):
            inside[member[pair.a]].append(pair)
    groups = [_group(pile, ghosts, cluster_, inside[n]) for n, cluster_ in enumerate(clusters)]
    for doc in pile.docs:
        for statement in pile.readings[doc].statements:
            if (doc, statement.id) in member or is_denial(pile, (doc, statement.id)):
                continue
            if statement.voice != "outlet":
                groups.append(_group(pile, ghosts, [(doc, statement.id)], []))
    return sorted(groups, key=lambda g: (-len(g.docs), -len(g.custodies), _place(pile, g.custodies[0])))


def _place(pile: Pile, one: Custody) -> tuple[int, int, int]:
    return pile.rank[one.doc], one.instance.span.start, -one.instance.span.end


def _group(pile: Pile, ghosts: Ghosts, keys: list[Key], pairs: list[SameStatement]) -> Group:
    custodies = [custody(pile, ghosts, doc, pile.statements[doc, statement]) for doc, statement in keys]
    return Group(tuple(sorted(custodies, key=lambda c: _place(pile, c))), tuple(pairs))


def is_denial(pile: Pile, key: Key) -> bool:
    """True when the statement stands in the words of somebody who denies it."""
    statement = pile.statements[key]
    attribution = pile.attribution(key[0], statement)
    return attribution is not None and attribution.stance == "deny"


def usable(pile: Pile, pair: SameStatement) -> bool:
    """True for a pair of held statements of which neither denies the other."""
    if pair.denies or pair.a not in pile.statements or pair.b not in pile.statements:
        return False
    return not is_denial(pile, pair.a) and not is_denial(pile, pair.b)


def cluster(pairs: list[SameStatement], settings: Tracing) -> list[list[Key]]:
    """Groups of keys, joined from the surest pair down.

    A pair below `sure` joins two groups only when enough of the pairs across them are there, too
    (average-link clustering with missing pairs at nought), so weak likenesses do not chain.
    """
    ranked = sorted(pairs, key=lambda p: (-p.score, p.a, p.b))
    score = {(p.a, p.b): p.score for p in ranked} | {(p.b, p.a): p.score for p in ranked}
    home: dict[Key, int] = {}
    groups: dict[int, list[Key]] = {}
    for pair in ranked:
        for key in (pair.a, pair.b):
            if key not in home:
                home[key] = len(home)
                groups[home[key]] = [key]
        a, b = home[pair.a], home[pair.b]
        if a == b:
            continue
        across = [score[x, y] for x in groups[a] for y in groups[b] if (x, y) in score]
        dense = len(across) / (len(groups[a]) * len(groups[b]))
        if pair.score < settings.sure and dense < settings.density:
            continue
        low, high = min(a, b), max(a, b)
        for key in groups[high]:
            home[key] = low
        groups[low] += groups.pop(high)
    return [sorted(keys) for _, keys in sorted(groups.items()) if len(keys) > 1]


def versions(pile: Pile, group: Group, claim: str) -> tuple[Version, ...]:
    """The different figures, times, polarities or actors that the instances give; none where all agree.

    Instances whose pairs do not differ are one version; the value is in the words of its first instance.
    """
    found: list[Version] = []
    where = {(c.doc, c.instance.statement): n for n, c in enumerate(group.custodies)}
    for differs in DIFFERS:
        apart = [p for p in group.pairs if differs in p.differs]
        if not apart:
            continue
        parts = _agreeing(len(group.custodies), [(where[p.a], where[p.b]) for p in group.pairs if p not in apart])
        told = {n for p in apart for n in (where[p.a], where[p.b])}
        parts = [part for part in parts if told & set(part)]
        if len(parts) < 2:
            continue
        for part in parts:
            value = _value(pile, group.custodies[part[0]], differs)
            found.append(Version(f"{claim}.v{len(found) + 1}", differs, value, tuple(part)))
    return tuple(found)


def _agreeing(size: int, pairs: list[tuple[int, int]]) -> list[list[int]]:
    head = list(range(size))

    def top(n: int) -> int:
        while head[n] != n:
            n = head[n]
        return n

    for a, b in pairs:
        low, high = sorted((top(a), top(b)))
        head[high] = low
    parts: dict[int, list[int]] = defaultdict(list)
    for n in range(size):
        parts[top(n)].append(n)
    return [parts[n] for n in sorted(parts)]


def _value(pile: Pile, one: Custody, differs: Differs) -> str:
    """The words that give the version: its figures or times where it has some, else the statement."""
    span, text = one.instance.span, pile.text(one.doc)
    if differs == "number":
        words = [q.span.of(text) for q in pile.quantities(one.doc, span)]
    elif differs == "time":
        words = [t.span.of(text) for t in pile.times(one.doc, span)]
    else:
        words = []
    return shortened("; ".join(words) or span.of(text))
