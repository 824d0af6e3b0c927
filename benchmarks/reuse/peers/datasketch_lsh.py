"""datasketch: MinHash of runs of three words, LSH at a Jaccard of 0.2, candidates verified by the estimated Jaccard.

usage: datasketch_lsh.py DOCS.jsonl PAIRS.tsv. 0.2 and three words find most: at 0.5 and five words it finds less.
"""

import json
import re
import sys

from datasketch import MinHash, MinHashLSH

AT_LEAST, PERMUTATIONS, WORDS = 0.2, 128, 3

index = MinHashLSH(threshold=AT_LEAST, num_perm=PERMUTATIONS)
held = {}
with open(sys.argv[1], encoding="utf8") as docs, open(sys.argv[2], "w", encoding="utf8") as pairs:
    for line in docs:
        document = json.loads(line)
        words = re.findall(r"\w+", document["text"].lower())
        runs = {" ".join(words[at : at + WORDS]).encode() for at in range(max(1, len(words) - WORDS + 1))}
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch(sorted(runs))
        for other in index.query(sketch):
            if sketch.jaccard(held[other]) >= AT_LEAST:
                print(other, document["id"], sep="\t", file=pairs)
        held[document["id"]] = sketch
        index.insert(document["id"], sketch)
