"""Which earlier actor a pronoun, a surname, a role or "the ministry" means, within one document; None where unsure."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from headwater.core import Span
from headwater.core.reading import ActorKind
from headwater.read.given import gender_of_given
from headwater.read.language import Language
from headwater.read.named import Named
from headwater.read.names import is_role, name_words
from headwater.read.people import Gender, people_of, same_noun
from headwater.read.states import fold_name

# A pronoun looks back so many characters at most: some three paragraphs of news.
REACH = 1500


@dataclass(slots=True)
class Player:
    """An actor in the making. `seen` are the starts of its mentions so far, `spoke` those where it was a source.

    `animate`: can be meant by "he" or "she"; `count` is how many it is, `reason` the words why it has no name, `owner`
    the actor that a possessive ties it to ("her office").
    """

    number: int
    name: str
    kind: ActorKind
    role: str | None = None
    gender: Gender = ""
    plural: bool = False
    head: str = ""
    state: str = ""
    mentions: set[Span] = field(default_factory=set)
    aliases: list[str] = field(default_factory=list)
    affiliation: int | None = None
    seen: list[int] = field(default_factory=list)
    spoke: list[int] = field(default_factory=list)
    animate: bool = False
    count: int | None = None
    reason: Span | None = None
    owner: int | None = None
    headline: bool = False

    @property
    def first(self) -> int:
        """Where it is first mentioned; -1 before that."""
        return self.seen[0] if self.seen else -1

    def mentioned(self, span: Span | None, spoke: bool = False) -> None:
        """Take down a mention."""
        if span is None:
            return
        self.mentions.add(span)
        insort(self.seen, span.start)
        if spoke:
            insort(self.spoke, span.start)

    def also(self, name: str | None) -> None:
        """Take down another name."""
        if name and name != self.name and name not in self.aliases:
            self.aliases.append(name)


class Players:
    """All actors of a document by their names, with the rules that resolve references to them."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.all: list[Player] = []
        self._by_name: dict[str, int] = {}
        self._by_surname: dict[str, list[int]] = {}
        self._by_state: dict[str, int] = {}

    def __iter__(self) -> Iterator[Player]:
        return iter(self.all)

    def add(self, name: str, kind: ActorKind, *, named: bool = True) -> Player:
        """A new actor; one that is not `named` can be found by reference only, never by its words."""
        player = Player(len(self.all), name, kind)
        if kind == "person":
            player.gender, player.animate = gender_of_given(name), True
        self.all.append(player)
        if named:
            self.call(player, name)
        return player

    def call(self, player: Player, name: str) -> None:
        """Make `player` known by `name`, unless somebody else is."""
        key = fold_name(name)
        if not key:
            return
        self._by_name.setdefault(key, player.number)
        if player.kind == "person":
            last = key.split()[-1]
            known = self._by_surname.setdefault(last, [])
            if player.number not in known:
                known.append(player.number)
        if player.state:
            self._by_state.setdefault(player.state, player.number)

    def call_exactly(self, player: Player, name: str) -> None:
        """Make `player` known by `name` as a whole, and by no part of it."""
        if fold_name(name):
            self._by_name.setdefault(fold_name(name), player.number)

    def known_as(self, name: str) -> Player | None:
        """The actor of exactly this name or alias."""
        number = self._by_name.get(fold_name(name))
        return None if number is None else self.all[number]

    def of_state(self, code: str) -> Player | None:
        """The actor of a state's code."""
        number = self._by_state.get(code)
        return None if number is None else self.all[number]

    def person_named(self, name: str) -> tuple[Player | None, bool]:
        """The person a full or short name means, and whether several fit (then None)."""
        exact = self.known_as(name)
        if exact is not None and exact.kind in ("person", "outlet"):
            return exact, False
        parts = fold_name(name).split()
        if not parts:
            return None, False
        fitting = []
        for number in self._of_surname(parts[-1]):
            other = fold_name(self.all[number].name).split()
            if len(parts) == 1 or len(other) == 1 or _same_given(parts, other) or self._cased(parts, other):
                fitting.append(self.all[number])
        if not fitting and len(parts) == 1 and len(parts[0]) > 1:
            # A given name, or a family name that stands first: "Li Wei", later "Li".
            fitting = [p for p in self.all if p.kind == "person" and not p.plural and self._begins(p, parts[0])]
        if len(fitting) == 1:
            return fitting[0], False
        return None, len(fitting) > 1

    def bearers(self, name: str) -> list[Player]:
        """The persons whose family name is the last word of `name`."""
        parts = fold_name(name).split()
        return [self.all[n] for n in self._of_surname(parts[-1])] if parts else []

    def _begins(self, player: Player, word: str) -> bool:
        words = fold_name(player.name).split()
        return len(words) > 1 and words[0] == word

    def _of_surname(self, surname: str) -> list[int]:
        """The persons of a surname, in any of its cases in Russian and Ukrainian."""
        found = list(self._by_surname.get(surname, ()))
        if self.language.code in ("ru", "uk") and len(surname) > 3:
            for other, numbers in self._by_surname.items():
                if other != surname and other[:3] == surname[:3] and same_noun(self.language, other, surname):
                    found += [n for n in numbers if n not in found]
        return found

    def _cased(self, a: list[str], b: list[str]) -> bool:
        """True when two full names are one in two cases: "Игоря Маркова", "Игорь Марков"."""
        return (
            self.language.code in ("ru", "uk")
            and len(a) == len(b)
            and all(x == y or same_noun(self.language, x, y) for x, y in zip(a, b, strict=True))
        )

    def body_named(self, name: str) -> Player | None:
        """The organisation whose known name holds all words of `name`, or is held by it; None when several are."""
        exact = self.known_as(name)
        if exact is not None and exact.kind in ("organisation", "outlet", "document"):
            return exact
        wanted = _content_words(name)
        if len(wanted) < 2:
            return None
        fitting = []
        for player in self.all:
            if player.kind not in ("organisation", "outlet"):
                continue
            if any(
                wanted <= own or own <= wanted
                for n in (player.name, *player.aliases)
                if len(own := _content_words(n)) >= 2
            ):
                fitting.append(player)
        return fitting[0] if len(fitting) == 1 else None

    def by_first_word(self, word: str, at: int) -> Player | None:
        """The one earlier actor whose name of several words begins with `word` and a small one: "Capitaneria di Porto"."""
        key = fold_name(word)
        fitting = []
        for player in self.all:
            parts = fold_name(player.name).split()
            if player.kind == "unnamed" or parts[1:2] == ["s"]:
                continue  # "Corker's partner" is not called Corker
            if len(parts) > 2 and parts[0] == key and parts[1] in _EMPTY and player.seen and player.seen[0] < at:
                fitting.append(player)
        return fitting[0] if len(fitting) == 1 else None

    def by_pronoun(self, named: Named, at: int, paragraph: int = 0) -> Player | None:
        """The nearest earlier actor that a third-person pronoun at character `at`, in the paragraph from `paragraph`, can mean."""
        if named.head == "first":
            return None
        if named.number:
            counted = [p for p in self.all if p.count == named.number and 0 <= p.first < at]
            return max(counted, key=lambda p: _last(p.seen, at), default=None)
        if named.gender == "plural":
            return self._nearest(at, lambda p: p.plural or p.kind == "organisation")
        if named.gender == "n":
            return self._nearest(
                at, lambda p: p.kind in ("organisation", "state", "document", "outlet") and not p.plural
            )

        def fits(player: Player) -> bool:
            one = player.kind in ("person", "unnamed") and player.animate and not player.plural
            return one and player.gender in ("", named.gender)

        here = [p for p in self.all if fits(p) and _last(p.seen, at) >= paragraph]
        found = here[0] if len(here) == 1 else self._nearest(at, fits)
        if found is not None and not found.gender and found.kind == "person":
            found.gender = named.gender
        return found

    def by_description(self, named: Named, at: int, affiliation: int | None) -> tuple[Player | None, bool]:
        """The one earlier actor that a description at `at` can mean ("the official"), and whether several fit alike.

        It must turn on the same noun, and whatever else it says must be known of the actor: "the finance minister" is
        not the minister of works. Of several the one that the paragraph is about is meant, if it is about one.
        """
        owner = None
        if named.owner:
            pronoun = Named("pronoun", "person", head=named.owner, gender=named.owner)
            found = self.by_pronoun(pronoun, at)
            owner = found.number if found else -1
        fitting = [p for p in self.all if 0 <= p.first < at and self._fits(p, named, affiliation, owner)]
        if len(fitting) < 2:
            return (fitting[0] if fitting else None), False
        fitting.sort(key=lambda p: (-_last(p.seen, at), p.number))
        best, second = fitting[0], fitting[1]
        near, far = _last(best.seen, at), _last(second.seen, at)
        if at - near <= REACH // 5 and near - far >= REACH // 5:
            return best, False
        # "The minister" between two ministers is the one of whom more is said, where the other only stands by.
        spoken = [p for p in fitting if p.spoke and _last(p.spoke, at) >= 0]
        if len(spoken) == 1:
            return spoken[0], False
        return None, True

    def _fits(self, player: Player, named: Named, affiliation: int | None, owner: int | None) -> bool:
        language = self.language
        if player.plural != named.plural or (named.number and player.count and named.number != player.count):
            return False
        if named.gender not in ("", player.gender) and player.gender and not named.plural:
            return False
        if None not in (affiliation, player.affiliation) and affiliation != player.affiliation:
            return False
        if owner is not None and player.owner is not None and owner != player.owner:
            return False
        known: list[str]
        if player.kind == "person":
            if named.kind not in ("person", "unnamed") or not player.role:
                return False
            heads = role_heads(language, player.role)
            known = [*fold_role(player.role), *fold_role(player.name)]
        elif player.kind == named.kind:
            heads = [player.head] if player.head else role_heads(language, player.name)
            known = fold_role(player.name)
        else:
            return False
        if not any(same_noun(language, head, named.head) or self._compound(head, named.head, known) for head in heads):
            return False
        if player.affiliation is not None:
            body = self.all[player.affiliation]
            known += [w for n in (body.name, *body.aliases) for w in fold_role(n)]
        small = (language.articles, language.prepositions, language.indefinite, people_of(language).owners)
        return all(
            any(word in one for one in small)
            or word in _SAME
            or same_noun(language, word, named.head)
            or word == named.head
            or any(word == one or same_noun(language, word, one) for one in known)
            for word in fold_role(named.name or named.head)
        )

    def _compound(self, head: str, named: str, known: list[str]) -> bool:
        """True in German where one noun is the other's end: "Arbeitsminister" and "Minister", "Sprecher der Polizei" and "Polizeisprecher"."""
        if self.language.code != "de" or min(len(head), len(named)) < 4:
            return False
        if head.endswith(named):
            return True
        first = named.removesuffix(head)
        return first != named and any(
            _joint(first) == _joint(word)[: len(_joint(first))] for word in known if len(word) > 3
        )

    def by_head(self, head: str, at: int) -> Player | None:
        """The body that "the ministry" means: the one earlier body with that head noun, or the one that spoke last."""

        firms = name_words("companies")

        def fits(player: Player) -> bool:
            return player.kind in ("organisation", "outlet") and (
                same_noun(self.language, player.head, head)
                or (head in firms and player.head in firms)
                or any(word == head or word == head.removeprefix("ال") for word in fold_role(player.name))
            )

        fitting = [p for p in self.all if fits(p) and p.seen and p.seen[0] < at]
        if len(fitting) == 1:
            return fitting[0]
        return self._nearest(at, fits)

    def last_speaker(self, at: int, kinds: Iterable[str]) -> Player | None:
        """The actor of one of `kinds` that spoke last before `at`."""
        wanted = frozenset(kinds)
        best: Player | None = None
        when = -1
        for player in self.all:
            if player.kind in wanted:
                latest = _last(player.spoke, at)
                if latest > when:
                    best, when = player, latest
        return best if when >= 0 else None

    def _nearest(self, at: int, fits: object, everywhere: bool = False) -> Player | None:
        assert callable(fits)
        floor = 0 if everywhere else at - REACH
        found: list[tuple[int, int, Player]] = []
        for player in self.all:
            if not fits(player):
                continue
            spoke = _last(player.spoke, at)
            seen = _last(player.seen, at)
            if max(spoke, seen) >= floor and max(spoke, seen) >= 0:
                found.append((spoke, seen, player))
        if not found:
            return None
        if len(found) == 1:
            return found[0][2]
        by_mention = max(found, key=lambda f: f[1])
        by_speech = max(found, key=lambda f: f[0])
        if by_mention[2] is by_speech[2] or by_speech[0] < 0:
            # Two that were both only mentioned fit equally: nearness alone is a guess.
            return by_mention[2] if by_speech[0] >= 0 else None
        # Somebody else was mentioned after the last speaker: the speaker stays the topic while near.
        return by_speech[2] if at - by_speech[0] <= REACH // 3 else None


