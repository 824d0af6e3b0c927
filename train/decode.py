"""Predictions in training: the same steps as at run time, on torch tensors, for the figures on dev."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from data import Anchors, Batch, Page, collate, regions, windows
from model import BEFORE, LABELS, N, Reader


def viterbi(scores: torch.Tensor, lengths: list[int], moves: torch.Tensor) -> list[list[int]]:
    """The best path of each row: scores [B,T,N]."""
    b, t, _ = scores.shape
    best = moves[N, :N] + scores[:, 0]
    back = torch.zeros(b, t, N, dtype=torch.long)
    history = [best]
    for i in range(1, t):
        all_ = best[:, :, None] + moves[:N, :N]
        top, arg = all_.max(1)
        best = top + scores[:, i]
        back[:, i] = arg
        history.append(best)
    out = []
    for n in range(b):
        size = lengths[n]
        now = int((history[size - 1][n] + moves[:N, N]).argmax())
        path = [now]
        for i in range(size - 1, 0, -1):
            now = int(back[n, i, now])
            path.append(now)
        out.append(path[::-1])
    return out


def runs(path: list[int]) -> list[tuple[str, int, int]]:
    """(role, first, after) of each labelled run."""
    found, i = [], 0
    while i < len(path):
        label = LABELS[path[i]]
        if label == "O":
            i += 1
            continue
        j = i + 1
        while j < len(path) and label[0] == "B" and LABELS[path[j]][0] in "IE":
            j += 1
            if LABELS[path[j - 1]][0] == "E":
                break
        found.append((label[2:], i, j))
        i = j
    return found


@dataclass(slots=True)
class Found:
    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]
    valid: float


@torch.no_grad()
def predict(
    model: Reader, pages: list[Page], specials: tuple[int, int, int], most: int, bias: float = 0.5, tokens: int = 4096
) -> list[list[Found]]:
    """Attributions of each page, in words of the page."""
    from data import batches

    model.eval()
    where = {id(p): n for n, p in enumerate(pages)}
    out: list[list[Found]] = [[] for _ in pages]
    raise_cues = torch.tensor([bias if label in ("B-cue", "S-cue") else 0.0 for label in LABELS])
    for chosen in batches(windows(pages, most, None), tokens, None):
        batch: Batch = collate(chosen, specials)
        with torch.autocast("cpu", torch.bfloat16):
            tags, states = model.encode(batch.ids, batch.mask, batch.looks, batch.first)
        paths = viterbi(tags.float() + raise_cues, batch.words.sum(1).tolist(), model.tag_chain.transitions())
        anchors = Anchors([], [], [])
        for row, path in enumerate(paths):
            for role, a, b in runs(path):
                if role == "cue":
                    anchors.add(row, (a, b), None)
        if not anchors.rows:
            continue
        picked, mask, cue, far, _ = regions(anchors, batch, states)
        with torch.autocast("cpu", torch.bfloat16):
            scores, valid = model.linker(picked, mask, cue, far)
        linked = viterbi(scores.float(), mask.sum(1).tolist(), model.link_chain.transitions())
        for n, path in enumerate(linked):
            row, (a, b) = anchors.rows[n], anchors.spans[n]
            w = batch.windows[row]
            base = w.start + max(0, a - BEFORE)
            got: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [], "content": []}
            for role, i, j in runs(path):
                got[role].append((i + base, j + base))
            if not got["cue"]:
                got["cue"] = [(w.start + a, w.start + b)]
            if got["content"]:
                out[where[id(w.page)]].append(
                    Found(got["source"], got["cue"], got["content"], float(torch.sigmoid(valid[n].float())))
                )
    return out


def as_spans(page: Page, runs_: list[tuple[int, int]]) -> list[list[int]]:
    return [[page.looks.starts[a], page.looks.ends[b - 1]] for a, b in runs_]


def flat(found: list[Found], least: float) -> list[Found]:
    """The flat scheme: surest first, none whose cue lies in another's words or whose content shares half its words."""
    kept: list[Found] = []
    taken: set[int] = set()
    for f in sorted(found, key=lambda f: -f.valid):
        if f.valid < least:
            continue
        words = {i for a, b in f.content for i in range(a, b)}
        cue = {i for a, b in f.cue for i in range(a, b)}
        if len(words & taken) * 2 > len(words) or cue & taken:
            continue
        kept.append(f)
        taken |= words | cue
    return sorted(kept, key=lambda f: f.content[0])
