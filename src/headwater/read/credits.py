"""Where a text says it comes from: brackets, datelines, bylines, label lines, desk marks, citing prose, hyperlinks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from headwater.core import Attribution, Credit, Document, Span
from headwater.core.reading import CreditRelation
from headwater.read.citing import cited_in_prose
from headwater.read.language import Language, language, language_codes
from headwater.read.outlets import Known, initials_fit, looks_like_a_name
from headwater.read.states import fold_name
from headwater.read.wordlists import listed
from headwater.read.words import Words, fold

_BRACKET = re.compile(r"\(([^()\n]{2,120})\)")
_SLASHED = re.compile(r"/([^/\n\d]{2,40})/")
_JOINT = re.compile(r"(?:\s|[,;&/.]|\band\b|\by\b|\bet\b|\bund\b|\be\b|\bи\b|\bта\b|\bve\b|و)*")
_DESK = re.compile(
    r"(?:[A-ZА-ЯІЇ]{2,4}(?:/[A-Za-zА-яІЇ]{2,4})*|(?:[^\W\d_]\.\s?){2,3}(?:/(?:[^\W\d_]\.\s?){1,3})*"
    r"|[a-zа-яіїäöü]{2,3}(?:/[a-zа-яіїäöü]{2,3})*)(?:\s+\d{3,4})?\s*$"
)
_TAIL = re.compile(r"(?:^|[.!?…\"”»)]\s+)(\([^()\n]{2,80}\))\s*([^\n()]{0,20})\s*$")
_DATELINE_MARK = re.compile(r"[^\n(]{0,80}?\(([^()\n]{2,40})\)\s*(?:--?|[–—])\s")
_DATELINE_SLASH = re.compile(r"[^\n/]{2,60}?/([^/\n\d]{2,30})/[.\s]")
_DATELINE_NAME = re.compile(r"[^\W\d_][^\n.(]{2,50}?,\s*\d[^\n.(]{1,20}?\s*[–—-]\s*([^\W\d_][^\n.,(]{1,30})\.\s")
_BY = re.compile(r"\s*[,;|]\s*|\s+[–—-]\s+|\s+(?:of|from|for|de|para|pour|für|per|для|için)\s+(?=[A-ZА-ЯÀ-Ý])")
_LABEL_WORDS = 14
# "Translation: Harbour Notes, from the Marler Bote. Mind my German." The credit ends with its sentence.
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2})\.\s+(?=[A-ZÀ-ÝА-ЯҐЄІЇ«“\"])")
_ORIGINAL = re.compile(
    r",\s+(?:from|aus|vom|nach|de|del|du|d['’]après|da|do|dal|dalla|из|от|з|за)\s+"
    r"(?:(?:the|dem|der|den|la|le|el|il|lo|los|les|l['’])\s*)?(?=[A-ZÀ-ÝА-ЯҐЄІЇ«“])"
)
_HEAD, _FOOT = 6, 5


@dataclass(frozen=True, slots=True)
class Labels:
    """Words that introduce a credit, longest first, folded; from one pack or from all."""

    labels: tuple[tuple[str, CreditRelation], ...]
    together: frozenset[str]
    agencies: frozenset[str]
    joints: frozenset[str] = frozenset()


@lru_cache(maxsize=16)
def labels_of(code: str) -> Labels:
    """The credit words of a language and of English; of every pack where the language is unknown."""
    codes = [c for c in dict.fromkeys((code, "en")) if language(c)] if language(code) else list(language_codes())
    relations: tuple[tuple[str, CreditRelation], ...] = (
        ("translation", "translated_by"), ("reprinted", "reprinted_from"), ("source_label", "taken_from"),
        ("written_by", "written_by"), ("editing", "desk"),
    )  # fmt: skip
    found: dict[str, CreditRelation] = {}
    together: set[str] = set()
    joints: set[str] = set()
    agencies: set[str] = set()
    for c in codes:
        pack = language(c)
        if pack is None:
            continue
        for key, relation in relations:
            for form in listed(pack, "credits", key):
                found.setdefault(fold(form.rstrip(" :"), c), relation)
        joints.update(pack.listed("grammar", "and"))
        together.update(fold(form, c) for form in listed(pack, "credits", "together"))
        agencies.update(fold(form, c) for form in listed(pack, "credits", "agency"))
    return Labels(
        tuple(sorted(found.items(), key=lambda f: (-len(f[0]), f[0]))),
        frozenset(together),
        frozenset(agencies),
        frozenset(joints),
    )


def find_credits(
    document: Document, words: Words, language: Language, outlets: frozenset[str] = frozenset(),
    attributions: Sequence[Attribution] = (),
) -> tuple[Credit, ...]:  # fmt: skip
    """The credits of a document, in order, none over another.

    `outlets` are names known from elsewhere. An author is a credit of relation "written_by" whose span is the name
    and whose outlet is None unless the byline names one. A body that is merely quoted is no credit.
    """
    known = Known(outlets, language)
    labels = labels_of(language.code)
    text = document.text
    lines = [words.span(first, after) for first, after in words.paragraphs]
    found: list[Credit] = []
    for n, line in enumerate(lines):
        near_head, near_foot = n < _HEAD, n >= len(lines) - _FOOT
        if not (near_head or near_foot or len(line) <= 160):
            continue
        shown = text[line.start : min(line.end, line.start + 400)]
        if near_head or near_foot or "(" in shown[:3]:
            found.extend(_bracketed(text, line, labels, known))
        if near_head or len(lines) < 40:
            found.extend(_dateline(text, line, shown, known))
        if len(line) <= 160:
            found.extend(_labelled(text, line, labels, known, near_head=near_head, near_foot=near_foot))
        if near_head and len(line) <= 80:
            found.extend(_signed(text, line, known))
    found.extend(_tail(text, lines, labels, known))
    found.extend(_desk(document, lines, found))
    own = frozenset(
        fold_name(name) for name in (document.outlet, *(c.outlet for c in found if c.relation == "agency")) if name
    )
    found.extend(
        c for c in cited_in_prose(words, language, known, attributions) if fold_name(c.outlet or "") not in own
    )
    found.extend(_hyperlinked(document, known))
    return _apart(found)


def _apart(found: Iterable[Credit]) -> tuple[Credit, ...]:
    """In order; of two over the same words, the one found first. A hyperlink may lie on a credit in words."""
    kept: list[Credit] = []
    taken: dict[int, Credit] = {}
    for credit in found:
        if any(
            at in taken for at in (credit.span.start, credit.span.end - 1, (credit.span.start + credit.span.end) // 2)
        ):
            continue
        for at in range(credit.span.start, min(credit.span.end, credit.span.start + 400)):
            taken[at] = credit
        kept.append(credit)
    return tuple(sorted(kept, key=lambda c: c.span))


def _bracketed(text: str, line: Span, labels: Labels, known: Known) -> Iterator[Credit]:
    """A line of nothing but brackets (and a desk mark): "(The Ferry Post) and (Faro)"."""
    shown = line.of(text) if len(line) <= 300 else ""
    if not shown.startswith("("):
        return
    at = 0
    credits: list[Credit] = []
    while match := _BRACKET.match(shown, at):
        inside = Span(line.start + match.start(), line.start + match.end())
        credits.extend(_inside(text, inside, labels, known))
        joint = _JOINT.match(shown, match.end())
        at = joint.end() if joint else match.end()
    if at >= len(shown.rstrip()) or _DESK.match(shown[at:].strip()):
        yield from credits


def _inside(text: str, bracket: Span, labels: Labels, known: Known) -> Iterator[Credit]:
    """What one bracket credits: an outlet, "H. A., with SNA", "Reporting by A; Editing by B"."""
    inner = text[bracket.start + 1 : bracket.end - 1]
    folded = inner.lower().replace("’", "'")
    introduced = any(
        folded.startswith(label + ":") or (folded.startswith(label + " ") and label not in labels.together)
        for label, _ in labels.labels
    )
    if ";" in inner or introduced:
        at = bracket.start + 1
        for part in inner.split(";"):
            piece = _stripped(text, at, at + len(part))
            if piece:
                yield from _labelled(text, piece, labels, known, near_head=True, near_foot=True)
            at += len(part) + 1
        return
    names = [_after_together(part.strip(), labels) for part in re.split(r"\s*[,/]\s*", inner)]
    wire = next((n for n, (_, marked) in enumerate(names) if marked), None)
    if wire is not None:
        # "H. A., avec SNA et Ondes": all that follow the word are agencies.
        rest = [one for name, _ in names[wire:] for one in _several(name, labels, known)]
        agencies = [name for name in rest if name and looks_like_a_name(name) and not _initials(name)]
        yield from _each(text, bracket, agencies)
        return
    for name, _ in names:
        if name and looks_like_a_name(name) and not _initials(name):
            yield Credit(bracket, name, "agency" if known.agency(name) else "taken_from")
            return


def _several(name: str, labels: Labels, known: Known) -> list[str]:
    """The names in "SNA et Ondes-Presse"; the whole where no part is known for an outlet's name or mark."""
    words = name.split()
    for n in range(1, len(words) - 1):
        if words[n].lower() not in labels.joints:
            continue
        left = " ".join(words[:n])
        right, _ = _after_together(" ".join(words[n + 1 :]), labels)
        if any(part.isupper() or known.outlet(part) for part in (left, right)) and all(
            looks_like_a_name(part, strict=True) for part in (left, right)
        ):
            return [left, *_several(right, labels, known)]
    return [name]


