"""What a source phrase names: a person with role and affiliation, a body, a document, or somebody unnamed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from headwater.core import Span
from headwater.core.reading import ActorKind
from headwater.read.language import Language, Lexicon
from headwater.read.states import state_named
from headwater.read.wordlists import listed
from headwater.read.words import Words

Refers = Literal["name", "pronoun", "role", "body", "document", "unnamed"]
Gender = Literal["f", "m", "n", "plural", ""]

# Words inside a name that are written small: nobiliary particles and the like, whatever the language.
PARTICLES = frozenset(
    [
        "de",
        "da",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "di",
        "du",
        "des",
        "van",
        "von",
        "der",
        "den",
        "ten",
        "ter",
        "zu",
        "zur",
        "bin",
        "ibn",
        "ben",
        "bint",
        "al",
        "el",
        "la",
        "le",
        "y",
        "e",
        "al-",
        "und",
        "and",
        "of",
        "für",
        "des",
        "d'",
        "l'",
        "dell'",
        "degli",
        "dei",
    ]
)
_INNER = frozenset({"-", "–", ".", "&", "/", "'", "’"})
_OPEN, _SHUT = frozenset("([{"), frozenset(")]}")
_QUOTES = frozenset("\"“”«»„‘’'‹›")
# Endings and words of names that outlets, companies and bodies bear in every language we read.
OUTLET_WORDS = frozenset(
    [
        "news",
        "agency",
        "times",
        "post",
        "tribune",
        "journal",
        "herald",
        "gazette",
        "wire",
        "press",
        "daily",
        "today",
        "television",
        "radio",
        "tv",
        "network",
        "magazine",
        "observer",
        "review",
        "guardian",
        "telegraph",
        "media",
        "chronicle",
        "broadcasting",
        "diario",
        "periódico",
        "noticias",
        "agencia",
        "agência",
        "agenzia",
        "agence",
        "jornal",
        "folha",
        "gazeta",
        "correio",
        "giornale",
        "corriere",
        "gazzetta",
        "messaggero",
        "courrier",
        "quotidien",
        "dépêche",
        "presse",
        "nouvelles",
        "zeitung",
        "nachrichten",
        "rundschau",
        "anzeiger",
        "tagblatt",
        "tageblatt",
        "kurier",
        "nachrichtenagentur",
        "haber",
        "ajansı",
        "gazetesi",
        "агентство",
        "газета",
        "новости",
        "известия",
        "вестник",
        "телеканал",
        "ведомости",
        "правда",
        "агентство",
        "агенція",
        "новини",
        "وكالة",
        "صحيفة",
        "قناة",
        "شبكة",
        "جريدة",
        "insider",
        "monitor",
        "globe",
        "bulletin",
        "dispatch",
        "sentinel",
        "semaphore",
        "sémaphore",
        "vigía",
    ]
)
COMPANY_WORDS = frozenset(
    [
        "inc",
        "corp",
        "ltd",
        "llc",
        "gmbh",
        "ag",
        "plc",
        "group",
        "holding",
        "bank",
        "university",
        "institute",
        "party",
        "union",
        "association",
        "council",
        "office",
        "board",
        "court",
        "parliament",
        "congress",
        "senate",
        "house",
        "police",
        "army",
        "navy",
        "force",
        "forces",
        "fund",
        "center",
        "centre",
        "foundation",
        "league",
        "club",
        "company",
        "authority",
        "laboratory",
        "coalition",
        "alliance",
        "front",
        "movement",
        "campaign",
        "society",
        "federation",
        "committee",
        "commission",
        "ministry",
        "department",
        "agency",
        "service",
        "bureau",
        "administration",
    ]
)


@dataclass(frozen=True, slots=True)
class Named:
    """A source phrase understood. `name` is None for a mere reference (pronoun, "the spokesman", "the ministry").

    `head` is the folded noun that a reference turns on; `body` the tokens of the organisation a person or a document
    belongs to; token ranges are half-open.
    """

    refers: Refers
    kind: ActorKind
    name: str | None = None
    span: Span | None = None
    role: str | None = None
    alias: str | None = None
    head: str = ""
    body: tuple[int, int] | None = None
    gender: Gender = ""
    plural: bool = False
    definite: bool = False


@lru_cache(maxsize=32)
def _sets(language: Language) -> tuple[frozenset[str], frozenset[str], Lexicon, Lexicon, Lexicon]:
    """Words that a name cannot begin with, prepositions and articles, and the lists of female and male forms, plurals."""
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
    of = language.code
    return (
        small,
        joining,
        Lexicon(listed(language, "actors", "feminine"), of),
        Lexicon(listed(language, "actors", "masculine"), of),
        Lexicon(listed(language, "actors", "plural"), of),
    )


def small_words(language: Language) -> frozenset[str]:
    """Words that begin sentences but no names."""
    return _sets(language)[0]


def is_role(language: Language, word: str) -> bool:
    """True for a role noun; German compounds count by their ending ("regierungssprecher")."""
    if word in language.roles:
        return True
    if language.code == "de" and len(word) > 7:
        return any(len(role) > 5 and word.endswith(role) for role in language.roles.words)
    return False


def is_body(language: Language, word: str) -> bool:
    """True for a head noun of an organisation; German compounds count by their ending ("lebensmittelbehörde")."""
    if word in language.bodies:
        return True
    if language.code == "de" and len(word) > 7:
        return any(len(body) > 4 and word.endswith(body) for body in language.bodies.words)
    return False


def gender_of(language: Language, lower: Iterable[str]) -> Gender:
    """The gender that a title or role form shows, "" when it shows none."""
    _, _, feminine, masculine, _ = _sets(language)
    for word in lower:
        if word in feminine:
            return "f"
        if word in masculine:
            return "m"
    return ""


def capital_runs(words: Words, language: Language, lo: int, hi: int) -> Iterator[tuple[int, int]]:
    """Token ranges that look like proper names: capitals, with small particles between them, in order."""
    small = small_words(language)
    surface, lower, starts, ends = words.surface, words.lower, words.starts, words.ends
    i = lo
    while i < hi:
        word = surface[i]
        if not word[0].isupper() or (lower[i] in small and (i == lo or not _in_name(words, i)) and not _acronym(word)):
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
            elif lower[k] in PARTICLES and k + 1 < hi and surface[k + 1][0].isupper():
                if lower[k] in ("and", "und", "y", "e") or (k + 1 < hi and surface[k + 1] in _QUOTES):
                    break
                k += 2
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


def _in_name(words: Words, i: int) -> bool:
    return i > 0 and words.surface[i - 1][0].isupper()


def _acronym(word: str) -> bool:
    letters = word.replace(".", "").replace("-", "").replace("/", "")
    return 2 <= len(letters) <= 8 and letters.isupper() and letters.isalpha()


def understand(words: Words, language: Language, lo: int, hi: int) -> Named | None:
    """What the tokens from `lo` to `hi` name, None when there is no word in them."""
    lower, surface = words.lower, words.surface
    lo, hi = _without_edges(words, lo, hi)
    if lo >= hi:
        return None
    if hi - lo == 1:
        pronoun = language.pronouns.get(lower[lo])
        if pronoun is not None:
            return _pronoun(pronoun)
    definite, indefinite = False, False
    while lo < hi - 1 and (lower[lo] in language.articles or lower[lo] in language.indefinite):
        indefinite = indefinite or lower[lo] in language.indefinite
        definite = definite or lower[lo] not in language.indefinite
        lo += 1
    plural_marked = indefinite and lo > 0 and _plural_word(language, lower[lo - 1])
    segments, alias = _segments(words, lo, hi)
    if not segments:
        return None
    named = _from_segments(words, language, segments, definite and not indefinite, indefinite, plural_marked)
    return replace(named, alias=alias) if alias else named


def _pronoun(key: str) -> Named:
    gender: Gender = "f" if key.endswith("f") else "plural" if "plural" in key else "n" if key.endswith("n") else "m"
    if key == "first":
        return Named("pronoun", "person", head="first")
    return Named("pronoun", "person", head=key, gender=gender, plural=gender == "plural")


def _without_edges(words: Words, lo: int, hi: int) -> tuple[int, int]:
    surface, lower = words.surface, words.lower
    while lo < hi and not surface[lo][0].isalnum():
        lo += 1
    while lo < hi and (
        lower[hi - 1] in ("'s", "'") or (not surface[hi - 1][0].isalnum() and surface[hi - 1] not in _SHUT)
    ):
        hi -= 1
    return lo, hi


def _segments(words: Words, lo: int, hi: int) -> tuple[list[tuple[int, int]], str | None]:
    """The phrase parted at commas and dashes, brackets taken out; and what a bracket introduced as short form."""
    surface = words.surface
    segments: list[tuple[int, int]] = []
    alias: str | None = None
    start = lo
    i = lo
    while i <= hi:
        word = surface[i] if i < hi else ","
        if word in _OPEN:
            if i > start:
                segments.append((start, i))
            shut = i + 1
            while shut < hi and surface[shut] not in _SHUT:
                shut += 1
            if 0 < shut - i - 1 <= 3 and surface[i + 1][0].isupper() and alias is None:
                alias = words.span(i + 1, shut).of(words.text)
            start = i = shut + 1
            continue
        if word in (",", ";", "–", "—", "--", "،") or (word == "-" and i < hi and words.ends[i - 1] != words.starts[i]):
            if i > start:
                segments.append((start, i))
            start = i + 1
        i += 1
    trimmed = [_without_edges(words, a, b) for a, b in segments]
    return [(a, b) for a, b in trimmed if a < b], alias


def _from_segments(
    words: Words, language: Language, segments: list[tuple[int, int]], definite: bool, indefinite: bool, plural: bool
) -> Named:
    first = segments[0]
    if not indefinite and len(segments) > 1 and language.code != "ar":
        # "The director of the grain office, Ada Quill," / "Ada Quill, director of the grain office"
        for n, (a, b) in enumerate(segments[:3]):
            if pure_name(words, language, a, b) and (n == 0 or _describes(words, language, *first)):
                others = [s for s in segments if s != (a, b)]
                role = others[0] if others and _describes(words, language, *others[0]) else None
                if n == 0 and role is None:
                    break
                return _person(words, language, a, b, role)
    return _phrase(words, language, *first, definite, indefinite, plural)


def _describes(words: Words, language: Language, a: int, b: int) -> bool:
    return (
        any(is_role(language, w) or w in language.unnamed for w in words.lower[a:b])
        or not words.surface[a][0].isupper()
    )


def pure_name(words: Words, language: Language, a: int, b: int) -> bool:
    """True when the tokens are a person's name and nothing else (titles aside)."""
    a = _after_titles(words, language, a, b)
    if not 1 <= b - a <= 6 or not words.surface[a][0].isupper():
        return False
    for i in range(a, b):
        word, low = words.surface[i], words.lower[i]
        if not (word[0].isupper() or low in PARTICLES or word in _INNER):
            return False
        if word[0].isupper() and (
            is_body(language, low) or is_role(language, low) or low in COMPANY_WORDS or low in OUTLET_WORDS
        ):
            return False
    return not (b - a == 1 and _acronym(words.surface[a]))


