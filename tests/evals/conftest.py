"""The measuring scripts stand beside the package; their tests import them from there."""

from __future__ import annotations

import sys
from pathlib import Path

EVALS = Path(__file__).resolve().parents[2] / "evals"
sys.path.insert(0, str(EVALS))
