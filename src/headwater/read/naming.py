"""What a source's words mean: a name, a pronoun, a description, somebody of a group, or a group of names."""

from __future__ import annotations

from dataclasses import replace

from headwater.read.apposition import from_segments
from headwater.read.capitals import NEVER_FIRST, surname_here
from headwater.read.heads import head_of, without_edges
from headwater.read.language import Language
from headwater.read.named import Named, bare
from headwater.read.names import POINTING, QUOTES, is_plural, is_title, joining_words, pure_name, small_words
from headwater.read.people import Gender, is_person_noun, people_of
from headwater.read.phrases import in_register
from headwater.read.words import Words

# Behind a source, and no part of whom it names: "a docker there", "the ministry now".
_PLACED = frozenset(("there", "here", "now", "still", "also", "again", "later", "then", "too"))
_OPEN, _SHUT = frozenset("([{"), frozenset(")]}")
_MANY = frozenset(("these", "those", "many", "most", "several", "few", "all", "both"))
_AND = frozenset(("and", "und", "y", "e", "et", "i", "и", "і", "й", "та", "ve", "ile"))
# German articles that no plural has; "der" has it in the genitive, which opens no source.
_GERMAN_ONE = frozenset(("der", "dem", "des", "ein", "einem", "einen", "eines", "dieser", "diesem"))
# What joins "two" and "the engineers".
_OF = frozenset(
    ["of", "out", "von", "der", "de", "des", "d'", "du", "do", "dos", "da", "das", "di", "dei", "degli", "delle", "d'entre",
     "из", "з", "із", "зі", "من"]
)  # fmt: skip
# Languages that do not mark a noun spoken of before.
_NO_DEFINITE = frozenset(("ru", "uk", "tr"))
_PARTICIPLES = ("en", "an", "ği", "ğı", "ğu", "ğü")
# Pronouns of the verb that follows, which a source may end in.
_CLITICS = {
    "it": ("ci", "si", "ne", "lo", "la", "li"),
    "es": ("se", "lo", "le", "les"),
    "pt": ("se", "lhe"),
    "fr": ("y", "en", "se", "s'", "ne", "n'", "l'"),
}
_ABOUT = frozenset(("only", "just", "even", "about", "nearly", "almost", "roughly", "some"))
_SCALES = frozenset(("dozen", "hundred", "thousand", "dozens", "hundreds", "thousands"))
# Nouns for several people at once.
_COLLECTIVE = frozenset(
    ("crew", "staff", "team", "family", "group", "couple", "pair", "trio", "crowd", "équipage", "équipe", "famille", "groupe", "tripulación",
     "equipo", "familia", "grupo", "tripulação", "equipe", "família", "equipaggio", "squadra", "famiglia", "gruppo", "besatzung", "mannschaft",
     "familie", "gruppe", "экипажа", "команды", "семьи", "екіпажу", "команди", "родини")
)  # fmt: skip
_BOTH = frozenset(
    ("both", "beide", "beiden", "ambos", "ambas", "entrambi", "entrambe", "оба", "обе", "обидва", "обидві", "ikisi", "كلاهما")
)  # fmt: skip
LONGEST_PARTITIVE = 5
"""Words of "one of those men" at most; a longer phrase with a pronoun in it is something else."""


