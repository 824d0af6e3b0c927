"""What a noun phrase names: a person with role and affiliation, a body, a document, or somebody unnamed."""

from __future__ import annotations

from dataclasses import replace

from headwater.read.heads import (
    ADJECTIVES,
    head_of,
    heads_english,
    heads_its_phrase,
    is_common_noun,
    past_possessive,
)
from headwater.read.language import Language
from headwater.read.named import Named, bare, unnamed
from headwater.read.names import (
    COMPANY_WORDS,
    FIRMS,
    OUTLET_WORDS,
    PARTICLES,
    after_titles,
    capital_runs,
    gender_of,
    heads_a_body,
    is_acronym,
    is_document,
    is_plural,
    is_role,
    joining_words,
    name_words,
    outlet_nouns,
    pure_name,
)
from headwater.read.outlets import known_outlet
from headwater.read.people import is_person_noun, may_be_person_noun, people_of
from headwater.read.persons import body_in, person, speaks_for
from headwater.read.states import state_named, state_names
from headwater.read.uncased import uncased
from headwater.read.words import Words

# Languages in which a person's name takes no article.
_NO_ARTICLE = frozenset(("en", "fr", "es", "de"))

_SURNAME_PARTICLES = frozenset(("dos", "van", "von", "bin", "ben", "ibn", "ter", "ten", "zu", "al", "el"))

_BELONGING = frozenset(
    (
        "of",
        "from",
        "at",
        "von",
        "vom",
        "der",
        "des",
        "bei",
        "beim",
        "aus",
        "de",
        "du",
        "des",
        "del",
        "della",
        "dell'",
        "da",
        "do",
        "chez",
        "из",
        "з",
        "із",
    )
)


def of_a_body(words: Words, language: Language, a: int, b: int) -> Named | None:
    """ "Tamara Weld of the Health Workers' Union": two capitals that are a person's name, and the body they belong to."""
    joint = next(
        (k for k in range(a + 2, b - 1) if words.lower[k] in _BELONGING and words.surface[k][0].islower()), None
    )
    if joint is None or not pure_name(words, language, a, joint):
        return None
    run = (a, joint)
    start = run[1]
    while start < b - 1 and (words.lower[start] in _BELONGING or words.lower[start] in language.articles):
        start += 1
    if not any(heads_a_body(language, w) for w in words.lower[start:b]) and not any(
        map(is_acronym, words.surface[start:b])
    ):
        return None
    return replace(person(words, language, *run, (run[1], b)), role=None, body=(start, b))


def _somebody(
    words: Words, language: Language, a: int, b: int, definite: bool, plural: bool, indefinite: bool
) -> Named | None:
    """An English phrase that turns on a noun for persons: "hedge fund executives", "Corporate lobbyists", "Republicans"."""
    if language.code != "en":
        return None
    head = head_of(words, language, a, b)
    noun, written = words.lower[head], words.surface[head]
    many = noun.endswith("s") and not noun.endswith("ss")
    if written[0].isupper() and not ((many or noun in ("people", "others")) and is_person_noun(language, noun)):
        return None
    if written[0].isupper() and head != a and not words.surface[a][0].isupper():
        return None
    if not is_person_noun(language, noun):
        named = words.surface[a][0].isupper() and may_be_person_noun(language, noun)
        if not named or noun in OUTLET_WORDS or is_document(language, noun) or heads_a_body(language, noun):
            return None
    elif is_role(language, noun) and not indefinite and not many:
        return None
    return unnamed(words, language, a, b, head, plural, definite)


