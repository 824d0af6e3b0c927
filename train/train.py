"""Train the reader: `python train/train.py english` or `multilingual`. Seeded and resumable; see train/README.md."""

from __future__ import annotations

import argparse
import copy
import json
import os
import random
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from data import MARKS, Anchors, batches, collate, page_of, regions, windows
from decode import as_spans, flat, predict
from model import Reader, Shape, bert_weights, warm_up
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from corpus import polnear

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "evals" / "scorers"))
import score_attributions as scorer


def load(args: argparse.Namespace) -> tuple[Reader, Tokenizer, tuple[int, int, int], int]:
    base = Path(args.base)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tensors = load_file(base / "model.safetensors")
    kept = None
    if (base / "kept.json").exists():
        kept = torch.tensor(json.loads((base / "kept.json").read_text()))
    ids = {
        name: tokenizer.token_to_id(name)
        for name in ("[CLS]", "[SEP]", "[PAD]", "[MASK]", "<s>", "</s>", "<pad>", "<mask>")
    }
    pick = lambda a, b: ids[a] if ids[a] is not None else ids[b]
    specials = (pick("[CLS]", "<s>"), pick("[SEP]", "</s>"), pick("[PAD]", "<pad>"))
    mask = pick("[MASK]", "<mask>")
    pieces = len(kept) if kept is not None else tensors["embeddings.word_embeddings.weight"].shape[0]
    shape = Shape(pieces=pieces, layers=args.layers, frozen=args.freeze)
    model = Reader(shape, args.dropout)
    missing = model.load_state_dict(bert_weights(tensors, shape, kept), strict=False)
    assert not missing.unexpected_keys, missing.unexpected_keys
    return model, tokenizer, specials, mask


def groups(model: Reader, rate: float, head_rate: float, decay: float, layers: int) -> list[dict]:
    """Lower layers learn slower; the heads start from nothing and learn faster."""
    out = []
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        if not name.startswith("encoder."):
            lr = head_rate
        elif ".looks." in name:
            lr = head_rate / 2
        elif ".layers." in name:
            lr = rate * decay ** (layers - 1 - int(name.split(".")[2]))
        else:
            lr = rate * decay**layers
        out.append({"params": [p], "lr": lr, "base": lr, "weight_decay": 0.01 if p.dim() > 1 else 0.0})
    return out


def step_loss(model: Reader, batch, rng: random.Random, device: str) -> tuple[torch.Tensor, dict[str, float]]:
    with torch.autocast(device, torch.bfloat16):
        tags, states = model.encode(
            batch.ids.to(device), batch.mask.to(device), batch.looks.to(device), batch.first.to(device)
        )
    words = batch.words.to(device)
    tag_loss = model.tag_chain.loss(tags, batch.tags.to(device), words).sum() / words.sum()
    anchors = Anchors([], [], [])
    with torch.no_grad():
        likely = (tags.float().softmax(-1)[..., 5:9].sum(-1) > 0.12).cpu().tolist()
    for row, w in enumerate(batch.windows):
        n, taken = w.after - w.start, set()
        for g in w.gold:
            at = sorted(i - w.start for i in g["cue"] if w.start <= i < w.after)
            if not at:
                continue
            a, b = at[0], at[-1] + 1
            taken.update(range(a, b))
            if rng.random() < 0.2:
                if rng.random() < 0.5 and b - a > 1:
                    a, b = (a + 1, b) if rng.random() < 0.5 else (a, b - 1)
                else:
                    a, b = (max(0, a - 1), b) if rng.random() < 0.5 else (a, min(n, b + 1))
            anchors.add(row, (a, b), g)
        i = 0
        while i < n:
            if likely[row][i]:
                j = i
                while j < n and likely[row][j]:
                    j += 1
                if not taken.intersection(range(i, j)) and rng.random() < 0.7:
                    anchors.add(row, (i, j), None)
                i = j
            i += 1
    if not anchors.rows:
        return tag_loss, {"tag": tag_loss.item()}
    picked, mask, cue, far, labels = regions(anchors, batch, states)
    right = torch.tensor([g is not None for g in anchors.gold], device=device)
    with torch.autocast(device, torch.bfloat16):
        scores, valid = model.linker(picked, mask.to(device), cue.to(device), far.to(device))
    link = model.link_chain.loss(scores[right], labels.to(device)[right], mask.to(device)[right]).sum() / words.sum()
    sure = F.binary_cross_entropy_with_logits(valid.float(), right.float(), reduction="sum") / words.sum()
    return tag_loss + 1.5 * link + 1.5 * sure, {"tag": tag_loss.item(), "link": link.item(), "valid": sure.item()}