def _each(text: str, bracket: Span, names: Sequence[str], relation: CreditRelation = "agency") -> Iterator[Credit]:
    """A credit for each name, the words of `bracket` shared out among them."""
    start = bracket.start
    for n, name in enumerate(names):
        if start >= bracket.end:
            return
        at = text.find(name, start, bracket.end)
        end = at + len(name) if at >= 0 and n + 1 < len(names) else bracket.end
        yield Credit(Span(start, end), name, relation)
        start = end
        while start < bracket.end and text[start] in " ,/":
            start += 1


def _initials(name: str) -> bool:
    return bool(re.fullmatch(r"(?:[^\W\d_]\.\s?)+", name))


def _after_together(piece: str, labels: Labels) -> tuple[str, bool]:
    """The name in "avec l'agence SNA" / "mit dpa", and whether it was put so."""
    parts = piece.replace("’", "'").split()
    marked = False
    while parts and (parts[0].lower() in labels.together or parts[0].lower() in labels.agencies
                     or parts[0].lower().removeprefix("l'") in labels.agencies or (marked and parts[0].lower() in _ARTICLES)):  # fmt: skip
        marked = True
        parts = parts[1:]
    return " ".join(parts), marked


_ARTICLES = frozenset(
    ["the", "la", "le", "l'", "les", "el", "los", "die", "der", "das", "den", "dem", "o", "a", "os", "il", "lo", "gli"]
)


