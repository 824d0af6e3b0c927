"""Actors across documents: the same person, body, state or outlet under several spellings, scripts and languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from headwater.core import ActorGroup, Link, Reading
from headwater.link.bearers import same_persons
from headwater.link.bodies import (
    Body,
    alike,
    body_of,
    is_institution,
    is_media,
    near_kind,
    one_place,
    plain,
    same_kind,
    stands_for,
)
from headwater.link.concepts import lexicon
from headwater.link.groups import Sets, affiliated, group_of
from headwater.link.matter import Namebook
from headwater.link.mentions import Mention, mentions_of
from headwater.link.names import bare, script_of, skeleton, words_of
from headwater.link.register import Entry, Register

_NO_NAMES = Namebook(())
_BODIES = ("organisation", "outlet", "document", "state")


def resolve_actors(
    readings: Sequence[Reading], names: Namebook, links: Sequence[Link] = (), register: Register | None = None
) -> tuple[ActorGroup, ...]:
    """Every actor of `readings` in one group, and a group for each outlet of a document, sorted by id.

    `links` are the texts that copy or translate each other: only there can two unnamed sources be one.
    What the user's `register` lists is one under all its names there, and never one with another of its entries.
    """
    mentions = sorted(mentions_of(readings, names), key=lambda m: m.order)
    sets = Sets(len(mentions), _listed(mentions, register))
    by_kind: dict[str, list[int]] = defaultdict(list)
    for n, mention in enumerate(mentions):
        by_kind["body" if mention.kind in _BODIES else mention.kind].append(n)
    _same_entries(sets)
    _same_names(mentions, by_kind["body"], sets)
    _generic_stripped(mentions, by_kind["body"], sets)
    _same_bodies(mentions, by_kind["body"], sets, readings)
    same_persons(mentions, by_kind["person"], sets)
    _unnamed(mentions, by_kind["unnamed"], sets, links)
    groups: dict[int, list[Mention]] = defaultdict(list)
    for n, mention in enumerate(mentions):
        groups[sets.top(n)].append(mention)
    made = [group_of(members, tuple(sets.because.get(top, ())), sets.told.get(top)) for top, members in groups.items()]
    return tuple(sorted(affiliated(made, readings, names), key=lambda g: g.id))


def _listed(mentions: Sequence[Mention], register: Register | None) -> dict[int, Entry]:
    """The register's entries of the mentions that it knows by one of their names."""
    if not register:
        return {}
    found = {n: register.entry_of(mention.names, mention.kind) for n, mention in enumerate(mentions)}
    return {n: entry for n, entry in found.items() if entry is not None}


def _same_entries(sets: Sets) -> None:
    first: dict[str, int] = {}
    for n, entry in sorted(sets.told.items()):
        other = first.setdefault(entry.key, n)
        if other != n:
            sets.join(other, n, f"in the register of actors: {entry.name}")


def _same_names(mentions: Sequence[Mention], places: Sequence[int], sets: Sets) -> None:
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


def _generic_stripped(mentions: Sequence[Mention], places: Sequence[int], sets: Sets) -> None:
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


def _same_bodies(mentions: Sequence[Mention], places: Sequence[int], sets: Sets, readings: Sequence[Reading]) -> None:
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
                placed_alike = body.places == second.places if alone else one_place(body.places, second.places)
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


def _rests(a: Body, b: Body) -> bool:
    return not a.rest or not b.rest or bool(a.rest & b.rest)


def _named_in(text: str, body: Body, mention: Mention) -> bool:
    del mention
    keys = {skeleton(word) for word in set(text.replace("’", "'").split()) if word[:1].isupper()}
    return any(place in keys for place in body.places)


def _unnamed(mentions: Sequence[Mention], places: Sequence[int], sets: Sets, links: Sequence[Link]) -> None:
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
