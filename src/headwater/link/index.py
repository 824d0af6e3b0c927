"""An index of texts that is stored, grows and forgets: a new document is compared with what is held, nothing held again.

index = Index.of(documents, engine)       # index.links(engine) are those of `shared_text`
new = index.add(more, engine)             # the links of the new documents alone
index.forget(["d1"])
index.write(folder); index = Index.read(folder)

How rare words are, and what is boilerplate, is taken from the documents that were held when the index was last
settled. While that stands, a link depends on its two texts alone, so the order in which documents are added and
forgotten changes nothing. `settle` takes the rarity afresh from what is held then; after it the index is, byte for
byte, one that never held anything else. `due` says when that is worth doing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from headwater.core import CaseError, Document, Link
from headwater.engine import Engine, Pairs
from headwater.engine.plain import RUNS
from headwater.link.alignment import Alignment, aligned
from headwater.link.normal import Words, joined
from headwater.link.passages import (
    Floats,
    Marks,
    Rare,
    Seen,
    feet_of,
    in_feet,
    information,
    phrases,
    runs_from,
    seen_in,
)
from headwater.link.reuse import Reuse, among, between, same_text
from headwater.link.texts import TEXTS, Copy, Texts, copies_of, texts_from_rows, texts_of, texts_to_rows

FORMAT = "headwater index 1"
DOCUMENTS = pa.schema([(name, pa.string()) for name in ("id", "sha256", "outlet", "domain")])
HELD = pa.schema([("sha256", pa.string()), *TEXTS])
SEEN = pa.schema([("cell", pa.int32()), ("count", pa.int64())])
FEET = pa.schema([("feature", pa.uint64())])
COMMON = pa.schema([("feature", pa.uint64()), ("places", pa.uint16()), ("widespread", pa.bool_())])

Ints = npt.NDArray[np.int64]

TABLES = ("documents", "texts", "seen", "feet", "common")


@dataclass(frozen=True, slots=True)
class Rarity:
    """What a settled index knows of its texts together.

    `seen`: how often each word stands there. `common`: runs that stand in more than half as many places as a stock
    phrase, sorted; `places`: in how many, bounded as in `Rare.stock`; `widespread`: which of them are in too many
    documents to say anything about two. `feet`: runs that many texts end with. `texts`: how many texts there were.
    """

    seen: Seen
    feet: Marks
    common: Marks
    places: npt.NDArray[np.uint16]
    widespread: npt.NDArray[np.bool_]
    texts: int

    @classmethod
    def of(cls, words: Words, settings: Reuse) -> Rarity:
        seen = seen_in(words)
        feature, _ = runs_from(words, information(words, settings.rare, seen), settings.rare)
        text = np.repeat(np.arange(len(words.first) - 1), np.diff(words.first))
        marks, count = np.unique(feature, return_counts=True)
        often = marks[(count > min(settings.rare.stock // 2, settings.pairs.max_df)) & (marks != 0)]
        which = np.searchsorted(often, feature) if len(often) else np.empty(0, np.intp)
        at = np.flatnonzero(often[np.minimum(which, len(often) - 1)] == feature) if len(often) else which
        pairs = np.unique(which[at] << 32 | text[at])  # a run counts once a document
        documents = np.bincount(pairs >> 32, minlength=len(often))
        places = np.minimum(np.bincount(which[at], minlength=len(often)), settings.rare.stock + 1).astype(np.uint16)
        feet = feet_of(words, feature, settings.rare)
        return cls(seen, feet, often, places, documents > settings.pairs.max_df, len(words.first) - 1)

    def read(self, words: Words, settings: Rare) -> tuple[Floats, Marks, npt.NDArray[np.bool_]]:
        """Bits of each word, 0 in stock phrases; the mark of the rare run from it on (0: none to look for); feet."""
        bits = information(words, settings, self.seen)
        feature, length = runs_from(words, bits, settings)
        places = np.minimum(feature, np.uint64(1)).astype(np.uint16)
        widespread = np.zeros(len(feature), bool)
        if len(self.common):
            which = np.minimum(np.searchsorted(self.common, feature), len(self.common) - 1)
            known = self.common[which] == feature
            places[known] = self.places[which[known]]
            widespread[known] = self.widespread[which[known]]
        stock = phrases(words, places, length, settings)
        feet = in_feet(words, feature, self.feet, settings)
        feature[widespread | ((places > settings.stock) & stock)] = 0
        bits[stock] = 0
        return bits, feature, feet


@dataclass(frozen=True, slots=True)
class _Part:
    """Rare runs of some texts, sorted by mark: which text (a number), and where in it."""

    mark: Marks
    text: Ints
    at: Ints

    @classmethod
    def of(cls, mark: Marks, text: Ints, at: Ints) -> _Part:
        order = np.lexsort((at, text, mark))
        mark, text, at = mark[order], text[order], at[order]
        # A run counts once a document, at its first place.
        first = np.ones(len(mark), bool)
        first[1:] = (mark[1:] != mark[:-1]) | (text[1:] != text[:-1])
        first &= mark != 0
        return cls(mark[first], text[first], at[first])

    @property
    def columns(self) -> tuple[Marks, Ints, Ints]:
        return self.mark, self.text, self.at

    def without(self, gone: Ints) -> _Part:
        stays = ~np.isin(self.text, gone)
        return _Part(self.mark[stays], self.text[stays], self.at[stays])

    def held(self, mark: Marks, at: Ints) -> tuple[Ints, Ints, Ints]:
        """Where `mark` stand here, too: text, place there, place `at` which the mark was given."""
        low, high = np.searchsorted(self.mark, mark, "left"), np.searchsorted(self.mark, mark, "right")
        times = high - low
        rows = np.arange(int(times.sum())) + np.repeat(low - (np.cumsum(times) - times), times)
        return self.text[rows], self.at[rows], np.repeat(at, times)


class Index:
    """Texts held for comparison, without their wording: keys of their words, and where each word stands."""

    def __init__(self, settings: Reuse = Reuse()) -> None:  # noqa: B008
        """An empty index. Until it is settled, how rare a word is depends on its letters alone."""
        self.settings = settings
        self._rarity = Rarity.of(_together([]).words, settings)
        self._copies: dict[str, dict[str, Copy]] = {}  # by text (SHA-256), then by the document's id
        self._texts: dict[str, Texts] = {}  # one text each
        self._text_of: dict[str, str] = {}  # document → text
        self._number: dict[str, int] = {}  # of each text, as the parts have it
        self._numbered: dict[int, str] = {}  # and back
        self._next = 0
        self._parts: list[_Part] = []

    @classmethod
    def of(cls, documents: Sequence[Document], engine: Engine, settings: Reuse = Reuse()) -> Index:  # noqa: B008
        """An index of `documents`, settled."""
        index = cls(settings)
        texts = index._read_new(documents, engine)
        for sha256, copies in copies_of(documents).items():
            index._hold(sha256, texts[sha256], copies)
        index.settle()
        return index

    def __len__(self) -> int:
        """How many documents are held."""
        return len(self._text_of)

    def __contains__(self, document: str) -> bool:
        return document in self._text_of

    @property
    def due(self) -> bool:
        """Whether so much came or went since the index was last settled that words may be rarer or commoner by now."""
        return abs(len(self._texts) - self._rarity.texts) * 4 > self._rarity.texts + 16

    def add(self, documents: Sequence[Document], engine: Engine) -> tuple[Link, ...]:
        """The links of new documents with all that are held and with each other, sorted; they are held from now on.

        A document that is held is passed over. Raises ValueError where another text is held under its id.
        """
        new = list({document.id: document for document in documents if document.id not in self}.values())
        if other := [d.id for d in documents if d.id in self and self._text_of[d.id] != d.sha256]:
            raise ValueError(f"{other[0]} is held with another text; forget it before adding this one")
        links: list[Link] = []
        read = self._read_new(new, engine)
        for sha256, copies in copies_of(new).items():
            held = tuple(self._copies.get(sha256, {}).values())
            text = self._texts.get(sha256) or read[sha256]
            known = {copy.id for copy in held}
            same = same_text((*held, *copies), text.lengths[0])
            links += (one for one in same if not (one.a in known and one.b in known))
            _, mark, _ = self._rarity.read(text.words, self.settings.rare)
            links += self._compared(sha256, text, copies, mark)
            self._hold(sha256, text, copies)
            if not held:
                self._enter(sha256, mark)
        return tuple(sorted(links, key=lambda link: (link.a, link.b)))

    def forget(self, documents: Iterable[str]) -> int:
        """How many of `documents` (ids) were held; none is from now on.

        What is left of one until the index is settled is its share in how often words were seen.
        """
        count, gone = 0, []
        for document in documents:
            sha256 = self._text_of.pop(document, None)
            if sha256 is None:
                continue
            count += 1
            del self._copies[sha256][document]
            if not self._copies[sha256]:
                del self._copies[sha256], self._texts[sha256]
                gone.append(self._number.pop(sha256))
                del self._numbered[gone[-1]]
        if gone:
            self._parts = [part.without(np.array(gone)) for part in self._parts]
        return count

    def links(self, engine: Engine) -> tuple[Link, ...]:
        """All links between the documents held, every two compared anew: those of `shared_text`."""
        order = sorted(self._texts)
        copies = [self._copies_of(sha256) for sha256 in order]
        return among(copies, _together([self._texts[sha256] for sha256 in order]), engine, self.settings)

    def settle(self) -> None:
        """Takes the rarity of words from what is held now, as if nothing else had ever been held."""
        self._rarity = Rarity.of(_together([self._texts[s] for s in sorted(self._texts)]).words, self.settings)
        self._enter_all()

    def to_tables(self) -> dict[str, pa.Table]:
        """The index as Arrow tables: documents (`DOCUMENTS`), texts (`HELD`), seen (`SEEN`), feet (`FEET`), common (`COMMON`).

        The same documents held and the same rarity give the same tables. The settings are in the schema of documents.
        """
        order = sorted(self._texts)
        documents = [
            {"id": copy.id, "sha256": sha256, "outlet": copy.outlet, "domain": copy.domain}
            for sha256 in order
            for copy in self._copies_of(sha256)
        ]
        rows = texts_to_rows(_together([self._texts[sha256] for sha256 in order]))
        cells = np.flatnonzero(self._rarity.seen.cells)
        about = {"format": FORMAT, "texts": self._rarity.texts, "settings": asdict(self.settings)}
        return {
            "documents": pa.Table.from_pylist(documents, DOCUMENTS).replace_schema_metadata(
                {"headwater": json.dumps(about, sort_keys=True)}
            ),
            "texts": pa.Table.from_arrays([pa.array(order, pa.string()), *rows.columns], schema=HELD),
            "seen": pa.table([cells.astype(np.int32), self._rarity.seen.cells[cells]], schema=SEEN),
            "feet": pa.table([self._rarity.feet], schema=FEET),
            "common": pa.table([self._rarity.common, self._rarity.places, self._rarity.widespread], schema=COMMON),
        }

    @classmethod
    def from_tables(cls, tables: Mapping[str, pa.Table]) -> Index:
        """The index that `to_tables` gave. Raises CaseError for tables of another kind or version."""
        about = json.loads((tables["documents"].schema.metadata or {}).get(b"headwater", b"{}"))
        if about.get("format") != FORMAT:
            raise CaseError(f"no index of this version: found {about.get('format')!r}, needed {FORMAT!r}")
        given = about["settings"]
        parts = {
            "rare": Rare(**given["rare"]),
            "pairs": Pairs(**given["pairs"]),
            "alignment": Alignment(**given["alignment"]),
        }
        index = cls(Reuse(**(given | parts)))
        seen, common = tables["seen"], tables["common"]
        cells = np.zeros_like(index._rarity.seen.cells)
        cells[seen["cell"].to_numpy()] = seen["count"].to_numpy()
        runs, places, widespread = (common[name].to_numpy() for name in COMMON.names)
        feet = tables["feet"]["feature"].to_numpy()
        index._rarity = Rarity(Seen(cells, int(cells.sum())), feet, runs, places, widespread, int(about["texts"]))
        copies: dict[str, list[Copy]] = {}
        for row in tables["documents"].to_pylist():
            copies.setdefault(row["sha256"], []).append(Copy(row["id"], row["outlet"], row["domain"]))
        texts = tables["texts"]
        held = _apart(texts_from_rows(texts.drop_columns(["sha256"]).to_batches()))
        for sha256, text in zip(texts["sha256"].to_pylist(), held, strict=True):
            index._hold(sha256, text, copies[sha256])
        index._enter_all()
        return index

    def write(self, folder: Path) -> None:
        """Writes the tables as Parquet files into `folder`, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in self.to_tables().items():
            pq.write_table(table, folder / f"{name}.parquet", compression="zstd")

    @classmethod
    def read(cls, folder: Path) -> Index:
        """The index that `write` stored. Raises CaseError where it is missing, broken or of another version."""
        try:
            tables = {name: pq.read_table(folder / f"{name}.parquet") for name in TABLES}
        except (OSError, pa.ArrowException) as error:
            raise CaseError(f"{folder}: no index can be read there ({error}); make it anew") from error
        return cls.from_tables(tables)

    def _copies_of(self, sha256: str) -> tuple[Copy, ...]:
        return tuple(sorted(self._copies[sha256].values(), key=lambda copy: copy.id))

    def _read_new(self, documents: Iterable[Document], engine: Engine) -> dict[str, Texts]:
        """Those of the documents' texts that are not held, by SHA-256."""
        new = {d.sha256: d.text for d in documents if d.sha256 not in self._texts}
        return dict(zip(new, _apart(texts_of(list(new.values()), engine)), strict=True))

    def _hold(self, sha256: str, text: Texts, copies: Iterable[Copy]) -> None:
        self._texts[sha256] = text
        for copy in copies:
            self._copies.setdefault(sha256, {})[copy.id] = copy
            self._text_of[copy.id] = sha256

    def _enter(self, sha256: str, mark: Marks) -> None:
        """Puts the rare runs of a text among those that are looked up."""
        self._number[sha256], self._numbered[self._next] = self._next, sha256
        new = _Part.of(mark, np.full(len(mark), self._next), np.arange(len(mark)))
        self._next += 1
        # Parts grow by doubling, so that a run is moved as often as the number of runs can be halved.
        while self._parts and len(self._parts[-1].mark) <= 2 * len(new.mark):
            last = self._parts.pop()
            new = _Part.of(*(np.concatenate(both) for both in zip(last.columns, new.columns, strict=True)))
        self._parts.append(new)

    def _enter_all(self) -> None:
        """The same for all texts that are held."""
        order = sorted(self._texts)
        words = _together([self._texts[sha256] for sha256 in order]).words
        self._number = {sha256: number for number, sha256 in enumerate(order)}
        self._numbered = dict(enumerate(order))
        self._next = len(order)
        _, mark, _ = self._rarity.read(words, self.settings.rare)
        text = np.repeat(np.arange(len(order)), np.diff(words.first))
        self._parts = [_Part.of(mark, text, np.arange(len(words)) - words.first[text])]

    def _compared(self, sha256: str, text: Texts, copies: Sequence[Copy], mark: Marks) -> Iterator[Link]:
        """The links of the documents `copies` of one text with the documents of the other texts."""
        own = _Part.of(mark, np.zeros(len(mark), np.int64), np.arange(len(mark)))
        found = [part.held(own.mark, own.at) for part in self._parts]
        number, there, here = (np.concatenate([f[n] for f in found] or [np.empty(0, np.int64)]) for n in range(3))
        other = number != self._number.get(sha256, -1)
        number, there, here = number[other], there[other], here[other]
        if len(number) == 0:
            return
        # In the order of their SHA-256, as everywhere: which text is the first of two must not depend on the order.
        numbers = np.unique(number)
        order = sorted([sha256, *(self._numbered[n] for n in numbers.tolist())])
        place = {one: n for n, one in enumerate(order)}
        at = place[sha256]
        theirs = np.array([place[self._numbered[n]] for n in numbers.tolist()])[np.searchsorted(numbers, number)]
        swap = theirs < at
        runs = _runs(
            np.minimum(theirs, at), np.maximum(theirs, at), np.where(swap, there, here), np.where(swap, here, there),
            self.settings.pairs.gap,
        )  # fmt: skip
        texts = _together([text if one == sha256 else self._texts[one] for one in order])
        bits, _, feet = self._rarity.read(texts.words, self.settings.rare)
        held = [copies if one == sha256 else self._copies_of(one) for one in order]
        stretches = aligned(texts.words, bits, runs, self.settings.alignment)
        yield from between(held, texts, stretches, feet, self.settings)


