"""The document while its actors come on: the names that stand in it, and who has been met so far."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from headwater.core import Document, Span
from headwater.read.abbreviations import introduced
from headwater.read.coreference import Player, Players
from headwater.read.given import gender_of_given
from headwater.read.language import Language
from headwater.read.letterhead import Letterhead
from headwater.read.names import (
    POINTING,
    capital_runs,
    gender_of,
    heads_a_body,
    is_role,
    is_title,
    name_words,
    pure_name,
    small_words,
)
from headwater.read.people import Gender, is_person_noun, same_noun
from headwater.read.states import fold_name, is_capital_city, state_named
from headwater.read.words import Words

# A bare surname takes the full name that is found this much oftener than any other of that surname.
CLEARLY = 2


@dataclass(frozen=True, slots=True)
class Run:
    """A run of capitals: tokens from `first` to before `after`, and its folded words."""

    first: int
    after: int
    key: str


class Scene:
    """What the words of one document show of names, and its `players` as they are met from the first line on.

    `perhaps` are the starts of names that may be persons, with the gender a given name shows, as far as the text has
    been read. `bodies` are bodies named in passing: start, folded head, name.
    """

    def __init__(self, document: Document, words: Words, language: Language) -> None:
        self.document, self.words, self.language = document, words, language
        self.players = Players(language)
        self.runs = self._named_runs()
        self.full = self._full_names()
        self.bodies: list[tuple[int, str, str]] = []
        self.perhaps: list[tuple[int, Gender]] = []
        before = name_words("places")
        self.places = frozenset(
            run.key for run in self.runs if run.first and words.lower[run.first - 1] in before and " " not in run.key
        )

    def _named_runs(self) -> list[Run]:
        if self.language.code == "ar":
            return []
        words = self.words
        small = small_words(self.language)
        found: list[Run] = []
        for first, after in words.sentences:
            for a, b in capital_runs(words, self.language, first, after):
                if a == first and b - a > 1 and self._opens(words.lower[a], small):
                    a += 1
                while b - 1 > a and words.lower[b - 1] in self.language.time_words:
                    b -= 1
                found.append(Run(a, b, fold_name(words.text[words.starts[a] : words.ends[b - 1]])))
        return found

    def _opens(self, low: str, small: frozenset[str]) -> bool:
        """True for a word whose capital is the sentence's own: "Both", "Habló"."""
        language = self.language
        return (
            low in small or low in language.cues or low in language.verbs or (language.code == "en" and low in POINTING)
        )

    def _full_names(self) -> dict[str, Counter[str]]:
        """Surname -> the full personal names in the text that end in it, counted; names as written."""
        found: dict[str, Counter[str]] = {}
        for run in self.runs:
            first = self._past_roles(run.first, run.after)[0]
            if not 2 <= run.after - first <= 5 or not pure_name(self.words, self.language, first, run.after):
                continue
            name = " ".join(self.words.text[self.words.starts[first] : self.words.ends[run.after - 1]].split())
            found.setdefault(fold_name(name).split()[-1] if fold_name(name) else "", Counter())[name] += 1
        return found

    def _past_roles(self, first: int, after: int) -> tuple[int, bool]:
        """Where a name begins after roles and titles ("U.S. District Judge Tor Maas"), and whether there were any."""
        words, language = self.words, self.language
        shown = False
        start = first
        for i in range(first, after - 1):
            low = words.lower[i]
            if is_role(language, low) or is_title(language, low):
                start, shown = i + 1, True
                if words.surface[start] == "." and start < after - 1:
                    start += 1
        return start, shown

    def introduce_abbreviations(self) -> None:
        """Bodies that the text introduces with a short form in brackets: "Foreign Grain Service (FGS)"."""
        lower = self.words.lower
        for one in introduced(self.words, self.language):
            if self.players.known_as(one.short) is None and state_named(one.name) is None:
                player = self.players.add(one.name, "organisation")
                player.head = next((w for w in lower[one.first : one.after] if heads_a_body(self.language, w)), "")
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

    def fullest(self, surname: str) -> str | None:
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

    def meet(self, run: Run) -> None:
        """Take down a name where it stands: an actor known so far, a person shown to be one, or a state."""
        words, language, players = self.words, self.language, self.players
        first, evident = self._past_roles(run.first, run.after)
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
        before = words.lower[first - 1] if first else ""
        if first and words.surface[first - 1].islower() and not evident:
            if before in name_words("companies"):
                self.bodies.append((span.start, before, written))
                return
            if heads_a_body(language, before) and language.code not in ("en", "de", "tr"):
                whole = words.span(first - 1, run.after)
                self.bodies.append((whole.start, before, " ".join(whole.of(words.text).split())))
        if run.after - first < 2 and not evident:
            found, _ = players.person_named(written)
            if found is not None and len(fold_name(found.name).split()) > 1:
                found.mentioned(span)
            return
        if not pure_name(words, language, first, run.after):
            self._notice(run)
            return
        role = (run.first, first) if evident else self._role_beside(first, run.after)
        if not evident and role is None and not self._age_follows(run.after):
            if 2 <= run.after - first <= 4 and before not in language.prepositions and before not in language.articles:
                self.perhaps.append((span.start, gender_of_given(written)))
            return
        found, several = players.person_named(written)
        if found is None and not several:
            name = self.fullest(written) or written if run.after - first < 2 else written
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

    def _notice(self, run: Run) -> None:
        """Keep in mind a body that is named in passing, for "the ministry" to mean."""
        words, language = self.words, self.language
        first = run.first
        for i in range(run.first, run.after):
            if is_person_noun(language, words.lower[i]):
                first = i + 1  # "Leiterin der Klinik": the body begins behind the role
        while first < run.after and words.surface[first][0].islower():
            first += 1
        heads = [words.lower[i] for i in range(first, run.after) if heads_a_body(language, words.lower[i])]
        if heads and run.after - first > 1:
            name = " ".join(words.span(first, run.after).of(words.text).split())
            self.bodies.append((words.starts[first], heads[0], name))

    def named_in_passing(self, head: str, at: int) -> Player | None:
        """The one body with that noun in its name that the text has named before `at`, as an actor from now on."""
        named = {
            fold_name(name): (start, name)
            for start, noun, name in self.bodies
            if start < at and same_noun(self.language, noun, head)
        }
        if len(named) != 1:
            return None
        ((start, name),) = named.values()
        player = self.players.known_as(name) or self.players.add(name, "organisation")
        player.head = player.head or head
        player.mentioned(Span(start, start + len(self._written_at(start, name))))
        return player

    def _written_at(self, start: int, name: str) -> str:
        """The name as it stands there, where blanks may be wider than in the name."""
        end = start
        for part in name.split():
            end = self.words.text.index(part, end) + len(part)
        return self.words.text[start:end]

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
            return self._role_start(k, sentence[0]), first
        if after < sentence[1] and words.surface[after] == ",":
            for i in range(after + 1, min(sentence[1], after + 5)):
                if words.surface[i] == ",":
                    break
                if is_role(language, words.lower[i]):
                    end = next((j for j in range(i, min(sentence[1], i + 10)) if words.surface[j] in ",.;"), i + 1)
                    return after + 1, end
        return None

    def _role_start(self, role: int, first: int) -> int:
        """Where an English role right before a name begins: "the U.S. first lady", "port engineer"."""
        words, language = self.words, self.language
        start = role
        while language.code == "en" and start > max(first, role - 3):
            low = words.lower[start - 1]
            verb = any(low in one for one in (language.cues, language.verbs, language.auxiliaries))
            if verb or low in small_words(language) or not words.surface[start - 1][0].isalpha():
                break
            start -= 1
        return start

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
