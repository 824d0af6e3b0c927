"""Names with what is said of them beside: "Ada Quill, director of the grain office", "the operator, Orma Power"."""

from __future__ import annotations

from dataclasses import replace

from headwater.read.heads import (
    describes,
    head_of,
    says_who,
)
from headwater.read.language import Language
from headwater.read.named import Named, bare
from headwater.read.names import (
    is_role,
    name_words,
    pure_name,
)
from headwater.read.people import is_person_noun
from headwater.read.persons import person
from headwater.read.phrases import of_a_body, phrase
from headwater.read.words import Words


def from_segments(
    words: Words, language: Language, segments: list[tuple[int, int]], definite: bool, indefinite: bool, plural: bool
) -> Named:
    first = segments[0]
    if indefinite and len(segments) == 2 and not plural and language.code != "ar":
        # "An environmental protester, Len Crumb": the name follows what they are.
        a, b = segments[1]
        if (
            b - a > 1
            and pure_name(words, language, a, b)
            and is_person_noun(language, words.lower[head_of(words, language, *first)])
        ):
            return person(words, language, a, b, first)
        belonging = of_a_body(words, language, a, b)
        if belonging is not None and is_person_noun(language, words.lower[head_of(words, language, *first)]):
            return replace(belonging, role=bare(words, *first))
    if not indefinite and len(segments) > 1 and language.code != "ar":
        # "The director of the grain office, Ada Quill," / "Ada Quill, director of the grain office"
        for n, (a, b) in enumerate(segments[:3]):
            if pure_name(words, language, a, b) and (n == 0 or _introduces(words, language, first, (a, b), definite)):
                others = [s for s in segments if s != (a, b) and not words.surface[s[0]].isdigit()]
                role = others[0] if others and describes(words, language, *others[0]) else None
                if role is not None and language.code == "de" and not says_who(words, language, *role):
                    role = None  # "Vonder, die dort gearbeitet hat": a clause
                if n == 0 and role is None:
                    break
                firm = _firm(words, language, *role) if role else None
                if firm is not None:
                    # "the operator, Orma Power,"
                    return Named("name", "organisation", bare(words, a, b), words.span(a, b), head=words.lower[firm])
                return person(words, language, a, b, role)
    if len(segments) > 1 and not plural and describes(words, language, *first):
        # "her running mate, Senator Tor Maas": two descriptions, and the name behind the second.
        alone = phrase(words, language, *first, definite, indefinite, plural)
        second = phrase(words, language, *segments[1], False, False, False)
        if alone.refers in ("role", "unnamed") and second.refers == "name" and second.kind == "person" and second.role:
            return second
    return phrase(words, language, *first, definite, indefinite, plural)


def _firm(words: Words, language: Language, a: int, b: int) -> int | None:
    """The noun for a firm in an apposition that names no person's role."""
    if any(is_role(language, word) for word in words.lower[a:b]):
        return None
    return next((i for i in range(a, b) if words.lower[i] in name_words("companies")), None)


def _introduces(
    words: Words, language: Language, first: tuple[int, int], name: tuple[int, int], definite: bool
) -> bool:
    """True when the first part of an apposition says what the bearer of the name is; "a fire in Port Sabha, Velmar" does not."""
    described = definite and language.code == "de" and name[1] - name[0] > 1
    if not described and not describes(words, language, *first):
        return False
    if says_who(words, language, *first):
        return True
    placed = any(w in name_words("places") for w in words.lower[max(first[0], first[1] - 4) : first[1]])
    return not placed and (name[1] - name[0] > 1 or language.code != "en")
