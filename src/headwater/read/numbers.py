"""Numbers in words and figures: where one begins and ends, its value, or that it is only vague ("dozens")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from headwater.read.language import Language, Lexicon
from headwater.read.names import small_words
from headwater.read.wordlists import firsts, lexicon, setting, valued
from headwater.read.words import Words

CURRENCY = {"$": "USD", "€": "EUR", "£": "GBP", "₽": "RUB", "₺": "TRY", "₴": "UAH", "¥": "JPY"}
# What stands glued before the dollar sign says whose dollar it is.
DOLLARS = {
    "r": "BRL",
    "us": "USD",
    "a": "AUD",
    "au": "AUD",
    "c": "CAD",
    "ca": "CAD",
    "nz": "NZD",
    "hk": "HKD",
    "s": "SGD",
}
_PLAIN = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?$|\d+(?:[.,]\d+)?$")
_GLUED = re.compile(r"(\d+(?:[.,]\d+)?)([^\W\d_]{1,3})$")
_HYPHENED = re.compile(r"(\d+)[-‐‑]([^\W\d_]+)$")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩٫٬۰۱۲۳۴۵۶۷۸۹", "0123456789.,0123456789")
# "و80": a particle of a letter or two grows to a figure in Arabic.
_PREFIXED = re.compile(r"[^\W\d_]{1,2}(?=\d)")
_NUMBERED = frozenset(
    ("no", "nr", "№", "n°", "nº", "#", "num", "article", "artikel", "artículo", "page", "pages", "+", "§")
)
AND = frozenset(("and", "y", "e", "et", "und", "и", "і", "та", "й", "و", "ve"))


@dataclass(frozen=True, slots=True)
class Kit:
    """What one language has for reading figures; the keys of `figures/xx.toml` under `numbers` and `units`."""

    numbers: Lexicon
    articles: Lexicon
    scales: Lexicon
    modifiers: Lexicon
    after: Lexicon
    indefinite: Lexicon
    round: Lexicon
    fractions: Lexicon
    ordinals: Lexicon
    half_more: Lexicon
    ratio: Lexicon
    ratio_behind: Lexicon
    every: Lexicon
    units: Lexicon
    between: Lexicon
    joints: frozenset[str]
    fraction_joints: Lexicon
    ranges: frozenset[str]
    percent_before: frozenset[str]
    share_behind: frozenset[str]
    others: frozenset[str]
    after_noun: frozenset[str]
    clock: frozenset[str]
    clock_before: frozenset[str]
    small: frozenset[str]
    firsts: frozenset[str]
    glued: tuple[str, ...]
    decimal: str
    code: str
    whole_before: bool
    cues: Lexicon

    def opens(self, word: str) -> bool:
        """True when a quantity may begin with the folded `word`."""
        if word[0].isdigit() or word in self.firsts:
            return True
        return any(
            word.startswith(p) and (word[len(p) :] in self.firsts or word[len(p) : len(p) + 1].isdigit())
            for p in self.glued
        )


@lru_cache(maxsize=32)
def kit_of(language: Language) -> Kit:
    """The kit of a language, made once."""
    glued = language.listed("morphology", "conjunctions")

    def table(key: str) -> Lexicon:
        return Lexicon(
            {form: str(value) for form, value in language.table("numbers", key).items()}, language.code, glued
        )

    numbers, articles, indefinite = table("words"), lexicon(language, "numbers", "articles"), table("indefinite")
    round_, fractions, every = table("round"), table("fractions"), lexicon(language, "numbers", "every")
    percent = lexicon(language, "numbers", "percent_before")
    return Kit(
        numbers, articles, table("scales"), table("modifiers"), table("after"), indefinite, round_, fractions,
        table("ordinals"), lexicon(language, "numbers", "half_more"), lexicon(language, "numbers", "ratio"), lexicon(language, "numbers", "ratio_behind"), every, valued(language, "units"),
        lexicon(language, "numbers", "between"), frozenset(lexicon(language, "numbers", "joints").words),
        lexicon(language, "numbers", "fraction_joints"), frozenset(lexicon(language, "numbers", "range").words),
        frozenset(percent.words), frozenset(lexicon(language, "numbers", "share_behind").words), frozenset(lexicon(language, "numbers", "others").words),
        frozenset(lexicon(language, "numbers", "after_noun").words),
        frozenset(lexicon(language, "numbers", "clock").words),
        frozenset(lexicon(language, "numbers", "clock_before").words),
        small_words(language) - frozenset(numbers.words),
        firsts(numbers, articles, indefinite, round_, fractions, every),
        glued, setting(language, "numbers", "decimal", default="."), language.code,
        bool(language.table("numbers").get("whole_before")), language.cues,
    )  # fmt: skip


@dataclass(slots=True)
class Figure:
    """A number as it stands: tokens `first` to before `after`; `shift` letters of the first token are not its own."""

    first: int
    after: int
    value: float | None
    vague: str | None = None
    unit_token: str | None = None
    share: bool = False
    modifier: str | None = None
    shift: int = 0
    counted: tuple[int, int] | None = None


class Numbers:
    """Reads the numbers of one text."""

    def __init__(self, words: Words, kit: Kit) -> None:
        self.words, self.kit = words, kit
        self.lower, self.surface, self.count = words.lower, words.surface, len(words)

    def figure(self, i: int) -> Figure | None:
        """The number at token i, with its scale words; None where there is none."""
        word = self.lower[i]
        if i and self.lower[i - 1] in self.kit.clock_before:
            return None
        if word[0].isdigit():
            return self._digits(i, 0)
        if self.kit.glued and (match := _PREFIXED.match(word)):
            return self._digits(i, match.end()) if match[0] in self.kit.glued else None
        return self._words(i)

    def is_number(self, i: int) -> bool:
        """True when a number, other than "one" as an article, begins at token i."""
        return self.lower[i][0].isdigit() or self.figure(i) is not None

    def touch(self, left: int) -> bool:
        """True when nothing stands between token `left` and the next."""
        return left + 1 < self.count and self.words.ends[left] == self.words.starts[left + 1]

    def currency_before(self, i: int) -> tuple[int, str, str] | None:
        """The sign or code before token i ("$", "R$", "USD"): its first token, the words, and the currency."""
        if i == 0:
            return None
        mark = self.surface[i - 1]
        if mark in CURRENCY:
            if mark == "$" and i > 1 and self.touch(i - 2) and (whose := DOLLARS.get(self.lower[i - 2])):
                return i - 2, self.words.span(i - 2, i).of(self.words.text), whose
            return i - 1, mark, CURRENCY[mark]
        if len(mark) in (2, 3) and mark.isupper() and (known := self.kit.units.get(self.lower[i - 1])):
            code = known.split()[0]
            if len(code) == 3 and code.isupper():
                return i - 1, mark, code
        return None

    def _digits(self, i: int, shift: int) -> Figure | None:
        if self._no_quantity(i):
            return None
        word = self.lower[i][shift:].translate(_DIGITS)
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
        if unit is not None and (scale := self.kit.scales.get(unit)) and (unit != "m" or self.currency_before(i)):
            return Figure(i, *self._scaled(after, value * float(scale)), shift=shift)
        if unit is not None:
            return Figure(i, after, value, unit_token=unit, shift=shift)
        return Figure(i, *self._scaled(after, value), shift=shift)

    def _scaled(self, after: int, value: float) -> tuple[int, float]:
        """The scale words after a figure ("31 thousand", "31 тыс.", "3 mil millones")."""
        scale = 1.0
        for _ in range(4):
            if after >= self.count:
                break
            at = after
            if more := self.kit.half_more.at(self.lower, at):  # "dos millones y medio", "два с половиной миллиона"
                after, value = at + more[0], value + scale / 2
                continue
            if self.lower[at] in ("-", "‐") and self.touch(at - 1) and at + 1 < self.count:
                at += 1
            hit = self.kit.scales.at(self.lower, at)
            if hit is None or float(hit[1]) < 100 or (self.lower[at] in ("m", "k") and not self.touch(at - 1)):
                break
            if self.lower[at] == "m" and not self.currency_before(at - 1):
                break
            value *= float(hit[1])
            scale *= float(hit[1])
            after = at + hit[0]
            if (
                after + 1 < self.count
                and self.lower[after] == "."
                and self.touch(after - 1)
                and len(self.lower[after - 1]) <= 4
            ):
                after += 1  # "тыс.", "mrd."
        return after, value

    def _words(self, i: int) -> Figure | None:
        kit, lower = self.kit, self.lower
        vague, number, about = kit.indefinite.at(lower, i), kit.numbers.at(lower, i), kit.round.at(lower, i)
        if about and (number is None or about[0] >= number[0]):
            return Figure(i, *self._scaled(i + about[0], float(about[1])), modifier="about")
        if vague and (number is None or vague[0] > number[0]):
            return Figure(i, i + vague[0], None, vague=vague[1])
        if number is not None and float(number[1]) == 1:
            number = None  # "one", "un": an article as often as a figure
        if number is None:
            return self._one_thousand(i)
        total, current, after = 0.0, float(number[1]), i + number[0]
        if after < self.count and (more := kit.half_more.at(lower, after)):
            if current >= 1_000_000:  # "مليونين ونصف المليون": half of the scale that the dual has in it
                return Figure(i, after + more[0], current * 1.25)
            return Figure(i, *self._scaled(after, current))
        counts = after < self.count and (kit.units.at(lower, after) or kit.scales.at(lower, after))
        if current < 1 and not counts:
            return None
        while after < self.count:
            scale = kit.scales.at(lower, after)
            if scale:
                current *= float(scale[1])
                after += scale[0]
                if float(scale[1]) >= 1000:
                    total, current = total + current, 0.0
                    if after < self.count and (more := kit.half_more.at(lower, after)):
                        return Figure(i, after + more[0], total + float(scale[1]) / 2)
                continue
            step = 1 if lower[after] in AND and after + 1 < self.count and current >= 20 else 0
            more = kit.numbers.at(lower, after + step)
            if more is None:
                break
            value = float(more[1])
            if not (
                (current == 0 and total)
                or (current and current % 1000 == 0 and value < 1000)
                or (current % 100 == 0 and value < 100)
                or (current % 10 == 0 and current >= 20 and value < 10)
            ):
                break
            current, after = current + value, after + step + more[0]
        return Figure(i, after, total + current)

    def _one_thousand(self, i: int) -> Figure | None:
        """ "a thousand", "un million"; the bare article counts nothing."""
        if self.kit.articles.get(self.lower[i]) is None or i + 1 >= self.count:
            return None
        scale = self.kit.scales.at(self.lower, i + 1)
        if scale and float(scale[1]) >= 100 and len(self.lower[i + 1]) > 2:
            return Figure(i, *self._scaled(i + 1, 1.0))
        return None

    def _one_blank(self, left: int) -> bool:
        gap = self.words.text[self.words.ends[left] : self.words.starts[left + 1]]
        return len(gap) == 1 and gap in " \u00a0\u202f\u2009'’"

    def _no_quantity(self, i: int) -> bool:
        """True for clock times, numbers of things, fractions of dates and ages set off by commas."""
        before = self.lower[i - 1] if i else ""
        following = self.lower[i + 1] if i + 1 < self.count else ""
        touching_before = i > 0 and self.touch(i - 1)
        if following in self.kit.clock:
            return True
        if (following in (":", "/") and self.touch(i)) or (before in (":", "/", "#", "+", "_") and touching_before):
            return True
        if before in _NUMBERED or (before == "." and i > 1 and self.lower[i - 2] in _NUMBERED):
            return True
        if before in (",", "(") and following in (",", ")") and self.lower[i].isdecimal() and len(self.lower[i]) <= 3:
            return i > 1 and self.surface[i - 2][0].isupper()
        return False


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
