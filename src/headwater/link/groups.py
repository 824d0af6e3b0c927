"""Mentions put together: which are one, why, and what the one is called."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from headwater.core import ActorGroup, HeldRole, Reading
from headwater.core.reading import ActorKind
from headwater.link.bodies import Body, body_of, one_place, same_kind
from headwater.link.matter import Namebook
from headwater.link.mentions import Mention
from headwater.link.names import script_of
from headwater.link.persons import name_words
from headwater.link.register import Entry


class Sets:
    """Union of places in a list; the reasons for a union are kept.

    `told` are places whose entry in the user's register is known: two of different entries are never joined.
    """

    def __init__(self, size: int, told: Mapping[int, Entry] | None = None) -> None:
        self._above = list(range(size))
        self.because: dict[int, list[str]] = defaultdict(list)
        self.told = dict(told or {})

    def top(self, n: int) -> int:
        """The place that stands for all that `n` is joined with."""
        while self._above[n] != n:
            self._above[n] = self._above[self._above[n]]
            n = self._above[n]
        return n

    def join(self, a: int, b: int, why: str) -> None:
        """Make the two one, unless they are already or the register says otherwise."""
        low, high = sorted((self.top(a), self.top(b)))
        if low == high:
            return
        one, other = self.told.get(low), self.told.get(high)
        if one is not None and other is not None and one.key != other.key:
            return
        self._above[high] = low
        if other is not None:
            self.told[low] = other
        self.because[low] = sorted({*self.because[low], *self.because.pop(high, []), why})


def group_of(members: Sequence[Mention], because: tuple[str, ...], entry: Entry | None = None) -> ActorGroup:
    """The group of mentions that are one actor; a register's `entry` gives it kind, name and id."""
    named = Counter(name for m in members for name in m.names[:1])
    names = Counter(name for m in members for name in m.names)
    kinds = Counter(m.kind for m in members)
    published = {m.kind for m in members if m.actor is None}
    # What a document shows of its publisher counts for more than what another one calls it.
    kind: ActorKind = "organisation" if "organisation" in published else "outlet" if published else _most(kinds)
    own = {m.name for m in members if m.actor is None}
    if entry is not None:
        kind = entry.kind if not published else kind

    def fullest(name: str) -> tuple[bool, bool, bool, bool, int, int, str]:
        # A name in Latin letters is shown, if there is one: most readers can read it.
        length = -len(name_words(name)) if kind == "person" else len(name_words(name))
        shouted = len(name) > 5 and name.isupper()
        return script_of(name) != "latin", shouted, name not in own, name not in named, -names[name], length, name

    ordered = sorted(names, key=fullest)
    if kind == "person":
        ordered.sort(key=lambda name: (script_of(name) != "latin", -len(name_words(name)), -names[name], name))
    if entry is not None:
        ordered = list(dict.fromkeys((entry.name, *ordered)))
        because = tuple(sorted({*because, f"in the register of actors: {entry.name}"}))
    mentions = tuple(sorted((m.doc, m.actor.id) for m in members if m.actor))
    roles = Counter(m.actor.role for m in members if m.actor and m.actor.role)
    publishes = tuple(sorted({m.doc for m in members if m.actor is None}))
    mark = hashlib.sha256(
        "\n".join([kind, *sorted(names), *map(str, mentions), *publishes]).encode("utf8", "surrogatepass")
    )
    return ActorGroup(
        id=f"p{mark.hexdigest()[:12]}",
        name=ordered[0],
        names=tuple(ordered),
        kind=kind,
        mentions=mentions,
        role=min(roles, key=lambda r: (-roles[r], r)) if roles else None,
        publishes=publishes,
        because=because,
        roles=_held(members),
        qid=entry.qid if entry else None,
    )


def _held(members: Sequence[Mention]) -> tuple[HeldRole, ...]:
    """Every role with the documents that give it, by the date of the earliest."""
    docs: dict[str, set[str]] = defaultdict(set)
    first: dict[str, str] = {}
    for mention in members:
        if mention.actor is None or not mention.actor.role:
            continue
        role = mention.actor.role
        docs[role].add(mention.doc)
        first[role] = min(first.get(role, "~"), mention.published or "~")
    return tuple(HeldRole(role, tuple(sorted(docs[role]))) for role in sorted(docs, key=lambda r: (first[r], r)))


def _most(kinds: Counter[ActorKind]) -> ActorKind:
    return min(kinds, key=lambda kind: (-kinds[kind], kind))


def affiliated(groups: list[ActorGroup], readings: Sequence[Reading], names: Namebook) -> list[ActorGroup]:
    """The groups with the body each person speaks for, by the readings' words or by the role's."""
    actors = {(r.document.id, a.id): (a, r.document.language) for r in readings for a in r.actors}
    group_of = {mention: group.id for group in groups for mention in group.mentions}
    by_id = {group.id: group for group in groups}
    bodies: dict[str, list[tuple[Body, str]]] = defaultdict(list)
    for group in groups:
        if group.kind != "organisation":
            continue
        for mention in group.mentions:
            actor, language = actors[mention]
            body = body_of(actor.name, language, names)
            for field in body.matters:
                bodies[field].append((body, group.id))
    done = []
    for group in groups:
        votes: Counter[str] = Counter()
        for doc, identifier in group.mentions:
            actor, language = actors[doc, identifier]
            if actor.affiliation and (doc, actor.affiliation) in group_of:
                votes[group_of[doc, actor.affiliation]] += 2
            elif actor.role and group.kind == "person":
                role = body_of(actor.role, language, names)
                fitting = {
                    other
                    for field in sorted(role.matters)
                    for body, other in bodies[field]
                    if same_kind(role, body) and one_place(role.places, body.places)
                }
                if len(fitting) == 1:
                    votes[next(iter(fitting))] += 1
        votes.pop(group.id, None)
        if votes and group.kind in ("person", "unnamed", "document"):
            best = min(votes, key=lambda other: (-votes[other], other))
            done.append(replace(group, affiliation=best if best in by_id else None))
        else:
            done.append(group)
    return done