def _after_titles(words: Words, language: Language, a: int, b: int) -> int:
    while a < b - 1 and (words.lower[a] in language.titles or (words.surface[a] == "." and a > 0)):
        a += 1
    return a


def _person(words: Words, language: Language, a: int, b: int, role: tuple[int, int] | None) -> Named:
    gender = gender_of(language, words.lower[a:b]) or (
        gender_of(language, words.lower[role[0] : role[1]]) if role else ""
    )
    a = _after_titles(words, language, a, b)
    span = words.span(a, b)
    role_text = None
    body = None
    if role:
        r0, r1 = role
        while r0 < r1 - 1 and (words.lower[r0] in language.articles or words.lower[r0] in language.indefinite):
            r0 += 1
        role_text = _bare(words, r0, r1)
        body = body_in(words, language, r0, r1)
    name = _bare(words, a, b)
    return Named("name", "person", name, span, role_text, body=body, gender=gender)


def _bare(words: Words, a: int, b: int) -> str:
    return " ".join(words.span(a, b).of(words.text).split())


def body_in(words: Words, language: Language, lo: int, hi: int) -> tuple[int, int] | None:
    """The organisation that a role's words name ("director of the grain office" → "grain office"), as tokens."""
    lower, surface = words.lower, words.surface
    _, joining, *_ = _sets(language)
    role = next((i for i in range(lo, hi) if is_role(language, lower[i])), None)
    if role is not None and role > lo and language.code not in ("fr", "es", "it", "pt", "ar"):
        # "Russian Defense Ministry spokesman", "ministry's director": the body stands before the role.
        end = role
        while end > lo and (lower[end - 1] in ("'s", "'") or surface[end - 1] in _QUOTES):
            end -= 1
        if end > lo and (is_body(language, lower[end - 1]) or _acronym(surface[end - 1])):
            return lo, end
    start = (role + 1) if role is not None else lo
    last: tuple[int, int] | None = None
    i = start
    while i < hi:
        if lower[i] in joining or not surface[i][0].isalnum():
            i += 1
            continue
        k = i
        while k < hi and surface[k] not in (",", ";") and not (lower[k] in ("at", "in", "chez") and k > i):
            k += 1
        if any(is_body(language, w) for w in lower[i:k]) or any(_acronym(w) for w in surface[i:k]):
            last = (i, k)
        i = k + 1
    return last


