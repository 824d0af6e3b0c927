"""Cues in languages that put the verb elsewhere than English: "informó la agencia", "teilte die Polizei mit", "قال الوزير".

Works for packs whose `word_order` is "svo", "v2" (German) or "vso" (Arabic) and whose code is not "en"; verb-final
languages are read by `verbfinal.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from headwater.read.clauses import DASHES, SHORTEST, Verb, clause_start, only_adverbial, participles, said_by_nobody
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
from headwater.read.verbsecond import (
    before_clause,
    bracket,
    infinitive_clause,
    led_by_as,
    parted_verbs,
    reported_clause,
    subject_second,
)

GAP = 22
"""Words between a cue with its subject and the "that" or quotation that belongs to it."""
_NP_STANCES = ("accuse", "deny", "vouch")


def by_order(sheet: Sheet, first: int, after: int) -> list[Draft]:
    """Attributions by verbs in the words `first` to `after` of one sentence, in order of their cues."""
    found: list[Draft] = _looking_back(sheet, first, after)
    if found:
        return found
    if named := _name_and_colon(sheet, first, after):
        return [named]
    found = list(led_by_as(sheet, first, after)) if sheet.language.word_order == "v2" else []
    used = {i for draft in found for a, b in draft.cue for i in range(a, b)}
    last: Range | None = None
    for verb in _verbs(sheet, first, after):
        if verb.head in used:
            continue
        draft = _draft(sheet, verb, first, after, last)
        if draft is None or any(
            one.content[0][0] == draft.content[0][0] and one.cue[0] < draft.cue[0] < draft.content[0] for one in found
        ):
            continue  # in "قال مسؤول طلب عدم كشف اسمه إن" the content is the first verb's
        found.append(draft)
        if draft.source:
            last = draft.source[0]
    return found


def _looking_back(sheet: Sheet, first: int, after: int) -> list[Draft]:
    """ "Das berichtet X", "Об этом сообщает X", "Lo ha riferito X": the content is the sentence before."""
    hit = _back_words(sheet).at(sheet.lower, first, after)
    number = sheet.words.sentence_of[first]
    if hit is None or number == 0:
        return []
    begin = first + hit[0]
    cue = next((c for c in find_cues(sheet, begin, min(after, begin + 4)) if not c.infinitive), None)
    if cue is None or cue.first > begin + 1 or any(sheet.quoted[i] >= 0 for i in range(first, after)):
        return []
    content_starts, content_ends = sheet.words.sentences[number - 1]
    far = sheet.words.paragraph_of[first] - sheet.words.paragraph_of[content_starts]
    limit = cue.after
    while limit < after and not sheet.bits[limit] & COMPLEMENTIZER:
        limit += 1
    source = (
        subject_second(sheet, cue.after, limit)
        if sheet.language.word_order == "v2"
        else _after(sheet, cue.after, limit)
    )
    content = (content_starts, trimmed_end(sheet, content_starts, content_ends))
    if source is None or far > 1 or content[1] - content[0] < SHORTEST or limit < after:
        return []
    return [
        Draft(
            [source], [(cue.first, cue.after)], [content], "the sentence before", cue.stance, kind_of(sheet, [content])
        )
    ]


_BACK: dict[str, Lexicon] = {}


def _back_words(sheet: Sheet) -> Lexicon:
    code = sheet.language.code
    if code not in _BACK:
        _BACK[code] = Lexicon(sheet.language.listed("grammar", "looking_back"), code)
    return _BACK[code]


def _name_and_colon(sheet: Sheet, first: int, after: int) -> Draft | None:
    """ "El director, Ernesto Paz: «Esto no puede seguir así»": no verb at all."""
    bits, lower = sheet.bits, sheet.lower
    colon = next((i for i in range(first, min(after, first + 14)) if lower[i] == ":"), None)
    if colon is None or colon == first or colon + 1 >= len(lower) or sheet.quoted[colon + 1] < 0:
        return None
    if any(
        sheet.quoted[i] >= 0
        or (
            bits[i] & (VERB | AUXILIARY | CUE | PREPOSITION)
            and not bits[i] & ARTICLE
            and not sheet.capital(i)
            and lower[i] not in sheet.language.listed("grammar", "inside_names")
        )
        for i in range(first, colon)
    ):
        return None
    who = any(bits[i] & PERSON for i in range(first, colon))
    names = sum(sheet.capital(i) for i in range(first, colon))
    region = sheet.regions[sheet.quoted[colon + 1]]
    if not (who or names >= 2) or not names or region[0] != colon + 1 or region[1] - region[0] < 5:
        return None
    return Draft([(first, colon)], [], [region], "name and colon", "report", "direct")


def _verbs(sheet: Sheet, first: int, after: int) -> Iterator[Verb]:
    """The finite cues of a sentence: no nouns, no bare participles, no passives."""
    language, bits, lower = sheet.language, sheet.bits, sheet.lower
    bare = participles(sheet)
    german = language.word_order == "v2"
    taken: set[int] = set()
    if german:
        for verb in parted_verbs(sheet, first, after):
            taken.add(verb.head)
            yield verb
    taken |= said_by_nobody(sheet, first, after)
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
            parts = bracket(sheet, first, after, head, cue.verb_end)
            if parts:
                yield Verb(parts[1], parts[0], cue.after, head, cue.stance, cue.spoken, parts[2])
                continue
        if lower[head] in bare and not helped:
            continue
        yield Verb(((begin, cue.after),), begin, cue.after, head, cue.stance, cue.spoken)


def _draft(sheet: Sheet, verb: Verb, first: int, after: int, last: Range | None) -> Draft | None:
    bits, lower = sheet.bits, sheet.lower
    source: Range | None = verb.subject_inside
    start = verb.after
    before = verb.first - 1
    led = before < first or (
        bool(bits[before] & (MARK | CONJUNCTION | SUBORDINATOR | COMPLEMENTIZER)) and lower[before] not in (")", "]")
    )
    apposed = before >= first and lower[before] in (",", *DASHES)
    inverted = False
    if source is None:
        begin = clause_start(sheet, verb.first, first)
        if before >= first and bits[before] & (RELATIVE | PRONOUN) and not bits[before] & POSSESSIVE:
            source = (before, before + 1)
        elif apposed and (whole := _apposed_subject(sheet, first, verb.first)):
            source = whole
        elif last and before >= first and bits[before] & CONJUNCTION:
            source = last
        elif led or only_adverbial(sheet, begin, verb.first) or _pronoun_after(sheet, verb, after):
            limit = min(after, verb.pieces[-1][0]) if len(verb.pieces) > 1 else after
            if sheet.language.word_order == "v2":
                source = subject_second(sheet, verb.pieces[0][1], before_clause(sheet, verb.pieces[0][1], limit))
            else:
                source = _after(sheet, verb.pieces[0][1], limit)
            inverted = source is not None
            if source is None and apposed:
                source = subject_before(sheet, first, verb.first)
            if source and inverted and lower[source[0]] == "dem" and sheet.language.word_order == "v2":
                source, inverted = None, False
            if inverted and source:
                start = max(start, source[1])
        else:
            source = subject_before(sheet, first, verb.first)
        if source is None and before >= first and bits[before] & CONJUNCTION:
            source = last
    if sheet.language.code in _IN_SOMEBODYS and (found := _said_in(sheet, verb, first, after)):
        source, inverted = found, found[0] > verb.first
        start = max(start, source[1]) if inverted else start
    cue = list(verb.pieces)
    content = _content_after(sheet, verb, start, after)
    rule = "cue and what follows"
    relative = content is not None and content[0] > verb.after and bool(bits[content[0]] & RELATIVE)
    if verb.spoken and (content is None or (relative and inverted and apposed)):
        earlier = _content_before(sheet, first, verb, source, inverted)
        if earlier or content is None:
            content, rule = earlier, "content before its cue"
    if content is None and source and (verb.stance in _NP_STANCES or _takes_object(sheet, verb)):
        content = _object(sheet, start, after)
        rule = "cue and its object"
    if content is None:
        return None
    dropped = verb.spoken and (
        (rule == "cue and what follows" and bool(bits[content[0]] & COMPLEMENTIZER))
        or (rule == "content before its cue" and sheet.quoted[content[0]] >= 0)
    )
    if source is None and not dropped:
        return None
    if source and source[0] <= content[0] < source[1]:
        return None
    pieces = [content]
    return Draft([source] if source else [], cue, pieces, rule, verb.stance, kind_of(sheet, pieces))


def _apposed_subject(sheet: Sheet, first: int, end: int) -> Range | None:
    """ "La ministra, que visitó la zona, negó …": the noun phrase that opens the sentence, with what stands between commas."""
    bits, lower = sheet.bits, sheet.lower
    while first < end and bits[first] & CONJUNCTION:
        first += 1
    comma = next((i for i in range(first, end - 1) if lower[i] == ","), None)
    if comma is None or comma - first > 12 or comma == first or lower[end - 1] != ",":
        return None
    opens = bits[first]
    if opens & (PREPOSITION | ADVERB | TIME | SUBORDINATOR) and not opens & ARTICLE:
        return None
    if any(
        sheet.quoted[i] >= 0 or (bits[i] & (VERB | AUXILIARY) and not sheet.capital(i)) for i in range(first, comma)
    ):
        return None
    led = bits[comma + 1]
    if not led & RELATIVE and not (sheet.language.word_order == "v2" and led & (ARTICLE | PRONOUN)):
        if any(bits[i] & (VERB | AUXILIARY | CUE) and not sheet.capital(i) for i in range(comma + 1, end - 1)):
            return None
        if led & (CONJUNCTION | PREPOSITION):
            return None
    return (first, end)


_IN_SOMEBODYS = frozenset(("ru", "uk"))


def _said_in(sheet: Sheet, verb: Verb, first: int, after: int) -> Range | None:
    """ "…, уточнили в капитании", "В компании опровергли": a plural without subject, said in somebody's house."""
    lower = sheet.lower
    if not lower[verb.head].endswith(("ли", "ют", "ят", "уть", "ють", "ять")):
        return None
    i = verb.after
    if i < after and lower[i] in ("в", "во", "у"):
        return subject_after(sheet, i + 1, after)
    begin = clause_start(sheet, verb.first, first)
    if begin < verb.first - 1 and lower[begin] in ("в", "во", "у"):
        found = subject_after(sheet, begin + 1, verb.first)
        if found and found[1] == verb.first:
            return found
    return None


