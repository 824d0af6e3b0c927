"""Readings made by hand from case files, so that the linker is tested without the reader."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from headwater.core import (
    Actor,
    Attribution,
    Credit,
    Document,
    Extent,
    Quantity,
    Reading,
    Span,
    Statement,
    Time,
    When,
    dated_from_iso,
    sha256_of,
)

CASES = Path(__file__).parent.parent / "cases" / "link"


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file, each with its label."""
    return list(tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf8"))["case"])


def place(text: str, words: str) -> Span:
    """Where `words` stand in `text`, the first time."""
    start = text.index(words)
    return Span(start, start + len(words))


def reading(made: dict[str, Any]) -> Reading:
    """A reading of `made`: text, language, and lists of actors, attributions, figures, times and credits by their words."""
    doc, text = made["id"], made["text"]
    document = Document(
        id=doc,
        uri=made.get("uri", f"{doc}.txt"),
        text=text,
        sha256=sha256_of(text),
        outlet=made.get("outlet"),
        outlet_from=made.get("outlet_from"),
        language=made.get("language", "en"),
        published=dated_from_iso(made["published"], "case") if "published" in made else None,
    )
    actors = {
        a["name"]: Actor(
            id=f"{doc}.{a['name']}",
            name=a["name"],
            kind=a.get("kind", "person"),
            role=a.get("role"),
            mentions=tuple(place(text, w) for w in [a.get("words", a["name"])] if w in text),
            aliases=tuple(a.get("aliases", ())),
            affiliation=f"{doc}.{a['of']}" if "of" in a else None,
        )
        for a in made.get("actors", ())
    }
    attributions = []
    for n, a in enumerate(made.get("said", ()), start=1):
        attributions.append(
            Attribution(
                id=f"{doc}.a{n}",
                source=Extent((place(text, a["source"]),)) if "source" in a else None,
                cue=Extent((place(text, a["cue"]),)) if "cue" in a else None,
                content=Extent((place(text, a["content"]),)) if "content" in a else None,
                holder=f"{doc}.{a['by']}" if "by" in a else None,
                kind=a.get("kind", "indirect"),
                stance=a.get("stance", "report"),
            )
        )
    statements = []
    for n, match in enumerate(re.finditer(r"[^\n]+", text), start=1):
        line = Span(match.start(), match.end())
        held = [a for a in attributions if any(line.contains(s) for e in (a.content, a.cue) if e for s in e)]
        voice = "attributed" if held else "outlet"
        statements.append(Statement(f"{doc}.s{n}", line, voice, held[0].id if held else None))
    return Reading(
        document=document,
        attributions=tuple(attributions),
        statements=tuple(statements),
        actors=tuple(actors.values()),
        credits=tuple(
            Credit(place(text, c["words"]), c.get("outlet"), c.get("relation", "taken_from"))
            for c in made.get("credits", ())
        ),
        times=tuple(
            Time(place(text, t["words"]), When.days(*(dated_from_iso(t["on"], "case").when.earliest.date(),) * 2))  # type: ignore[union-attr]
            for t in made.get("times", ())
        ),
        quantities=tuple(
            Quantity(
                place(text, q["words"]), q["base"], q.get("unit"), q.get("modifier"), q["base"], q.get("base_unit")
            )
            for q in made.get("figures", ())
        ),
    )


def readings(case: dict[str, Any]) -> list[Reading]:
    return [reading(made) for made in case["document"]]
