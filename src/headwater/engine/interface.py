"""The three operations that carry everything that grows, and what each promises."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Pairs:
    """How `Engine.pairs` joins.

    `max_df`: a feature held by more documents than this is dropped (it says nothing about two of them).
    `gap`: shared features at the same distance in both documents are one run while the next stands at most this
    many positions further on.
    """

    # A feature in 200 documents makes 19,900 pairs of them, and what is more frequent makes more than all the rest.
    # On the two corpora of `link.passages` 100, 200 and 400 give the same links: what stands in more is stock there.
    # The price: of more than 200 near copies of one text only those are found that share rarer words besides.
    max_df: int = 200
    gap: int = 40


class Engine(Protocol):
    """Runs the big steps. Every engine gives the same rows in the same order; `plain` is the oracle."""

    def map(
        self, function: Callable[[pa.RecordBatch], pa.RecordBatch], batches: Iterable[pa.RecordBatch]
    ) -> Iterator[pa.RecordBatch]:
        """`function` of each batch, in the order of `batches`.

        `function` must be importable (a module's own function or a `functools.partial` of one): it may run in
        another process. What it raises is raised here.
        """
        ...

    def pairs(self, features: pa.Table, settings: Pairs = Pairs()) -> pa.Table:
        """Runs of features that two documents share: which documents, where, how many.

        `features`: doc int32, feature uint64 and, where place matters, position int32 (0 or more); any order. A
        feature counts once a document, at its first position.
        Returned, sorted by all columns: a int32, b int32 (a < b), at_a int32, at_b int32 (where the run starts),
        until int32 (position in a of its last feature), shared int32 (features in the run). Without a position
        column one row a pair of documents, with places 0.
        """
        ...

    def groups(self, edges: pa.Table) -> pa.Table:
        """Connected components of `edges` (a int32, b int32).

        Returned, sorted: doc int32, each end of an edge once, and group int32, the smallest doc it is connected to.
        """
        ...