def _pronoun_after(sheet: Sheet, verb: Verb, after: int) -> bool:
    """German "Der Politik schlug er vor": a subject pronoun behind the verb makes what stands before it an object."""
    i = verb.pieces[0][1]
    return (
        sheet.language.word_order == "v2"
        and i < after
        and bool(sheet.bits[i] & PRONOUN and not sheet.bits[i] & (POSSESSIVE | ARTICLE))
        and sheet.lower[i] not in sheet.language.listed("grammar", "expletives")
    )


def _after(sheet: Sheet, start: int, limit: int) -> Range | None:
    """The subject right after the verb; not an object led by a preposition, not a clause."""
    if start >= limit or sheet.quoted[start] >= 0:
        return None
    while start < limit and sheet.bits[start] & (ADVERB | TIME) and not sheet.bits[start] & (PRONOUN | ARTICLE):
        start += 1
    if start < limit and sheet.lower[start] in ("«", "“", '"') and sheet.quoted[start] < 0:
        start = next((k + 1 for k in range(start, min(limit, start + 6)) if sheet.lower[k] in ("»", "”")), start)
    if start < limit and sheet.bits[start] & PREPOSITION and not sheet.bits[start] & COMPLEMENTIZER:
        start = _past_addressee(sheet, start, limit)
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
        end = next(
            (i for i in range(first + 1, end) if sheet.bits[i] & NOMINAL or _object_starts(sheet, first, i)), end
        )
        while end > first + 1 and sheet.bits[end - 1] & PREPOSITION:
            end -= 1
        found = (first, end)
    # A plain noun without article is rather an object: "pidió ayuda".
    named = any(
        sheet.capital(i) or sheet.bits[i] & (PERSON | PRONOUN | ARTICLE | POSSESSIVE) for i in range(first, end)
    )
    return found if named or sheet.language.code in _NO_ARTICLES else None