def _last(starts: list[int], at: int) -> int:
    index = bisect_left(starts, at)
    return starts[index - 1] if index else -1


def _joint(word: str) -> str:
    return word[:-1] if word.endswith("s") else word


def role_heads(language: Language, role: str) -> list[str]:
    """The nouns that a role turns on: "lobbyist" and "congressman" in "lobbyist and former congressman from Velmar"."""
    found: list[str] = []
    for n, word in enumerate(fold_role(role)):
        if n and (word in language.prepositions or word in language.articles) and found:
            break
        if is_role(language, word):
            found.append(word)
            if language.code in ("ru", "uk", "ar"):
                break  # what follows is a genitive: "заместитель министра"
    return found


def fold_role(role: str) -> list[str]:
    """The lower-case words of a role or name."""
    return (
        role.lower()
        .replace("’", "'")
        .replace(",", " ")
        .replace("'s", " ")
        .replace("l'", " ")
        .replace("d'", " ")
        .split()
    )


def _same_given(a: list[str], b: list[str]) -> bool:
    shorter, longer = sorted((a, b), key=len)
    if shorter == longer[-len(shorter) :]:
        return True
    return a[0] == b[0] or (len(a[0]) == 1 and b[0].startswith(a[0])) or (len(b[0]) == 1 and a[0].startswith(b[0]))


# In descriptions of somebody spoken of before; they say no more than that.
_SAME = frozenset(
    ("same", "said", "latter", "unnamed", "anonymous", "même", "dernier", "dernière", "mismo", "mismos", "mismas", "mêmes", "stessi", "stesse", "mesmos", "mesmas", "gleichen", "selben", "misma", "stesso", "stessa",
     "mesmo", "mesma", "gleiche", "selbe", "genannte", "aynı", "söz", "konusu", "тот", "же", "этот", "эта", "цей", "ця",
     "той", "نفسه", "نفسها", "المذكور", "ذاته")
)  # fmt: skip
_EMPTY = frozenset(
    [
        "of",
        "the",
        "de",
        "la",
        "du",
        "des",
        "del",
        "della",
        "do",
        "da",
        "di",
        "des",
        "der",
        "für",
        "und",
        "and",
        "et",
        "y",
        "e",
        "s",
        "l",
        "d",
        "los",
        "las",
        "el",
        "le",
        "les",
        "a",
    ]
)


def _content_words(name: str) -> frozenset[str]:
    return frozenset(fold_name(name).split()) - _EMPTY
