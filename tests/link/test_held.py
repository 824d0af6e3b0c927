"""Which held documents a citation can mean, by what two documents share."""

from __future__ import annotations

from headwater.link.held import Shared


def _shared(pairs: tuple[tuple[str, str, float], ...] = (), text: float = 0.0) -> Shared:
    return Shared({("early", "late"): pairs}, {("early", "late"): text} if text else {}, {})


def test_an_earlier_report_of_the_same_event_does_not_carry_a_later_one() -> None:
    shared = _shared((("s1", "t1", 0.9), ("s2", "t4", 0.7)), text=0.1)
    assert not shared.carries("early", "late", said=10, only=frozenset({"s7"}))


def test_an_earlier_report_carries_the_statement_that_it_cites() -> None:
    shared = _shared((("s7", "t1", 0.9),))
    assert shared.carries("early", "late", said=10, only=frozenset({"s7"}))
    assert not shared.carries("early", "late", said=10, only=None)


def test_an_earlier_report_carries_a_text_that_it_mostly_repeats() -> None:
    assert _shared(text=0.5).carries("early", "late", said=10, only=frozenset({"s7"}))


def test_a_setting_in_common_is_no_report_meant() -> None:
    assert _shared((("s1", "t1", 0.7),)).closest("early", "late") < 0.75
    assert _shared((("s1", "t1", 0.7),), text=0.2).closest("early", "late") == 1.0
