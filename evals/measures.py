"""The measures of `make eval`: each gives named figures, from the command line's own outputs."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SCORERS = HERE / "scorers"
STORY_KEYS = {
    "links": "links",
    "links_stated": "links_stated",
    "claims_bcubed": "claims_bcubed",
    "origins_near": "origins_near",
    "origins_exact": "origins_exact",
    "origin_actor_recall": "origin_actor_recall",
    "origin_actor_precision": "origin_actor_precision",
    "first_seen": "first_seen_acc",
    "denials": "denial_recall",
    "mutations": "mutations",
    "anomalies": "anomaly_recall",
    "anomalies_extra": "anomalies_extra_core",
    "voice": "voice_acc",
    "chain": "chain_acc",
    "attributions": "attributions",
    "holder": "holder_acc",
    "evidence_share": "evidence_share",
    "distractors_joined": "distractors_joined",
}


class NotHere(Exception):
    """The data for this measure are not here."""


def _run(*command: object) -> tuple[str, float, float]:
    """Output, CPU seconds and peak memory in MB of one command. Raises RuntimeError when it fails."""
    with tempfile.TemporaryFile("w+", encoding="utf8") as out:
        process = subprocess.Popen([str(c) for c in command], stdout=out)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read()
    if process.returncode:
        raise RuntimeError(f"{' '.join(map(str, command[:3]))} … exit {process.returncode}")
    return text, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def headwater(*args: object) -> tuple[str, float, float]:
    """Output, CPU seconds and peak MB of one call of the command line."""
    return _run(sys.executable, "-m", "headwater.cli", *args)


def need(data: Path | None, *parts: str) -> Path:
    """The path in the data folder. Raises NotHere with the reason where there is none."""
    if data is None:
        raise NotHere("HEADWATER_DATA is not set")
    path = data.joinpath(*parts)
    if not path.exists():
        raise NotHere(f"{'/'.join(parts)} is not in HEADWATER_DATA")
    return path


def _flat_predictions(readings: Path, out: Path) -> Path:
    """PolNeAR's flat scheme: without attributions nested in another or without content."""
    with out.open("w", encoding="utf8") as file:
        for line in readings.open(encoding="utf8"):
            reading = json.loads(line)
            name = Path(reading["document"]["path"]).name.removesuffix(".txt")
            kept = [a for a in reading["attributions"] if a["content"] and a["outer"] is None]
            file.write(json.dumps({"doc": name, "attributions": kept}) + "\n")
    return out


def _letters(text: str, spans: list[list[int]]) -> set[int]:
    return {i for b, e in spans for i in range(b, min(e, len(text))) if text[i].isalnum()}


