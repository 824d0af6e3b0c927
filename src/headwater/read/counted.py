"""What a figure counts: its unit, the unit all languages share, and the noun behind it ("tonnes of oats": oats)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from headwater.read.numbers import Figure, Numbers

_SLAVIC_ADJECTIVE = re.compile(r"(?:ых|их|ого|ему|ым|ими|ної|них|ських|цьких)$")
# A verb after "12 процентов" counts nothing: "выросли", "составила".
_SLAVIC_VERB = re.compile(r"(?:ли|лись|лось|лась|лся|ло|ют|ет|ит|ят|ать|ить|ться|ано|ено|ив|ила|лися|лося|ься)$")
_GENITIVE = re.compile(r"(?:ın|in|un|ün)$")
# Units behind which a bare noun is what is counted, where the language links them by nothing ("Tonnen Weizen").
_BARE = frozenset(("kg", "percent", "l", "m3"))
_PEOPLE = ("people", "men", "women", "children", "police")


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit word as written, the shared unit and its factor, what is counted, and the token after the unit."""

    word: str | None
    base: str | None
    factor: float
    counted: str | None
    after: int


def unit_of(numbers: Numbers, figure: Figure, after: int) -> Unit:
    """The unit that follows a figure that ends before token `after`."""
    kit, words = numbers.kit, numbers.words
    if figure.unit_token is not None:
        known = kit.units.get(figure.unit_token)
        base, factor = split_unit(known) if known else (None, 1.0)
        return Unit(figure.unit_token, base, factor, None, figure.after)
    k = after
    if k < numbers.count and numbers.lower[k] == "-" and numbers.touch(k - 1):
        k += 1
    end = words.sentences[words.sentence_of[figure.first]][1]
    if k < end and numbers.surface[k] == "(":
        return Unit(None, None, 1.0, None, after)
    while k < end and numbers.lower[k] in kit.others:
        k += 1
    for _ in range(2):
        if k < end and (hit := kit.units.at(numbers.lower, k)):
            base, factor = split_unit(hit[1])
            behind = k + hit[0]
            return Unit(words.span(k, behind).of(words.text), base, factor, whole_after(numbers, behind, base), behind)
        if k < end and numbers.lower[k] in kit.joints:
            k += 1
        else:
            break
    at = _noun(numbers, k, end)
    if at is None:
        return Unit(None, None, 1.0, None, after)
    return Unit(numbers.surface[at], None, 1.0, numbers.surface[at], at + 1)


def whole_after(numbers: Numbers, k: int, base: str | None) -> str | None:
    """The noun that words like "of the" link with a unit or share before token k; None where nothing does."""
    kit, lower = numbers.kit, numbers.lower
    end = numbers.words.sentences[numbers.words.sentence_of[max(0, k - 1)]][1]
    linked = False
    while k < end and (joint := kit.fraction_joints.at(lower, k) or ((1, "") if lower[k] in kit.joints else None)):
        k, linked = k + joint[0], True
    if not linked and (kit.fraction_joints and kit.code != "de"):
        return None
    if linked and k < end and (inner := numbers.figure(k)):  # "half of the 1,200 households"
        k = inner.after
    if not linked and base not in _BARE:
        return None
    at = _noun(numbers, k, end, linked=linked)
    if at is None:
        return None
    bare = not linked
    if bare and kit.code == "de" and not numbers.surface[at][0].isupper():
        return None
    if bare and kit.code in ("ru", "uk") and _SLAVIC_VERB.search(lower[at]):
        return None
    if bare and kit.code == "ar" and not lower[at].startswith("ال"):
        return None
    return numbers.surface[at]


def whole_before(numbers: Numbers, first: int) -> str | None:
    """The noun in the genitive before a share ("sakinlerin dörtte üçü"), where the language has it there."""
    if not numbers.kit.whole_before or first == 0:
        return None
    word = numbers.lower[first - 1]
    if first > 1 and word.startswith("'"):
        return numbers.surface[first - 2]
    return numbers.surface[first - 1] if _GENITIVE.search(word) and len(word) > 4 else None


def split_unit(value: str) -> tuple[str, float]:
    """ "kg 1000" as ("kg", 1000.0)."""
    unit, factor = value.split()
    return unit, float(factor)


def _noun(numbers: Numbers, k: int, end: int, *, linked: bool = False) -> int | None:
    """The token of the noun that is counted, among the next three words; behind "of the" it may look like a verb."""
    kit, lower, surface = numbers.kit, numbers.lower, numbers.surface
    nouns: list[int] = []
    for i in range(k, min(end, k + 3)):
        word = surface[i]
        verb = lower[i] in kit.cues and not (linked and i == k)
        if not word[0].isalpha() or lower[i] in kit.small or verb or lower[i] in kit.others:
            if lower[i] in kit.others and not nouns:
                continue
            break
        nouns.append(i)
    if not nouns:
        return None
    pick = nouns[0]
    if kit.code == "en":
        plural = next((i for i in nouns if lower[i].endswith("s") and not lower[i].endswith("ss")), None)
        people = next((i for i in nouns if lower[i] in _PEOPLE), None)
        pick = next((i for i in (plural, people) if i is not None), pick)
        if linked and pick == nouns[0] and len(nouns) > 1 and lower[pick].endswith("ed"):
            pick = nouns[1]  # "one tenth of the insured value"
    elif kit.code in ("ru", "uk") and len(nouns) > 1 and _SLAVIC_ADJECTIVE.search(lower[pick]):
        pick = nouns[1]
    elif kit.code == "de":
        pick = next((i for i in nouns if surface[i][0].isupper()), pick)
    if surface[pick][0].isupper() and kit.code != "de" and not surface[pick].isupper():
        return None
    return pick