def _past_addressee(sheet: Sheet, start: int, limit: int) -> int:
    """ "ha detto all’AV la comandante": the article behind the addressee, if there is one not far away."""
    bits = sheet.bits
    for i in range(start + 2, min(limit, start + 8)):
        if bits[i] & MARK or sheet.quoted[i] >= 0:
            break
        if bits[i] & ARTICLE and not bits[i] & PREPOSITION and not bits[i - 1] & (PREPOSITION | ARTICLE):
            return i
    return start


def _object_starts(sheet: Sheet, first: int, i: int) -> bool:
    """Arabic: a plural in the accusative ("المواطنين"), a measure with its figure ("نسبة 0.09"), or "رفع" in "وزارة التموين رفع".

    A body's name that has its article is complete; a noun without article behind it begins the object.
    """
    lower = sheet.lower
    word = lower[i]
    follows = lower[i + 1][0] if i + 1 < len(lower) else ""
    if (word.startswith("ال") and word.endswith("ين") and len(word) >= 8) or follows.isdigit():
        return True
    plain = not word.startswith("ال") and not sheet.bits[i] & (PREPOSITION | CONJUNCTION | MARK | PERSON)
    return plain and i > first + 1 and lower[i - 1].startswith("ال") and lower[first] in sheet.language.bodies


_NO_ARTICLES = frozenset(("ru", "uk", "ar"))


