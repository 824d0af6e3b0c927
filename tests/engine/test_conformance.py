"""One suite for every engine: the same rows as the oracle, which itself is checked against definitions and networkx.

Spark takes part where it is installed; where it is not, `make test` ends by saying so.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import combinations

import networkx as nx
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.core import Document, MissingExtra, sha256_of
from headwater.engine import Engine, Pairs
from headwater.engine.local import LocalEngine
from headwater.engine.plain import PlainEngine
from headwater.engine.spark import SparkEngine
from headwater.link.reuse import shared_text

SPARK = SparkEngine()
with_spark = pytest.mark.skipif(find_spec("pyspark") is None, reason="not run: Spark is not installed")
ENGINES = [
    pytest.param(PlainEngine(), id="plain"),
    pytest.param(LocalEngine(), id="local"),
    pytest.param(LocalEngine(in_memory=5), id="local, on disk"),
    pytest.param(SPARK, id="spark", marks=with_spark),
]
every_engine = pytest.mark.parametrize("engine", ENGINES)


@pytest.fixture(scope="module", autouse=True)
def _spark_ends() -> Iterator[None]:
    yield
    SPARK.stop()


def examples(engine: Engine) -> settings:
    """So many random cases; fewer on Spark, where each takes half a second."""
    return settings(max_examples=3 if engine is SPARK else 60, deadline=None)


rows = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12), st.integers(0, 30)), max_size=60)


def features(held: list[tuple[int, int, int]], spread: int = 1) -> pa.Table:
    """(doc, feature, position) as a table; `spread` pulls features apart over the whole range of 64 bits."""
    docs, marks, places = zip(*held, strict=True) if held else ((), (), ())
    return pa.table(
        {
            "doc": pa.array(docs, pa.int32()),
            "feature": pa.array([mark * spread % (1 << 64) for mark in marks], pa.uint64()),
            "position": pa.array(places, pa.int32()),
        }
    )


def as_tuples(table: pa.Table) -> list[tuple[int, ...]]:
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


@every_engine
def test_features_at_the_same_distance_are_one_run(engine: Engine) -> None:
    held = [(1, 5, 0), (1, 6, 1), (1, 7, 4), (2, 5, 10), (2, 6, 11), (2, 7, 14), (3, 9, 0)]
    assert as_tuples(engine.pairs(features(held))) == [(1, 2, 0, 10, 4, 3)]


@every_engine
def test_a_gap_ends_a_run(engine: Engine) -> None:
    held = [(1, 5, 0), (1, 6, 9), (2, 5, 0), (2, 6, 9)]
    assert as_tuples(engine.pairs(features(held), Pairs(gap=8))) == [(1, 2, 0, 0, 0, 1), (1, 2, 9, 9, 9, 1)]


@every_engine
def test_a_feature_in_too_many_documents_is_dropped(engine: Engine) -> None:
    held = [(doc, 5, 0) for doc in range(4)]
    assert engine.pairs(features(held), Pairs(max_df=3)).num_rows == 0
    assert engine.pairs(features(held), Pairs(max_df=4)).num_rows == 6


@every_engine
def test_a_feature_counts_once_a_document_at_its_first_place(engine: Engine) -> None:
    held = [(1, 5, 7), (1, 5, 2), (2, 5, 0)]
    assert as_tuples(engine.pairs(features(held), Pairs(max_df=2))) == [(1, 2, 2, 0, 2, 1)]


@every_engine
def test_without_places_a_pair_of_documents_is_one_row(engine: Engine) -> None:
    table = features([(1, 5, 3), (2, 5, 4), (1, 6, 9), (2, 6, 1), (7, 6, 0)]).drop_columns(["position"])
    assert as_tuples(engine.pairs(table)) == [(1, 2, 0, 0, 0, 2), (1, 7, 0, 0, 0, 1), (2, 7, 0, 0, 0, 1)]


@every_engine
def test_nothing_in_nothing_out(engine: Engine) -> None:
    assert engine.pairs(features([])).num_rows == 0
    assert engine.groups(pa.table({"a": pa.array([], pa.int32()), "b": pa.array([], pa.int32())})).num_rows == 0
    assert list(engine.map(doubled, [])) == []


@pytest.mark.parametrize("engine", ENGINES[1:])
def test_pairs_gives_the_rows_of_the_oracle(engine: Engine) -> None:
    @examples(engine)
    @given(held=rows, max_df=st.integers(2, 6), gap=st.integers(0, 12), spread=st.sampled_from([1, 0x9E3779B97F4A7C15]))
    def same_rows(held: list[tuple[int, int, int]], max_df: int, gap: int, spread: int) -> None:
        table = features(held, spread)
        found, expected = (e.pairs(table, Pairs(max_df, gap)) for e in (engine, PlainEngine()))
        assert found.schema == expected.schema
        assert as_tuples(found) == as_tuples(expected)

    same_rows()


@pytest.mark.parametrize("engine", ENGINES[1:])
def test_a_corpus_gives_the_rows_of_the_oracle(engine: Engine) -> None:
    rng = random.Random(3)
    held = [
        (doc, rng.randrange(400) * 0x9E3779B97F4A7C15 % (1 << 64), place) for doc in range(60) for place in range(40)
    ]
    expected = PlainEngine().pairs(features(held), Pairs(max_df=12, gap=5))
    assert expected.num_rows > 1_000
    assert as_tuples(engine.pairs(features(held), Pairs(max_df=12, gap=5))) == as_tuples(expected)


@settings(max_examples=60, deadline=None)
@given(held=rows)
def test_shared_counts_are_those_of_the_sets(held: list[tuple[int, int, int]]) -> None:
    sets: dict[int, set[int]] = {}
    for doc, mark, _ in held:
        sets.setdefault(doc, set()).add(mark)
    expected = {(a, b): len(sets[a] & sets[b]) for a, b in combinations(sorted(sets), 2) if sets[a] & sets[b]}
    found: dict[tuple[int, int], int] = {}
    for a, b, *_, shared in as_tuples(PlainEngine().pairs(features(held))):
        found[a, b] = found.get((a, b), 0) + shared
    assert found == expected


def check_groups(engine: Engine, edges: list[tuple[int, int]]) -> None:
    graph = nx.Graph(edges)
    expected = sorted((doc, min(part)) for part in nx.connected_components(graph) for doc in part)
    a, b = zip(*edges, strict=True) if edges else ((), ())
    table = pa.table({"a": pa.array(a, pa.int32()), "b": pa.array(b, pa.int32())})
    assert as_tuples(engine.groups(table)) == expected
    assert engine.groups(table).schema == PlainEngine().groups(table).schema


@every_engine
def test_groups_are_the_connected_components_of_networkx(engine: Engine) -> None:
    @examples(engine)
    @given(edges=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=40))
    def components(edges: list[tuple[int, int]]) -> None:
        check_groups(engine, edges)

    components()


@every_engine
def test_a_long_chain_is_one_group(engine: Engine) -> None:
    check_groups(engine, [((n * 37) % 101, ((n + 1) * 37) % 101) for n in range(100)])


def doubled(batch: pa.RecordBatch) -> pa.RecordBatch:
    return pa.record_batch({"n": pa.array([2 * n for n in batch["n"].to_pylist()])})


def failing(batch: pa.RecordBatch) -> pa.RecordBatch:
    raise ValueError("no such batch")


@pytest.mark.parametrize(
    "engine",
    [
        pytest.param(PlainEngine(), id="plain"),
        pytest.param(LocalEngine(processes=1), id="one"),
        pytest.param(LocalEngine(processes=2, worth_it=1), id="pool"),
        pytest.param(SPARK, id="spark", marks=with_spark),
    ],
)
def test_map_keeps_the_order_and_raises_what_the_function_raises(engine: Engine) -> None:
    batches = [pa.record_batch({"n": [n]}) for n in range(5)]
    assert [batch["n"].to_pylist() for batch in engine.map(doubled, batches)] == [[0], [2], [4], [6], [8]]
    with pytest.raises(ValueError, match="no such batch"):
        list(engine.map(failing, batches))


@pytest.mark.parametrize("engine", ENGINES[1:])
def test_shared_text_is_the_same_on_every_engine(engine: Engine) -> None:
    rng = random.Random(8)
    vocabulary = ["".join(rng.choices("aeioubdgklmnprstv", k=rng.randint(3, 9))) for _ in range(400)]
    sentences = [" ".join(rng.choices(vocabulary, k=16)).capitalize() + "." for _ in range(160)]
    texts = [" ".join(rng.sample(sentences, 6)) + ("\ud800" if n == 3 else "") for n in range(40)]
    documents = [Document(f"d{n}", f"{n}.txt", text, sha256_of(text)) for n, text in enumerate(texts)]
    expected = shared_text(documents, PlainEngine())
    assert len(expected) > 50
    assert shared_text(documents, engine) == expected


def test_without_spark_its_engine_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(MissingExtra, match=r"pip install 'headwater\[spark\]'"):
        SparkEngine().groups(pa.table({"a": pa.array([1], pa.int32()), "b": pa.array([2], pa.int32())}))
