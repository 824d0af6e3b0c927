"""The answer: claims, the steps they took, and how many origins they have, as a range with reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from headwater.core.document import Document
from headwater.core.link import ActorGroup, CitedRelation, Evidence
from headwater.core.reading import ActorKind, Voice
from headwater.core.span import Span

Grade = Literal["dated", "undated", "contradicted"]
Differs = Literal["number", "time", "polarity", "actor"]
OriginKind = Literal["statement", "document", "measurement", "own reporting", "unnamed source"]
MutationKind = Literal[
    "number",
    "hedge lost",
    "hedge gained",
    "attribution added",
    "attribution lost",
    "attribution changed",
    "quote altered",
    "paraphrase quoted",
    "entity changed",
    "polarity changed",
    "time changed",
    "wording shifted in translation",
]
AnomalyKind = Literal[
    "loop",
    "copy older than its source",
    "dated before what it reports",
    "look-alike letters",
    "spliced text",
    "correction",
    "retraction",
    "old claim as new",
]


@dataclass(frozen=True, slots=True)
class Step:
    """How one report came from another: `parent` is a document's or a ghost's id.

    `stated`: the child says so itself; otherwise it was inferred, `because` says from what, and
    `confidence` (0 to 1) how sure. `coverage` is the share of the child's words found in the parent.
    `backwards`: certainly against the dates; `in_loop`: part of a loop. Neither carries an origin.
    """

    child: str
    parent: str
    relation: CitedRelation
    stated: bool
    evidence: tuple[Evidence, ...]
    confidence: float
    coverage: float | None = None
    because: tuple[str, ...] = ()
    backwards: bool = False
    in_loop: bool = False


@dataclass(frozen=True, slots=True)
class Ghost:
    """Cited, but not among the documents."""

    id: str
    name: str
    kind: ActorKind


@dataclass(frozen=True, slots=True)
class Instance:
    """One place where a claim is put forward.

    `chain` holds the relays named in the words of this instance, outermost first, origin last, as
    ids of `Trace.actors` or ghosts; never the document's own outlet; empty in its own voice.
    """

    doc: str
    span: Span
    voice: Voice
    statement: str | None = None
    attribution: str | None = None
    chain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """Instances of a claim that say it with another figure, time, polarity or actor; indices into the claim's."""

    id: str
    differs: Differs
    value: str
    instances: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FirstSeen:
    """The earliest carrier among these documents, and how far its date can be relied on."""

    doc: str
    published: str | None
    grade: Grade


@dataclass(frozen=True, slots=True)
class Origin:
    """A root of the claim's chains: who, what kind of origin, and the words that say so."""

    actor: str
    kind: OriginKind
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Origins:
    """How many independent origins: at least `min`, at most `max`, one sentence a decision in `reasons`."""

    min: int
    max: int
    list: tuple[Origin, ...]
    reasons: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 0 <= self.min <= self.max:
            raise ValueError(f"origins: {self.min}–{self.max}")


@dataclass(frozen=True, slots=True)
class Denial:
    """Who denies the claim, in which words."""

    actor: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """The same thing put forward in several places. `gist` is one of its instances' own words."""

    id: str
    gist: str
    instances: tuple[Instance, ...]
    first_seen: FirstSeen
    origins: Origins
    versions: tuple[Version, ...] = ()
    denials: tuple[Denial, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mutation:
    """What changed on the way from parent to child; `parent` None: against the stated source."""

    claim: str
    child: Instance
    parent: Instance | None
    what: MutationKind
    before: str
    after: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Anomaly:
    """Something that does not fit, with the words that show it. A fact about texts and dates, no verdict."""

    what: AnomalyKind
    evidence: tuple[Evidence, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Trace:
    """Everything found. Claims by weight, steps by child and confidence; the same input gives the same bytes."""

    documents: tuple[Document, ...]
    actors: tuple[ActorGroup, ...] = ()
    steps: tuple[Step, ...] = ()
    ghosts: tuple[Ghost, ...] = ()
    claims: tuple[Claim, ...] = ()
    mutations: tuple[Mutation, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    notes: tuple[str, ...] = ()
