"""When and how much: the share right of `said`, times, quantities and hedges, by language.

`python evals/when.py [FILES]` prints a table for each file of `tests/cases/when/`; `--wrong` prints what was wrong.
A share is right / (gold + too many): a time, quantity or hedge that nobody asked for counts as wrong. `said` is
right / gold, and an attribution that was not found is wrong, too.
"""

from __future__ import annotations

import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from headwater.core import Attribution, Document, Quantity, Reading, Span, When, dated_from_iso, sha256_of
from headwater.read import read_document

CASES = Path(__file__).resolve().parents[1] / "tests" / "cases" / "when"
MEASURES = ("said", "times", "quantities", "hedges")
LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "ru", "uk", "ar", "tr")
# A span is the one meant when the two share half of the characters that either covers.
OVERLAP = 0.5
Case = Mapping[str, Any]


def cases(path: Path) -> list[Case]:
    """The cases of one file, in its order."""
    found: list[Case] = tomllib.loads(path.read_text(encoding="utf8"))["case"]
    return found


def read_case(case: Case) -> Reading:
    """The reading of a case's text."""
    published = dated_from_iso(case["published"], "case") if "published" in case else None
    document = Document(
        "case", "case.txt", case["text"], sha256_of(case["text"]), published=published, language=case["language"]
    )
    return read_document(document)


def wrong(case: Case) -> dict[str, tuple[int, list[str]]]:
    """Of each measure, how many things could be right, and a line for each that is not."""
    reading, text = read_case(case), str(case["text"])
    return {
        "said": _counted(case["said"], list(_said(case["said"], reading, text))),
        "times": _listed(case["times"], [(t.span, t.when) for t in reading.times], text, _same_time),
        "quantities": _listed(case["quantities"], [(q.span, q) for q in reading.quantities], text, _same_quantity),
        "hedges": _listed(case["hedges"], _hedges(reading), text, _same_hedge),
    }


def measure(path: Path, *, show: bool = False) -> dict[str, dict[str, tuple[int, int]]]:
    """Right and possible of each measure, by language and over all ("all")."""
    table: dict[str, dict[str, tuple[int, int]]] = {m: defaultdict(lambda: (0, 0)) for m in MEASURES}
    for case in cases(path):
        for name, (possible, lines) in wrong(case).items():
            for key in (case["language"], "all"):
                right, of = table[name][key]
                table[name][key] = (right + possible - len(lines), of + possible)
            for line in lines if show else ():
                print(f"{case['language']} {name:10} {line}   | {case['text']}")
    return {m: dict(by) for m, by in table.items()}


def scored(scratch: Path, data: Path | None) -> dict[str, float]:
    """The share right of each measure over all batches, 0 to 1, and over each language's cases."""
    del scratch, data
    tables = [measure(path) for path in sorted(CASES.glob("*.toml"))]
    found = {}
    for key in ("all", *LANGUAGES):
        for name in MEASURES:
            right, of = (sum(t[name].get(key, (0, 0))[k] for t in tables) for k in (0, 1))
            if of:
                found[name if key == "all" else f"{key}.{name}"] = right / of
    return found


def _counted(gold: Sequence[Any], lines: list[str]) -> tuple[int, list[str]]:
    return len(gold), lines


def _said(gold: Sequence[Case], reading: Reading, text: str) -> Iterator[str]:
    for one in gold:
        at = text.index(one["cue"])
        cue = Span(at, at + len(one["cue"]))
        found = [a for a in reading.attributions if a.cue and any(piece.overlaps(cue) for piece in a.cue)]
        if not found:
            yield f"{one['cue']}: no attribution"
        elif not any(_ends(a) == _gold_ends(one) for a in found):
            yield f"{one['cue']}: {_ends(found[0])} for {_gold_ends(one)}"


def _ends(attribution: Attribution) -> tuple[str | None, str | None]:
    said = attribution.said
    return (said.from_iso, said.to_iso) if said else (None, None)


def _gold_ends(one: Case) -> tuple[str | None, str | None]:
    return one.get("from"), one.get("to")


def _listed(gold: Sequence[Case], found: Sequence[tuple[Span, Any]], text: str, same: Any) -> tuple[int, list[str]]:
    left = list(found)
    lines = []
    at = 0
    for one in gold:
        start = text.find(one["text"], at)
        start = start if start >= 0 else text.index(one["text"])
        span = Span(start, start + len(one["text"]))
        at = span.start + 1
        near = [f for f in left if _overlap(f[0], span) >= OVERLAP or (len(one["text"]) <= 4 and f[0].contains(span))]
        near.sort(key=lambda f: -_overlap(f[0], span))
        if not near:
            lines.append(f"{one['text']}: missed")
            continue
        left.remove(near[0])
        if said := same(one, near[0][1], text):
            lines.append(f"{one['text']}: {said}")
    lines += [f"{span.of(text)}: too much" for span, _ in left]
    return len(gold) + len(left), lines


def _overlap(a: Span, b: Span) -> float:
    shared = min(a.end, b.end) - max(a.start, b.start)
    return max(0, shared) / (max(a.end, b.end) - min(a.start, b.start))


def _same_time(one: Case, when: When, text: str) -> str:
    found = (when.from_iso, when.to_iso)
    return "" if found == _gold_ends(one) else f"{found} for {_gold_ends(one)}"


def _same_quantity(one: Case, q: Quantity, text: str) -> str:
    value = one.get("value")
    if (value is None) != (q.value is None) or (
        value is not None and q.value is not None and abs(value - q.value) > 1e-3 * max(abs(value), 0.1)
    ):
        return f"value {q.value}"
    if one.get("modifier") != q.modifier:
        return f"modifier {q.modifier}"
    if "base_unit" in one and one["base_unit"] != q.base_unit:
        return f"base unit {q.base_unit}"
    for key in ("unit", "counted"):
        if key in one and (getattr(q, key, None) or "").casefold() != one[key].casefold():
            return f"{key} {getattr(q, key, None)}"
    return ""


def _hedges(reading: Reading) -> list[tuple[Span, Span]]:
    """Each hedge with the words it hedges."""
    return [
        (hedge, scope)
        for s in reading.statements
        for hedge, scope in zip(s.hedges, getattr(s, "hedged", ()) or [s.span] * len(s.hedges), strict=True)
    ]


def _same_hedge(one: Case, scope: Span, text: str) -> str:
    words = scope.of(text)
    if one["of"] not in words or one.get("not", "\0") in words:
        return f"scope {words!r}"
    return ""


def main(arguments: Sequence[str]) -> None:
    show = "--wrong" in arguments
    paths = [Path(a) for a in arguments if not a.startswith("-")] or sorted(CASES.glob("*.toml"))
    for path in paths:
        table = measure(path, show=show)
        print(f"{path.stem:10} " + " ".join(f"{k:>5}" for k in ("all", *LANGUAGES)))
        for name, by in table.items():
            cells = (by.get(k, (0, 0)) for k in ("all", *LANGUAGES))
            print(
                f"{name:10} " + " ".join(f"{r / of:5.2f}" if of else "    –" for r, of in cells), f"of {by['all'][1]}"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
