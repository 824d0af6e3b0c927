"""A source phrase understood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from headwater.core import Span
from headwater.core.reading import ActorKind
from headwater.read.language import Language
from headwater.read.names import Gender, gender_of, is_plural
from headwater.read.words import Words

Refers = Literal["name", "pronoun", "role", "body", "document", "unnamed"]


@dataclass(frozen=True, slots=True)
class Named:
    """A source phrase understood. `name` is None for a mere reference (pronoun, "the spokesman", "the ministry").

    `head` is the folded noun that a reference turns on; `body` the tokens of the organisation a person or a document
    belongs to; token ranges are half-open.
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


def bare(words: Words, a: int, b: int) -> str:
    """The words of the tokens, blanks made single."""
    return " ".join(words.span(a, b).of(words.text).split())


def unnamed(words: Words, language: Language, a: int, b: int, head: int, plural: bool, definite: bool) -> Named:
    """Somebody without a name, called by the noun phrase."""
    many = (
        plural
        or is_plural(language, words.lower[head])
        or (
            language.code in ("en", "fr", "es", "pt")
            and words.lower[head].endswith("s")
            and not words.lower[head].endswith("ss")
        )
    )
    return Named(
        "unnamed", "unnamed", bare(words, a, b), words.span(a, b), head=words.lower[head], plural=many, definite=definite,
        gender="plural" if many else gender_of(language, words.lower[a:b]),
    )  # fmt: skip
