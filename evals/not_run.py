#!/usr/bin/env python3
"""The last lines of `make test`: what was not run on this machine, and why. Never counted as passed."""

import os

if not os.environ.get("HEADWATER_DATA"):
    print("not run: measures on real articles (`make eval` with HEADWATER_DATA set)")
print(
    "not run: the report in a real browser (its HTML is parsed and checked without one; there is no browser test yet)"
)
