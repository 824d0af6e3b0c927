"""Headwater, as a user runs it: ours.py DOCS.jsonl PAIRS.tsv"""

import sys

from headwater.cli import app

app(["link", sys.argv[1], "--pairs", sys.argv[2], "--quiet"])
