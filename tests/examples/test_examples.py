"""The story sets in examples/: their gold says only what their texts say."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
STORIES = sorted(p.parent for p in EXAMPLES.glob("*/gold.json"))

sys.path.insert(0, str(ROOT / "evals" / "scorers"))
from check_story import check  # noqa: E402
from score_stories import article_text, self_test  # noqa: E402

every_story = pytest.mark.parametrize("story", STORIES, ids=lambda p: p.name)


def gold(story: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((story / "gold.json").read_text(encoding="utf8"))
    return read


def spans(story: Path) -> list[tuple[str, dict[str, Any]]]:
    """Every span of the gold that carries its place: the file, and {text, n, ctx}."""
    g = gold(story)
    found = [(i["file"], i) for c in g["claims"] for i in c["instances"]]
    return found + [(a["file"], s) for a in g["attributions"] for role in ("source", "cue", "content") for s in a[role]]


def test_three_stories_speak_all_ten_languages() -> None:
    assert {s.name for s in STORIES} == {"dam", "debris", "ferry"}
    spoken = {d["language"] for s in STORIES for d in gold(s)["documents"] if not d["distractor"]}
    assert spoken == {"ar", "de", "en", "es", "fr", "it", "pt", "ru", "tr", "uk"}


@every_story
def test_the_readmes_count_what_the_gold_counts(story: Path) -> None:
    assert f"[{story.name}]({story.name})" in (EXAMPLES / "README.md").read_text(encoding="utf8")
    told = (story / "README.md").read_text(encoding="utf8")
    for claim in gold(story)["claims"]:
        row = next(line for line in told.splitlines() if line.startswith(f"| {claim['id']} "))
        assert row.split("|")[2].strip() == str(len(claim["instances"])), row


@every_story
def test_the_gold_of_a_story_is_clean(story: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clean = check(story)
    assert clean, capsys.readouterr().out


@every_story
def test_a_perfect_trace_of_a_story_scores_one_and_an_empty_one_nothing(
    story: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    passed = self_test([story])
    assert passed, capsys.readouterr().out


@every_story
def test_each_span_stands_at_its_count_after_its_words(story: Path) -> None:
    for file, span in spans(story):
        text = article_text(story / "docs" / file, False)
        hits = [m.start() for m in re.finditer("(?=" + re.escape(span["text"]) + ")", text)]
        assert len(hits) > span["n"], f"{file}: {span['text']!r} stands {len(hits)} times"
        assert text[: hits[span["n"]]].endswith(span["ctx"]), (
            f"{file}: {span['ctx']!r} does not precede {span['text']!r}"
        )


@every_story
def test_a_page_reads_the_same_by_tags_and_by_extraction(story: Path) -> None:
    for page in sorted((story / "docs").glob("*.html")):
        extracted = article_text(page)
        for paragraph in filter(str.strip, article_text(page, False).split("\n")):
            assert paragraph.strip() in extracted, f"{page.name}: {paragraph[:60]!r} is lost in extraction"


@every_story
def test_a_story_has_four_languages_pages_and_lengths_of_the_press(story: Path) -> None:
    g = gold(story)
    assert len({d["language"] for d in g["documents"] if not d["distractor"]}) >= 4
    assert sum(d["file"].endswith(".html") for d in g["documents"]) >= 4
    assert 3 <= len(g["claims"]) <= 5
    for d in g["documents"]:
        words = len(article_text(story / "docs" / d["file"], False).split())
        assert 60 <= words <= 350, f"{d['file']}: {words} words"


@every_story
def test_every_distractor_stays_outside_the_gold(story: Path) -> None:
    g = gold(story)
    outside = {d["file"] for d in g["documents"] if d["distractor"]}
    used = {i["file"] for c in g["claims"] for i in c["instances"]}
    used |= {x for link in g["links"] for x in (link["child"], link["parent"])} | {m["file"] for m in g["mutations"]}
    assert not outside & used


def test_a_gold_with_a_wrong_word_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / STORIES[0].name
    shutil.copytree(STORIES[0], copy)
    g = gold(copy)
    g["claims"][0]["instances"][0]["text"] = "nobody noticed"
    (copy / "gold.json").write_text(json.dumps(g, ensure_ascii=False), encoding="utf8")
    assert not check(copy)
    assert "nobody noticed" in capsys.readouterr().out
