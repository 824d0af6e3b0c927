"""Small stories of our own, written as tables, made into readings and links without a reader or a linker."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from headwater.core import (
    Actor,
    ActorGroup,
    Attribution,
    Cited,
    Document,
    Evidence,
    Extent,
    Link,
    Links,
    Match,
    Quantity,
    Reading,
    SameStatement,
    Span,
    Statement,
    Time,
    Trace,
    When,
    dated_from_iso,
    sha256_of,
)
from headwater.trace import trace_links


def place(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


class Story:
    """The readings and links that the tables of one case describe."""

    def __init__(self, tables: dict[str, Any]) -> None:
        self.who = {one["name"]: one for one in tables.get("actor", [])}
        self.mentions: dict[str, set[tuple[str, str]]] = {name: set() for name in self.who}
        self.readings = [self.reading(doc) for doc in tables["document"]]
        self.links = Links(
            links=tuple(
                sorted((self.link(one) for one in tables.get("linked", [])), key=lambda link: (link.a, link.b))
            ),
            cited=tuple(self.cited(doc["id"], one) for doc in tables["document"] for one in doc.get("cites", [])),
            actors=tuple(self.group(name) for name in sorted(self.who)),
            statements=tuple(self.same(tables)),
        )

    def actor(self, doc: str, name: str) -> str:
        self.who.setdefault(name, {"name": name})
        self.mentions.setdefault(name, set()).add((doc, f"{doc}.{name}"))
        return f"{doc}.{name}"

    def kind(self, name: str) -> Any:
        return self.who[name].get("kind", "organisation")

    def group(self, name: str) -> ActorGroup:
        one = self.who[name]
        return ActorGroup(
            id=f"P {name}",
            name=name,
            names=(name, *one.get("names", [])),
            kind=self.kind(name),
            mentions=tuple(sorted(self.mentions[name])),
            role=one.get("role"),
            affiliation=f"P {one['of']}" if "of" in one else None,
            publishes=tuple(one.get("publishes", [])),
        )

    def reading(self, table: dict[str, Any]) -> Reading:
        name, text = table["id"], table["text"]
        document = Document(
            id=name,
            uri=f"{name}.txt",
            text=text,
            sha256=sha256_of(text),
            outlet=table.get("outlet"),
            language=table.get("language", "en"),
            published=dated_from_iso(table["date"], "test") if "date" in table else None,
        )
        attributions: list[Attribution] = []
        statements: list[Statement] = []
        for n, said in enumerate(table.get("said", []), 1):
            words, outer = place(text, said["words"]), None
            for k, speaker in enumerate(said.get("by", []), 1):
                cue = said["cues"][k - 1] if "cues" in said else said.get("cue")
                attributions.append(
                    Attribution(
                        id=f"{name}.a{n}.{k}",
                        source=Extent.of([place(text, said["source"])]) if "source" in said else None,
                        cue=Extent.of([place(text, cue)]) if cue else None,
                        content=Extent.of([words]),
                        holder=self.actor(name, speaker),
                        stance=said.get("stance", "report"),
                        said=dated_from_iso(said["on"], "test").when if "on" in said else None,
                        outer=outer,
                    )
                )
                outer = attributions[-1].id
            statements.append(
                Statement(
                    id=f"{name}.{n}",
                    span=words,
                    voice=said.get("voice", "attributed" if outer else "outlet"),
                    attribution=outer,
                    hedges=tuple(place(text, hedge) for hedge in said.get("hedges", [])),
                )
            )
        actors = tuple(
            Actor(f"{name}.{speaker}", speaker, self.kind(speaker), plural=self.who[speaker].get("plural", False))
            for speaker in sorted(self.who)
            if (name, f"{name}.{speaker}") in self.mentions[speaker]
        )
        return Reading(
            document=document,
            attributions=tuple(attributions),
            statements=tuple(statements),
            actors=actors,
            times=tuple(self.time(text, one) for one in table.get("times", [])),
            quantities=tuple(
                Quantity(
                    place(text, q["words"]),
                    q["value"],
                    q["unit"],
                    q.get("modifier"),
                    q.get("base", q["value"]),
                    q.get("base_unit"),
                )
                for q in table.get("figures", [])
            ),
        )

    @staticmethod
    def time(text: str, one: dict[str, Any]) -> Time:
        first, last = dated_from_iso(one["from"], "test").when, dated_from_iso(one["to"], "test").when
        return Time(place(text, one["words"]), When(first.earliest, last.latest), one.get("relative", False))

    def text(self, doc: str) -> str:
        return next(r.document.text for r in self.readings if r.document.id == doc)

    def cited(self, doc: str, one: dict[str, Any]) -> Cited:
        actor = one["name"] if (doc, f"{doc}.{one['name']}") in self.mentions.get(one["name"], set()) else None
        known = {alias for actor in self.who.values() for alias in (actor["name"], *actor.get("names", []))}
        if one["name"] not in known:
            self.who[one["name"]] = {"name": one["name"], "kind": "outlet"}
            self.mentions[one["name"]] = set()
        return Cited(
            doc=doc,
            name=one["name"],
            kind=self.kind(one["name"]) if one["name"] in self.who else "outlet",
            relation=one.get("relation", "credits"),
            evidence=(Evidence(doc, place(self.text(doc), one["words"])),),
            held=tuple(one.get("held", [])),
            actor=f"{doc}.{actor}" if actor else None,
            quoted=one.get("quoted", False),
            attributions=tuple(f"{doc}.a{n}" for n in one.get("for", [])),
        )

    def link(self, one: dict[str, Any]) -> Link:
        pair = sorted([(one["child"], one["covers"]), (one["parent"], one.get("back", one["covers"]))])
        (a, cover_a), (b, cover_b) = pair
        match = Match(Evidence(a, Span(0, 10)), Evidence(b, Span(0, 10)), one.get("score", 0.9), ("test",))
        return Link(a, b, one.get("relation", "shared passage"), (match,), one.get("score", 0.9), cover_a, cover_b)

    def same(self, tables: dict[str, Any]) -> list[SameStatement]:
        pairs: list[SameStatement] = []
        for one in tables.get("same", []):
            keys = sorted((s.rsplit(".", 1)[0], s) for s in one["statements"])
            for a, b in combinations(keys, 2):
                pairs.append(
                    SameStatement(
                        a,
                        b,
                        one.get("score", 0.9),
                        ("same name: test",),
                        tuple(one.get("differs", [])),
                        one.get("denies", False),
                    )
                )
        return sorted(pairs, key=lambda pair: (pair.a, pair.b))

    def trace(self) -> Trace:
        return trace_links(self.readings, self.links)


@pytest.fixture
def story() -> Callable[[dict[str, Any]], Story]:
    return Story
