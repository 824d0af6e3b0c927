"""A smaller vocabulary for the multilingual encoder: the pieces that ten languages use most.

    python train/prune.py TOKENIZER.json WEIGHTS.safetensors OUT_DIR [--keep 60000]

Each language's words, by their frequency (wordfreq: Robyn Speer, CC BY-SA 4.0, used here to choose pieces only), are cut
into pieces; the pieces are ranked by the share of running text they carry in the language that needs them most. Single letters and marks of
the Latin, Cyrillic and Arabic scripts always stay, so that no word is unknown. Writes `tokenizer.json`,
`model.safetensors` (unchanged) and `kept.json`, the old number of each kept piece.
"""

from __future__ import annotations

import argparse
import json
import shutil
import unicodedata
from collections import Counter
from pathlib import Path

from tokenizers import Tokenizer
from wordfreq import get_frequency_dict

LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "ru", "uk", "ar", "tr")
SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC")


def single(piece: str) -> bool:
    letter = piece.lstrip("▁")
    if len(letter) > 1:
        return False
    if not letter or not letter.isalpha():
        return ord(letter or "a") < 0x2E80
    return unicodedata.name(letter, "").split(" ")[0] in SCRIPTS


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("tokenizer")
    ap.add_argument("weights")
    ap.add_argument("out")
    ap.add_argument("--keep", type=int, default=60000)
    args = ap.parse_args()
    data = json.loads(Path(args.tokenizer).read_text(encoding="utf8"))
    tokenizer = Tokenizer.from_file(args.tokenizer)
    tokenizer.no_padding()
    tokenizer.no_truncation()
    vocab = data["model"]["vocab"]
    best: Counter[int] = Counter()
    for code in LANGUAGES:
        here: Counter[int] = Counter()
        for word, share in get_frequency_dict(code, wordlist="best").items():
            for form, part in ((word, 0.75), (word.capitalize(), 0.2), (word.upper(), 0.05)):
                for piece in tokenizer.encode(form, add_special_tokens=False).ids:
                    here[piece] += share * part
        for piece, share in here.items():
            best[piece] = max(best[piece], share)
    kept = {0, 1, 2, 3, len(vocab) - 1} | {n for n, (piece, _) in enumerate(vocab) if n > 3 and single(piece)}
    for piece, _ in best.most_common():
        if len(kept) >= args.keep:
            break
        kept.add(piece)
    order = sorted(kept)
    new = {old: n for n, old in enumerate(order)}
    data["model"]["vocab"] = [vocab[old] for old in order]
    data["model"]["unk_id"] = new[3]
    for added in data["added_tokens"]:
        added["id"] = new[added["id"]]
    if data.get("post_processor"):
        data["post_processor"] = None
    data["truncation"] = data["padding"] = None
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    (out / "tokenizer.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf8")
    (out / "kept.json").write_text(json.dumps(order))
    shutil.copyfile(args.weights, out / "model.safetensors")
    print(f"{len(order)} of {len(vocab)} pieces kept")


if __name__ == "__main__":
    main()
