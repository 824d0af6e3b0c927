"""Denials: who denies a claim, in which words. A denial is never an origin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from headwater.core import Denial, Evidence, SameStatement
from headwater.trace.chains import Custody
from headwater.trace.claims import Group, Said, opposed
from headwater.trace.pile import Key, Pile, body, unique

# How far, in letters, a denier's own words stand from the cue that denies.
NEAR = 500
# A sentence that ends this near, in letters, stands right before the denial.
RIGHT_BEFORE = 12
# Likenesses below this do not tie a denial to a claim.
TIES = 0.85


@dataclass(frozen=True, slots=True)
class Denied:
    """What is denied of one claim: by whom and where, and the groups of statements that carry the denial."""

    denials: tuple[Denial, ...]
    groups: tuple[int, ...] = ()


def find_denials(pile: Pile, said: Said, groups: Sequence[Group]) -> list[Denied]:
    """For each group, in the same order, who denies it.

    A denial is tied to the claim it is about by its words; one that only points back ("rejected the
    claim") to the weightiest claim that stands before it in the same report. What a denier says next
    to such words, repeated in other reports of the claim, is the denial's wording there.
    """
    where: dict[Key, int] = {
        (c.doc, c.instance.statement or ""): n for n, group in enumerate(groups) for c in group.custodies
    }
    found: list[dict[str, set[Evidence]]] = [{} for _ in groups]
    tied: set[Key] = set()
    denying = _denying(pile)
    for pair in pile.links.statements:
        if pair.score < TIES or pair.a not in said or pair.b not in said or not opposed(pile, said, pair):
            continue
        for denier, denied in ((pair.a, pair.b), (pair.b, pair.a)):
            if denied not in where or not _denies(pair, denier, denied, said, where, groups):
                continue
            one = said[denier]
            if _tie(pile, found[where[denied]], groups[where[denied]], one, denying):
                tied.add((one.doc, one.instance.attribution or ""))
    shared: dict[str, list[int]] = {doc: [] for doc in pile.docs}
    for n, group in enumerate(groups):
        for doc in sorted(group.docs) if len(group.docs) > 1 else ():
            shared[doc].append(n)
    for doc in pile.docs:
        _point_back(pile, doc, groups, shared[doc], found, tied, denying)
    carriers = _own_words(pile, groups, found)
    return [
        Denied(
            tuple(
                Denial(actor, unique(evidence, pile))
                for actor, evidence in sorted(one.items(), key=lambda item: min(pile.place(e) for e in item[1]))
            ),
            tuple(sorted(carriers[n])),
        )
        for n, one in enumerate(found)
    ]


def _denies(
    pair: SameStatement, denier: Key, denied: Key, said: Said, where: dict[Key, int], groups: Sequence[Group]
) -> bool:
    """Which of two opposed statements denies the other: who is said to, else the one that fewer reports carry."""
    if pair.denier is not None:
        return pair.denier == denier
    mine, theirs = said[denier].stance == "deny", said[denied].stance == "deny"
    if mine != theirs:
        return mine
    if not pair.denies:
        return False
    carried = len(groups[where[denier]].docs) if denier in where else 1
    return carried < len(groups[where[denied]].docs)


def _tie(
    pile: Pile, found: dict[str, set[Evidence]], group: Group, one: Custody, denying: Mapping[str, Set[str]]
) -> bool:
    if not one.chain:
        return False
    actor = one.chain[-1]
    if _puts_forward(pile, group, actor, denying):
        return False
    found.setdefault(actor, set()).update((*one.evidence, Evidence(one.doc, one.instance.span)))
    return True


def _puts_forward(pile: Pile, group: Group, actor: str, denying: Mapping[str, Set[str]]) -> bool:
    """True when the actor, or the body it speaks for, is itself a source of the claim.

    Not where others are named for most of it and the actor denies something in the report: what it says instead
    is told in like words.
    """
    same = body(pile, actor)
    mine = [c for c in group.custodies if c.chain and same in (body(pile, c.chain[-1]), c.chain[-1])]
    mine += [c for c in group.custodies if c.chain and c.chain[-1] == actor and c not in mine]
    if not mine or len({c.doc for c in mine}) > 0.34 * len(group.docs):
        return bool(mine)
    return not any(c.doc in denying.get(same, ()) for c in mine)


def _denying(pile: Pile) -> dict[str, set[str]]:
    """For each body, the documents in which it denies something."""
    found: dict[str, set[str]] = {}
    for (doc, _), attribution in pile.attributions.items():
        holder = pile.holder(doc, attribution) if attribution.stance == "deny" else None
        if holder is not None:
            found.setdefault(body(pile, holder.id), set()).add(doc)
    return found


def _point_back(
    pile: Pile,
    doc: str,
    groups: Sequence[Group],
    shared: Sequence[int],
    found: list[dict[str, set[Evidence]]],
    tied: set[Key],
    denying: Mapping[str, Set[str]],
) -> None:
    for attribution in pile.readings[doc].attributions:
        if attribution.stance != "deny" or (doc, attribution.id) in tied:
            continue
        holder = pile.holder(doc, attribution)
        if holder is None or pile.is_own_outlet(doc, holder):
            continue
        named = pile.names_source(doc, attribution)
        able = [n for n in shared if not _puts_forward(pile, groups[n], holder.id, denying)]
        before = [(n, _nearest_end(groups[n], doc, named[0].span.start)) for n in able]
        before = [(n, end) for n, end in before if end >= 0]
        start = pile.sentence(doc, named[0].span).start
        # "The works denied this" means the sentence before; "rejected the claim" the claim that the story is about.
        meant = next((n for n, end in before if start - end <= RIGHT_BEFORE), before[0][0] if before else None)
        if attribution.kind == "nominal" and before:
            # "He denied this": a pronoun means what was said last.
            meant = max(before, key=lambda one: one[1])[0]
        if meant is not None:
            words = {*named, *(Evidence(doc, span) for span in attribution.content or ())}
            found[meant].setdefault(holder.id, set()).update(words)


def _nearest_end(group: Group, doc: str, place: int) -> int:
    """Where the claim's last instance before `place` ends in the document, -1 where none is."""
    ends = [c.instance.span.end for c in group.custodies if c.doc == doc and c.instance.span.start < place]
    return max((min(end, place) for end in ends), default=-1)


def _own_words(pile: Pile, groups: Sequence[Group], found: list[dict[str, set[Evidence]]]) -> list[set[int]]:
    """Adds the deniers' own words beside their denials, and their own held statements; the groups these form."""
    carriers: list[set[int]] = [set() for _ in groups]
    spread = [m for m, other in enumerate(groups) if len(other.docs) > 1]
    for n, denials in enumerate(found):
        for actor in sorted(denials):
            same = body(pile, actor)
            places = sorted(denials[actor])
            for m in spread:
                other = groups[m]
                speakers = [body(pile, c.chain[-1]) for c in other.custodies if c.chain]
                if m == n or speakers.count(same) < 0.6 * len(speakers):
                    continue
                beside = [
                    c
                    for c in other.custodies
                    if c.chain
                    and any(e.doc == c.doc and abs(e.span.start - c.instance.span.start) < NEAR for e in places)
                ]
                if not beside or len(other.docs) >= len(groups[n].docs):
                    continue
                carriers[n].add(m)
                for c in other.custodies:
                    if c.chain and body(pile, c.chain[-1]) == same and c.doc in groups[n].docs:
                        denials[actor].update((*c.evidence, Evidence(c.doc, c.instance.span)))
            for doc in sorted({d for one in (actor, same) if one in pile.groups for d in pile.groups[one].publishes}):
                if doc not in pile.readings:
                    continue
                for attribution in pile.readings[doc].attributions:
                    if attribution.stance == "deny" and pile.body(doc) is not None:
                        denials[actor].update(pile.names_source(doc, attribution))
    return carriers
