"""What a person decided. Append-only; a person's decision wins over the machine's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Verb = Literal["accept", "reject", "merge", "split", "same source", "not the same", "this date", "this outlet"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Who decided what about which thing (`about`: ids), when (ISO 8601), and why."""

    verb: Verb
    about: tuple[str, ...]
    by: str
    at: str
    value: str | None = None
    why: str | None = None
