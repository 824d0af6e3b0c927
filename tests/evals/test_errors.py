from __future__ import annotations

from typing import Any

import pytest

import errors
from headwater.read.language import language
from judged import Article


def article(text: str, source: str, cue: str, content: str, found: bool = False) -> Article:
    def spans(words: str) -> list[list[int]]:
        return [[text.index(words), text.index(words) + len(words)]] if words else []

    one: dict[str, Any] = {"source": spans(source), "cue": spans(cue), "content": spans(content)}
    read = [{**one, "because": ["cue and that"], "confidence": 0.7}] if found else []
    return Article("made up", "a", "en", text, [one], read)


@pytest.mark.parametrize(
    ("text", "cue", "kind"),
    [
        ("Ana said that it held.", "said", errors.SPEECH),
        ("Ana fears that it fell.", "fears", errors.BELIEF),
        ("According to Ana it held.", "According to", errors.ACCORDING),
        ("The claim that it held is old.", "The claim", errors.NOUN),
        ("Ana is confident that it holds.", "is confident", errors.ADJECTIVE),
        ("Ana brandishes the theory.", "brandishes", errors.OTHER_VERB),
        ("It held.", "", errors.NO_CUE),
    ],
)
def test_a_cue_is_of_the_kind_that_its_words_show(text: str, cue: str, kind: str) -> None:
    one = article(text, "", cue, "")
    spoken = language("en")
    assert spoken is not None
    assert errors.cue_kind(spoken.words_of(text), spoken, one.gold[0]["cue"]) == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“It held,”", "direct"),
        ("that it “held” until noon, and all of the night", "mixed"),
        ("that it held", "indirect"),
    ],
)
def test_a_content_is_direct_mixed_or_indirect_by_its_quotation_marks(content: str, kind: str) -> None:
    (one,) = errors.classed([article(f"Ana said {content} here.", "Ana", "said", content)])
    assert one.quote == kind


def test_the_tables_count_and_hold_no_words_of_the_text() -> None:
    cases = errors.classed([article("Ana said that it held.", "Ana", "said", "that it held", found=True)])
    cases += errors.classed([article("Bo thinks that it fell.", "Bo", "thinks", "that it fell")])
    page = errors.report([("made up", cases)])
    assert "| verb of speech | 1 | 1 | 1.00 | 0 | 0 | 0 | 0 | 1.00 |" in page
    assert "| belief or plan | 1 | 0 | 0.00 | 1 | 0 | 0 | 0 | – |" in page
    assert "| cue and that | 1 | 1 | 1.00 | 0 | 0 | 0 |" in page
    assert "Ana" not in page


def test_cases_are_shown_in_the_terminal_with_gold_and_reading(capsys: pytest.CaptureFixture[str]) -> None:
    errors.show(errors.classed([article("Ana said that it held.", "Ana", "said", "that it held", found=True)]), 3)
    out = capsys.readouterr().out
    assert "gold: [Ana] [said] [that it held]" in out
    assert "read: [Ana] [said] [that it held]  0.70 ['cue and that']" in out