def phrase(words: Words, language: Language, a: int, b: int, definite: bool, indefinite: bool, plural: bool) -> Named:
    """What the tokens from `a` to `b` name: a phrase without its article, which was definite, indefinite or of several."""
    lower, surface = words.lower, words.surface
    written = bare(words, a, b)
    state = state_named(written)
    if state is not None and not indefinite:
        return Named("name", "state", written, words.span(a, b), head=state.code)
    known = None if b - a == 1 and is_person_noun(language, lower[a]) else _known_outlet(words, language, a, b)
    if known is not None and not indefinite:
        return known
    if language.code == "ar":
        return uncased(words, language, a, b)
    material = next(
        (
            i for i in range(a, min(b, a + 3))
            if lower[i] in name_words("materials") and heads_english(words, language, i, b)
        ),
        None,
    )  # fmt: skip
    if material is not None and surface[material][0].islower() | (language.code == "de"):
        inside = next((i for i in range(material + 1, b) if _named_word(words, language, i)), None)
        return Named("unnamed", "document", written, words.span(a, b), head=lower[material],
                     body=(inside, b) if inside is not None else None, definite=definite)  # fmt: skip
    outlet = _outlet(words, language, a, b)
    if outlet is not None:
        return outlet
    if b - a > 1 and lower[b - 1] in people_of(language).surnames and pure_name(words, language, a, b):
        return person(words, language, a, b, None)  # "Len Baker"
    belonging = of_a_body(words, language, a, b) if not definite and not indefinite else None
    if belonging is not None:
        return belonging
    if is_common_noun(words, language, a, b):
        if heads_a_body(language, lower[a]) and not is_person_noun(language, lower[a]):
            return Named("body", "organisation", head=lower[a], span=words.span(a, b), definite=True)
        return unnamed(words, language, a, b, a, plural, definite)
    if lower[a] in _SURNAME_PARTICLES and surface[a].islower() and 2 <= b - a <= 4 and surface[b - 1][0].isupper():
        return person(words, language, a, b, None)  # "dos Anjos said"
    somebody = _somebody(words, language, a, b, definite, plural, indefinite)
    if somebody is not None:
        return _for_body(words, language, somebody, a, b)
    document = next(
        (
            i for i in range(a, b)
            if is_document(language, lower[i])
            and (
                lower[i] in language.documents
                or surface[i][0].islower()
                or language.code == "de"
                or (i == a < b - 1 and surface[a + 1][0].islower())
            )
            and heads_english(words, language, i, b)
        ),
        None,
    )  # fmt: skip
    role = next((i for i in range(a, b) if is_role(language, lower[i]) and heads_english(words, language, i, b)), None)
    if document is not None and language.code not in ("en", "de", "tr"):
        # "Fuentes cercanas a la investigación": the first noun is the head.
        first = next((i for i in range(a, document) if is_person_noun(language, lower[i])), None)
        document = None if first is not None else document
    if document is not None and (role is None or document < role):
        return _document(words, language, a, b, document, definite)
    if role is not None and language.code == "en":
        head = head_of(words, language, a, b)
        if (
            head > role
            and surface[role][0].isupper()
            and surface[head][0].isupper()
            and heads_a_body(language, lower[head])
        ):
            role = None  # "the Justice Department"
    if role is not None and not (indefinite and not surface[b - 1][0].isupper()):
        found = _with_role(words, language, a, b, role, definite)
        if found.refers == "role" and indefinite:
            return _for_body(words, language, unnamed(words, language, a, b, role, plural, definite), a, b)
        return found
    if document is not None:
        return _document(words, language, a, b, document, definite)
    source = next(
        (
            i for i in range(a, b)
            if (lower[i] in language.unnamed or is_person_noun(language, lower[i])) and heads_english(words, language, i, b)
        ),
        None,
    )  # fmt: skip
    body = next(
        (i for i in range(a, b) if heads_a_body(language, lower[i]) and heads_english(words, language, i, b)), None
    )
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
        # "капитания порта Портоваро": a genitive is no head.
        heads = language.code not in ("ru", "uk") or before == a or lower[before - 1].endswith(ADJECTIVES)
        firm = before if heads_a_body(language, lower[before]) and before - a < 3 and heads else None
    if firm is not None and lower[firm].startswith(_NAMED_AFTER) and not surface[firm][0].isupper() and trailing:
        # "больница Святой Клары": the noun is a part of the name.
        return Named("name", "organisation", bare(words, firm, b), words.span(firm, b), head=lower[firm])
    if firm is not None and trailing and trailing[0] > firm and trailing[0] - firm <= 2:
        # "the shipping company Linee Cavora"
        return Named("name", "organisation", bare(words, *trailing), words.span(*trailing), head=lower[firm])
    if (
        trailing
        and trailing[0] > a
        and trailing[1] - trailing[0] >= 2
        and surface[trailing[0] - 1][0].islower()
        and lower[trailing[0] - 1] not in joining_words(language)
        and lower[trailing[0] - 1] not in _MERELY
        and pure_name(words, language, *trailing)
    ):
        # "government mouthpiece Hatem Zarrouq": whatever stands before two capitals is what they are.
        return person(words, language, *trailing, (a, trailing[0]))
    turns = source is not None and source == head_of(words, language, a, b)
    # "Partido dos Trabalhadores": a body with its capital comes first, whoever it is of.
    leads = body == a and surface[a][0].isupper() and language.code in ("es", "fr", "it", "pt", "ru", "uk")
    if source is not None and not leads and (body is None or source > body or indefinite or turns):
        return _for_body(words, language, unnamed(words, language, a, b, source, plural, definite), a, b)
    if body is not None and not heads_its_phrase(words, language, a, body):
        # "members of the committee" are not the committee.
        return replace(unnamed(words, language, a, b, a, plural, definite), body=(body, b))
    if firm is not None and not indefinite and (b - a == 1 or (definite and not runs)):
        return Named("body", "organisation", head=lower[firm], span=words.span(a, b), definite=True)
    if body is not None and not indefinite:
        opens = a == words.sentences[words.sentence_of[a]][0] and not is_acronym(surface[a])
        if b - a == 1 and (definite or opens or not surface[a][0].isupper() or language.code in ("ru", "uk")):
            return Named("body", "organisation", head=lower[body], span=words.span(a, b), definite=definite)
        start = past_possessive(words, a, b)
        return Named(
            "name", "organisation", bare(words, start, b), words.span(a, b), head=lower[body], definite=definite
        )
    if pure_name(words, language, a, b) and not (indefinite and language.code == "de"):
        titled = after_titles(words, language, a, b) > a
        if definite and not titled and language.code in _NO_ARTICLE:
            # "the Cradle": persons take no article there.
            return Named("name", "organisation", written, words.span(a, b), head=lower[b - 1], definite=True)
        return person(words, language, a, b, None)
    if runs and runs[0][0] == a and not indefinite:
        start = past_possessive(words, a, b)
        return Named(
            "name", "organisation", bare(words, start, b), words.span(a, b), head=lower[b - 1], definite=definite
        )
    return unnamed(words, language, a, b, source if source is not None else b - 1, plural, definite)


