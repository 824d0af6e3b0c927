"""Namesakes: names that may be one body or person, without anything in the words to settle it."""

from __future__ import annotations

from headwater.core import ActorGroup
from headwater.trace.bodies import proper
from headwater.trace.lexicon import lexicon
from headwater.trace.pile import Pile, bare, fold

_BODIES = frozenset({"organisation", "outlet", "document"})
# Forms of address, which tell nothing about who is meant.
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "sir",
        "dame",
        "lord",
        "lady",
        "herr",
        "frau",
        "don",
        "doña",
        "señor",
        "señora",
        "sr",
        "sra",
        "monsieur",
        "madame",
        "mme",
        "signor",
        "signora",
        "dott",
        "senhor",
        "senhora",
        "dona",
        "господин",
        "госпожа",
        "пан",
        "пані",
        "г",
        "н",
        "bay",
        "bayan",
        "السيد",
        "السيدة",
    ]
)


def may_be(pile: Pile, short: str, long: str) -> bool:
    """True when `short` is a lesser name that `long` can stand for: a surname, a bare noun, initials.

    The relation has a direction, from the lesser name to the fuller one, so that no two names absorb each other.
    """
    one, other = pile.groups.get(short), pile.groups.get(long)
    if one is None or other is None:
        return False
    if one.kind == "person" and other.kind == "person":
        if _several(pile, one) or _several(pile, other):
            return False  # "Oduya and Brack" is neither of them
        return any(_surname_in(a, b) for a in one.names for b in other.names) and not _conflict(one, other)
    if one.kind not in _BODIES or other.kind not in _BODIES:
        return False
    if any(_shorter(a, b) or _initials(a, b) for a in one.names for b in other.names if proper(b)):
        return True
    return _bare(pile, one) and not _bare(pile, other) and not _other_trade(pile, one, other)


def _several(pile: Pile, group: ActorGroup) -> bool:
    return any(key in pile.actors and pile.actors[key].plural for key in group.mentions)


def _parts(name: str) -> list[str]:
    return [word for word in fold(name).split() if word not in _TITLES]


def _surname_in(short: str, long: str) -> bool:
    """True when the surname is the same, and the given names of the shorter are the longer's, or initials of them."""
    mine, theirs = _parts(short), _parts(long)
    if not mine or len(mine[-1]) < 3 or len(mine) > len(theirs) or mine[-1] != theirs[-1]:
        return False
    given, full = mine[:-1], theirs[:-1]
    if not all(any(f == g or (len(g) == 1 and f.startswith(g)) for f in full) for g in given):
        return False
    return len("".join(mine)) < len("".join(theirs))


def _conflict(one: ActorGroup, other: ActorGroup) -> bool:
    """True when the shorter one is elsewhere known by a given name that the longer does not have."""
    given = {word for name in one.names for word in _parts(name)[:-1] if len(word) > 1}
    theirs = {word for name in other.names for word in _parts(name)}
    return bool(given - theirs)


def _shorter(short: str, long: str) -> bool:
    """True when a name in capitals, or a bare noun, is the other with words left out."""
    mine, theirs = set(bare(short).split()), set(bare(long).split())
    return bool(mine) and mine < theirs and any(len(word) > 2 for word in mine)


def _initials(short: str, long: str) -> bool:
    """True for "CGB" beside "Cole Grain Board"."""
    letters = "".join(c for c in short if c.isalnum())
    initials = "".join(word[0] for word in long.split() if word[0].isupper())
    return len(letters) > 1 and letters.isupper() and letters == initials


def _bare(pile: Pile, group: ActorGroup) -> bool:
    """True for "company" or "the agency": a noun of a trade, with or without a capital, and nothing beside it."""
    return all(_noun(pile, group, bare(name)) or not proper(name) for name in group.names)


def _noun(pile: Pile, group: ActorGroup, name: str) -> bool:
    patterns = [lexicon(language, "bodies") for language in _languages(pile, group)]
    return any(pattern is not None and pattern.fullmatch(name) for pattern in patterns)


def _other_trade(pile: Pile, one: ActorGroup, other: ActorGroup) -> bool:
    """True when the fuller name says what it is, and that is something else: "company" is no Ministry of Tides."""
    nouns = {noun for name in one.names for noun in bare(name).split()}
    for language in _languages(pile, one) & _languages(pile, other):
        pattern = lexicon(language, "bodies")
        for name in other.names if pattern else ():
            said = {m.group().casefold() for m in pattern.finditer(name)} if pattern else set()
            if said and not said & nouns:
                return True
    return False


def _languages(pile: Pile, group: ActorGroup) -> set[str | None]:
    return {pile.document(doc).language for doc, _ in group.mentions if doc in pile.readings}
