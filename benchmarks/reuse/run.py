#!/usr/bin/env python3
"""Which pairs of documents that share text are found, by Headwater and by its peers: recall, precision, cost.

usage: run.py [--documents 2000] [--seed 7] [--texts FOLDER] [--corpus DIR] [--peers] [--tools NAME …]

The corpus is generated (`benchmarks/corpus.py`), from the plain texts in FOLDER where one is named, or stands in DIR
(docs.jsonl and truth.jsonl, as `evals/scorers/make_reuse.py` writes them). Every tool gets the same documents, one after
the other, in a process of its own, and is scored by the same rules (`score.py`). With --peers those of `peers.txt` run,
too, out of a virtual environment of their own (.venv-peers), which is made if it is not there.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import venv
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from score import BANDS, Score, Truth, score  # noqa: E402

from corpus import make  # noqa: E402

PEERS = {path.stem: path for path in sorted((HERE / "peers").glob("*.py"))}
PEERS_VENV = HERE.parents[1] / ".venv-peers"


def commands(with_peers: bool, peers_python: Path | None) -> dict[str, list[str]]:
    """Name → the command line that wants DOCS and PAIRS after it."""
    found = {"headwater": [sys.executable, str(HERE / "ours.py")]}
    if with_peers:
        python = peers_python or install_peers()
        found |= {name: [str(python), str(path)] for name, path in PEERS.items()}
    return found


def install_peers() -> Path:
    """The peers' Python, with them installed."""
    python = PEERS_VENV / "bin" / "python"
    if not python.exists():
        venv.create(PEERS_VENV, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", HERE / "peers.txt"], check=True)
    return python


# A process starts with the peak memory of the one that made it: so a small one stands between this and the tool.
_LAUNCHER = """
import os, subprocess, sys
tool = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(tool.pid, 0)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def measured(command: list[str]) -> tuple[float, float]:
    """CPU seconds and peak MB of a process and its children."""
    done = subprocess.run([sys.executable, "-c", _LAUNCHER, *command], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
    cpu, mb = done.stdout.split()
    return float(cpu), float(mb)


def row(name: str, one: Score, cpu: float, mb: float) -> str:
    """A line of the table."""
    bands = " | ".join(f"{share:.3f}" for share, _ in one.bands)
    return f"| {name} | {bands} | {one.precision:.3f} | {cpu:.1f} | {mb:.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--peers-python", type=Path, help="a Python that has the peers already")
    parser.add_argument("--tools", nargs="+", metavar="NAME", help="only these")
    given = parser.parse_args()
    tools = commands(given.peers, given.peers_python)
    if given.tools:
        tools = {name: tools[name] for name in given.tools}
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.corpus or Path(scratch)
        if not given.corpus:
            corpus = make(given.documents, given.seed, given.texts)
            corpus.write(folder / "docs.jsonl")
            corpus.write_truth(folder / "truth.jsonl")
        truth = Truth.of(folder)
        print(
            f"{date.today()}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; "
            f"{len(truth.kind):,} documents, {len(truth.shared):,} pairs that share a sentence or more\n"
        )
        labels = [str(low) if low == high else f"{low}+" if high > 99 else f"{low}–{high}" for low, high in BANDS]
        print(f"| tool | {' | '.join(labels)} | precision | CPU s | peak MB |")
        print("|" + "---|" * (len(labels) + 4), flush=True)
        scores: dict[str, Score] = {}
        for name, command in tools.items():
            out = Path(scratch) / "pairs.tsv"
            cost = measured([*command, str(folder / "docs.jsonl"), str(out)])
            lines = (line.rstrip("\n").split("\t") for line in out.open(encoding="utf8"))
            scores[name] = score(truth, ((a, b) for a, b, *_ in lines))
            print(row(name, scores[name], *cost), flush=True)
        print(f"\n| kind of copy, found beside its article | pairs | {' | '.join(scores)} |")
        print("|" + "---|" * (len(scores) + 2))
        first = next(iter(scores.values()))
        for kind, (_, pairs) in first.kinds.items():
            shares = " | ".join(f"{one.kinds[kind][0]:.3f}" for one in scores.values())
            print(f"| {kind} | {pairs} | {shares} |")


if __name__ == "__main__":
    main()
