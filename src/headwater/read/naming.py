"""What a source phrase names: a person with role and affiliation, a body, a document, or somebody unnamed."""

from __future__ import annotations

from dataclasses import replace

from headwater.read.language import Language
from headwater.read.named import Named, bare, unnamed
from headwater.read.names import (
    OUTLET_WORDS,
    QUOTES,
    Gender,
    after_titles,
    capital_runs,
    gender_of,
    is_acronym,
    is_body,
    is_plural,
    is_role,
    joining_words,
    name_words,
    outlet_nouns,
    pure_name,
    small_words,
)
from headwater.read.persons import body_in, person
from headwater.read.states import state_named
from headwater.read.uncased import uncased
from headwater.read.words import Words

# Languages in which a person's name takes no article.
_NO_ARTICLE = frozenset(("en", "fr", "es", "de"))
_ADJECTIVES = ("ое", "ая", "ый", "ий", "ого", "ой", "ым", "ому", "ої", "ий", "ка", "ке", "ному", "им")
# Behind a source, and no part of whom it names: "a docker there", "the ministry now".
_PLACED = frozenset(("there", "here", "now", "still", "also", "again", "later", "then", "too"))
_OWNERS = {"його": "m", "его": "m", "її": "f", "её": "f", "ее": "f", "їх": "plural", "их": "plural", "seinen": "m"}
_OPEN, _SHUT = frozenset("([{"), frozenset(")]}")


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
        if lower[lo] in language.listed("grammar", "possessives"):
            # "По его словам": who owns the words; "ihren" can be hers or theirs.
            return _pronoun(_OWNERS[lower[lo]]) if lower[lo] in _OWNERS else None
    while hi - 1 > lo and (lower[hi - 1] in language.time_words or lower[hi - 1] in language.conjunctions):
        hi -= 1
    if language.code == "tr":
        while hi - 1 > lo and lower[hi - 1] in ("de", "da", "ise", "dün", "bugün"):
            hi -= 1
    while hi - 1 > lo and lower[hi - 1] in _PLACED and surface[hi - 1].islower():
        hi -= 1
    definite, indefinite = False, False
    hi = _before_date(words, language, lo, hi)
    clause = _relative(words, language, lo, hi)
    thing = clause < hi and lower[clause] == "which"
    hi = clause
    lo, hi = _without_edges(words, lo, hi)
    if lo >= hi:
        return None
    while lo < hi - 1 and (lower[lo] in language.articles or lower[lo] in language.indefinite):
        if surface[lo][0].isupper() and surface[lo + 1][0].isupper() and _inside_sentence(words, lo):
            break  # "of El Candil": the article is part of the name
        indefinite = indefinite or lower[lo] in language.indefinite
        definite = definite or lower[lo] not in language.indefinite
        lo += 1
    plural_marked = indefinite and lo > 0 and is_plural(language, lower[lo - 1])
    if hi - lo == 1 and lower[lo] in small_words(language) and not surface[lo].isupper():
        return None
    segments, alias = _segments(words, lo, hi)
    if not segments:
        return None
    named = _from_segments(words, language, segments, definite and not indefinite, indefinite, plural_marked)
    if thing and named.kind == "person" and named.role is None:
        named = replace(named, kind="organisation")
    if named.kind == "person" and "&" in (named.name or ""):
        named = replace(named, kind="organisation", role=None)  # "Cole & Marr" is a firm, whatever it is called
    return replace(named, alias=alias) if alias else named


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


def _without_edges(words: Words, lo: int, hi: int) -> tuple[int, int]:
    surface, lower = words.surface, words.lower
    while lo < hi and (not surface[lo][0].isalnum() or (surface[lo][0].isdigit() and "-" in surface[lo])
                       or (lower[lo] == "date" and lo + 1 < hi and surface[lo + 1][0].isdigit())):  # fmt: skip
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
                firm = _firm(words, language, *role) if role else None
                if firm is not None:
                    # "the operator, Orma Power,"
                    return Named("name", "organisation", bare(words, a, b), words.span(a, b), head=words.lower[firm])
                return person(words, language, a, b, role)
    return _phrase(words, language, *first, definite, indefinite, plural)


