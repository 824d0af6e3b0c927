"""The trained reader at work: a text's attributions from two ONNX graphs, on one processor core.

The only home of onnxruntime and tokenizers. `train/` makes the graphs; `headwater.models` finds and verifies them.
The first graph labels every word and finds cues; the second looks at the words around one cue and labels them for
that cue. Both end in a Viterbi search over BIES labels with learned transitions.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from headwater.core import ModelError
from headwater.models import Model
from headwater.read.windows import Looks, looks_of, pieces_of_words, windows_of

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Pieces = tuple[tuple[int, int], ...]
"""Half-open ranges of code points."""


_RAW = (("base", 0.0), ("valid", 1.0), ("path", 0.0), ("seconded", 0.0))


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work the encoder does.

    `batch` is the number of pieces read at once (memory), `window` the most pieces that see each other (None: as
    trained), `cue_bias` is added to the score of the labels that open a cue, in nats: more candidates for the linker to judge. `before`
    and `after` are the words around a cue's first that the linker sees, at most as many as in training.
    """

    batch: int = 1024
    window: int | None = 144
    cue_bias: float = 0.5
    before: int = 72
    after: int = 88


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution as the model sees it; ranges of code points in order.

    `valid` is the score that the cue is one, in log odds; `path` the log probability of the labels given the cue.
    """

    source: Pieces
    cue: Pieces
    content: Pieces
    valid: float
    path: float


class Encoder:
    """A model in memory: the two graphs, the tokenizer, the labels. Raises ModelError where a file cannot be used."""

    def __init__(self, model: Model) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False
        try:
            labels: dict[str, Any] = json.loads((model.folder / "labels.json").read_text(encoding="utf8"))
            self._tokenizer = Tokenizer.from_file(str(model.folder / "tokenizer.json"))
            self._encode = _session(onnxruntime, model.folder / "encode.onnx", options)
            self._relate = _session(onnxruntime, model.folder / "relate.onnx", options)
        except Exception as error:
            raise ModelError(f"{model.folder}: {error}") from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self.name = model.name
        self.labels: list[str] = labels["labels"]
        self._before, self._after = int(labels["before"]), int(labels["after"])
        self._window = int(labels["window"])
        self._specials: tuple[int, int, int] = tuple(labels["specials"])
        self._tag_moves = np.asarray(labels["tag_moves"], dtype=np.float32)
        self._link_moves = np.asarray(labels["link_moves"], dtype=np.float32)
        self._opens = np.array([label in ("B-cue", "S-cue") for label in self.labels], dtype=np.float32)
        weights = labels.get("confidence", {})
        self._confidence = tuple(float(weights.get(k, d)) for k, d in _RAW)

    def confidence(self, score: tuple[float, float], *, seconded: bool) -> float:
        """How often an attribution with this score is right, 0 to 1: a logistic regression fitted on dev."""
        base, valid, path, rule = self._confidence
        z = base + valid * score[0] + path * score[1] + rule * seconded
        return float(1.0 / (1.0 + np.exp(-min(max(z, -30.0), 30.0))))

    def attributions(self, text: str, quotations: list[tuple[int, int]], effort: Effort = Effort()) -> list[Found]:
        """All attributions of `text`, in the order of their cues; `quotations` are ranges of code points with their marks.

        Time is linear in the text's length; memory is that of one batch.
        """
        looks = looks_of(text, quotations)
        if not len(looks):
            return []
        encoded = self._tokenizer.encode(text, add_special_tokens=False)
        first, sizes = pieces_of_words(looks, encoded.offsets)
        ids = encoded.ids
        found: list[Found] = []
        windows = windows_of(looks, sizes, effort.window or self._window)
        for batch in _batches(windows, first, len(ids), effort.batch):
            found += self._read(looks, ids, first, sizes, batch, effort)
        return sorted(found, key=lambda one: one.cue[0])

    def _read(
        self,
        looks: Looks,
        ids: list[int],
        first: list[int],
        sizes: list[int],
        batch: list[tuple[int, int]],
        effort: Effort,
    ) -> list[Found]:
        begin, end, pad = self._specials
        bounds = [(first[a], first[b] if b < len(first) else len(ids)) for a, b in batch]
        most = max(hi - lo for lo, hi in bounds) + 2
        widest = max(b - a for a, b in batch)
        pieces = np.full((len(batch), most), pad, dtype=np.int64)
        mask = np.zeros((len(batch), most), dtype=np.float32)
        look = np.zeros((len(batch), most, 3), dtype=np.int64)
        place = np.zeros((len(batch), widest), dtype=np.int64)
        for n, ((a, b), (lo, hi)) in enumerate(zip(batch, bounds, strict=True)):
            size = hi - lo
            pieces[n, 0], pieces[n, size + 1] = begin, end
            pieces[n, 1 : size + 1] = ids[lo:hi]
            mask[n, : size + 2] = 1.0
            look[n, 1 : size + 1, 0] = 4
            for i in range(a, b):
                at = first[i] - lo + 1
                place[n, i - a] = at
                look[n, at : min(at + max(sizes[i], 1), size + 1), :2] = (looks.shape[i], looks.quoted[i])
                look[n, at, 2] = looks.place[i]
        tags, states = self._encode.run(None, {"ids": pieces, "mask": mask, "looks": look, "first": place})
        lengths = np.array([b - a for a, b in batch])
        paths, _ = viterbi(tags + self._opens * effort.cue_bias, lengths, self._tag_moves)
        anchors = [(n, i, j) for n, path in enumerate(paths) for role, i, j in runs(path, self.labels) if role == "cue"]
        return self._link(looks, batch, lengths, states, anchors, effort) if anchors else []

    def _link(
        self,
        looks: Looks,
        batch: list[tuple[int, int]],
        lengths: Ints,
        states: Floats,
        anchors: list[tuple[int, int, int]],
        effort: Effort,
    ) -> list[Found]:
        rows = np.array([n for n, _, _ in anchors])
        before, after = min(effort.before, self._before), min(effort.after, self._after)
        low = np.array([max(0, i - before) for _, i, _ in anchors])
        high = np.array([min(int(lengths[n]), i + after) for n, i, _ in anchors])
        start = np.array([i for _, i, _ in anchors])
        stop = np.array([j for _, _, j in anchors])
        reach = int((high - low).max())
        index = low[:, None] + np.arange(reach)
        inside = index < high[:, None]
        index = np.minimum(index, high[:, None] - 1)
        cue = (index >= start[:, None]) & (index < stop[:, None]) & inside
        far = np.clip(index - start[:, None] + self._before, 0, self._before + self._after) * inside
        labels, valid = self._relate.run(
            None,
            {
                "states": states[rows[:, None], index],
                "mask": inside.astype(np.float32),
                "cue": cue.astype(np.float32),
                "far": far.astype(np.int64),
            },
        )
        paths, sure = viterbi(labels, high - low, self._link_moves)
        found = []
        for n, (row, i, j) in enumerate(anchors):
            base = batch[row][0] + int(low[n])
            roles: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [], "content": []}
            for role, a, b in runs(paths[n], self.labels):
                roles[role].append((looks.starts[base + a], looks.ends[base + b - 1]))
            if not roles["content"]:
                continue
            if not roles["cue"]:
                roles["cue"] = [(looks.starts[batch[row][0] + i], looks.ends[batch[row][0] + j - 1])]
            found.append(
                Found(
                    tuple(roles["source"]),
                    tuple(roles["cue"]),
                    tuple(roles["content"]),
                    float(valid[n]),
                    float(sure[n]),
                )
            )
        return found


def _session(onnxruntime: Any, path: Path, options: Any) -> Any:
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _batches(windows: list[tuple[int, int]], first: list[int], total: int, most: int) -> list[list[tuple[int, int]]]:
    """Windows of like length together, so that little is padded; at most about `most` pieces in a batch."""

    def size(window: tuple[int, int]) -> int:
        a, b = window
        return (first[b] if b < len(first) else total) - first[a] + 2

    out: list[list[tuple[int, int]]] = []
    for window in sorted(windows, key=lambda w: (size(w), w)):
        if out and (len(out[-1]) + 1) * size(window) <= most:
            out[-1].append(window)
        else:
            out.append([window])
    return out


def viterbi(scores: Floats, lengths: Ints, moves: Floats) -> tuple[list[list[int]], Floats]:
    """The best path of each row and its log probability.

    `scores` is [rows, words, labels]; `lengths` the words of each row; `moves` [labels + 1, labels + 1] the transitions,
    the last row and column those from the start and to the end.
    """
    rows, words, n = scores.shape
    inner = moves[:n, :n]
    spread = np.exp(inner)
    best = moves[n, :n] + scores[:, 0]
    total = best.copy()
    back = np.zeros((words, rows, n), dtype=np.int8)
    for i in range(1, words):
        live = (i < lengths)[:, None]
        steps = best[:, :, None] + inner
        back[i] = steps.argmax(axis=1)
        best = np.where(live, steps.max(axis=1) + scores[:, i], best)
        top = total.max(axis=1, keepdims=True)
        flow = np.log(np.maximum(np.exp(total - top) @ spread, 1e-30)) + top + scores[:, i]
        total = np.where(live, flow, total)
    last = best + moves[:n, n]
    ends = last.argmax(axis=1)
    final = total + moves[:n, n]
    top = final.max(axis=1)
    log_z = np.log(np.exp(final - top[:, None]).sum(axis=1)) + top
    paths = []
    for row in range(rows):
        now = int(ends[row])
        path = [now]
        for i in range(int(lengths[row]) - 1, 0, -1):
            now = int(back[i, row, now])
            path.append(now)
        paths.append(path[::-1])
    return paths, (last.max(axis=1) - log_z).astype(np.float32)


def runs(path: list[int], labels: list[str]) -> list[tuple[str, int, int]]:
    """(role, first, after) of each labelled run of a path, in order."""
    found = []
    i = 0
    while i < len(path):
        label = labels[path[i]]
        if label == "O":
            i += 1
            continue
        j = i + 1
        if label[0] == "B":
            while j < len(path) and labels[path[j]][0] == "I":
                j += 1
            j = min(j + 1, len(path))
        found.append((label[2:], i, j))
        i = j
    return found


@lru_cache(maxsize=4)
def encoder(model: Model) -> Encoder:
    """The encoder of a verified model, loaded once. Raises ModelError where its files cannot be used."""
    return Encoder(model)
