"""Whom a source's words mean, and what is put forward in whose voice."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from headwater.core import Actor, Attribution, Document, Extent, Reading, Span, dated_from_iso, document_id, sha256_of
from headwater.read import read_document
from headwater.read.actors import cast_of
from headwater.read.language import language

CASES = Path(__file__).parents[1] / "cases"


def _cases(kind: str) -> Iterator[Any]:
    for path in sorted((CASES / kind).glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf8"))["case"]:
            yield pytest.param(case, id=f"{case['language']}: {case['label']}")


def _document(text: str, code: str = "en", published: str = "2024-10-22") -> Document:
    return Document(
        document_id("case", text),
        "case",
        text,
        sha256_of(text),
        language=code,
        published=dated_from_iso(published, "case"),
    )


@pytest.mark.parametrize("case", list(_cases("actors")))
def test_a_source_is_the_actor_it_means(case: dict[str, Any]) -> None:
    text = case["text"]
    spoken = language(case["language"])
    assert spoken is not None
    found = []
    at = 0
    for n, want in enumerate(case["holders"]):
        start = text.index(want["words"], at)
        at = start + len(want["words"])
        found.append(Attribution(f"a{n}", Extent((Span(start, at),)), None, None))
    cast = cast_of(_document(text, case["language"]), spoken.words_of(text), spoken, found, ())
    actors: dict[str | None, Actor] = {a.id: a for a in cast.actors}
    for attribution, want in zip(found, case["holders"], strict=True):
        actor = actors.get(cast.holders.get(attribution.id))
        assert (actor.name if actor else "") == want["name"]
        if actor:
            affiliation = actors.get(actor.affiliation)
            assert want.get("kind", actor.kind) == actor.kind
            assert want.get("role", actor.role) == actor.role
            assert want.get("affiliation", affiliation and affiliation.name) == (affiliation and affiliation.name)
            assert want.get("plural", actor.plural) == actor.plural


def test_ids_are_of_the_document_and_in_the_order_of_first_mention() -> None:
    text = "Tor Maas said the dike held. Ada Quill said it broke."
    reading = read_document(_document(text))
    assert [(a.id, a.name) for a in reading.actors] == [
        (f"{reading.document.id}.p1", "Tor Maas"),
        (f"{reading.document.id}.p2", "Ada Quill"),
    ]


def test_hearsay_has_no_holder() -> None:
    reading = read_document(_document("The dike reportedly broke at dawn."))
    assert [(a.stance, a.holder) for a in reading.attributions] == [("hearsay", None)]


def test_two_unnamed_officials_are_two_actors() -> None:
    text = "A senior official said the dike held. A senior official said it broke."
    reading = read_document(_document(text))
    holders = [a.holder for a in reading.attributions]
    assert len(set(holders)) == 2
    assert {a.kind for a in reading.actors} == {"unnamed"}


def _voices(reading: Reading) -> list[tuple[str, str]]:
    return [(s.voice, s.span.of(reading.document.text)) for s in reading.statements]


def test_a_sentence_that_one_attribution_fills_is_one_statement() -> None:
    reading = read_document(_document("The dike broke at dawn on Monday, Tor Maas said. It was old."))
    assert _voices(reading) == [
        ("attributed", "The dike broke at dawn on Monday, Tor Maas said."),
        ("outlet", "It was old."),
    ]


def test_hearsay_is_a_voice_of_its_own() -> None:
    assert _voices(read_document(_document("The dike reportedly broke at dawn."))) == [
        ("hearsay", "The dike reportedly broke at dawn.")
    ]


def test_headings_credits_and_desk_lines_are_no_statements() -> None:
    text = "Dike breaks at Fennport\n\nBy Ada Quill\n\nThe dike broke at dawn.\n\n(The Lantern)\n\nFT/KW"
    assert _voices(read_document(_document(text))) == [("outlet", "The dike broke at dawn.")]


def test_a_statement_begins_after_the_dateline() -> None:
    text = "FENNPORT, Oct 19 (Meadow Wire) - The dike broke at dawn. It was old."
    assert [words for _, words in _voices(read_document(_document(text)))] == ["The dike broke at dawn.", "It was old."]


def test_hedges_are_marked_where_they_stand() -> None:
    text = "The dike may break again."
    reading = read_document(_document(text))
    assert [h.of(text) for s in reading.statements for h in s.hedges] == ["may"]


def test_no_two_statements_share_a_character() -> None:
    text = (
        '"It held," Tor Maas said, adding that the gate was shut. According to a trader in Fennport, the dike '
        "leaked, while the harbour office said that it was dry. Ships wait."
    )
    spans = [s.span for s in read_document(_document(text)).statements]
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_a_press_release_speaks_in_the_voice_of_its_issuer() -> None:
    text = "MINISTRY OF DIKES\nPress Office\n\n18 October 2024\n\nClarification\n\nThe dike is dry. The Ministry regrets the noise."
    reading = read_document(_document(text))
    names = {a.id: a.name for a in reading.actors}
    own = [a for a in reading.attributions if "letterhead" in a.because]
    assert [names[a.holder] for a in own if a.holder] == ["MINISTRY OF DIKES"]
    assert {s.voice for s in reading.statements} == {"attributed"}


def test_the_letterhead_of_a_laboratory_names_body_and_laboratory() -> None:
    text = (
        "CUSTOMS AUTHORITY OF FENN\nFennport Laboratory\nCERTIFICATE OF ANALYSIS No. 7/24\n\n"
        "Issued 24 October 2024. The oats were dry and clean."
    )
    reading = read_document(_document(text))
    assert reading.actors[0].name == "CUSTOMS AUTHORITY OF FENN, Fennport Laboratory"


def test_a_report_under_a_byline_is_nobodys_press_release() -> None:
    text = "Ministry of Dikes\n\nBy Ada Quill\n\nThe dike is dry. The ministry regrets the noise."
    assert not any("letterhead" in a.because for a in read_document(_document(text)).attributions)


def test_a_record_of_several_speakers_is_nobodys_press_release() -> None:
    text = "PARLIAMENT OF FENN\n\nMr. MAAS: The dike is dry, and the record shows it.\n\nMrs. QUILL: Then who is wet?"
    assert not any("letterhead" in a.because for a in read_document(_document(text)).attributions)


def test_what_the_statement_adds_was_said_when_the_statement_was_released() -> None:
    text = (
        "“The dike is dry,” a Dike Service statement released on 13 October reads.\n\n"
        "“The gate is shut,” the Dike Service statement adds."
    )
    said = [a.said.from_iso for a in read_document(_document(text)).attributions if a.said]
    assert said == ["2024-10-13", "2024-10-13"]


def test_reading_twice_gives_the_same() -> None:
    document = _document("Tor Maas, a spokesman for the Dike Service, said 60 barges sank on Monday. (The Lantern)")
    assert read_document(document) == read_document(document)


def _relays(text: str) -> list[tuple[str | None, bool]]:
    reading = read_document(_document(text))
    names = {a.id: a.name for a in reading.actors}
    return [(names.get(a.holder or ""), a.outer is not None) for a in reading.attributions]


def test_the_source_that_an_outlet_quotes_is_nested_in_what_the_outlet_reports() -> None:
    text = "The dike of Fennport broke at dawn, Fenn Tribune reports, quoting the dike ministry."
    assert sorted(_relays(text), key=str) == [("Fenn Tribune", False), ("dike ministry", True)]


def test_a_report_with_its_quoted_source_is_one_statement_on_that_sources_word() -> None:
    text = "The dike of Fennport broke at dawn, Fenn Tribune reports, quoting the dike ministry."
    reading = read_document(_document(text))
    names = {a.id: a.name for a in reading.actors}
    holders = {a.id: names.get(a.holder or "") for a in reading.attributions}
    assert [(s.span.of(text), holders[s.attribution or ""]) for s in reading.statements] == [(text, "dike ministry")]


def test_the_company_is_the_one_firm_named_before() -> None:
    text = "The shipping company Maas Lines said the ferry was safe. The company said it would sail."
    assert [name for name, _ in _relays(text)] == ["Maas Lines", "Maas Lines"]
