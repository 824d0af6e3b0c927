"""Persons across documents: full names that fit each other, and family names that only one person here bears."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from headwater.link.bodies import plain
from headwater.link.concepts import LANGUAGES, lexicon, located
from headwater.link.groups import Sets
from headwater.link.mentions import Mention
from headwater.link.names import folded, words_of
from headwater.link.persons import name_words, same_person, short_for, sounds_of

# Names of these languages may leave the second family name out.
_IBERIAN = frozenset(("es", "pt", "ca", "gl"))
# Neighbours in one list of a family name that are compared, at most: a list of thousands shall not cost its square.
NEIGHBOURS = 400
# A family name alone means the one bearer whom so many reports name in full, where all others together have a tenth.
WELL_KNOWN = 10


def same_persons(mentions: Sequence[Mention], places: Sequence[int], sets: Sets) -> None:
    """Joins full names that fit each other, then single family names that fit one full name only.

    Roles may differ, since they change with time; among several bearers of a family name a role tells which is meant.
    Two persons named together ("Oduya and Brack") are neither.
    """
    single = [n for n in places if not _several(mentions[n])]
    by_sound = _full_names(mentions, single, sets)
    _same_couples(mentions, [n for n in places if _several(mentions[n])], sets)
    lone: dict[str, list[int]] = defaultdict(list)
    for n in single:
        if len(name_words(mentions[n].name)) == 1:
            _family_name(mentions, n, by_sound, sets)
            lone[plain(mentions[n].name)].append(n)
    for key, several in sorted(lone.items()):
        _alone(mentions, key, several, by_sound, sets)


def _several(mention: Mention) -> bool:
    return mention.actor is not None and mention.actor.plural


def _iberian(*mentions: Mention) -> bool:
    return any(m.language in _IBERIAN for m in mentions)


def _full_names(mentions: Sequence[Mention], places: Iterable[int], sets: Sets) -> dict[str, list[int]]:
    """Joins full names; gives the places of full names by how their words sound."""
    by_sound: dict[str, list[int]] = defaultdict(list)
    for n in places:
        words = name_words(mentions[n].name)
        if len(words) > 1:
            for sound in sorted({s for word in words for s in sounds_of(word) if s}):
                by_sound[sound].append(n)
    for _, several in sorted(by_sound.items()):
        # The same spelling once: a family name in a thousand reports has few spellings.
        spelt: dict[tuple[str, bool], int] = {}
        for n in several:
            key = (mentions[n].name, _iberian(mentions[n]))
            first = spelt.setdefault(key, n)
            if first != n:
                sets.join(first, n, f"same name: {mentions[n].name}")
        once = list(spelt.values())
        for k, n in enumerate(once):
            for other in once[k + 1 : k + NEIGHBOURS]:
                if sets.top(n) == sets.top(other):
                    continue
                one, two = mentions[n], mentions[other]
                if same_person(one.name, two.name, iberian=_iberian(one, two)):
                    sets.join(n, other, f"same name: {one.name}, {two.name}")
    return by_sound


def _same_couples(mentions: Sequence[Mention], places: Sequence[int], sets: Sets) -> None:
    by_names: dict[str, int] = {}
    for n in places:
        first = by_names.setdefault(plain(mentions[n].name), n)
        if first != n and mentions[first].doc != mentions[n].doc:
            sets.join(first, n, f"same names: {mentions[n].name}")


def _bearers(mentions: Sequence[Mention], n: int, by_sound: dict[str, list[int]], sets: Sets) -> dict[int, list[int]]:
    """The persons with a full name that the single name at `n` can be short for, with their mentions."""
    name = mentions[n].name
    word = name_words(name)[0]
    found: dict[int, list[int]] = defaultdict(list)
    for m in sorted({m for sound in sorted(sounds_of(word)) for m in by_sound.get(sound, ())}):
        if short_for(name, mentions[m].name, iberian=_iberian(mentions[n], mentions[m])):
            found[sets.top(m)].append(m)
    return found


def _family_name(mentions: Sequence[Mention], n: int, by_sound: dict[str, list[int]], sets: Sets) -> None:
    bearers = _bearers(mentions, n, by_sound, sets)
    name = mentions[n].name
    if len(bearers) == 1:
        ((_, fitting),) = bearers.items()
        sets.join(n, fitting[0], f"only one {name} among these documents: {mentions[fitting[0]].name}")
        return
    if not bearers:
        return
    own = _role_words(mentions[n])
    told = [fitting for fitting in bearers.values() if own and any(own & _role_words(mentions[m]) for m in fitting)]
    if len(told) == 1:
        sets.join(n, told[0][0], f"of those called {name} only one has that role: {mentions[told[0][0]].name}")
        return
    if told:
        bearers = {sets.top(fitting[0]): fitting for fitting in told}
    docs = sorted(((len({mentions[m].doc for m in fitting}), fitting) for fitting in bearers.values()), reverse=True)
    most, fitting = docs[0]
    here = {mentions[m].doc for other in bearers.values() if other is not fitting for m in other}
    if most >= WELL_KNOWN and most >= WELL_KNOWN * sum(count for count, _ in docs[1:]) and mentions[n].doc not in here:
        full = mentions[fitting[0]].name
        sets.join(n, fitting[0], f"nearly all documents that name a {name} in full mean {full}")


def _role_words(mention: Mention) -> frozenset[str]:
    """What a role says: the concepts in it and its longer words."""
    role = mention.actor.role if mention.actor else None
    if not role:
        return frozenset()
    words = words_of(role)
    found = {folded(word) for word in words if len(word) > 3}
    if mention.language in LANGUAGES:
        for _, concepts in located(words, mention.language):
            found |= {f"concept {c}" for c in concepts if lexicon()[c].kind in "rbdf"}
    return frozenset(found)


def _alone(
    mentions: Sequence[Mention], key: str, several: Sequence[int], by_sound: dict[str, list[int]], sets: Sets
) -> None:
    """Joins single names that nobody bears in full, and that no role parts."""
    if len(key) < 4 or len(several) < 2 or len(_bearers(mentions, several[0], by_sound, sets)) > 1:
        return
    roles = [words for n in several if (words := _role_words(mentions[n]))]
    common = frozenset.intersection(*roles) if roles else frozenset()
    if not roles or common:
        for other in several[1:]:
            sets.join(several[0], other, f"same name: {mentions[several[0]].name}")
