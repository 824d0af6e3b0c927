"""Why a sentence was read as it was: each attribution in it with what found it, and in whose voice the rest stands."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from headwater.core import Attribution, Extent, InputError, Reading, Span
from headwater.core.reading import ActorKind, Kind, Stance, Voice

By = Literal["rule", "model", "both"]
Role = Literal["source", "cue", "content", ""]

MODEL = "model"
WHAT_RULES_SAY = {
    "quotation, then its cue": "a quotation, then a verb of saying with its subject",
    "quotation broken by its cue": "a quotation that a verb of saying stands in the middle of",
    "cue and quote": "a verb of saying, then a quotation",
    "cue and comma": "a verb of saying, then what was said after a comma",
    "cue and that": "a verb of saying or believing, then “that”",
    "cue and clause": "a verb of saying or believing, then a clause",
    "cue and wh": "a verb of saying or asking, then “whether”, “who”, “how”",
    "cue and np": "a verb of saying or believing with an object",
    "cue and to": "a verb of saying or planning, then “to”",
    "cue and what follows": "a verb of saying with its subject, and what follows it",
    "cue and what it is about": "a verb of saying, and what it is said about",
    "cue and its object": "a verb of saying with an object",
    "content before its cue": "a clause, then a verb of saying with its subject",
    "according to": "words such as “according to” with a name",
    "per": "“per” with a name",
    "led by as": "“as … said” before a clause",
    "agentless passive": "a passive that names nobody: “is said to”",
    "accused, by nobody named": "a passive of accusing that names nobody",
    "hearsay adverb": "an adverb of hearsay: “reportedly”",
    "mood of hearsay": "a mood of the verb that marks hearsay",
    "mood of reported speech": "a mood of the verb that goes on reporting the speaker before",
    "noun of saying": "a noun of saying: “the claim that”",
    "puts a figure": "a body that puts a figure on something",
    "denies what stands before": "a denial that points back to what stands before",
    "the sentence before": "the speaker of the sentence before goes on",
    "cited by an outlet": "an outlet that cites somebody",
    "letterhead": "the letterhead: the whole text is this body's own statement",
    "quotation marks": "quotation marks alone; the language is not read",
}
CIRCUMSTANCES = {
    "inside a quotation": "it stands inside a quotation",
    "a content read again": "it was found when the words of the outer one were read again",
}
VOICES: dict[Voice, str] = {
    "outlet": "the outlet's own voice",
    "attributed": "in the words of somebody named or described",
    "hearsay": "hearsay: nobody is named",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One attribution and why it was read.

    `number` counts from 1 in the sentence. `who` is the holder's name, None when nobody is named; `source` and `cue` are the words,
    None where there are none. `by` says what found it, `rules` which ones in plain words, the one that decided first.
    `confidence` is 0 to 1. `inside` is the number of the attribution it is nested in, where that stands in this sentence.
    """

    number: int
    attribution: str
    who: str | None
    who_kind: ActorKind | None
    source: str | None
    cue: str | None
    content: str | None
    kind: Kind
    stance: Stance
    said: tuple[str | None, str | None] | None
    confidence: float
    by: By
    rules: tuple[str, ...]
    circumstances: tuple[str, ...]
    inside: int | None


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the sentence with one set of marks: the innermost attribution's role and number, and whether they hedge."""

    words: str
    start: int
    role: Role
    number: int | None
    hedge: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """A sentence of a report, its pieces in order, and the reasons for what was read there.

    `voices` say in whose voice its statements are put forward, in order, each once. `unread` is a sentence that says so
    where nothing was read as anybody's words.
    """

    doc: str
    span: Span
    text: str
    pieces: tuple[Piece, ...]
    reasons: tuple[Reason, ...]
    voices: tuple[str, ...]
    unread: str | None


def explain(reading: Reading, sentence: str | int) -> Explained:
    """Why the sentence was read as it was: `sentence` is some of its words, as they stand there, or an offset into the text.

    Words are found with any blanks and any case between them; the first place counts, and if they run over several
    sentences, all of these are explained. Raises InputError where the words or the offset are not in the text.
    """
    span = _sentence(reading.document.text, _place(reading, sentence))
    actors = {actor.id: actor for actor in reading.actors}
    here = [a for a in reading.attributions if any(_meets(extent, span) for extent in (a.source, a.cue, a.content))]
    numbers = {a.id: n for n, a in enumerate(here, 1)}
    reasons = []
    for a in here:
        holder = actors.get(a.holder) if a.holder else None
        rules, circumstances, by = _found_by(a)
        reasons.append(
            Reason(
                number=numbers[a.id],
                attribution=a.id,
                who=holder.name if holder else None,
                who_kind=holder.kind if holder else None,
                source=_words(a.source, reading),
                cue=_words(a.cue, reading),
                content=_words(a.content, reading),
                kind=a.kind,
                stance=a.stance,
                said=(a.said.from_iso, a.said.to_iso) if a.said else None,
                confidence=a.confidence,
                by=by,
                rules=rules,
                circumstances=circumstances,
                inside=numbers.get(a.outer) if a.outer else None,
            )
        )
    hedges = [h for s in reading.statements for h in s.hedges if h.overlaps(span)]
    voices = dict.fromkeys(VOICES[s.voice] for s in reading.statements if s.span.overlaps(span))
    return Explained(
        doc=reading.document.id,
        span=span,
        text=span.of(reading.document.text),
        pieces=_pieces(reading.document.text, span, here, numbers, hedges),
        reasons=tuple(reasons),
        voices=tuple(voices),
        unread=None if here else _unread(reading),
    )


