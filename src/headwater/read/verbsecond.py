"""German order, the verb in second place: "Die Polizei teilte mit, dass …", "Wie X sagte, …", "…, so der Sprecher"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from headwater.core.reading import Stance
from headwater.read.clauses import (
    DASHES,
    SHORTEST,
    Verb,
    cited_by_the_speaker,
    clause_end,
    clause_start,
    only_adverbial,
)
from headwater.read.contents import kind_of, trimmed_end
from headwater.read.cues import Cue, find_cues
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
from headwater.read.sources import subject_after
from headwater.read.wordlists import lexicon


def parted_verbs(sheet: Sheet, first: int, after: int) -> Iterator[Verb]:
    """German verbs whose particle closes the clause: "teilte … mit", "gab … an"."""
    table = sheet.language.table("cues", "separable")
    if not table:
        return
    forms = separable_forms(sheet)
    for i in range(first, after):
        particles = forms.get(sheet.lower[i])
        if particles is None or sheet.quoted[i] >= 0:
            continue
        end = clause_end(sheet, i + 1, after)
        last = end - 1
        if last > i and sheet.lower[last] in particles:
            begin = i
            tail = last - 1 if last - 1 > i and sheet.bits[last - 1] & NEGATION else last
            yield Verb(
                ((begin, i + 1), (tail, last + 1)), begin, last + 1, i, cast(Stance, particles[sheet.lower[last]]), True
            )


_SEPARABLE: dict[str, dict[str, dict[str, str]]] = {}


def separable_forms(sheet: Sheet) -> dict[str, dict[str, str]]:
    code = sheet.language.code
    if code not in _SEPARABLE:
        found: dict[str, dict[str, str]] = {}
        for stance, listed in sheet.language.table("cues", "separable").items():
            for entry in listed:
                verb, particle = entry.split()
                found.setdefault(verb, {})[particle] = stance
        _SEPARABLE[code] = found
    return _SEPARABLE[code]


def bracket(
    sheet: Sheet, first: int, after: int, head: int, verb_end: int
) -> tuple[int, tuple[Range, ...], Range | None] | None:
    """ "hat … mitgeteilt": (the auxiliary, both pieces, the subject between them) when `head` closes such a bracket."""
    end = clause_end(sheet, head, after)
    if end - verb_end > 0 and not sheet.bits[verb_end] & CONJUNCTION:
        return None
    start = clause_start(sheet, head, first)
    for i in range(head - 1, start - 1, -1):
        if sheet.lower[i] in _PERFECT:
            inside = None
            if i == start or only_adverbial(sheet, start, i):
                inside = subject_second(sheet, i + 1, head)
            return i, ((i, i + 1), (head, verb_end)), inside
    return None


def inside_bracket(sheet: Sheet, verb: Verb, source: Range) -> Range | None:
    """ "wies die Vorwürfe zurück", "hat den Bericht bestätigt", "Kritikern warf er Panikmache vor": what stands in the bracket."""
    start, end = verb.pieces[0][1], verb.pieces[-1][0]
    if start <= source[0] < end:
        start = source[1]
    while start < end and sheet.bits[start] & (ADVERB | TIME) and not sheet.bits[start] & (ARTICLE | PREPOSITION):
        start += 1
    while end > start and sheet.bits[end - 1] & (NEGATION | ADVERB) and not sheet.capital(end - 1):
        end -= 1
    if end <= start or any(sheet.bits[i] & MARK and sheet.quoted[i] < 0 for i in range(start, end)):
        return None
    return (start, end) if object_said(sheet, verb, source, (start, end)) else None


def object_said(sheet: Sheet, verb: Verb, source: Range, content: Range) -> bool:
    """True for what can be denied or confirmed in words, by somebody; nouns in capitals are no names in German.

    "Das Parlament lehnte den Antrag ab" and "belegten den dritten Platz" are deeds.
    """
    bits, first, end = sheet.bits, source[0], source[1]
    if any(sheet.lower[i] in lexicon(sheet.language, "grammar", "answers") for i in range(*content)):
        return False  # "lehnte eine Stellungnahme ab"
    speaks = any(bits[i] & (PERSON | PRONOUN | POSSESSIVE) for i in range(first, end)) or any(
        sheet.capital(i) and sheet.capital(i - 1) for i in range(first + 1, end)
    )
    if not speaks or bits[content[1] - 1] & NEGATION:
        return False
    if verb.stance == "accuse" or sheet.lower[verb.head].startswith(
        ("bestätig", "dementier", "bestr", "forder", "verlang")
    ):
        return True
    if verb.stance not in ("deny", "vouch"):
        return True
    return any(
        bits[i] & NOMINAL or sheet.lower[i] in sheet.language.documents or sheet.quoted[i] >= 0 for i in range(*content)
    )


_PERFECT = frozenset(("hat", "haben", "hatte", "hatten", "habe", "hätten", "hätte"))


def led_by_as(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """German "Wie die Polizei mitteilte, …", "…, wie X sagte" and "…, so der Sprecher": the other clause is the content."""
    bits, lower = sheet.bits, sheet.lower
    as_words, so_words = sheet.language.listed("grammar", "as"), sheet.language.listed("grammar", "so")
    if not as_words and not so_words:
        return
    for i in range(first, after):
        if sheet.quoted[i] >= 0 or not (i == first or lower[i - 1] in (",", *DASHES)):
            continue
        if lower[i] in as_words:
            found = _closing_cue(sheet, i + 1, after)
            if found is None:
                continue
            cue, end = found
            source = subject_second(sheet, i + 1, cue.first)
            pieces: list[Range] = [(i, i + 1), (cue.first, cue.after)]
            stance, stop = cue.stance, end
        elif lower[i] in so_words and i > first:
            source = subject_second(sheet, i + 1, after)
            if source is None or not (
                sheet.capital(source[1] - 1) or any(bits[k] & (PERSON | PRONOUN) for k in range(*source))
            ):
                continue
            stop = source[1]
            while stop < after and bits[stop] & ADVERB and not bits[stop] & (CUE | VERB):
                stop += 1  # "so Ott weiter"
            if stop < after and lower[stop] not in (",", ".", *DASHES):
                continue
            pieces, stance = [(i, i + 1)], "report"
        else:
            continue
        if source is None:
            continue
        content = _beside(sheet, first, after, i, stop)
        if content:
            yield Draft([source], pieces, content, "led by as", stance, kind_of(sheet, content))


def _closing_cue(sheet: Sheet, start: int, after: int) -> tuple[Cue, int] | None:
    """The cue that closes the clause from word `start`, and the clause's end; commas of an apposition are passed over."""
    end = start - 1
    for _ in range(3):
        end = clause_end(sheet, end + 1, after)
        cue = next((c for c in find_cues(sheet, start, end) if c.after >= end - 1), None)
        if cue is not None:
            return cue, end
        if end >= after or sheet.lower[end] != "," or sheet.bits[end + 1 if end + 1 < after else end] & COMPLEMENTIZER:
            return None
    return None


