"""Cues in languages that put the verb elsewhere than English: "informó la agencia", "teilte die Polizei mit", "قال الوزير".

Works for packs whose `word_order` is "svo", "v2" (German) or "vso" (Arabic) and whose code is not "en"; verb-final
languages are read by `verbfinal.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from headwater.core.reading import Stance
from headwater.read.contents import content_end, kind_of, trimmed_end
from headwater.read.cues import find_cues
from headwater.read.language import Lexicon
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
    NOMINAL,
    PERSON,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
    TIME,
    VERB,
    Draft,
    Range,
    Sheet,
)
from headwater.read.sources import subject_after, subject_before

GAP = 22
"""Words between a cue with its subject and the "that" or quotation that belongs to it."""
SHORTEST = 3
"""Words of a content before its cue; less is an adverbial ("El lunes, dijo …")."""
_NP_STANCES = ("accuse", "deny", "vouch")
_DASHES = ("—", "–", "-", "--")


@dataclass(frozen=True, slots=True)
class _Verb:
    """A cue with all its pieces: from `first`, the subject is looked for; from `after`, the content."""

    pieces: tuple[Range, ...]
    first: int
    after: int
    head: int
    stance: Stance
    spoken: bool
    subject_inside: Range | None = None


def by_order(sheet: Sheet, first: int, after: int) -> list[Draft]:
    """Attributions by verbs in the words `first` to `after` of one sentence, in order of their cues."""
    found: list[Draft] = list(_led_by_as(sheet, first, after))
    used = {i for draft in found for a, b in draft.cue for i in range(a, b)}
    last: Range | None = None
    for verb in _verbs(sheet, first, after):
        if verb.head in used:
            continue
        draft = _draft(sheet, verb, first, after, last)
        if draft is None:
            continue
        found.append(draft)
        if draft.source:
            last = draft.source[0]
    return found


def _led_by_as(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """German "Wie die Polizei mitteilte, …", "…, wie X sagte" and "…, so der Sprecher": the other clause is the content."""
    bits, lower = sheet.bits, sheet.lower
    as_words, so_words = sheet.language.listed("grammar", "as"), sheet.language.listed("grammar", "so")
    if not as_words and not so_words:
        return
    for i in range(first, after):
        if sheet.quoted[i] >= 0 or not (i == first or lower[i - 1] in (",", *_DASHES)):
            continue
        if lower[i] in as_words:
            end = _clause_end(sheet, i + 1, after)
            cue = next((c for c in find_cues(sheet, i + 1, end) if c.after >= end - 1), None)
            if cue is None:
                continue
            source = subject_after(sheet, i + 1, cue.first)
            pieces: list[Range] = [(i, i + 1), (cue.first, cue.after)]
            stance, stop = cue.stance, end
        elif lower[i] in so_words and i > first:
            source = subject_after(sheet, i + 1, after)
            if source is None or not (
                sheet.capital(source[1] - 1) or any(bits[k] & (PERSON | PRONOUN) for k in range(*source))
            ):
                continue
            stop = source[1]
            if stop < after and lower[stop] not in (",", ".", *_DASHES):
                continue
            pieces, stance = [(i, i + 1)], "report"
        else:
            continue
        if source is None:
            continue
        content = _beside(sheet, first, after, i, stop)
        if content:
            yield Draft([source], pieces, content, "led by as", stance, kind_of(sheet, content))


def _beside(sheet: Sheet, first: int, after: int, start: int, stop: int) -> list[Range]:
    left = (first, trimmed_end(sheet, first, start))
    begin = stop
    while begin < after and sheet.lower[begin] in (",", *_DASHES):
        begin += 1
    right = (begin, trimmed_end(sheet, begin, after))
    if left[1] - left[0] < SHORTEST:
        return [right] if right[1] - right[0] >= SHORTEST else []
    return [left, right] if right[1] - right[0] >= SHORTEST and stop < after and sheet.lower[stop] == "," else [left]


def _verbs(sheet: Sheet, first: int, after: int) -> Iterator[_Verb]:
    """The finite cues of a sentence: no nouns, no bare participles, no passives."""
    language, bits, lower = sheet.language, sheet.bits, sheet.lower
    participles = _participles(sheet)
    german = language.word_order == "v2"
    taken: set[int] = set()
    if german:
        for verb in _parted(sheet, first, after):
            taken.add(verb.head)
            yield verb
    taken |= _said_by_nobody(sheet, first, after)
    for cue in find_cues(sheet, first, after):
        head = cue.head
        if sheet.quoted[head] >= 0 or cue.infinitive or cue.passive or head in taken:
            continue
        begin = cue.first
        helped = any(bits[i] & AUXILIARY for i in range(begin, head))
        if not helped and begin < head and bits[head - 1] & (ARTICLE | POSSESSIVE) and not bits[head - 1] & PRONOUN:
            continue  # "la denuncia", "le rapport"
        if begin > first and bits[begin - 1] & (ARTICLE | POSSESSIVE) and not helped:
            continue
        if begin > first and bits[begin - 1] & PREPOSITION and not bits[begin - 1] & (TIME | ADVERB) and not helped:
            continue
        if sheet.capital(head) and head > first and not bits[head - 1] & MARK:
            continue
        if german:
            bracket = _bracket(sheet, first, after, head, cue.verb_end)
            if bracket:
                verb = _Verb(bracket[1], bracket[0], cue.after, head, cue.stance, cue.spoken, bracket[2])
                yield verb
                continue
        if lower[head] in participles and not helped:
            continue
        yield _Verb(((begin, cue.after),), begin, cue.after, head, cue.stance, cue.spoken)


def _said_by_nobody(sheet: Sheet, first: int, after: int) -> set[int]:
    """The words of "se dice que", "es heißt": no cue with a speaker."""
    found: set[int] = set()
    for lexicon in (sheet.language.hearsay_passives, sheet.language.accused_passive, sheet.language.hearsay_adverbs):
        for i in range(first, after):
            if lexicon.opens(sheet.lower[i]) and (hit := lexicon.at(sheet.lower, i, after)):
                found.update(range(i, i + hit[0]))
    return found


_PARTICIPLES: dict[str, Lexicon] = {}


def _participles(sheet: Sheet) -> Lexicon:
    code = sheet.language.code
    if code not in _PARTICIPLES:
        _PARTICIPLES[code] = Lexicon(sheet.language.listed("morphology", "participles"), code)
    return _PARTICIPLES[code]


def _clause_end(sheet: Sheet, i: int, after: int) -> int:
    """The first mark from word i on that ends a clause, or a quotation's beginning."""
    while i < after and not (sheet.quoted[i] >= 0 or sheet.lower[i] in (",", ":", ";", ".", "!", "?", "–", "—")):
        i += 1
    return i


