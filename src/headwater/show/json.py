"""Readings and traces as the public JSON objects of FORMATS: plain dictionaries, same input, same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from headwater.core import (
    ActorGroup,
    Attribution,
    Claim,
    Dated,
    Document,
    Evidence,
    Extent,
    Instance,
    Mutation,
    Reading,
    Skipped,
    Span,
    Step,
    Trace,
    When,
)
from headwater.show.format import (
    JsonAttribution,
    JsonClaim,
    JsonDate,
    JsonDocument,
    JsonDocumentWithText,
    JsonEvidence,
    JsonGroup,
    JsonInstance,
    JsonLink,
    JsonMutation,
    JsonPeriod,
    JsonReading,
    JsonSpan,
    JsonTrace,
)


def _span(span: Span) -> JsonSpan:
    return [span.start, span.end]


def _extent(extent: Extent | None) -> list[JsonSpan]:
    return [_span(span) for span in extent] if extent else []


def _spans(spans: Iterable[Span]) -> list[JsonSpan]:
    return [_span(span) for span in spans]


def _period(when: When | None) -> JsonPeriod | None:
    return {"from": when.from_iso, "to": when.to_iso} if when else None


def _date(dated: Dated | None) -> JsonDate | None:
    return {"iso": dated.iso, "precision": dated.precision, "found": dated.found} if dated else None


def _evidence(evidence: Iterable[Evidence]) -> list[JsonEvidence]:
    return [{"doc": e.doc, "span": _span(e.span)} for e in evidence]


def _round(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def document_json(document: Document) -> JsonDocument:
    """The document without its text."""
    return {
        "id": document.id,
        "path": document.path,
        "url": document.url,
        "sha256": document.sha256,
        "outlet": document.outlet,
        "outlet_from": document.outlet_from,
        "domain": document.domain,
        "language": document.language,
        "published": document.published.iso if document.published else None,
        "published_from": document.published.found if document.published else None,
        "published_precision": document.published.precision if document.published else None,
        "modified": _date(document.modified),
        "retrieved": _date(document.retrieved),
        "title": document.title,
        "byline": document.byline,
        "same_text_as": document.same_text_as,
        "notes": list(document.notes),
    }


def _with_text(document: Document) -> JsonDocumentWithText:
    return {**document_json(document), "text": document.text}


def _attribution(a: Attribution) -> JsonAttribution:
    return {
        "id": a.id,
        "source": _extent(a.source),
        "cue": _extent(a.cue),
        "content": _extent(a.content),
        "holder": a.holder,
        "kind": a.kind,
        "stance": a.stance,
        "said": _period(a.said),
        "outer": a.outer,
        "confidence": round(a.confidence, 4),
        "because": list(a.because),
    }


def reading_json(reading: Reading) -> JsonReading:
    """One reading as `headwater read --jsonl` writes it."""
    return {
        "format": "headwater/1",
        "document": _with_text(reading.document),
        "attributions": [_attribution(a) for a in reading.attributions],
        "statements": [
            {
                "id": s.id,
                "span": _span(s.span),
                "voice": s.voice,
                "attribution": s.attribution,
                "hedges": _spans(s.hedges),
                "hedged": _spans(s.hedged),
            }
            for s in reading.statements
        ],
        "actors": [
            {
                "id": a.id,
                "name": a.name,
                "kind": a.kind,
                "role": a.role,
                "mentions": _spans(a.mentions),
                "aliases": list(a.aliases),
                "affiliation": a.affiliation,
                "plural": a.plural,
                "number": a.number,
                "reason_unnamed": _span(a.reason_unnamed) if a.reason_unnamed else None,
            }
            for a in reading.actors
        ],
        "credits": [
            {"span": _span(c.span), "outlet": c.outlet, "actor": c.actor, "relation": c.relation, "url": c.url}
            for c in reading.credits
        ],
        "times": [
            {"span": _span(t.span), "from": t.when.from_iso, "to": t.when.to_iso, "relative": t.relative}
            for t in reading.times
        ],
        "quantities": [
            {
                "span": _span(q.span),
                "value": q.value,
                "unit": q.unit,
                "modifier": q.modifier,
                "base": q.base,
                "base_unit": q.base_unit,
                "counted": q.counted,
            }
            for q in reading.quantities
        ],
        "notes": list(reading.notes),
    }


def _group(actor: ActorGroup) -> JsonGroup:
    return {
        "id": actor.id,
        "name": actor.name,
        "names": list(actor.names),
        "kind": actor.kind,
        "role": actor.role,
        "roles": [{"role": held.role, "docs": list(held.docs)} for held in actor.roles],
        "qid": actor.qid,
        "affiliation": actor.affiliation,
        "mentions": [{"doc": doc, "actor": mention} for doc, mention in actor.mentions],
    }


def _link(step: Step) -> JsonLink:
    return {
        "child": step.child,
        "parent": step.parent,
        "relation": step.relation,
        "stated": step.stated,
        "evidence": _evidence(step.evidence),
        "coverage": _round(step.coverage),
        "confidence": round(step.confidence, 4),
        "because": list(step.because),
        "backwards": step.backwards,
        "in_loop": step.in_loop,
    }


def _instance(instance: Instance) -> JsonInstance:
    return {
        "doc": instance.doc,
        "span": _span(instance.span),
        "attribution": instance.attribution,
        "voice": instance.voice,
        "chain": list(instance.chain),
    }


def _claim(claim: Claim) -> JsonClaim:
    seen, origins = claim.first_seen, claim.origins
    return {
        "id": claim.id,
        "gist": claim.gist,
        "instances": [_instance(i) for i in claim.instances],
        "versions": [
            {"id": v.id, "differs": v.differs, "value": v.value, "instances": list(v.instances)} for v in claim.versions
        ],
        "first_seen": {"doc": seen.doc, "published": seen.published, "grade": seen.grade},
        "origins": {
            "min": origins.min,
            "max": origins.max,
            "list": [{"actor": o.actor, "kind": o.kind, "evidence": _evidence(o.evidence)} for o in origins.list],
            "reasons": list(origins.reasons),
        },
        "denials": [{"actor": d.actor, "evidence": _evidence(d.evidence)} for d in claim.denials],
        "unknown": list(claim.unknown),
    }


def _mutation(mutation: Mutation) -> JsonMutation:
    return {
        "claim": mutation.claim,
        "child": _instance(mutation.child),
        "parent": _instance(mutation.parent) if mutation.parent else None,
        "what": mutation.what,
        "before": mutation.before,
        "after": mutation.after,
        "evidence": _evidence(mutation.evidence),
    }


def trace_json(trace: Trace, skipped: Sequence[Skipped] = ()) -> JsonTrace:
    """The trace as `headwater trace --json` writes it, with what was left out and why."""
    return {
        "format": "headwater/1",
        "documents": [document_json(d) for d in trace.documents],
        "actors": [_group(a) for a in trace.actors],
        "links": [_link(s) for s in trace.steps],
        "ghosts": [{"id": g.id, "name": g.name, "kind": g.kind} for g in trace.ghosts],
        "claims": [_claim(c) for c in trace.claims],
        "mutations": [_mutation(m) for m in trace.mutations],
        "anomalies": [{"what": a.what, "evidence": _evidence(a.evidence), "note": a.note} for a in trace.anomalies],
        "skipped": [{"uri": s.uri, "stage": s.stage, "reason": s.reason} for s in skipped],
        "notes": list(trace.notes),
    }


def line(value: Any) -> str:
    """`value` as one line of JSON, with its line end; lone surrogates are escaped, all other letters stand."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode("utf8")
    except UnicodeEncodeError:
        text = json.dumps(value, separators=(",", ":"))
    return text + "\n"


def page(value: Any) -> str:
    """`value` as indented JSON for people who open the file."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    try:
        text.encode("utf8")
    except UnicodeEncodeError:
        text = json.dumps(value, indent=1)
    return text + "\n"
