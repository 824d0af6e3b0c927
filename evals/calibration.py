#!/usr/bin/env python3
"""Does a confidence of .8 mean right four times in five? ECE, Brier score and a reliability plot.

    python evals/calibration.py                       measure; draw docs/reliability.svg
    python evals/calibration.py --fit FILE            also fit a map from the confidence read to a calibrated one

An attribution is right as in `judged.py`. German quotations are measured only; they never enter a fit that is shipped.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import corpora  # noqa: E402  (beside this script)
import measures  # noqa: E402
import reliability  # noqa: E402
from judged import Article, found_only, judge  # noqa: E402

BINS = 10
FOLDS = 5
KNOTS = 12
FEWEST = 25  # attributions a level of the fitted map rests on; fewer, and it follows chance
PLOT = HERE.parent / "docs" / "reliability.svg"

Scored = tuple[float, bool]
Knots = list[list[float]]


@dataclass(frozen=True, slots=True)
class Bin:
    """Attributions of neighbouring confidence: how many, their mean confidence, and the share that is right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well confidences keep their word on one corpus.

    `ece`: mean distance between confidence and share right over ten bins of equal mass, 0 to 1. `brier`: mean squared
    distance between confidence and outcome. `base`: the Brier score of always saying the mean share right.
    """

    corpus: str
    count: int
    right: float
    ece: float
    brier: float
    base: float
    bins: tuple[Bin, ...]


def scored(articles: Iterable[Article]) -> list[Scored]:
    """Confidence and whether it is right, for each attribution read, in the order of the articles."""
    return [
        (float(case.found["confidence"]), case.right)
        for article in articles
        for case in found_only(judge(article))
        if case.found is not None
    ]


def equal_mass(pairs: Sequence[Scored], bins: int = BINS) -> tuple[Bin, ...]:
    """The pairs by rising confidence in so many bins of the same size (one more in the first ones where it does not divide).

    Where one confidence fills several bins they are pooled, for their order among themselves is chance.
    """
    ranked = sorted(pairs)
    size, over = divmod(len(ranked), bins)
    cut, places = 0, []
    for n in range(bins):
        end = cut + size + (n < over)
        if end > cut:
            places.append((cut, end))
        cut = end
    pooled: list[tuple[int, int]] = []
    for start, end in places:
        while end < len(ranked) and ranked[end][0] == ranked[end - 1][0]:
            end += 1
        if pooled and start < pooled[-1][1]:
            start = pooled[-1][1]
        if end > start:
            pooled.append((start, end))
    out = []
    for start, end in pooled:
        part = ranked[start:end]
        out.append(Bin(len(part), sum(c for c, _ in part) / len(part), sum(r for _, r in part) / len(part)))
    return tuple(out)


def calibration(corpus: str, pairs: Sequence[Scored]) -> Calibration:
    """ECE, Brier score and bins of some scored attributions. Raises ValueError when there is none."""
    if not pairs:
        raise ValueError(f"{corpus}: nothing was read, so there is nothing to calibrate")
    bins = equal_mass(pairs)
    share = sum(right for _, right in pairs) / len(pairs)
    return Calibration(
        corpus=corpus,
        count=len(pairs),
        right=share,
        ece=sum(b.count * abs(b.confidence - b.right) for b in bins) / len(pairs),
        brier=sum((confidence - right) ** 2 for confidence, right in pairs) / len(pairs),
        base=share * (1 - share),
        bins=bins,
    )


# ---------------------------------------------------------------- the map


def fit_calibration(scores: Sequence[float], right: Sequence[bool], *, fewest: int = FEWEST) -> Knots:
    """Knots [raw, calibrated] of a rising map from raw scores to the share that is right; between them it is linear.

    Isotonic regression (pool adjacent violators) over groups of at least `fewest` neighbouring scores; each group's level
    is its share right after one success and one failure are added, so that none is 0 or 1. At most twelve
    knots, by rising raw score; outside them the first and last level hold. Raises ValueError when nothing is given or the lengths differ.
    """
    if not scores or len(scores) != len(right):
        raise ValueError(f"{len(scores)} scores and {len(right)} outcomes: needed as many of both, at least one")
    ranked = sorted(zip(scores, right, strict=True))
    smallest = max(fewest, -(-len(ranked) // KNOTS))
    groups: list[list[float]] = []  # count, sum of scores, number right
    for n, (score, good) in enumerate(ranked):
        fresh = not groups or (groups[-1][0] >= smallest and score != ranked[n - 1][0])
        if fresh:
            groups.append([0.0, 0.0, 0.0])
        groups[-1][0] += 1
        groups[-1][1] += score
        groups[-1][2] += good
    if len(groups) > 1 and groups[-1][0] < fewest:
        last = groups.pop()
        groups[-1] = [a + b for a, b in zip(groups[-1], last, strict=True)]
    pooled: list[list[float]] = []
    for group in groups:
        pooled.append(group)
        while len(pooled) > 1 and _level(pooled[-2]) >= _level(pooled[-1]):
            last = pooled.pop()
            pooled[-1] = [a + b for a, b in zip(pooled[-1], last, strict=True)]
    return [[round(total / count, 4), round(_level([count, total, good]), 4)] for count, total, good in pooled]


def _level(group: Sequence[float]) -> float:
    count, _, right = group
    return (right + 1) / (count + 2)


def calibrated(raw: float, knots: Sequence[Sequence[float]]) -> float:
    """The calibrated confidence of a raw score; the score itself where there is no knot."""
    if not knots:
        return raw
    if raw <= knots[0][0]:
        return knots[0][1]
    for (low, at_low), (high, at_high) in itertools.pairwise(knots):
        if raw <= high:
            return at_low + (at_high - at_low) * (raw - low) / (high - low)
    return knots[-1][1]


def refitted(articles: Sequence[Article], folds: int = FOLDS) -> list[Scored]:
    """The attributions with the confidence that a map fitted on the other articles gives them, in folds by article."""
    parts = [scored(articles[n::folds]) for n in range(folds)]
    out: list[Scored] = []
    for n, part in enumerate(parts):
        rest = [pair for m, other in enumerate(parts) if m != n for pair in other]
        if not rest:
            return part
        knots = fit_calibration([score for score, _ in rest], [good for _, good in rest])
        out += [(calibrated(score, knots), good) for score, good in part]
    return out


# ---------------------------------------------------------------- the command


def measure(scratch: Path, data: Path | None) -> dict[str, float]:
    """ECE and Brier score of each corpus that is here, as figures for floors."""
    out: dict[str, float] = {}
    here = corpora.gather(scratch, data)
    if not here.polnear:
        # The stories alone are too few for bins of equal mass.
        raise measures.NotHere(here.not_run[0])
    for name, articles in here.named():
        found = calibration(name, scored(articles))
        short = name.split()[0].lower()
        out |= {f"{short}.ece": found.ece, f"{short}.brier": found.brier}
    return out


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--fit", type=Path, metavar="FILE", help="write the knots of a map fitted on PolNeAR and the stories"
    )
    parser.add_argument("--plot", type=Path, default=PLOT, metavar="FILE")
    args = parser.parse_args(argv)
    data = Path(os.environ["HEADWATER_DATA"]) if os.environ.get("HEADWATER_DATA") else None
    with tempfile.TemporaryDirectory() as scratch:
        here = corpora.gather(Path(scratch), data)
    curves, to_fit = [], []
    print(f"{'corpus':34} {'read':>6} {'right':>6} {'ECE':>6} {'Brier':>6} {'(mean)':>7}")
    for name, articles in here.named():
        found = calibration(name, scored(articles))
        curves.append(found)
        _show(found)
        again = refitted(articles)
        _show(calibration(f"  fitted anew, {FOLDS} folds", again))
        if articles is not here.german:
            to_fit += scored(articles)
    for reason in here.not_run:
        print(f"not run  {reason}")
    if not here.not_run or args.plot != PLOT:
        args.plot.write_text(reliability.svg([(c.corpus, c.ece, c.bins) for c in curves]), encoding="utf8")
    if args.fit and to_fit:
        knots = fit_calibration([score for score, _ in to_fit], [good for _, good in to_fit])
        args.fit.write_text(json.dumps({"calibration": knots}, indent=1) + "\n", encoding="utf8")
        print(f"{args.fit}: {len(knots)} knots from {len(to_fit)} attributions")
    return 0


def _show(found: Calibration) -> None:
    row = f"{found.right:6.3f} {found.ece:6.3f} {found.brier:6.3f} {found.base:7.3f}"
    print(f"{found.corpus:34} {found.count:6} {row}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