def _beside(sheet: Sheet, first: int, after: int, start: int, stop: int) -> list[Range]:
    left = (first, trimmed_end(sheet, first, start))
    if start > first + 1 and sheet.quoted[start - 2] >= 0:
        region = sheet.regions[sheet.quoted[start - 2]]
        if region[0] <= first or sheet.bits[region[0] - 1] & MARK:
            left = region  # else it is a fragment in the speaker's clause: "Man werde «alles tun», so Brocke"
    begin = stop
    while begin < after and sheet.lower[begin] in (",", *DASHES):
        begin += 1
    right = (begin, trimmed_end(sheet, begin, after))
    if left[1] - left[0] < SHORTEST and sheet.quoted[left[0]] < 0:
        return [right] if right[1] - right[0] >= SHORTEST else []
    return [left, right] if right[1] - right[0] >= SHORTEST and stop < after and sheet.lower[stop] == "," else [left]


def before_clause(sheet: Sheet, start: int, limit: int) -> int:
    """Where a subject ends at the latest: the comma before "dass", a quotation, or a clause in indirect speech."""
    for i in range(start, min(limit, start + 40)):
        if (
            sheet.lower[i] == ","
            and i + 1 < limit
            and (sheet.bits[i + 1] & COMPLEMENTIZER or reported_clause(sheet, i + 1, limit))
        ):
            return i
    return limit


def infinitive_clause(sheet: Sheet, start: int, after: int) -> bool:
    """German "…, sich neu zu orientieren"."""
    end = clause_end(sheet, start, after)
    while end < after and sheet.quoted[end] >= 0 and sheet.regions[sheet.quoted[end]][1] - end <= 8:
        end = clause_end(sheet, sheet.regions[sheet.quoted[end]][1], after)  # a fragment in marks ends no clause
    return end - start >= 2 and any(
        sheet.lower[i] == "zu" or sheet.lower[i].endswith("zunehmen") for i in range(max(start, end - 4), end - 1)
    )


