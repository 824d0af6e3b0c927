"""Whose own statement a document is: a press release, a note, a certificate, by the body its head names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from headwater.core import Attribution, Credit, Document, Extent, Span, Statement
from headwater.read.language import Language
from headwater.read.layout import Layout
from headwater.read.names import COMPANY_WORDS, heads_a_body, is_body, name_words
from headwater.read.words import Words

# A letterhead's line has at most so many words, and stands among the first lines.
LINE_WORDS = 9
LINES = 6


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The issuing body as its head writes it; `short` is its first line alone, `head` the noun it goes by."""

    name: str
    span: Span
    short: str
    head: str


def letterhead_of(
    document: Document, words: Words, language: Language, layout: Layout, credits: Sequence[Credit]
) -> Letterhead | None:
    """The letterhead of a document that is itself a statement; None for a report.

    Asks for a line that is a body's name and nothing else, before any body text, for a sign that the text is the body's
    own (a line such as "Press release", or the body called "the ministry" in it), and for no author or agency.
    """
    if document.byline or any(c.relation in ("agency", "written_by", "translated_by") for c in credits):
        return None
    if sum(1 for first, _ in words.paragraphs if _turn(words.text[words.starts[first] : words.starts[first] + 80])) > 1:
        return None  # a record of who said what is nobody's own statement
    lines: list[tuple[int, int, int]] = []
    paper = False
    for number in layout.head[:LINES]:
        first, after = words.paragraphs[number]
        paper = paper or (any(_paper(words, i) for i in range(first, after)) and after - first <= LINE_WORDS)
        if len(lines) < 2 and (not lines or number == lines[-1][2] + 1):
            found = _body_line(words, language, first, after)
            if found and any(w in name_words("press_offices") for w in words.lower[found[0] : found[1]]) and not lines:
                # "CAPITANERIA DI PORTO / Ufficio stampa": the body stands above its press office.
                above = number - 1
                found = _above(words, above) if above in layout.head else None
                number = above
            if found:
                lines.append((*found, number))
    if not lines or layout.head.index(lines[0][2]) > 1:
        return None
    start, end, number = lines[0]
    head = next((words.lower[i] for i in range(start, end) if _is_body(language, words.lower[i])), "")
    if not paper and not _called(words, language, head, layout):
        return None
    short = name = _written(words, start, end)
    span = words.span(start, end)
    if len(lines) > 1 and not any(w in name_words("press_offices") for w in words.lower[lines[1][0] : lines[1][1]]):
        name = f"{short}, {_written(words, *lines[1][:2])}"
        span = words.span(start, lines[1][1])
    return Letterhead(name, span, short, head)


def _turn(line: str) -> bool:
    """True for a line of a transcript: "THE PRIME MINISTER (Mr. Idris Labban): Mr. Speaker"."""
    label, colon, rest = line.partition(":")
    letters = [c for c in label if c.isalpha()]
    return bool(colon and rest[:1].isspace() and letters) and sum(c.isupper() for c in letters) >= len(letters) / 2


def _written(words: Words, start: int, end: int) -> str:
    return " ".join(words.span(start, end).of(words.text).split())


def _paper(words: Words, i: int) -> bool:
    return words.lower[i] in name_words("papers") or words.lower[i].removeprefix("ال") in name_words("papers")


def _is_body(language: Language, word: str) -> bool:
    return is_body(language, word) or word in COMPANY_WORDS


def _body_line(words: Words, language: Language, first: int, after: int) -> tuple[int, int] | None:
    """The tokens of a line that are a body's name, up to a dash or bar; None for any other line."""
    if after - first > LINE_WORDS or any(_paper(words, i) for i in range(first, after)):
        return None
    end = next((i for i in range(first, after) if words.surface[i] in ("–", "—", "-", "|", "(", ",")), after)
    if end - first < 2 or any(not w[0].isalpha() and w not in ("'", "’", ".", "&") for w in words.surface[first:end]):
        return None
    if not any(
        _is_body(language, words.lower[i]) or (words.surface[i].isupper() and heads_a_body(language, words.lower[i]))
        for i in range(first, end)
    ):
        return None
    for i in range(first, end):
        word, low = words.surface[i], words.lower[i]
        if low in language.cues or low in language.auxiliaries or low in language.verbs:
            return None
        if word[0].islower() and len(word) > 4 and low.endswith(_PAST.get(language.code, "\0")) and i > first:
            return None  # "Уряд Соленії відклав запуск": a headline
        if (
            word[0].islower()
            and word[0].upper() != word[0]
            and low not in language.prepositions
            and low not in language.articles
        ):
            if language.code not in ("fr", "es", "pt", "it", "ru", "uk"):
                return None
            if i == first:
                return None
    return first, end


_PAST = {
    "ru": ("ал", "ил", "ул", "ыл", "ла", "ло", "ли", "лся", "лась"),
    "uk": ("ав", "ив", "ла", "ло", "ли", "вся", "лася"),
}
"""How verbs end that our lists may not know."""


def _above(words: Words, number: int) -> tuple[int, int] | None:
    first, after = words.paragraphs[number]
    whole = words.span(first, after).of(words.text)
    return (first, after) if after - first <= LINE_WORDS and whole.upper() == whole and whole[0].isalpha() else None


def _called(words: Words, language: Language, head: str, layout: Layout) -> bool:
    """True when the body text calls its issuer by the noun alone: "the ministry"; or speaks as "we"."""
    if not head:
        return False
    last = words.paragraphs[layout.head[-1]][1] if layout.head else 0
    lower = words.lower
    for i in range(last, len(words)):
        if lower[i] == head and i and (lower[i - 1] in language.articles or language.code in ("ar", "ru", "uk", "tr")):
            following = lower[i + 1] if i + 1 < len(words) else ""
            if following not in language.prepositions or following in ("in", "to"):
                return True
    return False


def issued(
    document: Document,
    head: Letterhead,
    issuer: str,
    attributions: tuple[Attribution, ...],
    statements: tuple[Statement, ...],
) -> tuple[tuple[Attribution, ...], tuple[Statement, ...]]:
    """What a statement says in its own voice, as said by the body that its letterhead names.

    The letterhead is the source, the sentences in the document's own voice are the content; there is no cue.
    """
    own = [s for s in statements if s.voice == "outlet"]
    if not own:
        return attributions, statements
    name = f"{document.id}.a{len(attributions) + 1}"
    said = (
        document.published.when
        if document.published and document.published.precision not in ("month", "year")
        else None
    )
    whole = Attribution(
        name, Extent.of([head.span]), None, Extent.of(s.span for s in own), issuer, "direct", "report", said,
        confidence=0.6, because=("letterhead",),
    )  # fmt: skip
    voiced = tuple(replace(s, voice="attributed", attribution=name) if s.voice == "outlet" else s for s in statements)
    return (*attributions, whole), voiced
