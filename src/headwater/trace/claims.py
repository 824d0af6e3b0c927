"""Claims: statements that put forward the same thing, across documents and languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from headwater.core import SameStatement, Span, Step, Version
from headwater.core.trace import Differs
from headwater.trace.chains import Custody, custody
from headwater.trace.cluster import cluster, same_story
from headwater.trace.ghosts import Ghosts
from headwater.trace.pile import Key, Pile, body, retells, shortened
from headwater.trace.settings import Tracing

# How the linker's reasons begin when two statements share a proper name.
NAMED = "same name"

Said = dict[Key, Custody]  # every statement of the pile

DIFFERS: tuple[Differs, ...] = ("number", "time", "polarity", "actor")


@dataclass(frozen=True, slots=True)
class Group:
    """The statements of one claim, in the order of date and place, and the pairs that hold it together."""

    custodies: tuple[Custody, ...]
    pairs: tuple[SameStatement, ...]
    docs: frozenset[str]


def everything_said(pile: Pile, ghosts: Ghosts) -> Said:
    """Every statement with its voice and chain."""
    return {(doc, s.id): custody(pile, ghosts, doc, s) for doc in pile.docs for s in pile.readings[doc].statements}


def find_claims(pile: Pile, said: Said, steps: Sequence[Step], settings: Tracing) -> list[Group]:
    """Groups of statements by weight: how many documents carry them, then how many instances, then the earliest.

    A statement that is attributed or hearsay is a claim even when no other document shares it; a
    sentence in an outlet's own voice is one only when it is shared. Denials are not instances.
    """
    pairs = [p for p in pile.links.statements if p.a in said and p.b in said and not opposed(pile, said, p)]
    denials = deniers(pile, said, pairs)
    pairs = [p for p in pairs if p.a not in denials and p.b not in denials]
    known = acquaintances(pile, steps, pairs)

    old = _old_passages(pile, timedelta(days=settings.older_by_days))
    eras = {key: _era(pile, key, old) for key in {key for p in pairs for key in (p.a, p.b)}}

    def weight(pair: SameStatement) -> float:
        """Like events of other years are told in like words; only a shared text makes them one."""
        far = pile.apart(eras[pair.a], eras[pair.b]) > timedelta(days=settings.older_by_days)
        if far and not pile.shares_text(pair.a[0], pair.b[0]):
            return settings.long_after
        # A report that comes from another tells the same things, and may tell them otherwise.
        return settings.comes_from if (pair.a[0], pair.b[0]) in joined else 1.0

    joined = {(s.child, s.parent) for s in steps} | {(s.parent, s.child) for s in steps}

    clusters = [
        era
        for keys in cluster(pairs, settings, weight)
        for part in same_story(keys, lambda a, b: (a, b) in known)
        for era in _by_era(pile, part, eras, joined, timedelta(days=settings.older_by_days))
    ]
    clusters = [keys for keys in clusters if len(keys) > 1]
    member = {key: n for n, keys in enumerate(clusters) for key in keys}
    inside: dict[int, list[SameStatement]] = defaultdict(list)
    for pair in pairs:
        if member.get(pair.a, -1) == member.get(pair.b, -2):
            inside[member[pair.a]].append(pair)
    groups = [_group(pile, said, keys, inside[n]) for n, keys in enumerate(clusters)]
    for key, one in said.items():
        if key not in member and key not in denials and one.instance.voice != "outlet":
            groups.append(_group(pile, said, [key], []))
    return sorted(groups, key=lambda g: (-len(g.docs), -len(g.custodies), _place(pile, g.custodies[0])))


def _old_passages(pile: Pile, apart: timedelta) -> dict[str, list[tuple[Span, str]]]:
    """For each document, its passages that stand word for word in one published long before."""
    found: dict[str, list[tuple[Span, str]]] = {doc: [] for doc in pile.docs}
    for doc in pile.docs:
        for link in pile.links_of[doc]:
            other = link.b if link.a == doc else link.a
            if pile.rank[other] > pile.rank[doc] or (doc, other) not in pile.same_text or retells(link):
                continue
            if link.relation != "same quotation" and pile.apart(doc, other) > apart:
                found[doc] += [((m.a if m.a.doc == doc else m.b).span, other) for m in link.matches]
    return found


def _era(pile: Pile, key: Key, old: dict[str, list[tuple[Span, str]]]) -> str:
    """The earliest document that has a statement's text in its own words: an old story told anew is an old story."""
    span = pile.statements[key].span
    same = [key[0], *(other for passage, other in old[key[0]] if passage.overlaps(span))]
    return min(same, key=lambda d: pile.rank[d])


