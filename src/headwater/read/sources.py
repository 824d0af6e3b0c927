"""Who says it: the noun phrase before or after a cue, with its role and apposition."""

from __future__ import annotations

from headwater.read.contents import is_name_in_marks
from headwater.read.edges import (
    ROMANCE,
    before_noun,
    leads_relative,
    opens_with_a_noun,
    own_conjunct,
    participle_leads,
    plain,
    says_more,
    tells_more,
)
from headwater.read.sheet import (
    ACCORDING,
    ADVERB,
    ARTICLE,
    AUXILIARY,
    COMPLEMENTIZER,
    CONJUNCTION,
    CUE,
    INFINITIVE,
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
    Range,
    Sheet,
)

LONGEST = 45
"""Words looked at to the left of a cue; longer noun phrases are not worth the doubt."""
_OPENING = "([{"
_CLOSING = ")]}"
_DASHES = frozenset(("—", "–", "--", "-"))


def subject_before(sheet: Sheet, floor: int, end: int) -> Range | None:
    """The noun phrase that ends before word `end`, not reaching back over `floor`; None when there is none."""
    floor = max(floor, end - LONGEST)
    if end <= floor:
        return None
    last = end - 1
    if sheet.lower[last] in ("'", "’") and sheet.glued(last):
        return None  # "readers' questions"
    if sheet.lower[last] == "," or sheet.lower[last] in _DASHES:
        return _with_apposition(sheet, floor, end)
    bits = sheet.bits[last]
    if bits & RELATIVE:
        return (last, end)
    if bits & PRONOUN and not bits & POSSESSIVE:
        return (last, end)
    if bits & MARK and sheet.lower[last] not in _CLOSING and sheet.lower[last] not in ("'", "’", "%", "$"):
        return None
    start = _phrase_start(sheet, floor, end)
    if sheet.language.code != "en":
        start = max(start, own_conjunct(sheet, start, end))
    return _trimmed(sheet, start, end)


def _phrase_start(sheet: Sheet, floor: int, end: int) -> int:
    """Where the noun phrase before `end` begins: scanned leftwards to the first thing that cannot be in it."""
    bits, lower = sheet.bits, sheet.lower
    i, joint, depth = end - 1, -1, 0
    led = -1  # the last "after" or "since" passed: it leads a clause once a verb stands before it
    while i >= floor:
        word, b = lower[i], bits[i]
        if b & MARK:
            if word in _CLOSING:
                depth += 1
            elif word in _OPENING:
                depth -= 1
                if depth < 0:
                    return i + 1
            elif depth == 0 and word == ",":
                return _list_start(sheet, floor, i, joint, end)
            elif (depth == 0 and (word in ';:?!“”"«»…' or (word in _DASHES and not sheet.glued(i)))) or (
                depth == 0
                and word == "."
                and not (i + 1 < end and sheet.words.sentence_of[i] == sheet.words.sentence_of[i + 1])
            ):
                return i + 1
            i -= 1
            continue
        if depth > 0:
            i -= 1
            continue
        if b & COMPLEMENTIZER and tells_more(sheet, floor, i):
            i -= 1  # "La società che la gestisce fa sapere": the noun stands before its relative clause
            continue
        if b & COMPLEMENTIZER or (b & SUBORDINATOR and not b & PREPOSITION):
            return i + 1
        if b & SUBORDINATOR and (i == floor or bits[i - 1] & (MARK | CONJUNCTION)):
            return i + 1
        if b & SUBORDINATOR and led < 0:
            led = i
        if b & PRONOUN and not b & POSSESSIVE and not before_noun(sheet, i, end):
            return i + 1
        if b & RELATIVE:
            # A relative without comma: its noun stands before it.
            i -= 1
            while i >= floor and bits[i] & PREPOSITION:
                i -= 1
            continue
        if b & CONJUNCTION:
            if word not in sheet.language.listed("grammar", "and"):
                return i + 1
            joint = i
            i -= 1
            continue
        if b & (VERB | AUXILIARY) and not _inside_phrase(sheet, floor, i, end):
            relative = _relative_before(sheet, floor, i)
            if relative > floor:
                i = relative - 1
                continue
            return max(joint, led, i) + 1
        if b & INFINITIVE and i + 1 < end and bits[i + 1] & VERB:
            return i + 1
        if b & (ARTICLE | POSSESSIVE) and i > floor and _hidden_verb(sheet, i - 1):
            relative = leads_relative(sheet, floor, i - 1)
            if relative > floor:
                i = relative - 1  # "La société qui exploite le phare"
                continue
            return i
        i -= 1
    return max(i + 1, floor)


