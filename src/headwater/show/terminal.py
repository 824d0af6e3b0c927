"""The answer and the highlighted text on a terminal. NO_COLOR is honoured; shape stays without colour."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from headwater.core import Reading, Trace
from headwater.show.explain import Explained, Reason
from headwater.show.highlight import Segment, highlight
from headwater.show.pages import Node, day, file_name, make_pages

HUES = ("blue", "red", "green", "magenta", "yellow", "cyan", "bright_red", "white")
MOST_CLAIMS = 8  # a screenful; the page and the JSON hold all
_CONTROLS = {c: None for c in range(32) if c not in (9, 10)} | {127: None, **dict.fromkeys(range(0x80, 0xA0))}


def _clean(words: str) -> str:
    """Without control characters: a report must not steer the terminal."""
    return words.translate(_CONTROLS)


def _style(segment: Segment) -> str:
    style = []
    if segment.role == "source":
        style.append("bold")
    if segment.role == "cue":
        style.append("italic")
    if segment.voice in ("quote", "paraphrase") and segment.role == "":
        style.append("underline" if segment.voice == "quote" else "")
    if segment.speaker:
        style.append(HUES[(segment.speaker - 1) % len(HUES)])
    if segment.voice == "hearsay":
        style.append("dim italic")
    return " ".join(s for s in style if s)


def print_reading(reading: Reading, console: Console | None = None) -> None:
    """The text with who says what: ⟦quotation⟧ ‹paraphrase› ~hearsay~, and the speaker's number after it."""
    console = console or Console(highlight=False)
    document = reading.document
    lit = highlight(reading)
    console.rule(
        Text(_clean(f"{document.outlet or file_name(document)} · {day(document)} · {document.language or '?'}"))
    )
    for speaker in lit.speakers:
        console.print(
            Text.assemble(
                (f"[{speaker.number}] ", "bold"), (_clean(speaker.name), HUES[speaker.hue]), f" {speaker.times}×"
            )
        )
    if lit.unnamed:
        console.print(Text(f"[?] nobody named {lit.unnamed}×"))
    console.print(
        Text("⟦quotation⟧ ‹paraphrase› ~hearsay~, then the speaker’s number; the rest is the outlet’s own voice", "dim")
    )
    signs = {"quote": ("⟦", "⟧"), "paraphrase": ("‹", "›"), "hearsay": ("~", "~")}
    for paragraph in lit.paragraphs:
        line = Text()
        voice = "own"
        for n, segment in enumerate(paragraph):
            now = segment.voice if not segment.role else "own"
            after = paragraph[n + 1] if n + 1 < len(paragraph) else None
            if not segment.words.strip() and not (after and after.voice == voice and not after.role):
                now = "own"  # a blank between two voices belongs to neither
            if now != voice:
                line.append(signs.get(voice, ("", ""))[1], "dim")
                line.append(signs.get(now, ("", ""))[0], "dim")
                voice = now
            line.append(_clean(segment.words), _style(segment))
            for number in segment.ends:
                line.append(signs.get(voice, ("", ""))[1], "dim")
                voice = "own"
                line.append(f"[{number or '?'}]", "bold")
        line.append(signs.get(voice, ("", ""))[1], "dim")
        console.print(Padding(line, (0, 0, 1, 2)))
    for note in reading.notes:
        console.print(Text(note, "yellow"))


_SIGNS = {"source": ("‹", "›"), "cue": ("/", "/"), "content": ("[", "]")}
_FOUND_BY = {"rule": "a rule", "model": "the trained model", "both": "the trained model and a rule"}


