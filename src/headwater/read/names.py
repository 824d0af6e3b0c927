"""The shapes of names: which words are capitals of a name, titles, roles, bodies, and what gender or number they show."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from headwater.read.language import Language, Lexicon
from headwater.read.people import Gender, is_person_noun, people_of
from headwater.read.states import state_named
from headwater.read.wordlists import listed
from headwater.read.words import Words

_INNER = frozenset(("-", "–", ".", "&", "/", "'", "’"))
QUOTES = frozenset("\"“”«»„‘’'‹›")


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    path = files("headwater.read").joinpath("data", "names.toml")
    return {key: frozenset(forms) for key, forms in tomllib.loads(path.read_text(encoding="utf8")).items()}


def name_words(kind: str) -> frozenset[str]:
    """A list of `data/names.toml`: "particles", "outlets", "agencies" …"""
    return _lists()[kind]


# English demonstratives and quantities that stand where an article may.
POINTING = frozenset(("this", "that", "these", "those", "such", "many", "most", "several", "few", "all", "both", "no"))
PARTICLES = name_words("particles")
OUTLET_WORDS = name_words("outlets")
COMPANY_WORDS = name_words("bodies")
FIRMS = name_words("firms")


@dataclass(frozen=True, slots=True)
class Forms:
    """Word forms, whole or by their ending ("*ora")."""

    words: frozenset[str]
    endings: tuple[str, ...]

    @classmethod
    def of(cls, forms: Iterable[str]) -> Forms:
        """Forms as a pack lists them."""
        kept = tuple(forms)
        return cls(frozenset(f for f in kept if not f.startswith("*")), tuple(f[1:] for f in kept if f.startswith("*")))

    def __contains__(self, word: str) -> bool:
        return word in self.words or (bool(self.endings) and word.endswith(self.endings))


@dataclass(frozen=True, slots=True)
class _Shapes:
    small: frozenset[str]
    joining: frozenset[str]
    feminine: Forms
    masculine: Forms
    plural: Forms


@lru_cache(maxsize=32)
def _shapes(language: Language) -> _Shapes:
    small = frozenset(
        word
        for lexicon in (
            language.articles, language.prepositions, language.conjunctions, language.relatives, language.auxiliaries,
            language.adverbs, language.time_words, language.subordinators, language.pronouns, language.complementizers,
            language.negation, language.indefinite, language.according_before, language.hearsay_adverbs,
        )
        for word in (*lexicon.words, *lexicon.phrases)
    )  # fmt: skip
    joining = frozenset(language.prepositions.words) | frozenset(language.articles.words) | PARTICLES
    feminine, masculine, plural = (
        Forms.of(listed(language, "actors", key)) for key in ("feminine", "masculine", "plural")
    )
    return _Shapes(small, joining, feminine, masculine, plural)


@lru_cache(maxsize=32)
def outlet_nouns(language: Language) -> Lexicon:
    """Nouns that outlets and agencies go by: "agency", "newspaper"."""
    return Lexicon(
        (*listed(language, "credits", "agency"), *listed(language, "credits", "outlet_nouns")), language.code
    )


def joining_words(language: Language) -> frozenset[str]:
    """Prepositions, articles and particles: what stands inside a name or a body's name."""
    return _shapes(language).joining


def small_words(language: Language) -> frozenset[str]:
    """Words that begin sentences but no names."""
    return _shapes(language).small


@lru_cache(maxsize=50_000)
def is_role(language: Language, word: str) -> bool:
    """True for a role noun; German compounds count by their ending ("regierungssprecher")."""
    if word in language.roles:
        return word not in language.bodies or word in language.roles.words
    more = people_of(language).roles
    if word in more:
        return word not in language.bodies or word in more.words
    if language.code == "ar":
        return any(one in language.roles.words or one in more.words for one in _owned_in_arabic(word))
    if language.code == "tr":
        return any(one in language.roles.words or one in more.words for one in _case_in_turkish(word))
    if language.code == "de" and len(word) > 7:
        return any(len(role) > 5 and word.endswith(role) for role in (*language.roles.words, *more.words))
    return False


def _owned_in_arabic(word: str) -> tuple[str, ...]:
    """The noun without "her" or "his" grown to it: مديرتها is مديرة."""
    for owner in ("هما", "هم", "ها", "ه"):
        bare = word.removesuffix(owner)
        if bare != word and len(bare) > 2:
            return (bare, bare[:-1] + "ة") if bare.endswith("ت") else (bare,)
    return ()


_TURKISH_CASES = (
    "ndan", "nden", "nın", "nin", "nun", "nün", "dan", "den", "tan", "ten", "nda", "nde", "da", "de", "ya", "ye", "na", "ne", "ın",
    "in", "un", "ün", "a", "e",
)  # fmt: skip


def _case_in_turkish(word: str) -> tuple[str, ...]:
    """The noun without a case ending: sendikaya is sendika."""
    return tuple(
        word.removesuffix(case) for case in _TURKISH_CASES if word.endswith(case) and len(word) - len(case) > 3
    )


def heads_a_body(language: Language, word: str) -> bool:
    """True for a noun that an organisation goes by in a source's words: those of `is_body`, and "hospital", "port", "union".

    Too free for a heading or a place line, where such a noun is more often a thing or a place.
    """
    more = people_of(language).bodies
    if is_body(language, word) or (word in more and not is_person_noun(language, word)):
        return True
    return language.code == "tr" and any(
        one in language.bodies.words or one in more.words for one in _case_in_turkish(word)
    )