def _clause_start(sheet: Sheet, i: int, first: int) -> int:
    while i > first and not (sheet.quoted[i - 1] >= 0 or sheet.lower[i - 1] in (",", ":", ";", "–", "—")):
        i -= 1
    return i


def _parted(sheet: Sheet, first: int, after: int) -> Iterator[_Verb]:
    """German verbs whose particle closes the clause: "teilte … mit", "gab … an"."""
    table = sheet.language.table("cues", "separable")
    if not table:
        return
    forms = _separable(sheet)
    for i in range(first, after):
        particles = forms.get(sheet.lower[i])
        if particles is None or sheet.quoted[i] >= 0:
            continue
        end = _clause_end(sheet, i + 1, after)
        last = end - 1
        if last > i and sheet.lower[last] in particles:
            begin = i
            yield _Verb(
                ((begin, i + 1), (last, last + 1)), begin, last + 1, i, cast(Stance, particles[sheet.lower[last]]), True
            )


_SEPARABLE: dict[str, dict[str, dict[str, str]]] = {}


def _separable(sheet: Sheet) -> dict[str, dict[str, str]]:
    code = sheet.language.code
    if code not in _SEPARABLE:
        found: dict[str, dict[str, str]] = {}
        for stance, listed in sheet.language.table("cues", "separable").items():
            for entry in listed:
                verb, particle = entry.split()
                found.setdefault(verb, {})[particle] = stance
        _SEPARABLE[code] = found
    return _SEPARABLE[code]


