"""Names whose words are something else, too, are read as names: everybody's alike."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from headwater.core import Document, document_id, sha256_of
from headwater.read import read_document
from headwater.read.capitals import named_words
from headwater.read.language import language

CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "names" / "sources.toml").read_text(encoding="utf8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['label']}")
def test_who_speaks_is_read_whole_and_as_what_they_are(case: dict[str, Any]) -> None:
    text = case["text"]
    reading = read_document(Document(document_id("x", text), "x", text, sha256_of(text), language=case["language"]))
    actors = {actor.id: actor for actor in reading.actors}
    found = []
    for a in reading.attributions:
        holder = actors.get(a.holder or "")
        found.append(
            [a.source.of_text(text) if a.source else "", holder.kind if holder else "", holder.name if holder else ""]
        )
    assert found == case["sources"]


def parts(text: str, code: str) -> list[str]:
    spoken = language(code)
    assert spoken is not None
    words = spoken.words_of(text)
    return [words.surface[i] for i in sorted(named_words(words, spoken)[0])]


def test_a_question_and_a_date_name_nobody() -> None:
    assert parts("Will Ana go? May Bo speak? In May Bo spoke. On 3 June Bo spoke.", "en") == []
    assert parts("Will Young said that it held.", "en") == ["Will", "Young"]


def test_a_day_at_the_head_of_a_sentence_stays_a_day_where_days_are_written_small() -> None:
    assert parts("Domingo fue un día largo. El domingo Ana habló.", "es") == []
    assert parts("Vino Santo Domingo.", "es") == ["Santo", "Domingo"]


def test_german_nouns_are_no_papers() -> None:
    assert parts("Sie sah die Welt und hatte Die Zeit.", "de") == []