def _plural_word(language: Language, word: str) -> bool:
    return word in _sets(language)[4]


def _phrase(words: Words, language: Language, a: int, b: int, definite: bool, indefinite: bool, plural: bool) -> Named:
    lower, surface = words.lower, words.surface
    written = _bare(words, a, b)
    state = state_named(written)
    if state is not None and not indefinite:
        return Named("name", "state", written, words.span(a, b), head=state.code)
    if language.code == "ar":
        return _arabic(words, language, a, b)
    document = next((i for i in range(a, b) if lower[i] in language.documents), None)
    if document is not None:
        return _document(words, language, a, b, document, definite)
    role = next((i for i in range(a, b) if is_role(language, lower[i])), None)
    if role is not None and not (indefinite and not surface[b - 1][0].isupper()):
        found = _with_role(words, language, a, b, role, definite)
        if found is not None:
            return found
    source = next((i for i in range(a, b) if lower[i] in language.unnamed), None)
    body = next((i for i in range(a, b) if is_body(language, lower[i])), None)
    runs = list(capital_runs(words, language, a, b))
    trailing = runs[-1] if runs and runs[-1][1] == b else None
    if source is not None and trailing and trailing[0] == source + 1 and trailing[1] - trailing[0] >= 2:
        return _person(words, language, trailing[0], b, (a, source + 1))
    if source is not None and (body is None or source > body or indefinite):
        return _unnamed(words, language, a, b, source, plural, definite)
    if body is not None and not indefinite:
        if b - a == 1 and (definite or not surface[a][0].isupper()):
            return Named("body", "organisation", head=lower[body], span=words.span(a, b), definite=definite)
        start = _without_possessive(words, a, b)
        return Named(
            "name", "organisation", _bare(words, start, b), words.span(a, b), head=lower[body], definite=definite
        )
    if (
        trailing
        and trailing[0] > a
        and trailing[1] - trailing[0] >= 2
        and lower[trailing[0] - 1] not in language.prepositions
    ):
        # "government mouthpiece Hatem Zarrouq": whatever stands before two capitals is what they are.
        if pure_name(words, language, *trailing):
            return _person(words, language, *trailing, (a, trailing[0]))
    if pure_name(words, language, a, b):
        return _person(words, language, a, b, None)
    if runs and runs[0][0] == a and not indefinite:
        start = _without_possessive(words, a, b)
        return Named(
            "name", "organisation", _bare(words, start, b), words.span(a, b), head=lower[b - 1], definite=definite
        )
    return _unnamed(words, language, a, b, source if source is not None else b - 1, plural, definite)


