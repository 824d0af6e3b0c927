"""Persons as sources name them: name without title, role in the document's words, and the body they belong to."""

from __future__ import annotations

from headwater.read.language import Language
from headwater.read.named import Named, bare
from headwater.read.names import (
    QUOTES,
    after_titles,
    capital_runs,
    gender_of,
    heads_a_body,
    is_acronym,
    is_role,
    joining_words,
    name_words,
)
from headwater.read.people import Gender, people_of
from headwater.read.states import state_named
from headwater.read.words import Words

_SPOKESPERSONS = (
    "spokes", "sprecher", "portavo", "vocer", "porte-parole", "porta-voz", "пресс-секретар", "представител",
    "речни", "представни", "sözcü", "متحدث", "المتحدث", "الناطق",
)  # fmt: skip


def speaks_for(noun: str) -> bool:
    """True for a noun that means whoever speaks for a body."""
    return noun.startswith(_SPOKESPERSONS)


def person(words: Words, language: Language, a: int, b: int, role: tuple[int, int] | None) -> Named:
    """The person of the tokens from `a` to `b`; `role` are the tokens that say what they are."""
    gender = gender_of(language, words.lower[a:b]) or (
        gender_of(language, words.lower[role[0] : role[1]]) if role else ""
    )
    a, b = _name_alone(words, language, after_titles(words, language, a, b), b)
    span = words.span(a, b)
    role_text = None
    body = None
    owner: Gender = ""
    if role:
        r0, r1 = role
        owners = people_of(language).owners
        while r0 < r1 - 1 and (
            words.lower[r0] in language.articles
            or words.lower[r0] in language.indefinite
            or words.lower[r0] in owners
            or words.lower[r0] in language.listed("grammar", "possessives")
        ):
            owner = owners.get(words.lower[r0], owner)
            r0 += 1
        role_text = bare(words, r0, r1)
        body = body_in(words, language, r0, r1)
    name = bare(words, a, b)
    return Named("name", "person", name, span, role_text, body=body, gender=gender, owner=owner, animate=True)


def _name_alone(words: Words, language: Language, a: int, b: int) -> tuple[int, int]:
    """The tokens of the name without a day ("Orin Cole Monday") or a country ("Orin Cole of Velmar") behind it."""
    while b - 1 > a and words.lower[b - 1] in language.time_words:
        b -= 1
    if language.code == "en":
        of = next((i for i in range(a + 1, b - 1) if words.lower[i] == "of"), None)
        if of is not None and (of - a > 1 or state_named(words.span(of + 1, b).of(words.text)) is not None):
            b = of
    return a, b


def body_in(words: Words, language: Language, lo: int, hi: int) -> tuple[int, int] | None:
    """The organisation that a role's words name ("director of the grain office" → "grain office"), as tokens."""
    lower, surface = words.lower, words.surface
    joining = joining_words(language)
    role = next((i for i in range(lo, hi) if is_role(language, lower[i])), None)
    if role is not None and role > lo and language.code not in ("fr", "es", "it", "pt", "ar"):
        # "Russian Defense Ministry spokesman", "ministry's director": the body stands before the role.
        end = role
        while end > lo and (lower[end - 1] in ("'s", "'") or surface[end - 1] in QUOTES):
            end -= 1
        if end > lo and (heads_a_body(language, lower[end - 1]) or is_acronym(surface[end - 1])):
            return lo, end
    start = (role + 1) if role is not None else lo
    last: tuple[int, int] | None = None
    i = start
    while i < hi:
        if lower[i] in joining or not surface[i][0].isalnum():
            i += 1
            continue
        k = i
        while k < hi and surface[k] not in (",", ";") and not (lower[k] in ("at", "in", "chez") and k > i):
            k += 1
        noun = next((n for n in range(i, k) if heads_a_body(language, lower[n])), None)
        if noun is not None and language.code in ("en", "de", "tr") and noun + 1 < k and lower[noun + 1] not in joining:
            run = (
                next(capital_runs(words, language, noun + 1, k), None)
                if lower[noun] in name_words("companies")
                else None
            )
            if run is not None and run[0] == noun + 1 and surface[noun][0].islower():
                last, i = (noun, run[1]), run[1]  # "director of the company Orma Power"
                continue
            k = noun + 1  # "government mouthpiece"
        if noun is None and role is not None and lower[role].startswith(_SPOKESPERSONS) and i == role + 2:
            run = next(capital_runs(words, language, i, k), None)
            if run and run[0] == i:
                return run  # "a spokeswoman for Orma Power"
        if noun is not None or any(is_acronym(w) for w in surface[i:k]):
            last = (i, k)
        i = k + 1
    return last
