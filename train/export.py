"""From trained weights to what ships: two ONNX graphs (int8, and fp32 to test against), tokenizer, labels, manifest.

python train/export.py --base BASE --weights reader.safetensors --out src/headwater/models/english --name english --languages en
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from model import AFTER, BEFORE, LABELS, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import Tensor, nn
from train import load


class Rows(nn.Module):
    """An embedding held as bytes with one scale a row: a quarter of the file, the same to three digits."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("rows", (weight / scale).round().clamp(-127, 127).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scale[ids]


class Encode(nn.Module):
    def __init__(self, model: Reader, small: bool) -> None:
        super().__init__()
        self.model = model
        self.words = Rows(model.encoder.words.weight.detach()) if small else model.encoder.words

    def forward(self, ids: Tensor, mask: Tensor, looks: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        e = self.model.encoder
        x = self.words(ids) + e.positions.weight[: ids.shape[1]] + e.kind
        for n, table in enumerate(e.looks):
            x = x + F.embedding(looks[:, :, n], table.weight)
        x = e.norm(x)
        seen = mask.to(torch.int32)
        for layer in e.layers:
            x = plain_layer(layer, x, seen)
        x = torch.gather(x, 1, first[:, :, None].expand(-1, -1, x.shape[2]))
        return self.model.tags(x), self.model.narrow(x)


class Attend(torch.autograd.Function):
    """Attention over whole heads as one operation of ONNX Runtime, which never writes the scores out."""

    @staticmethod
    def forward(ctx: object, q: Tensor, k: Tensor, v: Tensor, mask: Tensor, heads: int) -> Tensor:
        b, t, w = q.shape
        q, k, v = (y.view(b, t, heads, w // heads).transpose(1, 2) for y in (q, k, v))
        return (
            F.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :] > 0)
            .transpose(1, 2)
            .reshape(b, t, w)
        )

    @staticmethod
    def symbolic(g: object, q: object, k: object, v: object, mask: object, heads: int) -> object:
        none = g.op("prim::Constant")
        none.setType(torch._C.OptionalType.ofTensor())
        return g.op("com.microsoft::MultiHeadAttention", q, k, v, none, mask, num_heads_i=heads)


def plain_layer(layer: nn.Module, x: Tensor, mask: Tensor) -> Tensor:
    """The layer in operations that ONNX Runtime fuses and quantises; `mask` [B,T] int32."""
    q, k, v = layer.qkv(x).chunk(3, dim=2)
    x = layer.norm1(x + layer.out(Attend.apply(q, k, v, mask, layer.heads)))
    return layer.norm2(x + layer.down(F.gelu(layer.up(x))))


class Relate(nn.Module):
    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.linker = model.linker

    def forward(self, states: Tensor, mask: Tensor, cue: Tensor, far: Tensor) -> tuple[Tensor, Tensor]:
        m = self.linker
        on = cue[:, :, None]
        anchor = (states * on).sum(1) / on.sum(1).clamp_min(1.0)
        x = states + m.cue(anchor)[:, None] + m.left(states) * m.right(anchor)[:, None]
        x = m.norm(x + m.far(far) + on * m.inside)
        seen = mask.to(torch.int32)
        for layer in m.layers:
            x = plain_layer(layer, x, seen)
        pooled = (x * on).sum(1) / on.sum(1).clamp_min(1.0)
        return m.labels(x), m.valid(pooled)[:, 0]


def export(model: Reader, out: Path, small: bool) -> None:
    b, t, w, k, r = 2, 40, 30, 3, 20
    narrow = model.shape.link_width
    torch.onnx.export(
        Encode(model, small),
        (
            torch.randint(5, 1000, (b, t)),
            torch.ones(b, t),
            torch.zeros(b, t, 3, dtype=torch.long),
            torch.arange(w)[None].repeat(b, 1),
        ),
        str(out / "encode.onnx"),
        input_names=["ids", "mask", "looks", "first"],
        output_names=["tags", "states"],
        dynamic_axes={
            "ids": {0: "b", 1: "t"},
            "mask": {0: "b", 1: "t"},
            "looks": {0: "b", 1: "t"},
            "first": {0: "b", 1: "w"},
            "tags": {0: "b", 1: "w"},
            "states": {0: "b", 1: "w"},
        },
        opset_version=20,
        dynamo=False,
        custom_opsets={"com.microsoft": 1},
    )
    torch.onnx.export(
        Relate(model),
        (torch.randn(k, r, narrow), torch.ones(k, r), torch.ones(k, r), torch.zeros(k, r, dtype=torch.long)),
        str(out / "relate.onnx"),
        input_names=["states", "mask", "cue", "far"],
        output_names=["labels", "valid"],
        dynamic_axes={n: {0: "k", 1: "r"} for n in ("states", "mask", "cue", "far", "labels")} | {"valid": {0: "k"}},
        opset_version=20,
        dynamo=False,
        custom_opsets={"com.microsoft": 1},
    )


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--base", required=True)
    ap.add_argument("--weights", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--name", required=True)
    ap.add_argument("--languages", nargs="+", required=True)
    ap.add_argument("--layers", type=int, default=6)
    ap.add_argument("--most", type=int, default=256)
    ap.add_argument("--fp32", help="folder for the fp32 graphs, to measure and test against; they do not ship")
    args = ap.parse_args()
    args.freeze, args.dropout = False, 0.0
    model, tokenizer, specials, _ = load(args)
    model.load_state_dict(load_file(args.weights))
    model.eval()
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    if args.fp32:
        Path(args.fp32).mkdir(parents=True, exist_ok=True)
        export(model, Path(args.fp32), small=False)
    export(model, out, small=True)
    for name in ("encode.onnx", "relate.onnx"):
        raw = out / f"raw-{name}"
        (out / name).rename(raw)
        quantize_dynamic(
            raw, out / name, per_channel=True, weight_type=QuantType.QInt8, op_types_to_quantize=["MatMul", "Gemm"]
        )
        raw.unlink()
    shutil.copyfile(Path(args.base) / "tokenizer.json", out / "tokenizer.json")
    moves = lambda chain: np.round(chain.transitions().detach().numpy(), 4).tolist()
    labels = {
        "labels": LABELS,
        "before": BEFORE,
        "after": AFTER,
        "window": args.most,
        "specials": specials,
        "tag_moves": moves(model.tag_chain),
        "link_moves": moves(model.link_chain),
    }
    (out / "labels.json").write_text(json.dumps(labels), encoding="utf8")
    write_manifest(out, args.name, args.languages)
    for path in sorted(out.iterdir()):
        print(f"{path.name:16} {path.stat().st_size / 1e6:7.2f} MB")


def write_manifest(out: Path, name: str, languages: list[str]) -> None:
    """What the folder holds, with the SHA-256 of each file; the reader checks them before it loads anything."""
    files = {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(out.iterdir())
        if p.suffix in (".onnx", ".json") and p.name != "manifest.json"
    }
    manifest = {"format": "headwater-model/1", "name": name, "languages": languages, "files": files}
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
