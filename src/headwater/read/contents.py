"""What is said: where a content begins after its cue, in which grammatical frame, and where it ends."""

from __future__ import annotations

from functools import lru_cache

from headwater.core.reading import Kind
from headwater.read.cues import Cue, date_at
from headwater.read.language import Language, Lexicon
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
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
    Range,
    Sheet,
)

GAP = 14
"""Words that may stand between a cue and its "that" or its quotation ("told reporters in Sava that")."""


INSERTED = 12
"""Words between two commas that may stand between a cue and its "that"."""


def frame_after(sheet: Sheet, cue: Cue, limit: int) -> tuple[str, int, int] | None:
    """What follows a cue: (frame, first word of the content, end of the cue), or None at the sentence's end.

    Frames: "quote", "that", "colon", "to", "wh", "clause" (a subject pronoun), "np" (anything else), and prepositions
    by their own name, which then belong to the cue ("called for").
    """
    lower, bits, quoted, language = sheet.lower, sheet.bits, sheet.quoted, sheet.language
    i = cue.after
    while (
        i < limit
        and bits[i] & (ADVERB | CONJUNCTION) == ADVERB
        and not bits[i] & (PREPOSITION | COMPLEMENTIZER | PRONOUN)
    ):
        i += 1
    if (
        i + 1 < limit
        and lower[i] in language.listed("stances", "only")
        and (lower[i + 1] in ":," or quoted[i + 1] >= 0)
    ):
        i += 1  # "said only: “No comment.”"
    if i >= limit:
        return None
    word, b = lower[i], bits[i]
    if _quote_starts(sheet, i):
        return "quote", i, i
    if word == ":":
        if i + 1 >= limit:
            # "X put it so:", and the next paragraph is the quotation.
            return ("quote", i + 1, i) if i + 1 < len(lower) and _quote_starts(sheet, i + 1) else None
        return ("quote" if quoted[i + 1] >= 0 else "colon"), i + 1, i
    if word in (",", "—", "–", "--"):
        if i + 1 < limit and _quote_starts(sheet, i + 1):
            return "quote", i + 1, i
        if i + 1 < limit and bits[i + 1] & COMPLEMENTIZER:
            return "that", i + 1, i
        closing = next((k for k in range(i + 1, min(limit - 1, i + INSERTED)) if lower[k] == ","), i)
        if (
            closing > i
            and bits[closing + 1] & COMPLEMENTIZER
            and (bits[i + 1] & PREPOSITION or date_at(sheet, i + 1, limit))
        ):
            dated = date_at(sheet, i + 1, limit)
            # "announced on Tuesday, 4 March, that", "claimed, without offering evidence, that"
            return "that", closing + 1, closing if dated else i
        return ("comma", i + 1, i) if i + 1 < limit else None
    if b & MARK and word not in "$#@[('‘":
        return None
    if b & COMPLEMENTIZER:
        return "that", i, i
    addressed = language.frames.get("addressee")
    if addressed and lower[cue.head] in addressed and _pronoun_told(sheet, i, limit):
        return "clause", i + 1, i  # "told her the gate was open"
    if addressed and lower[cue.head] in addressed and not (b & PREPOSITION and not b & INFINITIVE):
        found = _beyond(sheet, i, limit, addressee=True)
        if found:
            return found[0], found[1], i
        return "np", i, i
    if b & INFINITIVE:
        if i + 1 < limit and (bits[i + 1] & (ARTICLE | POSSESSIVE) or sheet.capital(i + 1)):
            return "to", i + 1, i + 1  # "responded to the charge": a preposition
        return "to", i, i
    questions = language.frames.get("questions")
    if questions and word in questions:
        return "wh", i, i
    if b & PREPOSITION and not b & SUBORDINATOR:
        if cue.spoken:
            found = _beyond(sheet, i, limit, addressee=False)
            if found:
                return found[0], found[1], i
        return word, i + 1, i + 1
    if b & PRONOUN and not b & POSSESSIVE:
        return "clause", i, i
    if b & (SUBORDINATOR | CONJUNCTION):
        return None
    return "np", i, i


def _pronoun_told(sheet: Sheet, i: int, limit: int) -> bool:
    """English "her the gate": a pronoun that an article follows is whom something was told."""
    return (
        sheet.language.code == "en"
        and i + 1 < limit
        and sheet.lower[i] in ("her", "him", "them", "us", "me", "you")
        and bool(sheet.bits[i + 1] & (ARTICLE | POSSESSIVE | PRONOUN))
    )


def _quote_starts(sheet: Sheet, i: int) -> bool:
    region = sheet.quoted[i]
    return region >= 0 and sheet.regions[region][0] == i


