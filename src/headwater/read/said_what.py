"""What is said in other orders than English: behind the verb and its subject, or ahead of both."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from headwater.read.clauses import DASHES, SHORTEST, Verb, participles
from headwater.read.contents import content_end, trimmed_end
from headwater.read.language import Language, Lexicon
from headwater.read.sheet import (
    ACCORDING,
    ADVERB,
    ARTICLE,
    AUXILIARY,
    COMPLEMENTIZER,
    CONJUNCTION,
    CUE,
    MARK,
    NEGATION,
    PERSON,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
    TIME,
    VERB,
    Range,
    Sheet,
)
from headwater.read.verbsecond import (
    infinitive_clause,
    reported_clause,
    separable_forms,
)
from headwater.read.wordlists import lexicon
from headwater.read.words import fold

GAP = 22
"""Words between a cue with its subject and the "that" or quotation that belongs to it."""


def content_behind(sheet: Sheet, verb: Verb, start: int, after: int) -> Range | None:
    """The content from the first quotation, "that" or colon behind the cue and its subject."""
    bits, lower = sheet.bits, sheet.lower
    infinitives = tuple(sheet.language.listed("morphology", "infinitives")) or ("\0",)
    i = start
    while i < min(after, start + GAP):
        region = sheet.quoted[i]
        if region >= 0:
            if sheet.regions[region][0] != i:
                return None
            return content_from(sheet, i, after)
        word, b = lower[i], bits[i]
        if b & COMPLEMENTIZER and b & RELATIVE and i > start and not bits[start] & _SKIPPED:
            return None  # "risponde personale che parla italiano"
        if b & COMPLEMENTIZER and (i == start or not bits[i] & RELATIVE or verb.spoken):
            if b & PREPOSITION and not b & SUBORDINATOR and i > start:
                i += 1
                continue
            return content_from(sheet, i, after)
        if word == ":":
            if i + 1 < after:
                return content_from(sheet, i + 1, after)
            if i + 1 < len(lower) and sheet.quoted[i + 1] >= 0:
                return (i + 1, sheet.regions[sheet.quoted[i + 1]][1])
            return None
        if word == ",":
            j = i + 1
            if j < after and (sheet.quoted[j] >= 0 or bits[j] & COMPLEMENTIZER):
                i = j
                continue
            if (close := _inserted(sheet, i, start, after)) is not None:
                i = close
                continue
            if (
                verb.spoken
                and sheet.language.word_order == "v2"
                and j < after
                and (reported_clause(sheet, j, after) or infinitive_clause(sheet, j, after))
            ):
                return content_from(sheet, j, after)
            return None
        if b & MARK and word not in "()[]":
            return None
        if b & CONJUNCTION and sheet.language.word_order == "v2" and i + 1 < after and _verb_starts(sheet, i + 1):
            return None  # "bestritt die Vorwürfe und warf ihm vor"
        infinitive = i + 1 if word in ("de", "di", "d'") and i + 1 < after else i
        while infinitive + 1 < after and bits[infinitive] & NEGATION and not bits[infinitive] & PRONOUN:
            infinitive += 1  # "asegura no haber", "dit ne pas savoir"
        near = (
            i == verb.after
            or (lower[infinitive] in _HAVING and i - start < 8)
            or (infinitive > i and i - verb.after < 2 and verb.stance != "accuse")
            or (infinitive > i and word in ("de", "di", "d'") and i - start < 8 and verb.stance != "accuse")
        )
        if near and verb.stance == "deny" and lower[infinitive] in lexicon(sheet.language, "grammar", "answers"):
            return None  # "rechazó comentar"
        if near and verb.spoken and lower[infinitive].endswith(infinitives) and not bits[infinitive] & _NO_INFINITIVE:
            return content_from(sheet, i, after) if word not in ("de", "d'") or verb.stance != "accuse" else None
        if b & SUBORDINATOR and any(sheet.quoted[k] >= 0 for k in range(i + 1, min(after, i + 5))):
            i += 1  # "bezeichnete es als „…“"
            continue
        if b & (CUE | VERB | RELATIVE | SUBORDINATOR) and not sheet.capital(i) and not b & (ADVERB | PREPOSITION):
            if i + 2 < after and lower[i + 1] == "," and bits[i + 2] & COMPLEMENTIZER and bits[i - 1] & PREPOSITION:
                i += 1  # "звинуватила компанію в тому, що"
                continue
            if (
                i - 1 > start
                and bits[i - 1] & ARTICLE
                and bits[i - 2] & PREPOSITION
                and not b & (RELATIVE | SUBORDINATOR)
            ):
                i += 1  # "afferma in una nota che": a noun
                continue
            if (
                sheet.language.word_order == "vso"
                and start > verb.after
                and verb.spoken
                and not b & (RELATIVE | SUBORDINATOR)
            ):
                i += 1  # "قال مسؤول طلب عدم كشف اسمه إن": Arabic needs no pronoun before its relative clause
                continue
            return None
        i += 1
    return None


def _inserted(sheet: Sheet, comma: int, start: int, after: int) -> int | None:
    """The word behind ", citando a dos pescadores," where what is said follows; None when the comma begins no such thing."""
    if comma - start > 2 or sheet.language.word_order == "v2":
        return None
    for i in range(comma + 1, min(after - 1, comma + 14)):
        relative = sheet.bits[i] & RELATIVE and sheet.language.word_order != "vso"
        if sheet.quoted[i] >= 0 or sheet.bits[i] & COMPLEMENTIZER or relative or sheet.lower[i] in (":", ";", "."):
            return None
        if sheet.lower[i] == ",":
            then = i + 2 if sheet.bits[i + 1] & PREPOSITION and i + 2 < after else i + 1
            said = sheet.quoted[i + 1] >= 0 or bool(sheet.bits[then] & COMPLEMENTIZER)
            return i + 1 if said and i - comma > 1 else None
    return None


def _verb_starts(sheet: Sheet, i: int) -> bool:
    return bool(sheet.bits[i] & (VERB | CUE | AUXILIARY)) or sheet.lower[i] in separable_forms(sheet)


def starts_infinitive(sheet: Sheet, i: int) -> bool:
    """True when word i begins an infinitive: "haber", "di non essere"."""
    infinitives = tuple(sheet.language.listed("morphology", "infinitives")) or ("\0",)
    while i + 1 < len(sheet.lower) and (sheet.bits[i] & NEGATION or sheet.lower[i] in ("de", "di", "d'")):
        i += 1
    return sheet.lower[i].endswith(infinitives) and not sheet.bits[i] & _NO_INFINITIVE


_HAVING = frozenset(("avoir", "être", "haber", "ter", "haver", "aver", "essere"))


_NO_INFINITIVE = PERSON | MARK | ADVERB | TIME | ARTICLE | POSSESSIVE | CONJUNCTION


_SKIPPED = PREPOSITION | ADVERB | TIME | MARK | PRONOUN


def content_from(sheet: Sheet, start: int, after: int) -> Range | None:
    end = trimmed_end(sheet, start, _before_next_cue(sheet, start, content_end(sheet, start, after)))
    if end <= start:
        return None
    if sheet.quoted[start] >= 0:
        quote_end = sheet.regions[sheet.quoted[start]][1]
        if quote_end < end and (
            sheet.lower[quote_end] in (",", ".", ";", *DASHES) or sheet.bits[quote_end] & CONJUNCTION
        ):
            end = quote_end
    return (start, end)


def _before_next_cue(sheet: Sheet, start: int, end: int) -> int:
    """Before "…, y añadió que", "، وقالت", "، فيما أظهرت": a second verb of saying on the writer's own level."""
    bits, lower = sheet.bits, sheet.lower
    bare = participles(sheet)
    for i in range(start + 1, end - 1):
        if sheet.quoted[i] >= 0:
            continue
        if (
            sheet.language.word_order == "vso"
            and lower[i][0] == "و"
            and bits[i] & CUE
            and lower[i][1:] in sheet.language.cues
        ):
            return i
        if not (lower[i] in (",", "،") or bits[i] & CONJUNCTION):
            continue
        j, helped = i + 1, False
        while (
            j < end
            and j < i + 5
            and bits[j] & (CONJUNCTION | ADVERB | SUBORDINATOR | AUXILIARY)
            and not (bits[j] & CUE and not bits[j] & (AUXILIARY | ADVERB))
        ):
            if bits[j] & SUBORDINATOR and sheet.language.word_order != "vso":
                break
            helped = helped or bool(bits[j] & AUXILIARY)
            j += 1
        if j < end and bits[i] & CONJUNCTION and lower[j] in separable_forms(sheet):
            return i
        if (
            j < end
            and bits[j] & CUE
            and sheet.quoted[j] < 0
            and not sheet.capital(j)
            and lower[j] in sheet.language.cues
        ):
            if (lower[j] in bare and not helped) or bits[j] & (ADVERB | AUXILIARY):
                continue
            return i
    return end


