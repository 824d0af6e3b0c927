"""The public JSON of a reading and of a trace, as types: FORMATS is generated from these.

`docs/schema/*.json` are made from this module by `headwater schema`; a test keeps them equal.
Adding a field is allowed; renaming or dropping one is a new version of `FORMAT`.
"""

from __future__ import annotations

from typing import Any, Literal

from typing_extensions import TypedDict

FORMAT = "headwater/1"
JsonSpan = list[int]


# `from` is a Python keyword, hence the functional form. ISO dates, inclusive; null where unknown.
JsonPeriod = TypedDict("JsonPeriod", {"from": str | None, "to": str | None})


class JsonDate(TypedDict):
    """A date with its precision and where it was found."""

    iso: str
    precision: Literal["second", "minute", "day", "month", "year"]
    found: str


class JsonDocument(TypedDict):
    """A document without its text."""

    id: str
    path: str | None
    url: str | None
    sha256: str
    outlet: str | None
    outlet_from: str | None
    domain: str | None
    language: str | None
    published: str | None
    published_from: str | None
    published_precision: str | None
    modified: JsonDate | None
    retrieved: JsonDate | None
    title: str | None
    byline: str | None
    same_text_as: str | None
    notes: list[str]


class JsonDocumentWithText(JsonDocument):
    """A document with the text that all its spans count in."""

    text: str


class JsonAttribution(TypedDict):
    """Who said what: spans into the document's text."""

    id: str
    source: list[JsonSpan]
    cue: list[JsonSpan]
    content: list[JsonSpan]
    holder: str | None
    kind: Literal["direct", "mixed", "indirect", "nominal"]
    stance: Literal["report", "vouch", "distance", "accuse", "deny", "hearsay"]
    said: JsonPeriod | None
    outer: str | None
    confidence: float
    because: list[str]


class JsonStatement(TypedDict):
    """A place where something is put forward, and in whose voice."""

    id: str
    span: JsonSpan
    voice: Literal["attributed", "outlet", "hearsay"]
    attribution: str | None
    hedges: list[JsonSpan]
    hedged: list[JsonSpan]


ActorKind = Literal["person", "organisation", "state", "outlet", "document", "unnamed"]


class JsonActor(TypedDict):
    """Somebody in one document."""

    id: str
    name: str
    kind: ActorKind
    role: str | None
    mentions: list[JsonSpan]
    aliases: list[str]
    affiliation: str | None
    plural: bool
    number: int | None
    reason_unnamed: JsonSpan | None


class JsonCredit(TypedDict):
    """Words that say where the text or the news comes from."""

    span: JsonSpan
    outlet: str | None
    actor: str | None
    relation: Literal["taken_from", "agency", "translated_by", "reprinted_from", "written_by", "desk"]
    url: str | None


JsonTime = TypedDict("JsonTime", {"span": JsonSpan, "from": str | None, "to": str | None, "relative": bool})


class JsonQuantity(TypedDict):
    """A number with what it counts."""

    span: JsonSpan
    value: float | None
    unit: str | None
    modifier: str | None
    base: float | None
    base_unit: str | None
    counted: str | None


class JsonReading(TypedDict):
    """One document, read: `headwater read --jsonl` writes one a line."""

    format: Literal["headwater/1"]
    document: JsonDocumentWithText
    attributions: list[JsonAttribution]
    statements: list[JsonStatement]
    actors: list[JsonActor]
    credits: list[JsonCredit]
    times: list[JsonTime]
    quantities: list[JsonQuantity]
    notes: list[str]


class JsonEvidence(TypedDict):
    """Words that can be opened."""

    doc: str
    span: JsonSpan


class JsonRole(TypedDict):
    """What somebody is said to be, and in which documents; roles change with time."""

    role: str
    docs: list[str]


class JsonMention(TypedDict):
    """An actor of one document's reading."""

    doc: str
    actor: str


class JsonGroup(TypedDict):
    """One actor across documents."""

    id: str
    name: str
    names: list[str]
    kind: ActorKind
    role: str | None
    roles: list[JsonRole]
    qid: str | None
    affiliation: str | None
    mentions: list[JsonMention]


class JsonLink(TypedDict):
    """How one report came from another."""

    child: str
    parent: str
    relation: Literal["credits", "copies", "translates", "quotes", "links"]
    stated: bool
    evidence: list[JsonEvidence]
    coverage: float | None
    confidence: float
    because: list[str]
    backwards: bool
    in_loop: bool


class JsonGhost(TypedDict):
    """Cited, but not among the documents."""

    id: str
    name: str
    kind: ActorKind


class JsonInstance(TypedDict):
    """One place where a claim is put forward; `chain` is outermost relay first, origin last."""

    doc: str
    span: JsonSpan
    attribution: str | None
    voice: Literal["attributed", "outlet", "hearsay"]
    chain: list[str]


class JsonVersion(TypedDict):
    """The claim with another figure, time, polarity or actor."""

    id: str
    differs: Literal["number", "time", "polarity", "actor"]
    value: str
    instances: list[int]


class JsonFirstSeen(TypedDict):
    """The earliest carrier among these documents."""

    doc: str
    published: str | None
    grade: Literal["dated", "undated", "contradicted"]


class JsonOrigin(TypedDict):
    """A root of the claim's chains."""

    actor: str
    kind: Literal["statement", "document", "measurement", "own reporting", "unnamed source"]
    evidence: list[JsonEvidence]


class JsonOrigins(TypedDict):
    """How many independent origins, as a range with reasons."""

    min: int
    max: int
    list: list[JsonOrigin]
    reasons: list[str]


class JsonDenial(TypedDict):
    """Who denies it."""

    actor: str
    evidence: list[JsonEvidence]


class JsonClaim(TypedDict):
    """The same thing put forward in several places."""

    id: str
    gist: str
    instances: list[JsonInstance]
    versions: list[JsonVersion]
    first_seen: JsonFirstSeen
    origins: JsonOrigins
    denials: list[JsonDenial]
    unknown: list[str]


class JsonMutation(TypedDict):
    """What changed on the way."""

    claim: str
    child: JsonInstance
    parent: JsonInstance | None
    what: Literal[
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
    before: str
    after: str
    evidence: list[JsonEvidence]


class JsonAnomaly(TypedDict):
    """Something in the texts or dates that does not fit."""

    what: Literal[
        "loop",
        "copy older than its source",
        "dated before what it reports",
        "look-alike letters",
        "spliced text",
        "correction",
        "retraction",
        "old claim as new",
    ]
    evidence: list[JsonEvidence]
    note: str


class JsonSkipped(TypedDict):
    """Something left out, and why."""

    uri: str
    stage: str
    reason: str


class JsonTrace(TypedDict):
    """A whole set of documents, traced: `headwater trace --json` writes one."""

    format: Literal["headwater/1"]
    documents: list[JsonDocument]
    actors: list[JsonGroup]
    links: list[JsonLink]
    ghosts: list[JsonGhost]
    claims: list[JsonClaim]
    mutations: list[JsonMutation]
    anomalies: list[JsonAnomaly]
    skipped: list[JsonSkipped]
    notes: list[str]


def json_schema(of: Literal["reading", "trace"]) -> dict[str, Any]:
    """JSON Schema (2020-12) of a reading or of a trace, made from the types above."""
    from pydantic import TypeAdapter

    kind: Any = JsonReading if of == "reading" else JsonTrace
    schema = TypeAdapter(kind).json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": f"{FORMAT} {of}"}