def _beyond(sheet: Sheet, start: int, limit: int, *, addressee: bool) -> tuple[str, int] | None:
    """The frame after an addressee or a place: the first "that", quotation or subject pronoun not far away."""
    bits, lower = sheet.bits, sheet.lower
    for i in range(start, min(limit, start + GAP)):
        if _quote_starts(sheet, i):
            if i > start and lower[i - 1] in (",", ":"):
                return "quote", i
            if addressee and i > start:
                return "quote", i
            return None
        b = bits[i]
        if lower[i] == "," and i + 1 < limit and bits[i + 1] & ACCORDING:
            # "told Hale, according to two people in the room, that"
            closing = next((k for k in range(i + 1, min(limit - 1, i + INSERTED)) if lower[k] == ","), limit)
            return ("that", closing + 1) if closing < limit and bits[closing + 1] & COMPLEMENTIZER else None
        if b & CUE and any(bits[k] & (ARTICLE | POSSESSIVE) for k in (i - 1, i - 2) if k >= start):
            b &= ~CUE  # "said in a press release that"
        if addressee:
            b &= ~CUE  # "told the state agency that"
        if b & COMPLEMENTIZER:
            return ("that", i) if i > start else None
        if b & PRONOUN and i > start and not b & POSSESSIVE and not bits[i - 1] & PREPOSITION:
            return "clause", i
        if addressee and i > start and b & INFINITIVE:
            return "to", i - 1 if bits[i - 1] & NEGATION else i
        if b & (CUE | AUXILIARY | RELATIVE | SUBORDINATOR) and lower[i] != "'s" and not sheet.capital(i):
            return None
        if lower[i] in ".;?!":
            return None
    return None


def content_end(sheet: Sheet, start: int, limit: int, *, to_comma: bool = False) -> int:
    """Where the content that begins at word `start` ends; `limit` ends its sentence.

    Ends before a second cue of the same subject ("…, adding that"), before ", according to", and before the full stop; at the
    first comma if `to_comma` (in a relative clause).
    """
    bits, lower, quoted = sheet.bits, sheet.lower, sheet.quoted
    i, depth = start, 0
    if start >= limit and quoted[start] >= 0:
        return sheet.regions[quoted[start]][1]
    while i < limit:
        region = quoted[i]
        if region >= 0:
            after = sheet.regions[region][1]
            if after >= limit:
                return after
            if _closed_by_its_stop(sheet, after):
                return after
            i = after
            continue
        b, word = bits[i], lower[i]
        if b & MARK:
            if word in "([":
                depth += 1
            elif word in ")]":
                if depth == 0:
                    break
                depth -= 1
            elif depth == 0 and i > start:
                if word == ";":
                    break
                if word == "," and (to_comma or _ends_at_comma(sheet, i, limit)) and not _only_that(sheet, start, i):
                    break
        elif depth == 0 and i > start:
            if b & CONJUNCTION and _new_predicate(sheet, i, limit):
                break
            if (
                b & ACCORDING
                and sheet.language.according_before.at(lower, i, limit)
                and not _only_that(sheet, start, i)
            ):
                break
        i += 1
    return trimmed_end(sheet, start, i)


def _only_that(sheet: Sheet, start: int, i: int) -> bool:
    """True when the words so far are no more than "that,": "said that, according to the log, …"."""
    return all(sheet.bits[k] & (COMPLEMENTIZER | MARK) for k in range(start, i))


def trimmed_end(sheet: Sheet, start: int, end: int) -> int:
    """`end` without the stops and commas before it that stand outside quotation marks."""
    while (
        end > start
        and sheet.bits[end - 1] & MARK
        and sheet.quoted[end - 1] < 0
        and sheet.lower[end - 1] in ".,;:—–---(!?…"
    ):
        end -= 1
    return end


def _closed_by_its_stop(sheet: Sheet, after: int) -> bool:
    """True when the quotation that ends before word `after` ends its clause: a stop or comma before the mark."""
    return after >= 2 and sheet.lower[after - 2] in (".", ",", "?", "!", "...")


def _ends_at_comma(sheet: Sheet, i: int, limit: int) -> bool:
    bits, lower = sheet.bits, sheet.lower
    j = i + 1
    if j >= limit:
        return True
    if bits[j] & CONJUNCTION:
        if _somebody_else_speaks(sheet, j + 1, limit):
            return True
        return _new_predicate(sheet, j, limit) or lower[j] not in sheet.language.listed("grammar", "and")
    if bits[j] & ACCORDING and sheet.language.according_before.at(lower, j, limit):
        return True
    if bits[j] & (RELATIVE | ARTICLE) and _denied_behind(sheet, j, limit):
        return True
    k = j
    while k < limit and bits[k] & ADVERB:
        k += 1
    if k >= limit or not bits[k] & CUE or sheet.language.code != "en":
        return False
    return lower[k].endswith("ing") or _third_verb(sheet, k, limit)


def _denied_behind(sheet: Sheet, j: int, limit: int) -> bool:
    """ "accused it of theft, which it denies", "…, a charge the firm denies": what the words at j begin is another's denial."""
    for k in range(j + 1, min(limit, j + 10)):
        if sheet.bits[k] & MARK:
            return False
        if sheet.bits[k] & CUE and sheet.language.cues.get(sheet.lower[k]) == "deny":
            return k + 1 >= limit or bool(sheet.bits[k + 1] & MARK)
    return False


