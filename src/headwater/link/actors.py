"""Actors across documents: the same person, body, state or outlet under several spellings, scripts and languages."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from headwater.core import Actor, ActorGroup, Link, Reading
from headwater.core.reading import ActorKind
from headwater.link.bodies import (
    Body,
    alike,
    body_of,
    is_institution,
    is_media,
    near_kind,
    plain,
    same_kind,
    stands_for,
)
from headwater.link.concepts import lexicon
from headwater.link.matter import Namebook
from headwater.link.names import bare, script_of, skeleton, words_of
from headwater.link.persons import name_words, same_person, short_for

_NO_NAMES = Namebook(())
_BODIES = ("organisation", "outlet", "document", "state")
# Bodies that are named after those who belong to them.
_OF_PERSONS = frozenset({"union", "association", "organisation", "party", "council", "committee", "foundation"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One actor of one reading, or the outlet of a document (`actor` None)."""

    doc: str
    actor: Actor | None
    name: str
    names: tuple[str, ...]
    kind: ActorKind
    body: Body | None
    bodies: tuple[Body, ...] = ()
    language: str | None = None

    @property
    def order(self) -> tuple[str, str]:
        return self.doc, self.actor.id if self.actor else ""


class _Sets:
    """Union of places in a list; the reasons for a union are kept."""

    def __init__(self, size: int) -> None:
        self._above = list(range(size))
        self.because: dict[int, list[str]] = defaultdict(list)

    def top(self, n: int) -> int:
        while self._above[n] != n:
            self._above[n] = self._above[self._above[n]]
            n = self._above[n]
        return n

    def join(self, a: int, b: int, why: str) -> None:
        low, high = sorted((self.top(a), self.top(b)))
        if low == high:
            return
        self._above[high] = low
        self.because[low] = sorted({*self.because[low], *self.because.pop(high, []), why})


def resolve_actors(readings: Sequence[Reading], names: Namebook, links: Sequence[Link] = ()) -> tuple[ActorGroup, ...]:
    """Every actor of `readings` in one group, and a group for each outlet of a document, sorted by id.

    `links` are the texts that copy or translate each other: only there can two unnamed sources be one.
    """
    mentions = sorted(_mentions(readings, names), key=lambda m: m.order)
    sets = _Sets(len(mentions))
    by_kind: dict[str, list[int]] = defaultdict(list)
    for n, mention in enumerate(mentions):
        by_kind["body" if mention.kind in _BODIES else mention.kind].append(n)
    _same_names(mentions, by_kind["body"], sets)
    _generic_stripped(mentions, by_kind["body"], sets)
    _same_bodies(mentions, by_kind["body"], sets, readings)
    _persons(mentions, by_kind["person"], sets)
    _unnamed(mentions, by_kind["unnamed"], sets, links)
    groups: dict[int, list[Mention]] = defaultdict(list)
    for n, mention in enumerate(mentions):
        groups[sets.top(n)].append(mention)
    made = [_group(members, tuple(sets.because.get(top, ()))) for top, members in groups.items()]
    return tuple(sorted(_affiliated(made, readings, names), key=lambda g: g.id))


def _mentions(readings: Sequence[Reading], names: Namebook) -> Iterable[Mention]:
    for reading in readings:
        document = reading.document
        for actor in reading.actors:
            several = tuple(dict.fromkeys((actor.name, *actor.aliases)))
            bodies = tuple(body_of(n, document.language, names) for n in several)
            if actor.kind in ("person", "unnamed"):
                if not _is_body(actor, bodies[0], document.language):
                    yield Mention(document.id, actor, actor.name, several, actor.kind, None, (), document.language)
                    continue
                actor = replace(actor, kind="organisation")
            yield Mention(
                document.id,
                actor,
                actor.name,
                several,
                actor.kind,
                bodies[0] if bodies else None,
                bodies,
                document.language,
            )
        if document.outlet:
            body = body_of(document.outlet, document.language, names)
            kind: ActorKind = "organisation" if is_institution(body) or _speaks_of_itself(reading) else "outlet"
            bodies = (body, *_letterhead(reading, names)) if kind == "organisation" else (body,)
            called = tuple(b.name for b in bodies)
            yield Mention(document.id, None, document.outlet, called, kind, body, bodies, document.language)


