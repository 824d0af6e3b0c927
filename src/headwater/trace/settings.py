"""What steers the tracer: every number with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tracing:
    """Settings of `trace_links`. All shares, scores and confidences are from 0 to 1.

    `same_claim`: a pair of statements below this score never joins two groups.
    `sure`: a pair at or above it joins two groups by itself; weaker pairs need others beside them.
    `density`: the share of pairs across two groups that must be there for a weak pair to join them,
    so that a chain of weak likenesses cannot drag two different claims together.
    `copied`: below this share of its words a report is not an inferred copy.
    `older_by_days`: a claim told again this long after, in words of today, is an old claim as new.
    `altered`: two quotations at least this alike, and not alike enough to be equal, are one quotation altered.
    """

    same_claim: float = 0.5
    sure: float = 0.8
    density: float = 0.34
    copied: float = 0.15
    older_by_days: int = 60
    altered: float = 0.55
