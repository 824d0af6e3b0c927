"""Words compare equal through what republishing changes, and keep their places; numbers and names stay apart."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.link.normal import look_alikes, repair_mojibake, words_of

CASES = Path(__file__).parent.parent / "cases" / "link"


def cases(name: str) -> list[Any]:
    rows = tomllib.loads((CASES / name).read_text(encoding="utf8"))["case"]
    return [pytest.param(row, id=row["label"]) for row in rows]


@pytest.mark.parametrize("case", cases("normal.toml"))
def test_words_compare_as_a_reader_would_compare_them(case: dict[str, str]) -> None:
    words = words_of([case["a"], case["b"]])
    a, b = words.key[: words.first[1]].tolist(), words.key[words.first[1] :].tolist()
    assert (a == b) == (case["expect"] == "same")


@pytest.mark.parametrize("case", cases("look_alikes.toml"))
def test_disguised_words_are_named_with_their_places(case: dict[str, Any]) -> None:
    assert [span.of(case["text"]) for span in look_alikes(case["text"])] == case["found"]


def test_every_word_knows_its_place_in_its_own_text() -> None:
    texts = ["“The dam—held.”", "", "it’s re\u200bser\u00advoir", "ﬁne"]
    words = words_of(texts)
    shown = [
        [words.span(i, i).of(text) for i in range(words.first[t], words.first[t + 1])] for t, text in enumerate(texts)
    ]
    assert shown == [["The", "dam", "held"], [], ["it", "s", "re\u200bser\u00advoir"], ["ﬁne"]]


def test_places_in_a_broken_text_are_those_of_the_text_as_it_stands() -> None:
    text = "Le barrage aÃ©rien a tenu, dit-on Ã  Orlu"
    words = words_of([text])
    assert [words.span(i, i).of(text) for i in range(len(words))] == [
        "Le", "barrage", "aÃ©rien", "a", "tenu", "dit", "on", "Ã", "Orlu",
    ]  # fmt: skip


def test_mojibake_is_read_again_and_an_honest_text_is_left_alone() -> None:
    repaired = repair_mojibake("cafÃ©!")
    assert repaired is not None
    assert repaired[0] == "café!"
    assert repaired[1].tolist() == [0, 1, 2, 3, 5, 6]
    for honest in ("Ñandú y pâté", "Рёв и СССР", "plain", "Âme"):
        assert repair_mojibake(honest) is None


def test_a_script_without_spaces_gives_a_word_a_character() -> None:
    words = words_of(["北京 dam 大坝"])
    assert (words.key & 1).tolist() == [1, 1, 0, 1, 1]
    assert words.size.tolist() == [1, 1, 3, 1, 1]


@given(st.lists(st.text(max_size=60), max_size=6))
def test_words_are_the_same_alone_and_in_company(texts: list[str]) -> None:
    together = words_of(texts)
    for t, text in enumerate(texts):
        alone = words_of([text])
        part = slice(int(together.first[t]), int(together.first[t + 1]))
        assert np.array_equal(together.key[part], alone.key)
        assert np.array_equal(together.begin[part], alone.begin)
        assert all(b + s <= len(text) and s > 0 for b, s in zip(alone.begin.tolist(), alone.size.tolist(), strict=True))


def test_a_text_longer_than_a_piece_of_work_is_cut_nowhere() -> None:
    texts = ["Brannock dam held. " * 9000] * 3
    words = words_of(texts)
    assert words.first.tolist() == [0, 27000, 54000, 81000]
    assert np.array_equal(words.key[:27000], words.key[54000:])
