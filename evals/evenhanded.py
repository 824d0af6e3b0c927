#!/usr/bin/env python3
"""Does the reading depend on who is named? Actors are swapped; the readings must be the same but for the names.

    python evals/evenhanded.py                 the share of attributions that are the same, and those that differ
    python evals/evenhanded.py --only en tr    some languages

Texts are the templates in evenhanded/xx.toml, filled with two states (their capitals and adjectives along with them), two
parties, two outlets and two persons of other gender, script and length, then every state of the register in one sentence, then
the examples' documents with persons and outlets exchanged. Two attributions are the same when source, cue and content cover
the same places (a name counts as one place, however long), kind, stance and nesting are equal, and the holder is the
same actor or the one it was swapped for.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

from headwater import flow
from headwater.core import Actor, Attribution, Document, Extent, Reading, dated_from_iso, document_id, sha256_of
from headwater.read.language import language

HERE = Path(__file__).resolve().parent
DATA = HERE / "evenhanded"
PUBLISHED = "2031-05-06"
SLOT = re.compile(r"\{(\w+?)([12]?)\}|\[([12]?):?([^\[\]/]*)/([^\[\]/]*)\]")
Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Filler:
    """An actor for the templates: its forms by slot ("state", "adj", "capital"), and whether the second of two forms agrees
    with it: plural states and parties, women. `also`: other names it has, in no text here."""

    forms: Mapping[str, str]
    second: bool = False
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filled:
    """A text and the places in it that were filled or exchanged, in order; `names`: which actor each form of a name means."""

    label: str
    language: str
    text: str
    slots: tuple[tuple[int, int], ...]
    names: Mapping[str, str]
    outlet: str | None = None

    def place(self, at: int) -> float:
        """A position as if each slot were one character wide; within a slot, the middle of it."""
        moved = float(at)
        for start, end in self.slots:
            if at >= end:
                moved -= end - start - 1
            elif at > start:
                return moved - (at - start) + 0.5
            else:
                break
        return moved


@dataclass(slots=True)
class Outcome:
    """How many attributions stayed the same, and for each that did not, what was swapped and both readings of it."""

    same: int = 0
    total: int = 0
    texts: int = 0
    differing: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.same / self.total if self.total else 1.0


def fill(template: str, code: str, label: str, fillers: Mapping[str, Filler]) -> Filled:
    """The template with its slots filled: {state1} a form of the first filler, {State1} with a capital, [1:has/have] what agrees."""
    parts: list[str] = []
    slots: list[tuple[int, int]] = []
    length = at = 0
    for match in SLOT.finditer(template):
        name, number, agreeing, first, second = match.groups()
        filler = fillers[(number or agreeing) or "1"]
        if name:
            form = filler.forms[name.lower()]
            if name[0].isupper():
                form = form[0].upper() + form[1:]
        else:
            form = second if filler.second else first
        before = template[at : match.start()]
        parts += [before, form]
        length += len(before)
        if form:
            slots.append((length, length + len(form)))
        length += len(form)
        at = match.end()
    parts.append(template[at:])
    names = {form: number for number, filler in fillers.items() for form in _called(filler, code)}
    return Filled(label, code, "".join(parts), tuple(slots), names)


ELIDED = re.compile(r"(?:l|d|dell|all|nell|sull)['’](?=\w)", re.IGNORECASE)


def _called(filler: Filler, code: str) -> Iterator[str]:
    """Every form of an actor's name, with its article and without."""
    spoken = language(code)
    # Adjectives end as their noun wants them to.
    yield from (f"{form}*" for slot, form in filler.forms.items() if slot == "adj")
    for form in filter(None, (*filler.forms.values(), *filler.also)):
        yield form
        first, _, rest = form.partition(" ")
        if rest and spoken is not None and first.lower() in spoken.articles:
            yield rest
        if ELIDED.match(form):
            yield ELIDED.sub("", form, count=1)