def _letterhead(reading: Reading, names: Namebook) -> tuple[Body, ...]:
    """The body with the line that stands under its name ("Customs Authority", "Port Laboratory"), as one name."""
    lines = [line.strip() for line in reading.document.text[:300].splitlines() if line.strip()][:3]
    own = plain(reading.document.outlet or "")
    for first, second in itertools.pairwise(lines):
        if plain(first) == own and len(second.split()) <= 6 and not any(c.isdigit() for c in second):
            body = body_of(f"{first}, {second}", reading.document.language, names)
            return (body,) if body.heads else ()
    return ()


def _speaks_of_itself(reading: Reading) -> bool:
    """True when the document's first sentence has its own outlet for a subject: a body's statement, not a report."""
    name = plain(reading.document.outlet or "")
    lines = [line.strip() for line in reading.document.text[:1500].splitlines() if len(line.split()) > 7]
    if not lines or len(name) < 4:
        return False
    words = [word for word in words_of(lines[0])[:12] if plain(word)]
    size = len(name.split())
    # "Linee Cavora confirms that …", and no heading or dateline: a small letter follows.
    return " ".join(map(plain, words[:size])) == name and len(words) > size and words[size][0].islower()


def _is_body(actor: Actor, body: Body, language: str | None) -> bool:
    """True for a body that the reading took for a person or left unnamed because no letter of it is large."""
    if actor.plural or not is_institution(body) or body.rest:
        return False
    if actor.kind == "unnamed":
        # "An employee of the ministry" is somebody in it; "the seamen's union" is a body.
        somebody = any(lexicon()[field].kind == "r" for field in body.fields) and not body.heads & _OF_PERSONS
        return bool(body.places) and language != "de" and not somebody
    first = body_of(" ".join(words_of(actor.name)[:1]), language, _NO_NAMES)
    return actor.role is None and bool(first.heads)


def _same_names(mentions: Sequence[Mention], places: Sequence[int], sets: _Sets) -> None:
    """Joins bodies with equal names, or of which one is the other's initials or other spelling."""
    by_plain: dict[str, list[int]] = defaultdict(list)
    for n in places:
        for name in mentions[n].names:
            by_plain[plain(name)].append(n)
    for key, several in sorted(by_plain.items()):
        # One word that only says what kind of body it is ("ministry") names none.
        lone = [n for n in several if not _vague(mentions[n], key)]
        for other in lone[1:]:
            sets.join(lone[0], other, f"same name: {key}")
    initials: dict[str, list[tuple[int, str]]] = defaultdict(list)
    spelt: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for n in places:
        for name in mentions[n].names:
            initials["".join(w[0] for w in plain(name).split())].append((n, name))
            spelt["".join(skeleton(w) for w in plain(name).split())].append((n, name))
    for n in places:
        for name in mentions[n].names:
            for other, full in initials.get(plain(name).replace(" ", ""), ()):
                if other != n and stands_for(name, full):
                    sets.join(n, other, f"{name} stands for {full}")
    for key, found in sorted(spelt.items()):
        if len(key) < 4 or len(found) > 200:
            continue
        for place, (n, name) in enumerate(found):
            for other, second in found[place + 1 : place + 40]:
                if other != n and not _vague(mentions[n], plain(name)) and alike(name, second):
                    sets.join(n, other, f"same name in another spelling: {name}, {second}")


