"""Who says what: all attributions of one document, by rule."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from headwater.core import Attribution, Document
from headwater.read.according import according_to
from headwater.read.acts import says_nothing
from headwater.read.attitudes import attitudes
from headwater.read.briefs import in_brief
from headwater.read.confidence import confidence_of
from headwater.read.contents import content_end, frame_after, kind_of
from headwater.read.cues import Cue, find_cues
from headwater.read.denied import pointing_denials
from headwater.read.estimates import estimates
from headwater.read.hearsay import TOLD_BY, hearsay
from headwater.read.inverted import content_before
from headwater.read.kinds import kind_of_draft
from headwater.read.language import Language, Lexicon
from headwater.read.layout import body_start
from headwater.read.moods import claims, hearsay_moods
from headwater.read.nesting import AGAIN, MODEL, QUOTED, settle
from headwater.read.nominal import nominal
from headwater.read.orders import by_order
from headwater.read.orphans import quotations_alone
from headwater.read.sheet import (
    ACCORDING,
    ADVERB,
    ARTICLE,
    AUXILIARY,
    CONJUNCTION,
    CUE,
    MARK,
    NEGATION,
    POSSESSIVE,
    INFINITIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
    TIME,
    VERB,
    Draft,
    Quoted,
    Range,
    Sheet,
    lay_out,
)
from headwater.read.sources import names_a_speaker, subject_before
from headwater.read.speech import carry_on, mend_marks, quoted_speech, whole_quotations
from headwater.read.stances import stance_of
from headwater.read.subjunctive import reported_on
from headwater.read.unlisted import after_quotation, in_the_view_of
from headwater.read.verbfinal import by_final_verb
from headwater.read.verbsecond import according_second
from headwater.read.words import Words


def find_attributions(document: Document, language: Language, quotes: Sequence[Quoted]) -> tuple[Attribution, ...]:
    """Attributions of `document`, in order of their content's first character.

    `quotes` are its quotations. Offsets are code points into `document.text`. Ids are unique in a run
    ("<document>.a1"); `holder` is left None. The scheme is that of PolNeAR (Newell, Margolin and Ruths, LREC 2018).
    """
    sheet = sheet_of(document, language, quotes)
    return attributions_of(document, sheet, quotes, find_drafts(sheet))


def sheet_of(document: Document, language: Language, quotes: Sequence[Quoted]) -> Sheet:
    """The words of `document` laid out, with each dateline as a sentence of its own."""
    sheet = lay_out(_without_datelines(language.words_of(document.text)), language, quotes)
    mend_marks(sheet)
    return sheet


def attributions_of(
    document: Document, sheet: Sheet, quotes: Sequence[Quoted], drafts: Sequence[Draft]
) -> tuple[Attribution, ...]:
    """Drafts, by whomever, as attributions in order of their content's first character.

    Of a draft only source, cue, content and rule are asked: contents are lengthened to whole quotations and carried over
    paragraphs, read again for whom they cite, and nested; kind and stance are told from the words.
    """
    found = list(drafts)
    if sheet.regions:
        for draft in found:
            whole_quotations(sheet, draft)
        carry_on(sheet, found)
        found += _inside_quotations(sheet, lay_out(sheet.words, sheet.language, quotes, level=1))
    found += _contents_again(sheet, drafts)
    attributions = []
    for number, (draft, outer) in enumerate(settle(found), 1):
        attributions.append(
            Attribution(
                id=f"{document.id}.a{number}",
                source=sheet.extent(draft.source),
                cue=sheet.extent(draft.cue),
                content=sheet.extent(draft.content),
                kind=kind_of_draft(sheet, draft),
                stance=stance_of(sheet, draft),
                outer=None if outer is None else f"{document.id}.a{outer + 1}",
                confidence=confidence_of(draft),
                because=(draft.rule, *((draft.seconded,) if draft.seconded else ()), *draft.also),
            )
        )
    return tuple(attributions)


DATELINES = 8
"""Paragraphs at the head of a text that may open with a dateline."""


def _without_datelines(words: Words) -> Words:
    """The words with each dateline ("SORHAVEN, May 3 —") as a sentence of its own."""
    cuts = []
    for first, after in words.paragraphs[:DATELINES]:
        start = words.starts[first]
        line = words.text[start : min(words.ends[after - 1], start + 240)]
        if not any(dash in line for dash in ("—", "–", "--", " - ", ".- ", ")- ", "date")):
            continue  # the pattern is slow where it cannot match
        length = body_start(line)
        if length:
            cuts.append(bisect_left(words.starts, start + length, first, after))
    return words.parted_at([cut for cut in cuts if cut < len(words)])


def find_drafts(sheet: Sheet) -> list[Draft]:
    """All attributions in the writer's own words, unsorted."""
    speech = quoted_speech(sheet)
    claimed = {draft.cue[0]: draft.source[0] for draft in speech if draft.cue}
    drafts = list(speech)
    for first, after in sheet.words.sentences:
        drafts += _in_the_writers_words(sheet, first, after, claimed)
    if sheet.language.code != "en":
        # "iddiaya göre" is nobody's word, though "göre" alone means "according to"; "hieß es in der Note" is the note's.
        nobodys = {i for d in drafts if d.rule == "hearsay adverb" for a, b in d.cue for i in range(a, b)}
        told = {i for d in drafts if d.rule in _TOLD for a, b in d.cue for i in range(a, b)}
        # "comme l'a rappelé X" may be known as a phrase, too.
        nobodys |= {d.cue[0][0] for d in drafts if d.rule == "led by as"}
        drafts = [d for d in drafts if d.rule != "according to" or d.cue[0][0] not in nobodys]
        drafts = [d for d in drafts if d.rule not in ("agentless passive", "hearsay adverb") or d.cue[0][0] not in told]
    drafts = [d for d in drafts if not (says_nothing(sheet, d) or _asks_to_stay_unnamed(sheet, d))]
    drafts += _denials(sheet, drafts)
    drafts += reported_on(sheet, drafts)
    drafts += quotations_alone(sheet, drafts)
    return drafts


