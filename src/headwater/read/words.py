"""A text as words, sentences and paragraphs: offsets only, the text stays as it is.

Everything here is linear in the text's length; one regular expression is run once over the whole text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from headwater.core import Span

# Combining marks (accents written apart, Arabic vowel signs) are not `\w` for `re`.
_LETTER = r"[^\W_]|[\u0300-\u036f\u0640\u064b-\u065f\u0670]"
_WORD = rf"(?:{_LETTER})+"
_NUMBER = r"\d+(?:[.,]\d+)+"
_INITIALS = r"(?:[^\W\d_]\.){2,}"
_HYPHENED = rf"{_WORD}(?:[-\u2010\u2011]{_WORD})*"
_APOSTROPHE = "['’ʼ]"
_REST = r"''|``|--+|\.\.\.+|[^\w\s]|_+"

# Where an apostrophe parts words: after an elided article ("l'agence"), before an ending
# ("Moscow's", "didn't"), before a case suffix ("Ankara'ya"), or nowhere ("об'явил").
_HANGING = r"-(?:t-)?(?:ils?|elles?|on|je|nous|vous|tu)\b"  # "dit-il", "a-t-elle"
_ELISION = (
    rf"{_NUMBER}|{_INITIALS}|(?:{_LETTER})+{_APOSTROPHE}(?=[\w«“\"‹„]|\Z)|{_HANGING}"
    rf"|{_WORD}(?:(?!{_HANGING})[-\u2010\u2011]{_WORD})*|{_REST}"
)
_ENDING = (
    rf"''|{_NUMBER}|{_INITIALS}|[Nn]{_APOSTROPHE}[Tt]\b|(?:{_LETTER})+?(?=[Nn]{_APOSTROPHE}[Tt]\b)"
    rf"|{_APOSTROPHE}(?:s|S|re|ve|ll|d|m)\b|{_WORD}(?:{_APOSTROPHE}(?!(?:s|S|re|ve|ll|d|m)\b){_WORD}|[-\u2010\u2011]{_WORD})*|{_REST}"
)
_SUFFIX = rf"''|{_NUMBER}|{_INITIALS}|{_HYPHENED}|{_APOSTROPHE}{_WORD}|{_REST}"
_WHOLE = rf"{_NUMBER}|{_INITIALS}|{_WORD}(?:[-\u2010\u2011'’ʼ]{_WORD})*|{_REST}"

_PATTERNS = {
    "elision": re.compile(_ELISION),
    "ending": re.compile(_ENDING),
    "suffix": re.compile(_SUFFIX),
    "whole": re.compile(_WHOLE),
}
_MODES = {"fr": "elision", "it": "elision", "ca": "elision", "en": "ending", "tr": "suffix"}

# The Arabic article before a name, as other scripts write it; its consonant may be that of the name.
_GROWN = frozenset((
    "al", "el", "ul", "ad", "an", "ar", "as", "ash", "at", "ath", "az",
    "аль", "эль", "ель", "ад", "ан", "ар", "ас", "аш", "ат", "аз",
))  # fmt: skip

_STOPS = frozenset(".!?…؟。") | {"...", "...."}
_CLOSERS = frozenset("”’\"'»›)]}“‘") | {"''"}
_TURKISH = str.maketrans({"I": "ı", "İ": "i"})
_ARABIC = re.compile("[\u0640\u064b-\u065f\u0670]")
_ALEFS = str.maketrans("أإآٱى،؛", "ااااي,;")

LONGEST_SENTENCE = 300
"""Tokens after which a sentence ends in any case: a table or a list without stops shall not cost its square."""


def fold(word: str, code: str = "") -> str:
    """`word` as word lists hold it: lower case, straight apostrophe; Turkish dots and Arabic vowel signs minded."""
    if code == "tr":
        word = word.translate(_TURKISH)
    elif code == "ar":
        word = _ARABIC.sub("", word).translate(_ALEFS)
    word = word.lower()
    if "’" in word or "ʼ" in word:
        word = word.replace("’", "'").replace("ʼ", "'")
    return word


def split_words(text: str, code: str = "") -> list[str]:
    """The folded words of a phrase, parted as `Words` parts a text; for word lists."""
    return [fold(word, code) for word in _PATTERNS[_MODES.get(code, "whole")].findall(text)]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A text's tokens (words and single marks), with its sentences and paragraphs as token ranges.

    `lower[i]` is the folded form of token i, at `text[starts[i]:ends[i]]`; `surface[i]` is it as written, but with a
    capital where a small article has grown to a name ("al-Haddad" is as much a name as "Haddad"). `sentences` are
    half-open token ranges in order, never over the end of a paragraph; `paragraphs` likewise (a paragraph is what
    stands between newlines). `sentence_of[i]` and `paragraph_of[i]` are indices into them.
    """

    text: str
    code: str
    starts: list[int]
    ends: list[int]
    surface: list[str]
    lower: list[str]
    sentences: list[tuple[int, int]] = field(repr=False)
    paragraphs: list[tuple[int, int]] = field(repr=False)
    sentence_of: list[int] = field(repr=False)
    paragraph_of: list[int] = field(repr=False)

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, first: int, after: int) -> Span:
        """The characters from token `first` to the token before `after`."""
        return Span(self.starts[first], self.ends[after - 1])

    def range_of(self, span: Span) -> tuple[int, int]:
        """The half-open range of tokens that share a character with `span`; may be empty."""
        return bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)

    def parted_at(self, cuts: Sequence[int]) -> Words:
        """The same words with a sentence ending before each word of `cuts` (sorted) as well."""
        if not cuts:
            return self
        sentences: list[tuple[int, int]] = []
        waiting = list(reversed(cuts))
        for first, after in self.sentences:
            while waiting and waiting[-1] < after:
                cut = waiting.pop()
                if first < cut:
                    sentences.append((first, cut))
                    first = cut
            sentences.append((first, after))
        return replace(self, sentences=sentences, sentence_of=_index(sentences, len(self)))

    def is_capital(self, i: int) -> bool:
        """True when token i begins with a capital letter."""
        return self.surface[i][0].isupper()