def exchanged(
    text: str, pairs: Mapping[str, str]
) -> tuple[str, tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]:
    """The text with each of the words replaced by its pair, and the places of the replaced words in the old and the new text."""
    longest_first = sorted(pairs, key=lambda word: (-len(word), word))
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
    parts: list[str] = []
    old: list[tuple[int, int]] = []
    new: list[tuple[int, int]] = []
    at = length = 0
    for match in pattern.finditer(text):
        other = pairs[match.group()]
        length += match.start() - at
        parts += [text[at : match.start()], other]
        old.append(match.span())
        new.append((length, length + len(other)))
        length += len(other)
        at = match.end()
    return "".join([*parts, text[at:]]), tuple(old), tuple(new)


# ---------------------------------------------------------------- comparing


def read(texts: Sequence[Filled]) -> list[Reading]:
    """One reading a text, in order. Raises RuntimeError where one cannot be read."""
    documents = []
    for n, one in enumerate(texts):
        uri = f"{one.label}-{n}.txt"
        documents.append(
            Document(
                id=document_id(uri, one.text),
                uri=uri,
                text=one.text,
                sha256=sha256_of(one.text),
                language=one.language,
                outlet=one.outlet,
                published=dated_from_iso(PUBLISHED, "the swap"),
            )
        )
    readings, skipped = flow.read_documents(documents)
    if skipped:
        raise RuntimeError(f"not read: {skipped[0]}")
    return list(readings)


def keys(filled: Filled, reading: Reading) -> list[Key]:
    """What must not change, for each attribution of a reading."""
    actors = {actor.id: actor for actor in reading.actors}
    by_id = {a.id: a for a in reading.attributions}
    return [_key(filled, a, actors, by_id) for a in reading.attributions]


def _key(filled: Filled, a: Attribution, actors: Mapping[str, Actor], by_id: Mapping[str, Attribution]) -> Key:
    def places(extent: Extent | None) -> Key:
        return tuple((filled.place(s.start), filled.place(s.end)) for s in extent) if extent else ()

    actor = actors.get(a.holder) if a.holder else None
    outer = by_id.get(a.outer) if a.outer else None
    holder = (actor.kind, _name(filled, actor.name)) if actor else None
    nested_in = places(outer.content) if outer else None
    return (a.kind, a.stance, places(a.source), places(a.cue), places(a.content), nested_in, holder)


def _name(filled: Filled, name: str) -> str:
    """The name with every form of a swapped actor as that actor's number."""
    for form in sorted(filled.names, key=lambda form: (-len(form), form)):
        ending = r"\w{0,2}" if form.endswith("*") else ""
        pattern = rf"(?<!\w){re.escape(form.removesuffix('*'))}{ending}(?!\w)"
        name = re.sub(pattern, f"<{filled.names[form]}>", name, flags=re.IGNORECASE)
    return name


def compare(pairs: Iterable[tuple[Filled, Filled]]) -> Outcome:
    """Both texts of each pair read, and their attributions compared."""
    couples = list(pairs)
    unique: dict[tuple[str, str], Filled] = {}
    for couple in couples:
        for one in couple:
            unique.setdefault((one.language, one.text), one)
    readings = dict(zip(unique, read(list(unique.values())), strict=True))
    outcome = Outcome(texts=len(unique))
    for left, right in couples:
        a = keys(left, readings[left.language, left.text])
        b = keys(right, readings[right.language, right.text])
        rest = list(b)
        lost = []
        for key in a:
            if key in rest:
                rest.remove(key)
                outcome.same += 1
            else:
                lost.append(key)
        wrong = max(len(lost), len(rest))
        outcome.total += len(a) - len(lost) + wrong
        for n in range(wrong):
            before = _words(left, readings[left.language, left.text], lost[n : n + 1])
            after = _words(right, readings[right.language, right.text], rest[n : n + 1])
            outcome.differing.append(f"{left.language} {left.label} | {right.label}\n    {before}\n    {after}")
    return outcome