def _dateline(text: str, line: Span, shown: str, known: Known) -> Iterator[Credit]:
    """The agency in a dateline: "PORT SABHA, Oct 19 (Meridian Wire) -", "/TASS/", "19 окт — РИА Новости."."""
    start = shown[:160]
    if "(" not in start and "/" not in start and "–" not in start and "—" not in start and "-" not in start:
        return
    match = _DATELINE_MARK.match(start)
    if (
        match
        and looks_like_a_name(match[1])
        and not any(c in ".!?" for c in shown[: match.start(1) - 1].replace("Oct.", "").rstrip(" .")[-1:])
    ):
        before = shown[: match.start(1) - 1].strip()
        # What stands before the bracket is a place and a date, not a sentence.
        if len(before.split()) <= 7 and not (
            len(before.split()) > 4 and before[-1:].islower() and not any(c.isdigit() for c in before)
        ):
            yield Credit(_at(line, match, 1, brackets=True), match[1].strip(), "agency")
            return
    for pattern in (_DATELINE_SLASH, _DATELINE_NAME):
        match = pattern.match(shown[:120])
        if match and looks_like_a_name(match[1]) and len(shown[: match.start(1)].split()) <= 7:
            if pattern is _DATELINE_NAME and not known.outlet(match[1]):
                continue
            yield Credit(_at(line, match, 1), match[1].strip(), "agency")
            return


def _at(line: Span, match: re.Match[str], group: int, *, brackets: bool = False) -> Span:
    wider = 1 if brackets else 0
    return Span(line.start + match.start(group) - wider, line.start + match.end(group) + wider)


def _labelled(
    text: str, line: Span, labels: Labels, known: Known, *, near_head: bool, near_foot: bool
) -> Iterator[Credit]:
    """A line that begins with a credit word: "Translation: X", "By A of B", "Originally published in X"."""
    shown = line.of(text)
    if sentence := _SENTENCE_END.search(shown):
        line = Span(line.start, line.start + sentence.start())
        shown = line.of(text)
    folded = shown.lower().replace("’", "'")
    if len(shown.split()) > _LABEL_WORDS:
        return
    for label, relation in labels.labels:
        if not folded.startswith(label):
            continue
        rest = shown[len(label) :]
        colon = rest.lstrip().startswith((":", "："))
        if not (colon or rest[:1].isspace()) or not rest.strip(" :："):
            continue
        if not colon and relation in ("written_by", "taken_from") and not near_head:
            continue
        start = line.start + len(label) + len(rest) - len(rest.lstrip(" :：\t"))
        name = _stripped(text, start, line.end)
        if name is None or not looks_like_a_name(_head(name.of(text)), strict=not colon):
            return
        original = _ORIGINAL.search(name.of(text)) if relation == "translated_by" else None
        if original and (taken := _stripped(text, name.start + original.end(), name.end)):
            # Who translated stands first, from whom it was taken behind it.
            yield Credit(taken, taken.of(text).strip(" ."), "taken_from")
            line = Span(line.start, name.start + original.start())
            name = Span(name.start, line.end)
        yield from _of_label(text, line, name, relation, known, labels)
        return


