"""Speech that its cue interrupts: the turns of a dash dialogue, and quotations with "— said Mara —" inside the marks.

Which part is speech and which is the narrator's is told by punctuation ("…, — said X. — …"), and, where we know
the language, by its verbs of saying.
"""

from __future__ import annotations

import re

from headwater.core import Span
from headwater.read.language import Language
from headwater.read.words import fold

_DASH_LINE = re.compile(r"^[^\S\n]*(—|–|―|--|-)(?!-)[^\S\n]*(?=[^\s\d—–―-]|\d)", re.MULTILINE)
_DASHES = frozenset("—–―")
# A dash with what stands before it; a hyphen counts only between blanks.
_RESUMED = re.compile(r"([.,!?…:;]?)\s{0,3}[—–―]([.,;:!?…]{0,3})\s{0,3}|([.,!?…:]?)\s--?([.,;:!?…]{0,3})\s")
_INCISE_END = re.compile(r"[.!?…](?=\s|$)|,\s")
_BREAK = re.compile(r"([,.!?…؟]|\.\.\.)?[”»\"]?(?:\s{0,3}[—–―]|\s--?(?=\s))\s{0,3}")
_INCISE = re.compile(r"[,!?…][”»\"]?\s{1,3}(?=\w)|[!?…]\s[”»\"],?\s{1,3}(?=\w)")
_WORD = re.compile(r"\w+(?:['’-]\w+)*['’]?")
_STOP = re.compile(r"[.!?…](?=\s|$)")
# French "dit-il", "a-t-elle", Portuguese "disse-lhe": the pronoun hangs on the verb.
_HANGING = re.compile(r"-(?:t-)?(?:ils?|elles?|on|je|nous|tu|vous|lhes?|me|nos|se)$")


def dialogue_turns(text: str, language: Language | None) -> list[tuple[int, Span, Span]]:
    """The speech of every paragraph that a dash opens: (offset of the dash, part with the dash, part without it).

    The parts of one turn share the first number; the cue between them is left out. A line that ends in no stop
    and shows no cue (a signature, a list) is no turn, nor is a line after a hyphen without a cue.
    """
    allowed = language.dashes if language is not None else _DASHES
    found: list[tuple[int, Span, Span]] = []
    for match in _DASH_LINE.finditer(text):
        dash = match[1]
        if dash not in allowed and dash not in _DASHES and not (dash == "--" and "—" in allowed):
            continue
        first, after = match.end(), text.find("\n", match.end())
        after = len(text) if after < 0 else after
        while after > first and text[after - 1].isspace():
            after -= 1
        if after - first < 2:
            continue
        speech, cues = spoken_parts(text, Span(first, after), language)
        if not cues and (dash == "-" or text[after - 1] not in '.!?…»”"' or text.count(" ", first, after) < 2):
            continue
        begin = match.start(1)
        for i, part in enumerate(speech):
            found.append((begin, Span(begin if i == 0 else part.start, part.end), part))
    return found


