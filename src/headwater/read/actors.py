"""Who speaks and who is spoken of in one document, each with its fullest name, role, short forms and mentions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from headwater.core import Actor, Attribution, Credit, Document
from headwater.core.reading import ActorKind
from headwater.read.anonymity import reasons_unnamed
from headwater.read.casting import Casting
from headwater.read.coreference import Player
from headwater.read.language import Language
from headwater.read.layout import Layout, layout_of
from headwater.read.letterhead import Letterhead, letterhead_of
from headwater.read.scene import Scene
from headwater.read.words import Words

_I = frozenset(("i", "ich", "je", "j'", "yo", "eu", "io", "я", "ben", "أنا", "انا"))


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors, whom each attribution's source means (`holders`: ids by id), and what was learnt on the way.

    `issuer` is the id of the body whose own statement the document is, named by its `letterhead`.
    """

    actors: tuple[Actor, ...]
    holders: dict[str, str]
    credits: tuple[Credit, ...]
    layout: Layout
    letterhead: Letterhead | None
    issuer: str | None


def cast_of(
    document: Document, words: Words, language: Language, attributions: Sequence[Attribution], credits: Sequence[Credit]
) -> Cast:
    """The cast of a document; ids are "{document.id}.p1" and so on, in the order of first mention.

    Only sources and cues are looked at, so that it does not matter which rule or model found an attribution.
    """
    # A credit in running text lies on an attribution; only those beside the text make a line furniture.
    spoken = {span.start for a in attributions if a.source for span in a.source}
    aside = [
        c.span for c in credits if c.url is None and not any(at in spoken for at in range(c.span.start, c.span.end))
    ]
    layout = layout_of(document, words, aside)
    scene = Scene(document, words, language)
    scene.introduce_abbreviations()
    head = letterhead_of(document, words, language, layout, credits)
    issuer = scene.issue(head) if head else None
    casting = Casting(scene, issuer)
    ordered = sorted((a for a in attributions if a.source is not None), key=_source_start)
    holders: dict[str, Player] = {}
    runs = iter(scene.runs)
    run = next(runs, None)
    for a in ordered:
        assert a.source is not None
        start = words.range_of(a.source.spans[0])[0]
        while run is not None and run.first < start:
            scene.meet(run)
            run = next(runs, None)
        player = casting.holder(a.source, a.cue)
        if player is not None:
            holders[a.id] = player
    while run is not None:
        scene.meet(run)
        run = next(runs, None)
    for a in ordered:
        if a.id not in holders:
            speaker = _speaker_of_i(words, language, a, ordered, holders)
            if speaker is not None:
                holders[a.id] = speaker
    outlets = _credited(scene, credits)
    reasons_unnamed(words, language, scene.players, attributions)
    return _settled(document, layout, head, scene, holders, credits, outlets, issuer)


def _speaker_of_i(
    words: Words, language: Language, inner: Attribution, all_of_them: Sequence[Attribution], holders: dict[str, Player]
) -> Player | None:
    """Who says "I" inside a quotation: whoever is quoted; for "we" only a body or several."""
    assert inner.source is not None
    lo, hi = words.range_of(inner.source.spans[0])
    if hi - lo != 1 or language.pronouns.get(words.lower[lo]) != "first":
        return None
    for a in all_of_them:
        if a.id == inner.id or a.kind not in ("direct", "mixed") or a.content is None or a.id not in holders:
            continue
        if any(span.contains(inner.source.spans[0]) for span in a.content):
            speaker = holders[a.id]
            one = words.lower[lo] in _I
            several = speaker.plural or speaker.kind in ("organisation", "state", "outlet")
            return speaker if one != several else None
    return None


def _source_start(a: Attribution) -> tuple[int, str]:
    return (a.source.start if a.source else 0, a.id)


def _credited(scene: Scene, credits: Sequence[Credit]) -> dict[int, Player]:
    """Credit number -> the actor that is credited: the outlet, else the author."""
    players = scene.players
    found: dict[int, Player] = {}
    for n, credit in enumerate(credits):
        name = credit.outlet
        if name is None and credit.relation == "written_by":
            name = " ".join(credit.span.of(scene.document.text).split())
        if name is None or credit.relation == "desk":
            continue
        kind: ActorKind = "outlet" if credit.outlet else "person"
        player = players.known_as(name) or (players.person_named(name)[0] if kind == "person" else None)
        if player is None:
            player = players.add(name, kind)
        elif kind == "outlet" and player.kind in ("organisation", "person"):
            player.kind = "outlet"
        player.mentioned(credit.span)
        found[n] = player
    return found


def _settled(
    document: Document, layout: Layout, head: Letterhead | None, scene: Scene, holders: dict[str, Player],
    credits: Sequence[Credit], outlets: dict[int, Player], issuer: Player | None,
) -> Cast:  # fmt: skip
    speaking = {p.number for p in (*holders.values(), *outlets.values())}
    wanted = [p for p in scene.players if p.number in speaking or p.mentions]
    wanted.sort(key=lambda p: (min((m.start for m in p.mentions), default=len(document.text)), p.number))
    ids = {p.number: f"{document.id}.p{n}" for n, p in enumerate(wanted, start=1)}
    actors = tuple(
        Actor(
            ids[p.number], p.name or "?", p.kind, p.role, tuple(sorted(p.mentions)),
            tuple(dict.fromkeys(a for a in p.aliases if a != p.name)),
            ids.get(p.affiliation) if p.affiliation is not None else None, p.plural,
            p.count, p.reason if p.kind == "unnamed" else None,
        )
        for p in wanted
    )  # fmt: skip
    return Cast(
        actors,
        {a: ids[p.number] for a, p in holders.items()},
        tuple(replace(c, actor=ids[outlets[n].number]) if n in outlets else c for n, c in enumerate(credits)),
        layout,
        head,
        ids[issuer.number] if issuer else None,
    )
