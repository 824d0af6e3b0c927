"""text-dedup: its MinHash command at 0.5 and runs of five words, each two documents of a cluster a pair.

usage: text_dedup_minhash.py DOCS.jsonl PAIRS.tsv. It gives clusters, not pairs, so that at lower thresholds chance joins
most documents to one. One process, for comparison by CPU seconds.
"""

import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections import defaultdict
from itertools import combinations

AT_LEAST = 0.5

with open(sys.argv[1], encoding="utf8") as docs:
    names = [json.loads(line)["id"] for line in docs]
with tempfile.TemporaryDirectory() as folder:
    options = {
        "path": "json", "data_files": os.path.abspath(sys.argv[1]), "split": "train", "column": "text",
        "output": f"{folder}/out", "cache_dir": f"{folder}/cache", "num_proc": 1, "threshold": AT_LEAST,
    }  # fmt: skip
    command = [sys.executable, "-m", "text_dedup.minhash", "--debug"]
    subprocess.run(
        [*command, *(word for name, value in options.items() for word in (f"--{name}", str(value)))], check=True
    )
    with open(f"{folder}/out/uf.pkl", "rb") as stored:
        clusters = pickle.load(stored)
members = defaultdict(list)
for number in list(clusters.parent):
    members[clusters.find(number)].append(names[number])
with open(sys.argv[2], "w", encoding="utf8") as pairs:
    for cluster in members.values():
        for one, other in combinations(sorted(cluster), 2):
            print(one, other, sep="\t", file=pairs)