def reported_clause(sheet: Sheet, start: int, after: int) -> bool:
    """German indirect speech without "dass": a subject, then its verb in second place; no relative clause."""
    b = sheet.bits[start]
    if b & (CONJUNCTION | SUBORDINATOR | RELATIVE):
        return False
    mood = sheet.language.listed("grammar", "reported_mood")
    for i in range(start + 1, min(after, start + 14)):
        if sheet.lower[i] in (",", ":", ";"):
            return False
        if (
            sheet.bits[i] & AUXILIARY
            or (sheet.lower[i] in mood and not sheet.capital(i))
            or (sheet.lower[i].endswith("e") and not sheet.bits[i] & ~VERB and i - start <= 4 and not sheet.capital(i))
        ):
            # "die Fähre, die sank": the verb of a relative clause closes it.
            return i + 1 < after and sheet.lower[i + 1] not in (",", ".", ";")
    return False


def subject_second(sheet: Sheet, start: int, limit: int) -> Range | None:
    """The noun phrase at word `start`, which nouns in capitals bound: an article that is no genitive begins another.

    "laut Donald Terry kein Grund", "nach Angaben der Organisation durch …": only "der", "des", "von" and "für" go on with it.
    """
    bits, lower = sheet.bits, sheet.lower
    while start < limit and bits[start] & (ADVERB | TIME) and not bits[start] & (PRONOUN | ARTICLE | PREPOSITION):
        start += 1
    if start >= limit or (bits[start] & (COMPLEMENTIZER | PREPOSITION | MARK) and not bits[start] & ARTICLE):
        return None
    found = subject_after(sheet, start, limit)
    if found is None or found[1] - found[0] == 1:
        return found
    first, end = found
    if end < limit and lower[end] in ("»", "«", "“") and any(lower[i] in ("«", "»", "„") for i in range(first, end)):
        found = (first, end := end + 1)  # "der «Veitstaler Anzeiger»"
    # "sagte Greta Vonder, die Bürgermeisterin, dem Tageblatt": the dative is whom she told.
    end = next((i for i in range(first + 1, end - 1) if lower[i] == "," and lower[i + 1] in ("dem", "den")), end)
    found = (first, end)
    seen = False
    for i in range(first, end):
        if bits[i] & MARK or sheet.quoted[i] >= 0:
            if lower[i] == "," and seen:
                return (first, end)  # an apposition goes on to its comma
            continue
        if not seen:
            seen = sheet.capital(i) or bool(bits[i] & PERSON)
            continue
        if bits[i - 1] & PERSON and sheet.capital(i) and (bits[i] & NOMINAL or lower[i] in sheet.language.documents):
            return (first, i)  # "hat das Ministerium Berichte zurückgewiesen": two nouns side by side
        if (
            sheet.capital(i)
            or lower[i] in _GOES_ON
            or (i + 1 < end and sheet.capital(i + 1) and lower[i - 1] in _GOES_ON and not bits[i] & _NEW_PHRASE)
        ):
            continue
        if i + 2 < end and lower[i - 1] in _GOES_ON and not bits[i] & (AUXILIARY | CUE):
            continue  # "der neuen deutschen Regierung"
        while i > first + 1 and lower[i - 1] in _GOES_ON:
            i -= 1
        return (first, i)
    return found


_GOES_ON = frozenset(("der", "des", "von", "vom", "für", "und", "zu", "van", "de", "zur"))
_NEW_PHRASE = ARTICLE | PREPOSITION | ADVERB | VERB | AUXILIARY | CUE | PRONOUN | TIME


def according_second(sheet: Sheet, first: int, after: int) -> Iterator[Draft]:
    """ "Laut X", "nach Angaben des X", "X zufolge", "Nach einer Studie": the content is the clause around it."""
    language, bits, lower = sheet.language, sheet.bits, sheet.lower
    reached = first
    for i in range(first, after):
        if i < reached or sheet.quoted[i] >= 0:
            continue
        stance: Stance = "report"
        if lower[i] == "angaben" and "nach" not in lower[max(first, i - 3) : i]:
            continue  # "bestätigte die Angaben der Polizei"
        if cited_by_the_speaker(sheet, first, i):
            continue
        if bits[i] & ACCORDING and (hit := language.according_before.at(lower, i, after)):
            cue = (i, i + hit[0])
            stance = cast(Stance, hit[1])
            source = subject_second(sheet, cue[1], _to_verb(sheet, cue[1], after))
            if source and source[0] == cue[1] and lower[cue[1] - 1] in ("der", "des"):
                # The article of "nach Angaben der Polizei" stands in the pack's entry, but belongs to the police.
                cue, source = (i, cue[1] - 1), (cue[1] - 1, source[1])
        elif bits[i] & ACCORDING and (hit := language.according_after.at(lower, i, after)):
            cue = (i, i + hit[0])
            stance = cast(Stance, hit[1])
            source = _before(sheet, first, i)
        elif (
            lower[i] == "nach"
            and (source := subject_second(sheet, i + 1, _to_verb(sheet, i + 1, after)))
            and _reports(sheet, source)
        ):
            cue = (i, i + 1)
        else:
            continue
        reached = cue[1]
        if source is None:
            continue
        start, stop = min(cue[0], source[0]), max(cue[1], source[1])
        content = _around(sheet, first, after, start, stop)
        if content:
            reached = max(reached, source[1])
            yield Draft([source], [cue], content, "according to", stance, kind_of(sheet, content))


