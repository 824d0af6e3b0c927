"""What the first and last lines of a report say about it: its date, its byline, and the outlet it names itself by."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from headwater.core import Dated, Span
from headwater.ingest.dates import Written, date_in_address, date_in_file_name, find_dates, labels, tables

# A head is what stands before the first paragraph: eight lines at most, and no line of running text.
HEAD_LINES = 8
HEAD_CHARACTERS = 1_500
RUNNING = 160
TAIL_LINES = 6
TAIL_CHARACTERS = 600


_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: where its words start and end in the text, and how many blank lines stand before."""

    start: int
    end: int
    words: str
    gap: int = 0

    @property
    def running(self) -> bool:
        """True for a line of running text: too long for a heading, or a whole sentence."""
        return len(self.words) > RUNNING or (len(self.words) > 90 and self.words[-1] in '.!?…”"»')


@dataclass(frozen=True, slots=True)
class Dates:
    """Dates that the words of a text give, and sentences about those that could not be completed."""

    published: Dated | None = None
    modified: Dated | None = None
    notes: tuple[str, ...] = ()


@cache
def heads() -> dict[str, Any]:
    """The shipped words of letterheads, bylines and sign-offs."""
    return tomllib.loads((resources.files("headwater.ingest") / "data" / "heads.toml").read_text("utf8"))


@cache
def word_list(name: str) -> frozenset[str]:
    """One of the tables in `heads`, as single words or as phrases between bars."""
    value = heads()[name]
    parts = re.split(r"[|\n]", value) if "|" in value else value.split()
    return frozenset(part.strip().replace("_", " ") for part in parts if part.strip())


def first_lines(text: str) -> list[Line]:
    """The first lines that are not blank, the first paragraph included."""
    return list(_lines(text, 0, min(len(text), HEAD_CHARACTERS), HEAD_LINES))


def last_lines(text: str) -> list[Line]:
    """The last lines that are not blank, in their order; a piece of a long line at the start is left out."""
    start = max(0, len(text) - TAIL_CHARACTERS)
    if start:
        newline = text.find("\n", start)
        if newline < 0:
            return []
        start = newline + 1
    return list(_lines(text, start, len(text), 10_000))[-TAIL_LINES:]


def _lines(text: str, start: int, end: int, most: int) -> Iterator[Line]:
    at, gap, given = start, 0, 0
    while at < end and given < most:
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        words = text[at : min(stop, at + HEAD_CHARACTERS)]
        bare = words.strip("\ufeff \t\r\f\v\u00a0")
        if bare:
            first = at + words.index(bare[0])
            yield Line(first, first + len(bare), bare, gap)
            gap, given = 0, given + 1
        else:
            gap += 1
        at = stop + 1


def dates_in(
    text: str,
    lines: list[Line],
    tail: list[Line],
    language: str | None,
    file_name: str,
    known: Dated | None,
    url: str | None = None,
) -> Dates:
    """The dates in the first and last lines of `text`, in order of trust: labelled, dateline, a line of its own.

    A date without a year takes it from the head's other lines, the address or the file's name if they name one year only,
    else it stays unknown and a note says so. `known` is the date that metadata gave, from which a change without
    a year is dated.
    """
    published: list[tuple[int, Written, str]] = []
    modified: list[Written] = []
    labelled: set[Span] = set()
    prose = False
    for line in (*lines, *(each for each in tail if each.start > (lines[-1].start if lines else -1))):
        in_tail = line not in lines
        # In running text a date counts only at the beginning, as a dateline's.
        end = min(line.end, line.start + RUNNING)
        if not _DIGIT.search(text, line.start, end):
            prose = prose or line.running
            continue
        written = list(find_dates(text, line.start, end, language))
        for each in written:
            kind = _label(text, line, each)
            if kind == "published":
                published.append((0, each, "last lines" if in_tail else "first lines"))
            elif kind == "modified":
                modified.append(each)
            if kind:
                labelled.add(each.span)
        if len(written) >= 1 and not in_tail:
            if _is_dateline(text, line, written[0]):
                published.append((1, written[0], "dateline"))
            elif written[0].span in labelled or len(written) > 1 or prose:
                pass
            elif (not line.running and _stands_alone(text, line, written[0])) or _leads(text, line, written[0]):
                published.append((2, written[0], "first lines"))
        prose = prose or line.running
    notes: list[str] = []
    addressed = date_in_address(url)
    year_of = [("first lines", _years_of(lines)), (f"file name {file_name}", _years_in(file_name))]
    if addressed and addressed.when.earliest:
        year_of.insert(1, ("address", {addressed.when.earliest.year}))
    date = _best(text, year_of, published, notes)
    first = known or date
    changed = next((dated for each in modified if (dated := _changed(each, first))), None)
    if date is None and known is None:
        date = addressed or date_in_file_name(file_name)
    return Dates(date, changed, tuple(notes))


