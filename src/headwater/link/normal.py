"""Texts as comparable words: what republishing changes is folded away, every word keeps its place in the text.

Folded: case, accents and Arabic vowel signs, ligatures and full-width forms, the digits of other scripts (to the
same digit), invisible characters, look-alike letters of other scripts, and mojibake (UTF-8 read as a one-byte
encoding). Kept: every digit and every letter that tells two names or two numbers apart; "0" and "O" stay different.
Scripts written without spaces (Han, kana, Thai, Lao, Khmer, Burmese) give one word a character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from headwater.core import Span

Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint32]

_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")
_NO_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff]"
)


# Shown as nothing, though Unicode does not count them as format characters: the grapheme joiner, Hangul fillers,
# inherent vowels of Khmer, variation selectors, the Arabic stretching mark.
_NOT_SEEN = re.compile(
    "[\u034f\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
# Letters in black circles and squares, in the order of the alphabet; Unicode does not say which letters they are.
_IN_BLACK = {chr(first + n): chr(97 + n) for first in (0x1F150, 0x1F170) for n in range(26)}


@cache
def looks_like() -> dict[str, str]:
    """A letter and the Latin one it is compared as (`data/look_alikes.tsv`).

    Both cases of a letter fold to one, so that "Вот" and "вот" stay the same word.
    """
    table = files("headwater.link").joinpath("data/look_alikes.tsv").read_text(encoding="utf8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return {letter: latin for latin, letters in rows for letter in letters} | _IN_BLACK


@lru_cache(maxsize=65536)
def folded(char: str) -> str:
    """What one character is compared as: "" for an invisible one, several letters for a ligature.

    Accents go (combining class 200 and up, and the vowel signs of Arabic and Hebrew), as do strokes through letters and
    rings around them; the vowel signs of Indic scripts, which are letters in all but name, stay.
    """
    category = unicodedata.category(char)
    if category in ("Cf", "Cc") and char not in "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85":
        return ""
    if _NOT_SEEN.match(char):
        return ""
    if category == "Nd":
        return str(unicodedata.digit(char))
    if "\uac00" <= char <= "\ud7a3":
        return char
    latin = looks_like()
    if char.casefold() in latin:
        return latin[char.casefold()]
    apart = unicodedata.normalize("NFKD", char).casefold()
    apart = unicodedata.normalize("NFKD", apart)
    kept = "".join(c for c in apart if not _is_accent(c))
    return unicodedata.normalize("NFC", "".join(latin.get(c, c) for c in kept))


def _is_accent(char: str) -> bool:
    place = unicodedata.combining(char)
    return place >= 200 or 10 <= place <= 35 or place == 1 or unicodedata.category(char) == "Me"


def _is_word_letter(char: str) -> bool:
    return char == "_" or unicodedata.category(char)[0] in "LNM"


_BREAK, _LETTER, _WORD_ALONE, _NOTHING = 0, 1, 2, 3


class _Alphabet:
    """Tables over code points, filled as letters are met: kind, first folded letter, and the rest of ligatures."""

    def __init__(self) -> None:
        self.known = np.zeros(0x110000, bool)
        self.kind = np.zeros(0x110000, np.uint8)
        self.first = np.zeros(0x110000, np.uint64)  # mixed, so that letters near in the code are far apart
        self.long = np.zeros(0x110000, bool)
        self.more: dict[int, tuple[int, ...]] = {}

    def learn(self, points: Ints) -> None:
        new = np.unique(points[~self.known[points]])
        for point in new.tolist():
            char = chr(point)
            out = folded(char)
            if out == "":
                kind = _NOTHING
            elif _is_word_letter(out[0]):
                kind = _WORD_ALONE if _NO_SPACES.match(char) else _LETTER
            else:
                kind = _BREAK
            self.kind[point], self.first[point] = kind, _mixed(ord(out[0])) if out else 0
            if kind in (_LETTER, _WORD_ALONE) and len(out) > 1:
                self.more[point] = tuple(_mixed(ord(c)) for c in out if _is_word_letter(c))
                self.long[point] = True
            self.known[point] = True


def _mixed(code: int) -> int:
    value = ((code + 1) * 0xBF58476D1CE4E5B9) & 0xFFFFFFFFFFFFFFFF
    return value ^ (value >> 29)


_ALPHABET = _Alphabet()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some texts, in order, as arrays with one row a word.

    `key`: uint32, equal for words that compare equal (unequal words share one with a chance of 2^-31); odd for a
    character that is a word of its own, else even;
    `begin`: uint32, code-point offset into the word's own text; `size`: uint16, code points it takes there (65,535
    for more); `first`: int64, one more than there are texts: text t has the words `first[t]` to `first[t + 1] - 1`.
    """

    key: Hashes
    begin: npt.NDArray[np.uint32]
    size: npt.NDArray[np.uint16]
    first: Ints

    def __len__(self) -> int:
        return len(self.key)

    def span(self, first: int, last: int) -> Span:
        """From the first letter of word `first` to the last letter of word `last`; both of one text."""
        return Span(int(self.begin[first]), int(self.begin[last]) + int(self.size[last]))


