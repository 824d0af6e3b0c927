"""Who speaks and who is spoken of in one document, each with its fullest name, role, short forms and mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from headwater.core import Actor, Attribution, Credit, Document, Extent
from headwater.read.coreference import Player, Players
from headwater.read.language import Language
from headwater.read.layout import Layout, layout_of
from headwater.read.naming import (
    Named,
    body_in,
    capital_runs,
    is_body,
    is_role,
    pure_name,
    small_words,
    understand,
)
from headwater.read.states import fold_name, is_capital_city, state_named
from headwater.read.words import Words

# A bare surname takes the full name that is found this much oftener than any other of that surname.
CLEARLY = 2


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors, whom each attribution's source means, and what was learnt on the way."""

    actors: tuple[Actor, ...]
    attributions: tuple[Attribution, ...]
    holders: dict[str, str]
    credits: tuple[Credit, ...]
    layout: Layout


@dataclass(frozen=True, slots=True)
class _Run:
    first: int
    after: int
    key: str


def cast_of(
    document: Document, words: Words, language: Language, attributions: Sequence[Attribution], credits: Sequence[Credit]
) -> Cast:
    """The cast of a document; ids are "{document.id}.p1" and so on, in the order of first mention."""
    layout = layout_of(document, words, [c.span for c in credits])
    scene = _Scene(document, words, language)
    scene.introduce_abbreviations()
    issuer = scene.letterhead(layout)
    ordered = sorted(
        (a for a in attributions if a.source is not None), key=lambda a: (a.source.start if a.source else 0, a.id)
    )
    holders: dict[str, Player] = {}
    for a in ordered:
        assert a.source is not None
        player = scene.holder(a.source, issuer)
        if player is not None:
            holders[a.id] = player
    outlets = scene.credited(credits)
    scene.mention_names()
    return _settled(document, layout, scene, attributions, holders, credits, outlets)


class _Scene:
    """The document while its actors come on."""

    def __init__(self, document: Document, words: Words, language: Language) -> None:
        self.document, self.words, self.language = document, words, language
        self.players = Players()
        self.runs = self._named_runs()
        self.full = self._full_names()
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
        words = self.words
        surface, lower = words.surface, words.lower
        for i in range(1, len(words) - 2):
            if surface[i] != "(" or surface[i + 2] != ")":
                continue
            short = surface[i + 1]
            letters = short.replace(".", "").replace("-", "")
            if not (2 <= len(letters) <= 10 and sum(c.isupper() for c in letters) >= 2):
                continue
            first = _long_form(words, self.language, i, letters)
            if first is None:
                continue
            while first < i - 1 and (lower[first] in self.language.articles or lower[first] in ("'s", "'")):
                first += 1
            name = " ".join(words.text[words.starts[first] : words.ends[i - 1]].split())
            if self.players.known_as(short) is None and state_named(name) is None:
                player = self.players.add(name, "organisation")
                player.head = next((lower[k] for k in range(first, i) if is_body(self.language, lower[k])), "")
                player.also(short)
                self.players.call(player, short)
                player.mentioned(words.span(first, i + 2))

    def letterhead(self, layout: Layout) -> Player | None:
        """The body whose own statement the document is: its head names the body and nobody signs the text."""
        if self.document.byline or not layout.head:
            return None
        words, language = self.words, self.language
        for number in layout.head[:3]:
            first, after = words.paragraphs[number]
            if after - first > 12 or any(c in '.:;?!«“"' for c in words.surface[after - 1]):
                continue
            body = next((i for i in range(first, after) if is_body(language, words.lower[i])), None)
            if body is None or any(_verbal(language, words.lower[i]) for i in range(first, after)):
                continue
            end = after
            for i in range(first, after):
                if words.surface[i] in ("–", "—", "-", "|", ",", "(") and i > body:
                    end = i
                    break
            start = first
            while start < end - 1 and words.lower[start] in language.articles:
                start += 1
            name = " ".join(words.text[words.starts[start] : words.ends[end - 1]].split())
            player = self.players.known_as(name) or self.players.add(name, "organisation")
            player.head = player.head or words.lower[body]
            player.mentioned(words.span(start, end), spoke=True)
            return player
        return None

    def holder(self, source: Extent, issuer: Player | None) -> Player | None:
        """Whom a source's words mean; the same words in the same place are understood once."""
        key = tuple(n for span in source for n in (span.start, span.end))
        if key not in self.at_start:
            self.at_start[key] = self._holder(source, issuer)
        return self.at_start[key]

    def _holder(self, source: Extent, issuer: Player | None) -> Player | None:
        lo, hi = self.words.range_of(source.spans[0])
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
            return players.by_pronoun(named, at)
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
        if body is None or body.kind not in ("organisation", "state", "outlet"):
            return None
        if body.refers == "body":
            return self.players.by_head(body.head, at)
        if body.refers != "name":
            return None
        found = self._named(body, None)
        if found is not None and body.span is not None:
            found.mentioned(body.span)
        return found

    def _named(self, named: Named, affiliation: Player | None) -> Player | None:
        players = self.players
        assert named.name is not None
        if named.kind == "state":
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
        player = players.known_as(named.name)
        if player is None and named.alias:
            player = players.known_as(named.alias)
        if player is None and named.kind == "person":
            player = self._person(named)
            if player is None:
                return None
        if player is None:
            player = players.body_named(named.name)
        if player is None:
            player = players.add(named.name, named.kind)
            player.head = named.head
        return self._enriched(player, named, affiliation)

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
        """Credit number -> the actor that is the credited outlet, where the text also speaks of it."""
        found: dict[int, Player] = {}
        for n, credit in enumerate(credits):
            if credit.outlet is None or (
                credit.relation in ("desk", "written_by") and credit.outlet == self.document.outlet
            ):
                continue
            player = self.players.known_as(credit.outlet)
            if player is None:
                player = self.players.add(
                    credit.outlet,
                    "person"
                    if credit.relation == "written_by" and not credit.url and _personal(credit.outlet)
                    else "outlet",
                )
            elif player.kind in ("organisation", "person") and credit.relation in (
                "taken_from",
                "agency",
                "reprinted_from",
            ):
                player.kind = "outlet"
            player.mentioned(credit.span)
            found[n] = player
        return found

    def mention_names(self) -> None:
        """Mentions of the actors elsewhere in the text, and the persons, bodies and states only spoken of."""
        words, language, players = self.words, self.language, self.players
        for run in self.runs:
            span = words.span(run.first, run.after)
            player = players.known_as(run.key)
            if player is not None and player.kind != "unnamed":
                player.mentions.add(span)
                continue
            size = run.after - run.first
            state = state_named(run.key) if not is_capital_city(run.key) else None
            if state is not None:
                player = players.of_state(state.code)
                written = span.of(words.text)
                if player is None:
                    player = players.add(" ".join(written.split()), "state")
                    player.state = state.code
                    players.call(player, written)
                elif is_capital_city(player.name):
                    player.aliases.append(player.name)
                    player.name = " ".join(written.split())
                    players.call(player, player.name)
                player.mentions.add(span)
            elif size >= 2 and language.code != "de" and pure_name(words, language, run.first, run.after):
                found, _ = players.person_named(run.key)
                if found is not None:
                    found.mentions.add(span)