def _bracket(
    sheet: Sheet, first: int, after: int, head: int, verb_end: int
) -> tuple[int, tuple[Range, ...], Range | None] | None:
    """ "hat … mitgeteilt": (the auxiliary, both pieces, the subject between them) when `head` closes such a bracket."""
    end = _clause_end(sheet, head, after)
    if end - verb_end > 0 and not sheet.bits[verb_end] & CONJUNCTION:
        return None
    start = _clause_start(sheet, head, first)
    for i in range(head - 1, start - 1, -1):
        if sheet.lower[i] in _PERFECT:
            inside = None
            if i == start or _only_adverbial(sheet, start, i):
                inside = subject_after(sheet, i + 1, head)
            return i, ((i, i + 1), (head, verb_end)), inside
    return None


_PERFECT = frozenset(("hat", "haben", "hatte", "hatten", "habe", "hätten", "hätte"))


def _only_adverbial(sheet: Sheet, start: int, end: int) -> bool:
    """True when the words are no subject: nothing, adverbs, times, "In der Stadt"."""
    if start >= end:
        return True
    bits = sheet.bits[start]
    if bits & PRONOUN and not bits & POSSESSIVE:
        return False
    return bool(bits & (PREPOSITION | ADVERB | TIME | CONJUNCTION | SUBORDINATOR | NEGATION)) and not bits & ARTICLE


def _draft(sheet: Sheet, verb: _Verb, first: int, after: int, last: Range | None) -> Draft | None:
    bits, lower = sheet.bits, sheet.lower
    source: Range | None = verb.subject_inside
    start = verb.after
    before = verb.first - 1
    led = before < first or bool(bits[before] & (MARK | CONJUNCTION | SUBORDINATOR | COMPLEMENTIZER))
    apposed = before >= first and lower[before] in (",", *_DASHES)
    inverted = False
    if source is None:
        begin = _clause_start(sheet, verb.first, first)
        if before >= first and bits[before] & (RELATIVE | PRONOUN) and not bits[before] & POSSESSIVE:
            source = (before, before + 1)
        elif led or _only_adverbial(sheet, begin, verb.first):
            limit = min(after, verb.pieces[-1][0]) if len(verb.pieces) > 1 else after
            if sheet.language.word_order == "v2":
                limit = _before_clause(sheet, verb.pieces[0][1], limit)
            source = _after(sheet, verb.pieces[0][1], limit)
            inverted = source is not None
            if source is None and apposed:
                source = subject_before(sheet, first, verb.first)
            if inverted and source:
                start = max(start, source[1])
        else:
            source = subject_before(sheet, first, verb.first)
        if source is None and before >= first and bits[before] & CONJUNCTION:
            source = last
    cue = list(verb.pieces)
    content = _content_after(sheet, verb, start, after)
    rule = "cue and what follows"
    if content is None and verb.spoken:
        content = _content_before(sheet, first, verb, source, inverted)
        rule = "content before its cue"
    if content is None and source and (verb.stance in _NP_STANCES or _takes_object(sheet, verb)):
        content = _object(sheet, start, after)
        rule = "cue and its object"
    if content is None:
        return None
    if source is None and not (verb.spoken and rule == "cue and what follows" and bits[content[0]] & COMPLEMENTIZER):
        return None
    if source and source[0] <= content[0] < source[1]:
        return None
    pieces = [content]
    return Draft([source] if source else [], cue, pieces, rule, verb.stance, kind_of(sheet, pieces))


def _after(sheet: Sheet, start: int, limit: int) -> Range | None:
    """The subject right after the verb; not an object led by a preposition, not a clause."""
    if start >= limit or sheet.quoted[start] >= 0:
        return None
    while start < limit and sheet.bits[start] & (ADVERB | TIME) and not sheet.bits[start] & (PRONOUN | ARTICLE):
        start += 1
    if start >= limit or (
        sheet.bits[start] & (COMPLEMENTIZER | PREPOSITION | MARK) and not sheet.bits[start] & ARTICLE
    ):
        return None
    found = subject_after(sheet, start, limit)
    if found is None:
        return None
    first, end = found
    if sheet.language.word_order == "vso":
        # "نفت الشركة الاتهام": the noun of saying is what the ministry denies, no part of it.
        end = next((i for i in range(first + 1, end) if sheet.bits[i] & NOMINAL or _object_starts(sheet, i)), end)
        found = (first, end)
    # A plain noun without article is rather an object: "pidió ayuda".
    named = any(
        sheet.capital(i) or sheet.bits[i] & (PERSON | PRONOUN | ARTICLE | POSSESSIVE) for i in range(first, end)
    )
    return found if named or sheet.language.code in _NO_ARTICLES else None


