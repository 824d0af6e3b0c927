"""What a person reads, as data: the same words for the page, for Markdown and for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from headwater.core import (
    Claim,
    Document,
    Evidence,
    Instance,
    Mutation,
    Reading,
    Skipped,
    Step,
    Trace,
)

# Each is followed by the parent's name, or by "the above" in a chain.
STATED = {
    "credits": "credits",
    "copies": "says it copies",
    "translates": "says it translates",
    "quotes": "quotes",
    "links": "links to",
}
INFERRED = {
    "credits": "seems to rest on",
    "copies": "shares text with",
    "translates": "reads like a translation of",
    "quotes": "shares a quotation with",
    "links": "seems to link to",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Words one can open: the document's id and label, and the passage itself."""

    doc: str
    label: str
    words: str
    start: int


@dataclass(frozen=True, slots=True)
class Node:
    """One place in the chain of a claim, with what rests on it."""

    label: str
    doc: str | None
    when: str
    how: str
    inferred: bool
    ghost: bool
    words: str
    children: tuple[Node, ...]
    origin: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the collation table: how one report puts the claim."""

    doc: str
    label: str
    when: str
    voice: str
    chain: tuple[str, ...]
    words: str
    start: int


@dataclass(frozen=True, slots=True)
class Change:
    """What changed on the way, with both wordings."""

    what: str
    child: str
    child_doc: str
    parent: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class OriginPage:
    """One origin with the words that make it one."""

    name: str
    kind: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """One claim, answered."""

    id: str
    gist: str
    language: str | None
    sentence: str
    reports: int
    range: str
    origins: tuple[OriginPage, ...]
    reasons: tuple[str, ...]
    tree: tuple[Node, ...]
    rows: tuple[Row, ...]
    versions: tuple[str, ...]
    denials: tuple[OriginPage, ...]
    changes: tuple[Change, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StepLine:
    """Where a report has it from, in a sentence, with the words."""

    sentence: str
    words: tuple[str, ...]
    inferred: bool
    doubt: str


@dataclass(frozen=True, slots=True)
class AnomalyPage:
    """Something that does not fit."""

    what: str
    note: str
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One report with its reading."""

    document: Document
    label: str
    when: str
    found: str
    steps: tuple[StepLine, ...]
    reading: Reading | None


@dataclass(frozen=True, slots=True)
class Pages:
    """The whole answer."""

    title: str
    summary: tuple[str, ...]
    claims: tuple[ClaimPage, ...]
    single: tuple[ClaimPage, ...]
    anomalies: tuple[AnomalyPage, ...]
    reports: tuple[ReportPage, ...]
    ghosts: tuple[str, ...]
    unknown: tuple[str, ...]
    skipped: tuple[Skipped, ...]