_TOLD = ("said by nobody, behind", "said by nobody, ahead", "a document speaks")


def _in_the_writers_words(sheet: Sheet, first: int, after: int, claimed: Mapping[Range, Range]) -> Iterator[Draft]:
    """By every rule that looks at one sentence or a part of one; `claimed` are the cues of quotations, with their sources."""
    english, german = sheet.language.code == "en", sheet.language.word_order == "v2"
    yield from (_by_cues if english else _in_other_orders)(sheet, first, after, claimed)
    yield from in_brief(sheet, first, after) if english else ()
    yield from estimates(sheet, first, after)
    yield from (according_second if german else according_to)(sheet, first, after)
    yield from hearsay(sheet, first, after)
    yield from nominal(sheet, first, after)
    yield from attitudes(sheet, first, after)


LONGEST_WISH = 14
"""Words of a wish to stay unnamed; a longer content says more than that."""
_ANONYMITY: dict[str, Lexicon] = {}


def _asks_to_stay_unnamed(sheet: Sheet, draft: Draft) -> bool:
    """True for "who asked not to be named for fear of dismissal": said of the source, not by it."""
    code = sheet.language.code
    if code not in _ANONYMITY:
        _ANONYMITY[code] = Lexicon(sheet.language.listed("grammar", "anonymity"), code)
    if not draft.source or not draft.content or draft.kind == "direct":
        return False
    first, after = draft.source[0]
    if after - first != 1 or not sheet.bits[first] & RELATIVE:
        return False
    start, end = draft.content[0]
    asked = any(sheet.lower[i] in sheet.language.listed("grammar", "asking") for a, b in draft.cue for i in range(a, b))
    if end - start > LONGEST_WISH and not asked:
        return False
    return any(sheet.lower[i] in _ANONYMITY[code] for i in range(start, min(end, start + LONGEST_WISH)))


