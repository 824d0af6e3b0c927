"""Dates as people write them, in ten languages, found in a short stretch of text and never guessed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from headwater.core import Dated, Span, When, dated_from_iso

# Languages whose all-figure dates start with the month in one large country: 3/4 stays open there.
MONTH_FIRST_POSSIBLE = frozenset({"en", None})


@dataclass(frozen=True, slots=True)
class Written:
    """A date in the words of a text: `year` is None where it is not written; `day` where only a month is.

    `other` is the second reading of an all-figure date that can be read both ways. `iso` is set for a date-time.
    """

    span: Span
    year: int | None
    month: int
    day: int | None
    other: tuple[int, int] | None = None
    iso: str | None = None

    def dated(self, found: str, year: int | None = None) -> Dated | None:
        """As a `Dated` (with `year` where none is written); None without a year or for a day that never was."""
        at = self.year or year
        if at is None:
            return None
        try:
            if self.iso:
                return dated_from_iso(self.iso, found, self.span)
            if self.day is None:
                return dated_from_iso(f"{at:04d}-{self.month:02d}", found, self.span)
            first = date(at, self.month, self.day)
            if self.other:
                # 3/4/2024: the interval runs over both readings, and the ISO form says no more than the year.
                second = date(at, *self.other)
                low, high = sorted((first, second))
                return Dated(
                    When.days(low, high), f"{at:04d}", "year", f"{found}; day and month may be swapped", self.span
                )
            return dated_from_iso(first.isoformat(), found, self.span)
        except ValueError:
            return None


@cache
def tables() -> dict[str, Any]:
    """The shipped names of months and days and the words before a date."""
    return tomllib.loads((resources.files("headwater.ingest") / "data" / "months.toml").read_text("utf8"))


@cache
def months() -> dict[str, int]:
    """Lower-case names of months, abbreviations too, with their number."""
    return {
        name.replace("_", " "): int(number.rstrip("b"))
        for number, names in tables()["months"].items()
        for name in names.split()
    }


@cache
def labels(kind: str) -> tuple[str, ...]:
    """Words that stand before a date of this kind (published, modified, retrieved), longest first."""
    words = [word.strip() for line in tables()["labels"][kind].splitlines() for word in line.split("|") if word.strip()]
    return tuple(sorted(set(words), key=lambda word: (-len(word), word)))


_DIGIT = re.compile(r"\d")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    # Any word may stand for the month here and is looked up later: an alternation of 250 names is 50 times slower.
    name = r"(?:(?:تشرين|كانون)\s+[^\W\d_]{4,7}|[^\W\d_]{2,11})"
    month = rf"(?P<month>{name})(?!\w)\.?(?:\s*/\s*(?P<again>{name})(?!\w)\.?)?"
    of = r"(?:\s*(?:\b(?:of|de|del|di|do|da|den)\b|d['’])\s*|\s+|\.\s*|-)"
    year = r"(?P<year>(?:19|20)\d\d)(?!\d)"
    day = r"(?<![\d./:-])(?<!\d,)(?P<day>[0-3]?\d)(?:st|nd|rd|th|er|º|ª|\.)?"
    flags = re.IGNORECASE
    return (
        re.compile(
            r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<m>[01]\d)-(?P<day>[0-3]\d)(?!\d)"
            r"(?P<clock>[T ][0-2]\d:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?"
        ),
        re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[./](?P<m>[01]?\d)[./](?P<day>[0-3]?\d)(?!\d)"),
        re.compile(
            r"(?<![\d.,/-])(?P<a>[0-3]?\d)\s?(?P<sep>[./-])\s?(?P<b>[0-3]?\d)\s?(?P=sep)\s?(?P<year>(?:19|20)\d\d)(?!\d)"
        ),
        re.compile(rf"{day}{of}{month}(?:(?:{of}|,\s*)(?:\b(?:year|año|ano)\b\s*)?{year})?", flags),
        re.compile(rf"(?<!\w){month}\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:.]\d|\d)(?:(?:,\s*|\s+){year})?", flags),
        re.compile(rf"(?<!\w){month}{of}{year}", flags),
    )


def find_dates(text: str, start: int = 0, end: int | None = None, language: str | None = None) -> Iterator[Written]:
    """Dates written in `text[start:end]`, in order and without overlap; spans are offsets into `text`.

    `language` decides what 3/4/2024 means: the day stands first everywhere but in English and where the
    language is unknown, where both readings are kept. A range ("18-23 October") is no date and is left out.
    """
    stop = len(text) if end is None else end
    if not _DIGIT.search(text, start, stop):
        return
    found: list[Written] = []
    for pattern in _patterns():
        for match in pattern.finditer(text, start, stop):
            written = _written(match, language)
            if written and not any(written.span.overlaps(other.span) for other in found) and not _in_range(text, match):
                found.append(written)
    yield from sorted(found, key=lambda written: written.span)


def _in_range(text: str, match: re.Match[str]) -> bool:
    """True in "18-23 October" and "2 and 3 October", where the day found is one of several."""
    return bool(
        re.search(
            r"\d(?:\s*[-–—/]\s*|\s+(?:and|to|et|au|und|bis|y|al|e|a|и|по|і|ve|إلى|و)\s+)$",
            text[max(0, match.start() - 12) : match.start()],
        )
    )


def _month(name: str) -> int:
    return months().get(re.sub(r"\s+", " ", name.lower()), 0)


def _written(match: re.Match[str], language: str | None) -> Written | None:
    groups = match.groupdict()
    span = Span(match.start(), match.end())
    year = int(groups["year"]) if groups.get("year") else None
    if groups.get("a"):
        a, b = int(groups["a"]), int(groups["b"])
        if a > 12 >= b >= 1:
            return Written(span, year, b, a)
        if b > 12 >= a >= 1:
            return Written(span, year, a, b)
        if not (1 <= a <= 12 and 1 <= b <= 12):
            return None
        # With full stops the day stands first in every language we have data for.
        if language not in MONTH_FIRST_POSSIBLE or groups["sep"] == "." or a == b:
            return Written(span, year, b, a)
        return Written(span, year, b, a, other=(a, b))
    month = int(groups["m"]) if groups.get("m") else _month(groups["month"])
    if groups.get("again") and _month(groups["again"]) != month:
        return None  # "May/June 2024" is no one month; "تشرين الأول/أكتوبر" is one, named twice
    day = int(groups["day"]) if groups.get("day") else None
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= 31):
        return None
    iso = None
    if groups.get("clock"):
        iso = match.group().strip().replace(" ", "T", 1).replace(" ", "").replace(",", ".")
    return Written(span, year, month, day, iso=iso)


_NAMED = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?([01]\d)[-_.]?([0-3]\d)(?!\d)")


def date_in_file_name(name: str) -> Dated | None:
    """The one date in a file's name ("2024-10-18-cargo.txt", "20241018.txt"), or None."""
    dates = {match.groups() for match in _NAMED.finditer(name)}
    if len(dates) != 1:
        return None
    year, month, day = dates.pop()
    try:
        return dated_from_iso(f"{year}-{month}-{day}", "file name")
    except ValueError:
        return None


