"""What a stretch of text is about, free of its language: names, figures, concepts, words, times, and yes or no."""

from __future__ import annotations

import math
import re
import tomllib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import fuzz

from headwater.core import Attribution, Reading, Span, Time
from headwater.link.concepts import LANGUAGES, forms_of, lexicon, located
from headwater.link.figures import Figure, figure_weight, figures_alike, figures_of
from headwater.link.names import WORD, bare, folded, latin, script_of, skeleton, unmixed

# How much a shared feature says before rarity is weighed in: events and figures most, measures and verbs of saying least.
KIND_WEIGHTS = {
    "e": 1.0, "h": 0.5, "a": 0.8, "o": 1.0, "p": 0.7, "b": 0.35, "f": 0.4, "r": 0.45, "d": 0.45,
    "s": 0.0, "m": 0.15, "t": 0.2, "g": 0.1, "n": 1.1,
}  # fmt: skip
NAME_WEIGHT = 1.2
WORD_WEIGHT = 0.6
DAY_WEIGHT = 1.0
# Two concepts of one family ("toxic", "contaminated") say half of what one concept said twice does.
KIN_SHARE = 0.6
# An attribution of more sentences than this says several things.
SENTENCES = 2
# A second negator this many words on is another clause's.
APART = 5
_TURNS_BACK = frozenset({"en", "de"})
_ELIDED = re.compile(r"^(?:[dlnsmtjc]|qu|all|dell|nell|sull|un)['’ʼ](?=\w)", re.IGNORECASE)
_DEMONYMS = re.compile(r"^[SKNXTL]{0,3}$")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text with its place, and what it is taken for."""

    span: Span
    word: str
    first: bool  # opens a sentence or a line, where a capital says nothing


@dataclass(slots=True)
class Matter:
    """A stretch of text as features with weights; `figures`, `times` and `negated` decide what differs.

    Features are "n:" names, "q:" figures, "t:" days, "c:" concepts, "w:" words of Latin or other script as stems.
    """

    features: dict[str, float] = field(default_factory=dict)
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    negated: bool = False
    words: int = 0
    language: str | None = None
    _weight: float | None = None
    _by_kind: dict[str, list[tuple[float, str]]] | None = None
    _kin: dict[str, list[str]] | None = None

    @property
    def weight(self) -> float:
        if self._weight is None:
            self._weight = sum(self.features.values())
        return self._weight

    def of_kind(self, mark: str) -> set[str]:
        return {name for name in self.features if name.startswith(mark)}

    def by_kind(self) -> dict[str, list[tuple[float, str]]]:
        """Features with their weights, heaviest first, under "event", "matter", "n:", "q:" and "w:"."""
        if self._by_kind is None:
            found: dict[str, list[tuple[float, str]]] = defaultdict(list)
            for feature, weight in self.features.items():
                found[kind_of(feature)].append((weight, feature))
            self._by_kind = {kind: sorted(several, key=lambda x: (-x[0], x[1])) for kind, several in found.items()}
        return self._by_kind

    def kin(self) -> dict[str, list[str]]:
        """Concept features by their family."""
        if self._kin is None:
            self._kin = _kin_of(self.features)
        return self._kin


@cache
def _negators() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads(files("headwater.link").joinpath("data/negation.toml").read_text(encoding="utf8"))
    return {language: frozenset(words) for language, words in table.items()}


def tokens_of(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Words of text[start:end] in order, elided articles cut off; offsets are those of `text`."""
    found: list[Token] = []
    last = start
    for match in WORD.finditer(text, start, len(text) if end is None else end):
        between = text[last : match.start()] if found else text[max(0, match.start() - 3) : match.start()]
        first = (not found and match.start() < 2) or bool(
            re.search(r"[.!?:;؟\n•|]|[—–]\s*$|^\W*$" if not found else r"[.!?؟\n•|:]", between)
        )
        word, at = match.group(), match.start()
        elided = _ELIDED.match(word)
        if elided:
            word, at = word[elided.end() :], at + elided.end()
        found.append(Token(Span(at, match.end()), unmixed(word), first))
        last = match.end()
    return found


