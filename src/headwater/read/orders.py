"""Cues in languages that put the verb elsewhere than English: "informó la agencia", "teilte die Polizei mit", "قال الوزير".

Works for packs whose `word_order` is "svo", "v2" (German) or "vso" (Arabic) and whose code is not "en"; verb-final
languages are read by `verbfinal.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from headwater.read.according import as_said
from headwater.read.between import (
    cites_from,
    goes_on_behind,
    inserted_time,
    turned_round,
    which_he_denies,
    without_place,
)
from headwater.read.clauses import DASHES, Verb, clause_start, only_adverbial, participles, said_by_nobody
from headwater.read.contents import kind_of
from headwater.read.cues import find_cues
from headwater.read.edges import participial
from headwater.read.handed import handed_on, looking_back
from headwater.read.headlines import headline, name_and_colon
from headwater.read.impersonal import impersonal, impersonal_ahead, without_subject
from headwater.read.said_what import (
    DROPS_SUBJECT,
    about_behind,
    content_ahead,
    content_behind,
    content_from,
    object_behind,
    starts_infinitive,
    takes_object,
    which_is_denied,
)
from headwater.read.sheet import (
    ACCORDING,
    ADVERB,
    ARTICLE,
    AUXILIARY,
    COMPLEMENTIZER,
    CONJUNCTION,
    MARK,
    NEGATION,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
    TIME,
    Draft,
    Range,
    Sheet,
)
from headwater.read.sources import names_a_speaker, subject_before
from headwater.read.subjects import (
    IN_SOMEBODYS,
    apposed_subject,
    main_subject,
    object_ahead,
    pronoun_behind,
    said_in,
    subject_behind,
)
from headwater.read.verbsecond import (
    before_clause,
    bracket,
    inside_bracket,
    led_by_as,
    object_said,
    parted_verbs,
    subject_second,
)
from headwater.read.wordlists import lexicon

_NP_STANCES = ("accuse", "deny", "vouch")


def by_order(
    sheet: Sheet, first: int, after: int, claimed: Mapping[Range, Range] = MappingProxyType({})
) -> list[Draft]:
    """Attributions by verbs in the words `first` to `after` of one sentence, in order of their cues.

    `claimed` are cues that are read already, with their speakers: who adds something speaks on.
    """
    back: list[Draft] = looking_back(sheet, first, after)
    if named := name_and_colon(sheet, first, after) or headline(sheet, first, after):
        return [named]
    found = list(_in_a_document(sheet, first, after))
    if found:
        return found
    back += handed_on(sheet, first, after) if sheet.language.word_order == "vso" else ()
    found = [*back, *(led_by_as if sheet.language.word_order == "v2" else as_said)(sheet, first, after)]
    found += [*impersonal(sheet, first, after), *impersonal_ahead(sheet, first, after)]
    used = {i for draft in found for a, b in draft.cue for i in range(a, b)}
    last = back[-1].source[0] if back else None
    said = -1
    for verb in sorted(_verbs(sheet, first, after), key=lambda one: one.head):
        if verb.head in used:
            continue
        spoken = max((cue for cue in claimed if said < cue[0] <= verb.head and cue[0] >= first), default=None)
        if spoken is not None:
            last, said = claimed[spoken], spoken[0]
        if (verb.first, verb.after) in claimed:
            continue
        draft = _draft(sheet, verb, first, after, last)
        if draft and back and draft.rule == "content before its cue" and sheet.quoted[draft.content[0][0]] < 0:
            continue  # "Про це заявила X, передає Y": what Y hands on is the sentence before, too
        if draft is None or any(
            one.content[0][0] == draft.content[0][0] and one.cue[0] < draft.cue[0] < draft.content[0] for one in found
        ):
            continue  # in "قال مسؤول طلب عدم كشف اسمه إن" the content is the first verb's
        found.append(draft)
        if draft.source:
            last, said = draft.source[0], verb.head
    return found


def _in_a_document(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """ "В отчёте говорится, что …", "In dem Bericht heißt es, …": the document speaks."""
    bits, lower, language = sheet.bits, sheet.lower, sheet.language
    for i in range(first + 2, after - 2):
        # "оприлюднив звіт, у якому йдеться про": the relative is the document.
        if bits[i] & RELATIVE and bits[i - 1] & PREPOSITION and lower[i - 2] == "," and sheet.quoted[i] < 0:
            hit = without_subject(language, "behind").at(lower, i + 1, after)
            content = (
                content_from(sheet, i + 1 + hit[0] + (lower[i + 1 + hit[0]] == ","), after)
                if hit and i + 2 + hit[0] < after
                else None
            )
            if hit and content:
                yield Draft(
                    [(i, i + 1)],
                    [(i + 1, i + 1 + hit[0])],
                    [content],
                    "a document speaks",
                    "report",
                    kind_of(sheet, [content]),
                )
                return
    if not bits[first] & PREPOSITION or (bits[first] & ACCORDING and language.according_before.at(lower, first, after)):
        return
    for i in range(first + 2, min(after, first + 14)):
        if sheet.quoted[i] >= 0 or lower[i] == ",":
            return
        hit = language.hearsay_passives.at(lower, i, after) if language.hearsay_passives.opens(lower[i]) else None
        hit = hit or without_subject(language, "behind").at(lower, i, after)
        if hit is None:
            continue
        can_speak = (language.documents, language.bodies, language.unnamed)
        if not any(lower[k] in listed for k in range(first + 1, i) for listed in can_speak):
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
    if verb.stance == "deny" and (denied := which_he_denies(sheet, verb, first, after)):
        return denied
    source: Range | None = verb.subject_inside
    start = verb.after
    before = verb.first - 1
    shared = (
        participial(sheet, verb.head)
        and not any(bits[k] & AUXILIARY for k in range(verb.first, verb.head))
        and not lexicon(sheet.language, "credits", "citing").opens(lower[verb.head])
    )
    led = before < first or (
        bool(bits[before] & (MARK | CONJUNCTION | SUBORDINATOR | COMPLEMENTIZER)) and lower[before] not in (")", "]")
    )
    apposed = before >= first and lower[before] in (",", *DASHES)
    inverted = guessed = False
    if source is None and shared:
        # "…, добавив, что", "…, añadiendo que": whoever the main clause is about.
        source = last or main_subject(sheet, first, verb.first)
    elif source is None:
        begin = clause_start(sheet, verb.first, first)
        if before >= first and bits[before] & (RELATIVE | PRONOUN) and not bits[before] & POSSESSIVE:
            source = (before, before + 1)
        elif apposed and (whole := apposed_subject(sheet, first, verb.first)):
            source = whole
        elif before >= first and bits[before] & CONJUNCTION and (last or before > first + 2):
            source = last or main_subject(sheet, first, before)
            guessed = not last
        elif (
            last and sheet.language.word_order == "vso" and lower[verb.head][0] == "و" and _goes_on(sheet, verb, after)
        ):
            source = last  # "نفت الوزيرة الاتهامات واتهمت المحافظ": what follows is whom she accused
        elif (
            led
            or only_adverbial(sheet, begin, verb.first)
            or _dative(sheet, begin)
            or pronoun_behind(sheet, verb, after)
        ):
            limit = min(after, verb.pieces[-1][0]) if len(verb.pieces) > 1 else after
            if sheet.language.word_order == "v2":
                source = subject_second(sheet, verb.pieces[0][1], before_clause(sheet, verb.pieces[0][1], limit))
            else:
                source = subject_behind(sheet, verb.pieces[0][1], limit)
            inverted = source is not None
            if source is None and (apposed or not led):
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
    neither = sheet.language.listed("grammar", "neither")
    if source and (lower[source[0]] in neither or (source[0] > first and lower[source[0] - 1] in neither)):
        return None  # "Ni la policía ni el juzgado confirmaron …": nobody says it
    if source and source[1] - source[0] > 1 and lower[source[1] - 1] in sheet.language.listed("grammar", "pointing"):
        source = (source[0], source[1] - 1)  # "Кушнір це заперечує"
    if source and sheet.language.code in IN_SOMEBODYS and not inverted:
        source = without_place(sheet, source)
    cites = cites_from(sheet, source) if source else None
    if source and cites is not None:
        source = (source[0], cites)  # "Издание «Полюс» со ссылкой на источник сообщило"
    if inverted and source and (resumes := inserted_time(sheet, start, after)) is not None:
        start = resumes
    if inverted and source and start < after and lower[start] == "," and "," in lower[source[0] : source[1]]:
        start += 1  # the comma that closes an apposition: "Negó la firma, dueña del sitio, que …"
    cue = list(verb.pieces)
    content = content_behind(sheet, verb, start, after)
    rule = "cue and what follows"
    relative = content is not None and content[0] > verb.after and bool(bits[content[0]] & RELATIVE)
    if not shared and (content is None or (relative and inverted and apposed)):
        earlier = content_ahead(sheet, first, verb, source, inverted)
        if earlier and not verb.spoken and sheet.quoted[earlier[0]] < 0:
            earlier = None  # «…», считает он: what is thought counts where it is quoted
        if earlier or content is None:
            content, rule = earlier, "content before its cue"
    negated = any(bits[k] & NEGATION for a, b in cue for k in range(a, b))
    led_alone = led and content is None and source is None and sheet.language.code in DROPS_SUBJECT
    if led_alone and verb.spoken and (content := about_behind(sheet, verb, start, after)):
        # "ودعا إلى اجتماع", "Abogó por cerrar": the subject is in the verb's ending.
        return Draft([], list(verb.pieces), [content], "cue and what it is about", verb.stance, "nominal")
    if content is None and source:
        content = about_behind(sheet, verb, start, after) if names_a_speaker(sheet, source) else None
        rule = "cue and what it is about" if content else rule
    if (
        content is None
        and inverted
        and source
        and verb.stance in _NP_STANCES
        and (turned := turned_round(sheet, source, after))
    ):
        # "Respinge le accuse il presidente": the object stands first.
        source, content, rule = turned, source, "cue and its object"
    if content is None and source and (verb.stance in _NP_STANCES or takes_object(sheet, verb)):
        if (negated and verb.stance == "vouch") or (guessed and not names_a_speaker(sheet, source)):
            return None  # "no confirmó la noticia"; "ganó y celebró el título"
        content = object_behind(sheet, start, after)
        if content and lower[content[0]] in lexicon(sheet.language, "grammar", "answers"):
            return None  # "رفض التعليق": who refuses to answer denies nothing
        rule = "cue and its object"
        if content and sheet.language.word_order == "v2" and not object_said(sheet, verb, source, content):
            return None
        if content and source[0] - 1 > first and _of_the_noun_before(sheet, source[0] - 1):
            return None
    if content is None and source and len(verb.pieces) > 1 and verb.stance in ("accuse", "deny", "vouch"):
        content = inside_bracket(sheet, verb, source)
        rule = "cue and its object" if content else rule
        if content and negated and verb.stance == "vouch":
            return None
    if content is None and verb.stance == "deny" and sheet.language.code in IN_SOMEBODYS:
        both = object_ahead(sheet, first, verb, after)
        if both:
            source, content, rule = both[0], both[1], "cue and its object"
    if content is None and source and verb.stance == "deny" and not negated:
        content = which_is_denied(sheet, first, source, verb)
        rule = "denies what stands before" if content else rule
    if content is None:
        return None
    if verb.stance == "accuse" and rule == "cue and what follows" and not shared:
        content = (_accused(sheet, max(start, verb.after), content[0]), content[1])
    asked = (
        rule == "cue and what follows" and sheet.language.code in IN_SOMEBODYS and starts_infinitive(sheet, content[0])
    )
    if asked and (source is None or not names_a_speaker(sheet, source)):
        return None  # "Восемь человек попросили осмотреть их"
    dropped = verb.spoken and (
        (rule == "cue and what follows" and (bool(bits[content[0]] & COMPLEMENTIZER) or _unsaid(sheet, verb, content)))
        or (rule == "content before its cue" and sheet.quoted[content[0]] >= 0)
    )
    if source is None and not dropped:
        return None
    pointed = rule == "cue and its object" and sheet.language.code in IN_SOMEBODYS
    if (
        pointed
        and source
        and lower[source[0] : source[1]] in ([one] for one in sheet.language.listed("grammar", "pointing"))
    ):
        return None  # "це підтвердили три лабораторії": what stands first is what they confirm
    if source and (source[0] <= content[0] < source[1] or lower[source[0] : source[1]] == ["man"]):
        return None
    pieces = [content]
    if rule == "content before its cue" and inverted and source and sheet.quoted[content[0]] < 0:
        pieces += goes_on_behind(
            sheet, max(source[1], verb.after), after
        )  # "Gli inquirenti, riferisce X, avrebbero sequestrato"
    elif inverted and apposed and source and lower[content[0] - 1] == ":" and sheet.quoted[content[0]] >= 0:
        ahead = content_ahead(sheet, first, verb, source, inverted) if verb.spoken else None
        pieces = [ahead, content] if ahead and ahead[1] <= verb.first else pieces
    kind = kind_of(sheet, pieces)
    if rule in ("cue and its object", "cue and what it is about") and kind == "indirect":
        kind = "nominal"
    elif kind == "direct" and rule == "cue and what follows" and _fragment(sheet, content):
        kind = "mixed"
    stance = "report" if negated and verb.stance == "deny" else verb.stance
    return Draft([source] if source else [], cue, pieces, rule, stance, kind)


def _dative(sheet: Sheet, i: int) -> bool:
    """German "Den Gegnern warf X vor": no subject begins so."""
    return sheet.language.word_order == "v2" and sheet.lower[i] in ("dem", "den")


def _goes_on(sheet: Sheet, verb: Verb, after: int) -> bool:
    """Arabic "واتهمت المحافظ", "وطالبت باستقالته", "ودعت إلى": a second verb of the same subject, with what it is about."""
    i = verb.after
    if verb.stance in _NP_STANCES:
        return True
    return i < after and (
        bool(sheet.bits[i] & (PREPOSITION | COMPLEMENTIZER) or sheet.quoted[i] >= 0)
        or sheet.lower[i].startswith(("بال", "باست", "باع", "باح", "بات", "بان", "بإ", "بأ"))
    )


def _accused(sheet: Sheet, start: int, content: int) -> int:
    """Where an accusation begins: with whom it accuses, when that stands right behind the verb."""
    if content - start > 14 or any(sheet.bits[i] & MARK and sheet.quoted[i] < 0 for i in range(start, content - 1)):
        return content
    while start < content and sheet.bits[start] & (ADVERB | TIME) and not sheet.bits[start] & (ARTICLE | PREPOSITION):
        start += 1
    return start


def _unsaid(sheet: Sheet, verb: Verb, content: Range) -> bool:
    """ "Dijo no saber nada", "وتابع: «…»": a verb whose ending is its subject, right before what is said."""
    if sheet.language.code not in DROPS_SUBJECT:
        return False
    if sheet.quoted[content[0]] >= 0:
        return sheet.lower[content[0] - 1] == ":"
    return content[0] - verb.after <= 2 and starts_infinitive(sheet, content[0])


def _of_the_noun_before(sheet: Sheet, i: int) -> bool:
    """ "La foto, que muchos atribuyen a Solena": the object is the noun before the comma, not what follows."""
    return bool(sheet.bits[i] & (RELATIVE | COMPLEMENTIZER)) and sheet.lower[i - 1] == ","


def _fragment(sheet: Sheet, content: Range) -> bool:
    """ "parle d’« une tactique »": a few quoted words in the writer's own clause, with no colon and no comma before them."""
    first, after = content
    inner = sheet.lower[after - 2] if after - 2 > first else ""
    return after - first <= 8 and sheet.lower[first - 1] not in (":", ",") and inner not in (".", "!", "?", "…")