def _object_starts(sheet: Sheet, i: int) -> bool:
    """Arabic: a plural in the accusative ("المواطنين"), or a measure with its figure ("نسبة 0.09")."""
    word = sheet.lower[i]
    follows = sheet.lower[i + 1][0] if i + 1 < len(sheet.lower) else ""
    return (word.startswith("ال") and word.endswith("ين") and len(word) > 6) or follows.isdigit()


_NO_ARTICLES = frozenset(("ru", "uk", "ar"))


def _content_after(sheet: Sheet, verb: _Verb, start: int, after: int) -> Range | None:
    """The content from the first quotation, "that" or colon behind the cue and its subject."""
    bits, lower = sheet.bits, sheet.lower
    infinitives = tuple(sheet.language.listed("morphology", "infinitives")) or ("\0",)
    i = start
    while i < min(after, start + GAP):
        region = sheet.quoted[i]
        if region >= 0:
            if sheet.regions[region][0] != i:
                return None
            return _to_end(sheet, i, after)
        word, b = lower[i], bits[i]
        if b & COMPLEMENTIZER and (i == start or not bits[i] & RELATIVE or verb.spoken):
            if b & PREPOSITION and not b & SUBORDINATOR and i > start:
                i += 1
                continue
            return _to_end(sheet, i, after)
        if word == ":":
            if i + 1 < after:
                return _to_end(sheet, i + 1, after)
            if i + 1 < len(lower) and sheet.quoted[i + 1] >= 0:
                return (i + 1, sheet.regions[sheet.quoted[i + 1]][1])
            return None
        if word == ",":
            j = i + 1
            if j < after and (sheet.quoted[j] >= 0 or bits[j] & COMPLEMENTIZER):
                i = j
                continue
            if (
                verb.spoken
                and sheet.language.word_order == "v2"
                and j < after
                and (_is_clause(sheet, j, after) or _infinitive(sheet, j, after))
            ):
                return _to_end(sheet, j, after)
            return None
        if b & MARK and word not in "()[]":
            return None
        if i == verb.after and verb.spoken and word.endswith(infinitives) and not sheet.capital(i) and not b & PERSON:
            return _to_end(sheet, i, after)
        if b & (CUE | VERB | RELATIVE | SUBORDINATOR) and not sheet.capital(i) and not b & (ADVERB | PREPOSITION):
            return None
        i += 1
    return None


def _before_clause(sheet: Sheet, start: int, limit: int) -> int:
    """Where a subject ends at the latest: the comma before "dass", a quotation, or a clause in indirect speech."""
    for i in range(start, min(limit, start + 40)):
        if (
            sheet.lower[i] == ","
            and i + 1 < limit
            and (sheet.bits[i + 1] & COMPLEMENTIZER or _is_clause(sheet, i + 1, limit))
        ):
            return i
    return limit


def _infinitive(sheet: Sheet, start: int, after: int) -> bool:
    """German "…, sich neu zu orientieren"."""
    end = _clause_end(sheet, start, after)
    return end - start >= 2 and any(
        sheet.lower[i] == "zu" or sheet.lower[i].endswith("zunehmen") for i in range(max(start, end - 4), end - 1)
    )


def _is_clause(sheet: Sheet, start: int, after: int) -> bool:
    """German indirect speech without "dass": a subject, then its verb in second place; no relative clause."""
    b = sheet.bits[start]
    if b & (CONJUNCTION | SUBORDINATOR | RELATIVE):
        return False
    mood = sheet.language.listed("grammar", "reported_mood")
    for i in range(start + 1, min(after, start + 14)):
        if sheet.lower[i] in (",", ":", ";"):
            return False
        if sheet.bits[i] & AUXILIARY or (sheet.lower[i].endswith("e") and not sheet.bits[i] & ~VERB and i - start <= 4):
            # "die Fähre, die sank": the verb of a relative clause closes it.
            return i + 1 < after and sheet.lower[i + 1] not in (",", ".", ";")
    return False


