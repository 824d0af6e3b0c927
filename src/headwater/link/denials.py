"""Who denies which statement: by a verb of denying, by words that point back, or by the opposite said by another."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from headwater.core import Reading, SameStatement
from headwater.link.concepts import lexicon
from headwater.link.matter import shared_weight
from headwater.link.names import folded, words_of
from headwater.link.statements import Compared, Key, Said, one_story, turned_round

# A denial whose own words weigh less says nothing of what is denied ("denied this", "rejected the claim").
POINTS_BACK = 2.0
# The opposite of a statement has most of its words; two sentences that share a setting have fewer.
OPPOSITE = 0.25
# How many statements back, in one report, the one denied can stand.
BACK = 3
# Of all the statements that a denial resembles it denies those nearest to the best; the others share its setting only.
NEAREST = 0.06
# A denial tied by what it denies, or by words that point back, is as sure as a tie by its own words.
TIED = 0.86
# Families of answers to what was said.
_ANSWERS = frozenset({"confirm", "agree", "admit", "know", "inform", "expect"})


def opposed(a: Said, b: Said, found: Compared, bodies: Mapping[str, str]) -> Key | None:
    """The key of the statement that says the opposite of the other's, where two different parties speak.

    Both must be about one event; the one with the negation is the denier, and somebody must be named for it.
    `bodies` maps a group to the one it speaks for.
    """
    if not turned_round(a.matter, b.matter, found.shared) or found.measures["alike"] < OPPOSITE:
        return None
    if not any(_happens(feature) for feature in found.shared):
        return None
    parties = [bodies.get(one.holder or "", one.holder) for one in (a, b)]
    if parties[0] == parties[1]:
        return None
    negated = [one for one in (a, b) if one.matter.negated or _at_the_good_end(one, found)]
    if len(negated) != 1 or negated[0].holder is None:
        return None
    return negated[0].key


def _happens(feature: str) -> bool:
    """True for what takes place ("detained"), and for the two ends of an opposition ("clean", "contaminated")."""
    names = feature[2:].split("~") if feature.startswith("c:") else []
    found = [lexicon()[name] for name in names]
    return any(c.kind == "e" for c in found) or (len(found) == 2 and found[0].pole * found[1].pole < 0)


def _at_the_good_end(one: Said, found: Compared) -> bool:
    """True for the side that says "clean" where the other says "contaminated"."""
    for feature in found.shared:
        if "~" not in feature or not feature.startswith("c:"):
            continue
        pair = [lexicon()[name] for name in feature[2:].split("~")]
        if pair[0].pole * pair[1].pole < 0:
            good = next(concept for concept in pair if concept.pole > 0)
            if f"c:{good.name}" in one.matter.features:
                return True
    return False


def point_back(
    said: Sequence[Said], readings: Sequence[Reading], pairs: Sequence[SameStatement], bodies: Mapping[str, str]
) -> list[SameStatement]:
    """Denials that say little of what they deny, tied to the statement they mean; never one of the denier's own.

    "The service denied this" and "we never agreed to that figure" mean what stands right before: of the last few
    statements one that other reports have, too, comes first. "Nobody was arrested", "denies any arrest" mean the
    statement that tells of an arrest: an earlier one in the same report, else the likest in the reports of the story.
    """
    told = {key for pair in pairs if not pair.denies for key in (pair.a, pair.b)}
    tied = {pair.denier for pair in pairs if pair.denier and pair.score >= TIED}
    story = one_story(pairs)
    by_doc: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        by_doc[one.key[0]].append(one)
    found = []
    for reading in readings:
        doc = reading.document.id
        spoken = sorted(by_doc[doc], key=lambda s: s.statement.span)
        for place, one in enumerate(spoken):
            pointing = points(reading, one)
            brief = one.denies and one.matter.weight < POINTS_BACK
            turned = one.denies or (one.matter.negated and one.holder is not None)
            party = bodies.get(one.holder or "", one.holder)
            if party is None or not turned:
                continue
            before = [other for other in reversed(spoken[:place]) if _another(other, party, bodies)]
            if pointing and "accuse" in _families(one):
                # Who rejects accusations does not mean "nobody died".
                before = [other for other in before if not other.matter.negated]
            if brief or pointing:
                events = set() if pointing else _events(one)
            elif not one.denies and one.key not in tied:
                events = _events(one)
                if not events:
                    continue
            else:
                continue
            meant, why = _meant(one, events, before, told), "the denial points back to what stands before it"
            if meant is None and events and one.denies:
                near = (o for other in by_doc if (doc, other) in story for o in by_doc[other] if o.key in told)
                meant = _likest(one, events, [o for o in near if _another(o, party, bodies)])
                why = "it denies that this took place"
            elif meant is not None and events:
                why = "it says that this did not take place"
            if meant is None and brief:
                meant = next((o for o in before[:BACK] if o.key in told), before[0] if before else None)
            if meant is not None:
                a, b = sorted((one.key, meant.key))
                found.append(SameStatement(a, b, TIED, (why,), (), True, one.key))
    return found


def _meant(one: Said, events: set[str], before: Sequence[Said], told: set[Key]) -> Said | None:
    if events:
        return _likest(one, events, before)
    return next((o for o in before[:BACK] if o.key in told), before[0] if before else None)


def _another(other: Said, party: str, bodies: Mapping[str, str]) -> bool:
    """True for a statement that is no denial and not the same party's."""
    return not other.denies and (other.holder is None or bodies.get(other.holder, other.holder) != party)


def _families(one: Said, kinds: str = "") -> set[str]:
    found = (lexicon().get(f[2:]) for f in one.matter.features if f.startswith("c:"))
    return {c.kin for c in found if c is not None and (not kinds or c.kind in kinds)}


def _events(one: Said) -> set[str]:
    """The families of what takes place in a statement, answers left out; none where something is not ruled out."""
    return set() if "exclude" in _families(one) else _families(one, "e") - _ANSWERS


def _likest(one: Said, events: set[str], others: Sequence[Said]) -> Said | None:
    """Of the statements that tell of one of the events and say yes, the one that shares most; the first of equals."""
    able = [o for o in others if events & _events(o) and not o.matter.negated]
    return max(able, key=lambda o: shared_weight(one.matter, o.matter)[0], default=None)


@cache
def _pointers() -> Mapping[str, tuple[frozenset[str], tuple[str, ...]]]:
    table = tomllib.loads(files("headwater.link").joinpath("data/pointing.toml").read_text(encoding="utf8"))
    return {code: (frozenset(words["this"]), tuple(words["what"])) for code, words in table.items()}


def points(reading: Reading, one: Said) -> bool:
    """True where a statement names what it is about only as "that figure", "these allegations"."""
    this, what = _pointers().get(reading.document.language or "", (frozenset(), ()))
    words = [folded(word) for word in words_of(one.statement.span.of(reading.document.text))]
    return any(
        word in this and any(following.startswith(what) for following in words[n + 1 : n + 3])
        for n, word in enumerate(words)
    )


def nearest_only(pairs: Sequence[SameStatement]) -> list[SameStatement]:
    """The pairs, of each denier only the ones whose score is close to its best."""
    best: dict[Key, float] = {}
    for pair in pairs:
        if pair.denies and pair.denier:
            best[pair.denier] = max(pair.score, best.get(pair.denier, 0.0))
    return [p for p in pairs if not (p.denies and p.denier) or p.score >= best[p.denier] - NEAREST]
