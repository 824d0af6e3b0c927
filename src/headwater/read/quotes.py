"""Where words stand in quotation marks, or after the dash of a dialogue, in every convention we know.

Offsets only; one regular expression is run once over the text, and every mark is looked at a fixed number of times,
so that ten thousand nested marks cost no more than ten thousand apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from headwater.core import Span
from headwater.read.dialogue import dialogue_turns, spoken_parts
from headwater.read.language import Language

Style = Literal["double", "single", "guillemet", "low", "dash"]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quotation marks. `span` takes the marks in, `inner` leaves them out (and the blanks beside them).

    `level` counts the quotations around it, 0 for the outermost. `closed` is False when the closing mark is missing:
    it then ends with its paragraph, or before the next opening mark. `opened` is False when the opening mark is
    missing: it then begins with its sentence, or its paragraph. `continued`: the paragraph opens with a mark (or
    none at all) only because the quotation of the paragraph before goes on. Parts of one dialogue turn, broken by
    "says Mara", share `turn`, the offset of its dash.
    """

    span: Span
    inner: Span
    style: Style
    closed: bool = True
    level: int = 0
    continued: bool = False
    opened: bool = True
    turn: int | None = None


@dataclass(slots=True)
class _Mark:
    start: int
    end: int
    family: str  # D double and low, G guillemets, g single guillemets, S single, J corner brackets
    opens: bool
    mark: str
    orphan: bool = False


@dataclass(slots=True)
class _Found:
    start: int
    end: int
    inner_start: int
    inner_end: int
    style: Style
    closed: bool = True
    opened: bool = True
    continued: bool = False
    family: str = ""


_MARKS = re.compile(r"``|''|,,(?=\w)|<<|>>|[\"“”„‟«»‹›‘’‚‛'「」『』《》]")
_FAMILY = dict.fromkeys(("``", "''", '"', "“", "”", "„", "‟", ",,"), "D")
_FAMILY |= dict.fromkeys(("«", "»", "<<", ">>"), "G")
_FAMILY |= {"‹": "g", "›": "g"} | dict.fromkeys("‘’‚‛'", "S")
_BRACKETS = {"「": "J", "」": "J", "『": "K", "』": "K", "《": "L", "》": "L"}
_FAMILY |= _BRACKETS

_BEFORE_OPENING = frozenset("([{—–-―/:¿¡…>=|*_,;.\u200b\u200e\u200f\u202a\u202b\u2066\u2067")
_QUOTES = frozenset("\"“”„‟«»‹›‘’‚‛'`")
_NOT_AFTER_OPENING = frozenset(",.;:!?)]}،؛؟")
_JOINED = frozenset("وفبلك")
_SENTENCE_END = frozenset(".!?…:؟")
# "rock 'n' roll", "'em", "'90s": an apostrophe where letters were dropped, no opening mark.
_DROPPED = re.compile(r"(?:em|til|cause|n|twas|tis|bout|round|ndrangh\w+|\d0s?)\b|\d\d\b(?!\w*['’])", re.IGNORECASE)
_INCHES = re.compile(r"\d['’′]\s?\d{1,2}(?:[.,]\d)?$")
_SOFT_BREAK = re.compile(r"[ \t]*\n[ \t]*(?=\S)")


def quoted_regions(text: str, language: Language | None = None) -> tuple[Quoted, ...]:
    """The quotations of `text`, by their first character, an outer one before those inside it.

    `language` only helps to tell a dialogue's speech from "says Mara", and says which dashes open a dialogue; all
    marks are read in all languages. Single marks that nothing closes are taken for apostrophes. Linear in the text.
    """
    found: list[_Found] = []
    carried: list[_Found] = []
    blank = 0
    for first, after in _paragraphs(text):
        marks = _roles(text, first, after)
        regions = _matched(text, first, after, marks, carried if blank < 4 else [])
        if not marks:
            # A quotation may run through paragraphs that show no mark at all, up to the one that closes it.
            blank += 1
            continue
        for skipped in _unmarked(text, carried, regions):
            found.append(skipped)
        blank = 0
        found.extend(regions)
        carried = [one for one in regions if not one.closed and one.end >= _stripped(text, first, after)]
    dropped = _single_without_end(found)
    kept = [one for i, one in enumerate(found) if i not in dropped]
    nested = _nested(text, kept, _dialogues(text, language))
    return tuple(part for quoted in nested for part in _parts(quoted, text, language))


