"""A document laid out for reading: its words with their grammatical classes and the quotations they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

from headwater.core import Extent, Span
from headwater.core.reading import Kind, Stance
from headwater.read.capitals import named_words
from headwater.read.language import Language, Lexicon
from headwater.read.people import people_of
from headwater.read.words import Words

Range = tuple[int, int]
"""Half-open range of word indices."""

ARTICLE = 1
PREPOSITION = 2
CONJUNCTION = 4
RELATIVE = 8
AUXILIARY = 16
NEGATION = 32
ADVERB = 64
TIME = 128
SUBORDINATOR = 256
PRONOUN = 512
COMPLEMENTIZER = 1024
CUE = 2048
NOMINAL = 4096
VERB = 8192
PERSON = 16384  # roles, titles, unnamed sources, bodies, documents: what can speak
MARK = 32768  # no letter and no digit in it
POSSESSIVE = 65536
BE = 131072
ACCORDING = 262144
HEARSAY = 524288
INFINITIVE = 1048576


class Quoted(Protocol):
    """A quotation as `quotes.py` finds it."""

    @property
    def span(self) -> Span: ...
    @property
    def inner(self) -> Span: ...
    @property
    def closed(self) -> bool: ...
    @property
    def opened(self) -> bool: ...
    @property
    def level(self) -> int: ...
    @property
    def continued(self) -> bool: ...


class Classes:
    """The grammatical classes of each folded word of one language, as bits; remembered word by word."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._known: dict[str, int] = {}
        be = language.listed("grammar", "be")
        possessive = language.listed("grammar", "possessives")
        self._lists = [
            (ARTICLE, language.articles),
            (PREPOSITION, language.prepositions),
            (CONJUNCTION, language.conjunctions),
            (RELATIVE, language.relatives),
            (AUXILIARY, language.auxiliaries),
            (NEGATION, language.negation),
            (ADVERB, language.adverbs),
            (TIME, language.time_words),
            (SUBORDINATOR, language.subordinators),
            (PRONOUN, language.pronouns),
            (COMPLEMENTIZER, language.complementizers),
            (CUE, language.cues),
            (CUE, language.mental),
            (VERB, language.verbs),
            (NOMINAL, language.nominal),
            (INFINITIVE, language.infinitive_marks),
            *((PERSON, words) for words in (language.roles, language.titles, language.unnamed, language.bodies)),
            (PERSON, language.documents),
        ]
        self._speakers: tuple[Lexicon, ...] = ()
        if language.code == "en":
            # The other packs list their nouns for speakers themselves.
            people = people_of(language)
            self._speakers = (people.roles, people.persons, people.bodies, people.documents)
        self._openers = [
            (CUE, language.cues),
            (CUE, language.mental),
            (ACCORDING, language.according_before),
            (ACCORDING, language.according_after),
            (HEARSAY, language.hearsay_adverbs),
        ]
        self._no_adverb = frozenset(language.listed("grammar", "no_adverbs"))
        self._be, self._possessive = frozenset(be), frozenset(possessive)

    def of(self, word: str) -> int:
        """The classes of a folded word, or'ed."""
        bits = self._known.get(word)
        if bits is None:
            bits = self._look_up(word)
            if len(self._known) > 200_000:
                self._known.clear()
            self._known[word] = bits
        return bits

    def _look_up(self, word: str) -> int:
        bits = 0
        for bit, words in self._lists:
            if word in words:
                bits |= bit
        for bit, words in self._openers:
            if words.opens(word):
                bits |= bit
        singular = word.removesuffix("s") if len(word) > 3 else word
        if any(word in words or singular in words for words in self._speakers):
            bits |= PERSON
        if word in self._no_adverb:
            bits &= ~ADVERB
        if word in self._be:
            bits |= BE | AUXILIARY
        if word in self._possessive:
            bits |= POSSESSIVE
        if bits & CUE and not bits & (AUXILIARY | ADVERB):
            bits |= VERB
        if not any(letter.isalnum() for letter in word):
            bits |= MARK
        return bits


@lru_cache(maxsize=32)
def classes_of(language: Language) -> Classes:
    """The word classes of a language, made once."""
    return Classes(language)


