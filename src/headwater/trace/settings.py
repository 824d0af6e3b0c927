"""What steers the tracer: every number with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tracing:
    """Settings of `trace_links`. All shares, scores and confidences are from 0 to 1.

    `same_claim`: two groups of statements less alike than this, on average, are two claims.
    `counterpart`: of the pairs between two documents, one below this share of a statement's best is left out.
    `turned_round`: what a pair of opposite polarity is worth, compared with one of the same.
    `copied`: below this share of its words a report is not an inferred copy.
    `older_by_days`: a claim told again this long after, in words of today, is an old claim as new.
    `altered`: two quotations at least this alike that are not the same words are one quotation altered.
    """

    same_claim: float = 0.45
    counterpart: float = 0.85
    turned_round: float = 0.8
    copied: float = 0.15
    older_by_days: int = 60
    altered: float = 0.45
