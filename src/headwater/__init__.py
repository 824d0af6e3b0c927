"""Headwater follows a news claim upstream: who said it, on whose word, and how many origins it has.

    from headwater import ingest_paths, trace_documents
    traced = trace_documents(ingest_paths(["reports/"]).documents)

Importing this loads no model, no database and no web server; each name below loads what it needs when used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from headwater.core import (
        Attribution,
        Claim,
        Document,
        Extent,
        HeadwaterError,
        Links,
        Reading,
        Skipped,
        Span,
        Trace,
        When,
    )
    from headwater.flow import Traced, ingest_paths, trace_documents, trace_paths, trace_readings
    from headwater.ingest import Ingest, Ingested
    from headwater.link import link_readings, shared_text
    from headwater.read import read_document
    from headwater.show.json import reading_json, trace_json
    from headwater.trace import trace_links

_HOMES = {
    "headwater.core": (
        "Attribution", "Claim", "Document", "Extent", "HeadwaterError", "Links", "Reading", "Skipped", "Span", "Trace",
        "When",
    ),
    "headwater.flow": ("Traced", "ingest_paths", "trace_documents", "trace_paths", "trace_readings"),
    "headwater.ingest": ("Ingest", "Ingested"),
    "headwater.link": ("link_readings", "shared_text"),
    "headwater.read": ("read_document",),
    "headwater.show.json": ("reading_json", "trace_json"),
    "headwater.trace": ("trace_links",),
}  # fmt: skip
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Attribution", "Claim", "Document", "Extent", "HeadwaterError", "Ingest", "Ingested", "Links", "Reading", "Skipped", "Span",
    "Trace", "Traced", "When", "__version__", "ingest_paths", "link_readings", "read_document", "reading_json", "shared_text",
    "trace_documents", "trace_json", "trace_links", "trace_paths", "trace_readings",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'headwater' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
