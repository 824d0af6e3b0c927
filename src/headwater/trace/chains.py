"""Chains: who is named, in the words of one instance, between the reader and the origin."""

from __future__ import annotations

from dataclasses import dataclass

from headwater.core import ActorGroup, Attribution, Cited, Evidence, Instance, Statement
from headwater.core.reading import Voice
from headwater.trace.ghosts import Ghosts
from headwater.trace.lexicon import find
from headwater.trace.pile import Pile, bare, unique


@dataclass(frozen=True, slots=True)
class Custody:
    """An instance with the words that name each link of its chain, and the cue's stance (None in its own voice)."""

    instance: Instance
    evidence: tuple[Evidence, ...]
    stance: str | None = None

    @property
    def doc(self) -> str:
        return self.instance.doc

    @property
    def chain(self) -> tuple[str, ...]:
        return self.instance.chain


def custody(pile: Pile, ghosts: Ghosts, doc: str, statement: Statement) -> Custody:
    """The statement as an instance of a claim: its voice, and the relays its own words name, outermost first.

    The document's own outlet is never a relay. In the own statement of a body (a press release, a
    certificate) what nobody else is named for is that body's.
    """
    attribution = pile.attribution(doc, statement)
    chain, evidence = _named(pile, ghosts, doc, attribution) if attribution else ([], [])
    voice: Voice = statement.voice
    own = pile.body(doc) is not None or (attribution is not None and attribution.holder is not None)
    if voice == "attributed" and not chain and own:
        # The holder is the outlet itself, which then speaks in its own voice; or a body's statement says "I".
        voice = "outlet"
    if voice == "outlet":
        body = pile.body(doc)
        if body is not None:
            voice, chain, evidence = "attributed", [body.id], [Evidence(doc, statement.span)]
    if voice != "attributed":
        chain = []
    instance = Instance(
        doc=doc,
        span=statement.span,
        voice=voice,
        statement=statement.id,
        attribution=statement.attribution,
        chain=tuple(chain),
    )
    return Custody(instance, unique(evidence, pile), _stance(pile, doc, attribution))


def _stance(pile: Pile, doc: str, attribution: Attribution | None) -> str | None:
    """The stance of the cue; "deny" where the words stand inside a denial ("rejects the finding that …")."""
    stance, seen = (attribution.stance if attribution else None), set[str]()
    while attribution is not None and attribution.id not in seen:
        seen.add(attribution.id)
        if attribution.stance == "deny":
            return "deny"
        attribution = pile.attributions.get((doc, attribution.outer)) if attribution.outer else None
    return stance


def _named(pile: Pile, ghosts: Ghosts, doc: str, attribution: Attribution) -> tuple[list[str], list[Evidence]]:
    """Actors from the outermost relay to the origin, and the words that name them."""
    inward: list[str] = []
    evidence: list[Evidence] = []
    seen: set[str] = set()
    current: Attribution | None = attribution
    while current is not None and current.id not in seen:
        seen.add(current.id)
        holder = _credited(pile, ghosts, doc, current) or pile.holder(doc, current)
        if holder is not None and current.outer and holder.kind == "unnamed" and discovers(pile, doc, current):
            # "The works says that divers found a crack": the works speaks, the divers do not.
            holder = None
            current = pile.attributions.get((doc, current.outer), current)
            continue
        if holder is not None and not pile.is_own_outlet(doc, holder) and holder.id not in inward:
            # "The agency reports, citing the captaincy": whoever is cited stands nearer to the origin.
            inward.insert(0 if _is_cited(pile, doc, current) else len(inward), holder.id)
        evidence.extend(pile.names_source(doc, current))
        for relay, words in _relays(pile, ghosts, doc, current):
            if relay not in inward:
                inward.append(relay)
                evidence.extend(words)
        current = pile.attributions.get((doc, current.outer)) if current.outer else None
    return inward[::-1], evidence


def _credited(pile: Pile, ghosts: Ghosts, doc: str, attribution: Attribution) -> ActorGroup | None:
    """The outlet that the source words are a longer name of ("the bulletin Ebb and Flow"), where a credit says so."""
    source = attribution.source
    if source is None:
        return None
    holder = pile.holder(doc, attribution)
    for cited in pile.cited_by[doc]:
        group = ghosts.group(cited)
        if group is None or group.kind != "outlet" or cited.quoted or (holder is not None and holder.id == group.id):
            continue
        for e in cited.evidence:
            words = e.span.of(pile.text(doc)) if e.doc == doc and e.span.contains(source.hull) else ""
            beside = len(source.hull) + 12  # "the bulletin" and the name, not the rest of the sentence
            if any(name in words and len(words) <= len(name) + beside for name in group.names):
                return group
    return None


def _relays(pile: Pile, ghosts: Ghosts, doc: str, attribution: Attribution) -> list[tuple[str, tuple[Evidence, ...]]]:
    """Parties that this attribution came through ("told the agency"), in the order of their words."""
    holder = pile.holder(doc, attribution)
    anchor = pile.names_source(doc, attribution)[0].span
    sentence = pile.sentence(doc, anchor)
    found: list[tuple[str, tuple[Evidence, ...]]] = []
    for cited in pile.cited_by[doc]:
        if cited.quoted or not rests(pile, doc, attribution, cited):
            continue
        words = tuple(e for e in cited.evidence if e.doc == doc and sentence.overlaps(e.span))
        group = ghosts.group(cited)
        if not words or (group is not None and (pile.is_own_outlet(doc, group) or _same(holder, group.id, pile))):
            continue
        if holder is not None and bare(group.name if group else cited.name) == bare(holder.name):
            continue
        source = attribution.source
        if source is not None and all(source.hull.contains(e.span) for e in words):
            # "Ada Moll, a spokeswoman for Varrow Works": the works is whom she speaks for, no relay.
            continue
        found.append((group.id if group else ghosts.of(cited).id, words))
    return found


def _is_cited(pile: Pile, doc: str, attribution: Attribution) -> bool:
    return attribution.cue is not None and find(pile, doc, attribution.cue.hull, "cites") is not None


def discovers(pile: Pile, doc: str, attribution: Attribution) -> bool:
    """True when the cue tells what somebody found, not what somebody said."""
    return attribution.cue is not None and find(pile, doc, attribution.cue.hull, "discovers") is not None


def rests(pile: Pile, doc: str, attribution: Attribution, cited: Cited) -> bool:
    """True when the citation is about this attribution, or its words are the attribution's own ("told the agency")."""
    if cited.attributions:
        return attribution.id in cited.attributions
    cue = attribution.cue
    return cue is not None and any(e.doc == doc and s.overlaps(e.span) for e in cited.evidence for s in cue)


def _same(holder: object, group: str, pile: Pile) -> bool:
    """True when the party is the holder, or the body that the holder speaks for."""
    identity = getattr(holder, "id", None)
    return identity == group or (identity is not None and pile.groups[identity].affiliation == group)
