"""A passage is found through what copying and hiding do to its letters, word for word, and shown where it stands."""

from __future__ import annotations

import random
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from headwater.engine.plain import PlainEngine
from headwater.link.reuse import LOOK_ALIKES, shared_text

from .test_reuse import documents, hosted, invented

DATA = tomllib.loads((Path(__file__).parent.parent / "cases" / "link" / "disguises.toml").read_text(encoding="utf8"))
PASSAGES = {made["language"]: made["text"] for made in DATA["passage"]}


def disguised(text: str, case: dict[str, Any]) -> str:
    """`text` as the rules of `case` change it."""
    for old, new in case.get("replace", ()):
        text = text.replace(old, new)
    if case.get("write") == "backwards":
        text = " ".join(reversed(text.split()))
    elif "write" in case:
        text = getattr(text, case["write"])()
    if "swap" in case:
        text = text.translate(str.maketrans(*case["swap"]))
    if "form" in case:
        text = unicodedata.normalize(case["form"], text)
    if "insert" in case:
        letters = 0
        out = []
        for char in text:
            out.append(char)
            letters += char.isalpha()
            if char.isalpha() and letters % case["every"] == 0:
                out.append(case["insert"])
        text = "".join(out)
    return text


@pytest.mark.parametrize(
    ("case", "language"),
    [
        pytest.param(case, language, id=f"{case['label']}, {language}")
        for case in DATA["case"]
        for language in case.get("on", PASSAGES)
    ],
)
def test_a_disguised_passage_is_found_word_for_word(case: dict[str, Any], language: str) -> None:
    passage = PASSAGES[language]
    hidden = disguised(passage, case)
    assert hidden != passage or "replace" in case or "form" in case or language == "ar"
    texts = (hosted(passage, 1), hosted(hidden, 2), invented(3, 300))
    links = shared_text(documents(*texts), PlainEngine())
    if case.get("apart"):
        assert links == ()
        return
    (link,) = links
    shown = [match for match in link.matches if match.because != (LOOK_ALIKES,)]
    for side, text, whole in (("a", texts[0], passage), ("b", texts[1], hidden)):
        start = text.index(whole)
        covered = sum(
            max(0, min(span.end, start + len(whole)) - max(span.start, start))
            for span in (getattr(match, side).span for match in shown)
        )
        # All but the marks at its ends.
        assert covered >= case.get("agree", 1.0) * (len(whole) - 4 - 3 * len(case.get("insert", "")))
    best = max(shown, key=lambda match: len(match.a.span))
    assert best.score >= case.get("agree", 1.0) - 0.05
    if case.get("named"):
        assert f"{LOOK_ALIKES} in b" in link.because


@pytest.mark.parametrize("words", [120, 250, 500])
@pytest.mark.parametrize("seed", range(4))
def test_a_whole_copy_with_four_words_in_ten_changed_is_found(words: int, seed: int) -> None:
    rng = random.Random(seed)
    text = invented(70 + seed, words)
    other = invented(900 + seed, words).split()
    changed = " ".join(rng.choice(other) if rng.random() < 0.4 else word for word in text.split())
    (link,) = shared_text(documents(text, changed, invented(500 + seed, words)), PlainEngine())
    assert (link.a, link.b) == ("d0", "d1")
    assert link.coverage_a > 0.35


LINES = (
    "Share this story with your friends.",
    "All rights reserved by the publisher.",
    "Read more reports on our website.",
    "Download our award-winning application today.",
)
BOILERPLATE = {
    "a line at the foot": lambda text, n: (
        f"{text}\n\nSign up for our wonderful daily newsletter and never miss a story."
    ),
    "a line at the head": lambda text, n: (
        f"You are reading the free edition of our service for registered readers\n\n{text}"
    ),
    "a line in the middle": lambda text, n: text.replace(
        ". ", ".\n\nThis article continues below the advertisement from our sponsors.\n\n", 1
    ),
    "a line with a name of its own each time": lambda text, n: (
        f"{text}\n\nFollow {invented(n, 2).split()[0].title()} Post on every platform for breaking news alerts."
    ),
    "several lines, another choice each time": lambda text, n: "\n\n".join([text, *random.Random(n).sample(LINES, 3)]),
}


@pytest.mark.parametrize("where", BOILERPLATE)
def test_boilerplate_that_repeats_everywhere_links_nothing_and_hides_no_copy(where: str) -> None:
    texts = [BOILERPLATE[where](invented(seed, 60), seed) for seed in range(150)]
    copied = invented(7_000, 60)
    texts += [BOILERPLATE[where](copied, 150), BOILERPLATE[where](copied + " " + invented(7_001, 30), 151)]
    links = shared_text(documents(*texts), PlainEngine())
    assert [(link.a, link.b) for link in links] == [("d150", "d151")]
