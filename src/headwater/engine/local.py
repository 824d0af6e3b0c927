"""One machine: arrays sorted in memory and worker processes."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from headwater.engine.interface import Pairs
from headwater.engine.plain import GROUPS, RUNS

Ints = npt.NDArray[np.int64]


class LocalEngine:
    """The laptop's engine.

    `processes`: for `map`; None: one a core. A pool is started only for more than `worth_it` batches.
    """

    def __init__(self, processes: int | None = None, worth_it: int = 64) -> None:
        self.processes = processes or os.cpu_count() or 1
        self.worth_it = worth_it

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
        docs = features["doc"].to_numpy()
        marks = features["feature"].to_numpy()
        if "position" in features.column_names:
            places = features["position"].to_numpy().astype(np.int64)
        else:
            places = np.zeros(len(docs), np.int64)
        names, length = np.unique(docs, return_inverse=True)
        longest = np.zeros(len(names), np.int64)
        np.maximum.at(longest, length, places)
        # Every document gets a stretch of one long line, so that one number says document and place.
        start = np.concatenate([np.zeros(1, np.int64), np.cumsum(longest + 1)])
        line = start[length] + places
        doc_of = np.repeat(np.arange(len(names), dtype=np.int32), np.diff(start))
        shared = _shared(_grouped(marks, line, int(start[-1])), doc_of, settings.max_df)
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


def _grouped(marks: npt.NDArray[np.uint64], line: Ints, size: int) -> tuple[npt.NDArray[np.bool_], Ints]:
    """Places in order of their feature: where a new feature begins, and the places.

    Sorted as one number, the feature's top bits before the place: the low bits lost let two features in
    2^64 / `size` fall together, so the full features decide where a new one begins.
    """
    low = np.uint64(max(1, (size - 1).bit_length()))
    packed = (marks >> low << low) | line.astype(np.uint64)
    order = np.argsort(packed, kind="stable")
    marks, line = marks[order], line[order]
    mixed = np.flatnonzero((packed[order][1:] >> low == packed[order][:-1] >> low) & (marks[1:] != marks[:-1]))
    if len(mixed):
        order = np.lexsort((line, marks))
        marks, line = marks[order], line[order]
    new = np.ones(len(marks), bool)
    new[1:] = marks[1:] != marks[:-1]
    return new, line


def _shared(grouped: tuple[npt.NDArray[np.bool_], Ints], doc_of: npt.NDArray[np.int32], max_df: int) -> Ints:
    """Every shared feature as distance << 32 | place, sorted: the place in the first document and how far on in the second."""
    new, line = grouped
    # A feature counts once a document, at its first place.
    keep = np.ones(len(line), bool)
    docs = doc_of[line]
    keep[1:] = new[1:] | (docs[1:] != docs[:-1])
    group = np.cumsum(new)[keep]
    line = line[keep]
    begins = np.flatnonzero(np.concatenate([np.ones(1, bool), group[1:] != group[:-1]]))
    sizes = np.diff(np.append(begins, len(line)))
    out = []
    for size in np.unique(sizes[(sizes > 1) & (sizes <= max_df)]).tolist():
        held = line[begins[sizes == size][:, None] + np.arange(size)]
        first, second = np.triu_indices(size, 1)
        a, b = held[:, first].ravel(), held[:, second].ravel()
        out.append((b - a) << 32 | a)
    shared = np.concatenate(out) if out else np.empty(0, np.int64)
    shared.sort()
    return shared


def _runs(shared: Ints, doc_of: npt.NDArray[np.int32], start: Ints, names: Ints, gap: int) -> pa.Table:
    """The rows of `Engine.pairs`."""
    if len(shared) == 0:
        return RUNS.empty_table()
    at, distance = shared & 0xFFFFFFFF, shared >> 32
    a, b = doc_of[at], doc_of[at + distance]
    new = np.ones(len(at), bool)
    new[1:] = (distance[1:] != distance[:-1]) | (at[1:] - at[:-1] > gap) | (a[1:] != a[:-1]) | (b[1:] != b[:-1])
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(at)) - 1
    a, b, until = a[first], b[first], at[last] - start[a[first]]
    at_a, at_b = at[first] - start[a], at[first] + distance[first] - start[b]
    order = np.lexsort((at_b, at_a, b, a))
    columns = (names[a], names[b], at_a, at_b, until, last - first + 1)
    return pa.table([pa.array(column[order], pa.int32()) for column in columns], schema=RUNS)
