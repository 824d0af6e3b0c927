"""A source phrase understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from headwater.core import Span
from headwater.core.reading import ActorKind
from headwater.read.language import Language
from headwater.read.names import gender_of, is_plural
from headwater.read.people import Gender, is_plural_form, may_be_person_noun
from headwater.read.words import Words

Refers = Literal["name", "pronoun", "relative", "partitive", "group", "role", "body", "document", "unnamed"]


@dataclass(frozen=True, slots=True)
class Named:
    """A source phrase understood. `name` is None for a mere reference (pronoun, "the spokesman", "the ministry").

    `head` is the folded noun that a reference turns on; `body` the tokens of the organisation a person or a document
    belongs to; token ranges are half-open. `owner` is a possessive pronoun's gender ("her office"). `number` is how many
    the words say they are; `other` marks one told from those before ("another official"). `several` are the tokens of
    each of a group ("Oduya and Brack").
    """

    refers: Refers
    kind: ActorKind
    name: str | None = None
    span: Span | None = None
    role: str | None = None
    alias: str | None = None
    head: str = ""
    body: tuple[int, int] | None = None
    gender: Gender = ""
    plural: bool = False
    definite: bool = False
    animate: bool = False
    owner: Gender = ""
    number: int | None = None
    other: bool = False
    several: tuple[tuple[int, int], ...] = ()


def bare(words: Words, a: int, b: int) -> str:
    """The words of the tokens, blanks made single."""
    return " ".join(words.span(a, b).of(words.text).split())


def unnamed(words: Words, language: Language, a: int, b: int, head: int, plural: bool, definite: bool) -> Named:
    """Somebody without a name, called by the noun phrase."""
    noun = words.lower[head]
    many = (
        plural
        or is_plural(language, noun)
        or is_plural_form(language, noun)
        or (language.code in ("en", "fr", "es", "pt") and noun.endswith("s") and not noun.endswith("ss"))
    )
    two = language.code == "ar" and noun.endswith("ان") and len(noun) > 4 and noun not in language.unnamed.words
    many = many or two
    return Named(
        "unnamed", "unnamed", bare(words, a, b), words.span(a, b), head=noun, plural=many, definite=definite,
        gender="plural" if many else gender_of(language, words.lower[a:b]),
        animate=may_be_person_noun(language, noun), number=2 if two else None,
    )  # fmt: skip