def _hidden_verb(sheet: Sheet, i: int) -> bool:
    """A plain word right before an article: "reserves its right". Only a verb stands there, known or not."""
    return (
        not sheet.bits[i] & ~(VERB | CUE | NOMINAL)
        and not sheet.capital(i)
        and sheet.lower[i] not in sheet.language.listed("grammar", "before_articles")
        and (sheet.language.code == "en" or (sheet.language.code in ROMANCE and not sheet.bits[i]))
    )


def _inside_phrase(sheet: Sheet, floor: int, i: int, end: int) -> bool:
    """A word that looks like a verb but stands as noun or participle in the phrase ("officials briefed on it")."""
    bits, lower = sheet.bits, sheet.lower
    if lower[i] == "'s":
        return True
    if bits[i] & AUXILIARY:
        return i > floor and sheet.capital(i)  # the month of May
    if i > floor and bits[i - 1] & (ARTICLE | POSSESSIVE | PREPOSITION) and not bits[i - 1] & INFINITIVE:
        return True
    if i > floor and lower[i - 1] == "'s":
        return True
    if sheet.capital(i) and i > floor and not bits[i - 1] & MARK:
        return True
    if opens_with_a_noun(sheet, i, end):
        return True
    return (
        (lower[i].endswith("ed") or lower[i] in sheet.language.listed("grammar", "participles"))
        and i + 1 < end
        and bool(bits[i + 1] & PREPOSITION)
        and i > floor
        and not bits[i - 1] & (MARK | AUXILIARY)
    )


RELATIVE_CLAUSE = 10
"""Words of a relative clause without commas that are looked through for its pronoun."""


def _relative_before(sheet: Sheet, floor: int, i: int) -> int:
    """The relative pronoun of the clause that ends with the verb at word i ("who did not wish to be named"), or -1."""
    for j in range(i - 1, max(floor, i - RELATIVE_CLAUSE) - 1, -1):
        if sheet.bits[j] & RELATIVE:
            return j
        if sheet.bits[j] & COMPLEMENTIZER and j > floor and sheet.bits[j - 1] & CUE:
            continue  # "who asked that their names not be disclosed"
        if sheet.bits[j] & (MARK | COMPLEMENTIZER | CONJUNCTION | PRONOUN) and not sheet.bits[j] & POSSESSIVE:
            return -1
    return -1


def _list_start(sheet: Sheet, floor: int, comma: int, joint: int, end: int) -> int:
    """The start of "A, B and C" whose last comma stands at `comma`; the word after it when this is no list."""
    bits, lower = sheet.bits, sheet.lower
    if joint < 0:
        return comma + 1
    start, i = comma + 1, comma - 1
    size = 0
    while i >= floor:
        if lower[i] == ",":
            if size == 0 or size > 6:
                return start
            start, size = i + 1, 0
        elif bits[i] & (VERB | AUXILIARY | COMPLEMENTIZER | SUBORDINATOR | PRONOUN) or bits[i] & MARK:
            return start
        else:
            size += 1
        i -= 1
    return floor if 0 < size <= 6 and not bits[floor] & (PREPOSITION | ADVERB | CONJUNCTION) else start


def _with_apposition(sheet: Sheet, floor: int, end: int) -> Range | None:
    """ "Name, the role," before a cue: from the name to the comma."""
    bits, lower = sheet.bits, sheet.lower
    closing = lower[end - 1]
    pieces: list[Range] = []  # right to left
    piece_end, i, depth = end - 1, end - 2, 0
    while i >= floor:
        word = lower[i]
        region = sheet.quoted[i]
        if region >= 0 and sheet.regions[region][0] >= floor and is_name_in_marks(sheet, region):
            i = sheet.regions[region][0] - 1  # "Osei, whose book “The Court of Lies” came out in May, said"
            continue
        if word in _CLOSING:
            depth += 1
        elif word in _OPENING:
            depth -= 1
        elif depth <= 0 and (word == closing or (word in ';:“”"«»' or (word in _DASHES and not sheet.glued(i)))):
            pieces.append((i + 1, piece_end))
            piece_end = i
            if word != closing:
                break
        i -= 1
    else:
        if piece_end > floor:
            pieces.append((floor, piece_end))
    # The last piece is the apposition; a name is the first piece, going left, that nothing marks as an apposition.
    for number in range(1, len(pieces)):
        start, after = pieces[number]
        if start >= after:
            return None
        found = _trimmed(sheet, _phrase_start(sheet, start, after), after)
        if found is None:
            return None
        opener = bits[found[0]]
        if (
            found[0] == start
            and number + 1 < len(pieces)
            and (opener & (RELATIVE | ARTICLE) or (not sheet.capital(start) and not opener & PERSON))
        ):
            continue
        if not _names_somebody(sheet, found):
            return None
        first = pieces[number - 1][0]
        if bits[first] & (PREPOSITION | SUBORDINATOR | CONJUNCTION) and not bits[first] & RELATIVE and number == 1:
            # "Trump, in Iowa, said": the name alone.
            return found
        return (found[0], end)
    return None


