"""The oracle: every operation as its definition reads, in plain Python. For tests and a handful of documents."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

import pyarrow as pa

from headwater.engine.interface import Pairs

RUNS = pa.schema([(name, pa.int32()) for name in ("a", "b", "at_a", "at_b", "until", "shared")])
GROUPS = pa.schema([("doc", pa.int32()), ("group", pa.int32())])


class PlainEngine:
    """One process, no tricks."""

    def map(
        self, function: Callable[[pa.RecordBatch], pa.RecordBatch], batches: Iterable[pa.RecordBatch]
    ) -> Iterator[pa.RecordBatch]:
        """See `Engine.map`."""
        return (function(batch) for batch in batches)

    def pairs(self, features: pa.Table, settings: Pairs = Pairs()) -> pa.Table:  # noqa: B008
        """See `Engine.pairs`."""
        docs = features["doc"].to_pylist()
        marks = features["feature"].to_pylist()
        places = features["position"].to_pylist() if "position" in features.column_names else [0] * len(docs)
        holders: dict[int, dict[int, int]] = defaultdict(dict)
        for doc, mark, place in zip(docs, marks, places, strict=True):
            holders[mark][doc] = min(place, holders[mark].get(doc, place))
        # Both places of each shared feature, by pair of documents and the distance between the places.
        shared: dict[tuple[int, int, int], list[int]] = defaultdict(list)
        for held in holders.values():
            if len(held) <= settings.max_df:
                for (a, at_a), (b, at_b) in combinations(sorted(held.items()), 2):
                    shared[a, b, at_b - at_a].append(at_a)
        rows = []
        for (a, b, distance), starts in shared.items():
            starts.sort()
            run = [starts[0]]
            for start in starts[1:]:
                if start - run[-1] > settings.gap:
                    rows.append((a, b, run[0], run[0] + distance, run[-1], len(run)))
                    run = []
                run.append(start)
            rows.append((a, b, run[0], run[0] + distance, run[-1], len(run)))
        rows.sort()
        columns = zip(*rows, strict=True) if rows else [[]] * 6
        return pa.table([pa.array(column, pa.int32()) for column in columns], schema=RUNS)

    def groups(self, edges: pa.Table) -> pa.Table:
        """See `Engine.groups`."""
        above: dict[int, int] = {}

        def top(doc: int) -> int:
            while above.setdefault(doc, doc) != doc:
                doc = above[doc]
            return doc

        for a, b in zip(edges["a"].to_pylist(), edges["b"].to_pylist(), strict=True):
            low, high = sorted((top(a), top(b)))
            above[high] = low
        docs = sorted(above)
        return pa.table([pa.array(docs, pa.int32()), pa.array([top(doc) for doc in docs], pa.int32())], schema=GROUPS)
