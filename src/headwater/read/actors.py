"""Who speaks and who is spoken of in one document, each with its fullest name, role, short forms and mentions."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from headwater.core import Actor, Attribution, Credit, Document, Extent, Span
from headwater.core.reading import ActorKind
from headwater.read.abbreviations import introduced
from headwater.read.coreference import Player, Players
from headwater.read.language import Language
from headwater.read.layout import Layout, layout_of
from headwater.read.letterhead import Letterhead, letterhead_of
from headwater.read.named import Named
from headwater.read.names import capital_runs, gender_of, is_body, is_role, name_words, pure_name, small_words
from headwater.read.naming import understand
from headwater.read.states import fold_name, is_capital_city, state_named
from headwater.read.words import Words

# A bare surname takes the full name that is found this much oftener than any other of that surname.
CLEARLY = 2


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


@dataclass(frozen=True, slots=True)
class _Run:
    first: int
    after: int
    key: str


def cast_of(
    document: Document, words: Words, language: Language, attributions: Sequence[Attribution], credits: Sequence[Credit]
) -> Cast:
    """The cast of a document; ids are "{document.id}.p1" and so on, in the order of first mention."""
    # A credit in running text lies on an attribution; only those beside the text make a line furniture.
    spoken = {span.start for a in attributions if a.source for span in a.source}
    aside = [
        c.span for c in credits if c.url is None and not any(at in spoken for at in range(c.span.start, c.span.end))
    ]
    layout = layout_of(document, words, aside)
    scene = _Scene(document, words, language)
    scene.introduce_abbreviations()
    head = letterhead_of(document, words, language, layout, credits)
    issuer = scene.issue(head) if head else None
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
        player = scene.holder(a.source, issuer)
        if player is not None:
            holders[a.id] = player
    while run is not None:
        scene.meet(run)
        run = next(runs, None)
    outlets = scene.credited(credits)
    return _settled(document, layout, head, scene, attributions, holders, credits, outlets, issuer)


def _source_start(a: Attribution) -> tuple[int, str]:
    return (a.source.start if a.source else 0, a.id)


class _Scene:
    """The document while its actors come on."""

    def __init__(self, document: Document, words: Words, language: Language) -> None:
        self.document, self.words, self.language = document, words, language
        self.players = Players()
        self.runs = self._named_runs()
        self.full = self._full_names()
        self.perhaps: list[int] = []
        before = name_words("places")
        self.places = frozenset(
            run.key for run in self.runs if run.first and words.lower[run.first - 1] in before and " " not in run.key
        )
        self.at_start: dict[tuple[int, ...], Player | None] = {}

    def _named_runs(self) -> list[_Run]:
        if self.language.code == "ar":
            return []
        words = self.words
        small = small_words(self.language)
        found: list[_Run] = []
        for first, after in words.sentences:
            for a, b in capital_runs(words, self.language, first, after):
                if a == first and b - a > 1 and words.lower[a] in small:
                    a += 1
                found.append(_Run(a, b, fold_name(words.text[words.starts[a] : words.ends[b - 1]])))
        return found

    def _full_names(self) -> dict[str, Counter[str]]:
        """Surname -> the full personal names in the text that end in it, counted; names as written."""
        found: dict[str, Counter[str]] = {}
        for run in self.runs:
            if not 2 <= run.after - run.first <= 5 or not pure_name(self.words, self.language, run.first, run.after):
                continue
            first = run.first
            while first < run.after - 1 and self.words.lower[first] in self.language.titles:
                first += 1
            if self.words.surface[first] == ".":
                first += 1
            if run.after - first < 2:
                continue
            name = " ".join(self.words.text[self.words.starts[first] : self.words.ends[run.after - 1]].split())
            found.setdefault(fold_name(name).split()[-1] if fold_name(name) else "", Counter())[name] += 1
        return found

    def introduce_abbreviations(self) -> None:
        """Bodies that the text introduces with a short form in brackets: "Foreign Grain Service (FGS)"."""
        lower = self.words.lower
        for one in introduced(self.words, self.language):
            if self.players.known_as(one.short) is None and state_named(one.name) is None:
                player = self.players.add(one.name, "organisation")
                player.head = next((w for w in lower[one.first : one.after] if is_body(self.language, w)), "")
                player.also(one.short)
                self.players.call(player, one.short)
                player.mentioned(self.words.span(one.first, one.after))

    def issue(self, head: Letterhead) -> Player:
        """The body of a letterhead as an actor that speaks from the first line on."""
        player = self.players.known_as(head.short) or self.players.add(head.name, "organisation")
        player.head = player.head or head.head
        player.also(head.short)
        self.players.call(player, head.short)
        player.mentioned(head.span, spoke=True)
        return player

    def holder(self, source: Extent, issuer: Player | None) -> Player | None:
        """Whom a source's words mean; the same words in the same place are understood once."""
        key = tuple(n for span in source for n in (span.start, span.end))
        if key not in self.at_start:
            self.at_start[key] = self._holder(source, issuer)
        return self.at_start[key]

    def _holder(self, source: Extent, issuer: Player | None) -> Player | None:
        lo, hi = self.words.range_of(source.spans[0])
        if lo < hi and self.words.lower[hi - 1] in self.language.prepositions:
            # A name does not end in "of": "the Ministry of" goes on with the next capitals.
            while hi < len(self.words) and self.words.surface[hi][0].isupper():
                hi += 1
        named = understand(self.words, self.language, lo, hi)
        if named is None:
            return None
        if len(source.spans) > 1 and named.refers in ("role", "unnamed"):
            lo2, hi2 = self.words.range_of(source.spans[1])
            other = understand(self.words, self.language, lo2, hi2)
            if other is not None and other.refers == "name":
                named = replace(other, role=other.role or named.role, body=other.body or named.body)
        player = self._resolve(named, source.start, issuer)
        if player is not None:
            player.mentioned(source.spans[0], spoke=True)
        return player

    def _resolve(self, named: Named, at: int, issuer: Player | None) -> Player | None:
        players = self.players
        if named.refers == "pronoun":
            found = players.by_pronoun(named, at, self.words.text.rfind("\n", 0, at) + 1)
            return None if found is not None and self._another_between(found, at) else found
        if named.refers == "body":
            found = players.by_head(named.head, at)
            if found is None and issuer is not None and named.head in (issuer.head, ""):
                return issuer
            if found is None and named.span is not None:
                return self._loose(named)
            return found
        if named.refers == "document":
            return self._of_document(named, at, issuer)
        affiliation = self._affiliation(named, at)
        if named.refers == "role":
            found = players.by_role(named, at, affiliation.number if affiliation else None)
            if found is not None:
                return found
            return self._loose(named, affiliation)
        if named.refers == "unnamed":
            return self._unnamed(named, at, affiliation)
        return self._named(named, affiliation)

    def _another_between(self, found: Player, at: int) -> bool:
        """True when the pronoun's paragraph names somebody, perhaps a person, after the last mention of `found`."""
        last = found.seen[bisect_left(found.seen, at) - 1] if found.seen else -1
        paragraph = self.words.text.rfind("\n", 0, at)
        return any(max(last, paragraph) < start < at for start in self.perhaps[-4:])

    def _of_document(self, named: Named, at: int, issuer: Player | None) -> Player | None:
        if issuer is not None:
            return issuer
        speaker = self.players.last_speaker(at, ("organisation", "state", "outlet", "document"))
        if speaker is not None and named.definite:
            return speaker
        return self._loose(named)

    def _loose(self, named: Named, affiliation: Player | None = None) -> Player:
        """An actor known by a description only: found again by reference, never by its words."""
        name = named.name or (named.span.of(self.words.text) if named.span else named.head)
        kind = named.kind if named.kind in ("document", "organisation") else "unnamed"
        for player in self.players:
            if player.kind == kind and player.name == name and named.definite:
                return player
        player = self.players.add(" ".join(name.split()), kind, named=False)
        player.role, player.head, player.gender, player.plural = named.role, named.head, named.gender, named.plural
        player.affiliation = affiliation.number if affiliation else None
        return player

    def _unnamed(self, named: Named, at: int, affiliation: Player | None) -> Player:
        if named.definite:
            before = [
                p for p in self.players if p.kind == named.kind and p.head == named.head and p.plural == named.plural
            ]
            if len(before) == 1:
                return before[0]
        player = self.players.add(named.name or "", named.kind, named=False)
        player.head, player.gender, player.plural = named.head, named.gender, named.plural
        player.affiliation = affiliation.number if affiliation else None
        return player

    def _affiliation(self, named: Named, at: int) -> Player | None:
        if named.body is None:
            return None
        lo, hi = named.body
        body = understand(self.words, self.language, lo, hi)
        if body is None or body.kind not in ("organisation", "state", "outlet", "person"):
            return None
        if body.refers == "body":
            return self.players.by_head(body.head, at)
        if body.refers != "name":
            return None
        if body.kind == "person":
            body = replace(body, kind="organisation")
        found = self._named(body, None)
        if found is not None and body.span is not None:
            found.mentioned(body.span)
        return found

    def _named(self, named: Named, affiliation: Player | None) -> Player | None:
        players = self.players
        assert named.name is not None
        if named.kind == "state" and named.head:
            player = players.of_state(named.head)
            if player is None:
                player = players.add(named.name, "state")
                player.state = named.head
                players.call(player, named.name)
            elif is_capital_city(player.name) and not is_capital_city(named.name):
                player.also(player.name)
                player.aliases.remove(player.name) if player.name in player.aliases else None
                player.aliases.append(player.name)
                player.name = named.name
            else:
                player.also(named.name)
            return player
        name = named.name
        if named.kind == "person" and self._is_place(named):
            named = replace(named, kind="state", head="")
        player = players.known_as(name)
        if player is None and named.alias:
            player = players.known_as(named.alias)
        if player is None and named.span is not None and " " not in name:
            player = players.by_first_word(name, named.span.start)
        if player is None and named.kind == "person":
            player = self._person(named)
            if player is None:
                return None
        if player is None:
            player = players.body_named(name)
        if player is None:
            player = players.add(name, named.kind)
            player.head = named.head
        return self._enriched(player, named, affiliation)

    def _is_place(self, named: Named) -> bool:
        """True for one word that the text uses as a place ("in Bahdara") and never as part of a person's name."""
        assert named.name is not None
        key = fold_name(named.name)
        return " " not in key and key in self.places and key not in self.full and not named.role

    def _person(self, named: Named) -> Player | None:
        assert named.name is not None
        found, several = self.players.person_named(named.name)
        if found is not None or several:
            return found
        name = named.name
        if len(fold_name(name).split()) == 1:
            name = self._fullest(name) or name
            known = self.players.known_as(name)
            if known is not None:
                return known
        player = self.players.add(name, "person")
        if name != named.name:
            player.also(named.name)
            self.players.call(player, named.name)
        return player

    def _fullest(self, surname: str) -> str | None:
        """The full name that a bare surname stands for in this document; None when two are about as frequent."""
        names = self.full.get(fold_name(surname))
        if not names:
            return None
        merged: Counter[str] = Counter()
        for name, count in sorted(names.items(), key=lambda one: (-len(one[0]), one[0])):
            longer = next((n for n in merged if set(fold_name(name).split()) <= set(fold_name(n).split())), name)
            merged[longer] += count
        ranked = sorted(merged.items(), key=lambda one: (-one[1], one[0]))
        if len(ranked) > 1 and ranked[0][1] < CLEARLY * ranked[1][1]:
            return None
        return ranked[0][0]

    def _enriched(self, player: Player, named: Named, affiliation: Player | None) -> Player:
        assert named.name is not None
        if named.alias:
            player.also(named.alias)
            self.players.call(player, named.alias)
        if player.kind == "person" and named.kind == "organisation" and not player.role and not player.gender:
            player.kind = "organisation"
        longer = len(fold_name(named.name)) > len(fold_name(player.name))
        if longer and player.kind in ("person", "organisation") and named.kind == player.kind:
            player.aliases = [a for a in player.aliases if a != named.name]
            player.aliases.append(player.name)
            player.name = named.name
        else:
            player.also(named.name)
        self.players.call(player, named.name)
        player.role = player.role or named.role
        player.gender = player.gender or named.gender
        player.head = player.head or named.head
        if affiliation is not None and player.affiliation is None and affiliation is not player:
            player.affiliation = affiliation.number
        return player

    def credited(self, credits: Sequence[Credit]) -> dict[int, Player]:
        """Credit number -> the actor that is credited: the outlet, else the author."""
        found: dict[int, Player] = {}
        for n, credit in enumerate(credits):
            name = credit.outlet
            if name is None and credit.relation == "written_by":
                name = " ".join(credit.span.of(self.document.text).split())
            if name is None or credit.relation == "desk":
                continue
            kind: ActorKind = "outlet" if credit.outlet else "person"
            player = self.players.known_as(name) or (self.players.person_named(name)[0] if kind == "person" else None)
            if player is None:
                player = self.players.add(name, kind)
            elif kind == "outlet" and player.kind in ("organisation", "person"):
                player.kind = "outlet"
            player.mentioned(credit.span)
            found[n] = player
        return found

    def meet(self, run: _Run) -> None:
        """Take down a name where it stands: an actor known so far, a person shown to be one, or a state."""
        words, language, players = self.words, self.language, self.players
        first, evident = run.first, False
        while first < run.after - 1 and (
            is_role(language, words.lower[first]) or words.lower[first] in language.titles
        ):
            first, evident = first + 1, True
            if words.surface[first] == "." and first < run.after - 1:
                first += 1
        span = words.span(first, run.after)
        written = " ".join(span.of(words.text).split())
        player = players.known_as(written)
        if player is not None and player.kind != "unnamed":
            player.mentioned(span)
            return
        state = state_named(written)
        if state is not None and not is_capital_city(written):
            self._meet_state(written, state.code, span)
            return
        if run.after - first < 2 and not evident:
            found, _ = players.person_named(written)
            if found is not None and len(fold_name(found.name).split()) > 1:
                found.mentioned(span)
            return
        if not pure_name(words, language, first, run.after):
            return
        role = (run.first, first) if evident else self._role_beside(first, run.after)
        if not evident and role is None and not self._age_follows(run.after):
            before = words.lower[first - 1] if first else ""
            if 2 <= run.after - first <= 4 and before not in language.prepositions and before not in language.articles:
                self.perhaps.append(span.start)
            return
        found, several = players.person_named(written)
        if found is None and not several:
            name = self._fullest(written) or written if run.after - first < 2 else written
            found = players.known_as(name) or players.add(name, "person")
            found.also(written)
            players.call(found, written)
        if found is not None:
            found.mentioned(span)
            if role:
                said = " ".join(words.span(*role).of(words.text).split())
                if any(is_role(language, w) for w in words.lower[role[0] : role[1]]):
                    found.role = found.role or said
                found.gender = found.gender or gender_of(language, words.lower[role[0] : role[1]])

    def _age_follows(self, after: int) -> bool:
        """True for "Len Crumb, 58,"."""
        lower = self.words.lower
        return (
            after + 2 < len(lower)
            and lower[after] == ","
            and lower[after + 1].isdecimal()
            and len(lower[after + 1]) < 4
            and lower[after + 2] == ","
        )

    def _role_beside(self, first: int, after: int) -> tuple[int, int] | None:
        """The tokens of a role right before a name, or set off by commas on either side of it."""
        words, language = self.words, self.language
        sentence = words.sentences[words.sentence_of[first]]
        k = first - 1
        if k >= sentence[0] and words.surface[k] == ",":
            for i in range(k - 1, max(sentence[0], k - 9) - 1, -1):
                if words.surface[i] == ",":
                    break
                if is_role(language, words.lower[i]):
                    return i, k
        elif k >= sentence[0] and is_role(language, words.lower[k]):
            return k, first
        if after < sentence[1] and words.surface[after] == ",":
            for i in range(after + 1, min(sentence[1], after + 5)):
                if words.surface[i] == ",":
                    break
                if is_role(language, words.lower[i]):
                    end = next((j for j in range(i, min(sentence[1], i + 10)) if words.surface[j] in ",.;"), i + 1)
                    return after + 1, end
        return None

    def _meet_state(self, written: str, code: str, span: Span) -> None:
        player = self.players.of_state(code)
        if player is None:
            player = self.players.add(written, "state")
            player.state = code
            self.players.call(player, written)
        elif is_capital_city(player.name):
            player.aliases.append(player.name)
            player.name = written
            self.players.call(player, written)
        player.mentioned(span)


def _settled(
    document: Document, layout: Layout, head: Letterhead | None, scene: _Scene, attributions: Sequence[Attribution],
    holders: dict[str, Player], credits: Sequence[Credit], outlets: dict[int, Player], issuer: Player | None,
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
