"""An index grows and forgets: whatever the order, the links are those of comparing everything, at the price of one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.core import CaseError, Document, Link, sha256_of
from headwater.engine.local import LocalEngine
from headwater.engine.plain import PlainEngine
from headwater.link import index as module
from headwater.link.index import Index
from headwater.link.reuse import shared_text

from .test_reuse import LOOK, SENTENCE, documents, hosted, invented

ENGINE = LocalEngine(processes=1)
OTHER = (
    "Nobody on the Osterwick embankment had been told that the northern spillway gate would open before the morning."
)
COPIED = invented(40, 200)
# Hosts of two sentences, a whole copy in disguise, two equal texts, texts that share nothing, an empty one.
CORPUS = documents(
    *(hosted(SENTENCE, seed) for seed in range(4)),
    *(hosted(OTHER, seed) for seed in range(10, 13)),
    hosted(f"{SENTENCE}\n\n{OTHER}", 20),
    COPIED,
    COPIED.translate(LOOK),
    *(invented(seed, 250) for seed in range(50, 56)),
    invented(50, 250),
    "",
)


def pairs(links: tuple[Link, ...]) -> list[tuple[str, str]]:
    return [(link.a, link.b) for link in links]


def tables(index: Index) -> list[object]:
    return [(name, table.schema.metadata, table.to_pydict()) for name, table in index.to_tables().items()]


def test_the_links_of_an_index_are_those_of_shared_text() -> None:
    assert Index.of(CORPUS, ENGINE).links(ENGINE) == shared_text(CORPUS, PlainEngine())


def test_added_one_by_one_the_same_pairs_are_found_as_at_once() -> None:
    index = Index()
    found = [link for document in CORPUS for link in index.add([document], ENGINE)]
    found.sort(key=lambda link: (link.a, link.b))
    expected = shared_text(CORPUS, ENGINE)
    assert pairs(tuple(found)) == pairs(expected)
    for one, other in zip(found, expected, strict=True):
        assert one.relation == other.relation
        assert one.coverage_a == pytest.approx(other.coverage_a, abs=0.05)


@settings(max_examples=8, deadline=None)
@given(order=st.permutations(range(4, len(CORPUS))), cuts=st.lists(st.integers(0, len(CORPUS)), max_size=3))
def test_the_order_and_the_portions_in_which_documents_come_change_nothing(order: list[int], cuts: list[int]) -> None:
    def grown(numbers: list[int], portions: list[int]) -> tuple[list[Link], list[object]]:
        index = Index.of(CORPUS[:4], ENGINE)
        links: list[Link] = []
        for low, high in zip([0, *portions], [*portions, len(numbers)], strict=True):
            links += index.add([CORPUS[n] for n in numbers[low:high]], ENGINE)
        return sorted(links, key=lambda link: (link.a, link.b)), tables(index)

    assert grown(order, sorted(cuts)) == grown(list(range(4, len(CORPUS))), [])


def test_what_was_forgotten_is_linked_with_nothing_and_leaves_no_trace_once_settled() -> None:
    index = Index.of(CORPUS, ENGINE)
    gone = {"d0", "d5", "d8", "d10"}
    assert index.forget([*gone, "never held"]) == len(gone)
    assert "d0" not in index
    rest = [document for document in CORPUS if document.id not in gone]
    assert index.links(ENGINE) == shared_text(rest, ENGINE)
    back = index.add([CORPUS[0]], ENGINE)
    assert {end for link in back for end in (link.a, link.b)} == {"d0", "d1", "d2", "d3", "d7"}
    index.forget(["d0"])
    index.settle()
    assert tables(index) == tables(Index.of(rest, ENGINE))


def test_forgetting_before_or_after_others_come_gives_the_same_index() -> None:
    late = CORPUS[4:8]
    first, second = Index.of(CORPUS[:4], ENGINE), Index.of(CORPUS[:4], ENGINE)
    first.forget(["d1"])
    links = first.add(late, ENGINE)
    with_it = second.add(late, ENGINE)
    second.forget(["d1"])
    assert links == tuple(link for link in with_it if "d1" not in (link.a, link.b))
    assert tables(first) == tables(second)


def test_a_stored_index_goes_on_where_it_stood(tmp_path: Path) -> None:
    index = Index.of(CORPUS[:6], ENGINE)
    index.add(CORPUS[6:9], ENGINE)
    index.write(tmp_path / "index")
    again = Index.read(tmp_path / "index")
    assert tables(again) == tables(index)
    assert again.add(CORPUS[9:], ENGINE) == index.add(CORPUS[9:], ENGINE)


def test_no_wording_is_stored(tmp_path: Path) -> None:
    Index.of(CORPUS, ENGINE).write(tmp_path)
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not any(word.encode() in stored for word in ("Brannock", "reservoir", "spillway"))


def test_an_index_that_is_not_there_or_of_another_kind_is_an_error_with_advice(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="make it anew"):
        Index.read(tmp_path)
    index = Index().to_tables()
    index["documents"] = index["documents"].replace_schema_metadata({"headwater": '{"format": "headwater index 0"}'})
    with pytest.raises(CaseError, match="headwater index 0"):
        Index.from_tables(index)


def test_a_new_document_is_compared_with_those_it_shares_rare_words_with_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    held = documents(*(invented(seed, 150) for seed in range(300)), hosted(SENTENCE, 400))
    index = Index.of(held, ENGINE)
    looked_at: list[int] = []
    aligned = module.aligned
    monkeypatch.setattr(
        module, "aligned", lambda words, *rest: (looked_at.append(len(words.first) - 1), aligned(words, *rest))[1]
    )
    new = Document("new", "new", text := hosted(SENTENCE, 401), sha256_of(text))
    assert pairs(index.add([new], ENGINE)) == [("d300", "new")]
    assert sum(looked_at) < 10


def test_a_document_held_is_passed_over_and_another_text_under_its_id_is_an_error() -> None:
    index = Index.of(CORPUS[:4], ENGINE)
    assert index.add(CORPUS[:2], ENGINE) == ()
    assert len(index) == 4
    with pytest.raises(ValueError, match="d0 is held with another text"):
        index.add(documents(OTHER), ENGINE)


def test_boilerplate_of_the_documents_held_links_no_new_one() -> None:
    lines = "Sign up for our wonderful daily newsletter.\n\nFollow our reporters on every platform."
    texts = [f"{invented(seed, 60)}\n\n{lines}" for seed in range(130)]
    given = documents(*texts)
    index = Index.of(given[:120], ENGINE)
    assert index.add(given[120:], ENGINE) == ()


def test_an_index_is_due_to_be_settled_once_it_has_grown_by_a_quarter() -> None:
    index = Index.of(documents(*(invented(seed, 40) for seed in range(80))), ENGINE)
    more = [Document(f"m{seed}", "m", t := invented(seed, 40), sha256_of(t)) for seed in range(200, 230)]
    index.add(more[:20], ENGINE)
    assert not index.due
    index.add(more[20:], ENGINE)
    assert index.due
    index.settle()
    assert not index.due


def test_random_growth_and_forgetting_keep_what_is_looked_up_complete() -> None:
    rng = random.Random(2)
    index, held = Index(), set()
    for _ in range(30):
        document = rng.choice(CORPUS)
        if document.id in held:
            index.forget([document.id])
            held.discard(document.id)
        else:
            found = {end for link in index.add([document], ENGINE) for end in (link.a, link.b)} - {document.id}
            expected = {
                end
                for link in shared_text([d for d in CORPUS if d.id in held or d is document], ENGINE)
                if document.id in (link.a, link.b)
                for end in (link.a, link.b)
            } - {document.id}
            assert found == expected
            held.add(document.id)
