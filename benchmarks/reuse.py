#!/usr/bin/env python3
"""Which pairs of documents that share text are found: recall by kind of copy and by sentences shared, precision, cost.

usage: reuse.py [--documents 5000] [--seed 7] [--texts FOLDER]

The corpus is generated (`corpus.py`), from the plain texts in FOLDER where one is named. A predicted pair is right if
the two hold one of the same sentences, edited or not. Other tools can be measured beside by an entry in TOOLS.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

from corpus import Corpus, make
from growth import link

# Name → a function of the documents' path and the path for pairs (two ids a line, tab between) that gives CPU seconds
# and peak MB. The peers of a later comparison go here, so that one run scores all by the same rules.
TOOLS: dict[str, Callable[[Path, Path], tuple[float, float]]] = {"headwater": link}
BANDS = ((1, 1), (2, 3), (4, 9), (10, 10_000))


def shared(corpus: Corpus) -> Counter[tuple[str, str]]:
    """Each pair that holds one of the same sentences, and how many."""
    holders: dict[tuple[int, int], list[str]] = defaultdict(list)
    for name, places in corpus.holds.items():
        for place in places:
            holders[place].append(name)
    pairs: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        pairs.update(combinations(sorted(names), 2))
    return pairs


def score(corpus: Corpus, predicted: set[tuple[str, str]]) -> None:
    """Prints recall and precision."""
    truth = shared(corpus)
    right = predicted & truth.keys()
    print(f"  precision {len(right) / max(1, len(predicted)):.4f} of {len(predicted):,} pairs")
    bands = []
    for low, high in BANDS:
        pairs = [pair for pair, n in truth.items() if low <= n <= high]
        label = str(low) if low == high else f"{low}+" if high == BANDS[-1][1] else f"{low}-{high}"
        bands.append(f"{label}: {sum(p in right for p in pairs) / max(1, len(pairs)):.3f} of {len(pairs):,}")
    print("  recall by sentences shared  " + "   ".join(bands))
    hits: dict[str, list[bool]] = defaultdict(list)
    for a, b in truth:
        kinds = {corpus.kinds[a], corpus.kinds[b]}
        if "article" in kinds:
            hits[min(kinds - {"article"}, default="article")].append((a, b) in right)
    for kind in sorted(hits):
        print(f"    {kind:24} {sum(hits[kind]) / len(hits[kind]):.3f} of {len(hits[kind]):,}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--texts", type=Path)
    given = parser.parse_args()
    corpus = make(given.documents, given.seed, given.texts)
    print(
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; {given.documents:,} documents"
    )
    with tempfile.TemporaryDirectory() as scratch:
        path, out = Path(scratch) / "docs.jsonl", Path(scratch) / "pairs.tsv"
        corpus.write(path)
        for name, tool in TOOLS.items():
            cpu, mb = tool(path, out)
            lines = [line.rstrip("\n").split("\t") for line in out.open(encoding="utf8")]
            print(f"{name}: {cpu:.1f} CPU s, {mb:.0f} MB")
            score(corpus, {(min(a, b), max(a, b)) for a, b, *_ in lines})


if __name__ == "__main__":
    main()