def _place(reading: Reading, sentence: str | int) -> Span:
    text, name = reading.document.text, reading.document.uri
    if isinstance(sentence, int):
        if not 0 <= sentence < len(text):
            raise InputError(
                f"{name}: offset {sentence}, but the text has {len(text)} characters; needed 0 to {len(text) - 1}"
            )
        return Span(sentence, sentence + 1)
    words = sentence.split()
    if not words:
        raise InputError(f"{name}: no words to explain; give some words of the sentence, or an offset")
    found = re.search(r"\s+".join(map(re.escape, words)), text) or re.search(
        r"\s+".join(map(re.escape, words)), text, re.IGNORECASE
    )
    if found is None:
        raise InputError(
            f"{name}: “{' '.join(words)}” is not in the text; give words as they stand there, or an offset"
        )
    return Span(*found.span())


# A stop with its closing marks, before a blank. Stops after one capital ("J.") or a short title ("Mr.") end nothing.
_ENDS = re.compile(
    r"(?<!\b[A-ZА-ЯЄІЇ])(?<!\b[MDS][rts])(?<!\b(?:Mrs|Gen|Sen|Rep|Gov|Sra))(?<!\bProf)[.!?…؟。]+[”’\"'»›)\]]*(?=\s)|\n+"
)


def _sentence(text: str, place: Span) -> Span:
    """The sentence or sentences around a place, without blanks at either end."""
    ends = [0, *(match.end() for match in _ENDS.finditer(text)), len(text)]
    start = ends[max(bisect_right(ends, place.start) - 1, 0)]
    end = next((e for e in ends if e >= place.end and e > start), len(text))
    words = text[start:end]
    if not words.strip():
        return place
    return Span(start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip())))


def _meets(extent: Extent | None, span: Span) -> bool:
    return extent is not None and any(piece.overlaps(span) for piece in extent)


def _words(extent: Extent | None, reading: Reading) -> str | None:
    return extent.of_text(reading.document.text) if extent else None


def _found_by(a: Attribution) -> tuple[tuple[str, ...], tuple[str, ...], By]:
    rules = tuple(WHAT_RULES_SAY.get(b, b) for b in a.because if b != MODEL and b not in CIRCUMSTANCES)
    circumstances = tuple(CIRCUMSTANCES[b] for b in a.because if b in CIRCUMSTANCES)
    by: By = "rule" if MODEL not in a.because else "both" if rules else "model"
    return rules, circumstances, by


def _unread(reading: Reading) -> str:
    if any(note.startswith("language") for note in reading.notes):
        return next(note for note in reading.notes if note.startswith("language"))
    return "Nothing here was read as anybody's words: it stands in the outlet's own voice."


def _pieces(
    text: str, span: Span, here: Sequence[Attribution], numbers: dict[str, int], hedges: Iterable[Span]
) -> tuple[Piece, ...]:
    marks: list[tuple[Span, Role, int]] = []
    for a in here:
        roles: tuple[tuple[Role, Extent | None], ...] = (("content", a.content), ("source", a.source), ("cue", a.cue))
        marks += [(piece, role, numbers[a.id]) for role, extent in roles if extent for piece in extent]
    hedged = list(hedges)
    edges = {span.start, span.end}
    for place in (*(m[0] for m in marks), *hedged):
        edges |= {edge for edge in (place.start, place.end) if span.start < edge < span.end}
    pieces = []
    for start, end in itertools.pairwise(sorted(edges)):
        over = [m for m in marks if m[0].start <= start and end <= m[0].end]
        # The shortest mark is the innermost: a cue within a content within another content.
        inner = min(over, key=lambda m: (len(m[0]), m[2]), default=None)
        hedge = any(h.start <= start and end <= h.end for h in hedged)
        role: Role = inner[1] if inner else ""
        pieces.append(Piece(text[start:end], start, role, inner[2] if inner else None, hedge))
    return tuple(pieces)
