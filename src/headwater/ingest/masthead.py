"""Under whose name a text stands, as its first and last lines say: letterhead, dateline, copyright, translator."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache

from headwater.ingest.dates import find_dates, labels
from headwater.ingest.head import Line, word_list
from headwater.ingest.outlets import Register

_MARK = re.compile(r"[(\[/]\s*(?P<name>[^\W\d_][^()\[\]/\n]{1,39}?)\s*[)\]/]")
_DASH = re.compile(r"\s*(?:г\.|р\.)?[.,]?\s*(?:[(\[/][^()\[\]/\n]{1,40}[)\]/])?[.,]?\s*(?:--|—|–|―|-|:)(?=\s)")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[\s:,©]*(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?[\s,.:]*(?P<name>[^\W\d_][^|.,;()\n]{1,60})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:\||•|·|–|—|\s-\s|,|;)\s*")
_FIRST_LETTERS = re.compile(r"(?:^|(?<=[-«“\"(]))[^\W\d_]")
# The legal form that a firm writes behind its name: "MARR & COLE LTD", "CEDRA SEGURANÇA, S. A.".
_FORM = re.compile(
    r",?\s+(?:S\.\s?A\.(?:\s?S\.)?|S\.?p\.?A\.?|S\.?r\.?l\.?|S\.\s?L\.|Ltd\.?|LTD\.?|Inc\.?|INC\.?|plc|PLC|LLC|GmbH|GMBH|AG|Lda\.?|LDA\.?"
    r"|Ltda\.?|A\.\s?Ş\.)(?=\s*$)"
)
# How adjectives before a head noun end in Russian and Ukrainian: "ГОСУДАРСТВЕННОЕ СОБРАНИЕ …".
_RANKED = ("ое", "ая", "ий", "ый", "ой", "ее", "яя", "ие", "ые", "на", "не", "ні", "ка", "ке", "кий", "ний")
_CAPITAL_ELISION = re.compile(r"\b([LDld])(['’])(\w)")


@dataclass(frozen=True, slots=True)
class Masthead:
    """The outlet, its title and byline, as far as the lines tell; None for what they do not."""

    outlet: str | None = None
    outlet_from: str | None = None
    title: str | None = None
    byline: str | None = None


def masthead_of(text: str, lines: list[Line], tail: list[Line], language: str | None, register: Register) -> Masthead:
    """What the first and last lines say. Of several signs of the outlet the most outspoken one counts.

    In order: a letterhead; a copyright line; a translation signed by an outlet below credits to others; the
    agency's mark in the dateline. A mark at the end alone may as well be a credit and names no outlet. A byline such as
    "Ana Prado, Meridian Wire" names whom the text is taken from and is no sign of who prints it.
    """
    byline_at, byline = _byline(lines)
    title = _title(text, lines, language, byline_at)
    for sign in (
        _letterhead(text, lines, language, register),
        _copyright(tail, register),
        _translator(tail, register),
        _below_headline(text, lines, language, register),
        _dateline(text, lines, language, register),
    ):
        if sign:
            own = sign[1] in ("letterhead", "first line")
            return Masthead(sign[0], sign[1], None if own else title, byline)
    return Masthead(None, None, title, byline)


# ---------------------------------------------------------------- letterhead


def _letterhead(text: str, lines: list[Line], language: str | None, register: Register) -> tuple[str, str] | None:
    # "FOR IMMEDIATE RELEASE" and the date may stand above the letterhead.
    seen = 0
    while seen < min(3, len(lines) - 1) and (
        _is_paper(lines[seen].words) or _only_date(text, lines[seen], language) or _is_state(lines[seen].words)
    ):
        seen += 1
    lines, above = lines[seen:], lines[:seen]
    if not lines or lines[0].running or _dateline(text, lines[:1], language, register):
        return None
    first = lines[0].words.strip("*#=_~ ")
    pieces = [piece for piece in _BETWEEN.split(_FORM.sub("", first)) if piece]
    if not pieces:
        return None
    name = pieces[0].strip()
    dated = any(written.year for written in find_dates(text, lines[0].start, lines[0].end, language))
    known = register.find(name)
    if known and (len(pieces) == 1 or dated or _is_paper(pieces[1])):
        return known.name, "first line"
    words = name.lower().split()
    if not 1 <= len(words) <= 9 or name[-1:] in ".!?…:" or words[0] in word_list("taken_from") | word_list("by"):
        return None
    capitals, titled = name.isupper(), _titled(name)
    body, paper = _is_body(name), _is_outlet_name(name) and titled
    # "HARBOURWIRE WEEKLY | Monday 21 October 2024"; before a comma or dash, capitals may as well be a place.
    barred = bool(re.match(r"\s*[|•·]", first[len(name) :]))
    placed = len(pieces) == 2 and name.isupper() and pieces[1].isupper() and len(pieces[1].split()) <= 3
    if placed and body and len(lines) > 1 and _is_paper(lines[1].words):
        # "REGIONAL HARBOUR LABORATORY, VELMORA", and below it what kind of paper this is
        return _written_out(name, text, lines[0]), "letterhead"
    if len(pieces) > 1:
        if (dated and (body or paper or (capitals and barred))) or (body and any(map(_is_paper, pieces[1:]))):
            return _written_out(name, text, lines[0]), "first line" if dated else "letterhead"
        return None
    # A headline can be in capitals and name a ministry, too: what follows a letterhead is a department,
    # the kind of paper or a date, on lines as short as itself. A name in small letters needs more than a date.
    short = list(itertools.takewhile(lambda line: not line.running, lines[1:6]))
    papers = any(_is_paper(line.words) for line in (*above, *short[:4]))
    if papers and (body or _is_body(name, loosely=titled) or (capitals and len(words) <= 6 and not _is_headline(name))):
        return _written_out(name, text, lines[0]), "letterhead"
    if body and capitals and any(_is_body(line.words) for line in short[:3]):
        return _written_out(name, text, lines[0]), "letterhead"
    dated_at = next((at for at, line in enumerate(short[:3]) if _is_dated(text, line, language)), None)
    if paper and dated_at != 0 and short and not _titled(short[0].words) and not _is_headline(name):
        # "Correo de Velmora" right above the headline, or set off above headline and first sentence
        after = lines[2].words if len(lines) > 2 else ""
        if not short[0].gap or (short[0].words[-1] not in ".!?…:" and after[-1:] in '.!?…”"»' and lines[2].gap):
            return _written_out(name, text, lines[0]), "first line"
    if dated_at is None:
        return None
    quoted = re.fullmatch(r"\w+ [«“\"][^«»“”\"]+[»”\"]", name)
    if (capitals and (body or paper)) or (paper and dated_at == 0 and not lines[1].gap) or quoted:
        return _written_out(name, text, lines[0]), "letterhead"
    # A name, the date right below, and then a headline of its own: a headline comes once.
    below = lines[2:4]
    if (
        dated_at == 0
        and not lines[1].gap
        and titled
        and 2 <= len(words) <= 6
        and not _is_headline(name)
        and len(below) == 2
        and below[0].gap
        and not (below[0].running or below[0].words[-1] in ".!?…:")
        and below[1].gap
        and below[1].words[-1] in '.!?…”"»'
    ):
        return _written_out(name, text, lines[0]), "first line"
    return None


def _is_dated(text: str, line: Line, language: str | None) -> bool:
    """True for a line of at most twelve words with a whole date."""
    return len(line.words.split()) <= 12 and any(w.year for w in find_dates(text, line.start, line.end, language))


def _is_state(words: str) -> bool:
    """True for "República de Sorelia": up to five words, one of them for a state."""
    parts = words.lower().split()
    return len(parts) <= 5 and bool(word_list("states") & set(parts)) and not _is_headline(words)


def _is_headline(words: str) -> bool:
    """True when one of the words is a verb that headlines are made with."""
    return bool(word_list("headline") & set(re.findall(r"[\w'’-]+", words.lower())))


def _below_headline(text: str, lines: list[Line], language: str | None, register: Register) -> tuple[str, str] | None:
    """The outlet in "The Velmora Ledger, 18 November 2024" on the line below the headline."""
    for line in lines[1:3]:
        name, comma, _ = line.words.partition(",")
        if comma and not line.running and len(name.split()) <= 6 and _is_dated(text, line, language):
            known = register.find(name)
            if known or (_is_outlet_name(name) and _titled(name)):
                return (known.name if known else name), "first lines"
    return None


def _only_date(text: str, line: Line, language: str | None) -> bool:
    """True for a line of at most five words around a date."""
    return (
        len(line.words.split()) <= 5
        and "|" not in line.words
        and any(True for _ in find_dates(text, line.start, line.end, language))
    )


def _titled(name: str) -> bool:
    """True when every word but the small ones begins with a capital, or the script has none."""
    words = [word for word in re.findall(r"[\w'’-]+", name) if word.lower() not in word_list("small")]
    return all(word[0].isupper() or word[0].lower() == word[0].upper() for word in words)


def _is_paper(words: str) -> bool:
    """True for "Press Office", "Mise au point": what a paper is or which department put it out."""
    plain = words.strip(" .:*#").lower()
    return plain in word_list("papers") or plain.startswith(_paper_starts())


@cache
def _paper_starts() -> tuple[str, ...]:
    """ "Certificate No. …", "Press release of …", "Protokoll vom …": a kind of paper with what follows it."""
    after = (
        ",",
        ":",
        " no",
        " nr",
        " n",
        " №",
        " — ",
        " – ",
        " of ",
        " on ",
        " sur ",
        " sobre ",
        " su ",
        " zu ",
        " zum ",
        " zur ",
        " о ",
        " об ",
        " про ",
        " (",
        " vom ",
        " от ",
        " від ",
        *(f" {n}" for n in range(10)),
    )
    return tuple(f"{paper}{mark}" for paper in sorted(word_list("papers")) for mark in after)


def _is_body(name: str, loosely: bool = False) -> bool:
    """True for the name of a body: its head noun, what it is of, and no verb that could follow.

    "Ministry of Supply", "Harbour Board", "وزارة النقل" are; "Ministry warns of shortage" is not.
    `loosely` takes a name right after the noun, too: "Bezirksamt Nordstadt".
    """
    words = re.findall(r"[\w'’&-]+", name.lower())
    bodies, joiners = word_list("bodies"), word_list("joiners")
    if _is_headline(name):
        return False
    for at, word in enumerate(words):
        if at > 4 or (word not in bodies and not (len(word) > 5 and word.endswith(_compounds()))):
            continue
        after = words[at + 1 :]
        if len(after) > 1 and after[0] in word_list("ranks"):
            after = after[1:]
        if loosely and at == 0 and len(after) <= 2:
            return True
        if not after or after[0] in joiners or re.match(r"(?:d|l|de l)['’]", after[0]):
            return True
        # Where a genitive needs no joining word, the name may go straight on.
        free = not word.isascii() and not re.match(r"[a-zà-ÿ]", word) and len(after) <= 5
        if free and (at == 0 or (name.isupper() and all(before.endswith(_RANKED) for before in words[:at]))):
            return True
    return False


@cache
def _compounds() -> tuple[str, ...]:
    """Endings of German compounds that name a body: Hafenamt, Umweltministerium."""
    return tuple(sorted(word[1:] for word in word_list("bodies") if word.startswith("*")))


def _is_outlet_name(name: str) -> bool:
    """True when the last word, or the first of two or three, is one that newspapers and sites are called by."""
    words = re.findall(r"[\w'’-]+", name.lower())
    known = word_list("outlets")
    if len(words) > 2 and words[0] in ("the", "el", "la", "le", "il", "lo", "der", "die", "das", "o", "a"):
        words = words[1:]
    elif len(words) == 2 and words[0] in ("the", "el", "la", "le", "il", "lo", "der", "die", "das", "o", "a"):
        return words[1] in known
    return 1 < len(words) <= 5 and (words[-1] in known or words[0] in known)


def _written_out(name: str, text: str, line: Line) -> str:
    """A name in capitals as it is written elsewhere in the text, else with capitals at its words' beginnings."""
    if not name.isupper() or (len(name) <= 5 and " " not in name):
        return name
    again = re.search(re.escape(name), text[line.end : line.end + 20_000], re.IGNORECASE)
    if again and not again.group().isupper() and not again.group().islower():
        return again.group()
    small = word_list("small")
    written = []
    for at, word in enumerate(name.split()):
        lower = word.lower()
        if at and lower in small:
            written.append(lower)
        elif len(word) <= 4 and not re.search(r"[AEIOUYÀ-ÖØ-ÝАЕЁИОУЫЭЮЯІЇЄ]", word):
            written.append(word)  # "ТРК": letters that cannot be said are spelt
        else:
            capital = _FIRST_LETTERS.sub(lambda m: m[0].upper(), lower)
            written.append(
                _CAPITAL_ELISION.sub(lambda m: m[1].lower() + m[2] + m[3].upper(), capital) if at else capital
            )
    return " ".join(written)