def _to_verb(sheet: Sheet, start: int, after: int) -> int:
    """The first auxiliary or verb behind word `start`, where a phrase that opens its sentence must end."""
    for i in range(start + 1, after):
        if sheet.quoted[i] < 0 and sheet.bits[i] & (AUXILIARY | VERB) and not sheet.capital(i):
            return i
    return after


def _before(sheet: Sheet, first: int, i: int) -> Range | None:
    """The phrase that ends before "zufolge": back to its article or adjective, not further than a mark or a verb."""
    bits, lower = sheet.bits, sheet.lower
    k = i - 1
    while k >= first and sheet.quoted[k] < 0 and not bits[k] & (MARK | AUXILIARY | VERB | CONJUNCTION | SUBORDINATOR):
        if bits[k] & PREPOSITION and lower[k] not in _GOES_ON and not bits[k] & ARTICLE:
            break
        if bits[k] & ARTICLE and lower[k] not in ("der", "des"):
            k -= 1
            break
        if lower[k] in ("der", "des") and not (k > first and sheet.capital(k - 1) and not bits[k - 1] & MARK):
            k -= 1
            break
        if (
            not sheet.capital(k)
            and k > first
            and sheet.capital(k - 1)
            and not bits[k] & ARTICLE
            and lower[k] not in _GOES_ON
        ):
            k -= 1
            break
        k -= 1
    return (k + 1, i) if k + 1 < i else None


def _reports(sheet: Sheet, source: Range) -> bool:
    """ "Nach einer Studie", "Nach Polizeiangaben": a document, or a word that ends in one for what is said."""
    for i in range(*source):
        word = sheet.lower[i]
        if sheet.capital(i) and (word in sheet.language.documents or word.endswith(_SAID)):
            return True
    return False


_SAID = ("angaben", "angabe", "berichten", "bericht", "meldungen", "meldung", "informationen", "aussagen", "aussage",
         "schätzungen", "schätzung", "ansicht", "meinung", "einschätzung", "auffassung", "medien", "quellen", "darstellung")  # fmt: skip


def _past_relative(sheet: Sheet, stop: int, after: int) -> int:
    """Behind ", aus dem die Zeitung zitiert,": where the clause around "Einem Bericht zufolge" goes on with its verb."""
    if stop + 2 >= after or sheet.lower[stop] != ",":
        return stop
    led = stop + 2 if sheet.bits[stop + 1] & PREPOSITION else stop + 1
    if sheet.lower[led] not in _RELATIVES:
        return stop
    close = next(
        (i for i in range(led, min(after - 1, led + 16)) if sheet.lower[i] == "," and sheet.quoted[i] < 0), None
    )
    if close is None or not sheet.bits[close + 1] & (VERB | AUXILIARY):
        return stop
    return close


_RELATIVES = ("der", "die", "das", "dem", "den", "deren", "dessen", "denen", "welcher", "welche", "welches", "welchem")


def _around(sheet: Sheet, first: int, after: int, start: int, stop: int) -> list[Range]:
    """The clause on both sides; on the left back to a comma that no list explains, on the right up to the sentence's end."""
    lower, bits = sheet.lower, sheet.bits
    left = max([first, *(k + 1 for k in range(first, start) if lower[k] in (":", ";") and sheet.quoted[k] < 0)])
    while left < start and (bits[left] & (CONJUNCTION | MARK) and sheet.quoted[left] < 0):
        left += 1
    pieces = [(left, trimmed_end(sheet, left, start))] if start > left else []
    begin = _past_relative(sheet, stop, after)
    while begin < after and lower[begin] in (",", *DASHES):
        begin += 1
    right = (begin, trimmed_end(sheet, begin, after))
    if right[1] > right[0]:
        pieces.append(right)
    return [piece for piece in pieces if piece[1] > piece[0]]
