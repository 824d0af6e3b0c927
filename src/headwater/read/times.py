"""Times in a text, as intervals: dates whole and partial, years, weekdays, "yesterday", "three days ago"."""

from __future__ import annotations

from datetime import date, timedelta

from headwater.core import Dated, Span, Time, When
from headwater.read.dates import Dates, Hit
from headwater.read.language import Language
from headwater.read.limits import Found, joined, limited
from headwater.read.reckoned import UNKNOWN, distant, few_ago, reckoned, stretch
from headwater.read.tense import coming
from headwater.read.words import Words


def find_times(words: Words, language: Language, published: Dated | None) -> tuple[Time, ...]:
    """The times of a text, in order, none over another.

    Partial dates ("13 February") take the year that fits the publication date and the tense of their clause, relative
    ones are reckoned from it; without one, their ends are None. "since 2017" has no latest end, "until 2017" no
    earliest; "from Monday to Friday" is one time.
    """
    reader = _Reader(words, language, _published_on(published))
    kit = reader.kit
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
        if found and (day := reader.in_week(found[-1], first, when)):
            first, when = found.pop().first, day
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


class _Reader(Dates):
    def at_digit(self, i: int) -> Hit | None:
        """A time that begins with a figure."""
        return self.date_at(i) or self._count_ago(i, i)

    def at_word(self, i: int) -> Hit | None:
        """A time that begins with a word: a month, a weekday, "yesterday", "hace tres días"."""
        kit, lower = self.kit, self.lower
        hit = kit.relative.at(lower, i)
        if hit and not self._morning(i):
            return i, i + hit[0], reckoned(self.today, hit[1]), True
        if lower[i] in kit.first_day and (found := self._day_first(i, 1)):
            return found
        if found := self._counted_from_here(i):
            return found
        ago = kit.ago_before.at(lower, i)
        if ago and (found := self._count_ago(i + ago[0], i, before=True)):
            return found
        weekday = kit.weekdays.at(lower, i)
        if weekday and (not kit.capital or self.surface[i][0].isupper()):
            return self._weekday(i, *weekday)
        if kit.numbers.get(lower[i]) is not None and (found := self._count_ago(i, i)):
            return found
        month = kit.months.at(lower, i)
        if month and (not kit.capital or self.surface[i][0].isupper()):
            return self.month_first(i, *month)
        return None

    def _counted_from_here(self, i: int) -> Hit | None:
        """ "a few days ago", "months ago", "the past three weeks", "dans deux jours"."""
        kit, lower = self.kit, self.lower
        ago = kit.ago_before.at(lower, i)
        few = kit.few.at(lower, i + ago[0] if ago else i) if i + (ago[0] if ago else 0) < self.count else None
        at = i + (ago[0] if ago else 0) + (few[0] if few else 0)
        unit = kit.units.at(lower, at) if at < self.count else None
        if unit:
            after = at + unit[0]
            behind = kit.ago_after.at(lower, after) if after < self.count and not ago else None
            if ago and not few and self.lower[at] in kit.many:
                return i, after, few_ago(self.today, unit[1]), True
            plural = few or self.words.surface[at][-1:] not in ("y", "k", "h", "r")
            if (ago and few) or (behind and plural):
                return i, after + (behind[0] if behind else 0), few_ago(self.today, unit[1]), True
        for lexicon_, sign in ((kit.last_some, -1), (kit.next_some, 1)):
            if (hit := lexicon_.at(lower, i)) and (counted := self._amount(i + hit[0])):
                amount, unit_code, after = counted
                return i, after, stretch(self.today, sign * amount, unit_code), True
            # "trois derniers mois": the number stands first
            amount_first = kit.numbers.get(lower[i]) if i + 2 < self.count else None
            if amount_first and (hit := lexicon_.at(lower, i + 1)) and (unit := kit.units.at(lower, i + 1 + hit[0])):
                return i, i + 1 + hit[0] + unit[0], stretch(self.today, sign * int(float(amount_first)), unit[1]), True
        if past := self._behind_its_unit(i):
            return past
        ahead = kit.ahead_before.at(lower, i)
        if ahead and (counted := self._amount(i + ahead[0])):
            amount, unit_code, after = counted
            if coming(self.words, self.language, i, after):
                return i, after, distant(self.today, amount, unit_code), True
        return None

    def _behind_its_unit(self, i: int) -> Hit | None:
        """ "الأشهر الثلاثة الماضية": unit, number and "last", each with its article."""
        if self.kit.code != "ar" or i + 2 >= self.count or not self.lower[i].startswith("ال"):
            return None
        unit, value = self.kit.units.get(self.lower[i][2:]), self.kit.numbers.get(self.lower[i + 1].removeprefix("ال"))
        sign = -1 if self.lower[i + 2] in self.kit.last else 1 if self.lower[i + 2] in self.kit.next else 0
        if unit is None or value is None or not sign:
            return None
        return i, i + 3, stretch(self.today, sign * int(float(value)), unit), True

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

    def _week_behind(self, after: int) -> tuple[str, int] | None:
        """ "Thursday of last week": the week's code and the token after it."""
        for k in range(after, min(after + 3, self.count)):
            hit = self.kit.relative.at(self.lower, k)
            if hit and hit[1].endswith("w"):
                return hit[1], k + hit[0]
            if self.lower[k] not in self.kit.small and self.lower[k] not in ("of", "from"):
                break
        return None

    def in_week(self, week: Found, first: int, day: When) -> When | None:
        """ "Geçen hafta perşembe", "на прошлой неделе в четверг": the weekday at `first` in the week before it."""
        weekday = self.kit.weekdays.at(self.lower, first)
        apart = self.lower[week.after : first]
        if weekday is None or not week.relative or len(apart) > 1 or any(word not in self.kit.small for word in apart):
            return None
        if week.first != week.bare or not self.kit.relative.at(self.lower, week.first):
            return None
        code = self.kit.relative.at(self.lower, week.first)
        return self._day_of(code[1], int(weekday[1])) if code and code[1].endswith("w") else None

    def _day_of(self, week: str, weekday: int) -> When:
        whole = reckoned(self.today, week)
        return When.day(whole.earliest.date() + timedelta(days=weekday - 1)) if whole.earliest else UNKNOWN

    def _count_ago(self, i: int, first: int, *, before: bool = False) -> Hit | None:
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

    def _weekday(self, i: int, size: int, number: str) -> Hit:
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
        if week := self._week_behind(after):
            return first, week[1], self._day_of(week[0], int(number)), True
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