def _generic_stripped(mentions: Sequence[Mention], places: Sequence[int], sets: _Sets) -> None:
    """Joins "the state news agency SNA" or "the operator Orma Power" with the publisher called SNA, Orma Power.

    What stands around the publisher's name may be words for kinds of body or of person, in small letters.
    """
    publishers: dict[str, int] = {}
    spelt: dict[str, int] = {}
    for n in places:
        if mentions[n].actor is None or mentions[n].kind == "outlet":
            for name in mentions[n].names:
                key = plain(name)
                heard = " ".join(skeleton(word) for word in key.split())
                if len(key.split()) > 1 and len(heard) > 4:
                    spelt.setdefault(heard, n)
                if len(key) > 5 or (name.isupper() and len(key) > 2):
                    publishers.setdefault(key, n)
    for n, mention in enumerate(mentions):
        if mention.kind == "unnamed" or mention.actor is None:
            continue
        for name in mention.names:
            words = words_of(name)
            folds = [plain(bare(word)) for word in words]
            sounds = [skeleton(word) for word in folds]
            foreign = script_of(name) != "latin"
            for size in range(min(5, len(words)), 0, -1):
                for at in range(len(words) - size + 1):
                    found = publishers.get(" ".join(folds[at : at + size]))
                    if found is None and foreign and size > 1:
                        found = spelt.get(" ".join(sounds[at : at + size]))
                    around = words[:at] + words[at + size :]
                    if found is None or sets.top(found) == sets.top(n):
                        continue
                    german = mention.language == "de"
                    # Arabic has no capitals: there what stands around must be a word for a body.
                    kind = script_of(name) == "arabic" and is_institution(body_of(" ".join(around), "ar", _NO_NAMES))
                    if kind or all(word[0].islower() or (german and k == 0) for k, word in enumerate(around)):
                        sets.join(n, found, f"{name} is {mentions[found].name}" if around else f"same name: {name}")


def _vague(mention: Mention, key: str) -> bool:
    body = mention.body
    if body is None or plain(mention.name) != key:
        return len(key) < 2
    return not (body.fields or body.places or body.rest) and len(body.heads) <= 1 and mention.kind != "outlet"


def _same_bodies(mentions: Sequence[Mention], places: Sequence[int], sets: _Sets, readings: Sequence[Reading]) -> None:
    """Joins bodies told by the same concepts, where no place tells them apart."""
    by_fields: dict[tuple[str, ...], list[tuple[int, Body]]] = defaultdict(list)
    for n in places:
        for body in mentions[n].bodies:
            if body.told and not is_media([body]):
                by_fields[tuple(sorted(_kin_names(body)))].append((n, body))
    texts = {reading.document.id: reading.document.text for reading in readings}
    for _, found in sorted(by_fields.items()):
        placed = [(n, body) for n, body in found if body.places]
        bare_ones = [(n, body) for n, body in found if not body.places]
        for k, (n, body) in enumerate(placed):
            for other, second in placed[k + 1 : k + 400]:
                if mentions[n].doc == mentions[other].doc and mentions[n].actor and mentions[other].actor:
                    continue
                alone = not (body.fields or second.fields)
                # "The police" of two towns: one word for a body is told by its place only.
                placed_alike = body.places == second.places if alone else _one_place(body.places, second.places)
                if placed_alike and near_kind(body, second) and _rests(body, second):
                    sets.join(n, other, f"same body by its words: {body.name}, {second.name}")
        for k, (n, body) in enumerate(bare_ones):
            if not body.fields and len(words_of(body.name)) < 2:
                continue
            others = [(m, b) for m, b in placed if same_kind(body, b) and _rests(body, b)]
            where = {sets.top(m) for m, _ in others}
            if len(where) == 1:
                m, b = others[0]
                if not any(mentions[x].doc == mentions[n].doc and x != n and mentions[x].actor for x, _ in others) or (
                    mentions[n].actor is None
                ):
                    sets.join(n, m, f"only one such body among these documents: {b.name}")
            elif len(where) > 1:
                told = {sets.top(m): m for m, b in others if _named_in(texts[mentions[n].doc], b, mentions[m])}
                if len(told) == 1:
                    ((_, m),) = told.items()
                    sets.join(n, m, f"the report names one place of such a body: {mentions[m].name}")
            else:
                for m, b in bare_ones[k + 1 : k + 400]:
                    if mentions[m].doc != mentions[n].doc and same_kind(body, b) and _rests(body, b):
                        sets.join(n, m, f"same body by its words: {body.name}, {b.name}")


def _kin_names(body: Body) -> set[str]:
    return {lexicon()[name].kin for name in body.matters}


def _one_place(a: frozenset[str], b: frozenset[str]) -> bool:
    return a <= b or b <= a


def _rests(a: Body, b: Body) -> bool:
    return not a.rest or not b.rest or bool(a.rest & b.rest)


def _named_in(text: str, body: Body, mention: Mention) -> bool:
    del mention
    keys = {skeleton(word) for word in set(text.replace("’", "'").split()) if word[:1].isupper()}
    return any(place in keys for place in body.places)


