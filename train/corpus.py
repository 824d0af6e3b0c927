"""Corpora of attributions as the trainer wants them: texts, and who says what in each, by each annotator.

PolNeAR (Newell, Margolin and Ruths, LREC 2018) is brat standoff; several annotators of one article are kept apart, and
training takes one of them at random each time it meets the article: their disagreement is the label's own spread.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution as an annotator marked it; spans in code points, any of the three may be empty."""

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True)
class Article:
    name: str
    text: str
    readings: tuple[tuple[Marked, ...], ...]
    """One a annotator, in the order of the annotators' codes."""


def polnear(folder: Path) -> list[Article]:
    """The articles of one split: `folder` holds `text/*.txt` and `attributions/*_<annotator>.ann`."""
    annotated: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotated[path.stem.rsplit("_", 1)[0]].append(path)
    articles = []
    for path in sorted((folder / "text").glob("*.txt")):
        readings = tuple(tuple(brat(p.read_text(encoding="utf8"))) for p in annotated[path.stem])
        articles.append(Article(path.stem, path.read_bytes().decode("utf8"), readings))
    if not articles:
        raise FileNotFoundError(f"{folder}: no text/*.txt")
    return articles


def brat(standoff: str) -> list[Marked]:
    """The events of one annotation file; a role's several arguments (Content, Content2) are one."""
    spans: dict[str, Spans] = {}
    found = []
    for line in standoff.split("\n"):
        fields = line.split("\t")
        if line.startswith("T") and len(fields) > 1 and " " in fields[1]:
            pairs = fields[1].split(" ", 1)[1].split(";")
            spans[fields[0]] = tuple((int(a), int(b)) for a, b in (p.split() for p in pairs))
    for line in standoff.split("\n"):
        if not line.startswith("E"):
            continue
        roles: dict[str, Spans] = {"source": (), "cue": (), "content": ()}
        for argument in line.split("\t")[1].split():
            role, _, name = argument.partition(":")
            role = re.sub(r"\d+$", "", role).lower()
            if role in roles and name in spans:
                roles[role] += tuple(s for s in spans[name] if s not in roles[role])
        found.append(Marked(roles["source"], roles["cue"], roles["content"]))
    return found
