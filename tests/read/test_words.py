"""Words, sentences and word lists: offsets that never lie, in time that grows with the text."""

from __future__ import annotations

import time

import pytest

from headwater.read.language import Lexicon, language, language_codes, language_from
from headwater.read.words import LONGEST_SENTENCE, fold, words_of


def _sentences(text: str) -> list[str]:
    english = language("en")
    assert english is not None
    words = english.words_of(text)
    return [text[words.starts[a] : words.ends[b - 1]] for a, b in words.sentences]


def test_every_word_is_the_text_at_its_offsets() -> None:
    text = "Mr. O'Malley didn't pay 4,200.5 kroner — “ever,” he said.\n\nNo."
    words = words_of(text, "en")
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)] == words.surface
    assert "n't" in words.lower
    assert "4,200.5" in words.surface


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The dam held. Nobody slept.", 2),
        ("Mr. Ortiz met Gov. Farrow on Jan. 3 at noon.", 1),
        ("The U.S. Senate met. It rose.", 2),
        ("He went to Norvia, D.C. The rest stayed.", 2),
        ("“The dam held.” Nobody slept.", 2),
        ("“Why?” he asked.", 1),
        ("One line\nand another", 2),
        ("J. B. Farrow came.", 1),
        ("It cost 3.50 a piece.", 1),
    ],
)
def test_a_sentence_ends_at_a_stop_before_a_capital_and_never_after_an_abbreviation(text: str, sentences: int) -> None:
    assert len(_sentences(text)) == sentences


def test_a_text_without_stops_is_still_parted() -> None:
    words = words_of("word " * 3000, "en")
    assert all(b - a <= LONGEST_SENTENCE for a, b in words.sentences)
    assert words.sentences[-1][1] == len(words)


@pytest.mark.parametrize(
    "bad", ["(" * 300_000, "a" * 2_000_000, "'" * 300_000, "a'" * 300_000, "a-" * 300_000, "\n" * 300_000]
)
def test_parting_words_is_linear(bad: str) -> None:
    start = time.process_time()
    words_of(bad, "en")
    assert time.process_time() - start < 4


def test_elided_articles_and_case_endings_are_words_of_their_own() -> None:
    assert words_of("l’agence d'Orvane", "fr").surface == ["l’", "agence", "d'", "Orvane"]
    assert words_of("Sorhaven'a göre", "tr").surface == ["Sorhaven", "'a", "göre"]
    assert fold("ISPARTA", "tr") == "ısparta"


def test_a_list_knows_stems_endings_and_phrases() -> None:
    words = Lexicon({"accusation*": "accuse", "*ly": "adverb", "in the words of": "report", "said": "report"})
    assert words.get("accusations") == "accuse"
    assert words.get("slowly") == "adverb"
    assert words.get("fly") is None
    assert words.at(["as", "in", "the", "words", "of", "x"], 1) == (4, "report")
    assert words.at(["said"], 0) == (1, "report")


def test_a_pack_may_leave_everything_out_but_its_code() -> None:
    bare = language_from({"code": "xx"})
    assert not bare.cues
    assert bare.listed("grammar", "be") == ()


def test_a_pack_with_a_stance_of_its_own_is_refused() -> None:
    with pytest.raises(ValueError, match="stance"):
        language_from({"code": "xx", "cues": {"shout": ["shouted"]}})


def test_every_pack_loads_and_an_unknown_language_is_none() -> None:
    assert all(language(code) is not None for code in language_codes())
    assert language("zz") is None
    assert language(None) is None
