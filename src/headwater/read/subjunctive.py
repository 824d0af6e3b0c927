"""German indirect speech that needs no verb of saying: "Die Suche werde fortgesetzt." after somebody has spoken.

The mood alone says that another's words go on; whose they are is told by the last speaker of the paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from headwater.read.contents import kind_of, trimmed_end
from headwater.read.language import Language
from headwater.read.sheet import ACCORDING, CUE, HEARSAY, VERB, Draft, Range, Sheet


def reported_on(sheet: Sheet, drafts: Sequence[Draft]) -> list[Draft]:
    """One attribution for each run of sentences in the mood of reported speech, to the speaker before it.

    Only where the pack lists `grammar.reported_mood`, only within a paragraph and right behind a sentence that has a
    speaker of its own; a sentence with a verb of saying ends the run.
    """
    mood = _mood(sheet.language)
    if not mood:
        return []
    words = sheet.words
    spoken: dict[int, Range] = {}
    busy: set[int] = set()
    for draft in sorted(drafts, key=lambda one: one.start):
        for a, _ in (*draft.cue, *draft.content):
            busy.add(words.sentence_of[a])
        if draft.source and draft.stance != "hearsay":
            spoken[words.sentence_of[draft.source[0][0]]] = draft.source[0]
    found: list[Draft] = []
    speaker: Range | None = None
    run: list[int] = []
    away = False  # a sentence of fact stands between the speaker and here

    def close() -> None:
        if run and speaker:
            first = words.sentences[run[0]][0]
            end = trimmed_end(sheet, first, words.sentences[run[-1]][1])
            if end > first:
                content = [(first, end)]
                found.append(
                    Draft([speaker], [], content, "mood of reported speech", "report", kind_of(sheet, content))
                )
        run.clear()

    paragraph = -1
    for number, (first, after) in enumerate(words.sentences):
        if words.paragraph_of[first] != paragraph:
            close()
            speaker, paragraph, away = None, words.paragraph_of[first], False
        own = any(sheet.bits[i] & (CUE | ACCORDING | HEARSAY) and sheet.quoted[i] < 0 for i in range(first, after))
        free = number not in busy and speaker and not (own and number in spoken)
        if free and _in_mood(sheet, first, after, _SURE if away else mood):
            run.append(number)
            continue
        close()
        away = number not in busy and number not in spoken
        speaker = spoken.get(number, speaker)
    close()
    return found


@lru_cache(maxsize=32)
def _mood(language: Language) -> frozenset[str]:
    return frozenset(language.listed("grammar", "reported_mood"))


def _in_mood(sheet: Sheet, first: int, after: int, mood: frozenset[str]) -> bool:
    """True when the first finite verb of the sentence that we know stands in that mood."""
    for i in range(first, after):
        if sheet.quoted[i] >= 0 or (sheet.capital(i) and i > first):
            continue
        if sheet.lower[i] in mood or _with_pronoun(sheet, first, i, after):
            return True
        if sheet.lower[i] in _INDICATIVE:
            return False
    return False


def _with_pronoun(sheet: Sheet, first: int, i: int, after: int) -> bool:
    """ "Man prüfe", "Derzeit rechne er": with a pronoun of the third person a form in -e is no other mood."""
    word, bits = sheet.lower[i], sheet.bits[i]
    if not word.endswith("e") or word.endswith("te") or len(word) < 4 or sheet.capital(i) or bits & ~(CUE | VERB):
        return False
    beside = [sheet.lower[k] for k in (i - 1, i + 1) if first <= k < after]
    return any(one in ("man", "er", "es") for one in beside)


# Forms of nothing but reported speech; "hätten" and "sollten" may be the writer's own.
_SURE = frozenset(
    ("sei", "seien", "habe", "werde", "könne", "müsse", "solle", "wolle", "dürfe", "gebe", "gehe", "bleibe")
)
_INDICATIVE = frozenset(
    ("ist", "sind", "war", "waren", "hat", "haben", "hatte", "hatten", "wird", "werden", "wurde", "wurden", "kann",
     "können", "konnte", "muss", "müssen", "musste", "soll", "will", "darf", "gibt", "gab", "kam", "ging", "steht", "stand")
)  # fmt: skip