def _persons(mentions: Sequence[Mention], places: Sequence[int], sets: _Sets) -> None:
    """Joins full names that fit each other, then single family names that fit one full name only."""
    by_last: dict[str, list[int]] = defaultdict(list)
    for n in places:
        words = name_words(mentions[n].name)
        if len(words) > 1:
            for word in {skeleton(words[-1]), skeleton(words[0])}:
                by_last[word].append(n)
    for key, several in sorted(by_last.items()):
        if not key:
            continue
        for k, n in enumerate(several):
            for other in several[k + 1 : k + 400]:
                if sets.top(n) != sets.top(other) and same_person(mentions[n].name, mentions[other].name):
                    both = f"same name: {mentions[n].name}, {mentions[other].name}"
                    sets.join(n, other, both)
    for n in places:
        if len(name_words(mentions[n].name)) != 1:
            continue
        fitting = [
            m for m in by_last.get(skeleton(mentions[n].name), ()) if short_for(mentions[n].name, mentions[m].name)
        ]
        if len({sets.top(m) for m in fitting}) == 1:
            sets.join(n, fitting[0], f"only one {mentions[n].name} among these documents: {mentions[fitting[0]].name}")
    lone: dict[str, list[int]] = defaultdict(list)
    for n in places:
        if len(name_words(mentions[n].name)) == 1:
            lone[plain(mentions[n].name)].append(n)
    for key, several in sorted(lone.items()):
        tops = {sets.top(n) for n in several}
        roles = {mentions[n].actor.role for n in several if mentions[n].actor and mentions[n].actor.role}  # type: ignore[union-attr]
        if len(tops) > 1 and len(key) > 3 and len(roles) <= 1:
            for other in several[1:]:
                sets.join(several[0], other, f"same name: {key}")


def _unnamed(mentions: Sequence[Mention], places: Sequence[int], sets: _Sets, links: Sequence[Link]) -> None:
    """Joins unnamed sources that stand in sentences which are copies or translations of each other."""
    by_doc: dict[str, list[int]] = defaultdict(list)
    for n in places:
        by_doc[mentions[n].doc].append(n)
    for link in sorted(links, key=lambda one: (one.a, one.b, one.relation)):
        for match in link.matches:
            inside = [
                [
                    n
                    for n in by_doc.get(side.doc, ())
                    if (actor := mentions[n].actor) and any(side.span.overlaps(m) for m in actor.mentions)
                ]
                for side in (match.a, match.b)
            ]
            # Two unnamed sources in one sentence cannot be told apart by it.
            if len(inside[0]) == len(inside[1]) == 1 and len(match.a.span) < 600:
                sets.join(inside[0][0], inside[1][0], "the same sentence in a copy or translation")


def _group(members: list[Mention], because: tuple[str, ...]) -> ActorGroup:
    named = Counter(name for m in members for name in m.names[:1])
    names = Counter(name for m in members for name in m.names)
    kinds = Counter(m.kind for m in members)
    published = {m.kind for m in members if m.actor is None}
    # What a document shows of its publisher counts for more than what another one calls it.
    kind: ActorKind = "organisation" if "organisation" in published else "outlet" if published else _most(kinds)
    own = {m.name for m in members if m.actor is None}

    def fullest(name: str) -> tuple[bool, bool, bool, bool, int, int, str]:
        # A name in Latin letters is shown, if there is one: most readers can read it.
        length = -len(name_words(name)) if kind == "person" else len(name_words(name))
        shouted = len(name) > 5 and name.isupper()
        return script_of(name) != "latin", shouted, name not in own, name not in named, -names[name], length, name

    ordered = sorted(names, key=fullest)
    if kind == "person":
        ordered.sort(key=lambda name: (script_of(name) != "latin", -len(name_words(name)), -names[name], name))
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
    )


def _most(kinds: Counter[ActorKind]) -> ActorKind:
    return min(kinds, key=lambda kind: (-kinds[kind], kind))


def _affiliated(groups: list[ActorGroup], readings: Sequence[Reading], names: Namebook) -> list[ActorGroup]:
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
                    if same_kind(role, body) and _one_place(role.places, body.places)
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
