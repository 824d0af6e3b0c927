"""What steers the tracer: every number with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Tracing:
    """Settings of `trace_links`. All shares, scores and confidences are from 0 to 1.

    `same_claim`: two groups of statements less alike than this, on average, are two claims.
    `long_after`: what a pair is worth when its statements lie more than `older_by_days` apart and share no text.
    `comes_from`: what a pair is worth when a step joins its documents.
    `counterpart`: of the pairs between two documents, one below this share of a statement's best is left out.
    `unnamed_pair`: what a pair counts that the linker did not name: unlike enough to be left out, not unlike altogether.
    `differing`: what a pair that differs so is worth, compared with one that does not.
    `copied`: below this share of its words a report is not an inferred copy.
    `older_by_days`: a claim told again this long after, in words of today, is an old claim as new.
    `altered`: two quotations at least this alike that are not the same words are one quotation altered.
    `requoted`: as `altered`, for one speaker's quotation in two reports, the later a copy of the earlier or not.
    `translated_back`: above it, a quotation that went through another language says the same in other words.
    """

    same_claim: float = 0.33
    long_after: float = 0.4
    comes_from: float = 1.1
    counterpart: float = 0.85
    unnamed_pair: float = 0.25
    differing: Mapping[str, float] = field(default_factory=lambda: {"polarity": 0.8, "number": 0.7, "time": 0.85})
    copied: float = 0.15
    older_by_days: int = 60
    altered: float = 0.45
    requoted: float = 0.4
    translated_back: float = 0.72