def figures(model: Reader, pages, gold_dir: Path, specials, most: int, cofenet: Path | None, out: Path) -> str:
    found = predict(model, pages, specials, most)
    lines = []
    for least in (0.35, 0.5):
        rows = [
            {
                "doc": p.article.name,
                "attributions": [
                    {"source": as_spans(p, f.source), "cue": as_spans(p, f.cue), "content": as_spans(p, f.content)}
                    for f in flat(fs, least)
                ],
            }
            for p, fs in zip(pages, found)
        ]
        files = scorer.gold_files(str(gold_dir))
        per = []
        for row in rows:
            doc = scorer.Doc(scorer.read(str(gold_dir / "text" / (row["doc"] + ".txt"))))
            gold = [t for t in doc.sets(scorer.parse_ann(files[row["doc"]][0][1]), False) if t["content"]]
            per.append(scorer.score_doc(doc, gold, doc.sets(row["attributions"], True)))
        r = scorer.report(scorer.add(per))
        a = r["attr"]["all"]
        tokens = " ".join(f"{r['token'][x][2]:.3f}" for x in ("source", "cue", "content", "macro"))
        lines.append(
            f"{least}: RELATION P {a['RELATION'][0]:.3f} R {a['RELATION'][1]:.3f} F {a['RELATION'][2]:.3f} direct {r['attr']['direct']['RELATION'][2]:.3f}"
            f" indirect {r['attr']['indirect']['RELATION'][2]:.3f} exact {a['EXACT'][2]:.3f} overlap {a['OVERLAP'][2]:.3f}"
            f" token {tokens} n {r['counts']['all']['pred']}/{r['counts']['all']['gold']}"
        )
        path = out / f"dev{least}.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        if cofenet and least == 0.5:
            import contextlib
            import io

            import score_spans

            with contextlib.redirect_stdout(io.StringIO()):
                s = score_spans.main(str(cofenet), str(gold_dir / "text"), str(path))
            lines.append(f"   spans {' '.join(str(s[k]['f1']) for k in ('source', 'cue', 'content'))}")
    return "\n".join(lines)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--base", required=True)
    ap.add_argument("--data", default=os.environ.get("HEADWATER_DATA"))
    ap.add_argument("--out", required=True)
    ap.add_argument("--epochs", type=float, default=8)
    ap.add_argument("--layers", type=int, default=6)
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--head-rate", type=float, default=1e-3)
    ap.add_argument("--decay", type=float, default=0.9)
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--masked", type=float, default=0.08)
    ap.add_argument("--most", type=int, default=256)
    ap.add_argument("--tokens", type=int, default=2560)
    ap.add_argument("--freeze", action="store_true")
    ap.add_argument("--marks", action="store_true", help="print quotations in the marks of other languages, too")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--seed", type=int, default=11)
    ap.add_argument("--articles", type=int, default=0, help="train on the first so many only, to try things out")
    ap.add_argument("--every", type=int, default=1, help="epochs between figures on dev")
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    model, tokenizer, specials, mask_id = load(args)
    model.to(device)
    data = Path(args.data) / "polnear"
    draw = random.Random(args.seed)
    marks = lambda: draw.choice(("", *MARKS)) if args.marks else ""
    pages = [page_of(a, tokenizer, marks=marks()) for a in polnear(data / "train")[: args.articles or None]]
    dev = [page_of(a, tokenizer) for a in polnear(data / "dev")]
    cofenet = data / "cofenet-valid.jsonl"
    per_epoch = len(list(batches(windows(pages, args.most, random.Random(0)), args.tokens, None)))
    steps = int(per_epoch * args.epochs)
    opt = torch.optim.AdamW(
        groups(model, args.rate, args.head_rate, args.decay, args.layers), betas=(0.9, 0.98), fused=True
    )
    mean = copy.deepcopy(model)
    step = epoch = 0
    state = out / "state.pt"
    if state.exists():
        saved = torch.load(state, map_location=device)
        model.load_state_dict(saved["model"])
        mean.load_state_dict(saved["mean"])
        opt.load_state_dict(saved["opt"])
        for g in opt.param_groups:
            g["fused"], g["foreach"] = True, False
        step, epoch = saved["step"], saved["epoch"]
    print(f"{len(pages)} articles, {per_epoch} steps an epoch, {steps} in all, from {step}", flush=True)
    began = time.time()
    while step < steps:
        rng = random.Random(f"{args.seed}/{epoch}")
        model.train()
        sums: dict[str, float] = {}
        for n, chosen in enumerate(batches(windows(pages, args.most, rng), args.tokens, rng)):
            if step >= steps:
                break
            for g in opt.param_groups:
                g["lr"] = g["base"] * warm_up(step, steps)
            loss, parts = step_loss(model, collate(chosen, specials, rng, args.masked, mask_id), rng, device)
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            step += 1
            if step % 4 == 0:
                keep = min(0.992, (1 + step) / (80 + step))
                with torch.no_grad():
                    for a, b in zip(mean.parameters(), model.parameters()):
                        if b.requires_grad:
                            a.lerp_(b, 1 - keep)
            for k, v in parts.items():
                sums[k] = sums.get(k, 0.0) + v
            if n % 50 == 49:
                print(
                    f"  step {step} {time.time() - began:.0f} s "
                    + " ".join(f"{k} {v / (n + 1):.4f}" for k, v in sums.items()),
                    flush=True,
                )
        epoch += 1
        torch.save(
            {
                "model": model.state_dict(),
                "mean": mean.state_dict(),
                "opt": opt.state_dict(),
                "step": step,
                "epoch": epoch,
            },
            state,
        )
        save_file({k: v.contiguous() for k, v in mean.state_dict().items()}, out / "reader.safetensors")
        if epoch % args.every == 0 or step >= steps:
            print(
                f"epoch {epoch}, step {step}, {(time.time() - began) / 60:.1f} min\n"
                + figures(mean, dev, data / "dev", specials, args.most, cofenet, out),
                flush=True,
            )


if __name__ == "__main__":
    main()