def _jaccard(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 1.0


def _story(folder: Path, scratch: Path) -> dict[str, float]:
    trace, readings = scratch / f"{folder.name}.trace.json", scratch / f"{folder.name}.readings.jsonl"
    headwater("trace", folder / "docs", "--json", trace, "--readings", readings, "--quiet")
    table, _, _ = _run(sys.executable, SCORERS / "score_stories.py", folder, trace, readings)
    row = json.loads(table.splitlines()[0])
    out = {}
    for name, key in STORY_KEYS.items():
        value = row.get(key)
        if value is not None:
            out[name] = float(value["f1"] if isinstance(value, dict) else value)
    return out


def stories(scratch: Path, data: Path | None) -> dict[str, float]:
    """Mean over the project's own stories, then each story's most telling figures."""
    del data
    rows = {p.parent.name: _story(p.parent, scratch) for p in sorted(ROOT.glob("examples/*/gold.json"))}
    out = {}
    for key in STORY_KEYS:
        values = [row[key] for row in rows.values() if key in row]
        if values:
            out[key] = sum(values) / len(values)
    for name, row in rows.items():
        out |= {f"{name}.{key}": row[key] for key in ("links_stated", "origins_near", "claims_bcubed") if key in row}
    return out


def fresh_stories(scratch: Path, data: Path | None) -> dict[str, float]:
    """Stories of our own writing that the tool was mended on little (hospital) or least (museum)."""
    del data
    out = {}
    for gold in sorted(HERE.glob("stories/*/gold.json")):
        row = _story(gold.parent, scratch)
        out |= {f"{gold.parent.name}.{key}": value for key, value in row.items()}
    return out


def other_stories(scratch: Path, data: Path | None) -> dict[str, float]:
    """Stories written by another hand."""
    folder = need(data, "stories")
    out = {}
    for gold in sorted(folder.glob("*/gold.json")):
        out |= {f"{gold.parent.name}.{key}": value for key, value in _story(gold.parent, scratch).items()}
    return out


def seed(scratch: Path, data: Path | None) -> dict[str, float]:
    """Attributions of one real report with content (or cue) right, and with the holder's kind right."""
    folder = need(data, "seed")
    text = (folder / "report.txt").read_bytes().decode("utf8")
    gold = json.loads((folder / "expected.json").read_text(encoding="utf8"))
    out = scratch / "seed.jsonl"
    headwater("read", folder / "report.txt", "--jsonl", out, "--quiet")
    reading = json.loads(out.read_text(encoding="utf8").splitlines()[0])
    free, right = list(reading["attributions"]), 0
    for wanted in gold["attributions"]:
        role, bar = ("content", 0.5) if wanted["content"] else ("cue", 0.3)
        target = _letters(text, wanted[role])
        best = max(free, key=lambda a: _jaccard(target, _letters(text, a[role])), default=None)
        if best is None or _jaccard(target, _letters(text, best[role])) < bar:
            continue
        if (best["source"] == []) == (wanted["source"] == []) and (best["outer"] is None) == (wanted["outer"] is None):
            right += 1
            free.remove(best)
    credited = {c["outlet"] for c in reading["credits"]}
    wanted_credits = {c["outlet"] for c in gold["credits"]}
    trace_file = scratch / "seed.trace.json"
    headwater("trace", folder / "report.txt", "--json", trace_file, "--quiet")
    trace = json.loads(trace_file.read_text(encoding="utf8"))
    lead = next((c for c in trace["claims"] if any(i["span"][0] < 200 for i in c["instances"])), None)
    names = {a["id"]: [a["name"], *a.get("names", [])] for a in [*trace["actors"], *trace["ghosts"]]}
    origins = lead["origins"] if lead else {"min": 0, "max": 0, "list": []}
    origin_names = [n for o in origins["list"] for n in names.get(o["actor"], [])]
    one_origin = origins["min"] == origins["max"] == 1 and any(
        "Foreign Intelligence Service" in n for n in origin_names
    )
    ghosts = {g["name"] for g in trace["ghosts"]}
    return {
        "attributions": right,
        "of": len(gold["attributions"]),
        "credits": len(credited & wanted_credits),
        "lead_has_its_one_origin": float(one_origin),
        "ghosts": len(ghosts & {"The Cradle", "Misión Verdad"}),
    }


def polnear(scratch: Path, data: Path | None) -> dict[str, float]:
    """PolNeAR dev: relation F1, words per CPU second, peak memory; exact spans as CofeNet reports them."""
    folder = need(data, "polnear")
    dev, readings = folder / "dev", scratch / "polnear.jsonl"
    _, cpu, mb = headwater("read", dev / "text", "--jsonl", readings, "--quiet")
    flat = _flat_predictions(readings, scratch / "polnear.flat.jsonl")
    table, _, _ = _run(sys.executable, SCORERS / "score_attributions.py", dev, flat)
    relation = [float(re.findall(r"\d\.\d+", line)[2]) for line in table.splitlines() if "RELATION" in line]
    words = sum(len(f.read_text(encoding="utf8").split()) for f in (dev / "text").glob("*.txt"))
    spans, _, _ = _run(sys.executable, SCORERS / "score_spans.py", folder / "cofenet-valid.jsonl", dev / "text", flat)
    exact = json.loads(spans.strip().splitlines()[-1])
    return {
        "relation_f1": relation[0],
        "relation_direct": relation[1],
        "relation_indirect": relation[2],
        "exact_source": exact["source"]["f1"],
        "exact_cue": exact["cue"]["f1"],
        "exact_content": exact["content"]["f1"],
        "words_per_cpu_second": words / cpu,
        "peak_mb": mb,
    }


def german(scratch: Path, data: Path | None) -> dict[str, float]:
    """German quotations, dev: overlap F1 (Jaccard of letters at least .5) and the speaker given the quotation."""
    path = need(data, "data", "german-quotations", "dev.jsonl")
    folder, out, gold = scratch / "german", scratch / "german.jsonl", {}
    folder.mkdir(exist_ok=True)
    for n, line in enumerate(path.open(encoding="utf8")):
        gold[f"g{n:03}.txt"] = row = json.loads(line)
        (folder / f"g{n:03}.txt").write_text(row["text"], encoding="utf8", newline="")
    headwater("read", folder, "--jsonl", out, "--quiet")
    hit = speaker = predicted = 0
    for line in out.open(encoding="utf8"):
        reading = json.loads(line)
        row = gold[Path(reading["document"]["path"]).name]
        text = row["text"]
        wanted = [(_letters(text, a["quote"]), _letters(text, a["speaker"])) for a in row["annotations"]]
        found = [(_letters(text, a["content"]), _letters(text, a["source"])) for a in reading["attributions"]]
        predicted += len(found)
        pairs = sorted(
            ((_jaccard(w[0], f[0]), i, k) for i, w in enumerate(wanted) for k, f in enumerate(found)), reverse=True
        )
        used: tuple[set[int], set[int]] = (set(), set())
        for score, i, k in pairs:
            if score >= 0.5 and i not in used[0] and k not in used[1]:
                used[0].add(i)
                used[1].add(k)
                hit += 1
                speaker += _jaccard(wanted[i][1], found[k][1]) >= 0.5
    annotated = sum(len(row["annotations"]) for row in gold.values())
    return {"quote_f1": 2 * hit / max(predicted + annotated, 1), "speaker": speaker / max(hit, 1)}


def helsinki(scratch: Path, data: Path | None) -> dict[str, float]:
    """Recall of pairs of real articles by containment of 8-word runs."""
    folder = need(data, "data", "helsinki")
    pairs = scratch / "helsinki.tsv"
    _, cpu, mb = headwater("link", folder / "docs.jsonl", "--pairs", pairs, "--quiet")
    line, _, _ = _run(sys.executable, SCORERS / "score_silver.py", folder, pairs)
    recalls = [float(x) for x in re.findall(r": ([\d.]+) of", line)]
    bands = ("at_.8", "at_.5", "at_.2", "at_.05", "under_.05")
    return {**dict(zip(bands, recalls, strict=True)), "cpu_seconds": cpu, "peak_mb": mb}


ALL = {
    "stories": stories,
    "fresh_stories": fresh_stories,
    "seed": seed,
    "polnear": polnear,
    "german": german,
    "other_stories": other_stories,
    "helsinki": helsinki,
}