def _best(
    text: str, year_of: list[tuple[str, set[int]]], found: list[tuple[int, Written, str]], notes: list[str]
) -> Dated | None:
    ordered = sorted(found, key=lambda each: (each[1].year is None, each[1].day is None, each[0], each[1].span))
    for _, written, where in ordered:
        if written.year is not None:
            if dated := written.dated(where):
                return dated
            continue
        for source, years in year_of:
            if len(years) == 1 and (dated := written.dated(f"{where}; year from {source}", min(years))):
                return dated
        # ISO 8601's month and day without a year, for whoever can tell the year from other documents.
        day = f" (--{written.month:02d}-{written.day:02d})" if written.day else ""
        notes.append(f"{where}: “{written.span.of(text)}” names no year{day}")
    return None


def _years_in(words: str) -> set[int]:
    return {int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", words)}


def _years_of(lines: list[Line]) -> set[int]:
    """Years named before the first paragraph: those inside running text are about something else."""
    return {year for line in lines if not line.running for year in _years_in(line.words)}


def _changed(written: Written, after: Dated | None) -> Dated | None:
    if written.year is not None:
        return written.dated("first lines")
    if after is None or after.when.earliest is None or after.precision not in ("day", "minute", "second"):
        return None
    # An update comes on the day of publication or later: the first such day.
    year = after.when.earliest.year
    for candidate in (year, year + 1):
        dated = written.dated("first lines; year from the date of publication", candidate)
        if dated and not dated.when.certainly_before(after.when):
            return dated
    return None


@cache
def _label_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    patterns = []
    for kind in ("modified", "published", "retrieved"):
        words = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in labels(kind))
        patterns.append(
            (
                kind,
                re.compile(rf"(?P<before>^|.*?[^\w\s]\s*|.*\s\s+)(?:{words})\s*[:：.]?\s*$", re.IGNORECASE | re.DOTALL),
            )
        )
    return tuple(patterns)


@cache
def _weekdays() -> re.Pattern[str]:
    names = sorted(
        {name for names in tables()["weekdays"].values() for name in names.split()}, key=lambda name: -len(name)
    )
    return re.compile(
        rf"(?:\b(?:{'|'.join(map(re.escape, names))})\b\.?,?|\b(?:on|le|el|den|am|em|il|the|a)\b)\s*$", re.IGNORECASE
    )


def _before(text: str, line: Line, written: Written) -> str:
    """The words of the line before a date, without the day of the week and the article next to it."""
    before = text[line.start : written.span.start].strip("*_#> \t")
    for _ in range(2):
        before = _weekdays().sub("", before).rstrip()
    return before


def _label(text: str, line: Line, written: Written) -> str | None:
    """Whether the date is labelled as one of publication, change or retrieval."""
    if written.span.start - line.start > RUNNING:
        return None
    raw = text[line.start : written.span.start]
    for before in (raw, _before(text, line, written)):
        for kind, pattern in _label_patterns():
            match = pattern.match(before)
            # Inside running text only a label at the line's beginning counts: "a statement, issued 3 May 2024, …"
            if match and (not match["before"].strip() or not line.running):
                return kind
    return None


