"""Documents that say the same sentence by sentence."""

from __future__ import annotations

from typing import Any

import pytest

from headwater.core import Link
from headwater.engine.plain import PlainEngine
from headwater.link.matter import Reader
from headwater.link.translations import find_translations, sentences_of
from tests.link.made import cases, readings
from tests.link.test_statements import FILLER


def found(case: dict[str, Any], reused: tuple[Link, ...] = ()) -> tuple[Link, ...]:
    documents = [{"id": name, **case[name]} for name in ("a", "b")]
    read = sorted(readings({"document": [*documents, *FILLER]}), key=lambda r: r.document.id)
    return find_translations(read, Reader(read), PlainEngine(), reused)


@pytest.mark.parametrize("case", cases("translations"), ids=lambda case: case["label"])
def test_what_says_the_same_in_order_is_linked(case: dict[str, Any]) -> None:
    links = found(case)
    assert [(link.a, link.b, link.relation) for link in links] == (
        [("a", "b", case["relation"])] if "relation" in case else []
    )
    for link in links:
        assert len(link.matches) == 3
        assert link.coverage_a > 0.9
        assert link.coverage_b > 0.9
        assert all(match.because for match in link.matches)


def test_text_that_is_shared_word_for_word_needs_no_translation() -> None:
    case = cases("translations")[1]
    assert found(case, (Link("a", "b", "shared passage", (), 1.0, 0.8, 0.8),)) == ()


def test_an_abbreviation_ends_no_sentence() -> None:
    text = "On 2 Oct. 2024 the mill burned.\nMr. Dorr left at 5 p.m. and came back."
    assert next(span.of(text) for span in sentences_of(text)) == "On 2 Oct. 2024 the mill burned."