@dataclass(slots=True, eq=False)
class Sheet:
    """Words, their classes (`bits`), and for each word the outermost quotation around it (-1: none).

    `regions` are the outermost quotations as word ranges, marks included, in order.
    """

    words: Words
    language: Language
    bits: list[int]
    quoted: list[int]
    regions: list[Range]
    quotes: list[Quoted]
    lower: list[str] = field(repr=False)

    def mark(self, i: int, marks: str) -> bool:
        """True when word i is one of the single `marks`."""
        return self.lower[i] in marks

    def capital(self, i: int) -> bool:
        """True when word i begins with a capital letter."""
        return self.words.surface[i][0].isupper()

    def glued(self, i: int) -> bool:
        """True when nothing stands between word i and the one before it."""
        return i > 0 and self.words.ends[i - 1] == self.words.starts[i]

    def extent(self, ranges: Iterable[Range]) -> Extent | None:
        """The characters of word ranges, touching pieces joined; None when there is none."""
        spans = [self.words.span(a, b) for a, b in ranges if a < b]
        return Extent.of(spans) if spans else None


def lay_out(words: Words, language: Language, quotes: Sequence[Quoted], *, level: int = 0) -> Sheet:
    """The sheet of a text whose words and quotations are known; those of an outer `level` are left open. Linear in both."""
    of = classes_of(language).of
    known = {word: of(word) for word in set(words.lower)}
    bits = [known[word] for word in words.lower]
    names, within = named_words(words, language)
    for i in names:
        bits[i] &= MARK | PERSON
    for i in within:
        bits[i] &= ~(VERB | AUXILIARY | BE)
    quoted = [-1] * len(words)
    regions: list[Range] = []
    kept: list[Quoted] = []
    reached = 0
    for quote in sorted(quotes, key=lambda one: (one.span.start, -one.span.end)):
        if quote.span.start < reached or quote.level < level:
            continue
        first, after = words.range_of(quote.span)
        if first >= after:
            continue
        if language.code != "en" and _is_name(words, bits, language, first, after):
            # The marks are letters of the name now.
            bits[first] = bits[after - 1] = 0
            continue
        reached = quote.span.end
        quoted[first:after] = [len(regions)] * (after - first)
        regions.append((first, after))
        kept.append(quote)
    return Sheet(words, language, bits, quoted, regions, kept, words.lower)


def _is_name(words: Words, bits: Sequence[int], language: Language, first: int, after: int) -> bool:
    """агентство «Сольнет»: a name in marks right after what it names, which is then a part of the noun phrase.

    Russian and Ukrainian print a colon before speech: two capitals right behind the verb are an addressee.
    """
    if not first or after - first > 6 or words.lower[after - 2] in (".", ",", "!", "?", "…"):
        return False
    if after < len(words) and words.lower[after] == "olarak":
        return False  # Turkish 'haberi "karalama" olarak nitelendirdi': what it is called
    if (
        language.code != "ar"
        and not words.surface[first + 1][0].isupper()
        and not words.surface[first + 1][0].isdigit()
    ):
        return False  # "назвав звіт «замовним»": what it is called
    if language.code in ("ru", "uk", "de") and _named_in_marks(words, bits, first, after):
        return True
    if bits[first - 1] & CUE:
        return language.code in ("ru", "uk") and after - first <= 5 and words.surface[first + 1][0].isupper()
    return bool(bits[first - 1] & PERSON) and not bits[first - 1] & MARK


def _named_in_marks(words: Words, bits: Sequence[int], first: int, after: int) -> bool:
    """ "радио «Маяк»", "der «Veitstaler Anzeiger»": capitals in marks, behind a plain noun or an article, that end no clause."""
    inner = range(first + 1, after - 1)
    if not 0 < len(inner) <= 3 or not all(words.surface[i][0].isupper() for i in inner):
        return False
    noun = not bits[first - 1] and words.surface[first - 1][0].islower()
    return noun or (bool(bits[first - 1] & ARTICLE) and len(inner) > 1)


@dataclass(slots=True)
class Draft:
    """An attribution in the making: word ranges, and the rule that found it.

    Whoever finds it need give no more than source, cue and content: `stances.py` and `kinds.py` tell the rest from the words.
    `confidence` is 0 to 1 where the finder knows it, None where it is that of the rule.
    """

    source: list[Range]
    cue: list[Range]
    content: list[Range]
    rule: str
    stance: Stance = "report"
    kind: Kind = "indirect"
    also: tuple[str, ...] = ()
    confidence: float | None = None
    seconded: str | None = None
    """The rule that finds the same, where the trained reader found this draft."""
    score: tuple[float, float] = (0.0, 0.0)
    """The model's own: log odds that the cue is one, and the log probability of its labels."""

    @property
    def start(self) -> int:
        """The first word of the content, else of the cue."""
        return min(a for a, _ in (self.content or self.cue or self.source))
