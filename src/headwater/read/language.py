"""A language as data: the pack `languages/xx.toml`, loaded once.

Every key of a pack is optional. Word lists hold lower-case inflected forms; an entry may have several words; `*` at
its end stands for any further letters, `*` at its beginning for any letters before ("*ly").
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

from headwater.read.words import Words, fold, split_words, words_of

STANCES = ("report", "vouch", "distance", "accuse", "deny", "hearsay")


class Lexicon:
    """Words and phrases, each with a value ("" in a plain list). Immutable once made; lookups are by folded form."""

    __slots__ = ("_memo", "endings", "longest", "phrases", "prefixes", "stems", "words")

    def __init__(
        self, entries: Mapping[str, str] | Iterable[str] = (), code: str = "", prefixes: Sequence[str] = ()
    ) -> None:
        pairs = entries.items() if isinstance(entries, Mapping) else [(entry, "") for entry in entries]
        self.words: dict[str, str] = {}
        self.stems: list[tuple[str, str]] = []
        self.endings: list[tuple[str, str]] = []
        # First word of a phrase -> (all its words, last one a stem?, value), longest first.
        self.phrases: dict[str, list[tuple[tuple[str, ...], bool, str]]] = {}
        self._memo: dict[str, str | None] = {}
        self.longest = 1
        # What grows to the front of a word ("and", "the" in Arabic), longest first; a letter or two alone is no word.
        self.prefixes = tuple(
            sorted((fold(prefix, code) for prefix in prefixes), key=lambda prefix: (-len(prefix), prefix))
        )
        for entry, value in pairs:
            if entry.startswith("*"):
                self.endings.append((entry[1:], value))
                continue
            stem = entry.endswith("*")
            parts = tuple(split_words(entry.removesuffix("*"), code))
            if not parts:
                continue
            if len(parts) > 1:
                self.phrases.setdefault(parts[0], []).append((parts, stem, value))
                self.longest = max(self.longest, len(parts))
            elif stem:
                self.stems.append((parts[0], value))
            else:
                self.words.setdefault(parts[0], value)
        for listed in self.phrases.values():
            listed.sort(key=lambda phrase: -len(phrase[0]))
        self.stems.sort(key=lambda stem: -len(stem[0]))

    def __bool__(self) -> bool:
        return bool(self.words or self.stems or self.phrases or self.endings)

    def get(self, word: str) -> str | None:
        """The value of one folded word, None when it is not in the list."""
        value = self.words.get(word)
        if value is not None or not (self.stems or self.endings or self.prefixes):
            return value
        if word not in self._memo:
            if len(self._memo) > 100_000:  # a text of endless new words shall not fill the memory
                self._memo.clear()
            matches = [value for stem, value in self.stems if word.startswith(stem)]
            # An ending is no whole word: "ly" alone, "fly" and "July" are short for it.
            matches += [
                value for ending, value in self.endings if len(word) > len(ending) + 2 and word.endswith(ending)
            ]
            matches += [self.words[bare] for bare in self._bare(word) if bare in self.words]
            self._memo[word] = matches[0] if matches else None
        return self._memo[word]

    def __contains__(self, word: str) -> bool:
        return self.get(word) is not None

    def opens(self, word: str) -> bool:
        """True when an entry is `word`, or a phrase begins with it."""
        return word in self or word in self.phrases or any(bare in self.phrases for bare in self._bare(word))

    def _bare(self, word: str) -> list[str]:
        return [word[len(p) :] for p in self.prefixes if word.startswith(p) and len(word) - len(p) >= 2 + (len(p) < 2)]

    def at(self, lower: Sequence[str], i: int, after: int | None = None) -> tuple[int, str] | None:
        """The longest entry that begins at word i of the folded words: (number of words, value)."""
        word = lower[i]
        for opener in (word, *self._bare(word)) if self.prefixes else (word,):
            for parts, stem, value in self.phrases.get(opener, ()):
                end = i + len(parts)
                if end > (len(lower) if after is None else after):
                    continue
                if stem:
                    if tuple(lower[i + 1 : end - 1]) == parts[1:-1] and lower[end - 1].startswith(parts[-1]):
                        return len(parts), value
                elif tuple(lower[i + 1 : end]) == parts[1:]:
                    return len(parts), value
        single = self.get(word)
        return None if single is None else (1, single)

    def before(self, lower: Sequence[str], after: int, first: int = 0) -> tuple[int, str] | None:
        """The longest entry that ends just before word `after`: (number of words, value)."""
        for size in range(min(self.longest, after - first), 0, -1):
            hit = self.at(lower, after - size, after)
            if hit and hit[0] == size:
                return hit
        return None


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language pack. Lists are `Lexicon`s; those of cues and nouns hold the stance as value.

    `pack` is the file as read, for keys that only one reader needs.
    """

    code: str
    name: str
    word_order: str
    quote_pairs: tuple[tuple[str, str], ...]
    dashes: frozenset[str]
    cues: Lexicon
    mental: Lexicon
    according_before: Lexicon
    according_after: Lexicon
    hearsay_adverbs: Lexicon
    hearsay_passives: Lexicon
    reportative: Lexicon
    accused_passive: Lexicon
    nominal: Lexicon
    nominal_by: Lexicon
    complementizers: Lexicon
    articles: Lexicon
    prepositions: Lexicon
    conjunctions: Lexicon
    relatives: Lexicon
    auxiliaries: Lexicon
    negation: Lexicon
    adverbs: Lexicon
    time_words: Lexicon
    subordinators: Lexicon
    pronouns: Lexicon
    """Third and first person subject pronouns; the value is the pack's key ("f", "plural", "first" …)."""
    verbs: Lexicon
    infinitive_marks: Lexicon
    roles: Lexicon
    titles: Lexicon
    unnamed: Lexicon
    bodies: Lexicon
    documents: Lexicon
    indefinite: Lexicon
    hedges: Lexicon
    abbreviations: frozenset[str]
    openers: frozenset[str]
    frames: Mapping[str, Lexicon] = field(default_factory=dict)
    frames_of_persons: Mapping[str, Lexicon] = field(default_factory=dict)
    pack: Mapping[str, Any] = field(default_factory=dict)

    def words_of(self, text: str) -> Words:
        """The words, sentences and paragraphs of `text` as this language parts them."""
        return words_of(text, self.code, self.abbreviations, self.openers)

    def table(self, *path: str) -> Mapping[str, Any]:
        """The pack's table at `path`, empty when it has none."""
        found: Any = self.pack
        for key in path:
            found = found.get(key, {}) if isinstance(found, Mapping) else {}
        return found if isinstance(found, Mapping) else {}

    def listed(self, *path: str) -> tuple[str, ...]:
        """The pack's list of words at `path`, empty when it has none."""
        found = self.table(*path[:-1]).get(path[-1], ())
        return tuple(found) if isinstance(found, list | tuple) else ()


