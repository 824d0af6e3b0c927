"""Figures with what they count: value, modifier, unit, and a value in a unit that all languages share."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from headwater.core import Quantity, Span, Time
from headwater.read.counted import Unit, unit_of, whole_after, whole_before
from headwater.read.language import Language
from headwater.read.numbers import AND, CURRENCY, Figure, Numbers, kit_of
from headwater.read.shares import share_at
from headwater.read.words import Words

_RANGE = re.compile(r"(\d+)[-–](\d+)$")
# "at least one" counts, "one" alone is an article as often as a figure.
_BOUNDS = frozenset(("at least", "at most", "up to", "more than", "less than"))


def find_quantities(
    words: Words, language: Language, times: Sequence[Time], credits: Sequence[Span] = ()
) -> tuple[Quantity, ...]:
    """The quantities of a text, in order, none over another; dates, years, clock times, ages and numbers of things left out.

    A range ("four to six days", "between 4 and 6") is two: at least the lower, up to the upper. A share ("half of the
    boats", "one in five") is a value between 0 and 1, its base in percent.
    """
    kit = kit_of(language)
    counter = _Counter(Numbers(words, kit))
    taken = sorted([*(t.span for t in times), *credits])
    starts = [span.start for span in taken]
    found: list[Quantity] = []
    lower, count = words.lower, len(words)
    i = 0
    while i < count:
        word = lower[i]
        if not kit.opens(word):
            i += 1
            continue
        at = bisect_right(starts, words.starts[i]) - 1
        if at >= 0 and taken[at].end > words.starts[i]:
            end = taken[at].end
            while i < count and words.starts[i] < end:
                i += 1
            continue
        if at >= 0 and words.starts[i] - taken[at].end <= 3 and re.fullmatch(r"\d{1,2}[.:]\d\d", word):
            i += 1  # "22 Ekim 2024, 11.20": a clock time
            continue
        quantities, after = counter.read(i)
        found.extend(q for q in quantities if not found or q.span.start >= found[-1].span.end)
        i = max(after, i + 1)
    return tuple(found)


class _Counter:
    def __init__(self, numbers: Numbers) -> None:
        self.numbers, self.kit, self.words = numbers, numbers.kit, numbers.words
        self.lower, self.surface, self.count = self.words.lower, self.words.surface, len(self.words)

    def read(self, i: int) -> tuple[list[Quantity], int]:
        """The quantity (or the two ends of a range) that begins at token i, and the token to go on from."""
        ranged = _RANGE.match(self.lower[i])
        if ranged:
            return self._hyphened(i, ranged)
        if share := share_at(self.numbers, i):
            return [self._share(share)], share.after
        figure = self.numbers.figure(i) or self._one(i)
        if figure is None:
            return [], i + 1
        if found := self._range(figure):
            return found
        whole = self._whole(figure)
        return ([whole], self._token_after(whole.span)) if whole else ([], figure.after)

    def _one(self, i: int) -> Figure | None:
        """ "at least one": with a bound before it, the article is a figure."""
        hit = self.kit.numbers.at(self.lower, i)
        if hit is None or float(hit[1]) != 1:
            return None
        behind = self.kit.after.at(self.lower, i + hit[0]) if i + hit[0] < self.count else None
        if self._modifier(i)[1] not in _BOUNDS and not (
            behind and behind[1] in _BOUNDS and self.lower[i] in self.kit.after_noun
        ):
            return None
        return Figure(i, i + hit[0], 1.0)

    def _range(self, figure: Figure) -> tuple[list[Quantity], int] | None:
        following = figure.after
        if following + 1 >= self.count or figure.value is None:
            return None
        between = self._between(figure.first)
        # "between 4% and 6%": the unit may stand with both.
        unit = self.kit.units.at(self.lower, following)
        behind = following + unit[0] if unit else following
        second = self._second(behind, between)
        if second is None or second.value is None:
            return None
        upper = self._whole(second, "up to")
        percent = figure.first > 0 and self.lower[figure.first - 1] in self.kit.percent_before
        if upper is not None and percent and upper.base_unit != "percent":
            span = self._span(second, second.first, second.after)
            upper = Quantity(span, second.value, "%", "up to", second.value, "percent")
        if upper is None or not upper.unit:
            return None
        if unit:
            lower = self._whole(figure, "at least")
            same = lower is not None and lower.base_unit == upper.base_unit
            return ([lower, upper], self._token_after(upper.span)) if lower and same else None
        if figure.value < 1000 <= second.value and second.after - second.first > 1:
            figure.value *= self._scale_of(second)
        return [self._lower_end(figure, upper, percent=percent), upper], self._token_after(upper.span)

    def _second(self, i: int, between: bool) -> Figure | None:
        """The figure behind "to", or behind "and" in "between … and …", an article before it or not."""
        if i + 1 >= self.count:
            return None
        word = self.lower[i]
        if word in self.kit.ranges or word in "-–" or (between and word in AND):
            if word in AND and not between:
                return None
            article = i + 2 < self.count and self._article(i + 1) and self.lower[i + 2][0].isdigit()
            return self.numbers.figure(i + 1 + article)
        if between and self.kit.glued and word[0] in self.kit.glued:
            return self.numbers.figure(i)  # "بين 60 و80"
        return None

    def _between(self, first: int) -> bool:
        floor = self.words.sentences[self.words.sentence_of[first]][0]
        at = first - 1 if first > floor and self._article(first - 1) else first
        return any(self.kit.between.before(self.lower, k, floor) is not None for k in (first, at))

    def _article(self, i: int) -> bool:
        return self.lower[i] in self.kit.small or self.lower[i] in self.kit.articles

    def _scale_of(self, figure: Figure) -> float:
        scale = self.kit.scales.at(self.lower, figure.first + 1)
        return float(scale[1]) if scale else 1.0

    def _lower_end(self, figure: Figure, upper: Quantity, *, percent: bool = False) -> Quantity:
        first = figure.first - 1 if percent else self._modifier(figure.first)[0]
        span = self._span(figure, first, figure.after)
        factor = upper.base / upper.value if upper.base is not None and upper.value else 1.0
        value = figure.value or 0.0
        return Quantity(
            span, value, upper.unit, "at least", round(value * factor, 6), upper.base_unit, counted=upper.counted
        )

    def _hyphened(self, i: int, ranged: re.Match[str]) -> tuple[list[Quantity], int]:
        """ "18-23 tonnes", one token: its two ends."""
        low, high = float(ranged[1]), float(ranged[2])
        if not low < high or low == 0:
            return [], i + 1
        known = self.numbers.kit.units.at(self.lower, i + 1) if i + 1 < self.count else None
        upper = self._whole(Figure(i, i + 1, high, shift=ranged.start(2)), "up to")
        year = 1500 <= low <= 2100 and len(ranged[1]) == 4
        if upper is None or upper.unit is None or (known is None and year):
            return [], i + 1
        start = self.words.starts[i]
        factor = upper.base / upper.value if upper.base is not None and upper.value else 1.0
        lower = Quantity(
            Span(start, start + ranged.end(1)), low, upper.unit, "at least", round(low * factor, 6), upper.base_unit,
            counted=upper.counted,
        )  # fmt: skip
        return [lower, upper], self._token_after(upper.span)

    def _share(self, figure: Figure) -> Quantity:
        first, written = self._modifier(figure.first)
        end = figure.after
        if figure.counted:
            counted = self.words.span(*figure.counted).of(self.words.text)
        else:
            counted = whole_before(self.numbers, first) or whole_after(self.numbers, end, "percent") or ""
            if counted and not self.kit.whole_before and not self.kit.fraction_joints:
                end += 1  # "треть сотрудников"
        value = figure.value or 0.0
        return Quantity(
            self.words.span(first, end), round(value, 6), counted or None, written, round(value * 100, 4), "percent",
            counted=counted or None,
        )  # fmt: skip

    def _token_after(self, span: Span) -> int:
        return self.words.range_of(span)[1]

    def _span(self, figure: Figure, first: int, after: int) -> Span:
        """The figure's characters with its modifier, without a particle that grew to it."""
        start = self.words.starts[first] + (figure.shift if first == figure.first else 0)
        return Span(start, self.words.ends[after - 1])

    def _modifier(self, first: int) -> tuple[int, str | None]:
        floor = self.words.sentences[self.words.sentence_of[first]][0]
        at = first
        if at > floor and (sign := self.numbers.currency_before(at)):
            at = sign[0]
        hit = self.kit.modifiers.before(self.lower, at, floor)
        if (
            hit is None
            and at > floor
            and (self.lower[at - 1] in self.kit.joints or self.lower[at - 1] in self.kit.small)
        ):
            hit = self.kit.modifiers.before(self.lower, at - 1, floor)
            if hit and (hit[0] > 1 or self.lower[at - 1] in self.kit.joints):
                return at - 1 - hit[0], hit[1] or None
            hit = None
        if hit is None or not hit[1]:
            return at, None
        return at - hit[0], hit[1]

    def _whole(self, figure: Figure, modifier: str | None = None) -> Quantity | None:
        kit = self.kit
        first, written = self._modifier(figure.first)
        after = figure.after
        percent = first > 0 and self.lower[first - 1] in kit.percent_before
        if percent:
            first -= 1
            first, further = self._modifier(first)
            written = further or written
        if after < self.count and (hit := kit.after.at(self.lower, after)):
            written, after = written or hit[1], after + hit[0]
        unit = unit_of(self.numbers, figure, after)
        if self.lower[figure.first] in kit.after_noun and first and self.surface[first - 1][0].isalpha():
            first -= 1  # "مسؤولين اثنين", "بوابة واحدة على الأقل"
            unit = Unit(self.surface[first], None, 1.0, self.surface[first], after)
        word, base_unit, factor, end, counted = unit.word, unit.base, unit.factor, unit.after, unit.counted
        if percent and base_unit is None:
            word, base_unit, factor, end, counted = "%", "percent", 1.0, after, None
        sign = self.numbers.currency_before(figure.first)
        if figure.value is not None and sign and base_unit is None:
            counted = whole_after(self.numbers, after, sign[2])
            word, base_unit, factor, end = sign[1], sign[2], 1.0, after
        if word is None and self._percent_label(first):
            word, base_unit = "%", "percent"
        if base_unit == "percent":
            counted = counted or whole_before(self.numbers, first)
        if end < self.count and (hit := kit.after.at(self.lower, end)):
            written = written or hit[1]
        if word is None and (figure.value is None or not self._stands_alone(figure, written)):
            return None
        chosen = modifier or written or figure.modifier or figure.vague
        if figure.vague and written in ("about", None):
            chosen = figure.vague
        value = figure.value
        base = round(value * factor, 6) if value is not None else None
        if word in CURRENCY or (sign and word == sign[1]):
            end = max(after, figure.after)
        span = self._span(figure, first, max(end, after))
        return Quantity(span, value, word, chosen, base, base_unit, counted=counted)

    def _percent_label(self, first: int) -> bool:
        """True for "Ergot, percent by weight: 0.09"."""
        if first < 2 or self.lower[first - 1] != ":":
            return False
        hits = (self.kit.units.at(self.lower, k, first) for k in range(max(0, first - 5), first - 1))
        return any(hit is not None and "percent" in hit[1] for hit in hits)

    def _stands_alone(self, figure: Figure, modifier: str | None) -> bool:
        """A number without a unit counts only in figures, and not where it may be a year or a mark."""
        word = self.lower[figure.first]
        if figure.value is None:
            return False
        if not word[figure.shift :][:1].isdigit():
            return modifier is not None and figure.value >= 10
        if modifier in _BOUNDS:
            return True
        year = word.isdecimal() and len(word) == 4 and 1500 <= figure.value <= 2100
        return not year and (figure.value >= 1000 or not word.isdecimal())
