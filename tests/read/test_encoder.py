"""The trained reader: its search, its windows, and 8 bits against 32."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

from headwater.models import model_for
from headwater.read.encoder import Effort, Encoder, encoder, runs, viterbi
from headwater.read.language import language
from headwater.read.quotes import quoted_regions
from headwater.read.windows import looks_of, pieces_of_words, windows_of

FP32 = json.loads((Path(__file__).parents[1] / "cases" / "models" / "fp32.json").read_text(encoding="utf8"))


@pytest.fixture(scope="module")
def english() -> Encoder:
    model = model_for("en")
    assert model is not None
    return encoder(model)


def quotations(text: str) -> list[tuple[int, int]]:
    return [(r.span.start, r.span.end) for r in quoted_regions(text, language("en"))]


def test_the_search_finds_the_best_path_and_its_probability() -> None:
    rng = np.random.default_rng(7)
    scores = rng.normal(size=(2, 4, 3)).astype(np.float32)
    moves = rng.normal(size=(4, 4)).astype(np.float32)
    lengths = np.array([4, 3])
    paths, sure = viterbi(scores, lengths, moves)
    for row, size in enumerate(lengths):

        def worth(path: tuple[int, ...], row: int = row) -> float:
            total = moves[3, path[0]] + moves[path[-1], 3] + sum(scores[row, i, k] for i, k in enumerate(path))
            return float(total + sum(moves[a, b] for a, b in itertools.pairwise(path)))

        every = {path: worth(path) for path in itertools.product(range(3), repeat=int(size))}
        best = max(every, key=lambda path: every[path])
        assert tuple(paths[row]) == best
        assert sure[row] == pytest.approx(every[best] - np.log(sum(np.exp(v) for v in every.values())), abs=1e-4)


def test_labelled_runs_end_where_they_end() -> None:
    labels = ["O", "B-cue", "I-cue", "E-cue", "S-cue"]
    assert runs([4, 1, 2, 3, 0, 1, 3, 4], labels) == [("cue", 0, 1), ("cue", 1, 4), ("cue", 5, 7), ("cue", 7, 8)]


def test_windows_cover_the_text_once_and_break_between_paragraphs() -> None:
    text = "\n\n".join(f"Paragraph {n} has a few words, and then it stops." for n in range(40))
    looks = looks_of(text, [])
    sizes = [1] * len(looks)
    windows = windows_of(looks, sizes, 64)
    assert [a for a, _ in windows] == [0, *(b for _, b in windows[:-1])]
    assert windows[-1][1] == len(looks)
    starts = {first for first, _ in looks.paragraphs}
    assert all(a in starts for a, _ in windows)
    assert all(b - a <= 64 for a, b in windows)


def test_words_without_a_piece_of_their_own_share_one() -> None:
    looks = looks_of("a bc", [])
    first, sizes = pieces_of_words(looks, [(0, 4)])
    assert first == [0, 0]
    assert sizes == [1, 0]


@pytest.mark.parametrize("case", FP32, ids=lambda c: c["text"][:30])
def test_8_bits_read_as_32_do(case: dict, english: Encoder) -> None:  # type: ignore[type-arg]
    text = case["text"]
    found = english.attributions(text, quotations(text))
    assert [[list(map(list, p)) for p in (f.source, f.cue, f.content)] for f in found] == [
        [f["source"], f["cue"], f["content"]] for f in case["found"]
    ]
    assert [f.valid for f in found] == pytest.approx([f["valid"] for f in case["found"]], abs=1.5)


def test_the_size_of_a_batch_changes_next_to_nothing_but_memory(english: Encoder) -> None:
    # Activations are quantised batch by batch, so that a borderline boundary may move.
    text = "\n\n".join(case["text"] for case in FP32) * 4
    small = {(f.source, f.cue, f.content) for f in english.attributions(text, quotations(text), Effort(batch=300))}
    large = {(f.source, f.cue, f.content) for f in english.attributions(text, quotations(text), Effort(batch=4000))}
    assert len(small & large) >= 0.8 * len(small | large)


def test_an_empty_text_has_no_attributions(english: Encoder) -> None:
    assert english.attributions("", []) == []
    assert english.attributions("\n\n", []) == []
