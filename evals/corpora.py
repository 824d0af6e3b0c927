"""The texts with gold that the readings are judged on, read anew where no reading of this run is at hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import judged
import measures
from judged import Article

STORIES = "stories"


@dataclass(slots=True)
class Corpora:
    """Articles with gold and readings, by corpus; `not_run` says what is missing and why."""

    polnear: list[Article] = field(default_factory=list)
    german: list[Article] = field(default_factory=list)
    stories: list[Article] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    sequences: Path | None = None
    not_run: list[str] = field(default_factory=list)

    def named(self) -> Iterator[tuple[str, list[Article]]]:
        """The corpora that are here, with the names they are reported under."""
        for name, articles in (
            ("PolNeAR dev", self.polnear),
            ("German quotations dev", self.german),
            (STORIES, self.stories),
        ):
            if articles:
                yield name, articles


def gather(scratch: Path, data: Path | None, only: tuple[str, ...] = ("polnear", "german", "stories")) -> Corpora:
    """PolNeAR dev, the German dev set and all stories, as the command line reads them now.

    Readings that an earlier measure of the same run left in `scratch` are used again.
    """
    found = Corpora()
    if "polnear" in only:
        try:
            folder = measures.need(data, "polnear") / "dev"
            readings = _read(folder / "text", scratch / "polnear.jsonl")
            found.polnear = judged.polnear(folder, readings)
            found.sequences = folder.parent / "cofenet-valid.jsonl"
        except measures.NotHere as reason:
            found.not_run.append(f"PolNeAR dev: {reason}")
    if "german" in only:
        try:
            path = measures.need(data, "data", "german-quotations", "dev.jsonl")
            found.german = judged.german(path, _read(_german_texts(path, scratch / "german"), scratch / "german.jsonl"))
        except measures.NotHere as reason:
            found.not_run.append(f"German quotations dev: {reason}")
    if "stories" in only:
        golds = [*measures.ROOT.glob("examples/*/gold.json"), *measures.HERE.glob("stories/*/gold.json")]
        try:
            golds += measures.need(data, "stories").glob("*/gold.json")
        except measures.NotHere as reason:
            found.not_run.append(f"stories by another hand: {reason}")
        for gold in sorted(golds, key=lambda path: path.parent.name):
            folder = gold.parent
            readings = _read(folder / "docs", scratch / f"{folder.name}.readings.jsonl")
            found.folders.append(folder)
            found.stories += judged.story(folder, readings)
    return found


def _read(folder: Path, out: Path) -> Path:
    if not out.exists():
        measures.headwater("read", folder, "--jsonl", out, "--quiet")
    return out


def _german_texts(path: Path, folder: Path) -> Path:
    """One file for each line's text."""
    if not folder.exists():
        folder.mkdir(parents=True)
        for n, line in enumerate(path.open(encoding="utf8")):
            (folder / f"g{n:03}.txt").write_text(json.loads(line)["text"], encoding="utf8", newline="")
    return folder
