#!/usr/bin/env python3
"""How the cost of `headwater link --pairs` grows with the number of documents, start-up included.

usage: growth.py [DOCUMENTS …]      default: 100 1000 10000

Documents are generated (`corpus.py`): about 250 words each, a third of them copies of some kind. "growth" is the
exponent e of n^e against the row above.
"""

from __future__ import annotations

import math
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus import make


def link(documents: Path, pairs: Path) -> tuple[float, float]:
    """CPU seconds and peak MB of one `headwater link`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "headwater.cli", "link", str(documents), "--pairs", str(pairs), "--quiet"]
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"linking {documents} failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main(sizes: list[int]) -> None:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{'documents':>9} {'words':>11} {'pairs':>9} {'CPU s':>7} {'ms/document':>12} {'growth':>7} {'peak MB':>8}")
    before: tuple[int, float] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            corpus = make(size)
            path, pairs = Path(scratch) / "docs.jsonl", Path(scratch) / "pairs.tsv"
            corpus.write(path)
            cpu, mb = link(path, pairs)
            found = sum(1 for _ in pairs.open(encoding="utf8"))
        words = sum(len(text.split()) for _, text in corpus.documents)
        growth = f"{math.log(cpu / before[1]) / math.log(size / before[0]):.2f}" if before else "-"
        print(
            f"{size:9,} {words:11,} {found:9,} {cpu:7.1f} {1000 * cpu / size:12.2f} {growth:>7} {mb:8.0f}", flush=True
        )
        before = size, cpu


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 1_000, 10_000])
