"""A seeded corpus of articles and derived copies whose derivation is known: the same seed gives the same corpus.

The articles are of invented words drawn by Zipf's law, or come from a folder of plain texts that the caller names. Then
what is not copied is a real article, too, with its words of four letters and more drawn anew, so that it has the
folder's turns of phrase and none of its sentences.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

# (text, where it is from: article and sentence, or None for text made up on the spot)
Sentence = tuple[str, tuple[int, int] | None]
LOOK_ALIKES = str.maketrans("aeopcxy", "аеорсху")
_SYLLABLES = tuple(
    re.findall("[a-z]+", "ba be bor da dra el fi gan go hu ka lem lu mar nen or ost pra qui ros sta ten tur vel wim za")
)
FOOTERS = ("Sign up for our daily newsletter.", "Share this story.", "Follow us everywhere.", "All rights reserved.")


@dataclass(slots=True)
class Corpus:
    """`documents`: (id, text); `kinds`: id → how it was made; `holds`: id → the sentences of articles it holds.

    A sentence is (article, place in it), however it was edited. The kinds "orig" and "bg" (unrelated), like the file of
    the truth, are named as in `evals/scorers/make_reuse.py`, so that each scorer reads both corpora.
    """

    documents: list[tuple[str, str]] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    holds: dict[str, frozenset[tuple[int, int]]] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """The documents as JSON Lines."""
        with path.open("w", encoding="utf8") as out:
            for name, text in self.documents:
                out.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")

    def write_truth(self, path: Path) -> None:
        """How each document was made, as JSON Lines: id, kind, origin (its article) and prov (the sentences it holds)."""
        with path.open("w", encoding="utf8") as out:
            for name, kind in self.kinds.items():
                holds = sorted(self.holds[name])
                origin = f"a{holds[0][0]}" if holds else None
                out.write(json.dumps({"id": name, "kind": kind, "origin": origin, "prov": holds}) + "\n")


class _Writer:
    """Draws words, sentences and articles."""

    def __init__(self, seed: int, folder: Path | None) -> None:
        self.rng = random.Random(seed)
        words = {"".join(self.rng.choices(_SYLLABLES, k=self.rng.randint(1, 4))) for _ in range(60_000)}
        self.words = sorted(words, key=lambda word: (len(word), word))  # the short ones are the common ones
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(self.words))))
        texts = [path.read_text(encoding="utf8") for path in sorted(folder.glob("*.txt"))] if folder else []
        self.real = [sentences for text in texts if len(sentences := split(text)) >= 6]
        self.left = list(self.real)
        found = [word for sentences in self.real for one in sentences for word in _WORD.findall(one) if len(word) >= 4]
        self.pools = [word for word in found if word.islower()], [word for word in found if not word.islower()]

    def sentence(self) -> str:
        drawn = self.rng.choices(self.words, cum_weights=self.weights, k=self.rng.randint(6, 30))
        return " ".join(drawn).capitalize() + "."

    def article(self) -> list[str]:
        if self.left:
            return self.left.pop()
        return [self.sentence() for _ in range(self.rng.randint(10, 30))]

    def word(self, old: str) -> str:
        """Some other word, of the same case where there are real ones."""
        pool = self.pools[not old.islower()]
        return self.rng.choice(pool) if pool else self.rng.choices(self.words, cum_weights=self.weights)[0]

    def host(self) -> list[Sentence]:
        """An unrelated text."""
        if self.real:
            frame = self.rng.choice(self.real)
            return [
                (_WORD.sub(lambda m: self.word(m.group()) if len(m.group()) >= 4 else m.group(), one), None)
                for one in frame
            ]
        return [(self.sentence(), None) for _ in range(self.rng.randint(8, 25))]

    def changed(self, sentences: list[Sentence], rate: float) -> list[Sentence]:
        def change(match: re.Match[str]) -> str:
            return self.word(match.group()) if self.rng.random() < rate else match.group()

        return [(_WORD.sub(change, text), place) for text, place in sentences]

    def rewritten(self, sentences: list[Sentence]) -> list[Sentence]:
        return [(text, None) for text, _ in self.changed(sentences, 1.0)]

    def in_host(self, part: list[Sentence]) -> list[Sentence]:
        host = self.host()
        at = self.rng.randint(1, len(host) - 1)
        return host[:at] + part + host[at:]

    def some(self, sentences: list[Sentence], count: int) -> list[Sentence]:
        at = self.rng.randint(0, max(0, len(sentences) - count))
        return sentences[at : at + count]

    def paragraph(self, sentences: list[Sentence]) -> list[Sentence]:
        """Three running sentences, of 40 words together where there are such."""
        for _ in range(20):
            found = self.some(sentences, 3)
            if sum(len(text.split()) for text, _ in found) >= 40:
                break
        return found

    def long_sentence(self, sentences: list[Sentence]) -> list[Sentence]:
        """One sentence of twelve words or more, as a quotation is."""
        return [self.rng.choice([s for s in sentences if 12 <= len(s[0].split()) <= 60] or sentences)]

    def shuffled(self, sentences: list[Sentence]) -> list[Sentence]:
        kept = [s for s in sentences if self.rng.random() > 0.2]
        self.rng.shuffle(kept)
        return kept


Maker = Callable[[_Writer, list[Sentence]], list[Sentence]]
KINDS: dict[str, Maker] = {
    "verbatim": lambda w, s: s,
    "verbatim after a dateline": lambda w, s: [(w.word("Place").upper() + " — ", None), *s],
    "lead rewritten": lambda w, s: w.rewritten(s[:3]) + s[3:],
    "5% of words changed": lambda w, s: w.changed(s, 0.05),
    "10% of words changed": lambda w, s: w.changed(s, 0.1),
    "20% of words changed": lambda w, s: w.changed(s, 0.2),
    "40% of words changed": lambda w, s: w.changed(s, 0.4),
    "look-alike letters": lambda w, s: [(text.translate(LOOK_ALIKES), place) for text, place in s],
    "sentences reordered": lambda w, s: w.shuffled(s),
    "half": lambda w, s: w.some(s, len(s) // 2),
    "half in a host": lambda w, s: w.in_host(w.some(s, len(s) // 2)),
    "paragraph in a host": lambda w, s: w.in_host(w.paragraph(s)),
    "paragraph, 10% changed": lambda w, s: w.in_host(w.changed(w.paragraph(s), 0.1)),
    "sentence in a host": lambda w, s: w.in_host(w.long_sentence(s)),
    "sentence, 10% changed": lambda w, s: w.in_host(w.changed(w.long_sentence(s), 0.1)),
}
# A copy of a copy of a copy, each step a document of the corpus.
CHAIN: tuple[Maker, ...] = (
    lambda w, s: w.changed(s, 0.1),
    lambda w, s: w.rewritten(s[:3]) + w.some(s[3:], len(s) // 2),
    lambda w, s: w.in_host(w.paragraph([one for one in s if one[1]])),
)
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def split(text: str) -> list[str]:
    """The sentences of a plain text, roughly."""
    return [part.strip() for part in re.split(r"(?<=[.!?])\s+|\n\s*\n", text) if part.strip()]


def make(documents: int, seed: int = 7, folder: Path | None = None) -> Corpus:
    """A corpus of so many documents: a twentieth articles, a third copies of all kinds in turn, the rest unrelated.

    `folder`: plain texts to take the articles from; fewer than that where there are fewer.
    """
    writer = _Writer(seed, folder)
    corpus = Corpus()
    articles: list[list[Sentence]] = []
    for n in range(max(1, min(documents // 20, len(writer.real) or documents))):
        articles.append([(text, (n, at)) for at, text in enumerate(writer.article())])
    made = [("orig", article) for article in articles]
    kinds = [*KINDS, *(f"chain, step {n}" for n in range(1, len(CHAIN) + 1))]
    chained: list[Sentence] = []
    for n in range(documents // 3):
        kind = kinds[n % len(kinds)]
        if kind in KINDS:
            made.append((kind, KINDS[kind](writer, writer.rng.choice(articles))))
            continue
        step = n % len(kinds) - len(KINDS)
        chained = CHAIN[step](writer, chained if step else writer.rng.choice(articles))
        made.append((kind, chained))
    made += [("bg", writer.host()) for _ in range(documents - len(made))]
    writer.rng.shuffle(made)
    for n, (kind, sentences) in enumerate(made):
        name = f"d{n:07}"
        footer = writer.rng.sample(FOOTERS, writer.rng.randint(0, 2))
        corpus.documents.append((name, "\n\n".join([" ".join(text for text, _ in sentences), *footer])))
        corpus.kinds[name] = kind
        corpus.holds[name] = frozenset(place for _, place in sentences if place)
    return corpus
