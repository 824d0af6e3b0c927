"""Readings beside gold: every attribution found or wanted, with whether it is right and what is wrong with it.

One rule for all corpora, so that their figures can stand side by side: contents are paired one to one, best first, by
the Jaccard of their word tokens (quotation marks do not count); a pair of .5 or more is the same attribution, and it is
right when the sources are .5 alike, too, or both absent. The figures of the table come from each corpus's own scorer instead.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "scorers"))

import score_attributions  # noqa: E402  (beside this script)
import score_stories  # noqa: E402

Verdict = Literal["right", "wrong source", "bad boundary", "missed", "spurious"]
ERRORS: tuple[Verdict, ...] = ("missed", "spurious", "wrong source", "bad boundary")
Spans = list[list[int]]
ALIKE = 0.5


@dataclass(slots=True)
class Article:
    """One text with the attributions that people marked in it and those that were read.

    Both are dictionaries with `source`, `cue` and `content` as lists of [start, end]; gold may have `type` and `nested`,
    what was read has all fields of FORMATS, and `holder_name`.
    """

    corpus: str
    name: str
    language: str
    text: str
    gold: list[dict[str, Any]] = field(default_factory=list)
    found: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Case:
    """One attribution of an article: wanted, found, or both, and the verdict."""

    article: Article
    gold: dict[str, Any] | None
    found: dict[str, Any] | None
    verdict: Verdict

    @property
    def right(self) -> bool:
        return self.verdict == "right"

    @property
    def shown(self) -> dict[str, Any]:
        """The gold, else what was found."""
        return self.gold or self.found or {}


def judge(article: Article) -> list[Case]:
    """The cases of one article: pairs by their gold's order, then what was found beside them."""
    doc = score_attributions.Doc(article.text)

    def words(spans: Spans) -> frozenset[int]:
        return frozenset(i for i in doc.cover(spans) if doc.word[i])

    gold = [(a, words(a["content"]), words(a["source"])) for a in article.gold]
    # A denial that only points back has no content of its own, and nothing here to be right about.
    found = [(a, words(a["content"]), words(a["source"])) for a in article.found if a["content"]]
    pairs = []
    for g, (_, gold_content, gold_source) in enumerate(gold):
        for f, (_, content, source) in enumerate(found):
            if gold_content & content:
                pairs.append((-_jaccard(gold_content, content), -_jaccard(gold_source, source), g, f))
    partner: dict[int, tuple[int, float, float]] = {}
    taken: set[int] = set()
    for content, source, g, f in sorted(pairs):
        if g not in partner and f not in taken:
            partner[g] = (f, -content, -source)
            taken.add(f)
    cases = []
    for g, (wanted, _, _) in enumerate(gold):
        if g not in partner:
            cases.append(Case(article, wanted, None, "missed"))
            continue
        f, content, source = partner[g]
        verdict: Verdict = "bad boundary" if content < ALIKE else "right" if source >= ALIKE else "wrong source"
        cases.append(Case(article, wanted, found[f][0], verdict))
    cases += [Case(article, None, a, "spurious") for f, (a, _, _) in enumerate(found) if f not in taken]
    return cases


def _jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def found_only(cases: Iterable[Case]) -> Iterator[Case]:
    """The cases in which something was read: those that a confidence belongs to."""
    return (case for case in cases if case.found is not None)


# ---------------------------------------------------------------- the corpora


def readings_by_name(path: Path) -> dict[str, dict[str, Any]]:
    """The readings of a JSON Lines file by the name of the document's file."""
    rows = (json.loads(line) for line in path.open(encoding="utf8"))
    return {Path(row["document"]["path"]).name: row for row in rows}


def _read_attributions(reading: Mapping[str, Any] | None, *, flat: bool = False) -> list[dict[str, Any]]:
    if reading is None:
        return []
    names = {actor["id"]: actor["name"] for actor in reading["actors"]}
    return [
        {**a, "holder_name": names.get(a["holder"])}
        for a in reading["attributions"]
        if not flat or (a["content"] and a["outer"] is None)
    ]


def polnear(folder: Path, readings: Path) -> list[Article]:
    """PolNeAR's articles with the first annotator's marks; its scheme is flat, so nested readings are left out."""
    read = readings_by_name(readings)
    articles = []
    for name, annotators in score_attributions.gold_files(str(folder)).items():
        if not annotators:
            continue
        text = score_attributions.read(str(folder / "text" / f"{name}.txt"))
        gold = [a for a in score_attributions.parse_ann(annotators[0][1]) if a["content"]]
        found = _read_attributions(read.get(f"{name}.txt"), flat=True)
        articles.append(Article("PolNeAR dev", name, "en", text, gold, found))
    return articles


def german(path: Path, readings: Path) -> list[Article]:
    """The German news articles; the n-th line of `path` was read from the file gNNN.txt."""
    read = readings_by_name(readings)
    articles = []
    for n, line in enumerate(path.open(encoding="utf8")):
        row = json.loads(line)
        gold = [
            {
                "source": a["speaker"],
                "cue": a["cue"],
                "content": a["quote"],
                "type": a["type"],
                "nested": a["nested"],
            }
            for a in row["annotations"]
        ]
        found = _read_attributions(read.get(f"g{n:03}.txt"))
        articles.append(Article("German quotations dev", f"g{n:03}", "de", row["text"], gold, found))
    return articles


def story(folder: Path, readings: Path) -> list[Article]:
    """A story's documents that gold lists attributions for, on the text of the reading."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf8"))
    languages = {d["file"]: d["language"] for d in gold["documents"]}
    read = readings_by_name(readings)
    articles = []
    for file in sorted({a["file"] for a in gold["attributions"]}):
        reading = read.get(file)
        if reading is None:
            continue
        text = reading["document"]["text"]
        wanted = []
        for a in gold["attributions"]:
            if a["file"] == file:
                places = {role: _located(text, a[role]) for role in ("source", "cue", "content")}
                wanted.append({**places, "kind": a["kind"], "holder": a["holder"], "nested": a["outer"] is not None})
        articles.append(
            Article(f"story {folder.name}", file, languages[file], text, wanted, _read_attributions(reading))
        )
    return articles


def _located(text: str, wanted: Sequence[Mapping[str, Any]]) -> Spans:
    found = (score_stories.locate(text, one) for one in wanted)
    return [list(place) for place in found if place]
