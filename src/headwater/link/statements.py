"""Statements of different documents that put forward the same thing, within and across languages."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from headwater.core import ActorGroup, Reading, SameStatement, Statement
from headwater.link.concepts import lexicon
from headwater.link.figures import CLOCK, Figure, bare_values, one_thing
from headwater.link.matter import Matter, Reader, kind_of, shared_weight, statement_spans

if TYPE_CHECKING:
    from headwater.engine import Engine

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """Settings of `same_statements`. Scores are from 0 to 1.

    `at_least`: a pair below is not the same matter. `most`: a feature in more statements than this says
    nothing about two of them by itself, only beside another; among more than `crowd` statements, `most_in_a_crowd`.
    Among up to `few` statements one feature in common is enough to set two side by side, among more it takes two.
    `least`: the weight a statement must have to be compared. `in_common`: how much two must share, not counting
    measures and roles; `in_one_story`: where their documents are known to tell of one matter.
    """

    at_least: float = 0.5
    most: int = 200
    crowd: int = 1500
    most_in_a_crowd: int = 60
    few: int = 600
    least: float = 1.2
    in_common: float = 1.2
    in_one_story: float = 0.55


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with its matter and who says it (a group's id, None in the outlet's own voice)."""

    key: Key
    statement: Statement
    matter: Matter
    holder: str | None
    denies: bool
    language: str | None
    quoted: bool


def said_in(readings: Sequence[Reading], reader: Reader, holders: Mapping[Key, str]) -> list[Said]:
    """Every statement of `readings` with its matter, in the order of documents and places."""
    found = []
    for reading in sorted(readings, key=lambda r: r.document.id):
        attributions = {a.id: a for a in reading.attributions}
        for statement in reading.statements:
            attribution = attributions.get(statement.attribution or "")
            spans, out = statement_spans(reading, statement.span, attribution)
            matter = reader.matter(reading, spans, out)
            holder = (
                holders.get((reading.document.id, attribution.holder)) if attribution and attribution.holder else None
            )
            denies = attribution is not None and attribution.stance == "deny"
            quoted = attribution is not None and attribution.kind in ("direct", "mixed")
            found.append(
                Said(
                    (reading.document.id, statement.id),
                    statement,
                    matter,
                    holder,
                    denies,
                    reading.document.language,
                    quoted,
                )
            )
    return found


def candidates(matters: Sequence[Matter], reader: Reader, engine: Engine, settings: Likeness) -> list[tuple[int, int]]:
    """Pairs of matters, by their places, that share at least two features rare enough to say something."""
    import pyarrow as pa

    from headwater.engine import Pairs

    numbers: dict[str, int] = {}
    docs: list[int] = []
    marks: list[int] = []
    most = settings.most if len(matters) <= settings.crowd else min(settings.most, settings.most_in_a_crowd)
    holders: Counter[str] = Counter()
    for matter in matters:
        holders.update(matter.features)
    for place, matter in enumerate(matters):
        if matter.weight < settings.least:
            continue
        keys = [f for f, weight in matter.features.items() if weight > 0.2]
        singles = [f for f in keys if holders[f] <= most]
        # A feature too common by itself can be rare beside another one.
        common = sorted(sorted((f for f in keys if holders[f] > most), key=lambda f: -matter.features[f])[:8])
        doubles = [f"{a}|{b}" for n, a in enumerate(common) for b in common[n + 1 :]]
        values = bare_values(matter.figures)
        for mark in sorted({*singles, *doubles, *values, *(_kin(f) for f in singles)} - {""}):
            docs.append(place)
            marks.append(numbers.setdefault(mark, len(numbers)))
    if not docs:
        return []
    need = 1 if len(matters) <= settings.few else 2
    table = pa.table({"doc": pa.array(docs, pa.int32()), "feature": pa.array(marks, pa.uint64())})
    rows = engine.pairs(table, Pairs(max_df=most))
    return [
        (a, b)
        for a, b, shared in zip(rows["a"].to_pylist(), rows["b"].to_pylist(), rows["shared"].to_pylist(), strict=True)
        if shared >= need and shared_weight(matters[a], matters[b])[0] >= settings.in_one_story
    ]


