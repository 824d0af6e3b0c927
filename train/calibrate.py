"""Make a model's confidence mean what it says: a logistic regression on dev, written to its labels.json and manifest.

    python train/calibrate.py src/headwater/models/english --data "$HEADWATER_DATA"

Right is: content and source both match gold, as RELATION of the scorer has it. Prints the expected calibration error of ten
bins of equal mass, fitted on one half of the articles and measured on the other, both ways.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "evals" / "scorers"))
import score_attributions as scorer
from export import write_manifest

from headwater.core import Document, document_id, sha256_of
from headwater.models import verified
from headwater.read.attribute import find_drafts, sheet_of
from headwater.read.encoder import Encoder
from headwater.read.language import language
from headwater.read.quotes import quoted_regions
from headwater.read.reader import Together, together


def cases(model: Path, data: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features [n,4], right [n], article [n]."""
    english, encoder = language("en"), Encoder(verified(model))
    assert english is not None
    rows, right, where = [], [], []
    for number, (name, annotators) in enumerate(scorer.gold_files(str(data)).items()):
        text = (data / "text" / f"{name}.txt").read_bytes().decode("utf8")
        document = Document(document_id(name, text), name, text, sha256_of(text), language="en")
        quotes = quoted_regions(text, english)
        sheet = sheet_of(document, english, quotes)
        drafts = [
            d for d in together(sheet, quotes, find_drafts(sheet), encoder, Together(least=0.0)) if d.rule == "model"
        ]
        spans = lambda ranges: [[sheet.words.starts[a], sheet.words.ends[b - 1]] for a, b in ranges]
        doc = scorer.Doc(text)
        gold = [t for t in doc.sets(scorer.parse_ann(annotators[0][1]), False) if t["content"]]
        found = doc.sets(
            [{"source": spans(d.source), "cue": spans(d.cue), "content": spans(d.content)} for d in drafts], False
        )
        hits = {
            p
            for g, p, c, s in scorer.match(gold, found)
            if c >= 0.5 and (s >= 0.5 or not (gold[g]["source"] or found[p]["source"]))
        }
        for n, d in enumerate(drafts):
            rows.append([1.0, d.score[0], d.score[1], float(d.seconded is not None)])
            right.append(n in hits)
            where.append(number)
    return np.array(rows), np.array(right, dtype=float), np.array(where)


def fit(x: np.ndarray, y: np.ndarray, ridge: float = 1e-2) -> np.ndarray:
    """Newton's method; a little ridge keeps it from running away."""
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(w)), x.T @ (y - p) - ridge * w)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return w


def ece(p: np.ndarray, y: np.ndarray, bins: int = 10) -> float:
    order = np.argsort(p, kind="stable")
    return float(sum(abs(p[b].mean() - y[b].mean()) * len(b) for b in np.array_split(order, bins)) / len(p))


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("model")
    ap.add_argument("--data", required=True)
    args = ap.parse_args()
    folder = Path(args.model)
    x, y, where = cases(folder, Path(args.data) / "polnear" / "dev")
    for a, b in ((0, 1), (1, 0)):
        w = fit(x[where % 2 == a], y[where % 2 == a])
        p = 1 / (1 + np.exp(-x[where % 2 == b] @ w))
        print(
            f"fitted on half {a}: ECE on the other {ece(p, y[where % 2 == b]):.3f}, mean {p.mean():.3f}, right {y[where % 2 == b].mean():.3f}"
        )
    w = fit(x, y)
    path = folder / "labels.json"
    labels = json.loads(path.read_text(encoding="utf8"))
    labels["confidence"] = dict(
        zip(("base", "valid", "path", "seconded"), (round(float(v), 4) for v in w), strict=True)
    )
    path.write_text(json.dumps(labels), encoding="utf8")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf8"))
    write_manifest(folder, manifest["name"], manifest["languages"])
    print(labels["confidence"], f"{len(y)} attributions, {y.mean():.3f} right")


if __name__ == "__main__":
    main()
