"""What we do not know: plain sentences, for each claim and for the whole."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.core import Claim, Ghost, Step
from headwater.trace.claims import Group
from headwater.trace.pile import Pile


def unknown_of(
    pile: Pile, group: Group, claim: Claim, ghosts: dict[str, Ghost], steps: Sequence[Step]
) -> tuple[str, ...]:
    """What these documents leave open about one claim."""
    found: list[str] = []
    if not claim.origins.list:
        found.append("Who said it first: nobody is named in these documents.")
    if claim.origins.min != claim.origins.max:
        found.append(f"Whether it has {claim.origins.min} or {claim.origins.max} independent origins.")
    for origin in claim.origins.list:
        if origin.kind == "unnamed source":
            actor = pile.groups.get(origin.actor)
            found.append(f"Who “{actor.name if actor else origin.actor}” is.")
    missing = [ghosts[s.parent].name for s in steps if s.child in group.docs and s.parent in ghosts and _text(s)]
    for name in dict.fromkeys(missing):
        found.append(f"What the report of {name} says: it is cited, but not among these documents.")
    undated = [pile.outlet(doc) for doc in pile.docs if doc in group.docs and pile.published(doc) is None]
    if undated:
        found.append(f"When {_and(undated)} published it: no date was found.")
    hearsay = [c for c in group.custodies if c.instance.voice == "hearsay"]
    if hearsay and claim.origins.list:
        outlets = [pile.outlet(c.doc) for c in hearsay]
        found.append(f"From whom {_and(list(dict.fromkeys(outlets)))} has it: told as hearsay, nobody named.")
    return tuple(found)


def _text(step: Step) -> bool:
    return step.relation in ("credits", "copies", "translates") and step.stated and step.confidence >= 0.95


def notes_of(pile: Pile, ghosts: Sequence[Ghost], steps: Sequence[Step]) -> tuple[str, ...]:
    """What holds for the whole set: undated documents, parents not held, languages without data."""
    found: list[str] = []
    undated = [pile.outlet(doc) for doc in pile.docs if pile.published(doc) is None]
    if undated:
        found.append(f"Without a date, and so left out of any order: {_and(undated)}.")
    if ghosts:
        found.append(f"Cited, but not among these documents: {_and([g.name for g in ghosts])}.")
    inferred = [s for s in steps if not s.stated]
    if inferred:
        found.append(
            f"{len(inferred)} of {len(steps)} steps are not stated in any report; they were inferred from shared words."
        )
    for doc in pile.docs:
        found += pile.readings[doc].notes
    return tuple(dict.fromkeys(found))


def _and(names: Sequence[str]) -> str:
    names = list(dict.fromkeys(names))
    if len(names) > 6:
        names = [*names[:5], f"{len(names) - 5} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