def content_ahead(sheet: Sheet, first: int, verb: Verb, source: Range | None, inverted: bool) -> Range | None:
    """What stands before ", informó X" or ", X dijo" from its sentence's beginning; None when it is no clause."""
    if source is None:
        return _quotation_before(sheet, first, verb) if sheet.language.code in DROPS_SUBJECT else None
    if source[1] - source[0] == 1 and sheet.bits[source[0]] & RELATIVE:
        return None
    if sheet.lower[source[0]] in sheet.language.indefinite and not any(
        sheet.capital(i) or sheet.bits[i] & PERSON for i in range(*source)
    ):
        return None  # "décrit des journées": an object
    bits, lower = sheet.bits, sheet.lower
    edge = verb.first if inverted else min(source[0], verb.first)
    if edge - 1 > first and lower[edge - 1] in sheet.language.listed("grammar", "as_said"):
        # "Smentisce che la diga sia crollata, come sostiene X": what X says is the clause behind the last "that".
        edge -= 1
        first = next((i + 1 for i in range(edge - 1, first, -1) if bits[i] & COMPLEMENTIZER), first)
    if edge <= first or lower[edge - 1] not in (",", *DASHES):
        return None
    start, end = first, edge - 1
    while end > start and sheet.quoted[end - 1] < 0 and lower[end - 1] in (",", *DASHES):
        end -= 1
    region = sheet.quoted[end - 1] if end > first else -1
    if region >= 0:
        begin = sheet.regions[region][0]
        if begin <= first or lower[begin - 1] == ":" or sheet.bits[begin - 1] & MARK:
            return sheet.regions[region]
    while end > start and lower[end - 1] in (",", *DASHES):
        end -= 1
    if sheet.language.word_order == "vso":
        return None  # what leads an Arabic sentence, up to its comma, tells where or to whom
    if verb.stance in ("accuse", "deny"):
        return None  # what stands before ", denies X" without marks is whom it is about
    colon = next((k for k in range(end - 1, start, -1) if lower[k] == ":" and sheet.quoted[k] < 0), None)
    start = start if colon is None else colon + 1  # "Kritik kam von links: Das reiche nicht, sagte X"
    while start < end and (bits[start] & CONJUNCTION or (bits[start] & MARK and sheet.quoted[start] < 0)):
        start += 1
    start = _past_dateline(sheet, start, end)
    behind = max(source[1], verb.after)
    goes_on = inverted and behind + 1 < len(lower) and lower[behind] == "," and bits[behind + 1] & (VERB | AUXILIARY)
    if end - start < SHORTEST - 2 * bool(goes_on) or (bits[start] & SUBORDINATOR and not bits[start] & PREPOSITION):
        return None
    if goes_on and (bits[start] & ARTICLE or not bits[start] & (PREPOSITION | ADVERB | TIME)):
        return (start, trimmed_end(sheet, start, end))
    if any(sheet.lower[i] in ";" for i in range(start, end)):
        return None
    if not inverted and bits[start] & (PREPOSITION | ADVERB | TIME) and "," not in lower[start:end]:
        return None
    if bits[start] & ACCORDING and sheet.language.according_before.at(lower, start, end):
        return None
    # Some words before ", informó la agencia" are a clause, whether or not we know its verb; not "El lunes, dijo".
    leads = (0 if bits[start] & ARTICLE else bits[start]) | bits[start + 1]
    sure = inverted and (end - start >= 6 or (end - start >= 4 and not leads & (PREPOSITION | ADVERB | TIME)))
    if (
        not sure
        and sheet.language.code in _FINITE_KNOWN
        and not any(bits[i] & (VERB | AUXILIARY) or sheet.quoted[i] >= 0 for i in _main_words(sheet, start, end))
    ):
        return None
    return (start, trimmed_end(sheet, start, end))


