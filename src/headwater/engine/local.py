"""One machine: arrays sorted in memory, DuckDB where memory does not hold them, and worker processes."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from headwater.engine.interface import Pairs
from headwater.engine.plain import GROUPS, RUNS

Ints = npt.NDArray[np.int64]
_PIECE = 1 << 20  # rows at a time where working arrays would be longer than the result


class LocalEngine:
    """The laptop's engine.

    `processes`: for `map`; None: one a core. A pool is started only for more than `worth_it` batches. Its processes
    import the script that runs, which therefore guards what it does with `if __name__ == "__main__":`.
    `in_memory`: so many features `pairs` joins in memory, at about 100 bytes each; more go through DuckDB, which
    takes about twice the processor time, keeps to `memory` (as DuckDB writes it, "4GB") and spills to a temporary folder.
    """

    def __init__(
        self, processes: int | None = None, worth_it: int = 64, in_memory: int = 40_000_000, memory: str = "4GB"
    ) -> None:
        self.processes = processes or os.cpu_count() or 1
        self.worth_it = worth_it
        self.in_memory = in_memory
        self.memory = memory

    def map(
        self, function: Callable[[pa.RecordBatch], pa.RecordBatch], batches: Iterable[pa.RecordBatch]
    ) -> Iterator[pa.RecordBatch]:
        """See `Engine.map`."""
        batches = iter(batches)
        head = list(islice(batches, self.worth_it + 1)) if self.processes > 1 else []
        if self.processes == 1 or len(head) <= self.worth_it:
            yield from (function(batch) for batch in chain(head, batches))
            return
        waiting: deque[Future[pa.RecordBatch]] = deque()
        with ProcessPoolExecutor(self.processes, mp_context=get_context("spawn")) as pool:
            for batch in chain(head, batches):
                waiting.append(pool.submit(function, batch))
                if len(waiting) >= 2 * self.processes:  # so many are under way; the rest is not yet read
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

    def pairs(self, features: pa.Table, settings: Pairs = Pairs()) -> pa.Table:  # noqa: B008
        """See `Engine.pairs`."""
        if features.num_rows == 0:
            return RUNS.empty_table()
        if features.num_rows > self.in_memory:
            return _pairs_on_disk(features, settings, self.memory)
        docs = features["doc"].to_numpy()
        names = np.unique(docs)
        line, start = _on_one_line(docs, names, features)
        doc_of = np.repeat(np.arange(len(names), dtype=np.int32), np.diff(start))
        new, line = _grouped(features["feature"].to_numpy(), line, int(start[-1]))
        shared = _shared(new, line, doc_of, settings.max_df)
        del new, line
        return _runs(shared, doc_of, start, names, settings.gap)

    def groups(self, edges: pa.Table) -> pa.Table:
        """See `Engine.groups`."""
        a, b = edges["a"].to_numpy(), edges["b"].to_numpy()
        if len(a) == 0:
            return GROUPS.empty_table()
        names, ends = np.unique(np.concatenate([a, b]), return_inverse=True)
        a, b = ends[: len(a)], ends[len(a) :]
        label = np.arange(len(names))
        while True:  # every node takes the smallest label near it, then its label's label
            before = label.copy()
            low = np.minimum(label[a], label[b])
            np.minimum.at(label, label[a], low)
            np.minimum.at(label, label[b], low)
            while not np.array_equal(label, label[label]):
                label = label[label]
            if np.array_equal(before, label):
                break
        return pa.table([pa.array(names, pa.int32()), pa.array(names[label], pa.int32())], schema=GROUPS)


_PAIRS = """
WITH first AS (SELECT doc, feature, min({position})::INTEGER AS place FROM features GROUP BY doc, feature),
held AS (SELECT feature FROM first GROUP BY feature HAVING count(*) BETWEEN 2 AND {max_df}),
places AS (SELECT first.* FROM first SEMI JOIN held USING (feature)),
shared AS (
    SELECT x.doc AS a, y.doc AS b, x.place AS place, y.place - x.place AS distance
    FROM places x JOIN places y ON x.feature = y.feature AND x.doc < y.doc
),
marked AS (
    SELECT *, coalesce(place - lag(place) OVER w <= {gap}, false) AS goes_on
    FROM shared WINDOW w AS (PARTITION BY a, b, distance ORDER BY place)
),
numbered AS (
    SELECT *, sum(CASE WHEN goes_on THEN 0 ELSE 1 END)
        OVER (PARTITION BY a, b, distance ORDER BY place ROWS UNBOUNDED PRECEDING) AS run
    FROM marked
)
SELECT a, b, min(place) AS at_a, min(place) + distance AS at_b, max(place) AS until, count(*) AS shared
FROM numbered GROUP BY a, b, distance, run ORDER BY ALL
"""


def _pairs_on_disk(features: pa.Table, settings: Pairs, memory: str) -> pa.Table:
    """The rows of `Engine.pairs` by a join that spills to disk."""
    import duckdb  # here alone, and only when it is needed

    position = "position" if "position" in features.column_names else "0"
    query = _PAIRS.format(position=position, max_df=int(settings.max_df), gap=int(settings.gap))
    with TemporaryDirectory(prefix="headwater-") as folder, duckdb.connect(f"{folder}/pairs.duckdb") as database:
        database.execute("SET memory_limit = ?", [memory])
        database.execute("SET temp_directory = ?", [folder])
        database.register("features", features)
        found: pa.Table = database.sql(query).to_arrow_table()
        return found.cast(RUNS)


def _on_one_line(docs: npt.NDArray[np.int32], names: npt.NDArray[np.int32], features: pa.Table) -> tuple[Ints, Ints]:
    """Each feature's place, and where each document starts, when all documents stand on one long line.

    One number then says document and place.
    """
    which = np.searchsorted(names, docs)
    if "position" not in features.column_names:
        return which, np.arange(len(names) + 1)
    places = features["position"].to_numpy()
    longest = np.zeros(len(names), np.int64)
    np.maximum.at(longest, which, places)
    start = np.concatenate([np.zeros(1, np.int64), np.cumsum(longest + 1)])
    line = start[which]
    line += places
    return line, start


def _grouped(marks: npt.NDArray[np.uint64], line: Ints, size: int) -> tuple[npt.NDArray[np.bool_], Ints]:
    """Places in order of their feature: where a new feature begins, and the places.

    Sorted as one number, the feature's top bits before the place. The low bits lost let two features in
    2^64 / `size` fall together; those few are sorted again by the whole feature.
    """
    low = np.uint64(max(1, (size - 1).bit_length()))
    top = marks >> low
    top <<= low
    top |= line.astype(np.uint64)
    order = np.argsort(top, kind="stable")
    top = top[order]
    top >>= low
    marks, line = marks[order], line[order]
    del order
    change = marks[1:] != marks[:-1]
    for at in np.unique(top[:-1][change & (top[1:] == top[:-1])]):
        rows = slice(*np.searchsorted(top, (at, at + np.uint64(1))))
        again = np.lexsort((line[rows], marks[rows]))
        marks[rows], line[rows] = marks[rows][again], line[rows][again]
    return np.concatenate([np.ones(1, bool), marks[1:] != marks[:-1]]), line


def _shared(new: npt.NDArray[np.bool_], line: Ints, doc_of: npt.NDArray[np.int32], max_df: int) -> Ints:
    """Every shared feature as distance << 32 | place, sorted: the place in the first document and how far on in the second."""
    # A feature counts once a document, at its first place.
    docs = doc_of[line]
    keep = new.copy()
    keep[1:] |= docs[1:] != docs[:-1]
    begins = np.flatnonzero(new[keep])
    line = line[keep]
    sizes = np.diff(np.append(begins, len(line)))
    wanted = (sizes > 1) & (sizes <= max_df)
    shared = np.empty(int((sizes[wanted] * (sizes[wanted] - 1) // 2).sum()), np.int64)
    done = 0
    for size in np.unique(sizes[wanted]).tolist():
        first, second = np.triu_indices(size, 1)
        rows = begins[sizes == size]
        step = max(1, _PIECE // len(first))
        for piece in range(0, len(rows), step):
            held = line[rows[piece : piece + step, None] + np.arange(size)]
            a = held[:, first].ravel()
            part = held[:, second].ravel()
            part -= a
            part <<= 32
            part |= a
            shared[done : done + len(part)] = part
            done += len(part)
    shared.sort()
    return shared


def _runs(shared: Ints, doc_of: npt.NDArray[np.int32], start: Ints, names: Ints, gap: int) -> pa.Table:
    """The rows of `Engine.pairs`."""
    if len(shared) == 0:
        return RUNS.empty_table()
    new = np.ones(len(shared), bool)
    for low in range(1, len(shared), _PIECE):  # in pieces: the working arrays are several times as long
        piece = shared[low - 1 : low + _PIECE]
        at, distance = piece & 0xFFFFFFFF, piece >> 32
        a, b = doc_of[at], doc_of[at + distance]
        new[low : low + _PIECE] = (
            (distance[1:] != distance[:-1]) | (at[1:] - at[:-1] > gap) | (a[1:] != a[:-1]) | (b[1:] != b[:-1])
        )
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(shared)) - 1
    begin, distance, end = shared[first] & 0xFFFFFFFF, shared[first] >> 32, shared[last] & 0xFFFFFFFF
    a, b = doc_of[begin], doc_of[begin + distance]
    at_a, at_b, until = begin - start[a], begin + distance - start[b], end - start[a]
    order = np.lexsort((at_b, at_a, b, a))
    columns = (names[a], names[b], at_a, at_b, until, last - first + 1)
    return pa.table([pa.array(column[order], pa.int32()) for column in columns], schema=RUNS)
