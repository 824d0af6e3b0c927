"""rensa: R-MinHash of runs of three words, LSH with 64 bands, candidates verified by the estimated Jaccard of 0.2.

usage: rensa_lsh.py DOCS.jsonl PAIRS.tsv
"""

import json
import re
import sys

from rensa import RMinHash, RMinHashLSH

AT_LEAST, PERMUTATIONS, BANDS, WORDS = 0.2, 128, 64, 3

names, runs = [], []
with open(sys.argv[1], encoding="utf8") as docs:
    for line in docs:
        document = json.loads(line)
        words = re.findall(r"\w+", document["text"].lower())
        names.append(document["id"])
        runs.append([" ".join(words[at : at + WORDS]) for at in range(max(1, len(words) - WORDS + 1))])
sketches = RMinHash.from_token_sets(runs, num_perm=PERMUTATIONS, seed=42)
index = RMinHashLSH(threshold=AT_LEAST, num_perm=PERMUTATIONS, num_bands=BANDS)
index.insert_many(sketches)
with open(sys.argv[2], "w", encoding="utf8") as pairs:
    for one, found in enumerate(index.query_all(sketches)):
        for other in found:
            if other > one and sketches[one].jaccard(sketches[other]) >= AT_LEAST:
                print(names[one], names[other], sep="\t", file=pairs)
