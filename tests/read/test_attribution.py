"""Who says what in English, case by case, and what holds in every reading."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from headwater.core import Attribution, Document, Extent, Span, document_id, sha256_of
from headwater.read import Read, read_document
from headwater.read.attribute import find_attributions
from headwater.read.language import language
from headwater.read.quotes import quoted_regions

CASES = Path(__file__).parents[1] / "cases" / "attribution"
FILES = tuple(path.stem for path in sorted(CASES.glob("en_*.toml")) if path.stem != "en_parts")


def _cases() -> Iterator[Any]:
    for name in FILES:
        for case in tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf8"))["case"]:
            marks = [pytest.mark.xfail(strict=True, reason="a known failure")] if case["expect"] == "fail" else []
            yield pytest.param(case, id=f"{name}: {case['label']}", marks=marks)


def _document(text: str) -> Document:
    return Document(document_id("case", text), "case", text, sha256_of(text), language="en")


def _read(text: str) -> tuple[Attribution, ...]:
    english = language("en")
    assert english is not None
    return find_attributions(_document(text), english, quoted_regions(text, english))


def _letters(words: str) -> str:
    return "".join(letter for letter in words if letter.isalnum())


def _of(text: str, extent: Extent | None) -> str:
    return _letters(extent.of_text(text)) if extent else ""


def _shown(text: str, found: Iterable[Attribution]) -> list[Any]:
    return [(a.source and a.source.of_text(text), a.cue and a.cue.of_text(text), a.content and a.content.of_text(text),
             a.stance, a.kind, a.because) for a in found]  # fmt: skip


def _the_one(text: str, found: Sequence[Attribution], wanted: dict[str, Any]) -> Attribution:
    """The attribution with exactly the words of `wanted`, and with its stance and kind where it names them."""
    fitting = [
        one
        for one in found
        if _of(text, one.source) == _letters("".join(wanted["source"]))
        and _of(text, one.cue) == _letters("".join(wanted["cue"]))
        and _of(text, one.content) == _letters("".join(wanted["content"]))
    ]
    assert len(fitting) == 1, (wanted, _shown(text, found))
    one = fitting[0]
    assert one.stance == wanted.get("stance", one.stance)
    assert one.kind == wanted.get("kind", one.kind)
    return one


@pytest.mark.parametrize("case", list(_cases()))
def test_the_rules_alone_read_a_sentence_as_its_case_says(case: dict[str, Any]) -> None:
    _read_as_the_case_says(case, Read(by="rules"))


def _cases_with_the_model() -> Iterator[Any]:
    """All cases; those listed are read otherwise than they say, and must go on failing until they are mended."""
    listed = tomllib.loads((CASES.parent / "models" / "otherwise.toml").read_text(encoding="utf8"))["with_the_model"]
    known = pytest.mark.xfail(strict=True, reason="a known failure of the trained reader")
    names = set(listed)
    for param in _cases():
        yield pytest.param(*param.values, id=param.id, marks=[known] if param.id in names else [])
        names.discard(param.id)
    assert not names, f"no such cases: {sorted(names)}"


@pytest.mark.parametrize("case", list(_cases_with_the_model()))
def test_the_trained_reader_reads_a_sentence_as_its_case_says(case: dict[str, Any]) -> None:
    _read_as_the_case_says(case, Read())


def _read_as_the_case_says(case: dict[str, Any], settings: Read) -> None:
    text = case["text"]
    reading = read_document(_document(text), settings=settings)
    found = reading.attributions
    if case.get("none"):
        assert not found, _shown(text, found)
        return
    if "said" not in case:
        one = _the_one(text, found, case)
        assert (one.outer is not None) == case.get("nested", False)
        return
    ones = [_the_one(text, found, wanted) for wanted in case["said"]]
    for one, wanted in zip(ones, case["said"], strict=True):
        within = wanted.get("within")
        assert one.outer == (ones[within - 1].id if within else None), _shown(text, found)
    assert not case.get("only") or len(found) == len(ones), _shown(text, found)
    for voice, words in case.get("voices", ()):
        at = text.index(words)
        span = Span(at, at + len(words))
        voices = {statement.voice for statement in reading.statements if statement.span.overlaps(span)}
        assert voices == {voice}, [(s.voice, s.span.of(text)) for s in reading.statements]


def test_ids_are_numbered_in_the_order_of_contents_and_begin_with_the_documents() -> None:
    text = '"The dam held," Ortiz said. Farrow warned that the gate was open, adding that the water rose.'
    found = _read(text)
    identifier = document_id("case", text)
    assert [one.id for one in found] == [f"{identifier}.a{n}" for n in range(1, len(found) + 1)]
    starts = [one.content.start for one in found if one.content]
    assert starts == sorted(starts)
    assert all(one.holder is None and one.because and 0 < one.confidence < 1 for one in found)


def test_roles_of_one_attribution_never_overlap() -> None:
    for name in FILES:
        for case in tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf8"))["case"]:
            for one in _read(case["text"]):
                roles = [extent for extent in (one.source, one.cue, one.content) if extent]
                assert not any(a.overlaps(b) for n, a in enumerate(roles) for b in roles[n + 1 :]), case["label"]


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000 + "the dam" + ")" * 10_000,
        "“" * 10_000,
        '"' * 10_001,
        "X said " * 20_000,
        "he said that " * 20_000,
        "A, B, " * 30_000,
        "according to X, " * 20_000,
        "a" * 300_000,
        '"a," b said. ' * 10_000,
        "'" * 50_000,
    ],
    ids=["brackets", "opening marks", "straight marks", "cues", "nested cues", "commas", "according", "one word", "quotes", "apostrophes"],
)  # fmt: skip
def test_time_grows_with_the_length_of_a_text_and_no_faster(text: str) -> None:
    start = time.process_time()
    _read(text)
    assert time.process_time() - start < 8


def test_the_same_text_gives_the_same_attributions() -> None:
    text = "Kolev, Farrow and Ortiz said the old nets were rotten. “We knew,” Farrow said."
    assert _read(text) == _read(text)