_POWERS = np.empty(512, np.uint64)
_POWERS[0] = 1
for _i in range(1, 512):
    _POWERS[_i] = np.uint64((int(_POWERS[_i - 1]) * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF)
_ODD = np.uint64(0xBF58476D1CE4E5B9)
_CHUNK = 1 << 18  # code points at a time: the working arrays stay in the processor's cache and memory small


def words_of(texts: Sequence[str]) -> Words:
    """The words of `texts`, comparable across all texts ever given, with their places.

    Deterministic across runs and machines. Linear in the number of code points.
    """
    return joined(_chunk(batch) for batch in in_batches(texts, _CHUNK))


def joined(parts: Iterable[Words]) -> Words:
    """The words of the texts of all `parts`, in order."""
    # Grown in place: thousands of small parts joined at the end would leave as much memory unusable as they took.
    key, begin, size = np.empty(0, np.uint32), np.empty(0, np.uint32), np.empty(0, np.uint16)
    first = [np.zeros(1, np.int64)]
    done = 0
    for part in parts:
        until = done + len(part.key)
        if until > len(key):
            for column in (key, begin, size):
                column.resize(until + until // 4, refcheck=False)
        key[done:until], begin[done:until], size[done:until] = part.key, part.begin, part.size
        first.append(part.first[1:] + done)
        done = until
    for column in (key, begin, size):
        column.resize(done, refcheck=False)
    return Words(key, begin, size, np.concatenate(first))


def in_batches(texts: Iterable[str], characters: int) -> Iterator[list[str]]:
    """The texts, so many at a time that they have `characters` code points or a few more."""
    batch: list[str] = []
    size = 0
    for text in texts:
        batch.append(text)
        size += len(text)
        if size >= characters:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _chunk(texts: list[str]) -> Words:
    """The words of a few texts."""
    repaired = {i: fixed for i, text in enumerate(texts) if (fixed := repair_mojibake(text)) is not None}
    shown = [repaired[i][0] if i in repaired else text for i, text in enumerate(texts)] if repaired else texts
    coded = np.frombuffer("\n".join(shown).encode("utf-32-le", "surrogatepass"), np.uint32)
    starts_at = np.concatenate([np.zeros(1, np.int64), np.cumsum([len(text) + 1 for text in shown])])
    if not len(coded):
        none = np.empty(0, np.uint32)
        return Words(none, none, np.empty(0, np.uint16), np.zeros(len(texts) + 1, np.int64))
    points: Ints = coded.astype(np.int64)  # numpy looks up fastest by its own index type
    if not _ALPHABET.known[points].all():
        _ALPHABET.learn(points)
    kind = _ALPHABET.kind[points]
    at = None  # places of the characters that are there at all; None: all of them
    if (kind == _NOTHING).any():
        at = np.flatnonzero(kind != _NOTHING)
        kind, points = kind[at], points[at]
    # Where the word changes: at breaks, and around every character that is a word of its own.
    letter = kind != _BREAK
    opens, closes = letter.copy(), letter.copy()
    if (kind == _WORD_ALONE).any():
        opens[1:] &= (kind[1:] == _WORD_ALONE) | (kind[:-1] != _LETTER)
        closes[:-1] &= (kind[:-1] == _WORD_ALONE) | (kind[1:] != _LETTER)
    else:
        opens[1:] &= ~letter[:-1]
        closes[:-1] &= ~letter[1:]
    open_at, close_at = np.flatnonzero(opens), np.flatnonzero(closes)
    points = points[letter]
    # Index, among the letters, of each word's first.
    nth = open_at - np.cumsum(open_at - np.concatenate([np.zeros(1, np.intp), close_at[:-1] + 1]))
    values = _ALPHABET.first[points]
    if (many := _ALPHABET.long[points]).any():
        values, nth = _spell_out(points, values, nth, many)
    key = _keys(values, nth) | (kind[open_at] == _WORD_ALONE)
    if at is not None:
        open_at, close_at = at[open_at], at[close_at]
    first = np.searchsorted(open_at, starts_at)
    offset = np.repeat(starts_at[:-1], np.diff(first))
    begin, end = open_at - offset, close_at + 1 - offset
    if repaired:
        for i, (_, places) in repaired.items():
            rows = slice(int(first[i]), int(first[i + 1]))
            begin[rows], end[rows] = places[begin[rows]], places[end[rows]]
    return Words(key, begin.astype(np.uint32), np.minimum(end - begin, 65535).astype(np.uint16), first)


def _keys(values: npt.NDArray[np.uint64], nth: Ints) -> Hashes:
    """A word's key from the codes of its letters; `nth`: where each word's first letter stands among them."""
    if len(nth) == 0:
        return np.empty(0, np.uint32)
    place = np.arange(len(values))
    place -= np.repeat(nth, np.diff(np.append(nth, len(values))))
    np.minimum(place, len(_POWERS) - 1, out=place)
    whole = np.add.reduceat(values * _POWERS[place], nth)
    whole ^= whole >> np.uint64(31)
    whole *= _ODD
    return (whole >> np.uint64(32)).astype(np.uint32) & np.uint32(0xFFFFFFFE)


def _spell_out(
    points: Ints, values: npt.NDArray[np.uint64], nth: Ints, many: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.uint64], Ints]:
    """The letters with each ligature as the letters it stands for."""
    times = np.ones(len(points), np.int64)
    places = np.flatnonzero(many)
    times[places] = [len(_ALPHABET.more[p]) for p in points[places].tolist()]
    new_place = np.cumsum(times) - times
    out = np.repeat(values, times)
    for place in places.tolist():
        letters = _ALPHABET.more[int(points[place])]
        out[new_place[place] : new_place[place] + len(letters)] = letters
    return out, new_place[nth]


# UTF-8 read as Windows-1252 ("â€™", "Ã©") and, for Cyrillic, as Windows-1251 ("РџСЂРёРІРµС‚"). A lead byte's letter
# followed by the right number of continuation bytes' letters is not a word in any language; single two-byte
# sequences of cp1251 can be (Russian "Рё"), so three running are asked for there.
def _letters(encoding: str, first: int, last: int) -> str:
    chars = set()
    for byte in range(first, last + 1):
        chars.add(_one_byte(byte, encoding))
    return "".join(sorted(re.escape(c) for c in chars))


def _one_byte(byte: int, encoding: str) -> str:
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)  # what sloppy decoders leave


