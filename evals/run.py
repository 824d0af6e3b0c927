#!/usr/bin/env python3
"""All accuracy figures, compared with the floors in floors.json; the table of who says what in attributions.md.

    python evals/run.py                        measure and compare; exit 1 where a figure is under its floor
    python evals/run.py stories seed           only these
    python evals/run.py attributions           the table, with intervals and targets
    python evals/run.py --raise                lift each floor to just under the figure measured now
    python evals/run.py --lower NAME=VALUE --reason "why"

Own stories (examples/) are always measured. Real data are found through HEADWATER_DATA, a folder
with seed/, polnear/, data/ and stories/; what cannot be measured without it is listed as not run.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE))

import calibration  # noqa: E402  (beside this script)
import corpora  # noqa: E402
import evenhanded  # noqa: E402
import measures  # noqa: E402
import table  # noqa: E402
import when  # noqa: E402

FLOORS = HERE / "floors.json"
RESULTS = HERE / "results.json"
TABLE = "attributions"
ALL = {**measures.ALL, "evenhanded": evenhanded.measure, "calibration": calibration.measure, "when": when.scored}
MARGIN = 0.01  # a raised floor stands this much under the figure, for changes that trade one hair for another


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("only", nargs="*", choices=[*ALL, TABLE, []], help="measure only these")
    parser.add_argument("--raise", dest="lift", action="store_true")
    parser.add_argument("--lower", metavar="NAME=VALUE")
    parser.add_argument("--reason")
    args = parser.parse_args(argv)
    floors = json.loads(FLOORS.read_text(encoding="utf8"))
    if args.lower:
        return lower(floors, args.lower, args.reason)
    data = Path(os.environ["HEADWATER_DATA"]) if os.environ.get("HEADWATER_DATA") else None
    figures: dict[str, float] = {}
    not_run: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        for name in args.only or ALL:
            if name == TABLE:
                continue
            measure: Callable[[Path, Path | None], dict[str, float]] = ALL[name]
            try:
                found = measure(Path(scratch), data)
            except measures.NotHere as reason:
                not_run.append(f"{name}: {reason}")
                continue
            figures |= {f"{name}.{key}": round(value, 4) for key, value in found.items()}
        rows: list[table.Row] = []
        if not args.only or TABLE in args.only:
            rows, reasons = attributions(Path(scratch), data, figures)
            figures |= table.figures(rows)
            not_run += [reason for reason in reasons if not any(reason in line for line in not_run)]
    under = report(figures, floors)
    table.show(rows)
    for line in not_run:
        print(f"not run  {line}")
    if args.lift:
        for name, value in figures.items():
            rule = floors.get(name, {})
            # Speed differs from machine to machine; its floor is set by hand.
            if "floor" in rule and not name.endswith("second") and value - MARGIN > rule["floor"]:
                floors[name] = {"floor": round(value - MARGIN, 3)}
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf8")
    if not args.only and not not_run:
        made = {"date": datetime.now(UTC).date().isoformat(), "machine": machine(), "figures": figures}
        table.write(rows, f"{made['date']}, {made['machine']}")
        RESULTS.write_text(json.dumps(made, indent=1) + "\n", encoding="utf8")
    if under:
        print(f"{len(under)} under their floor: {', '.join(under)}")
    return 1 if under else 0


def machine() -> str:
    """The processor, its cores and the Python that the figures were made with."""
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def attributions(scratch: Path, data: Path | None, figures: dict[str, float]) -> tuple[list[table.Row], list[str]]:
    """The rows of the table and what is missing.

    `figures` are those of this run so far: speed and the like are taken from them.
    """
    here = corpora.gather(scratch, data)
    rows = table.polnear_rows(here.polnear, here.sequences) if here.polnear else []
    for (corpus, measure), key in table.ELSEWHERE.items():
        if key in figures:
            rows.append(table.row(corpus, measure, figures[key]))
    rows += table.german_rows(here.german) if here.german else []
    rows += table.story_rows(corpora.STORIES, here.folders, here.stories)
    rows.sort(key=lambda one: table.ORDER.index(one.corpus))
    return rows, here.not_run


def report(figures: dict[str, float], floors: dict[str, dict[str, float]]) -> list[str]:
    """Print every figure with its floor; the names of those under it."""
    under = []
    for name, value in figures.items():
        rule = floors.get(name, {})
        sign, bound = "", ""
        if "floor" in rule:
            bound = f"floor {rule['floor']:g}"
            sign = "ok" if value >= rule["floor"] else "UNDER"
        elif "ceiling" in rule:
            bound = f"ceiling {rule['ceiling']:g}"
            sign = "ok" if value <= rule["ceiling"] else "UNDER"
        if sign == "UNDER":
            under.append(name)
        print(f"{name:44} {value:10.4g}  {bound:16} {sign}")
    return under


def lower(floors: dict[str, dict[str, float | str]], wanted: str, reason: str | None) -> int:
    """Lower one floor; needs a reason, which is kept beside it."""
    name, _, value = wanted.partition("=")
    if not reason:
        print("a floor is lowered with a reason: --reason '…'", file=sys.stderr)
        return 2
    if name not in floors:
        print(f"{name}: no such floor", file=sys.stderr)
        return 2
    key = "ceiling" if "ceiling" in floors[name] else "floor"
    floors[name] = {key: float(value), "reason": reason}
    FLOORS.write_text(json.dumps(floors, indent=1, ensure_ascii=False) + "\n", encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
