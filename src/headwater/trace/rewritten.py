"""Rewritten: a report that tells an earlier one's news in its own voice, in other words, and names nobody for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta

from headwater.core import Evidence, SameStatement, Step
from headwater.trace.pile import Key, Pile, unique

# A pair of statements below this is too weak to say whose news is told.
TELLS = 0.5
# One statement in common is one event that two reporters know of.
LEAST = 2
# News is rewritten within days.
FRESH = timedelta(days=10)
# Nothing but what is told says where it comes from.
CONFIDENCE = 0.5
NEARLY = 0.7


def rewritten_steps(pile: Pile, known: Iterable[Step]) -> list[Step]:
    """For each report that names no other outlet, the earlier report in its language that it tells anew, if any.

    At least two of its statements must be the other's, one of them in its own voice where the other names a source:
    it has the news and dropped who said it. Bodies' own papers and reports that credit an outlet rewrite nobody.
    """
    sourced = {s.child for s in known if _is_report(pile, s.parent)}
    by_pair: dict[tuple[str, str], list[tuple[Key, Key, SameStatement]]] = defaultdict(list)
    for pair in pile.links.statements:
        if pair.denies or pair.score < TELLS or pair.a not in pile.statements or pair.b not in pile.statements:
            continue
        for mine, theirs in ((pair.a, pair.b), (pair.b, pair.a)):
            child, parent = mine[0], theirs[0]
            if child in sourced or not _may_be(pile, child, parent):
                continue
            by_pair[child, parent].append((mine, theirs, pair))
    able: dict[str, list[tuple[float, int, str]]] = defaultdict(list)
    for (child, parent), several in by_pair.items():
        told: dict[Key, float] = {}
        for mine, _, pair in several:
            told[mine] = max(pair.score, told.get(mine, 0.0))
        dropped = any(
            pile.statements[mine].voice == "outlet" and pile.statements[theirs].voice == "attributed"
            for mine, theirs, _ in several
        )
        if len(told) < LEAST or not dropped:
            continue
        able[child].append((sum(told.values()), pile.rank[parent], parent))
    steps = []
    for child, options in sorted(able.items(), key=lambda one: pile.rank[one[0]]):
        # Of reports that have nearly as much of it, the latest lay on the desk.
        most = max(options)[0]
        *_, parent = max((o for o in options if o[0] >= NEARLY * most), key=lambda o: o[1:])
        pairs = sorted(by_pair[child, parent], key=lambda one: (-one[2].score, one[0], one[1]))[:5]
        places = (Evidence(key[0], pile.statements[key].span) for mine, theirs, _ in pairs for key in (mine, theirs))
        told_by = len({mine for mine, *_ in by_pair[child, parent]})
        why = f"it tells {told_by} things that the parent has, some without the source that the parent names"
        steps.append(Step(child, parent, "copies", False, unique(places, pile), CONFIDENCE, None, (why,)))
    return steps


def _is_report(pile: Pile, doc: str) -> bool:
    """True for a held news report, and for anything cited that is not held: a ghost has told it, too."""
    return doc not in pile.readings or pile.body(doc) is None


def _may_be(pile: Pile, child: str, parent: str) -> bool:
    a, b = pile.document(child), pile.document(parent)
    if child == parent or a.language is None or a.language != b.language or (a.outlet and a.outlet == b.outlet):
        return False
    if pile.body(child) is not None or pile.body(parent) is not None:
        return False
    return pile.likely_before(parent, child) and pile.apart(child, parent) <= FRESH