def _runs(a: Ints, b: Ints, at_a: Ints, at_b: Ints, gap: int) -> pa.Table:
    """Shared features as the rows of `Engine.pairs`."""
    order = np.lexsort((at_a, at_b - at_a, b, a))
    a, b, at_a, at_b = a[order], b[order], at_a[order], at_b[order]
    distance = at_b - at_a
    new = np.ones(len(a), bool)
    new[1:] = (a[1:] != a[:-1]) | (b[1:] != b[:-1]) | (distance[1:] != distance[:-1]) | (at_a[1:] - at_a[:-1] > gap)
    first = np.flatnonzero(new)
    last = np.append(first[1:], len(a)) - 1
    columns = (a[first], b[first], at_a[first], at_b[first], at_a[last], last - first + 1)
    order = np.lexsort(columns[3::-1])
    return pa.table([pa.array(column[order], pa.int32()) for column in columns], schema=RUNS)


def _together(texts: Sequence[Texts]) -> Texts:
    return Texts(
        joined(text.words for text in texts),
        tuple(length for text in texts for length in text.lengths),
        tuple(spans for text in texts for spans in text.disguised),
    )


def _apart(texts: Texts) -> Iterator[Texts]:
    """Each of the texts by itself."""
    words = texts.words
    for n, (low, high) in enumerate(pairwise(words.first.tolist())):
        rows = slice(low, high)
        one = Words(words.key[rows], words.begin[rows], words.size[rows], np.array([0, high - low]))
        yield Texts(one, texts.lengths[n : n + 1], texts.disguised[n : n + 1])
