"""Whom a document says it has something from, and which held documents those words can mean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from headwater.core import (
    ActorGroup,
    Attribution,
    Cited,
    Credit,
    Document,
    Evidence,
    Link,
    Reading,
    SameStatement,
    Span,
)
from headwater.core.link import CitedRelation
from headwater.core.reading import ActorKind
from headwater.link.bodies import plain
from headwater.link.concepts import concepts_of, lexicon
from headwater.link.earlier import own_earlier
from headwater.link.held import (
    END,
    LIKE,
    RETOLD,
    SHOWN,
    Desk,
    by_url,
    desk_of,
    group_of,
    held_of,
    kinds_of,
    nameless,
    only_body,
    outlet_in,
    sentence_around,
    times_near,
    what_is_shared,
)
from headwater.link.matter import Reader, tokens_of
from headwater.link.names import bare, folded, script_of, words_of

_FROM = ("taken_from", "agency", "reprinted_from")


def find_cited(
    readings: Sequence[Reading],
    reader: Reader,
    actors: Sequence[ActorGroup],
    statements: Sequence[SameStatement],
    links: Sequence[Link] = (),
) -> tuple[Cited, ...]:
    """Every citation of every document, sorted by document and place.

    Parties that are only quoted have `quoted` set. Of several held documents of one outlet or body, those that share
    statements or text with the child come first; one that shares nothing is not held for this citation.
    """
    del reader
    desk = desk_of(readings, actors, what_is_shared(statements, links))
    found = [cited for reading in readings for cited in _of_document(desk, reading)]
    return tuple(sorted(found, key=lambda c: (c.doc, c.evidence, c.name, c.relation, c.quoted)))


def _of_document(desk: Desk, reading: Reading) -> list[Cited]:
    found = [
        *_credits(desk, reading),
        *_hyperlinks(desk, reading),
        *_holders(desk, reading),
    ]
    told = [e.span for c in found if not c.quoted for e in c.evidence]
    found += _mentioned_outlets(desk, reading, told)
    found += own_earlier(desk, reading)
    return _merged(_without_the_parents(desk, reading, found))


def _merged(found: Iterable[Cited]) -> list[Cited]:
    """One citation for one party in one relation: evidence and attributions joined, the most specific held first."""
    by_key: dict[tuple[object, ...], list[Cited]] = defaultdict(list)
    for cited in found:
        first = cited.held[:1] if cited.held else (plain(cited.name),)
        by_key[first, cited.relation, cited.quoted, bool(cited.attributions)].append(cited)
    joined = []
    for several in by_key.values():
        one = several[0]
        joined.append(
            Cited(
                doc=one.doc,
                name=one.name,
                kind=one.kind,
                relation=one.relation,
                evidence=tuple(sorted({e for c in several for e in c.evidence})),
                held=tuple(dict.fromkeys(d for c in several for d in c.held)),
                actor=next((c.actor for c in several if c.actor), None),
                quoted=one.quoted,
                attributions=tuple(dict.fromkeys(a for c in several for a in c.attributions)),
                because=tuple(dict.fromkeys(b for c in several for b in c.because)),
            )
        )
    return joined


# ---- credits and hyperlinks


def _credits(desk: Desk, reading: Reading) -> Iterable[Cited]:
    document = reading.document
    own = desk.publisher.get(document.id)
    translators = [c for c in reading.credits if c.relation == "translated_by"]
    sources = [c for c in reading.credits if _is_source(c) and not _is_own(desk, own, c, document)]
    for credit in sources:
        yield _cited_credit(
            desk, reading, credit, "translates" if translators and credit.relation != "agency" else "credits"
        )
    for credit in translators:
        # The translator is the outlet itself, or another one whose translation this is.
        if credit.outlet and not _is_own(desk, own, credit, document):
            yield _cited_credit(desk, reading, credit, "credits")


def _is_source(credit: Credit) -> bool:
    return bool(credit.outlet or credit.actor) and credit.relation in _FROM


def _is_own(desk: Desk, own: ActorGroup | None, credit: Credit, document: Document) -> bool:
    group = group_of(desk, document.id, credit.outlet, credit.actor)
    if own is not None and group is not None:
        return own.id == group.id
    return bool(credit.outlet and document.outlet) and plain(credit.outlet or "") == plain(document.outlet or "")


def _cited_credit(desk: Desk, reading: Reading, credit: Credit, relation: CitedRelation) -> Cited:
    document = reading.document
    group = group_of(desk, document.id, credit.outlet, credit.actor)
    if group is None or not group.publishes:
        # "İspanyolca yayımlanan La Voz gazetesinin": more words than the name, or fewer.
        group = outlet_in(desk, document, credit.span) or group
    held, because = held_of(desk, document.id, group, None, credit.span)
    name = group.name if group and group.publishes else credit.outlet or (group.name if group else "")
    if not held and (group is None or not group.publishes):
        held, because = nameless(desk, document.id, name)
    if not held and credit.url:
        held, because = by_url(desk, document.id, credit.url)
    return Cited(
        doc=document.id,
        name=name,
        kind=group.kind if group else "outlet",
        relation=relation,
        evidence=(Evidence(document.id, credit.span),),
        held=held,
        actor=credit.actor,
        because=("a credit names it", *because),
    )


def _hyperlinks(desk: Desk, reading: Reading) -> Iterable[Cited]:
    document = reading.document
    for link in document.hyperlinks:
        # Without words in the article a link is the page's furniture.
        if link.span is None:
            continue
        domain = re.sub(r"^www\.", "", re.sub(r"^https?://|[/?#].*$", "", link.url)).casefold()
        if not domain or domain == document.domain or "." not in domain:
            continue
        held, because = by_url(desk, document.id, link.url)
        group = desk.publisher.get(held[0]) if held else None
        yield Cited(
            doc=document.id,
            name=group.name if group else domain,
            kind=group.kind if group else "outlet",
            relation="links",
            evidence=(Evidence(document.id, link.span),),
            held=held,
            because=("a hyperlink in the text", *because),
        )


# ---- holders


def _holders(desk: Desk, reading: Reading) -> Iterable[Cited]:
    document = reading.document
    own = desk.publisher.get(document.id)
    statements_of: dict[str, list[str]] = defaultdict(list)
    for statement in reading.statements:
        if statement.attribution:
            statements_of[statement.attribution].append(statement.id)
    shared = {
        mine
        for other in desk.shared.documents.get(document.id, ())
        for mine, _, score in desk.shared.statements.get((document.id, other), ())
        if score >= LIKE
    }
    opening = _opening(reading)
    actors = {a.id: a for a in reading.actors}
    for attribution in reading.attributions:
        holder = attribution.holder
        group = desk.group_of.get((document.id, holder)) if holder else None
        if holder is None or group is None or (own is not None and group.id == own.id):
            continue
        span = _words(attribution)
        if span is None:
            continue
        only = frozenset(s for a in _with_inner(reading, attribution) for s in statements_of.get(a, ()))
        party = _party(desk, group)
        if not party.publishes and party.kind not in ("person", "state") and attribution.source is not None:
            party = group = outlet_in(desk, document, attribution.source.hull) or party
            if own is not None and group.id == own.id:
                continue
        kind: ActorKind = party.kind
        name = actors[holder].name if holder in actors and party is group else party.name
        if kind in ("person", "unnamed", "state") or (holder in actors and actors[holder].plural):
            body = desk.groups.get(group.affiliation or "")
            if body is None and kind == "unnamed" and attribution.stance != "deny" and _names_body(name, reading):
                body = only_body(desk, reading, name, only)
            said, because = held_of(desk, document.id, body, only, span) if body and body.kind != "outlet" else ((), ())
            # The body's own statement must hold these very words, not merely the same news.
            said = tuple(
                d for d in said if any(mine in only for mine, *_ in desk.shared.statements.get((document.id, d), ()))
            )
            if body is not None and said:
                yield _cited_holder(reading, body, body.name, "credits", span, attribution, said, False, because)
            else:
                yield _cited_holder(reading, group, name, "quotes", span, attribution, (), True, ())
            continue
        held, because = held_of(desk, document.id, party, only, span, times_near(reading, span))
        if kind == "outlet" or held:
            yield _cited_holder(reading, party, name, "credits", span, attribution, held, False, because)
        elif _vague(party, name, reading):
            body = only_body(desk, reading, name, only) if attribution.stance != "deny" else None
            said, because = held_of(desk, document.id, body, only, span) if body is not None else ((), ())
            if body is not None and said:
                yield _cited_holder(reading, body, body.name, "credits", span, attribution, said, False, because)
                continue
            yield _cited_holder(reading, party, name, "quotes", span, attribution, (), True, ())
        elif attribution.stance != "deny" and only & shared:
            yield _cited_holder(
                reading, party, name, "credits", span, attribution, (), False, ("its news is told by others, too",)
            )
        elif attribution.stance != "deny" and span.start < opening and not (party.publishes and kind == "organisation"):
            # Of a body whose statements are held, none of them is meant here: it is no ghost.
            yield _cited_holder(
                reading, party, name, "quotes", span, attribution, (), False, ("the report opens with it",)
            )
        else:
            yield _cited_holder(reading, party, name, "quotes", span, attribution, (), True, ())


def _names_body(name: str, reading: Reading) -> bool:
    """True when a noun phrase means a body ("the company"), not somebody in it."""
    found = [lexicon()[c] for c in concepts_of(name, reading.document.language)]
    roles = [c for c in found if c.kind == "r" and c.name != "operator"]
    return bool(kinds_of(name, reading.document.language)) and not roles


def _vague(party: ActorGroup, name: str, reading: Reading) -> bool:
    """True for "the company", "the airport operator": words that name no body that could be looked for."""
    if party.publishes:
        return False
    language = reading.document.language
    words = words_of(name)
    if script_of(name) == "arabic":
        return len(words) == 1 and bool(kinds_of(name, language))
    # German nouns, and the first word, have a capital without being names.
    names = [w for w in words[1:] if w[0].isupper() and not (language == "de" and concepts_of(w, language))]
    return not names and (bool(kinds_of(name, language)) or words[0][0].islower() or len(words) == 1)


def _party(desk: Desk, group: ActorGroup) -> ActorGroup:
    """The body whose document speaks ("an SVR statement"), else the group itself."""
    if group.kind == "document" and group.affiliation in desk.groups and not group.publishes:
        return desk.groups[group.affiliation]
    return group


def _cited_holder(
    reading: Reading,
    group: ActorGroup,
    name: str,
    relation: CitedRelation,
    span: Span,
    attribution: Attribution,
    held: tuple[str, ...],
    quoted: bool,
    because: tuple[str, ...],
) -> Cited:
    doc = reading.document.id
    return Cited(
        doc=doc,
        name=name,
        kind=group.kind,
        relation=relation,
        evidence=(Evidence(doc, span),),
        held=held,
        actor=attribution.holder,
        quoted=quoted,
        attributions=(attribution.id,),
        because=because,
    )


def _with_inner(reading: Reading, attribution: Attribution) -> list[str]:
    """The attribution and those nested in it."""
    inside = [attribution.id]
    for other in reading.attributions:
        if other.outer in inside and other.id not in inside:
            inside.append(other.id)
    return inside


def _words(attribution: Attribution) -> Span | None:
    """From source to cue, where they stand close; else the source alone."""
    source, cue = attribution.source, attribution.cue
    if source is None:
        return cue.hull if cue is not None else None
    if cue is None:
        return source.hull
    low, high = min(source.start, cue.start), max(source.end, cue.end)
    return Span(low, high) if high - low <= SHOWN // 2 else source.hull


def _opening(reading: Reading) -> int:
    """Where the first two sentences with more than four words end."""
    text = reading.document.text
    seen = 0
    start = 0
    for match in END.finditer(text):
        if len(text[start : match.end()].split()) > 4:
            seen += 1
        start = match.end()
        if seen == 2:
            return match.end()
    return len(text)


# ---- which held documents are meant


# ---- outlets named in passing, and a body's reference to its own earlier words


def _mentioned_outlets(desk: Desk, reading: Reading, told: Sequence[Span]) -> Iterable[Cited]:
    """Outlets of held documents that the text names where no credit or holder was found ("told the agency SNA")."""
    document = reading.document
    own = desk.publisher.get(document.id)
    tokens = tokens_of(document.text)
    forms = [folded(bare(token.word)) for token in tokens]
    for place, form in enumerate(forms):
        for words, group in desk.first_words.get(form, ()):
            if tuple(forms[place : place + len(words)]) != words or (own is not None and group.id == own.id):
                continue
            span = Span(tokens[place].span.start, tokens[place + len(words) - 1].span.end)
            written = document.text[span.start : span.end]
            if not written[0].isupper() and len(words) == 1 and written.isascii():
                continue
            if any(span.overlaps(t) for t in told):
                continue
            sentence = sentence_around(document.text, span)
            inside = tuple(
                a.id
                for a in reading.attributions
                if (words_ := _words(a)) is not None and sentence.overlaps(words_) and a.outer is None
            )
            statements = frozenset(s.id for s in reading.statements if sentence.overlaps(s.span))
            held, because = held_of(desk, document.id, group, statements, span, times_near(reading, span))
            shown = sentence if len(sentence) <= SHOWN else span
            if not inside and not held:
                # Named without a cue and without shared news: spoken of, not cited.
                continue
            yield Cited(
                doc=document.id,
                name=written,
                kind="outlet",
                relation="credits",
                evidence=(Evidence(document.id, span if shown is span else _around(document.text, span, sentence)),),
                held=held,
                attributions=inside,
                because=("the text names it", *because),
            )


def _around(text: str, span: Span, sentence: Span) -> Span:
    """The name with up to five words before it, inside its sentence."""
    before = [m.start() for m in re.finditer(r"\S+", text[sentence.start : span.start])]
    start = sentence.start + (before[-5] if len(before) >= 5 else before[0] if before else 0)
    return Span(min(start, span.start), span.end)


def _without_the_parents(desk: Desk, reading: Reading, found: Sequence[Cited]) -> Iterable[Cited]:
    """The citations, those of outlets that came over with the parent's text marked as merely quoted.

    "Told the agency SNA" in a translation is what the translated report says of its own source.
    """
    document = reading.document
    whole = {c.held[0] for c in found if c.held and not c.attributions and not c.quoted}
    parents = {p for p in whole if desk.shared.texts.get((document.id, p), 0.0) >= RETOLD}
    for cited in found:
        group = desk.publisher.get(cited.held[0]) if cited.held else desk.named.get(plain(cited.name))
        if parents and group is not None and group.kind == "outlet" and not (set(cited.held) & parents):
            names = [name for name in group.names if len(name) > 2]
            if any(name in desk.readings[p].document.text for p in parents for name in names):
                why = "the report it comes from says so already"
                yield replace(cited, quoted=True, relation="quotes", because=(*cited.because, why))
                continue
        yield cited
