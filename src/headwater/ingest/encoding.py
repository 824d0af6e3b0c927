"""Bytes to text: which encoding a file is in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from headwater.ingest.language import common_words, language_of

# Files that start so are no text, whatever their name says.
MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
)
# How much of a file is looked at when its encoding has to be told from its words.
SAMPLE = 60_000
# One-byte encodings of the languages we have words for. The order decides between equals.
CANDIDATES = ("cp1252", "cp1251", "cp1254", "cp1256", "koi8-r", "koi8-u", "iso-8859-5", "iso-8859-6", "cp866", "cp1250")

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_WORD = re.compile(r"[^\W\d_]+")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,30})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,30})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file, the encoding it was read in, and a note where bytes had to be replaced."""

    text: str
    encoding: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class NoText:
    """Why a file is not text."""

    reason: str


def declared_charset(raw: bytes) -> str | None:
    """The encoding a page or XML file names in its first 2,000 bytes, if Python knows it."""
    found = _META.search(raw[:2_000]) or _XML.search(raw[:2_000])
    if not found:
        return None
    try:
        name = codecs.lookup(found.group(1).decode("ascii")).name
    except LookupError:
        return None
    # HTML's own rule: what calls itself Latin-1 or ASCII is read as Windows-1252.
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def decode(
    raw: bytes, declared: str | None = None, fallback: Iterable[str] = ("cp1252", "latin-1")
) -> Decoded | NoText:
    """`raw` as text, newlines and blanks as they are, or why it is none.

    Order of trust: byte order mark; strict UTF-8; UTF-16 without mark; `declared`; UTF-8 with a few broken
    bytes (replaced by U+FFFD, noted); the one-byte encoding whose words are known; charset-normalizer; `fallback`.
    A mark is kept in UTF-8 (U+FEFF, as Python's `utf8` does) and is no character in UTF-16 and UTF-32.
    """
    for magic, what in MAGIC:
        if raw.startswith(magic):
            return NoText(f"binary: {what}")
    wide = _wide(raw)
    if wide:
        try:
            return _checked(raw.decode(wide), wide)
        except UnicodeDecodeError as error:
            return NoText(f"binary: looks like {wide}, but byte {error.start} is no character of it")
    if b"\0" in raw:
        return NoText("binary: it has NUL bytes")
    try:
        return _checked(raw.decode("utf8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if declared and declared not in ("utf-8", "utf-16", "utf-16-le", "utf-16-be"):
        try:
            return _checked(raw.decode(declared), declared)
        except UnicodeDecodeError:
            pass
    mended = raw.decode("utf8", "replace")
    broken = mended.count("\ufffd")
    whole = sum(1 for character in mended[:SAMPLE] if character > "\x7f" and character != "\ufffd")
    # In a one-byte encoding hardly two letters in a row look like UTF-8: more whole ones than broken is UTF-8.
    if broken <= whole or declared == "utf-8":
        return _checked(mended, "utf-8", f"{broken} broken UTF-8 bytes were replaced by U+FFFD")
    for name in (*_told_by_words(raw), *_told_by_statistics(raw), *fallback):
        try:
            return _checked(raw.decode(name), name)
        except (UnicodeDecodeError, LookupError):
            continue
    return NoText("binary: no encoding reads it")


def _checked(text: str, encoding: str, note: str | None = None) -> Decoded | NoText:
    """`text`, unless more than one character in 500 is a control character."""
    controls = len(_CONTROL.findall(text[:SAMPLE]))
    if controls * 500 > len(text[:SAMPLE]) and controls > 1:
        return NoText(f"binary: {controls} control characters")
    return Decoded(text, encoding, note)


def _wide(raw: bytes) -> str | None:
    """UTF-16 or UTF-32, by mark or, without one, by NULs in every second byte only."""
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)) and len(raw) % 4 == 0:
        return "utf-32"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    head = raw[:2_000]
    if len(raw) % 2 or b"\0" not in head or len(head) < 8:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    pairs = len(head) // 2
    # Blanks and newlines alone make one NUL in ten in any script that is not Latin.
    for nuls, others, high, name in ((odd, even, head[1::2], "utf-16-le"), (even, odd, head[::2], "utf-16-be")):
        # One script's letters, blanks and signs lie in three or four blocks of 256.
        if nuls * 12 > pairs and not others and len(set(high)) <= 5:
            return name
    return None


def _told_by_words(raw: bytes) -> list[str]:
    """Encodings in which the sample has common words that are written with other letters than ASCII, best first."""
    sample = raw[:SAMPLE]
    known = common_words()
    scored: list[tuple[int, int, str]] = []
    for order, name in enumerate(CANDIDATES):
        try:
            text = sample.decode(name)
        except UnicodeDecodeError:
            continue
        words = [word for word in _WORD.findall(text) if not word.isascii()]
        hits = sum(2 for word in words if word.lower() in known and (len(word) > 1 or word.islower()))
        # "заявиЛ", "Ð¡ÐµÐ³": capitals inside words and symbols beside letters are signs of a wrong guess.
        odd = sum(1 for word in words if not (word.islower() or word.istitle() or word.isupper() or _caseless(word)))
        signs = sum(
            1 for c in text if c > "\x7f" and unicodedata.category(c) in ("So", "Sk", "Cc", "Sm", "No", "Lm", "Mn")
        )
        score = hits * 4 + sum(1 for word in words if len(word) > 2 and _plain(word)) - 3 * odd - 2 * signs
        scored.append((score, -order, name))
    scored.sort(reverse=True)
    best = [name for score, _, name in scored if score > 0][:1]
    # Windows-1252 and 1254 differ in six letters only, those that Icelandic has where Turkish has its own.
    if (
        best == ["cp1252"]
        and any(byte in sample for byte in b"\xd0\xdd\xde\xf0\xfd\xfe")
        and language_of(sample.decode("cp1252")) == "tr"
    ):
        return ["cp1254"]
    return best


def _caseless(word: str) -> bool:
    return word.lower() == word.upper()


def _plain(word: str) -> bool:
    """True for a word of one script: one with a Latin and a Cyrillic letter is a wrong guess."""
    return len({unicodedata.name(c, "?").partition(" ")[0] for c in word}) == 1


def _told_by_statistics(raw: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:SAMPLE]).best()
    return [best.encoding] if best else []


def searchable(text: str) -> str:
    """`text` with mojibake repaired ("Ã©" to "é"), for searching and matching only: offsets are not those of `text`."""
    if text.isascii():
        return text
    from ftfy import fix_encoding

    return str(fix_encoding(text))