def spoken_parts(
    text: str, inner: Span, language: Language | None, *, marks: bool = False
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """What of `inner` is speech and what is its cue, each in order; the whole is speech when no cue is found.

    `marks`: `inner` stands in quotation marks, where only a verb of saying makes a cue, and a cue between mere
    commas is looked for only in languages whose pack has `quotes.incise = true`.
    """
    speech: list[Span] = []
    cues: list[Span] = []
    begin, after = inner.start, inner.end
    incises = not marks or (language is not None and bool(language.table("quotes").get("incise")))
    for stop, start, mark, by_dash in _candidates(text, begin, after, incises and language is not None):
        if start < begin or stop <= begin or start >= after:
            continue
        if not _leads_to_cue(text, start, after, mark, language, by_dash=by_dash, marks=marks):
            continue
        cue_end, resume = (_after_dash_cue if by_dash else _after_incise)(text, start, after, language)
        speech.append(Span(begin, stop))
        if cue_end > start:
            cues.append(Span(start, cue_end))
        begin = resume
        if begin >= after:
            break
    if begin < after and text[begin:after].strip():
        speech.append(Span(begin, after))
    if not speech:
        return (inner,), ()
    return tuple(speech), tuple(cues)


def _leads_to_cue(
    text: str, start: int, after: int, mark: str, language: Language | None, *, by_dash: bool, marks: bool
) -> bool:
    """True when the words from `start` on, behind a dash or a comma, are the narrator's."""
    words = _words(text, start, after, language)
    if not words:
        return False
    if not by_dash:
        return language is not None and _says_first(words, language)
    spoken = mark != "" and mark in ",!?…؟..."
    if any(_is_cue(word, language) for word in words[:4]) and (spoken or _is_cue(words[0], language)):
        return True
    if marks and language is not None and _says_first(words, language):
        return True  # "… sui tubi - ha raccontato Ruta -. Ogni ora …"
    return not marks and spoken and mark != "." and text[start].islower()


def _candidates(text: str, at: int, after: int, incises: bool) -> list[tuple[int, int, str, bool]]:
    """(end of the speech, start of what follows, mark before, was it a dash) wherever a cue can begin, in order."""
    found = []
    for match in _BREAK.finditer(text, at, after):
        dash = min(k for k in (match[0].find(sign) for sign in "—–―-") if k >= 0)
        found.append((match.start() + len(match[0][:dash].rstrip()), match.end(), match[1] or "", True))
    if incises:
        for match in _INCISE.finditer(text, at, after):
            found.append((match.start() + len(match[0].rstrip().rstrip(",")), match.end(), match[0][0], False))
    return sorted(found, key=lambda one: one[1])


def _words(text: str, start: int, after: int, language: Language | None) -> list[str]:
    """The next few folded words, up to the end of the sentence."""
    window = text[start : min(after, start + 80)]
    stop = _STOP.search(window)
    if stop:
        window = window[: stop.start()]
    return [fold(word, language.code if language else "") for word in _WORD.findall(window)[:6]]


def _is_cue(word: str, language: Language | None) -> bool:
    if language is None:
        return False
    return word in language.cues or (bool(_HANGING.search(word)) and _HANGING.sub("", word) in language.cues)


def _says_first(words: list[str], language: Language) -> bool:
    """A verb of saying (its auxiliary and pronouns before it) begins the words, and somebody follows it."""
    for i, word in enumerate(words[:4]):
        bare = _HANGING.sub("", word)
        if bare in language.cues:
            return bare != word or (i > 0 and _HANGING.search(words[i - 1]) is not None) or len(words) > i + 1
        if bare not in language.auxiliaries and word not in language.pronouns and word not in _CLITICS:
            return False
    return False


_CLITICS = frozenset(
    (
        "me",
        "se",
        "le",
        "les",
        "lhe",
        "lhes",
        "nous",
        "lui",
        "leur",
        "nos",
        "s'est",
        "l'a",
        "m'a",
        "gli",
        "ci",
        "мне",
        "нам",
        "нам",
    )
)


def _after_dash_cue(text: str, start: int, after: int, language: Language | None) -> tuple[int, int]:
    """(end of the cue, where speech goes on); both the end when the speech does not go on."""
    for match in _RESUMED.finditer(text, start, after):
        attached = match[2] or match[4] or (match[0][:1] in _DASHES and match[0][-1:].isspace())
        if not (match[1] or match[3] or attached):
            continue
        stop = match.start()
        return stop, min(match.end(), after)
    return after, after


def _after_incise(text: str, start: int, after: int, language: Language | None) -> tuple[int, int]:
    """(end of the cue, where speech goes on) of a cue between commas."""
    for match in _INCISE_END.finditer(text, start, after):
        cue = text[start : match.start()]
        if match[0][0] != ",":
            initial = re.search(r"(?:^|\s)\w$", cue)
            if match[0] == "." and initial and match.end() < after:
                continue
            stop = match.start()
            end = match.end()
            return stop, _skip(text, end, after)
        following = _words(text, match.end(), after, language)
        pronoun = _HANGING.search(cue) is not None or any(_HANGING.search(word) for word in cue.split())
        if pronoun or (following and _goes_on(following[0], language)):
            return match.start(), _skip(text, match.end(), after)
    return after, after


def _goes_on(word: str, language: Language | None) -> bool:
    if language is None:
        return False
    return any(
        word in lexicon or word.split("'")[0] + "'" in lexicon
        for lexicon in (
            language.complementizers,
            language.conjunctions,
            language.pronouns,
            language.negation,
            language.auxiliaries,
            language.subordinators,
        )
    )


def _skip(text: str, at: int, after: int) -> int:
    while at < after and text[at].isspace():
        at += 1
    return at
