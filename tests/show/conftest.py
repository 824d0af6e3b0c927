"""A tiny traced story, made by hand: one statement, one dispatch that credits it, one copy that names nobody."""

from __future__ import annotations

import pytest

from headwater.core import (
    Actor,
    ActorGroup,
    Anomaly,
    Attribution,
    Claim,
    Denial,
    Document,
    Evidence,
    Extent,
    FirstSeen,
    Ghost,
    Instance,
    Mutation,
    Origin,
    Origins,
    Reading,
    Span,
    Statement,
    Step,
    Trace,
    dated_from_iso,
    document_id,
    sha256_of,
)

STATEMENT = "The Lake Board says the sluice was shut at noon."
DISPATCH = "The sluice was shut at noon, the Lake Board said. <script>alert(1)</script>"
COPY = "The sluice was reportedly shut at one."


def make(name: str, text: str, outlet: str | None, day: str | None) -> Document:
    return Document(
        id=document_id(name, text),
        uri=name,
        path=name,
        text=text,
        sha256=sha256_of(text),
        outlet=outlet,
        language="en",
        published=dated_from_iso(day, "first lines") if day else None,
    )


def place(document: Document, words: str) -> Span:
    at = document.text.index(words)
    return Span(at, at + len(words))


@pytest.fixture
def story() -> tuple[Trace, tuple[Reading, ...]]:
    a = make("a.txt", STATEMENT, "Lake Board", "2031-05-01")
    b = make("b.txt", DISPATCH, "Marl Wire", "2031-05-02")
    c = make("c.txt", COPY, None, None)
    said = Attribution(
        f"{b.id}.a1",
        source=Extent.of([place(b, "the Lake Board")]),
        cue=Extent.of([place(b, "said")]),
        content=Extent.of([place(b, "The sluice was shut at noon,")]),
        holder=f"{b.id}.p1",
        confidence=0.9,
    )
    heard = Attribution(
        f"{c.id}.a1",
        source=None,
        cue=Extent.of([place(c, "reportedly")]),
        content=Extent.of([place(c, "The sluice was"), place(c, "shut at one")]),
        stance="hearsay",
        confidence=0.6,
    )
    readings = (
        Reading(a),
        Reading(
            b,
            attributions=(said,),
            statements=(Statement(f"{b.id}.s1", place(b, "The sluice was shut at noon"), "attributed", said.id),),
            actors=(Actor(f"{b.id}.p1", "Lake Board", "organisation", mentions=(place(b, "Lake Board"),)),),
        ),
        Reading(c, attributions=(heard,)),
    )
    board = ActorGroup("p1", "Lake Board", ("Lake Board",), "organisation", ((b.id, f"{b.id}.p1"),))
    instances = (
        Instance(a.id, place(a, "the sluice was shut at noon"), "attributed", chain=("p1",)),
        Instance(b.id, place(b, "The sluice was shut at noon"), "attributed", attribution=said.id, chain=("p1",)),
        Instance(c.id, place(c, "The sluice was reportedly shut at one"), "hearsay", attribution=heard.id),
    )
    claim = Claim(
        "c1",
        "the sluice was shut at noon",
        instances,
        FirstSeen(a.id, "2031-05-01", "dated"),
        Origins(
            1,
            2,
            (Origin("p1", "statement", (Evidence(a.id, place(a, "The Lake Board says")),)),),
            ("“reportedly” names nobody: it may be another origin.",),
        ),
        denials=(Denial("g1", (Evidence(c.id, place(c, "one")),)),),
        unknown=("Who told the third report.",),
    )
    trace = Trace(
        documents=(a, b, c),
        actors=(board,),
        steps=(
            Step(b.id, a.id, "credits", True, (Evidence(b.id, place(b, "the Lake Board said")),), 0.9),
            Step(c.id, "g1", "copies", False, (Evidence(c.id, place(c, "sluice")),), 0.5, because=("same words",)),
        ),
        ghosts=(Ghost("g1", "Reed Post", "outlet"),),
        claims=(claim,),
        mutations=(Mutation("c1", instances[2], instances[1], "time changed", "noon", "one", ()),),
        anomalies=(Anomaly("spliced text", (Evidence(c.id, place(c, "shut at one")),), "two texts in one"),),
    )
    return trace, readings
