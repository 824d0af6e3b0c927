"""Figures of trained weights on dev: `python train/measure.py --base … --weights reader.safetensors --data …`."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from data import page_of
from safetensors.torch import load_file
from train import figures, load

from corpus import polnear


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--base", required=True)
    ap.add_argument("--weights", required=True)
    ap.add_argument("--data", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--layers", type=int, default=6)
    ap.add_argument("--most", type=int, default=256)
    args = ap.parse_args()
    torch.set_num_threads(1)
    args.freeze, args.dropout = False, 0.0
    model, tokenizer, specials, _ = load(args)
    model.load_state_dict(load_file(args.weights))
    data = Path(args.data) / "polnear"
    pages = [page_of(a, tokenizer) for a in polnear(data / "dev")]
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    print(figures(model, pages, data / "dev", specials, args.most, data / "cofenet-valid.jsonl", out))


if __name__ == "__main__":
    main()
