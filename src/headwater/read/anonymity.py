"""Why a source has no name, in the document's own words: "who spoke on condition of anonymity"."""

from __future__ import annotations

from collections.abc import Sequence

from headwater.core import Attribution, Span
from headwater.read.coreference import Player, Players
from headwater.read.language import Language, Lexicon
from headwater.read.naming import understand
from headwater.read.people import people_of, same_noun
from headwater.read.words import Words

LONGEST = 30
"""Words of a reason at most."""
_STOPS = frozenset(',;:.!?"“”«»„()[]–—،؛')


def reasons_unnamed(words: Words, language: Language, players: Players, attributions: Sequence[Attribution]) -> None:
    """Give each unnamed actor the words that say why it has no name, where the text has such words; the first counts.

    Words inside what somebody says are theirs, and are left alone.
    """
    nameless = [p for p in players if p.kind == "unnamed" and p.mentions]
    anonymity = people_of(language).anonymity
    if not nameless or not anonymity:
        return
    openers = {*anonymity.words, *anonymity.phrases}
    stems = tuple(stem for stem, _ in anonymity.stems)
    said = [span for a in attributions if a.content is not None for span in a.content]
    done = -1
    for i, word in enumerate(words.lower):
        if i < done or not (word in openers or (stems and word.startswith(stems)) or language.code == "ar"):
            continue
        hit = anonymity.at(words.lower, i, words.sentences[words.sentence_of[i]][1])
        if hit is None:
            continue
        at = words.starts[i]
        player, floor = _whose(words, language, players, nameless, i)
        if player is None:
            continue
        span = _clause(words, language.relatives, player, floor, i, i + hit[0])
        done = i + hit[0]
        if player.reason is None and not any(s.contains(Span(at, at + 1)) for s in said):
            player.reason = span


def _clause(words: Words, relatives: Lexicon, player: Player, floor: int, hit: int, after: int) -> Span:
    """The clause around the words, from `floor` on: neither over a mark nor over a mention of the source."""
    first, last = words.sentences[words.sentence_of[hit]]
    starts = [words.range_of(m)[1] for m in player.mentions if m.end <= words.starts[hit]]
    floor = max((s for s in (*starts, floor) if s >= first), default=first)
    last = min((words.range_of(m)[0] for m in player.mentions if m.start >= words.ends[after - 1]), default=last)
    start = hit
    around = next((m for m in player.mentions if m.start < words.starts[hit] and m.end >= words.ends[after - 1]), None)
    if around is not None:
        # The reason stands inside the source's own words: from "who" to their end.
        inside, past = words.range_of(around)
        last = min(last, past)
        floor = next((i for i in range(hit - 1, inside, -1) if words.lower[i] in relatives), floor)
    while start > floor and words.surface[start - 1] not in _STOPS:
        start -= 1
    end = after
    while end < min(last, start + LONGEST) and words.surface[end] not in _STOPS:
        if words.code == "tr" and words.lower[end] == "bir":
            break
        end += 1
    return words.span(start, end)


def _whose(
    words: Words, language: Language, players: Players, nameless: Sequence[Player], hit: int
) -> tuple[Player | None, int]:
    """The unnamed actor that the words at `hit` are about, and the first word behind its mention there.

    It is the nearest mention in the sentence, else what the sentence begins with means: "The official spoke …".
    """
    first, after = words.sentences[words.sentence_of[hit]]
    here = words.span(first, after)
    at = words.starts[hit]
    near = [(abs(at - m.start), m.start > at, p.number, p) for p in nameless for m in p.mentions if here.overlaps(m)]
    if near:
        before = [one for one in near if not one[1]]
        return min(before or near)[3], first
    for i in range(first, min(hit, first + 4)):
        named = understand(words, language, first, i + 1)
        if named is None:
            continue
        if named.refers == "pronoun":
            found = players.by_pronoun(named, here.start)
            return (found, i + 1) if found is not None and found.kind == "unnamed" else (None, first)
        fitting = [p for p in nameless if same_noun(language, p.head, named.head) and p.first < at]
        if len(fitting) == 1:
            return fitting[0], i + 1
    return None, first