def _for_body(words: Words, language: Language, named: Named, a: int, b: int) -> Named:
    """A spokesperson without a name belongs to the body; what any other official says is not the body's word."""
    return replace(named, body=body_in(words, language, a, b)) if speaks_for(named.head) else named


# Houses that are named after somebody or some place, and cannot be told by that name alone.
_NAMED_AFTER = (
    "hospital", "hôpital", "ospedale", "krankenhaus", "klinik", "clinic", "clínica", "больниц", "клиник", "лікарн", "клінік", "hastane",
    "universit", "universid", "университет", "університет", "üniversite", "museum", "museo", "musée", "museu", "музе", "müze", "school", "schule",
    "école", "escuela", "escola", "scuola", "школ", "lycée", "gymnasium", "instit", "инстит", "інстит", "observator", "обсерватор", "prison", "cárcel",
    "fábrica", "fabrik", "factory", "usine", "fabbrica", "завод", "фабрик", "mill", "filature", "театр", "theatre", "theater", "teatro", "théâtre",
)  # fmt: skip

# Before a name these say nothing of what its bearer is.
_MERELY = frozenset(
    ("latest", "new", "recent", "late", "current", "own", "same", "first", "second", "last", "next", "old", "young", "original", "famous", "said")
)  # fmt: skip


def in_register(words: Words, language: Language, a: int, b: int) -> Named | None:
    """A state or an outlet whose whole name the tokens are, however it is made: "Antigua y Barbuda", "El País"."""
    written = words.span(a, b).of(words.text)
    state = state_named(written) if words.surface[b - 1][0].isupper() and b - a > 1 else None
    whole = words.lower[a] not in language.articles or (language.code != "en" and written in state_names())
    if state is not None and words.surface[a][0].isupper() and whole:
        return Named("name", "state", written, words.span(a, b), head=state.code)
    return _known_outlet(words, language, a, b)


def _known_outlet(words: Words, language: Language, a: int, b: int) -> Named | None:
    written = words.span(a, b).of(words.text)
    if not known_outlet(written):
        return None
    # Its article is a part of the name: "Le Monde", "El País"; English leaves it out.
    name = bare(words, a, b) if language.code == "en" else written
    return Named("name", "outlet", name, words.span(a, b), head=words.lower[b - 1])


