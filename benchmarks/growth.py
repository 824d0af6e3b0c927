#!/usr/bin/env python3
"""How the cost of `headwater link --pairs` or of a whole `headwater trace` grows with the number of documents, start-up included.

usage: growth.py [link|trace] [DOCUMENTS …]      default: link 100 1000 10000

Documents are generated (`corpus.py`): about 250 words each, a third of them copies of some kind. "growth" is the
exponent e of n^e against the row above.
"""

from __future__ import annotations

import json
import math
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus import make


def cost(command: str, documents: Path, out: Path) -> tuple[float, float]:
    """CPU seconds and peak MB of one `headwater link` or `headwater trace`."""
    option = "--pairs" if command == "link" else "--json"
    process = subprocess.Popen(
        [sys.executable, "-m", "headwater.cli", command, str(documents), option, str(out), "--quiet"]
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} on {documents} failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main(command: str, sizes: list[int]) -> None:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    found_label = "pairs" if command == "link" else "claims"
    print(
        f"{'documents':>9} {'words':>11} {found_label:>9} {'CPU s':>7} {'ms/document':>12} {'growth':>7} {'peak MB':>8}"
    )
    before: tuple[int, float] | None = None
    for size in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            corpus = make(size)
            path, out = Path(scratch) / "docs.jsonl", Path(scratch) / "out"
            corpus.write(path)
            cpu, mb = cost(command, path, out)
            if command == "link":
                found = sum(1 for _ in out.open(encoding="utf8"))
            else:
                found = len(json.loads(out.read_text(encoding="utf8"))["claims"])
        words = sum(len(text.split()) for _, text in corpus.documents)
        growth = f"{math.log(cpu / before[1]) / math.log(size / before[0]):.2f}" if before else "-"
        print(
            f"{size:9,} {words:11,} {found:9,} {cpu:7.1f} {1000 * cpu / size:12.2f} {growth:>7} {mb:8.0f}", flush=True
        )
        before = size, cpu


if __name__ == "__main__":
    words = sys.argv[1:]
    chosen = words.pop(0) if words and not words[0].isdigit() else "link"
    main(chosen, [int(size) for size in words] or [100, 1_000, 10_000])