def _parts(quoted: Quoted, text: str, language: Language | None) -> Iterator[Quoted]:
    """A quotation whose marks take in its cue («…, – said Mara. – …») as the parts that are speech."""
    if language is None or quoted.level or quoted.style == "dash" or len(quoted.inner) < 8:
        yield quoted
        return
    speech, cues = spoken_parts(text, quoted.inner, language, marks=True)
    if not cues:
        yield quoted
        return
    turn = quoted.span.start
    for number, inner in enumerate(speech):
        first = quoted.span.start if number == 0 and inner.start == quoted.inner.start else inner.start
        last = quoted.span.end if inner.end == quoted.inner.end else inner.end
        yield replace(quoted, span=Span(first, last), inner=inner, turn=turn)


def is_scare(quoted: Quoted, text: str, language: Language | None = None) -> bool:
    """True when the words in the marks are a name, a title or a word held at arm's length rather than speech.

    Speech is what ends in a stop, a comma, a question; what follows a colon; what has eight words or more; with a
    `language`, what stands beside one of its verbs of saying.
    """
    if quoted.style == "dash" or not quoted.closed or not quoted.opened or quoted.continued:
        return False
    inner = quoted.inner.of(text)
    words = inner.split()
    if len(words) >= 8 or inner[-1] in ".!?…,؟،" or inner.endswith("..."):
        return False
    before = text[max(0, quoted.span.start - 3) : quoted.span.start].rstrip()
    if before.endswith(":") and len(words) > 2:
        return False
    if all(not word[0].isalpha() or word[0].isupper() for word in words) and len(words) > 1:
        return True
    if language is not None and _cue_beside(quoted, text, language):
        return False
    return len(words) <= 4 or not before.endswith((":", ","))


