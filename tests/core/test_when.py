from datetime import date, datetime

import pytest

from headwater.core import When, dated_from_iso


def test_a_day_is_twenty_four_hours_wide_and_overlaps_its_moments() -> None:
    day = When.day(date(2031, 5, 3))
    noon = dated_from_iso("2031-05-03T12:00:00Z", "test").when
    assert not day.certainly_before(noon)
    assert not noon.certainly_before(day)
    assert day.certainly_before(When.day(date(2031, 5, 4)))


def test_order_is_claimed_only_when_time_zones_allow_it() -> None:
    late = dated_from_iso("2031-05-03T23:30:00-05:00", "test").when
    early_next_day = dated_from_iso("2031-05-04T03:00:00Z", "test").when
    assert early_next_day.certainly_before(late)


def test_a_time_without_zone_is_only_known_to_the_day() -> None:
    dated = dated_from_iso("2031-05-03T09:12", "test")
    assert (dated.precision, dated.iso) == ("day", "2031-05-03")


def test_unknown_ends_are_never_before_anything() -> None:
    unknown = When(None, None)
    assert not unknown.certainly_before(When.year(2031))
    assert not When.year(2031).certainly_before(unknown)


def test_december_ends_on_the_thirty_first() -> None:
    assert (When.month(2031, 12).from_iso, When.month(2031, 12).to_iso) == ("2031-12-01", "2031-12-31")


@pytest.mark.parametrize("iso", ["yesterday", "2031-13-01", "31/12/2031"])
def test_what_is_no_iso_date_is_refused(iso: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        dated_from_iso(iso, "test")


def test_a_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        When(datetime(2031, 5, 3), None)
