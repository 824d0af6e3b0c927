#!/usr/bin/env python3
"""Words per CPU second and peak memory of `headwater read`, one process: over all, and for each language apart.

Reads the examples' plain texts, repeated to about 100,000 words; then each language's own texts of the examples and of
evals/stories, repeated to about WORDS words (20,000 unless the command says otherwise); with HEADWATER_DATA set also PolNeAR dev.
Start-up is included; its cost alone is given for each language, measured on a text of one sentence.

    python benchmarks/reading.py [WORDS]
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def measure(folder: Path) -> tuple[int, float, float]:
    """Words, CPU seconds and peak MB of reading `folder`."""
    words = sum(len(p.read_text(encoding="utf8").split()) for p in folder.glob("*.txt"))
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "readings.jsonl"
        command = [sys.executable, "-m", "headwater.cli", "read", str(folder), "--jsonl", str(out), "--quiet"]
        process = subprocess.Popen(command)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"reading {folder} failed")
    return words, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main(argv: list[str]) -> None:
    most = int(argv[0]) if argv else 20_000
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{'data':28} {'words':>9} {'CPU s':>7} {'words/CPU s':>12} {'peak MB':>8} {'start-up s':>11}")
    with tempfile.TemporaryDirectory() as scratch:
        repeated([p.read_text(encoding="utf8") for p in sorted(ROOT.glob("examples/*/docs/*.txt"))], 100_000, scratch)
        show("examples, ten languages", Path(scratch))
    for code, texts in sorted(by_language().items()):
        with tempfile.TemporaryDirectory() as scratch, tempfile.TemporaryDirectory() as one:
            repeated(texts, most, scratch)
            Path(one, "0.txt").write_text(texts[0].split("\n")[0] + "\n", encoding="utf8")
            show(f"  {code}", Path(scratch), start=measure(Path(one))[1])
    data = os.environ.get("HEADWATER_DATA")
    dev = Path(data) / "polnear" / "dev" / "text" if data else None
    if dev and dev.exists():
        show("PolNeAR dev, English", dev)
    else:
        print("not run: PolNeAR dev (HEADWATER_DATA)")


def repeated(texts: list[str], most: int, folder: str) -> None:
    """The texts as files, over and over until there are `most` words."""
    total, n = 0, 0
    while total < most:
        # A changed last line, so that no text is recognised as one already read.
        text = texts[n % len(texts)] + f"\n{n}\n"
        Path(folder, f"{n:05}.txt").write_text(text, encoding="utf8")
        total, n = total + len(text.split()), n + 1


def by_language() -> dict[str, list[str]]:
    """The texts of the story sets, as they are taken in, by the language that the reader finds."""
    folders = [str(path.parent / "docs") for path in sorted(ROOT.glob("*/*/gold.json"))]
    folders += [str(path.parent / "docs") for path in sorted(ROOT.glob("evals/stories/*/gold.json"))]
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "readings.jsonl"
        subprocess.run(
            [sys.executable, "-m", "headwater.cli", "read", *folders, "--jsonl", str(out), "--quiet"], check=True
        )
        documents = [json.loads(line)["document"] for line in out.open(encoding="utf8")]
    found: dict[str, list[str]] = {}
    for document in documents:
        if document["language"]:
            found.setdefault(document["language"], []).append(document["text"])
    return found


def show(label: str, folder: Path, start: float | None = None) -> None:
    words, cpu, mb = measure(folder)
    began = f"{start:11.2f}" if start is not None else ""
    print(f"{label:28} {words:9,} {cpu:7.1f} {words / cpu:12,.0f} {mb:8.0f} {began}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