def language_codes() -> tuple[str, ...]:
    """The codes of the languages that there are packs for, sorted."""
    folder = files("headwater").joinpath("read", "languages")
    return tuple(sorted(one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml")))


@lru_cache(maxsize=32)
def language(code: str | None) -> Language | None:
    """The language of an ISO 639-1 code, None where we have no data for it.

    Raises ValueError when a pack names a stance that is not ours.
    """
    if not code or not code.isalpha():
        return None
    path = files("headwater").joinpath("read", "languages", f"{code}.toml")
    if not path.is_file():
        return None
    return language_from({**tomllib.loads(path.read_text(encoding="utf8")), **_figures(code)})


def _figures(code: str) -> dict[str, Any]:
    """Dates and figures of a language from `figures/xx.toml`, each table turned round: from form to what it stands for."""
    path = files("headwater").joinpath("read", "figures", f"{code}.toml")
    found = tomllib.loads(path.read_text(encoding="utf8")) if path.is_file() else {}
    return {key: _by_form(table) if key == "units" else _tables_by_form(table) for key, table in found.items()}


def _tables_by_form(section: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _by_form(value) if isinstance(value, dict) else value for key, value in section.items()}


def _by_form(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {form: value for value, forms in table.items() for form in forms}


def language_from(pack: Mapping[str, Any]) -> Language:
    """A language from a pack that is read already; the shape is that of the files in `languages/`."""
    code = str(pack["code"])
    # What may stand glued before any word ("and"), and what before a noun ("the", "by the").
    joined = tuple(_at(pack, ("morphology", "conjunctions")))
    of_nouns = tuple(_at(pack, ("morphology", "prefixes"))) or joined

    def words(*path: str) -> Lexicon:
        return Lexicon(_at(pack, path), code, of_nouns if path[0] == "actors" else joined)

    def staged(*path: str) -> Lexicon:
        table = _at(pack, path)
        for stance in table:
            if stance not in STANCES and isinstance(table[stance], list) and stance != "by":
                raise ValueError(f"languages/{code}.toml: stance {stance!r} in {'.'.join(path)} is none of {STANCES}")
        return Lexicon(
            {form: stance for stance in STANCES for form in table.get(stance, ())},
            code,
            of_nouns if path[0] == "nominal" else joined,
        )

    according = _at(pack, ("according",))
    distanced = set(according.get("distance", ()))

    def accordingly(side: str) -> Lexicon:
        listed = [*according.get(side, ()), *(distanced if side == "before" else ())]
        return Lexicon({form: "distance" if form in distanced else "report" for form in listed}, code, joined)

    quotes = _at(pack, ("quotes",))
    opening = ("articles", "prepositions", "conjunctions", "subordinators")
    pronouns = _at(pack, ("grammar", "pronouns"))
    return Language(
        code=code,
        name=str(pack.get("name", code)),
        word_order=str(pack.get("word_order", "svo")),
        quote_pairs=tuple((str(a), str(b)) for a, b in quotes.get("pairs", ())),
        dashes=frozenset(quotes.get("dashes", ())),
        cues=staged("cues"),
        mental=staged("cues", "mental"),
        according_before=accordingly("before"),
        according_after=accordingly("after"),
        hearsay_adverbs=words("hearsay", "adverbs"),
        hearsay_passives=words("hearsay", "passives"),
        reportative=words("hearsay", "reportative"),
        accused_passive=words("hearsay", "accused_passive"),
        nominal=staged("nominal"),
        nominal_by=words("nominal", "by"),
        complementizers=words("grammar", "complementizers"),
        articles=words("grammar", "articles"),
        prepositions=words("grammar", "prepositions"),
        conjunctions=words("grammar", "conjunctions"),
        relatives=words("grammar", "relatives"),
        auxiliaries=words("grammar", "auxiliaries"),
        negation=words("grammar", "negation"),
        adverbs=words("grammar", "adverbs"),
        time_words=words("grammar", "time_words"),
        subordinators=words("grammar", "subordinators"),
        pronouns=Lexicon({form: key for key, forms in pronouns.items() for form in forms}, code),
        verbs=words("grammar", "verbs"),
        infinitive_marks=words("grammar", "infinitive_marks"),
        roles=words("actors", "roles"),
        titles=words("actors", "titles"),
        unnamed=words("actors", "unnamed"),
        bodies=words("actors", "bodies"),
        documents=words("actors", "documents"),
        indefinite=words("actors", "indefinite"),
        hedges=words("hedges", "words"),
        abbreviations=frozenset(form.removesuffix(".") for form in _at(pack, ("grammar", "abbreviations"))),
        openers=frozenset(
            form
            for listed in (*(_at(pack, ("grammar", key)) for key in opening), *pronouns.values())
            for form in listed
        ),
        frames={frame: Lexicon(forms, code) for frame, forms in _at(pack, ("frames",)).items()},
        frames_of_persons={frame: Lexicon(forms, code) for frame, forms in _at(pack, ("frames_of_persons",)).items()},
        pack=pack,
    )


def _at(pack: Mapping[str, Any], path: Sequence[str]) -> Any:
    found: Any = pack
    for key in path:
        found = found.get(key, {}) if isinstance(found, Mapping) else {}
    return found
