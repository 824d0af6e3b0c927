import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.core import Extent, Span


@pytest.mark.parametrize(("start", "end"), [(3, 3), (5, 2), (-1, 4)])
def test_a_span_that_covers_nothing_cannot_be_made(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no such span"):
        Span(start, end)


def test_offsets_count_code_points_not_bytes() -> None:
    assert Span(2, 6).of("«👍Сова»") == "Сова"


def test_an_extent_refuses_touching_spans_and_of_joins_them() -> None:
    with pytest.raises(ValueError, match="touch"):
        Extent((Span(0, 3), Span(3, 5)))
    assert Extent.of([Span(3, 5), Span(0, 3), Span(9, 10)]).spans == (Span(0, 5), Span(9, 10))


spans = st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda x: Span(x[0], x[0] + x[1]))


@given(st.lists(spans, min_size=1, max_size=8))
def test_an_extent_covers_exactly_the_letters_of_its_spans(given_spans: list[Span]) -> None:
    extent = Extent.of(given_spans)
    covered = {i for s in given_spans for i in range(s.start, s.end)}
    assert {i for s in extent for i in range(s.start, s.end)} == covered
    assert extent.size() == len(covered)
