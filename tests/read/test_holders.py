"""Whom a source means in one document, by case files: one a language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from headwater.core import Actor, Attribution, Document, Extent, Span, document_id, sha256_of
from headwater.read import read_document
from headwater.read.actors import cast_of
from headwater.read.language import language, language_codes
from headwater.show.json import reading_json

CASES = Path(__file__).parents[1] / "cases" / "holders"


def _cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("??.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf8"))["case"]:
            marks = [pytest.mark.xfail(strict=True)] if case.get("expect") == "known failure" else []
            yield pytest.param(path.stem, case, id=f"{path.stem}: {case['label']}", marks=marks)


def _sources(case: dict[str, Any]) -> list[Attribution]:
    """The sources as attributions: words in the order of the text, whoever found them."""
    found = []
    at = 0
    for n, want in enumerate(case["holders"]):
        start = case["text"].index(want["words"], at)
        at = start + len(want["words"])
        cue = None
        if "cue" in want:
            near = case["text"].find(want["cue"], max(0, start - len(want["cue"]) - 2))
            cue = Extent((Span(near, near + len(want["cue"])),))
        found.append(Attribution(f"a{n:02}", Extent((Span(start, at),)), cue, None))
    return found


@pytest.mark.parametrize(("code", "case"), list(_cases()))
def test_a_source_means_the_actor_that_a_careful_reader_takes_it_for(code: str, case: dict[str, Any]) -> None:
    text, spoken = case["text"], language(code)
    assert spoken is not None
    document = Document(document_id("case", text), "case", text, sha256_of(text), language=code)
    sources = _sources(case)
    cast = cast_of(document, spoken.words_of(text), spoken, sources, ())
    actors: dict[str | None, Actor] = {a.id: a for a in cast.actors}
    ids: dict[int, str] = {}
    for source, want in zip(sources, case["holders"], strict=True):
        actor = actors.get(cast.holders.get(source.id))
        assert (actor.name if actor else "") == want["name"]
        if actor is None:
            continue
        affiliation = actors.get(actor.affiliation)
        reason = actor.reason_unnamed.of(text) if actor.reason_unnamed else None
        assert want.get("kind", actor.kind) == actor.kind
        assert want.get("role", actor.role or "") == (actor.role or "")
        assert want.get("affiliation", affiliation and affiliation.name) == (affiliation and affiliation.name)
        assert want.get("plural", actor.plural) == actor.plural
        assert want.get("number", actor.number) == actor.number
        assert want.get("reason", reason) == reason
        if "as" in want:
            assert ids.setdefault(want["as"], actor.id) == actor.id
    assert len(set(ids.values())) == len(ids), "two that must stay apart are one"


def test_every_language_has_holders_tried() -> None:
    assert {path.stem for path in CASES.glob("??.toml")} == set(language_codes())


def test_i_inside_a_quotation_is_whoever_is_quoted() -> None:
    text = '"I told them that I said so," Ada Quill said.'
    outer = Attribution(
        "a1", _words(text, "Ada Quill"), None, _words(text, '"I told them that I said so,"'), kind="direct"
    )
    inner = Attribution("a2", _words(text, "I", 3), None, _words(text, "so"), outer="a1")
    spoken = language("en")
    assert spoken is not None
    document = Document(document_id("case", text), "case", text, sha256_of(text), language="en")
    cast = cast_of(document, spoken.words_of(text), spoken, [outer, inner], ())
    assert cast.holders["a2"] == cast.holders["a1"]


def test_a_holder_does_not_depend_on_which_rule_or_model_found_the_words() -> None:
    text = "Mara Oduya, the minister of works, who saw the wall, said it held."
    spoken = language("en")
    assert spoken is not None
    document = Document(document_id("case", text), "case", text, sha256_of(text), language="en")
    names = set()
    for words in (
        "Mara Oduya",
        "Mara Oduya, the minister of works,",
        "Mara Oduya, the minister of works, who saw the wall,",
    ):
        made = Attribution("a1", _words(text, words), None, _words(text, "it held"), because=("model",))
        cast = cast_of(document, spoken.words_of(text), spoken, [made], ())
        names |= {actor.name for actor in cast.actors if actor.id == cast.holders["a1"]}
    assert names == {"Mara Oduya"}


def test_the_number_and_the_reason_are_in_the_json_of_a_reading() -> None:
    text = "Two officials, who asked not to be named, said the dike held."
    document = Document(document_id("case", text), "case", text, sha256_of(text), language="en")
    (actor,) = reading_json(read_document(document))["actors"]
    assert actor["number"] == 2
    assert actor["reason_unnamed"] == [15, 40]


def _words(text: str, words: str, at: int = 0) -> Extent:
    start = text.index(words, at)
    return Extent((Span(start, start + len(words)),))
