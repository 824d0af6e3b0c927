#!/usr/bin/env python3
"""Words per CPU second and peak memory of `headwater read`, start-up included, one process.

Reads the examples' plain texts, repeated to about 100,000 words; with HEADWATER_DATA set also PolNeAR dev.
"""

from __future__ import annotations

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


def main() -> None:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{'data':28} {'words':>9} {'CPU s':>7} {'words/CPU s':>12} {'peak MB':>8}")
    with tempfile.TemporaryDirectory() as scratch:
        texts = sorted(ROOT.glob("examples/*/docs/*.txt"))
        total, n = 0, 0
        while total < 100_000:
            for path in texts:
                # A changed last line, so that no text is recognised as one already read.
                text = path.read_text(encoding="utf8") + f"\n{n}\n"
                (Path(scratch) / f"{n:05}.txt").write_text(text, encoding="utf8")
                total, n = total + len(text.split()), n + 1
        show("examples, ten languages", Path(scratch))
    data = os.environ.get("HEADWATER_DATA")
    dev = Path(data) / "polnear" / "dev" / "text" if data else None
    if dev and dev.exists():
        show("PolNeAR dev, English", dev)
    else:
        print("not run: PolNeAR dev (HEADWATER_DATA)")


def show(label: str, folder: Path) -> None:
    words, cpu, mb = measure(folder)
    print(f"{label:28} {words:9,} {cpu:7.1f} {words / cpu:12,.0f} {mb:8.0f}")


if __name__ == "__main__":
    main()
