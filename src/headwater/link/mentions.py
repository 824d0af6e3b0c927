"""Whom the readings name: each actor of each document, and each document's publisher, with the body its names tell."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from headwater.core import Actor, Reading
from headwater.core.reading import ActorKind
from headwater.link.bodies import Body, body_of, is_institution, plain
from headwater.link.concepts import lexicon
from headwater.link.matter import Namebook
from headwater.link.names import words_of

_NO_NAMES = Namebook(())
# Bodies that are named after those who belong to them.
_OF_PERSONS = frozenset({"union", "association", "organisation", "party", "council", "committee", "foundation"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One actor of one reading, or the outlet of a document (`actor` None)."""

    doc: str
    actor: Actor | None
    name: str
    names: tuple[str, ...]
    kind: ActorKind
    body: Body | None
    bodies: tuple[Body, ...] = ()
    language: str | None = None
    published: str | None = None

    @property
    def order(self) -> tuple[str, str]:
        return self.doc, self.actor.id if self.actor else ""


def mentions_of(readings: Sequence[Reading], names: Namebook) -> Iterable[Mention]:
    """One mention an actor and a document's outlet, in the order of the readings."""
    for reading in readings:
        document = reading.document
        published = document.published.iso if document.published else None
        for actor in reading.actors:
            several = tuple(dict.fromkeys((actor.name, *actor.aliases)))
            bodies = tuple(body_of(n, document.language, names) for n in several)
            if actor.kind in ("person", "unnamed"):
                if not _is_body(actor, bodies[0], document.language):
                    yield Mention(
                        document.id, actor, actor.name, several, actor.kind, None, (), document.language, published
                    )
                    continue
                actor = replace(actor, kind="organisation")
            yield Mention(
                document.id,
                actor,
                actor.name,
                several,
                actor.kind,
                bodies[0] if bodies else None,
                bodies,
                document.language,
                published,
            )
        if document.outlet:
            body = body_of(document.outlet, document.language, names)
            kind: ActorKind = "organisation" if is_institution(body) or _speaks_of_itself(reading) else "outlet"
            bodies = (body, *_letterhead(reading, names)) if kind == "organisation" else (body,)
            called = tuple(b.name for b in bodies)
            yield Mention(document.id, None, document.outlet, called, kind, body, bodies, document.language, published)


def _letterhead(reading: Reading, names: Namebook) -> tuple[Body, ...]:
    """The body with the line that stands under its name ("Customs Authority", "Port Laboratory"), as one name."""
    lines = [line.strip() for line in reading.document.text[:300].splitlines() if line.strip()][:3]
    own = plain(reading.document.outlet or "")
    for first, second in itertools.pairwise(lines):
        if plain(first) == own and len(second.split()) <= 6 and not any(c.isdigit() for c in second):
            body = body_of(f"{first}, {second}", reading.document.language, names)
            return (body,) if body.heads else ()
    return ()


def _speaks_of_itself(reading: Reading) -> bool:
    """True when the document's first sentence has its own outlet for a subject: a body's statement, not a report."""
    name = plain(reading.document.outlet or "")
    lines = [line.strip() for line in reading.document.text[:1500].splitlines() if len(line.split()) > 7]
    if not lines or len(name) < 4:
        return False
    words = [word for word in words_of(lines[0])[:12] if plain(word)]
    size = len(name.split())
    # "Linee Cavora confirms that …", and no heading or dateline: a small letter follows.
    return " ".join(map(plain, words[:size])) == name and len(words) > size and words[size][0].islower()


def _is_body(actor: Actor, body: Body, language: str | None) -> bool:
    """True for a body that the reading took for a person or left unnamed because no letter of it is large."""
    if actor.plural or not is_institution(body) or body.rest:
        return False
    if actor.kind == "unnamed":
        # "An employee of the ministry" is somebody in it; "the seamen's union" is a body.
        somebody = any(lexicon()[field].kind == "r" for field in body.fields) and not body.heads & _OF_PERSONS
        return bool(body.places) and language != "de" and not somebody
    first = body_of(" ".join(words_of(actor.name)[:1]), language, _NO_NAMES)
    return actor.role is None and bool(first.heads)
