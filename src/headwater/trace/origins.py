"""Origins: how many independent roots a claim has, as a range, with one sentence for each decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from headwater.core import Evidence, Ghost, Origin, Origins, Span, Step
from headwater.core.trace import OriginKind
from headwater.trace.chains import Custody
from headwater.trace.claims import Group
from headwater.trace.ghosts import Ghosts
from headwater.trace.lexicon import find
from headwater.trace.pile import Pile, body, fold, shortened, unique
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


class Tracer:
    """Walks every instance of one claim up to its root."""

    def __init__(self, pile: Pile, ghosts: Ghosts, group: Group, carrying: Sequence[Step]) -> None:
        self.pile, self.ghosts, self.group = pile, ghosts, group
        self.roots = Roots()
        self.at: dict[str, list[Custody]] = defaultdict(list)
        for one in group.custodies:
            self.at[one.doc].append(one)
        self.above: dict[str, list[Step]] = defaultdict(list)
        for step in carrying:
            self.above[step.child].append(step)
        self.ghost_names = {ghost.id: ghost for ghost in ghosts.all()}
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

    def run(self) -> Origins:
        for one in self.group.custodies:
            self.place(one)
        self.fold_relays()
        self.fold_bodies()
        self.fold_second_sources()
        return self.count()

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
                        f"which names {_listed(sorted(self.name(end[1]) for end, _ in ends))} instead."
                    )
                return ends
        if kind == "outlet":
            return self.ends_of_outlet(one, actor, seen)
        if kind == "unnamed":
            return [(("unnamed", actor), one)]
        return [(("named", actor), one)]

    def ends_of_outlet(
        self, one: Custody, actor: str, seen: frozenset[tuple[str, int]]
    ) -> list[tuple[tuple[str, str], Custody]]:
        """An outlet named as the source: what its own held report rests on, else the outlet, whose source is unseen."""
        held = [doc for doc in self.at if self.published_by(doc, actor) and doc != one.doc]
        ends = [end for doc in held for other in self.at[doc] for end in self.ends(other, seen)]
        if held:
            if ends:
                self.roots.say(
                    f"{self.name(actor)} is a relay: {self.quote(one)}, and its own report rests on "
                    f"{_listed(sorted({self.name(end[1]) for end, _ in ends}))}."
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
            return own.id == actor
        group = self.pile.groups.get(actor)
        return group is not None and self.pile.is_own_outlet(doc, group)

    def rests_on(
        self, one: Custody, seen: frozenset[tuple[str, int]]
    ) -> tuple[Custody, list[tuple[tuple[str, str], Custody]]] | None:
        """The parent's instance that this one was taken from: a copy or translation, or a relay it names."""
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
        said = [c for c in self.at[one.doc] if c.chain]
        if said:
            self.roots.say(f"{outlet} says it in its own voice, too, but names its source: {self.quote(said[0])}.")
            return self.ends(said[0], seen)
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

    # ---- the folds

    def fold(self, shelf: dict[str, Root], actor: str, into: Root, why: str) -> None:
        root = shelf.pop(actor)
        into.docs |= root.docs
        into.evidence |= root.evidence
        self.roots.say(why)

    def fold_relays(self) -> None:
        """Whoever only passes on what another told them is no origin of their own."""
        for one in self.group.custodies:
            for outer, inner in zip(one.chain, one.chain[1:], strict=False):
                named = self.roots.named
                if outer in named and inner in named and outer != inner:
                    self.fold(
                        named,
                        outer,
                        named[inner],
                        f"{self.name(outer)} rests on {self.name(inner)}: {self.quote(one)}.",
                    )

    def fold_bodies(self) -> None:
        """Same speaker or organisation: a spokesperson speaks for the body, two of its people for one body."""
        named = self.roots.named
        bodies: dict[str, list[str]] = defaultdict(list)
        for actor in sorted(named):
            bodies[body(self.pile, actor)].append(actor)
        for shared, members in sorted(bodies.items()):
            if len(members) < 2:
                continue
            if shared not in named:
                named[shared] = Root(shared, "statement")
            for actor in members:
                if actor != shared:
                    group = self.pile.groups[actor]
                    role = f", “{group.role}”," if group.role else ""
                    self.fold(
                        named,
                        actor,
                        named[shared],
                        f"{self.name(actor)}{role} speaks for {self.name(shared)}: one origin.",
                    )
        for actor in sorted(named):
            longer = next(
                (o for o in sorted(named) if o != actor and actor in named and self.longer_name(actor, o)), None
            )
            if longer is not None:
                why = f"{self.name(actor)} and {self.name(longer)} are one body under a shorter and a longer name."
                self.fold(named, longer, named[actor], why)
        for actor in sorted(self.roots.unnamed):
            meant = self.meant_by(actor)
            if meant is not None:
                why = f"“{self.name(actor)}” is {self.name(meant)}, the only body named there: one origin."
                self.fold(self.roots.unnamed, actor, named[meant], why)
                continue
            above = self.pile.groups[actor].affiliation if actor in self.pile.groups else None
            if above is not None and above in named:
                why = f"“{self.name(actor)}” speaks for {self.name(above)}: one origin."
                self.fold(self.roots.unnamed, actor, named[above], why)

    def meant_by(self, actor: str) -> str | None:
        """The one named body that a bare noun ("the company") can mean in every report that has it."""
        group = self.pile.groups.get(actor)
        if group is None or len(group.name.split()) > 2 or any(self.pile.actors[m].plural for m in group.mentions):
            return None
        able = {a for a in self.roots.named if a in self.pile.groups and self.pile.groups[a].kind == "organisation"}
        for doc, _ in group.mentions:
            text = self.pile.text(doc)
            able = {a for a in able if any(len(name) > 4 and name in text for name in self.pile.groups[a].names)}
        return min(able) if len(able) == 1 and group.mentions else None

    def longer_name(self, short: str, long: str) -> bool:
        """True when one name is the other with more words to it ("Varrow Works", "the operator Varrow Works")."""
        one, other = (set(fold(self.name(a)).split()) for a in (short, long))
        kinds = [self.pile.groups[a].kind for a in (short, long) if a in self.pile.groups]
        return len(one) > 1 and one < other and len(kinds) == 2 and "state" not in kinds

    def fold_second_sources(self) -> None:
        """A second source that says it rests on the first."""
        named = self.roots.named
        for actor in sorted(named):
            if actor not in named or len(named) < 2:
                continue
            for one in self.group.custodies:
                if not one.chain or one.chain[-1] != actor or not one.evidence:
                    continue
                sentence = self.pile.sentence(one.doc, one.evidence[0].span)
                words = find(self.pile, one.doc, sentence, "rests_on")
                if words is None or any(e.span.overlaps(words.span) for e in one.evidence):
                    continue
                other = self.mentioned(one.doc, sentence, actor)
                if other is not None:
                    shown = shortened(sentence.of(self.pile.text(one.doc)))
                    self.fold(
                        named,
                        actor,
                        named[other],
                        f"{self.name(actor)} rests on {self.name(other)}: “{shown}” ({self.pile.outlet(one.doc)}).",
                    )
                    break

    def mentioned(self, doc: str, sentence: Span, but: str) -> str | None:
        """The other named root that the sentence speaks of."""
        for actor in self.pile.readings[doc].actors:
            group = self.pile.group_of[doc, actor.id]
            if group.id == but or group.id not in self.roots.named:
                continue
            if any(sentence.contains(mention) for mention in actor.mentions):
                return group.id
        return None

    # ---- the count

    def count(self) -> Origins:
        roots = self.roots
        firm = [roots.named[a] for a in sorted(roots.named)] + [roots.witness[a] for a in sorted(roots.witness)]
        low = high = len(firm)
        listed = list(firm)
        for root in firm:
            how = "says it saw it itself" if root.kind == "own reporting" else "is named as the source"
            shown = unique(root.evidence, self.pile)[0]
            roots.say(f"{self.name(root.actor)} {how}: “{self.pile.words(shown)}” ({self.pile.outlet(shown.doc)}).")
        if roots.unnamed:
            low, high = self.count_unnamed(low, high)
            listed += [roots.unnamed[a] for a in sorted(roots.unnamed)]
        if roots.unseen:
            names = _listed([self.name(a) for a in sorted(roots.unseen)])
            if low == 0:
                low, high = 1, len(roots.unseen)
                listed += [roots.unseen[a] for a in sorted(roots.unseen)]
                roots.say(f"{names}: cited as the source; on whose word, these documents do not show.")
            elif not firm:
                high += 1
                roots.say(f"{names}: cited as a source; it may rest on the unnamed one or on another.")
        low, high = self.count_voices(low, high, listed)
        if not listed:
            high = max(high, 1)
        if not listed and roots.hearsay:
            outlets = _listed(sorted(self.pile.outlet(doc) for doc in roots.hearsay))
            roots.say(f"Hearsay: {outlets} names nobody for it, so it is not known whether anybody said it.")
        order = sorted(listed, key=lambda r: min(self.pile.place(e) for e in r.evidence))
        origins = tuple(Origin(r.actor, r.kind, unique(r.evidence, self.pile)) for r in order)
        return Origins(low, max(low, high), origins, tuple(roots.reasons))

    def count_unnamed(self, low: int, high: int) -> tuple[int, int]:
        """Unnamed sources: what cannot be told apart widens the range."""
        roots = self.roots
        several = len(roots.unnamed)
        names = _listed([f"“{self.name(a)}”" for a in sorted(roots.unnamed)])
        if low == 0:
            roots.say(f"{names}: unnamed, so {'who it is' if several == 1 else 'whether they are one'} is not known.")
            return 1, max(high, several)
        roots.say(f"{names}: unnamed; it may be one of those named, or one more.")
        return low, high + several

    def count_voices(self, low: int, high: int, listed: list[Root]) -> tuple[int, int]:
        """Reports in their own voice that name nobody and share no words with the others."""
        roots = self.roots
        alone = dict(sorted(roots.voices.items()))
        if not alone:
            return low, high
        outlets = _listed([self.name_of_voice(root) for root in alone.values()])
        if low == 0:
            first = min(alone.values(), key=lambda r: min(self.pile.rank[d] for d in r.docs))
            if first.actor in self.pile.groups:
                listed.append(first)
            roots.say(
                f"{self.name_of_voice(first)} says it first among these documents, in its own voice, and names no source."
            )
            if len(alone) > 1:
                roots.say(f"{outlets} name no source: they may rest on one another or not.")
            return 1, max(1, high, min(len(alone), 2))
        known = [root for root in [*roots.named.values(), *roots.unnamed.values()] if root.docs]
        earliest = min((d for root in known for d in root.docs), key=lambda d: self.pile.rank[d], default=None)
        open_ = [
            r
            for r in alone.values()
            if earliest is None or not any(self.pile.likely_before(earliest, d) for d in r.docs)
        ]
        if open_:
            names = _listed([self.name_of_voice(root) for root in open_])
            roots.say(f"{names}: in its own voice, names no source; it may rest on those named or on one more.")
            return low, high + 1
        roots.say(f"{outlets}: in its own voice, after others had named a source; it shows no source of its own.")
        return low, high

    def name_of_voice(self, root: Root) -> str:
        return self.pile.outlet(min(root.docs, key=lambda d: self.pile.rank[d]))


def _listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    names = list(dict.fromkeys(names))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def find_origins(pile: Pile, ghosts: Ghosts, group: Group, carrying: Sequence[Step]) -> Origins:
    """The claim's independent origins: `min` counts what must be distinct, `max` what may be.

    The folds, each a sentence in `reasons`: same speaker or organisation; one statement under several
    names; copies and translations; a second source that rests on the first; what an upstream report
    has otherwise. What cannot be decided from the words widens the range instead.
    """
    return Tracer(pile, ghosts, group, carrying).run()
