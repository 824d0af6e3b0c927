"""Figures with what they count: value, modifier, unit, and a value in a unit that all languages share."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from headwater.core import Quantity, Span, Time
from headwater.read.language import Language, Lexicon
from headwater.read.names import small_words
from headwater.read.wordlists import firsts, lexicon, setting, valued
from headwater.read.words import Words

_PLAIN = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?$|\d+(?:[.,]\d+)?$")
_GLUED = re.compile(r"(\d+(?:[.,]\d+)?)([^\W\d_]{1,3})$")
_HYPHENED = re.compile(r"(\d+)[-‐‑]([^\W\d_]+)$")
_RANGE = re.compile(r"(\d+)[-–](\d+)$")
_CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP", "₽": "RUB", "₺": "TRY", "₴": "UAH", "¥": "JPY"}
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩٫٬۰۱۲۳۴۵۶۷۸۹", "0123456789.,0123456789")
_NUMBERED = frozenset(
    ("no", "nr", "№", "n°", "nº", "#", "num", "article", "artikel", "artículo", "page", "pages", "+", "§")
)
_AND = frozenset(("and", "y", "e", "et", "und", "и", "і", "و"))
_ADJECTIVE = re.compile(r"(?:ых|их|ого|ему|ым|ими|ної|них|ських|цьких)$")


@dataclass(frozen=True, slots=True)
class _Kit:
    numbers: Lexicon
    articles: Lexicon
    scales: Lexicon
    modifiers: Lexicon
    after: Lexicon
    indefinite: Lexicon
    units: Lexicon
    joints: frozenset[str]
    ranges: frozenset[str]
    percent_before: frozenset[str]
    small: frozenset[str]
    firsts: frozenset[str]
    decimal: str
    code: str
    cues: Lexicon


@lru_cache(maxsize=32)
def _kit(language: Language) -> _Kit:
    numbers = valued(language, "numbers", "words")
    articles = lexicon(language, "numbers", "articles")
    indefinite = valued(language, "numbers", "indefinite")
    percent = lexicon(language, "numbers", "percent_before")
    return _Kit(
        numbers, articles, valued(language, "numbers", "scales"), valued(language, "numbers", "modifiers"),
        valued(language, "numbers", "after"), indefinite, valued(language, "units"),
        frozenset(lexicon(language, "numbers", "joints").words), frozenset(lexicon(language, "numbers", "range").words),
        frozenset(percent.words), small_words(language) - frozenset(numbers.words),
        firsts(numbers, articles, indefinite), setting(language, "numbers", "decimal", default="."), language.code, language.cues,
    )  # fmt: skip


@dataclass(slots=True)
class _Figure:
    first: int
    after: int
    value: float | None
    vague: str | None = None
    unit_token: str | None = None


def find_quantities(
    words: Words, language: Language, times: Sequence[Time], credits: Sequence[Span] = ()
) -> tuple[Quantity, ...]:
    """The quantities of a text, in order, none over another; dates, years, clock times, ages and numbers of things left out.

    A range ("four to six days") is two: at least the lower, up to the upper.
    """
    kit = _kit(language)
    counter = _Counter(words, kit)
    taken = sorted([*(t.span for t in times), *credits])
    starts = [span.start for span in taken]
    found: list[Quantity] = []
    lower, count = words.lower, len(words)
    i = 0
    while i < count:
        word = lower[i]
        if not (word[0].isdigit() or word in kit.firsts):
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
    def __init__(self, words: Words, kit: _Kit) -> None:
        self.words, self.kit = words, kit
        self.lower, self.surface, self.count = words.lower, words.surface, len(words)

    def read(self, i: int) -> tuple[list[Quantity], int]:
        """The quantity (or the two ends of a range) that begins at token i, and the token to go on from."""
        ranged = _RANGE.match(self.lower[i])
        if ranged:
            return self._ranged(i, float(ranged[1]), float(ranged[2]))
        figure = self.figure(i)
        if figure is None:
            return [], i + 1
        following = figure.after
        if following + 1 < self.count and (self.lower[following] in self.kit.ranges or self.lower[following] in "-–"):
            second = self.figure(following + 1) if self._is_number(following + 1) else None
            if second and second.value is not None and figure.value is not None and self.lower[following] not in _AND:
                upper = self._whole(second, "up to")
                if upper and upper.unit:
                    if figure.value < 1000 <= second.value and second.after - second.first > 1:
                        figure.value *= self._scale_of(second)
                    low = self._bare(figure, upper)
                    return [low, upper], self._token_after(upper.span)
        whole = self._whole(figure)
        return ([whole], self._token_after(whole.span)) if whole else ([], figure.after)

    def _scale_of(self, figure: _Figure) -> float:
        scale = self.kit.scales.at(self.lower, figure.first + 1)
        return float(scale[1]) if scale else 1.0

    def _bare(self, figure: _Figure, upper: Quantity) -> Quantity:
        span = self.words.span(self._modifier(figure.first)[0], figure.after)
        factor = upper.base / upper.value if upper.base is not None and upper.value else 1.0
        value = figure.value or 0.0
        return Quantity(span, value, upper.unit, "at least", round(value * factor, 6), upper.base_unit)

    def _ranged(self, i: int, low: float, high: float) -> tuple[list[Quantity], int]:
        figure = _Figure(i, i + 1, high)
        if not low < high or not self._touches_unit(i + 1):
            return [], i + 1
        whole = self._whole(figure, "up to")
        return ([whole], self._token_after(whole.span)) if whole else ([], i + 1)

    def _touches_unit(self, i: int) -> bool:
        return i < self.count and self.kit.units.at(self.lower, i) is not None

    def _token_after(self, span: Span) -> int:
        return self.words.range_of(span)[1]

    def _is_number(self, i: int) -> bool:
        return self.lower[i][0].isdigit() or self.kit.numbers.at(self.lower, i) is not None

    def figure(self, i: int) -> _Figure | None:
        """The number at token i, with its scale words."""
        if self.lower[i][0].isdigit():
            return self._digits(i)
        return self._words(i)

    def _digits(self, i: int) -> _Figure | None:
        if self._no_quantity(i):
            return None
        word = self.lower[i].translate(_DIGITS)
        unit = None
        if match := _HYPHENED.match(word):
            unit = match[2]
            if unit.startswith(("year", "jährig", "летн", "річн")):
                return None
            if self.kit.units.get(unit) is None and self.kit.scales.get(unit) is None:
                return None
            word = match[1]
        elif match := _GLUED.match(word):
            word, unit = match[1], match[2]
            if self.kit.scales.get(unit) is None and self.kit.units.get(unit) is None:
                return None
        if not _PLAIN.match(word):
            return None
        value = parse_number(word, self.kit.decimal)
        after = i + 1
        if unit is None and word.isdecimal() and len(word) <= 3:
            while after < self.count and re.fullmatch(r"\d{3}", self.lower[after]) and self._one_blank(after - 1):
                value = value * 1000 + int(self.lower[after])
                after += 1
        if unit is not None and (scale := self.kit.scales.get(unit)) and (unit != "m" or self._currency_before(i)):
            return _Figure(i, *self._scaled(after, value * float(scale)))
        if unit is not None:
            return _Figure(i, after, value, unit_token=unit)
        return _Figure(i, *self._scaled(after, value))

    def _scaled(self, after: int, value: float) -> tuple[int, float]:
        """The scale words after a figure ("31 thousand", "31 тыс.", "3 mil millones")."""
        for _ in range(3):
            if after >= self.count:
                break
            at = after
            if (
                self.lower[at] in ("-", "‐")
                and self.words.ends[at - 1] == self.words.starts[at]
                and at + 1 < self.count
            ):
                at += 1
            hit = self.kit.scales.at(self.lower, at)
            if (
                hit is None
                or float(hit[1]) < 100
                or (self.lower[at] in ("m", "k") and self.words.ends[at - 1] != self.words.starts[at])
            ):
                break
            if self.lower[at] == "m" and not self._currency_before(at - 1):
                break
            value *= float(hit[1])
            after = at + hit[0]
            if (
                after < self.count
                and self.lower[after] == "."
                and self.words.ends[after - 1] == self.words.starts[after]
                and len(self.lower[after - 1]) <= 4
                and after + 1 < self.count
            ):
                after += 1  # "тыс.", "mrd."
        return after, value

    def _words(self, i: int) -> _Figure | None:
        kit, lower = self.kit, self.lower
        vague = kit.indefinite.at(lower, i)
        number = kit.numbers.at(lower, i)
        if vague and (number is None or vague[0] > number[0]):
            return _Figure(i, i + vague[0], None, vague=vague[1])
        if number is not None and float(number[1]) == 1:
            number = None  # "one", "un": an article as often as a figure
        if number is None:
            if kit.articles.get(lower[i]) is not None and i + 1 < self.count:
                scale = kit.scales.at(lower, i + 1)
                if scale and float(scale[1]) >= 1000:
                    after, value = self._scaled(i + 1, 1.0)
                    return _Figure(i, after, value)
            return None
        total, current, after = 0.0, float(number[1]), i + number[0]
        if current < 1 and not kit.units.at(lower, after) if after < self.count else current < 1:
            return None
        while after < self.count:
            scale = kit.scales.at(lower, after)
            if scale:
                current *= float(scale[1])
                after += scale[0]
                if float(scale[1]) >= 1000:
                    total, current = total + current, 0.0
                continue
            step = 1 if lower[after] in _AND and after + 1 < self.count and current >= 20 else 0
            more = kit.numbers.at(lower, after + step)
            if more is None:
                break
            value = float(more[1])
            if not (
                (current == 0 and total)
                or (current % 100 == 0 and value < 100)
                or (current % 10 == 0 and current >= 20 and value < 10)
            ):
                break
            current, after = current + value, after + step + more[0]
        return _Figure(i, after, total + current)

    def _one_blank(self, left: int) -> bool:
        gap = self.words.text[self.words.ends[left] : self.words.starts[left + 1]]
        return len(gap) == 1 and gap in " \u00a0\u202f\u2009'’"

    def _currency_before(self, i: int) -> bool:
        return i > 0 and self.surface[i - 1] in _CURRENCY

    def _no_quantity(self, i: int) -> bool:
        """True for clock times, numbers of things, fractions of dates and ages set off by commas."""
        before = self.lower[i - 1] if i else ""
        following = self.lower[i + 1] if i + 1 < self.count else ""
        touching_after = i + 1 < self.count and self.words.ends[i] == self.words.starts[i + 1]
        touching_before = i > 0 and self.words.ends[i - 1] == self.words.starts[i]
        if (following in (":", "/") and touching_after) or (before in (":", "/", "#", "+", "_") and touching_before):
            return True
        if before in _NUMBERED or (before == "." and i > 1 and self.lower[i - 2] in _NUMBERED):
            return True
        if before in (",", "(") and following in (",", ")") and self.lower[i].isdecimal() and len(self.lower[i]) <= 3:
            return i > 1 and self.surface[i - 2][0].isupper()
        return False

    def _modifier(self, first: int) -> tuple[int, str | None]:
        floor = self.words.sentences[self.words.sentence_of[first]][0]
        at = first
        if at > floor and self.surface[at - 1] in _CURRENCY:
            at -= 1
        hit = self.kit.modifiers.before(self.lower, at, floor)
        if hit is None and at > floor and self.lower[at - 1] in self.kit.joints:
            hit = self.kit.modifiers.before(self.lower, at - 1, floor)
            if hit:
                return at - 1 - hit[0], hit[1] or None
        if hit is None or not hit[1]:
            return at, None
        return at - hit[0], hit[1]

    def _whole(self, figure: _Figure, modifier: str | None = None) -> Quantity | None:
        kit, words = self.kit, self.words
        first, written = self._modifier(figure.first)
        after = figure.after
        percent = first > 0 and self.lower[first - 1] in kit.percent_before
        if percent:
            first -= 1
            more, further = self._modifier(first)
            first, written = more, further or written
        if after < self.count and (hit := kit.after.at(self.lower, after)):
            written, after = written or hit[1], after + hit[0]
        unit, base_unit, factor, end = self._unit(figure, after)
        if percent and base_unit is None:
            unit, base_unit, factor, end = "%", "percent", 1.0, after
        if figure.value is not None and self._currency_before(figure.first) and base_unit is None:
            sign = self.surface[figure.first - 1]
            unit, base_unit, factor, end = sign, _CURRENCY[sign], 1.0, after
        if unit is None and self._percent_label(first):
            unit, base_unit = "%", "percent"
        if end < self.count and (hit := kit.after.at(self.lower, end)):
            written = written or hit[1]
        if unit is None and (figure.value is None or not self._stands_alone(figure)):
            return None
        chosen = modifier or written or figure.vague
        if figure.vague and written in ("about", None):
            chosen = figure.vague
        value = figure.value
        base = round(value * factor, 6) if value is not None else None
        return Quantity(words.span(first, max(end, after)), value, unit, chosen, base, base_unit)

    def _percent_label(self, first: int) -> bool:
        """True for "Ergot, percent by weight: 0.09"."""
        if first < 2 or self.lower[first - 1] != ":":
            return False
        hits = (self.kit.units.at(self.lower, k, first) for k in range(max(0, first - 5), first - 1))
        return any(hit is not None and "percent" in hit[1] for hit in hits)

    def _stands_alone(self, figure: _Figure) -> bool:
        """A number without a unit counts only in figures, and not where it may be a year or a mark."""
        word = self.lower[figure.first]
        if not word[0].isdigit() or figure.value is None:
            return False
        year = word.isdecimal() and len(word) == 4 and 1500 <= figure.value <= 2100
        return not year and (figure.value >= 1000 or not word.isdecimal())

    def _unit(self, figure: _Figure, after: int) -> tuple[str | None, str | None, float, int]:
        """The unit word, its shared unit and factor, and the token after it."""
        kit = self.kit
        if figure.unit_token is not None:
            known = kit.units.get(figure.unit_token)
            base, factor = _base(known) if known else (None, 1.0)
            return figure.unit_token, base, factor, figure.after
        k = after
        if k < self.count and self.lower[k] == "-" and self.words.ends[k - 1] == self.words.starts[k]:
            k += 1
        sentence_end = self.words.sentences[self.words.sentence_of[figure.first]][1]
        for _ in range(2):
            if k < sentence_end and (hit := kit.units.at(self.lower, k)):
                base, factor = _base(hit[1])
                return self.words.span(k, k + hit[0]).of(self.words.text), base, factor, k + hit[0]
            if k < sentence_end and self.lower[k] in kit.joints:
                k += 1
            else:
                break
        return self._noun(k, sentence_end)

    def _noun(self, k: int, end: int) -> tuple[str | None, str | None, float, int]:
        kit = self.kit
        nouns = []
        for i in range(k, min(end, k + 3)):
            word = self.surface[i]
            if not word[0].isalpha() or self.lower[i] in kit.small or self.lower[i] in kit.cues:
                break
            nouns.append(i)
        if not nouns:
            return None, None, 1.0, k
        pick = nouns[0]
        if kit.code == "en":
            pick = next((i for i in nouns if self.lower[i].endswith("s") and not self.lower[i].endswith("ss")), pick)
            pick = (
                next((i for i in nouns if self.lower[i] in ("people", "men", "women", "children", "police")), pick)
                if self.lower[pick][-1:] != "s"
                else pick
            )
        elif kit.code in ("ru", "uk") and len(nouns) > 1 and _ADJECTIVE.search(self.lower[pick]):
            pick = nouns[1]
        elif kit.code == "de":
            pick = next((i for i in nouns if self.surface[i][0].isupper()), pick)
        if self.surface[pick][0].isupper() and kit.code != "de" and not self.surface[pick].isupper():
            return None, None, 1.0, k
        return self.surface[pick], None, 1.0, pick + 1


def _base(value: str) -> tuple[str | None, float]:
    unit, factor = value.split()
    return unit, float(factor)


def parse_number(written: str, decimal: str) -> float:
    """The value of figures with separators, where `decimal` is the language's decimal mark.

    "31,000" and "31.000" are thousands in their languages; with a leading zero or without groups of three, the
    mark is decimal whatever the language.
    """
    marks = [c for c in written if c in ".,"]
    if not marks:
        return float(written)
    last = marks[-1]
    head, _, tail = written.rpartition(last)
    if len(set(marks)) == 2:
        return float(re.sub(r"[.,]", "", head) + "." + tail)
    if len(marks) > 1:
        return float(re.sub(r"[.,]", "", written))
    if len(tail) == 3 and head != "0" and last != decimal:
        return float(head + tail)
    return float(head + "." + tail)
