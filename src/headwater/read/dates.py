"""Dates as they are written: whole, in figures, without their year, a month, a year, a decade."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from headwater.core import When
from headwater.read.language import Language, Lexicon
from headwater.read.numbers import AND
from headwater.read.reckoned import UNKNOWN
from headwater.read.tense import coming
from headwater.read.wordlists import firsts, lexicon, listed, valued
from headwater.read.words import Words

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T\d\d)?$")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)$")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?![\d/])")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º|°|o|ª|-?го|-?е)?$")
_DAYS = re.compile(r"(\d{1,2})[-–](\d{1,2})$")
_YEAR = re.compile(r"(1[5-9]\d\d|20\d\d)$")
_YEARS = re.compile(r"((?:19|20)\d\d)[-–/](\d\d|(?:19|20)\d\d)$")
_DECADE = re.compile(r"(1[5-9]\d0|20\d0)(?:s|er|ern)$")
# A date without a year lies at most this far ahead of the publication; else it was last year's.
AHEAD = timedelta(days=75)


Hit = tuple[int, int, When, bool]
"""Tokens from and before, the interval, and whether it is reckoned from the publication."""


@dataclass(frozen=True, slots=True)
class TimeWords:
    """What one language has for reading times; the keys of `figures/xx.toml` under `times`."""

    months: Lexicon
    weekdays: Lexicon
    relative: Lexicon
    units: Lexicon
    numbers: Lexicon
    ago_before: Lexicon
    ago_after: Lexicon
    since: Lexicon
    limits: Lexicon
    ahead_before: Lexicon
    few: Lexicon
    last_some: Lexicon
    next_some: Lexicon
    many: Lexicon
    first_day: Lexicon
    to: Lexicon
    month_after: Lexicon
    edges: Lexicon
    year_before: frozenset[str]
    year_after: frozenset[str]
    last: frozenset[str]
    next: frozenset[str]
    small: frozenset[str]
    firsts: frozenset[str]
    capital: bool
    bare_year: bool
    code: str


@lru_cache(maxsize=32)
def time_words(language: Language) -> TimeWords:
    """The words for times of a language, made once."""
    months, weekdays = valued(language, "times", "months"), valued(language, "times", "weekdays")
    relative, units = valued(language, "times", "relative"), valued(language, "times", "units")
    ago_before = lexicon(language, "times", "ago_before")
    since = lexicon(language, "times", "since")
    limits = Lexicon(
        [form for key in ("since", "until", "before", "after") for form in listed(language, "times", key)],
        language.code,
    )
    few, last_some, next_some = (lexicon(language, "times", key) for key in ("few", "last_some", "next_some"))
    first_day = lexicon(language, "times", "first_day")
    ahead = lexicon(language, "times", "ahead_before")
    numbers = valued(language, "numbers", "words")
    return TimeWords(
        months, weekdays, relative, units, numbers, ago_before,
        lexicon(language, "times", "ago_after"), since, limits, ahead, few, last_some, next_some,
        lexicon(language, "times", "many"), first_day, lexicon(language, "times", "to"), lexicon(language, "times", "month_after"),
        lexicon(language, "times", "edges"),
        frozenset(lexicon(language, "times", "year_before").words), frozenset(lexicon(language, "times", "year_after").words),
        frozenset(listed(language, "times", "last")), frozenset(listed(language, "times", "next")),
        frozenset((*language.prepositions.words, *language.articles.words)),
        firsts(months, weekdays, relative, ago_before, numbers, few, last_some, next_some, ahead, units, first_day)
        | frozenset(f"ال{unit}" for unit in units.words if language.code == "ar"), language.code in ("en", "de"),
        bool(language.table("times").get("bare_year")), language.code,
    )  # fmt: skip


class Dates:
    """Reads the dates of one text against the day of its publication, None where that is not known."""

    def __init__(self, words: Words, language: Language, today: date | None) -> None:
        self.words, self.language, self.kit, self.today = words, language, time_words(language), today
        self.lower, self.surface, self.count = words.lower, words.surface, len(words)

    def date_at(self, i: int) -> Hit | None:
        """The date that begins with the figure at token i."""
        word = self.lower[i]
        if match := _ISO.match(word):
            return self._dated(i, i + 1, int(match[1]), int(match[2]), int(match[3]))
        if match := _DOTTED.match(word):
            return self._numeric(i, i + 1, int(match[1]), int(match[2]), match[3])
        slashed = self.words.text[self.words.starts[i] : self.words.starts[i] + 11]
        if match := _SLASHED.match(slashed):
            return self._numeric(i, i + 5, int(match[1]), int(match[2]), match[3])
        if match := _DAYS.match(word):
            after = self._month_after(i + 1)
            if after:
                return self._day_month(i, int(match[1]), int(match[2]), *after)
        if match := _YEARS.match(word):
            first_year = int(match[1])
            last_year = int(match[2]) if len(match[2]) == 4 else first_year // 100 * 100 + int(match[2])
            if first_year < last_year <= first_year + 20:
                return i, i + 1, When.days(date(first_year, 1, 1), date(last_year, 12, 31)), False
        if match := _DAY.match(word):
            hit = self._day_first(i, int(match[1]))
            if hit:
                return hit
        if _YEAR.match(word) or _DECADE.match(word):
            return self._year(i)
        return None

    def _touching(self, first: int, after: int) -> bool:
        return all(self.words.ends[k] == self.words.starts[k + 1] for k in range(first, after - 1))

    def _dated(self, first: int, after: int, year: int, month: int, day: int) -> Hit | None:
        try:
            return first, after, When.day(date(year, month, day)), False
        except ValueError:
            return None

    def _numeric(self, first: int, after: int, a: int, b: int, year_text: str) -> Hit | None:
        """A date in figures; day first everywhere but in English, where "3/4/2024" may be either."""
        year = int(year_text) if len(year_text) == 4 else 2000 + int(year_text)
        if b > 12 or (
            a <= 12 and b <= 12 and a != b and self.kit.code == "en" and "/" in self.surface[first:after][1:2]
        ):
            if b > 12:
                return self._dated(first, after, year, a, b)
            try:
                one, other = sorted((date(year, a, b), date(year, b, a)))
            except ValueError:
                return None
            if self.today in (one, other) and self.today is not None:
                return first, after, When.day(self.today), False
            return first, after, When.days(one, other), False
        return self._dated(first, after, year, b, a)

    def _month_after(self, i: int) -> tuple[int, int] | None:
        """The month that follows a day ("19 de octubre", "19. Oktober"): its number and the token after it."""
        lower = self.lower
        for k in range(i, min(i + 3, self.count)):
            hit = self.kit.months.at(lower, k)
            if hit and (not self.kit.capital or self.surface[k][0].isupper()):
                after = k + hit[0]
                if after + 1 < self.count and lower[after] == "/" and (second := self.kit.months.at(lower, after + 1)):
                    after += 1 + second[0]  # "تشرين الأول/أكتوبر"
                if (
                    after < self.count
                    and lower[after] == "."
                    and self._touching(after - 1, after + 1)
                    and len(lower[after - 1]) <= 4
                ):
                    after += 1
                return int(hit[1]), after
            if lower[k] not in (".", "de", "of", "'", "de'") and not (k == i and lower[k] in ("del",)):
                return None
        return None

    def _year_after(self, i: int) -> tuple[int | None, int]:
        k = i
        while k < min(i + 2, self.count) and self.lower[k] in (",", "de", "del", "of", "года"):
            k += 1
        if k < self.count and _YEAR.match(self.lower[k]):
            after = k + 1
            if (
                after < self.count
                and self.lower[after] in self.kit.year_after
                and not self.lower[after].startswith("'")
            ):
                after += 1
            return int(self.lower[k]), after
        return None, i

    def _day_first(self, i: int, day: int) -> Hit | None:
        after = self._month_after(i + 1)
        if after:
            return self._day_month(i, day, day, *after)
        # "the 2 and 3 October", "11 and 12 October"
        if (
            i + 2 < self.count
            and (second := _DAY.match(self.lower[i + 2]))
            and self.lower[i + 1].isalpha() | (self.lower[i + 1] in "-–")
        ):
            after = self._month_after(i + 3)
            if after and len(self.lower[i + 1]) <= 3 and int(second[1]) > day:
                return self._day_month(i, day, int(second[1]), *after)
        # "le 2 et le 3 octobre", "6. bis 10. Mai"
        k = i + 1
        if k < self.count and self.lower[k] == ".":
            k += 1
        if k + 1 < self.count and (self.lower[k] in self.kit.to or self.lower[k] in AND):
            k += 1
            if self.lower[k] in ("le", "el", "il", "the", "zum") and k + 1 < self.count:
                k += 1
            second = _DAY.match(self.lower[k])
            after = self._month_after(k + 1) if second else None
            if second and after and int(second[1]) > day:
                return self._day_month(i, day, int(second[1]), *after)
        return None

    def _day_month(self, first: int, day: int, last: int, month: int, after: int) -> Hit | None:
        year, end = self._year_after(after)
        whole_first = self._weekday_before(first)
        if year is None:
            year = self._guess_year(month, day, whole_first, end)
        if year is None:
            return (whole_first, end, UNKNOWN, False) if 1 <= day <= 31 else None
        try:
            when = When.days(date(year, month, day), date(year, month, last))
        except ValueError:
            return None
        return whole_first, end, when, False

    def _weekday_before(self, first: int) -> int:
        k = first - 1
        while k >= 0 and first - k <= 2 and self.lower[k] in (",", "le", "the", "el", "den", "dem"):
            k -= 1
        return k if k >= 0 and k in (first - 1, first - 2) and self.kit.weekdays.get(self.lower[k]) else first

    def _guess_year(self, month: int, day: int, first: int, after: int) -> int | None:
        """The year that a day without one is in: the coming one where the clause is about the future."""
        if self.today is None:
            return None
        if coming(self.words, self.language, first, after):
            return self.today.year + ((month, day) < (self.today.month, self.today.day))
        for year in (self.today.year + 1, self.today.year, self.today.year - 1):
            try:
                if date(year, month, day) <= self.today + AHEAD:
                    return year
            except ValueError:
                continue
        return None

    def month_first(self, i: int, size: int, number: str) -> Hit | None:
        month, after = int(number), i + size
        if (
            after + 1 < self.count
            and self.lower[after] == "/"
            and (second := self.kit.months.at(self.lower, after + 1))
        ):
            after += 1 + second[0]
        if (
            after < self.count
            and self.lower[after] == "."
            and self._touching(after - 1, after + 1)
            and len(self.lower[after - 1]) <= 4
        ):
            after += 1
        if (
            after < self.count
            and (match := _DAY.match(self.lower[after]))
            and self.kit.code == "en"
            and int(match[1]) <= 31
        ):
            following = self.lower[after + 1] if after + 1 < self.count else ""
            if following not in ("percent", "%"):
                year, end = self._year_after(after + 1)
                return self._month_day(i, month, int(match[1]), year, end)
        year, end = self._year_after(after)
        if year is not None:
            return i, end, When.month(year, month), False
        before = self.lower[i - 1] if i else ""
        marked_last, marked_next = before in self.kit.last, before in self.kit.next
        following = self.lower[after] if after < self.count else ""
        marked_last |= following in self.kit.last
        marked_next |= following in self.kit.next
        if not (
            marked_last
            or marked_next
            or before in self.kit.year_before
            or before in self.kit.small
            or self.kit.limits.get(before) is not None
            or self._inflected(i)
            or following in self.kit.month_after
            or self._edged(i)
        ):
            return None
        first = i - 1 if before in self.kit.last or before in self.kit.next else i
        end = after + 1 if following in self.kit.last or following in self.kit.next else after
        if self.today is None:
            return first, end, UNKNOWN, marked_last or marked_next
        at = self.today.year
        if marked_next:
            at += month <= self.today.month
        elif marked_last:
            at -= month >= self.today.month
        else:
            at += self._month_off(month, first, end)
        return first, end, When.month(at, month), marked_last or marked_next

    def _edged(self, i: int) -> bool:
        """ "Fine giugno", "end of June"."""
        return self.kit.edges.before(self.lower, i, self.words.sentences[self.words.sentence_of[i]][0]) is not None

    def _inflected(self, i: int) -> bool:
        """ "temmuzdan", "eylülde": the case of a month says that it is one."""
        return self.kit.code == "tr" and self.lower[i].endswith(
            ("dan", "den", "tan", "ten", "da", "de", "ta", "te", "daki", "deki")
        )

    def _month_off(self, month: int, first: int, after: int) -> int:
        """Years from this one to the month meant: by the tense of its clause, else the one within reach."""
        assert self.today is not None
        ahead = coming(self.words, self.language, first, after)
        if ahead is not None:
            return (month < self.today.month) if ahead else -(month > self.today.month)
        year = self.today.year
        reach = self.today + AHEAD
        return 1 if date(year + 1, month, 1) <= reach else 0 if date(year, month, 1) <= reach else -1

    def _month_day(self, i: int, month: int, day: int, year: int | None, end: int) -> Hit | None:
        year = year if year is not None else self._guess_year(month, day, i, end)
        if year is None:
            return i, end, UNKNOWN, False
        try:
            return self._weekday_before(i), end, When.day(date(year, month, day)), False
        except ValueError:
            return None

    def _year(self, i: int) -> Hit | None:
        """A year by itself: after "in" or "since", before "года", "yılında"."""
        word = self.lower[i]
        if match := _DECADE.match(word):
            year = int(match[1])
            return i, i + 1, When.days(date(year, 1, 1), date(year + 9, 12, 31)), False
        before = self.lower[i - 1] if i else ""
        following = self.lower[i + 1] if i + 1 < self.count else ""
        spoken = before in self.kit.year_before or self.kit.limits.get(before) is not None or before == "("
        after = i + 1
        if following in self.kit.year_after:
            spoken, after = True, i + 2
        if self.kit.bare_year and not spoken and word[:2] in ("19", "20"):
            spoken = not (following[:1].isalpha() and self.surface[i + 1][0].isupper()) and following not in ("-", "–")
        if not spoken or following in ("%", "-", "/") or (following[:1].isdigit() and len(following) == 3):
            return None
        # "in 2000 houses" counts houses: a year is followed by a mark, a small word or nothing.
        if (
            after == i + 1
            and following[:1].isalpha()
            and following.isalpha()
            and self.kit.code in ("en",)
            and self._counted(i + 1)
        ):
            return None
        return i, after, When.year(int(word)), False

    def _counted(self, i: int) -> bool:
        word = self.lower[i]
        return word.endswith("s") and not word.endswith("ss") and len(word) > 4 and word not in self.kit.small
