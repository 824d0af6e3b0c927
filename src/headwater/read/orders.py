"""Cues in languages that put the verb elsewhere than English: "informó la agencia", "teilte die Polizei mit", "قال الوزير".

Works for packs whose `word_order` is "svo", "v2" (German) or "vso" (Arabic) and whose code is not "en"; verb-final
languages are read by `verbfinal.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from headwater.read.clauses import DASHES, SHORTEST, Verb, clause_start, only_adverbial, participles, said_by_nobody
from headwater.read.contents import kind_of, trimmed_end
from headwater.read.cues import find_cues
from headwater.read.language import Lexicon
from headwater.read.said_what import content_ahead, content_behind, content_from, object_behind, takes_object
from headwater.read.sheet import (
    ACCORDING,
    ADVERB,
    ARTICLE,
    AUXILIARY,
    COMPLEMENTIZER,
    CONJUNCTION,
    CUE,
    MARK,
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
from headwater.read.sources import subject_before
from headwater.read.subjects import IN_SOMEBODYS, apposed_subject, pronoun_behind, said_in, subject_behind
from headwater.read.verbsecond import (
    before_clause,
    bracket,
    led_by_as,
    parted_verbs,
    subject_second,
)

_NP_STANCES = ("accuse", "deny", "vouch")


def by_order(sheet: Sheet, first: int, after: int) -> list[Draft]:
    """Attributions by verbs in the words `first` to `after` of one sentence, in order of their cues."""
    found: list[Draft] = _looking_back(sheet, first, after)
    if found:
        return found
    if named := _name_and_colon(sheet, first, after):
        return [named]
    found = list(_in_a_document(sheet, first, after))
    if found:
        return found
    found = list(led_by_as(sheet, first, after)) if sheet.language.word_order == "v2" else []
    used = {i for draft in found for a, b in draft.cue for i in range(a, b)}
    last: Range | None = None
    for verb in sorted(_verbs(sheet, first, after), key=lambda one: one.head):
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
        else subject_behind(sheet, cue.after, limit)
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


def _in_a_document(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """ "В отчёте говорится, что …", "In dem Bericht heißt es, …": the document speaks."""
    bits, lower, language = sheet.bits, sheet.lower, sheet.language
    if not bits[first] & PREPOSITION or (bits[first] & ACCORDING and language.according_before.at(lower, first, after)):
        return
    for i in range(first + 2, min(after, first + 14)):
        if sheet.quoted[i] >= 0 or lower[i] == ",":
            return
        hit = language.hearsay_passives.at(lower, i, after) if language.hearsay_passives.opens(lower[i]) else None
        if hit is None:
            continue
        if not any(lower[k] in language.documents or lower[k] in language.bodies for k in range(first + 1, i)):
            return
        start = i + hit[0]
        while start < after and lower[start] in (",", ":"):
            start += 1
        # The phrase may take its "that" in: that begins the content.
        cue_end = next((k for k in range(i + 1, i + hit[0]) if bits[k] & COMPLEMENTIZER or lower[k] == ","), i + hit[0])
        start = cue_end + (lower[cue_end] == ",") if cue_end < i + hit[0] else start
        content = content_from(sheet, start, after) if start < after else None
        if content:
            yield Draft(
                [(first + 1, i)], [(i, cue_end)], [content], "a document speaks", "report", kind_of(sheet, [content])
            )
        return


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
        elif apposed and (whole := apposed_subject(sheet, first, verb.first)):
            source = whole
        elif last and before >= first and bits[before] & CONJUNCTION:
            source = last
        elif last and verb.stance in _NP_STANCES and sheet.language.word_order == "vso" and lower[verb.head][0] == "و":
            source = last  # "نفت الوزيرة الاتهامات واتهمت المحافظ": what follows is whom she accused
        elif led or only_adverbial(sheet, begin, verb.first) or pronoun_behind(sheet, verb, after):
            limit = min(after, verb.pieces[-1][0]) if len(verb.pieces) > 1 else after
            if sheet.language.word_order == "v2":
                source = subject_second(sheet, verb.pieces[0][1], before_clause(sheet, verb.pieces[0][1], limit))
            else:
                source = subject_behind(sheet, verb.pieces[0][1], limit)
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
    if sheet.language.code in IN_SOMEBODYS and (found := said_in(sheet, verb, first, after)):
        source, inverted = found, found[0] > verb.first
        start = max(start, source[1]) if inverted else start
    cue = list(verb.pieces)
    content = content_behind(sheet, verb, start, after)
    rule = "cue and what follows"
    relative = content is not None and content[0] > verb.after and bool(bits[content[0]] & RELATIVE)
    if verb.spoken and (content is None or (relative and inverted and apposed)):
        earlier = content_ahead(sheet, first, verb, source, inverted)
        if earlier or content is None:
            content, rule = earlier, "content before its cue"
    if content is None and source and (verb.stance in _NP_STANCES or takes_object(sheet, verb)):
        content = object_behind(sheet, start, after)
        rule = "cue and its object"
        if content and source[0] - 1 > first and _of_the_noun_before(sheet, source[0] - 1):
            return None
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
    kind = kind_of(sheet, pieces)
    if rule == "cue and its object" and kind == "indirect":
        kind = "nominal"
    elif kind == "direct" and rule == "cue and what follows" and _fragment(sheet, content):
        kind = "mixed"
    return Draft([source] if source else [], cue, pieces, rule, verb.stance, kind)


def _of_the_noun_before(sheet: Sheet, i: int) -> bool:
    """ "La foto, que muchos atribuyen a Solena": the object is the noun before the comma, not what follows."""
    return bool(sheet.bits[i] & (RELATIVE | COMPLEMENTIZER)) and sheet.lower[i - 1] == ","


def _fragment(sheet: Sheet, content: Range) -> bool:
    """ "parle d’« une tactique »": a few quoted words in the writer's own clause, with no colon and no comma before them."""
    first, after = content
    inner = sheet.lower[after - 2] if after - 2 > first else ""
    return after - first <= 8 and sheet.lower[first - 1] not in (":", ",") and inner not in (".", "!", "?", "…")
