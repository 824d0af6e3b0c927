"""Who says what by verbs in the order of English: subject, verb, and what is said."""

from __future__ import annotations

from collections.abc import Mapping

from headwater.read.contents import content_end, frame_after, kind_of
from headwater.read.cues import Cue, find_cues
from headwater.read.inverted import content_before
from headwater.read.language import Lexicon
from headwater.read.sheet import (
    ADVERB,
    ARTICLE,
    AUXILIARY,
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
    TIME,
    VERB,
    Draft,
    Range,
    Sheet,
)
from headwater.read.sources import names_a_speaker, subject_before


def by_cues(sheet: Sheet, first: int, after: int, claimed: Mapping[Range, Range]) -> list[Draft]:
    """Attributions by English verbs in the words `first` to `after` of one sentence; `claimed` are cues of quotations, with their sources."""
    found: list[Draft] = []
    source: Range | None = None
    for cue in find_cues(sheet, first, after):
        if sheet.quoted[cue.head] >= 0 or cue.infinitive or cue.passive:
            continue
        if cue.bare and cue.first > first and sheet.lower[cue.first - 1] in ("without", "of"):
            continue  # "without offering evidence", "accused of offering support"
        if (cue.first, cue.after) in claimed:
            source = claimed[cue.first, cue.after]
            continue
        draft = _by_cue(sheet, cue, first, after, source)
        if draft:
            found.append(draft)
            source = draft.source[0]
    return found


def _by_cue(sheet: Sheet, cue: Cue, first: int, after: int, last_source: Range | None) -> Draft | None:
    frame = frame_after(sheet, cue, after)
    form = " ".join(sheet.lower[cue.head : cue.verb_end])
    if frame is None or frame[0] == "comma":
        draft = content_before(sheet, cue, first, after)
        if draft or frame is None:
            return draft
    name, start, cue_end = frame
    if name == "comma" and sheet.capital(cue.head) and cue.head > first and sheet.capital(cue.head - 1):
        return None  # "Downriver Notes, from the Post": a name
    addressed = sheet.language.frames.get("addressee")
    if name == "np" and addressed and form in addressed:
        # "…, an engineer told the paper", "…, Vey told Radio Halden in an interview broadcast on Sunday"
        draft = content_before(sheet, cue, first, after)
        if draft or not _has_verb(sheet, start, after):
            return draft
    sure, of_persons = _frame_allows(sheet, cue, name, form)
    if name == "np" and not sure and _bare_clause(sheet, cue, start, after, form):
        name, of_persons = "clause", True
    if not sure and not of_persons:
        return content_before(sheet, cue, first, after) if sheet.bits[cue.after] & PREPOSITION else None
    before = cue.first - 1
    source: Range | None = None
    if cue.bare or (before >= first and sheet.bits[before] & CONJUNCTION):
        source = last_source or _main_subject(sheet, first, cue.first)
    if source is None and not cue.bare:
        source = subject_before(sheet, first, cue.first)
    if source is None:
        # "The pilot was fit, said Mara Quill": no subject before the cue, and its object is the speaker.
        inverted = name == "np" and cue.spoken and before > first and sheet.lower[before] == ","
        draft = content_before(sheet, cue, first, after) if inverted else None
        return draft if draft and not _has_verb(sheet, *_name_of(sheet, draft.source[0])) else None
    if not sure and not names_a_speaker(sheet, source):
        return None
    if _disagree(sheet, cue, source):
        return None
    if name == "np" and sheet.bits[start] & AUXILIARY and not sheet.capital(start):
        return None  # "a dispute that traders fear could spread"
    relative = (
        source[1] - source[0] == 1 and bool(sheet.bits[source[0]] & RELATIVE) and sheet.lower[source[0] - 1] == ","
    )
    if source[1] - source[0] == 1 and sheet.lower[source[0]] in ("having", "being"):
        return None  # "denied having said"
    if (
        name == "np"
        and sheet.bits[start] & VERB
        and sheet.lower[start].endswith("ed")
        and start + 1 < after
        and (sheet.bits[start + 1] & PREPOSITION)
    ):
        return None  # "Allegations that Voss knew surfaced in May"
    if name == "np" and (_a_plural_noun(sheet, cue, source, start) or _a_participle(sheet, cue, start)):
        return None
    # "When X attacked the plan, Y …": a clause that leads its sentence ends at its comma.
    led = source[0] - 1 == first and bool(sheet.bits[first] & SUBORDINATOR)
    end = content_end(sheet, start, after, to_comma=relative or led)
    if end <= start or (name == "np" and _only_a_time(sheet, start, end)):
        return None
    content = [(start, end)]
    return Draft(
        [source],
        [(cue.first, max(cue.after, cue_end))],
        content,
        f"cue and {name}",
        cue.stance,
        kind_of(sheet, content),
    )


