"""Origins: how many independent roots a claim has, as a range, with one sentence for each decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set

from headwater.core import Origin, Origins, Span, Step
from headwater.trace.bodies import proper
from headwater.trace.claims import Group
from headwater.trace.ghosts import Ghosts
from headwater.trace.lexicon import find
from headwater.trace.namesakes import may_be
from headwater.trace.pile import Pile, body, fold, shortened, unique
from headwater.trace.roots import Root, Walk, listed


class Tracer(Walk):
    """Folds the roots of one claim that are one, and counts the rest."""

    def run(self) -> Origins:
        for one in self.group.custodies:
            self.place(one)
        self.fold_relays()
        self.fold_bodies()
        self.fold_second_sources()
        return self.count()

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
                # The name that more reports use stays.
                gone, stays = (longer, actor) if len(named[actor].docs) > len(named[longer].docs) else (actor, longer)
                self.fold(named, gone, named[stays], why)
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
        if (
            group is None
            or (len(group.name.split()) > 2 and proper(group.name))
            or any(self.pile.actors[m].plural for m in group.mentions)
        ):
            return None
        able = {a for a in self.roots.named if a in self.pile.groups and self.pile.groups[a].kind == "organisation"}
        for doc, _ in group.mentions:
            text = self.pile.text(doc)
            able = {a for a in able if any(len(name) > 4 and name in text for name in self.pile.groups[a].names)}
        return min(able) if len(able) == 1 and group.mentions else None

    def longer_name(self, short: str, long: str) -> bool:
        """True when one name is the other with more words to it ("Varrow Works", "the operator Varrow Works")."""
        one = set(fold(self.name(short)).split())
        known = self.pile.groups[long].names if long in self.pile.groups else ()
        other = next((names for names in (set(fold(n).split()) for n in known) if one < names), set[str]())
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
                cue = (
                    one.instance.attribution is not None and any(e.span.overlaps(words.span) for e in one.evidence)
                    if words
                    else True
                )
                if words is None or cue:
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
        """The other named root that the sentence names."""
        text = sentence.of(self.pile.text(doc))
        for actor in sorted(self.roots.named):
            group = self.pile.groups.get(actor)
            if actor == but or group is None:
                continue
            if any(len(name) > 4 and proper(name) and name in text for name in group.names):
                return actor
        return None

    # ---- the count

    def count(self) -> Origins:
        roots = self.roots
        firm = [roots.named[a] for a in sorted(roots.named)] + [roots.witness[a] for a in sorted(roots.witness)]
        low = high = len(firm)
        found = list(firm)
        for root in firm:
            how = "says it saw it itself" if root.kind == "own reporting" else "is named as the source"
            shown = unique(root.evidence, self.pile)[0]
            roots.say(f"{self.name(root.actor)} {how}: “{self.pile.words(shown)}” ({self.pile.outlet(shown.doc)}).")
        low -= self.may_be_counted_twice()
        if roots.unnamed:
            low, high = self.count_unnamed(low, high)
            found += [roots.unnamed[a] for a in sorted(roots.unnamed)]
        if roots.unseen:
            names = listed([self.name(a) for a in sorted(roots.unseen)])
            if low == 0:
                low, high = 1, len(roots.unseen)
                found += [roots.unseen[a] for a in sorted(roots.unseen)]
                roots.say(f"{names}: cited as the source; on whose word, these documents do not show.")
            elif not firm and any(proper(self.name(a)) for a in roots.unseen):
                high += 1
                roots.say(f"{names}: cited as a source; it may rest on the unnamed one or on another.")
        low, high = self.count_voices(low, high, found)
        if not found:
            high = max(high, 1)
        if not found and roots.hearsay:
            outlets = listed(sorted(self.pile.outlet(doc) for doc in roots.hearsay))
            roots.say(f"Hearsay: {outlets} names nobody for it, so it is not known whether anybody said it.")
        order = sorted(found, key=lambda r: min(self.pile.place(e) for e in r.evidence))
        origins = tuple(Origin(r.actor, r.kind, unique(r.evidence, self.pile)) for r in order)
        return Origins(low, max(low, high), origins, tuple(roots.reasons))

    def may_be_counted_twice(self) -> int:
        """How many of the named may be another of them under a fuller name; each is said."""
        named = sorted(self.roots.named)
        again = 0
        for actor in named:
            fuller = [o for o in named if o != actor and may_be(self.pile, actor, o)]
            if fuller:
                again += 1
                who = " or ".join(self.name(o) for o in fuller)
                n = len(named)
                self.roots.say(f"“{self.name(actor)}” may be {who}: {n - again}–{n} of those named.")
        return again

    def count_unnamed(self, low: int, high: int) -> tuple[int, int]:
        """Unnamed sources: what cannot be told apart widens the range."""
        roots = self.roots
        several = len(roots.unnamed)
        names = listed([f"“{self.name(a)}”" for a in sorted(roots.unnamed)])
        if low == 0:
            roots.say(f"{names}: unnamed, so {'who it is' if several == 1 else 'whether they are one'} is not known.")
            return 1, max(high, several)
        roots.say(f"{names}: unnamed; it may be one of those named, or one more.")
        return low, high + several

    def count_voices(self, low: int, high: int, found: list[Root]) -> tuple[int, int]:
        """Reports in their own voice that name nobody and share no words with the others."""
        roots = self.roots
        alone = dict(sorted(roots.voices.items()))
        if not alone:
            return low, high
        outlets = listed([self.name_of_voice(root) for root in alone.values()])
        if low == 0:
            first = min(alone.values(), key=lambda r: min(self.pile.rank[d] for d in r.docs))
            if first.actor in self.pile.groups:
                found.append(first)
            roots.say(
                f"{self.name_of_voice(first)} says it first among these documents, in its own voice, and names no source."
            )
            if len(alone) > 1:
                roots.say(f"{outlets} name no source: they may rest on one another or not.")
            return 1, max(1, high, min(len(alone), 2))
        known = [root for root in [*roots.named.values(), *roots.unnamed.values()] if root.docs]
        told = sorted({d for root in known for d in root.docs})
        open_ = [r for r in alone.values() if not any(self.pile.likely_before(t, d) for t in told for d in r.docs)]
        if open_:
            names = listed([self.name_of_voice(root) for root in open_])
            roots.say(f"{names}: in its own voice, names no source; it may rest on those named or on one more.")
            return low, high + 1
        roots.say(f"{outlets}: in its own voice, after others had named a source; it shows no source of its own.")
        return low, high

    def name_of_voice(self, root: Root) -> str:
        return self.pile.outlet(min(root.docs, key=lambda d: self.pile.rank[d]))


def find_origins(
    pile: Pile, ghosts: Ghosts, group: Group, carrying: Sequence[Step], looped: Set[str] = frozenset()
) -> Origins:
    """The claim's independent origins: `min` counts what must be distinct, `max` what may be.

    The folds, each a sentence in `reasons`: same speaker or organisation; one statement under several
    names; copies and translations; a second source that rests on the first; what an upstream report
    has otherwise. What cannot be decided from the words widens the range instead.
    """
    return Tracer(pile, ghosts, group, carrying, looped).run()
