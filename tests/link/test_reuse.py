"""Shared text is found down to a sentence, in every script, through what copying does to it, and no boilerplate is."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

from headwater.core import Document, Link, sha256_of
from headwater.engine.local import LocalEngine
from headwater.engine.plain import PlainEngine
from headwater.link.reuse import LOOK_ALIKES, shared_text

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "link" / "reuse.toml").read_text(encoding="utf8"))
SENTENCE = (
    "Engineers lowered the Brannock reservoir by 11 metres overnight because divers had discovered seepage beneath "
    "the northern spillway gate."
)
LOOK = str.maketrans("aeopcxy", "аеорсху")


def invented(seed: int, words: int = 120) -> str:
    """A text of invented words, in sentences; no two seeds share a run of words."""
    rng = random.Random(seed)
    syllables = ["ba", "de", "fi", "go", "lu", "mar", "nen", "ost", "pra", "qui", "ros", "sta", "tur", "vel", "wim"]
    vocabulary = ["".join(rng.choices(syllables, k=rng.randint(2, 4))) for _ in range(words // 2)]
    drawn = [rng.choice([*vocabulary, "the", "of", "and", "in", "a", "to"]) for _ in range(words)]
    return " ".join(word + ("." if n % 14 == 13 else "") for n, word in enumerate(drawn))


def hosted(passage: str, seed: int) -> str:
    return f"{invented(seed)}\n\n{passage}\n\n{invented(seed + 1000)}"


def documents(*texts: str, outlets: Sequence[str | None] = ()) -> list[Document]:
    return [
        Document(f"d{n}", f"{n}.txt", text, sha256_of(text), outlet=outlets[n] if outlets else None)
        for n, text in enumerate(texts)
    ]


def links(*texts: str) -> tuple[Link, ...]:
    return shared_text(documents(*texts), PlainEngine())


@pytest.mark.parametrize("case", [pytest.param(c, id=c["label"]) for c in CASES["shared"]])
def test_a_sentence_in_another_text_is_found(case: dict[str, str]) -> None:
    texts = (hosted(case["a"], 1), hosted(case["b"], 2), invented(3, 300))
    (link,) = links(*texts)
    assert (link.a, link.b, link.relation) == ("d0", "d1", "shared passage")
    for side, passage in (("a", case["a"]), ("b", case["b"])):
        spans = [getattr(match, side).span for match in link.matches if match.because != (LOOK_ALIKES,)]
        text = texts[0 if side == "a" else 1]
        covered = sum(len(span) for span in spans if span.of(text) in passage or passage in span.of(text))
        assert covered >= 0.7 * len(passage), [span.of(text) for span in spans]


@pytest.mark.parametrize("case", [pytest.param(c, id=c["label"]) for c in CASES["apart"]])
def test_texts_that_only_share_phrases_are_not_linked(case: dict[str, str]) -> None:
    assert links(hosted(case["a"], 1), hosted(case["b"], 2)) == ()


@pytest.mark.parametrize("share", [0.1, 0.2, 0.4])
def test_a_whole_copy_with_words_changed_is_found(share: float) -> None:
    rng = random.Random(5)
    text = invented(7, 300)
    changed = " ".join(rng.choice(invented(8).split()) if rng.random() < share else word for word in text.split())
    (link,) = links(text, changed)
    assert link.coverage_a == pytest.approx(1 - share, abs=0.15)


@pytest.mark.parametrize("start", [0, 1, 12, 24])
def test_a_copy_that_starts_within_the_first_letters_is_found_from_its_first_word(start: int) -> None:
    text = SENTENCE + " " + invented(11)
    (link,) = links("x" * max(0, start - 1) + " " * (start > 0) + text, hosted(text, 4))
    assert link.matches[0].a.span.start == start
    assert link.matches[0].score > 0.99


def test_exact_duplicates_are_the_same_text_and_share_what_each_shares() -> None:
    found = links(text := hosted(SENTENCE, 1), text, hosted(SENTENCE, 2))
    assert [(link.a, link.b, link.relation) for link in found] == [
        ("d0", "d1", "same text"),
        ("d0", "d2", "shared passage"),
        ("d1", "d2", "shared passage"),
    ]
    assert (found[0].coverage_a, found[0].coverage_b, found[0].matches[0].a.span.of(text)) == (1.0, 1.0, text)


def test_coverage_is_counted_both_ways() -> None:
    (link,) = links(SENTENCE, hosted(SENTENCE, 1))
    assert link.coverage_a == 1.0
    assert link.coverage_b == pytest.approx(20 / 260, abs=0.02)


def test_reordered_paragraphs_are_passages_of_one_link() -> None:
    parts = [invented(seed, 60) for seed in (21, 22, 23)]
    (link,) = links("\n\n".join(parts), "\n\n".join(reversed(parts)))
    assert [match.a.span.start for match in link.matches] == sorted(match.a.span.start for match in link.matches)
    assert len(link.matches) == 3
    assert link.coverage_a > 0.95


def test_boilerplate_that_stands_everywhere_is_not_shared_text() -> None:
    lines = "Sign up for our wonderful daily newsletter.\n\nFollow our reporters on every platform."
    texts = [f"{invented(seed, 60)}\n\n{lines}" for seed in range(120)]
    assert shared_text(documents(*texts), LocalEngine()) == ()


FOOT = (
    "Sign up for our award-winning daily newsletter and get the best reporting from Orlu and beyond delivered to your "
    "inbox every morning."
)


def test_what_a_third_document_ends_with_too_is_the_foot_of_a_page_and_not_shared_text() -> None:
    texts = [f"{invented(seed, 150)}\n\n{FOOT}" for seed in range(4)]
    assert len(links(*texts[:2])) == 1
    assert links(*texts[:3]) == ()
    assert links(*texts) == ()


def test_copies_that_end_with_the_same_words_stay_linked_and_so_does_a_sentence_quoted_before_the_end() -> None:
    copied = invented(60, 150)
    copies = [
        f"{copied} {FOOT}",
        f"{invented(61, 30)} {copied} {FOOT}",
        f"{copied[:400]} {FOOT}",
        f"{invented(62)} {FOOT}",
    ]
    assert [(link.a, link.b) for link in links(*copies)] == [("d0", "d1"), ("d0", "d2"), ("d1", "d2")]
    quoted = [f"{invented(seed)}\n\n{SENTENCE}\n\n{invented(seed + 50, 45)}" for seed in range(3)]
    assert len(links(*quoted)) == 3


def test_a_letterhead_is_not_shared_text_of_one_outlet() -> None:
    head = "Republic of Vorland, Ministry of Waterways and Harbours, Directorate of Information, press statement for release"
    texts = (f"{head}\n\n{invented(31)}", f"{head}\n\n{invented(32)}")
    assert shared_text(documents(*texts, outlets=("Waterways", "Waterways")), PlainEngine()) == ()
    assert len(shared_text(documents(*texts, outlets=("Waterways", "Orlu Post")), PlainEngine())) == 1


def test_look_alike_letters_are_named_and_shown_beside_the_words_they_pass_for() -> None:
    (link,) = links(first := hosted(SENTENCE.translate(LOOK), 1), second := hosted(SENTENCE, 2))
    assert "look-alike letters in a" in link.because
    disguised = [match for match in link.matches if match.because == (LOOK_ALIKES,)]
    shown = {match.b.span.of(second): match.a.span.of(first) for match in disguised}
    assert shown["reservoir"] == "reservoir".translate(LOOK)
    assert all(match.a.span.of(first) != match.b.span.of(second) for match in disguised)


def test_the_order_of_the_documents_changes_nothing() -> None:
    given = documents(*(hosted(SENTENCE, seed) for seed in range(6)), invented(90), invented(90))
    assert shared_text(given, PlainEngine()) == shared_text(given[::-1], LocalEngine())


def test_empty_texts_share_nothing() -> None:
    assert links("", "", " \n", "...", "...") == () or all(link.matches for link in links("", "", " \n", "...", "..."))
    assert links() == ()
    assert links("") == ()