def _sequences(encoding: str) -> str:
    tail = f"[{_letters(encoding, 0x80, 0xBF)}]"
    two, three, four = (
        f"[{_letters(encoding, *lead)}]"
        for lead in ((0xC3 if encoding == "cp1252" else 0xD0, 0xDF), (0xE2, 0xEF), (0xF0, 0xF4))
    )
    return f"{two}{tail}|{three}{tail}{tail}|{four}{tail}{tail}{tail}"


_BROKEN_1252 = re.compile(f"(?:{_sequences('cp1252')}|Â[\xa0-\xbf])+")
_BROKEN_1251 = re.compile(f"(?:{_sequences('cp1251')}){{3,}}")
# One of these stands in every broken text worth repairing; a plain search for each costs less than one pattern.
_SIGNS = ("Ã", "â€", "Â", "Ð", "Ñ", "Ø", "Ù", "Р°", "Рѕ", "С‚")


def repair_mojibake(text: str) -> tuple[str, Ints] | None:
    """`text` with broken UTF-8 read again, and for each of its characters the offset in `text`; None if none is broken.

    The offsets have one more entry, the length of `text`. For matching and search only; a document's text stays.
    """
    if text.isascii() or not any(sign in text for sign in _SIGNS):
        return None
    found = [(m, e) for e, p in (("cp1252", _BROKEN_1252), ("cp1251", _BROKEN_1251)) for m in p.finditer(text)]
    out: list[str] = []
    places: list[Ints] = []
    done = 0
    for match, encoding in sorted(found, key=lambda pair: pair[0].start()):
        if match.start() < done:
            continue
        encoded = b"".join(_byte(c, encoding) for c in match.group())
        try:
            fixed = encoded.decode("utf8")
        except UnicodeDecodeError:
            continue
        out += [text[done : match.start()], fixed]
        widths = np.array([len(c.encode("utf8")) for c in fixed], np.int64)
        places += [np.arange(done, match.start()), match.start() + np.cumsum(widths) - widths]
        done = match.end()
    if not out:
        return None
    out.append(text[done:])
    places.append(np.arange(done, len(text) + 1))
    return "".join(out), np.concatenate(places)


