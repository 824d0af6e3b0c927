"""Times, quantities and credits, case by case, in every language."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from headwater.core import Attribution, Document, Extent, Hyperlink, Span, dated_from_iso, document_id, sha256_of
from headwater.read import Read, read_document
from headwater.read.credits import find_credits
from headwater.read.language import language, language_from
from headwater.read.numbers import parse_number
from headwater.read.quantities import find_quantities
from headwater.read.said import when_said
from headwater.read.states import state_named
from headwater.read.times import find_times

CASES = Path(__file__).parents[1] / "cases"


def _cases(kind: str) -> Iterator[Any]:
    for path in sorted((CASES / kind).glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf8"))["case"]:
            yield pytest.param(case, id=f"{case['language']}: {case['label']}")


def _document(text: str, code: str | None = "en", published: str = "", outlet: str | None = None) -> Document:
    return Document(
        document_id("case", text), "case", text, sha256_of(text), language=code, outlet=outlet,
        published=dated_from_iso(published, "case") if published else None,
    )  # fmt: skip


@pytest.mark.parametrize("case", list(_cases("quantities")))
def test_quantities_are_read_with_value_modifier_and_unit(case: dict[str, Any]) -> None:
    spoken = language(case["language"])
    assert spoken is not None
    words = spoken.words_of(case["text"])
    found = find_quantities(words, spoken, find_times(words, spoken, None))
    assert [q.span.of(case["text"]) for q in found] == [want["text"] for want in case["quantities"]]
    for quantity, want in zip(found, case["quantities"], strict=True):
        assert quantity.value == want.get("value")
        assert quantity.modifier == want.get("modifier")
        for key in ("unit", "base", "base_unit"):
            if key in want:
                assert getattr(quantity, key) == pytest.approx(want[key]) if key == "base" else want[key]


@pytest.mark.parametrize("case", list(_cases("times")))
def test_times_are_intervals_against_the_publication_date(case: dict[str, Any]) -> None:
    spoken = language(case["language"])
    assert spoken is not None
    words = spoken.words_of(case["text"])
    published = dated_from_iso(case["published"], "case") if case.get("published") else None
    found = find_times(words, spoken, published)
    assert [(t.span.of(case["text"]), t.when.from_iso, t.when.to_iso, t.relative) for t in found] == [
        (want["text"], want.get("from"), want.get("to"), want.get("relative", False)) for want in case["times"]
    ]


@pytest.mark.parametrize("case", list(_cases("credits")))
def test_credits_name_the_outlet_and_the_relation(case: dict[str, Any]) -> None:
    document = _document(case["text"], case["language"], outlet=case.get("outlet"))
    found = read_document(document).credits
    assert [(c.span.of(case["text"]), c.outlet, c.relation) for c in found] == [
        (want["text"], want.get("outlet"), want["relation"]) for want in case["credits"]
    ]


def test_a_link_to_another_site_is_a_credit_and_one_to_the_own_site_is_none() -> None:
    text = "The dike broke, as the Fenn Herald wrote."
    at = text.index("Fenn Herald")
    links = (
        Hyperlink("https://www.fennherald.example/dike", "Fenn Herald", Span(at, at + 11)),
        Hyperlink("https://own.example/dike", "dike", Span(4, 8)),
    )
    document = Document("d", "d", text, sha256_of(text), language="en", domain="own.example", hyperlinks=links)
    spoken = language("en")
    assert spoken is not None
    found = [c for c in find_credits(document, spoken.words_of(text), spoken) if c.url]
    assert [(c.outlet, c.url) for c in found] == [("Fenn Herald", "https://www.fennherald.example/dike")]


def _said(
    text: str, source: str, cue: str, content: str, published: str = "2023-02-14"
) -> tuple[str | None, str | None] | None:
    spoken = language("en")
    assert spoken is not None
    words = spoken.words_of(text)

    def at(piece: str) -> Extent:
        start = text.index(piece)
        return Extent((Span(start, start + len(piece)),))

    attribution = Attribution("a", at(source), at(cue), at(content))
    when = when_said(attribution, words, spoken, find_times(words, spoken, dated_from_iso(published, "case")))
    return (when.from_iso, when.to_iso) if when else None


def test_the_time_beside_the_cue_is_when_it_was_said() -> None:
    text = "Tor Maas said last year that the dike of 2017 would hold."
    assert _said(text, "Tor Maas", "said last year", "that the dike of 2017 would hold") == ("2022-01-01", "2022-12-31")


def test_the_time_that_opens_the_sentence_is_when_it_was_said() -> None:
    text = "In 2017, the FGS reported that the dike would hold."
    assert _said(text, "the FGS", "reported", "that the dike would hold") == ("2017-01-01", "2017-12-31")


def test_the_date_of_a_statement_is_when_it_was_said() -> None:
    text = '"It will hold," an FGS statement released on 13 February reads.'
    assert _said(text, "an FGS statement", "reads", '"It will hold,"') == ("2023-02-13", "2023-02-13")


def test_a_time_inside_the_content_is_not_when_it_was_said() -> None:
    text = "Tor Maas said that the dike broke in 2017."
    assert _said(text, "Tor Maas", "said", "that the dike broke in 2017") is None


@pytest.mark.parametrize(
    ("written", "decimal", "value"),
    [("31,000", ".", 31000), ("31.000", ",", 31000), ("0,07", ",", 0.07), ("0.125", ".", 0.125), ("1.234,5", ",", 1234.5),
     ("1,234,567", ".", 1234567), ("0.125", ",", 0.125), ("12.5", ",", 12.5), ("7", ".", 7)],
)  # fmt: skip
def test_the_same_marks_part_thousands_or_decimals_by_language(written: str, decimal: str, value: float) -> None:
    assert parse_number(written, decimal) == value


@pytest.mark.parametrize(
    ("name", "code"),
    [("Moscow", "RU"), ("the Kremlin", "RU"), ("Кремль", "RU"), ("موسكو", "RU"), ("Washington", "US"), ("La Casa Blanca", "US"),
     ("Weißes Haus", "US"), ("Pékin", "CN"), ("Ankara", "TR"), ("Київ", "UA"), ("Côte d’Ivoire", "CI")],
)  # fmt: skip
def test_a_state_is_known_by_name_capital_and_metonym(name: str, code: str) -> None:
    state = state_named(name)
    assert state is not None
    assert state.code == code


def test_a_city_that_is_no_capital_names_no_state() -> None:
    assert state_named("Fennport") is None
    assert state_named("Washington Post") is None


@pytest.mark.parametrize(
    "text",
    ["(" * 10_000 + "a" + ")" * 10_000, "3 " * 50_000, "Ada " * 50_000, "May " * 30_000, "(A)\n" * 5_000,
     "Minister Ada Quill said it. He said so. " * 2_000],
    ids=["brackets", "figures", "capitals", "months", "lines", "pronouns"],
)  # fmt: skip
def test_hostile_text_is_read_in_linear_time(text: str) -> None:
    start = time.process_time()
    read_document(_document(text, "en", "2024-01-05"), settings=Read(by="rules"))
    assert time.process_time() - start < 5


def test_a_language_without_a_pack_gets_quotation_marks_and_credits_only() -> None:
    text = "Lorem “ipsum dolor sit” amet 31 000.\n\n(The Lantern)"
    reading = read_document(_document(text, "xx"))
    assert [a.content.of_text(text) for a in reading.attributions if a.content] == ["“ipsum dolor sit”"]
    assert [c.outlet for c in reading.credits] == ["The Lantern"]
    assert (reading.quantities, reading.times, reading.statements) == ((), (), ())
    assert reading.notes == ("language xx: quotation marks and credits only",)


def test_a_pack_without_figures_reads_no_figures() -> None:
    bare = language_from({"code": "zz", "name": "none"})
    words = bare.words_of("At least 60 barges on 4 May 2020.")
    assert [q.span.of(words.text) for q in find_quantities(words, bare, ())] == ["60 barges"]