def print_explained(explained: Explained, console: Console | None = None) -> None:
    """One sentence with its ‹source›, /cue/ and [content], each with the attribution's number, and below it why."""
    console = console or Console(highlight=False)
    line = Text()
    for (number, role), group in itertools.groupby(explained.pieces, lambda piece: (piece.number, piece.role)):
        pieces = list(group)
        words = _clean("".join(piece.words for piece in pieces))
        if number is None or role == "" or not words.strip():
            line.append(words, "italic" if any(piece.hedge for piece in pieces) else "")
            continue
        opening, closing = _SIGNS[role]
        bare = words.strip()
        before, _, after = words.partition(bare)
        style = {"source": "bold", "cue": "italic", "content": "underline"}[role]
        line.append(before + opening, "dim")
        line.append(bare, f"{style} {HUES[(number - 1) % len(HUES)]}")
        line.append(f"{closing}{number}", "dim")
        line.append(after)
    console.print(Padding(line, (1, 0, 1, 2)))
    console.print(Text("‹source› /cue/ [content], each with the number of its attribution", "dim"))
    for reason in explained.reasons:
        _print_reason(reason, console)
    for voice in explained.voices:
        console.print(Text(f"  voice: {voice}"))
    if explained.unread:
        console.print(Text(f"  {explained.unread}", "yellow"))


def _print_reason(reason: Reason, console: Console) -> None:
    who = _clean(reason.who) if reason.who else "nobody named"
    kind = f" ({reason.who_kind})" if reason.who_kind else ""
    console.print(
        Text.assemble(
            (f"{reason.number} ", "bold"),
            (who, f"bold {HUES[(reason.number - 1) % len(HUES)]}"),
            f"{kind} · {reason.kind} · {reason.stance} · {reason.confidence:.0%} sure",
        )
    )
    because = "; ".join(_clean(rule) for rule in reason.rules)
    console.print(Text(f"    found by {_FOUND_BY[reason.by]}" + (f": {because}" if because else "")))
    for circumstance in reason.circumstances:
        console.print(Text(f"    {circumstance}"))
    for label, words in (("source", reason.source), ("cue", reason.cue), ("content", reason.content)):
        shown = f"“{_clean(words)}”" if words else "none"
        console.print(Text(f"    {label}: {shown}", "" if words else "dim"))
    if reason.inside:
        console.print(Text(f"    within what {reason.inside} says"))
    if reason.said:
        first, last = reason.said
        console.print(Text(f"    said: {first or '?'}" + (f" to {last or '?'}" if last != first else "")))


def _grow(tree: Tree, nodes: Sequence[Node]) -> None:
    for node in nodes:
        label = Text()
        label.append(_clean(node.label), "bold" if not node.ghost else "bold dim")
        if node.when:
            label.append(f"  {node.when}", "cyan")
        elif node.ghost:
            label.append("  origin" if node.origin else "  cited, not held", "dim")
        if node.how:
            label.append(f"  ↑ {node.how} the above" + (" (inferred)" if node.inferred else ""), "dim")
        _grow(tree.add(label), node.children)


def print_trace(trace: Trace, readings: Sequence[Reading] = (), *, to_stderr: bool = False) -> None:
    """The answer in a screenful: summary, the weightiest claims with their chains, what does not fit."""
    # A pipe or a file has no width of its own; names must not be cut there.
    console = Console(stderr=to_stderr, highlight=False, width=None if sys.stdout.isatty() else 160)
    pages = make_pages(trace, readings)
    for n, sentence in enumerate(pages.summary):
        console.print(Text(_clean(sentence), "bold" if n == 0 else ""))
    for claim in pages.claims[:MOST_CLAIMS]:
        console.print()
        console.print(Text.assemble((f" {claim.range} ", "reverse"), " ", (_clean(claim.gist), "bold")))
        console.print(Text("  " + _clean(claim.sentence)))
        if claim.reports > 1 and claim.tree:
            tree = Tree(Text("chain", "dim"))
            _grow(tree, claim.tree)
            console.print(Padding(tree, (0, 0, 0, 2)))
        for change in claim.changes:
            console.print(
                Text(_clean(f"  changed: {change.what} in {change.child}: “{change.before}” → “{change.after}”"))
            )
        for denial in claim.denials:
            console.print(Text(_clean(f"  denied by {denial.name}")))
    more = len(pages.claims) - MOST_CLAIMS
    if more > 0:
        console.print(f"\n… {more} more claims")
    if pages.anomalies:
        console.print()
    for anomaly in pages.anomalies:
        console.print(Text.assemble(("does not fit: ", "yellow"), _clean(f"{anomaly.what} {anomaly.note}")))
    for unknown in pages.unknown:
        console.print(Text.assemble(("not known: ", "yellow"), _clean(unknown)))
