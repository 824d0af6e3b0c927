"""Articles as windows of tensors: pieces, looks, the tags of each word, and one row for each cue."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import torch
from model import AFTER, BEFORE, LABELS, REACH, ROLES
from tokenizers import Tokenizer
from torch import Tensor

from corpus import Article, Marked
from headwater.read.language import language
from headwater.read.quotes import quoted_regions
from headwater.read.windows import Looks, looks_of, pieces_of_words, windows_of

NUMBER = {label: n for n, label in enumerate(LABELS)}
Words = dict[str, frozenset[int]]


@dataclass(slots=True)
class Page:
    """One article, tokenized once."""

    article: Article
    looks: Looks
    ids: list[int]
    first: list[int]
    sizes: list[int]
    readings: list[list[Words]] = field(default_factory=list)


MARKS = ("“”", "«»", "„“", "”“")
"""Pairs of quotation marks of other languages, one character each."""


def page_of(article: Article, tokenizer: Tokenizer, code: str = "en", marks: str = "") -> Page:
    """`marks` are put in place of the quotations' own, where those are single characters, so that offsets stay."""
    spoken = language(code)
    assert spoken is not None
    quotations = [(r.span.start, r.span.end) for r in quoted_regions(article.text, spoken)]
    looks = looks_of(article.text, quotations)
    text = list(article.text)
    for start, end in quotations if marks else ():
        if text[start] in '"“”' and text[end - 1] in '"“”':
            text[start], text[end - 1] = marks
    found = tokenizer.encode("".join(text), add_special_tokens=False)
    first, sizes = pieces_of_words(looks, found.offsets)
    page = Page(article, looks, found.ids, first, sizes)
    page.readings = [[_words(looks, m) for m in reading if m.content] for reading in article.readings]
    return page


def _words(looks: Looks, marked: Marked) -> Words:
    return {
        role: frozenset(i for a, b in getattr(marked, role) for i in looks.covered(a, b))
        for role in ("source", "cue", "content")
    }


@dataclass(slots=True)
class Window:
    page: Page
    start: int
    after: int
    gold: list[Words]

    @property
    def size(self) -> int:
        return sum(self.page.sizes[self.start : self.after])


def windows(pages: Sequence[Page], most: int, rng: random.Random | None) -> list[Window]:
    """All windows of one pass; with `rng`, cut at other places and read by another annotator each time."""
    out = []
    for page in pages:
        gold = (rng.choice(page.readings) if rng else page.readings[0]) if page.readings else []
        offset = rng.randrange(most) if rng else 0
        for start, after in windows_of(page.looks, page.sizes, most, offset):
            out.append(Window(page, start, after, [g for g in gold if any(start <= i < after for i in g["cue"])]))
    return out


def bies(runs: Iterable[tuple[str, Iterable[int]]], length: int) -> list[int]:
    """Labels of `length` words; where roles share a word, the later in `runs` wins."""
    role_of: list[tuple[str, int] | None] = [None] * length
    for n, (role, words) in enumerate(runs):
        for i in words:
            if 0 <= i < length:
                role_of[i] = (role, n)
    labels = [0] * length
    i = 0
    while i < length:
        if role_of[i] is None:
            i += 1
            continue
        j = i
        while j + 1 < length and role_of[j + 1] == role_of[i]:
            j += 1
        role = role_of[i][0]  # type: ignore[index]
        if i == j:
            labels[i] = NUMBER[f"S-{role}"]
        else:
            labels[i], labels[j] = NUMBER[f"B-{role}"], NUMBER[f"E-{role}"]
            for k in range(i + 1, j):
                labels[k] = NUMBER[f"I-{role}"]
        i = j + 1
    return labels


@dataclass(slots=True)
class Batch:
    windows: list[Window]
    ids: Tensor
    mask: Tensor
    looks: Tensor
    first: Tensor
    words: Tensor
    tags: Tensor