def _denials(sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
    """Denials of what stands before, by cues that no draft has."""
    taken = {i for draft in drafts for a, b in draft.cue for i in range(a, b)}
    return [d for first, after in sheet.words.sentences for d in pointing_denials(sheet, first, after, taken)]


def _in_other_orders(sheet: Sheet, first: int, after: int, claimed: Mapping[Range, Range]) -> list[Draft]:
    """By verbs in languages whose order is not English, and by moods of hearsay; cues of quotations are claimed already."""
    if sheet.language.word_order == "sov":
        found = by_final_verb(sheet, first, after)
    else:
        found = [
            *by_order(sheet, first, after, claimed),
            *hearsay_moods(sheet, first, after),
            *claims(sheet, first, after),
            *in_the_view_of(sheet, first, after),
        ]
        read = {one.content[0] for one in found if one.content}
        found += [d for d in after_quotation(sheet, first, after) if d.content[0] not in read]
    words = {i for cue in claimed for i in range(*cue)}
    return [d for d in found if not any(i in words for a, b in d.cue for i in range(a, b))]


def _inside_quotations(sheet: Sheet, inner: Sheet) -> list[Draft]:
    """Whom the quoted speaker cites: verbs of saying and "according to" only, and nobody in the first or second person."""
    found: list[Draft] = []
    sentences = sheet.words.sentences
    for first, after in sheet.regions:
        for number in range(sheet.words.sentence_of[first], sheet.words.sentence_of[after - 1] + 1):
            start, end = max(first + 1, sentences[number][0]), min(after, sentences[number][1])
            while end > start and sheet.bits[end - 1] & MARK:
                end -= 1
            if end - start < 4 or not any(bits & (CUE | ACCORDING) for bits in sheet.bits[start:end]):
                continue
            found += according_to(inner, start, end)
            found += (d for d in hearsay(inner, start, end) if d.rule == TOLD_BY and d.source)
            found += (d for d in _by_cues(inner, start, end, {}) if d.rule in _CITING and _third_person(sheet, d))
    return [replace(d, also=(QUOTED,)) for d in found]


def _contents_again(sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
    """Whom the contents cite that are not the rules' own: a model reads what is said, and not who is cited in it."""
    found: list[Draft] = []
    seen: set[Range] = set()
    for draft in drafts:
        if draft.rule != MODEL:
            continue
        for start, after in draft.content:
            for number in range(sheet.words.sentence_of[start], sheet.words.sentence_of[after - 1] + 1):
                first = max(start, sheet.words.sentences[number][0])
                end = min(after, sheet.words.sentences[number][1])
                if end - first >= SHORTEST_CITING and (first, end) not in seen:
                    seen.add((first, end))
                    found += _in_the_writers_words(sheet, first, end, {})
    kept = [d for d in found if not (says_nothing(sheet, d) or _asks_to_stay_unnamed(sheet, d))]
    return [replace(d, also=(AGAIN,)) for d in kept]


SHORTEST_CITING = 4
"""Words in which somebody can be cited with something: "X said it broke"."""


_CITING = ("cue and that", "cue and quote", "cue and clause", "cue and np")


def _third_person(sheet: Sheet, draft: Draft) -> bool:
    first, after = draft.source[0]
    lexicon, lower = sheet.language, sheet.lower
    spoken = any(lower[i] in lexicon.cues for i in range(*draft.cue[0]))
    return spoken and not (
        after - first == 1
        and (lexicon.pronouns.get(lower[first]) in ("first", "second", "n") or sheet.bits[first] & RELATIVE)
    )


def _by_cues(sheet: Sheet, first: int, after: int, claimed: Mapping[Range, Range]) -> list[Draft]:
    found: list[Draft] = []
    source: Range | None = None
    for cue in find_cues(sheet, first, after):
        if sheet.quoted[cue.head] >= 0 or cue.infinitive or cue.passive:
            continue
        if cue.bare and cue.first > first and sheet.lower[cue.first - 1] == "without":
            continue  # "without offering evidence"
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
        return content_before(sheet, cue, first, after) if inverted else None
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
