"""Speakers: whether two instances are certainly put into two mouths."""

from __future__ import annotations

from headwater.trace.bodies import proper
from headwater.trace.chains import Custody
from headwater.trace.pile import Pile, body, fold
from headwater.trace.wording import Wording


def differ(pile: Pile, doc: str, mine: str, theirs: str) -> bool:
    """True when the two are certainly not the same speaker or two voices of one body."""
    if mine == theirs or body(pile, mine) == body(pile, theirs):
        return False
    a, b = pile.groups.get(mine), pile.groups.get(theirs)
    if a is None or b is None:
        return a is not b
    if a.kind == "unnamed" or b.kind == "unnamed" or not (proper(a.name) and proper(b.name)):
        # "The operator" may well be the company that the other report names.
        return False
    if not languages(pile, mine) & languages(pile, theirs):
        # Two names in two languages may be one body: only where one language has both are they two.
        return False
    short, long = sorted(({w for w in fold(x.name).split() if len(w) > 2} for x in (a, b)), key=len)
    return not short <= long


def multiplied(pile: Pile, child: Custody, parent: Custody) -> bool:
    """True when one unnamed source has become several, or several one."""
    mine, theirs = (pile.groups.get(one.chain[-1]) for one in (child, parent))
    if mine is None or theirs is None or mine.kind != "unnamed" or theirs.kind != "unnamed":
        return False
    many = [
        {pile.actors[key].plural for key in group.mentions if key[0] == doc and key in pile.actors}
        for group, doc in ((mine, child.doc), (theirs, parent.doc))
    ]
    return all(len(one) == 1 for one in many) and many[0] != many[1]


def languages(pile: Pile, actor: str) -> set[str | None]:
    """The languages in which the pile names an actor."""
    return {pile.document(doc).language for doc, _ in pile.groups[actor].mentions if doc in pile.readings}


def is_outlet_of(pile: Pile, actor: str, doc: str) -> bool:
    own, group = pile.publisher.get(doc), pile.groups.get(actor)
    if group is None or group.kind != "outlet":
        return False
    return pile.is_own_outlet(doc, group) or (own is not None and own.id == actor)


def somebody(pile: Pile, words: Wording) -> bool:
    """True when the sentence names a person or body that could be the source."""
    return any(
        actor.kind in ("person", "organisation", "document") and words.sentence.contains(mention)
        for actor in pile.readings[words.doc].actors
        for mention in actor.mentions
    )
