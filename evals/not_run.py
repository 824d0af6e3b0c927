#!/usr/bin/env python3
"""The last lines of `make test`: what was not run on this machine, and why. Never counted as passed."""

import os
import shutil

if not os.environ.get("HEADWATER_DATA"):
    print("not run: measures on real articles (`make eval` with HEADWATER_DATA set)")
if not any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")):
    print("not run: the report in a real browser (no Chromium here; its HTML is checked without one)")
