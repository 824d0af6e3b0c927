"""Which names are those of outlets and agencies: by a list, else by the words such names are made of."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

from headwater.read.language import Language
from headwater.read.names import OUTLET_WORDS, PARTICLES, name_words
from headwater.read.states import fold_name, state_named
from headwater.read.wordlists import listed

_AGENCY_WORDS = name_words("agency_words")
AGENCIES = name_words("agencies")
_NOT_NAMES = re.compile(r"https?:|www\.|@|[=<>{}\[\]_]|\d{3,}|[!?;]")


class Known:
    """Outlets known by name, and the shapes of names that are outlets' all the same."""

    def __init__(self, outlets: frozenset[str], language: Language) -> None:
        self._names = frozenset(fold_name(o) for o in outlets)
        self.nouns = frozenset(listed(language, "credits", "agency")) | frozenset(
            listed(language, "credits", "outlet_nouns")
        )

    def outlet(self, name: str) -> bool:
        """True where `name` is that of an outlet: known, an agency's mark, or with an outlet's word in it."""
        key = fold_name(name)
        if not key:
            return False
        if key in self._names or key in AGENCIES:
            return True
        parts = re.findall(r"[^\W\d_]+", name.lower())
        if len(parts) < 2 or state_named(name):
            return bool(re.fullmatch(r"[a-z0-9-]+\.(?:com|org|net|info|news|[a-z]{2})", name.lower()))
        return any(p in OUTLET_WORDS for p in parts) and any(c.isupper() or not c.isascii() for c in name)

    def agency(self, name: str) -> bool:
        """True where the name is an agency's."""
        return fold_name(name) in AGENCIES or any(p in _AGENCY_WORDS for p in name.lower().split())


def looks_like_a_name(name: str, *, strict: bool = False) -> bool:
    """True for a few words that can be a name: capitals, or one short mark such as "dpa"; no sentence.

    `strict` asks for a capital (or a script without capitals) on every word but particles.
    """
    name = name.strip()
    parts = name.split()
    if not 1 <= len(parts) <= 6 or not name[0].isalnum() or _NOT_NAMES.search(name):
        return False
    if not any(c.isalpha() for c in name) or sum(c.isdigit() for c in name) > 2:
        return False
    first = parts[0]
    if first[0].islower() and first[0].upper() != first[0]:
        return len(parts) == 1 and (len(first) <= 4 or fold_name(first) in AGENCIES or "." in first)
    small = [
        p
        for p in parts[1:]
        if p[0].islower()
        and p[0].upper() != p[0]
        and p.lower() not in PARTICLES
        and p.lower() not in ("the", "in", "on", "a")
    ]
    return len(small) <= (0 if strict else max(0, len(parts) - 2))


def initials_fit(mark: str, outlet: str) -> bool:
    """True when `mark` ("OT") is made of the initials of the outlet's words."""
    letters = "".join(c for c in mark if c.isalpha()).upper()
    parts = [p for p in re.split(r"[\s\-]+", outlet) if p and p[0].isalpha()]
    full = "".join(p[0] for p in parts).upper()
    capitals = "".join(p[0] for p in parts if p[0].isupper() and p.lower() not in ("the", "el", "la", "le"))
    joined = "".join(c for c in outlet if c.isupper())
    return len(letters) >= 2 and letters in (full, capitals.upper(), joined)


# Names in the register that are more often those of people: who reads "Marianne said" thinks of no magazine.
_ALSO_PEOPLE = frozenset(("Marianne", "Stern", "Gara", "Forbes", "Blick", "Libero", "Delo", "Vox", "Capital", "Profil"))


@lru_cache(maxsize=1)
def outlet_names() -> frozenset[str]:
    """The names and other names of the outlets in the register, as they are written, in any language."""
    # The register of outlets is ingest's, for which it was made; it is data, and one list of facts is better than two.
    path = files("headwater.ingest").joinpath("data", "outlets.csv")
    found: set[str] = set()
    with path.open(encoding="utf8") as lines:
        for row in csv.DictReader(lines):
            found.update(name for name in (row["name"], *row["aliases"].split("|")) if name)
    # "Capital (Bulgaria)" is told from others by its country, which no report writes.
    plain = {re.sub(r" \(.+\)$", "", name) for name in found}
    # "Türkiye" and "الرياض" are papers, too; who says it is the state, unless the words say more.
    return (
        frozenset(name for name in plain if (len(name) > 2 or name.isupper()) and state_named(name) is None)
        - _ALSO_PEOPLE
    )


def known_outlet(written: str) -> bool:
    """True when the words are the name of an outlet in the register, letter for letter; "the" before it does not count."""
    name = written.replace("’", "'")
    return any(form in outlet_names() for form in (name, name.removeprefix("The "), name.removeprefix("the ")))