DROPS_SUBJECT = frozenset(("ar", "es", "it", "pt"))


def _quotation_before(sheet: Sheet, first: int, verb: Verb) -> Range | None:
    """«…», insistió: the subject is in the verb's ending."""
    i = verb.first - 1
    while i > first and sheet.quoted[i] < 0 and sheet.lower[i] in (",", *DASHES):
        i -= 1
    if i < first or i == verb.first - 1 or sheet.quoted[i] < 0:
        return None
    return sheet.regions[sheet.quoted[i]]


def _past_dateline(sheet: Sheet, start: int, end: int) -> int:
    """Behind "PORTOVARO, 15 ott. (AV) -", where the sentence begins with such."""
    if sheet.words.surface[start].isupper() and len(sheet.words.surface[start]) > 2:
        for i in range(start + 1, min(end, start + 16)):
            if sheet.lower[i] in DASHES and not sheet.glued(i):
                return i + 1
    return start


_FINITE_KNOWN = frozenset(("es", "fr", "it", "pt"))


def _main_words(sheet: Sheet, start: int, end: int) -> Iterator[int]:
    """The words outside relative clauses between commas."""
    i = start
    while i < end:
        if sheet.lower[i] == "," and i + 1 < end and sheet.bits[i + 1] & RELATIVE:
            close = next((k for k in range(i + 1, end) if sheet.lower[k] == ","), end)
            i = close + 1
            continue
        yield i
        i += 1


