"""The corpus of copies is the same for the same seed and holds what it says; the scorer counts as it says."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
sys.path[:0] = [str(BENCHMARKS), str(BENCHMARKS / "reuse")]

from score import Truth, score  # noqa: E402

from corpus import CHAIN, KINDS, Corpus, make  # noqa: E402


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return make(120, seed=3)


def test_the_same_seed_gives_the_same_corpus(corpus: Corpus) -> None:
    assert make(120, seed=3) == corpus
    assert make(120, seed=4).documents != corpus.documents


def test_every_kind_of_copy_and_every_step_of_a_chain_is_there(corpus: Corpus) -> None:
    steps = {f"chain, step {n}" for n in range(1, len(CHAIN) + 1)}
    assert set(corpus.kinds.values()) == {"orig", "bg", *KINDS, *steps}


def test_a_copy_holds_the_sentences_it_is_said_to_hold(corpus: Corpus) -> None:
    texts = dict(corpus.documents)
    originals = {name: texts[name] for name, kind in corpus.kinds.items() if kind == "orig"}
    sentences = {
        place: text.split(". ")[place[1]].strip(".")
        for name, text in originals.items()
        for place in corpus.holds[name]
        if place[1] < text.count(". ")
    }
    checked = 0
    for name, kind in corpus.kinds.items():
        if kind in ("verbatim", "half", "sentence in a host"):
            for place in corpus.holds[name] & sentences.keys():
                assert sentences[place] in texts[name]
                checked += 1
    assert checked > 30
    assert not any(corpus.holds[name] for name, kind in corpus.kinds.items() if kind == "bg")


def test_with_a_folder_hosts_have_its_turns_of_phrase_and_none_of_its_sentences(tmp_path: Path) -> None:
    text = " ".join(f"The keeper of gate {n} told the council that it would hold until the spring." for n in range(8))
    (tmp_path / "a.txt").write_text(text, encoding="utf8")
    made = make(60, folder=tmp_path)
    hosts = [text for name, text in made.documents if made.kinds[name] == "bg"]
    assert all(" the " in host and not any(one in host for one in text.split(". ")) for host in hosts)
    assert sum(kind == "orig" for kind in made.kinds.values()) == 1


def stored(folder: Path, rows: list[tuple[str, str, str | None, list[list[int]], str]]) -> Truth:
    with (folder / "docs.jsonl").open("w") as docs, (folder / "truth.jsonl").open("w") as truth:
        for name, kind, origin, holds, text in rows:
            docs.write(json.dumps({"id": name, "text": text}) + "\n")
            truth.write(json.dumps({"id": name, "kind": kind, "origin": origin, "prov": holds}) + "\n")
    return Truth.of(folder)


def test_pairs_are_scored_by_the_sentences_they_share_and_natural_overlap_counts_neither_way(tmp_path: Path) -> None:
    wire = "the agency said the dam had held until the early morning of monday"
    truth = stored(
        tmp_path,
        [
            ("o1", "orig", "a1", [[1, 0], [1, 1]], f"{wire} one"),
            ("o2", "orig", "a2", [[2, 0]], f"{wire} two"),
            ("c1", "half", "a1", [[1, 0]], "x"),
            ("c2", "half", "a1", [[1, 0], [1, 1]], "y"),
            ("b1", "bg", None, [], "z"),
        ],
    )
    assert dict(truth.shared) == {("c1", "o1"): 1, ("c1", "c2"): 1, ("c2", "o1"): 2}
    found = score(truth, [("o1", "c1"), ("c2", "o1"), ("o1", "o2"), ("c1", "b1")])
    assert found.bands[:2] == ((0.5, 2), (1.0, 1))
    assert found.precision == pytest.approx(2 / 3)
    assert found.kinds == {"half": (1.0, 2)}