def _firm(words: Words, language: Language, a: int, b: int) -> int | None:
    """The noun for a firm in an apposition that names no person's role."""
    if any(is_role(language, word) for word in words.lower[a:b]):
        return None
    return next((i for i in range(a, b) if words.lower[i] in name_words("companies")), None)


def _describes(words: Words, language: Language, a: int, b: int) -> bool:
    return (
        any(is_role(language, w) or w in language.unnamed for w in words.lower[a:b])
        or not words.surface[a][0].isupper()
    )


def _phrase(words: Words, language: Language, a: int, b: int, definite: bool, indefinite: bool, plural: bool) -> Named:
    lower, surface = words.lower, words.surface
    written = bare(words, a, b)
    state = state_named(written)
    if state is not None and not indefinite:
        return Named("name", "state", written, words.span(a, b), head=state.code)
    if language.code == "ar":
        return uncased(words, language, a, b)
    material = next((i for i in range(a, min(b, a + 3)) if lower[i] in name_words("materials")), None)
    if material is not None and surface[material][0].islower() | (language.code == "de"):
        inside = next((i for i in range(material + 1, b) if _named_word(words, language, i)), None)
        return Named("unnamed", "document", written, words.span(a, b), head=lower[material],
                     body=(inside, b) if inside is not None else None, definite=definite)  # fmt: skip
    outlet = _outlet(words, language, a, b)
    if outlet is not None:
        return outlet
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
        return person(words, language, trailing[0], b, (a, source + 1))
    firm = next((i for i in range(a, b) if lower[i] in name_words("companies")), None)
    if firm is not None and trailing and trailing[0] == firm and trailing[1] - firm > 1 and surface[firm][0].isupper():
        trailing = (firm + 1, trailing[1])
    if firm is None and trailing and trailing[0] > a and surface[trailing[0] - 1][0].islower():
        # "the charity Red Moon"
        before = trailing[0] - 1
        firm = before if is_body(language, lower[before]) and before - a < 3 else None
    if firm is not None and trailing and trailing[0] > firm and trailing[0] - firm <= 2:
        # "the shipping company Linee Cavora"
        return Named("name", "organisation", bare(words, *trailing), words.span(*trailing), head=lower[firm])
    if (
        trailing
        and trailing[0] > a
        and trailing[1] - trailing[0] >= 2
        and surface[trailing[0] - 1][0].islower()
        and lower[trailing[0] - 1] not in joining_words(language)
        and pure_name(words, language, *trailing)
    ):
        # "government mouthpiece Hatem Zarrouq": whatever stands before two capitals is what they are.
        return person(words, language, *trailing, (a, trailing[0]))
    if source is not None and (body is None or source > body or indefinite):
        return unnamed(words, language, a, b, source, plural, definite)
    if body is not None and not _heads(words, language, a, body):
        # "members of the committee" are not the committee.
        return replace(unnamed(words, language, a, b, a, plural, definite), body=(body, b))
    if firm is not None and not indefinite and (b - a == 1 or (definite and not runs)):
        return Named("body", "organisation", head=lower[firm], span=words.span(a, b), definite=True)
    if body is not None and not indefinite:
        if b - a == 1 and (definite or not surface[a][0].isupper()):
            return Named("body", "organisation", head=lower[body], span=words.span(a, b), definite=definite)
        start = _without_possessive(words, a, b)
        return Named(
            "name", "organisation", bare(words, start, b), words.span(a, b), head=lower[body], definite=definite
        )
    if _common_noun(words, language, a, b):
        return unnamed(words, language, a, b, a, plural, definite)
    if pure_name(words, language, a, b):
        titled = after_titles(words, language, a, b) > a
        if definite and not titled and language.code in _NO_ARTICLE:
            # "the Cradle": persons take no article there.
            return Named("name", "organisation", written, words.span(a, b), head=lower[b - 1], definite=True)
        return person(words, language, a, b, None)
    if runs and runs[0][0] == a and not indefinite:
        start = _without_possessive(words, a, b)
        return Named(
            "name", "organisation", bare(words, start, b), words.span(a, b), head=lower[b - 1], definite=definite
        )
    return unnamed(words, language, a, b, source if source is not None else b - 1, plural, definite)


def _common_noun(words: Words, language: Language, a: int, b: int) -> bool:
    """True for one word that opens its sentence with a capital and stands elsewhere without: "Docker says", "the docker"."""
    if b - a != 1 or language.code == "de" or a != words.sentences[words.sentence_of[a]][0]:
        return False
    return words.surface[a][1:].islower() and words.lower[a] in words.surface


