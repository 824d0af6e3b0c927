"""Stories as tables: what goes in, and the origins, steps, changes and anomalies that must come out."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from headwater.core import Claim, Trace

CASES = sorted((Path(__file__).parent.parent / "cases" / "trace").glob("*.toml"))
STORIES = [
    pytest.param(one, id=f"{path.stem}: {one['label']}")
    for path in CASES
    for one in tomllib.loads(path.read_text("utf8"))["story"]
]


def names(trace: Trace) -> dict[str, str]:
    return {one.id: one.name for one in (*trace.actors, *trace.ghosts)}


def claim_of(trace: Trace, statement: str) -> Claim:
    return next(c for c in trace.claims if any(i.statement == statement for i in c.instances))


def steps(trace: Trace) -> list[str]:
    named = names(trace)
    return [
        f"{s.child} {s.relation} {named.get(s.parent, s.parent)}"
        + ("" if s.stated else " (inferred)")
        + (" (backwards)" if s.backwards else "")
        + (" (loop)" if s.in_loop else "")
        for s in trace.steps
    ]


@pytest.mark.parametrize("case", STORIES)
def test_a_story_comes_out_as_its_table_says(case: dict[str, Any], story: Callable[..., Any]) -> None:
    trace: Trace = story(case).trace()
    expect, named = case["expect"], names(trace)
    if "steps" in expect:
        assert sorted(steps(trace)) == sorted(expect["steps"])
    if "ghosts" in expect:
        assert sorted(g.name for g in trace.ghosts) == sorted(expect["ghosts"])
    if "mutations" in expect:
        assert sorted(f"{m.child.doc} {m.what}" for m in trace.mutations) == sorted(expect["mutations"])
    if "anomalies" in expect:
        found = [" ".join([a.what, *sorted({e.doc for e in a.evidence})]) for a in trace.anomalies]
        assert sorted(found) == sorted(expect["anomalies"])
    for want in expect.get("claim", []):
        claim = claim_of(trace, want["with"])
        if "instances" in want:
            assert sorted(i.statement or "" for i in claim.instances) == sorted(want["instances"])
        if "origins" in want:
            assert [claim.origins.min, claim.origins.max] == want["origins"], claim.origins.reasons
        if "who" in want:
            assert sorted(named[o.actor] for o in claim.origins.list) == sorted(want["who"]), claim.origins.reasons
        if "first" in want:
            assert f"{claim.first_seen.doc} {claim.first_seen.grade}" == want["first"]
        if "denied" in want:
            found_denials = sorted({f"{named[d.actor]} {e.doc}" for d in claim.denials for e in d.evidence})
            assert found_denials == sorted(want["denied"])
        if "because" in want:
            assert any(want["because"] in reason for reason in claim.origins.reasons), claim.origins.reasons
        if "chain" in want:
            one = next(i for i in claim.instances if i.statement == want["with"])
            assert [named[a] for a in one.chain] == want["chain"]


@pytest.mark.parametrize("case", STORIES)
def test_everything_stated_shows_words_that_exist(case: dict[str, Any], story: Callable[..., Any]) -> None:
    trace: Trace = story(case).trace()
    texts = {d.id: d.text for d in trace.documents}
    shown = [s.evidence for s in trace.steps if s.stated]
    shown += [m.evidence for m in trace.mutations] + [a.evidence for a in trace.anomalies]
    for claim in trace.claims:
        shown += [o.evidence for o in claim.origins.list] + [d.evidence for d in claim.denials]
    for evidence in shown:
        assert evidence
        assert all(0 <= e.span.start < e.span.end <= len(texts[e.doc]) for e in evidence)


@pytest.mark.parametrize("case", STORIES)
def test_the_order_of_the_readings_changes_nothing(case: dict[str, Any], story: Callable[..., Any]) -> None:
    one = story(case)
    straight = one.trace()
    one.readings.reverse()
    assert one.trace() == straight
