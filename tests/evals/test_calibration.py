from __future__ import annotations

import itertools
import random

import pytest

from bootstrap import f1, intervals, total
from calibration import calibrated, calibration, equal_mass, fit_calibration
from reliability import svg


def drawn(n: int, right: float = 1.0, seed: int = 3) -> tuple[list[float], list[bool]]:
    """Scores, and outcomes that hold with the probability `right` times the score."""
    rng = random.Random(seed)
    scores = [rng.random() for _ in range(n)]
    return scores, [rng.random() < right * score for score in scores]


def test_confidences_that_keep_their_word_have_no_calibration_error() -> None:
    pairs = [(0.8, n % 5 != 0) for n in range(100)] + [(0.2, n % 5 == 0) for n in range(100)]
    found = calibration("made up", pairs)
    assert found.ece == pytest.approx(0.0)
    assert found.brier == pytest.approx(0.16)


def test_a_confidence_that_is_always_too_high_is_off_by_as_much() -> None:
    assert calibration("made up", [(0.9, n % 2 == 0) for n in range(100)]).ece == pytest.approx(0.4)


def test_bins_have_equal_mass_and_equal_confidences_share_one() -> None:
    bins = equal_mass([(n / 100, True) for n in range(100)])
    assert [b.count for b in bins] == [10] * 10
    assert [b.count for b in equal_mass([(0.5, True)] * 30 + [(0.9, True)] * 10)] == [30, 10]


def test_nothing_read_is_said_not_scored() -> None:
    with pytest.raises(ValueError, match="nothing was read"):
        calibration("made up", [])


def test_the_fitted_map_rises_and_mends_a_score_that_is_half_too_high() -> None:
    scores, right = drawn(4000, right=0.5)
    knots = fit_calibration(scores, right)
    assert len(knots) <= 12
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in itertools.pairwise(knots))
    raw = calibration("raw", list(zip(scores, right, strict=True)))
    mended = calibration("mended", [(calibrated(s, knots), good) for s, good in zip(scores, right, strict=True)])
    assert raw.ece > 0.2
    assert mended.ece < 0.03
    assert mended.brier < raw.brier


def test_no_level_of_the_map_is_certain() -> None:
    knots = fit_calibration([0.1] * 40 + [0.9] * 40, [False] * 40 + [True] * 40)
    assert 0 < knots[0][1] < 0.05
    assert 0.95 < knots[-1][1] < 1


def test_outside_its_knots_the_map_is_flat_and_without_knots_it_changes_nothing() -> None:
    knots = [[0.2, 0.1], [0.6, 0.9]]
    assert [calibrated(raw, knots) for raw in (0.0, 0.4, 1.0)] == pytest.approx([0.1, 0.5, 0.9])
    assert calibrated(0.37, []) == 0.37


def test_a_map_needs_an_outcome_for_every_score() -> None:
    with pytest.raises(ValueError, match="2 scores and 1 outcomes"):
        fit_calibration([0.1, 0.2], [True])


def test_scores_all_alike_give_one_knot() -> None:
    assert fit_calibration([0.7] * 98, [True] * 49 + [False] * 49) == [[0.7, 0.5]]


def test_intervals_hold_the_figure_and_are_the_same_for_the_same_seed() -> None:
    rng = random.Random(1)
    tallies = [{"hit": float(rng.randint(0, 5)), "of": 5.0} for _ in range(60)]

    def figures(tally: dict[str, float]) -> dict[str, float]:
        return {"share": tally["hit"] / tally["of"]}

    first = intervals(tallies, figures)  # type: ignore[arg-type]
    assert first == intervals(tallies, figures)  # type: ignore[arg-type]
    low, high = first["share"]
    assert low < figures(total(tallies))["share"] < high
    assert high - low < 0.2


def test_a_figure_that_rests_on_one_article_of_many_has_no_interval() -> None:
    tallies = [{"of": 1.0, "rare": float(n == 0)} for n in range(30)]

    def figures(tally: dict[str, float]) -> dict[str, float]:
        return {"all": 1.0} | ({"rare": 1.0} if tally["rare"] else {})

    assert set(intervals(tallies, figures)) == {"all"}  # type: ignore[arg-type]


def test_f1_is_the_harmonic_mean_and_nothing_found_is_nought() -> None:
    assert f1(1, 1, 2, 1) == pytest.approx(2 / 3)
    assert f1(0, 0, 0, 4) == 0.0


def test_the_plot_is_the_same_for_the_same_figures_and_escapes_names() -> None:
    bins = equal_mass([(n / 50, n % 2 == 0) for n in range(50)])
    drawing = svg([("<here & there>", 0.1, bins)])
    assert drawing == svg([("<here & there>", 0.1, bins)])
    assert "&lt;here &amp; there&gt;" in drawing
    assert drawing.count("<title>") == len(bins) + 1