_ADDRESSED = re.compile(r"(?<!\d)(20\d\d|19\d\d)[/-]([01]\d)(?:[/-]([0-3]\d))?(?!\d)")


def date_in_address(url: str | None) -> Dated | None:
    """The date in the path of an address (/2024/10/18/, /2024/10/), or None where there is none or more than one."""
    dates = {match.groups() for match in _ADDRESSED.finditer((url or "").partition("//")[2].partition("?")[0])}
    if len(dates) != 1:
        return None
    try:
        return dated_from_iso("-".join(part for part in dates.pop() if part), "address")
    except ValueError:
        return None


def parse_date(value: str, found: str, language: str | None = None) -> Dated | None:
    """A date as a field of metadata or a column holds it: ISO, RFC 822, or a written date; else None.

    A time without a zone says no more than its day.
    """
    value = value.strip()
    if not value or len(value) > 80:
        return None
    compact = re.sub(r"(?<=\d)\s+(?=[+-]\d\d:?\d\d$)|(?<=\d)\s+(?=Z$)", "", value)
    try:
        return dated_from_iso(compact, found)
    except ValueError:
        pass
    if re.match(r"[A-Za-z]{3},? \d", value):
        from email.utils import parsedate_to_datetime

        try:
            moment = parsedate_to_datetime(value)
            return dated_from_iso(moment.isoformat() if moment.tzinfo else moment.date().isoformat(), found)
        except (ValueError, TypeError):
            pass
    if re.fullmatch(r"(19|20)\d{6}", value):
        return date_in_file_name(value) and dated_from_iso(f"{value[:4]}-{value[4:6]}-{value[6:]}", found)
    for written in find_dates(value, language=language):
        dated = written.dated(found)
        if dated:
            return Dated(dated.when, dated.iso, dated.precision, dated.found)
    return None