def _bare_clause(sheet: Sheet, cue: Cue, start: int, after: int, form: str) -> bool:
    """ "maintains the gate was open": a subject, and its verb right behind it."""
    if not _holds(sheet.language.frames.get("bare_clause"), form) or cue.infinitive:
        return False
    stop = MARK | PREPOSITION | RELATIVE | CONJUNCTION | SUBORDINATOR | INFINITIVE
    for i in range(start + 1, min(after, start + 7)):
        if sheet.quoted[i] >= 0 or sheet.bits[i] & stop:
            return False
        if sheet.bits[i] & (VERB | AUXILIARY) and not sheet.capital(i) and sheet.lower[i] != "'s":
            return not sheet.bits[i - 1] & (ARTICLE | POSSESSIVE)
    return False


def _name_of(sheet: Sheet, source: Range) -> Range:
    """The source up to its first comma."""
    return source[0], next((i for i in range(*source) if sheet.lower[i] == ","), source[1])


def _has_verb(sheet: Sheet, start: int, after: int) -> bool:
    return any(sheet.bits[i] & (VERB | AUXILIARY) and sheet.lower[i] != "'s" for i in range(start, after))


def _disagree(sheet: Sheet, cue: Cue, source: Range) -> bool:
    """True when the form wants a plural subject and has a singular one: "Information note" is no noting."""
    language, lower, bits = sheet.language, sheet.lower, sheet.bits
    if lower[cue.head] not in language.listed("grammar", "plural_forms"):
        return False
    if any(bits[i] & AUXILIARY for i in range(cue.first, cue.head)):
        return False
    first, after = source
    if after - first == 1 and bits[first] & (PRONOUN | RELATIVE):
        return language.pronouns.get(lower[first]) in ("third_person_singular_m", "f", "n")
    end = next((i for i in range(first + 1, after) if bits[i] & PREPOSITION or lower[i] == ","), after)
    if any(bits[i] & CONJUNCTION or lower[i] in language.listed("grammar", "plurals") for i in range(first, after)):
        return False
    return not any(lower[i].endswith("s") for i in range(first, end))


def _a_plural_noun(sheet: Sheet, cue: Cue, source: Range, start: int) -> bool:
    """ "Insurance claims rose": what looks like a verb is the noun, and the verb follows."""
    follows = (
        sheet.bits[start] & VERB and not sheet.capital(start) and not sheet.lower[start].endswith(("s", "ing", "ed"))
    )
    return bool(follows) and cue.first == cue.head and sheet.lower[cue.head].endswith("s") and source[1] == cue.head


def _a_participle(sheet: Sheet, cue: Cue, start: int) -> bool:
    """ "A study published on Monday shows": behind the participle comes the verb."""
    finite = sheet.bits[start] & (CUE | AUXILIARY) and not sheet.capital(start)
    return bool(finite) and cue.first == cue.head and cue.after > cue.verb_end and sheet.lower[cue.head].endswith("ed")


def _only_a_time(sheet: Sheet, start: int, end: int) -> bool:
    months = sheet.language.table("times", "months")
    return end - start <= 5 and all(
        sheet.bits[i] & (TIME | PREPOSITION | ARTICLE)
        or sheet.lower[i].isdigit()
        or sheet.lower[i] in months
        or sheet.lower[i] in ("last", "next", "this")
        for i in range(start, end)
    )


_COMMON_FRAMES = ("that", "quote", "colon", "wh")


def _frame_allows(sheet: Sheet, cue: Cue, frame: str, form: str) -> tuple[bool, bool]:
    """Whether this cue speaks in this frame whatever its subject, and whether with somebody who can speak.

    A pack that lists no forms for a frame leaves the common ones to all cues, and the infinitive to beliefs and plans.
    """
    language = sheet.language
    if frame in ("quote", "that") and cue.spoken:
        return True, True
    if cue.modal and not cue.spoken and frame not in _COMMON_FRAMES:
        return False, False
    listed, of_persons = language.frames.get(frame), language.frames_of_persons.get(frame)
    if listed is None and of_persons is None:
        return frame in _COMMON_FRAMES or (frame == "to" and not cue.spoken), False
    return _holds(listed, form), _holds(of_persons, form)


def _holds(listed: Lexicon | None, form: str) -> bool:
    if not listed:
        return False
    words = form.split(" ")
    return form in listed if len(words) == 1 else (listed.at(words, 0) or (0,))[0] == len(words)


def _main_subject(sheet: Sheet, first: int, limit: int) -> Range | None:
    """The subject of the nearest verb before `limit`."""
    for i in range(limit - 1, first, -1):
        if sheet.quoted[i] >= 0 or not sheet.bits[i] & (VERB | AUXILIARY) or sheet.capital(i) or sheet.lower[i] == "'s":
            continue
        start = i
        while start > first and sheet.bits[start - 1] & (AUXILIARY | ADVERB | NEGATION):
            start -= 1
        found = subject_before(sheet, first, start)
        if found:
            return found
    return None
