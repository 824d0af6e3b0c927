"""Whether two names mean one body, across languages: by the concepts in them and the places they name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from headwater.link.concepts import LANGUAGES, lexicon, located
from headwater.link.matter import Namebook
from headwater.link.names import bare, folded, latin, script_of, skeleton, words_of

_HEADS = "bdp"
_ARTICLES = re.compile(r"^(?:(?:the|la|le|les|el|los|las|die|der|das|il|lo|o|a|os|as)\s+|l['’])", re.IGNORECASE)
# Concepts that stand in a body's name without telling it from its neighbours.
_IDLE = frozenset({"national_adj", "state", "central", "general_adj", "press", "spokesperson", "public_adj", "federal"})
# Heads that say nothing but that it is a body; any other head ("police", "port") says what body, too.
_MERE = frozenset(
    {
        "office", "board", "authority", "agency", "service", "department", "administration", "institute", "centre",
        "council", "committee", "ministry", "company", "group_noun", "organisation", "association", "foundation",
    }
)  # fmt: skip
# Heads that different languages use for one kind of body.
_LIKE = (
    {"office", "board", "authority", "agency", "service", "department", "administration"},
    {"council", "committee"},
)
_MEDIA = frozenset({"news", "newspaper", "media_noun", "radio", "television", "journalist"})


@dataclass(frozen=True, slots=True)
class Body:
    """A body's name taken apart: what kind of body, of what, and where; `rest` are words that mean nothing to us."""

    name: str
    heads: frozenset[str]
    fields: frozenset[str]
    places: frozenset[str]
    rest: frozenset[str]

    @property
    def told(self) -> bool:
        """True when concepts alone say what body it is."""
        return bool(self.heads and self.matters)

    @property
    def matters(self) -> frozenset[str]:
        """What the body is for: its fields, and heads that say more than that it is a body."""
        return self.fields | (self.heads - _MERE)


def body_of(name: str, language: str | None, names: Namebook) -> Body:
    """The parts of a body's name as it stands in a document of `language`."""
    words = [bare(word) for word in words_of(_ARTICLES.sub("", name))]
    found = dict(located(words, language)) if language in LANGUAGES else {}
    heads: set[str] = set()
    fields: set[str] = set()
    places: set[str] = set()
    rest: set[str] = set()
    for place, word in enumerate(words):
        concepts = found.get(place, ())
        known = names.name(word.capitalize() if word.isupper() else word, language, place == 0, bool(concepts))
        if known and (not concepts or script_of(word) == "arabic"):
            places.add(known)
        elif concepts:
            for concept in concepts:
                kind = lexicon()[concept].kind
                if kind == "n":
                    places.add(concept)
                elif kind in _HEADS:
                    heads.add(concept)
                elif kind not in "smtg" and concept not in _IDLE:
                    fields.add(concept)
        elif len(word) > 3 and word[0].isupper():
            places.add(skeleton(word) if len(skeleton(word)) > 1 else latin(word))
        elif len(word) > 3:
            rest.add(folded(word))
    return Body(name, frozenset(heads), frozenset(fields), frozenset(places), frozenset(rest))


def plain(name: str) -> str:
    """A name for comparing letter by letter: folded, without article and punctuation."""
    return " ".join(re.findall(r"\w+", folded(_ARTICLES.sub("", name.strip()))))


def alike(a: str, b: str) -> bool:
    """True when two names are one but for spelling, article or script."""
    left, right = plain(a), plain(b)
    if not left or not right:
        return False
    if left == right:
        return True
    if script_of(left) != script_of(right):
        keys = [skeleton(w) for w in left.split()], [skeleton(w) for w in right.split()]
        return keys[0] == keys[1] and sum(map(len, keys[0])) >= 4
    return len(left) >= 6 and len(left.split()) == len(right.split()) and fuzz.ratio(left, right) >= 90


def stands_for(short: str, full: str) -> bool:
    """True when `short` is made of the first letters of the full name's words ('SNA', 'Sabha News Agency')."""
    letters = short.replace(".", "").strip()
    if not 2 <= len(letters) <= 8 or not letters.isupper() or " " in letters:
        return False
    words = [w for w in words_of(full) if len(w) > 1]
    every = "".join(latin(w)[:1] for w in words)
    large = "".join(latin(w)[:1] for w in words if w[0].isupper())
    return latin(letters) in (every, large) and len(words) > 1


def same_kind(a: Body, b: Body) -> bool:
    """True when both are told by concepts, and by the same ones; where they are is not looked at."""
    if not (a.told and b.told):
        return False
    if {_field(f) for f in a.matters} != {_field(f) for f in b.matters}:
        return False
    return bool(a.heads & b.heads)


def one_place(a: frozenset[str], b: frozenset[str]) -> bool:
    """True when the places of one name are among those of the other; a name without a place fits any."""
    return a <= b or b <= a


def near_kind(a: Body, b: Body) -> bool:
    """Like `same_kind`, but the kind of body may be a neighbour ("board", "office"): only with a place in common."""
    if not (a.told and b.told) or {_field(f) for f in a.matters} != {_field(f) for f in b.matters}:
        return False
    heads = [{group for group, like in enumerate(_LIKE) if one.heads & like} for one in (a, b)]
    return bool(a.heads & b.heads or heads[0] & heads[1])


def _field(concept: str) -> str:
    # Fields of kin ("grain", "cereal") are one; those of an opposition are not.
    found = lexicon()[concept]
    return found.kin if found.pole == 0 else concept


def is_media(bodies: Iterable[Body]) -> bool:
    """True when a name says of itself that it is a news outlet."""
    return any((body.heads | body.fields) & _MEDIA for body in bodies)


def is_institution(body: Body) -> bool:
    """True when a name says that it is a body which speaks for itself (a ministry, a laboratory), not a news outlet."""
    return bool((body.heads | body.fields) & INSTITUTIONS) and not is_media([body])


# Heads of bodies that put out statements of their own. Places ("port", "school") are left out: papers are named after them.
INSTITUTIONS = frozenset(
    {
        "ministry", "government", "authority", "office", "board", "council", "committee", "institute", "department",
        "company", "bank", "union", "association", "party", "parliament", "senate", "police", "army", "navy",
        "fire_service", "court", "laboratory", "university", "museum", "hospital", "foundation", "municipality",
        "embassy", "administration", "prosecutor", "harbour_office", "observatory", "civil_protection",
        "house_parliament", "traffic_police", "centre", "agency", "customs", "region",
    }
)  # fmt: skip