def _content_after(sheet: Sheet, verb: Verb, start: int, after: int) -> Range | None:
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
        if b & COMPLEMENTIZER and b & RELATIVE and i > start and not bits[start] & _SKIPPED:
            return None  # "risponde personale che parla italiano"
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
                and (reported_clause(sheet, j, after) or infinitive_clause(sheet, j, after))
            ):
                return _to_end(sheet, j, after)
            return None
        if b & MARK and word not in "()[]":
            return None
        infinitive = i + 1 if word in ("de", "di", "d'") and i + 1 < after else i
        near = (
            i == verb.after
            or (word in _HAVING and i - start < 8)
            or (infinitive > i and i - start < 8 and verb.stance != "accuse")
        )
        if near and verb.spoken and lower[infinitive].endswith(infinitives) and not bits[infinitive] & _NO_INFINITIVE:
            return _to_end(sheet, i, after)
        if b & SUBORDINATOR and any(sheet.quoted[k] >= 0 for k in range(i + 1, min(after, i + 5))):
            i += 1  # "bezeichnete es als „…“"
            continue
        if b & (CUE | VERB | RELATIVE | SUBORDINATOR) and not sheet.capital(i) and not b & (ADVERB | PREPOSITION):
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


_HAVING = frozenset(("avoir", "être", "haber", "ter", "haver", "aver", "essere"))
_NO_INFINITIVE = PERSON | MARK | ADVERB | TIME | ARTICLE | POSSESSIVE | CONJUNCTION
_SKIPPED = PREPOSITION | ADVERB | TIME | MARK | PRONOUN


def _to_end(sheet: Sheet, start: int, after: int) -> Range | None:
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
            if lower[j] in bare or bits[j] & (ADVERB | AUXILIARY):
                continue
            return i
    return end


def _content_before(sheet: Sheet, first: int, verb: Verb, source: Range | None, inverted: bool) -> Range | None:
    """What stands before ", informó X" or ", X dijo" from its sentence's beginning; None when it is no clause."""
    if source is None:
        return _quotation_before(sheet, first, verb) if sheet.language.code in _DROPS_SUBJECT else None
    if source[1] - source[0] == 1 and sheet.bits[source[0]] & RELATIVE:
        return None
    if sheet.lower[source[0]] in sheet.language.indefinite and not any(
        sheet.capital(i) or sheet.bits[i] & PERSON for i in range(*source)
    ):
        return None  # "décrit des journées": an object
    bits, lower = sheet.bits, sheet.lower
    edge = verb.first if inverted else min(source[0], verb.first)
    if edge <= first or lower[edge - 1] not in (",", *DASHES):
        return None
    start, end = first, edge - 1
    region = sheet.quoted[end - 1] if end > first else -1
    if region >= 0:
        begin = sheet.regions[region][0]
        if begin <= first or lower[begin - 1] == ":" or sheet.bits[begin - 1] & MARK:
            return sheet.regions[region]
    while end > start and lower[end - 1] in (",", *DASHES):
        end -= 1
    while start < end and (bits[start] & CONJUNCTION or (bits[start] & MARK and sheet.quoted[start] < 0)):
        start += 1
    start = _past_dateline(sheet, start, end)
    if end - start < SHORTEST or (bits[start] & SUBORDINATOR and not bits[start] & PREPOSITION):
        return None
    if any(sheet.lower[i] in ";" for i in range(start, end)):
        return None
    if not inverted and bits[start] & (PREPOSITION | ADVERB | TIME) and "," not in lower[start:end]:
        return None
    if bits[start] & ACCORDING and sheet.language.according_before.at(lower, start, end):
        return None
    if sheet.language.code in _FINITE_KNOWN and not any(
        bits[i] & (VERB | AUXILIARY) or sheet.quoted[i] >= 0 for i in _main_words(sheet, start, end)
    ):
        return None
    return (start, trimmed_end(sheet, start, end))


_DROPS_SUBJECT = frozenset(("ar", "es", "it", "pt"))


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


def _takes_object(sheet: Sheet, verb: Verb) -> bool:
    listed = sheet.language.frames.get("np")
    return listed is not None and sheet.lower[verb.head] in listed


def _object(sheet: Sheet, start: int, after: int) -> Range | None:
    """What is denied, confirmed, or whom is accused: the words after the cue, if they are no clause of their own."""
    i = _past_date(sheet, start, after)
    while i < after and sheet.bits[i] & (ADVERB | TIME) and not sheet.bits[i] & (PREPOSITION | ARTICLE):
        i += 1
    if i >= after or sheet.bits[i] & (MARK | CONJUNCTION | SUBORDINATOR | RELATIVE | COMPLEMENTIZER):
        return None
    end = trimmed_end(sheet, i, _before_next_cue(sheet, i, content_end(sheet, i, after, to_comma=True)))
    return (i, end) if end > i else None
