"""What one document says, and in whose voice. Nothing here looks beyond that document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from headwater.core.document import Document
from headwater.core.span import Extent, Span
from headwater.core.when import When

Kind = Literal["direct", "mixed", "indirect", "nominal"]
Stance = Literal["report", "vouch", "distance", "accuse", "deny", "hearsay"]
Voice = Literal["attributed", "outlet", "hearsay"]
ActorKind = Literal["person", "organisation", "state", "outlet", "document", "unnamed"]
CreditRelation = Literal["taken_from", "agency", "translated_by", "reprinted_from", "written_by", "desk"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody is said to have said something: source, cue and content as extents of the text.

    Any of the three may be None (nobody named; dash dialogue; a nominal cue without content).
    `holder` is the id of the actor the source words mean, after coreference within the document.
    `outer` is the id of the attribution this one is nested in. `confidence` is 0 to 1.
    `because` names the rules that found it, first the one that decided.
    Raises ValueError when all three roles are empty.
    """

    id: str
    source: Extent | None
    cue: Extent | None
    content: Extent | None
    holder: str | None = None
    kind: Kind = "indirect"
    stance: Stance = "report"
    said: When | None = None
    outer: str | None = None
    confidence: float = 0.5
    because: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.source is None and self.cue is None and self.content is None:
            raise ValueError(f"attribution {self.id} has no words")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence is 0 to 1, not {self.confidence}")


@dataclass(frozen=True, slots=True)
class Statement:
    """A place where something is put forward: a sentence or clause, in whose voice, with its hedges.

    `attribution` is the id of the attribution whose content it is, None in the outlet's own voice.
    `hedged` has, for each of the `hedges`, the clause that it hedges: "the pier may follow", not all of the sentence.
    """

    id: str
    span: Span
    voice: Voice
    attribution: str | None = None
    hedges: tuple[Span, ...] = ()
    hedged: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that speaks or is spoken of in one document.

    `name` is the fullest proper name in the document's own words, without role; an unnamed
    actor is called by its noun phrase without article. `aliases` are its other names there
    (abbreviations, short forms). `affiliation` is the id of the organisation the document says
    the person speaks for. `plural`: "officials", "two people familiar". `number` is how many the words say they are,
    None where they do not; `reason_unnamed` are the words that say that or why a source has no name. Ids are unique
    in a run.
    """

    id: str
    name: str
    kind: ActorKind
    role: str | None = None
    mentions: tuple[Span, ...] = ()
    aliases: tuple[str, ...] = ()
    affiliation: str | None = None
    plural: bool = False
    number: int | None = None
    reason_unnamed: Span | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """Words by which a document says where its text or news comes from.

    `outlet` is the name credited, None for a mere desk mark that nobody can resolve.
    `actor` is the actor's id where the credited party is an actor of the reading.
    `url` is set for a hyperlink.
    """

    span: Span
    outlet: str | None
    relation: CreditRelation
    actor: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression, resolved against the publication date; `when` has None ends if unknown.

    `relative`: "today", "last year", "this week"; its interval is empty-ended without a publication date.
    """

    span: Span
    when: When
    relative: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in words or digits with what it counts.

    `value` None for "hundreds". `unit` is the word written ("tonnes", "percent", "militants").
    `modifier` is one of: at least, more than, at most, less than, up to, about, hundreds, thousands,
    millions, dozens, or None. `base` and `base_unit` are the value in a unit that can be
    compared across languages (kg, m, s, percent, a currency's code …); None when the unit is a plain
    noun, where `base` is `value`. `counted` is the noun behind the unit as written ("31,000 tonnes of oats":
    oats, "half of the boats": boats); for a plain noun it is the unit. A share is a value from 0 to 1 with its base in percent.
    """

    span: Span
    value: float | None
    unit: str | None = None
    modifier: str | None = None
    base: float | None = None
    base_unit: str | None = None
    counted: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Who says what in one document. `notes` are sentences for the reader ("language xx: …")."""

    document: Document
    attributions: tuple[Attribution, ...] = ()
    statements: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = ()
    credits: tuple[Credit, ...] = ()
    times: tuple[Time, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    notes: tuple[str, ...] = ()