def understand(words: Words, language: Language, lo: int, hi: int) -> Named | None:
    """What the tokens from `lo` to `hi` name, None when there is no word in them."""
    lower, surface = words.lower, words.surface
    lo, hi = without_edges(words, lo, hi)
    if lo >= hi:
        return None
    people = people_of(language)
    if lower[hi - 1] in _BOTH and (hi - lo == 1 or (hi - lo == 2 and lower[lo] in language.articles)):
        return _counted(2)
    if hi - lo == 1 and lower[lo] in ("on", "man"):
        return None  # nobody in particular
    if hi - lo == 1:
        pronoun = language.pronouns.get(lower[lo])
        if pronoun is not None:
            return _pronoun(pronoun)
        if lower[lo] in people.owners or lower[lo] in language.listed("grammar", "possessives"):
            # "По его словам": who owns the words; "ihren" can be hers or theirs.
            whose = people.owners.get(lower[lo])
            return _owner_alone(whose) if whose else None
        if lower[lo] in language.relatives or (language.code == "en" and lower[lo] == "that"):
            return Named("relative", "person", head=lower[lo], span=words.span(lo, hi))
    # "Sözcü" is a newspaper and a spokesman: a noun for persons is a description first.
    known = None if hi - lo == 1 and is_person_noun(language, lower[lo]) else in_register(words, language, lo, hi)
    if known is not None:
        return known
    while hi - 1 > lo and (lower[hi - 1] in language.time_words or lower[hi - 1] in language.conjunctions):
        hi -= 1
    if language.code == "tr":
        while hi - 1 > lo and lower[hi - 1] in ("de", "da", "ise", "dün", "bugün"):
            hi -= 1
    while hi - 1 > lo and lower[hi - 1] in _PLACED and surface[hi - 1].islower():
        hi -= 1
    partitive = _one_of(words, language, lo, hi) if hi - lo <= LONGEST_PARTITIVE else None
    if partitive is not None:
        return partitive
    while hi - 1 > lo and lower[hi - 1] in _CLITICS.get(language.code, ()):
        hi -= 1
    hi = _before_date(words, language, lo, hi)
    clause = _relative(words, language, lo, hi)
    thing = clause < hi and lower[clause] == "which"
    hi = clause
    lo, hi = without_edges(words, lo, hi)
    if lo >= hi:
        return None
    partitive = _one_of(words, language, lo, hi)
    if partitive is not None:
        return partitive
    group = _group(words, language, lo, hi)
    if group is not None:
        return group
    if language.code == "tr":
        # "Adının açıklanmasını istemeyen bir yetkili": the clause before the article is no part of whom it names.
        one = next(
            (i for i in range(hi - 2, lo, -1) if lower[i] == "bir" and lower[i - 1].endswith(_PARTICIPLES)), None
        )
        lo = one if one is not None else lo
    start = lo
    definite, indefinite, many, number = False, False, False, None
    owner: Gender = ""
    owned = False
    while lo < hi - 1:
        word = lower[lo]
        if word in language.articles or word in language.indefinite:
            if surface[lo][0].isupper() and surface[lo + 1][0].isupper() and _inside_sentence(words, lo):
                break  # "of El Candil": the article is part of the name
            indefinite = indefinite or word in language.indefinite
            definite = definite or word not in language.indefinite
        elif language.code == "en" and word in POINTING:
            definite, many = definite or word not in ("no", "many", "most", "few", "several"), many or word in _MANY
            indefinite = indefinite or word in ("no", "many", "most", "few", "several")
        elif language.code == "en" and (word in _ABOUT or word in _SCALES):
            indefinite = indefinite or not definite
            many = many or word in _SCALES
        elif word in people.owners or word in language.listed("grammar", "possessives"):
            owner, owned, definite = people.owners.get(word, ""), True, True
        elif word in people.numbers:
            indefinite = indefinite or not definite
        else:
            break
        if word in people.numbers:
            value = float(people.numbers.get(word) or 0)
            number = int(value) if value > 1 and value == int(value) else number
        lo += 1
    many = many or (indefinite and lo > start and (is_plural(language, lower[lo - 1]) or bool(number)))
    one = lo > start and language.code == "de" and lower[lo - 1] in _GERMAN_ONE
    surname = surface[lo][0].isupper() and (
        lower[lo] in NEVER_FIRST.get(language.code, ()) or (hi - lo == 1 and surname_here(words, lo))
    )
    if hi - lo == 1 and definite and lower[lo] in people.numbers:
        # "The two": a number of those spoken of before.
        return _counted(int(float(people.numbers.get(lower[lo]) or 0)))
    small = hi - lo == 1 and lower[lo] in small_words(language) and not (surface[lo].isupper() or surname)
    if small and not is_person_noun(language, lower[lo]):
        return None
    segments, alias = _segments(words, lo, hi)
    if not segments:
        return None
    named = from_segments(words, language, segments, definite and not indefinite, indefinite, many)
    if thing and named.kind == "person" and named.role is None:
        named = replace(named, kind="organisation")
    if named.kind == "person" and "&" in (named.name or ""):
        named = replace(named, kind="organisation", role=None)  # "Cole & Marr" is a firm, whatever it is called
    if named.refers in ("role", "unnamed", "body"):
        other = any(people.others.at(lower, i, hi) for i in range(start, min(hi, start + 3)))
        if one and named.plural:
            named = replace(named, plural=False, gender="")  # "der Beamte", "ein Beamter"
        if not indefinite and (language.code in _NO_DEFINITE or (hi - lo == 1 and not named.plural)):
            named = replace(named, definite=True)
        if named.name and (bare_name := _past_article(language, named.name)) != named.name:
            named = replace(named, name=bare_name)
        named = replace(named, owner=owner, number=number or named.number, other=other)
    elif named.refers == "name" and named.kind == "person" and named.role and not named.owner and (owner or not owned):
        named = replace(named, owner=owner)  # "its launch officer Ada Quill"
    return replace(named, alias=alias) if alias else named


def _counted(number: int) -> Named:
    return Named("pronoun", "person", head="plural", gender="plural", plural=True, number=number)


def _past_article(language: Language, name: str) -> str:
    """The name of somebody unnamed without an article that a comma left in it: "One, a retired teacher"."""
    first, _, rest = name.partition(" ")
    return rest if rest and first in language.articles and first.islower() else name


def _owner_alone(gender: Gender) -> Named:
    key = {"f": "f", "plural": "plural", "n": "n"}.get(gender, "third_person_singular_m")
    return _pronoun(key)