# ---------------------------------------------------------------- dateline, copyright, translator


def _dateline(text: str, lines: list[Line], language: str | None, register: Register) -> tuple[str, str] | None:
    """The agency in "PORT SABHA, 18 Oct. (SNA) --", "(Meridian Wire) -", "МОСКВА, 18 октября. /ТАСС/."."""
    for line in lines:
        start = text[line.start : line.start + 120]
        for match in _MARK.finditer(start):
            before, after = start[: match.start()], start[match.end() :]
            slashed = match.group()[0] == "/"
            if not re.match(r"[.,]?\s*(?:--|—|–|―|-|:)\s" if not slashed else r"[.,]?\s*(?:--|—|–|-)?\s", after):
                continue
            place = re.split(r"[,.(]", before)[0].strip()
            name = match["name"].strip(" .")
            known = register.find(name)
            if after.lstrip(" .,").startswith(":") and not known and not name.isupper():
                # "THE MINISTER (A. Prado): …" speaks; "VELMORA (SNA): …" is dated there.
                continue
            placed = bool(place) and (place.isupper() or place.lower() == place.upper() or "," in before)
            placed = placed or (known is not None and place[:1].isupper() and len(place.split()) <= 3)
            dated = any(True for _ in find_dates(text, line.start, line.start + match.start(), language))
            if before.strip() and (not placed or len(before) > 70 or (not dated and not place.isupper() and not known)):
                continue
            if not before.strip() and not known and not (name.isupper() and len(name) <= 10):
                continue
            if not known and (any(True for _ in find_dates(name)) or name[0].lower() == name[0] != name[0].upper()):
                continue
            return (known.name if known else name), "dateline"
    for line in lines[:2]:
        if unmarked := _agency_after_place(text[line.start : line.start + 100], register):
            return unmarked, "dateline"
    return None


