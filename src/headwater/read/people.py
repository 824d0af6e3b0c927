"""Nouns for persons and what is said about sources without a name: `nouns/xx.toml`, beside what the language pack has."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

from headwater.read.language import Language, Lexicon
from headwater.read.wordlists import valued
from headwater.read.words import fold

Gender = Literal["f", "m", "n", "plural", ""]

# English nouns of agents that no list has: "occupier", "lobbyist". Things end so, too, hence only for want of better.
_AGENTS = ("er", "ers", "or", "ors", "ist", "ists", "ian", "ians", "eer", "eers")


@dataclass(frozen=True, slots=True)
class People:
    """One language's nouns for persons.

    `others` tell a source from those before it ("another"), `partitives` end a phrase like "one of them", `owners` are
    possessives with the gender of the owner, `anonymity` are words by which a text says that, or why, a source has no
    name. `surnames` are roles that are family names, too.
    """

    roles: Lexicon
    persons: Lexicon
    titles: frozenset[str]
    bodies: Lexicon
    documents: Lexicon
    others: Lexicon
    partitives: Lexicon
    anonymity: Lexicon
    surnames: frozenset[str]
    owners: Mapping[str, Gender]
    paired: Mapping[str, str]
    endings: frozenset[str]
    numbers: Lexicon


@lru_cache(maxsize=32)
def people_of(language: Language) -> People:
    """The people of a language; empty where there is no file."""
    path = files("headwater.read").joinpath("nouns", f"{language.code}.toml")
    found: dict[str, Any] = {}
    if language.code.isalpha() and path.is_file():
        found = tomllib.loads(path.read_text(encoding="utf8"))
    glued = language.listed("morphology", "prefixes") or language.listed("morphology", "conjunctions")

    def lexicon(key: str, *more: str) -> Lexicon:
        return Lexicon((*found.get(key, ()), *more), language.code, glued)

    return People(
        roles=lexicon("roles"),
        persons=lexicon("persons"),
        titles=frozenset(found.get("titles", ())),
        bodies=lexicon("bodies"),
        documents=lexicon("documents"),
        others=lexicon("others"),
        partitives=lexicon("partitives"),
        anonymity=lexicon("anonymity"),
        surnames=frozenset(found.get("surnames", ())),
        owners={fold(form, language.code): gender for form, gender in found.get("owners", {}).items()},
        paired={fold(a, language.code): fold(b, language.code) for a, b in found.get("paired", {}).items()},
        endings=frozenset(found.get("endings", ("",))),
        numbers=valued(language, "numbers", "words"),
    )


@lru_cache(maxsize=50_000)
def is_person_noun(language: Language, word: str) -> bool:
    """True for a noun that means somebody, in any of its forms that the lists or endings show."""
    people = people_of(language)
    if word in language.bodies and not any(
        word in one.words for one in (language.roles, language.unnamed, people.persons)
    ):
        return False  # "капитания" is no captain
    if word in language.roles or word in language.unnamed or word in people.roles or word in people.persons:
        return True
    if language.code in ("de", "tr", "it", "ar"):
        listed = (language.roles.words, people.roles.words, people.persons.words, language.unnamed.words)
        word = word.removeprefix("ال") if language.code == "ar" else word
        for ending in people.endings:
            if ending and word.endswith(ending) and any(word.removesuffix(ending) in one for one in listed):
                return True
    if language.code == "de":
        return len(word) > 7 and any(
            len(noun) > 5 and word.endswith(noun) for noun in (*language.roles.words, *people.roles.words)
        )
    if language.code not in ("en", "fr", "es", "pt"):
        return False
    one = word.removesuffix("s")
    if one != word and len(one) > 1 and (one in language.roles or one in people.roles or one in people.persons):
        return True
    if word.endswith("es") and (word[:-2] in language.roles or word[:-2] in people.roles):
        return True
    return language.code == "en" and any(
        word == many and (one in people.roles or one in people.persons) for one, many in people.paired.items()
    )


def is_plural_form(language: Language, word: str) -> bool:
    """True for a German noun for persons that stands in the plural: "Ingenieure", where the singular is listed."""
    if language.code != "de":
        return False
    people = people_of(language)
    listed = (language.roles.words, people.roles.words, people.persons.words, language.unnamed.words)
    if any(word in one for one in listed):
        return False
    return any(
        word.endswith(ending) and any(word.removesuffix(ending) in one for one in listed)
        for ending in ("e", "en", "n", "er", "innen")
    )


def may_be_person_noun(language: Language, word: str) -> bool:
    """Like `is_person_noun`, and for English nouns that only end like those of agents ("occupier")."""
    return is_person_noun(language, word) or (
        language.code == "en"
        and len(word) > 5
        and word.endswith(_AGENTS)
        and word not in language.documents
        and word not in language.bodies
    )


def same_noun(language: Language, a: str, b: str) -> bool:
    """True when two folded words are forms of one noun: "official" and "officials", "Beamter" and "Beamte"."""
    if a == b:
        return True
    if not a or not b:
        return False
    people = people_of(language)
    if people.paired.get(a) == b or people.paired.get(b) == a:
        return True
    if language.code == "ar":
        a, b = a.removeprefix("ال"), b.removeprefix("ال")
    shared = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if shared < min(3, len(a), len(b)):
        return False
    return any(a[n:] in people.endings and b[n:] in people.endings for n in range(shared, max(2, shared - 2), -1))
