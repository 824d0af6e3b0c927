"""Counts by article, by each corpus's own scorer, and the figures they add up to."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "scorers"))

import score_attributions  # noqa: E402  (beside this script)
import score_spans  # noqa: E402
import score_stories  # noqa: E402

from bootstrap import Tally, f1  # noqa: E402
from judged import Article  # noqa: E402

ROLES = ("source", "cue", "content")


def rests_on(measure: str) -> str:
    """The count in a tally that a figure rests on: how many attributions of gold, or how many pairs."""
    first, _, rest = measure.partition(" ")
    if measure.startswith("exact spans"):
        return f"{measure.split()[-1]} wanted"
    if first == "relation":
        return f"n g {rest}"
    if measure == "exact content":
        return "n g all"
    counted = {"quotation": "wanted", "attributions": "wanted", "recall": "wanted", "speaker": "hit", "holder": "right"}
    return f"{counted.get(first, '')} {rest}".strip() if measure != "quotation overlap" else "wanted"


# ---------------------------------------------------------------- PolNeAR: score_attributions.py


def relation_tally(article: Article) -> Tally:
    """What `score_attributions.py` counts in one article, its keys joined by blanks."""
    doc = score_attributions.Doc(article.text)
    gold = [a for a in doc.sets(article.gold, False) if a["content"]]
    counted = score_attributions.score_doc(doc, gold, doc.sets(article.found, True))
    return {key if isinstance(key, str) else " ".join(key): float(n) for key, n in counted.items()}


def relation_figures(tally: Tally) -> dict[str, float]:
    """RELATION F1 of all, direct and indirect attributions, exact content, and token F1 of the three roles, macro."""
    out = {}
    for kind in ("all", "direct", "indirect"):
        out[f"relation {kind}"] = _level(tally, kind, "RELATION")
    out["exact content"] = _level(tally, "all", "EXACT")
    tokens = []
    for role in ROLES:
        hits = tally.get(f"tok {role} tp", 0.0)
        tokens.append([_share(hits, tally.get(f"tok {role} {side}", 0.0)) for side in ("p", "g")])
    # The scorer's macro is the mean of the three F1.
    out["token macro"] = sum(_harmonic(p, r) for p, r in tokens) / len(tokens)
    return out


def _level(tally: Tally, kind: str, level: str) -> float:
    return f1(
        tally.get(f"hit p {kind} {level}", 0.0),
        tally.get(f"hit g {kind} {level}", 0.0),
        tally.get(f"n p {kind}", 0.0),
        tally.get(f"n g {kind}", 0.0),
    )


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _harmonic(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


# ---------------------------------------------------------------- PolNeAR: score_spans.py


def span_tallies(sequences: Path, articles: Iterable[Article]) -> list[Tally]:
    """What `score_spans.py` counts, by article: exact spans of each role right, found and wanted."""
    by_name = {article.name: article for article in articles}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    reached: dict[str, int] = defaultdict(int)
    for line in sequences.open(encoding="utf8"):
        row = json.loads(line)
        name = re.sub(r"_[0-9a-f]{4}$", "", row["id"])
        tally, article = counts[name], by_name.get(name)
        gold = score_spans.bio_spans(list(row["labels"]))
        tally.update(f"{role} wanted" for role, _, _ in gold)
        places = score_spans.align(article.text, row["tokens"], reached[row["id"]]) if article else None
        if article is None or places is None:
            continue
        reached[row["id"]] = places[-1][1]
        low, high = places[0][0], places[-1][1]
        near = [
            a
            for a in article.found
            if any(b < high and e > low for role in ("source", "cue", "content") for b, e in a[role])
        ]
        found = score_spans.predicted(places, near)
        tally.update(f"{role} found" for role, _, _ in found)
        tally.update(f"{role} right" for role, _, _ in found & gold)
    return [dict(counts[name]) for name in sorted(counts)]


def span_figures(tally: Tally) -> dict[str, float]:
    """F1 of exact spans, by role."""
    return {
        f"exact spans {role}": f1(
            tally.get(f"{role} right", 0.0),
            tally.get(f"{role} right", 0.0),
            tally.get(f"{role} found", 0.0),
            tally.get(f"{role} wanted", 0.0),
        )
        for role in ROLES
    }


# ---------------------------------------------------------------- German quotations


def german_tally(article: Article) -> Tally:
    """Quotations paired by the Jaccard of their letters (at least .5), and speakers given the pair, by type of quotation."""
    wanted = [(_letters(article, a["content"]), _letters(article, a["source"]), a["type"]) for a in article.gold]
    found = [(_letters(article, a["content"]), _letters(article, a["source"])) for a in article.found]
    pairs = sorted(
        ((_jaccard(w[0], f[0]), i, k) for i, w in enumerate(wanted) for k, f in enumerate(found)), reverse=True
    )
    counts = Counter({"found": len(found), "wanted": len(wanted)})
    counts.update(f"wanted {kind}" for _, _, kind in wanted)
    used: tuple[set[int], set[int]] = (set(), set())
    for alike, i, k in pairs:
        if alike < 0.5 or i in used[0] or k in used[1]:
            continue
        used[0].add(i)
        used[1].add(k)
        named = _jaccard(wanted[i][1], found[k][1]) >= 0.5
        counts.update(("hit", f"hit {wanted[i][2]}"))
        counts.update(("speaker", f"speaker {wanted[i][2]}") if named else ())
    return dict(counts)


def german_figures(tally: Tally) -> dict[str, float]:
    """Overlap F1 and speaker given it; by type the recall (what is found has no type) and the speaker."""
    hit = tally.get("hit", 0.0)
    out = {
        "quotation overlap": f1(hit, hit, tally.get("found", 0.0), tally.get("wanted", 0.0)),
        "speaker": _share(tally.get("speaker", 0.0), hit),
    }
    for key in sorted(tally):
        if key.startswith("wanted ") and tally[key]:
            kind = key.removeprefix("wanted ")
            out[f"recall {kind}"] = _share(tally.get(f"hit {kind}", 0.0), tally[key])
            if tally.get(f"hit {kind}"):
                out[f"speaker {kind}"] = tally.get(f"speaker {kind}", 0.0) / tally[f"hit {kind}"]
    return out


def _letters(article: Article, spans: Sequence[Sequence[int]]) -> set[int]:
    text = article.text
    return {i for b, e in spans for i in range(b, min(e, len(text))) if text[i].isalnum()}


def _jaccard(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


# ---------------------------------------------------------------- stories: score_stories.py


def story_names(folders: Sequence[Path]) -> dict[str, score_stories.Names]:
    """Which names of a story mean the same, by the corpus its articles belong to."""
    names = {}
    for folder in folders:
        gold = json.loads((folder / "gold.json").read_text(encoding="utf8"))
        names[f"story {folder.name}"] = score_stories.Names(gold.get("aliases", {}))
    return names


def story_tally(article: Article, names: score_stories.Names) -> Tally:
    """What `score_stories.py` counts in one document: attributions right and their holders, by language."""
    text, language = article.text, article.language
    gold = [(a, _chars(text, a["content"]), _chars(text, a["source"])) for a in article.gold]
    found = [(a, _chars(text, a["content"]), _chars(text, a["source"])) for a in article.found]
    pairs = []
    for i, (_, wanted, source) in enumerate(gold):
        for k, (_, content, said_by) in enumerate(found):
            alike = score_stories.jaccard(wanted, content)
            if alike >= 0.5:
                pairs.append((bool(not source or source & said_by), alike, -i, -k))
    counts: Counter[str] = Counter()
    used: tuple[set[int], set[int]] = (set(), set())
    for good, _, i, k in sorted(pairs, reverse=True):
        if i in used[0] or k in used[1]:
            continue
        used[0].add(i)
        used[1].add(k)
        if not good:
            continue
        holder, read = gold[-i][0]["holder"], found[-k][0]["holder_name"]
        held = read is None if holder is None else bool(read) and names.same(holder, read)
        counts.update(("right", f"right {language}"))
        counts.update(("holder", f"holder {language}") if held else ())
    counts.update({"wanted": len(gold), f"wanted {language}": len(gold)})
    counts.update({"found": len(found), f"found {language}": len(found)})
    return dict(counts)


def _chars(text: str, spans: Any) -> set[int]:
    letters: set[int] = score_stories.chars(text, spans)
    return letters


def story_figures(tally: Tally) -> dict[str, float]:
    """Attributions F1 and holder given the attribution, over all documents and by language."""
    out = {}
    for key in sorted(tally):
        if key.split()[0] == "wanted" and tally[key]:
            tail = key.removeprefix("wanted")
            right = tally.get(f"right{tail}", 0.0)
            out[f"attributions{tail}"] = f1(right, right, tally.get(f"found{tail}", 0.0), tally[key])
            if right:
                out[f"holder{tail}"] = tally.get(f"holder{tail}", 0.0) / right
    return out
