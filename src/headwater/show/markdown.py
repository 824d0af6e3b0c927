"""The answer as Markdown, for notes and pull requests: the same words as the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from headwater.core import Reading, Skipped, Trace
from headwater.show.pages import ClaimPage, Node, OriginPage, make_pages

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def _safe(words: str) -> str:
    """`words` on one line with Markdown's own signs escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(words.split()))


def _nodes(nodes: Sequence[Node], depth: int = 0) -> list[str]:
    out = []
    for node in nodes:
        how = f" — {node.how} the above{' (inferred)' if node.inferred else ''}" if node.how else ""
        tail = f", {node.when}" if node.when else (" (cited, not held)" if node.ghost and not node.origin else "")
        words = f": “{_safe(node.words)}”" if node.words else ""
        out.append(f"{'  ' * depth}- **{_safe(node.label)}**{tail}{how}{words}")
        out += _nodes(node.children, depth + 1)
    return out


def _people(title: str, people: Sequence[OriginPage]) -> list[str]:
    if not people:
        return []
    out = [f"**{title}**", ""]
    for person in people:
        out.append(f"- {_safe(person.name)} ({person.kind})")
        out += [f"  - “{_safe(w.words)}” — {_safe(w.label)}" for w in person.words]
    return [*out, ""]


def _claim(claim: ClaimPage) -> list[str]:
    out = [f"### {_safe(claim.gist)}", "", _safe(claim.sentence), ""]
    out += _people("Origins", claim.origins)
    if claim.reasons:
        out += ["**Why this many**", "", *(f"- {_safe(r)}" for r in claim.reasons), ""]
    if claim.tree and claim.reports > 1:
        out += ["**The chain**", "", *_nodes(claim.tree), ""]
    if claim.changes:
        out += ["| what | from | before | to | after |", "|---|---|---|---|---|"]
        for c in claim.changes:
            cells = (c.what, c.parent, c.before, c.child, c.after)
            out.append("| " + " | ".join(_safe(x) for x in cells) + " |")
        out.append("")
    out += _people("Denied by", claim.denials)
    if claim.unknown:
        out += ["**What we do not know**", "", *(f"- {_safe(u)}" for u in claim.unknown), ""]
    return out


def markdown_report(trace: Trace, readings: Sequence[Reading], skipped: Sequence[Skipped] = ()) -> str:
    """The whole answer in Markdown; claims carried by one report only are counted, not listed."""
    pages = make_pages(trace, readings, skipped)
    out = [f"# {pages.title}", "", *(f"- {_safe(s)}" for s in pages.summary), "", "## Claims", ""]
    for claim in pages.claims:
        out += _claim(claim)
    if pages.single:
        out += [f"{len(pages.single)} more claims stand in one report only.", ""]
    if pages.anomalies:
        out += ["## What does not fit", ""]
        for anomaly in pages.anomalies:
            out.append(f"- **{anomaly.what}** {_safe(anomaly.note)}")
            out += [f"  - “{_safe(w.words)}” — {_safe(w.label)}" for w in anomaly.words]
        out.append("")
    if pages.unknown:
        out += ["## What we do not know", "", *(f"- {_safe(u)}" for u in pages.unknown), ""]
    out += ["## Reports", "", "| report | date | language | rests on |", "|---|---|---|---|"]
    for report in pages.reports:
        rests = "; ".join(s.sentence + (" (inferred)" if s.inferred else "") for s in report.steps) or "—"
        cells = (report.label, report.when, report.document.language or "unknown", rests)
        out.append("| " + " | ".join(_safe(x) for x in cells) + " |")
    if pages.skipped:
        out += ["", "## Skipped", "", *(f"- {_safe(str(s))}" for s in pages.skipped)]
    return "\n".join(out).rstrip() + "\n"
