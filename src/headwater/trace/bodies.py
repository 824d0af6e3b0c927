"""Bodies: publishers that are no outlets but speak for themselves, as other reports quote them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from headwater.core import ActorGroup, Links, Reading
from headwater.trace.lexicon import lexicon


def bodies(readings: Mapping[str, Reading], links: Links) -> tuple[ActorGroup, ...]:
    """The actor groups, those publishers made organisations that speak as sources, joined with that speaker.

    Whoever publishes passes for an outlet until the texts show otherwise: its own document has it speak in the
    third person ("Varrow Works announces"), or others quote it as a speaker instead of crediting it.
    """
    quoted = {(c.doc, c.actor) for c in links.cited if c.quoted and c.actor}
    credited = {(c.doc, c.actor) for c in links.cited if not c.quoted and c.actor and c.kind == "outlet"}
    holders = {(doc, a.holder) for doc, r in readings.items() for a in r.attributions if a.holder}
    kinds = {(doc, a.id): a.kind for doc, r in readings.items() for a in r.actors}
    by_name: dict[str, list[ActorGroup]] = defaultdict(list)
    for group in links.actors:
        if group.kind in ("person", "organisation") and not group.publishes:
            by_name[_fold(group.name)].append(group)
    joined: dict[str, str] = {}
    found: dict[str, ActorGroup] = {}
    for group in links.actors:
        if group.kind != "outlet" or not group.publishes:
            continue
        same = [] if any(m in credited for m in group.mentions) else by_name.get(_fold(group.name), [])
        mentions = tuple(sorted({*group.mentions, *(m for other in same for m in other.mentions)}))
        own = any(
            m[0] in group.publishes and m in holders and kinds.get(m) in ("organisation", "person") for m in mentions
        )
        if not own and not any(m in quoted and m[0] not in group.publishes for other in same for m in other.mentions):
            continue
        joined |= {other.id: group.id for other in same}
        names = tuple(dict.fromkeys([*group.names, *(name for other in same for name in other.names)]))
        because = (*group.because, "it speaks as a source")
        found[group.id] = replace(group, kind="organisation", mentions=mentions, names=names, because=because)
    home = {m: joined.get(group.id, group.id) for group in links.actors for m in group.mentions}
    named = {group.id: group.name for group in links.actors}
    publishers = {
        name: joined.get(group.id, group.id)
        for group in links.actors
        if group.kind in ("organisation", "outlet") and (group.publishes or len(group.mentions) > 1)
        for name in group.names
        if len(name) > 4 and proper(name)
    }
    kept = [found.get(group.id, group) for group in links.actors if group.id not in joined]
    return tuple(_affiliated(group, readings, home, named, joined, publishers) for group in kept)


def _affiliated(
    group: ActorGroup,
    readings: Mapping[str, Reading],
    home: Mapping[tuple[str, str], str],
    named: Mapping[str, str],
    joined: Mapping[str, str],
    publishers: Mapping[str, str],
) -> ActorGroup:
    """The group with the body that most reports say it speaks for; one by name before a bare "the company"."""
    if group.kind != "person":
        return group
    told: Counter[str] = Counter()
    for doc, actor in group.mentions:
        for one in readings[doc].actors if doc in readings else ():
            if one.id != actor:
                continue
            if one.affiliation and (doc, one.affiliation) in home:
                told[home[doc, one.affiliation]] += 1
            elif one.role and (words := lexicon(readings[doc].document.language, "offices")) and words.search(one.role):
                # "A spokeswoman for Varrow Works": whoever holds an office of a body speaks for it.
                for name in sorted(publishers, key=len, reverse=True):
                    if name in one.role:
                        told[publishers[name]] += 1
                        break
    best = max(
        told,
        key=lambda g: (proper(named[g]), told[g], g),
        default=joined.get(group.affiliation or "", group.affiliation),
    )
    return group if best == group.affiliation or best == group.id else replace(group, affiliation=best)


def proper(name: str) -> bool:
    """True for a name with a capital, or in a script that has none; "the agency" is no name."""
    return any(c.isupper() for c in name) or not any(c.islower() for c in name)


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
