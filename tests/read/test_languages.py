"""Who says what in nine languages, and what their packs hold."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from headwater.core import Attribution, Document, Extent, document_id, sha256_of
from headwater.read import read_document
from headwater.read.language import language, language_codes

CASES = Path(__file__).parents[1] / "cases" / "attribution"
CODES = ("ar", "de", "es", "fr", "it", "pt", "ru", "tr", "uk")


def _cases() -> Iterator[Any]:
    for code in CODES:
        path = CASES / f"{code}.toml"
        for case in tomllib.loads(path.read_text(encoding="utf8"))["case"]:
            marks = [pytest.mark.xfail(strict=True, reason="not yet read")] if case["expect"] == "fail" else []
            yield pytest.param(code, case, id=f"{code}: {case['label']}", marks=marks)


def _document(text: str, code: str) -> Document:
    return Document(document_id("case", text), "case", text, sha256_of(text), language=code)


def _letters(text: str, pieces: Iterable[str]) -> set[int]:
    found: set[int] = set()
    at = 0
    for piece in pieces:
        at = text.index(piece, at)
        found.update(i for i in range(at, at + len(piece)) if text[i].isalnum())
        at += len(piece)
    return found


def _of(text: str, extent: Extent | None) -> set[int]:
    return {i for span in extent or () for i in range(span.start, span.end) if text[i].isalnum()}


def _alike(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def _fits(text: str, found: Attribution, case: dict[str, Any]) -> bool:
    source, content, cue = (_of(text, part) for part in (found.source, found.content, found.cue))
    wanted = _letters(text, case["cue"])
    return (
        _alike(source, _letters_at(text, case["source"], source)) >= 0.85
        and _alike(content, _letters(text, case["content"])) >= 0.9
        and (bool(cue & wanted) or not wanted)
        and found.stance == case.get("stance", found.stance)
        and found.kind == case.get("kind", found.kind)
    )


def _letters_at(text: str, pieces: Iterable[str], found: set[int]) -> set[int]:
    """The letters of pieces in any order; of a piece that stands twice, where one of `found` is."""
    letters: set[int] = set()
    for piece in pieces:
        starts = [at for at in range(len(text)) if text.startswith(piece, at)]
        at = next((at for at in starts if found & set(range(at, at + len(piece)))), starts[0])
        letters |= {i for i in range(at, at + len(piece)) if text[i].isalnum()}
    return letters


def _shown(text: str, found: Iterable[Attribution]) -> list[Any]:
    return [(a.source and a.source.of_text(text), a.cue and a.cue.of_text(text), a.content and a.content.of_text(text),
             a.stance, a.kind, a.because) for a in found]  # fmt: skip


@pytest.mark.parametrize(("code", "case"), list(_cases()))
def test_somebody_is_heard_in_every_language(code: str, case: dict[str, Any]) -> None:
    """A case has one attribution, or `said`, several; `within` numbers the one that it is nested in, `only` allows no more."""
    text = case["text"]
    found = read_document(_document(text, code)).attributions
    if case.get("none"):
        assert not found, _shown(text, found)
        return
    wanted = case.get("said", [case])
    ones = [next((one for one in found if _fits(text, one, each)), None) for each in wanted]
    assert all(ones), _shown(text, found)
    for one, each in zip(ones, wanted, strict=True):
        outer = ones[each["within"] - 1] if "within" in each else None
        assert one is None or outer is None or one.outer == outer.id, _shown(text, found)
    assert not case.get("only") or len(found) == len(wanted), _shown(text, found)


QUIET = tomllib.loads((CASES.parent / "languages" / "quiet.toml").read_text(encoding="utf8"))


@pytest.mark.parametrize("code", CODES)
def test_where_nobody_says_anything_nobody_is_heard(code: str) -> None:
    text = QUIET[code]
    found = read_document(_document(text, code)).attributions
    assert [one.cue and one.cue.of_text(text) for one in found] == []


@pytest.mark.parametrize("code", CODES)
def test_a_pack_knows_enough_verbs_of_saying_for_a_newspaper(code: str) -> None:
    pack = language(code)
    assert pack is not None
    assert len(pack.cues.words) + sum(map(len, pack.cues.phrases.values())) >= 150
    assert {"report", "vouch", "distance", "accuse", "deny"} <= set(pack.cues.words.values()) | {
        stance for phrases in pack.cues.phrases.values() for *_, stance in phrases
    }


def test_there_is_a_pack_for_each_of_our_languages() -> None:
    assert {*CODES, "en"} <= set(language_codes())
