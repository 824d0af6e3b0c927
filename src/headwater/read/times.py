"""Times in a text, as intervals: dates whole and partial, years, weekdays, "yesterday", "three days ago"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from headwater.core import Dated, Span, Time, When
from headwater.read.language import Language, Lexicon
from headwater.read.limits import Found, joined, limited
from headwater.read.reckoned import UNKNOWN, distant, few_ago, reckoned, stretch
from headwater.read.tense import coming
from headwater.read.wordlists import firsts, lexicon, listed, valued
from headwater.read.words import Words

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T\d\d)?$")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d\d)$")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?![\d/])")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º|°|o|ª|-?го|-?е)?$")
_DAYS = re.compile(r"(\d{1,2})[-–](\d{1,2})$")
_YEAR = re.compile(r"(1[5-9]\d\d|20\d\d)$")
_DECADE = re.compile(r"(1[5-9]\d0|20\d0)(?:s|er|ern)$")
# A date without a year lies at most this far ahead of the publication; else it was last year's.
AHEAD = timedelta(days=75)


@dataclass(frozen=True, slots=True)
class _TimeWords:
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
def _time_words(language: Language) -> _TimeWords:
    months, weekdays = valued(language, "times", "months"), valued(language, "times", "weekdays")
    relative, units = valued(language, "times", "relative"), valued(language, "times", "units")
    ago_before = lexicon(language, "times", "ago_before")
    since = lexicon(language, "times", "since")
    limits = Lexicon(
        [form for key in ("since", "until", "before", "after") for form in listed(language, "times", key)],
        language.code,
    )
    few, last_some, next_some = (lexicon(language, "times", key) for key in ("few", "last_some", "next_some"))
    ahead = lexicon(language, "times", "ahead_before")
    numbers = valued(language, "numbers", "words")
    return _TimeWords(
        months, weekdays, relative, units, numbers, ago_before,
        lexicon(language, "times", "ago_after"), since, limits, ahead, few, last_some, next_some,
        frozenset(lexicon(language, "times", "year_before").words), frozenset(lexicon(language, "times", "year_after").words),
        frozenset(listed(language, "times", "last")), frozenset(listed(language, "times", "next")),
        frozenset((*language.prepositions.words, *language.articles.words)),
        firsts(months, weekdays, relative, ago_before, numbers, few, last_some, next_some, ahead, units), language.code in ("en", "de"),
        bool(language.table("times").get("bare_year")), language.code,
    )  # fmt: skip


def find_times(words: Words, language: Language, published: Dated | None) -> tuple[Time, ...]:
    """The times of a text, in order, none over another.

    Partial dates ("13 February") take the year that fits the publication date and the tense of their clause, relative
    ones are reckoned from it; without one, their ends are None. "since 2017" has no latest end, "until 2017" no
    earliest; "from Monday to Friday" is one time.
    """
    kit = _time_words(language)
    reader = _Reader(words, language, kit, _published_on(published))
    found: list[Found] = []
    i, count = 0, len(words)
    lower = words.lower
    while i < count:
        word = lower[i]
        hit = None
        if word[0].isdigit():
            hit = reader.at_digit(i)
        elif word in kit.firsts:
            hit = reader.at_word(i)
        if hit is None:
            i += 1
            continue
        first, after, when, relative = hit
        one = limited(words, language, first, after, when, relative)
        if found and (both := joined(words, language, found[-1], one, when)):
            found[-1] = both
        else:
            found.append(one)
        i = one.after
    return tuple(Time(words.span(one.first, one.after), one.when, one.relative) for one in found)


def _published_on(published: Dated | None) -> date | None:
    if published is None or published.precision in ("month", "year"):
        return None
    try:
        return date.fromisoformat(published.iso[:10])
    except ValueError:
        return published.when.earliest.date() if published.when.earliest else None


_Hit = tuple[int, int, When, bool]


class _Reader:
    def __init__(self, words: Words, language: Language, kit: _TimeWords, today: date | None) -> None:
        self.words, self.language, self.kit, self.today = words, language, kit, today
        self.lower, self.surface, self.count = words.lower, words.surface, len(words)

    def at_digit(self, i: int) -> _Hit | None:
        """A time that begins with a figure."""
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
        if match := _DAY.match(word):
            hit = self._day_first(i, int(match[1]))
            if hit:
                return hit
        if _YEAR.match(word) or _DECADE.match(word):
            return self._year(i)
        return self._count_ago(i, i)

    def at_word(self, i: int) -> _Hit | None:
        """A time that begins with a word: a month, a weekday, "yesterday", "hace tres días"."""
        kit, lower = self.kit, self.lower
        hit = kit.relative.at(lower, i)
        if hit and not self._morning(i):
            return i, i + hit[0], reckoned(self.today, hit[1]), True
        ago = kit.ago_before.at(lower, i)
        if ago:
            found = self._count_ago(i + ago[0], i, before=True)
            if found:
                return found
        if found := self._counted_from_here(i):
            return found
        weekday = kit.weekdays.at(lower, i)
        if weekday and (not kit.capital or self.surface[i][0].isupper()):
            return self._weekday(i, *weekday)
        if kit.numbers.get(lower[i]) is not None and (found := self._count_ago(i, i)):
            return found
        month = kit.months.at(lower, i)
        if month and (not kit.capital or self.surface[i][0].isupper()):
            return self._month_first(i, *month)
        return None

    def _counted_from_here(self, i: int) -> _Hit | None:
        """ "a few days ago", "months ago", "the past three weeks", "dans deux jours"."""
        kit, lower = self.kit, self.lower
        ago = kit.ago_before.at(lower, i)
        few = kit.few.at(lower, i + ago[0] if ago else i) if i + (ago[0] if ago else 0) < self.count else None
        at = i + (ago[0] if ago else 0) + (few[0] if few else 0)
        unit = kit.units.at(lower, at) if at < self.count else None
        if unit:
            after = at + unit[0]
            behind = kit.ago_after.at(lower, after) if after < self.count and not ago else None
            plural = few or self.words.surface[at][-1:] not in ("y", "k", "h", "r")
            if (ago and few) or (behind and plural):
                return i, after + (behind[0] if behind else 0), few_ago(self.today, unit[1]), True
        for lexicon_, sign in ((kit.last_some, -1), (kit.next_some, 1)):
            if (hit := lexicon_.at(lower, i)) and (counted := self._amount(i + hit[0])):
                amount, unit_code, after = counted
                return i, after, stretch(self.today, sign * amount, unit_code), True
        ahead = kit.ahead_before.at(lower, i)
        if ahead and (counted := self._amount(i + ahead[0])):
            amount, unit_code, after = counted
            if coming(self.words, self.language, i, after):
                return i, after, distant(self.today, amount, unit_code), True
        return None

    def _amount(self, i: int) -> tuple[int, str, int] | None:
        """A small number and a unit at word i: the number, the unit's code, and the word after them."""
        if i + 1 >= self.count:
            return None
        word = self.lower[i]
        value = self.kit.numbers.get(word)
        amount = int(word) if word.isdecimal() and len(word) < 4 else int(float(value)) if value else 0
        unit = self.kit.units.at(self.lower, i + 1)
        return (amount, unit[1], i + 1 + unit[0]) if amount and unit else None

    def _morning(self, i: int) -> bool:
        """ "la mañana" is the morning, "mañana" tomorrow."""
        return self.lower[i] in ("mañana", "morgen") and i > 0 and self.lower[i - 1] in ("la", "am", "el", "guten")

    def _touching(self, first: int, after: int) -> bool:
        return all(self.words.ends[k] == self.words.starts[k + 1] for k in range(first, after - 1))

    def _dated(self, first: int, after: int, year: int, month: int, day: int) -> _Hit | None:
        try:
            return first, after, When.day(date(year, month, day)), False
        except ValueError:
            return None

    def _numeric(self, first: int, after: int, a: int, b: int, year_text: str) -> _Hit | None:
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

    def _day_first(self, i: int, day: int) -> _Hit | None:
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
        # "le 2 et le 3 octobre"
        if i + 3 < self.count and self.lower[i + 2] in ("le", "el", "il") and (second := _DAY.match(self.lower[i + 3])):
            after = self._month_after(i + 4)
            if after and int(second[1]) > day:
                return self._day_month(i, day, int(second[1]), *after)
        return None

    def _day_month(self, first: int, day: int, last: int, month: int, after: int) -> _Hit | None:
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

    def _month_first(self, i: int, size: int, number: str) -> _Hit | None:
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

    def _month_day(self, i: int, month: int, day: int, year: int | None, end: int) -> _Hit | None:
        year = year if year is not None else self._guess_year(month, day, i, end)
        if year is None:
            return i, end, UNKNOWN, False
        try:
            return self._weekday_before(i), end, When.day(date(year, month, day)), False
        except ValueError:
            return None

    def _year(self, i: int) -> _Hit | None:
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

    def _count_ago(self, i: int, first: int, *, before: bool = False) -> _Hit | None:
        """ "three days ago": a number, a unit, and the word for ago on either side."""
        if i >= self.count:
            return None
        number = self.lower[i]
        value = self.kit.numbers.get(number)
        amount = int(number) if number.isdecimal() and len(number) < 4 else int(float(value)) if value else None
        unit = self.kit.units.at(self.lower, i + 1) if amount is not None and i + 1 < self.count else None
        if amount is None and before and (unit := self.kit.units.at(self.lower, i)):
            amount, i = (2 if self.lower[i].endswith("ين") else 1), i - 1
        if unit is None or amount is None:
            return None
        after = i + 1 + unit[0]
        if not before:
            ago = self.kit.ago_after.at(self.lower, after) if after < self.count else None
            if ago is None:
                return None
            after += ago[0]
        return first, after, distant(self.today, -amount, unit[1]), True

    def _weekday(self, i: int, size: int, number: str) -> _Hit:
        """The weekday last past, publication day included; the coming one after "next"."""
        after = i + size
        before = self.lower[i - 1] if i else ""
        following = self.lower[after] if after < self.count else ""
        first = i - 1 if before in self.kit.last or before in self.kit.next else i
        # "Monday 21 October 2024" is one date.
        k = after + 1 if following in (",", "den") else after
        if k < self.count:
            hit = self.at_digit(k) if self.lower[k][0].isdigit() else None
            if hit is None and self.kit.code == "en" and self.kit.months.at(self.lower, k):
                hit = self.at_word(k)
            if hit and not hit[3]:
                return i, hit[1], hit[2], False
        if self.today is None:
            return first, after, UNKNOWN, True
        back = (self.today.isoweekday() - int(number)) % 7
        if before in self.kit.next or following in self.kit.next:
            when = When.day(self.today + timedelta(days=(7 - back) or 7))
            return first, after + (following in self.kit.next), when, True
        said_last = before in self.kit.last or following in self.kit.last
        if back and not said_last and coming(self.words, self.language, i, after):
            return first, after, When.day(self.today + timedelta(days=7 - back)), True
        if (before in self.kit.last or following in self.kit.last) and back == 0:
            back = 7
        return first, after + (following in self.kit.last), When.day(self.today - timedelta(days=back)), True


def times_within(times: tuple[Time, ...], span: Span) -> list[Time]:
    """The times that lie in `span`, in order."""
    return [t for t in times if span.contains(t.span)]
