"""Stance, kind, nesting and whole quotations follow from source, cue and content, whoever found them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from headwater.core import Attribution, Document, Span, document_id, sha256_of
from headwater.read.attribute import attributions_of, sheet_of
from headwater.read.kinds import kind_of_draft
from headwater.read.language import language
from headwater.read.quotes import Quoted, quoted_regions
from headwater.read.sheet import Draft, Range, Sheet
from headwater.read.stances import stance_of

CASES = Path(__file__).parents[1] / "cases" / "attribution"


def _cases(of: str) -> Iterator[Any]:
    """Each attribution of the case files that says what `of` it is."""
    for path in sorted(CASES.glob("*.toml")):
        if path.stem in ("en_parts", "cited"):
            continue
        for case in tomllib.loads(path.read_text(encoding="utf8"))["case"]:
            for number, wanted in enumerate(case.get("said", [case])):
                if of in wanted:
                    code = case.get("language", path.stem[:2])
                    yield pytest.param(code, case["text"], wanted, id=f"{path.stem}: {case['label']} {number}")


def _laid_out(text: str, code: str) -> tuple[Document, Sheet, tuple[Quoted, ...]]:
    spoken = language(code)
    assert spoken is not None
    document = Document(document_id("case", text), "case", text, sha256_of(text), language=code)
    quotes = quoted_regions(text, spoken)
    return document, sheet_of(document, spoken, quotes), quotes


def _draft(sheet: Sheet, wanted: dict[str, Any]) -> Draft:
    """The draft a model would give: word ranges and nothing else."""
    taken: set[int] = set()
    found: dict[str, list[Range]] = {}
    for role in ("content", "cue", "source"):
        found[role] = _ranges(sheet, wanted[role], taken)
    return Draft(found["source"], found["cue"], found["content"], "model")


def _ranges(sheet: Sheet, pieces: Iterable[str], taken: set[int]) -> list[Range]:
    """Each piece's words, at its first place that no role has yet."""
    text, found = sheet.words.text, []
    for piece in pieces:
        at = text.find(piece)
        while at >= 0:
            first, after = sheet.words.range_of(Span(at, at + len(piece)))
            if taken.isdisjoint(range(first, after)):
                break
            at = text.find(piece, at + 1)
        assert at >= 0, piece
        taken.update(range(first, after))
        found.append((first, after))
    return found


@pytest.mark.parametrize(("code", "text", "wanted"), list(_cases("stance")))
def test_the_stance_follows_from_the_words(code: str, text: str, wanted: dict[str, Any]) -> None:
    _, sheet, _ = _laid_out(text, code)
    assert stance_of(sheet, _draft(sheet, wanted)) == wanted["stance"]


@pytest.mark.parametrize(("code", "text", "wanted"), list(_cases("kind")))
def test_the_kind_follows_from_the_words(code: str, text: str, wanted: dict[str, Any]) -> None:
    _, sheet, _ = _laid_out(text, code)
    assert kind_of_draft(sheet, _draft(sheet, wanted)) == wanted["kind"]


def _parts() -> Iterator[Any]:
    for case in tomllib.loads((CASES / "en_parts.toml").read_text(encoding="utf8"))["case"]:
        yield pytest.param(case, id=case["label"])


def _attributions(text: str, *wanted: dict[str, Any], code: str = "en") -> tuple[Attribution, ...]:
    document, sheet, quotes = _laid_out(text, code)
    return attributions_of(document, sheet, quotes, [_draft(sheet, one) for one in wanted])


@pytest.mark.parametrize("case", list(_parts()))
def test_a_part_of_a_quotation_becomes_all_of_it(case: dict[str, Any]) -> None:
    text = case["text"]
    found = _attributions(text, case | {"content": case["read"]})
    one = next(one for one in found if one.because == ("model",))
    assert one.content is not None
    assert [span.of(text) for span in one.content] == case["content"]
    assert one.kind == case["kind"]


def test_a_models_contents_are_read_again_for_whom_they_cite() -> None:
    text = "Brandt said Petrescu had warned that, according to the log, the viaduct was reportedly cracked."
    outer = {"source": ["Brandt"], "cue": ["said"], "content": [text[len("Brandt said ") : -1]]}
    found = {one.cue.of_text(text): one for one in _attributions(text, outer) if one.cue}
    assert set(found) == {"said", "had warned", "according to", "reportedly"}
    assert found["said"].outer is None
    assert found["had warned"].outer == found["said"].id
    assert found["according to"].outer == found["had warned"].id
    assert found["reportedly"].outer is not None
    assert found["reportedly"].stance == "hearsay"


@pytest.mark.parametrize("case", tomllib.loads((CASES / "cited.toml").read_text(encoding="utf8"))["case"])
def test_in_every_language_a_content_is_read_again(case: dict[str, Any]) -> None:
    text = case["text"]
    outer, inner = _attributions(text, case, code=case["language"])
    assert inner.outer == outer.id
    assert inner.source is not None
    assert inner.source.of_text(text) == case["inner_source"]
    assert inner.content is not None
    assert inner.content.of_text(text) == case["inner_content"]


def test_of_two_drafts_with_one_cue_the_models_is_kept() -> None:
    text = "Brandt said on Friday the viaduct was closed until May, when it opens."
    document, sheet, quotes = _laid_out(text, "en")
    read = {"source": ["Brandt"], "cue": ["said on Friday"], "content": ["the viaduct was closed until May"]}
    rule = {"source": ["Brandt"], "cue": ["said"], "content": ["the viaduct was closed until May, when it opens"]}
    drafts = [_draft(sheet, rule), _draft(sheet, read)]
    drafts[0].rule = "cue and np"
    (one,) = attributions_of(document, sheet, quotes, drafts)
    assert one.because == ("model",)


def test_a_models_own_probability_is_its_confidence() -> None:
    text = "Brandt said the viaduct was closed."
    document, sheet, quotes = _laid_out(text, "en")
    draft = _draft(sheet, {"source": ["Brandt"], "cue": ["said"], "content": ["the viaduct was closed"]})
    draft.confidence = 0.37
    (one,) = attributions_of(document, sheet, quotes, [draft])
    assert one.confidence == 0.37