def _words(filled: Filled, reading: Reading, wanted: Sequence[Key]) -> str:
    """The attribution that has this key, in words."""
    if not wanted:
        return f"nothing in: {' '.join(filled.text.split())[:140]}"
    a = reading.attributions[keys(filled, reading).index(wanted[0])]
    parts = [extent.of_text(filled.text) if extent else "" for extent in (a.source, a.cue, a.content)]
    return (
        f"[{parts[0]}] [{parts[1]}] [{parts[2]}] {a.kind}, {a.stance}, held by {wanted[0][-1]}; {', '.join(a.because)}"
    )


# ---------------------------------------------------------------- what is swapped


def template_pairs(code: str) -> Iterator[tuple[Filled, Filled]]:
    """Each template with each filler beside the one listed before it, both ways round, and each against the first."""
    pack = _pack(code)
    for group, templates in pack["templates"].items():
        fillers = [_filler(row, code) for row in pack[group]]
        for template in templates:
            two = "{" in template and re.search(r"\{\w+2\}", template) is not None
            filled = []
            for n, filler in enumerate(fillers):
                other = fillers[(n + 1) % len(fillers)]
                label = f"{next(iter(filler.forms.values()))}"
                filled.append(fill(template, code, label, {"1": filler, "2": other} if two else {"1": filler}))
                if two:
                    round_about = fill(template, code, f"{label} second", {"1": other, "2": filler})
                    yield filled[-1], round_about
            for one in filled[1:]:
                yield filled[0], one


def _filler(row: Mapping[str, Any], code: str) -> Filler:
    """One row of a pack. A state's `code` stands for its name and capital in the register, where the row has none."""
    forms = {key: str(value) for key, value in row.items() if key not in ("second", "code")}
    also: tuple[str, ...] = ()
    if "code" in row:
        listed = next(one for one in _register() if one["code"] == row["code"])
        also = tuple(form for column in ("name", "capital") for form in listed[f"{column}_{code}"].split("|") if form)
        forms.setdefault("state", listed[f"name_{code}"].split("|")[0])
        forms.setdefault("capital", listed[f"capital_{code}"].split("|")[0])
    return Filler(forms, bool(row.get("second")), also)


@lru_cache(maxsize=1)
def _register() -> tuple[dict[str, str], ...]:
    path = files("headwater.read").joinpath("data", "states.csv")
    with path.open(encoding="utf8") as lines:
        return tuple(csv.DictReader(line for line in lines if not line.startswith("#")))


def state_pairs(code: str, say: str, capital_says: str) -> Iterator[tuple[Filled, Filled]]:
    """Every state of the register in one sentence, by its name and by its capital, each against the first."""
    for template, column in ((say, "name"), (capital_says, "capital")):
        if not template:
            continue
        first = None
        for row in _register():
            if not row[f"{column}_{code}"]:
                continue
            filled = fill(template, code, row["code"], {"1": _filler({"code": row["code"]}, code)})
            if first is None:
                first = filled
            else:
                yield first, filled


def example_pairs(languages: Sequence[str]) -> Iterator[tuple[Filled, Filled]]:
    """The examples' documents with two of their persons, or two outlets, exchanged, and each person under other names."""
    folders = sorted(path.parent / "docs" for path in HERE.parent.glob("examples/*/gold.json"))
    documents = flow.ingest_paths(folders).documents
    for reading in flow.read_documents(documents)[0]:
        document = reading.document
        if document.language not in languages or document.language not in UNINFLECTED:
            continue
        yield from _in_document(document, reading, _pack(document.language))


UNINFLECTED = ("en", "es", "fr", "de", "pt", "it", "tr")
"""Where a name can be put in another's place as it is: no case endings of its own (Turkish parts them with an apostrophe)."""


