"""How often each rule is right: the share of its attributions whose content and source both match."""

from __future__ import annotations

from headwater.read.sheet import Draft

# Measured on the train and dev splits of PolNeAR (Newell, Margolin and Ruths, LREC 2018), rounded; rules with fewer than ten
# hits there take the figure of their kind. English only: the other languages' figures are not known to be as high.
RIGHT = {
    "quotation broken by its cue": 0.94,
    "quotation, then its cue": 0.81,
    "cue and quote": 0.78,
    "cue and that": 0.76,
    "cue and clause": 0.74,
    "cue and wh": 0.66,
    "cue and to": 0.53,
    "cue and np": 0.56,
    "cue and comma": 0.7,
    "content before its cue": 0.77,
    "according to": 0.72,
    "hearsay adverb": 0.4,
    "agentless passive": 0.6,
    "accused, by nobody named": 0.6,
    "noun of saying": 0.4,
}
OTHERWISE = 0.55
NESTED = 0.9
"""What an attribution inside a quotation keeps of its rule's figure: it needs both to be right."""


def confidence_of(draft: Draft) -> float:
    """The measured share, 0 to 1, for the rule that found `draft`."""
    return round(RIGHT.get(draft.rule, OTHERWISE) * (NESTED if draft.also else 1.0), 2)
