from __future__ import annotations

from typing import Any

import pytest

import table
import tallies
from bootstrap import total
from judged import Article

TEXT = "“The dam held,” Ana Ruiz said. The river fell, Bo Lind wrote."


def attribution(source: str, cue: str, content: str, **more: Any) -> dict[str, Any]:
    def spans(words: str) -> list[list[int]]:
        return [[TEXT.index(words), TEXT.index(words) + len(words)]]

    return {"source": spans(source), "cue": spans(cue), "content": spans(content), "holder_name": source, **more}


DAM = attribution("Ana Ruiz", "said", "“The dam held,”", type="Direct", holder="Ana Ruiz")
RIVER = attribution("Bo Lind", "wrote", "The river fell,", type="Indirect", holder="Bo Lind")


def article(found: list[dict[str, Any]], corpus: str = "PolNeAR dev", language: str = "en") -> Article:
    return Article(corpus, "a", language, TEXT, [DAM, RIVER], found)


def test_gold_read_back_scores_one_and_nothing_scores_nought() -> None:
    for found, score in (([DAM, RIVER], 1.0), ([], 0.0)):
        figures = tallies.relation_figures(tallies.relation_tally(article(found)))
        assert set(figures.values()) == {score}


def test_direct_and_indirect_are_counted_apart() -> None:
    figures = tallies.relation_figures(tallies.relation_tally(article([DAM])))
    assert figures["relation direct"] == 1.0
    assert figures["relation indirect"] == 0.0
    assert figures["relation all"] == pytest.approx(2 / 3)


def test_german_types_have_recall_and_speaker_of_their_own() -> None:
    wrong = {**RIVER, "source": DAM["source"]}
    figures = tallies.german_figures(tallies.german_tally(article([DAM, wrong])))
    assert figures["quotation overlap"] == 1.0
    assert figures["speaker"] == 0.5
    assert (figures["recall Indirect"], figures["speaker Indirect"], figures["speaker Direct"]) == (1.0, 0.0, 1.0)


def test_stories_are_counted_by_language() -> None:
    names = tallies.score_stories.Names({})
    counts = [
        tallies.story_tally(article([DAM, RIVER], language="en"), names),
        tallies.story_tally(article([{**DAM, "holder_name": "Cy Moor"}], language="tr"), names),
    ]
    figures = tallies.story_figures(total(counts))
    assert (figures["attributions en"], figures["holder en"]) == (1.0, 1.0)
    assert figures["attributions tr"] == pytest.approx(2 / 3)
    assert figures["holder tr"] == 0.0
    assert figures["holder"] == pytest.approx(2 / 3)


def test_a_row_knows_its_target_and_how_many_it_rests_on() -> None:
    rows = {row.measure: row for row in table.polnear_rows([article([DAM])], None)}
    assert (rows["relation direct"].reached, rows["relation indirect"].reached) == (True, False)
    assert (rows["relation direct"].of, rows["relation all"].of) == (1, 2)
    assert table.row("even-handedness", "same reading", 0.999).reached


def test_the_markdown_marks_what_is_under_its_target_and_says_what_was_not_run() -> None:
    page = table.markdown(table.polnear_rows([article([DAM])], None), "today", ["the moon: too far"])
    assert "| relation indirect | **0.000** |" in page
    assert "| relation direct | 1.000 |" in page
    assert "Not run: the moon: too far" in page


def test_only_rows_that_no_other_measure_holds_get_a_floor_here() -> None:
    held = table.figures(table.polnear_rows([article([DAM])], None))
    assert set(held) == {"attributions.polnear_dev.exact_content", "attributions.polnear_dev.token_macro"}