_AFTER_DATELINE = re.compile(
    r"\s*(?:г\.|р\.|года|року)?[.,]?\s*(?P<mark>[(\[/][^()\[\]/\n]{1,40}[)\]/])?[.,]?\s*(?P<dash>--|—|–|―|-|:|\.-)(?=\s)"
)
_AFTER_MARK = re.compile(r"\s*(?:г\.|р\.)?[.,]?\s*(?P<mark>[(\[/][^()\[\]/\n]{2,40}[)\]/])[.,]?\s")
_FIRST_MARK = re.compile(r"^\([^()\n]{2,30}\)\s*[-–—]+\s*")
_PLACE = re.compile(r"[^\W\d_][\w\s.'’,()/-]{1,60}$")


def _is_dateline(text: str, line: Line, written: Written) -> bool:
    """True for "PORT SABHA, 18 Oct. (SNA) --" and its kin: place, date, perhaps an agency, a dash."""
    before = _FIRST_MARK.sub("", text[line.start : written.span.start]).rstrip(" \t—–-")
    after = text[written.span.end : written.span.end + 80]
    if not _PLACE.match(before) or len(before) > 60 or len(before.split()) > 8:
        return False
    place = re.split(r"[,(/.]", before)[0].strip()
    if not place or not (place.isupper() or place.lower() == place.upper() or place[0].isupper()):
        return False
    dashed = _AFTER_DATELINE.match(after)
    if dashed and (place.isupper() or dashed["mark"] or before.endswith((",", ")", "/", " في"))):
        return True
    # "МОСКВА, 18 октября. /ТАСС/. Правительство …"
    return bool(_AFTER_MARK.match(after)) and before.endswith((",", ")", "/"))


_SEPARATOR = re.compile(r"[,|•·–—:;()\[\]/»]|\s-\s|\s{2,}|\.\s")
_END = re.compile(
    r"\s*(?:г\.?|р\.?|года|року)?\s*[.)\]]?\s*"
    r"(?:[,|•·–—-]?\s*(?:at\s+|um\s+|à\s+|às\s+|alle\s+|ore\s+|в\s+|о\s+|saat\s+|الساعة\s+)?\d{1,2}\s*[:.hч]\s*\d{2}(?::\d\d)?"
    r"\s*(?:uhr|h|am|pm|a\.m\.|p\.m\.|gmt|utc|[a-z]{2,4}|[+-]\d\d:?\d\d)?)?[.)\]]?\s*$",
    re.IGNORECASE,
)


def _stands_alone(text: str, line: Line, written: Written) -> bool:
    """True where a short line ends (or begins) with the date and says nothing about what happened then."""
    before = _before(text, line, written)
    after = text[written.span.end : line.end].rstrip("*_ ")
    if written.day is None and before:
        return False
    if _END.match(after) or (before and re.match(r"\s*[|•·]\s", after)):
        if not before:
            return True
        if before.endswith(":"):
            return False  # "Samples drawn: 17 October 2024" is dated, the report is not
        pieces = list(_SEPARATOR.split(before))
        last = pieces[-1].strip()
        if last.lower() in word_list("not_dates") or any(
            last.lower().endswith(f" {word}") for word in word_list("not_dates")
        ):
            return False
        return len(last.split()) <= 2 and (len(pieces) > 1 or len(before.split()) <= 4)
    return _leads(text, line, written)


def _leads(text: str, line: Line, written: Written) -> bool:
    """True for "21 October 2024 | Harbour notes" and "2024-10-21 - The harbour …": the date, a mark, then all else."""
    after = text[written.span.end : written.span.end + 4]
    return (
        written.year is not None
        and not _before(text, line, written)
        and bool(re.match(r"\s*[|•·–—]|\s+-\s|:\s", after))
    )
