"""Stretches grow from rare runs as far as the words go on agreeing."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from headwater.engine.plain import PlainEngine
from headwater.link.alignment import Alignment, Stretches, aligned
from headwater.link.normal import Words, words_of
from headwater.link.passages import Rare, information, rare_runs

SENTENCE = (
    "engineers lowered the Brannock reservoir by eleven metres overnight because divers had discovered seepage "
    "beneath the northern spillway gate"
)


def stretches(*texts: str) -> tuple[Words, Stretches]:
    words = words_of(texts)
    bits = information(words)
    runs = PlainEngine().pairs(rare_runs(words, bits).features)
    return words, aligned(words, bits, runs)


def best(texts: tuple[str, str]) -> tuple[str, str, int]:
    """The words of the best stretch in both texts, and how many agree."""
    words, found = stretches(*texts)
    row = int(np.argmax(found.bits))
    start, end, shift = int(found.start[row]), int(found.end[row]), int(found.shift[row])
    in_b = words.span(start + shift, end + shift - 1)
    return words.span(start, end - 1).of(texts[0]), in_b.of(texts[1]), int(found.same[row])


def test_a_stretch_reaches_the_ends_of_what_agrees() -> None:
    texts = (
        f"Old Orlu folk say otherwise. {SENTENCE}. More tomorrow!",
        f"Elsewhere: {SENTENCE}; nothing else was said",
    )
    assert best(texts) == (SENTENCE, SENTENCE, len(SENTENCE.split()))


def test_a_stretch_goes_over_changed_words() -> None:
    changed = SENTENCE.replace("overnight", "yesterday").replace("discovered", "reported")
    first, second, same = best((f"Today {SENTENCE}.", f"Some claim {changed}, others do not"))
    assert (first, second, same) == (SENTENCE, changed, len(SENTENCE.split()) - 2)


def test_a_stretch_starts_at_the_first_letter_of_a_text() -> None:
    first, second, _ = best((SENTENCE + " and so on", SENTENCE + ", it was learnt"))
    assert first.startswith("engineers")
    assert second.startswith("engineers")


def test_no_stretch_goes_over_into_the_next_text() -> None:
    words, found = stretches(SENTENCE, SENTENCE, SENTENCE)
    assert len(found.a) == 3
    for a, b, start, end, shift in zip(found.a, found.b, found.start, found.end, found.shift, strict=True):
        assert words.first[a] <= start < end <= words.first[a + 1]
        assert words.first[b] <= start + shift < end + shift <= words.first[b + 1]


def test_a_disagreeing_word_costs_more_the_rarer_it_is() -> None:
    words = words_of(["quarry lantern mill orchard the ferry", "quarry lantern mill orchard saxophone ferry"])
    bits = np.array([10, 10, 10, 10, 2, 10, 10, 10, 10, 10, 14, 10], np.float32)
    runs = pa.table({name: pa.array([n], pa.int32()) for name, n in zip(
        ("a", "b", "at_a", "at_b", "until", "shared"), (0, 1, 0, 0, 0, 1), strict=True)})  # fmt: skip
    found = aligned(words, bits, runs, Alignment(mismatch=0.5, step=1.0))
    assert found.bits[0] == pytest.approx(50 - 1 - 0.5 * (2 + 14) / 2)
    assert found.same[0] == 5


def test_a_word_carries_no_more_than_its_letters() -> None:
    words = words_of(["pen reservoir 54 " + "the dam and the river of the town " * 40])
    bits = information(words, Rare(letter_bits=2.0, background=0))
    assert bits[:3].tolist() == pytest.approx([6.0, np.log2(len(words)), 4.0])


def test_runs_in_one_place_are_left_out_and_frequent_ones_are_stock() -> None:
    phrase = "subscribe here for our wonderful newsletter"
    unlike = [f"{name} {phrase} {name}" for name in ("quarry", "lantern", "orchard", "saxophone", "brewery")]
    words = words_of([*unlike, SENTENCE])
    runs = rare_runs(words, information(words), Rare(stock=4))
    assert runs.features.num_rows == 0
    assert runs.stock[1:7].all()
    assert not runs.stock[words.first[5] :].any()