def _to_end(sheet: Sheet, start: int, after: int) -> Range | None:
    end = trimmed_end(sheet, start, _before_next_cue(sheet, start, content_end(sheet, start, after)))
    if end <= start:
        return None
    if sheet.quoted[start] >= 0:
        quote_end = sheet.regions[sheet.quoted[start]][1]
        if quote_end < end and sheet.lower[quote_end] in (",", ".", ";", *_DASHES):
            end = quote_end
    return (start, end)


def _before_next_cue(sheet: Sheet, start: int, end: int) -> int:
    """Before "…, y añadió que", "، وقالت", "، فيما أظهرت": a second verb of saying on the writer's own level."""
    bits, lower = sheet.bits, sheet.lower
    participles = _participles(sheet)
    for i in range(start + 1, end - 1):
        if sheet.quoted[i] >= 0 or not (lower[i] in (",", "،") or bits[i] & CONJUNCTION):
            continue
        j = i + 1
        while j < end and bits[j] & (CONJUNCTION | ADVERB | SUBORDINATOR) and j < i + 4 and not bits[j] & CUE:
            if bits[j] & SUBORDINATOR and sheet.language.word_order != "vso":
                break
            j += 1
        if (
            j < end
            and bits[j] & CUE
            and sheet.quoted[j] < 0
            and not sheet.capital(j)
            and lower[j] in sheet.language.cues
        ):
            if lower[j] in participles or bits[j] & (ADVERB | AUXILIARY):
                continue
            return i
    return end


def _content_before(sheet: Sheet, first: int, verb: _Verb, source: Range | None, inverted: bool) -> Range | None:
    """What stands before ", informó X" or ", X dijo" from its sentence's beginning; None when it is no clause."""
    if source is None:
        return None
    bits, lower = sheet.bits, sheet.lower
    edge = verb.first if inverted else min(source[0], verb.first)
    if edge <= first or lower[edge - 1] not in (",", *_DASHES):
        return None
    start, end = first, edge - 1
    while end > start and lower[end - 1] in (",", *_DASHES):
        end -= 1
    while start < end and (bits[start] & CONJUNCTION or (bits[start] & MARK and sheet.quoted[start] < 0)):
        start += 1
    if end - start < SHORTEST or (bits[start] & SUBORDINATOR and not bits[start] & PREPOSITION):
        return None
    if any(sheet.lower[i] in ";" for i in range(start, end)):
        return None
    if not inverted and bits[start] & (PREPOSITION | ADVERB | TIME) and "," not in lower[start:end]:
        return None
    if bits[start] & ACCORDING:
        return None
    if sheet.language.code in _FINITE_KNOWN and not any(
        bits[i] & (VERB | AUXILIARY) or sheet.quoted[i] >= 0 for i in _main_words(sheet, start, end)
    ):
        return None
    return (start, trimmed_end(sheet, start, end))


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
    if not any(sheet.lower[k][0].isdigit() for k in range(start, min(after, start + 3))):
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


def _takes_object(sheet: Sheet, verb: _Verb) -> bool:
    listed = sheet.language.frames.get("np")
    return listed is not None and sheet.lower[verb.head] in listed


def _object(sheet: Sheet, start: int, after: int) -> Range | None:
    """What is denied, confirmed, or whom is accused: the words after the cue, if they are no clause of their own."""
    i = _past_date(sheet, start, after)
    while i < after and sheet.bits[i] & (ADVERB | TIME) and not sheet.bits[i] & (PREPOSITION | ARTICLE):
        i += 1
    if i >= after or sheet.bits[i] & (MARK | CONJUNCTION | SUBORDINATOR | RELATIVE | COMPLEMENTIZER):
        return None
    end = content_end(sheet, i, after, to_comma=True)
    return (i, end) if end > i else None
