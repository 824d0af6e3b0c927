"""How a document is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from headwater.read.reader import Together


@dataclass(frozen=True, slots=True)
class Read:
    """`by`: the trained reader with the rules as its second opinion, or the rules alone (several times faster).

    `least`: attributions of which we are less sure, 0 to 1, are left out; what they hold then stands in no other voice
    than the outlet's, so a high figure trades wrong holders for missing ones.
    """

    by: Literal["model", "rules"] = "model"
    least: float = 0.0
    together: Together = field(default_factory=Together)