def _personal(name: str) -> bool:
    return 2 <= len(name.split()) <= 4


def _verbal(language: Language, word: str) -> bool:
    return word in language.cues or word in language.auxiliaries or word in language.verbs


def _long_form(words: Words, language: Language, bracket: int, letters: str) -> int | None:
    """The first token of the name that the short form in brackets stands for: by capitals, at most ten tokens back."""
    surface, lower = words.surface, words.lower
    floor = max(words.sentences[words.sentence_of[bracket]][0], bracket - 10)
    first = bracket
    for i in range(bracket - 1, floor - 1, -1):
        word = surface[i]
        if word[0].isupper():
            first = i
        elif lower[i] in ("'s", "'") or not word[0].isalnum() or lower[i] not in small_words(language) or i == floor:
            break
    if first == bracket:
        # "l'office des grains de Korhan (OGK)": a body's name in small letters.
        body = next((i for i in range(bracket - 1, floor - 1, -1) if is_body(language, lower[i])), None)
        return body
    initials = "".join(surface[i][0] for i in range(first, bracket) if surface[i][0].isupper()).upper()
    if bracket - first == 1 and letters.upper() not in initials and not is_body(language, lower[first]):
        return first if words.code in ("de", "tr", "ru", "uk") else None
    del initials
    return first


def _settled(
    document: Document, layout: Layout, scene: _Scene, attributions: Sequence[Attribution],
    holders: dict[str, Player], credits: Sequence[Credit], outlets: dict[int, Player],
) -> Cast:  # fmt: skip
    speaking = {id(p) for p in [*holders.values(), *outlets.values()]}
    wanted = [p for p in scene.players if id(p) in speaking or p.mentions]
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
        tuple(attributions),
        {a: ids[p.number] for a, p in holders.items()},
        tuple(replace(c, actor=ids[outlets[n].number]) if n in outlets else c for n, c in enumerate(credits)),
        layout,
    )


__all__ = ["Cast", "body_in", "cast_of", "is_role"]