def collate(
    chosen: list[Window],
    specials: tuple[int, int, int],
    rng: random.Random | None = None,
    masked: float = 0.0,
    mask_id: int = 0,
) -> Batch:
    begin, end, pad = specials
    ids, looks, first, tags = [], [], [], []
    for w in chosen:
        page = w.page
        lo = page.first[w.start]
        hi = page.first[w.after] if w.after < len(page.first) else len(page.ids)
        pieces = page.ids[lo:hi]
        if rng and masked:
            pieces = [mask_id if rng.random() < masked else p for p in pieces]
        ids.append([begin, *pieces, end])
        place = [[0, 0, 0]] + [[4, 0, 0]] * len(pieces) + [[0, 0, 0]]
        row = []
        for i in range(w.start, w.after):
            at = page.first[i] - lo + 1
            row.append(at)
            look = [page.looks.shape[i], page.looks.quoted[i], page.looks.place[i]]
            place[at] = look
            for k in range(at + 1, min(at + page.sizes[i], len(place) - 1)):
                place[k] = [look[0], look[1], 0]
        looks.append(place)
        first.append(row)
        runs = [(role, (i - w.start for i in g[role])) for role in ("content", "source", "cue") for g in w.gold]
        tags.append(bies(runs, w.after - w.start))
    t, n = max(map(len, ids)), max(map(len, first))
    fill = lambda rows, size, value: torch.tensor([r + [value] * (size - len(r)) for r in rows])
    return Batch(
        chosen,
        fill(ids, t, pad),
        torch.tensor([[1] * len(r) + [0] * (t - len(r)) for r in ids]),
        fill(looks, t, [0, 0, 0]),
        fill(first, n, 0),
        torch.tensor([[True] * len(r) + [False] * (n - len(r)) for r in first]),
        fill(tags, n, 0),
    )


@dataclass(slots=True)
class Anchors:
    """Cues to be linked: where the states lie, and the gold labels where they are known."""

    rows: list[int]
    spans: list[tuple[int, int]]
    gold: list[Words | None]

    def add(self, row: int, span: tuple[int, int], gold: Words | None) -> None:
        self.rows.append(row)
        self.spans.append(span)
        self.gold.append(gold)


def regions(anchors: Anchors, batch: Batch, states: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
    """states [K,R,w], mask [K,R], cue [K,R], far [K,R], labels [K,R] of the words around each cue."""
    lengths = batch.words.sum(1).tolist()
    lows, highs = [], []
    for row, (a, _) in zip(anchors.rows, anchors.spans):
        lows.append(max(0, a - BEFORE))
        highs.append(min(lengths[row], a + AFTER))
    r = max(h - lo for lo, h in zip(lows, highs))
    index = torch.zeros(len(lows), r, dtype=torch.long)
    mask = torch.zeros(len(lows), r, dtype=torch.bool)
    cue = torch.zeros(len(lows), r, dtype=torch.bool)
    far = torch.zeros(len(lows), r, dtype=torch.long)
    labels = torch.zeros(len(lows), r, dtype=torch.long)
    for n, (lo, hi, (a, b), gold) in enumerate(zip(lows, highs, anchors.spans, anchors.gold)):
        size = hi - lo
        index[n, :size] = torch.arange(lo, hi)
        mask[n, :size] = True
        cue[n, a - lo : min(b, hi) - lo] = True
        far[n, :size] = (torch.arange(lo, hi) - a + BEFORE).clamp(0, REACH)
        if gold:
            base = batch.windows[anchors.rows[n]].start + lo
            labels[n, :size] = torch.tensor(
                bies([(r_, (i - base for i in gold[r_])) for r_ in ("content", "source", "cue")], size)
            )
    rows = torch.tensor(anchors.rows)
    picked = states[rows[:, None], index.to(states.device)]
    return picked, mask, cue, far, labels


def batches(found: list[Window], tokens: int, rng: random.Random | None) -> Iterator[list[Window]]:
    """Windows of like length together, at most about `tokens` pieces a batch, in random order with `rng`."""
    order = sorted(found, key=lambda w: w.size + (rng.random() * 24 if rng else 0))
    groups: list[list[Window]] = []
    now: list[Window] = []
    for w in order:
        if now and (len(now) + 1) * (w.size + 2) > tokens:
            groups.append(now)
            now = []
        now.append(w)
    if now:
        groups.append(now)
    if rng:
        rng.shuffle(groups)
    yield from groups


__all__ = ["ROLES", "Anchors", "Batch", "Page", "Window", "batches", "collate", "page_of", "regions", "windows"]
