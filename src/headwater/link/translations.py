"""Documents, or passages of them, that say the same sentence by sentence in other words or another language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from headwater.core import Link, Reading
from headwater.link.matter import Reader

if TYPE_CHECKING:
    from headwater.engine import Engine


def find_translations(
    readings: Sequence[Reading], reader: Reader, engine: Engine, reused: Sequence[Link] = ()
) -> tuple[Link, ...]:
    """Pairs of documents of which one translates or retells the other, with the sentences that match."""
    del readings, reader, engine, reused
    return ()