def _agency_after_place(start: str, register: Register) -> str | None:
    """The agency in "МОСКВА, 9 мар - РИА Новости.", "КИЇВ. 9 березня. УНІАН.", "دمشق-سانا": one the register knows."""
    at = 0
    for number, separator in enumerate(re.finditer(r"\s*[.,/()–—:\n]+\s*|\s*-\s*|$", start)):
        part, at = start[at : separator.start()].strip(), separator.end()
        if number > 3 or len(part.split()) > 4:
            return None
        known = register.find(part) if number and part else None
        if known and known.kind == "agency" and not separator.group().strip().startswith((",", "(", ")")):
            return known.name
        if number == 0 and not (part[:1].isupper() or part[:1].lower() == part[:1].upper()):
            return None
    return None


def copyright_of(line: str) -> str | None:
    """The name in "© 2021 Velmora Courier. All rights reserved.", or None."""
    match = _COPYRIGHT.search(line)
    if not match:
        return None
    name = re.sub(r"\s*(?:\ball rights.*|\b(?:19|20)\d\d.*)$", "", match["name"], flags=re.IGNORECASE).strip(" -–—")
    capital = name[:1].isupper() or name[:1].lower() == name[:1].upper()
    return name if len(name) > 2 and len(name.split()) <= 6 and capital else None


