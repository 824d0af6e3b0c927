"""Mutations: what changed between a report and the one it came from. Only what the words show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from headwater.core import Claim, Evidence, Mutation, SameStatement, Span, Step
from headwater.core.trace import MutationKind
from headwater.trace.chains import Custody
from headwater.trace.claims import Group
from headwater.trace.figures import comparable, equal, mistaken, rounded
from headwater.trace.lexicon import find, lexicon
from headwater.trace.pile import Key, Pile, body, unique
from headwater.trace.retold import requoted, without_step
from headwater.trace.scales import places
from headwater.trace.settings import Tracing
from headwater.trace.speakers import differ, is_outlet_of, multiplied, somebody
from headwater.trace.steps import STATED_WHOLE
from headwater.trace.wording import Change, Wording, alike, quotations, within, wording

# A source named this near, in letters, still covers a sentence in the outlet's own voice.
BESIDE = 150


def find_mutations(
    pile: Pile,
    groups: Sequence[Group],
    claims: Sequence[Claim],
    denial_groups: Sequence[tuple[int, ...]],
    steps: Sequence[Step],
    settings: Tracing,
) -> tuple[Mutation, ...]:
    """Changes by claim, child and place, each reported once, where it arose.

    A child is set beside the parent it took the words from; a change that another held parent of the
    child already has is inherited, and not reported again. A body that revises its own figure changes nothing
    on the way. The wording of a denial counts with the claim that it denies.
    """
    about: dict[int, int] = {}
    for n, several in enumerate(denial_groups):
        for m in several:
            about.setdefault(m, n)
    found: list[Mutation] = []
    for n, group in enumerate(groups):
        if len(group.docs) < 2:
            continue
        side = Comparison(pile, group, steps, settings)
        for child, parent, change in side.changes():
            weak = change.what in ("hedge lost", "hedge gained", "attribution lost", "attribution added")
            few = len(group.docs) < 3 and n not in about
            if few and not (pile.shares_text(child.doc, parent.doc) if weak else side.copied(child.doc, parent.doc)):
                # What only two reports tell, neither naming the other, is too little to say what changed on the way.
                continue
            claim = claims[about.get(n, n)]
            one_language = pile.document(child.doc).language == pile.document(parent.doc).language
            if change.what == "quote altered" and n not in about and one_language:
                claim = claims[_spoken_for(pile, groups, n, child)]
            found.append(_mutation(pile, claim, child, parent, change))
    known = {(m.child.doc, e.span) for m in found if m.what == "quote altered" for e in m.evidence}
    for n, child, parent, change in requoted(pile, groups, steps, settings):
        if (child.doc, change.after[0].span) in known:
            continue
        found.append(_mutation(pile, claims[_spoken_for(pile, groups, n, child)], child, parent, change))
    order = {claim.id: n for n, claim in enumerate(claims)}
    once: dict[tuple[str, str, str], Mutation] = {}
    for one in sorted(
        found, key=lambda m: (order[m.claim], pile.rank[m.child.doc], m.child.span.start, m.what, m.before, m.after)
    ):
        once.setdefault((one.claim, one.child.doc, one.what), one)
    return tuple(once.values())


def _mutation(pile: Pile, claim: Claim, child: Custody, parent: Custody, change: Change) -> Mutation:
    return Mutation(
        claim=claim.id,
        child=child.instance,
        parent=parent.instance,
        what=change.what,
        before=_said(pile, change.before),
        after=_said(pile, change.after),
        evidence=unique((*change.after, *change.before), pile),
    )


def _spoken_for(pile: Pile, groups: Sequence[Group], own: int, child: Custody) -> int:
    """The claim that a quotation belongs to: its own, or a weightier one that its speaker puts forward or it stands by."""
    speaker = body(pile, child.chain[-1]) if child.chain else None
    beside: list[tuple[int, int]] = []
    for n, group in enumerate(groups[:own]):
        if len(group.docs) <= len(groups[own].docs):
            break
        for c in group.custodies:
            if c.doc != child.doc:
                continue
            if speaker is not None and c.chain and body(pile, c.chain[-1]) == speaker:
                return n
            if "\n" in pile.text(child.doc)[slice(*sorted((c.instance.span.start, child.instance.span.start)))]:
                continue
            gap = max(c.instance.span.start - child.instance.span.end, child.instance.span.start - c.instance.span.end)
            beside.append((gap, n))
    return min((b for b in beside if b[0] < BESIDE), default=(0, own))[1]


def _said(pile: Pile, evidence: tuple[Evidence, ...]) -> str:
    return " … ".join(pile.words(e) for e in evidence) or "–"


class Comparison:
    """The instances of one claim, child beside parent."""

    def __init__(self, pile: Pile, group: Group, steps: Sequence[Step], settings: Tracing) -> None:
        self.pile, self.group, self.settings = pile, group, settings
        self.words = {self.key(c): wording(pile, c) for c in group.custodies}
        self.by_doc: dict[str, list[Custody]] = {}
        for one in group.custodies:
            self.by_doc.setdefault(one.doc, []).append(one)
        self.steps = [s for s in steps if s.parent in self.by_doc and s.child in self.by_doc]
        self.credits: dict[str, list[Evidence]] = {}
        for step in steps:
            if step.stated:
                self.credits.setdefault(step.child, []).extend(e for e in step.evidence if e.doc == step.child)
        self.pair: dict[tuple[Key, Key], SameStatement] = {}
        for p in group.pairs:
            self.pair[p.a, p.b] = self.pair[p.b, p.a] = p

    @staticmethod
    def key(one: Custody) -> Key:
        return one.doc, one.instance.statement or ""

    def parents(self, child: Custody) -> list[tuple[Custody, Step]]:
        """The instances the child can have its words from, the likeliest first."""
        options: list[tuple[tuple[bool, bool, float, int], Custody, Step]] = []
        for step in self.steps:
            if step.child != child.doc or (step.backwards and not step.in_loop):
                continue
            text = step.relation in ("copies", "translates")
            if not text and not self.meant(child, step):
                continue
            for other in self.by_doc[step.parent]:
                pair = self.pair.get((self.key(child), self.key(other)))
                if pair is None and not text:
                    continue
                rank = (text, pair is not None, pair.score if pair else 0.0, -self.pile.rank[other.doc])
                options.append((rank, other, step))
        options.sort(key=lambda option: (option[0], option[1].doc, -option[1].instance.span.start), reverse=True)
        unique_: list[tuple[Custody, Step]] = []
        for _, other, step in options:
            if all(self.key(other) != self.key(known) for known, _ in unique_):
                unique_.append((other, step))
        return unique_

    def copied(self, child: str, parent: str) -> bool:
        """True when the child says that it came from the parent, or has its text word for word."""
        said = any(s.stated and s.child == child and s.parent == parent for s in self.steps)
        return said or self.pile.shares_text(child, parent)

    def meant(self, child: Custody, step: Step) -> bool:
        """True when a credit covers the instance: one for the whole report, or words that name its source."""
        if step.confidence >= STATED_WHOLE:
            return True
        sentence = self.words[self.key(child)].sentence
        named = [sentence, *(e.span for e in child.evidence)]
        return any(e.doc == child.doc and e.span.overlaps(words) for e in step.evidence for words in named)

    def changes(self) -> Iterator[tuple[Custody, Custody, Change]]:
        for child in self.group.custodies:
            parents = self.parents(child)
            if not parents:
                yield from self.untold(child)
                continue
            parent, step = parents[0]
            if self.own_revision(child, parent):
                continue
            for source, change in self.altered(child):
                yield child, source, change
            for change in self.between(child, parent, step):
                if not self.elsewhere(child, [p for p, _ in parents[1:]], change):
                    yield child, parent, change

    def untold(self, child: Custody) -> Iterator[tuple[Custody, Custody, Change]]:
        """What a report that does not say where it has the claim from has otherwise than every earlier one."""
        earlier = without_step(self.pile, child, self.group.custodies, self.pair)
        for parent in earlier[:1]:
            for change in self.compare(self.words[self.key(child)], self.words[self.key(parent)]):
                kept = change.what == "hedge lost" or (change.what == "number" and self.same_amount(change))
                if kept and not self.elsewhere(child, earlier[1:], change):
                    yield child, parent, change
            if all(one.chain or one.instance.voice != "outlet" for one in earlier):
                yield from ((child, parent, c) for c in self.lost_source(child, parent, None))

    def same_amount(self, change: Change) -> bool:
        """True when only the modifier of a figure changed."""
        both = [
            q for e in (*change.before, *change.after) for q in self.pile.readings[e.doc].quantities if q.span == e.span
        ]
        return len(both) == 2 and equal(both[0], both[1])

    def own_revision(self, child: Custody, parent: Custody) -> bool:
        """True when a body speaks again in a document of its own, or an outlet in a later one."""
        a, b = self.pile.publisher.get(child.doc), self.pile.publisher.get(parent.doc)
        return a is not None and b is not None and a.id == b.id

    def elsewhere(self, child: Custody, others: Sequence[Custody], change: Change) -> bool:
        """True when another parent of the child has it as the child has: then nothing changed on the way from there."""
        mine = self.words[self.key(child)]
        several = [self.words[self.key(other)] for other in others]
        paired = [w for w in several if (self.key(child), self.key(w.custody)) in self.pair]
        if change.what == "number":
            changed = [q for q in mine.quantities if any(q.span == e.span for e in change.after)]
            return any(
                q.value == p.value and q.modifier == p.modifier for q in changed for w in several for p in w.quantities
            )
        if change.what in ("attribution changed", "attribution added"):
            said = body(self.pile, child.chain[-1])
            return any(
                w.custody.chain
                and body(self.pile, w.custody.chain[-1]) == said
                and not multiplied(self.pile, child, w.custody)
                for w in several
            )
        if change.what in ("hedge gained", "hedge lost"):
            if change.what == "hedge gained":
                return any(w.hedges or w.modal or self.hedged(w) for w in paired)
            return not all(w.hedges or w.modal or self.hedged(w) or w.condition for w in paired)
        if change.what in ("entity changed", "wording shifted in translation"):
            here = places(mine.text, mine.sentence, mine.language)
            told = [places(w.text, w.sentence, w.language) for w in several]
            return any(scale in one and one[scale][0] == here[scale][0] for one in told for scale in here)
        if change.what == "polarity changed":
            return any((w.negation is None) == (mine.negation is None) for w in paired)
        return False

    # ---- side by side

    def between(self, child: Custody, parent: Custody, step: Step) -> Iterator[Change]:
        yield from self.compare(self.words[self.key(child)], self.words[self.key(parent)])
        if step.relation in ("copies", "translates") or (self.key(child), self.key(parent)) in self.pair:
            yield from self.lost_source(child, parent, step)

    def compare(self, child: Wording, parent: Wording) -> Iterator[Change]:
        pair = self.pair.get((self.key(child.custody), self.key(parent.custody)))
        yield from self.numbers(child, parent)
        yield from self.speakers(child, parent)
        if pair is not None or child.custody.instance.voice == parent.custody.instance.voice:
            yield from self.hedges(child, parent)
            yield from self.until_now(child, parent)
            yield from self.polarity(child, parent, pair)
        yield from self.times(child, parent)
        yield from self.quotes(child, parent)
        if pair is not None:
            yield from self.slides(child, parent)

    def numbers(self, child: Wording, parent: Wording) -> Iterator[Change]:
        """Another figure for the same thing, or another modifier; the same amount in another unit is none."""
        all_parent = self.pile.readings[parent.doc].quantities
        pair = self.pair.get((self.key(child.custody), self.key(parent.custody)))
        translated = child.language != parent.language
        differ = pair is not None and "number" in pair.differs
        for q in child.quantities:
            theirs = [p for p in parent.quantities if comparable(q, p)]
            if translated and not theirs and q.base_unit is None:
                # A plain noun in another language: the same amount is the same thing, another one only
                # when the two statements were found to differ in their figures.
                plain = [p for p in parent.quantities if p.base_unit is None]
                theirs = [p for p in plain if equal(q, p) or (differ and len(plain) == 1)]
            if not theirs or q.value is None:
                continue
            same = [p for p in theirs if equal(q, p)]
            if same:
                # In a language whose modifiers we do not know, one that seems to be lost may be there.
                lost = q.modifier is None and lexicon(child.language, "modal") is None
                if all(p.modifier != q.modifier for p in same) and not lost:
                    yield Change("number", parent.shows(same[0].span), child.shows(q.span))
                    return
                continue
            mine = [c for c in child.quantities if any(c.value == p.value or equal(c, p) for p in theirs)]
            if mine or len(theirs) != 1 or any(comparable(q, p) and equal(q, p) for p in all_parent):
                continue
            if rounded(q, theirs[0]) or not mistaken(q, theirs[0]):
                continue
            yield Change("number", parent.shows(theirs[0].span), child.shows(q.span))
            return

    def speakers(self, child: Wording, parent: Wording) -> Iterator[Change]:
        """Whose words the claim is said to be."""
        a, b = child.custody, parent.custody
        after = a.evidence or child.shows(child.span)
        before = b.evidence or parent.shows(parent.span)
        if a.chain and not b.chain:
            if b.instance.voice == "attributed":
                return
            hearsay = b.instance.voice == "hearsay"
            named = any(c.chain for c in self.by_doc[b.doc])
            # "It was reported" becomes "the agency reported"; to name a report that speaks for itself is no change.
            if (
                not named
                and not somebody(self.pile, parent)
                and (hearsay or not is_outlet_of(self.pile, a.chain[-1], b.doc))
            ):
                yield Change("attribution added", before, after)
            return
        if not a.chain or not b.chain:
            return
        mine, theirs = a.chain[-1], b.chain[-1]
        if is_outlet_of(self.pile, mine, b.doc):
            # "The agency reports": the relay stands where its own report names somebody else.
            if not is_outlet_of(self.pile, theirs, b.doc) and not is_outlet_of(self.pile, theirs, a.doc):
                yield Change("attribution changed", before, after)
            return
        if differ(self.pile, a.doc, mine, theirs) or multiplied(self.pile, a, b):
            yield Change("attribution changed", before, after)

    def lost_source(self, child: Custody, parent: Custody, step: Step | None) -> Iterator[Change]:
        """The child says in its own voice what the parent had from somebody, and does not name that somebody near it."""
        if child.chain or not parent.chain or parent.instance.attribution is None:
            return
        if any(c.chain for c in self.by_doc[child.doc]):
            return
        words = self.words[self.key(child)]
        said_by = step.evidence if step is not None and step.stated else ()
        near = [abs(e.span.start - child.instance.span.end) < BESIDE for e in said_by if e.doc == child.doc]
        near += [e.span.overlaps(words.sentence) for e in self.credits.get(child.doc, ())]
        if words.quoted or somebody(self.pile, words) or any(near):
            # Somebody is quoted, named or credited right there, whether or not we read who says it.
            return
        source = {parent.chain[-1], body(self.pile, parent.chain[-1])}
        for attribution in self.pile.readings[child.doc].attributions:
            holder = self.pile.holder(child.doc, attribution)
            if holder is not None and {holder.id, body(self.pile, holder.id)} & source:
                beside = self.pile.names_source(child.doc, attribution)[0].span
                if abs(beside.start - child.instance.span.start) < BESIDE or child.instance.span.overlaps(beside):
                    return
        before = parent.evidence or (Evidence(parent.doc, parent.instance.span),)
        yield Change("attribution lost", before, (Evidence(child.doc, child.instance.span),))

    def hedges(self, child: Wording, parent: Wording) -> Iterator[Change]:
        """A caution gained or lost: a hedge, a conditional mood, a proviso."""
        if not (parent.custody.chain or child.custody.chain):
            return
        sure_child = not child.cautious and not self.hedged(child)
        sure_parent = not parent.cautious and not self.hedged(parent)
        if child.hedges and sure_parent:
            yield Change("hedge gained", parent.shows(parent.span), child.shows(*child.hedges))
        told = parent.custody.instance.voice == "hearsay" and bool(child.custody.chain)
        if (parent.hedges or parent.modal) and sure_child and not told and child.can_negate:
            shown = parent.shows(*parent.hedges) or ((parent.modal,) if parent.modal else ())
            yield Change("hedge lost", shown, child.shows(child.span))
        elif (
            parent.condition
            and not child.condition
            and child.can_negate
            and parent.span.overlaps(parent.condition.span)
        ):
            end = min(parent.sentence.end, parent.span.end)
            yield Change("hedge lost", parent.shows(Span(parent.condition.span.start, end)), child.shows(child.span))

    def until_now(self, child: Wording, parent: Wording) -> Iterator[Change]:
        """ "None so far" becomes "none"."""
        shown = find(self.pile, parent.doc, parent.span, "so_far")
        if shown is None or not (parent.negation and child.negation) or lexicon(child.language, "so_far") is None:
            return
        if find(self.pile, child.doc, child.sentence, "so_far") is not None:
            return
        yield Change("hedge lost", (shown,), child.shows(child.span))
        a, b = child.custody, parent.custody
        mine = [q for q in child.quoted if q.contains(child.negation.span)] if child.negation else []
        theirs = [q for q in parent.quoted if q.contains(shown.span)]
        if mine and theirs and a.chain and b.chain and body(self.pile, a.chain[-1]) == body(self.pile, b.chain[-1]):
            yield Change("quote altered", parent.shows(*theirs), child.shows(*mine))

    def hedged(self, words: Wording) -> bool:
        return words.custody.instance.voice == "hearsay" or words.custody.stance == "hearsay"

    def polarity(self, child: Wording, parent: Wording, pair: SameStatement | None) -> Iterator[Change]:
        """Yes made no, or "not ruled out" made certain."""
        told = pair is not None and ("polarity" in pair.differs or pair.denies)
        if not (child.can_negate and parent.can_negate):
            return
        if child.joined or parent.joined:
            # Of two clauses, the one that is turned round may not be the one that they share.
            return
        if told and (parent.negation is None) != (child.negation is None):
            before = (parent.negation,) if parent.negation else parent.shows(parent.span)
            after = (child.negation,) if child.negation else child.shows(child.span)
            yield Change("polarity changed", before, after)

    def times(self, child: Wording, parent: Wording) -> Iterator[Change]:
        """Another day, week or year for the same thing; nothing where the two may be one time."""
        if len(child.times) != 1 or not parent.times or child.joined or parent.joined:
            return
        mine = child.times[0]
        everywhere = self.pile.readings[parent.doc].times
        if mine.when.earliest is None or any(t.when.earliest is None for t in parent.times):
            return
        if any(mine.when.overlaps(t.when) for t in (*parent.times, *everywhere) if t.when.earliest or t.when.latest):
            return
        yield Change("time changed", parent.shows(*(t.span for t in parent.times)), child.shows(mine.span))

    def quotes(self, child: Wording, parent: Wording) -> Iterator[Change]:
        """Words in quotation marks where the parent has none."""
        pair = self.pair.get((self.key(child.custody), self.key(parent.custody)))
        if not child.quoted or parent.quoted or not parent.custody.chain or (pair and "polarity" in pair.differs):
            return
        if self.pile.body(parent.doc) is not None:
            # A body's own statement is its words, with or without the marks.
            return
        if child.language is not None and child.language == parent.language:
            marked = " … ".join(
                q.of(parent.text) for q in quotations(parent.text, Span(0, len(parent.text)), at_least=1)
            )
            here = [q for q in child.quoted if within(q.of(child.text), parent.text)]
            bare = [q for q in here if not within(q.of(child.text), marked) and self.one_speaker(child, parent)]
            if here and not bare:
                return
        yield Change("paraphrase quoted", parent.shows(parent.span), child.shows(*child.quoted))

    def slides(self, child: Wording, parent: Wording) -> Iterator[Change]:
        """Stronger or weaker words for what happened: in another language a shift of wording, else another thing."""
        if (child.negation is None) != (parent.negation is None):
            return
        mine = places(child.text, child.sentence, child.language)
        theirs = places(parent.text, parent.sentence, parent.language)
        for scale in mine:
            if scale in theirs and mine[scale][0] != theirs[scale][0]:
                what: MutationKind = (
                    "entity changed" if child.language == parent.language else "wording shifted in translation"
                )
                yield Change(what, parent.shows(theirs[scale][1]), child.shows(mine[scale][1]))
                return

    def one_speaker(self, child: Wording, parent: Wording) -> bool:
        """True when both give the words to one speaker: not when the child quotes the other report itself."""
        a, b = child.custody.chain, parent.custody.chain
        return bool(a and b) and body(self.pile, a[-1]) == body(self.pile, b[-1])

    def altered(self, child: Custody) -> Iterator[tuple[Custody, Change]]:
        """A quotation unlike that of every report above in the same language: reworded, or translated there and back."""
        mine = self.words[self.key(child)]
        above = [self.words[self.key(c)] for doc in self.ancestors(child.doc) for c in self.by_doc[doc]]
        above = [w for w in above if w.quoted and w.language == mine.language and mine.language is not None]
        for quoted in mine.quoted:
            said = quoted.of(mine.text)
            if not above or any(within(said, w.text) for w in above):
                continue
            likeness, other, theirs = max(
                ((alike(said, q.of(w.text)), w, q) for w in above for q in w.quoted),
                key=lambda found: (found[0], found[1].doc, found[2]),
            )
            # Words that went through another language come back as others; only what says something else counts.
            most = self.settings.translated_back if self.went_abroad(child.doc, other.doc) else 1.0
            if self.settings.altered <= likeness <= most:
                yield other.custody, Change("quote altered", other.shows(theirs), mine.shows(quoted))
                return

    def went_abroad(self, doc: str, above: str) -> bool:
        """True when the way from a document up to another may lead through another language."""
        language = self.pile.document(doc).language
        direct = any(s.child == doc and s.parent == above for s in self.steps)
        return not direct and any(self.pile.document(d).language != language for d in self.ancestors(doc))

    def ancestors(self, doc: str) -> list[str]:
        """The carriers above a document, nearest first."""
        found: list[str] = []
        queue = [doc]
        while queue:
            child = queue.pop(0)
            for step in self.steps:
                if step.child == child and not step.backwards and step.parent not in (doc, *found):
                    found.append(step.parent)
                    queue.append(step.parent)
        return found