def _without_possessive(words: Words, a: int, b: int) -> int:
    """Where a body's own name begins: "Bahdara's Health Ministry" → "Health Ministry"; small letters keep the owner."""
    for i in range(a + 1, min(b - 1, a + 4)):
        if words.lower[i] in ("'s", "'") and words.surface[i + 1][0].isupper():
            return i + 1
    return a


def _unnamed(words: Words, language: Language, a: int, b: int, head: int, plural: bool, definite: bool) -> Named:
    many = (
        plural
        or _plural_word(language, words.lower[head])
        or (
            language.code in ("en", "fr", "es", "pt")
            and words.lower[head].endswith("s")
            and not words.lower[head].endswith("ss")
        )
    )
    return Named(
        "unnamed", "unnamed", _bare(words, a, b), words.span(a, b), head=words.lower[head], plural=many, definite=definite,
        gender="plural" if many else gender_of(language, words.lower[a:b]),
    )  # fmt: skip


def _document(words: Words, language: Language, a: int, b: int, at: int, definite: bool) -> Named:
    """A statement of a body speaks for the body; a document of nobody stands for itself."""
    lower, surface = words.lower, words.surface
    _, joining, *_ = _sets(language)
    head = lower[at]
    if at > a and any(_named_word(words, language, i) for i in range(a, at)):
        end = at
        while end > a + 1 and (lower[end - 1] in ("'s", "'") or not _named_word(words, language, end - 1)):
            end -= 1
        return _owner(words, language, a, end, head)
    k = at + 1
    if k < b and (lower[k] in language.nominal_by or lower[k] in language.prepositions or lower[k] in joining):
        k += 1
        while k < b and lower[k] in joining:
            k += 1
        if k < b and any(_named_word(words, language, i) for i in range(k, b)):
            return _owner(words, language, k, b, head)
    elif (
        language.code in ("de", "ru", "uk", "tr")
        and k < b
        and any(_named_word(words, language, i) for i in range(k, b))
    ):
        return _owner(words, language, k, b, head)
    if b - a == 1 or (definite and b - a <= 2):
        return Named("document", "document", _bare(words, a, b), words.span(a, b), head=head, definite=definite)
    return Named("unnamed", "document", _bare(words, a, b), words.span(a, b), head=head, definite=definite)