def _copyright(tail: list[Line], register: Register) -> tuple[str, str] | None:
    for line in reversed(tail):
        name = copyright_of(line.words) if len(line.words) < 200 else None
        if name:
            known = register.find(name)
            return (known.name if known else name), "copyright line"
    return None


@cache
def _translation() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(word_list("translation"), key=lambda word: (-len(word), word)))
    return re.compile(
        rf"[(\[*_]*\s*(?:{words})\s*[:：]?\s*(?P<name>[^\W\d_][^()\[\]\n]{{1,60}}?)[\s)\]*_.]*$", re.IGNORECASE
    )


_CREDIT = re.compile(
    r"[(\[][^\W\d_][^()\[\]]{1,60}[)\]](?:[\s,;]*(?:\w{1,3}\s+)?[(\[][^\W\d_][^()\[\]]{1,60}[)\]])*[\s.]*$"
)


def _translator(tail: list[Line], register: Register) -> tuple[str, str] | None:
    """The outlet in a "Translation: …" line; the text's own outlet where a line before credits the text to others.

    A person who translated is no outlet: the name is one the register knows, or one that outlets are called by.
    """
    for at in range(len(tail) - 1, -1, -1):
        match = _translation().match(tail[at].words)
        if not match:
            continue
        name = match["name"].strip()
        known = register.find(name)
        credited = any(
            _CREDIT.match(line.words) or (line.words.endswith(")") and "(" in line.words) for line in tail[:at]
        )
        if known:
            return known.name, "translation line"
        if credited and _is_outlet_name(name):
            return name, "translation line"
    return None


