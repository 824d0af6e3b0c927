"""The same quotation in two documents: other cuts, brackets and ellipses, or another language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from headwater.core import Link, Reading
from headwater.link.matter import Reader

if TYPE_CHECKING:
    from headwater.engine import Engine


def same_quotations(
    readings: Sequence[Reading], reader: Reader, engine: Engine, holders: Mapping[tuple[str, str], str]
) -> tuple[Link, ...]:
    """Pairs of documents that hold the same quotation, each with its places."""
    del readings, reader, engine, holders
    return ()
