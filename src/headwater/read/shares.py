"""Shares of a whole: "half of the boats", "two thirds", "one in five houses", "jeder fünfte Baum"."""

from __future__ import annotations

from headwater.read.numbers import Figure, Numbers

# "one in five": the second number is small, and larger than the first.
LARGEST = 100


def share_at(numbers: Numbers, i: int) -> Figure | None:
    """The share that begins at token i, its value between 0 and 1; what it is a share of in `counted` where told."""
    return _fraction(numbers, i) or _ratio(numbers, i) or _every(numbers, i)


def _fraction(numbers: Numbers, i: int) -> Figure | None:
    """ "a third of the staff": the fraction, and the words that link it with the whole."""
    kit, lower = numbers.kit, numbers.lower
    hit = kit.fractions.at(lower, i)
    if hit is None or (i and kit.ordinals.get(lower[i - 1]) is not None):
        return None  # "the second half of the year" is a part, no share
    after = i + hit[0]
    figure = Figure(i, after, float(hit[1]), share=True)
    if kit.whole_before:
        return figure
    if not kit.fraction_joints:
        return figure if after < numbers.count and _is_word(numbers, after) else None
    linked = False
    while after < numbers.count and (joint := kit.fraction_joints.at(lower, after)):
        after, linked = after + joint[0], True
    if linked and after < numbers.count and lower[after][0].isalnum():
        return figure
    # "Prices fell by a quarter": no whole is named.
    return figure if i and lower[i - 1] in kit.share_behind else None


def _ratio(numbers: Numbers, i: int) -> Figure | None:
    """ "one in five trees", "tres de cada cuatro árboles", "un arbre sur cinq", "her beş ağaçtan biri"."""
    kit, lower = numbers.kit, numbers.lower
    if kit.whole_before:
        return _out_of(numbers, i)
    low, after = _small(numbers, i)
    if not low:
        return None
    for noun in (0, 1):
        at = after + noun
        if at + 1 >= numbers.count or (noun and not _is_word(numbers, after)):
            return None
        joint = (kit.ratio_behind if noun else kit.ratio).at(lower, at)
        if joint is None:
            continue
        high, end = _small(numbers, at + joint[0])
        if low < high <= LARGEST:
            counted = (after, after + 1) if noun else (end, end + 1) if _noun_at(numbers, end) else None
            if counted is None or (kit.units.at(lower, counted[0]) and not noun):
                return None
            return Figure(i, max(end, counted[1]), low / high, share=True, counted=counted)
    return None


def _out_of(numbers: Numbers, i: int) -> Figure | None:
    """ "her beş ağaçtan biri": every five trees, one of them."""
    kit, lower = numbers.kit, numbers.lower
    if kit.every.at(lower, i) is None or i + 3 >= numbers.count:
        return None
    high, after = _small(numbers, i + 1)
    if high < 2 or after + 1 >= numbers.count or not _is_word(numbers, after):
        return None
    last = lower[after + 1]
    low = next((n for n, stem in enumerate(("bir", "iki", "üç", "dör", "beş"), 1) if last.startswith(stem)), 0)
    if not low or low >= high:
        return None
    return Figure(i, after + 2, low / high, share=True, counted=(after, after + 1))


def _every(numbers: Numbers, i: int) -> Figure | None:
    """ "every fifth house", "каждое пятое дерево"."""
    kit, lower = numbers.kit, numbers.lower
    hit = kit.every.at(lower, i)
    if hit is None or i + hit[0] + 1 >= numbers.count:
        return None
    at = i + hit[0]
    ordinal = kit.ordinals.get(lower[at])
    if ordinal is None or not _noun_at(numbers, at + 1) or kit.units.at(lower, at + 1):
        return None
    return Figure(i, at + 2, 1 / float(ordinal), share=True, counted=(at + 1, at + 2))


def _small(numbers: Numbers, i: int) -> tuple[float, int]:
    """A small whole number at token i, "one" included, and the token after it; 0 where there is none."""
    if i >= numbers.count:
        return 0.0, i
    word = numbers.lower[i]
    if word.isdecimal() and len(word) <= 3:
        return float(word), i + 1
    hit = numbers.kit.numbers.at(numbers.lower, i)
    return (float(hit[1]), i + hit[0]) if hit and float(hit[1]) >= 1 else (0.0, i)


def _is_word(numbers: Numbers, i: int) -> bool:
    return numbers.lower[i][0].isalpha() and numbers.lower[i] not in numbers.kit.small


def _noun_at(numbers: Numbers, i: int) -> bool:
    return i < numbers.count and _is_word(numbers, i)