@lru_cache(maxsize=50_000)
def is_body(language: Language, word: str) -> bool:
    """True for a head noun of an organisation; German compounds count by their ending ("lebensmittelbehörde")."""
    if word in language.bodies or (language.code == "en" and word in COMPANY_WORDS):
        return True
    if language.code == "de" and len(word) > 7:
        # "des Hafenministeriums" is a genitive.
        forms = (word, word[:-1]) if word.endswith("s") else (word,)
        return any(len(body) > 4 and form.endswith(body) for body in language.bodies.words for form in forms)
    return False


def gender_of(language: Language, lower: Iterable[str]) -> Gender:
    """The gender that a title or role form shows, "" when it shows none."""
    shapes = _shapes(language)
    for word in lower:
        if word in shapes.feminine:
            return "f"
        if word in shapes.masculine:
            return "m"
    return ""


def capital_runs(words: Words, language: Language, lo: int, hi: int) -> Iterator[tuple[int, int]]:
    """Token ranges that look like proper names: capitals, with small particles between them, in order."""
    small = small_words(language)
    surface, lower, starts, ends = words.surface, words.lower, words.starts, words.ends
    i = lo
    while i < hi:
        word = surface[i]
        if not word[0].isupper() or (
            lower[i] in small
            and (i == lo or not _in_name(words, i))
            and not is_acronym(word)
            and not _elided_name(words, i, hi)
        ):
            i += 1
            continue
        k = i + 1
        while k < hi:
            word = surface[k]
            if word[0].isupper():
                k += 1
            elif (
                word == "."
                and len(surface[k - 1]) <= 3
                and k + 1 < hi
                and surface[k + 1][0].isupper()
                and ends[k - 1] == starts[k]
            ):
                k += 2
            elif lower[k] in PARTICLES and (past := _past_particles(words, k, hi)):
                if lower[k] in ("and", "und", "y", "e"):
                    break
                k = past
            elif (
                word in ("&", "-", "–", "/")
                and k + 1 < hi
                and surface[k + 1][0].isupper()
                and (word == "&" or ends[k - 1] == starts[k])
            ):
                k += 2
            else:
                break
        yield i, k
        i = k + 1


MOST_PARTICLES = 3  # "Ana de la Cruz", "Karl von und zu Berg"


def _past_particles(words: Words, at: int, hi: int) -> int:
    """The token after the capital word that one or more particles lead to ("van der Berg"); 0 where they lead to none."""
    k = at
    while k < min(hi, at + MOST_PARTICLES) and words.lower[k] in PARTICLES:
        k += 1
    return k + 1 if k < hi and words.surface[k][0].isupper() else 0


def _elided_name(words: Words, i: int, hi: int) -> bool:
    """True for the "D’" of D’Arcy inside a sentence; at its beginning it may be an article ("L’Agence")."""
    return (
        words.surface[i][-1] in "'’"
        and i + 1 < hi
        and words.surface[i + 1][0].isupper()
        and words.ends[i] == words.starts[i + 1]
        and i > words.sentences[words.sentence_of[i]][0]
    )


def _in_name(words: Words, i: int) -> bool:
    return i > 0 and words.surface[i - 1][0].isupper()


def is_acronym(word: str) -> bool:
    """True for two to eight capitals."""
    letters = word.replace(".", "").replace("-", "").replace("/", "")
    return 2 <= len(letters) <= 8 and letters.isupper() and letters.isalpha()


def pure_name(words: Words, language: Language, a: int, b: int) -> bool:
    """True when the tokens are a person's name and nothing else (titles aside)."""
    start = a
    a = after_titles(words, language, a, b)
    if not 1 <= b - a <= 6 or not words.surface[a][0].isupper():
        return False
    if a == start and state_named(words.span(a, b).of(words.text)) is not None:
        return False  # "представитель Китая" is nobody called China
    surnames = people_of(language).surnames
    for i in range(a, b):
        word, low = words.surface[i], words.lower[i]
        if not (word[0].isupper() or low in PARTICLES or word in _INNER):
            return False
        if len(word) > 1 and word[1] == "-" and word[0].isupper() and i == a:
            return False  # "R-Vt.": a party and a place
        if i == b - 1 > a and low in surnames and word[0].isupper():
            continue
        if word[0].isupper() and (
            heads_a_body(language, low)
            or is_role(language, low)
            or low in COMPANY_WORDS
            or low in OUTLET_WORDS
            or (low in FIRMS and i == b - 1)
            or (language.code != "en" and (b - a == 1 or language.code == "de") and is_person_noun(language, low))
        ):
            return False
    return not (b - a == 1 and is_acronym(words.surface[a]))


def is_title(language: Language, word: str) -> bool:
    """True for a form of address ("Mr", "Lady")."""
    return word in language.titles or word in people_of(language).titles


def is_document(language: Language, word: str) -> bool:
    """True for a noun for a paper or a message."""
    more = people_of(language).documents
    if word in language.documents or word in more:
        return True
    one = word.removesuffix("s")
    return language.code == "en" and one != word and (one in language.documents or one in more)


def after_titles(words: Words, language: Language, a: int, b: int) -> int:
    """The first token after titles such as "Mr."."""
    while a < b - 1 and (is_title(language, words.lower[a]) or (words.surface[a] == "." and a > 0)):
        a += 1
    return a


def is_plural(language: Language, word: str) -> bool:
    """True for a noun form or determiner that means several."""
    return word in _shapes(language).plural
