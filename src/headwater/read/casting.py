"""Whom the words of a source mean, of those met so far, or somebody new."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from headwater.core import Extent
from headwater.read.agreement import gender_of_verb
from headwater.read.coreference import Player
from headwater.read.given import gender_of_given
from headwater.read.language import Language
from headwater.read.named import Named
from headwater.read.names import is_document, name_words
from headwater.read.naming import understand
from headwater.read.people import is_person_noun, people_of, same_noun
from headwater.read.persons import speaks_for
from headwater.read.scene import Scene
from headwater.read.states import fold_name, is_capital_city
from headwater.read.uncased import WITHIN
from headwater.read.words import Words

# Words back from a relative pronoun in which the noun it stands for is looked for.
ANTECEDENT = 14
_STOPS = frozenset(',;:.!?"“”«»„()[]–—،؛')


class Casting:
    """Understands each source once and gives it to an actor of the scene; None where the words do not tell.

    `issuer` is the body whose own statement the document is.
    """

    def __init__(self, scene: Scene, issuer: Player | None) -> None:
        self.scene, self.issuer = scene, issuer
        self.players, self.words, self.language = scene.players, scene.words, scene.language
        self._at: dict[tuple[int, ...], Player | None] = {}
        self._described: dict[int, Player] = {}

    def holder(self, source: Extent, cue: Extent | None = None) -> Player | None:
        """Whom a source's words mean; the same words in the same place are understood once."""
        key = tuple(n for span in source for n in (span.start, span.end))
        if key not in self._at:
            player = self._holder(source)
            if player is not None and cue is not None and not player.gender and not player.plural:
                shown = gender_of_verb(self.words, self.language, source, cue)
                if shown and player.kind in ("person", "unnamed"):
                    player.gender = shown
            self._at[key] = player
        return self._at[key]

    def _holder(self, source: Extent) -> Player | None:
        lo, hi = self.words.range_of(source.spans[0])
        if lo < hi and self.words.lower[hi - 1] in self.language.prepositions:
            # A name does not end in "of": "the Ministry of" goes on with the next capitals.
            while hi < len(self.words) and self.words.surface[hi][0].isupper():
                hi += 1
            if hi < len(self.words) and self.words.lower[hi] in people_of(self.language).partitives:
                hi += 1
        if hi < len(self.words) and self.words.lower[hi] in WITHIN:
            hi = self._past_within(hi)
        named = understand(self.words, self.language, lo, hi)
        if named is None:
            return None
        if named.refers in ("role", "unnamed") and hi - lo == 1 and self.words.surface[lo][0].isupper():
            bearer = self._bearer(lo)
            named = bearer if bearer is not None else named
        if named.refers == "relative":
            return self._antecedent(lo)
        if len(source.spans) > 1 and named.refers in ("role", "unnamed"):
            lo2, hi2 = self.words.range_of(source.spans[1])
            other = understand(self.words, self.language, lo2, hi2)
            if other is not None and other.refers == "name":
                named = replace(other, role=other.role or named.role, body=other.body or named.body)
        player = self._resolve(named, source.start)
        if player is not None:
            player.mentioned(source.spans[0], spoke=True)
        return player

    def _past_within(self, at: int) -> int:
        """The end of the name that follows "in it" in Arabic ("مسؤولة الإطلاق فيها ميف كوران"); `at` where none does."""
        words, language = self.words, self.language
        end = at + 1
        while end < min(len(words), at + 4) and words.surface[end] not in _STOPS:
            low = words.lower[end]
            if low in language.complementizers or low in language.prepositions or low in language.cues:
                break
            end += 1
        return end if end - at > 2 else at

    def _bearer(self, at: int) -> Named | None:
        """A noun with a capital that somebody in the text has for a surname: "Baker said" beside "Len Baker"."""
        written = self.words.surface[at]
        if fold_name(written) in self.scene.full and self.language.code != "ar":
            return Named("name", "person", written, self.words.span(at, at + 1), animate=True)
        return None

    def _antecedent(self, relative: int) -> Player | None:
        """Whom "who" stands for: the noun phrase right before it."""
        words, language = self.words, self.language
        end = relative
        while end > 0 and words.surface[end - 1] in ",()":
            end -= 1
        first = words.sentences[words.sentence_of[relative]][0]
        start = end
        while start > max(first, end - ANTECEDENT):
            word, low = words.surface[start - 1], words.lower[start - 1]
            if word in _STOPS or low in language.relatives or low in language.complementizers:
                break
            small = word[0].islower() or start - 1 == first
            verb = low in language.auxiliaries or (small and (low in language.cues or low in language.verbs))
            before = words.lower[start - 2] if start - 1 > first else ""
            if before in language.articles or before in language.prepositions:
                verb = False  # "the minister of works": a noun
            if verb and not is_person_noun(language, low):
                break
            start -= 1
        while start < end and words.surface[start][0].islower() and words.lower[start] in language.prepositions:
            start += 1
        for at in (start, *self._after_joints(start, end)):
            if at >= end:
                break
            named = understand(words, language, at, end)
            if named is None or named.refers == "relative":
                continue
            person = named.kind == "person" or named.animate or named.refers in ("role", "partitive")
            thing = named.kind in ("organisation", "outlet", "document") or named.refers == "body"
            if words.lower[relative] in ("which", "that") and not (
                thing or (person and words.lower[relative] == "that")
            ):
                return None
            if not person and words.lower[relative] in ("who", "whom", "qui", "quien", "quienes", "quem", "wer", "хто"):
                continue
            player = self._resolve(named, words.starts[at])
            if player is not None:
                player.mentioned(words.span(at, end), spoke=True)
            return player
        return None

    def _after_joints(self, start: int, end: int) -> list[int]:
        return [i + 1 for i in range(start, end - 1) if self.words.lower[i] in self.language.prepositions]

    def _resolve(self, named: Named, at: int) -> Player | None:
        players = self.players
        if named.refers == "pronoun":
            found = players.by_pronoun(named, at, self.words.text.rfind("\n", 0, at) + 1)
            return None if found is not None and self._another_between(found, named, at) else found
        if named.refers == "group":
            return self._group(named)
        if named.refers == "partitive":
            return self._one_of(named, at)
        if named.refers == "body":
            found = players.by_head(named.head, at) or self._in_passing(named.head, at)
            if found is None and self.issuer is not None and named.head in (self.issuer.head, ""):
                return self.issuer
            if found is None and named.span is not None:
                return self._loose(named)
            return found
        if named.refers == "document":
            return self._of_document(named, at)
        affiliation = self._affiliation(named, at)
        if named.refers == "unnamed" and self.language.code == "ar" and named.name and " " not in named.name:
            found, _ = players.person_named(named.name)
            if found is not None:
                return found  # "الحداد" looks like "the smith", but somebody here is called so
        if named.refers in ("role", "unnamed"):
            return self._described_by(named, at, affiliation)
        return self._named(named, affiliation)

    def _in_passing(self, head: str, at: int) -> Player | None:
        if any(p.kind in ("organisation", "outlet") and p.head == head for p in self.players):
            return None
        return self.scene.named_in_passing(head, at)

    def _another_between(self, found: Player, named: Named, at: int) -> bool:
        """True when the pronoun's paragraph names somebody, perhaps a person, after the last mention of `found`."""
        last = found.seen[bisect_left(found.seen, at) - 1] if found.seen else -1
        paragraph = self.words.text.rfind("\n", 0, at)
        return any(
            max(last, paragraph) < start < at and gender in ("", named.gender)
            for start, gender in self.scene.perhaps[-4:]
        )

    def _group(self, named: Named) -> Player | None:
        """Several named persons as one actor of its own; each of them is met, too."""
        assert named.name is not None
        known = self.players.known_as(named.name)
        if known is not None:
            return known
        spans = [self.words.span(a, b) for a, b in named.several]
        names = [" ".join(span.of(self.words.text).split()) for span in spans]
        if not named.definite and not all(
            fold_name(n) in self.scene.full or self.players.person_named(n)[0] is not None for n in names
        ):
            # "Marks and Spencer": one firm for all we know.
            return self._named(replace(named, refers="name", kind="organisation", plural=False, number=None), None)
        for (a, b), span in zip(named.several, spans, strict=True):
            one = self._named(Named("name", "person", " ".join(span.of(self.words.text).split()), span), None)
            if one is not None:
                one.mentioned(self.words.span(a, b))
        player = self.players.add(named.name, "person", named=False)
        player.plural, player.gender, player.count, player.animate = True, "plural", named.number, True
        self.players.call_exactly(player, named.name)
        return player

    def _of_document(self, named: Named, at: int) -> Player | None:
        if self.issuer is not None:
            return self.issuer
        for player in reversed(list(self.players)):
            if player.kind == "document" and same_noun(self.language, player.head, named.head) and player.first < at:
                return player
        statement = named.head in name_words("papers")
        bodies = ("organisation", "outlet", "document")
        speaker = self.players.last_speaker(at, (*bodies, "state") if statement else bodies)
        if speaker is not None and named.definite:
            return speaker
        return self._loose(named)

    def _one_of(self, named: Named, at: int) -> Player:
        """Somebody of a group spoken of before, an actor of its own: "the worker" can mean it later."""
        group = self.players.by_pronoun(Named("pronoun", "person", head="plural", gender="plural"), at)
        player = self._loose(named)
        if group is not None and group.kind in ("unnamed", "person"):
            player.head = group.head or player.head
        return player

    def _loose(self, named: Named, affiliation: Player | None = None) -> Player:
        """An actor known by a description only: found again by reference, never by its words."""
        name = named.name or (named.span.of(self.words.text) if named.span else named.head)
        kind = named.kind if named.kind in ("document", "organisation") else "unnamed"
        for player in self.players:
            if player.kind == kind and player.name == name and named.definite and not named.owner:
                return player
        player = self.players.add(" ".join(name.split()), kind, named=False)
        player.role, player.head, player.gender, player.plural = named.role, named.head, named.gender, named.plural
        player.animate, player.count = named.animate or named.refers == "role", named.number
        player.affiliation = affiliation.number if affiliation else None
        return player

    def _described_by(self, named: Named, at: int, affiliation: Player | None) -> Player | None:
        """Who a description means: "the spokesman", "the official"; a new actor where nobody fits, None where two do."""
        start = named.span.start if named.span else at
        if start in self._described:
            return self._described[start]
        if named.definite and not named.other:
            found, several = self.players.by_description(named, at, affiliation.number if affiliation else None)
            if several:
                return None
            if found is not None:
                self._described[start] = found
                return found
        if not named.definite and not named.other:
            announced = [
                p for p in self.players
                if p.headline and p.plural == named.plural and p.kind == named.kind
                and same_noun(self.language, p.head, named.head)
            ]  # fmt: skip
            if len(announced) == 1:
                # "Doctor says …" over a report in which "a doctor" says it.
                player = announced[0]
                player.headline, player.name = False, max(player.name, named.name or "", key=len)
                self._described[start] = player
                return player
        if named.refers == "role":
            player = self._loose(named, affiliation)
        else:
            player = self.players.add(named.name or "", named.kind, named=False)
            player.head, player.gender, player.plural = named.head, named.gender, named.plural
            player.animate, player.count = named.animate, named.number
            player.affiliation = affiliation.number if affiliation else None
        player.headline = self._in_headline(start)
        self._described[start] = player
        return player

    def _in_headline(self, at: int) -> bool:
        """True in a first paragraph that ends without a stop and is not the last."""
        paragraphs, words = self.words.paragraphs, self.words
        if len(paragraphs) < 2 or not paragraphs[0][0] < paragraphs[0][1]:
            return False
        after = paragraphs[0][1]
        return at < words.ends[after - 1] and words.surface[after - 1] not in (".", "!", "?", "…", "؟")

    def _affiliation(self, named: Named, at: int) -> Player | None:
        if named.body is None and named.kind == "person" and named.owner in ("n", "plural"):
            owner = self.players.by_pronoun(Named("pronoun", "organisation", head="n", gender="n"), at)
            return owner if owner is not None and owner.kind == "organisation" else None
        if named.body is None or (named.refers == "unnamed" and named.kind == "unnamed" and not speaks_for(named.head)):
            return None
        lo, hi = named.body
        body = understand(self.words, self.language, lo, hi)
        if body is None or body.kind not in ("organisation", "state", "outlet", "person"):
            return None
        if body.refers == "body":
            return self.players.by_head(body.head, at) or self._in_passing(body.head, at)
        if body.refers != "name":
            return None
        if body.kind == "person":
            if body.role or body.gender or gender_of_given(body.name or "") or self._known_person(body.name):
                return None  # "a spokesman for Gov. Hal Stone"
            body = replace(body, kind="organisation")
        found = self._named(body, None)
        if found is not None and body.span is not None:
            found.mentioned(body.span)
        return found

    def _known_person(self, name: str | None) -> bool:
        known = self.players.known_as(name) if name else None
        return known is not None and known.kind == "person" and bool(known.role or known.gender)

    def _named(self, named: Named, affiliation: Player | None) -> Player | None:
        players = self.players
        assert named.name is not None
        if named.kind == "state" and named.head:
            return self._state(named)
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

    def _state(self, named: Named) -> Player:
        players = self.players
        assert named.name is not None
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

    def _is_place(self, named: Named) -> bool:
        """True for one word that the text uses as a place ("in Bahdara") and never as part of a person's name."""
        assert named.name is not None
        key = fold_name(named.name)
        return " " not in key and key in self.scene.places and key not in self.scene.full and not named.role

    def _person(self, named: Named) -> Player | None:
        assert named.name is not None
        found, several = self.players.person_named(named.name)
        titled = self._titled(named, found)
        if titled is not None:
            return titled
        if several:
            return self._of_several(named)
        if found is not None:
            return found
        name = named.name
        if len(fold_name(name).split()) == 1:
            name = self.scene.fullest(name) or name
            known = self.players.known_as(name)
            if known is not None:
                return known
        player = self.players.add(name, "person")
        if name != named.name:
            player.also(named.name)
            self.players.call(player, named.name)
        return player

    def _titled(self, named: Named, found: Player | None) -> Player | None:
        """ "Mrs. Cole" beside Orin Cole: the one full name of that family that is a woman's, unless he is she."""
        assert named.name is not None
        if named.gender not in ("f", "m") or " " in named.name or (found is not None and found.gender == named.gender):
            return None
        names = [n for n in self.scene.full.get(fold_name(named.name), ()) if gender_of_given(n) == named.gender]
        if len(names) != 1 or (found is not None and found.name == names[0]):
            return None
        return self.players.known_as(names[0]) or self.players.add(names[0], "person")

    def _of_several(self, named: Named) -> Player | None:
        """Who of several bearers of a family name is meant: by the title's gender, by far the oftenest named, or the only one heard."""
        assert named.name is not None
        bearers = self.players.bearers(named.name)
        if named.gender in ("f", "m"):
            fitting = [p for p in bearers if p.gender in ("", named.gender)]
            bearers = [p for p in fitting if p.gender == named.gender] or fitting
        if len(bearers) == 1:
            return bearers[0]
        full = self.scene.fullest(named.name)
        known = self.players.known_as(full) if full and not named.gender else None
        if known is not None and known in bearers:
            return known
        heard = [p for p in bearers if p.spoke]
        return heard[0] if len(heard) == 1 and len(bearers) == 2 and not named.gender else None

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


def names_a_document(words: Words, language: Language, source: Extent) -> bool:
    """True when a source is, or turns on, a paper or a message."""
    lo, hi = words.range_of(source.spans[0])
    return any(is_document(language, word) for word in words.lower[lo:hi])