def names_a_speaker(sheet: Sheet, phrase: Range) -> bool:
    """True for a name, a person's pronoun or relative, or a noun of somebody who can speak; "the data" is none."""
    first, after = phrase
    bits = sheet.bits
    if after - first == 1 and bits[first] & (RELATIVE | PRONOUN):
        return sheet.language.pronouns.get(sheet.lower[first]) not in ("n", "second")
    # "Milo Kerr, 61, insisted": what stands between commas is no part of the name.
    end = next((i for i in range(first + 1, after) if sheet.lower[i] == ","), after)
    return sheet.capital(end - 1) or any(bits[i] & PERSON for i in range(first, after)) or _an_agent(sheet, first, end)


def _an_agent(sheet: Sheet, first: int, end: int) -> bool:
    """English "the operator", "farmers": a noun by whose ending somebody does something, where no list has it."""
    head = sheet.lower[end - 1]
    return sheet.language.code == "en" and len(head) > 6 and head.endswith(("ers", "er", "or", "ors", "ist", "ists"))


def _names_somebody(sheet: Sheet, phrase: Range) -> bool:
    return any(sheet.capital(i) or sheet.bits[i] & (PERSON | ARTICLE | POSSESSIVE | PRONOUN) for i in range(*phrase))


def _trimmed(sheet: Sheet, start: int, end: int) -> Range | None:
    """The phrase without what leads into it: conjunctions, adverbs, "In Sava on Monday"; None when nothing is left."""
    bits, lower = sheet.bits, sheet.lower
    while start < end:
        b = bits[start]
        phrase = sheet.language.adverbs.at(lower, start, end) if sheet.language.code != "en" else None
        if phrase and 1 < phrase[0] < end - start:
            start += phrase[0]  # "Между тем жители", "Тим часом видання"
            continue
        if (
            (b & MARK and lower[start] not in "#@$")
            or (
                b & (CONJUNCTION | ADVERB | NEGATION | SUBORDINATOR)
                and not b & (ARTICLE | POSSESSIVE)
                and start + 1 < end
            )
            or (b & TIME and start + 1 < end and lower[start + 1] != "'s")
        ):
            start += 1
        elif b & PREPOSITION and not b & ARTICLE:
            skipped = _after_opening_phrase(sheet, start, end)
            if skipped is None:
                return None
            start = skipped
        else:
            break
    while end > start and bits[end - 1] & MARK and lower[end - 1] not in _CLOSING and lower[end - 1] not in "'’%":
        end -= 1
    if start < end and lower[start] == "'s":
        return None  # "that's hours after": no noun phrase at all
    if end - start == 1 and bits[start] & VERB and not sheet.capital(start) and not bits[start] & NOMINAL:
        return None
    if start >= end or (
        end - start == 1 and bits[start] & (PREPOSITION | CONJUNCTION | SUBORDINATOR | ADVERB | ARTICLE)
    ):
        return None
    return (start, end)


def _after_opening_phrase(sheet: Sheet, start: int, end: int) -> int | None:
    """Where the subject begins after "In a statement" or "On Monday" without comma."""
    bits = sheet.bits
    for i in range(start + 1, end):
        if bits[i] & TIME and i + 1 < end:
            return i + 1
        if (
            i > start + 1
            and sheet.capital(i)
            and not sheet.capital(i - 1)
            and not bits[i - 1] & (ARTICLE | PREPOSITION | POSSESSIVE)
        ):
            return i
        if i > start + 1 and bits[i] & (ARTICLE | PRONOUN) and not bits[i - 1] & PREPOSITION:
            return i
    return None