def _in_document(document: Document, reading: Reading, pack: Mapping[str, Any]) -> Iterator[tuple[Filled, Filled]]:
    # A company can pass for a person by its name alone; who has a role is one.
    persons = [a for a in reading.actors if a.kind == "person" and a.role and len(a.name.split()) == 2]
    outlets = [a for a in reading.actors if a.kind == "outlet" and not a.aliases and a.name != document.outlet]
    words = {word for actor in reading.actors for word in actor.name.split()}
    for group in (persons, outlets):
        for a, b in pairwise(group):
            if not set(a.name.split()) & set(b.name.split()):
                forms, others = _forms(a, group is persons), _forms(b, group is persons)
                pairs = dict(zip(forms + others, others + forms, strict=True))
                yield _exchange(document, f"{a.name} / {b.name}", pairs, forms)
    if _refers_back(reading):
        return  # "she said" may mean nobody any more when the name is a man's
    for person in persons:
        for row in pack["person"]:
            if row["surname"] in words or row["person"] in words:
                continue
            given = row["person"].removesuffix(row["surname"]).strip() or row["surname"]
            forms = _forms(person, True)
            pairs = dict(zip(forms, (row["person"], row["surname"], given), strict=True))
            yield _exchange(document, f"{person.name} → {row['person']}", pairs, forms)


def _forms(actor: Actor, is_person: bool) -> tuple[str, ...]:
    """The whole name; of a person also the surname and the given name, which stand alone later on."""
    return (actor.name, actor.name.split()[-1], actor.name.split()[0]) if is_person else (actor.name,)


def _refers_back(reading: Reading) -> bool:
    """True when some source is a pronoun alone."""
    spoken = language(reading.document.language)
    text = reading.document.text
    sources = [a.source.of_text(text).lower() for a in reading.attributions if a.source]
    return spoken is not None and any(source in spoken.pronouns for source in sources)


def _exchange(document: Document, label: str, pairs: Mapping[str, str], first: Sequence[str]) -> tuple[Filled, Filled]:
    """The document as it is and with the words exchanged; `first` are the forms of the first actor."""
    text, old, new = exchanged(document.text, pairs)
    number = {form: "1" if form in first else "2" for form in pairs}
    swapped = {pairs[form]: number[form] for form in pairs}
    name = document.uri.rsplit("/", 1)[-1]
    spoken = document.language or ""
    return (
        Filled(name, spoken, document.text, old, number, document.outlet),
        Filled(label, spoken, text, new, swapped, document.outlet),
    )


def measure_languages(languages: Sequence[str]) -> dict[str, Outcome]:
    """The outcome by language of templates and states, and that of the examples' documents."""
    outcomes = {}
    for code in languages:
        pack = _pack(code)
        pairs = [*template_pairs(code), *state_pairs(code, pack.get("state_says", ""), pack.get("capital_says", ""))]
        outcomes[code] = compare(pairs)
    outcomes["examples"] = compare(example_pairs(languages))
    return outcomes


def _pack(code: str) -> dict[str, Any]:
    return tomllib.loads((DATA / f"{code}.toml").read_text(encoding="utf8"))


def all_languages() -> tuple[str, ...]:
    """The languages that have templates."""
    return tuple(sorted(path.stem for path in DATA.glob("*.toml")))


def measure(scratch: Path, data: Path | None) -> dict[str, float]:
    """The share that is the same over everything, and how many attributions that rests on."""
    del scratch, data
    outcomes = measure_languages(all_languages()).values()
    total = sum(one.total for one in outcomes)
    return {"same": sum(one.same for one in outcomes) / max(total, 1), "of": total}


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", choices=all_languages(), metavar="XX")
    parser.add_argument("--most", type=int, default=20, help="differing attributions shown a language")
    args = parser.parse_args(argv)
    outcomes = measure_languages(args.only or all_languages())
    for name, one in outcomes.items():
        print(f"{name:10} {one.share:.4f}  {one.same} of {one.total} attributions in {one.texts} texts")
        for line in one.differing[: args.most]:
            print("  " + line)
    total = sum(one.total for one in outcomes.values())
    same = sum(one.same for one in outcomes.values())
    print(f"{'all':10} {same / max(total, 1):.4f}  {same} of {total}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