# ---------------------------------------------------------------- title and byline


def _byline(lines: list[Line]) -> tuple[int, str | None]:
    """The line that starts with "By" in one of the languages, or "Name Surname, Outlet"; its index, or -1."""
    for at, line in enumerate(lines[:5]):
        words = line.words.strip("*_ ")
        first, _, rest = words.partition(" ")
        if (
            len(words) <= 120
            and first.lower().rstrip(":") in word_list("by")
            and 1 <= len(rest.split()) <= 12
            and (rest[:1].isupper() or rest[:1].lower() == rest[:1].upper())
            and words[-1] not in ".!?:"
            and (at > 0 or first.lower().rstrip(":") in ("by", "par", "por", "автор", "بقلم"))
        ):
            return at, re.split(r"\s+[|•·]\s+", rest.strip())[0]
        if at and re.fullmatch(r"(?:[^\W\d_][\w.'’-]*\s+){1,3}[^\W\d_][\w.'’-]+,\s*[^\W\d_][^.!?:;\n]{2,50}", words):
            parts = words.partition(",")
            if (
                all(word[0].isupper() or word[0].lower() == word[0].upper() for word in parts[0].split())
                and len(words.split()) <= 8
            ):
                return at, words
    return -1, None


@cache
def _label_first() -> re.Pattern[str]:
    words = sorted(
        (word for kind in ("published", "modified") for word in labels(kind)), key=lambda word: (-len(word), word)
    )
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)


def _title(text: str, lines: list[Line], language: str | None, byline_at: int) -> str | None:
    """The first line where it is a heading: short, without a full stop, set off from what follows."""
    if len(lines) < 2 or byline_at == 0:
        return None
    first = lines[0]
    words = first.words.strip("#*_ ")
    if first.running or not words or len(words) > 200 or words[-1] in ".,;:" or len(words.split()) < 3:
        return None
    if not (lines[1].gap or byline_at == 1) or words[0] in "(–—-":
        return None
    if _only_date(text, first, language) or _label_first().match(words):
        return None
    if _is_body(words) or (
        _DASH.search(words[:60]) and any(True for _ in find_dates(text, first.start, first.start + 60, language))
    ):
        return None
    return words