def subject_after(sheet: Sheet, start: int, limit: int, *, wide: bool = False) -> Range | None:
    """The noun phrase that begins at word `start` ("said X, the mayor of Y"), ending before `limit`.

    `wide`: prepositions and participles go on with it ("a study by the centre based on census data"), up to a comma.
    """
    bits, lower = sheet.bits, sheet.lower
    if start >= limit:
        return None
    if (
        not wide
        and start + 1 < limit
        and sheet.language.code in ROMANCE
        and not bits[start]
        and not sheet.capital(start)
    ):
        start += sheet.capital(start + 1)  # "commenta amara Livia Sarti"
    if bits[start] & PRONOUN and not bits[start] & POSSESSIVE and not before_noun(sheet, start, limit):
        return (start, start + 1)
    adjective = wide and participle_leads(sheet, start, limit)
    if not (sheet.capital(start) or bits[start] & (ARTICLE | PERSON | POSSESSIVE) or plain(bits[start]) or adjective):
        return None
    end, depth, seen_comma = start + 2 * adjective, 0, False
    told_more = False  # "two people who were in the room": a relative clause without comma goes on to the comma
    while end < limit and end - start < LONGEST:
        word, b = lower[end], bits[end]
        if sheet.quoted[end] >= 0 and sheet.quoted[end] != sheet.quoted[start]:
            break
        if end > start and bits[end] & ACCORDING and sheet.language.according_before.at(lower, end):
            break  # "повідомляє агентство AV з посиланням на": whom it cites is another source
        if b & MARK:
            if word in _OPENING:
                depth += 1
            elif word in _CLOSING:
                depth -= 1
            elif depth <= 0:
                if word == ",":
                    if not _apposition_follows(sheet, end + 1, limit) or says_more(sheet, end + 1, limit):
                        break
                    seen_comma = True
                elif (
                    word in ";:?!…"
                    or (word in _DASHES and not sheet.glued(end))
                    or (
                        word == "."
                        and (
                            end + 1 >= limit
                            or not sheet.glued(end)
                            or sheet.words.sentence_of[end]
                            != sheet.words.sentence_of[end + 1 if end + 1 < len(lower) else end]
                        )
                    )
                ):
                    break
        elif depth <= 0 and not seen_comma and not told_more and end > start:
            told_more = wide and bool(b & RELATIVE) and sheet.language.code == "en"
            if not told_more and _ends_name(sheet, end, limit, wide):
                break
        end += 1
    while end > start and bits[end - 1] & MARK and lower[end - 1] not in _CLOSING and lower[end - 1] != ".":
        end -= 1
    return (start, end) if end > start else None


_ARTICLE_BEGINS = frozenset(("ar", "es", "fr", "it", "pt"))


def _ends_name(sheet: Sheet, i: int, limit: int, wide: bool) -> bool:
    """True when word i cannot belong to the noun phrase before it."""
    b, word = sheet.bits[i], sheet.lower[i]
    if sheet.language.code in _ARTICLE_BEGINS and b & ARTICLE and not b & PREPOSITION and not sheet.capital(i):
        # "Secondo la compagnia Cavora le fiamme …": a second article begins another phrase.
        return not sheet.bits[i - 1] & (PREPOSITION | CONJUNCTION | MARK | ARTICLE)
    if (
        (sheet.language.code in _ARTICLE_BEGINS or (sheet.language.code == "en" and wide))
        and sheet.bits[i - 1] & ARTICLE
        and b & (CUE | VERB)
        and not b & AUXILIARY
    ):
        return False  # "diz o comunicado", "afirma el informado": what follows its article is a noun
    if (
        sheet.language.code == "de"
        and word in ("der", "dem")
        and i + 1 < limit
        and sheet.lower[i + 1].endswith(_OUTLETS)
    ):
        return not sheet.bits[i - 1]  # "sagte Stroh der Nachrichtenagentur Norka": whom he told
    if b & PRONOUN and sheet.bits[i - 1] & PREPOSITION and sheet.language.code != "en":
        return False  # "uno de ellos"
    if b & (SUBORDINATOR | COMPLEMENTIZER | PRONOUN | RELATIVE) and not b & (POSSESSIVE | PREPOSITION):
        return not (wide and b & RELATIVE)
    if b & TIME:
        return not wide
    if b & CONJUNCTION:
        return not (i + 1 < limit and (sheet.capital(i + 1) or wide))
    if b & PREPOSITION:
        if (
            word in _PLACES
            and sheet.language.code in ("ru", "uk")
            and sheet.capital(i - 1)
            and not sheet.bits[i - 1] & PERSON
        ):
            return not wide  # "написав Яворів у соцмережі"
        return not wide and word not in sheet.language.listed("grammar", "inside_names")
    if sheet.capital(i) or word == "'s":
        return False
    if b & (AUXILIARY | CUE | VERB):
        participle = i + 1 < limit and sheet.bits[i + 1] & PREPOSITION and not b & AUXILIARY
        return not (wide and participle)
    return bool(b & (ADVERB | NEGATION)) and not wide


_OUTLETS = ("agentur", "zeitung", "sender", "magazin", "blatt", "rundfunk", "anzeiger", "boten", "radio")
_PLACES = frozenset(("в", "во", "у", "на"))


def _apposition_follows(sheet: Sheet, i: int, limit: int) -> bool:
    """True when what follows the comma tells more of the name: "the mayor", "who led it", "26", "R-Sava"."""
    if i >= limit or sheet.quoted[i] >= 0:
        return False
    b, word = sheet.bits[i], sheet.lower[i]
    if b & (PREPOSITION | SUBORDINATOR | CONJUNCTION | PRONOUN | COMPLEMENTIZER | ADVERB | TIME | CUE | AUXILIARY):
        return bool(b & (RELATIVE | POSSESSIVE)) and not b & CUE
    if b & NEGATION and sheet.language.code != "en":
        return False
    return not (sheet.language.code == "en" and word.endswith("ing"))