def _by_era(
    pile: Pile, keys: list[Key], eras: dict[Key, str], joined: set[tuple[str, str]], apart: timedelta
) -> list[list[Key]]:
    """The group parted where nothing is told for so long and no text or step leads across; undated ones stay with most.

    Averages do not show it: undated reports are as near to the old as to the new.
    """
    dated = sorted(
        (when.earliest, key) for key in keys if (when := pile.likely(eras[key])) is not None and when.earliest
    )
    parts: list[list[Key]] = []
    last = None
    for moment, key in dated:
        if last is None or moment - last > apart:
            parts.append([])
        parts[-1].append(key)
        last = moment
    if len(parts) < 2:
        return [keys]
    for early, late in pairwise(parts):
        if any(pile.shares_text(a[0], b[0]) or (a[0], b[0]) in joined for a in early for b in late):
            return [keys]
    most = max(parts, key=len)
    most += [key for key in keys if not any(key in part for part in parts)]
    return sorted((sorted(part) for part in parts), key=lambda part: (-len(part), part))


def acquaintances(pile: Pile, steps: Sequence[Step], pairs: Sequence[SameStatement]) -> set[tuple[str, str]]:
    """Pairs of documents that a step, a shared text, a name in one claim or a source of both joins."""
    joined = {(s.child, s.parent) for s in steps} | {(link.a, link.b) for link in pile.links.links}
    joined |= {(p.a[0], p.b[0]) for p in pairs if any(reason.startswith(NAMED) for reason in p.because)}
    for group in pile.groups.values():
        if group.kind in ("person", "organisation", "document"):
            docs = sorted({doc for doc, _ in group.mentions} | set(group.publishes))
            joined |= {(a, b) for n, a in enumerate(docs) for b in docs[n + 1 :]}
    return joined | {(b, a) for a, b in joined}


def _place(pile: Pile, one: Custody) -> tuple[int, int, int]:
    return pile.rank[one.doc], one.instance.span.start, -one.instance.span.end


def _group(pile: Pile, said: Said, keys: list[Key], pairs: list[SameStatement]) -> Group:
    custodies = tuple(sorted((said[key] for key in keys), key=lambda c: _place(pile, c)))
    return Group(custodies, tuple(pairs), frozenset(c.doc for c in custodies))


def opposed(pile: Pile, said: Said, pair: SameStatement) -> bool:
    """True when the two do not put forward one thing: one denies the other, or two speakers say yes and no.

    Never for two reports of one speaker.
    """
    a, b = said[pair.a], said[pair.b]
    if not (a.chain and b.chain):
        return pair.denies
    if body(pile, a.chain[-1]) == body(pile, b.chain[-1]):
        # One speaker does not deny himself: somebody turned his words round on the way.
        return False
    return pair.denies or "polarity" in pair.differs or (a.stance == "deny") != (b.stance == "deny")


def deniers(pile: Pile, said: Said, pairs: list[SameStatement]) -> set[Key]:
    """Statements in the words of somebody who denies, unless others report them as what that speaker puts forward."""

    def speaker(key: Key) -> str | None:
        return body(pile, said[key].chain[-1]) if said[key].chain else None

    reported = {
        key
        for p in pairs
        for key, other in ((p.a, p.b), (p.b, p.a))
        if said[other].stance not in ("deny", None) and speaker(key) == speaker(other) is not None
    }
    return {key for key, one in said.items() if one.stance == "deny" and key not in reported}


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