def _byte(char: str, encoding: str) -> bytes:
    try:
        return char.encode(encoding)
    except UnicodeEncodeError:
        return bytes([ord(char) & 0xFF])


@lru_cache(maxsize=4096)
def _script(char: str) -> str | None:
    name = unicodedata.name(char, "").split(" ", 1)[0]
    return name if name in _SCRIPTS else None


_OTHERS = "Ͱ-ϿЀ-ԯԱ-֏Ꭰ-ᏽꭰ-ꮿⲀ-⳿ꓐ-ꓽ"
_SUSPECT = re.compile(f"[a-zA-Z]+[{_OTHERS}]|[{_OTHERS}]+[a-zA-Z]")
_FOREIGN = re.compile(f"[{_OTHERS}]")  # found or ruled out quicker than the pattern above
# Capitals and small letters that look the same as drawn; "в" and "к" only do as capitals.
_SAME_SHAPE = frozenset("аеорсухіѕјһԁԛԝӏАВЕКМНОРСТХУІЅЈԌԜ" + "οονϲϳΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹ" + "օսհցՕՏ" + "ⲟⲥⲣⲤⲎⲔⲘⲚⲞⲢⲦⲬⲨ")
# Scripts of capitals drawn like Latin ones, both cases alike.
_DRAWN_ALIKE = re.compile("[Ꭰ-ᏽꭰ-ꮿꓐ-ꓽ]")
_LETTERS_RUN = re.compile(r"[^\W\d_]+")


def look_alikes(text: str) -> tuple[Span, ...]:
    """Words with letters of another script that pass for their own, in order.

    A word counts when it mixes scripts and each foreign letter has a look-alike in the word's main script; once
    a text has such a word, words wholly of foreign look-alikes between words of the main script count, too
    (a lone Cyrillic "а" in English). Honest mixtures ("COVID-19", "Wi-Fi", "Qаtar" aside) have none: each part is one script.
    """
    if text.isascii() or not _FOREIGN.search(text) or not _SUSPECT.search(text):
        return ()
    words = [(m.start(), m.group(), tuple(_script(c) for c in m.group())) for m in _LETTERS_RUN.finditer(text)]
    tally = {s: sum(scripts.count(s) for _, _, scripts in words) for s in _SCRIPTS}
    main = max(_SCRIPTS, key=lambda s: tally[s])
    mixed = [Span(at, at + len(word)) for at, word, scripts in words if _is_disguised(word, scripts)]
    if not mixed:
        return ()
    for (_, _, before), (at, word, scripts), (_, _, after) in zip(words, words[1:], words[2:], strict=False):
        foreign = set(scripts) - {main}
        alone = len(foreign) == 1 and main not in scripts and None not in foreign
        if alone and main in before and main in after and all(c in _SAME_SHAPE for c in word):
            mixed.append(Span(at, at + len(word)))
    return tuple(sorted(mixed))


def _is_disguised(word: str, scripts: tuple[str | None, ...]) -> bool:
    kinds = {s for s in scripts if s}
    if len(kinds) < 2:
        return False
    main = max(sorted(kinds), key=scripts.count)
    if main == "LATIN":
        foreign = [c for c, s in zip(word, scripts, strict=True) if s not in (main, None)]
        return all(c in _SAME_SHAPE or (_DRAWN_ALIKE.match(c) and c.casefold() in looks_like()) for c in foreign)
    passes_for = set(looks_like().values())
    return all(folded(c) in passes_for for c, s in zip(word, scripts, strict=True) if s == "LATIN")
