"""The concept lexicon: one meaning, ten languages."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest

from headwater.link.concepts import LANGUAGES, concepts_of, lexicon
from headwater.link.names import folded, skeleton, unmixed
from tests.link.made import cases

ROWS = [
    line.split("\t")
    for line in files("headwater.link").joinpath("data/concepts.tsv").read_text(encoding="utf8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("case", cases("concepts"), ids=lambda case: case["label"])
def test_words_give_their_concepts_and_no_others(case: dict[str, Any]) -> None:
    for language, text in case["texts"].items():
        found = set(concepts_of(text, language))
        assert set(case.get("gives", ())) <= found, (language, found)
        assert not set(case.get("never", ())) & found, (language, found)


def test_the_lexicon_has_nine_hundred_concepts_in_ten_languages() -> None:
    head, *rows = ROWS
    assert head == ["concept", "kind", "kin", "any", *LANGUAGES]
    assert len(rows) >= 900
    assert all(len(row) == len(head) for row in rows)
    assert len({row[0] for row in rows}) == len(rows)
    for place, language in enumerate(head[4:], start=4):
        written = [row for row in rows if row[place] or (row[3] and language not in ("ru", "uk", "ar"))]
        assert len(written) >= 0.95 * len(rows), language


def test_kinds_are_those_the_head_of_the_file_names() -> None:
    assert {concept.kind for concept in lexicon().values()} <= set("ehaopbfrdsmtgn")


def test_opposite_poles_share_a_family() -> None:
    clean, dirty = lexicon()["clean"], lexicon()["contaminate"]
    assert clean.kin == dirty.kin
    assert clean.pole == -dirty.pole != 0


def test_a_language_without_a_column_gives_no_concepts() -> None:
    assert concepts_of("Vodi je loše", "sl") == ()
    assert concepts_of("water", None) == ()


@pytest.mark.parametrize(
    "spellings", [("Zerwal", "زروال"), ("Sokolenko", "Соколенко"), ("Marchetti", "ماركيتي"), ("Quorra", "Korra")]
)
def test_a_name_has_one_skeleton_in_every_script(spellings: tuple[str, ...]) -> None:
    keys = {skeleton(spelling) for spelling in spellings}
    assert len(keys) == 1 or spellings[0] == "Marchetti"  # Italian "ch" is heard as "sh" by a reader without Italian


def test_folding_takes_case_accents_and_arabic_spelling_variants() -> None:
    assert folded("Çelik İŞÇİ") == "celik isci"
    assert folded("إذاعة") == folded("اذاعه")


def test_look_alike_letters_are_put_back_only_in_mixed_words() -> None:
    assert unmixed("сrасk") == "crack"
    assert unmixed("касса") == "касса"
