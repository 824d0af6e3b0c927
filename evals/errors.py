#!/usr/bin/env python3
"""Where the readings are wrong: counts by kind of cue, kind of quotation and language.

    python evals/errors.py                                   the tables; written to evals/errors.md where all data are here
    python evals/errors.py --show 5 --kind missed --cue noun look at cases, in the terminal only

The words of real articles are shown, never written. An attribution is right as in `judged.py`. Gold decides the class,
and for what is spurious the reading.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import corpora  # noqa: E402  (beside this script)
from headwater.core import Span  # noqa: E402
from headwater.read.language import Language, language  # noqa: E402
from headwater.read.quotes import quoted_regions  # noqa: E402
from headwater.read.words import Words  # noqa: E402
from judged import ERRORS, Article, Case, judge  # noqa: E402

OUT = HERE / "errors.md"
SPEECH, BELIEF, NOUN, ADJECTIVE, ACCORDING = "verb of speech", "belief or plan", "noun", "adjective", "according to"
OTHER_VERB, NO_CUE = "other verb or phrase", "no cue"
CUES = (SPEECH, BELIEF, ACCORDING, NOUN, ADJECTIVE, OTHER_VERB, NO_CUE)
QUOTES = ("direct", "mixed", "indirect")
WHOLE = (
    0.9  # share of a content's words between quotation marks from which it is direct: "that" and the like stay outside
)
Class = Callable[["Classed"], str]


@dataclass(frozen=True, slots=True)
class Classed:
    """A case with its kind of cue and of quotation."""

    case: Case
    cue: str
    quote: str


def classed(articles: Sequence[Article]) -> list[Classed]:
    """The cases of all articles, each with its classes."""
    out = []
    for article in articles:
        spoken = language(article.language)
        words = _words(article.text, article.language)
        quoted = _quoted_words(words, article.text, spoken)
        for case in judge(article):
            shown = case.shown
            out.append(
                Classed(case, cue_kind(words, spoken, shown["cue"]), _quote_kind(words, quoted, shown["content"]))
            )
    return out


@lru_cache(maxsize=4)
def _words(text: str, code: str) -> Words:
    spoken = language(code) or language("en")
    assert spoken is not None
    return spoken.words_of(text)


def cue_kind(words: Words, spoken: Language | None, cue: Sequence[Sequence[int]]) -> str:
    """What kind of word the cue is, by the lists of its language; its last listed word decides.

    "is expected to say" is a verb of speech, "is confident that" an adjective: a form of to be and a word that
    stands in no list of verbs.
    """
    if not cue:
        return NO_CUE
    if spoken is None:
        return OTHER_VERB
    places = [i for b, e in cue for i in range(*words.range_of(Span(b, e)))]
    if any(
        spoken.according_before.opens(words.lower[i]) or spoken.according_after.opens(words.lower[i]) for i in places
    ):
        return ACCORDING
    first = words.lower[places[0]] if places else ""
    if first in spoken.articles or first in spoken.listed("grammar", "possessives"):
        return NOUN  # "his claim", which is a verb elsewhere
    for i in reversed(places):
        for kind, listed in ((SPEECH, spoken.cues), (BELIEF, spoken.mental), (NOUN, spoken.nominal)):
            if listed.opens(words.lower[i]):
                return kind
    be = set(spoken.listed("grammar", "be"))
    last = next((words.lower[i] for i in reversed(places) if words.lower[i].isalpha()), "")
    helped = any(words.lower[i] in be for i in places)
    if helped and last not in be and not last.endswith(("ed", "ing")) and last not in spoken.prepositions:
        return ADJECTIVE
    return OTHER_VERB


def _quoted_words(words: Words, text: str, spoken: Language | None) -> set[int]:
    return {i for region in quoted_regions(text, spoken) for i in range(*words.range_of(region.span))}


def _quote_kind(words: Words, quoted: set[int], content: Sequence[Sequence[int]]) -> str:
    places = [i for b, e in content for i in range(*words.range_of(Span(b, e))) if words.lower[i][0].isalnum()]
    inside = sum(i in quoted for i in places)
    if not inside:
        return "indirect"
    return "direct" if inside >= WHOLE * len(places) else "mixed"


def table(cases: Sequence[Classed], by: Class, order: Sequence[str] = ()) -> list[str]:
    """One Markdown row a class: gold, right of them and the share, what went wrong, and how often the reader is right there."""
    counts: dict[str, Counter[str]] = {}
    for one in cases:
        counts.setdefault(by(one), Counter())[one.case.verdict] += 1
    names = [name for name in order if name in counts] + sorted(set(counts) - set(order))
    lines = [
        "| | gold | right | recall | missed | wrong source | bad boundary | spurious | precision |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name in names:
        n = counts[name]
        gold = n.total() - n["spurious"]
        read = n.total() - n["missed"]
        share = [f"{n['right'] / of:.2f}" if of else "–" for of in (gold, read)]
        wrong = f"{n['missed']} | {n['wrong source']} | {n['bad boundary']} | {n['spurious']}"
        lines.append(f"| {name} | {gold} | {n['right']} | {share[0]} | {wrong} | {share[1]} |")
    return lines


def rules(cases: Sequence[Classed]) -> list[str]:
    """One row for each rule: how often it read something, and how often that was right."""
    counts: dict[str, Counter[str]] = {}
    for one in cases:
        if one.case.found:
            because = one.case.found.get("because") or ["(none)"]
            counts.setdefault(str(because[0]), Counter())[one.case.verdict] += 1
    lines = ["| | read | right | precision | wrong source | bad boundary | spurious |", "|---|---|---|---|---|---|---|"]
    for name, n in sorted(counts.items(), key=lambda item: (-item[1].total(), item[0])):
        share = f"{n['right'] / n.total():.2f}"
        wrong = f"{n['wrong source']} | {n['bad boundary']} | {n['spurious']}"
        lines.append(f"| {name} | {n.total()} | {n['right']} | {share} | {wrong} |")
    return lines


def report(named: Sequence[tuple[str, Sequence[Classed]]]) -> str:
    """All tables as Markdown: each corpus by cue and by quotation, the German one by type, the stories by language."""
    lines = [
        "# Where the readings are wrong",
        "",
        "Made by `evals/errors.py`. Counts of attributions; no words of them.",
    ]
    for name, cases in named:
        lines += ["", f"## {name}", "", "By cue", "", *table(cases, lambda one: one.cue, CUES)]
        lines += ["", "By quotation", "", *table(cases, lambda one: one.quote, QUOTES)]
        if any("type" in (one.case.gold or {}) for one in cases):
            lines += ["", "By type", "", *table(cases, lambda one: (one.case.gold or {}).get("type", "(not in gold)"))]
        if len({one.case.article.language for one in cases}) > 1:
            lines += ["", "By language", "", *table(cases, lambda one: one.case.article.language)]
        lines += ["", "By rule that read it", "", *rules(cases)]
    return "\n".join(lines) + "\n"


def show(cases: Sequence[Classed], most: int) -> None:
    """Some cases, drawn by a fixed seed, with their sentence; on the terminal only."""
    drawn = random.Random(7).sample(list(cases), min(most, len(cases)))
    for one in drawn:
        case, text = one.case, one.case.article.text
        print(f"\n[{case.verdict}] {one.cue}, {one.quote} · {case.article.corpus} {case.article.name}")
        for label, part in (("gold", case.gold), ("read", case.found)):
            if part:
                roles = ("source", "cue", "content")
                words = {role: " … ".join(text[b:e] for b, e in part[role]) for role in roles}
                print(f"  {label}: [{words['source']}] [{words['cue']}] [{words['content']}]", end="")
                print(f"  {part['confidence']:.2f} {part['because']}" if "because" in part else "")
        places = [p for role in ("source", "cue", "content") for p in case.shown[role]]
        start, end = min(b for b, _ in places), max(e for _, e in places)
        print("  in:", " ".join(text[max(0, start - 100) : end + 100].split()))


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", type=int, metavar="N")
    parser.add_argument("--kind", choices=[*ERRORS, "right"])
    parser.add_argument("--cue", choices=CUES)
    parser.add_argument("--quote", choices=QUOTES)
    parser.add_argument("--language", metavar="XX")
    parser.add_argument("--corpus", choices=["polnear", "german", "stories"])
    args = parser.parse_args(argv)
    data = Path(os.environ["HEADWATER_DATA"]) if os.environ.get("HEADWATER_DATA") else None
    only = (args.corpus,) if args.corpus else ("polnear", "german", "stories")
    with tempfile.TemporaryDirectory() as scratch:
        here = corpora.gather(Path(scratch), data, only)
    named = [(name, classed(articles)) for name, articles in here.named()]
    if args.show:
        wanted = [
            one
            for _, cases in named
            for one in cases
            if args.kind in (None, one.case.verdict)
            and (args.kind or not one.case.right)
            and args.cue in (None, one.cue)
            and args.quote in (None, one.quote)
            and args.language in (None, one.case.article.language)
        ]
        print(f"{len(wanted)} such cases")
        show(wanted, args.show)
    else:
        made = report(named)
        print(made)
        if not here.not_run and not args.corpus:
            OUT.write_text(made, encoding="utf8")
    for reason in here.not_run:
        print(f"not run  {reason}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