def _in_common(a: Matter, b: Matter) -> float:
    small, large = (a.features, b.features) if len(a.features) <= len(b.features) else (b.features, a.features)
    return sum(weight for feature, weight in small.items() if feature in large)


@lru_cache(maxsize=65536)
def _kin(feature: str) -> str:
    concept = lexicon().get(feature[2:]) if feature.startswith("c:") else None
    return f"k:{concept.kin}" if concept is not None and concept.kin != concept.name else ""


# A pair at which the tracer may join two groups without another beside it (0.8) should be right nine times in ten.
SHIFT = 0.7
# Weights of a logistic model of "the same thing is put forward", fitted on pairs of statements of invented stories,
# each story left out in turn. The first is the intercept.
WEIGHTS: dict[str, float] = {
    "": 1.17, "contained": -1.81, "alike": 3.67, "shared": -0.82,
    "events": -1.23, "names": -0.05, "figures": 1.23, "days": 1.51,
    "matters": -0.27, "words": 0.16, "other events": -0.8, "other names": -0.75,
    "other matters": -1.06, "no event in common": -0.26, "other units": 0.15, "other figures": 2.21,
    "event and figure": 0.95, "event and name": 0.72, "event and matter": 2.66, "figure and matter": 1.49,
    "name and matter": 0.53, "smaller": -1.27, "same speaker": 1.38, "same document": -0.75,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Compared:
    """What two statements share and where they part; `logit` is the model's sum."""

    logit: float
    shared: Mapping[str, float]
    measures: Mapping[str, float]

    @property
    def score(self) -> float:
        return 1 / (1 + math.exp(-self.logit - SHIFT))


def compared(a: Matter, b: Matter, *, same_speaker: bool = False, same_document: bool = False) -> Compared:
    """The two matters side by side. Who says them, and whether in one document, counts where it is known."""
    weight, shared = shared_weight(a, b)
    measures = measured(a, b, weight, shared)
    logit = WEIGHTS[""] + sum(WEIGHTS.get(name, 0.0) * value for name, value in measures.items())
    logit += WEIGHTS["same speaker"] * same_speaker + WEIGHTS["same document"] * same_document
    return Compared(logit, shared, measures)


def measured(a: Matter, b: Matter, weight: float, shared: Mapping[str, float]) -> dict[str, float]:
    """The measures the model weighs, by name."""
    heavy, light = max(a.weight, b.weight), min(a.weight, b.weight)
    by_kind = {"events": 0.0, "n:": 0.0, "q:": 0.0, "t:": 0.0, "matters": 0.0, "w:": 0.0}
    for feature, value in shared.items():
        kind = kind_of(feature)
        by_kind["events" if kind == "event" else "matters" if kind == "matter" else kind] += value
    events, names, figures = min(by_kind["events"], 3.0), min(by_kind["n:"], 3.0), min(by_kind["q:"], 3.0)
    matters, words = min(by_kind["matters"], 4.0), min(by_kind["w:"], 3.0)
    used = _used(shared)
    apart = [
        {
            kind: next((w for w, f in m.by_kind().get(kind, ()) if f not in used), 0.0)
            for kind in ("event", "n:", "matter")
        }
        for m in (a, b)
    ]
    told = [[f for f in m.figures if f.unit and f.unit != CLOCK] for m in (a, b)]
    alike = [(x, y) for x in told[0] for y in told[1] if one_thing(x, y, a.language == b.language) >= 0.8]
    apart_units = bool(told[0] and told[1]) and not (alike or by_kind["q:"])
    return {
        "contained": weight / max(light, 1e-6),
        "alike": weight / max(heavy + light - weight, 1e-6),
        "shared": min(weight, 8.0) / 8,
        "events": events,
        "names": names,
        "figures": figures,
        "days": min(by_kind["t:"], 1.5),
        "matters": matters,
        "words": words,
        "other events": min(apart[0]["event"], apart[1]["event"]),
        "other names": min(apart[0]["n:"], apart[1]["n:"]),
        "other matters": min(apart[0]["matter"], apart[1]["matter"]),
        "no event in common": float(not events and "event" in a.by_kind() and "event" in b.by_kind()),
        "other units": float(apart_units),
        "other figures": float(bool(alike) and not by_kind["q:"]),
        "event and figure": min(events, 1.0) * min(figures, 1.5),
        "event and name": min(events, 1.0) * min(names, 1.5),
        "event and matter": min(events, 1.0) * min(matters, 2.0),
        "figure and matter": min(figures, 1.5) * min(matters, 2.0),
        "name and matter": min(names, 1.5) * min(matters, 2.0),
        "smaller": min(light, 10.0) / 5,
    }


def _used(shared: Mapping[str, float]) -> set[str]:
    """The features of either side that found their like; of kin, both."""
    used: set[str] = set()
    for feature in shared:
        left, _, right = feature.partition("~")
        used.update((left, f"{feature[:2]}{right}") if right else (left,))
    return used


def only_setting(a: Said, b: Said, found: Compared, in_common: float) -> bool:
    """True where two statements share their setting and not what is said: whatever the model thinks, they stay apart.

    That is: less than `in_common` altogether; names alone; a figure alone, in a statement that says more; different events with little matter in
    common; two names of two words of which one word is the same ("Alba Serena", "Luna Serena").
    """
    told = {"events": 0.0, "matters": 0.0, "names": 0.0, "figures": 0.0, "days": 0.0}
    figures = sum(1 for feature in found.shared if feature.startswith("q:"))
    for feature, weight in found.shared.items():
        concept = lexicon().get(feature[2:].partition("~")[0]) if feature.startswith("c:") else None
        if feature.startswith("t:"):
            told["days"] += weight
        elif feature.startswith("n:"):
            told["names"] += weight
        elif feature.startswith("q:"):
            told["figures"] += weight
        elif concept is not None and concept.kind == "e":
            told["events"] += weight
        elif concept is None or concept.kind not in "smtgr":
            told["matters"] += weight
    said = told["events"] + told["matters"]
    if sum(told.values()) < in_common * (0.6 if found.measures["alike"] >= 0.3 else 1.0):
        return True
    one_speaker = a.holder is not None and a.holder == b.holder
    single = sum(1 for f in found.shared if _tells(f)) < 2 and not figures
    if single and not found.measures["other figures"] and not (one_speaker and told["events"]) and a.denies == b.denies:
        # One thing spoken of in both is what the story is about.
        return True
    if in_common >= 1.0:
        # Between strangers, names and their setting are chance, and another figure is of something else.
        if said < 0.5 and told["figures"] < 0.8:
            return True
        if found.measures["other figures"] and not told["names"] and not one_speaker:
            return True
    if figures > 1 and not _two_of_a_name(a.matter, b.matter):
        # Two figures in common are no chance.
        return False
    if said + told["figures"] < 0.4 or (said < 0.3 and not one_speaker and found.measures["contained"] < 0.6):
        return True
    if not told["events"] and told["matters"] < 1.2 and _happening(a.matter) and _happening(b.matter):
        return True
    return _two_of_a_name(a.matter, b.matter)


def _tells(feature: str) -> bool:
    """True for a feature that says something by itself: no day, measure, role, kind of place, time or general word."""
    if feature.startswith("c:"):
        concept = lexicon().get(feature[2:].partition("~")[0])
        return concept is None or concept.kind not in "smtgrp"
    return not feature.startswith("t:")


def _happening(matter: Matter) -> bool:
    return any(lexicon()[f[2:]].kind == "e" for f in matter.features if f.startswith("c:"))


def _two_of_a_name(a: Matter, b: Matter) -> bool:
    """True when each has a double name that the other lacks, and the two share a word."""
    doubles = [{f[2:] for f in m.of_kind("n:") if "+" in f} for m in (a, b)]
    if doubles[0] & doubles[1]:
        return False
    singles = [m.of_kind("n:") for m in (a, b)]
    for one in doubles[0]:
        for other in doubles[1]:
            left, right = one.split("+"), other.split("+")
            if len(set(left) & set(right)) != 1:
                continue
            odd = [f"n:{w}" for w in left if w not in right], [f"n:{w}" for w in right if w not in left]
            if odd[0] and odd[1] and odd[0][0] not in singles[1] and odd[1][0] not in singles[0]:
                return True
    return False


def differing(a: Said, b: Said, found: Compared) -> tuple[str, ...]:
    """What is not the same in two statements of one matter: number, time, polarity."""
    differs = []
    if _numbers_differ(a.matter, b.matter):
        differs.append("number")
    if _times_differ(a.matter, b.matter):
        differs.append("time")
    if turned_round(a.matter, b.matter, found.shared):
        differs.append("polarity")
    return tuple(differs)


def _numbers_differ(a: Matter, b: Matter) -> bool:
    by_unit: list[dict[str, set[float]]] = [defaultdict(set), defaultdict(set)]
    modifiers: list[dict[tuple[float, str], set[str | None]]] = [defaultdict(set), defaultdict(set)]
    first: list[dict[str, float]] = [{}, {}]
    for side, figures in enumerate(in_units_of(a, b)):
        for figure in figures:
            value = float(f"{figure.value:.4g}")
            by_unit[side][figure.unit].add(value)
            modifiers[side][value, figure.unit].add(figure.modifier)
            first[side].setdefault(figure.unit, value)
    for unit in sorted(set(by_unit[0]) & set(by_unit[1])):
        left, right = by_unit[0][unit], by_unit[1][unit]
        if unit and not left & right:
            return True
        # "13,000 and not 31,000" holds the other's figure and still gives another one.
        if unit and left != right and (len(left) > 1) != (len(right) > 1) and first[0][unit] != first[1][unit]:
            return True
    common = set(modifiers[0]) & set(modifiers[1])
    return any(modifiers[0][key] != modifiers[1][key] for key in common)


def in_units_of(a: Matter, b: Matter) -> tuple[list[Figure], list[Figure]]:
    """The figures of both without times of the clock, those of `b` under the units of the like figures of `a`."""
    one, other = ([f for f in m.figures if f.unit != CLOCK] for m in (a, b))
    same = a.language == b.language
    alone = len(one) == len(other) == 1
    renamed = []
    for figure in other:
        # Of two statements of one thing with one figure each, that figure is of the same things in both.
        like = [f for f in one if f.unit and figure.unit and one_thing(f, figure, same) >= (0.5 if alone else 0.8)]
        best = max(like, key=lambda f: (f.value == figure.value, one_thing(f, figure, same)), default=None)
        renamed.append(replace(figure, unit=best.unit) if best is not None else figure)
    return one, renamed


def _times_differ(a: Matter, b: Matter) -> bool:
    hours = [{f.value for f in m.figures if f.unit == CLOCK} for m in (a, b)]
    if hours[0] and hours[1] and not hours[0] & hours[1]:
        return True
    known = [[t.when for t in m.times if t.when.earliest and t.when.latest] for m in (a, b)]
    return bool(known[0] and known[1]) and not any(x.overlaps(y) for x in known[0] for y in known[1])


def turned_round(a: Matter, b: Matter, shared: Mapping[str, float]) -> bool:
    """True when one says yes and the other no: a negation more, or concepts at opposite poles."""
    flips = a.negated != b.negated
    for feature in shared:
        if "~" in feature and feature.startswith("c:"):
            left, right = feature[2:].split("~")
            first, second = lexicon().get(left), lexicon().get(right)
            if first and second and first.pole * second.pole < 0:
                flips = not flips
    return flips


def reasons(shared: Mapping[str, float]) -> tuple[str, ...]:
    """Sentences that name what is shared, weightiest first."""
    said = []
    ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
    for mark, label in (
        ("q:", "same figure"),
        ("n:", "same name"),
        ("c:", "same matter"),
        ("t:", "same day"),
        ("w:", "same words"),
    ):
        several = [
            feature[2:].replace("~", " / ").replace("_", " ") for feature, _ in ranked if feature.startswith(mark)
        ]
        if several:
            said.append(f"{label}: {', '.join(several[:5])}")
    return tuple(said)


def same_statements(
    readings: Sequence[Reading],
    reader: Reader,
    engine: Engine,
    actors: Sequence[ActorGroup],
    settings: Likeness = Likeness(),
) -> tuple[SameStatement, ...]:
    """Pairs of statements that put forward, or deny, the same thing, sorted by their keys."""
    from headwater.link.denials import nearest_only, point_back

    holders = {mention: group.id for group in actors for mention in group.mentions}
    bodies = {group.id: group.affiliation for group in actors if group.affiliation and group.kind == "person"}
    said = said_in(readings, reader, holders)
    near = candidates([one.matter for one in said], reader, engine, settings)
    found: list[SameStatement] = []
    left: list[tuple[int, int]] = []
    for i, j in near:
        pair = None
        if _in_common(said[i].matter, said[j].matter) >= 0.8 * settings.in_common:
            pair = _pair(said[i], said[j], bodies, settings, settings.in_common)
        if pair is None:
            left.append((i, j))
        else:
            found.append(pair)
    together = one_story(found)
    for i, j in left:
        # In a story that both reports tell, a few of its words are enough: there they are common, and weigh little.
        if (said[i].key[0], said[j].key[0]) in together:
            pair = _pair(said[i], said[j], bodies, settings, settings.in_one_story)
            if pair is not None:
                found.append(pair)
    found = nearest_only(found)
    found += point_back(said, readings, found, bodies)
    return tuple(sorted(found, key=lambda p: (p.a, p.b, p.denies, -p.score)))


def _pair(
    one: Said, other: Said, bodies: Mapping[str, str], settings: Likeness, in_common: float
) -> SameStatement | None:
    from headwater.link.denials import opposed

    a, b = (one, other) if one.key <= other.key else (other, one)
    if a.key[0] == b.key[0] and a.statement.span.overlaps(b.statement.span):
        return None
    one_speaker = a.holder is not None and a.holder == b.holder
    match = compared(a.matter, b.matter, same_speaker=one_speaker, same_document=a.key[0] == b.key[0])
    if match.score < settings.at_least or only_setting(a, b, match, in_common):
        return None
    differs = differing(a, b, match)
    denier: Key | None = None
    if a.denies != b.denies:
        denying, denied = (a, b) if a.denies else (b, a)
        if bodies.get(denying.holder or "", denying.holder) != bodies.get(denied.holder or "", denied.holder):
            denier = denying.key
        elif "polarity" not in differs:
            # Who turns round their own words does not deny them.
            differs = (*differs, "polarity")
    elif "polarity" in differs:
        denier = opposed(a, b, match, bodies)
    return SameStatement(
        a.key, b.key, round(match.score, 4), reasons(match.shared), differs, denier is not None, denier
    )


# A pair of statements as sure as this says that two reports tell of one matter.
SURE = 0.8


def one_story(pairs: Iterable[SameStatement]) -> set[tuple[str, str]]:
    """Pairs of documents, both ways, with a sure pair of statements between them or to a third one in common."""
    near: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        if pair.score >= SURE and pair.a[0] != pair.b[0]:
            near[pair.a[0]].add(pair.b[0])
            near[pair.b[0]].add(pair.a[0])
    together: set[tuple[str, str]] = set()
    for doc, others in near.items():
        together.add((doc, doc))
        for other in others:
            together.add((doc, other))
            if len(others) <= 40:
                together.update((other, third) for third in others)
    return together


def grouped(pairs: Iterable[SameStatement]) -> dict[Key, set[Key]]:
    """For each statement, the statements it is the same as."""
    near: dict[Key, set[Key]] = defaultdict(set)
    for pair in pairs:
        if not pair.denies:
            near[pair.a].add(pair.b)
            near[pair.b].add(pair.a)
    return near
