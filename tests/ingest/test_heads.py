"""First and last lines: dates, outlets, bylines, as the cases in tests/cases/ingest/heads.toml say."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from headwater.ingest.intake import Intake, document_of
from headwater.ingest.outlets import Register

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/ingest/heads.toml").read_text("utf8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_the_first_and_last_lines_tell(case: dict[str, Any]) -> None:
    intake = Intake(
        uri="x.txt",
        text=case["text"],
        url=case.get("url"),
        file_name=case.get("file", "x.txt"),
        language=case.get("language", "en"),
    )
    document = document_of(intake, Register(()))
    assert document.text == case["text"]
    if "published" in case:
        assert (document.published.iso if document.published else "") == case["published"]
    if "modified" in case:
        assert document.modified is not None
        assert document.modified.iso == case["modified"]
    if "from" in case:
        assert document.published is not None
        assert (document.published.when.from_iso, document.published.when.to_iso) == (case["from"], case["to"])
    if "found" in case:
        assert document.published is not None
        assert document.published.found == case["found"]
    for name in ("outlet", "outlet_from", "byline", "title"):
        if name in case:
            assert (getattr(document, name) or "") == case[name]
    if "note" in case:
        assert any(case["note"] in note for note in document.notes)


def test_the_span_of_a_date_covers_its_words() -> None:
    text = "\n  HARBOURWIRE WEEKLY | Tuesday 9 March 2021\n\nVELMORA: berths 2 and 3 idle."
    document = document_of(Intake(uri="x.txt", text=text, language="en"), Register(()))
    assert document.published is not None
    assert document.published.span is not None
    assert document.published.span.of(text) == "9 March 2021"
