"""Quotation marks and dialogues: what is quoted, how deep, and what is missing."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.read.language import language
from headwater.read.quotes import Quoted, is_scare, quoted_regions

CASES = Path(__file__).parents[1] / "cases" / "quotes"


def _cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf8"))["case"]:
            yield pytest.param(case, id=f"{path.stem}: {case['label']}")


def _told(quoted: Quoted) -> str:
    unusual = [
        *(["unclosed"] if not quoted.closed else []),
        *(["unopened"] if not quoted.opened else []),
        *(["continued"] if quoted.continued else []),
        *([str(quoted.level)] if quoted.level else []),
    ]
    return " ".join([quoted.style, *unusual])


@pytest.mark.parametrize("case", list(_cases()))
def test_what_stands_in_marks_is_found(case: dict[str, Any]) -> None:
    text = case["text"]
    found = quoted_regions(text, language(case.get("language")))
    assert [[one.span.of(text), _told(one)] for one in found] == case["regions"]


def test_the_inner_words_leave_marks_and_blanks_out() -> None:
    text = "« Rien du tout », dit-il."
    (quoted,) = quoted_regions(text)
    assert quoted.inner.of(text) == "Rien du tout"


def test_parts_of_one_turn_know_each_other() -> None:
    text = "— Да, — сказал он. — Нет.\n— Может быть, — ответила она."
    turns = [quoted.turn for quoted in quoted_regions(text, language("ru"))]
    assert turns == [0, 0, text.index("\n") + 1]


@pytest.mark.parametrize(
    ("text", "scare"),
    [
        ("He called it a “necessary evil” again.", True),
        ("She read “The Long River” twice.", True),
        ("“The dam held,” she said.", False),
        ("He asked: “Who is there?”", False),
        ("“We have told them three times that the bridge is closed”, he said.", False),
    ],
)
def test_a_title_or_a_word_at_arms_length_is_no_speech(text: str, scare: bool) -> None:
    (quoted,) = quoted_regions(text)
    assert is_scare(quoted, text) is scare


def test_a_short_answer_beside_a_verb_of_saying_is_speech() -> None:
    text = "“Nunca”, dijo Marta."
    (quoted,) = quoted_regions(text)
    assert not is_scare(quoted, text, language("es"))


@pytest.mark.parametrize("unit", ["“", '"a ', "«a ", "(' ", "”", "“a\n", "— a, — b, — c ", "‘a ’s ", "»a« "])
def test_ten_thousand_marks_are_read_in_no_time(unit: str) -> None:
    began = time.perf_counter()
    quoted_regions(unit * 10_000, language("ru"))
    assert time.perf_counter() - began < 2.0


def test_marks_nested_ten_thousand_deep_keep_their_levels() -> None:
    found = quoted_regions("“" * 10_000 + "a" + "”" * 10_000)
    assert [one.level for one in found[:3]] == [0, 1, 2]
    assert found[-1].level == 9_999


@given(st.text(alphabet="ab .,\n“”\"'‘’„«»›‹—-–:!?é", max_size=80))
def test_any_text_gives_ordered_regions_inside_it(text: str) -> None:
    last = -1
    for quoted in quoted_regions(text, language("fr")):
        assert last <= quoted.span.start
        assert quoted.span.contains(quoted.inner)
        assert quoted.span.end <= len(text)
        last = quoted.span.start