def words_of(
    text: str,
    code: str | None = None,
    abbreviations: frozenset[str] = frozenset(),
    openers: frozenset[str] = frozenset(),
) -> Words:
    """The words of `text` read as language `code`.

    `abbreviations` (folded, without stop) end no sentence; initials ("D.C.") end one only before a
    capital that begins one of the `openers`, words that a name does not begin with.
    """
    code = code or ""
    pattern = _PATTERNS[_MODES.get(code, "whole")]
    starts: list[int] = []
    ends: list[int] = []
    surface: list[str] = []
    for match in pattern.finditer(text):
        start, end = match.span()
        starts.append(start)
        ends.append(end)
        word = match[0]
        if "-" in word:
            article, _, name = word.partition("-")
            if article in _GROWN and name[:1].isupper():
                word = word[0].upper() + word[1:]
        surface.append(word)
    known: dict[str, str] = {}
    lower: list[str] = []
    for word in surface:
        folded = known.get(word)
        if folded is None:
            folded = known[word] = fold(word, code)
        lower.append(folded)
    paragraphs = _paragraphs(text, starts, ends)
    sentences: list[tuple[int, int]] = []
    for first, after in paragraphs:
        _sentences(text, starts, ends, surface, lower, first, after, abbreviations, openers, sentences)
    return Words(
        text, code, starts, ends, surface, lower, sentences, paragraphs,
        _index(sentences, len(starts)), _index(paragraphs, len(starts)),
    )  # fmt: skip


def _index(ranges: Sequence[tuple[int, int]], count: int) -> list[int]:
    found = [0] * count
    for number, (first, after) in enumerate(ranges):
        found[first:after] = [number] * (after - first)
    return found


def _paragraphs(text: str, starts: list[int], ends: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    first, at, count = 0, 0, len(starts)
    while at >= 0 and first < count:
        at = text.find("\n", ends[first])
        if at < 0:
            break
        after = bisect_left(starts, at, first)
        if after > first:
            found.append((first, after))
        first = after
    if first < count:
        found.append((first, count))
    return found


def _sentences(
    text: str, starts: list[int], ends: list[int], surface: list[str], lower: list[str],
    first: int, after: int, abbreviations: frozenset[str], openers: frozenset[str], found: list[tuple[int, int]],
) -> None:  # fmt: skip
    begin, i = first, first
    while i < after:
        mark = surface[i]
        i += 1
        if i - begin >= LONGEST_SENTENCE:
            found.append((begin, i))
            begin = i
            continue
        # "Washington, D.C." may end a sentence as well as stand inside it: only a capital after it decides.
        initials = len(mark) > 2 and mark[-1] == "." and mark[1] == "."
        if mark not in _STOPS and not initials:
            continue
        while i < after and (surface[i] in _STOPS or surface[i] in _CLOSERS) and ends[i - 1] == starts[i]:
            i += 1
        # French closes with a blank before the mark: « Rien. »
        if i < after and surface[i] == "»" and ends[i] - starts[i] == 1 and not text[ends[i] : ends[i] + 1].isalnum():
            i += 1
        if i >= after:
            break
        if ends[i - 1] == starts[i]:
            continue  # "example.org", "5.30"
        following = surface[i]
        head = following[0]
        if head.isalpha() and not head.isupper() and head.lower() != head.upper():
            continue
        if mark == "." and i - 2 >= begin:
            before = lower[i - 2]
            if ends[i - 2] == starts[i - 1] and (
                before in abbreviations or (len(before) == 1 and before.isalpha() and surface[i - 2].isupper())
            ):
                continue
        elif initials and (head.isalnum() or head in ",;)"):
            # "the U.S. Senate" is far more frequent than a sentence that ends in initials,
            # unless a word that only begins sentences follows.
            if lower[i] not in openers:
                continue
        elif head in ",;:)":
            continue
        found.append((begin, i))
        begin = i
    if begin < after:
        found.append((begin, after))
