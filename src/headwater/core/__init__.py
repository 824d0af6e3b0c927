"""The nouns: what every stage meets in. Standard library only."""

from headwater.core.document import Document, Hyperlink, document_id, sha256_of
from headwater.core.errors import CaseError, HeadwaterError, InputError, MissingExtra, ModelError, Skipped
from headwater.core.judgement import Judgement
from headwater.core.link import ActorGroup, Cited, Evidence, HeldRole, Link, Links, Match, SameStatement
from headwater.core.reading import Actor, Attribution, Credit, Quantity, Reading, Statement, Time
from headwater.core.span import Extent, Span
from headwater.core.trace import (
    Anomaly,
    Claim,
    Denial,
    FirstSeen,
    Ghost,
    Instance,
    Mutation,
    Origin,
    Origins,
    Step,
    Trace,
    Version,
)
from headwater.core.when import Dated, When, dated_from_iso

__all__ = [
    "Actor", "ActorGroup", "Anomaly", "Attribution", "CaseError", "Cited", "Claim", "Credit", "Dated", "Denial",
    "Document", "Evidence", "Extent", "FirstSeen", "Ghost", "HeadwaterError", "HeldRole", "Hyperlink", "InputError", "Instance",
    "Judgement", "Link", "Links", "Match", "MissingExtra", "ModelError", "Mutation", "Origin", "Origins", "Quantity",
    "Reading", "SameStatement", "Skipped", "Span", "Statement", "Step", "Time", "Trace", "Version", "When",
    "dated_from_iso", "document_id", "sha256_of",
]  # fmt: skip
