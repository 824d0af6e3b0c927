"""How documents share words, names and statements. Direction is trace's business."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from headwater.core.reading import ActorKind
from headwater.core.span import Span

Relation = Literal["same text", "shared passage", "same quotation", "translation"]
CitedRelation = Literal["credits", "translates", "quotes", "links", "copies"]


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Words that can be opened: a span in a document's text."""

    doc: str
    span: Span


@dataclass(frozen=True, slots=True)
class Match:
    """Two places that say the same: one in each document, how alike (0 to 1), and why."""

    a: Evidence
    b: Evidence
    score: float
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """Two documents (a < b by id) that share words, with every place where they do.

    `coverage_a` is the share of a's words that stand in b (0 to 1), `coverage_b` the reverse.
    `score` is 0 to 1: how sure that the two share words by derivation, not by chance.
    """

    a: str
    b: str
    relation: Relation
    matches: tuple[Match, ...]
    score: float
    coverage_a: float
    coverage_b: float
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """A document says whom it has something from: the words, the name, and held documents it may mean.

    `held` are ids of held documents that the words can mean, best first; empty for a ghost.
    `relation` is what the child's words state. `actor` is the reading's actor id, where there is one.
    `quoted` is True where the party is only quoted as a speaker (a holder, not a parent).
    `attributions` are the ids of the child's attributions that rest on this citation, empty for the whole document.
    A document is in `held` only if it shares statements or text with the child (or a hyperlink leads to it); of a
    body, none that is certainly later. A body that is not held is "credits" where other reports have its news, too,
    "quotes" where the report merely opens with it.
    """

    doc: str
    name: str
    kind: ActorKind
    relation: CitedRelation
    evidence: tuple[Evidence, ...]
    held: tuple[str, ...] = ()
    actor: str | None = None
    quoted: bool = False
    attributions: tuple[str, ...] = ()
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role in the words of the documents (ids, sorted) that give it. Roles change with time; they part nobody."""

    role: str
    docs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActorGroup:
    """One actor across documents: the mentions are (document id, actor id of its reading).

    `names` holds every spelling, the fullest first; `name` is the one shown. `outlets_of` are the
    held documents this actor itself published. An unnamed source is alone in its group unless the
    texts are copies of each other. `affiliation` is the id of the group the actor speaks for.
    A group that publishes is an "outlet" (a news report) or an "organisation" (the document is that body's own
    statement): what the document shows of its publisher counts for more than what another one calls it.
    `roles` are all that it is said to be, those of the earliest documents first; `role` is the one given most often.
    `qid` is the Wikidata id that the user's own register of actors has for it.
    """

    id: str
    name: str
    names: tuple[str, ...]
    kind: ActorKind
    mentions: tuple[tuple[str, str], ...]
    role: str | None = None
    affiliation: str | None = None
    publishes: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    roles: tuple[HeldRole, ...] = ()
    qid: str | None = None


@dataclass(frozen=True, slots=True)
class SameStatement:
    """Two statements that put forward the same thing.

    `a` and `b` are (document id, statement id), a < b. `differs` names what is not the same
    ("number", "time", "polarity", "actor"); such statements are versions of one claim.
    `score` is calibrated so that a pair at 0.8 or more is right nine times in ten; pairs below 0.5 are left out.
    `denies`: `denier`, one of the two keys, denies the other; who turns round their own words makes a version
    ("polarity") instead. A denial without words of its own is tied to the statement that it points back to.
    """

    a: tuple[str, str]
    b: tuple[str, str]
    score: float
    because: tuple[str, ...]
    differs: tuple[str, ...] = ()
    denies: bool = False
    denier: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """All that two documents at a time can show, sorted and free of input order."""

    links: tuple[Link, ...] = ()
    cited: tuple[Cited, ...] = ()
    actors: tuple[ActorGroup, ...] = ()
    statements: tuple[SameStatement, ...] = ()
