"""What linking knows of each text by itself: its words, its length, the words in disguise. Asked through `engine.map`.

As Arrow rows (`TEXTS`) it is what an index keeps of a text: enough to compare it with any other, not to read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from headwater.core import Document, Span
from headwater.engine import Engine
from headwater.link.normal import Words, in_batches, joined, look_alikes, words_of

TEXTS = pa.schema(
    [
        ("length", pa.int32()),  # code points; 0 for a blank text
        ("key", pa.large_list(pa.uint32())),
        ("begin", pa.large_list(pa.uint32())),
        ("size", pa.large_list(pa.uint16())),
        ("disguised", pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())]))),
    ]
)
# Code points sent to a worker at once, 300 articles: a twentieth of a second's work. Of a pool of processes that pays
# from some ten thousand documents on.
_SENT = 1 << 20


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that holds some text: what linking asks of it beside the text."""

    id: str
    outlet: str | None
    domain: str | None


@dataclass(frozen=True, slots=True)
class Texts:
    """Some texts, in order: their words, their lengths in code points (0 for a blank one), their words in disguise."""

    words: Words
    lengths: tuple[int, ...]
    disguised: tuple[tuple[Span, ...], ...]


def copies_of(documents: Iterable[Document]) -> dict[str, tuple[Copy, ...]]:
    """The documents of each text, by id; the texts by their SHA-256, so that no order of input shows."""
    held: dict[str, list[Copy]] = {}
    for document in sorted(documents, key=lambda d: d.id):
        held.setdefault(document.sha256, []).append(Copy(document.id, document.outlet, document.domain))
    return {sha256: tuple(held[sha256]) for sha256 in sorted(held)}


def texts_of(texts: Sequence[str], engine: Engine) -> Texts:
    """What linking knows of each of `texts`, in their order."""
    return texts_from_rows(rows_of(texts, engine))


def rows_of(texts: Sequence[str], engine: Engine) -> Iterator[pa.RecordBatch]:
    """The same as rows with the schema `TEXTS`, some texts at a time."""
    sent = (
        # Bytes, for a text may hold a lone surrogate, which no Arrow string does.
        pa.record_batch({"text": pa.array([t.encode("utf8", "surrogatepass") for t in some], pa.large_binary())})
        for some in in_batches(texts, _SENT)
    )
    return engine.map(read_texts, sent)


def read_texts(batch: pa.RecordBatch) -> pa.RecordBatch:
    """One row of `TEXTS` for each text of `batch` (text, binary: UTF-8)."""
    texts = [bytes(text).decode("utf8", "surrogatepass") for text in batch["text"].to_pylist()]
    lengths = tuple(len(text) if text.strip() else 0 for text in texts)
    return texts_to_rows(Texts(words_of(texts), lengths, tuple(look_alikes(text) for text in texts)))


def texts_to_rows(texts: Texts) -> pa.RecordBatch:
    """One row a text, in order; the schema is `TEXTS`."""
    words, starts = texts.words, pa.array(texts.words.first)
    disguised = [[{"start": span.start, "end": span.end} for span in spans] for spans in texts.disguised]
    lists = [pa.LargeListArray.from_arrays(starts, pa.array(column)) for column in (words.key, words.begin, words.size)]
    return pa.record_batch(
        [pa.array(texts.lengths, pa.int32()), *lists, pa.array(disguised, TEXTS.field("disguised").type)], schema=TEXTS
    )


def texts_from_rows(batches: Iterable[pa.RecordBatch]) -> Texts:
    """The texts of rows with the schema `TEXTS`."""
    lengths: list[int] = []
    disguised: list[tuple[Span, ...]] = []

    def parts() -> Iterator[Words]:
        for batch in batches:
            lengths.extend(batch["length"].to_pylist())
            rows = batch["disguised"].to_pylist()
            disguised.extend(tuple(Span(s["start"], s["end"]) for s in row) for row in rows)
            many = batch["key"].value_lengths().to_numpy()
            first = np.concatenate([np.zeros(1, np.int64), np.cumsum(many, dtype=np.int64)])
            key, begin, size = (batch[name].flatten().to_numpy() for name in ("key", "begin", "size"))
            yield Words(key, begin, size, first)

    words = joined(parts())
    return Texts(words, tuple(lengths), tuple(disguised))
