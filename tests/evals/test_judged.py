from __future__ import annotations

from typing import Any

from judged import Article, judge

TEXT = "The dam held, Ana Ruiz said. Reporters left. The river fell, Bo Lind wrote."


def spans(*words: str) -> list[list[int]]:
    return [[TEXT.index(w), TEXT.index(w) + len(w)] for w in words]


def attribution(source: str | None, cue: str, content: str, **more: Any) -> dict[str, Any]:
    return {"source": spans(source) if source else [], "cue": spans(cue), "content": spans(content), **more}


def verdicts(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[str]:
    return [case.verdict for case in judge(Article("made up", "a", "en", TEXT, gold, found))]


DAM = attribution("Ana Ruiz", "said", "The dam held,")
RIVER = attribution("Bo Lind", "wrote", "The river fell,")


def test_the_same_words_and_the_same_source_are_right() -> None:
    assert verdicts([DAM, RIVER], [RIVER, DAM]) == ["right", "right"]


def test_each_kind_of_error_is_told_from_the_others() -> None:
    assert verdicts([DAM], []) == ["missed"]
    assert verdicts([], [DAM]) == ["spurious"]
    assert verdicts([DAM], [attribution("Bo Lind", "said", "The dam held,")]) == ["wrong source"]
    assert verdicts([DAM], [attribution("Ana Ruiz", "said", "held, Ana Ruiz said. Reporters left. The river")]) == [
        "bad boundary"
    ]


def test_nobody_named_is_right_only_where_gold_names_nobody() -> None:
    nobody = attribution(None, "said", "The dam held,")
    assert verdicts([nobody], [nobody]) == ["right"]
    assert verdicts([DAM], [nobody]) == ["wrong source"]


def test_quotation_marks_and_commas_do_not_count() -> None:
    assert verdicts([DAM], [attribution("Ana Ruiz", "said", "The dam held")]) == ["right"]


def test_one_reading_answers_for_one_gold_attribution_only() -> None:
    assert verdicts([DAM, DAM], [DAM]) == ["right", "missed"]


def test_a_reading_without_content_is_neither_right_nor_wrong() -> None:
    assert verdicts([DAM], [{**DAM, "content": []}]) == ["missed"]
