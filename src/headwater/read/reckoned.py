"""Days counted from the day of publication: "yesterday", "three weeks ago", "a few days ago", "the past two months"."""

from __future__ import annotations

from datetime import date, timedelta

from headwater.core import When

UNKNOWN = When(None, None)
# "A few days ago" is more than one day and less than a fortnight: nearest and furthest, in the unit itself.
FEW = {"d": (2, 13), "w": (2, 8), "m": (2, 18), "y": (2, None)}
_DAYS = {"d": 1, "w": 7, "m": 30.44, "y": 365.25}


def reckoned(today: date | None, code: str) -> When:
    """The day, calendar week, month or year that lies "-1d", "0w", "2m", "1y" from `today`; unknown without one."""
    if today is None:
        return UNKNOWN
    amount, unit = int(code[:-1]), code[-1]
    try:
        if unit == "d":
            return When.day(today + timedelta(days=amount))
        if unit == "w":
            monday = today - timedelta(days=today.weekday()) + timedelta(weeks=amount)
            return When.days(monday, monday + timedelta(days=6))
        if unit == "m":
            months = today.year * 12 + today.month - 1 + amount
            return When.month(months // 12, months % 12 + 1)
        return When.year(today.year + amount)
    except (ValueError, OverflowError):
        return UNKNOWN


def distant(today: date | None, amount: int, unit: str) -> When:
    """What lies `amount` units from `today` (negative: ago): the day, seven days around, the month, the year."""
    if today is None or unit != "w":
        return reckoned(today, f"{amount}{unit}")
    try:
        middle = today + timedelta(weeks=amount)
        return When.days(middle - timedelta(days=3), middle + timedelta(days=3))
    except (ValueError, OverflowError):
        return UNKNOWN


def few_ago(today: date | None, unit: str) -> When:
    """ "A few days ago", "months ago": the interval that these words leave open."""
    if today is None:
        return UNKNOWN
    near, far = FEW[unit]
    latest = When.day(today - timedelta(days=round(near * _DAYS[unit]))).latest
    return When(When.day(today - timedelta(days=round(far * _DAYS[unit]))).earliest if far else None, latest)


def stretch(today: date | None, amount: int, unit: str) -> When:
    """ "The past three months" (amount negative) or "the next three months": from here to there."""
    if today is None:
        return UNKNOWN
    try:
        if unit in "my":
            months = today.year * 12 + today.month - 1 + (amount if unit == "m" else 12 * amount)
            last = When.month(months // 12, months % 12 + 1).latest
            assert last is not None
            other = date(months // 12, months % 12 + 1, min(today.day, last.day))
        else:
            other = today + timedelta(days=round(amount * _DAYS[unit]))
        return When.days(min(today, other), max(today, other))
    except (ValueError, OverflowError):
        return UNKNOWN
