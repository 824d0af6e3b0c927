"""Confidence intervals by drawing articles anew."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

Tally = Mapping[str, float]
DRAWS = 1000
SEED = 13
ENOUGH = 0.975


def intervals(
    tallies: Sequence[Tally],
    figures: Callable[[Tally], Mapping[str, float]],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> dict[str, tuple[float, float]]:
    """The middle 95 % of each figure when as many articles are drawn with replacement.

    `tallies` are counts, one mapping an article; `figures` computes what is reported from their sum, and leaves out what
    rests on nothing. A figure that rests on so few articles that one draw in forty holds none of them has no interval.
    The same seed gives the same intervals.
    """
    if not tallies:
        return {}
    keys = sorted({key for tally in tallies for key in tally})
    counts = np.array([[tally.get(key, 0.0) for key in keys] for tally in tallies], dtype=np.float64)
    times = np.random.default_rng(seed).multinomial(
        len(tallies), np.full(len(tallies), 1 / len(tallies)), size=draws
    )  # how often each article is drawn: int, (draws, articles)
    drawn: dict[str, list[float]] = {}
    for row in times @ counts:
        for name, value in figures(dict(zip(keys, row.tolist(), strict=True))).items():
            drawn.setdefault(name, []).append(value)
    bounds = {}
    for name, values in drawn.items():
        if len(values) >= draws * ENOUGH:
            low, high = np.quantile(values, (0.025, 0.975)).tolist()
            bounds[name] = (low, high)
    return bounds


def total(tallies: Sequence[Tally]) -> dict[str, float]:
    """The sum of all tallies."""
    out: dict[str, float] = {}
    for tally in tallies:
        for key, value in tally.items():
            out[key] = out.get(key, 0.0) + value
    return out


def f1(hits_found: float, hits_wanted: float, found: float, wanted: float) -> float:
    """F1 from the hits among what was found and among what was wanted; 0 where there is neither."""
    precision = hits_found / found if found else 0.0
    recall = hits_wanted / wanted if wanted else 0.0
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