def _head(name: str) -> str:
    return _BY.split(name, maxsplit=1)[0]


def _of_label(
    text: str, line: Span, name: Span, relation: CreditRelation, known: Known, labels: Labels
) -> Iterator[Credit]:
    written = name.of(text)
    parts = [p for p in _BY.split(written) if p]
    if relation in ("written_by", "desk"):
        outlet = next((p for p in parts[1:] if known.outlet(p)), None)
        if outlet is None and known.outlet(written):
            outlet = written
        if outlet:
            yield Credit(line, outlet, "written_by" if relation == "written_by" else "desk")
        elif relation == "written_by":
            yield Credit(Span(name.start, name.start + len(parts[0].rstrip(" ."))), None, "written_by")
        else:
            yield Credit(line, None, "desk")
        return
    whole = written if known.outlet(written) and "," not in written else parts[0]
    outlet = next((p for p in parts[1:] if known.outlet(p) and not known.outlet(written)), whole).strip(" .")
    several = _several(outlet, labels, known) if relation == "taken_from" else [outlet]
    if len(several) > 1:
        yield from _each(text, line, several, relation)
        return
    yield Credit(line, outlet.removesuffix("."), relation)


def _signed(text: str, line: Span, known: Known) -> Iterator[Credit]:
    """A byline without a label: "Selma Kaya, Meridian Wire"."""
    shown = line.of(text)
    name, comma, outlet = shown.partition(",")
    if not comma:
        name, comma, outlet = shown.partition("|")
    outlet = outlet.strip()
    if comma and 2 <= len(name.split()) <= 4 and looks_like_a_name(name, strict=True) and known.outlet(outlet):
        yield Credit(line, outlet, "written_by")


def _tail(text: str, lines: Sequence[Span], labels: Labels, known: Known) -> Iterator[Credit]:
    """A bracket after the last sentence of a text: "The ship left. (SNA) t.k."."""
    for line in lines[-3:]:
        start = max(line.start, line.end - 200)
        match = _TAIL.search(text[start : line.end])
        if match and (not match[2] or _DESK.match(match[2].strip())):
            bracket = Span(start + match.start(1), start + match.end(1))
            for credit in _inside(text, bracket, labels, known):
                # "(Laughter)" ends a line, too: one plain word is no outlet.
                name = credit.outlet or ""
                if (
                    credit.relation in ("written_by", "desk", "agency")
                    or " " in name
                    or known.outlet(name)
                    or name.isupper()
                ):
                    yield credit


def _desk(document: Document, lines: Sequence[Span], found: Sequence[Credit]) -> Iterator[Credit]:
    """Initials of the desk under a text, credited where they fit the outlet or the translator; else to nobody."""
    text = document.text
    for n, line in enumerate(lines[-3:]):
        if len(lines) - 3 + n < 2 and len(lines) > 3:
            continue
        start = line.start
        for credit in found:
            if line.start <= credit.span.start and credit.span.end <= line.end:
                start = max(start, credit.span.end)
        mark = _stripped(text, start, line.end)
        if mark is None or len(mark) > 20 or len(lines) < 2 or (start == line.start and n < len(lines[-3:]) - 2):
            continue
        if not _DESK.fullmatch(mark.of(text)) or not any(c.isalpha() for c in mark.of(text)):
            continue
        candidates = [document.outlet, *(c.outlet for c in found if c.relation == "translated_by"),
                      *(c.outlet for c in found if c.span.overlaps(line))]  # fmt: skip
        first = re.split(r"[/\s]", mark.of(text))[0]
        outlet = next((o for o in candidates if o and initials_fit(first, o)), None)
        yield Credit(mark, outlet, "desk")


def _hyperlinked(document: Document, known: Known) -> Iterator[Credit]:
    own = (document.domain or urlsplit(document.url or "").hostname or "").removeprefix("www.")
    for link in document.hyperlinks:
        host = (urlsplit(link.url).hostname or "").removeprefix("www.")
        if link.span is None or not host or (own and (host == own or host.endswith("." + own))):
            continue
        outlet = link.words.strip() if known.outlet(link.words.strip()) else host
        yield Credit(link.span, outlet, "taken_from", url=link.url)


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return Span(start, end) if start < end else None
