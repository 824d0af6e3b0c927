"""How often each rule is right: the share of its attributions whose content and source both match."""

from __future__ import annotations

from headwater.read.sheet import Draft

# Pooled over every other article of PolNeAR's train split, from whose counts the English cues were chosen, and its dev split
# (Newell, Margolin and Ruths, LREC 2018). The last three rest on fewer than twenty cases each. English only: how right the
# rules are in the other languages is not measured.
RIGHT = {
    "quotation broken by its cue": 0.95,
    "quotation, then its cue": 0.82,
    "cue and quote": 0.81,
    "cue and comma": 0.77,
    "cue and that": 0.76,
    "cue and clause": 0.76,
    "content before its cue": 0.72,
    "according to": 0.72,
    "cue and wh": 0.68,
    "cue and on": 0.65,
    "cue and for": 0.6,
    "cue and np": 0.6,
    "agentless passive": 0.58,
    "cue and to": 0.56,
    "cue and about": 0.55,
    "hearsay adverb": 0.35,
    "accused, by nobody named": 0.35,
    "noun of saying": 0.3,
}
OTHERWISE = 0.55
"""For a rule that was not measured: no better than the weakest of the common ones."""
NESTED = 0.9
"""What an attribution inside a quotation keeps of its rule's figure. Assumed, not measured: the corpus marks no inner ones."""


def confidence_of(draft: Draft) -> float:
    """What the finder of `draft` gives it, 0 to 1, else the measured share for the rule that found it."""
    known = RIGHT.get(draft.rule, OTHERWISE) if draft.confidence is None else draft.confidence
    return round(known * (NESTED if draft.also else 1.0), 2)