def _third_verb(sheet: Sheet, k: int, limit: int) -> bool:
    """ "said the viaduct was closed, warned drivers of delays and promised": one subject, and its verbs in a row."""
    lower, bits = sheet.lower, sheet.bits
    if not lower[k].endswith("ed") or lower[k] not in sheet.language.cues or k + 1 >= limit:
        return False
    if bits[k + 1] & (MARK | ADVERB) or (bits[k + 1] & PREPOSITION and not bits[k + 1] & INFINITIVE):
        return False
    joints = range(k + 1, min(limit, k + GAP))
    return any(bits[j] & CONJUNCTION and _new_predicate(sheet, j, limit) for j in joints)


def _somebody_else_speaks(sheet: Sheet, i: int, limit: int) -> bool:
    """True when a short subject and a verb that follows its content come at word i: ", and its director said"."""
    told = sheet.language.frames.get("before")
    if not told:
        return False
    for k in range(i, min(limit, i + 8)):
        if sheet.bits[k] & (MARK | COMPLEMENTIZER | SUBORDINATOR):
            return False
        if k > i and sheet.bits[k] & CUE and sheet.language.cues.get(sheet.lower[k]) in ("accuse", "deny"):
            return True  # "…, and the company has accused her"
        if sheet.bits[k] & AUXILIARY:
            if sheet.language.code != "en":
                return False
            continue
        if k > i and sheet.bits[k] & CUE and sheet.lower[k] in told:
            return not sheet.bits[k - 1] & AUXILIARY
    return False


def _new_predicate(sheet: Sheet, i: int, limit: int) -> bool:
    """True when the conjunction at word i leads to a second verb of the same subject ("and said")."""
    bits = sheet.bits
    j = i + 1
    while j < limit and bits[j] & (ADVERB | NEGATION):
        j += 1
    if j >= limit:
        return False
    if not bits[j] & CUE or sheet.capital(j):
        return False
    return sheet.lower[j].endswith(("ed", "s", "ing")) or sheet.lower[j] in ("said", "told", "wrote")


def kind_of(sheet: Sheet, content: list[Range]) -> Kind:
    """ "direct" when the whole content is quotation, "mixed" when a part is, else "indirect"; names and titles in marks are none."""
    quoted = whole = 0
    names: dict[int, bool] = {}
    for a, b in content:
        for i in range(a, min(b, a + 400)):
            if sheet.bits[i] & MARK:
                continue
            whole += 1
            region = sheet.quoted[i]
            if region >= 0:
                if region not in names:
                    names[region] = is_name_in_marks(sheet, region) and sheet.regions[region] not in content
                quoted += not names[region]
    if quoted == 0:
        return "indirect"
    return "direct" if quoted == whole else "mixed"


TITLE = 10
"""Words of a name or title in quotation marks."""


def is_name_in_marks(sheet: Sheet, number: int) -> bool:
    """True when quotation `number` is a name, a title or a word held at arm's length: the ship “Marida”, the so-called “night fleet”."""
    first, after = sheet.regions[number]
    quote, lower = sheet.quotes[number], sheet.lower
    if not quote.closed or quote.continued or after - first > TITLE + 2 or not first:
        return False
    words = [i for i in range(first, after) if not sheet.bits[i] & MARK]
    if words and _named_before(sheet.language).before(lower, first, max(0, first - 3)) and len(words) <= TITLE // 2 + 1:
        return True
    if (
        len(words) > 1
        and sheet.language.code == "en"
        and lower[first - 1] == "in"
        and all(sheet.capital(i) or len(lower[i]) < 4 for i in words)
    ):
        return True  # "In “The Court of Lies,” Osei writes that"
    if not words or lower[max(first, after - 2)] in (".", ",", "!", "?", "…", "..."):
        return False
    before = first - 1
    if sheet.language.listed("quotes", "before_names"):
        named = _named_before(sheet.language)
        if named.before(lower, first, max(0, first - 3)):
            return True
    if sheet.bits[before] & (CUE | MARK | COMPLEMENTIZER | AUXILIARY):
        return False
    # Names and English titles are printed with capitals; German nouns have them, too, and a title elsewhere has only one.
    if sheet.language.code == "de" or not sheet.capital(words[0]):
        return False
    if sheet.language.code != "en":
        return all(sheet.capital(i) or lower[i][0].isdigit() or sheet.bits[i] & PREPOSITION for i in words)
    return all(
        sheet.capital(i) or len(lower[i]) < 4 or lower[i][0].isdigit() or sheet.bits[i] & PREPOSITION for i in words
    )


@lru_cache(maxsize=32)
def _named_before(language: Language) -> Lexicon:
    return Lexicon(language.listed("quotes", "before_names"), language.code)