class Namebook:
    """Proper names of a set of documents by their skeletons, learnt from texts that write names with a capital.

    A word of a text without capitals (Arabic), or a demonym in small letters, is a name when it sounds like one
    that another document, or an actor's name, has.
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        capital: Counter[str] = Counter()
        small: Counter[str] = Counter()
        sound: dict[str, Counter[str]] = defaultdict(Counter)
        self._doubles: set[str] = set()
        for reading in readings:
            document = reading.document
            before = ""
            for token in tokens_of(document.text):
                word = bare(token.word)
                upper = word[:1].isupper() and document.language != "de"
                if upper and before:
                    self._doubles.add(f"{skeleton(before)}+{skeleton(word)}")
                before = word if upper else ""
                if len(word) < 2 or not word[0].isalpha():
                    continue
                if word[0].islower():
                    small[folded(word)] += 1
                elif word[0].isupper() and not token.first and document.language != "de" and not _shouted(word):
                    capital[folded(word)] += 1
                    sound[skeleton(word)][latin(word)] += 1
            for actor in reading.actors:
                if actor.kind in ("person", "state"):
                    for word in re.findall(r"\w+", actor.name):
                        if len(word) > 2 and (word[0].isupper() or script_of(word) == "arabic"):
                            capital[folded(word)] += 2
                            sound[skeleton(word)][latin(word)] += 1
        self._capital = {word for word, count in capital.items() if count > small[word]}
        self._small = small
        kept = {key: spellings for key, spellings in sound.items() if key and self._is_name(spellings)}
        self._sound = {key: [w for w, _ in sorted(s.items(), key=lambda x: (-x[1], x[0]))] for key, s in kept.items()}
        self._front: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key, spellings in sorted(self._sound.items()):
            if len(key) >= 3:
                for spelling in spellings:
                    if len(spelling) >= 5:
                        self._front[spelling[:4]].append((spelling, key))

    def opens_name(self, word: str, following: str) -> bool:
        """True for an Arabic word that is, with the one after it, a double name elsewhere ("عين السدرة", "Ain Sidra")."""
        if script_of(word) != "arabic":
            return False
        return any(
            f"{skeleton(one)}+{skeleton(two)}" in self._doubles and len(skeleton(two)) > 1
            for one in forms_of(word, "ar")
            for two in forms_of(following, "ar")
        )

    def _is_name(self, spellings: Counter[str]) -> bool:
        return any(self._small[word] < count for word, count in spellings.items())

    def name(self, word: str, language: str | None, first: bool, known: bool) -> str | None:
        """The skeleton under which `word` is a name, or None. `known`: the lexicon has a concept for it."""
        word = bare(word)
        script = script_of(word)
        if script == "arabic":
            return self._arabic(word, known)
        if len(word) < 2:
            return None
        key = skeleton(word)
        if word[0].isupper():
            plain = folded(word)
            if language == "de" or _shouted(word):
                return self._key(word, key) if self._heard(key, latin(word)) and not known else None
            if plain in self._capital and (not known or self._small[plain] == 0):
                return self._key(word, key)
            if not first and not known and self._small[plain] == 0:
                return self._key(word, key)
            if first and not known and self._heard(key, latin(word)):
                return self._key(word, key)
        if known:
            return None
        return self._demonym(word, key)

    def _key(self, word: str, key: str) -> str:
        plain = latin(word)
        demonym = self._demonym(word, key)
        if demonym:
            return demonym
        # Skeletons of one or two consonants are shared by too many names to stand alone.
        return key if len(key) >= 2 else plain

    def _heard(self, key: str, plain: str) -> bool:
        return any(spelling == plain or fuzz.ratio(spelling, plain) >= 75 for spelling in self._sound.get(key, ()))

    def _demonym(self, word: str, key: str) -> str | None:
        plain = latin(word)
        best: tuple[int, str] | None = None
        for spelling, base in self._front.get(plain[:4], ()):
            rest = key[len(base) :]
            if key.startswith(base) and (key != base or plain != spelling) and _DEMONYMS.match(rest):
                candidate = (len(base), base)
                best = min(best, candidate) if best else candidate
        return best[1] if best else None

    def _arabic(self, word: str, known: bool) -> str | None:
        if len(word) < 3:
            return None
        for form in forms_of(word, "ar"):
            key, plain = skeleton(form), latin(form)
            spellings = self._sound.get(key)
            if not spellings or len(key) < 2:
                continue
            likeness = max(fuzz.ratio(plain, s) for s in spellings)
            # A word of the lexicon is a name only where it sounds just like one that other reports have.
            if likeness >= (85 if known and len(plain) >= 5 else 101 if known else 50 if len(key) >= 3 else 70):
                return self._key(spellings[0], key)
        return None


def _shouted(word: str) -> bool:
    return len(word) > 3 and word.isupper()


class Reader:
    """Matter of any stretch of the documents of one set; weights by how rare a feature is among them."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.names = Namebook(readings)
        self._readings = {reading.document.id: reading for reading in readings}
        self._tokens: dict[str, list[tuple[Token, tuple[str, ...]]]] = {}
        self._starts: dict[str, list[int]] = {}
        self._documents = max(len(readings), 1)
        frequency: Counter[str] = Counter()
        for reading in readings:
            frequency.update(self._raw(reading))
        self._rarity = {feature: math.log(1 + self._documents / count) for feature, count in frequency.items()}
        self._common = math.log(1 + self._documents)
        self.frequency = frequency

    def _raw(self, reading: Reading) -> set[str]:
        text = Span(0, max(len(reading.document.text), 1))
        seen = {feature for _, features in self._features(reading) for feature in features}
        seen.update(f"q:{figure.key}" for figure in figures_of(reading, text))
        seen.update(day for time in reading.times if (day := _day(time)))
        return seen

    def _features(self, reading: Reading) -> list[tuple[Token, tuple[str, ...]]]:
        """Each word of the document with its features; kept, since statements overlap."""
        document = reading.document
        held = self._tokens.get(document.id)
        if held is not None:
            return held
        tokens = tokens_of(document.text)
        language = document.language
        concepts: dict[int, tuple[str, ...]] = {}
        if language in LANGUAGES:
            concepts = dict(located([token.word for token in tokens], language))
        featured = []
        before: tuple[str, int] | None = None
        for place, token in enumerate(tokens):
            names = concepts.get(place, ())
            if names and place + 1 < len(tokens) and self.names.opens_name(token.word, tokens[place + 1].word):
                names = ()
            features = [f"c:{name}" for name in names]
            name = self.names.name(token.word, language, token.first, bool(names))
            if name:
                # A word taken for a name stands for nothing else.
                features = [f"n:{name}"]
            elif not names:
                stem = _stem(token.word)
                if stem:
                    features.append(f"w:{stem}")
            if name and before is not None and token.span.start - before[1] <= 2:
                # "Alba Serena" and "Luna Serena" are two ships: neighbours make one name.
                features.append(f"n:{before[0]}+{name}")
            before = (name, token.span.end) if name else None
            featured.append((token, tuple(features)))
        self._tokens[document.id] = featured
        self._starts[document.id] = [token.span.start for token, _ in featured]
        return featured

    def weight(self, feature: str) -> float:
        """Base weight by kind times rarity in the set; a feature never seen counts as the rarest."""
        mark, name = feature[:2], feature[2:]
        if mark == "c:":
            concept = lexicon().get(name)
            base = KIND_WEIGHTS.get(concept.kind, 0.5) if concept else 0.5
        elif mark == "n:":
            base = NAME_WEIGHT if len(name) > 2 else 0.8 * NAME_WEIGHT
        elif mark == "q:":
            base = figure_weight(name)
        elif mark == "t:":
            base = DAY_WEIGHT
        else:
            base = WORD_WEIGHT
        return base * (0.35 + self._rarity.get(feature, self._common) / self._common)

    def matter(self, reading: Reading, spans: Iterable[Span], without: Iterable[Span] = ()) -> Matter:
        """The matter of `spans`, words under `without` (a source, a cue) left out."""
        left_out = list(without)
        matter = Matter(language=reading.document.language)
        features: dict[str, float] = {}
        figures: list[Figure] = []
        times: list[Time] = []
        language = reading.document.language or ""
        negators = _negators().get(language, frozenset())
        for span in spans:
            inside = figures_of(reading, span)
            figures.extend(inside)
            in_time = [time for time in reading.times if span.contains(time.span)]
            times.extend(time for time in in_time)
            everything = self._features(reading)
            starts = self._starts[reading.document.id]
            within = everything[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            tokens = [
                (token, found)
                for token, found in within
                if token.span.end <= span.end and not any(out.overlaps(token.span) for out in left_out)
            ]
            last = -APART
            for place, (token, found) in enumerate(tokens):
                matter.words += 1
                plain = folded(token.word)
                if plain in negators or (language == "en" and plain.endswith("n't")):
                    follows = token.span.end
                    corrects = any(0 <= figure.span.start - follows <= 14 for figure in inside)
                    if not corrects and not _only(tokens, place):
                        # Where two negators make one negation ("no … nadie"), a second one turns nothing back.
                        near = place - last < APART and language in _TURNS_BACK
                        matter.negated = not (matter.negated and near)
                        last = place
                if any(time.span.contains(token.span) for time in in_time):
                    continue
                if any(figure.span.overlaps(token.span) for figure in inside) and (
                    token.word[0].isdigit() or all(f.startswith("w:") for f in found)
                ):
                    continue
                for feature in found:
                    features[feature] = self.weight(feature)
        for figure in figures:
            features[f"q:{figure.key}"] = self.weight(f"q:{figure.key}")
        for time in times:
            day = _day(time)
            if day:
                features[day] = self.weight(day)
        matter.features = {feature: weight for feature, weight in features.items() if weight > 0}
        matter.figures = tuple(figures)
        matter.times = tuple(times)
        return matter

    def reading(self, document: str) -> Reading:
        return self._readings[document]


def _day(time: Time) -> str:
    """A feature for a day that is named outright; "" for "today", a month or a year."""
    when = time.when
    if time.relative or when.earliest is None or when.latest is None or (when.latest - when.earliest).days > 0:
        return ""
    return f"t:{when.from_iso}"


def _only(tokens: Sequence[tuple[Token, tuple[str, ...]]], place: int) -> bool:
    """True for "not only"."""
    following = folded(tokens[place + 1][0].word) if place + 1 < len(tokens) else ""
    return following in {"only", "solo", "nur", "seulement", "apenas", "solamente", "только", "тільки", "فقط", "sadece"}


def _stem(word: str) -> str:
    """The first letters of a word that is neither short nor a number; "" for those."""
    plain = folded(bare(word))
    if len(plain) < 5 or not plain.isalpha():
        return ""
    return plain[:6]


def statement_spans(reading: Reading, span: Span, attribution: Attribution | None) -> tuple[list[Span], list[Span]]:
    """Where a statement's own words stand, and which of them are the source's or the cue's."""
    if attribution is None:
        return [span], []
    out = [piece for extent in (attribution.source, attribution.cue) if extent is not None for piece in extent]
    if attribution.content is None:
        return [span], out
    pieces = list(attribution.content)
    several = sum(1 for s in reading.statements if s.attribution == attribution.id)
    if several > SENTENCES:
        # A press release, a speech: each sentence says its own; of a short quotation the whole is one utterance.
        within = [Span(max(p.start, span.start), min(p.end, span.end)) for p in pieces if p.overlaps(span)]
        pieces = within or [span]
    return (pieces, [o for o in out if not any(piece.contains(o) and len(o) > 25 for piece in pieces)])


@lru_cache(maxsize=65536)
def kind_of(feature: str) -> str:
    """ "event" or "matter" for a concept, else the feature's mark."""
    if not feature.startswith("c:"):
        return feature[:2]
    return "event" if is_event(feature) else "matter"


@lru_cache(maxsize=65536)
def is_event(feature: str) -> bool:
    """True for a concept, or a pair of kin, that says what happens or what something is like."""
    if not feature.startswith("c:"):
        return False
    concept = lexicon().get(feature[2:].split("~")[0])
    return concept is not None and concept.kind in "ea"


def shared_weight(one: Matter, other: Matter) -> tuple[float, dict[str, float]]:
    """Weight of what two bags of features share, and each shared feature with its weight.

    A concept counts in part where the other side has only kin of it; each feature is used once.
    """
    a, b = one.features, other.features
    if len(a) > len(b):
        shared = {feature: min(weight, a[feature]) for feature, weight in b.items() if feature in a}
    else:
        shared = {feature: min(weight, b[feature]) for feature, weight in a.items() if feature in b}
    if one.figures and other.figures:
        loose = figures_alike(one.figures, other.figures, (a, b), one.language == other.language)
        shared.update((mark, weight) for mark, weight in loose.items() if mark not in shared)
    others = other.kin()
    for kin, features in one.kin().items():
        if kin not in others:
            continue
        left = sorted(f for f in features if f not in shared)
        right = sorted(f for f in others[kin] if f not in shared)
        for x, y in zip(left, right, strict=False):
            shared[f"{x}~{y[2:]}"] = KIN_SHARE * min(a[x], b[y])
    return sum(shared.values()), shared


def _kin_of(features: Iterable[str]) -> dict[str, list[str]]:
    by_kin: dict[str, list[str]] = defaultdict(list)
    for feature in features:
        concept = lexicon().get(feature[2:]) if feature.startswith("c:") else None
        if concept is not None and concept.kind not in "smtg":
            by_kin[concept.kin].append(feature)
    return by_kin
