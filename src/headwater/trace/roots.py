"""Roots: where each instance of a claim ends, walked upstream from its words and the steps above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

from headwater.core import Evidence, Ghost, Span, Step
from headwater.core.trace import OriginKind
from headwater.trace.bodies import proper
from headwater.trace.chains import Custody
from headwater.trace.claims import Group
from headwater.trace.ghosts import Ghosts
from headwater.trace.lexicon import find, lexicon
from headwater.trace.pile import Pile, bare, body, fold, retells
from headwater.trace.steps import STATED_WHOLE
from headwater.trace.wording import quotations

# Words of first-hand work stand in the sentence or right beside it.
BESIDE = 200


@dataclass(slots=True)
class Root:
    """Where one or more instances end: an actor, and the words that lead there."""

    actor: str
    kind: OriginKind
    evidence: set[Evidence] = field(default_factory=set)
    docs: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Roots:
    """The roots met so far, by how firm they are, and the decisions that led to them."""

    named: dict[str, Root] = field(default_factory=dict)
    unnamed: dict[str, Root] = field(default_factory=dict)
    unseen: dict[str, Root] = field(default_factory=dict)  # outlets cited as the source, whose own source is not shown
    witness: dict[str, Root] = field(default_factory=dict)  # outlets that say they saw it themselves
    voices: dict[str, Root] = field(default_factory=dict)  # outlets that name nobody
    hearsay: set[str] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)

    def say(self, sentence: str) -> None:
        if sentence not in self.reasons:
            self.reasons.append(sentence)


class Walk:
    """Walks every instance of one claim up to its root."""

    def __init__(self, pile: Pile, ghosts: Ghosts, group: Group, carrying: Sequence[Step], looped: Set[str]) -> None:
        self.pile, self.ghosts, self.group, self.looped = pile, ghosts, group, looped
        self.roots = Roots()
        self.at: dict[str, list[Custody]] = defaultdict(list)
        for one in group.custodies:
            self.at[one.doc].append(one)
        self.above: dict[str, list[Step]] = defaultdict(list)
        for step in carrying:
            self.above[step.child].append(step)
        self.ghost_names = ghosts.by_id
        self.paired = {(p.a, p.b) for p in group.pairs} | {(p.b, p.a) for p in group.pairs}

    # ---- names and quotations in sentences

    def name(self, actor: str) -> str:
        if actor in self.pile.groups:
            return self.pile.groups[actor].name
        ghost: Ghost | None = self.ghost_names.get(actor)
        return ghost.name if ghost else actor

    def quote(self, one: Custody) -> str:
        """The words that name the source of an instance, with where they stand."""
        shown = one.evidence[0] if one.evidence else Evidence(one.doc, one.instance.span)
        return f"“{self.pile.words(shown)}” ({self.pile.outlet(one.doc)})"

    # ---- the walk

    def place(self, one: Custody) -> None:
        """Puts the instance under its root."""
        if one.instance.voice != "outlet" and not one.chain:
            self.roots.hearsay.add(one.doc)
            return
        for end, via in self.ends(one, frozenset()):
            root = self._shelf(end, one)
            root.docs.add(one.doc)
            root.evidence.update(via.evidence or (Evidence(via.doc, via.instance.span),))

    def _shelf(self, end: tuple[str, str], one: Custody) -> Root:
        what, actor = end
        kind: OriginKind = "statement"
        shelf = self.roots.named
        if what == "unnamed":
            shelf, kind = self.roots.unnamed, "unnamed source"
        elif what == "unseen":
            shelf = self.roots.unseen
        elif what == "witness":
            shelf, kind = self.roots.witness, "own reporting"
        elif what == "voice":
            shelf = self.roots.voices
        elif self.pile.groups.get(actor) and self.pile.groups[actor].kind == "document":
            kind = "document"
        elif self._measured(actor):
            kind = "measurement"
        return shelf.setdefault(actor, Root(actor, kind))

    def _measured(self, actor: str) -> bool:
        """True when the body's own held statement of the claim speaks of measuring."""
        for one in self.group.custodies:
            if self.pile.publisher.get(one.doc) and self.pile.publisher[one.doc].id == actor:
                near = self.beside(one)
                if self.pile.quantities(one.doc, one.instance.span) and find(self.pile, one.doc, near, "measured"):
                    return True
        return False

    def beside(self, one: Custody) -> Span:
        """The instance with what stands right before and after it."""
        span, text = one.instance.span, self.pile.text(one.doc)
        return Span(max(0, span.start - BESIDE), min(len(text), span.end + BESIDE))

    def ends(self, one: Custody, seen: frozenset[tuple[str, int]]) -> list[tuple[tuple[str, str], Custody]]:
        """Where an instance ends, as (what, actor) with the instance whose words say so."""
        mark = (one.doc, one.instance.span.start)
        if mark in seen:
            return []
        seen = seen | {mark}
        if one.chain:
            return self.ends_of_named(one, seen)
        if one.instance.voice != "outlet":
            return []
        return self.ends_of_own_voice(one, seen)

    def ends_of_named(self, one: Custody, seen: frozenset[tuple[str, int]]) -> list[tuple[tuple[str, str], Custody]]:
        actor = one.chain[-1]
        group = self.pile.groups.get(actor)
        kind = group.kind if group else self.ghost_names[actor].kind if actor in self.ghost_names else "organisation"
        upstream = self.rests_on(one, seen)
        if upstream is not None:
            parent, ends = upstream
            # A parent that names nobody takes nothing from the source that the child names.
            ends = [end for end in ends if end[0][0] not in ("voice", "unseen")]
            theirs = {body(self.pile, end[1]) for end, _ in ends}
            if ends and body(self.pile, actor) not in theirs:
                called = {fold(self.name(end[1])) for end, _ in ends}
                if fold(self.name(actor)) not in called:
                    self.roots.say(
                        f"{self.name(actor)} is not counted: {self.quote(one)} comes from "
                        f"{self.pile.outlet(parent.doc)}, "
                        f"which names {listed(sorted(self.name(end[1]) for end, _ in ends))} instead."
                    )
                return ends
        if kind in ("outlet", "organisation") and not proper(self.name(actor)):
            # "The agency reported": whoever the report has it from; "the company": one of those named, or not.
            above = any(s.relation in ("copies", "translates") and s.parent in self.at for s in self.above[one.doc])
            if above or kind == "outlet":
                return self.ends_above(one, seen)
            same = [doc for doc in self.at if (one.doc, doc) in self.pile.same_text]
            if same:
                ends = [end for doc in same for other in self.at[doc] for end in self.ends(other, seen)]
                if ends or any(s.parent != one.doc for doc in same for s in self.above[doc]):
                    return ends
            return [(("unseen" if self.is_medium(one.doc, actor) else "unnamed", actor), one)]
        held = [d for d in self.at if d != one.doc and self.published_by(d, actor)]
        if kind == "outlet" or any(self.pile.publisher[d].kind == "outlet" for d in held if d in self.pile.publisher):
            return self.ends_of_outlet(one, actor, seen)
        if kind == "unnamed":
            return [(("unseen" if self.is_medium(one.doc, actor) else "unnamed", actor), one)]
        return [(("named", actor), one)]

    def is_medium(self, doc: str, actor: str) -> bool:
        """True for "a shipping bulletin": an outlet that is not named is a relay, whose own source is not shown."""
        words = lexicon(self.pile.document(doc).language, "media")
        return words is not None and words.search(self.name(actor)) is not None

    def ends_above(self, one: Custody, seen: frozenset[tuple[str, int]]) -> list[tuple[tuple[str, str], Custody]]:
        """Where the instances of the reports above this one end."""
        above = [other for step in self.above[one.doc] for other in self.at.get(step.parent, ())]
        return [end for other in above for end in self.ends(other, seen)]

    def ends_of_outlet(
        self, one: Custody, actor: str, seen: frozenset[tuple[str, int]]
    ) -> list[tuple[tuple[str, str], Custody]]:
        """An outlet named as the source: what its own held report rests on, else the outlet, whose source is unseen."""
        held = [doc for doc in self.at if self.published_by(doc, actor) and doc != one.doc]
        held = [doc for doc in held if not self.pile.likely_before(one.doc, doc)] or held
        ends = [end for doc in held for other in self.at[doc] for end in self.ends(other, seen)]
        if held:
            if ends:
                self.roots.say(
                    f"{self.name(actor)} is a relay: {self.quote(one)}, and its own report rests on "
                    f"{listed(sorted({self.name(end[1]) for end, _ in ends}))}."
                )
            else:
                back = any((c.doc, c.instance.span.start) in seen for doc in held for c in self.at[doc])
                why = "leads round a loop" if back else "leads to a report that names nobody"
                self.roots.say(f"{self.quote(one)} {why} and adds no origin.")
            return ends
        return [(("unseen", actor), one)]

    def published_by(self, doc: str, actor: str) -> bool:
        own = self.pile.publisher.get(doc)
        if own is not None:
            return own.id == actor or bare(own.name) == bare(self.name(actor))
        group = self.pile.groups.get(actor)
        return group is not None and self.pile.is_own_outlet(doc, group)

    def rests_on(
        self, one: Custody, seen: frozenset[tuple[str, int]]
    ) -> tuple[Custody, list[tuple[tuple[str, str], Custody]]] | None:
        """The parent's instance that this one was taken from: a copy or translation, or a relay it names."""
        own = self.pile.body(one.doc)
        if own is not None and one.chain[-1] == own.id:
            # A body's own statement rests on nobody's report of it.
            return None
        for step in self.above[one.doc]:
            if step.parent not in self.at:
                continue
            text = step.relation in ("copies", "translates")
            named = any(self.published_by(step.parent, relay) for relay in one.chain[:-1])
            if not text and not named:
                continue
            for other in self.at[step.parent]:
                key = (one.doc, one.instance.statement or ""), (other.doc, other.instance.statement or "")
                if (key in self.paired or len(self.at[step.parent]) == len(self.at[one.doc]) == 1) and (
                    other.doc,
                    other.instance.span.start,
                ) not in seen:
                    return other, self.ends(other, seen)
        # One text in two reports is one source, even where the dates do not tell which was first.
        for doc in self.at if self.pile.body(one.doc) is None else ():
            link = self.pile.between.get((one.doc, doc))
            if link is None or link.relation not in ("same text", "shared passage") or retells(link):
                continue
            for other in self.at[doc]:
                key = (one.doc, one.instance.statement or ""), (other.doc, other.instance.statement or "")
                if key in self.paired and (other.doc, other.instance.span.start) not in seen:
                    return other, self.ends(other, seen)
        return None

    def saw_it(self, one: Custody) -> bool:
        """True when the sentence says that the outlet's own people were there, outside anybody's quotation marks."""
        sentence = self.pile.sentence(one.doc, one.instance.span)
        words = find(self.pile, one.doc, sentence, "own")
        if words is None:
            return False
        return not any(q.overlaps(words.span) for q in quotations(self.pile.text(one.doc), sentence))

    def ends_of_own_voice(
        self, one: Custody, seen: frozenset[tuple[str, int]]
    ) -> list[tuple[tuple[str, str], Custody]]:
        outlet = self.pile.outlet(one.doc)
        if one.doc in self.looped and not any(c.chain for c in self.at[one.doc]):
            self.roots.say(f"{outlet} is part of a loop and adds no origin.")
            return []
        said = [c for c in self.at[one.doc] if c.chain]
        if said:
            self.roots.say(f"{outlet} says it in its own voice, too, but names its source: {self.quote(said[0])}.")
            return self.ends(said[0], seen)
        publisher = self.pile.publisher.get(one.doc)
        for step in self.above[one.doc]:
            theirs = self.pile.publisher.get(step.parent)
            if step.stated and publisher is not None and theirs is not None and publisher.id == theirs.id:
                # An outlet that comes back to its own report adds nothing to it.
                return [end for other in self.at.get(step.parent, ()) for end in self.ends(other, seen)]
        mine = one.doc, one.instance.statement or ""
        for step in self.above[one.doc]:
            text = step.relation in ("copies", "translates") or step.confidence >= STATED_WHOLE
            ends = [
                end
                for other in self.at.get(step.parent, ())
                if text or (mine, (other.doc, other.instance.statement or "")) in self.paired
                for end in self.ends(other, seen)
            ]
            if ends:
                how = "says so" if step.stated else "shares its words"
                self.roots.say(f"{outlet} rests on {self.pile.outlet(step.parent)}: it {how}.")
                return ends
        if self.saw_it(one):
            return [(("witness", self.outlet_actor(one.doc)), one)]
        for step in self.above[one.doc]:
            if step.parent in self.ghost_names and step.confidence >= STATED_WHOLE:
                credit = Custody(one.instance, step.evidence, None)
                return [(("unseen", step.parent), credit)]
        for link in self.pile.links_of[one.doc]:
            other = link.b if link.a == one.doc else link.a
            if other in self.at and link.relation != "same quotation":
                ends = [e for c in self.at[other] if c.chain for e in self.ends(c, seen)]
                if ends:
                    there = self.pile.outlet(other)
                    self.roots.say(f"{outlet} names no source and shares words with {there}, which does.")
                    return ends
        return [(("voice", self.outlet_actor(one.doc)), one)]

    def outlet_actor(self, doc: str) -> str:
        own = self.pile.publisher.get(doc)
        return own.id if own else f"outlet of {doc}"


def listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    names = list(dict.fromkeys(names))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
