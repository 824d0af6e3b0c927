"""Recall and precision of pairs of documents that share text, for corpora of `corpus.py` and `make_reuse.py`."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

Pair = tuple[str, str]
BANDS = ((1, 1), (2, 3), (4, 9), (10, 1_000_000))
_NATURAL = 8  # words of a run that two articles share before anything was copied


@dataclass(frozen=True, slots=True)
class Truth:
    """`shared`: each two documents that hold one of the same sentences, edited or not, and how many.

    `natural`: articles that share a run of eight words as they are (a press agency, the same quotation): pairs of their
    copies are neither right nor wrong. `kind`, `origin`: of each document.
    """

    shared: Counter[Pair]
    natural: frozenset[Pair]
    kind: dict[str, str]
    origin: dict[str, str | None]

    @classmethod
    def of(cls, folder: Path) -> Truth:
        """From docs.jsonl and truth.jsonl."""
        rows = [json.loads(line) for line in (folder / "truth.jsonl").open(encoding="utf8")]
        holders: dict[tuple[int, int], list[str]] = defaultdict(list)
        for row in rows:
            for article, sentence in row["prov"]:
                holders[article, sentence].append(row["id"])
        shared: Counter[Pair] = Counter()
        for names in holders.values():
            shared.update(combinations(sorted(names), 2))
        kind = {row["id"]: row["kind"] for row in rows}
        origin = {row["id"]: row["origin"] for row in rows}
        runs: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for line in (folder / "docs.jsonl").open(encoding="utf8"):
            document = json.loads(line)
            if kind[document["id"]] == "orig":
                words = re.findall(r"\w+", document["text"].lower())
                for at in range(len(words) - _NATURAL + 1):
                    runs[tuple(words[at : at + _NATURAL])].add(origin[document["id"]])
        natural = {pair for held in runs.values() if len(held) > 1 for pair in combinations(sorted(held), 2)}
        return cls(shared, frozenset(natural), kind, origin)


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1, with what they are shares of: recall by sentences shared, by kind of copy (of its article)."""

    bands: tuple[tuple[float, int], ...]
    kinds: dict[str, tuple[float, int]]
    precision: float
    predicted: int


def score(truth: Truth, predicted: Iterable[Pair]) -> Score:
    """How `predicted` (two ids each, in any order) compares with the truth."""
    found = {(min(a, b), max(a, b)) for a, b in predicted if a != b}
    right = found & truth.shared.keys()
    wrong = 0
    for a, b in found - right:
        first, second = sorted((truth.origin[a] or "", truth.origin[b] or ""))
        wrong += (first, second) not in truth.natural
    bands = []
    for low, high in BANDS:
        pairs = [pair for pair, n in truth.shared.items() if low <= n <= high]
        bands.append((sum(pair in right for pair in pairs) / max(1, len(pairs)), len(pairs)))
    hits: dict[str, list[bool]] = defaultdict(list)
    for a, b in truth.shared:
        kinds = {truth.kind[a], truth.kind[b]}
        if "orig" in kinds and len(kinds) == 2:
            hits[min(kinds - {"orig"})].append((a, b) in right)
    by_kind = {kind: (sum(hits[kind]) / len(hits[kind]), len(hits[kind])) for kind in sorted(hits)}
    return Score(tuple(bands), by_kind, len(right) / max(1, len(right) + wrong), len(found))
