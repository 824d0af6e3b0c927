#!/usr/bin/env python3
"""The last lines of `make test`: what was not run on this machine, and why. Never counted as passed."""

import os
from importlib.util import find_spec

if not os.environ.get("HEADWATER_DATA"):
    print("not run: measures on real articles (`make eval` with HEADWATER_DATA set)")
print(
    "not run: the report in a real browser (its HTML is parsed and checked without one; there is no browser test yet)"
)
if find_spec("pyspark") is None:
    print("not run: the engines' conformance suite on Spark (pip install 'headwater[spark]', then the same tests)")