def plural(number: int, one: str, many: str | None = None) -> str:
    """ "1 report", "14 reports"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def count_range(low: int, high: int) -> str:
    """ "1", "1–2": a range that is one number is shown as one."""
    return str(low) if low == high else f"{low}–{high}"


def day(document: Document) -> str:
    """The publication day as shown, or "no date"."""
    published = document.published
    if published is None:
        return "no date"
    if published.precision in ("second", "minute"):
        return published.iso[:16].replace("T", " ")
    return published.iso[:10]


def file_name(document: Document) -> str:
    """The file's or page's own short name."""
    if document.path:
        return PurePath(document.path).name
    return document.url or document.id


def cut(words: str, most: int = 240) -> str:
    """`words` on one line, at most `most` characters, cut between words with an ellipsis."""
    line = " ".join(words.split())
    if len(line) <= most:
        return line
    return line[: most - 1].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def and_list(names: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + " and " + names[-1]


class Editor:
    """Makes the pages of one trace; knows every name and every text."""

    def __init__(self, trace: Trace, readings: Sequence[Reading], skipped: Sequence[Skipped]) -> None:
        self.trace = trace
        self.skipped = tuple(skipped)
        self.readings = {r.document.id: r for r in readings}
        self.documents = {d.id: d for d in trace.documents}
        self.names = {a.id: a.name for a in trace.actors} | {g.id: g.name for g in trace.ghosts}
        self.ghost_ids = {g.id for g in trace.ghosts}
        outlets = [d.outlet for d in trace.documents]
        self._several = {o for o in outlets if o and outlets.count(o) > 1}
        self.steps_of: dict[str, list[Step]] = {}
        for step in trace.steps:
            self.steps_of.setdefault(step.child, []).append(step)

    def name(self, identifier: str) -> str:
        """The name of an actor, a ghost or a document."""
        if identifier in self.documents:
            return self.label(self.documents[identifier])
        return self.names.get(identifier, identifier)

    def label(self, document: Document) -> str:
        """The outlet, with the file's name where the outlet is unknown or has several reports here."""
        if document.outlet is None:
            return file_name(document)
        return f"{document.outlet} ({file_name(document)})" if document.outlet in self._several else document.outlet

    def words(self, evidence: Sequence[Evidence], most: int = 3) -> tuple[Words, ...]:
        """The first `most` passages of `evidence`, each once."""
        out: list[Words] = []
        for one in evidence:
            document = self.documents.get(one.doc)
            if document is None:
                continue
            passage = Words(one.doc, self.label(document), cut(one.span.of(document.text)), one.span.start)
            if passage not in out:
                out.append(passage)
        return tuple(out[:most])

    # ---- claims

    def claim(self, claim: Claim) -> ClaimPage:
        """One claim as a page."""
        docs = list(dict.fromkeys(i.doc for i in claim.instances))
        origins = tuple(OriginPage(self.name(o.actor), o.kind, self.words(o.evidence)) for o in claim.origins.list)
        first = self.documents.get(claim.instances[0].doc)
        return ClaimPage(
            id=claim.id,
            gist=cut(claim.gist, 320),
            language=first.language if first else None,
            sentence=self.sentence(claim, len(docs)),
            reports=len(docs),
            range=count_range(claim.origins.min, claim.origins.max),
            origins=origins,
            reasons=claim.origins.reasons,
            tree=self.tree(claim),
            rows=tuple(self.row(i) for i in claim.instances),
            versions=tuple(self.version(claim, v.differs, v.value, v.instances) for v in claim.versions),
            denials=tuple(OriginPage(self.name(d.actor), "denial", self.words(d.evidence)) for d in claim.denials),
            changes=tuple(self.change(m) for m in self.trace.mutations if m.claim == claim.id),
            unknown=claim.unknown,
        )

    def sentence(self, claim: Claim, reports: int) -> str:
        """ "14 reports, 1 independent origin: …; earliest here: …"."""
        low, high = claim.origins.min, claim.origins.max
        names = list(dict.fromkeys(self.name(o.actor) for o in claim.origins.list))
        origin = f"{count_range(low, high)} independent origin{'s' if high != 1 else ''}"
        out = f"{plural(reports, 'report')}, {origin}"
        if names:
            out += ": " + and_list(names)
        elif high:
            out += ", not named in the words"
        seen = self.documents.get(claim.first_seen.doc)
        if seen:
            grade = {
                "dated": "",
                "undated": "; it shows no date",
                "contradicted": "; its date is contradicted by what it reports",
            }[claim.first_seen.grade]
            out += f". Earliest among these: {self.label(seen)}, {day(seen)}{grade}"
        return out + "."

    def version(self, claim: Claim, differs: str, value: str, instances: Sequence[int]) -> str:
        who = dict.fromkeys(self.name(claim.instances[n].doc) for n in instances)
        return f"{differs}: {value} — {and_list(list(who))}"

    def row(self, instance: Instance) -> Row:
        document = self.documents[instance.doc]
        return Row(
            doc=instance.doc,
            label=self.label(document),
            when=day(document),
            voice={"attributed": "cites", "outlet": "own voice", "hearsay": "hearsay"}[instance.voice],
            chain=tuple(self.name(a) for a in instance.chain),
            words=cut(instance.span.of(document.text), 400),
            start=instance.span.start,
        )

    def change(self, mutation: Mutation) -> Change:
        parent = mutation.parent
        return Change(
            what=mutation.what,
            child=self.name(mutation.child.doc),
            child_doc=mutation.child.doc,
            parent=self.name(parent.doc) if parent else "the source it names",
            before=cut(mutation.before, 200) or "—",
            after=cut(mutation.after, 200) or "—",
        )

    def tree(self, claim: Claim) -> tuple[Node, ...]:
        """The chain as a tree: what everything rests on at the top, each report under what it rests on most surely.

        Steps round a loop or against the dates are left out here; they are listed with the anomalies.
        """
        carriers = list(dict.fromkeys(i.doc for i in claim.instances))
        chain_of: dict[str, tuple[str, ...]] = {}
        for instance in claim.instances:
            if instance.chain and instance.doc not in chain_of:
                chain_of[instance.doc] = instance.chain
        parent_of: dict[str, tuple[str, str, bool, str]] = {}
        for doc in carriers:
            best = self._best_step(doc, set(carriers))
            if best is not None:
                how = (STATED if best.stated else INFERRED)[best.relation]
                words = self.words(best.evidence[:1])
                parent_of[doc] = (best.parent, how, not best.stated, words[0].words if words else "")
            elif doc in chain_of and not self._is_own(doc, chain_of[doc][0]):
                parent_of[doc] = (chain_of[doc][0], "cites", False, "")
        children: dict[str, list[str]] = {}
        for doc, (parent, *_rest) in parent_of.items():
            children.setdefault(parent, []).append(doc)
        roots = [d for d in carriers if d not in parent_of] + [p for p in children if p not in carriers]
        origin_names = {self.name(o.actor) for o in claim.origins.list}

        def node(identifier: str, seen: frozenset[str]) -> Node:
            document = self.documents.get(identifier)
            _, how, inferred, words = parent_of.get(identifier, ("", "", False, ""))
            below = sorted(
                (c for c in children.get(identifier, []) if c not in seen),
                key=lambda c: (day(self.documents[c]), c),
            )
            return Node(
                label=self.name(identifier),
                doc=identifier if document else None,
                when=day(document) if document else "",
                how=how,
                inferred=inferred,
                ghost=document is None,
                words=words,
                children=tuple(node(c, seen | {c}) for c in below),
                origin=self.name(identifier) in origin_names,
            )

        order = sorted(roots, key=lambda r: (r in self.documents, -len(children.get(r, [])), self.name(r)))
        return tuple(node(r, frozenset({r})) for r in order)

    def _best_step(self, doc: str, carriers: set[str]) -> Step | None:
        usable = [s for s in self.steps_of.get(doc, []) if not s.backwards and not s.in_loop and s.relation != "quotes"]
        inside = [s for s in usable if s.parent in carriers]
        pool = inside or [s for s in usable if s.parent not in self.documents]
        return max(pool, key=lambda s: (s.stated, s.confidence, s.parent), default=None)

    def _is_own(self, doc: str, actor: str) -> bool:
        outlet = self.documents[doc].outlet
        return outlet is not None and outlet == self.names.get(actor)

    # ---- reports

    def report(self, document: Document) -> ReportPage:
        """One report as a page."""
        lines = []
        for step in self.steps_of.get(document.id, []):
            verb = (STATED if step.stated else INFERRED)[step.relation]
            held = "" if step.parent in self.documents else " (not among these reports)"
            if step.relation == "quotes" and held:
                held = ""
            doubts = []
            if step.backwards:
                doubts.append("against the dates")
            if step.in_loop:
                doubts.append("part of a loop")
            lines.append(
                StepLine(
                    f"{verb} {self.name(step.parent)}{held}",
                    tuple(w.words for w in self.words([e for e in step.evidence if e.doc == document.id], 2)),
                    not step.stated,
                    " and ".join(doubts),
                )
            )
        return ReportPage(
            document=document,
            label=self.label(document),
            when=day(document),
            found=document.published.found if document.published else "nothing in the text or page tells",
            steps=tuple(lines),
            reading=self.readings.get(document.id),
        )

    def summary(self) -> tuple[str, ...]:
        """What was found, in sentences, the answer first."""
        documents = self.trace.documents
        languages = sorted({d.language for d in documents if d.language})
        outlets = {d.outlet for d in documents if d.outlet}
        days = sorted(day(d)[:10] for d in documents if d.published)
        out = []
        main = next((c for c in self.trace.claims if len({i.doc for i in c.instances}) > 1), None)
        main = main or (self.trace.claims[0] if self.trace.claims else None)
        if main:
            out.append(f"“{cut(main.gist, 180)}”: {self.sentence(main, len({i.doc for i in main.instances}))}")
        span = f", {days[0]} to {days[-1]}" if days else ", none with a date"
        out.append(
            f"Read: {plural(len(documents), 'report')} from {plural(len(outlets), 'named outlet')} in "
            f"{plural(len(languages), 'language')} ({', '.join(languages) or 'unknown'}){span}."
        )
        parents = {s.parent for s in self.trace.steps if s.relation != "quotes"} & self.ghost_ids
        ghosts = sorted({self.names[g] for g in parents})
        if ghosts:
            out.append(f"Cited but not held: {and_list(ghosts)}.")
        if self.trace.anomalies:
            kinds: dict[str, int] = {}
            for anomaly in self.trace.anomalies:
                kinds[anomaly.what] = kinds.get(anomaly.what, 0) + 1
            out.append("Does not fit: " + "; ".join(f"{what} ({n})" for what, n in sorted(kinds.items())) + ".")
        return tuple(out)

    def pages(self) -> Pages:
        """All of it."""
        shared: list[ClaimPage] = []
        single: list[ClaimPage] = []
        for claim in self.trace.claims:
            many = len({i.doc for i in claim.instances}) > 1 or len(self.trace.documents) == 1
            (shared if many else single).append(self.claim(claim))
        undated = sum(d.published is None for d in self.trace.documents)
        unknown = list(self.trace.notes)
        if undated and not any("date" in note for note in unknown):
            unknown.append(f"{plural(undated, 'report')} without a date: no order is claimed for them.")
        return Pages(
            title=f"{plural(len(self.trace.documents), 'report')}, traced upstream",
            summary=self.summary(),
            claims=tuple(shared),
            single=tuple(single),
            anomalies=tuple(AnomalyPage(a.what, a.note, self.words(a.evidence, 4)) for a in self.trace.anomalies),
            reports=tuple(self.report(d) for d in self.trace.documents),
            ghosts=tuple(sorted({g.name for g in self.trace.ghosts})),
            unknown=tuple(unknown),
            skipped=self.skipped,
        )


def make_pages(trace: Trace, readings: Sequence[Reading], skipped: Sequence[Skipped] = ()) -> Pages:
    """The whole answer as data, ready for any surface."""
    return Editor(trace, readings, skipped).pages()
