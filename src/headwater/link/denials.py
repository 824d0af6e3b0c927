"""Who denies which statement: by a verb of denying, by words that point back, or by the opposite said by another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from headwater.core import Reading, SameStatement
from headwater.link.concepts import lexicon
from headwater.link.statements import Compared, Key, Said, turned_round

# A denial whose own words weigh less says nothing of what is denied ("denied this", "rejected the claim").
POINTS_BACK = 2.0
# The opposite of a statement has most of its words; two sentences that share a setting have fewer.
OPPOSITE = 0.25
# How many statements back, in one report, the one denied can stand.
BACK = 3
# Of all the statements that a denial resembles it denies those nearest to the best; the others share its setting only.
NEAREST = 0.06


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
    """Denials without words of their own ("the service denied this"), tied to what stands before them.

    That is the nearest earlier statement of another party; of the last few, one that other reports have, too, comes first.
    """
    told = {key for pair in pairs if not pair.denies for key in (pair.a, pair.b)}
    by_doc: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        by_doc[one.key[0]].append(one)
    found = []
    for reading in readings:
        doc = reading.document.id
        spoken = sorted(by_doc[doc], key=lambda s: s.statement.span)
        for place, one in enumerate(spoken):
            if not one.denies or one.matter.weight >= POINTS_BACK:
                continue
            party = bodies.get(one.holder or "", one.holder)
            before = [
                other
                for other in reversed(spoken[:place])
                if not other.denies and (other.holder is None or bodies.get(other.holder, other.holder) != party)
            ][:BACK]
            if not before or party is None:
                continue
            meant = next((other for other in before if other.key in told), before[0])
            a, b = sorted((one.key, meant.key))
            found.append(
                SameStatement(a, b, 0.8, ("the denial points back to what stands before it",), (), True, one.key)
            )
    return found


def nearest_only(pairs: Sequence[SameStatement]) -> list[SameStatement]:
    """The pairs, of each denier only the ones whose score is close to its best."""
    best: dict[Key, float] = {}
    for pair in pairs:
        if pair.denies and pair.denier:
            best[pair.denier] = max(pair.score, best.get(pair.denier, 0.0))
    return [p for p in pairs if not (p.denies and p.denier) or p.score >= best[p.denier] - NEAREST]