def _outlet(words: Words, language: Language, a: int, b: int) -> Named | None:
    """An outlet by its noun ("the state agency SNA") or by the words of its name ("Sabha News Agency")."""
    nouns = outlet_nouns(language)
    if is_person_noun(language, words.lower[a]) and language.code not in ("en", "de", "tr"):
        return None  # "собеседник агентства"
    noun = next((i for i in range(a, min(b, a + 4)) if nouns.at(words.lower, i, b)), a)
    hit = nouns.at(words.lower, noun, b)
    runs = list(capital_runs(words, language, a, b))
    last = runs[-1] if runs else None
    if hit and last and last[0] >= noun + hit[0] and last[1] == b and last[0] - noun - hit[0] <= 2:
        return Named("name", "outlet", bare(words, *last), words.span(*last), head=words.lower[noun])
    # An "agency" alone is an office more often than a wire: "Coastal Agency", "Press Agency".
    told = {w for w in words.lower[a:b] if w in OUTLET_WORDS} - {"agency", "agence", "agencia", "agência", "agenzia"}
    if last and last[0] == a and nouns.before(words.lower, b, a) and last[1] in (b, b - 1) and b - a > 1:
        named = last[1] == b
        return Named("name", "outlet", bare(words, a, last[1]), words.span(a, last[1]), head=words.lower[b - 1]) if (
            not named or told
        ) else None  # fmt: skip
    telling = last == (a, b) and b - a > 1 and bool(told)
    if telling and not any(is_role(language, w) for w in words.lower[a:b]):
        return Named("name", "outlet", bare(words, a, b), words.span(a, b), head=words.lower[b - 1])
    return None


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
    if heads_a_body(language, words.lower[i]) and words.lower[i] not in language.documents:
        return True
    if language.code == "de":
        return is_acronym(words.surface[i]) or (
            words.surface[i][0].isupper() and state_named(words.surface[i]) is not None
        )
    return words.surface[i][0].isupper()


def _owner(words: Words, language: Language, a: int, b: int, document: str) -> Named:
    found = phrase(words, language, a, b, True, False, False)
    if found.kind == "unnamed":
        return replace(found, refers="unnamed", kind="document")
    return replace(found, head=found.head or document)


def _given_name(words: Words, start: int, end: int) -> int:
    """Where two names begin that close a run of capitals: "National Intelligence Tor W. Maas" → "Tor"."""
    capitals = [i for i in range(start, end) if words.surface[i][0].isupper() and len(words.surface[i].rstrip(".")) > 1]
    if len(capitals) < 2:
        return start
    last = capitals[-1]
    if words.lower[last - 1] in PARTICLES and last - 1 > start:
        # "Salud Ana de la Cruz": what stands before the particles is the given name.
        before = [i for i in capitals if i < last]
        return before[-1]
    return capitals[-2]


def _with_role(words: Words, language: Language, a: int, b: int, role: int, definite: bool) -> Named:
    lower, surface = words.lower, words.surface
    runs = list(capital_runs(words, language, role + 1, b))
    if runs and runs[-1][1] == b:
        start, end = runs[-1]
        if start > role + 1 and lower[start - 1] in joining_words(language) and end - start > 2:
            # "le ministre de l'Agriculture Rémi Castagne": the first capital belongs to the role.
            start = _given_name(words, start + 1, end)
        elif start > role + 1 and lower[start - 1] in joining_words(language):
            start = end
        capitals = sum(surface[i][0].isupper() for i in range(start, end))
        if language.code in ("ru", "uk") and start > role + 1 and capitals > 3:
            # "главврач больницы Святой Клары Анна Керр"; a patronymic makes three.
            start = end - (3 if lower[end - 2].endswith(("вич", "вна", "вича", "вны")) else 2)
        if start > role + 1 and end - start == 1 and language.code in ("ru", "uk"):
            start = end  # "капітанію порту Портоваро": a genitive more often than a name
        while start < end and (heads_a_body(language, lower[start]) or is_role(language, lower[start])):
            start += 1
        if start == role + 1 and end - start > 1 and (lower[end - 1] in FIRMS or lower[end - 1] in COMPANY_WORDS):
            # "l'armateur Tarn Shipping"
            return Named("name", "organisation", bare(words, start, end), words.span(start, end), head=lower[role])
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
