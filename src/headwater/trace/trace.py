"""From readings and links to the answer: steps, claims, origins, what changed, what does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from headwater.core import Claim, Links, Reading, Step, Trace
from headwater.trace.anomalies import find_anomalies
from headwater.trace.claims import Group, everything_said, find_claims, versions
from headwater.trace.denials import Denied, find_denials
from headwater.trace.first_seen import first_seen
from headwater.trace.ghosts import Ghosts
from headwater.trace.mutations import find_mutations
from headwater.trace.origins import find_origins
from headwater.trace.pile import Pile, shortened, stack
from headwater.trace.settings import Tracing
from headwater.trace.steps import carrying, doubtful_dates, find_steps
from headwater.trace.unknown import notes_of, unknown_of


def trace_links(readings: Sequence[Reading], links: Links, settings: Tracing = Tracing()) -> Trace:  # noqa: B008
    """The trace of a set of readings and what links them; the order of the readings changes nothing.

    Claims come by how many documents carry them, steps by child and confidence. Steps round a loop or
    certainly against the dates are kept and marked; no chain or origin is computed from them. Every stated
    step, origin, denial, mutation and anomaly has evidence.
    """
    pile = stack(readings, links)
    ghosts = Ghosts(pile)
    steps = find_steps(pile, ghosts, settings)
    said = everything_said(pile, ghosts)
    groups = find_claims(pile, said, steps, settings)
    denied = find_denials(pile, said, groups)
    doubtful = doubtful_dates(pile, ghosts) | {s.child for s in steps if s.backwards and s.stated}
    looped = {s.child for s in steps if s.in_loop}
    from_child: dict[str, list[Step]] = {doc: [] for doc in pile.docs}
    for step in steps:
        from_child[step.child].append(step)
    claims: list[Claim] = []
    for n, (group, denial) in enumerate(zip(groups, denied, strict=True), 1):
        near = [step for doc in pile.docs if doc in group.docs for step in from_child[doc]]
        claim = _claim(pile, ghosts, group, denial, f"c{n}", doubtful, carrying(near), looped)
        claims.append(replace(claim, unknown=unknown_of(pile, group, claim, ghosts.by_id, near)))
    return Trace(
        documents=tuple(pile.document(doc) for doc in pile.docs),
        actors=tuple(sorted(pile.groups.values(), key=lambda g: g.id)),
        steps=steps,
        ghosts=ghosts.all(),
        claims=tuple(claims),
        mutations=find_mutations(pile, groups, claims, [d.groups for d in denied], steps, settings),
        anomalies=find_anomalies(pile, groups, claims, steps, settings),
        notes=notes_of(pile, ghosts.all(), steps),
    )


def _claim(
    pile: Pile,
    ghosts: Ghosts,
    group: Group,
    denied: Denied,
    name: str,
    doubtful: set[str],
    usable: Sequence[Step],
    looped: set[str],
) -> Claim:
    seen = first_seen(pile, group, usable, doubtful)
    gist = next(c for c in group.custodies if c.doc == seen.doc)
    return Claim(
        id=name,
        gist=shortened(gist.instance.span.of(pile.text(gist.doc)), 300),
        instances=tuple(c.instance for c in group.custodies),
        first_seen=seen,
        origins=find_origins(pile, ghosts, group, usable, looped),
        versions=versions(pile, group, name),
        denials=denied.denials,
    )