def _named_word(words: Words, language: Language, i: int) -> bool:
    if is_body(language, words.lower[i]) and words.lower[i] not in language.documents:
        return True
    if language.code == "de":
        return _acronym(words.surface[i]) or (
            words.surface[i][0].isupper() and state_named(words.surface[i]) is not None
        )
    return words.surface[i][0].isupper()


def _owner(words: Words, language: Language, a: int, b: int, document: str) -> Named:
    found = _phrase(words, language, a, b, True, False, False)
    if found.kind == "unnamed":
        return replace(found, refers="unnamed", kind="document")
    return replace(found, head=found.head or document)


def _with_role(words: Words, language: Language, a: int, b: int, role: int, definite: bool) -> Named | None:
    lower, surface = words.lower, words.surface
    runs = list(capital_runs(words, language, role + 1, b))
    if runs and runs[-1][1] == b:
        start, end = runs[-1]
        if start > role + 1 and lower[start - 1] in _sets(language)[1] and end - start > 2:
            # "le ministre de l'Agriculture Rémi Castagne": the first capital belongs to the role.
            start += 1
            while start < end - 2 and not surface[start][0].isupper():
                start += 2
        elif start > role + 1 and lower[start - 1] in _sets(language)[1]:
            start = end
        while start < end and (is_body(language, lower[start]) or is_role(language, lower[start])):
            start += 1
        if start < end and pure_name(words, language, start, end):
            return _person(words, language, start, end, (a, start))
    before = list(capital_runs(words, language, a, role))
    if before and before[0][0] == a and before[0][1] == role and pure_name(words, language, a, role) and not definite:
        if role - a >= 2 and language.code == "tr":
            return None
    body = body_in(words, language, a, b)
    text = _bare(words, a, b)
    many = _plural_word(language, lower[role])
    if many:
        return _unnamed(words, language, a, b, role, True, definite)
    return Named(
        "role", "unnamed", text, words.span(a, b), role=text, head=lower[role], body=body,
        gender=gender_of(language, lower[a:b]), definite=True,
    )  # fmt: skip


def _arabic(words: Words, language: Language, a: int, b: int) -> Named:
    """Arabic writes no capitals: a name is what is left after roles, bodies and nouns with the article."""
    lower, surface = words.lower, words.surface
    known = [
        i for i in range(a, b)
        if is_role(language, lower[i]) or is_body(language, lower[i]) or lower[i] in language.documents
        or lower[i] in language.unnamed or lower[i] in language.prepositions
    ]  # fmt: skip
    role = next((i for i in range(a, b) if is_role(language, lower[i])), None)
    if role is not None:
        start = (known[-1] + 1) if known else role + 1
        while start < b and lower[start].startswith("ال") and b - start > 1:
            start += 1
        while b - start > 3:
            start += 1
        if start < b and b - start >= 2 and not lower[start].startswith("ال"):
            return replace(_person(words, language, start, b, (a, start)), body=_arabic_body(words, language, a, start))
        text = _bare(words, a, b)
        return Named("role", "unnamed", text, words.span(a, b), role=text, head=lower[role], body=_arabic_body(words, language, a, b),
                     gender=gender_of(language, lower[a:b]), definite=True)  # fmt: skip
    if lower[a] in language.unnamed or (known and lower[known[0]] in language.unnamed and known[0] == a):
        return _unnamed(words, language, a, b, a, False, False)
    document = next((i for i in range(a, b) if lower[i] in language.documents), None)
    body = next((i for i in range(a, b) if is_body(language, lower[i])), None)
    if body is not None:
        if b - a == 1 and lower[a].startswith("ال"):
            return Named("body", "organisation", head=lower[a], span=words.span(a, b), definite=True)
        return Named("name", "organisation", _bare(words, body, b), words.span(a, b), head=lower[body])
    if document is not None:
        if b - a == 1:
            return Named("document", "document", _bare(words, a, b), words.span(a, b), head=lower[a], definite=True)
        return Named("unnamed", "document", _bare(words, a, b), words.span(a, b), head=lower[document])
    titled = _after_titles(words, language, a, b)
    if 2 <= b - titled <= 4 and not lower[titled].startswith("ال"):
        return _person(words, language, a, b, None)
    if b - titled == 1 and not lower[titled].startswith("ال"):
        return _person(words, language, titled, b, None)
    return _unnamed(words, language, a, b, a, False, False)


def _arabic_body(words: Words, language: Language, a: int, b: int) -> tuple[int, int] | None:
    body = next((i for i in range(a, b) if is_body(language, words.lower[i])), None)
    return (body, b) if body is not None else None