def _one_of(words: Words, language: Language, lo: int, hi: int) -> Named | None:
    """ "One of them", "two of the engineers": somebody of a group that the text has named before, or names here."""
    people, lower = people_of(language), words.lower
    alone = hi - lo == 1 and language.code == "ar"
    if hi - lo <= LONGEST_PARTITIVE and (
        any(lower[i] in people.partitives for i in range(lo + 1, hi)) or (alone and lower[lo] in people.partitives)
    ):
        number = people.numbers.get(lower[lo])
        return Named("partitive", "unnamed", bare(words, lo, hi), words.span(lo, hi), head=lower[lo], animate=True,
                     plural=number is None and is_plural(language, lower[lo]),
                     number=int(float(number)) if number else None)  # fmt: skip
    if lower[lo] in ("أحد", "إحدى", "احد", "احدى") and hi - lo > 1:
        return Named(
            "unnamed", "unnamed", bare(words, lo, hi), words.span(lo, hi), head=lower[lo + 1], animate=True, other=True
        )
    whole = lo
    if lower[lo] in language.articles and lo + 1 < hi and lower[lo + 1] in people.numbers:
        lo += 1  # "l'un des marins"
    first = lower[lo]
    several = first in _MANY or first in people.numbers or (first in language.indefinite and first not in ("a", "an"))
    if not several or hi - lo < 3:
        return None
    joint = lower[lo + 1]
    if joint not in _OF and not (joint in language.articles and joint not in language.indefinite):
        return None
    rest = lo + 1
    while rest < hi - 1 and (lower[rest] in joining_words(language) or lower[rest] in language.articles):
        rest += 1
    head = head_of(words, language, rest, hi)
    if not (is_person_noun(language, lower[head]) or lower[head] in _COLLECTIVE):
        return None
    value = people.numbers.get(first)
    one = (value is not None and float(value) == 1) or (
        value is None and not is_plural(language, first) and first not in _MANY
    )
    return Named("unnamed", "unnamed", bare(words, whole, hi), words.span(whole, hi), head=lower[head], plural=not one,
                 gender="" if one else "plural", animate=True, other=True,
                 number=int(float(value)) if value is not None and float(value) > 1 else None)  # fmt: skip


def _group(words: Words, language: Language, lo: int, hi: int) -> Named | None:
    """Several names joined by "and": "Mara Oduya and Leon Brack", "Oduya, Brack and Holt"."""
    if words.lower[lo] in POINTING and lo < hi - 1:
        lo += 1
    while hi > lo and words.surface[hi - 1] in _SHUT and any(words.surface[i] in _OPEN for i in range(lo, hi)):
        hi = max(i for i in range(lo, hi) if words.surface[i] in _OPEN)  # "Rep. Dora Finch (D-Vt.)"
    if hi - lo < 3:
        return None
    joints = [i for i in range(lo + 1, hi - 1) if words.lower[i] in _AND]
    if len(joints) != 1 or language.code == "ar":
        return None
    parts: list[tuple[int, int]] = []
    start = lo
    for i in (*(k for k in range(lo, joints[0]) if words.surface[k] == ","), joints[0], hi):
        parts.append(without_edges(words, start, i))
        start = i + 1
    if any(a >= b for a, b in parts) or len(parts) < 2:
        return None
    names = []
    for a, b in parts:
        first = a
        while first < b - 1 and (
            words.surface[first][0].islower() or is_title(language, words.lower[first]) or words.surface[first] == "."
            or is_person_noun(language, words.lower[first])
        ):  # fmt: skip
            first += 1
        if not pure_name(words, language, first, b):
            return None
        names.append((first, b))
    # "Marks and Spencer" is a firm for all we know; the scene decides when both are known.
    full = all(b - a > 1 for a, b in names)
    lo = names[0][0]  # "Senators Ann Poole and Rob Tate": a name is without its role
    return Named("group", "person", bare(words, lo, hi), words.span(lo, hi), plural=True, number=len(names),
                 gender="plural", several=tuple(names), definite=full, animate=True)  # fmt: skip


def _before_date(words: Words, language: Language, lo: int, hi: int) -> int:
    """The phrase's end without a date: "the company's statement of 4 March"."""
    for i in range(lo + 2, hi):
        if words.surface[i].isdigit():
            end = i
            while end > lo + 1 and words.lower[end - 1] in joining_words(language):
                end -= 1
            return end if end < i else hi
    return hi


def _relative(words: Words, language: Language, lo: int, hi: int) -> int:
    """Where a relative clause begins in the phrase ("an engineer who worked there"), or its end."""
    for i in range(lo + 1, hi):
        if words.lower[i] in language.relatives and (
            words.surface[i - 1] == "," or words.lower[i] not in joining_words(language)
        ):
            return i
    return hi


def _inside_sentence(words: Words, i: int) -> bool:
    return words.sentences[words.sentence_of[i]][0] < i and words.surface[i - 1] not in QUOTES


def _pronoun(key: str) -> Named:
    gender: Gender = "f" if key.endswith("f") else "plural" if "plural" in key else "n" if key.endswith("n") else "m"
    if key == "first":
        return Named("pronoun", "person", head="first")
    return Named("pronoun", "person", head=key, gender=gender, plural=gender == "plural")


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
    trimmed = [without_edges(words, a, b) for a, b in segments]
    return [(a, b) for a, b in trimmed if a < b], alias
