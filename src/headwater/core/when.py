"""Time as an interval: what is known of when something happened, and no more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal

from headwater.core.span import Span

Precision = Literal["second", "minute", "day", "month", "year"]


@dataclass(frozen=True, slots=True)
class When:
    """An interval in UTC: not before `earliest`, not after `latest`; None is unknown.

    "on 3 May" is 24 hours wide. The only order used is `certainly_before`.
    Raises ValueError for a naive datetime or for latest < earliest.
    """

    earliest: datetime | None
    latest: datetime | None

    def __post_init__(self) -> None:
        for moment in (self.earliest, self.latest):
            if moment is not None and moment.tzinfo is None:
                raise ValueError(f"no time zone: {moment}")
        if self.earliest and self.latest and self.latest < self.earliest:
            raise ValueError(f"ends before it begins: {self.earliest} – {self.latest}")

    @classmethod
    def day(cls, day: date) -> When:
        """The 24 hours of `day`, in UTC."""
        start = datetime.combine(day, time(), UTC)
        return cls(start, start + timedelta(days=1) - timedelta(seconds=1))

    @classmethod
    def days(cls, first: date, last: date) -> When:
        """From the first second of `first` to the last second of `last`, in UTC."""
        start, end = cls.day(first), cls.day(last)
        return cls(start.earliest, end.latest)

    @classmethod
    def month(cls, year: int, month: int) -> When:
        """The whole month."""
        first = date(year, month, 1)
        after = date(year + month // 12, month % 12 + 1, 1)
        return cls.days(first, after - timedelta(days=1))

    @classmethod
    def year(cls, year: int) -> When:
        """The whole year."""
        return cls.days(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def moment(cls, moment: datetime) -> When:
        """One second; a naive `moment` is a ValueError."""
        return cls(moment, moment)

    def certainly_before(self, other: When) -> bool:
        """True only when every possible moment of self precedes every one of `other`."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def overlaps(self, other: When) -> bool:
        """True when neither is certainly before the other."""
        return not self.certainly_before(other) and not other.certainly_before(self)

    @property
    def from_iso(self) -> str | None:
        """First day as ISO date, or None."""
        return self.earliest.astimezone(UTC).date().isoformat() if self.earliest else None

    @property
    def to_iso(self) -> str | None:
        """Last day as ISO date, or None."""
        return self.latest.astimezone(UTC).date().isoformat() if self.latest else None


@dataclass(frozen=True, slots=True)
class Dated:
    """A date as it was found: the interval, its ISO form, how precise, and where it stood.

    `iso` keeps the time zone written ("2024-10-22T09:12:00+02:00") or is a date
    ("2024-10-22", "2024-10", "2024"). `found` says where in plain words ("page
    metadata: datePublished", "first lines"). `span` is set when it stood in the text.
    """

    when: When
    iso: str
    precision: Precision
    found: str
    span: Span | None = None


_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?)?)?$"
)


def dated_from_iso(iso: str, found: str, span: Span | None = None) -> Dated:
    """An ISO 8601 year, month, day or date-time as `Dated`; a time without zone is a whole day.

    Raises ValueError when `iso` is none of these.
    """
    match = _ISO.match(iso.strip())
    if not match:
        raise ValueError(f"not an ISO 8601 date: {iso!r}")
    year, month, day, hour, minute, second, zone = match.groups()
    if month is None:
        return Dated(When.year(int(year)), iso.strip(), "year", found, span)
    if day is None:
        return Dated(When.month(int(year), int(month)), iso.strip(), "month", found, span)
    on = date(int(year), int(month), int(day))
    if hour is None or zone is None:
        # Without a zone the moment is only known to within a day.
        return Dated(When.day(on), on.isoformat(), "day", found, span)
    if zone == "Z":
        tz = UTC
    else:
        sign = -1 if zone[0] == "-" else 1
        tz = timezone(sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:])))
    moment = datetime(on.year, on.month, on.day, int(hour), int(minute), int(second or 0), tzinfo=tz)
    last = moment if second else moment + timedelta(seconds=59)
    kept = moment.isoformat()
    return Dated(When(moment, last), kept, "second" if second else "minute", found, span)