def _heads(words: Words, language: Language, a: int, body: int) -> bool:
    """True when the body's noun is the head of the phrase that begins at `a`: nothing small joins another noun before it."""
    if language.code in ("ru", "uk") and body > a and words.surface[a][0].islower():
        # "працівник міністерства": a genitive; "российское министерство" has an adjective before it.
        return words.lower[body - 1].endswith(_ADJECTIVES)
    joint = next((i for i in range(a + 1, body) if words.lower[i] in language.prepositions), None)
    if joint is None or language.code == "ar":
        return True
    return words.surface[a][0].isupper() and language.code != "de"


def _outlet(words: Words, language: Language, a: int, b: int) -> Named | None:
    """An outlet by its noun ("the state agency SNA") or by the words of its name ("Sabha News Agency")."""
    nouns = outlet_nouns(language)
    noun = next((i for i in range(a, min(b, a + 4)) if nouns.at(words.lower, i, b)), a)
    hit = nouns.at(words.lower, noun, b)
    runs = list(capital_runs(words, language, a, b))
    last = runs[-1] if runs else None
    if hit and last and last[0] >= noun + hit[0] and last[1] == b and last[0] - noun - hit[0] <= 2:
        return Named("name", "outlet", bare(words, *last), words.span(*last), head=words.lower[noun])
    if last and last[0] == a and nouns.before(words.lower, b, a) and last[1] in (b, b - 1) and b - a > 1:
        named = last[1] == b
        return Named("name", "outlet", bare(words, a, last[1]), words.span(a, last[1]), head=words.lower[b - 1]) if (
            not named or any(w in OUTLET_WORDS for w in words.lower[a:b])
        ) else None  # fmt: skip
    telling = last == (a, b) and b - a > 1 and any(w in OUTLET_WORDS for w in words.lower[a:b])
    if telling and not any(is_role(language, w) for w in words.lower[a:b]):
        return Named("name", "outlet", bare(words, a, b), words.span(a, b), head=words.lower[b - 1])
    return None


def _without_possessive(words: Words, a: int, b: int) -> int:
    """Where a body's own name begins: "Bahdara's Health Ministry" → "Health Ministry"; small letters keep the owner."""
    for i in range(a + 1, min(b - 1, a + 4)):
        if words.lower[i] in ("'s", "'") and words.surface[i + 1][0].isupper():
            return i + 1
    return a


def _document(words: Words, language: Language, a: int, b: int, at: int, definite: bool) -> Named:
    """A statement of a body speaks for the body; a document of nobody stands for itself."""
    lower, _surface = words.lower, words.surface
    joining = joining_words(language)
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
        return Named("document", "document", bare(words, a, b), words.span(a, b), head=head, definite=definite)
    return Named("unnamed", "document", bare(words, a, b), words.span(a, b), head=head, definite=definite)


def _named_word(words: Words, language: Language, i: int) -> bool:
    if is_body(language, words.lower[i]) and words.lower[i] not in language.documents:
        return True
    if language.code == "de":
        return is_acronym(words.surface[i]) or (
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
        if start > role + 1 and lower[start - 1] in joining_words(language) and end - start > 2:
            # "le ministre de l'Agriculture Rémi Castagne": the first capital belongs to the role.
            start += 1
            while start < end - 2 and not surface[start][0].isupper():
                start += 2
        elif start > role + 1 and lower[start - 1] in joining_words(language):
            start = end
        if start > role + 1 and end - start == 1 and language.code in ("ru", "uk"):
            start = end  # "капітанію порту Портоваро": a genitive more often than a name
        while start < end and (is_body(language, lower[start]) or is_role(language, lower[start])):
            start += 1
        if start < end and pure_name(words, language, start, end):
            return person(words, language, start, end, (a, start))
    body = body_in(words, language, a, b)
    text = bare(words, a, b)
    many = is_plural(language, lower[role])
    if many:
        return unnamed(words, language, a, b, role, True, definite)
    return Named(
        "role", "unnamed", text, words.span(a, b), role=text, head=lower[role], body=body,
        gender=gender_of(language, lower[a:b]), definite=True,
    )  # fmt: skip