def _past_date(sheet: Sheet, start: int, after: int) -> int:
    """The word after "el 18 de octubre", "في 18 تشرين الأول/أكتوبر", where such a date begins at word `start`."""
    months = sheet.language.table("times", "months")
    i = start
    near = range(start, min(after, start + 3))
    dated = any(sheet.lower[k][0].isdigit() or sheet.lower[k] in months for k in near)
    if not dated and sheet.language.code != "ar":
        return start
    parts = {part for name in months for part in sheet.language.words_of(name).lower}
    end = start
    while i < min(after, start + 9):
        word = sheet.lower[i]
        if word in parts or word.isdigit():
            end = i + 1
        elif not (sheet.bits[i] & (PREPOSITION | ARTICLE) or word in ("/", ".")):
            break
        i += 1
    return end if any(sheet.lower[k] in parts for k in range(start, end)) else start


def about_behind(sheet: Sheet, verb: Verb, start: int, after: int) -> Range | None:
    """What a verb is about behind its preposition: "сообщила о двух погибших", "warnte vor Regen", "شدد على ضرورة".

    The verbs and their prepositions are the pack's table `about`. Behind the subject, or one phrase later.
    """
    forms = _about(sheet.language).get(sheet.lower[verb.head]) or _about(sheet.language).get(
        sheet.lower[verb.head].removeprefix("و")
    )
    if forms is None:
        return None
    i = start = _past_date(sheet, start, after)
    while i < min(after, start + 5) and sheet.quoted[i] < 0:
        if sheet.lower[i] in forms:
            end = trimmed_end(sheet, i, _before_next_cue(sheet, i, content_end(sheet, i, after, to_comma=True)))
            return (i, end) if end > i + 1 else None
        if sheet.bits[i] & (MARK | COMPLEMENTIZER | RELATIVE | CUE | SUBORDINATOR) and not sheet.bits[i] & (
            ADVERB | TIME
        ):
            return None
        i += 1
    return None


@lru_cache(maxsize=32)
def _about(language: Language) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for prepositions, forms in language.table("about").items():
        for form in forms:
            found.setdefault(fold(form, language.code), set()).update(
                fold(p, language.code) for p in prepositions.split()
            )
    return {form: frozenset(prepositions) for form, prepositions in found.items()}


def which_is_denied(sheet: Sheet, first: int, source: Range, verb: Verb) -> Range | None:
    """The clause before ", extremo que Hacienda rechaza", ", ce que le parquet dément", ", was der Sprecher bestritt"."""
    which = _which(sheet.language)
    if not which:
        return None
    for start in range(max(first + SHORTEST, min(source[0], verb.first) - 4), min(source[0], verb.first) + 1):
        hit = which.at(sheet.lower, start) if sheet.lower[start - 1] == "," else None
        if hit is None or start + hit[0] != min(source[0], verb.first):
            continue
        begin = first
        for k in range(first, start - 1):
            if sheet.bits[k] & COMPLEMENTIZER and sheet.quoted[k] < 0:
                begin = k
        end = trimmed_end(sheet, begin, start - 1)
        return (begin, end) if end - begin >= SHORTEST else None
    return None


@lru_cache(maxsize=32)
def _which(language: Language) -> Lexicon:
    return Lexicon(language.listed("grammar", "which"), language.code)


def takes_object(sheet: Sheet, verb: Verb) -> bool:
    listed = sheet.language.frames.get("np")
    word = sheet.lower[verb.head]
    return listed is not None and (word in listed or (sheet.language.code == "ar" and word.removeprefix("و") in listed))


def object_behind(sheet: Sheet, start: int, after: int) -> Range | None:
    """What is denied, confirmed, or whom is accused: the words after the cue, if they are no clause of their own."""
    i = _past_date(sheet, start, after)
    while i < after and sheet.bits[i] & (ADVERB | TIME) and not sheet.bits[i] & (PREPOSITION | ARTICLE):
        i += 1
    if i >= after or sheet.bits[i] & (MARK | CONJUNCTION | SUBORDINATOR | RELATIVE | COMPLEMENTIZER):
        return None
    end = trimmed_end(sheet, i, _before_next_cue(sheet, i, content_end(sheet, i, after, to_comma=True)))
    return (i, end) if end > i else None