def _cue_beside(quoted: Quoted, text: str, language: Language) -> bool:
    behind = re.findall(r"[\w'’]+", text[quoted.span.end : quoted.span.end + 40])[:2]
    touching = text[quoted.span.end : quoted.span.end + 2].strip()[:1]
    return touching in {",", "—", "–", "-", "،"} and any(language.cues.get(word.lower()) for word in behind)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs as half-open offsets; a line that goes on with a small letter is no new paragraph."""
    first, size = 0, len(text)
    while first < size:
        at = text.find("\n", first)
        after = size if at < 0 else at
        while after < size:
            soft = _SOFT_BREAK.match(text, after)
            if not soft or not text[soft.end()].islower() or "\n" in text[after + 1 : soft.end()]:
                break
            at = text.find("\n", soft.end())
            after = size if at < 0 else at
        if not text[first:after].isspace() and first < after:
            yield first, after
        first = after + 1


def _stripped(text: str, first: int, after: int) -> int:
    while after > first and text[after - 1].isspace():
        after -= 1
    return after


def _roles(text: str, first: int, after: int) -> list[_Mark]:
    """The marks of a paragraph that open or close something; apostrophes, feet and inches are left out."""
    raw = [(m.start(), m.end(), m[0]) for m in _MARKS.finditer(text, first, after)]
    marks: list[_Mark] = []
    open_marks: dict[str, list[str]] = {family: [] for family in ("D", "G", "g", "S", "J", "K", "L")}
    ahead = _ahead(text, first, after, raw)
    for i, (start, end, mark) in enumerate(raw):
        family = _FAMILY[mark]
        opened = open_marks[family]
        role = _role(text, first, after, start, end, mark, opened, ahead[i])
        if role is None:
            continue
        opens = role == "open"
        if opens:
            opened.append(mark)
        elif opened:
            opened.pop()
        marks.append(_Mark(start, end, family, opens, mark, role == "orphan"))
    return marks


@dataclass(slots=True)
class _Ahead:
    """What the same family holds further on in the paragraph: its next mark, and whether that one can close."""

    mark: str = ""
    closes: bool = False
    then_closes: bool = False


def _ahead(text: str, first: int, after: int, raw: Sequence[tuple[int, int, str]]) -> list[_Ahead]:
    found = [_Ahead() for _ in raw]
    latest: dict[str, tuple[str, bool]] = {}
    for i in range(len(raw) - 1, -1, -1):
        start, end, mark = raw[i]
        family = _FAMILY[mark]
        apostrophe = (
            mark in {"’", "'"} and end < after and text[end].isalnum() and start > first and text[start - 1].isalnum()
        )
        if family in latest:
            found[i].mark, found[i].closes = latest[family]
        if apostrophe:
            continue
        can_close = start > first and not text[start - 1].isspace() and not (end < after and text[end].isalnum())
        latest[family] = (mark, can_close)
    return found


def _role(
    text: str, first: int, after: int, start: int, end: int, mark: str, opened: Sequence[str], ahead: _Ahead
) -> str | None:
    before = text[start - 1] if start > first else ""
    behind = text[end] if end < after else ""
    free_before = not before or before.isspace() or before in _BEFORE_OPENING or before in _QUOTES
    # Arabic joins "and", "by", "to" to the word, and so to the mark before it.
    joined = before in _JOINED and before != "" and (start - 1 == first or not text[start - 2].isalnum())
    free_before = free_before or joined
    blank_before = not before or before.isspace() or joined
    blank_behind = not behind or behind.isspace()
    opens = free_before and not blank_behind and behind not in _NOT_AFTER_OPENING
    if before in _QUOTES and before in "”»’" and behind and not behind.isalnum():
        opens = False
    closes = not blank_before and not behind.isalnum()
    family = _FAMILY[mark]
    if family in "JKL":
        return "open" if mark in "「『《" else ("close" if opened else "orphan")
    if family == "S":
        return _single(text, start, end, after, mark, opened, before, behind, opens, closes, ahead)
    if family == "D":
        return _double(text, first, start, mark, opened, before, behind, opens, closes, ahead)
    if mark in {"<<", ">>"}:
        if mark == "<<":
            return "open" if opens and ahead.mark == ">>" else None
        return "close" if opened and opened[-1] == "<<" else None
    leftward = mark in "«‹"
    if opened:
        top = opened[-1]
        if leftward:
            if top in "»›":
                return "open" if blank_before and not blank_behind else "close"
            return "open"
        if top in "«‹<":
            return "close"
        return "open" if blank_before and behind.isalnum() else "close"
    if leftward:
        return "orphan" if closes and not opens and before not in "'’" and not blank_behind else "open"
    if blank_before and opens:
        return "open" if ahead.mark else None
    if opens and before in _BEFORE_OPENING and ahead.mark and ahead.mark in "«‹":
        return "open"
    if closes:
        return "orphan"
    spoken = text[max(first, start - 2) : start].strip()[-1:]
    return "orphan" if spoken and spoken in ".!?…," and blank_before else None


def _double(
    text: str, first: int, start: int, mark: str, opened: Sequence[str],
    before: str, behind: str, opens: bool, closes: bool, ahead: _Ahead,
) -> str | None:  # fmt: skip
    if mark in {"„", ",,", "``", "‟"}:
        if mark == ",,":
            return "open" if not before or before.isspace() or before in _BEFORE_OPENING - {","} else None
        return "open" if not (opened and closes and not opens) else "close"
    blank_before = not before or before.isspace() or (opens and before in _JOINED)
    if mark == "“":
        if opens and (blank_before or not opened or before in "“«(["):
            return "open"
        if opened:
            return "close" if not blank_before else "open"
        return "orphan" if closes and not blank_before and (not behind or not behind.isalnum()) else "open"
    if mark == "”":
        if opened:
            return "close"
        return "open" if opens and ahead.mark else ("orphan" if not blank_before else None)
    inches = before.isdigit() and (
        _INCHES.search(text[max(first, start - 8) : start]) is not None
        or not opened
        or (ahead.closes and ahead.mark == mark and behind == " " and text[start + 2 : start + 3].islower())
    )
    if inches and mark == '"':
        return None
    if opened:
        if opens and not (before and before in "—–-…,.?!)" and not ahead.closes) and (blank_before or before in "([{"):
            return "open"
        return "close"
    if opens:
        return "open"
    if blank_before:
        return "open" if behind and ahead.mark else None  # " spaced on both sides "
    if behind.isalnum():
        return "open" if behind.isupper() and ahead.closes else None
    return "orphan" if mark == '"' else None


def _single(
    text: str, start: int, end: int, after: int, mark: str, opened: Sequence[str],
    before: str, behind: str, opens: bool, closes: bool, ahead: _Ahead,
) -> str | None:  # fmt: skip
    low = bool(opened) and opened[-1] == "‚"
    if mark == "‚":
        return "open" if opens and behind.isalnum() else None
    if mark in "‘‛'" and opens and not (low and before and not before.isspace()):
        return "open" if not _DROPPED.match(text, end) or low else None
    if not opened or not closes or (mark == "‘" and not low):
        return None
    # "the workers’ pay": the plural's apostrophe, when a better closing mark is still to come.
    plural = before in "sS" and behind == " " and end + 1 < after and text[end + 1].islower()
    return None if plural and ahead.closes and ahead.mark == mark else "close"


def _style(mark: str, family: str) -> Style:
    if mark in {"„", ",,"}:
        return "low"
    return {"D": "double", "G": "guillemet", "g": "guillemet", "S": "single"}.get(family, "double")  # type: ignore[return-value]


def _matched(text: str, first: int, after: int, marks: Sequence[_Mark], carried: Sequence[_Found]) -> list[_Found]:
    """The regions of one paragraph, in order of their first character."""
    found: list[_Found] = []
    begin = first
    while begin < after and text[begin].isspace():
        begin += 1
    end = _stripped(text, first, after)
    families = sorted({mark.family for mark in marks})
    for family in families:
        mine = [mark for mark in marks if mark.family == family]
        going_on = [one for one in carried if one.family == family]
        partner: dict[int, int] = {}
        stack: list[int] = []
        last = first  # where the mark before ended
        for i, mark in enumerate(mine):
            if mark.opens:
                stack.append(i)
            elif stack:
                partner[stack.pop()] = i
            elif family != "S":
                start = begin if going_on and i == 0 else _sentence_start(text, max(last, begin), mark.start)
                if start < mark.start:
                    region = _Found(start, mark.end, start, mark.start, _style(mark.mark, family), True, False)
                    region.family = family
                    region.continued = bool(going_on) and i == 0
                    found.append(region)
            last = mark.end
        lost = set(stack)
        for i, mark in enumerate(mine):
            if not mark.opens:
                continue
            style = _style(mark.mark, family)
            if i not in lost:
                close = mine[partner[i]]
                region = _Found(mark.start, close.end, mark.end, close.start, style)
            else:
                region = _unclosed(text, end, mine, partner, lost, i, style)
            region.family = family
            region.continued = bool(going_on) and mark.start == begin
            if region.inner_start < region.inner_end:
                found.append(region)
    found.sort(key=lambda one: (one.start, -one.end))
    return found


def _unclosed(
    text: str, end: int, mine: Sequence[_Mark], partner: dict[int, int], lost: set[int], i: int, style: Style
) -> _Found:
    mark = mine[i]
    if i + 1 < len(mine) and mine[i + 1].opens:
        following = mine[i + 1]
        before = text[max(mark.end, following.start - 3) : following.start].rstrip()
        if before and before[-1] in _SENTENCE_END | {"”", '"', "»"}:
            stop = _stripped(text, mark.end, following.start)
            return _Found(mark.start, stop, mark.end, stop, style, False)
        if mark.family == "G" and i + 1 not in lost:
            # Russian and Ukrainian print one mark where two would close: «ООО «Заря», – сказал он.
            k, close = i + 1, mine[partner[i + 1]]
            while True:
                k = partner[k] + 1
                ends = re.match(r"[,.!?…]*\s*(?:[—–-]\s|$)", text[close.end : close.end + 6])
                if ends or k >= len(mine) or k in lost or not mine[k].opens:
                    break
                close = mine[partner[k]]
            return _Found(mark.start, close.end, mark.end, close.end, style)
    return _Found(mark.start, max(end, mark.end), mark.end, max(end, mark.end), style, False)


def _sentence_start(text: str, first: int, at: int) -> int:
    """Where the sentence that ends at `at` begins, not before `first`."""
    i = at - 1
    while i > first and not text[i].isalnum():
        i -= 1
    while i > first:
        if text[i] in ".!?…؟" and i + 1 < at and text[i + 1].isspace():
            i += 1
            break
        i -= 1
    while i < at and (text[i].isspace() or text[i] in ",;"):
        i += 1
    return i


def _unmarked(text: str, carried: Sequence[_Found], regions: Sequence[_Found]) -> list[_Found]:
    """Whole paragraphs between an opening and a closing mark that themselves show none."""
    if not carried or not regions or regions[0].opened or not regions[0].continued:
        return []
    found: list[_Found] = []
    for first, after in _paragraphs_between(text, carried[-1].end, regions[0].start):
        style = regions[0].style
        found.append(_Found(first, after, first, after, style, False, False, True, regions[0].family))
    return found


def _paragraphs_between(text: str, first: int, after: int) -> list[tuple[int, int]]:
    found = []
    for start, end in _paragraphs(text[first:after]):
        begin = first + start
        stop = _stripped(text, begin, first + end)
        while begin < stop and text[begin].isspace():
            begin += 1
        if begin < stop:
            found.append((begin, stop))
    return found


def _single_without_end(found: Sequence[_Found]) -> set[int]:
    """Indices of single-mark regions that nothing closes and no next paragraph takes up: apostrophes."""
    taken_up = {i for i, one in enumerate(found) if one.continued and one.family == "S"}
    dropped: set[int] = set()
    goes_on = False
    for i in range(len(found) - 1, -1, -1):
        one = found[i]
        if one.family != "S":
            continue
        if not one.closed and not goes_on:
            dropped.add(i)
        goes_on = i in taken_up and i not in dropped
    return dropped


def _dialogues(text: str, language: Language | None) -> list[Quoted]:
    return [Quoted(span, inner, "dash", turn=turn) for turn, span, inner in dialogue_turns(text, language)]


def _nested(text: str, found: Sequence[_Found], dialogues: Sequence[Quoted]) -> tuple[Quoted, ...]:
    """Levels by what lies in what; of two that cross, the later one is cut off, or left out if it is single."""
    spans: list[Quoted] = []
    for one in found:
        first, after = one.inner_start, _stripped(text, one.inner_start, one.inner_end)
        while first < after and text[first].isspace():
            first += 1
        if first < after:
            span, inner = Span(one.start, one.end), Span(first, after)
            spans.append(Quoted(span, inner, one.style, one.closed, 0, one.continued, one.opened))
    spans = [*spans, *dialogues]
    spans.sort(key=lambda quoted: (quoted.span.start, -quoted.span.end))
    out: list[Quoted] = []
    ends: list[int] = []
    for quoted in spans:
        while ends and ends[-1] <= quoted.span.start:
            ends.pop()
        if ends and quoted.span.end > ends[-1]:
            if quoted.style == "single":
                continue
            cut = ends[-1]
            if cut <= quoted.inner.start:
                continue
            quoted = replace(
                quoted, span=Span(quoted.span.start, cut), inner=Span(quoted.inner.start, min(cut, quoted.inner.end)),
                closed=False,
            )  # fmt: skip
        out.append(replace(quoted, level=len(ends)) if ends else quoted)
        ends.append(quoted.span.end)
    return tuple(out)
